"""Baselines: what is kept of every task, under a name, in one change."""

from datetime import date

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.edits.baselines import (
    delete_baseline,
    keep_baseline,
    rename_baseline,
    show_baseline,
)
from leadbench.plan.edits.details import set_fixed_cost
from leadbench.plan.edits.leaving_out import leave_out
from leadbench.plan.edits.outline import delete_activities
from leadbench.plan.edits.resources import add_cost_item, set_cost
from leadbench.plan.for_analysis import FIXED, budget
from leadbench.plan.tables import Activity, Assignment, Headcount, Responsibility, Role
from leadbench.plan.task_costs import task_costs
from tests.plan.plans import DAY, Plan


def staffed(plan: Plan) -> None:
    """An engineer of 2,200 a month on 1.1, half of one on 1.2, and two months of headcount."""
    with plan.store.change("Staff") as session:
        role = Role(name="Engineer", month_rate_cents=220_000)
        session.add(role)
        session.flush()
        assert role.id is not None
        for number, percent in (("1.1", 100), ("1.2", 50)):
            session.add(
                Assignment(
                    activity_id=plan.keys[number], role_id=role.id, allocation_percent=percent
                )
            )
        session.add(
            Assignment(
                activity_id=plan.keys["1.1"],
                role_id=role.id,
                responsibility=Responsibility.INFORMED,
            )
        )
        for month in (1, 2):
            session.add(
                Headcount(
                    project_id=plan.project_id,
                    role_id=role.id,
                    month=date(2026, month, 1),
                    percent=100,
                )
            )


def test_a_baseline_keeps_dates_float_work_and_cost_in_one_change(plan: Plan) -> None:
    staffed(plan)
    before = plan.store.dump()
    kept = plan.do(keep_baseline, plan.project_id, "  Approved 30 Jan ", kept_minute=7)
    contents = plan.contents
    row = contents.baselines[kept]
    assert (row.name, row.kept_minute, row.shown) == ("Approved 30 Jan", 7, True)
    assert row.finish_minute == plan.schedule().project_finish
    assert row.cost_cents == 440_000  # two months of one engineer
    rows = contents.baseline_of(kept)
    assert {line.outline_number for line in rows.values()} == set(plan.keys)
    label, data = rows[plan.keys["1.2"]], rows[plan.keys["1"]]
    assert (label.work_minutes, label.cost_cents) == (DAY, 10_000)  # half of 2 of 22 days
    assert (data.work_minutes, data.cost_cents) == (3 * DAY, 30_000)
    assert (rows[plan.keys["2"]].work_minutes, rows[plan.keys["2"]].cost_cents) == (0, None)
    dates = plan.schedule().row(plan.keys["1.2"])
    assert (label.start_minute, label.finish_minute) == (dates.start, dates.finish)
    assert (label.duration_minutes, label.total_float_minutes) == (2 * DAY, dates.total_float)
    plan.store.undo()
    assert plan.store.dump() == before


def test_parts_and_rest_add_up_to_the_budget(plan: Plan, example: Plan) -> None:
    staffed(plan)
    costs = task_costs(plan.contents, plan.project_id, plan.schedule())
    assert (costs.total, costs.on_tasks) == (440_000, 30_000)
    found = task_costs(example.contents, example.project_id, example.schedule())
    assert found.total == budget(example.contents, example.project_id).total
    assert found.on_tasks is not None
    leaves = [
        found.by_task[row.id].cents or 0
        for row in example.contents.activities_of(example.project_id)
        if row.id is not None and not example.contents.of(Activity, "parent_id", row.id)
    ]
    assert sum(leaves) == found.on_tasks


def test_a_budget_line_counts_to_the_task_that_it_names(plan: Plan) -> None:
    staffed(plan)
    label = plan.keys["1.2"]
    line = plan.do(add_cost_item, plan.project_id, "Labels", name="Vendor", activity_id=label)
    plan.do(set_cost, line, date(2026, 3, 1), 4_000_000)
    plan.do(set_cost, line, date(2026, 4, 1), 200_000)
    costs = task_costs(plan.contents, plan.project_id, plan.schedule())
    # People of 1.2 cost 10,000 and the summary's 30,000, as without the line.
    found, above = costs.by_task[label], costs.by_task[plan.keys["1"]]
    assert (found.labor, found.lines, found.cents) == (10_000, 4_200_000, 4_210_000)
    assert (above.labor, above.lines, above.cents) == (30_000, 4_200_000, 4_230_000)
    # It was in the budget before it named a task, and is there once.
    assert (costs.total, costs.on_tasks) == (440_000 + 4_200_000, 4_230_000)
    plan.do(leave_out, [label])
    out = task_costs(plan.contents, plan.project_id, plan.schedule())
    assert (out.total, out.by_task[label].cents) == (440_000, None), "nothing is paid for it"
    plan.store.undo()
    plan.do(delete_activities, [label])
    after = task_costs(plan.contents, plan.project_id, plan.schedule())
    assert after.total == costs.total, "the money stays when its task goes"
    assert after.by_task[plan.keys["1"]].lines is None


