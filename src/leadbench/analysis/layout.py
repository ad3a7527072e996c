"""A network laid out for the passes: what its rows and edges ask for, in the order of the ranks."""

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.edges import Lags, backwards, forwards, holds, lags_of, parts
from leadbench.analysis.inputs import Network, ProgressRule
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.rows import Rows
from leadbench.analysis.states import DONE, STARTED
from leadbench.analysis.structure import Structure
from leadbench.analysis.timeline import LOW
from leadbench.analysis.walks import Walk


@dataclass(frozen=True, eq=False)
class Inner:
    """A summary that links leave, as the passes need it.

    ``leaves`` are the ranks of what it sums up, ``starts`` and ``finishes`` the slots of their
    dates on the clock. ``shares`` are the edges (their numbers) whose lag is a share of it, each
    with the slot that what it asks for goes to.
    """

    row: int
    leaves: IntArray
    starts: IntArray
    finishes: IntArray
    shares: tuple[tuple[int, int], ...]


class Layout:
    """What the passes over a network rest on. Arrays by rank have shape (m,).

    A *slot* is a rank (the head of its row), a rank plus m (its finish), or beyond 2 m something
    that is known before the pass: see ``Rows.fixed``.

    While a pass is under way, a leaf has but one number, the head as ``keep`` leaves it. It stands
    at the *tail* of both its slots; the *lead* of a slot is what to add for its point.
    """

    def __init__(
        self, network: Network, shape: Structure, rows: Rows, lags: Lags, *, held: bool = False
    ) -> None:
        self.network, self.shape, self.rows, self.lags = network, shape, rows, lags
        self.order = order = shape.order
        self.size = size = len(order.rows)
        self.span: tuple[int, int] | None = None
        asks = holds(network, shape, rows)
        if network.rules.before_start:
            waits = np.zeros(len(rows.state), dtype=np.bool_)
            waits[shape.target[asks]] = True
            both = (shape.from_finish == 1) & (shape.to_finish == 1)
            waits[shape.target[asks & both]] = False
            rows.let_go(waits)
        if not held:
            rows.hold(rows.odd)
        self.calendars: tuple[WorkCalendar, ...] = lags.calendars
        slots: dict[int, int] = {}
        known: list[int] = []
        for row, points in rows.fixed.items():
            slots[row] = 2 * size + len(known)
            known += points
        self.forth = forwards(shape, rows, lags, asks, slots, order.into)
        self.back = backwards(shape, rows, lags, network, order.out)
        inners = np.flatnonzero(~shape.leaf[order.rows]).tolist()
        self.inner: dict[int, Inner] = {}
        for rank in inners:
            self.inner[rank] = self._inner(rank, slots, known)
        self.known = np.array(known, dtype=np.int64)
        into = np.array([level.edge for level in order.forth] + [len(order.into)], np.int64)
        out = [level.edge for level in reversed(order.back)]
        self.forth_parts = parts(self.forth, into)
        ends = np.array([*out, len(order.out)], np.int64)
        self.back_parts = parts(self.back, ends)[::-1]
        self.forth_places = _within(self.forth.clock, into)
        self.back_places = _within(self.back.clock, ends)
        self.tail = np.arange(2 * size + len(known))
        leaves = np.flatnonzero(shape.leaf[order.rows])
        self.tail[size + leaves] = leaves
        self.forth_tail, self.back_tail = self.tail[self.forth.slot], self.tail[self.back.slot]
        ahead = self.forth.slot[self.forth.clock]
        self.odd = np.concatenate([np.repeat([1, 0], size), self.known & 1])[ahead]
        self.walks: dict[str, Walk] = {}
        self.put_in_order()

    def put_in_order(self) -> None:
        """Put what the rows bring in the order of the ranks."""
        network, rows, order = self.network, self.rows, self.order
        ranked = order.rows
        self.floor, self.cap = rows.floor[ranked], rows.cap[ranked]
        self.keep, self.begin, self.add = rows.keep[ranked], rows.begin[ranked], rows.add[ranked]
        self.late_keep, self.late_begin = rows.late_keep[ranked], rows.late_begin[ranked]
        self.late_add = rows.late_add[ranked]
        self.lead = np.concatenate([self.begin, self.add, np.zeros(len(self.known), np.int64)])
        self.lead[list(self.inner)] = 0
        self.late_lead = np.concatenate([self.late_begin, self.late_add])
        blocks = rows.block[ranked]
        blocks[list(self.inner)] = 0
        self.blocks = np.concatenate([blocks, blocks, np.zeros(len(self.known), np.int64)])
        # Without a status date, what has begun goes on without a pause.
        pausing = network.status is not None
        self.steady = np.flatnonzero((rows.state == STARTED) & ~rows.moment & (not pausing))
        self.steady = order.rank[self.steady]
        self.ceilings = self.ranked_ceilings()

    def ranked_ceilings(self) -> dict[int, tuple[int, int]]:
        """Return what ``Rows.ceilings`` holds by rank."""
        return {int(self.order.rank[row]): held for row, held in self.rows.ceilings.items()}

    def carried(self, network: Network, touched: frozenset[int]) -> "Layout":
        """Return the layout of a network that differs in some activities, not in their place."""
        rows = self.rows.carried(network, touched)
        lags = self.lags.carried(self.shape, rows)
        layout = self._standing_alike(network, rows, lags, touched)
        return layout or Layout(network, self.shape, rows, lags, held=True)

    def _standing_alike(
        self, network: Network, rows: Rows, lags: Lags, touched: frozenset[int]
    ) -> "Layout | None":
        """Return the layout where activities are as far as before and have the same known dates.

        Only the edges at these activities are laid out anew. None where more differs.
        """
        order, old, places = self.order, self.rows, sorted(touched)
        for now, before in zip(_standing(rows, places), _standing(old, places), strict=True):
            if not np.array_equal(now, before):
                return None
        if any(rows.fixed.get(row) != old.fixed.get(row) for row in places):
            return None
        ranks = order.rank[places].tolist()
        parts = [order.into[slice(*order.edges_into[rank])] for rank in ranks]
        parts += [order.out[slice(*order.edges_out[rank])] for rank in ranks]
        # Few, and a set: the first use of np.unique would import NumPy's masked arrays, 20 ms.
        edges = np.array(sorted({edge for part in parts for edge in part.tolist()}), dtype=np.int64)
        if lags.percent[edges].any():
            return None
        asks = holds(network, self.shape, rows)
        into, out = np.sort(self.place_into[edges]), np.sort(self.place_out[edges])
        forth = self.forth.with_anew(
            into, forwards(self.shape, rows, lags, asks, {}, order.into[into])
        )
        back = self.back.with_anew(out, backwards(self.shape, rows, lags, network, order.out[out]))
        if forth is None or back is None:
            return None
        layout = copy(self)
        layout.network, layout.rows, layout.lags = network, rows, lags
        layout.forth, layout.back = forth, back
        layout.put_in_order()
        return layout

    def starting(self, start: int) -> "Layout":
        """Return the layout of the same network with another start."""
        if start == self.network.start:
            return self
        layout = copy(self)
        layout.network = replace(self.network, start=start)
        layout.rows = self.rows.starting(layout.network)
        layout.floor = layout.rows.floor[self.order.rows]
        layout.ceilings = layout.ranked_ceilings()
        return layout

    def _inner(self, rank: int, slots: dict[int, int], known: list[int]) -> Inner:
        order, rows, size = self.order, self.rows, self.size
        row = int(order.rows[rank])
        leaves = self.shape.below[row]
        leaves = [leaf for leaf in leaves if rows.active[leaf]] or leaves
        starts, finishes = [], []
        for leaf in leaves:
            place = int(order.rank[leaf])
            at = slots.get(leaf)
            starts.append(place if at is None else at)
            begun = rows.state[leaf] == STARTED
            finishes.append(place + size if at is None or begun else at + 1)
        shares = []
        first, last = (int(bound) for bound in order.out_begins[rank : rank + 2])
        for edge in order.out[first:last].tolist():
            if self.lags.percent[edge]:
                shares.append((edge, 2 * size + len(known)))
                place = int(self.place_into[edge])
                self.forth.slot[place] = 2 * size + len(known)
                known.append(0)
                if self.forth.add[place] > LOW:
                    self.forth.add[place] = 0
        return Inner(
            row,
            order.rank[leaves],
            np.array(starts, dtype=np.int64),
            np.array(finishes, dtype=np.int64),
            tuple(shares),
        )

    @cached_property
    def place_into(self) -> IntArray:
        """The place of each edge in ``Order.into``."""
        return self.order.into.argsort()

    @cached_property
    def place_out(self) -> IntArray:
        """The place of each edge in ``Order.out``."""
        return self.order.out.argsort()

    def overridden(self, row: int) -> bool:
        """Tell whether progress overrides the links into a row."""
        over = self.network.rules.progress == ProgressRule.OVERRIDE
        return over and bool(self.rows.state[row] == STARTED)

    @property
    def walk_forth(self) -> Walk:
        """The edges for a pass forwards row by row."""
        return self.walks.get("forth") or self.walks.setdefault("forth", self._walk_forth())

    @property
    def walk_back(self) -> Walk:
        """The edges for a pass backwards row by row."""
        return self.walks.get("back") or self.walks.setdefault("back", self._walk_back())

    def _walk_forth(self) -> Walk:
        order, asked, shape = self.order, self.forth, self.shape
        begins = order.into_begins
        edges = order.into[asked.clock]
        known = asked.slot[asked.clock] >= 2 * self.size
        # The tables of a pair do not tell the two instants of a point apart, which a moment does.
        called = self.rows.moment[shape.target[edges]] | ~shape.leaf[shape.source[edges]]
        called[asked.via] = True
        called |= self._varies[edges]
        known[asked.via] = False
        steps = begins[1:] > begins[:-1]
        steps[list(self.inner)] = True
        return Walk(asked, self.forth_tail, np.flatnonzero(steps), begins, called & ~known, known)

    def _walk_back(self) -> Walk:
        order, asked, shape = self.order, self.back, self.shape
        begins = order.out_begins
        called = self._varies[order.out[asked.clock]]
        called[asked.via] = True
        # What holds a summary is worked out by itself.
        summed = ~shape.leaf[shape.source[order.out[asked.clock]]]
        ranks = np.flatnonzero(begins[1:] > begins[:-1])
        return Walk(asked, self.back_tail, ranks, begins, called & ~summed, summed, back=True)

    @property
    def _varies(self) -> BoolArray:
        """Which edges have a lag on the clock that is another one when a duration is."""
        return self.lags.shared & self.lags.on_clock

    def heads(self) -> IntArray:
        """Return the numbers that a pass forwards begins with: what is known."""
        return np.concatenate([np.zeros(2 * self.size, dtype=np.int64), self.known])

    def points(self, heads: IntArray) -> IntArray:
        """Return the slots by the numbers of a pass forwards."""
        size, points = self.size, heads.copy()
        points[:size] |= self.begin
        np.add(heads[:size], self.add, out=points[size : 2 * size])
        for rank in self.inner:
            points[size + rank] = heads[size + rank]
        return points

    def late_slots(self, heads: IntArray) -> IntArray:
        """Return the slots by the numbers of a pass backwards."""
        return np.concatenate([heads | self.late_begin, heads + self.late_add])

    def done(self) -> BoolArray:
        """Return which ranks are done."""
        result: BoolArray = self.rows.state[self.order.rows] == DONE
        return result


