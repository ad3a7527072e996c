"""The days on which an exception of a calendar applies, once or again and again."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leadbench.plan.tables import CalendarException, Repeat

LAST_OF_MONTH = 5
"""The ``nth`` that means the last one of a month."""
WEEKDAYS, WEEKEND, EVERY_DAY = 0b0011111, 0b1100000, 0b1111111
"""Sums of weekdays: 1 Monday to 64 Sunday."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """When an exception applies; the columns of ``CalendarException`` as a value."""

    first: date
    last: date | None
    repeat: Repeat = Repeat.ONCE
    every: int = 1
    weekdays: int = 0
    month: int | None = None
    month_day: int | None = None
    nth: int | None = None


def repetition_of(row: CalendarException) -> Repetition:
    """Return when an exception applies."""
    return Repetition(
        row.first_day,
        row.last_day,
        Repeat(row.repeat),
        row.every,
        row.weekdays,
        row.month,
        row.month_day,
        row.nth,
    )


def days_of(repetition: Repetition, start: date, end: date) -> Iterator[date]:
    """Yield the days of a repetition from ``start`` to ``end``, both included, ascending.

    A month that lacks the day (29 February, the 31st) has none. The cost grows with the range that
    is asked for, not with the time since the first day.
    """
    first = max(repetition.first, start)
    last = end if repetition.last is None else min(repetition.last, end)
    for day in _candidates(repetition, first, last):
        if first <= day <= last:
            yield day


def _candidates(rule: Repetition, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule in order: all within the range, and perhaps some around it."""
    if first > last:
        return
    if rule.repeat in {Repeat.ONCE, Repeat.DAYS}:
        step = rule.every if rule.repeat == Repeat.DAYS else 1
        gone = -(-(first - rule.first).days // step) * step
        for number in range(rule.first.toordinal() + gone, last.toordinal() + 1, step):
            yield date.fromordinal(number)
    elif rule.repeat == Repeat.WEEKS:
        monday = rule.first.toordinal() - rule.first.weekday()
        step = 7 * rule.every
        begin = monday + (first.toordinal() - monday) // step * step
        for week in range(begin, last.toordinal() + 1, step):
            for weekday in range(7):
                if rule.weekdays >> weekday & 1 and week + weekday <= last.toordinal():
                    yield date.fromordinal(week + weekday)
    else:
        yearly = rule.repeat in {Repeat.YEAR_DAY, Repeat.YEAR_WEEKDAY}
        step = rule.every * (12 if yearly else 1)
        origin = rule.first.year * 12 + (rule.month or 1) - 1 if yearly else _month(rule.first)
        begin = origin + max(0, (_month(first) - origin) // step) * step
        for number in range(begin, _month(last) + 1, step):
            day = _in_month(rule, number // 12, number % 12 + 1)
            if day is not None:
                yield day


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _in_month(rule: Repetition, year: int, month: int) -> date | None:
    weekday, length = calendar.monthrange(year, month)
    if rule.repeat in {Repeat.YEAR_DAY, Repeat.MONTH_DAY}:
        number = rule.month_day or 1
        return date(year, month, number) if number <= length else None
    fitting = [
        number for number in range(1, length + 1) if rule.weekdays >> (weekday + number - 1) % 7 & 1
    ]
    place = -1 if rule.nth == LAST_OF_MONTH else (rule.nth or 1) - 1
    return date(year, month, fitting[place]) if place < len(fitting) and fitting else None


def next_day(repetition: Repetition, after: date) -> date | None:
    """Return the first day of a repetition at or after a day, or None when there is none.

    Searched are 60 years: 29 February comes back after eight at the most.
    """
    end = date(min(9999, max(after, repetition.first).year + 60), 12, 31)
    return next(days_of(repetition, after, end), None)
