"""From the rows of a calendar to its working time, and how far its rules are worked out.

National holidays and exceptions that come back have no end, but calculations take days. So the days
are worked out for the years that a plan can reach: from everything that it dates, as far again as
all its work takes if none of it ran side by side. docs/scheduling-rules.md, "Calendars", states it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from leadbench.analysis.calendars import DAY, WEEK, WorkCalendar, to_date
from leadbench.analysis.inputs import Activity as ActivityInput
from leadbench.analysis.inputs import Reach
from leadbench.plan.contents import Contents
from leadbench.plan.national_holidays import holidays_in
from leadbench.plan.repeats import days_of, repetition_of
from leadbench.plan.tables import Activity, Project, Repeat

_EARLIEST, _LATEST = 1, 9999
_LEAST_LENGTH = 20 * 366 * DAY
"""So far at the least, for what is looked at or tried beyond the plan."""
_BLOCK = 10
"""Years are rounded outward to decades, so that an edit seldom changes them."""
_IDLE = (1970, 2069)
"""The years of a plan without projects, where nothing is dated."""
_LONG_AGO, _FAR = date(1, 1, 1), date(9999, 12, 31)

Years = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day differs from the week: the name of a holiday or of an exception (or "")."""

    name: str
    holiday: bool
    hours: tuple[tuple[int, int], ...]


def has_rules(contents: Contents) -> bool:
    """Tell whether any calendar of a plan has holidays or exceptions that come back."""
    return any(row.holiday_country for row in contents.calendars.values()) or any(
        row.repeat != Repeat.ONCE for row in contents.calendar_exceptions.values()
    )


def calendars(
    contents: Contents, years: Years | None, keys: Iterable[int] | None = None
) -> dict[int, WorkCalendar]:
    """Return calendars by key, all of them unless keys are given."""
    return {
        key: calendar_in(contents, key, years)
        for key in (contents.calendars if keys is None else keys)
    }


def calendar_in(contents: Contents, key: int, years: Years | None) -> WorkCalendar:
    """Return one calendar, with the days of its rules worked out for these years.

    Parameters
    ----------
    years
        The first and the last; None only where no calendar has rules (``has_rules``).
    """
    week = week_of(contents, key)
    days: Mapping[date, tuple[tuple[int, int], ...]] = {
        day: reason.hours for day, reason in special_days(contents, key, years).items()
    }
    return WorkCalendar.of(week, days)


def week_of(contents: Contents, key: int) -> dict[int, list[tuple[int, int]]]:
    """Return the working intervals of a calendar by weekday."""
    week: dict[int, list[tuple[int, int]]] = {}
    for found in contents.keys_by("working_intervals", "calendar_id").get(key, ()):
        interval = contents.working_intervals[found]
        week.setdefault(interval.weekday, []).append((interval.start_minute, interval.end_minute))
    return week


def special_days(contents: Contents, key: int, years: Years | None) -> dict[date, Reason]:
    """Return the days of a calendar that differ from its week, and why.

    Exceptions come before national holidays; where exceptions overlap, the one entered last holds.
    """
    row = contents.calendars[key]
    start, end = (_LONG_AGO, _FAR) if years is None else _days(years)
    special: dict[date, Reason] = {}
    if row.holiday_country:
        known = years or (_EARLIEST, _LATEST)
        place = (row.holiday_country, row.holiday_region, row.holiday_language)
        special = {day: Reason(name, True, ()) for day, name in holidays_in(*place, *known)}
    for found in contents.keys_by("calendar_exceptions", "calendar_id").get(key, ()):
        exception = contents.calendar_exceptions[found]
        own = contents.keys_by("exception_intervals", "exception_id").get(found, ())
        rows = [contents.exception_intervals[place] for place in own]
        reason = Reason(
            exception.name, False, tuple((row.start_minute, row.end_minute) for row in rows)
        )
        for day in days_of(repetition_of(exception), start, end):
            special[day] = reason
    return special


# How far a plan can reach


def plan_years(contents: Contents) -> Years | None:
    """Return the years that any project of a plan can reach, or None where no calendar asks."""
    if not has_rules(contents):
        return None
    reached = [reach(contents, key).years for key in contents.projects]
    if not reached:
        return _IDLE
    return min(first for first, _ in reached), max(last for _, last in reached)


def reach(contents: Contents, project_id: int) -> Reach:
    """Return the years that the dates of a project can lie in.

    All the work is taken to follow one after the other, at the pace of the slowest calendar, from
    the last date that is mentioned, and before the first. Where several calendars are in use, each
    activity may wait a week more for the next one to work.
    """
    project = contents.projects[project_id]
    first, last, work, count = _mentioned(contents, project)
    waits = count * WEEK if len(contents.calendars) > 1 else 0
    length = _length(contents, work, waits)
    ruled = [key for key in contents.calendars if _is_ruled(contents, key)]
    while True:
        years = _years(first - length, last + length)
        found = Reach(years, first, last, work, waits)
        if years == (_EARLIEST, _LATEST) or _is_enough(
            found, (calendar_in(contents, key, years) for key in ruled)
        ):
            return found
        length = length * 2 + 366 * DAY


