"""Both passes over many runs of one network at once: the rules of ``passes``, a column per run.

Arrays have shape (ranks or edges, runs). What the runs give is the dates and what is critical of
every activity, exactly as ``schedule`` has them for the network of that run.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from leadbench.analysis.edges import Asked, Part, allow, ask
from leadbench.analysis.inputs import CriticalRule
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import BoolArray, Forth, IntArray
from leadbench.analysis.run_layout import RunLayout, Shared
from leadbench.analysis.states import DONE, PINNED, STARTED
from leadbench.analysis.timeline import FAR, Timeline

Span = tuple[int, int]
_Zero = dict[int, BoolArray]


class OutOfTime(Exception):
    """The timeline was too short for these runs; ``span`` is one that may do."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


@dataclass(eq=False)
class _Reach:
    """The least and the greatest doubled instant that was asked about."""

    low: int = FAR
    high: int = -FAR
    arrays: list[IntArray] = field(default_factory=list)

    def see(self) -> None:
        for array in self.arrays:
            if array.size:
                self.low, self.high = (
                    min(self.low, int(array.min())),
                    max(self.high, int(array.max())),
                )
        self.arrays.clear()


class Passes:
    """The passes over some runs. ``rest`` has shape (k, runs), as ``RunLayout.places``."""

    def __init__(self, runs: RunLayout, rest: IntArray, time: Timeline) -> None:
        self.runs, self.layout, self.shape, self.time = runs, runs.layout, runs.shape, time
        self.order, self.size, self.count = self.layout.order, self.layout.size, rest.shape[1]
        self.holds = runs.holds(rest)
        self.rest = rest
        more = 2 * (rest - runs.template[:, None])
        self.more = more
        self.add = np.repeat(self.layout.add[:, None], self.count, axis=1)
        self.add[runs.ranks] += more
        self.late_add = np.repeat(self.layout.late_add[:, None], self.count, axis=1)
        self.late_add[runs.ranks] += more
        self.forth_more = self._corrections(runs.at_finish, runs.shared_forth, forth=True)
        self.back_more = self._corrections(runs.at_start, runs.shared_back, forth=False)
        self.forth = self._through(runs.forth, runs.shared_forth, forth=True)
        self.back = self._through(runs.back, runs.shared_back, forth=False)
        self.longest = runs.network.rules.critical == CriticalRule.LONGEST_PATH
        self.reach = _Reach()
        ranked = self.order.rows
        self.leaf = np.flatnonzero(self.shape.leaf[ranked])
        self.leaf_rows = ranked[self.leaf]
        self.state = self.layout.rows.state

    def _corrections(
        self, ends: tuple[IntArray, IntArray], shared: Shared, *, forth: bool
    ) -> tuple[IntArray, IntArray]:
        """Return edges in their order, and what each run adds to what they ask for."""
        places, number = ends
        sign = -1 if forth else 1
        values = [sign * self.more[number]]
        # Backwards a lag comes before the clock, and so is no addition where there is one.
        plain = ~(shared.third | shared.elapsed) if forth else ~(shared.through | shared.elapsed)
        if plain.any():
            more = shared.minutes(self.rest) - shared.minutes(self.runs.template[:, None])
            values.append(-sign * 2 * more[plain])
            places = np.concatenate([places, shared.places[plain]])
        if not places.size:
            return places, values[0]
        sorting = np.argsort(places, kind="stable")
        found, begins = np.unique(places[sorting], return_index=True)
        return found, np.add.reduceat(np.concatenate(values)[sorting], begins, axis=0)

    def _through(self, asked: Asked, shared: Shared, *, forth: bool) -> tuple[Asked, _Zero]:
        """Return what the edges ask for, with the lags through the clock that each run has.

        Then the runs in which such a lag is none at all, by its place in ``Asked.clock``.
        """
        if not shared.through.any():
            return asked, {}
        names = ("keep", "shift", "via_lag") if forth else ("lag", "shift", "via_lag")
        wide: dict[str, Any] = {
            name: np.repeat(getattr(asked, name), self.count, axis=1) for name in names
        }
        minutes = shared.minutes(self.rest)
        own = shared.through & ~shared.third & ~shared.elapsed
        if forth:
            wide["keep"][shared.clock[own]] = np.where(minutes[own] == 0, -1, -2)
        else:
            wide["lag"][shared.clock[own]] = -2 * minutes[own]
        elapsed = shared.through & shared.elapsed
        more = minutes - shared.minutes(self.runs.template[:, None])
        wide["shift"][shared.clock[elapsed]] += (2 if forth else -2) * more[elapsed]
        wide["via_lag"][shared.via[shared.third]] = 2 * minutes[shared.third]
        zero = {
            int(shared.clock[edge]): minutes[edge] == 0
            for edge in np.flatnonzero(shared.third).tolist()
            if not minutes[edge].all()
        }
        return replace(asked, **wide), zero

    def ask(self, points: IntArray, part: Part) -> IntArray:
        """Return what some edges ask for through the clock; as ``edges.ask``."""
        asked, zero = self.forth
        found = ask(self.time, asked, points, part, self.reach.arrays)
        self.reach.see()
        for place in zero.keys() & set(range(part[0], part[1])):
            at = place - part[0]
            direct = self.time.earliest(self.time.clock(points[at]) + asked.shift[place])
            direct = (direct & asked.keep[place]) | (points[at] & 1)
            found[at] = np.where(zero[place], direct, found[at])
        return found

    def allow(self, points: IntArray, part: Part) -> IntArray:
        """Return what some edges allow through the clock; as ``edges.allow``."""
        asked, zero = self.back
        found = allow(self.time, asked, points, part, self.reach.arrays)
        self.reach.see()
        for place in zero.keys() & set(range(part[0], part[1])):
            at = place - part[0]
            direct = self.time.latest(self.time.clock(points[at] | 1) + asked.shift[place])
            found[at] = np.where(zero[place], direct, found[at])
        return found

    def forward(self) -> IntArray:
        """Return the early heads and finishes of all ranks, as the slots of ``Layout``."""
        layout, size, time, order = self.layout, self.size, self.time, self.order
        asked, _ = self.forth
        points = np.zeros((2 * size + len(layout.known), self.count), dtype=np.int64)
        points[2 * size :] = layout.known[:, None]
        floor = layout.floor[:, None]
        keep, begin = layout.keep[:, None], layout.begin[:, None]
        edges, more = self.forth_more
        bounds = edges.searchsorted([level.edge for level in order.forth] + [len(order.into)])
        self.tight = np.zeros((len(order.into) if self.longest else 0, self.count), np.bool_)
        for number, (level, part) in enumerate(zip(order.forth, layout.forth_parts, strict=True)):
            first, leaves, edge, edge_end = level.first, level.leaves, level.edge, level.edge_end
            value = None
            if edge_end > edge:
                value = points.take(asked.slot[edge:edge_end], axis=0)
                if part[1] > part[0]:
                    places = asked.clock[part[0] : part[1]] - edge
                    value[places] = self.ask(value[places], part)
                value += asked.add[edge:edge_end]
                a, b = int(bounds[number]), int(bounds[number + 1])
                if b > a:
                    value[edges[a:b] - edge] += more[a:b]
                head = _each(np.maximum, value, level.begins)
                head = np.maximum(head, floor[first:leaves])
            else:
                head = np.repeat(floor[first:leaves], self.count, axis=1)
            for rank in self.holds.floor.keys() & set(range(first, leaves)):
                own = self.holds.floor[rank]
                if value is not None:
                    a, b = order.edges_into[rank]
                    if b > a:
                        own = np.maximum(own, value[a - edge : b - edge].max(axis=0))
                head[rank - first] = own
            lowered = {}
            for rank in layout.ceilings.keys() & set(range(first, leaves)):
                lowered[rank] = self._lower(rank, head[rank - first])
            points[first:leaves] = head | begin[first:leaves]
            if self.longest and value is not None:
                self._tighten(value, head, level, lowered)
            head &= keep[first:leaves]
            np.add(head, self.add[first:leaves], out=points[size + first : size + leaves])
            for rank in range(leaves, level.end):
                inner = layout.inner[rank]
                points[rank] = time.clock(points.take(inner.starts, axis=0)).min(axis=0) | 1
                points[rank + size] = time.clock(points.take(inner.finishes, axis=0)).max(axis=0)
        return points

    def _lower(self, rank: int, head: IntArray) -> BoolArray:
        """Bring a head down to a date that goes before links; return in which runs it was later."""
        ceiling, least = self.holds.ceiling.get(rank, self.layout.ceilings[rank])
        later: BoolArray = head >> 1 > np.asarray(ceiling) >> 1
        np.copyto(head, np.maximum(ceiling, least), where=later)
        return later

    def _tighten(
        self, value: IntArray, head: IntArray, level: Forth, lowered: dict[int, BoolArray]
    ) -> None:
        """Note which edges ask for exactly the head that their successor has."""
        counts = np.diff(np.append(level.begins, level.edge_end - level.edge))
        tight = value >> 1 == np.repeat(head >> 1, counts, axis=0)
        for rank, broken in lowered.items():
            first, last = self.order.edges_into[rank]
            tight[first - level.edge : last - level.edge] &= ~broken
        self.tight[level.edge : level.edge_end] = tight

    def backward(self, points: IntArray, cap: IntArray) -> IntArray:
        """Return how late everything may finish by rank; ``cap`` is changed into it."""
        layout, size, order = self.layout, self.size, self.order
        asked, _ = self.back
        slots = np.zeros((2 * size, self.count), dtype=np.int64)
        steady = None
        if layout.steady.size:
            steady = np.full((size, self.count), FAR, dtype=np.int64)
            steady[layout.steady] = points[layout.steady]
        keep, begin = layout.late_keep[:, None], layout.late_begin[:, None]
        edges, more = self.back_more
        for level, part in zip(order.back, layout.back_parts, strict=True):
            first, led, leaves, edge = level.first, level.led, level.leaves, level.edge
            if level.edge_end > edge:
                value = slots.take(asked.slot[edge : level.edge_end], axis=0)
                if part[1] > part[0]:
                    places = asked.clock[part[0] : part[1]] - edge
                    value[places] = self.allow(value[places], part)
                value += asked.add[edge : level.edge_end]
                a, b = edges.searchsorted([edge, level.edge_end]).tolist()
                if b > a:
                    value[edges[a:b] - edge] += more[a:b]
                for rank in range(leaves, level.end):
                    begins = order.out_begins[rank : rank + 2] - edge
                    self._limit_below(points, cap, value[begins[0] : begins[1]], rank)
                if led > first:
                    limit = _each(np.minimum, value[: level.leaf_edges - edge], level.begins)
                    np.minimum(cap[first:led], limit, out=cap[first:led])
            head = cap[first:leaves] & keep[first:leaves]
            own = self.late_add[first:leaves]
            head -= own
            head |= begin[first:leaves]
            if steady is not None:
                np.minimum(head, steady[first:leaves], out=head)
            slots[first:leaves] = head
            head &= keep[first:leaves]
            np.add(head, own, out=slots[size + first : size + leaves])
        return cap

    def _limit_below(self, points: IntArray, cap: IntArray, allowed: IntArray, rank: int) -> None:
        """Limit the leaves below a summary by what its links allow; as ``within.limits_below``."""
        layout, order, rows = self.layout, self.order, self.layout.rows
        inner = layout.inner[rank]
        first, last = order.edges_out[rank]
        from_finish = self.shape.from_finish[order.out[first:last]] == 1
        open_ones = inner.leaves[rows.state[order.rows[inner.leaves]] != DONE]
        if from_finish.any() and open_ones.size:
            finish = allowed[from_finish].min(axis=0) >> 1
            block = rows.block[order.rows[open_ones]][:, None]
            limit = np.where(finish < FAR // 4, self.time.latest(2 * finish + block), FAR)
            cap[open_ones] = np.minimum(cap[open_ones], limit)
        if not from_finish.all():
            start = allowed[~from_finish].min(axis=0) >> 1
            carrier = self.time.clock(points.take(inner.starts, axis=0)).argmin(axis=0)
            for number, leaf in enumerate(inner.leaves.tolist()):
                row = int(order.rows[leaf])
                if rows.state[row] in {DONE, STARTED, PINNED}:
                    continue
                chosen = np.flatnonzero((carrier == number) & (start < FAR // 4))
                limit = self.time.latest(2 * start[chosen] + int(rows.block[row]))
                if not rows.moment[row]:
                    limit = ((limit - 1) & -2) + self.late_add[leaf][chosen]
                cap[leaf, chosen] = np.minimum(cap[leaf, chosen], limit)

    def instants(self, points: IntArray) -> tuple[IntArray, IntArray]:
        """Return starts and finishes of the leaves by row; those that happened as recorded."""
        count = (len(self.state), self.count)
        start, finish = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        start[self.leaf_rows] = self.time.clock(points[self.leaf]) >> 1
        finish[self.leaf_rows] = self.time.clock(points[self.size + self.leaf]) >> 1
        for row, (known, until) in self.layout.rows.known.items():
            start[row] = known
            finish[row] = np.maximum(finish[row], known) if until is None else until
        return start, finish

    def inside(self) -> None:
        """Raise if anything lay beyond the timeline."""
        self.reach.see()
        low, high = self.time.first, self.time.last
        before, after = self.reach.low <= 2 * low, self.reach.high >= 2 * high
        if before or after:
            width = high - low
            raise OutOfTime((low - width * before, high + width * after))

    def caps(self, end: IntArray) -> IntArray:
        """Return the latest finishes by rank but for links: the project's end, dates, deadlines."""
        layout, rows = self.layout, self.layout.rows
        blocks = np.arange(1, len(rows.calendars) + 1)[:, None] * BLOCK
        by_calendar = self.time.latest(2 * end + blocks)
        cap = by_calendar[rows.number[self.order.rows] - 1]
        own = np.repeat(layout.cap[:, None], self.count, axis=1) if self.holds.cap else None
        if own is None:
            np.minimum(cap, layout.cap[:, None], out=cap)
            return cap
        for rank, limit in self.holds.cap.items():
            own[rank] = limit
        np.minimum(cap, own, out=cap)
        return cap

    def delay(self, points: IntArray, late: IntArray) -> None:
        """Move what shall lie as late as possible; as ``delays.delay``."""
        layout, size, asked, order = self.layout, self.size, self.back[0], self.order
        edges, more = self.back_more
        for rank in sorted((int(order.rank[row]) for row in layout.rows.as_late), reverse=True):
            first, last = order.edges_out[rank]
            limit = late[rank].copy()
            if last > first:
                value = points.take(asked.slot[first:last], axis=0)
                begin, end = asked.clock.searchsorted([first, last]).tolist()
                if end > begin:
                    via, via_end = asked.via.searchsorted([begin, end]).tolist()
                    places = asked.clock[begin:end] - first
                    part = begin, end, via, via_end
                    value[places] = self.allow(value[places], part)
                value += asked.add[first:last]
                a, b = edges.searchsorted([first, last]).tolist()
                if b > a:
                    value[edges[a:b] - first] += more[a:b]
                np.minimum(limit, value.min(axis=0), out=limit)
            moves = limit >> 1 > points[rank + size] >> 1
            end_at = limit & -2
            points[rank + size] = np.where(moves, end_at, points[rank + size])
            head = (end_at - self.late_add[rank]) | layout.late_begin[rank]
            points[rank] = np.where(moves, head, points[rank])


def _each(best: np.ufunc, value: IntArray, begins: IntArray) -> IntArray:
    """Return the best of each stretch of rows."""
    if len(begins) == len(value):
        return value
    found: IntArray = best.reduceat(value, begins, axis=0)
    return found
