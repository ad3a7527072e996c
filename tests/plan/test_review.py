"""What the review finds in a plan, and when it stops finding it."""

from datetime import date
from typing import Any

from sqlmodel import Session

from leadbench import process
from leadbench.analysis.calendars import instant
from leadbench.analysis.inputs import ConstraintKind
from leadbench.plan.edits._rows import found
from leadbench.plan.edits.activities import (
    set_actual_finish,
    set_actual_start,
    set_constraint,
    set_role,
)
from leadbench.plan.edits.answers import write_answer
from leadbench.plan.edits.links import link
from leadbench.plan.edits.metrics import add_metric
from leadbench.plan.edits.projects import set_decision
from leadbench.plan.edits.requirements import add_requirement, trace
from leadbench.plan.edits.resources import add_role, set_headcount
from leadbench.plan.edits.risks import add_risk, set_impact
from leadbench.plan.edits.traces import set_checks
from leadbench.plan.finding import Finding
from leadbench.plan.review import Severity, findings, progress
from leadbench.plan.tables import (
    Activity,
    MetricKind,
    PortfolioDecision,
    Project,
    Requirement,
    RequirementKind,
    RequirementStatus,
)
from tests.plan.plans import Plan


def titles(plan: Plan) -> list[str]:
    return [
        found.title
        for found in findings(plan.contents, plan.project_id, plan.schedule(), plan.network())
    ]


def write(session: Session, cls: type[Any], key: int, **values: Any) -> None:
    for name, value in values.items():
        setattr(found(session, cls, key), name, value)


def test_a_new_plan_lacks_owners_and_nothing_else(plan: Plan) -> None:
    assert titles(plan) == ["1 milestone has no owner", "4 open tasks have no role"]
    role = plan.do(add_role, "Tech lead")
    for number in ("1.1", "1.2", "1.3", "2", "3"):
        plan.do(set_role, plan.keys[number], role)
    assert titles(plan) == []


def test_a_finish_after_the_committed_date(plan: Plan) -> None:
    committed = instant(date(2026, 1, 5)) + 17 * 60
    plan.do(write, Project, plan.project_id, committed_finish_minute=committed)
    first = findings(plan.contents, plan.project_id, plan.schedule(), plan.network())[0]
    assert first.title == "Plan finishes 1 d after the committed 5 Jan"  # two days from 5 January
    assert (first.severity, first.page) == (Severity.WARNING, "milestones")


def test_a_missed_deadline(plan: Plan) -> None:
    deadline = instant(date(2026, 1, 5)) + 17 * 60
    plan.do(write, Activity, plan.keys["2"], deadline_minute=deadline)
    found = findings(plan.contents, plan.project_id, plan.schedule(), plan.network())[0]
    assert found.title == "1 task is too late for a deadline"
    assert found.keys == (plan.keys["2"],)


def test_a_task_that_leads_nowhere(plan: Plan) -> None:
    for before, after in (("1.1", "1.3"), ("1.2", "1.3"), ("2", "1.3")):
        plan.do(link, plan.keys[before], plan.keys[after])
    assert "1 open task leads to nothing" in titles(plan)
    plan.do(link, plan.keys["3"], plan.keys["1.3"])
    assert "1 open task leads to nothing" not in titles(plan)


def test_requirements_without_test_or_trace(plan: Plan) -> None:
    need = plan.do(add_requirement, plan.project_id, RequirementKind.BUSINESS, "How fast?")
    servers = plan.do(add_requirement, plan.project_id, RequirementKind.TECHNICAL, "Servers")
    assert "T1 follows from no business requirement" in titles(plan)
    assert "T1 has no test yet" not in titles(plan)  # nothing is agreed yet
    for key in (need, servers):
        plan.do(write, Requirement, key, status=RequirementStatus.AGREED)
    assert {"B1 has no technical requirement", "T1 has no test yet"} <= set(titles(plan))
    plan.do(trace, need, servers)
    plan.do(set_checks, servers, "Load test")
    assert not [title for title in titles(plan) if title[0] in "BT"]


def test_money_risks_and_decisions(plan: Plan) -> None:
    role = plan.do(add_role, "Tech lead", month_rate_cents=1_800_000)
    plan.do(set_headcount, plan.project_id, role, date(2026, 1, 1), 100)
    plan.do(write, Project, plan.project_id, approved_budget_cents=1_500_000)
    plan.do(add_risk, plan.project_id, "Labels disagree", 30)
    plan.do(set_decision, plan.project_id, PortfolioDecision.DROP)
    assert {
        "Estimate is $3k over approved",
        "R1 has no response",
        "The decision has no reason",
    } <= set(titles(plan))