def test_labels_of_the_example_cost_what_the_vendor_takes_and_those_who_check(
    example: Plan,
) -> None:
    costs = task_costs(example.contents, example.project_id, example.schedule())
    label, audit = (costs.by_task[example.keys[number]] for number in ("2.4", "1.5"))
    # Thousand dollars: 42 for 20,000 tickets, 4 for the second reader, together the 46 of the line.
    assert (label.lines, audit.lines) == (4_200_000, 400_000)
    # An annotation lead at full time for 9,000 a month: 5 of March's 22 working days, 15 of April's
    # 20 (until the 23rd, without the two days of Easter).
    assert label.labor == round(900_000 * (5 / 22 + 15 / 20))
    assert round((label.cents or 0) / 100_000) == 51


def test_a_fixed_cost_is_counted_once_wherever_cost_is(plan: Plan) -> None:
    staffed(plan)
    before = plan.store.dump()
    for number, cents in (("1", 50_000), ("1.2", 1_100_000), ("1.3", 7_000), ("3", 0)):
        plan.do(set_fixed_cost, plan.keys[number], cents)
    costs = task_costs(plan.contents, plan.project_id, plan.schedule())
    label, data = costs.by_task[plan.keys["1.2"]], costs.by_task[plan.keys["1"]]
    assert (label.labor, label.fixed, label.cents) == (10_000, 1_100_000, 1_110_000)
    # People 30,000, the summary itself 50,000, the milestone 7,000.
    assert (data.labor, data.fixed, data.cents) == (30_000, 1_157_000, 1_187_000)
    assert costs.by_task[plan.keys["1.3"]].cents == 7_000
    assert costs.by_task[plan.keys["2"]].cents is None  # nobody has said
    assert costs.by_task[plan.keys["3"]].cents == 0
    assert (costs.total, costs.on_tasks) == (440_000 + 1_157_000, 30_000 + 1_157_000)
    planned = budget(plan.contents, plan.project_id, plan.schedule())
    assert planned.of_category(FIXED) == 1_157_000
    assert planned.total == budget(plan.contents, plan.project_id).total == costs.total
    kept = plan.do(keep_baseline, plan.project_id, "First", kept_minute=1)
    rows = plan.contents.baseline_of(kept)
    assert plan.contents.baselines[kept].cost_cents == costs.total
    assert rows[plan.keys["1.2"]].cost_cents == 1_110_000
    with pytest.raises(Refused, match="below zero"):
        plan.do(set_fixed_cost, plan.keys["1.2"], -1)
    for _ in range(5):
        plan.store.undo()
    assert plan.store.dump() == before


def test_a_fixed_cost_falls_in_the_month_in_which_its_task_ends(plan: Plan) -> None:
    plan.do(set_fixed_cost, plan.keys["1.1"], 100)
    plan.do(set_duration, plan.keys["1.1"], 30 * DAY)  # from 5 January over 30 working days
    planned = budget(plan.contents, plan.project_id, plan.schedule())
    assert planned.cents == {(FIXED, date(2026, 2, 1)): 100}


def test_any_number_of_which_one_or_none_is_shown(plan: Plan) -> None:
    first = plan.do(keep_baseline, plan.project_id, "First", kept_minute=1)
    second = plan.do(keep_baseline, plan.project_id, "Second", kept_minute=2)
    shown = plan.contents.shown_baseline(plan.project_id)
    assert shown is not None
    assert shown.id == second
    plan.do(show_baseline, plan.project_id, first)
    shown = plan.contents.shown_baseline(plan.project_id)
    assert shown is not None
    assert shown.name == "First"
    plan.do(show_baseline, plan.project_id, None)
    assert plan.contents.shown_baseline(plan.project_id) is None
    assert len(plan.contents.baselines_of(plan.project_id)) == 2


def test_renaming_and_deleting(plan: Plan) -> None:
    kept = plan.do(keep_baseline, plan.project_id, "First", kept_minute=1)
    plan.do(rename_baseline, kept, "Approved")
    assert plan.contents.baselines[kept].name == "Approved"
    before = plan.store.dump()
    plan.do(delete_baseline, kept)
    assert plan.contents.baselines == {}
    assert plan.contents.baseline_activities == {}
    plan.store.undo()
    assert plan.store.dump() == before
    with pytest.raises(Refused, match="needs a name"):
        plan.do(rename_baseline, kept, "  ")
    with pytest.raises(Refused, match="baseline is no longer"):
        plan.do(delete_baseline, 99)


def test_a_baseline_stays_while_the_plan_goes_on(plan: Plan) -> None:
    kept = plan.do(keep_baseline, plan.project_id, "First", kept_minute=1)
    was = plan.contents.baseline_of(kept)
    plan.do(set_duration, plan.keys["1.1"], 10 * DAY)
    assert plan.contents.baseline_of(kept) == was
