"""What shall lie as late as possible, moved as far as nothing after it moves."""

import numpy as np

from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import FAR, Timeline
from leadbench.analysis.within import allowed, limits_below


def delay(layout: Layout, time: Timeline, points: IntArray, late: IntArray) -> IntArray:
    """Move what shall lie as late as possible; return the ranks that moved.

    Parameters
    ----------
    points
        The slots of the pass forwards. Changed.
    late
        The latest finishes by rank, as points.
    """
    size, rows = layout.size, layout.rows
    early = points.copy()
    moved = []
    for rank in sorted((int(layout.order.rank[row]) for row in rows.as_late), reverse=True):
        own = _allowed(layout, time, points, rank)
        limit = min(int(late[rank]), int(own.min(initial=FAR)))
        limit = min(limit, _held_below(layout, time, early, points, rank))
        if limit >> 1 > int(points[rank + size]) >> 1:
            finish = limit & -2
            points[rank + size] = finish
            points[rank] = (finish - int(layout.late_add[rank])) | int(layout.late_begin[rank])
            moved.append(rank)
    return np.array(moved, dtype=np.int64)


def _allowed(layout: Layout, time: Timeline, points: IntArray, rank: int) -> IntArray:
    first, last = layout.order.edges_out[rank]
    return allowed(layout, time, points.take(layout.back.slot[first:last]), rank)


def _held_below(
    layout: Layout, time: Timeline, early: IntArray, points: IntArray, rank: int
) -> int:
    """Return the latest finish at which the links of the summaries above allow their successors."""
    latest = FAR
    above = int(layout.shape.parents[layout.order.rows[rank]])
    while above >= 0:
        place = int(layout.order.rank[above])
        if place in layout.inner:
            own = _allowed(layout, time, points, place)
            limits = limits_below(layout, time, early, points.item, own, place)
            latest = min([latest, *(limit for leaf, limit in limits if leaf == rank)])
        above = int(layout.shape.parents[above])
    return latest
