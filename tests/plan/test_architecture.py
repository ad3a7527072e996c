"""Architecture: the figures of the example, and its edits with their refusals."""

from datetime import date
from typing import Any

import pytest

from leadbench.errors import Refused
from leadbench.plan import architecture
from leadbench.plan.edits.architecture import connect, disconnect, set_sizing, sheet_of
from leadbench.plan.edits.lists import add_row, delete_rows
from leadbench.plan.for_analysis import budget
from leadbench.plan.tables import Component, FallbackRung, Flow, FlowKind, SizingSheet
from tests.plan.plans import Plan


def sheet(plan: Plan) -> SizingSheet:
    found = architecture.sheet_of(plan.contents, plan.project_id)
    assert found is not None
    return found


def test_the_servers_of_the_example(example: Plan) -> None:
    row = sheet(example)
    found = architecture.size(example.contents, row)
    assert round(architecture.requests_per_day(row)) == 28_364
    assert (found.needed, found.servers) == (3, 4)
    assert round(found.month_cost / 1000, 1) == 6.1


def test_the_latency_budget_of_the_example_adds_up(example: Plan) -> None:
    budget = architecture.latency_budget(example.contents, example.project_id)
    assert [(hop.name, hop.seconds) for hop in budget.hops] == [
        ("Gateway", 0.02),
        ("Redaction", 0.08),
        ("Article index", 0.04),
        ("Model", 1.90),
        ("Answer check", 0.06),
    ]
    assert budget.used == pytest.approx(2.10)
    assert budget.spare == pytest.approx(0.40)


def test_the_monthly_cost_of_the_example(example: Plan) -> None:
    costs = architecture.month_costs(example.contents, example.project_id)
    assert (costs[0].name, costs[0].sized) == ("Model", True)
    assert round(sum(cost.cents for cost in costs) / 1e5, 1) == 13.2
    cents = architecture.unit_cost(example.contents, example.project_id)
    assert cents is not None
    assert round(cents) == 11


def test_twice_the_load_changes_servers_and_cost_at_once(example: Plan) -> None:
    example.do(set_sizing, example.project_id, "units_per_month", 240_000.0)
    found = architecture.size(example.contents, sheet(example))
    # 12.8 calls in flight over 4 * 60 % are 5.3, so 6 servers and one to spare.
    assert found.servers == 7
    assert architecture.serving_cost(example.contents, example.project_id) == 7 * 730 * 210
    example.store.undo()
    assert architecture.size(example.contents, sheet(example)).servers == 4


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("units_per_month", -1.0, "Fewer than none"),
        ("peak_hour_percent", 120.0, "0 to 100 %"),
        ("most_use_percent", 100.0, "less than 100 %"),
        ("surge", 0.5, "1 or more"),
        ("at_once", 0, "at least 1"),
        ("latency_seconds", 1.5, "more servers do not shorten it"),
        ("days_per_month", None, "A value is needed"),
        ("units_per_month", None, "A value is needed"),
        ("server", "", "such as GPU server"),
        ("budget_until", date(2026, 5, 1), "before it begins"),
    ],
)
def test_nonsense_is_refused_at_its_field(
    example: Plan, column: str, value: Any, words: str
) -> None:
    before = sheet(example)
    with pytest.raises(Refused, match=words) as refusal:
        example.do(set_sizing, example.project_id, column, value)
    assert (refusal.value.table, refusal.value.field) == ("sizingsheet", column)
    assert sheet(example) == before


def test_batch_or_real_time_with_its_reason(plan: Plan) -> None:
    plan.do(sheet_of, plan.project_id)
    assert architecture.mode_hint(sheet(plan)).advice == "Open"
    plan.do(set_sizing, plan.project_id, "may_wait_minutes", 1440.0)
    assert architecture.mode_hint(sheet(plan)).advice == "Batch"
    plan.do(set_sizing, plan.project_id, "may_wait_minutes", 20.0)
    assert architecture.mode_hint(sheet(plan)).advice == "Small batches"
    plan.do(set_sizing, plan.project_id, "may_wait_minutes", None)
    plan.do(set_sizing, plan.project_id, "latency_seconds", 2.5)
    hint = architecture.mode_hint(sheet(plan))
    assert (hint.advice, hint.reason) == ("Real time", "somebody waits 2.5 s at most")


def test_batch_and_store_of_the_example(example: Plan) -> None:
    row = sheet(example)
    # 3.1M tickets of 0.4 s, 1 % again, in 60 hours: 1,252,400 s of work in 216,000 s.
    assert architecture.batch_workers(row) == 6
    # 624,000 messages a month for 24 months.
    assert architecture.stored_items(row) == pytest.approx(14_976_000)
    assert architecture.stored_bytes(row) == pytest.approx(59.9e9, rel=0.01)


def test_a_flow_joins_two_components_once(plan: Plan) -> None:
    first = plan.do(add_row, Component, plan.project_id, name="Gateway")
    second = plan.do(add_row, Component, plan.project_id, name="Model")
    key = plan.do(connect, first, second, FlowKind.ANSWER, "")
    with pytest.raises(Refused, match="already"):
        plan.do(connect, first, second)
    with pytest.raises(Refused, match="itself"):
        plan.do(connect, first, first)
    plan.do(disconnect, key)
    assert not plan.contents.every(Flow)
    plan.store.undo()
    plan.do(delete_rows, Component, [second])
    assert not plan.contents.every(Flow)


def test_what_a_fallback_ladder_lacks(plan: Plan, example: Plan) -> None:
    def gap(of: Plan) -> str:
        return architecture.ladder_gap(of.contents.of(FallbackRung, "project_id", of.project_id))

    assert gap(plan).startswith("No fallback yet")
    plan.do(add_row, FallbackRung, plan.project_id, name="Model")
    assert gap(plan).startswith("One rung")
    plan.do(add_row, FallbackRung, plan.project_id, name="Rules")
    assert gap(plan).startswith("Never drilled")
    assert gap(example) == ""


def test_the_budget_pays_the_servers_that_the_load_asks_for(example: Plan) -> None:
    before = budget(example.contents, example.project_id)
    # The picture's 42 thousand of compute, servers included.
    assert before.of_category("Compute") == 4_200_000
    example.do(set_sizing, example.project_id, "units_per_month", 240_000.0)
    after = budget(example.contents, example.project_id)
    # Three servers more at $2.10 for 730 hours, in June and in July.
    assert after.total - before.total == 2 * 3 * 730 * 210
    example.do(set_sizing, example.project_id, "budget_from", None)
    without = budget(example.contents, example.project_id)
    assert before.total - without.total == 2 * 4 * 730 * 210
