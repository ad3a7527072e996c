"""The worked example against the figures that were calculated for it elsewhere."""

import json
from datetime import date
from typing import Any

import pytest

from leadbench import resources
from leadbench.analysis.calendars import finish_date, to_date
from leadbench.plan.for_analysis import budget
from leadbench.plan.outline import Outline
from leadbench.plan.review import findings, progress
from leadbench.plan.tables import MetricKind, RequirementKind
from leadbench.plan.traces import checked_by
from tests.plan.plans import DAY, Plan

INPUTS: dict[str, Any] = json.loads(
    resources.path("example", "support-ticket-triage.json").read_text(encoding="utf-8")
)
CALCULATED = INPUTS["calculated"]


def test_plan_and_approved_finish(example: Plan) -> None:
    dates = example.schedule()
    approved = example.contents.shown_baseline(example.project_id)
    assert finish_date(dates.project_finish) == date(2026, 7, 16)
    assert approved is not None
    assert approved.name == "Approved 30 Jan"
    assert finish_date(approved.finish_minute) == date(2026, 7, 8)
    assert dates.remaining == 85 * DAY  # the length left of the critical path


@pytest.mark.parametrize("number", CALCULATED["tasks"])
def test_dates_and_float_of_every_task(example: Plan, number: str) -> None:
    expected = CALCULATED["tasks"][number]
    row = example.schedule().row(example.keys[number])
    milestone = example.row(number).kind == "milestone"
    start = finish_date(row.start) if milestone else to_date(row.start)
    assert str(start) == expected["start"]
    assert str(finish_date(row.finish)) == expected["finish"]
    days = expected["total_float_days"]
    assert row.done == (days is None)
    assert row.total_float == (days or 0) * DAY
    assert row.critical == (days == 0)
    assert row.near_critical == (days is not None and 0 < days <= 5)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("1.3", date(2026, 1, 30)),
        ("1.10", date(2026, 2, 24)),
        ("2.5", date(2026, 4, 16)),
        ("3.6", date(2026, 5, 11)),
        ("5.5", date(2026, 7, 8)),
    ],
)
def test_approved_dates_of_the_milestones(example: Plan, number: str, day: date) -> None:
    contents = example.contents
    approved = contents.shown_baseline(example.project_id)
    assert approved is not None
    assert approved.id is not None
    kept = contents.baseline_of(approved.id)[example.keys[number]]
    assert finish_date(kept.finish_minute) == day
    assert kept.outline_number == number


def test_cost_comes_to_the_estimate(example: Plan) -> None:
    planned = budget(example.contents, example.project_id)
    assert planned.total == round(CALCULATED["estimate"] * 100_000)
    thousands = {name: round(planned.of_category(name) / 100_000) for name in planned.categories}
    assert thousands == {
        "People": 587,
        "Labelling": 46,
        "Compute": 42,
        "Tools and licences": 24,
        "Security and legal": 14,
    }


def test_headcount_by_month(example: Plan) -> None:
    planned = budget(example.contents, example.project_id)
    by_month = {month.month: percent for month, percent in planned.headcount.items()}
    assert by_month == {1: 200, 2: 480, 3: 790, 4: 820, 5: 680, 6: 510, 7: 300}


def test_six_candidates_in_order(example: Plan) -> None:
    contents = example.contents
    rows = contents.ordered_projects()
    assert [(row.name, row.state, row.decision) for row in rows] == [
        ("Support ticket triage", "active", "fund"),
        ("Churn early warning", "discovery", "fund"),
        ("Invoice extraction", "discovery", "fund"),
        ("Demand forecast", "discovery", "not_now"),
        ("Search ranking", "idea", "not_now"),
        ("Fraud scoring", "idea", "drop"),
    ]
    candidacies = [contents.candidacy_of(row.id or 0) for row in rows]
    funded = [row.mvp_cost_cents or 0 for row in candidacies[:3] if row is not None]
    (portfolio,) = contents.portfolio.values()
    assert (sum(funded), portfolio.budget_cents) == (146_000_000, 150_000_000)
    assert all(row.decision_reason for row in rows)


def test_requirements_and_their_traces(example: Plan) -> None:
    contents = example.contents
    technical = contents.requirements_of(example.project_id, RequirementKind.TECHNICAL)
    numbers = Outline(contents, example.project_id).number_of
    listed = {
        row.code: (
            [business.code for business in contents.traced_from(row.id or 0)],
            numbers[row.activity_id or 0],
            checked_by(contents, row.id or 0),
        )
        for row in technical
    }
    assert len(contents.requirements_of(example.project_id, RequirementKind.BUSINESS)) == 9
    assert len(listed) == 9
    assert listed["T2"] == (["B1", "B4", "B5"], "4.1", "Load test")
    assert listed["T6"] == (["B1", "B7", "B9"], "4.2", "Load test")
    assert listed["T8"] == (["B6"], "4.3", "")


def test_north_star(example: Plan) -> None:
    contents = example.contents
    star = contents.north_star(example.project_id)
    assert star is not None
    assert star.id is not None
    assert (star.name, star.baseline, star.baseline_label) == (
        "Resolved without an agent",
        9.0,
        "2025",
    )
    assert list(contents.targets_of(star.id).values()) == [12, 22, 35]
    latest = contents.measurements_of(star.id)[-1]
    assert (latest.value, latest.kind, latest.measured_on) == (10.4, "offline", date(2026, 3, 13))
    kinds = [row.kind for row in contents.metrics_of(example.project_id)]
    assert kinds.count(MetricKind.GUARDRAIL) == 5


def test_risks_name_task_response_and_owner(example: Plan) -> None:
    contents = example.contents
    risks = contents.risks_of(example.project_id)
    assert [row.code for row in risks] == ["R1", "R2", "R3", "R4"]
    (impact,) = contents.impacts_of(risks[3].id or 0)
    assert impact.activity_id == example.keys["4.2"]
    assert [impact.low_minutes, impact.likely_minutes, impact.high_minutes] == [
        4 * DAY,
        7 * DAY,
        14 * DAY,
    ]
    assert contents.roles[risks[3].owner_role_id or 0].name == "Tech lead"


def test_its_history_tells_how_it_was_made(example: Plan) -> None:
    labels = [entry.label for entry in reversed(example.store.history())]
    assert labels[0] == "Start the portfolio"
    assert labels.index("Keep the approved plan") < labels.index("Record progress to 16 Mar")
    assert example.store.check() == []


def test_findings_are_the_computed_ones(example: Plan) -> None:
    found = findings(example.contents, example.project_id, example.schedule(), example.network())
    assert [finding.title for finding in found] == [
        "T8 has no test yet",
        "Plan finishes 6 d later than “Approved 30 Jan”",
        "Serving pipeline has 5 d float",
    ]


def test_progress_of_its_pages(example: Plan) -> None:
    pages = progress(example.contents, example.project_id)
    assert pages["requirements"].complete
    assert (pages["milestones"].done, pages["milestones"].total) == (2, 5)
    assert pages["milestones"].missing == "3 milestones are ahead"
    assert pages["stages_gates"].missing == "1 answer is open"
    assert "monitoring" not in pages
