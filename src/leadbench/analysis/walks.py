"""The edges of a network as the passes row by row meet them, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from leadbench.analysis.edges import Asked
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.pairs import Through, way
from leadbench.analysis.timeline import FAR, Weeks

Way = Through | tuple[()] | None
"""How a step goes: None by an addition, by a pair of calendars, or () by a call."""


@dataclass(frozen=True, slots=True)
class Call:
    """What an edge through the clock is asked with that no pair of tables answers.

    ``origin`` and ``other`` are the numbers of the calendars at its ends; ``third`` is the block,
    number and lag of a third one, if it is counted in.
    """

    origin: int
    other: int
    third: tuple[int, int, int] | None
    shift: int
    keep: int
    then: int


class Walk:
    """The steps of one direction: an edge each, or nothing, so that no row is without.

    Attributes
    ----------
    ranks
        The ranks that steps lead to, in the order of the pass. ``last`` tells of each step whether
        it is the last one of its rank.
    others
        Where the other ends of the edges stand among the heads.
    direct
        Which edges do not go through the clock.
    called
        The places in ``Asked.clock`` of the edges that are called for, in the order of the pass.
    paired, added
        Those that the tables of a pair of calendars answer, and those that are additions after all.
    """

    def __init__(
        self,
        asked: Asked,
        tail: IntArray,
        ranks: IntArray,
        begins: IntArray,
        called: BoolArray,
        added: BoolArray,
        *,
        back: bool = False,
    ) -> None:
        """Take which edges of ``clock`` have to be called for, and which are additions after all.

        The elapsed lags of the others do not change. ``begins`` says of each rank where its edges
        begin, as ``Order.into_begins``.
        """
        counts = np.diff(begins)[ranks]
        places = np.insert(np.arange(len(tail)), begins[ranks[counts == 0]], len(tail))
        ends = np.cumsum(np.maximum(counts, 1))
        last = np.zeros(len(places), dtype=np.bool_)
        last[ends - 1] = True
        self.direct = np.delete(np.arange(len(tail)), asked.clock)
        self.added = np.flatnonzero(added)
        self.back = back
        self.number = asked.origin // BLOCK, asked.block // BLOCK
        # The kinds of steps: an addition, a call, then each pair of calendars with its lag.
        pairs = np.stack([*self.number, asked.shift - asked.block])
        pairs[:, called | added] = 0
        self.kinds, kind_of = np.unique(pairs, axis=1, return_inverse=True)
        kind = np.zeros(len(tail) + 1, dtype=np.int64)
        kind[asked.clock] = np.where(called, 1, 2 + kind_of.ravel())
        kind[asked.clock[added]] = 0
        self.called, self.paired = np.flatnonzero(called & ~added), np.flatnonzero(~called & ~added)
        others = np.append(tail, 0)[places]
        if back:
            last = np.append(True, last[:-1])[::-1] if len(last) else last
            places, others, ranks = places[::-1], others[::-1], ranks[::-1]
            self.called = self.called[::-1]
        self.places, self.kind = places, kind[places]
        self.ranks, self.others, self.last = ranks.tolist(), others.tolist(), last.tolist()
        self.thirds: dict[int, tuple[int, int, int]] = {}
        arrays = asked.via, asked.via_block, asked.via_block // BLOCK, asked.via_lag
        for at, *third in zip(*(array.tolist() for array in arrays), strict=True):
            self.thirds[at] = third[0], third[1], third[2]
        self._known: tuple[Weeks, list[Way], IntArray] | None = None

    def ways(self, time: Weeks) -> tuple[list[Way], IntArray]:
        """Return of each step how it goes, and what it subtracts from a point before."""
        if self._known is None or self._known[0] is not time:
            ways: list[Way] = [None, ()]
            first = [0, 0]
            for number, other, shift in self.kinds.T.tolist():
                less, through = (
                    (0, ()) if not number else way(time, number, other, shift, back=self.back)
                )
                first.append(less)
                ways.append(through)
            places = self.kind
            self._known = time, [ways[place] for place in places.tolist()], np.array(first)[places]
        return self._known[1:]

    def steps(
        self, asked: Asked, time: Weeks, ahead: IntArray
    ) -> Iterator[tuple[int, int, Way, int, bool]]:
        """Return the steps: the other end, what to add to its head, and how it goes on from there.

        Of pairs of calendars also what to add to the point in the end; last whether it is the last
        step of its rank.

        Parameters
        ----------
        ahead
            What to add to the head of each edge; of those through the clock for its point. Heads
            have no block here.
        """
        clock, paired, called = asked.clock, self.paired, self.called
        more, then = np.append(ahead, -FAR), np.zeros(len(ahead) + 1, np.int64)
        more[clock[called]] += asked.origin[called]
        then[clock[paired]] = asked.add[clock[paired]]
        ways, first = self.ways(time)
        lists = (more[self.places] - first).tolist(), ways, then[self.places].tolist()
        return zip(self.others, *lists, self.last, strict=True)

    def calls(self, asked: Asked) -> Iterator[Call]:
        """Return what the edges are asked with that are called for."""
        for at in self.called.tolist():
            yield Call(
                int(self.number[0][at]),
                int(self.number[1][at]),
                self.thirds.get(at),
                int(asked.shift[at]),
                int(asked.keep[at]) if asked.keep.size else -1,
                int(asked.add[asked.clock[at]] - asked.block[at]),
            )
