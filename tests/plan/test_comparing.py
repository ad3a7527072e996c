"""Two versions of a project, task by task; differences are counted by hand."""

from leadbench.plan.comparing import Comparison, compare, version_of_baseline, version_of_plan
from leadbench.plan.edits.activities import rename, set_duration
from leadbench.plan.edits.baselines import keep_baseline
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import add_activity, delete_activities
from leadbench.plan.for_analysis import calendar
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
