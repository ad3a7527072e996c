"""Requirements and traces, success metrics, risks, headcount and costs."""

from datetime import date

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.metrics import add_measurement, add_metric, delete_metric, set_target
from leadbench.plan.edits.requirements import (
    add_requirement,
    delete_requirement,
    move_requirement,
    set_code,
    trace,
    untrace,
)
from leadbench.plan.edits.resources import add_cost_item, add_role, set_cost, set_headcount
from leadbench.plan.edits.risks import add_risk, delete_risk, set_impact
from leadbench.plan.for_analysis import budget
from leadbench.plan.tables import MetricKind, RequirementKind
from tests.plan.plans import DAY, Plan

BUSINESS, TECHNICAL = RequirementKind.BUSINESS, RequirementKind.TECHNICAL


def require(plan: Plan, kind: RequirementKind, title: str, below: int | None = None) -> int:
    key: int = plan.do(add_requirement, plan.project_id, kind, title, below=below)
    return key


def codes(plan: Plan, kind: RequirementKind) -> list[str]:
    return [row.code for row in plan.contents.requirements_of(plan.project_id, kind)]


def test_requirements_are_numbered_by_kind(plan: Plan) -> None:
    first = require(plan, BUSINESS, "How fast?")
    require(plan, BUSINESS, "How good?")
    require(plan, TECHNICAL, "Servers")
    third = require(plan, BUSINESS, "How safe?", below=first)
    assert codes(plan, BUSINESS) == ["B1", "B3", "B2"]
    assert codes(plan, TECHNICAL) == ["T1"]
    plan.do(move_requirement, third, 0)
    assert codes(plan, BUSINESS) == ["B3", "B1", "B2"]
    plan.do(delete_requirement, first)
    assert codes(plan, BUSINESS) == ["B3", "B2"]
    rows = plan.contents.requirements_of(plan.project_id, BUSINESS)
    assert [row.position for row in rows] == [0, 1]
    with pytest.raises(Refused, match="B2 is “How good\\?” already") as refused:
        plan.do(set_code, third, "b2")
    assert refused.value.field == "code"
    plan.do(set_code, third, "S1")
    assert codes(plan, BUSINESS) == ["S1", "B2"]


def test_traces(plan: Plan) -> None:
    fast, good = require(plan, BUSINESS, "How fast?"), require(plan, BUSINESS, "How good?")
    servers = require(plan, TECHNICAL, "Servers")
    for key in (good, fast, fast):
        plan.do(trace, key, servers)
    assert [row.code for row in plan.contents.traced_from(servers)] == ["B1", "B2"]
    assert [row.code for row in plan.contents.traced_to(fast)] == ["T1"]
    plan.do(untrace, fast, servers)
    assert [row.code for row in plan.contents.traced_from(servers)] == ["B2"]
    for pair in ((servers, fast), (fast, good)):
        with pytest.raises(Refused, match="from a business requirement to a technical one"):
            plan.do(trace, *pair)
    plan.do(delete_requirement, good)
    assert not plan.contents.requirement_traces


def test_metrics(plan: Plan) -> None:
    star = plan.do(add_metric, plan.project_id, MetricKind.NORTH_STAR, "Resolved", unit="%")
    other = plan.do(add_metric, plan.project_id, MetricKind.GUARDRAIL, "Wrong route")
    with pytest.raises(Refused, match="“Resolved” is the north star already"):
        plan.do(add_metric, plan.project_id, MetricKind.NORTH_STAR, "Another")
    mvp, growth, _ = (stage.id for stage in plan.contents.stages_of(plan.project_id))
    plan.do(set_target, star, growth, 22)
    plan.do(set_target, star, mvp, 10)
    plan.do(set_target, star, mvp, 12)
    assert list(plan.contents.targets_of(star).items()) == [(mvp, 12), (growth, 22)]
    plan.do(set_target, star, growth, None)
    assert plan.contents.targets_of(star) == {mvp: 12}
    plan.do(add_measurement, star, date(2026, 3, 13), 10.4)
    plan.do(add_measurement, star, date(2026, 2, 15), 9.1)
    assert [row.value for row in plan.contents.measurements_of(star)] == [9.1, 10.4]
    plan.do(delete_metric, star)
    assert not plan.contents.metric_targets
    assert not plan.contents.metric_measurements
    assert plan.contents.success_metrics[other].position == 0


def test_risks(plan: Plan) -> None:
    first = plan.do(add_risk, plan.project_id, "Labels disagree", 30)
    second = plan.do(add_risk, plan.project_id, "Quota is late", 25, response="Reserve")
    assert [row.code for row in plan.contents.risks_of(plan.project_id)] == ["R1", "R2"]
    plan.do(set_impact, first, plan.keys["2"], 1, 2, 3)
    plan.do(set_impact, first, plan.keys["2"], 4 * DAY, 6 * DAY, 10 * DAY)
    (impact,) = plan.contents.impacts_of(first)
    assert impact.likely_minutes == 6 * DAY
    with pytest.raises(Refused, match="rise from low to likely to high"):
        plan.do(set_impact, first, plan.keys["2"], 3, 2, 4)
    with pytest.raises(Refused, match="from 0 to 100"):
        plan.do(add_risk, plan.project_id, "Certain", 101)
    plan.do(delete_risk, first)
    assert not plan.contents.risk_impacts
    assert plan.contents.risks[second].position == 0


def test_the_budget_is_people_and_lines(plan: Plan) -> None:
    lead = plan.do(add_role, "Tech lead", month_rate_cents=1_800_000)
    free = plan.do(add_role, "Sponsor")
    with pytest.raises(Refused, match="There is a role “Tech lead” already"):
        plan.do(add_role, "tech lead")
    january, february = date(2026, 1, 15), date(2026, 2, 1)
    plan.do(set_headcount, plan.project_id, lead, january, 60)
    plan.do(set_headcount, plan.project_id, lead, february, 100)
    plan.do(set_headcount, plan.project_id, free, january, 50)
    line = plan.do(add_cost_item, plan.project_id, "Labelling")
    plan.do(set_cost, line, february, 300_000)
    planned = budget(plan.contents, plan.project_id)
    assert {
        (category, month.month): cents for (category, month), cents in planned.cents.items()
    } == {
        ("People", 1): 1_080_000,
        ("People", 2): 1_800_000,
        ("Labelling", 2): 300_000,
    }
    assert {month.month: percent for month, percent in planned.headcount.items()} == {
        1: 110,
        2: 100,
    }
    plan.do(set_headcount, plan.project_id, lead, january, 0)
    plan.do(set_cost, line, february, 0)
    assert len(plan.contents.headcounts) == 2
    assert not plan.contents.cost_amounts
    with pytest.raises(Refused, match="below zero"):
        plan.do(set_headcount, plan.project_id, lead, january, -1)
    with pytest.raises(Refused, match="below zero"):
        plan.do(set_cost, line, january, -1)
