"""The strategic plan of the worked example, read back from its PDF.

Expected dates and sums are those of the published example, not of the program.
"""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination
from sqlmodel import Session, select

from leadbench.plan.contents import Contents
from leadbench.plan.edits import activities, baselines, links, outline, projects, resources
from leadbench.plan.edits.calendars import set_holidays
from leadbench.plan.notation import minute_of
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    CalendarException,
    Project,
    Stage,
)
from leadbench.plan.templates import new_project
from leadbench.reports import pdf, strategic
from leadbench.reports.blocks import Document
from tests.reports.conftest import ON, bound, texts

Written = Callable[[Callable[[Session], int]], bytes]


@pytest.mark.parametrize(
    "words",
    [
        "The MVP gate is planned for 16 July, 6 working days later than approved",
        "31 July is committed: the plan leaves 11 working days of margin.",
        "The plan approved on 30 January ended on 8 July.",
        "MVP gate, plan 16 Jul",
        "31 Jul committed",
        "Estimate $713k",
        "$760k approved on 30 Jan",
        "Resolved without an agent 10.4%",
        "offline, MVP goal 12%",
        "Peak headcount 8.2",
        "full-time in April",
        "Planned to the data date: $182k.",
        "Growth gate 26 Feb 2027",
        "Helpdesk vendor limits its API 30% 4 to 14 d",
        "Sponsor decides on 16 July.",
    ],
)
def test_the_summary_holds_the_known_figures(pages: list[str], words: str) -> None:
    assert words in pages[0]


def test_the_chart_values_are_on_the_summary(pages: list[str]) -> None:
    for value in ("9.0%", "22%", "35%", "2.0", "4.8", "7.9", "6.8", "5.1", "3.0"):
        assert f" {value} " in pages[0]
    for value in ("$587k", "$46k", "$42k", "$24k", "$14k"):
        assert value in pages[0]


@pytest.mark.parametrize(
    "row",
    [
        "Business case approved Sponsor signs the business case Sponsor 30 Jan 30 Jan Done On time",
        "Data engineer 2 16 Apr 23 Apr 0 +5 d",
        "Tech lead 11 May 19 May 0 +6 d",
        "Sponsor 8 Jul 16 Jul 0 +6 d",
    ],
)
def test_the_milestones_hold_plan_float_and_change(pages: list[str], row: str) -> None:
    assert row in pages[1]


def test_the_road_names_what_drives_the_date(pages: list[str]) -> None:
    assert "The critical path has 85 working days left: Redact personal data" in pages[1]
    assert "5 other tasks have a float of 5 d or less" in pages[1]
    assert "Inference API starts no earlier than 23 March." in pages[1]
    assert "4 public holidays" in pages[1]
    assert "MVP gate +6 d, from 8 July to 16 July." in pages[1]


def test_a_date_set_by_hand_is_an_assumption_until_work_begins(written: Written) -> None:
    noon = minute_of(date(2026, 3, 16)) + 12 * 60

    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 16), outline=False)
        for name, minute in (("Waiting", None), ("Begun", noon)):
            key = outline.add_activity(session, project_id, name, duration=480)
            activities.set_by_hand(session, key, noon + 4 * 1440)
            if minute is not None:
                activities.set_actual_start(session, key, minute)
        return project_id

    text = " ".join(texts(written(fill)))
    assert "Waiting was set by hand to start on 20 March." in text
    assert "Begun was set by hand" not in text


@pytest.mark.parametrize(
    "row",
    [
        "2.1 Ticket export to lakehouse Data engineer 1 17 25 Feb 19 Mar 23",
        "2.3 Labelling guide and pilot Annotation lead 10 5 Mar 18 Mar 4",
        "3.3 Retraining job and registry MLOps engineer 15 16 Mar 7 Apr 9",
        "3.5 Safety and bias review ML engineer 2 6 12 May 19 May 0",
        "4.4 Monitoring and alerts MLOps engineer 10 22 Apr 6 May 9",
        "5.4 Runbook and model card Tech lead 6 16 Jun 23 Jun 17",
        "5.5 MVP gate Sponsor 16 Jul 0 8 Jul +6 d",
    ],
)
def test_every_task_is_listed_with_its_dates_and_float(pages: list[str], row: str) -> None:
    assert row in pages[-1]


