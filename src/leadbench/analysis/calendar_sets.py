"""Calendars made of several: when any of them works, and when all of them do."""

from collections.abc import Callable, Sequence

from leadbench.analysis.calendars import DAY, Intervals, WorkCalendar

CONTINUOUS = WorkCalendar.of(dict.fromkeys(range(7), ((0, DAY),)))
"""All time: the calendar of elapsed durations."""

_FIRST_WEEKDAY = 3
"""1970-01-01 was a Thursday."""


def union(calendars: Sequence[WorkCalendar]) -> WorkCalendar:
    """Return the time in which at least one calendar works; one at least must be given.

    Examples
    --------
    >>> early = WorkCalendar.of({0: [(360, 840)]})
    >>> late = WorkCalendar.of({0: [(840, 1320)]})
    >>> union([early, late]).week[0]
    ((360, 1320),)
    """
    return _combined(calendars, _any)


def intersection(calendars: Sequence[WorkCalendar]) -> WorkCalendar:
    """Return the time in which all calendars work; one at least must be given.

    Raises
    ------
    Refused
        When no week has any such time.
    """
    return _combined(calendars, _all)


def _combined(
    calendars: Sequence[WorkCalendar], join: Callable[[Sequence[Intervals]], Intervals]
) -> WorkCalendar:
    if len(calendars) == 1:
        return calendars[0]
    week = tuple(join([calendar.week[day] for calendar in calendars]) for day in range(7))
    own = [dict(calendar.exceptions) for calendar in calendars]
    special = []
    for day in sorted(set().union(*own)):
        weekday = (day + _FIRST_WEEKDAY) % 7
        hours = join(
            [
                exceptions.get(day, calendar.week[weekday])
                for exceptions, calendar in zip(own, calendars, strict=True)
            ]
        )
        special.append((day, hours))
    return WorkCalendar(week, tuple(special))


def _any(days: Sequence[Intervals]) -> Intervals:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(interval for day in days for interval in day):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _all(days: Sequence[Intervals]) -> Intervals:
    common = list(days[0])
    for day in days[1:]:
        overlaps = [
            (max(start, other_start), min(end, other_end))
            for start, end in common
            for other_start, other_end in day
        ]
        common = [(start, end) for start, end in overlaps if start < end]
    return tuple(sorted(common))
