"""Tasks that are left out of the plan: each sum without them is counted by hand."""

from datetime import date

import pytest

from leadbench.analysis.calendars import instant
from leadbench.analysis.ranges import Range
from leadbench.errors import Refused
from leadbench.plan.comparing import compare, version_of_baseline, version_of_plan
from leadbench.plan.contents import Contents
from leadbench.plan.data import added_work
from leadbench.plan.edits._rows import added, found
from leadbench.plan.edits.activities import (
    set_actual_finish,
    set_actual_start,
    set_by_hand,
    set_estimate,
    set_role,
)
from leadbench.plan.edits.baselines import keep_baseline
from leadbench.plan.edits.copies import copied, from_text, paste, to_text
from leadbench.plan.edits.data import add_issue
from leadbench.plan.edits.details import set_deadline
from leadbench.plan.edits.leaving_out import count_again, leave_out
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.edits.requirements import add_requirement
from leadbench.plan.edits.resources import add_role
from leadbench.plan.edits.risks import add_risk, set_impact
from leadbench.plan.edits.traces import set_led
from leadbench.plan.for_analysis import budget, calendar
from leadbench.plan.forecast import question
from leadbench.plan.left_out import left_out
from leadbench.plan.needed import first_changed
from leadbench.plan.outline import Outline
from leadbench.plan.review import findings, progress
from leadbench.plan.tables import (
    Activity,
    DataIssue,
    DataSource,
    Requirement,
    RequirementKind,
)
from leadbench.plan.task_costs import task_costs
from leadbench.plan.traces import Chain, Place
from tests.plan.plans import DAY, Plan

MONDAY = instant(date(2026, 1, 5)) + 8 * 60


def out(plan: Plan) -> list[str]:
    """Return the numbers of what is left out."""
    numbers, keys = Outline(plan.contents, plan.project_id).number_of, left_out(plan.contents)
    return sorted(numbers[key] for key in keys)


def leave(plan: Plan, *numbers: str) -> None:
    plan.do(leave_out, [plan.keys[number] for number in numbers])


def fix_cost(plan: Plan, **cents: int) -> None:
    """Give tasks fixed costs; ``n1_1`` is task 1.1."""
    with plan.store.change("Costs") as session:
        for name, value in cents.items():
            key = plan.keys[name.removeprefix("n").replace("_", ".")]
            found(session, Activity, key).fixed_cost_cents = value


def costs(plan: Plan) -> dict[str, int | None]:
    made = task_costs(plan.contents, plan.project_id, plan.schedule())
    numbers = Outline(plan.contents, plan.project_id).number_of
    return {numbers[key]: cost.cents for key, cost in made.by_task.items()}


def titles(plan: Plan) -> list[str]:
    schedule, network = plan.schedule(), plan.network()
    return [one.title for one in findings(plan.contents, plan.project_id, schedule, network)]


# The edit


def test_a_task_is_left_out_and_counts_again(plan: Plan) -> None:
    plan.do(link, plan.keys["2"], plan.keys["3"])
    before = plan.schedule().row(plan.keys["2"])
    leave(plan, "2")
    assert out(plan) == ["2"]
    dates = plan.schedule()
    # It keeps its dates; 3 waits for nothing any more and begins with the project.
    assert dates.row(plan.keys["2"]).start == before.start
    assert dates.row(plan.keys["3"]).start == MONDAY
    plan.do(count_again, [plan.keys["2"]])
    assert out(plan) == []
    assert plan.schedule().row(plan.keys["3"]).start == MONDAY + 2 * 1440


def test_undo_takes_it_back(plan: Plan) -> None:
    leave(plan, "1", "3")
    plan.store.undo()
    assert out(plan) == []
    plan.store.redo()
    assert out(plan) == ["1", "1.1", "1.2", "1.3", "3"]


def test_a_summary_takes_all_below_it_along(plan: Plan) -> None:
    leave(plan, "1")
    assert out(plan) == ["1", "1.1", "1.2", "1.3"]
    # One of them counts again: with it the summary above it, but not its neighbors.
    plan.do(count_again, [plan.keys["1.2"]])
    assert out(plan) == ["1.1", "1.3"]
    plan.do(count_again, [plan.keys["1"]])
    assert out(plan) == []


def test_a_summary_counts_as_soon_as_something_below_it_does(plan: Plan) -> None:
    leave(plan, "1.1", "1.2")
    assert out(plan) == ["1.1", "1.2"]
    leave(plan, "1.3")
    assert out(plan) == ["1", "1.1", "1.2", "1.3"]
    plan.do(add_activity, plan.project_id, "Clean", parent=plan.keys["1"], duration=9 * DAY)
    assert out(plan) == ["1.1", "1.2", "1.3"]
    # Its dates are those of the new task alone: nine working days from Monday 5 January.
    row = plan.schedule().row(plan.keys["1"])
    assert (row.start, row.duration) == (MONDAY, 9 * DAY)
    assert plan.schedule().project_finish == row.finish


