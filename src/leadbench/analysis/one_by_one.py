"""The two passes row by row: for networks like chains, whose levels are too narrow for arrays.

The rules are those of ``passes``; both give the same answers.
"""

from itertools import islice

import numpy as np

from leadbench.analysis.crossings import allowing_one, asking_one
from leadbench.analysis.edges import Asked
from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import Clock
from leadbench.analysis.within import allowed, gather, limits_below


def forward(layout: Layout, time: Clock) -> IntArray:
    """Return the early heads as the pass counts them; see ``Layout``."""
    heads, inner, ceilings = layout.heads().tolist(), layout.inner, layout.ceilings
    asked = layout.forth
    both = _Edges(asked, layout.forth_tail, layout.lead, layout.order.into_begins)
    edges, crossings = iter(both.direct), iter(both.through)
    cross = asking_one(time, asked)
    rows = zip(layout.floor.tolist(), layout.keep.tolist(), *both.counts, strict=True)
    for rank, (head, keep, direct, through) in enumerate(rows):
        for source, more in islice(edges, direct):
            value = heads[source] + more
            if value > head:
                head = value
        if through:
            for at, source, lead, add in islice(crossings, through):
                value = cross(heads[source] + lead, at) + add
                if value > head:
                    head = value
        if rank in inner:
            gather(layout, time, heads, rank)
            continue
        if rank in ceilings:
            ceiling, least = ceilings[rank]
            if head >> 1 > ceiling >> 1:
                head = max(ceiling, least)
        heads[rank] = head & keep
    return np.array(heads, dtype=np.int64)


def backward(
    layout: Layout, time: Clock, points: IntArray, cap: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the latest finish by rank, and the heads as the pass counts them."""
    asked, size, inner = layout.back, layout.size, layout.inner
    heads, limit = [0] * size, cap.tolist()
    both = _Edges(asked, layout.back_tail, layout.late_lead, layout.order.out_begins)
    edges, crossings = reversed(both.direct), reversed(both.through)
    cross, held = allowing_one(time, asked), layout.steady
    steady = dict(zip(held.tolist(), (points[held] & layout.late_keep[held]).tolist(), strict=True))

    def told(slot: int) -> int:
        return int(heads[layout.tail[slot]] + layout.late_lead[slot])

    facts = layout.late_keep.tolist(), layout.late_add.tolist(), *both.counts
    rows = zip(range(size - 1, -1, -1), *(reversed(fact) for fact in facts), strict=True)
    for rank, keep, length, direct, through in rows:
        latest = limit[rank]
        for target, more in islice(edges, direct):
            value = heads[target] + more
            if value < latest:
                latest = value
        if through:
            for at, target, lead, add in islice(crossings, through):
                value = cross(heads[target] + lead, at) + add
                if value < latest:
                    latest = value
        if rank in inner:
            first, last = layout.order.edges_out[rank]
            ends = np.array([told(slot) for slot in asked.slot[first:last].tolist()], np.int64)
            own = allowed(layout, time, ends, rank)
            for leaf, found in limits_below(layout, time, points, told, own, rank):
                limit[leaf] = min(limit[leaf], found)
            continue
        limit[rank] = latest
        head = (latest & keep) - length
        if rank in steady and steady[rank] < head:
            head = steady[rank]
        heads[rank] = head
    return np.array(limit, dtype=np.int64), np.array(heads, dtype=np.int64)


class _Edges:
    """The edges of a pass, those by addition apart from those through the clock.

    Attributes
    ----------
    direct
        Of each the place of its other end among the heads, and what to add.
    through
        Of each its place in ``Asked.clock``, that of its other end, and what to add before and
        after the clock.
    counts
        How many of both each rank has.
    """

    def __init__(self, asked: Asked, tail: IntArray, leads: IntArray, begins: IntArray) -> None:
        lead, add, clock = leads.take(asked.slot), asked.add, asked.clock
        through = np.searchsorted(clock, begins)
        more = lead + add
        others = np.delete(np.arange(len(add)), clock)
        self.direct = list(zip(tail[others].tolist(), more[others].tolist(), strict=True))
        self.through = list(
            zip(range(len(clock)), tail[clock].tolist(), lead[clock].tolist(),
                add[clock].tolist(), strict=True)
        )  # fmt: skip
        crossing = np.diff(through)
        self.counts = (np.diff(begins) - crossing).tolist(), crossing.tolist()
