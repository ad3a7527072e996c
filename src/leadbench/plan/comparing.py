"""Two versions of a project side by side: the plan, a scenario of it, or a baseline.

A version is frozen values, so it makes no difference what it was read from. Differences of dates
are working minutes of the project's calendar, later and more above zero.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.role_loads import Stint, role_loads
from leadbench.plan.contents import Contents
from leadbench.plan.for_analysis import calendar, staff
from leadbench.plan.left_out import left_out
from leadbench.plan.outline import Outline
from leadbench.plan.tables import ActivityKind
from leadbench.plan.task_costs import task_costs, working_on


@dataclass(frozen=True, slots=True)
class TaskVersion:
    """One task as a version has it.

    Attributes
    ----------
    start, finish
        Instants.
    duration, total_float, work
        Minutes; the float is None when the task is done.
    cost, fixed
        Cents, and of them what the task costs besides its people; None where unknown.
    roles
        Names of the roles that work on it; none where unknown.
    left_out
        Whether it does not count: then it is never critical, and takes no work.
    """

    number: str
    name: str
    kind: str
    start: int
    finish: int
    duration: int
    total_float: int | None
    work: int
    cost: int | None
    fixed: int | None = None
    roles: tuple[str, ...] = ()
    left_out: bool = False


@dataclass(frozen=True)
class Version:
    """A project as it is, might be, or was.

    Attributes
    ----------
    name
        What a person calls it: "Plan", or the name of a scenario or a baseline.
    tasks
        By key, in outline order.
    finish
        Instant of the project's finish.
    cost, cost_on_tasks
        Cents of the whole budget, and of it what belongs to tasks; None where unknown.
    critical_float, near_float
        Total float in minutes up to which a task is critical or close to it.
    categories
        Cents of the budget by category; a baseline has none.
    loads, planned
        Percent of full time by role and month (its first day): what the tasks ask for, and what
        is planned. A baseline has none.
    """

    name: str
    tasks: Mapping[int, TaskVersion]
    finish: int
    cost: int | None
    cost_on_tasks: int | None
    critical_float: int
    near_float: int
    categories: Mapping[str, int] = field(default_factory=dict)
    loads: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    planned: Mapping[str, Mapping[date, int]] = field(default_factory=dict)

    def is_critical(self, task: TaskVersion) -> bool:
        """Whether a task may not slip."""
        known = not task.left_out and task.total_float is not None
        return known and (task.total_float or 0) <= self.critical_float

    def is_near(self, task: TaskVersion) -> bool:
        """Whether a task may slip a little, but not much."""
        return (
            not task.left_out
            and task.total_float is not None
            and self.critical_float < task.total_float <= self.near_float
        )

    @cached_property
    def work(self) -> int:
        """Minutes of work of all tasks."""
        return sum(task.work for task in self.leaves)

    @cached_property
    def leaves(self) -> list[TaskVersion]:
        """The tasks and milestones that count, without summaries."""
        tasks = self.tasks.values()
        return [task for task in tasks if task.kind != ActivityKind.SUMMARY and not task.left_out]

    @cached_property
    def critical(self) -> list[TaskVersion]:
        """The tasks and milestones that may not slip."""
        return [task for task in self.leaves if self.is_critical(task)]

    @cached_property
    def near(self) -> list[TaskVersion]:
        """The tasks and milestones that may slip a little."""
        return [task for task in self.leaves if self.is_near(task)]


@dataclass(frozen=True, slots=True)
class TaskDifference:
    """One task in two versions; one of them may not have it.

    Attributes
    ----------
    before, after
        The task in the first and in the second version.
    moved, started, longer, floats, costs
        By how much finish, start, duration and total float (minutes) and cost (cents) differ;
        0 where one of the two is unknown.
    """

    key: int
    before: TaskVersion | None
    after: TaskVersion | None
    moved: int = 0
    started: int = 0
    longer: int = 0
    floats: int = 0
    costs: int = 0

    @property
    def task(self) -> TaskVersion:
        """The task as it is after, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def kind(self) -> str:
        """``"added"``, ``"removed"``, ``"changed"`` or ``"same"``."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        figures = (self.moved, self.started, self.longer, self.floats, self.costs)
        if any(figures) or self.before.name != self.after.name:
            return "changed"
        if self.before.left_out != self.after.left_out:
            return "changed"
        if (self.before.total_float is None) != (self.after.total_float is None):
            return "changed"
        return "same"


@dataclass(frozen=True)
class Comparison:
    """Two versions, and each task that one of them has, in the order of the outlines."""

    before: Version
    after: Version
    tasks: tuple[TaskDifference, ...]
    finish: int
    """Working minutes by which the project ends later."""

    @property
    def cost(self) -> int | None:
        """Cents by which the whole budget is larger; None where one of the two is unknown."""
        if self.before.cost is None or self.after.cost is None:
            return None
        return self.after.cost - self.before.cost

    @cached_property
    def changed(self) -> list[TaskDifference]:
        """The tasks that are not the same in both."""
        return [task for task in self.tasks if task.kind != "same"]

    @cached_property
    def differing(self) -> list[TaskDifference]:
        """What is not the same, without the summaries that only follow what is below them."""
        above: set[str] = set()
        for one in self.changed:
            number = one.task.number.rpartition(".")[0]
            while number:
                above.add(number)
                number = number.rpartition(".")[0]
        return [
            one
            for one in self.changed
            if one.before is None
            or one.after is None
            or one.task.kind != ActivityKind.SUMMARY
            or one.before.name != one.after.name
            or one.task.number not in above
        ]


def version_of_plan(
    contents: Contents, project_id: int, dates: Schedule, name: str = "Plan"
) -> Version:
    """Return a project as a plan or a scenario has it now."""
    costs = task_costs(contents, project_id, dates)
    out = left_out(contents)
    tasks: dict[int, TaskVersion] = {}
    stints: list[Stint] = []
    for line in Outline(contents, project_id).rows:
        activity = contents.activities[line.key]
        at, cost = dates.row(line.key), costs.by_task[line.key]
        nobody = line.has_children or line.key in out
        on_it = [] if nobody else working_on(contents, line.key)
        names = [contents.roles[row.role_id].name for row in on_it]
        stints += (
            Stint(role, row.allocation_percent, at.start, at.finish)
            for role, row in zip(names, on_it, strict=True)
        )
        tasks[line.key] = TaskVersion(
            line.number,
            activity.name,
            str(activity.kind),
            at.start,
            at.finish,
            at.duration,
            None if at.done else at.total_float,
            cost.work,
            cost.cents,
            cost.fixed,
            tuple(dict.fromkeys(names)),
            line.key in out,
        )
    planned: dict[str, dict[date, int]] = {}
    for month in staff(contents, project_id):
        own = planned.setdefault(month.role, {})
        own[month.month] = own.get(month.month, 0) + month.percent
    return Version(
        name,
        tasks,
        dates.project_finish,
        costs.total,
        costs.on_tasks,
        *_thresholds(contents, project_id),
        costs.categories,
        role_loads(stints, calendar(contents, contents.projects[project_id].calendar_id)),
        planned,
    )


def version_of_baseline(contents: Contents, baseline_id: int) -> Version:
    """Return a project as a baseline kept it.

    A task that is deleted by now has a key below zero; what it is of kind is then unknown, and it
    counts as a task.
    """
    baseline = contents.baselines[baseline_id]
    keys = contents.keys_by("baseline_activities", "baseline_id").get(baseline_id, ())
    rows = [contents.baseline_activities[key] for key in keys]
    numbers = {row.outline_number for row in rows}
    above = {number.rpartition(".")[0] for number in numbers}
    tasks: dict[int, TaskVersion] = {}
    for row in sorted(rows, key=lambda row: _number(row.outline_number)):
        activity = contents.activities.get(row.activity_id or 0)
        kind = ActivityKind.SUMMARY if row.outline_number in above else ActivityKind.WORK
        if activity is not None and kind != ActivityKind.SUMMARY and row.duration_minutes == 0:
            kind = ActivityKind(activity.kind)
        tasks[row.activity_id or -(row.id or 0)] = TaskVersion(
            row.outline_number,
            row.name,
            str(kind),
            row.start_minute,
            row.finish_minute,
            row.duration_minutes,
            row.total_float_minutes,
            row.work_minutes or 0,
            row.cost_cents,
            left_out=bool(row.left_out),
        )
    top = [task.cost for task in tasks.values() if "." not in task.number]
    known = [cost for cost in top if cost is not None]
    return Version(
        baseline.name,
        tasks,
        baseline.finish_minute,
        baseline.cost_cents,
        sum(known) if known else None,
        *_thresholds(contents, baseline.project_id),
    )


def compare(
    before: Version,
    after: Version,
    working: WorkCalendar,
    *,
    apart: Collection[int] = (),
) -> Comparison:
    """Compare two versions task by task.

    Parameters
    ----------
    working
        The project's calendar, in whose time dates are apart.
    apart
        Keys that mean one task in the one version and another in the other, since plan and
        scenario each gave them to what they added.
    """
    found: list[TaskDifference] = []
    seen: set[int] = set()
    for key, task in after.tasks.items():
        earlier = None if key in apart else before.tasks.get(key)
        if earlier is not None:
            seen.add(key)
        found.append(_difference(key, earlier, task, working))
    gone = [key for key in before.tasks if key not in seen]
    found += [_difference(key, before.tasks[key], None, working) for key in gone]
    if gone:
        found.sort(key=lambda one: _number(one.task.number))
    return Comparison(before, after, tuple(found), working.between(before.finish, after.finish))


def _difference(
    key: int, before: TaskVersion | None, after: TaskVersion | None, working: WorkCalendar
) -> TaskDifference:
    if before is None or after is None:
        return TaskDifference(key, before, after)
    return TaskDifference(
        key,
        before,
        after,
        moved=working.between(before.finish, after.finish),
        started=working.between(before.start, after.start),
        longer=after.duration - before.duration,
        floats=_less(after.total_float, before.total_float),
        costs=_less(_counted_cost(after), _counted_cost(before)),
    )


def _counted_cost(task: TaskVersion) -> int | None:
    """Return what a task adds to the cost of its version; nothing while it is left out."""
    return 0 if task.left_out else task.cost


def _less(one: int | None, other: int | None) -> int:
    return 0 if one is None or other is None else one - other


def _number(text: str) -> tuple[int, ...]:
    """Return an outline number in a form that sorts: 2.10 after 2.9."""
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))


def _thresholds(contents: Contents, project_id: int) -> tuple[int, int]:
    project = contents.projects[project_id]
    return (
        project.critical_float_minutes,
        round(project.near_critical_days * project.minutes_per_day),
    )
