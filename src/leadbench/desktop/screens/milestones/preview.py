"""The dates as they would be: schedules of a changed copy of the network, and their effect."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from leadbench.analysis.inputs import Activity, ConstraintKind, Link, LinkType
from leadbench.desktop.screens.milestones import progress
from leadbench.desktop.screens.milestones.cell_dates import moved_by_hand
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.errors import LeadbenchError, LoopRefused
from leadbench.plan.notation import format_duration
from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule


def with_duration(rows: PlanRows, key: int, minutes: int) -> "Schedule | None":
    """Return all dates if an activity took ``minutes`` of work, or None when there are none."""
    from leadbench.analysis.states import remaining

    planned = rows.document.outlook
    if planned is None:
        return None
    longer = minutes - int(planned.schedule.duration[planned.schedule.index[key]])

    def changed(activity: Activity) -> Activity:
        if activity.actual_start is None:
            return replace(activity, duration=minutes, pinned_finish=None)
        begun = replace(activity, remaining=max(0, remaining(activity) + longer))
        # Without a data date, what is done of it follows from its duration.
        return begun if planned.network.status is not None else replace(begun, duration=minutes)

    return _with(rows, {key}, changed)


def with_start(rows: PlanRows, key: int, minute: int | None) -> "Schedule | None":
    """Return all dates if an activity started no earlier than ``minute``; None frees it.

    One whose dates were set by hand starts just then.
    """
    if minute is None or rows.document.contents.activities[key].pinned_start_minute is None:
        return with_starts(rows, {key: minute})
    calendar = rows.figures.calendar(key)
    assert calendar is not None  # there are dates to change
    start, finish = moved_by_hand(rows, key, minute, calendar)
    return _with(rows, {key}, lambda one: replace(one, pinned_start=start, pinned_finish=finish))


def with_starts(rows: PlanRows, starts: Mapping[int, int | None]) -> "Schedule | None":
    """Return all dates if several activities started no earlier than that; None frees one."""

    def changed(activity: Activity) -> Activity:
        minute = starts[activity.key]
        free, held = ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.START_NO_EARLIER
        kind = free if minute is None else held
        unpinned = replace(activity, pinned_start=None, pinned_finish=None)
        return replace(unpinned, constraint=kind, constraint_at=minute)

    return _with(rows, starts, changed)


def with_progress(rows: PlanRows, key: int, percent: int) -> "Schedule | None":
    """Return all dates if so much of a task were recorded as done."""
    return _with(rows, {key}, lambda one: progress.as_recorded(rows, one, percent))


def earliest(rows: PlanRows, key: int) -> int | None:
    """Return where a task lies that nothing but its links holds; None for dates set by hand."""
    if rows.document.contents.activities[key].pinned_start_minute is not None:
        return None
    free = with_start(rows, key, None)
    return rows.line_of(key).start if free is None else int(free.start[free.index[key]])


def with_link(
    rows: PlanRows, predecessor: int, successor: int, kind: LinkType
) -> "tuple[Schedule | None, str]":
    """Return all dates if one task waited for another, or None and why they cannot be linked."""
    from leadbench.analysis.critical_path import schedule

    network, planned = rows.document.network, rows.document.outlook
    if network is None or planned is None:
        return None, ""
    link = Link(predecessor, successor, kind)
    try:
        return schedule(replace(network, links=(*network.links, link))), ""
    except LoopRefused:
        return None, "this would make a loop"
    except LeadbenchError as refusal:
        return None, str(refusal).removesuffix(" Nothing was changed.")


def _with(
    rows: PlanRows, keys: Collection[int], changed: Callable[[Activity], Activity]
) -> "Schedule | None":
    from leadbench.analysis.critical_path import schedule

    network, planned = rows.document.network, rows.document.outlook
    if network is None or planned is None:
        return None
    activities = tuple(
        changed(activity) if activity.key in keys else activity for activity in network.activities
    )
    try:
        return schedule(replace(network, activities=activities), planned.schedule.structure)
    except LeadbenchError:
        return None


def goal(rows: PlanRows, dates: "Schedule") -> tuple[str, int]:
    """Return the name and the finish of what the project works toward: its last gate or its end."""
    contents = rows.document.contents
    gates = [
        key
        for key in contents.keys_by("activities", "gate").get(True, ())
        if key in dates.index
        and contents.activities[key].kind == ActivityKind.MILESTONE
        and contents.activities[key].active
    ]
    if gates:
        last = max(gates, key=lambda key: int(dates.finish[dates.index[key]]))
        return contents.activities[last].name, int(dates.finish[dates.index[last]])
    return "Finish", dates.project_finish


def effect(rows: PlanRows, key: int, dates: "Schedule") -> str:
    """Return in words what a change does: finish and float of the activity, and the project."""
    planned, network, project = rows.document.outlook, rows.document.network, rows.document.project
    assert planned is not None
    assert network is not None
    assert project is not None
    row = dates.row(key)
    first = rows.date_text(row.start)
    last = rows.date_text(row.finish, finish=True)
    parts = [f"{first} to {last}, {format_duration(row.duration, project)}"]
    if rows.document.contents.activities[key].kind == ActivityKind.MILESTONE:
        parts = [last]
    if not row.done:
        out = key in rows.left_out
        parts.append("left out" if out else f"{format_duration(row.total_float, project)} float")
    name, finish = goal(rows, dates)
    _, before = goal(rows, planned.schedule)
    moved = network.calendars[network.calendar].between(before, finish)
    sign = "+" if moved > 0 else ""
    parts.append(
        f"{name} {sign}{format_duration(moved, project)}" if moved else f"{name} unchanged"
    )
    return " · ".join(parts)
