"""From the working time of one calendar to that of another, for one point at a time.

The working minutes that one calendar has had grow with those of another, or rest: by stretches of
time in which both work, or only one does. So a few numbers for each stretch answer, without the
clock between them. It is the same for all time (``Weeks``): before and after all exceptions, what
lies beyond is moved by whole weeks.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable

import numpy as np

from leadbench.analysis.calendars import WEEK
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import Weeks

Through = Callable[[int, int], int]
"""From a point of one calendar, less ``Pair.first``, to one of the other, and what to add there."""
_SLOTS = 1 << 18
"""Stretches of one length to look up in; more would cost more than a search saves."""
_REST, _AT_REST = 1 << 60, -(1 << 59)
"""Of a stretch in which the other calendar rests, the table has its point, less so much."""


class Pair:
    """What leads from the points of a calendar, without block, to those of another.

    Attributes
    ----------
    first
        What to subtract from a point that is asked about.
    through
        From the rest to the point. Forwards the last bit says nothing, of either; backwards, where
        the last one is asked for that does not lie after, those that are asked about are even.
    """

    def __init__(self, time: Weeks, number: int, other: int, *, back: bool) -> None:
        block, others = number * BLOCK, other * BLOCK
        low, high = (int(bound[number]) - block for bound in time.points.bounds)
        if not number:
            low, high = 2 * time.low, 2 * (time.high + WEEK)
        self.first = low + 1
        size, unit = high - low, time.points.unit
        searched = size // unit > _SLOTS
        begins = (
            self._begins(time, number, other, low, high) if searched else np.arange(0, size, unit)
        )
        keys = time.clock(begins + (low + 1 + block))
        # Backwards the last bit tells: work goes on where the later instant of a point is reached.
        found = (time.latest if back else time.earliest)(keys + others) - others
        if back:
            grows = found & 1 == 1
        else:
            ends = np.append(begins[1:], size) + (low + block)
            found &= -2
            grows = ((time.earliest(time.clock(ends) + others) - others) & -2) > found
            found += grows
        week, other_week = (int(time.week_points[one]) for one in (number, other))
        # One table, without objects in it: what is looked up was seldom looked up just before.
        table = array("q", np.where(grows, found - begins, found - _REST).tobytes())
        if searched:
            self.through = _searched(begins.tolist(), size, (week, other_week), table)
        else:
            self.through = _looked_up(unit, size, (week, other_week), table)

    @staticmethod
    def _begins(time: Weeks, number: int, other: int, low: int, high: int) -> IntArray:
        """Return where stretches begin, less ``first``."""
        instants = np.unique(np.concatenate([time.ends_of(number), time.ends_of(other)]))
        block = number * BLOCK
        found = (time.earliest(2 * instants + block) - block) & -2
        return np.unique(np.append(found[(found >= low) & (found < high)], low)) - low


def _looked_up(unit: int, size: int, weeks: tuple[int, int], table: "array[int]") -> Through:
    week, other_week = weeks

    def through(value: int, then: int) -> int:
        if not 0 <= value < size:
            over = value // week if value < 0 else (value - size) // week + 1
            value -= over * week
            then += over * other_week
        more = table[value // unit]
        return value + more + then if more > _AT_REST else more + _REST + then

    return through


def _searched(begins: list[int], size: int, weeks: tuple[int, int], table: "array[int]") -> Through:
    week, other_week = weeks

    def through(value: int, then: int) -> int:
        if not 0 <= value < size:
            over = value // week if value < 0 else (value - size) // week + 1
            value -= over * week
            then += over * other_week
        more = table[bisect_right(begins, value) - 1]
        return value + more + then if more > _AT_REST else more + _REST + then

    return through


def pair(time: Weeks, number: int, other: int, *, back: bool) -> Pair:
    """Return what leads from a calendar to another; number 0 is the clock."""
    known: dict[tuple[int, int, bool], Pair] = time.pairs
    key = number, other, back
    if key not in known:
        known[key] = Pair(time, number, other, back=back)
    return known[key]


def way(time: Weeks, number: int, other: int, shift: int, *, back: bool) -> tuple[int, Through]:
    """Return what to subtract from a point, and what leads on from there.

    ``shift`` is added on the clock between both calendars: doubled minutes.
    """
    if not shift:
        both = pair(time, number, other, back=back)
        return both.first, both.through
    one, two = pair(time, number, 0, back=back), pair(time, 0, other, back=back)
    first, second, shift = one.through, two.through, shift - two.first

    def through(value: int, then: int) -> int:
        return second(first(value, shift), then)

    return one.first, through
