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

import numpy as np

from leadbench.analysis.calendars import MONDAY, WEEK, WorkCalendar
from leadbench.analysis.order import IntArray

BLOCK = 1 << 42
"""Points that each calendar has for itself: a million years to both sides."""
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
        bases = [number * BLOCK for number in range(len(parts))]
        begins, _, before, after = (np.concatenate(part) for part in zip(*parts, strict=True))
        base = np.repeat(bases, [len(part[0]) for part in parts])
        self.first = max(int(part[0][0]) for part in parts) + 1
        self.last = min(int(part[1][-1]) for part in parts) - 1
        self.begins = base + 2 * begins
        self.ends = base + 2 * after
        self.to_clock = np.append(2 * begins - 2 * before - base, _BEYOND)
        # By the number of intervals that begin before a key; none before the first is asked about.
        self.to_point = np.insert(2 * before - 2 * begins, 0, 0)
        self.last_point = np.insert(self.ends, 0, 0)
        self.end_point = self.last_point + 1
        sizes = [len(part[0]) for part in parts]
        self.ends_before, self.begins_before = (
            _Before(self.ends, sizes),
            _Before(self.begins, sizes),
        )

    def clock(self, points: IntArray) -> IntArray:
        """Return the doubled instants of points."""
        result: IntArray = self.to_clock.take(self.ends_before.count(points))
        result += points & -2
        return result

    def earliest(self, keys: IntArray) -> IntArray:
        """Return the first points that do not lie before instants."""
        at = self.begins_before.count(keys)
        result: IntArray = self.to_point.take(at)
        result += keys
        np.minimum(result, self.end_point.take(at), out=result)
        return result

    def latest(self, keys: IntArray) -> IntArray:
        """Return the last points that do not lie after instants."""
        at = self.begins_before.count(keys + 1)
        result: IntArray = self.to_point.take(at)
        result += keys
        result += 1
        np.minimum(result, self.last_point.take(at), out=result)
        return result

    @cached_property
    def _lists(self) -> tuple[list[int], ...]:
        tables = (self.ends, self.to_clock, self.begins, self.to_point, self.end_point)
        return tuple(table.tolist() for table in tables)

    def one_clock(self, point: int) -> int:
        """Return the doubled instant of one point."""
        ends, to_clock, *_ = self._lists
        return (point & -2) + to_clock[bisect_left(ends, point)]

    def one_earliest(self, key: int) -> int:
        """Return the first point that does not lie before an instant."""
        _, _, begins, to_point, end_point = self._lists
        at = bisect_left(begins, key)
        return min(key + to_point[at], end_point[at])

    def one_latest(self, key: int) -> int:
        """Return the last point that does not lie after an instant."""
        _, _, begins, to_point, end_point = self._lists
        at = bisect_right(begins, key)
        return min(key + 1 + to_point[at], end_point[at] - 1)


class _Before:
    """How many entries of a table lie before values: of few by search, of many by looking up.

    The values of each block are cut into stretches so short that none holds two entries; what lies
    before a stretch is looked up, and the one entry in it compared. A search among many entries
    takes ten times as long, for the processor cannot foresee its steps.
    """

    def __init__(self, table: IntArray, sizes: list[int]) -> None:
        self.table = table
        self.padded = np.append(table, FAR)
        self.short: IntArray | None = None
        starts = np.append(0, np.cumsum(sizes))
        gaps = np.diff(table)
        gaps[starts[1:-1] - 1] = FAR
        smallest = int(gaps.min(initial=FAR))
        self.shift = max(1, min(smallest, 1 << 20)).bit_length() - 1
        first = table[starts[:-1]] >> self.shift
        last = table[starts[1:] - 1] >> self.shift
        counts = last - first + 3
        if int(counts.sum()) > _STRETCHES:
            return
        begins = np.append(0, np.cumsum(counts))
        self.offset = begins[:-1] - first + 1
        self.lowest, self.highest = begins[:-1], begins[1:] - 1
        edges = [
            (np.arange(count) + low - 1) << self.shift
            for count, low in zip(counts.tolist(), first.tolist(), strict=True)
        ]
        self.short = table.searchsorted(np.concatenate(edges))

    def count(self, values: IntArray) -> IntArray:
        """Return how many entries of the table lie before each value."""
        if self.short is None or len(values) < _MANY:
            return self.table.searchsorted(values)
        block = (values + BLOCK // 2) >> 42
        place = self.offset.take(block, mode="clip")
        place += values >> self.shift
        np.maximum(place, self.lowest.take(block, mode="clip"), out=place)
        np.minimum(place, self.highest.take(block, mode="clip"), out=place)
        before: IntArray = self.short.take(place, mode="clip")
        before += self.padded.take(before) < values
        return before


_MANY, _STRETCHES = 64, 1 << 21


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
