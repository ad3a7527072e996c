"""The requirements screen in the window: both tables, the matrix, the notice, the inspector."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.screens.requirements import Page
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window
from leadbench.plan.file import create_plan
from leadbench.plan.tables import RequirementKind

KEY = Qt.Key
TRACES = {
    "B1": "T1 T2 T6", "B2": "T9", "B3": "T4", "B4": "T1 T2 T3", "B5": "T2 T7", "B6": "T8",
    "B7": "T5 T6", "B8": "T3 T7", "B9": "T6",
}  # fmt: skip
"""The dots of the picture that the screen is built from."""


@pytest.fixture
def page(window: Window) -> Page:
    window.show_page("requirements")
    shown = window.pages.page
    assert isinstance(shown, Page)
    return shown


def cell(table: Table, code: str, column: str) -> QModelIndex:
    codes = [table.row_at(row).code for row in range(table.rows.rowCount())]
    captions = [spec.caption for spec in table.specs]
    return table.rows.index(codes.index(code), captions.index(column))


def type_into(table: Table, index: QModelIndex, text: str) -> None:
    table.setFocus()
    table.setCurrentIndex(index)
    QTest.keyClick(table, KEY.Key_F2)
    line = next(line for line in table.findChildren(QLineEdit) if line.isVisible())
    line.selectAll()
    QTest.keyClicks(line, text) if text else line.clear()
    QTest.keyClick(line, KEY.Key_Return)


def matrix(page: Page) -> dict[str, str]:
    found = {}
    for row in range(page.business.rows.rowCount()):
        traced = [
            spec.caption
            for place, spec in enumerate(page.business.specs)
            if spec.press and page.business.rows.index(row, place).data() == "traced"
        ]
        found[page.business.row_at(row).code] = " ".join(traced)
    return found


def test_the_example_shows_nine_of_each_with_their_traces(page: Page) -> None:
    assert page.business.rows.rowCount() == 9
    assert page.technical.rows.rowCount() == 9
    assert matrix(page) == TRACES
    assert page.business_sentence.text() == "9 agreed"
    assert page.technical_sentence.text() == "9 derived, 9 placed in the plan, 8 with a test"
    assert cell(page.technical, "T2", "From").data() == "B1, B4, B5"
    assert cell(page.technical, "T2", "Built in").data() == "4.1 Inference API"
    assert cell(page.technical, "T8", "Checked by").data() == "No test yet"


def test_space_sets_and_removes_a_trace_as_a_named_step(page: Page, window: Window) -> None:
    page.business.setFocus()
    page.business.setCurrentIndex(cell(page.business, "B2", "T1"))
    QTest.keyClick(page.business, KEY.Key_Space)
    assert matrix(page)["B2"] == "T1 T9"
    assert window.document.store.undo_label == "Trace B2 to T1"
    assert cell(page.technical, "T1", "From").data() == "B1, B2, B4"
    QTest.keyClick(page.business, KEY.Key_Space)
    assert matrix(page) == TRACES
    window.document.undo()
    window.document.undo()
    assert matrix(page) == TRACES


def test_a_click_sets_a_trace(page: Page) -> None:
    middle = page.business.visualRect(cell(page.business, "B9", "T9")).center()
    QTest.mouseClick(
        page.business.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), middle
    )
    assert matrix(page)["B9"] == "T6 T9"


def test_codes_can_be_typed_instead_of_dots(page: Page) -> None:
    type_into(page.technical, cell(page.technical, "T4", "From"), "b3, B1")
    assert matrix(page)["B1"] == "T1 T2 T4 T6"
    type_into(page.technical, cell(page.technical, "T4", "From"), "B77")
    assert "B77" in page.technical.cells.note.words.text()
    assert matrix(page)["B1"] == "T1 T2 T4 T6"


def test_an_answer_is_edited_in_place_and_undone(page: Page, window: Window) -> None:
    type_into(page.business, cell(page.business, "B2", "Answer"), "340 agents")
    assert cell(page.business, "B2", "Answer").data() == "340 agents"
    assert window.document.store.undo_label == "Answer of B2"
    window.document.undo()
    assert cell(page.business, "B2", "Answer").data() == "310 agents"


def test_a_code_that_is_taken_is_refused_at_its_cell(page: Page) -> None:
    table = page.business
    type_into(table, table.rows.index(1, 0), "B1")
    assert "Choose another code" in table.cells.note.words.text()
    assert table.row_at(1).code == "B2"


def test_the_notice_names_the_gap_and_leads_to_it(page: Page) -> None:
    assert page.gap.text().startswith("T8 has no test yet")
    page.gap_action.click()
    editors = [line for line in page.technical.findChildren(QLineEdit) if line.isVisible()]
    QTest.keyClicks(editors[0], "Language test")
    QTest.keyClick(editors[0], KEY.Key_Return)
    assert page.technical_sentence.text() == "9 derived, 9 placed in the plan, 9 with a test"
    assert not page.notice.isVisible()


def test_the_inspector_shows_and_writes_the_selected_requirement(page: Page) -> None:
    page.select(page.technical.row_at(1).id)
    assert page.pane.title.text() == "Servers at peak"
    assert page.tinted == page.technical.row_at(1).id
    field = page.form.fields["metric"]
    assert isinstance(field, Field)
    field.edit.setText("Servers")
    field.commit()
    assert page.technical.row_at(1).metric == "Servers"
    page.business.choose(page.business.row_at(0).id)
    assert page.technical.selected() == []
    assert page.pane.title.text() == "How many tickets?"
    assert page.tinted is None


def test_a_percentile_above_100_is_refused_under_its_field(page: Page) -> None:
    page.select(page.business.row_at(3).id)
    field = page.form.fields["percentile"]
    assert isinstance(field, Field)
    before = page.business.row_at(3).percentile
    field.edit.setText("195")
    field.commit()
    assert "100" in field.error.text()
    assert page.business.row_at(3).percentile == before


def test_a_new_requirement_takes_the_next_code_and_is_typed_at_once(page: Page) -> None:
    page.add(RequirementKind.TECHNICAL)
    assert page.technical.row_at(9).code == "T10"
    line = next(line for line in page.technical.findChildren(QLineEdit) if line.isVisible())
    QTest.keyClicks(line, "Audit trail")
    QTest.keyClick(line, KEY.Key_Return)
    assert page.technical.row_at(9).title == "Audit trail"
    assert page.business.specs[-3].caption == "T10"


def test_a_new_column_of_the_matrix_keeps_the_selection(page: Page) -> None:
    chosen = page.business.row_at(4).id
    page.select(chosen)
    assert page._insert(RequirementKind.TECHNICAL, None) is not None
    assert page.business.selected() == [chosen]
    assert page.business.current_key() == chosen


def test_insert_and_delete_keys_work_on_the_row(page: Page, window: Window) -> None:
    table = page.business
    table.choose(table.row_at(2).id, "title")
    QTest.keyClick(table, KEY.Key_Insert)
    assert [table.row_at(row).code for row in range(5)] == ["B1", "B2", "B3", "B10", "B4"]
    QTest.keyClick(table, KEY.Key_Delete)
    assert table.rows.rowCount() == 9
    assert window.document.store.undo_label == "Delete B10"


def test_without_requirements_the_page_says_what_to_do_first(page: Page) -> None:
    page.technical.selectAll()
    page.technical.delete_rows()
    page.business.selectAll()
    page.business.delete_rows()
    assert page.empty.isVisible()
    assert page.empty.title.text() == "No requirements yet"
    words = page.empty.reason
    assert words.height() >= words.heightForWidth(words.width())
    page._first.click()
    assert page.business.rows.rowCount() == 1


def test_an_empty_portfolio_has_no_requirements_to_show(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, theme: Theme
) -> None:
    document = Document()
    document.open(create_plan(tmp_path / "Empty.leadbench"))
    window = Window(document, theme)
    qtbot.addWidget(window)
    window.show_page("requirements")
    page = window.pages.page
    assert isinstance(page, Page)
    assert page.empty.title.text() == "No project yet"
    assert not page.add_button.isEnabled()
    document.close()