def test_sections_hold_their_totals(pages: list[str]) -> None:
    whole = " ".join(pages)
    assert "All roles 2.0 4.8 7.9 8.2 6.8 5.1 3.0 37.8" in whole
    assert "All lines 34 87 135 159 146 95 57 713" in whole
    assert "Running total 34 121 256 415 561 656 713" in whole
    assert (
        "B4 How fast? p95 ≤ 2.5 s Reply time p95 ≤ 2.5 s for all customers T1, T2, T3 Agreed"
        in whole
    )
    assert "T8 Language check" in whole
    assert "R3 GPU quota arrives late 25% 3 to 12 d 3.4 Fine-tune" in whole
    assert "A float above 0 and up to 5 d" in whole


def test_nothing_claims_a_confidence_that_was_not_calculated(pages: list[str]) -> None:
    whole = " ".join(pages)
    assert "P80" not in whole
    assert "P50" not in whole
    assert "Plan dates are single-point. Data date 16 March 2026" in whole


def test_each_page_has_its_number_and_the_date(pages: list[str]) -> None:
    assert len(pages) == 9
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "16 March 2026" in page


def test_the_bookmarks_lead_to_the_sections(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    chapters = [entry for entry in reader.outline if isinstance(entry, Destination)]
    assert [entry.title for entry in chapters] == [
        "Summary",
        "The road to the MVP gate",
        "Goals and stages",
        "Requirements",
        "People",
        "Budget",
        "Risks",
        "How to read this plan",
        "All tasks",
    ]
    places = [reader.get_destination_page_number(entry) or 0 for entry in chapters]
    assert places == sorted(places)
    assert places[0] == 0
    below = reader.outline[1]
    assert isinstance(below, list)
    assert "Main risks" in [entry.title for entry in below if isinstance(entry, Destination)]


def test_the_file_says_what_it_is(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Support ticket triage: Strategic plan, MVP stage"
    assert reader.metadata.author == "Leadbench"
    assert "16 July" in str(reader.metadata.subject)
    assert str(reader.root_object["/Lang"]) == "en"


@pytest.mark.parametrize("paper", [pdf.A4, pdf.LETTER])
def test_the_summary_is_one_page(document: Document, paper: pdf.Paper) -> None:
    pages = texts(bound(document, paper))
    assert pages[0].endswith("Sponsor Tech lead Date")
    assert "The road to the MVP gate" in pages[1]
    assert len(pages) <= 10


@pytest.mark.parametrize("paper", [pdf.A4, pdf.LETTER])
def test_the_summary_of_a_forecast_names_p50_and_p80_of_date_and_cost(
    contents: Contents, project_id: int, paper: pdf.Paper
) -> None:
    likely = strategic.likely_now(contents, project_id, ON)
    assert likely is not None
    pages = texts(bound(strategic.build(contents, project_id, ON, likely=likely), paper))
    assert "the plan leaves 11 working days of margin, and 65% of the runs hold it." in pages[0]
    assert re.search(r"P50 \$74[345]k, \$760k approved", pages[0])
    assert re.search(r"\$76[345]k", pages[0])
    for words in ("MVP gate, P80", "6 Aug", "P50 29 Jul, plan 16 Jul", "Cost, P80"):
        assert words in pages[0]
    assert "10,000 runs, seed 7" in pages[0]
    assert "older than" not in pages[0]
    assert pages[0].endswith("Sponsor Tech lead Date")
    assert any("P50, P80 What half, four of five of the runs" in page for page in pages)
    aged = replace(likely, age="older than the last edit")
    page = texts(bound(strategic.build(contents, project_id, ON, likely=aged), paper))[0]
    assert "10,000 runs, seed 7, older than the last edit." in page


def test_nothing_to_forecast_leaves_the_plan_date(written: Written) -> None:
    found: list[object] = []

    def fill(session: Session) -> int:
        key = new_project(session, "Sure", ON, outline=False)
        outline.add_activity(session, key, "Build")
        found.append(strategic.likely_now(Contents(session), key, ON))
        return key

    page = texts(written(fill))[0]
    assert found == [None]
    assert "Plan finish" in page
    assert "P80" not in page


def test_the_year_is_written_where_it_differs(contents: Contents, project_id: int) -> None:
    page = texts(bound(strategic.build(contents, project_id, date(2027, 1, 4))))[0]
    assert "16 July 2026" in page
    assert "8 July 2026" in page


def test_a_project_without_data_has_a_plan(written: Written) -> None:
    data = written(lambda session: new_project(session, "Fresh", ON, outline=False))
    (page,) = texts(data)
    assert "Fresh has no tasks yet" in page
    assert "no budget approved" in page
    assert "$0" not in page


def test_a_project_without_baseline_compares_with_nothing(written: Written) -> None:
    pages = texts(written(lambda session: new_project(session, "Template", ON)))
    whole = " ".join(pages)
    assert "than approved" not in whole
    assert "Approved" not in pages[1]
    assert "No finish is committed yet." in pages[0]
    assert "No data date is set." in pages[0]


def fill_large(session: Session) -> int:
    """Add 300 tasks in twelve phases, chained, with long names in several scripts."""
    project_id = new_project(session, "工程计划 🚀 " + "long " * 20, ON, outline=False)
    before = None
    for phase in range(12):
        top = outline.add_activity(session, project_id, f"Phase {phase} " + "word" * 20)
        for place in range(24):
            key = outline.add_activity(
                session,
                project_id,
                f"任务 {phase}.{place} 数据 🚀 العربية with a name\tthat is long",
                parent=top,
                kind=ActivityKind.MILESTONE if place == 23 else ActivityKind.WORK,
                duration=480,
            )
            if before is not None:
                links.link(session, before, key)
            before = key
    return project_id


def test_three_hundred_tasks_in_any_script_are_all_there(written: Written) -> None:
    pages = texts(written(fill_large))
    whole = " ".join(pages)
    for phase in range(12):
        for place in range(24):
            assert f" {phase}.{place} " in whole
    assert "44 of 288 rows are shown" in whole
    assert "العربية" in whole or "ةيبرعلا" in whole
    # Every page of the long table repeats its head, and every row is whole on its page.
    tables = [page for page in pages if re.search(r" Task Owner Days Start Finish Float, d ", page)]
    assert len(tables) > 5
    for page in tables:
        rows = len(re.findall(r" \d+\.\d+ \S+ \d+\.\d+ ", page))
        assert page.count("that is long") == rows > 0


def test_a_finish_years_away_keeps_its_year(written: Written) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Slow", ON, outline=False)
        outline.add_activity(session, project_id, "Wait", duration=480 * 261 * 3)
        return project_id

    page = texts(written(fill))[0]
    assert f"{(ON + timedelta(days=3 * 365)).year}" in page


def test_a_budget_line_for_people_counts_once(written: Written) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", ON, outline=False)
        role = resources.add_role(session, "Engineer", month_rate_cents=9_000_00)
        resources.set_headcount(session, project_id, role, date(2026, 4, 1), 200)
        travel = resources.add_cost_item(session, project_id, "People", name="Travel")
        resources.set_cost(session, travel, date(2026, 4, 1), 5_000_00)
        resources.set_cost(session, travel, date(2026, 5, 1), 3_000_00)
        return project_id

    whole = " ".join(texts(written(fill)))
    assert "Estimate $26k." in whole
    assert "People 18 18 " in whole
    assert "People: Travel 5 3 8 " in whole
    assert "All lines 23 3 26 " in whole
    assert "Running total 23 26 " in whole


def test_a_gate_with_an_article_and_minutes_of_delay_reads_well(written: Written) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 2), outline=False)
        work = outline.add_activity(session, project_id, "Export", duration=480)
        gate = outline.add_activity(session, project_id, "The gate", kind=ActivityKind.MILESTONE)
        links.link(session, work, gate)
        row = session.get_one(Activity, gate)
        row.gate = True
        row.stage_id = session.exec(
            select(Stage.id).where(Stage.project_id == project_id).order_by("position")
        ).first()
        session.flush()
        kept = minute_of(date(2026, 3, 2))
        baselines.keep_baseline(session, project_id, "First", kept_minute=kept)
        session.get_one(Activity, work).duration_minutes = 490
        return project_id

    pages = texts(written(fill))
    assert "The gate is planned for 3 March, 10 working minutes later than approved" in pages[0]
    assert "The plan approved on 2 March ended on 2 March." in pages[0]
    assert "The road to the gate" in pages[1]
    assert "Export +10 m, was 1 d. The gate +10 m, from 2 March to 3 March." in pages[1]
    assert "kept on 2 March 2026" in " ".join(pages)


