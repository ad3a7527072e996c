"""The ranks in which a network is worked out: level by level, each row after all it waits for."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Forth:
    """One level of the pass forwards: leaves ``first`` to ``leaves``, then summaries to ``end``.

    Their edges are ``edge`` to ``edge_end`` of ``Order.into``, those of each row from ``begins``.
    """

    first: int
    leaves: int
    end: int
    edge: int
    edge_end: int
    begins: IntArray


@dataclass(frozen=True, slots=True)
class Back:
    """One level of the pass backwards: leaves ``first`` to ``leaves``, with edges up to ``led``.

    These are ``edge`` to ``leaf_edges`` of ``Order.out``, those of each row from ``begins``; the
    edges of the summaries, which end at ``end``, follow to ``edge_end``.
    """

    first: int
    led: int
    leaves: int
    end: int
    edge: int
    leaf_edges: int
    edge_end: int
    begins: IntArray


@dataclass(frozen=True, eq=False)
class Order:
    """The order of the rows, and of the edges at both their ends.

    Attributes
    ----------
    rows, rank
        The row of each rank, and the reverse (-1: a summary that no link leaves, which is dated
        in the end). On a level stand first the leaves that edges leave, then the other leaves,
        then summaries. What waits for nothing has level 0.
    into, out
        The edges by the rank of their successor, and by that of their predecessor; else in the
        order of their links.
    into_begins, out_begins
        Of each rank the place of its first edge in ``into`` and ``out``; one more at the end.
    forth, back
        The levels of both passes; backwards the last comes first.
    """

    rows: IntArray
    rank: IntArray
    into: IntArray
    out: IntArray
    into_begins: IntArray
    out_begins: IntArray
    forth: list[Forth]
    back: list[Back]

    @cached_property
    def edges_into(self) -> list[tuple[int, int]]:
        """Of each rank the bounds of its edges in ``into``."""
        begins = self.into_begins.tolist()
        return list(pairwise(begins))

    @cached_property
    def edges_out(self) -> list[tuple[int, int]]:
        """Of each rank the bounds of its edges in ``out``."""
        begins = self.out_begins.tolist()
        return list(pairwise(begins))


def order_of(generation: IntArray, inner: BoolArray, source: IntArray, target: IntArray) -> Order:
    """Return the order of rows.

    Parameters
    ----------
    generation
        Of each row a number that is greater than those of all it waits for. Shape (n,).
    inner
        Which rows are summaries. Shape (n,).
    source, target
        Rows that the edges join. Shape (edges,).
    """
    count = len(generation)
    waits, leads = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    waits[target] = True
    leads[source] = True
    rows = np.flatnonzero(~inner | leads)
    level = np.where(waits | inner, generation, 0)[rows]
    level = np.unique(level, return_inverse=True)[1]
    sorting = np.lexsort((rows, ~leads[rows], inner[rows], level))
    rows, level = rows[sorting], level[sorting]
    rank = np.full(count, -1, dtype=np.int64)
    rank[rows] = np.arange(len(rows))
    after, before = rank[target], rank[source]
    into = np.argsort(after, kind="stable")
    out = np.argsort(before, kind="stable")
    ranks = np.arange(len(rows) + 1)
    into_begins = after[into].searchsorted(ranks)
    out_begins = before[out].searchsorted(ranks)
    forth: list[Forth] = []
    back: list[Back] = []
    if len(rows):
        bounds = level.searchsorted(np.arange(int(level[-1]) + 2))
        summaries = np.append(0, np.cumsum(inner[rows]))
        leading = np.append(0, np.cumsum(leads[rows] & ~inner[rows]))
        ends = bounds[1:]
        leaves = ends - (summaries[ends] - summaries[bounds[:-1]])
        led = bounds[:-1] + leading[ends] - leading[bounds[:-1]]
        edge, edge_end = into_begins[bounds[:-1]], into_begins[ends]
        out_edge, out_leaf, out_end = (
            out_begins[bounds[:-1]],
            out_begins[led],
            out_begins[ends],
        )
        for first, top, last, low, high in zip(
            bounds[:-1].tolist(),
            leaves.tolist(),
            ends.tolist(),
            edge.tolist(),
            edge_end.tolist(),
            strict=True,
        ):
            forth.append(Forth(first, top, last, low, high, into_begins[first:top] - low))
        for first, some, top, last, low, mid, high in zip(
            bounds[:-1].tolist(),
            led.tolist(),
            leaves.tolist(),
            ends.tolist(),
            out_edge.tolist(),
            out_leaf.tolist(),
            out_end.tolist(),
            strict=True,
        ):
            begins = out_begins[first:some] - low
            back.append(Back(first, some, top, last, low, mid, high, begins))
        back.reverse()
    return Order(rows, rank, into, out, into_begins, out_begins, forth, back)
