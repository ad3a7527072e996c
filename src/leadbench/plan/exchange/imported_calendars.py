"""Writing the calendars of an imported plan."""

from sqlmodel import Session

from leadbench.errors import Refused
from leadbench.plan.exchange.source import Notice, SourceCalendar, SourcePlan
from leadbench.plan.exchange.source_calendars import whole_calendar, working_time
from leadbench.plan.tables import (
    Calendar,
    CalendarException,
    ExceptionInterval,
    WorkingInterval,
)
from leadbench.store.rows import insert_many


def write_calendars(session: Session, source: SourcePlan, notices: list[Notice]) -> dict[int, int]:
    """Write the calendars of a plan and return the key of each by its UID.

    A calendar that only repeats another (as most calendars of people repeat the project's) is
    not written again: both UIDs lead to one key. One without any working time is left out; where
    the project itself has such a calendar, nothing can be planned.

    Raises
    ------
    Refused
        When the project's calendar has no working time.
    """
    known = {calendar.uid: calendar for calendar in source.calendars}
    keys: dict[int, int] = {}
    same: dict[object, int] = {}
    # The project's first, so that calendars of people which repeat it lead to it.
    for uid in sorted(known, key=lambda uid: uid != source.calendar):
        calendar = whole_calendar(known[uid], known)
        try:
            time = working_time(calendar)
        except Refused:
            if uid == source.calendar:
                raise
            notices.append(
                Notice(
                    f"The calendar “{calendar.name}” has no working time and was left out.",
                    line=calendar.line,
                )
            )
            continue
        based = known[uid].base is not None
        if based and time in same:
            keys[uid] = same[time]
            continue
        keys[uid] = _write(session, calendar)
        same.setdefault(time, keys[uid])
    return keys


def _write(session: Session, calendar: SourceCalendar) -> int:
    name = calendar.name[:200] or f"Calendar {calendar.uid}"
    (key,) = insert_many(session, Calendar, [{"name": name}])
    week = [
        {"calendar_id": key, "weekday": weekday, "start_minute": start, "end_minute": end}
        for weekday, hours in sorted(calendar.week.items())
        for start, end in hours
    ]
    insert_many(session, WorkingInterval, week)
    exceptions = insert_many(
        session,
        CalendarException,
        [
            {
                "calendar_id": key,
                "name": run.name,
                "first_day": run.when.first,
                "last_day": run.when.last,
                "repeat": run.when.repeat,
                "every": run.when.every,
                "weekdays": run.when.weekdays,
                "month": run.when.month,
                "month_day": run.when.month_day,
                "nth": run.when.nth,
            }
            for run in calendar.exceptions
        ],
    )
    insert_many(
        session,
        ExceptionInterval,
        [
            {"exception_id": exception, "start_minute": start, "end_minute": end}
            for exception, run in zip(exceptions, calendar.exceptions, strict=True)
            for start, end in run.hours
        ],
    )
    return key
