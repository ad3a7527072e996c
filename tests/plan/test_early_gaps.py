"""What the review finds before the dates, and when it stops finding it."""

from datetime import date

from leadbench import process
from leadbench.plan.edits.answers import write_answer
from leadbench.plan.edits.architecture import set_sizing, sheet_of
from leadbench.plan.edits.complexity import allow_for, allow_for_present
from leadbench.plan.edits.data import add_issue, plan_duty, plan_issue, set_reply
from leadbench.plan.edits.lists import add_row
from leadbench.plan.protection import assess, replies_of
from leadbench.plan.review import findings
from leadbench.plan.tables import (
    Assumption,
    ComplexityPart,
    Component,
    DataSource,
    FallbackRung,
    Reply,
)
from tests.plan.plans import Plan

TODAY = date(2026, 3, 16)


def titles(plan: Plan) -> list[str]:
    return [
        one.title
        for one in findings(plan.contents, plan.project_id, plan.schedule(), plan.network())
    ]


def test_a_step_that_is_begun_says_what_is_open(plan: Plan) -> None:
    assert not any(title.startswith("Product discovery") for title in titles(plan))
    questions = process.step("discovery").questions
    plan.do(write_answer, plan.project_id, "discovery", questions[0].key, "Words", TODAY)
    assert "Product discovery: 4 questions are open" in titles(plan)
    for question in questions[1:]:
        plan.do(write_answer, plan.project_id, "discovery", question.key, "Words", TODAY)
    assert not any(title.startswith("Product discovery") for title in titles(plan))


def test_an_assumption_without_evidence(plan: Plan) -> None:
    plan.do(add_row, Assumption, plan.project_id, text="Volume stays flat")
    assert "1 assumption has no evidence" in titles(plan)


def test_an_issue_of_the_data_until_it_has_a_task(plan: Plan) -> None:
    source = plan.do(add_row, DataSource, plan.project_id, name="Tickets")
    issue = plan.do(add_issue, source, "Labels disagree")
    assert "1 issue of the data has no task" in titles(plan)
    plan.do(plan_issue, issue)
    assert "1 issue of the data has no task" not in titles(plan)


def test_a_complexity_above_what_the_estimates_allow_for(plan: Plan) -> None:
    plan.do(add_row, ComplexityPart, plan.project_id, cause="Labels are missing", points=4.0)
    assert not any(title.startswith("Complexity") for title in titles(plan))
    plan.do(allow_for, plan.project_id, 3.5)
    assert "Complexity is 4, the estimates allow for 3.5" in titles(plan)
    plan.do(allow_for_present, plan.project_id)
    assert not any(title.startswith("Complexity") for title in titles(plan))


def test_a_duty_of_the_law_until_it_is_planned(plan: Plan) -> None:
    plan.do(set_reply, plan.project_id, "talks_to_people", Reply.YES)
    assert "1 duty of the law is not planned" in titles(plan)
    (duty,) = assess(replies_of(plan.contents, plan.project_id)).duties
    plan.do(plan_duty, plan.project_id, duty, None)
    assert "1 duty of the law is not planned" not in titles(plan)


def test_a_service_without_fallback_too_slow_and_too_dear(plan: Plan) -> None:
    plan.do(sheet_of, plan.project_id)
    plan.do(set_sizing, plan.project_id, "units_per_month", 1000.0)
    assert "No fallback yet" in titles(plan)
    for name in ("Model", "Rules"):
        plan.do(add_row, FallbackRung, plan.project_id, name=name, seconds=1.0, drill_on=TODAY)
    assert "No fallback yet" not in titles(plan)
    plan.do(add_row, Component, plan.project_id, name="Gateway", latency_seconds=0.4,
            month_cost_cents=2000)  # fmt: skip
    plan.do(add_row, Component, plan.project_id, name="Model", latency_seconds=1.3, sized=True)
    plan.do(set_sizing, plan.project_id, "latency_seconds", 1.5)
    assert "The latency budget is 0.20 s over its limit" in titles(plan)
    plan.do(set_sizing, plan.project_id, "unit_cost_limit_cents", 1.5)
    assert "A request costs 2.0 cents, the limit is 1.5" in titles(plan)