def test_what_has_begun_cannot_be_left_out(plan: Plan) -> None:
    plan.do(set_actual_start, plan.keys["1.2"], MONDAY)
    for number in ("1.2", "1"):
        with pytest.raises(Refused, match=r"1\.2 has begun.*Nothing was changed") as refused:
            leave(plan, number)
        assert (refused.value.key, refused.value.field) == (plan.keys["1.2"], "active")
    assert out(plan) == []


def test_what_is_left_out_makes_no_progress(plan: Plan) -> None:
    leave(plan, "1.2", "1.3")
    with pytest.raises(Refused, match=r"1\.2 is left out of the plan\. Count it again"):
        plan.do(set_actual_start, plan.keys["1.2"], MONDAY)
    with pytest.raises(Refused, match=r"1\.3 is left out"):
        plan.do(set_actual_finish, plan.keys["1.3"], MONDAY)
    plan.do(set_actual_start, plan.keys["1.2"], None)


def test_a_copy_is_left_out_too(plan: Plan) -> None:
    leave(plan, "1.1", "2")
    contents = plan.contents
    outline = Outline(contents, plan.project_id)
    clip = copied(contents, outline, [plan.keys["1"], plan.keys["2"]])
    plan.do(paste, plan.project_id, from_text(to_text(clip)))
    assert out(plan) == ["1.1", "2", "4.1", "5"]


def test_thousands_are_left_out_with_their_summary(plan: Plan) -> None:
    with plan.store.change("Grow") as session:
        rows = [
            Activity(project_id=plan.project_id, parent_id=plan.keys["1"], position=at, name="Step")
            for at in range(3, 1204)
        ]
        session.add_all(rows)
    leave(plan, "1")
    assert len(out(plan)) == 1205


# Money


def test_fixed_costs_without_what_is_left_out(plan: Plan) -> None:
    fix_cost(plan, n1=100, n1_1=2_000, n1_2=30_000, n2=400_000)
    leave(plan, "1.2", "2")
    assert costs(plan) == {"1": 2_100, "1.1": 2_000, "1.2": None, "1.3": None, "2": None, "3": None}
    assert budget(plan.contents, plan.project_id, plan.schedule()).total == 2_100
    leave(plan, "1")  # the summary's own 100 with it
    assert budget(plan.contents, plan.project_id).total == 0
    plan.do(count_again, [plan.keys["2"]])
    assert budget(plan.contents, plan.project_id).total == 400_000


def test_people_cost_nothing_on_what_is_left_out(plan: Plan) -> None:
    role = plan.do(add_role, "Engineer", month_rate_cents=2_200_000)
    for number in ("1.1", "1.2", "2"):
        plan.do(set_role, plan.keys[number], role)
    leave(plan, "1.2")
    made = task_costs(plan.contents, plan.project_id, plan.schedule())
    # January 2026 has 22 working days: two days of each task that counts cost 200,000 cents.
    assert made.by_task[plan.keys["1"]].cents == 200_000
    assert made.by_task[plan.keys["1"]].work == 2 * DAY
    assert made.by_task[plan.keys["1.2"]].work == 0
    assert made.on_tasks == 400_000


# Forecast


def test_a_forecast_draws_nothing_for_what_is_left_out(plan: Plan) -> None:
    plan.do(set_estimate, plan.keys["2"], DAY, 2 * DAY, 9 * DAY)
    plan.do(set_estimate, plan.keys["3"], DAY, 2 * DAY, 4 * DAY)
    risk = plan.do(add_risk, plan.project_id, "Vendor late", 50)
    for number in ("2", "3"):
        plan.do(set_impact, risk, plan.keys[number], DAY, DAY, DAY)
    leave(plan, "2")
    asked = question(plan.contents, plan.project_id, plan.network())
    assert asked is not None
    assert asked.ranges == {plan.keys["3"]: Range(DAY, 2 * DAY, 4 * DAY)}
    assert [impact.activity for event in asked.events for impact in event.impacts] == [
        plan.keys["3"]
    ]
    leave(plan, "3")
    assert question(plan.contents, plan.project_id, plan.network()) is None


# What is weak, and how far pages are


def test_nobody_is_missed_on_what_is_left_out(plan: Plan) -> None:
    assert titles(plan) == ["1 milestone has no owner", "4 open tasks have no role"]
    leave(plan, "1.3", "2")
    assert titles(plan) == ["3 open tasks have no role"]


def test_a_deadline_of_what_is_left_out_is_not_missed(plan: Plan) -> None:
    plan.do(set_deadline, plan.keys["2"], MONDAY + 60)
    assert "1 task is too late for a deadline" in titles(plan)
    leave(plan, "2")
    assert "1 task is too late for a deadline" not in titles(plan)


def test_links_of_what_is_left_out_are_neither_kept_nor_broken(plan: Plan) -> None:
    plan.do(link, plan.keys["1.1"], plan.keys["1.2"])
    plan.do(link, plan.keys["1.2"], plan.keys["2"])
    plan.do(set_by_hand, plan.keys["1.2"], MONDAY)
    assert "1 link is broken by a fixed date" in titles(plan)
    # 1.1 is followed by 1.2, which is followed by 2; only 2 and 3 lead to nothing.
    assert "2 open tasks lead to nothing" in titles(plan)
    leave(plan, "1.2")
    assert "1 link is broken by a fixed date" not in titles(plan)
    assert "3 open tasks lead to nothing" in titles(plan)


