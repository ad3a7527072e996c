"""The two passes over a network: how early every activity can lie, and how late it may.

All is counted in points (``timeline``). A link between two activities of one calendar is then an
addition; only a link between calendars, one whose lag is elapsed time, or one that leaves a
summary goes through the clock. Each row is worked out once, after all it waits for: the longest
path through the network (Kelley & Walker 1959). Here a whole level of rows is worked out at once;
``one_by_one`` does the same row by row, which is quicker where levels are narrow.
"""

from dataclasses import dataclass

import numpy as np

from leadbench.analysis import one_by_one
from leadbench.analysis.crossings import allowing, asking
from leadbench.analysis.edges import Reach, allow, ask
from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import FAR, Timeline, Weeks
from leadbench.analysis.within import gather, limits_below, lowered

_LEVEL, _CLOCK_LEVEL, _WEEKS_LEVEL = 5.2, 9.5, 34.0
"""Microseconds of a level at once, and what it costs more where edges go through the clock: by
tables from end to end, or by ``Weeks``."""
_ROW, _CLOCK_EDGE = 0.17, 0.5
"""Microseconds of a row or an edge by itself, and of an edge through the clock more."""


@dataclass(frozen=True, eq=False)
class Late:
    """What the pass backwards finds, as points.

    ``finish`` is the latest finish of each rank; ``slots`` hold the head and finish that its
    predecessors are told, which are earlier for work that goes on without a pause.
    """

    finish: IntArray
    slots: IntArray


def in_levels(layout: Layout, *, far: bool) -> bool:
    """Tell whether whole levels at once are the quicker way; ``far`` if only ``Weeks`` reach."""
    through = len(layout.forth.clock)
    by_row = _ROW * (layout.size + len(layout.order.into)) + _CLOCK_EDGE * through
    levels = len(layout.order.forth)
    clock_level = _WEEKS_LEVEL if far else _CLOCK_LEVEL
    return _LEVEL * levels + clock_level * min(levels, through) < by_row


def forward(layout: Layout, time: Timeline, *, levels: bool) -> IntArray:
    """Return the early head and finish of every rank, as the slots of ``Layout``."""
    if not levels:
        assert isinstance(time, Weeks)
        return layout.points(one_by_one.forward(layout, time))
    heads, asked, tail, place = layout.heads(), layout.forth, layout.forth_tail, layout.forth_places
    floor, keep = layout.floor, layout.keep
    lead = layout.lead.take(asked.slot)
    more = lead + asked.add
    more[asked.clock] = asked.add[asked.clock]
    cross = asking(time, asked, tail[asked.clock], lead[asked.clock], layout.odd)
    for level, part in zip(layout.order.forth, layout.forth_parts, strict=True):
        first, leaves, edge, edge_end = level.first, level.leaves, level.edge, level.edge_end
        head = floor[first:leaves]
        if edge_end > edge:
            value = heads.take(tail[edge:edge_end])
            if part[1] > part[0]:
                value[place[part[0] : part[1]]] = cross(heads, part)
            value += more[edge:edge_end]
            head = np.maximum(np.maximum.reduceat(value, level.begins), head)
        if layout.ceilings:
            head = head.copy()
            for rank in layout.ceilings.keys() & set(range(first, leaves)):
                head[rank - first] = lowered(layout, rank, int(head[rank - first]))
        np.bitwise_and(head, keep[first:leaves], out=heads[first:leaves])
        for rank in range(leaves, level.end):
            gather(layout, time, heads, rank)
    return layout.points(heads)


def backward(
    layout: Layout, time: Timeline, points: IntArray, cap: IntArray, *, levels: bool
) -> Late:
    """Return how late everything may lie.

    Parameters
    ----------
    points
        What ``forward`` returned.
    cap
        The latest finish by the project's end, deadlines and constraints, by rank. Changed.
    """
    if not levels:
        assert isinstance(time, Weeks)
        finish, heads = one_by_one.backward(layout, time, points, cap)
        return Late(finish, layout.late_slots(heads))
    asked, order, tail, place = layout.back, layout.order, layout.back_tail, layout.back_places
    heads = np.zeros(layout.size, dtype=np.int64)
    keep, add = layout.late_keep, layout.late_add
    steady = np.full(layout.size, FAR, dtype=np.int64)
    steady[layout.steady] = points[layout.steady] & keep[layout.steady]
    held = bool(layout.steady.size)
    lead = layout.late_lead.take(asked.slot)
    more = lead + asked.add
    more[asked.clock] = asked.add[asked.clock]
    cross = allowing(time, asked, tail[asked.clock], lead[asked.clock])

    def told(slot: int) -> int:
        return int(heads[layout.tail[slot]] + layout.late_lead[slot])

    for level, part in zip(order.back, layout.back_parts, strict=True):
        first, led, leaves, edge = level.first, level.led, level.leaves, level.edge
        if level.edge_end > edge:
            value = heads.take(tail[edge : level.edge_end])
            if part[1] > part[0]:
                value[place[part[0] : part[1]]] = cross(heads, part)
            value += more[edge : level.edge_end]
            for rank in range(leaves, level.end):
                begins = order.out_begins[rank : rank + 2] - edge
                own = value[int(begins[0]) : int(begins[1])]
                for leaf, limit in limits_below(layout, time, points, told, own, rank):
                    cap[leaf] = min(cap[leaf], limit)
            if led > first:
                limit_of = np.minimum.reduceat(value[: level.leaf_edges - edge], level.begins)
                np.minimum(cap[first:led], limit_of, out=cap[first:led])
        head = heads[first:leaves]
        np.subtract(cap[first:leaves] & keep[first:leaves], add[first:leaves], out=head)
        if held:
            np.minimum(head, steady[first:leaves], out=head)
    return Late(cap, layout.late_slots(heads))


def asked_for(layout: Layout, time: Timeline, points: IntArray, reach: Reach) -> IntArray:
    """Return the heads that all edges ask for, as points, sorted as ``Order.into``.

    ``reach`` takes up the doubled instants that were asked about, to be held against the timeline.
    """
    asked = layout.forth
    value = points.take(asked.slot)
    if asked.clock.size:
        whole = (0, len(asked.clock), 0, len(asked.via))
        value[asked.clock] = ask(time, asked, value.take(asked.clock), whole, reach)
    value += asked.add
    return value


def allowed_by(layout: Layout, time: Timeline, heads: IntArray, reach: Reach) -> IntArray:
    """Return the finishes that all edges allow at some heads, sorted as ``Order.out``."""
    asked = layout.back
    value = heads.take(asked.slot)
    if asked.clock.size:
        whole = (0, len(asked.clock), 0, len(asked.via))
        value[asked.clock] = allow(time, asked, value.take(asked.clock), whole, reach)
    value += asked.add
    return value
