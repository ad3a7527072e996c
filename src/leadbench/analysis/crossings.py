"""Edges that go through the clock, as a pass asks for them: some of one level at once, or one.

The answers are those of ``edges.ask`` and ``edges.allow``, which look every calendar up anew. Here
is prepared, once for a pass, where each edge finds its calendars in the tables.
"""

from bisect import bisect_left
from collections.abc import Callable

import numpy as np

from leadbench.analysis.edges import Asked, Part, allow, allow_third, ask, ask_third
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import Clock, Timeline

Cross = Callable[[IntArray, Part], IntArray]
"""From the heads of a pass to the points of the edges in ``Asked.clock`` that a part bounds."""
CrossOne = Callable[[int, int], int]
"""From the point of an edge, and its place in ``Asked.clock``, to the point beyond the clock."""


def asking(time: Clock, asked: Asked, tail: IntArray, lead: IntArray, odd: IntArray) -> Cross:
    """Return what answers as ``ask`` for the edges of a level.

    Parameters
    ----------
    tail, lead
        Of each edge in ``clock`` where its driving end stands among the heads, and what to add to
        that for its point.
    odd
        Of each its last bit, where it is known: unless ``moments``.
    """
    if not isinstance(time, Timeline):
        return lambda heads, part: ask(
            time, asked, heads.take(tail[part[0] : part[1]]) + lead[part[0] : part[1]], part, None
        )
    to_clock, to_point, end = time.clock_of_near, time.point_of_near, time.end_point
    clock_place, point_place, minimum = time.points.near, time.keys.near, np.minimum
    lead = lead + time.points.bases.take(asked.origin // BLOCK)
    shift = asked.shift + time.keys.bases.take(asked.block // BLOCK)
    moments = asked.moments
    if not moments:
        odd = odd.copy()
        odd[asked.via] = 0
        shift -= odd

    def cross(heads: IntArray, part: Part) -> IntArray:
        first, last, via, via_end = part
        at = heads.take(tail[first:last])
        at += lead[first:last]
        if moments:
            # Bases are odd, so that the last bit of the point is turned.
            flag = at & 1
            flag ^= 1
        at += to_clock.take(clock_place(at), mode="clip")
        if moments:
            at -= flag
        if via_end > via:
            places = asked.via[via:via_end] - first
            at[places] = ask_third(time, asked, at[places] & -2, via, via_end)
        at += shift[first:last]
        place = point_place(at)
        at += to_point.take(place, mode="clip")
        minimum(at, end.take(place, mode="clip"), out=at)
        if moments:
            at &= asked.keep[first:last]
            at |= flag
        return at

    return cross


def allowing(time: Clock, asked: Asked, tail: IntArray, lead: IntArray) -> Cross:
    """Return what answers as ``allow`` for the edges of a level; see ``asking``."""
    if not isinstance(time, Timeline):
        return lambda heads, part: allow(
            time, asked, heads.take(tail[part[0] : part[1]]) + lead[part[0] : part[1]], part, None
        )
    to_clock, to_point, end = time.clock_of_near, time.point_of_near, time.last_point
    clock_place, point_place, minimum = time.points.near, time.keys.near, np.minimum
    # All count from the later of two points, and up to the next instant: both are one more.
    lead = (lead & -2) + asked.lag + 1 + time.points.bases.take(asked.origin // BLOCK)
    shift = asked.shift + time.keys.bases.take(asked.block // BLOCK)

    def cross(heads: IntArray, part: Part) -> IntArray:
        first, last, via, via_end = part
        at = heads.take(tail[first:last])
        at += lead[first:last]
        if asked.moments:
            at &= -2
        at += to_clock.take(clock_place(at), mode="clip")
        if via_end > via:
            places = asked.via[via:via_end] - first
            at[places] = allow_third(time, asked, at[places] - 1, via, via_end) + 1
        at += shift[first:last]
        place = point_place(at)
        at += to_point.take(place, mode="clip")
        minimum(at, end.take(place, mode="clip"), out=at)
        return at

    return cross


def asking_one(time: Clock, asked: Asked) -> CrossOne:
    """Return what answers as ``ask`` for one edge."""
    shift: list[int] = asked.shift.tolist()
    keep: list[int] = asked.keep.tolist()
    via = _thirds(asked)
    if via or not isinstance(time, Timeline):

        def cross(point: int, at: int) -> int:
            key = time.one_clock(point)
            if at in via:
                block, lag = via[at]
                key = time.one_clock((time.one_earliest(key + block) & -2) + lag + (lag < 0))
            found = time.one_earliest(key + shift[at])
            return (found & keep[at]) | (point & 1)

        return cross
    ends, to_clock, begins, to_point, end = time.lists

    def cross_by_lists(point: int, at: int) -> int:
        key = (point & -2) + to_clock[bisect_left(ends, point)] + shift[at]
        place = bisect_left(begins, key)
        found, last = key + to_point[place], end[place]
        if found > last:
            found = last
        return (found & keep[at]) | (point & 1)

    return cross_by_lists


def allowing_one(time: Clock, asked: Asked) -> CrossOne:
    """Return what answers as ``allow`` for one edge."""
    shift: list[int] = asked.shift.tolist()
    lags: list[int] = asked.lag.tolist()
    via = _thirds(asked)
    if via or not isinstance(time, Timeline):

        def cross(point: int, at: int) -> int:
            key = time.one_clock((point + lags[at]) | 1)
            if at in via:
                block, lag = via[at]
                key = time.one_latest(key + block) - (lag < 0)
                key = time.one_clock(((key & -2) - lag) | 1)
            return time.one_latest(key + shift[at])

        return cross
    ends, to_clock, begins, to_point, end = time.lists

    def cross_by_lists(point: int, at: int) -> int:
        point = (point + lags[at]) | 1
        key = point + to_clock[bisect_left(ends, point)] + shift[at]
        place = bisect_left(begins, key)
        found, last = key + to_point[place], end[place] - 1
        return min(last, found)

    return cross_by_lists


def _thirds(asked: Asked) -> dict[int, tuple[int, int]]:
    pairs = zip(asked.via_block.tolist(), asked.via_lag.tolist(), strict=True)
    return dict(zip(asked.via.tolist(), pairs, strict=True))