def test_a_risk_leads_to_the_task_that_it_delays_or_to_none(plan: Plan) -> None:
    first = plan.do(add_risk, plan.project_id, "Labels disagree", 30)
    plan.do(add_risk, plan.project_id, "Counsel is slow", 20)
    plan.do(set_impact, first, plan.keys["1.2"], 0, 480, 960)
    found = {
        one.title: one.keys
        for one in findings(plan.contents, plan.project_id, plan.schedule(), plan.network())
        if one.title.startswith("R")
    }
    assert found["R1 has no response"] == (plan.keys["1.2"],)
    assert found["R2 has no response"] == ()


def test_progress_counts_what_is_settled(plan: Plan) -> None:
    pages = progress(plan.contents, plan.project_id)
    assert not pages["requirements"].started
    assert not pages["success_metrics"].started
    assert (pages["milestones"].done, pages["milestones"].total) == (0, 1)
    plan.do(set_actual_finish, plan.keys["1.3"], instant(date(2026, 1, 5)) + 17 * 60)
    assert progress(plan.contents, plan.project_id)["milestones"].complete
    plan.do(add_requirement, plan.project_id, RequirementKind.BUSINESS, "How fast?")
    pages = progress(plan.contents, plan.project_id)
    assert pages["requirements"].missing == "1 requirement is not agreed. 5 questions are open"
    for question in process.questions_of("requirements", "architecture"):
        today = date(2026, 1, 5)
        place = (plan.project_id, "architecture", question.key)
        plan.do(write_answer, *place, "Written", today)
    pages = progress(plan.contents, plan.project_id)
    assert pages["requirements"].missing == "1 requirement is not agreed"
    plan.do(add_metric, plan.project_id, MetricKind.NORTH_STAR, "Resolved")
    star = progress(plan.contents, plan.project_id)["success_metrics"]
    assert star.started
    assert not star.complete
    assert star.missing.startswith("Missing: its definition")


def test_roles_need_planned_months(plan: Plan) -> None:
    role = plan.do(add_role, "Tech lead")
    for number in ("1.1", "1.2", "2", "3"):
        plan.do(set_role, plan.keys[number], role)
    people = progress(plan.contents, plan.project_id)["people"]
    assert people.missing == "1 role of the tasks has no planned month"
    plan.do(set_headcount, plan.project_id, role, date(2026, 1, 1), 60)
    assert progress(plan.contents, plan.project_id)["people"].complete


def test_a_link_that_a_fixed_date_breaks(plan: Plan) -> None:
    plan.do(link, plan.keys["1.1"], plan.keys["2"])
    assert "1 link is broken by a fixed date" not in titles(plan)
    # One day of work before it, yet it must start with the project.
    first = instant(date(2026, 1, 5)) + 9 * 60
    plan.do(set_constraint, plan.keys["2"], ConstraintKind.MUST_START, first)
    found = only(plan, "1 link is broken by a fixed date")
    assert found.reason == (
        "2 Train lies where its date holds it, against its link from 1.1 Export. "
        "Move the date, or take the link away."
    )
    assert (found.severity, found.page) == (Severity.WARNING, "milestones")
    assert found.keys == (plan.keys["2"],)


def test_work_that_did_not_wait_for_its_link(plan: Plan) -> None:
    plan.do(link, plan.keys["1.1"], plan.keys["2"])
    plan.do(set_actual_start, plan.keys["2"], instant(date(2026, 1, 5)) + 9 * 60)
    found = only(plan, "1 link was not waited for")
    assert found.reason == (
        "2 Train went on before its link allowed, from 1.1 Export. "
        "Correct what happened, or the link."
    )
    assert found.keys == (plan.keys["2"],)


def test_a_task_that_a_date_alone_holds(plan: Plan) -> None:
    plan.do(link, plan.keys["1.1"], plan.keys["3"])
    title = "1 open task waits for nothing"
    assert title not in titles(plan)  # the others begin with the project
    later = instant(date(2026, 1, 7)) + 9 * 60
    plan.do(set_constraint, plan.keys["2"], ConstraintKind.START_NO_EARLIER, later)
    found = only(plan, title)
    assert found.reason == "No link starts 2 Train: a date alone holds it."
    assert (found.severity, found.keys) == (Severity.NOTE, (plan.keys["2"],))
    plan.do(link, plan.keys["1.2"], plan.keys["2"])
    assert title not in titles(plan)


def only(plan: Plan, title: str) -> Finding:
    """Return the one finding with that title."""
    (found,) = (
        one
        for one in findings(plan.contents, plan.project_id, plan.schedule(), plan.network())
        if one.title == title
    )
    return found
