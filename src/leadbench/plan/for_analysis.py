"""Reading rows into the frozen values that calculations take."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypedDict

from sqlmodel import SQLModel

from leadbench.analysis import inputs
from leadbench.analysis.budget import Budget
from leadbench.analysis.budget import budget as budget_of
from leadbench.analysis.calendars import WorkCalendar, finish_date, to_date
from leadbench.analysis.critical_path import Schedule
from leadbench.plan.architecture import serving_months
from leadbench.plan.calendar_days import (
    calendar_in,
    calendars,
    has_rules,
    plan_years,
    reach,
    still_reached,
)
from leadbench.plan.contents import Contents
from leadbench.plan.days import minutes_of_days
from leadbench.plan.left_out import left_out
from leadbench.plan.outline import Outline, touched_by
from leadbench.plan.tables import Activity, CostItem, Dependency, Project
from leadbench.plan.work_hours import WorkHours, changed_by
from leadbench.store import Change

_KIND = {choice.value: choice for choice in inputs.ActivityKind}
_CONSTRAINT = {choice.value: choice for choice in inputs.ConstraintKind}
_LINK_TYPE = {choice.value: choice for choice in inputs.LinkType}
_LAG_UNIT = {choice.value: choice for choice in inputs.LagUnit}
_LAG_CALENDAR = {choice.value: choice for choice in inputs.LagCalendar}
_PROGRESS = {choice.value: choice for choice in inputs.ProgressRule}
_CRITICAL = {choice.value: choice for choice in inputs.CriticalRule}
_CALENDAR_TABLES = frozenset(
    {"calendar", "workinginterval", "calendarexception", "exceptioninterval"}
)

NEEDED = (
    "projects",
    "activities",
    "dependencies",
    "calendars",
    "working_intervals",
    "calendar_exceptions",
    "exception_intervals",
    "people",
    "roles",
    "assignments",
)
"""The attributes of ``Contents`` that a network is made of."""


def network(
    contents: Contents,
    project_id: int,
    *,
    before: inputs.Network | None = None,
    change: Change | None = None,
) -> inputs.Network:
    """Return everything that the dates of a project follow from.

    Parameters
    ----------
    contents
        The rows, brought up to date with ``change``.
    before, change
        The network as it was, and the one change since: then only what the change touched is
        converted, which takes a few milliseconds for 10,000 activities.
    """
    if before is not None and change is not None:
        quick = _touched_only(contents, project_id, before, change)
        if quick is not None:
            return quick
    project = contents.projects[project_id]
    rows = contents.activities
    reached = reach(contents, project_id) if has_rules(contents) else None
    years = None if reached is None else reached.years
    hours = WorkHours(contents, project.calendar_id, calendars(contents, years))
    lines = Outline(contents, project_id).rows
    activities = tuple(_activity(rows[line.key], hours) for line in lines)
    return inputs.Network(
        activities=activities,
        links=tuple(_link(row) for row in contents.links_of(project_id)),
        calendars=hours.calendars,
        reach=reached,
        **_settings(project),
    )


class _Settings(TypedDict):
    calendar: int
    start: int
    status: int | None
    near_critical: int
    critical: int
    rules: inputs.Rules
    finish: int | None


def _settings(project: Project) -> _Settings:
    return {
        "calendar": project.calendar_id,
        "start": project.start_minute,
        "status": project.status_minute,
        "near_critical": minutes_of_days(project.near_critical_days, project),
        "critical": project.critical_float_minutes,
        "rules": inputs.Rules(
            lag_calendar=_LAG_CALENDAR[project.lag_calendar],
            progress=_PROGRESS[project.progress_rule],
            critical=_CRITICAL[project.critical_rule],
            before_start=project.leads_before_start,
            dates_over_links=project.dates_over_links,
        ),
        "finish": project.wanted_finish_minute if project.scheduled_from_finish else None,
    }


def _touched_only(
    contents: Contents, project_id: int, before: inputs.Network, change: Change
) -> inputs.Network | None:
    """Return the network after a change that left outline and calendars alone, else None."""
    if change.everything or touched_by(change) or change.tables & _CALENDAR_TABLES:
        return None
    project = contents.projects.get(project_id)
    if project is None or changed_by(change, contents):
        return None
    hours = WorkHours(contents, project.calendar_id, before.calendars)
    if hours.personal and project.calendar_id != before.calendar:
        return None
    touched = [row.key for row in change.rows if row.table == "activity"]
    changed = [key for key in touched if contents.activities[key].project_id == project_id]
    others = {}
    pairs: list[tuple[inputs.Activity, inputs.Activity]] = []
    if changed:
        activities = before.activities
        place_of = {activity.key: place for place, activity in enumerate(activities)}
        if not place_of.keys() >= set(changed):
            return None  # one below a task of another project stands in no outline
        others = {place_of[key]: _activity(contents.activities[key], hours) for key in changed}
        pairs = [(activities[place], other) for place, other in others.items()]
    reached = before.reach
    if reached is not None:
        if change.tables & {"project", "dependency"}:
            reached = reach(contents, project_id)
            if before.reach is None or reached.years != before.reach.years:
                return None
        else:
            reached = still_reached(contents, reached, before.calendars, pairs)
            if reached is None:
                return None
    links = before.links
    if "dependency" in change.tables:
        links = tuple(_link(row) for row in contents.links_of(project_id))
    return before.changed(
        others,
        links=links,
        calendars=hours.calendars if changed else before.calendars,
        reach=reached,
        **_settings(project),
    )


def _places(cls: type[SQLModel], names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a reader of these columns by place: by name it takes three times as long."""
    columns = list(cls.__table__.columns.keys())  # type: ignore[attr-defined]  # set by SQLModel
    return itemgetter(*(columns.index(name) for name in names))


