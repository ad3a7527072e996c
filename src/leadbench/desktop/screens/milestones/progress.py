"""Recording that work has begun or ended, on the planned days but never after the data date."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from leadbench.analysis.inputs import Activity
from leadbench.charts.time_scale import DAY
from leadbench.desktop.screens.milestones.cell_dates import undated
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.edits import activities
from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from sqlmodel import Session


def meant(rows: PlanRows, keys: Sequence[int]) -> list[int]:
    """Return the tasks whose progress is meant: of a summary, all the work below it that counts.

    If nothing of it counts, all: then the refusal says why.
    """
    tasks, outline = rows.document.contents.activities, rows.document.outline
    below = dict.fromkeys(each for key in keys for each in (key, *outline.below(key)))
    found = [key for key in below if tasks[key].kind != ActivityKind.SUMMARY]
    return [key for key in found if key not in rows.left_out] or found


def finish(session: "Session", rows: PlanRows, key: int) -> None:
    """Record start and finish: the planned ones, but no day after the data date."""
    activity = rows.document.contents.activities[key]
    start, finish = _dates(rows, key)
    if activity.kind == ActivityKind.MILESTONE:
        activities.set_actual_finish(session, key, finish)
        return
    if activity.actual_start_minute is None:
        activities.set_actual_start(session, key, start)
    else:
        start = activity.actual_start_minute
    activities.set_actual_finish(session, key, max(start, finish))


def set_percent(session: "Session", rows: PlanRows, key: int, percent: int) -> None:
    """Record how much is done; what has not begun begins with it, and 100 % ends it."""
    activity = rows.document.contents.activities[key]
    if percent == 100:
        if activity.actual_finish_minute is None and activity.kind != ActivityKind.SUMMARY:
            finish(session, rows, key)
            return
        if activity.actual_finish_minute is not None:
            return
    if activity.actual_finish_minute is not None:
        activities.set_actual_finish(session, key, None)
    elif percent and activity.actual_start_minute is None and activity.kind == ActivityKind.WORK:
        activities.set_actual_start(session, key, _dates(rows, key)[0])
    activities.set_percent(session, key, percent)


def as_recorded(rows: PlanRows, row: Activity, percent: int) -> Activity:
    """Return what the calculation would see of an open task if so much of it were done.

    What stays as it is, is the same object: dates follow from start, finish and remaining work.
    """
    begins = percent > 0 and row.actual_start is None
    if not begins and percent < 100:
        return row
    planned, end = _dates(rows, row.key)
    start = planned if row.actual_start is None else row.actual_start
    begun = replace(row, actual_start=start, pinned_start=None, pinned_finish=None)
    if percent < 100:
        return replace(begun, remaining=row.duration)
    return replace(begun, actual_finish=max(start, end), remaining=0)


def _dates(rows: PlanRows, key: int) -> tuple[int, int]:
    """Return the planned start and finish, but no day after the data date.

    Raises
    ------
    Refused
        While there are no dates.
    """
    line, calendar, project = rows.line_of(key), rows.figures.calendar(key), rows.document.project
    assert project is not None
    if calendar is None or line.start is None or line.finish is None:
        raise undated(key)
    if project.status_minute is None:
        return line.start, line.finish
    limit = calendar.previous_finish((project.status_minute // DAY + 1) * DAY)
    return min(line.start, calendar.next_start((limit - 1) // DAY * DAY)), min(line.finish, limit)
