"""The longest path: what is followed back, link by link, from the activities that finish last."""

import numpy as np

from leadbench.analysis.layout import Layout
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.states import DONE
from leadbench.analysis.timeline import Timeline


def longest_path(
    layout: Layout, time: Timeline, points: IntArray, tight: BoolArray, last: BoolArray
) -> BoolArray:
    """Return the leaves on a longest path. Shape (n,).

    Parameters
    ----------
    points
        The slots of the pass forwards, with early dates.
    tight
        The edges, as in ``Order.into``, that ask for exactly the head that their successor has,
        counted in the successor's calendar.
    last
        The rows that decide the project's finish. Shape (n,).

    Notes
    -----
    Every tight link is followed; of several all are. What is done ends a path, as do dates that a
    constraint or a person fixed.
    """
    order, shape, state = layout.order, layout.shape, layout.rows.state
    found: BoolArray = last & (state != DONE)
    waiting = np.flatnonzero(found).tolist()
    while waiting:
        first, end = order.edges_into[int(order.rank[waiting.pop()])]
        for edge in order.into[first:end][tight[first:end]].tolist():
            for source in _drivers(layout, time, points, edge):
                if not found[source] and state[source] != DONE:
                    found[source] = True
                    waiting.append(source)
    found &= shape.leaf
    return found


def _drivers(layout: Layout, time: Timeline, points: IntArray, edge: int) -> list[int]:
    """Return the leaves that decide the driving end of an edge: several below a summary may."""
    source = int(layout.shape.source[edge])
    inner = layout.inner.get(int(layout.order.rank[source]))
    if inner is None:
        return [source]
    at = time.clock(points.take(inner.finishes if layout.shape.from_finish[edge] else inner.starts))
    deciding = at == (at.max() if layout.shape.from_finish[edge] else at.min())
    rows: list[int] = layout.order.rows[inner.leaves[deciding]].tolist()
    return rows
