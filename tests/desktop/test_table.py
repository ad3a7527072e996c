"""The table worked as a person does: typing into cells, keys, refusals, undo, sorting."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.portfolio import Page as PortfolioPage
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.table_menu import menu_of
from leadbench.desktop.window import Window
from leadbench.plan.tables import Risk, RiskState

KEY = Qt.Key
STATES = ((RiskState.OPEN, "Open"), (RiskState.CLOSED, "Closed"), (RiskState.HAPPENED, "Happened"))


class Risks(Screen):
    """A screen of four risks, as small as a screen with a table can be."""

    key = "milestones"

    def build(self) -> None:
        self.added: list[int | None] = []
        self.table = Table(
            self,
            [
                FieldSpec("code", "Code", width=60),
                FieldSpec("name", "Risk"),
                FieldSpec("probability_percent", "Probability", editor="percent", width=90),
                FieldSpec("cost_likely_cents", "Cost", editor="money", width=90),
                FieldSpec("due_on", "Due", editor="date", width=90),
                FieldSpec("state", "State", editor="choice", choices=STATES, width=90),
                FieldSpec("id", "Key", editor="readonly", width=60, opens=True),
            ],
            table=Risk,
            name=lambda row: str(row.code),
            noun=("risk", "risks"),
            insert=self._insert,
            remember="risks",
        )

    def _insert(self, below: int | None) -> int | None:
        self.added.append(below)
        return None

    def refresh(self) -> None:
        assert self.document.project_id is not None
        self.table.set_rows(self.document.contents.risks_of(self.document.project_id))


@pytest.fixture
def screen(qtbot: QtBot, example_document: Document, theme: Theme) -> Risks:
    page = Risks(example_document, theme)
    qtbot.addWidget(page)
    qtbot.addWidget(page.table)
    example_document.changed.connect(lambda _change: page.refresh())
    page.table.resize(900, 400)
    with qtbot.waitActive(page.table):
        page.table.show()
        page.table.activateWindow()
    page.refresh()
    page.table.setFocus()
    return page


def cell(table: Table, row: int, column: str) -> QModelIndex:
    return table.rows.index(row, [spec.column for spec in table.specs].index(column))


def go(table: Table, row: int, column: str) -> None:
    table.setCurrentIndex(cell(table, row, column))


def editor(table: Table) -> QLineEdit:
    found = [line for line in table.findChildren(QLineEdit) if line.isVisible()]
    assert len(found) == 1
    return found[0]


def names(table: Table) -> list[str]:
    return [table.row_at(row).name for row in range(table.rows.rowCount())]


def type_into(table: Table, text: str) -> None:
    """Type as at a keyboard: the first letter opens the editor."""
    QTest.keyClicks(table, text[0])
    QTest.keyClicks(editor(table), text[1:])


def test_typing_replaces_the_cell_and_enter_moves_down(screen: Risks) -> None:
    table = screen.table
    go(table, 0, "name")
    type_into(table, "Labels drift")
    QTest.keyClick(editor(table), KEY.Key_Return)
    assert names(table)[0] == "Labels drift"
    assert table.currentIndex() == cell(table, 1, "name")
    assert screen.document.store.undo_label == "Risk of R1"


def test_undo_brings_the_old_value_back_with_one_step(screen: Risks) -> None:
    table = screen.table
    before = names(table)
    go(table, 2, "name")
    type_into(table, "New")
    QTest.keyClick(editor(table), KEY.Key_Return)
    screen.document.undo()
    assert names(table) == before
    screen.document.redo()
    assert names(table)[2] == "New"


def test_f2_keeps_the_old_text_and_tab_commits_to_the_right(screen: Risks) -> None:
    table = screen.table
    go(table, 1, "name")
    QTest.keyClick(table, KEY.Key_F2)
    line = editor(table)
    assert line.text() == names(table)[1]
    line.end(False)
    QTest.keyClicks(line, ", again")
    QTest.keyClick(line, KEY.Key_Tab)
    assert names(table)[1].endswith(", again")
    assert table.currentIndex() == cell(table, 1, "probability_percent")
    QTest.keyClick(table, KEY.Key_F2)
    QTest.keyClick(editor(table), KEY.Key_Backtab)
    assert table.currentIndex() == cell(table, 1, "name")


def test_escape_restores_and_writes_nothing(screen: Risks) -> None:
    table = screen.table
    before, revision = names(table), screen.document.store.revision
    go(table, 0, "name")
    type_into(table, "Something else")
    QTest.keyClick(editor(table), KEY.Key_Escape)
    assert names(table) == before
    assert screen.document.store.revision == revision
    assert not [line for line in table.findChildren(QLineEdit) if line.isVisible()]


def test_enter_on_an_unchanged_cell_makes_no_undo_step(screen: Risks) -> None:
    table, revision = screen.table, screen.document.store.revision
    go(table, 0, "probability_percent")
    QTest.keyClick(table, KEY.Key_Return)
    QTest.keyClick(editor(table), KEY.Key_Return)
    assert screen.document.store.revision == revision
    assert table.currentIndex().row() == 1


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("probability_percent", "lots", "no number"),
        ("probability_percent", "130", "100"),
        ("name", " ", "Risk must not be empty"),
        ("cost_likely_cents", "much", "no amount"),
        ("due_on", "someday", "no date"),
    ],
)
def test_a_refusal_is_shown_at_the_cell_and_the_old_value_stays(
    screen: Risks, column: str, text: str, reason: str
) -> None:
    table = screen.table
    before = cell(table, 0, column).data()
    revision = screen.document.store.revision
    go(table, 0, column)
    QTest.keyClick(table, KEY.Key_F2)
    line = editor(table)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, KEY.Key_Return)
    assert line.isVisible()
    assert line.property("invalid") is True
    note = table.cells.note
    assert note.isVisible()
    assert reason in note.words.text()
    assert note.y() > table.visualRect(cell(table, 0, column)).y()
    QTest.keyClick(line, KEY.Key_Escape)
    assert not note.isVisible()
    assert cell(table, 0, column).data() == before
    assert screen.document.store.revision == revision


def test_leaving_a_refused_cell_gives_the_old_value_back_and_says_why(
    screen: Risks, qtbot: QtBot
) -> None:
    table = screen.table
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    go(table, 0, "probability_percent")
    type_into(table, "999")
    QApplication.sendEvent(editor(table), _focus_out())
    assert cell(table, 0, "probability_percent").data() == "30%"
    assert table.cells.refused_at(cell(table, 0, "probability_percent"))
    assert table.cells.note.isVisible()
    go(table, 1, "name")
    assert not table.cells.note.isVisible()


def _focus_out() -> QFocusEvent:
    return QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason)


def test_a_money_hint_says_what_will_be_read(screen: Risks) -> None:
    table = screen.table
    go(table, 0, "cost_likely_cents")
    type_into(table, "12500")
    assert table.cells.note.isVisible()
    assert table.cells.note.words.text() == "$13k"
    QTest.keyClick(editor(table), KEY.Key_Return)
    key = table.row_at(0).id
    assert screen.document.contents.risks[key].cost_likely_cents == 1_250_000
    assert not table.cells.note.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")  # the list is a window
def test_a_choice_is_made_from_its_list(screen: Risks) -> None:
    table = screen.table
    go(table, 3, "state")
    QTest.keyClick(table, KEY.Key_Return)
    combo = next(box for box in table.findChildren(QComboBox) if box.isVisible())
    assert [combo.itemText(place) for place in range(combo.count())] == [
        "Open", "Closed", "Happened",
    ]  # fmt: skip
    assert combo.currentText() == "Open"
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert table.row_at(3).state == RiskState.CLOSED
    assert screen.document.store.undo_label == "State of R4"


def test_delete_removes_the_selected_rows_and_offers_undo(screen: Risks, qtbot: QtBot) -> None:
    table = screen.table
    table.choose(table.row_at(0).id)
    QTest.keyClick(table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(screen.said) as said:
        QTest.keyClick(table, KEY.Key_Delete)
    assert said.args == ["2 risks deleted", True]
    assert [table.row_at(row).code for row in range(table.rows.rowCount())] == ["R3", "R4"]
    assert screen.document.store.undo_label == "Delete 2 risks"
    screen.document.undo()
    assert table.rows.rowCount() == 4
    assert len(screen.document.contents.risk_impacts) == 4


def test_insert_adds_below_the_cursor(screen: Risks) -> None:
    table = screen.table
    table.choose(table.row_at(1).id)
    QTest.keyClick(table, KEY.Key_Insert)
    assert screen.added == [table.row_at(1).id]


def test_a_row_is_chosen_while_the_keys_of_a_shortcut_are_still_held(screen: Risks) -> None:
    table = screen.table
    second = table.row_at(1).id
    QTest.keyPress(table, KEY.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.choose(second)
    table.choose(second)
    QTest.keyRelease(table, KEY.Key_Control)
    assert table.selected() == [second]


def test_a_refresh_keeps_selection_scroll_and_fires_nothing(screen: Risks) -> None:
    table, document = screen.table, screen.document
    table.choose(table.row_at(2).id, "name")
    chosen: list[None] = []
    table.chosen.connect(lambda: chosen.append(None))
    revision = document.store.revision
    screen.refresh()
    screen.refresh()
    assert document.store.revision == revision
    assert table.selected() == [table.row_at(2).id]
    assert table.currentIndex() == cell(table, 2, "name")
    assert chosen == []


def test_rows_that_come_and_go_keep_the_selection(screen: Risks) -> None:
    table = screen.table
    first, third = table.row_at(0).id, table.row_at(2).id
    table.choose(third, "name")
    with screen.edit("Delete R1") as session:
        from leadbench.store.rows import delete

        row = session.get(Risk, first)
        assert row is not None
        delete(session, row)
    assert table.selected() == [third]
    assert table.currentIndex() == cell(table, 1, "name")


def test_a_click_on_the_head_sorts_and_the_third_restores(screen: Risks) -> None:
    table = screen.table
    plain = names(table)
    place = [spec.column for spec in table.specs].index("name")
    middle = QPoint(table.columnViewportPosition(place) + 20, 10)
    orders = []
    for _ in range(3):
        QTest.mouseClick(
            table.head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), middle
        )
        orders.append(names(table))
    assert orders[0] == sorted(plain, key=str.casefold)
    assert orders[1] == list(reversed(orders[0]))
    assert orders[2] == plain


def test_a_width_that_was_dragged_is_remembered(screen: Risks, qtbot: QtBot, theme: Theme) -> None:
    screen.table.head.resizeSection(2, 133)
    again = Risks(screen.document, theme)
    qtbot.addWidget(again)
    qtbot.addWidget(again.table)
    again.table.resize(900, 400)
    again.table.show()
    assert again.table.columnWidth(2) == 133


def test_columns_without_room_are_hidden_before_words_are_cut(
    qtbot: QtBot, example_document: Document, theme: Theme
) -> None:
    page = Risks(example_document, theme)
    qtbot.addWidget(page)
    specs = [
        FieldSpec("name", "Risk"),
        FieldSpec("code", "Code", width=200, drop=2),
        FieldSpec("state", "State", editor="choice", choices=STATES, width=200, drop=1),
    ]
    table = Table(page, specs, table=Risk, name=lambda row: str(row.code))
    qtbot.addWidget(table)
    hidden = {}
    for width in (800, 460, 250):
        table.resize(width, 200)
        table.show()
        table.head.lay_out()
        hidden[width] = [table.isColumnHidden(place) for place in range(3)]
    assert hidden == {
        800: [False, False, False],
        460: [False, False, True],
        250: [False, True, True],
    }


def test_cells_speak_to_a_screen_reader(screen: Risks) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    table = screen.table
    assert cell(table, 0, "probability_percent").data(role) == "Probability, 30%"
    assert table.cells.write_cell(cell(table, 0, "cost_likely_cents"), "") == ""
    assert cell(table, 0, "cost_likely_cents").data(role) == "Cost, empty"


def test_a_read_only_plan_can_be_looked_at_but_not_typed_into(
    qtbot: QtBot, example_file: object, theme: Theme, qapp: QApplication
) -> None:
    from pathlib import Path

    from leadbench.plan.file import open_plan

    document = Document()
    document.open(open_plan(Path(str(example_file)), read_only=True))
    page = Risks(document, theme)
    qtbot.addWidget(page)
    qtbot.addWidget(page.table)
    page.refresh()
    flags = page.table.rows.flags(cell(page.table, 0, "name"))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    page.table.choose(page.table.row_at(0).id)
    page.table.delete_rows()
    page.table.insert_row()
    assert page.table.rows.rowCount() == 4
    assert page.added == []
    document.close()


def test_enter_opens_the_row_where_its_column_opens(screen: Risks, qtbot: QtBot) -> None:
    table = screen.table
    go(table, 1, "id")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, KEY.Key_Return)
    assert opened.args == [table.row_at(1).id]


def test_the_menu_offers_what_the_keys_do_and_copy_takes_whole_rows(screen: Risks) -> None:
    table = screen.table
    table.choose(table.row_at(0).id, "name")
    menu = menu_of(table)
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["Edit", "Copy", "Add risk below", "Delete"]
    menu.deleteLater()
    QTest.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[:3] == ["R1", names(table)[0], "30%"]


def test_the_table_repaints_in_the_dark(screen: Risks) -> None:
    light = screen.table.grab().toImage()
    screen.theme.choose("dark")
    dark = screen.table.grab().toImage()
    assert light.pixelColor(450, 300) != dark.pixelColor(450, 300)
    assert dark.pixelColor(450, 300) == screen.theme.color("surface")


def test_a_page_that_opens_takes_the_keys_and_shows_its_ring_from_the_first_of_them(
    window: Window,
) -> None:
    def portfolio() -> PortfolioPage:
        window.show_page("portfolio")
        page = window.pages.page
        assert isinstance(page, PortfolioPage)
        return page

    def ringed() -> bool:
        """Tell whether the cell with the cursor has a frame of the focus color."""
        cell = table.visualRect(table.currentIndex())
        image = table.viewport().grab(cell).toImage()
        ring = window.theme.color("accent").rgb()
        row = [image.pixelColor(x, 1).rgb() for x in range(image.width())]
        return row.count(ring) > image.width() // 2

    table = portfolio().table
    assert not ringed()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert ringed()
    window.show_page("overview")
    portfolio()
    assert not ringed()
