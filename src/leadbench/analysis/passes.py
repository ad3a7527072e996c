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
from leadbench.analysis.edges import Reach, allow, ask
from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import FAR, Clock
from leadbench.analysis.within import gather, limits_below

_LEVEL, _CLOCK_LEVEL = 6.0, 17.0
"""Microseconds of a level at once, and what it costs more where edges go through the clock."""
_ROW, _CLOCK_EDGE = 0.37, 2.7
"""Microseconds of a row or an edge by itself, and of an edge through the clock more."""


@dataclass(frozen=True, eq=False)
class Late:
    """What the pass backwards finds, as points.

    ``finish`` is the latest finish of each rank; ``slots`` hold the head and finish that its
    predecessors are told, which are earlier for work that goes on without a pause.
    """

    finish: IntArray
    slots: IntArray


def in_levels(layout: Layout) -> bool:
    """Tell whether whole levels at once are the quicker way."""
    through = len(layout.forth.clock)
    by_row = _ROW * (layout.size + len(layout.order.into)) + _CLOCK_EDGE * through
    levels = len(layout.order.forth)
    return _LEVEL * levels + _CLOCK_LEVEL * min(levels, through) < by_row


def forward(layout: Layout, time: Clock, *, levels: bool) -> IntArray:
    """Return the early head and finish of every rank, as the slots of ``Layout``."""
    if not levels:
        return one_by_one.forward(layout, time)
    points, asked, size = layout.points(), layout.forth, layout.size
    slot, add_edge = asked.slot, asked.add
    floor, keep, begin, add = layout.floor, layout.keep, layout.begin, layout.add
    for level, part in zip(layout.order.forth, layout.forth_parts, strict=True):
        first, leaves, edge, edge_end = level.first, level.leaves, level.edge, level.edge_end
        if edge_end > edge:
            value = points.take(slot[edge:edge_end])
            if part[1] > part[0]:
                places = asked.clock[part[0] : part[1]] - edge
                value[places] = ask(time, asked, value.take(places), part, None)
            value += add_edge[edge:edge_end]
            head = np.maximum.reduceat(value, level.begins)
            np.maximum(head, floor[first:leaves], out=head)
        else:
            head = floor[first:leaves].copy()
        if layout.ceilings:
            for rank in layout.ceilings.keys() & set(range(first, leaves)):
                head[rank - first] = lowered(layout, rank, int(head[rank - first]))
        np.bitwise_or(head, begin[first:leaves], out=points[first:leaves])
        head &= keep[first:leaves]
        np.add(head, add[first:leaves], out=points[size + first : size + leaves])
        for rank in range(leaves, level.end):
            gather(layout, time, points, rank)
    return points


def lowered(layout: Layout, rank: int, head: int) -> int:
    """Return the head that a date allows which goes before links."""
    ceiling, least = layout.ceilings[rank]
    return max(ceiling, least) if head >> 1 > ceiling >> 1 else head


def backward(layout: Layout, time: Clock, points: IntArray, cap: IntArray, *, levels: bool) -> Late:
    """Return how late everything may lie.

    Parameters
    ----------
    points
        What ``forward`` returned.
    cap
        The latest finish by the project's end, deadlines and constraints, by rank. Changed.
    """
    if not levels:
        finish, slots = one_by_one.backward(layout, time, points, cap)
        return Late(finish, slots)
    asked, size, order = layout.back, layout.size, layout.order
    slots = np.zeros(2 * size, dtype=np.int64)
    steady = np.full(size, FAR, dtype=np.int64)
    steady[layout.steady] = points[layout.steady]
    held = bool(layout.steady.size)
    slot, add_edge = asked.slot, asked.add
    keep, begin, add = layout.late_keep, layout.late_begin, layout.late_add
    for level, part in zip(order.back, layout.back_parts, strict=True):
        first, led, leaves, edge = level.first, level.led, level.leaves, level.edge
        if level.edge_end > edge:
            value = slots.take(slot[edge : level.edge_end])
            if part[1] > part[0]:
                places = asked.clock[part[0] : part[1]] - edge
                value[places] = allow(time, asked, value.take(places), part, None)
            value += add_edge[edge : level.edge_end]
            for rank in range(leaves, level.end):
                begins = order.out_begins[rank : rank + 2] - edge
                own = value[int(begins[0]) : int(begins[1])]
                for leaf, limit in limits_below(layout, time, points, slots, own, rank):
                    cap[leaf] = min(cap[leaf], limit)
            if led > first:
                limit_of = np.minimum.reduceat(value[: level.leaf_edges - edge], level.begins)
                np.minimum(cap[first:led], limit_of, out=cap[first:led])
        head = cap[first:leaves] & keep[first:leaves]
        own_add = add[first:leaves]
        head -= own_add
        head |= begin[first:leaves]
        if held:
            np.minimum(head, steady[first:leaves], out=head)
        slots[first:leaves] = head
        head &= keep[first:leaves]
        np.add(head, own_add, out=slots[size + first : size + leaves])
    return Late(cap, slots)


def asked_for(layout: Layout, time: Clock, points: IntArray, reach: Reach) -> IntArray:
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


def allowed_by(layout: Layout, time: Clock, heads: IntArray, reach: Reach) -> IntArray:
    """Return the finishes that all edges allow at some heads, sorted as ``Order.out``."""
    asked = layout.back
    value = heads.take(asked.slot)
    if asked.clock.size:
        whole = (0, len(asked.clock), 0, len(asked.via))
        value[asked.clock] = allow(time, asked, value.take(asked.clock), whole, reach)
    value += asked.add
    return value
