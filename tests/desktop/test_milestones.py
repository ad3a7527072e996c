"""The outline table: what it shows, editing in its cells, and its commands by key.

Expected dates come from the calendar of the worked example (free days 3 and 6 April, 1 and 25 May
2026) counted by hand from the dates that its input file lists.
"""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.widgets.text import Text

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window

NAME, DAYS, START, FINISH, FLOAT, ROLE, PREDECESSORS = range(1, 8)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
POPUP = "This plugin does not support (raise|grabbing)"
"""What the offscreen platform says when a list or menu pops up."""
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def begins_here(own_settings: None) -> None:
    """Let the window begin with this page, without making another first."""
    QSettings().setValue("page", "milestones")


@pytest.fixture
def page(begins_here: None, window: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.table.setFocus()
    return shown


def key_of(page: "Page", number: str) -> int:
    return page.document.outline.key_of[number]


def index(page: "Page", number: str, column: int) -> QModelIndex:
    return page.model.index_of(key_of(page, number), column)


def text(page: "Page", number: str, column: int) -> str:
    return str(index(page, number, column).data())


def go(page: "Page", number: str, column: int) -> None:
    page.table.go_to(index(page, number, column))


def editor(page: "Page") -> QLineEdit:
    assert page.editor.editor is not None
    return page.editor.editor


def write(page: "Page", number: str, column: int, words: str) -> None:
    """Type into a cell and press Enter."""
    go(page, number, column)
    QTest.keyClicks(page.table, words[0])
    QTest.keyClicks(editor(page), words[1:])
    QTest.keyClick(editor(page), Qt.Key.Key_Return)


def steps(document: Document) -> int:
    return len(document.store.history())


def test_rows_show_dates_floats_roles_and_predecessors(page: "Page") -> None:
    assert [text(page, "3.4", column) for column in range(1, 8)] == [
        "Fine-tune and select model",
        "15",
        "24 Apr",
        "15 May",
        "0",
        "ML engineer 1",
        text(page, "3.4", PREDECESSORS),
    ]
    assert set(text(page, "3.4", PREDECESSORS).split(", ")) == {"2.5", "3.2", "3.3"}
    assert text(page, "3.5", PREDECESSORS) == "3.4FS−4d"
    assert [text(page, "2.1", column) for column in (DAYS, FLOAT)] == ["17", "23"]
    assert [text(page, "5.5", column) for column in (DAYS, START, FINISH)] == ["", "", "16 Jul"]
    assert [text(page, "3", column) for column in (DAYS, START, FINISH)] == [
        "57",
        "25 Feb",
        "19 May",
    ]
    assert text(page, "3.1", FLOAT) == "–"


def test_cells_are_spoken_with_their_meaning(page: "Page") -> None:
    said = Qt.ItemDataRole.AccessibleTextRole
    assert index(page, "3.4", FLOAT).data(said) == "Float, 0 days, critical"
    assert index(page, "4.1", FLOAT).data(said) == "Float, 5 days, near critical"
    assert index(page, "3.1", FLOAT).data(said) == "Float, done"
    assert index(page, "2.5", NAME).data(said) == "Task, Training set v1 frozen, milestone, level 2"


def test_typing_a_duration_replaces_it_and_moves_every_later_date(page: "Page") -> None:
    write(page, "3.4", DAYS, "18")
    assert text(page, "3.4", DAYS) == "18"
    assert text(page, "3.4", FINISH) == "20 May"
    assert text(page, "5.5", FINISH) == "21 Jul"
    assert page.table.currentIndex() == index(page, "3.5", DAYS)
    page.document.undo()
    assert text(page, "3.4", DAYS) == "15"
    assert text(page, "5.5", FINISH) == "16 Jul"
    page.document.redo()
    assert text(page, "5.5", FINISH) == "21 Jul"


@pytest.mark.parametrize(("typed", "days"), [("3d", "3"), ("2w", "10"), ("4h", "0.5")])
def test_durations_are_read_in_days_weeks_and_hours(page: "Page", typed: str, days: str) -> None:
    write(page, "4.1", DAYS, typed)
    assert text(page, "4.1", DAYS) == days


def test_a_hint_says_what_is_being_typed(page: "Page") -> None:
    go(page, "4.1", DAYS)
    QTest.keyClicks(page.table, "2")
    QTest.keyClicks(editor(page), "w")
    assert page.editor.note.isVisible()
    assert page.editor.note.words.text() == "10 d"


def test_escape_restores_the_cell(page: "Page") -> None:
    before = steps(page.document)
    go(page, "3.4", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert editor(page).text() == "Fine-tune and select model"
    QTest.keyClicks(editor(page), "Something else")
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    assert page.editor.editor is None
    assert text(page, "3.4", NAME) == "Fine-tune and select model"
    assert steps(page.document) == before


def test_tab_commits_and_goes_to_the_next_cell_that_can_be_written(page: "Page") -> None:
    go(page, "4.1", DAYS)
    QTest.keyClicks(page.table, "9")
    QTest.keyClick(editor(page), Qt.Key.Key_Tab)
    assert text(page, "4.1", DAYS) == "9"
    assert page.table.currentIndex() == index(page, "4.1", START)
    QTest.keyClick(page.table, Qt.Key.Key_Backtab)
    assert page.table.currentIndex() == index(page, "4.1", DAYS)


def test_a_value_that_is_no_duration_stays_in_the_cell_with_its_reason(page: "Page") -> None:
    before = steps(page.document)
    write(page, "4.1", DAYS, "soon")
    assert editor(page).text() == "soon"
    assert "no duration" in page.editor.note.words.text()
    assert steps(page.document) == before
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    assert text(page, "4.1", DAYS) == "12"
    assert not page.editor.note.isVisible()


def test_leaving_a_cell_with_a_refused_value_keeps_the_old_one(page: "Page") -> None:
    go(page, "4.1", DAYS)
    QTest.keyClicks(page.table, "x")
    page.chart.setFocus()
    assert page.editor.editor is None
    assert text(page, "4.1", DAYS) == "12"
    assert page.editor.note.isVisible()
    go(page, "4.2", DAYS)
    assert not page.editor.note.isVisible()


def test_predecessors_are_written_as_text(page: "Page") -> None:
    write(page, "4.1", PREDECESSORS, "3.3FS+2d, 2.1SS")
    assert text(page, "4.1", PREDECESSORS) == "3.3FS+2d, 2.1SS"
    assert text(page, "4.1", START) == "10 Apr"  # 3.3 ends on 7 April, two days lie between
    page.document.undo()
    assert text(page, "4.1", PREDECESSORS) == "1.10"


def test_a_loop_is_refused_at_the_cell_with_every_task_of_it(page: "Page") -> None:
    before = steps(page.document)
    write(page, "2.4", PREDECESSORS, "3.4")
    assert "loop" in page.editor.note.words.text()
    for number in ("2.4", "2.5", "3.4"):
        assert number in page.editor.note.words.text()
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    assert text(page, "2.4", PREDECESSORS) == "2.2, 2.3"
    assert steps(page.document) == before


@pytest.mark.qt_log_ignore(POPUP)
def test_a_role_is_chosen_by_typing(page: "Page") -> None:
    write(page, "4.1", ROLE, "tech")
    assert text(page, "4.1", ROLE) == "Tech lead"
    write(page, "4.1", ROLE, "juggler")
    assert "no role" in page.editor.note.words.text()


def test_what_is_calculated_cannot_be_written(page: "Page") -> None:
    for number, column in (("3", DAYS), ("3", FINISH), ("2.5", DAYS), ("3.4", FLOAT)):
        go(page, number, column)
        QTest.keyClicks(page.table, "5")
        assert page.editor.editor is None


def test_insert_adds_a_row_below_and_names_it(page: "Page") -> None:
    go(page, "4.2", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    assert editor(page).selectedText() == "New task"
    QTest.keyClicks(editor(page), "Write the runbook")
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    assert text(page, "4.3", NAME) == "Write the runbook"
    assert text(page, "4.4", NAME) == "Fallback and agent handoff"
    page.document.undo()
    page.document.undo()
    assert text(page, "4.3", NAME) == "Fallback and agent handoff"


def test_rows_are_numbered_anew_when_one_comes_or_goes(page: "Page") -> None:
    def numbers() -> list[str]:
        return [
            page.table.rows.line(place).number.rpartition(".")[2]
            for place, row in enumerate(page.table.rows.visible)
            if row.number.startswith("3.")
        ]

    go(page, "3.5", NAME)
    page.add_above()
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    assert numbers() == ["1", "2", "3", "4", "5", "6", "7"]
    page.delete()
    assert numbers() == ["1", "2", "3", "4", "5", "6"]
    page.document.undo()
    assert numbers() == ["1", "2", "3", "4", "5", "6", "7"]


def test_the_keys_begin_at_the_first_task(page: "Page") -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert editor(page).text() == "Data pipeline"


def test_shift_insert_adds_a_row_above(page: "Page") -> None:
    go(page, "4.2", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_Insert, SHIFT)
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    assert text(page, "4.2", NAME) == "New task"
    assert text(page, "4.3", NAME) == "Helpdesk integration"


def test_rows_are_indented_outdented_and_moved_by_key(page: "Page") -> None:
    key = key_of(page, "4.4")
    number = page.document.outline.number_of
    go(page, "4.4", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_Up, ALT)
    assert page.document.outline.number_of[key] == "4.3"
    assert page.table.current_key() == key
    QTest.keyClick(page.table, Qt.Key.Key_Down, ALT)
    assert page.document.outline.number_of[key] == number[key]
    QTest.keyClick(page.table, Qt.Key.Key_Left, ALT | SHIFT)
    assert page.document.outline.number_of[key] == "5"
    QTest.keyClick(page.table, Qt.Key.Key_Right, ALT | SHIFT)
    assert page.document.outline.number_of[key] == "4.5"
    assert page.table.selected_keys() == [key]


def test_a_refused_command_says_why_at_the_row(page: "Page") -> None:
    go(page, "1", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_Right, ALT | SHIFT)
    assert page.editor.note.isVisible()
    assert "no task above" in page.editor.note.words.text()


def test_delete_takes_several_rows_and_offers_to_undo(qtbot: QtBot, page: "Page") -> None:
    rows = page.model.rowCount()
    page.table.select_keys([key_of(page, "4.1"), key_of(page, "4.3")])
    with qtbot.waitSignal(page.said) as said:
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert said.args == ["2 tasks deleted", True]
    assert page.model.rowCount() == rows - 2
    assert text(page, "4.1", NAME) == "Helpdesk integration"
    page.document.undo()
    assert page.model.rowCount() == rows
    assert text(page, "4.1", NAME) == "Inference API"


def test_selected_rows_are_linked_in_the_order_of_selection(page: "Page") -> None:
    go(page, "5.4", NAME)
    flags = page.table.selectionModel().SelectionFlag
    earlier = index(page, "4.5", NAME)
    page.table.selectionModel().select(earlier, flags.Select | flags.Rows)
    before = text(page, "4.5", PREDECESSORS)
    QTest.keyClick(page.table, Qt.Key.Key_L, CTRL)
    assert page.editor.note.isVisible()  # 5.4 first: this would be a loop
    assert text(page, "4.5", PREDECESSORS) == before
    go(page, "3.3", NAME)
    later = index(page, "4.1", NAME)
    page.table.selectionModel().select(later, flags.Select | flags.Rows)
    QTest.keyClick(page.table, Qt.Key.Key_L, CTRL)
    assert text(page, "4.1", PREDECESSORS) == "1.10, 3.3"
    QTest.keyClick(page.table, Qt.Key.Key_L, CTRL | SHIFT)
    assert text(page, "4.1", PREDECESSORS) == "1.10"


def test_milestone_and_done_are_toggled_by_key(page: "Page") -> None:
    go(page, "5.4", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_M, CTRL)
    assert text(page, "5.4", DAYS) == ""
    QTest.keyClick(page.table, Qt.Key.Key_M, CTRL)
    assert text(page, "5.4", DAYS) == "1"
    go(page, "2.3", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_D, CTRL)
    assert text(page, "2.3", FLOAT) == "–"
    assert text(page, "2.3", FINISH) == "16 Mar"  # no later than the data date
    QTest.keyClick(page.table, Qt.Key.Key_D, CTRL)
    assert text(page, "2.3", FLOAT) != "–"


def test_left_and_right_fold_and_unfold_and_an_edit_keeps_it(page: "Page") -> None:
    rows = page.model.rowCount()
    go(page, "3", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert page.model.rowCount() == rows - 6
    page.table.verticalScrollBar().setValue(28)
    write(page, "4.1", DAYS, "13")
    assert page.model.rowCount() == rows - 6
    assert page.table.verticalScrollBar().value() == page.chart.verticalScrollBar().value()
    go(page, "3", NAME)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert page.model.rowCount() == rows


def test_an_edit_elsewhere_keeps_selection_and_cell(page: "Page") -> None:
    go(page, "4.5", DAYS)
    with page.edit("Name of 2.1") as session:
        from leadbench.plan.edits.activities import rename

        rename(session, key_of(page, "2.1"), "Talk to support")
    assert page.table.currentIndex() == index(page, "4.5", DAYS)
    assert page.table.selected_keys() == [key_of(page, "4.5")]
    assert text(page, "2.1", NAME) == "Talk to support"


def test_done_work_is_folded_at_first_and_stays_as_it_was_left(qtbot: QtBot, page: "Page") -> None:
    assert page.rows.plan.folded == {key_of(page, "1")}
    page.table.fold_asked.emit(key_of(page, "1"), False)
    page.table.fold_asked.emit(key_of(page, "4"), True)
    from leadbench.desktop.screens.milestones import Page

    again = Page(page.document, page.theme)
    qtbot.addWidget(again)
    again.refresh()
    assert again.rows.plan.folded == {key_of(page, "4")}


def test_number_and_name_stay_in_view_while_columns_scroll(page: "Page") -> None:
    level = page.table.horizontalScrollBar()
    name = page.table.visualRect(index(page, "2.1", NAME))
    go(page, "2.1", PREDECESSORS)
    assert level.value() > 0
    assert page.table.visualRect(index(page, "2.1", NAME)) == name
    cell = page.table.visualRect(index(page, "2.1", PREDECESSORS))
    assert cell.left() >= name.right()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=name.center())
    assert page.table.currentIndex() == index(page, "2.1", NAME)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=name.center())
    assert editor(page).text() == "Ticket export to lakehouse"


def test_the_chevron_folds_with_the_mouse(page: "Page") -> None:
    rows = page.model.rowCount()
    place = page.table.chevron(index(page, "2", NAME).row()).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.model.rowCount() == rows - 5


def test_a_double_click_edits_and_the_widths_are_remembered(qtbot: QtBot, page: "Page") -> None:
    cell = page.table.visualRect(index(page, "4.1", NAME)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert editor(page).text() == "Inference API"
    page.editor.close()
    page.table.header().resizeSection(NAME, 240)
    from leadbench.desktop.screens.milestones import Page

    again = Page(page.document, page.theme)
    qtbot.addWidget(again)
    assert again.table.header().sectionSize(NAME) == 240


@pytest.mark.qt_log_ignore(POPUP)
def test_the_context_menu_shows_keys_and_acts(page: "Page") -> None:
    from PySide6.QtWidgets import QMenu

    go(page, "5.4", NAME)
    page.table.menu_asked.emit(page.mapToGlobal(QPoint(50, 200)))
    menu = page.findChild(QMenu, "task-menu")
    assert menu is not None
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert "Delete\tDel" in titles
    assert "Indent\tAlt+Shift+Right" in titles
    milestone = next(one for one in menu.actions() if one.text().startswith("Set as milestone"))
    milestone.trigger()
    menu.close()
    assert text(page, "5.4", DAYS) == ""


def test_a_project_without_tasks_asks_for_the_first_one(page: "Page") -> None:
    from leadbench.plan.edits.projects import add_project

    start = page.document.contents.ordered_projects()[0].start_minute
    with page.edit("Add a project") as session:
        key = add_project(session, "Empty project", start_minute=start)
    page.document.show_project(key)
    assert page.add_first.isVisible()
    for words in page.findChildren(Text):
        if words.isVisible() and words.wordWrap():
            assert words.height() >= words.heightForWidth(words.width())
    QTest.mouseClick(page.add_first, Qt.MouseButton.LeftButton)
    assert not page.add_first.isVisible()
    assert editor(page).text() == "New task"
    QTest.keyClicks(editor(page), "Begin")
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    assert text(page, "1", NAME) == "Begin"
