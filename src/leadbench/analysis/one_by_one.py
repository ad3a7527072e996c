"""The two passes row by row: for networks like chains, whose levels are too narrow for arrays.

The rules are those of ``passes``; both give the same answers.
"""

from itertools import islice

import numpy as np

from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import Timeline
from leadbench.analysis.within import allowed, gather, limits_below, lowered


def forward(layout: Layout, time: Timeline) -> IntArray:
    """Return the early heads as the pass counts them; see ``Layout``."""
    heads, inner = layout.heads().tolist(), layout.inner
    special = inner.keys() | layout.ceilings.keys()
    asked, walk = layout.forth, layout.walk_forth
    lead, add, clock = layout.lead.take(asked.slot), asked.add, asked.clock
    edges = zip(walk.direct, (lead + add)[walk.places].tolist(), strict=True)
    arrays = lead[clock], asked.shift, asked.keep, add[clock]
    lists = walk.crossing, walk.origins, walk.others, walk.thirds
    crossings = zip(*lists, *(array.tolist() for array in arrays), strict=True)
    to_clock, earliest = time.one_clock, time.one_earliest
    rows = zip(layout.floor.tolist(), layout.keep.tolist(), *walk.counts, strict=True)
    for rank, (head, keep, direct, through) in enumerate(rows):
        for source, more in islice(edges, direct):
            value = heads[source] + more
            if value > head:
                head = value
        if through:
            for source, number, other, third, ahead, shift, bits, then in islice(
                crossings, through
            ):
                point = heads[source] + ahead
                key = to_clock(point, number)
                if third:
                    block, counted, lag = third
                    key = earliest(key + block, counted) & -2
                    key = to_clock(key + lag + (lag < 0), counted)
                value = ((earliest(key + shift, other) & bits) | (point & 1)) + then
                if value > head:
                    head = value
        if rank in special:
            if rank in inner:
                gather(layout, time, heads, rank)
                continue
            head = lowered(layout, rank, head)
        heads[rank] = head & keep
    return np.array(heads, dtype=np.int64)


def backward(
    layout: Layout, time: Timeline, points: IntArray, cap: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the latest finish by rank, and the heads as the pass counts them."""
    asked, size, inner = layout.back, layout.size, layout.inner
    heads, limit = [0] * size, cap.tolist()
    walk = layout.walk_back
    lead, add, clock = layout.late_lead.take(asked.slot), asked.add, asked.clock
    more = (lead + add)[walk.places].tolist()
    edges = zip(reversed(walk.direct), reversed(more), strict=True)
    arrays = lead[clock] + asked.lag, asked.shift, add[clock]
    lists = walk.crossing, walk.origins, walk.others, walk.thirds
    crossings = zip(*map(reversed, lists), *(array[::-1].tolist() for array in arrays), strict=True)
    to_clock, latest_by, held = time.one_clock, time.one_latest, layout.steady
    steady = dict(zip(held.tolist(), (points[held] & layout.late_keep[held]).tolist(), strict=True))

    def told(slot: int) -> int:
        return int(heads[layout.tail[slot]] + layout.late_lead[slot])

    facts = layout.late_keep[::-1].tolist(), layout.late_add[::-1].tolist()
    rows = zip(range(size - 1, -1, -1), *facts, *map(reversed, walk.counts), strict=True)
    for rank, keep, length, direct, through in rows:
        latest = limit[rank]
        for target, more in islice(edges, direct):
            value = heads[target] + more
            if value < latest:
                latest = value
        if through:
            for edge in islice(crossings, through):
                target, number, other, third, ahead, shift, then = edge
                key = to_clock((heads[target] + ahead) | 1, number)
                if third:
                    block, counted, lag = third
                    key = (latest_by(key + block, counted) - (lag < 0)) & -2
                    key = to_clock((key - lag) | 1, counted)
                value = latest_by(key + shift, other) + then
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
        heads[rank] = (latest & keep) - length
        if rank in steady:
            heads[rank] = min(heads[rank], steady[rank])
    return np.array(limit, dtype=np.int64), np.array(heads, dtype=np.int64)
