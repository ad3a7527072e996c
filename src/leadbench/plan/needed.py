"""What a scenario asks for beyond the plan: a decision in time, people, money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leadbench.plan.comparing import Comparison, TaskDifference, TaskVersion
from leadbench.plan.for_analysis import FIXED
from leadbench.plan.tables import ActivityKind


@dataclass(frozen=True, slots=True)
class Overbooked:
    """A role of which a month's tasks take more than is planned; both in percent of full time."""

    role: str
    month: date
    needed: int
    planned: int


def first_changed(compared: Comparison) -> list[TaskVersion]:
    """Return the open tasks that are not as they were, the earliest first.

    That is what was added or counts again, takes longer or shorter, costs other money, or has other
    people; a task that only comes at another time is none of it.
    """
    found = [one.after for one in compared.tasks if one.after is not None and _is_other(one)]
    return sorted(found, key=lambda task: task.start)


def _is_other(one: TaskDifference) -> bool:
    before, after = one.before, one.after
    if after is None or after.total_float is None or after.kind == ActivityKind.SUMMARY:
        return False
    if after.left_out:
        return False
    return (
        before is None
        or before.left_out
        or one.longer != 0
        or after.work != before.work
        or after.fixed != before.fixed
        or after.roles != before.roles
    )


def overbooked(compared: Comparison, since: date) -> list[Overbooked]:
    """Return, from a day on, where tasks take more of a role than is planned, and more than before.

    A role that is planned for no month at all says nothing about what it can do.
    """
    before, after = compared.before, compared.after
    found = []
    for role, months in after.loads.items():
        planned = after.planned.get(role)
        if planned is None:
            continue
        was, had = before.loads.get(role, {}), before.planned.get(role, {})
        for month, needed in months.items():
            over = needed - planned.get(month, 0)
            earlier = was.get(month, 0) - had.get(month, 0)
            if month >= since.replace(day=1) and over > max(0, earlier):
                found.append(Overbooked(role, month, needed, planned.get(month, 0)))
    return sorted(found, key=lambda one: (one.month, one.role))


def money(compared: Comparison, most: int) -> list[tuple[str, int]]:
    """Return by how many cents each part of the budget is larger, where that is known.

    The fixed costs of tasks are told by task, of more than ``most`` tasks as one sum.
    """
    before, after = compared.before.categories, compared.after.categories
    found = [
        (name, after.get(name, 0) - before.get(name, 0))
        for name in dict.fromkeys((*before, *after))
        if after.get(name, 0) != before.get(name, 0)
    ]
    by_task = list(_fixed(compared))
    told = sum(cents for _, cents in by_task) == dict(found).get(
        FIXED, 0
    )  # summaries have some too
    if told and len(by_task) <= most:
        found = [line for line in found if line[0] != FIXED] + by_task
    return found


def _fixed(compared: Comparison) -> Iterator[tuple[str, int]]:
    for one in compared.tasks:
        if one.task.kind == ActivityKind.SUMMARY:
            continue
        was, now = ((each and each.fixed) or 0 for each in (one.before, one.after))
        if was != now:
            yield f"{one.task.number} {one.task.name}", now - was
