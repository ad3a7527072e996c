"""The clock and the working time of several calendars, for many instants at once.

A **point** says where on a calendar something lies: twice the position
(``WorkCalendar.position``), plus one if of the two instants that share it the later is meant, where
work begins; Friday 17:00 is the point before Monday 08:00. Points compare like instants, and a lag
in working time is an addition.

So that one table serves all, each calendar has a block of points of its own: ``BLOCK`` times its
number is added. Number 0 is the clock itself, where every minute counts. Instants come doubled and
with the block of the calendar that they are asked about: a **key**.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from math import gcd
from typing import Any

import numpy as np

from leadbench.analysis.calendars import MONDAY, WEEK, WorkCalendar
from leadbench.analysis.lookups import BLOCK, Lookup
from leadbench.analysis.order import IntArray

FAR = 1 << 60
"""Beyond any point: no limit."""
LOW = -(FAR // 2)
"""Before any point: nothing holds it."""
_BEYOND = 1 << 50
_ALWAYS = 1 << 39
_WEEK = 2 * WEEK
One = Callable[[int, int], int]
"""From a point or key, and the number of its calendar, to an answer."""


class Timeline:
    """The tables of some calendars between two instants.

    What is asked about instants outside of ``first`` to ``last`` comes back wrong: whoever asks
    looks afterwards whether all lay inside, and takes a longer timeline if not.
    """

    everywhere = False

    def __init__(self, calendars: tuple[WorkCalendar, ...], low: int, high: int) -> None:
        always = np.array([-_ALWAYS]), np.array([_ALWAYS])
        clock = *always, *always
        parts = [clock, *(_intervals(calendar, low, high) for calendar in calendars)]
        numbers = [number * BLOCK for number in range(len(parts))]
        begins, _, before, after = (np.concatenate(part) for part in zip(*parts, strict=True))
        sizes = [len(part[0]) for part in parts]
        base = np.repeat(numbers, sizes)
        self.first = max(int(part[0][0]) for part in parts[1:]) + 1
        self.last = min(int(part[1][-1]) for part in parts[1:]) - 1
        ends, begin_keys = base + 2 * after, base + 2 * begins
        to_clock = np.append(2 * begins - 2 * before - base, _BEYOND)
        # By the number of intervals that begin before a key; none before the first is asked about.
        to_point = np.insert(2 * before - 2 * begins, 0, 0)
        last_point = np.insert(ends, 0, 0)
        unit = 2 * _unit(calendars)
        self.week_points = np.array([_WEEK, *(2 * one.week_minutes for one in calendars)])
        self.points, self.keys = Lookup(ends, sizes, unit), Lookup(begin_keys, sizes, unit)
        self.to_clock = self.points.spread(to_clock, 0)
        self.to_point = self.keys.spread(to_point, 0)
        self.last_point = self.keys.spread(last_point, FAR)
        self.end_point = self.last_point + 1
        self.clock_of_near = self.points.from_near(self.to_clock)
        self.point_of_near = self.keys.from_near(self.to_point)

    def clock(self, points: IntArray) -> IntArray:
        """Return the doubled instants of points."""
        result = self.to_clock.take(self.points.place(points), mode="clip")
        result += points & -2
        return result

    def earliest(self, keys: IntArray) -> IntArray:
        """Return the first points that do not lie before instants."""
        at = self.keys.place(keys)
        result = self.to_point.take(at, mode="clip")
        result += keys
        np.minimum(result, self.end_point.take(at, mode="clip"), out=result)
        return result

    def latest(self, keys: IntArray) -> IntArray:
        """Return the last points that do not lie after instants."""
        keys = keys + 1
        at = self.keys.place(keys)
        result = self.to_point.take(at, mode="clip")
        result += keys
        np.minimum(result, self.last_point.take(at, mode="clip"), out=result)
        return result

    @cached_property
    def one_clock(self) -> One:
        """As ``clock``, for one point and the number of its calendar: without an array for it."""
        table, unit, entries = self.clock_of_near.data, self.points.unit, self.points.entries
        facts = self._facts(self.points)

        def clock(point: int, number: int) -> int:
            if not number:
                return point & -2
            base, low, high, week = facts[number]
            based, after = point + base, 0
            if not low <= point <= high:
                # Right for ``Weeks`` alone; of others it is found out that it lies outside.
                weeks = (point - high) // week + 1 if point > high else (point - low) // week
                based, after = based - week * weeks, _WEEK * weeks
            place = bisect_right(entries, based) if entries else based // unit
            return based + table[place] - (point & 1) + after

        return clock

    @cached_property
    def one_earliest(self) -> One:
        """As ``earliest``, for one key and the number of its calendar."""
        return self._one_point(self.end_point, 0)

    @cached_property
    def one_latest(self) -> One:
        """As ``latest``, for one key and the number of its calendar."""
        return self._one_point(self.last_point, 1)

    def _one_point(self, ends: IntArray, more: int) -> One:
        table, end = self.point_of_near.data, ends.data
        unit, entries, facts = self.keys.unit, self.keys.entries, self._facts(self.keys)

        def point(key: int, number: int) -> int:
            key += more
            if not number:
                return key
            base, low, high, week = facts[number]
            based, after = key + base, 0
            if not low <= key <= high:
                weeks = (key - high) // _WEEK + 1 if key > high else (key - low) // _WEEK
                based, after = based - _WEEK * weeks, week * weeks
            place = bisect_right(entries, based) if entries else based // unit
            found, last = based + table[place], end[place]
            if found > last:
                found = last
            return found + after

        return point

    def _facts(self, lookup: Lookup) -> list[tuple[int, int, int, int]]:
        """Return by the number of a calendar its base, its bounds, and the points of a week."""
        arrays = lookup.bases, *lookup.bounds, self.week_points
        return list(zip(*(array.tolist() for array in arrays), strict=True))


def _unit(calendars: tuple[WorkCalendar, ...]) -> int:
    """Return the longest stretch, in minutes, that all working intervals are multiples of."""
    days = {hours for one in calendars for hours in one.week}
    days |= {hours for one in calendars for _, hours in one.exceptions}
    return gcd(1440, *(minute for hours in days for interval in hours for minute in interval))


class Weeks(Timeline):
    """The tables of calendars for all time: before and after their exceptions, weeks repeat.

    What lies there is moved by whole weeks into one of two plain weeks, at the ends of the tables:
    that from ``low`` and that from ``high``. ``pairs`` are known ones of ``pairs.pair``.
    """

    everywhere = True

    def __init__(self, calendars: tuple[WorkCalendar, ...]) -> None:
        days = [day for one in calendars for day, _ in one.exceptions] or [0]
        # A plain week lies between the exceptions and each week that stands for all others.
        low, high = (
            MONDAY + ((day * 1440 - MONDAY) // WEEK + weeks) * WEEK
            for day, weeks in ((min(days), -2), (max(days), 2))
        )
        super().__init__(calendars, low, high)
        self.calendars, self.low, self.high = calendars, low, high
        self.pairs: dict[tuple[int, int, bool], Any] = {}
        self.first, self.last = -_BEYOND, _BEYOND
        blocks = BLOCK * np.arange(len(calendars) + 1)
        lows, highs = (
            np.array([0, *(2 * one.position(at) for one in calendars)]) for at in (low, high)
        )
        self.points.bounds = lows + blocks, highs + blocks + self.week_points
        self.keys.bounds = 2 * low + blocks, 2 * (high + WEEK) + blocks

    def ends_of(self, number: int) -> IntArray:
        """Return the instants at which the working intervals of a calendar begin and end."""
        if not number:
            return np.zeros(0, dtype=np.int64)
        begins, ends, _, _ = _intervals(self.calendars[number - 1], self.low, self.high + WEEK)
        return np.concatenate([begins, ends])

    def clock(self, points: IntArray) -> IntArray:
        """Return the doubled instants of points."""
        number = self._numbers(points)
        week = self.week_points[number]
        weeks = _weeks(points, self.points.bounds, week, number)
        result: IntArray = super().clock(points - weeks * week)
        result += _WEEK * weeks
        return result

    def earliest(self, keys: IntArray) -> IntArray:
        """Return the first points that do not lie before instants."""
        number = self._numbers(keys)
        weeks = _weeks(keys, self.keys.bounds, _WEEK, number)
        result: IntArray = super().earliest(keys - _WEEK * weeks)
        result += weeks * self.week_points[number]
        return result

    def latest(self, keys: IntArray) -> IntArray:
        """Return the last points that do not lie after instants."""
        number = self._numbers(keys)
        weeks = _weeks(keys, self.keys.bounds, _WEEK, number)
        result: IntArray = super().latest(keys - _WEEK * weeks)
        result += weeks * self.week_points[number]
        return result

    def _numbers(self, values: IntArray) -> IntArray:
        number = (values + BLOCK // 2) >> 42
        number[(number < 0) | (number >= len(self.week_points))] = 0
        return number


def _weeks(
    values: IntArray, bounds: tuple[IntArray, IntArray], week: IntArray | int, number: IntArray
) -> IntArray:
    """Return by how many weeks values lie after some bounds, or before (below zero)."""
    below, above = (values - bound[number] for bound in bounds)
    weeks = np.where(above > 0, above // week + 1, np.where(below < 0, below // week, 0))
    weeks[number == 0] = 0
    return weeks


@lru_cache(maxsize=64)
def _week_of(calendar: WorkCalendar) -> tuple[IntArray, ...]:
    """Return the tables of a plain week, and where the exceptions lie."""
    minutes, begins, ends, shift = (np.array(part, np.int64) for part in calendar.pattern())
    passed = np.searchsorted(minutes, np.arange(WEEK))
    days = np.array([day * 1440 for day, _ in calendar.exceptions], np.int64)
    return minutes, begins, ends, shift, passed, days


def starts_at(calendar: WorkCalendar, at: IntArray) -> IntArray:
    """Return ``calendar.start_at`` of each position."""
    minutes, begins, ends, shift, _, _ = _week_of(calendar)
    if not len(begins):
        weeks, rest = np.divmod(at, len(minutes))
        return MONDAY + weeks * WEEK + minutes[rest]
    past = begins.searchsorted(at, side="right")
    weeks, rest = np.divmod(at - shift[past], len(minutes))
    result: IntArray = MONDAY + weeks * WEEK + minutes[rest]
    for place in np.flatnonzero((past > 0) & (at < ends[past - 1])).tolist():
        result[place] = calendar.start_at(int(at[place]))
    return result


def positions(calendar: WorkCalendar, at: IntArray) -> IntArray:
    """Return ``calendar.position`` of each instant."""
    minutes, _, _, shift, passed, days = _week_of(calendar)
    weeks, rest = np.divmod(at - MONDAY, WEEK)
    result: IntArray = weeks * len(minutes) + passed[rest]
    if len(days):
        past = days.searchsorted(at, side="right")
        result += shift[past]
        for place in np.flatnonzero((past > 0) & (at < days[past - 1] + 1440)).tolist():
            result[place] = calendar.position(int(at[place]))
    return result


def earliest_point(calendar: WorkCalendar, at: int) -> int:
    """Return the first point of a calendar, without its block, not before an instant."""
    position = calendar.position(at)
    return 2 * position + (calendar.finish_at(position) < at)


def latest_point(calendar: WorkCalendar, at: int) -> int:
    """Return the last point of a calendar, without its block, not after an instant."""
    position = calendar.position(at)
    return 2 * position + (calendar.start_at(position) <= at)


_LONGEST = 100 * 366 * 1440


@lru_cache(maxsize=4)
def timeline(calendars: tuple[WorkCalendar, ...], low: int, high: int) -> Timeline:
    """Return the tables of calendars for what lies between two instants."""
    if too_long(low, high):
        return everywhere(calendars)
    return Timeline(calendars, low, high)


def too_long(low: int, high: int) -> bool:
    """Tell whether tables from end to end would be too long for what lies between two instants."""
    return high - low > _LONGEST


@lru_cache(maxsize=4)
def everywhere(calendars: tuple[WorkCalendar, ...]) -> Weeks:
    """Return tables for all time."""
    return Weeks(calendars)


@lru_cache(maxsize=64)
def _intervals(
    calendar: WorkCalendar, low: int, high: int
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return begins, ends, and the positions of both, of all working intervals around two instants.

    At least a week is added to both sides, so that some working time lies there.
    """
    first, last = (low - MONDAY) // WEEK - 2, (high - MONDAY) // WEEK + 3
    own = dict(calendar.exceptions)
    # Exceptions may leave the first or last weeks without work: go on until there is some.
    while not any(_works(calendar, own, week) for week in (first, first + 1)):
        first -= 1
    while not any(_works(calendar, own, week) for week in (last - 1, last - 2)):
        last += 1
    plain = [
        (day * 1440 + start, day * 1440 + end)
        for day, hours in enumerate(calendar.week)
        for start, end in hours
    ]
    weeks = MONDAY + np.arange(first, last) * WEEK
    begins = (weeks[:, None] + np.array([start for start, _ in plain])).ravel()
    ends = (weeks[:, None] + np.array([end for _, end in plain])).ravel()
    days = [day for day in own if weeks[0] <= day * 1440 < weeks[-1] + WEEK]
    if days:
        kept = ~np.isin(begins // 1440, days)
        added = [(day * 1440 + start, day * 1440 + end) for day in days for start, end in own[day]]
        begins = np.append(begins[kept], [start for start, _ in added]).astype(np.int64)
        ends = np.append(ends[kept], [end for _, end in added]).astype(np.int64)
        begins.sort()
        ends.sort()
    after = calendar.position(int(begins[0])) + np.cumsum(ends - begins)
    return begins, ends, after - (ends - begins), after


def _works(calendar: WorkCalendar, own: Mapping[int, object], week: int) -> bool:
    first = MONDAY // 1440 + 7 * week
    return any(own.get(first + day, hours) for day, hours in enumerate(calendar.week))
