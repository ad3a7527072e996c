"""Two versions of a project, task by task; differences are counted by hand."""

from dataclasses import replace
from datetime import date

from leadbench.plan.comparing import Comparison, compare, version_of_baseline, version_of_plan
from leadbench.plan.edits.activities import rename, set_duration
from leadbench.plan.edits.baselines import keep_baseline
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import add_activity, delete_activities
from leadbench.plan.for_analysis import FIXED, calendar
from leadbench.plan.needed import Overbooked, money, overbooked
from tests.plan.plans import DAY, Plan


def with_baseline(plan: Plan, kept: int) -> Comparison:
    contents = plan.contents
    project = contents.projects[plan.project_id]
    return compare(
        version_of_baseline(contents, kept),
        version_of_plan(contents, plan.project_id, plan.schedule()),
        calendar(contents, project.calendar_id),
    )


def keep(plan: Plan) -> int:
    key: int = plan.do(keep_baseline, plan.project_id, "Approved", kept_minute=1)
    return key


def test_what_is_kept_and_not_changed_is_the_same(plan: Plan) -> None:
    compared = with_baseline(plan, keep(plan))
    assert [one.kind for one in compared.tasks] == ["same"] * 6
    assert compared.changed == []
    assert (compared.finish, compared.cost) == (0, None)


def test_longer_later_and_less_float(plan: Plan) -> None:
    plan.do(link, plan.keys["2"], plan.keys["3"])  # 2 and 3 take two days each, one after the other
    kept = keep(plan)
    plan.do(set_duration, plan.keys["2"], 5 * DAY)
    compared = with_baseline(plan, kept)
    found = {one.task.number: one for one in compared.tasks}
    assert (found["2"].longer, found["2"].started, found["2"].moved) == (3 * DAY, 0, 3 * DAY)
    assert (found["3"].longer, found["3"].started, found["3"].moved) == (0, 3 * DAY, 3 * DAY)
    # The tasks that wait for nothing gain the three days by which the project ends later.
    assert (found["1.1"].moved, found["1.1"].floats) == (0, 3 * DAY)
    assert compared.finish == 3 * DAY
    assert [task.number for task in compared.before.critical] == ["2", "3"]


def test_added_removed_and_renamed(plan: Plan) -> None:
    kept = keep(plan)
    plan.do(delete_activities, [plan.keys["2"]])
    plan.do(add_activity, plan.project_id, "Pilot")
    plan.do(rename, plan.keys["1.1"], "Export twice")
    compared = with_baseline(plan, kept)
    kinds = [(one.task.number, one.task.name, one.kind) for one in compared.changed]
    assert kinds == [
        ("1.1", "Export twice", "changed"),
        ("2", "Train", "removed"),
        ("3", "Pilot", "added"),
    ]


def test_a_key_that_each_side_gave_to_its_own_task_is_two_tasks(plan: Plan) -> None:
    contents = plan.contents
    version = version_of_plan(contents, plan.project_id, plan.schedule())
    working = calendar(contents, contents.projects[plan.project_id].calendar_id)
    compared = compare(version, version, working, apart={plan.keys["3"]})
    assert [one.kind for one in compared.changed] == ["added", "removed"]


def test_numbers_sort_as_numbers(plan: Plan) -> None:
    for place in range(8):
        plan.do(add_activity, plan.project_id, f"Task {place}")
    kept = keep(plan)
    last = plan.do(add_activity, plan.project_id, "Last")
    plan.do(delete_activities, [plan.keys["2"]])
    compared = with_baseline(plan, kept)
    numbers = [one.task.number for one in compared.tasks if "." not in one.task.number]
    assert numbers == sorted(numbers, key=int)
    assert compared.tasks[-1].key == last or compared.tasks[-2].key == last


MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def test_people_are_short_where_the_tasks_take_more_than_planned_and_than_before(
    plan: Plan,
) -> None:
    version = with_baseline(plan, keep(plan)).after
    planned = {"Lead": {MARCH: 100, APRIL: 100, MAY: 100}}
    before = replace(version, planned=planned, loads={"Lead": {MARCH: 90, APRIL: 130, MAY: 140}})
    loads = {
        "Lead": {MARCH: 120, APRIL: 130, MAY: 141},
        "Nobody plans": {APRIL: 500},  # says nothing about what it can do
    }
    after = replace(version, planned=planned, loads=loads)
    contents = plan.contents
    working = calendar(contents, contents.projects[plan.project_id].calendar_id)
    compared = compare(before, after, working)
    assert overbooked(compared, date(2026, 4, 16)) == [Overbooked("Lead", MAY, 141, 100)]
    assert overbooked(compared, MARCH)[0] == Overbooked("Lead", MARCH, 120, 100)


def test_money_is_told_by_category_and_fixed_costs_by_task_while_these_are_few(plan: Plan) -> None:
    version = with_baseline(plan, keep(plan)).after
    key, other = plan.keys["2"], plan.keys["3"]
    paid = {
        key: replace(version.tasks[key], fixed=700),
        other: replace(version.tasks[other], fixed=300),
    }
    before = replace(version, categories={"People": 5_000, "Tools": 800})
    after = replace(
        version,
        tasks={**version.tasks, **paid},
        categories={"People": 4_000, "Tools": 800, FIXED: 1_000},
    )
    contents = plan.contents
    working = calendar(contents, contents.projects[plan.project_id].calendar_id)
    compared = compare(before, after, working)
    assert money(compared, 3) == [("People", -1_000), ("2 Train", 700), ("3 Serve", 300)]
    assert money(compared, 1) == [("People", -1_000), (FIXED, 1_000)]
