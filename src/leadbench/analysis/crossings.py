"""Edges that go through the clock, as a pass asks for them: those of one level at once.

The answers are those of ``edges.ask`` and ``edges.allow``, which look every calendar up anew. Here
is prepared, once for a pass, where each edge finds its calendars in the tables.
"""

from collections.abc import Callable

import numpy as np

from leadbench.analysis.edges import Asked, Part, allow, allow_third, ask, ask_third
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import Timeline

Cross = Callable[[IntArray, Part], IntArray]
"""From the heads of a pass to the points of the edges in ``Asked.clock`` that a part bounds."""


def asking(time: Timeline, asked: Asked, tail: IntArray, lead: IntArray, odd: IntArray) -> Cross:
    """Return what answers as ``ask`` for the edges of a level.

    Parameters
    ----------
    tail, lead
        Of each edge in ``clock`` where its driving end stands among the heads, and what to add to
        that for its point.
    odd
        Of each its last bit, where it is known: unless ``moments``.
    """
    if time.everywhere:
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


def allowing(time: Timeline, asked: Asked, tail: IntArray, lead: IntArray) -> Cross:
    """Return what answers as ``allow`` for the edges of a level; see ``asking``."""
    if time.everywhere:
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