def test_days_off_are_counted_in_the_week_of_the_calendar(written: Written) -> None:
    """From Sunday to Thursday, a Friday off is no day off, but a Sunday off is."""

    def fill(session: Session) -> int:
        week = dict.fromkeys((6, 0, 1, 2, 3), ((480, 720), (780, 1020)))
        calendar = projects.add_calendar(session, "Gulf", week=week)
        project_id = new_project(session, "Router", date(2026, 3, 1), outline=False)
        session.get_one(Project, project_id).calendar_id = calendar
        for day in (date(2026, 3, 6), date(2026, 3, 8), date(2026, 3, 15)):
            session.add(CalendarException(calendar_id=calendar, first_day=day, last_day=day))
        outline.add_activity(session, project_id, "Export", duration=480 * 15)
        return project_id

    assert "2 public holidays or days off until the finish." in " ".join(texts(written(fill)))


def test_national_holidays_are_days_off(written: Written) -> None:
    """In Germany Good Friday and Easter Monday of 2026 are 3 and 6 April."""

    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 30), outline=False)
        calendar = session.get_one(Project, project_id).calendar_id
        set_holidays(session, calendar, "DE")
        outline.add_activity(session, project_id, "Export", duration=480 * 8)
        return project_id

    assert "2 public holidays or days off until the finish." in " ".join(texts(written(fill)))


