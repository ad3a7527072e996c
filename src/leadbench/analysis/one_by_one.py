"""The two passes row by row: for networks like chains, whose levels are too narrow for arrays.

The rules are those of ``passes``; both give the same answers. Plain numbers in lists are the
quickest here, below a thousand million if they can be: points have no block on the way.
"""

import numpy as np

from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import FAR, Weeks
from leadbench.analysis.walks import Call
from leadbench.analysis.within import allowed, gather, limits_below, lowered


def forward(layout: Layout, time: Weeks) -> IntArray:
    """Return the early heads as the pass counts them; see ``Layout``."""
    size, start, blocks = layout.size, layout.heads(), layout.blocks
    low = layout.floor - blocks[:size]
    start[:size] = low & layout.keep
    heads, inner, ceilings = start.tolist(), layout.inner, layout.ceilings
    floor, keeps = low.tolist(), layout.keep.tolist()

    def below(rank: int, head: int) -> int:
        block = int(blocks[rank])
        return (lowered(layout, rank, head + block) - block) & int(keeps[rank])

    for rank in ceilings:
        heads[rank] = below(rank, floor[rank])
    special = inner.keys() | ceilings.keys()
    asked, walk, order = layout.forth, layout.walk_forth, layout.order
    ahead = layout.lead.take(asked.slot)
    ahead[walk.direct] += asked.add[walk.direct]
    known = asked.clock[walk.added]
    ahead[known] = _known(layout, time, walk.added) - start[asked.slot[known]]
    # What is known before the pass has a block already.
    beyond = asked.slot >= 2 * size
    beyond[asked.clock[walk.called]] = False
    ahead[beyond] -= blocks[order.rank[layout.shape.target[order.into[beyond]]]]
    calls, ranks = walk.calls(asked), iter(walk.ranks)
    rank = next(ranks, 0)
    head = floor[rank] if floor else 0
    for source, more, way, then, last in walk.steps(asked, time, ahead):
        value = heads[source] + more
        if way is not None:
            value = way(value, then) if way else _asked(time, value, next(calls))
        if value > head:
            head = value
        if last:
            if special and rank in special:
                if rank in inner:
                    gather(layout, time, heads, rank)
                else:
                    heads[rank] = below(rank, head)
            else:
                heads[rank] = head & keeps[rank]
            rank = next(ranks, 0)
            head = floor[rank]
    result: IntArray = np.array(heads, dtype=np.int64) + blocks
    return result


def _known(layout: Layout, time: Weeks, edges: IntArray) -> IntArray:
    """Return the heads that edges from known dates ask for: no pass changes them."""
    asked = layout.forth
    places = asked.clock[edges]
    known = layout.known[asked.slot[places] - 2 * layout.size]
    found = time.earliest((known & -2) + asked.shift[edges]) & asked.keep[edges]
    result: IntArray = (found | (known & 1)) + asked.add[places]
    return result


def _asked(time: Weeks, point: int, call: Call) -> int:
    """Return the head that an edge through the clock asks for, as ``edges.ask``."""
    key = time.one_clock(point, call.origin)
    if call.third:
        block, counted, lag = call.third
        key = time.one_earliest(key + block, counted) & -2
        key = time.one_clock(key + lag + (lag < 0), counted)
    found = time.one_earliest(key + call.shift, call.other) & call.keep
    return (found | (point & 1)) + call.then


def _allowed(time: Weeks, point: int, call: Call) -> int:
    """Return the finish that an edge through the clock allows, as ``edges.allow``."""
    key = time.one_clock(point | 1, call.origin)
    if call.third:
        block, counted, lag = call.third
        key = (time.one_latest(key + block, counted) - (lag < 0)) & -2
        key = time.one_clock((key - lag) | 1, counted)
    return time.one_latest(key + call.shift, call.other) + call.then


def _below(
    layout: Layout, time: Weeks, points: IntArray, heads: list[int], rank: int
) -> list[tuple[int, int]]:
    """Return the ranks and latest finishes that the links of a summary allow below it."""

    def told(slot: int) -> int:
        return int(heads[layout.tail[slot]] + layout.blocks[slot] + layout.late_lead[slot])

    edges = slice(*layout.order.edges_out[rank])
    found = np.array([told(slot) for slot in layout.back.slot[edges].tolist()], dtype=np.int64)
    return limits_below(layout, time, points, told, allowed(layout, time, found, rank), rank)


def backward(
    layout: Layout, time: Weeks, points: IntArray, cap: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the latest finish by rank, and the heads as the pass counts them."""
    asked, inner, walk = layout.back, layout.inner, layout.walk_back
    steady = np.full(layout.size, FAR, dtype=np.int64)
    held = layout.steady
    steady[held] = points[held] & layout.late_keep[held]
    blocks = layout.blocks
    own = blocks[: layout.size]
    cap, steady = cap - own, steady - own
    limit, stays, going_on = cap.tolist(), steady.tolist(), bool(held.size)
    keeps, lengths = layout.late_keep.tolist(), layout.late_add.tolist()
    heads = np.minimum((cap & layout.late_keep) - layout.late_add, steady).tolist()

    def settle(rank: int, latest: int) -> None:
        limit[rank] = latest
        heads[rank] = min((latest & keeps[rank]) - lengths[rank], stays[rank])

    ahead = layout.late_lead.take(asked.slot)
    ahead[walk.direct] += asked.add[walk.direct]
    ahead[asked.clock] += asked.lag
    paired = asked.clock[walk.paired]
    # All count from the later of two points.
    ahead[paired] |= 1
    calls, ranks = walk.calls(asked), iter(walk.ranks)
    rank = next(ranks, 0)
    latest = limit[rank] if limit else 0
    for target, more, way, then, last in walk.steps(asked, time, ahead):
        value = heads[target] + more
        if way is not None:
            value = way(value & -2, then) if way else _allowed(time, value, next(calls))
        if value < latest:
            latest = value
        if last:
            if rank in inner:
                for leaf, at in _below(layout, time, points, heads, rank):
                    settle(leaf, min(limit[leaf], at - int(blocks[leaf])))
            else:
                limit[rank] = latest
                heads[rank] = (latest & keeps[rank]) - lengths[rank]
                if going_on:
                    settle(rank, latest)
            rank = next(ranks, 0)
            latest = limit[rank]
    return np.array(limit, dtype=np.int64) + own, np.array(heads, dtype=np.int64) + own
