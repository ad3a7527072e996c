"""The days of a repeating exception of Microsoft Project."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

EARLIEST, LATEST = date(1970, 1, 1), date(2149, 12, 31)
"""Days outside this range are not expanded; Microsoft Project's own calendar lies within it."""

_SATURDAY = 5
_ITEM_DAY, _ITEM_WEEKDAY, _ITEM_WEEKEND, _ITEM_SUNDAY = range(4)
_LAST_OF_MONTH = 4


class Repeat(IntEnum):
    """How an exception repeats, numbered as the format numbers it."""

    DAILY = 1
    YEARLY_ON_DAY = 2
    YEARLY_ON_WEEKDAY = 3
    MONTHLY_ON_DAY = 4
    MONTHLY_ON_WEEKDAY = 5
    WEEKLY = 6
    DAY_COUNT = 7
    WEEKDAY_COUNT = 8
    NONE = 9


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When an exception applies, with the numbers of the format.

    Parameters
    ----------
    first, last
        The range in which it may repeat.
    occurrences
        How often at most, or None.
    period
        Every how many days, weeks or months.
    weekdays
        Sum of 1 Sunday, 2 Monday … 64 Saturday.
    month, month_day
        0 January to 11 December; day of the month.
    item, position
        Which kind of day (0 any, 1 weekday, 2 weekend day, 3 Sunday … 9 Saturday), and the how
        manieth of the month (0 first to 3 fourth, 4 last).
    """

    repeat: Repeat
    first: date
    last: date
    occurrences: int | None = None
    period: int = 1
    weekdays: int = 0
    month: int = 0
    month_day: int = 1
    item: int = 0
    position: int = 0


def days_of(recurrence: Recurrence) -> Iterator[date]:
    """Yield the days of a recurrence within its range and 1970 to 2149, ascending."""
    first, last = recurrence.first, min(recurrence.last, LATEST)
    left = recurrence.occurrences
    for day in _candidates(recurrence, last):
        if not first <= day <= last:
            continue
        if left is not None:
            if left == 0:
                return
            left -= 1
        if day >= EARLIEST:
            yield day


def _candidates(recurrence: Recurrence, last: date) -> Iterator[date]:
    repeat, period = recurrence.repeat, max(1, recurrence.period)
    if repeat == Repeat.WEEKLY:
        yield from _weekly(recurrence, period, last)
    elif repeat in {Repeat.YEARLY_ON_DAY, Repeat.YEARLY_ON_WEEKDAY}:
        for year in range(recurrence.first.year, last.year + 1):
            yield from _in_month(recurrence, year, recurrence.month + 1)
    elif repeat in {Repeat.MONTHLY_ON_DAY, Repeat.MONTHLY_ON_WEEKDAY}:
        month = recurrence.first.year * 12 + recurrence.first.month - 1
        while month <= last.year * 12 + last.month - 1:
            yield from _in_month(recurrence, month // 12, month % 12 + 1)
            month += period
    else:
        only_weekdays = repeat == Repeat.WEEKDAY_COUNT
        step = period if repeat == Repeat.DAY_COUNT else 1
        for number in range(0, (last - recurrence.first).days + 1, step):
            day = recurrence.first + timedelta(days=number)
            if not only_weekdays or day.weekday() < _SATURDAY:
                yield day


def _weekly(recurrence: Recurrence, period: int, last: date) -> Iterator[date]:
    # Weeks begin on Sunday, as the sum of weekdays does.
    first = recurrence.first
    sunday = first - timedelta(days=first.isoweekday() % 7)
    while sunday <= last:
        for number in range(7):
            if recurrence.weekdays >> number & 1:
                yield sunday + timedelta(days=number)
        sunday += timedelta(weeks=period)


def _in_month(recurrence: Recurrence, year: int, month: int) -> Iterator[date]:
    length = calendar.monthrange(year, month)[1]
    if recurrence.repeat in {Repeat.YEARLY_ON_DAY, Repeat.MONTHLY_ON_DAY}:
        # A month that lacks the day has no occurrence: 29 February, the 31st.
        if recurrence.month_day <= length:
            yield date(year, month, recurrence.month_day)
        return
    days = [date(year, month, number) for number in range(1, length + 1)]
    fitting = [day for day in days if _fits(day, recurrence.item)]
    if recurrence.position >= _LAST_OF_MONTH:
        yield fitting[-1]
    elif recurrence.position < len(fitting):
        yield fitting[recurrence.position]


def _fits(day: date, item: int) -> bool:
    if item == _ITEM_DAY:
        return True
    if item == _ITEM_WEEKDAY:
        return day.weekday() < _SATURDAY
    if item == _ITEM_WEEKEND:
        return day.weekday() >= _SATURDAY
    return day.isoweekday() % 7 == item - _ITEM_SUNDAY
