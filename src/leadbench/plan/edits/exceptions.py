"""Editing the days of a calendar that differ from its week."""

import calendar as months
from collections.abc import Sequence

from sqlmodel import Session, select

from leadbench.analysis.calendars import DAY
from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found
from leadbench.plan.edits.calendars import refuse_without_work
from leadbench.plan.repeats import EVERY_DAY, LAST_OF_MONTH, Repetition, next_day
from leadbench.plan.tables import Calendar, CalendarException, ExceptionInterval, Repeat
from leadbench.store.rows import delete

_ON_WEEKDAYS = frozenset({Repeat.WEEKS, Repeat.MONTH_WEEKDAY, Repeat.YEAR_WEEKDAY})
_ON_DAY = frozenset({Repeat.MONTH_DAY, Repeat.YEAR_DAY})
_YEARLY = frozenset({Repeat.YEAR_DAY, Repeat.YEAR_WEEKDAY})
_NTH = frozenset({Repeat.MONTH_WEEKDAY, Repeat.YEAR_WEEKDAY})
_LONGEST_NAME = 200
_LEAP_YEAR = 2000
_LONGEST_RUN_DAYS = 3660
"""Days of an exception that does not come back: more is a rule, or a slip of the hand."""


def add_exception(
    session: Session,
    calendar_id: int,
    name: str,
    when: Repetition,
    hours: Sequence[tuple[int, int]] = (),
) -> int:
    """Add an exception to a calendar and return its key.

    Parameters
    ----------
    when
        Its days, once or again and again.
    hours
        Working intervals on these days, in minutes of the day; none makes them free.

    Raises
    ------
    Refused
        If it would have no days, its hours overlap, or no working time would be left.
    """
    found(session, Calendar, calendar_id)
    row = CalendarException(calendar_id=calendar_id, first_day=when.first)
    _write(row, name, when)
    key = added(session, row)
    _set_hours(session, key, hours)
    refuse_without_work(session, calendar_id)
    return key


def set_exception(
    session: Session,
    key: int,
    name: str,
    when: Repetition,
    hours: Sequence[tuple[int, int]] = (),
) -> None:
    """Change an exception; see ``add_exception``."""
    row = found(session, CalendarException, key)
    _write(row, name, when)
    _set_hours(session, key, hours)
    refuse_without_work(session, row.calendar_id)


def delete_exception(session: Session, key: int) -> None:
    """Take an exception away; its days follow the week and the holidays again."""
    row = found(session, CalendarException, key)
    calendar_id = row.calendar_id
    delete(session, row)
    refuse_without_work(session, calendar_id)


def _write(row: CalendarException, name: str, when: Repetition) -> None:
    _refuse(when)
    row.name = " ".join(name.split())[:_LONGEST_NAME]
    row.first_day, row.last_day, row.repeat = when.first, when.last, when.repeat
    row.every = when.every if when.repeat != Repeat.ONCE else 1
    row.weekdays = when.weekdays & EVERY_DAY if when.repeat in _ON_WEEKDAYS else 0
    row.month = when.month if when.repeat in _YEARLY else None
    row.month_day = when.month_day if when.repeat in _ON_DAY else None
    row.nth = when.nth if when.repeat in _NTH else None


def _refuse(when: Repetition) -> None:
    """Refuse a repetition that does not say its days."""
    if when.last is not None and when.last < when.first:
        raise _refused("The last day lies before the first one.", "last_day")
    if when.repeat == Repeat.ONCE:
        if when.last is None:
            raise _refused("An exception that does not come back needs a last day.", "last_day")
        if (when.last - when.first).days >= _LONGEST_RUN_DAYS:
            raise _refused("An exception can last ten years. Change the week instead.", "last_day")
    if when.every < 1:
        raise _refused("It comes back after one day, week, month or year at the least.", "every")
    if when.repeat in _ON_WEEKDAYS and not when.weekdays & EVERY_DAY:
        raise _refused("Choose at least one weekday.", "weekdays")
    if when.repeat in _NTH and not 1 <= (when.nth or 0) <= LAST_OF_MONTH:
        raise _refused("Choose the first to the fourth of the month, or the last.", "nth")
    if when.repeat in _YEARLY and not 1 <= (when.month or 0) <= 12:
        raise _refused("Choose a month.", "month")
    if when.repeat in _ON_DAY:
        month = when.month if when.repeat == Repeat.YEAR_DAY else None
        longest = months.monthrange(_LEAP_YEAR, month)[1] if month else 31
        if not 1 <= (when.month_day or 0) <= longest:
            name = months.month_name[month] if month else "A month"
            raise _refused(f"{name} has {longest} days at the most.", "month_day")
    if next_day(when, when.first) is None:
        end = f" until {when.last:%Y-%m-%d}" if when.last else ""
        raise _refused(f"There is no such day from {when.first:%Y-%m-%d}{end}.", "last_day")


def _set_hours(session: Session, key: int, hours: Sequence[tuple[int, int]]) -> None:
    wanted = sorted(hours)
    last = 0
    for start, end in wanted:
        if not last <= start < end <= DAY:
            raise _refused(
                "The hours of an exception lie within one day and do not overlap.", "hours"
            )
        last = end
    statement = select(ExceptionInterval).where(ExceptionInterval.exception_id == key)
    for row in session.exec(statement):
        place = (row.start_minute, row.end_minute)
        if place in wanted:
            wanted.remove(place)
        else:
            session.delete(row)
    for start, end in wanted:
        session.add(ExceptionInterval(exception_id=key, start_minute=start, end_minute=end))
    session.flush()


def _refused(text: str, field: str) -> Refused:
    return Refused(f"{text} Nothing was changed.", table="calendarexception", field=field)