@pytest.mark.parametrize(
    ("committed", "words"),
    [
        (date(2026, 3, 4), "4 March is committed: the plan leaves 2 working days of margin."),
        (date(2026, 3, 2), "2 March is committed: the plan leaves 0 working days of margin."),
        (date(2026, 2, 27), "27 February is committed: the plan ends 1 working day too late."),
    ],
)
def test_the_margin_to_the_promise(written: Written, committed: date, words: str) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 2), outline=False)
        outline.add_activity(session, project_id, "Export", duration=480)
        row = session.get_one(Project, project_id)
        row.committed_finish_minute = minute_of(committed, 17)
        return project_id

    assert words in texts(written(fill))[0]


def test_the_last_of_several_gates_decides(written: Written) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 2), outline=False)
        stage = session.exec(select(Stage.id).where(Stage.project_id == project_id)).first()
        for name, days in (("Late gate", 3), ("Soon gate", 1)):
            work = outline.add_activity(session, project_id, f"For {name}", duration=480 * days)
            gate = outline.add_activity(session, project_id, name, kind=ActivityKind.MILESTONE)
            links.link(session, work, gate)
            row = session.get_one(Activity, gate)
            row.gate, row.stage_id = True, stage
        return project_id

    assert "The Late gate is planned for 4 March" in texts(written(fill))[0]
