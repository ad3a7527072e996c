"""What each cell of the outline table shows."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from leadbench.analysis.inputs import ConstraintKind
from leadbench.desktop.screens.milestones.chances import share_text
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.plan.elapsed import format_span
from leadbench.plan.money import format_money_exact
from leadbench.plan.notation import format_link, format_money, format_predecessors
from leadbench.plan.restrictions import AT_FINISH, BY_HAND, UNDATED, WORDS

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.rows import Line, PlanRows
    from leadbench.plan.notation import WorkingTime

DONE_FLOAT: Final = "–"
"""Shown as the float of a task that is done."""
BREAK: Final = "\u21b5"
"""Stands for the end of a line in a cell."""
HELD_BY: Final = " · "
"""Between a role and the person who holds it."""
STAGES: Final = {"mvp": "MVP", "growth": "Growth", "maturity": "Maturity"}


def _project(rows: "PlanRows") -> "WorkingTime":
    project = rows.document.project
    assert project is not None
    return project


def _days(rows: "PlanRows", line: "Line") -> str:
    if line.is_milestone or (line.start is None and line.is_summary):
        return ""
    if rows.document.contents.activities[line.key].elapsed and not line.is_summary:
        return format_span(line.duration, _project(rows), elapsed=True)
    return rows.days_text(line.duration)


def _start(rows: "PlanRows", line: "Line") -> str:
    return "" if line.start is None or line.is_milestone else rows.date_text(line.start)


def _finish(rows: "PlanRows", line: "Line") -> str:
    return "" if line.finish is None else rows.date_text(line.finish, finish=True)


def _float(rows: "PlanRows", line: "Line") -> str:
    if line.done:
        return "" if line.is_summary else DONE_FLOAT
    return "" if line.float_minutes is None else rows.days_text(line.float_minutes)


def _free(rows: "PlanRows", line: "Line") -> str:
    if line.done and not line.is_summary:
        return DONE_FLOAT
    minutes = rows.figures.free_float(line)
    return "" if minutes is None else rows.days_text(minutes)


def _own(rows: "PlanRows", line: "Line") -> str:
    if line.done and not line.is_summary:
        return DONE_FLOAT
    minutes = rows.figures.own_float(line)
    return "" if minutes is None else rows.days_text(minutes)


def holder(role: str, person: str) -> str:
    """Return a role as a cell names it, with the person who holds it if one is known."""
    return f"{role}{HELD_BY}{person}" if person else role


def _role(rows: "PlanRows", line: "Line") -> str:
    contents = rows.document.contents
    role = contents.role_of(line.key)
    if role is None:
        return ""
    for row in contents.assignments_of(line.key):
        if row.role_id == role.id and row.person_id is not None:
            return holder(role.name, contents.people[row.person_id].name)
    return role.name


def _team(rows: "PlanRows", line: "Line") -> str:
    role = rows.document.contents.role_of(line.key)
    return "" if role is None else role.team


def _predecessors(rows: "PlanRows", line: "Line") -> str:
    links = rows.document.contents.links_to(line.key)
    if not links or rows.outline is None:
        return ""
    return format_predecessors(links, rows.outline, _project(rows))


def _successors(rows: "PlanRows", line: "Line") -> str:
    links = rows.document.contents.links_from(line.key)
    outline, project = rows.outline, _project(rows)
    if not links or outline is None:
        return ""
    return ", ".join(format_link(link, outline, project, link.successor_id) for link in links)


def _percent(rows: "PlanRows", line: "Line") -> str:
    if line.is_milestone and not line.done:
        return ""
    return f"{rows.figures.percent(line)}%"


def _remaining(rows: "PlanRows", line: "Line") -> str:
    minutes = rows.figures.remaining(line)
    if minutes is None:
        return ""
    elapsed = bool(rows.document.contents.activities[line.key].elapsed) and minutes
    project = _project(rows)
    return format_span(minutes, project, elapsed=True) if elapsed else rows.days_text(minutes)


def _deadline(rows: "PlanRows", line: "Line") -> str:
    minute = rows.document.contents.activities[line.key].deadline_minute
    return "" if minute is None else rows.date_text(minute, finish=True)


def _constraint(rows: "PlanRows", line: "Line") -> str:
    activity = rows.document.contents.activities[line.key]
    if activity.pinned_start_minute is not None:
        return f"{BY_HAND} {rows.date_text(activity.pinned_start_minute)}"
    kind = ConstraintKind(activity.constraint_kind)
    if kind == ConstraintKind.AS_LATE_AS_POSSIBLE:
        return WORDS[kind]
    if kind in UNDATED or activity.constraint_minute is None:
        return ""
    day = rows.date_text(activity.constraint_minute, finish=kind in AT_FINISH)
    return f"{WORDS[kind]} {day}"


def _calendar(rows: "PlanRows", line: "Line") -> str:
    contents, project = rows.document.contents, rows.document.project
    assert project is not None
    if line.is_summary:
        return ""
    own = contents.activities[line.key].calendar_id
    return contents.calendars[project.calendar_id if own is None else own].name


def _kept_start(rows: "PlanRows", line: "Line") -> str:
    kept = rows.baseline(line.key)
    return "" if kept is None or line.is_milestone else rows.date_text(kept.start_minute)


def _kept_finish(rows: "PlanRows", line: "Line") -> str:
    kept = rows.baseline(line.key)
    return "" if kept is None else rows.date_text(kept.finish_minute, finish=True)


def _slip(rows: "PlanRows", line: "Line") -> str:
    slip = rows.figures.slip(line)
    if slip is None:
        return ""
    return ("+" if slip > 0 else "") + rows.days_text(slip)


def _stage(rows: "PlanRows", line: "Line") -> str:
    contents = rows.document.contents
    stage = contents.activities[line.key].stage_id
    return "" if stage is None else STAGES[str(contents.stages[stage].kind)]


def _wbs(rows: "PlanRows", line: "Line") -> str:
    return rows.document.contents.activities[line.key].wbs


def _notes(rows: "PlanRows", line: "Line") -> str:
    return rows.document.contents.activities[line.key].notes.replace("\n", BREAK)


def _work(rows: "PlanRows", line: "Line") -> str:
    work = rows.figures.cost(line).work
    return rows.days_text(work) if work else ""


def _cost(rows: "PlanRows", line: "Line") -> str:
    cents = rows.figures.cost(line).cents
    portfolio = rows.document.contents.portfolio.values()
    return "" if cents is None else format_money(cents, next(iter(portfolio)).currency)


def _fixed_cost(rows: "PlanRows", line: "Line") -> str:
    # Every cent, since what is copied from a cell is read back.
    cents = rows.document.contents.activities[line.key].fixed_cost_cents
    portfolio = rows.document.contents.portfolio.values()
    return "" if cents is None else format_money_exact(cents, next(iter(portfolio)).currency)


def _criticality(rows: "PlanRows", line: "Line") -> str:
    if line.done and not line.is_summary:
        return DONE_FLOAT
    share = rows.chances.criticality(line.key)
    return "" if share is None else share_text(share)


def _forecast(rows: "PlanRows", line: "Line", column: Column) -> str:
    if line.done and not line.is_summary:
        return DONE_FLOAT
    found = rows.chances.of(line.key)
    if found is None:
        return ""
    minute = found.finish_p50 if column == Column.P50 else found.finish_p80
    return rows.date_text(minute, finish=True)


WRITERS: Final[Mapping[Column, "Callable[[PlanRows, Line], str]"]] = {
    Column.NUMBER: lambda _, line: line.number,
    Column.NAME: lambda _, line: line.name,
    Column.DAYS: _days,
    Column.START: _start,
    Column.FINISH: _finish,
    Column.FLOAT: _float,
    Column.ROLE: _role,
    Column.PREDECESSORS: _predecessors,
    Column.SUCCESSORS: _successors,
    Column.FREE_FLOAT: _free,
    Column.OWN_FLOAT: _own,
    Column.PERCENT: _percent,
    Column.REMAINING: _remaining,
    Column.DEADLINE: _deadline,
    Column.CONSTRAINT: _constraint,
    Column.CALENDAR: _calendar,
    Column.KEPT_START: _kept_start,
    Column.KEPT_FINISH: _kept_finish,
    Column.SLIP: _slip,
    Column.STAGE: _stage,
    Column.TEAM: _team,
    Column.WBS: _wbs,
    Column.NOTES: _notes,
    Column.WORK: _work,
    Column.COST: _cost,
    Column.FIXED_COST: _fixed_cost,
    Column.CRITICALITY: _criticality,
    Column.P50: lambda rows, line: _forecast(rows, line, Column.P50),
    Column.P80: lambda rows, line: _forecast(rows, line, Column.P80),
}
"""Makes the text of a cell, by column."""