def still_reached(
    contents: Contents,
    before: Reach,
    calendars: Mapping[int, WorkCalendar],
    changed: Iterable[tuple[ActivityInput, ActivityInput]],
) -> Reach | None:
    """Return how far a project reaches after some activities changed, or None if that is farther.

    Parameters
    ----------
    before, calendars
        The reach that was worked out last, and the calendars for its years.
    changed
        Each changed activity as it was, and as it is.
    """
    first, last, work = before.first, before.last, before.work
    for old, new in changed:
        work += max(new.duration, new.remaining or 0) - max(old.duration, old.remaining or 0)
        dates = (
            new.actual_start, new.actual_finish, new.constraint_at, new.deadline,
            new.pinned_start, new.pinned_finish,
        )  # fmt: skip
        for minute in dates:
            if minute is not None:
                first, last = min(first, minute), max(last, minute)
    length = _length(contents, work, before.waits)
    begin, end = _years(first - length, last + length)
    found = Reach(before.years, first, last, work, before.waits)
    if begin < before.years[0] or end > before.years[1]:
        return None
    ruled = (calendars[key] for key in contents.calendars if _is_ruled(contents, key))
    whole = before.years == (_EARLIEST, _LATEST)
    return found if whole or _is_enough(found, ruled) else None


def _length(contents: Contents, work: int, waits: int) -> int:
    """Return the minutes of the clock that all the work may take."""
    weeks = [
        sum(end - start for hours in week_of(contents, key).values() for start, end in hours)
        for key in contents.calendars
    ]
    slowest = min((minutes for minutes in weeks if minutes), default=WEEK)
    return max(work * WEEK // slowest + waits, _LEAST_LENGTH)


def _is_enough(found: Reach, ruled: Iterable[WorkCalendar]) -> bool:
    """Tell whether all the work has room in calendars, before and after what is mentioned."""
    begin, end = (day.toordinal() - _EPOCH for day in _days(found.years))
    return all(
        calendar.between(found.last, (end + 1) * DAY) >= found.work
        and calendar.between(begin * DAY, found.first) >= found.work
        for calendar in ruled
    )


def _is_ruled(contents: Contents, key: int) -> bool:
    if contents.calendars[key].holiday_country:
        return True
    found = contents.keys_by("calendar_exceptions", "calendar_id").get(key, ())
    return any(contents.calendar_exceptions[each].repeat != Repeat.ONCE for each in found)


_EPOCH = date(1970, 1, 1).toordinal()
_MOST = (_FAR.toordinal() - _EPOCH) * DAY
_LEAST = (_LONG_AGO.toordinal() - _EPOCH) * DAY


def _years(first: int, last: int) -> Years:
    begin = to_date(min(max(first, _LEAST), _MOST)).year // _BLOCK * _BLOCK
    end = to_date(min(max(last, _LEAST), _MOST)).year // _BLOCK * _BLOCK + _BLOCK - 1
    return max(begin, _EARLIEST), min(end, _LATEST)


def _days(years: Years) -> tuple[date, date]:
    return date(years[0], 1, 1), date(years[1], 12, 31)


def _columns(*names: str) -> Any:
    columns = list(Activity.__table__.columns.keys())  # type: ignore[attr-defined]  # by SQLModel
    return itemgetter(*(columns.index(name) for name in names))


_read_dates = _columns(
    "actual_start_minute",
    "actual_finish_minute",
    "constraint_minute",
    "deadline_minute",
    "pinned_start_minute",
    "pinned_finish_minute",
)
_read_work = _columns("duration_minutes", "remaining_minutes")


def _mentioned(contents: Contents, project: Project) -> tuple[int, int, int, int]:
    """Return the first and the last instant that a project names, its minutes, its activities."""
    own = [
        minute
        for minute in (
            project.start_minute,
            project.status_minute,
            project.wanted_finish_minute,
            project.committed_finish_minute,
        )
        if minute is not None
    ]
    rows = contents.activities_of(project.id or 0)
    dates = [minute for row in rows for minute in _read_dates(row) if minute is not None]
    work = sum(_longest(rows))
    for link in contents.links_of(project.id or 0):
        if link.lag_unit == "percent":
            share = contents.activities[link.predecessor_id].duration_minutes
            work += abs(link.lag) * share // 100 + 1
        else:
            work += abs(link.lag)
    return min(own + dates), max(own + dates), work, len(rows)


def _longest(rows: Iterable[Activity]) -> Iterator[int]:
    for row in rows:
        duration, remaining = _read_work(row)
        yield max(duration, remaining or 0)


def working_after_all(contents: Contents, key: int) -> bool:
    """Tell whether a calendar still has working time once all that ends has ended.

    Ten years after are looked at: a rule that frees every day of ten years frees them all.
    """
    found = contents.keys_by("calendar_exceptions", "calendar_id").get(key, ())
    rows = [contents.calendar_exceptions[each] for each in found]
    named = [day.year for row in rows for day in (row.first_day, row.last_day) if day is not None]
    begin = min(max([_IDLE[0], *named]) + 1, _LATEST - _BLOCK)
    years = begin, begin + _BLOCK
    first, last = (day.toordinal() - _EPOCH for day in _days(years))
    return calendar_in(contents, key, years).between(first * DAY, (last + 1) * DAY) > 0
