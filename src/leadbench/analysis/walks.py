"""The edges of a network as the passes row by row meet them, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from leadbench.analysis.edges import Asked
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.timeline import FAR, Pair, Weeks

Through = Pair | tuple[()] | None
"""How a step goes: None by an addition, by the tables of a pair of calendars, or () by a call."""


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

        ``begins`` says of each rank where its edges begin, as ``Order.into_begins``.
        """
        counts = np.diff(begins)[ranks]
        places = np.insert(np.arange(len(tail)), begins[ranks[counts == 0]], len(tail))
        ends = np.cumsum(np.maximum(counts, 1))
        last = np.zeros(len(places), dtype=np.bool_)
        last[ends - 1] = True
        self.direct = np.delete(np.arange(len(tail)), asked.clock)
        self.added = np.flatnonzero(added)
        kind = np.zeros(len(tail) + 1, dtype=np.int64)
        self.number = asked.origin // BLOCK, asked.block // BLOCK
        kind[asked.clock] = np.where(called, 1, 2 + (self.number[0] << 16) + self.number[1])
        kind[asked.clock[added]] = 0
        self.called, self.paired = np.flatnonzero(called & ~added), np.flatnonzero(~called & ~added)
        others = np.append(tail, 0)[places]
        if back:
            last = np.append(True, last[:-1])[::-1] if len(last) else last
            places, others, ranks = places[::-1], others[::-1], ranks[::-1]
            self.called = self.called[::-1]
        self.places, self.kind = places, kind[places]
        self.ranks, self.others, self.last = ranks.tolist(), others.tolist(), last.tolist()
        self.plain = not len(self.called) and not len(self.paired)
        self.thirds: dict[int, tuple[int, int, int]] = {}
        arrays = asked.via, asked.via_block, asked.via_block // BLOCK, asked.via_lag
        for at, *third in zip(*(array.tolist() for array in arrays), strict=True):
            self.thirds[at] = third[0], third[1], third[2]
        self._known: tuple[Weeks, list[Through]] | None = None

    def through(self, time: Weeks) -> list[Through]:
        """Return of each step how it goes."""
        if self._known is None or self._known[0] is not time:
            kinds, places = np.unique(self.kind, return_inverse=True)
            ways: list[Through] = []
            for kind in kinds.tolist():
                pair = (kind - 2) >> 16, (kind - 2) & 0xFFFF
                ways.append((None, ())[kind] if kind < 2 else time.pair(*pair))
            self._known = time, [ways[place] for place in places.tolist()]
        return self._known[1]

    def steps(
        self, asked: Asked, time: Weeks, ahead: IntArray
    ) -> Iterator[tuple[int, int, Through, int, int, bool]]:
        """Return the steps: the other end, what to add to its head, and how it goes on from there.

        Of pairs of calendars also what to add on the clock, and to the point in the end.

        Parameters
        ----------
        ahead
            What to add to the head of each edge; of those through the clock for its point. Heads
            have no block here.
        """
        clock, paired = asked.clock, self.paired
        more = np.append(ahead, -FAR)
        more[clock[paired]] += (asked.origin + time.points.bases[self.number[0]])[paired]
        more[clock[self.called]] += asked.origin[self.called]
        lists = self.others, more[self.places].tolist(), self.through(time)
        if self.plain:
            return zip(*lists, repeat(0), repeat(0), self.last, strict=False)
        shift, then = np.zeros(len(more), np.int64), np.zeros(len(more), np.int64)
        shift[clock[paired]] = (asked.shift + time.keys.bases[self.number[1]])[paired]
        then[clock[paired]] = asked.add[clock[paired]]
        after = shift[self.places].tolist(), then[self.places].tolist()
        return zip(*lists, *after, self.last, strict=True)

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
