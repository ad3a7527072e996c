"""In words: where the money of a version goes, and what a scenario needs to become true."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leadbench.analysis.calendars import to_date
from leadbench.desktop.screens.compare.words import CompareWords, tone_of
from leadbench.plan.needed import first_changed, money, overbooked
from leadbench.plan.notation import format_date, format_month

if TYPE_CHECKING:
    from leadbench.desktop.screens.compare.chances import Chances
    from leadbench.plan.comparing import Comparison, TaskVersion

_TASKS: Final = 3
_ROLES: Final = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A difference of money: what, how much, and the color token of that."""

    name: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do or to mind; ``warns`` where it stands in the way."""

    words: str
    warns: bool = False


def money_lines(
    compared: "Comparison", words: CompareWords, chances: "Chances | None"
) -> list[Amount]:
    """Return the parts of the difference in cost, their sum, and what lateness adds to it."""
    if compared.cost is None:
        return []
    lines = [
        Amount(name, words.difference(cents), "text") for name, cents in money(compared, _TASKS)
    ]
    if not compared.after.categories or not compared.before.categories:
        lines = _on_tasks(compared, words)
    lines.append(Amount("Estimate", words.difference(compared.cost), tone_of(compared.cost)))
    if chances is not None:
        before, after = (result.cost_at(0.8) for result in chances.results)
        if before is not None and after is not None:
            more = (after - before) - compared.cost
            way = "More" if more > 0 else "Less"
            what = "lateness" if words.project.late_day_cents is not None else "uncertainty"
            lines.append(Amount(f"{way} {what} at P80", words.difference(more), tone_of(more)))
    return [line for line in lines if line.words != words.difference(0)]


def _on_tasks(compared: "Comparison", words: CompareWords) -> list[Amount]:
    """Return what is known beside a baseline, which keeps no categories."""
    one, other = compared.before, compared.after
    if one.cost_on_tasks is None or other.cost_on_tasks is None or compared.cost is None:
        return []
    tasks = other.cost_on_tasks - one.cost_on_tasks
    return [
        Amount("On tasks", words.difference(tasks), "text"),
        Amount("Not on a task", words.difference(compared.cost - tasks), "text"),
    ]


def needs(compared: "Comparison", words: CompareWords, conflicts: int) -> list[Need]:
    """Return what has to happen for the second version to come true, the most urgent first."""
    project, after = words.project, compared.after
    status = project.status_minute or project.start_minute
    changed = first_changed(compared)
    found = [Need(text) for text in _starts(changed, words, status)]
    if conflicts:
        one = "1 value is" if conflicts == 1 else f"{conflicts} values are"
        found.append(Need(f"{one} to be chosen below", warns=True))
    crowded = any(task.roles for task in after.tasks.values())
    bare = [task for task in changed if crowded and not task.roles]
    found += [Need(f"Somebody for {_name(task)}", warns=True) for task in bare[:_TASKS]]
    over = overbooked(compared, to_date(status or 0))
    for one_role in over[:_ROLES]:
        month = format_month(one_role.month)
        if one_role.month.year != words.year:
            month = f"{month} {one_role.month.year}"
        found.append(
            Need(
                f"{one_role.role} at {one_role.needed}% in {month}, {one_role.planned}% planned",
                warns=True,
            )
        )
    if len(over) > _ROLES:
        more = len(over) - _ROLES
        months = "month" if more == 1 else "months"
        found.append(Need(f"and {more} more {months} beyond the plan", warns=True))
    approved = project.approved_budget_cents
    if approved is not None and after.cost is not None and after.cost > approved and compared.cost:
        found.append(
            Need(
                f"{words.money(after.cost - approved)} beyond the approved {words.money(approved)}",
                warns=True,
            )
        )
    return found


def _starts(changed: "list[TaskVersion]", words: CompareWords, status: int) -> list[str]:
    if not changed:
        return []
    first = changed[0]
    if first.start <= status:
        found = [f"Decide now: {first.number} is under way"]
    else:
        found = [f"Decide by {words.day(words.working.previous_finish(first.start))}"]
    for task in changed[:_TASKS]:
        if task.start > status:
            day = words.day(task.finish) if task.duration == 0 else _first_day(task, words)
            what = "is due" if task.kind == "milestone" else "starts"
            found.append(f"{_name(task)} {what} on {day}")
    if len(changed) > _TASKS:
        rest = len(changed) - _TASKS
        found.append(
            "and 1 more task that differs" if rest == 1 else f"and {rest} more that differ"
        )
    return found


def _first_day(task: "TaskVersion", words: CompareWords) -> str:
    return format_date(to_date(task.start), words.year)


def _name(task: "TaskVersion") -> str:
    return f"{task.number} {task.name}"