_read_activity = _places(
    Activity,
    [
        "id",
        "name",
        "kind",
        "parent_id",
        "duration_minutes",
        "calendar_id",
        "actual_start_minute",
        "actual_finish_minute",
        "remaining_minutes",
        "percent_complete",
        "constraint_kind",
        "constraint_minute",
        "deadline_minute",
        "pinned_start_minute",
        "pinned_finish_minute",
        "active",
        "elapsed",
        "ignores_people_calendars",
    ],
)
_read_link = _places(
    Dependency,
    ["predecessor_id", "successor_id", "link_type", "lag", "lag_unit", "lag_calendar_id"],
)


def _activity(row: Activity, hours: WorkHours) -> inputs.Activity:
    """Convert a row; the columns read stand in the order of the fields."""
    key, name, kind, parent, duration, own, start, *rest = _read_activity(row)
    finish, remaining, percent, constraint, constraint_at, deadline, *rest = rest
    pinned_start, pinned_finish, active, elapsed, own_only = rest
    if elapsed or hours.personal:
        own = hours.key(key, own, elapsed=elapsed, own_only=own_only)
    return inputs.Activity(
        key,
        name,
        _KIND[kind],
        parent,
        duration,
        own,
        start,
        finish,
        remaining,
        percent,
        _CONSTRAINT[constraint],
        constraint_at,
        deadline,
        pinned_start,
        pinned_finish,
        active,
    )


def _link(row: Dependency) -> inputs.Link:
    predecessor, successor, link_type, lag, unit, own = _read_link(row)
    return inputs.Link(predecessor, successor, _LINK_TYPE[link_type], lag, _LAG_UNIT[unit], own)


def budget(contents: Contents, project_id: int, dates: Schedule | None = None) -> Budget:
    """Return what a project costs by category and month: people first, then its budget lines.

    The servers of the sizing sheet cost what they cost now, in the months that the sheet names.
    The fixed costs of tasks come last.

    Parameters
    ----------
    dates
        When the tasks end, which says in which months their fixed costs fall; without dates these
        fall in the month in which the project starts. The total is the same.
    """
    costs = [
        inputs.MonthCost(item.category, amount.month, amount.amount_cents)
        for item in paid_items(contents, project_id)
        for amount in contents.amounts_of(item.id or 0)
    ]
    costs += [*serving_months(contents, project_id), *fixed_costs(contents, project_id, dates)]
    return budget_of(staff(contents, project_id), costs)


def paid_items(contents: Contents, project_id: int) -> list[CostItem]:
    """Return the budget lines that count: not those that pay for a task that is left out."""
    out = left_out(contents)
    return [row for row in contents.cost_items_of(project_id) if row.activity_id not in out]


FIXED = "Fixed costs of tasks"
"""The category of what tasks cost besides their people."""


def fixed_costs(
    contents: Contents, project_id: int, dates: Schedule | None
) -> list[inputs.MonthCost]:
    """Return the fixed costs of the tasks that count, each in the month in which its task ends."""
    begin = to_date(contents.projects[project_id].start_minute).replace(day=1)
    found, out = [], left_out(contents)
    for row in contents.activities_of(project_id):
        if not row.fixed_cost_cents or row.id is None or row.id in out:
            continue
        month = begin
        if dates is not None and row.id in dates.index:
            month = finish_date(dates.row(row.id).finish).replace(day=1)
        found.append(inputs.MonthCost(FIXED, month, row.fixed_cost_cents))
    return found


def staff(contents: Contents, project_id: int) -> list[inputs.StaffMonth]:
    """Return the planned roles of a project by month; a role without a rate costs nothing yet."""
    found = []
    for planned in contents.headcounts_of(project_id):
        role = contents.roles[planned.role_id]
        rate = role.month_rate_cents or 0
        found.append(inputs.StaffMonth(role.name, planned.month, planned.percent, rate))
    return found


def calendar(contents: Contents, key: int) -> WorkCalendar:
    """Return one calendar, right for every date that a project of the plan can reach."""
    return calendar_in(contents, key, plan_years(contents))


def calendar_of(contents: Contents, project: Project, activity: Activity) -> WorkCalendar:
    """Return the calendar that an activity follows: its own, its people's, or the clock."""
    known = calendars(contents, plan_years(contents))
    hours = WorkHours(contents, project.calendar_id, known)
    own = hours.key(
        activity.id or 0,
        activity.calendar_id,
        elapsed=activity.elapsed,
        own_only=activity.ignores_people_calendars,
    )
    return hours.calendars[project.calendar_id if own is None else own]
