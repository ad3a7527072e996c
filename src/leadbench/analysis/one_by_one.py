"""The two passes row by row: for networks like chains, whose levels are too narrow for arrays.

The rules are those of ``passes``; both give the same answers.
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from leadbench.analysis.edges import Asked
from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import Clock
from leadbench.analysis.within import gather, limits_below


def forward(layout: Layout, time: Clock) -> IntArray:
    """Return the early head and finish of every rank, as the slots of ``Layout``."""
    points, asked, size = layout.points().tolist(), layout.forth, layout.size
    slot, add_edge = asked.slot.tolist(), asked.add.tolist()
    keep, begin, add = layout.keep.tolist(), layout.begin.tolist(), layout.add.tolist()
    inner, ceilings = layout.inner, layout.ceilings
    if not (len(asked.clock) or inner or ceilings):
        edges = zip(slot, add_edge, strict=True)
        rows = zip(layout.floor.tolist(), _counts(layout.order.edges_into), begin, keep, add,
                   strict=True)  # fmt: skip
        for rank, (head, count, flag, mask, length) in enumerate(rows):
            for source, more in islice(edges, count):
                value = points[source] + more
                if value > head:
                    head = value
            points[rank] = head | flag
            points[rank + size] = (head & mask) + length
        return np.array(points, dtype=np.int64)
    through = _Asking(asked, time)
    by_clock, over_clock = through.places(len(slot)), through.ask
    for rank, (head, (first, last)) in enumerate(
        zip(layout.floor.tolist(), layout.order.edges_into, strict=True)
    ):
        if rank in inner:
            gather(layout, time, points, rank)
            continue
        for place in range(first, last):
            value = points[slot[place]]
            at = by_clock[place]
            if at >= 0:
                value = over_clock(value, at)
            value += add_edge[place]
            if value > head:
                head = value
        if rank in ceilings:
            ceiling, least = ceilings[rank]
            if head >> 1 > ceiling >> 1:
                head = max(ceiling, least)
        points[rank] = head | begin[rank]
        points[rank + size] = (head & keep[rank]) + add[rank]
    return np.array(points, dtype=np.int64)


def backward(
    layout: Layout, time: Clock, points: IntArray, cap: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the latest finish by rank, and the slots of heads and finishes; ``cap`` is changed."""
    asked, size, order = layout.back, layout.size, layout.order
    slots, limit = [0] * (2 * size), cap.tolist()
    slot, add_edge = asked.slot.tolist(), asked.add.tolist()
    keep, begin = layout.late_keep.tolist(), layout.late_begin.tolist()
    add, inner = layout.late_add.tolist(), layout.inner
    if not (len(asked.clock) or inner or len(layout.steady)):
        edges = zip(reversed(slot), reversed(add_edge), strict=True)
        ranks = range(size - 1, -1, -1)
        rows = zip(ranks, reversed(limit), reversed(_counts(order.edges_out)), reversed(keep),
                   reversed(add), reversed(begin), strict=True)  # fmt: skip
        for rank, latest, count, mask, length, flag in rows:
            for target, more in islice(edges, count):
                value = slots[target] + more
                if value < latest:
                    latest = value
            limit[rank] = latest
            head = slots[rank] = ((latest & mask) - length) | flag
            slots[rank + size] = (head & mask) + length
        return np.array(limit, dtype=np.int64), np.array(slots, dtype=np.int64)
    through = _Asking(asked, time)
    by_clock, over_clock = through.places(len(slot)), through.allow
    steady = dict(zip(layout.steady.tolist(), points[layout.steady].tolist(), strict=True))
    edges_out = order.edges_out
    for rank in range(size - 1, -1, -1):
        latest = limit[rank]
        first, last = edges_out[rank]
        own = []
        for place in range(first, last):
            value = slots[slot[place]]
            at = by_clock[place]
            if at >= 0:
                value = over_clock(value, at)
            value += add_edge[place]
            if value < latest:
                latest = value
            own.append(value)
        if rank in inner:
            allowed = np.array(own, dtype=np.int64)
            for leaf, found in limits_below(layout, time, points, slots, allowed, rank):
                limit[leaf] = min(limit[leaf], found)
            continue
        limit[rank] = latest
        head = ((latest & keep[rank]) - add[rank]) | begin[rank]
        if rank in steady and steady[rank] < head:
            head = steady[rank]
        slots[rank] = head
        slots[rank + size] = (head & keep[rank]) + add[rank]
    return np.array(limit, dtype=np.int64), np.array(slots, dtype=np.int64)


def _counts(edges: Sequence[tuple[int, int]]) -> list[int]:
    return [last - first for first, last in edges]


class _Asking:
    """What ``edges.ask`` and ``edges.allow`` do, for one edge at a time."""

    def __init__(self, asked: Asked, time: Clock) -> None:
        self.asked, self.time = asked, time
        self.shift, self.lag = asked.shift.tolist(), asked.lag.tolist()
        self.keep = asked.keep.tolist()
        pairs = zip(asked.via_block.tolist(), asked.via_lag.tolist(), strict=True)
        self.via = dict(zip(asked.via.tolist(), pairs, strict=True))

    def places(self, count: int) -> list[int]:
        """Return the place in ``clock`` of each edge, -1 where an addition does."""
        result = np.full(count, -1, dtype=np.int64)
        result[self.asked.clock] = np.arange(len(self.asked.clock))
        places: list[int] = result.tolist()
        return places

    def ask(self, point: int, at: int) -> int:
        """Return the point that an edge asks for, without ``add``."""
        time = self.time
        key = time.one_clock(point)
        if at in self.via:
            block, lag = self.via[at]
            key = time.one_clock((time.one_earliest(key + block) & -2) + lag + (lag < 0))
        found = time.one_earliest(key + self.shift[at])
        return int((found & self.keep[at]) | (point & 1))

    def allow(self, point: int, at: int) -> int:
        """Return the point that an edge allows, without ``add``."""
        time = self.time
        key = time.one_clock((point + self.lag[at]) | 1)
        if at in self.via:
            block, lag = self.via[at]
            key = time.one_clock((((time.one_latest(key + block) - (lag < 0)) & -2) - lag) | 1)
        return time.one_latest(key + self.shift[at])