def lay_out(network: Network, shape: Structure) -> Layout:
    """Return a network laid out for the passes, from what is known of an earlier one if it can be.

    Raises
    ------
    Refused
        For a calendar that the network does not have, a duration below zero, or a summary with a
        constraint that has no meaning for all below it.
    """
    memory = network.memory
    known = memory.layout
    if isinstance(known, Layout) and known.shape is shape:
        return known
    before = memory.before
    if (
        isinstance(before, Layout)
        and before.shape is shape
        and _near(network, before, memory.touched)
    ):
        layout = before.carried(network, memory.touched)
        layout.span = before.span
    else:
        rows = Rows(network, shape)
        layout = Layout(network, shape, rows, lags_of(network, shape, rows))
    memory.layout, memory.before, memory.touched = layout, None, frozenset()
    return layout


def known_shape(network: Network) -> Structure | None:
    """Return the shape of a network, where it is known from an earlier one and still holds."""
    memory = network.memory
    known = memory.layout or memory.before
    if not isinstance(known, Layout) or network.links is not known.network.links:
        return None
    same = all(
        (one.key, one.kind, one.parent) == (other.key, other.kind, other.parent)
        for one, other in (
            (network.activities[place], known.network.activities[place]) for place in memory.touched
        )
    )
    return known.shape if same else None


