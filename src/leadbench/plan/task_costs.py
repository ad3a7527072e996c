"""The work and the cost of each task, and what of the budget belongs to no task.

Two things are planned in two places: who works on a task (assignments), and how many people the
project pays by month (headcount). The budget counts what is paid. A task costs what its assigned
roles cost while it runs, its fixed cost, and the budget lines that name it; the budget counts these
too. The rest of the budget, people and budget lines without a task, is told apart, so that the
parts add up to its total.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from leadbench.analysis.assigned_cost import NOTHING, AssignedCost, Share, assigned_cost
from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.critical_path import Schedule
from leadbench.plan.contents import Contents
from leadbench.plan.for_analysis import budget, calendar
from leadbench.plan.left_out import left_out
from leadbench.plan.outline import Outline
from leadbench.plan.tables import ActivityKind, Assignment, CostItem, Responsibility

_WORKING = frozenset({Responsibility.ACCOUNTABLE.value, Responsibility.RESPONSIBLE.value})


@dataclass(frozen=True, slots=True)
class TaskCosts:
    """Work and cost of a project.

    Attributes
    ----------
    by_task
        By activity key; a summary has the sum of what is below it, and its own costs. What is left
        out of the plan takes no work and costs nothing.
    on_tasks
        Cents of all tasks together; None while no assigned role has a rate and nothing else is
        said.
    total
        Cents of the whole budget; None while nothing is planned.
    categories
        Cents of the whole budget by category.
    """

    by_task: Mapping[int, AssignedCost]
    on_tasks: int | None
    total: int | None
    categories: Mapping[str, int]


NEEDED = ("headcounts", "cost_items", "cost_amounts", "sizingsheet", "component", "flow")
"""The attributes of ``Contents`` that are read besides those of a network."""


def shares_of(contents: Contents, key: int) -> tuple[Share, ...]:
    """Return what a task takes of the roles that work on it."""
    return tuple(
        Share(row.allocation_percent, contents.roles[row.role_id].month_rate_cents)
        for row in working_on(contents, key)
    )


def working_on(contents: Contents, key: int) -> list[Assignment]:
    """Return the assignments of the roles that work on a task, and do not only hear of it."""
    return [row for row in contents.assignments_of(key) if row.responsibility in _WORKING]


def task_costs(contents: Contents, project_id: int, dates: Schedule) -> TaskCosts:
    """Return the work and the cost of each task by its assignments, dates and the roles' rates."""
    working = calendar(contents, contents.projects[project_id].calendar_id)
    rows, out = Outline(contents, project_id).rows, left_out(contents)
    found: dict[int, AssignedCost] = {}
    for line in reversed(rows):  # what is below a summary comes before it
        if line.key in out:
            found[line.key] = NOTHING
            continue
        own = found.get(line.key, NOTHING) + besides_people(contents, line.key)
        activity = contents.activities[line.key]
        if activity.kind == ActivityKind.WORK and not line.has_children:
            own += _labor(contents, line.key, dates, working)
        found[line.key] = own
        if line.parent is not None:
            found[line.parent] = found.get(line.parent, NOTHING) + own
    top = sum((found[line.key] for line in rows if line.depth == 0), NOTHING)
    planned = budget(contents, project_id, dates)
    categories = {name: planned.of_category(name) for name in planned.categories}
    return TaskCosts(found, top.cents, planned.total if categories else None, categories)


def lines_for(contents: Contents, key: int) -> tuple[CostItem, ...]:
    """Return the budget lines that pay for an activity."""
    return contents.of(CostItem, "activity_id", key)


def besides_people(contents: Contents, key: int) -> AssignedCost:
    """Return fixed cost and budget lines of an activity itself, without what is below it."""
    fixed, lines = contents.activities[key].fixed_cost_cents, lines_for(contents, key)
    if fixed is None and not lines:
        return NOTHING
    paid = sum(
        amount.amount_cents for line in lines for amount in contents.amounts_of(line.id or 0)
    )
    return AssignedCost(0, None, fixed, paid if lines else None)


def _labor(contents: Contents, key: int, dates: Schedule, working: WorkCalendar) -> AssignedCost:
    at = dates.row(key)
    return assigned_cost(shares_of(contents, key), at.start, at.finish, at.duration, working)
