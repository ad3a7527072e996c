"""The clock and the working time of several calendars, for many instants at once.

A **point** says where on a calendar something lies: twice the position
(``WorkCalendar.position``), plus one if of the two instants that share it the later is meant, where
work begins; Friday 17:00 is the point before Monday 08:00. Points compare like instants, and a lag
in working time is an addition.

So that one table serves all, each calendar has a block of points of its own: ``BLOCK`` times its
number is added. Number 0 is the clock itself, where every minute counts. Instants come doubled and
with the block of the calendar that they are asked about: a **key**.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from math import gcd

import numpy as np

from leadbench.analysis.calendars import MONDAY, WEEK, WorkCalendar
from leadbench.analysis.lookups import BLOCK, Lookup
from leadbench.analysis.order import IntArray

FAR = 1 << 60
"""Beyond any point: no limit."""
LOW = -(FAR // 2)
"""Before any point: nothing holds it."""
_BEYOND = 1 << 50


class Timeline:
    """The tables of some calendars between two instants.

    What is asked about instants outside of ``first`` to ``last`` comes back wrong: whoever asks
    looks afterwards whether all lay inside, and takes a longer timeline if not.
    """

    def __init__(self, calendars: tuple[WorkCalendar, ...], low: int, high: int) -> None:
        clock = np.array([low]), np.array([high]), np.array([low]), np.array([high])
        parts = [clock, *(_intervals(calendar, low, high) for calendar in calendars)]
        numbers = [number * BLOCK for number in range(len(parts))]
        begins, _, before, after = (np.concatenate(part) for part in zip(*parts, strict=True))
        sizes = [len(part[0]) for part in parts]
        base = np.repeat(numbers, sizes)
        self.first = max(int(part[0][0]) for part in parts) + 1
        self.last = min(int(part[1][-1]) for part in parts) - 1
        ends, begin_keys = base + 2 * after, base + 2 * begins
        to_clock = np.append(2 * begins - 2 * before - base, _BEYOND)
        # By the number of intervals that begin before a key; none before the first is asked about.
        to_point = np.insert(2 * before - 2 * begins, 0, 0)
        last_point = np.insert(ends, 0, 0)
        self.tables = ends, to_clock, begin_keys, to_point, last_point + 1
        unit = 2 * _unit(calendars)
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
    def lists(self) -> tuple[list[int], ...]:
        """The tables as lists, for one at a time."""
        return tuple(table.tolist() for table in self.tables)

    def one_clock(self, point: int) -> int:
        """Return the doubled instant of one point."""
        ends, to_clock, *_ = self.lists
        return (point & -2) + to_clock[bisect_left(ends, point)]

    def one_earliest(self, key: int) -> int:
        """Return the first point that does not lie before an instant."""
        _, _, begins, to_point, end_point = self.lists
        at = bisect_left(begins, key)
        return min(key + to_point[at], end_point[at])

    def one_latest(self, key: int) -> int:
        """Return the last point that does not lie after an instant."""
        _, _, begins, to_point, end_point = self.lists
        at = bisect_right(begins, key)
        return min(key + 1 + to_point[at], end_point[at] - 1)


def _unit(calendars: tuple[WorkCalendar, ...]) -> int:
    """Return the longest stretch, in minutes, that all working intervals are multiples of."""
    days = {hours for one in calendars for hours in one.week}
    days |= {hours for one in calendars for _, hours in one.exceptions}
    return gcd(1440, *(minute for hours in days for interval in hours for minute in interval))


class Exact:
    """The same answers without a table: for instants too far apart for one, at a higher price."""

    def __init__(self, calendars: tuple[WorkCalendar, ...]) -> None:
        self.calendars = calendars
        self.first, self.last = -_BEYOND, _BEYOND

    def clock(self, points: IntArray) -> IntArray:
        """Return the doubled instants of points."""
        result = points & -2
        for calendar, chosen, rest in self._by_calendar(points):
            later = rest & 1
            at = starts_at(calendar, (rest >> 1) - 1 + later)
            result[chosen] = 2 * (at + 1 - later)
        return result

    def earliest(self, keys: IntArray) -> IntArray:
        """Return the first points that do not lie before instants."""
        result = keys.copy()
        for calendar, chosen, rest in self._by_calendar(keys):
            at = rest >> 1
            position = positions(calendar, at)
            point = 2 * position + (starts_at(calendar, position - 1) + 1 < at)
            result[chosen] = point + (keys[chosen] - rest)
        return result

    def latest(self, keys: IntArray) -> IntArray:
        """Return the last points that do not lie after instants."""
        result = keys + 1
        for calendar, chosen, rest in self._by_calendar(keys):
            at = rest >> 1
            position = positions(calendar, at)
            point = 2 * position + (starts_at(calendar, position) <= at)
            result[chosen] = point + (keys[chosen] - rest)
        return result

    def _by_calendar(self, values: IntArray) -> Iterator[tuple[WorkCalendar, IntArray, IntArray]]:
        """Yield each calendar with the places of its values, and these without its block."""
        number = (values + BLOCK // 2) // BLOCK
        number[(values <= -_BEYOND) | (values >= _BEYOND)] = 0
        for place, calendar in enumerate(self.calendars, start=1):
            chosen = np.flatnonzero(number == place)
            if len(chosen):
                yield calendar, chosen, values[chosen] - place * BLOCK

    def one_clock(self, point: int) -> int:
        """Return the doubled instant of one point."""
        number, calendar, rest = self._parts(point)
        if calendar is None or not -_BEYOND < point < _BEYOND:
            return (point & -2) - number * BLOCK
        return 2 * (calendar.start_at(rest >> 1) if rest & 1 else calendar.finish_at(rest >> 1))

    def one_earliest(self, key: int) -> int:
        """Return the first point that does not lie before an instant."""
        number, calendar, rest = self._parts(key)
        if calendar is None:
            return key
        return number * BLOCK + earliest_point(calendar, rest >> 1)

    def one_latest(self, key: int) -> int:
        """Return the last point that does not lie after an instant."""
        number, calendar, rest = self._parts(key)
        if calendar is None:
            return key + 1
        return number * BLOCK + latest_point(calendar, rest >> 1)

    def _parts(self, value: int) -> tuple[int, WorkCalendar | None, int]:
        number = (value + BLOCK // 2) // BLOCK
        inside = 0 < number <= len(self.calendars)
        calendar = self.calendars[number - 1] if inside else None
        return number, calendar, value - number * BLOCK


Clock = Timeline | Exact


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


_LONGEST = 400 * 366 * 1440


@lru_cache(maxsize=8)
def timeline(calendars: tuple[WorkCalendar, ...], low: int, high: int) -> Clock:
    """Return the tables of calendars for what lies between two instants."""
    if high - low > _LONGEST:
        return Exact(calendars)
    return Timeline(calendars, low, high)


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
