"""The overview in the window: live figures, empty states, findings that lead to their place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.screens.overview import Page
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Text
from leadbench.desktop.window import Window
from leadbench.plan.edits.projects import add_project
from leadbench.plan.file import create_plan
from leadbench.plan.forecast import answer, question
from leadbench.plan.tables import Activity, Project


@pytest.fixture
def page(window: Window) -> Page:
    window.show_page("overview")
    shown = window.pages.page
    assert isinstance(shown, Page)
    return shown


def table_rows(table: Table) -> list[dict[str, str]]:
    return [
        {spec.column: table.rows.index(row, place).data() for place, spec in enumerate(table.specs)}
        for row in range(table.rows.rowCount())
    ]


def set_duration(window: Window, name: str, days: int) -> None:
    """Change a task elsewhere, as the milestones page does."""
    document = window.document
    key = next(row.id for row in document.contents.activities.values() if row.name == name)
    with document.edit("Duration", "milestones") as session:
        row = session.get(Activity, key)
        assert row is not None
        row.duration_minutes = days * 480
        row.optimistic_minutes = row.pessimistic_minutes = None


def test_the_key_figures_are_those_of_the_worked_example(page: Page) -> None:
    assert page.header.title.text() == "Support ticket triage"
    assert page.stage_chip.text() == "MVP stage"
    assert page.finish.label.text() == "Finish of the MVP gate"
    assert page.finish.figure.text() == "16 Jul"
    assert page.finish.caption.text() == "plan date, single point"
    assert page.finish.scale.labels() == ["Plan 16 Jul", "Approved 8 Jul", "Committed 31 Jul"]
    assert page.budget.figure.text() == "$713k"
    assert page.budget.scale.labels() == ["Estimate $713k", "To date $182k", "Approved $760k"]
    assert page.star.figure.text() == "10.4%"
    assert page.star.caption.text() == "offline on 13 Mar, goal 12%"
    assert page.star.scale.labels() == ["12% MVP", "22% Growth", "35% Maturity", "was 9.0%"]
    assert page.day.text() == "Working day 46 of 130 in MVP"


def test_the_band_shows_stages_gates_and_the_data_date(page: Page) -> None:
    words = page.band.words()
    for expected in ("MVP", "Growth", "Maturity", "MVP gate 16 Jul", "16 Mar"):
        assert expected in words
    assert "Growth gate 26 Feb 2027" in words
    assert "35% resolved" in words


def test_the_milestones_ahead_carry_role_dates_change_and_float(page: Page) -> None:
    rows = {row["name"]: row for row in table_rows(page.ahead)}
    assert rows["MVP gate"] == {
        "name": "MVP gate", "role": "Sponsor", "plan": "16 Jul", "approved": "8 Jul",
        "since": "+6 d", "float_days": "0",
    }  # fmt: skip
    assert rows["Training set v1 frozen"]["plan"] == "23 Apr"
    assert rows["Training set v1 frozen"]["since"] == "+5 d"
    assert rows["Model meets quality bar"]["plan"] == "19 May"


def test_guardrails_carry_their_limit_and_latest_value(page: Page) -> None:
    rows = {row["name"]: row["latest"] for row in table_rows(page.guards)}
    assert rows["Wrong route ≤ 8.0%"] == "9.1% offline"
    assert rows["p95 reply time ≤ 2.5 s"] == "not measured"
    assert rows["Cost per ticket ≤ $0.12"] == "$0.11 estimate"
    assert page.guard_count.text() == "2 of 6 met live, 1 beyond the limit"


def test_a_duration_changed_elsewhere_moves_the_finish_at_once(page: Page, window: Window) -> None:
    set_duration(window, "A/B test", 21)
    assert page.finish.figure.text() == "17 Jul"
    rows = {row["name"]: row for row in table_rows(page.ahead)}
    assert rows["MVP gate"]["since"] == "+7 d"
    assert "MVP gate 17 Jul" in page.band.words()
    window.document.undo()
    assert page.finish.figure.text() == "16 Jul"


def test_a_plan_after_the_committed_date_needs_a_decision(page: Page, window: Window) -> None:
    assert not page.banner.isVisible()
    set_duration(window, "A/B test", 40)
    assert page.banner.isVisible()
    assert "after the committed 31 Jul" in page.banner.reason.text()
    page.banner.action.click()
    assert window.pages.key == "milestones"


def test_an_estimate_over_the_approved_budget_needs_a_decision(page: Page, window: Window) -> None:
    with window.document.edit("Approved budget", "budget") as session:
        row = session.get(Project, window.document.project_id)
        assert row is not None
        row.approved_budget_cents = 70_000_000
    assert page.banner.isVisible()
    assert "$13k over the approved $700k" in page.banner.reason.text()


def test_what_is_left_out_is_not_ahead(page: Page, window: Window) -> None:
    from leadbench.plan.edits.leaving_out import leave_out

    numbers = window.document.outline.key_of
    assert {"Training set v1 frozen", "MVP gate"} <= {row["name"] for row in table_rows(page.ahead)}
    with window.document.edit("Leave out", "milestones") as session:
        leave_out(session, [numbers["2.5"], numbers["5.5"]])
    names = {row["name"] for row in table_rows(page.ahead)}
    assert not {"Training set v1 frozen", "MVP gate"} & names
    assert "Model meets quality bar" in names


def forecast(window: Window) -> None:
    """Keep a forecast of what is looked at, as F9 does."""
    document = window.document
    assert document.outlook is not None
    assert document.project_id is not None
    asked = question(document.contents, document.project_id, document.outlook.network)
    assert asked is not None
    document.forecasts.keep(document.version, asked, answer(asked), document.store.revision)


def test_a_forecast_shows_p50_and_p80_and_says_when_it_is_old(page: Page, window: Window) -> None:
    assert page.finish.caption.text() == "plan date, single point"
    forecast(window)
    assert page.finish.figure.text() == "6 Aug"
    assert page.finish.caption.text() == "at 80% confidence"
    labels = page.finish.scale.labels()
    assert labels == ["Plan 16 Jul", "Approved 8 Jul", "Committed 31 Jul", "P50 29 Jul", "P80"]
    assert page.budget.figure.text() in {"$763k", "$764k"}
    assert page.budget.caption.text() == "at P80, $744k at P50"
    assert "Estimate $713k" in page.budget.scale.labels()
    assert page.banner.reason.text().startswith("31 Jul holds in 65% of runs and the policy asks")
    set_duration(window, "A/B test", 21)
    assert page.finish.caption.text() == "P80, older than the last edit"
    assert page.budget.label.text() == "Budget, older than the last edit"
    assert "(older than the last edit)" in page.banner.reason.text()
    assert "Plan 17 Jul" in page.finish.scale.labels()
    window.document.forecasts.clear()
    assert page.finish.figure.text() == "17 Jul"
    assert page.finish.caption.text() == "plan date, single point"
    assert page.budget.figure.text() == "$713k"


def test_a_forecast_that_came_behind_another_page_is_there_on_return(
    page: Page, window: Window
) -> None:
    window.show_page("requirements")
    forecast(window)
    window.show_page("overview")
    assert page.finish.figure.text() == "6 Aug"


def test_a_project_policy_that_asks_for_less_needs_no_decision(page: Page, window: Window) -> None:
    forecast(window)
    assert page.banner.isVisible()
    with window.document.edit("Confidence", "overview") as session:
        row = session.get(Project, window.document.project_id)
        assert row is not None
        row.confidence_policy_percent = 60
    assert not page.banner.isVisible()


def test_a_finding_leads_to_its_place(page: Page, window: Window) -> None:
    assert page.inspector() is page.advisor
    titles = [text.text() for text in page.advisor.findChildren(Text)]
    assert "T8 has no test yet" in titles
    link = next(
        button
        for button in page.advisor.findChildren(Button)
        if button.text() == "Open Requirements"
    )
    link.click()
    assert window.pages.key == "requirements"
    shown = window.pages.page
    assert shown is not None
    technical = next(
        table
        for table in shown.findChildren(Table)
        if table.accessibleName() == "Technical requirements"
    )
    assert [row.code for row in technical.selected_rows()] == ["T8"]


def test_a_finding_that_is_mended_goes_away(page: Page, window: Window) -> None:
    from leadbench.plan.edits.traces import set_checks

    key = next(row.id for row in window.document.contents.requirements.values() if row.code == "T8")
    with window.document.edit("Checked by of T8", "requirements") as session:
        assert key is not None
        set_checks(session, key, "Sample audit")
    assert page.advisor.count.text() == "2 findings"


def test_enter_on_a_milestone_opens_it(page: Page, window: Window) -> None:
    page.ahead.setFocus()
    page.ahead.choose(page.ahead.row_at(0).id, "name")
    QTest.keyClick(page.ahead, Qt.Key.Key_Return)
    assert window.pages.key == "milestones"


def test_the_lists_cannot_be_typed_into(page: Page, window: Window) -> None:
    revision = window.document.store.revision
    page.ahead.choose(page.ahead.row_at(0).id, "name")
    page.ahead.delete_rows()
    page.ahead.insert_row()
    assert window.document.store.revision == revision


@pytest.mark.parametrize("size", [(1120, 700), (1440, 900)])
def test_nothing_is_wider_than_the_page(page: Page, window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    scroll = page.findChild(QScrollArea)
    assert scroll is not None
    content = scroll.widget()
    assert content is not None
    assert content.width() <= scroll.viewport().width()
    for table in (page.ahead, page.guards):
        assert table.horizontalScrollBar().maximum() == 0
        assert table.verticalScrollBar().maximum() == 0


def test_it_repaints_in_the_dark(page: Page, theme: Theme) -> None:
    light = page.grab().toImage()
    theme.choose("dark")
    dark = page.grab().toImage()
    corner = page.width() - 4, page.height() - 4
    assert light.pixelColor(*corner).lightness() > 200 > 60 > dark.pixelColor(*corner).lightness()


@pytest.fixture
def empty_document(qapp: QApplication, tmp_path: Path) -> Document:
    document = Document()
    document.open(create_plan(tmp_path / "Empty.leadbench"))
    return document


def test_without_a_project_it_leads_to_the_portfolio(
    qtbot: QtBot, empty_document: Document, theme: Theme
) -> None:
    window = Window(empty_document, theme)
    qtbot.addWidget(window)
    window.show_page("overview")
    page = window.pages.page
    assert isinstance(page, Page)
    assert page.empty.title.text() == "No project yet"
    button = page.empty.findChild(Button)
    assert button is not None
    button.click()
    assert window.pages.key == "portfolio"
    empty_document.close()


def test_a_project_without_tasks_money_or_metric_says_what_to_do_first(
    qtbot: QtBot, empty_document: Document, theme: Theme
) -> None:
    with empty_document.edit("Add a candidate", "portfolio") as session:
        add_project(session, "Route planner", start_minute=29_550_000)
    window = Window(empty_document, theme)
    qtbot.addWidget(window)
    window.show_page("overview")
    page = window.pages.page
    assert isinstance(page, Page)
    assert page.header.title.text() == "Route planner"
    assert "no tasks yet" in page.finish.reason.text()
    assert "no costs yet" in page.budget.reason.text()
    assert "no north star yet" in page.star.reason.text()
    assert page.ahead_reason.text().startswith("Nothing is ahead")
    assert page.guard_reason.text().startswith("No guardrail yet")
    with qtbot.waitSignal(page.asked_to_open) as asked:
        page.finish.action.click()
    assert asked.args == ["milestones", None]
    empty_document.close()


def test_the_advisor_hears_of_edits_on_the_data_page(page: Page, window: Window) -> None:
    from datetime import date

    from leadbench.plan.edits.data import set_score
    from leadbench.plan.tables import DataSource

    def said() -> list[str]:
        window.show_page("overview")
        shown = page.advisor.findChildren(Text)
        return [text.text() for text in shown if text.isVisibleTo(page.advisor)]

    words = "Complexity is 5.6, the estimates allow for 4.6"
    assert words not in said()
    window.show_page("data_assessment")
    rows = window.document.contents.of(DataSource, "project_id", window.document.project_id)
    with window.document.edit("Labels", "data_assessment") as session:
        set_score(session, rows[0].id or 0, "labels", 47.0, date(2026, 3, 16))
    assert words in said()
    window.document.undo()
    assert words not in said()


def test_a_long_look_of_the_advisor_leaves_the_window_its_turns(
    page: Page, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadbench.plan.edits.traces import set_checks

    monkeypatch.setattr("leadbench.desktop.slices._SLICE_S", 0)
    key = next(row.id for row in window.document.contents.requirements.values() if row.code == "T8")
    with window.document.edit("Checked by of T8", "requirements") as session:
        assert key is not None
        set_checks(session, key, "Sample audit")
    assert page.is_waiting()
    assert page.advisor.count.text() == "3 findings"  # what was found last stays meanwhile
    window.show_page("requirements")
    with window.document.edit("Checked by of T8", "requirements") as session:
        set_checks(session, key, "")
    assert not page.is_waiting()  # what was looked at is not the same any more
    window.show_page("overview")
    for _ in range(1000):
        QApplication.processEvents()
    assert not page.is_waiting()
    assert page.advisor.count.text() == "3 findings"
