"""What a day means that is written in a cell, and how it is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from leadbench.analysis.calendars import DAY, WorkCalendar, instant
from leadbench.desktop.screens.milestones.rows import Line, PlanRows
from leadbench.errors import Refused
from leadbench.plan.edits import activities, details
from leadbench.plan.local_dates import parse_local_date
from leadbench.plan.notation import format_date, format_duration
from leadbench.plan.restrictions import BY_HAND, WORDS, parse_by_hand, parse_restriction
from leadbench.plan.tables import ConstraintKind

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Dated:
    """What was read: what it does, in words, and what writes it."""

    meaning: str
    write: "Callable[[Session], None]"


def start(rows: PlanRows, key: int, text: str, today: date, order: str) -> Dated:
    """Read the start of a task: the actual one once work has begun, else the earliest allowed."""
    line, calendar = _open_row(rows, key, "start")
    day = parse_local_date(text, today, order, field="start") if text.strip() else None
    began = rows.document.contents.activities[key].actual_start_minute is not None
    if began:
        minute = None if day is None else calendar.next_start(instant(day))
        words = "Takes all progress back" if day is None else f"Began on {_day(rows, day)}"
        return Dated(words, partial(activities.set_actual_start, key=key, minute=minute))
    if day is None:
        return _free(key)
    if rows.document.contents.activities[key].pinned_start_minute is not None:
        return _by_hand(rows, key, day, calendar)
    found = _no_earlier(rows, line.key, ConstraintKind.START_NO_EARLIER, day, calendar)
    kind = rows.document.contents.activities[key].constraint_kind
    free = kind == ConstraintKind.AS_SOON_AS_POSSIBLE
    if free and line.start is not None and calendar.next_start(instant(day)) < line.start:
        # Nothing but its links and the data date holds it, and these go on holding it.
        first = rows.date_text(line.start)
        why = "lies as late as it may, on" if rows.counts_back else "cannot begin before"
        return replace(found, meaning=f"{found.meaning}, but it {why} {first}")
    return found


def finish(rows: PlanRows, key: int, text: str, today: date, order: str) -> Dated:
    """Read the finish of a task: it gives the duration; of a milestone, the earliest allowed."""
    line, calendar = _open_row(rows, key, "finish")
    day = parse_local_date(text, today, order, field="finish") if text.strip() else None
    if line.is_milestone and not line.done:
        if day is None:
            return _free(key)
        if rows.document.contents.activities[key].pinned_start_minute is not None:
            return _by_hand(rows, key, day, calendar)
        return _no_earlier(rows, key, ConstraintKind.FINISH_NO_EARLIER, day, calendar)
    if day is None and not line.done:
        raise Refused(
            "A finish follows from start and duration. Write a day to change the duration.",
            table="activity",
            key=key,
            field="finish",
        )
    until = None if day is None else calendar.previous_finish(instant(day) + DAY)
    if line.done:
        words = "Opens the task again" if day is None else f"Finished on {_day(rows, day)}"
        return Dated(words, partial(activities.set_actual_finish, key=key, minute=until))
    assert until is not None
    if line.start is None:
        raise undated(key)
    minutes = calendar.between(line.start, until)
    if minutes <= 0:
        raise Refused(
            f"{line.number} starts on {rows.date_text(line.start)}, so it cannot finish before. "
            "Change its start first. Nothing was changed.",
            table="activity",
            key=key,
            field="finish",
        )
    words = f"Takes {format_duration(minutes, rows.working_time())}"
    return Dated(words, partial(activities.set_duration, key=key, minutes=minutes))


def deadline(rows: PlanRows, key: int, text: str, today: date, order: str) -> Dated:
    """Read the day by which a task should be finished."""
    calendar = rows.figures.calendar(key)
    if calendar is None:
        raise undated(key)
    if not text.strip():
        return Dated("No deadline", partial(details.set_deadline, key=key, minute=None))
    day = parse_local_date(text, today, order, field="deadline")
    minute = calendar.previous_finish(instant(day) + DAY)
    words = f"By {_day(rows, day)}"
    return Dated(words, partial(details.set_deadline, key=key, minute=minute))


def restriction(rows: PlanRows, key: int, text: str, today: date, order: str) -> Dated:
    """Read a restriction of the dates of a task."""
    calendar = rows.figures.calendar(key)
    if calendar is None:
        raise undated(key)
    by_hand = parse_by_hand(text, today, order)
    if by_hand is not None:
        return _by_hand(rows, _open_row(rows, key, "constraint_minute")[0].key, by_hand, calendar)
    kind, day = parse_restriction(text, today, order)
    if day is None:
        return Dated(
            WORDS[kind], partial(activities.set_constraint, key=key, kind=kind, minute=None)
        )
    return _no_earlier(rows, key, kind, day, calendar)


def _no_earlier(
    rows: PlanRows, key: int, kind: ConstraintKind, day: date, calendar: WorkCalendar
) -> Dated:
    minute = activities.constraint_minute(kind, day, calendar)
    return Dated(
        f"{WORDS[kind]} {_day(rows, day)}",
        partial(activities.set_constraint, key=key, kind=kind, minute=minute),
    )


def _by_hand(rows: PlanRows, key: int, day: date, calendar: WorkCalendar) -> Dated:
    start, finish = moved_by_hand(rows, key, calendar.next_start(instant(day)), calendar)
    return Dated(
        f"{BY_HAND} {_day(rows, day)}",
        partial(activities.set_by_hand, key=key, start=start, finish=finish),
    )


def moved_by_hand(
    rows: PlanRows, key: int, start: int, calendar: WorkCalendar
) -> tuple[int, int | None]:
    """Return the dates of a task whose start is set by hand; a finish set by hand moves along."""
    row = rows.document.contents.activities[key]
    if row.pinned_start_minute is None or row.pinned_finish_minute is None:
        return start, None
    length = calendar.between(row.pinned_start_minute, row.pinned_finish_minute)
    # From one free day to another no work lies: the duration says how long it is elsewhere.
    return start, calendar.add(start, length) if length > 0 else None


def _free(key: int) -> Dated:
    free = ConstraintKind.AS_SOON_AS_POSSIBLE
    return Dated(WORDS[free], partial(activities.set_constraint, key=key, kind=free))


def _open_row(rows: PlanRows, key: int, field: str) -> tuple[Line, WorkCalendar]:
    """Return a row whose dates can be written, and its working time."""
    line, calendar = rows.line_of(key), rows.figures.calendar(key)
    if calendar is None:
        raise undated(key)
    if line.is_summary:
        raise Refused(
            f"{line.number} is a summary: its dates come from the tasks below it. "
            "Nothing was changed.",
            table="activity",
            key=key,
            field=field,
        )
    return line, calendar


def undated(key: int) -> Refused:
    """Return the refusal of an edit that would count from dates, while there are none."""
    return Refused(
        "There are no dates to count from. Remove the trouble that the banner names first.",
        table="activity",
        key=key,
    )


def _day(rows: PlanRows, day: date) -> str:
    return f"{day:%a} {format_date(day, rows.year)}"
