"""Repeating exceptions of Microsoft Project as repetitions of ours."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from heapq import merge
from itertools import islice

from leadbench.plan.repeats import EVERY_DAY, WEEKDAYS, WEEKEND, Repetition, days_of
from leadbench.plan.tables import Repeat

EARLIEST, LATEST = date(1970, 1, 1), date(2149, 12, 31)
"""The days of Microsoft Project's own calendar lie within these."""

_ITEM_DAY, _ITEM_WEEKDAY, _ITEM_WEEKEND, _ITEM_SUNDAY, _ITEM_SATURDAY = 0, 1, 2, 3, 9
_FORMAT_LAST = 4
_SUNDAY = 1 << 6
_UNLIMITED = date(9999, 12, 31)


class Kind(IntEnum):
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

    kind: Kind
    first: date
    last: date
    occurrences: int | None = None
    period: int = 1
    weekdays: int = 0
    month: int = 0
    month_day: int = 1
    item: int = 0
    position: int = 0


def repetitions_of(recurrence: Recurrence) -> tuple[Repetition, ...]:
    """Return the repetitions that hold on exactly the days of a recurrence; often one, or none.

    Two are needed where every second week (or so) means a Sunday too, since the weeks of the
    format begin on Sunday and ours on Monday. A number of occurrences becomes the day of the last.
    """
    found = _unlimited(recurrence)
    if recurrence.occurrences is None:
        return found
    days = list(islice(_days(found), max(0, recurrence.occurrences)))
    return tuple(replace(each, last=days[-1]) for each in found if days and each.first <= days[-1])


def all_days(repetitions: tuple[Repetition, ...]) -> Iterator[date]:
    """Yield the days of repetitions from 1970 to 2149, ascending."""
    return _days(repetitions, EARLIEST, LATEST)


def _days(
    repetitions: tuple[Repetition, ...], start: date = date.min, end: date = _UNLIMITED
) -> Iterator[date]:
    return merge(*(days_of(each, start, end) for each in repetitions))


def _unlimited(recurrence: Recurrence) -> tuple[Repetition, ...]:
    first, last, period = recurrence.first, recurrence.last, max(1, recurrence.period)
    kind, nth = recurrence.kind, min(recurrence.position, _FORMAT_LAST) + 1
    plain = Repetition(first, last)
    match kind:
        case Kind.WEEKLY:
            return _weekly(recurrence, period)
        case Kind.WEEKDAY_COUNT:
            return (replace(plain, repeat=Repeat.WEEKS, weekdays=WEEKDAYS),)
        case Kind.DAY_COUNT:
            return (replace(plain, repeat=Repeat.DAYS, every=period),)
        case Kind.MONTHLY_ON_DAY:
            plain = replace(plain, repeat=Repeat.MONTH_DAY, every=period)
            return (replace(plain, month_day=recurrence.month_day),)
        case Kind.MONTHLY_ON_WEEKDAY:
            plain = replace(plain, repeat=Repeat.MONTH_WEEKDAY, every=period)
            return (replace(plain, nth=nth, weekdays=_fitting(recurrence.item)),)
        case Kind.YEARLY_ON_DAY:
            plain = replace(plain, repeat=Repeat.YEAR_DAY, month=recurrence.month + 1)
            return (replace(plain, month_day=recurrence.month_day),)
        case Kind.YEARLY_ON_WEEKDAY:
            plain = replace(plain, repeat=Repeat.YEAR_WEEKDAY, month=recurrence.month + 1)
            return (replace(plain, nth=nth, weekdays=_fitting(recurrence.item)),)
    return (plain,) if first <= last else ()


def _weekly(recurrence: Recurrence, period: int) -> tuple[Repetition, ...]:
    stated = recurrence.weekdays & EVERY_DAY
    others, sunday = stated >> 1, stated & 1
    first = recurrence.first
    rule = Repetition(first, recurrence.last, Repeat.WEEKS, period)
    if period == 1:
        whole = replace(rule, weekdays=others | (_SUNDAY if sunday else 0))
        return (whole,) if stated else ()
    begin = first - timedelta(days=first.isoweekday() % 7)
    found = []
    if others:
        found.append(replace(rule, first=max(first, begin + timedelta(days=1)), weekdays=others))
    if sunday:
        later = begin if begin == first else begin + timedelta(weeks=period)
        found.append(replace(rule, first=later, weekdays=_SUNDAY))
    return tuple(found)


def _fitting(item: int) -> int:
    """Return the weekdays that a kind of day stands for."""
    if _ITEM_SUNDAY < item <= _ITEM_SATURDAY:
        return 1 << item - _ITEM_SUNDAY - 1
    known = {_ITEM_WEEKDAY: WEEKDAYS, _ITEM_WEEKEND: WEEKEND, _ITEM_SUNDAY: _SUNDAY}
    return known.get(item, EVERY_DAY)