def test_pages_count_without_what_is_left_out(plan: Plan) -> None:
    role = plan.do(add_role, "Engineer")
    for number in ("1.1", "1.2"):
        plan.do(set_role, plan.keys[number], role)
        plan.do(set_estimate, plan.keys[number], DAY, 2 * DAY, 3 * DAY)
    found_before = progress(plan.contents, plan.project_id)
    assert (found_before["work_plan"].done, found_before["work_plan"].total) == (2, 4)
    assert found_before["milestones"].total == 1
    leave(plan, "1.1", "1.3", "3")
    now = progress(plan.contents, plan.project_id)
    assert (now["work_plan"].done, now["work_plan"].total) == (1, 2)
    assert now["milestones"].total == 0


def test_a_requirement_is_not_built_by_what_is_left_out(plan: Plan) -> None:
    need = plan.do(add_requirement, plan.project_id, RequirementKind.TECHNICAL, "Fast")
    with plan.store.change("Built in") as session:
        found(session, Requirement, need).activity_id = plan.keys["2"]
    assert progress(plan.contents, plan.project_id)["architecture"].done >= 1
    before = progress(plan.contents, plan.project_id)["architecture"].done
    leave(plan, "2")
    assert progress(plan.contents, plan.project_id)["architecture"].done == before - 1
    chain = Chain(plan.contents, plan.project_id)
    assert [item.code for item in chain.items[Place.TASK].values()] == ["1.1", "1.2", "3"]
    assert need in {
        one.item.key for one in chain.orphans() if (one.item.place, one.lacks) == (
            Place.TECHNICAL, Place.TASK,
        )
    }  # fmt: skip


def test_naming_the_other_tasks_of_a_requirement_keeps_the_one_that_is_left_out(
    plan: Plan,
) -> None:
    ends = (Place.TECHNICAL, Place.TASK)
    need = plan.do(add_requirement, plan.project_id, RequirementKind.TECHNICAL, "Fast")
    plan.do(set_led, ends, need, {plan.keys["1.1"], plan.keys["2"]})
    leave(plan, "2")
    plan.do(set_led, ends, need, {plan.keys["3"]})
    plan.do(count_again, [plan.keys["2"]])
    linked = Chain(plan.contents, plan.project_id).links[ends]
    assert linked == {(need, plan.keys["2"]), (need, plan.keys["3"])}


def test_the_data_add_no_work_that_is_left_out(plan: Plan) -> None:
    with plan.store.change("Source") as session:
        source = added(session, DataSource(project_id=plan.project_id, name="Tickets"))
    for number in ("1.1", "1.2"):
        issue = plan.do(add_issue, source, f"Mend {number}")
        with plan.store.change("Mended by") as session:
            found(session, DataIssue, issue).activity_id = plan.keys[number]
    leave(plan, "1.2")
    made = added_work(plan.contents, plan.project_id, plan.schedule())
    assert [one.activity_id for one in made] == [plan.keys["1.1"]]


# Versions


def test_a_comparison_tells_what_one_version_leaves_out(plan: Plan) -> None:
    role = plan.do(add_role, "Engineer")
    plan.do(set_role, plan.keys["2"], role)
    fix_cost(plan, n2=50_000, n3=7_000)
    leave(plan, "3")
    kept = plan.do(keep_baseline, plan.project_id, "Approved", kept_minute=1)
    leave(plan, "2")
    plan.do(count_again, [plan.keys["3"]])
    contents = plan.contents
    working = calendar(contents, contents.projects[plan.project_id].calendar_id)
    after = version_of_plan(contents, plan.project_id, plan.schedule())
    compared = compare(version_of_baseline(contents, kept), after, working)
    told = {one.task.number: (one.kind, one.costs) for one in compared.tasks}
    assert told["2"] == ("changed", -50_000)
    assert told["3"] == ("changed", 7_000)
    assert told["1.1"] == ("same", 0)
    assert [task.number for task in after.leaves] == ["1.1", "1.2", "1.3", "3"]
    assert [task.number for task in compared.before.leaves] == ["1.1", "1.2", "1.3", "2"]
    # Two days of work of one engineer went.
    assert (compared.before.work, after.work) == (2 * DAY, 0)
    assert after.loads == {}
    # Only what counts again has to be decided.
    assert [task.number for task in first_changed(compared)] == ["3"]


def test_nothing_that_is_left_out_is_critical_in_a_version(plan: Plan) -> None:
    plan.do(set_deadline, plan.keys["2"], MONDAY + 60)
    leave(plan, "2")
    version = version_of_plan(plan.contents, plan.project_id, plan.schedule())
    assert version.tasks[plan.keys["2"]].total_float is not None
    assert "2" not in {task.number for task in [*version.critical, *version.near]}


def test_an_older_plan_counts_everything(plan: Plan) -> None:
    assert left_out(Contents(plan.store)) == frozenset()