def _near(network: Network, before: Layout, touched: frozenset[int]) -> bool:
    """Tell whether a network differs from an earlier one in what activities bring alone."""
    other, shape = before.network, before.shape
    if network.rules.before_start or network.links is not other.links:
        return False
    if (network.start, network.status, network.rules) != (other.start, other.status, other.rules):
        return False
    if network.calendars is not other.calendars and network.calendars != other.calendars:
        return False
    if network.calendar != other.calendar or network.finish != other.finish:
        return False
    pairs = ((network.activities[place], other.activities[place]) for place in touched)
    return all(shape.leaf[place] for place in touched) and all(
        one.calendar == old.calendar and one.active == old.active for one, old in pairs
    )


def _standing(rows: Rows, places: list[int]) -> tuple[BoolArray | IntArray, ...]:
    return rows.state[places], rows.moment[places], rows.unlinked[places]


def _within(places: IntArray, bounds: IntArray) -> IntArray:
    """Return places in a row of stretches as places in the stretch that each lies in."""
    return places - bounds[bounds.searchsorted(places, side="right") - 1]


_YEAR = 366 * 1440


def span(layout: Layout) -> tuple[int, int]:
    """Return two instants between which the dates of a network probably lie."""
    network, rows = layout.network, layout.rows
    given = [network.start]
    given += [at for at in (network.status, network.finish) if at is not None]
    for start, finish in rows.known.values():
        given += [start] if finish is None else [start, finish]
    week = min(
        (sum(end - start for hours in one.week for start, end in hours)) for one in layout.calendars
    )
    mean = float(rows.rest.mean()) if len(rows.rest) else 0.0
    length = int(1.5 * len(layout.order.forth) * mean * 7 * 1440 / week)
    low = min(given) - length
    return (low // _YEAR - 1) * _YEAR, ((max(given) + length) // _YEAR + 3) * _YEAR
