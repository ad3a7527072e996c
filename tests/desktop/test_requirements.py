"""The requirements screen in the window: both tables, the matrix, the notice, the inspector."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from leadbench.analysis.calendars import instant
from leadbench.desktop.document import Document
from leadbench.desktop.screens.requirements import Page
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.form import Form, NoteField
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.picks import PicksField
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window
from leadbench.plan.edits.projects import add_project
from leadbench.plan.edits.requirements import add_from
from leadbench.plan.file import create_plan
from leadbench.plan.requirements import interview, qualities
from leadbench.plan.tables import Decision, RequirementKind
from leadbench.plan.templates import new_project

KEY = Qt.Key
DIALOG = "This plugin does not support"  # offscreen, no window manager keeps its size
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
    assert page.both.business_sentence.text() == "9 agreed with the Product manager"
    assert page.both.technical_sentence.text() == "9 derived, 9 placed in the plan, 8 with a test"
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


@pytest.mark.qt_log_ignore("This plugin does not support")  # a list opens below
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


@pytest.mark.qt_log_ignore("This plugin does not support")  # a list opens below
def test_the_notice_names_the_gap_and_leads_to_it(page: Page) -> None:
    assert page.both.gap.text().startswith("T8 has no test yet")
    page.both.gap_action.click()
    editors = [line for line in page.technical.findChildren(QLineEdit) if line.isVisible()]
    QTest.keyClicks(editors[0], "Language test")
    QTest.keyClick(editors[0], KEY.Key_Return)
    assert page.both.technical_sentence.text() == "9 derived, 9 placed in the plan, 9 with a test"
    assert not page.both.notice.isVisible()


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
    assert "100" in field.complaint.text()
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
    assert page.insert(RequirementKind.TECHNICAL, None) is not None
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


@pytest.mark.qt_log_ignore(DIALOG)
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
    assert page.dialog is not None
    assert not page.dialog.buttons["business"].isEnabled()
    page.dialog.boxes["latency"].setChecked(True)
    page.dialog.buttons["business"].click()
    assert page.business.rows.rowCount() == 1
    assert not page.empty.isVisible()


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


def form_field(form: Form, column: str) -> Field:
    found = form.fields[column]
    assert isinstance(found, Field)
    return found


def write_field(form: Form, column: str, text: str) -> Field:
    field = form_field(form, column)
    field.edit.setText(text)
    field.commit()
    return field


def test_the_calculator_changes_the_words_of_what_follows_at_once(
    page: Page, window: Window
) -> None:
    page.select(page.technical.row_at(1).id)
    assert page.side.sheet.isVisible()
    assert page.side.fit.text() == "Use at peak ≤ 60% of calls at once"
    write_field(page.side.sheet.form, "units_per_month", "240,000")
    assert cell(page.technical, "T2", "Value").data() == "7 GPU servers for 7.1 calls/s"
    assert cell(page.technical, "T6", "Value").data() == "56,700 messages a day, 24 months"
    assert page.technical.selected() == [page.technical.row_at(1).id]
    window.document.undo()
    assert cell(page.technical, "T2", "Value").data() == "4 GPU servers for 3.5 calls/s"
    page.select(page.technical.row_at(0).id)
    assert not page.side.sheet.isVisible()


def test_nonsense_in_the_calculator_is_refused_at_its_field(page: Page) -> None:
    page.select(page.technical.row_at(1).id)
    field = write_field(page.side.sheet.form, "most_use_percent", "120")
    assert "100" in field.complaint.text()
    assert cell(page.technical, "T2", "Value").data() == "4 GPU servers for 3.5 calls/s"


def test_a_computed_value_is_not_typed_over(page: Page) -> None:
    type_into(page.technical, cell(page.technical, "T2", "Value"), "9 servers")
    assert "follows from the sizing sheet" in page.technical.cells.note.words.text()
    assert cell(page.technical, "T2", "Value").data() == "4 GPU servers for 3.5 calls/s"


def test_the_inspector_says_fit_criterion_hint_and_history(page: Page, window: Window) -> None:
    type_into(page.business, cell(page.business, "B4", "Answer"), "p95 within 2.5 s")
    page.select(page.business.row_at(3).id)
    assert page.side.fit.text() == "Reply time p95 ≤ 2.5 s for all customers"
    assert "percentile" in page.side.hint.text()
    assert page.side.history.text().startswith("Last change: Answer of B4")
    field = write_field(page.form, "target", "-2")
    assert "cannot be below 0 s" in field.complaint.text()


def picks(form: Form, column: str) -> PicksField:
    found = form.fields[column]
    assert isinstance(found, PicksField)
    return found


def pick(form: Form, column: str, text: str) -> PicksField:
    field = picks(form, column)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, KEY.Key_Return)
    return field


@pytest.mark.qt_log_ignore(DIALOG)
def test_links_are_typed_as_codes_or_names(page: Page) -> None:
    page.select(page.business.row_at(8).id)
    goals = picks(page.side.business, "goals")
    assert goals.text() == "G1"
    assert [chip.text() for chip in goals.chips] == ["G1 Resolved without an agent"]
    pick(page.side.business, "goals", "g3")
    assert goals.text() == "G1, G3"
    pick(page.side.business, "goals", "p95 reply")
    assert [chip.text() for chip in goals.chips][-1].endswith("p95 reply time")
    refused = pick(page.side.business, "goals", "G44")
    assert "There is no goal G44" in refused.complaint.text()
    assert len(goals.chips) == 3
    QTest.keyClick(refused.edit, KEY.Key_Escape)
    assert (refused.complaint.text(), refused.edit.text()) == ("", "")
    page.select(page.technical.row_at(1).id)
    assert picks(page.side.technical, "tasks").text() == "4.1, 4.5"
    assert picks(page.side.technical, "risks").text() == "R3"
    pick(page.side.technical, "checks", "Soak test")
    assert cell(page.technical, "T2", "Checked by").data() == "Load test, Soak test"
    assert "There is no test C99" in pick(page.side.technical, "checks", "C99").complaint.text()
    assert cell(page.technical, "T2", "Checked by").data() == "Load test, Soak test"


@pytest.mark.qt_log_ignore(DIALOG)
def test_a_link_is_picked_from_suggestions_and_taken_away_by_keys(
    page: Page, window: Window, qtbot: QtBot
) -> None:
    page.select(page.business.row_at(8).id)
    followers = picks(page.side.business, "followers")
    assert followers.text() == "T6"
    followers.edit.setFocus()
    QTest.keyClicks(followers.edit, "redac")
    popup = followers.popup
    assert popup.isVisible()
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert offered == ["T5 Redaction"]
    QTest.keyClick(popup, KEY.Key_Down)
    QTest.keyClick(popup, KEY.Key_Return)
    qtbot.waitUntil(lambda: followers.text() == "T5, T6")
    assert matrix(page)["B9"] == "T5 T6"
    assert window.document.store.undo_label == "Leads to of B9"
    QTest.keyClick(followers.edit, KEY.Key_Down)  # everything that is not picked
    assert popup.model().rowCount() == 7
    popup.hide()
    QTest.keyClick(followers.edit, KEY.Key_Backspace)
    assert window.focusWidget() is followers.chips[1]
    QTest.keyClick(followers.chips[1], KEY.Key_Left)
    assert window.focusWidget() is followers.chips[0]
    QTest.keyClick(followers.chips[0], KEY.Key_Delete)
    assert followers.text() == "T6"
    assert window.focusWidget() is followers.chips[0]
    QTest.keyClick(followers.chips[0], KEY.Key_Escape)
    assert window.focusWidget() is followers.edit
    chip = followers.chips[0]
    cross = chip.rect().center()
    cross.setX(chip.width() - 8)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross)
    assert followers.text() == ""
    assert matrix(page)["B9"] == ""
    for _ in range(3):
        window.document.undo()
    assert matrix(page) == TRACES


def touched(page: Page) -> list[str]:
    table = page.side.touches.table
    return [
        f"{table.row_at(row).item.place.value}: {table.row_at(row).item.words}"
        for row in range(table.rows.rowCount())
    ]


def test_what_a_requirement_touches_leads_to_its_page(page: Page, window: Window) -> None:
    page.select(page.business.row_at(5).id)
    assert touched(page) == [
        "goal: G1 Resolved without an agent",
        "technical requirement: T8 Language check",
        "task: 4.3 Fallback and agent handoff",
    ]
    table = page.side.touches.table
    table.choose(1, "words")
    QTest.keyClick(table, KEY.Key_Return)
    assert [row.code for row in page.technical.selected_rows()] == ["T8"]
    table.choose(2, "words")
    place = table.rows.index(2, 1)
    assert place.data() == "4.3 Fallback and agent handoff"
    table.clicked.emit(place)
    assert window.pages.key == "milestones"


def test_a_decision_is_recorded_in_place_and_shown_in_architecture(
    page: Page, window: Window
) -> None:
    page.select(page.technical.row_at(0).id)
    assert page.side.decide.text() == "Show it in Architecture"
    assert (
        form_field(page.side.decision, "choice").text() == "Real time, nightly batch for backfill"
    )
    page.select(page.technical.row_at(2).id)
    assert not page.side.decision.isVisible()
    assert page.side.decide.text() == "Record a decision"
    page.side.decide.click()
    assert window.document.store.undo_label == "Add a decision record for T3"
    context = page.side.decision.fields["context"]
    assert isinstance(context, NoteField)
    assert window.focusWidget() is context.edit
    QTest.keyClicks(context.edit, "A late answer is worth nothing")
    QTest.keyClick(context.edit, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    write_field(page.side.decision, "choice", "Agent queue")
    assert write_field(page.side.decision, "decided_on", "soon").complaint.text()
    (record,) = window.document.contents.of(Decision, "requirement_id", page.technical.row_at(2).id)
    assert (record.title, record.context, record.choice) == (
        "Fallback", "A late answer is worth nothing", "Agent queue",
    )  # fmt: skip
    assert record.decided_on is None
    page.side.decide.click()
    assert window.pages.key == "architecture"
    shown = window.pages.page
    assert shown is not None
    inspector = shown.inspector()
    assert isinstance(inspector, Pane)
    assert inspector.title.text() == "Fallback"


@pytest.mark.qt_log_ignore(DIALOG)
def test_questions_of_the_template_are_added_in_one_step(page: Page, window: Window) -> None:
    page.template_button.click()
    assert page.dialog is not None
    assert set(page.dialog.boxes) & {"load", "latency"} == set()  # asked already
    for key in ("freshness", "regions"):
        page.dialog.boxes[key].setFocus()
        QTest.keyClick(page.dialog.boxes[key], KEY.Key_Space)
    page.dialog.buttons["business"].click()
    assert [page.business.row_at(row).code for row in (9, 10)] == ["B10", "B11"]
    assert page.business.row_at(9).title == "How old may an answer be?"
    assert page.business.row_at(9).unit == "min"
    window.document.undo()
    assert page.business.rows.rowCount() == 9


@pytest.mark.qt_log_ignore(DIALOG)
def test_qualities_become_business_or_technical_requirements(page: Page) -> None:
    page.ask_qualities()
    assert page.dialog is not None
    page.dialog.boxes["drift"].setChecked(True)
    page.dialog.buttons["technical"].click()
    row = page.technical.row_at(9)
    assert (row.code, row.title, row.scope) == ("T10", "Drift is noticed", "system")
    page.ask_qualities()
    assert "drift" not in page.dialog.boxes
    page.dialog.boxes["calibration"].setChecked(True)
    page.dialog.buttons["business"].click()
    assert page.business.row_at(9).title == "Honest confidence"


@pytest.mark.qt_log_ignore(DIALOG)
def test_a_new_project_fills_the_calculator_from_nothing(page: Page, window: Window) -> None:
    with window.document.edit("Add a project", "portfolio") as session:
        project_id = new_project(session, "Router", date(2026, 3, 2))
    window.document.show_project(project_id)
    servers = page.technical.row_at(1)
    assert servers.title == "Servers at the peak"
    page.select(servers.id)
    assert page.side.sheet.isVisible()
    for column, value in (
        ("units_per_month", "120,000"), ("requests_per_unit", "5.2"), ("days_per_month", "22"),
        ("peak_hour_percent", "9"), ("surge", "2.5"), ("calls_per_request", "2"),
        ("mean_seconds", "1.8"), ("at_once", "4"), ("most_use_percent", "60"), ("failures", "1"),
    ):  # fmt: skip
        assert write_field(page.side.sheet.form, column, value).complaint.text() == ""
    assert cell(page.technical, "T2", "Value").data() == "4 servers for 3.5 calls/s"
    assert cell(page.technical, "T1", "Value").data() == ""  # nobody said how long one may wait
    page.ask_interview()
    assert page.dialog is not None
    assert "latency" not in page.dialog.boxes
    assert "regions" in page.dialog.boxes
    page.dialog.give("cancel")


def test_no_title_of_a_template_and_no_code_is_cut(window: Window) -> None:
    with window.document.edit("Add a project", "portfolio") as session:
        key = add_project(session, "Bare", start_minute=instant(date(2026, 1, 5)))
        for template in interview():
            add_from(session, key, RequirementKind.BUSINESS, template)
        for template in qualities():
            add_from(session, key, RequirementKind.TECHNICAL, template)
    window.document.show_project(key)
    window.resize(1440, 900)
    window.show_page("requirements")
    page = window.pages.page
    assert isinstance(page, Page)
    metrics = QFontMetricsF(page.theme.font("cell_strong"))
    for table, rows in ((page.business, 20), (page.both.technical, 33)):
        assert table.rows.rowCount() == rows
        columns = [spec.column for spec in table.specs]
        code, title = table.columnWidth(0) - 28, table.columnWidth(columns.index("title")) - 16
        for row in range(rows):
            assert metrics.horizontalAdvance(table.row_at(row).title) <= title
            assert metrics.horizontalAdvance(table.row_at(row).code) <= code


def test_the_values_of_the_example_stand_whole(window: Window) -> None:
    window.resize(1440, 900)
    window.show_page("requirements")
    page = window.pages.page
    assert isinstance(page, Page)
    table = page.both.technical
    columns = [spec.column for spec in table.specs]
    room = table.columnWidth(columns.index("statement")) - 16
    metrics = QFontMetricsF(page.theme.font("cell"))
    for row in range(table.rows.rowCount()):
        assert metrics.horizontalAdvance(table.row_at(row).statement) <= room
