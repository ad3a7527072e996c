"""A network laid out for many runs at once, which differ in how long some activities take.

What holds in every run has the shape of ``Layout``; what differs has a column for each run.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.constraints import Held, constrain
from leadbench.analysis.edges import Asked
from leadbench.analysis.inputs import Activity, ActivityKind, ConstraintKind, Network
from leadbench.analysis.layout import lay_out
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.states import DONE, PINNED, STARTED, WAITING
from leadbench.analysis.structure import structure
from leadbench.analysis.timeline import FAR, LOW, starts_at

_Kind = ConstraintKind
_FINISHES = frozenset({_Kind.FINISH_NO_EARLIER, _Kind.MUST_FINISH})
_STARTS = frozenset({_Kind.START_NO_LATER, _Kind.MUST_START})
_NOT_LATER = frozenset({_Kind.START_NO_LATER, _Kind.FINISH_NO_LATER})
_MUST = frozenset({_Kind.MUST_START, _Kind.MUST_FINISH})
_LONG = 1 << 35


def can_vary(network: Network, place: int, *, leaf: bool) -> bool:
    """Tell whether the length of an activity can still turn out one way or another."""
    one = network.activities[place]
    if not leaf or one.kind != ActivityKind.WORK or one.actual_finish is not None:
        return False
    begun = one.actual_start is not None
    by_hand = one.pinned_start is not None and not begun
    return not (by_hand and one.pinned_finish is not None)


def lasting(activity: Activity, minutes: int) -> Activity:
    """Return an activity that has this much to do: its duration, once begun what remains of it."""
    if activity.actual_start is not None:
        return replace(activity, remaining=minutes)
    return replace(activity, duration=minutes)


@dataclass(frozen=True, eq=False)
class Shared:
    """Edges whose lag is a share of how long an activity takes that differs from run to run.

    Attributes
    ----------
    places, source, percent
        Their places in ``Order.into`` or ``Order.out``, the numbers of their activities, the share.
    clock, via
        The place in ``Asked.clock`` and ``Asked.via`` of each, where it has one.
    through, third, elapsed
        Whether they go through the clock; of these, whether their lag counts in a third calendar,
        or on the clock itself.
    rounds_to_nothing
        Whether the lag of one is less than half a minute, so that it is laid out as one without.
    """

    places: IntArray
    source: IntArray
    percent: IntArray
    clock: IntArray
    via: IntArray
    through: BoolArray
    third: BoolArray
    elapsed: BoolArray
    rounds_to_nothing: bool

    def minutes(self, rest: IntArray) -> IntArray:
        """Return the lags in each run, as ``states.share``."""
        found: IntArray = (2 * self.percent[:, None] * rest[self.source] + 100) // 200
        return found


class RunLayout:
    """What the passes over many runs rest on.

    Parameters
    ----------
    network
        The network of any of the runs.
    places
        The places of the activities whose length differs. Shape (k,).

    Attributes
    ----------
    layout
        The layout of ``network``.
    ranks
        The ranks of ``places``. Shape (k,).
    forth, back
        What the edges ask for, their columns ready to be laid over runs.
    at_finish, at_start
        The places in ``Order.into`` of edges to the finish of an activity that differs, and in
        ``Order.out`` of edges from the start of one; each with the number of that activity.
    shared_forth, shared_back
        The edges whose lag is a share of its duration.
    one_by_one
        Whether the network has something that is not worked out for many runs at once.
    """

    def __init__(self, network: Network, places: IntArray) -> None:
        self.network, self.places = network, places
        shape = structure(network)
        self.shape, self.layout = shape, lay_out(network, shape)
        layout, order = self.layout, shape.order
        self.ranks = order.rank[places]
        number = np.full(len(network.activities), -1, dtype=np.int64)
        number[places] = np.arange(len(places))
        self.forth, self.back = _columns(layout.forth), _columns(layout.back)
        into, out = order.into, order.out
        target, source = number[shape.target[into]], number[shape.source[out]]
        asks, allows = layout.forth.add > LOW, layout.back.add < FAR // 2
        found = np.flatnonzero((target >= 0) & (shape.to_finish[into] == 1) & asks)
        self.at_finish = found, target[found]
        found = np.flatnonzero((source >= 0) & (shape.from_finish[out] == 0) & allows)
        self.at_start = found, source[found]
        waits = layout.rows.state == WAITING
        shared = layout.lags.shared & waits[shape.source]
        before = number[shape.source[into]]
        found = np.flatnonzero((before >= 0) & shared[into] & asks)
        self.shared_forth = self._shared(layout.forth, into[found], found, before[found])
        back = np.flatnonzero((source >= 0) & shared[out] & allows)
        self.shared_back = self._shared(layout.back, out[back], back, source[back])
        rows = layout.rows
        self.one_by_one = (
            network.finish is not None
            or bool((rows.state[places] == PINNED).any())
            or any(inner.shares for inner in layout.inner.values())
            or self.shared_forth.rounds_to_nothing
            or bool(rows.as_late and layout.inner)
        )
        self.template = rows.rest[places]
        self.span: tuple[int, int] | None = None

    def _shared(
        self, asked: Asked, edges: IntArray, places: IntArray, source: IntArray
    ) -> "Shared":
        lags = self.layout.lags
        clock = asked.clock.searchsorted(places)
        through = np.isin(places, asked.clock)
        third = through.copy()
        third[through] = np.isin(clock[through], asked.via)
        return Shared(
            places,
            source,
            lags.given[edges],
            clock,
            asked.via.searchsorted(clock),
            through,
            third,
            lags.on_clock[edges],
            bool((~lags.on_clock & (lags.working == 0) & (lags.given != 0))[edges].any()),
        )

    def holds(self, rest: IntArray) -> "Holds":
        """Return what holds the rows beside links in some runs. ``rest`` has shape (k, runs)."""
        layout, rows = self.layout, self.layout.rows
        held = Holds()
        for place, rank, minutes in zip(
            self.places.tolist(), self.ranks.tolist(), rest, strict=True
        ):
            one = self.network.activities[place]
            state = int(rows.state[place])
            from_rest = state == STARTED and self.network.status is None
            if state == DONE:
                continue
            if from_rest or one.constraint in _FINISHES or rank in layout.ceilings:
                held.floor[rank], ceiling = self._floor(place, minutes)
                if ceiling is not None:
                    held.ceiling[rank] = ceiling
            if one.constraint in _STARTS and one.constraint_at is not None and state == WAITING:
                held.cap[rank] = self._cap(place, minutes)
        return held

    def _cap(self, place: int, minutes: IntArray) -> IntArray:
        """Return the latest finish of what shall start no later than some date."""
        rows, one = self.layout.rows, self.network.activities[place]
        calendar, block = rows.calendar(place), int(rows.block[place])
        at = one.constraint_at
        assert at is not None
        # What else limits it does not depend on its length: with a very long one that alone counts.
        held = Held(calendar, 0, 0, 0, rest=_LONG)
        constrain(held, self.network, self.shape, place)
        other = FAR if held.cap is None or held.cap > _LONG else held.cap + block
        return np.minimum(other, 2 * (calendar.position(at) + minutes) + block)

    def _floor(
        self, place: int, minutes: IntArray
    ) -> tuple[IntArray, tuple[IntArray, IntArray] | None]:
        """Return the earliest head of a row by all but links, and the latest that dates allow."""
        network, rows = self.network, self.layout.rows
        one, calendar, block = network.activities[place], rows.calendar(place), rows.block[place]
        held = rows.held(place)
        base: IntArray = np.full(len(minutes), held.base)
        if one.actual_start is not None and network.status is None:
            base = calendar.position(one.actual_start) + np.maximum(0, one.duration - minutes)
        # But for a date of its own finish, all that holds it early holds its start.
        bare = one
        if one.constraint in _FINISHES:
            bare = replace(one, constraint=ConstraintKind.AS_SOON_AS_POSSIBLE, constraint_at=None)
        constrain(held, network.changed({place: bare}), self.shape, place)
        head = base if one.actual_start is not None else np.full(len(minutes), held.head)
        instants: IntArray = np.full(len(minutes), held.at)
        at = one.constraint_at
        if at is not None and one.constraint in _FINISHES:
            wanted = calendar.position(at) - minutes
            if one.constraint == ConstraintKind.MUST_FINISH:
                head, instants[:] = np.maximum(wanted, base), max(held.base_at, at)
            else:
                later = wanted >= head
                head = np.where(later, wanted, head)
                instants[later] = max(held.at, at)
        floor = _points(calendar, head, instants, block)
        limits = self._not_later(place, calendar, minutes)
        if limits is None or one.constraint in _MUST:
            return floor, None
        latest = _points(calendar, limits[0], np.maximum(limits[1], held.base_at), block)
        least = _points(calendar, base, np.full(len(minutes), held.base_at), block)
        return floor, (latest, least)

    def _not_later(
        self, place: int, calendar: WorkCalendar, minutes: IntArray
    ) -> tuple[IntArray, IntArray] | None:
        """Return the heads that "no later than" dates ask for, with the instants they come from."""
        network = self.network
        if not network.rules.dates_over_links or network.activities[place].actual_start is not None:
            return None
        found: list[tuple[IntArray, IntArray]] = []
        row = place
        while row >= 0:
            one, at = network.activities[row], network.activities[row].constraint_at
            if at is not None and one.constraint in _NOT_LATER:
                finishes = one.constraint == ConstraintKind.FINISH_NO_LATER
                head = calendar.position(at) - (minutes if finishes else 0 * minutes)
                found.append((head, np.full(len(minutes), at)))
            row = int(self.shape.parents[row])
        if not found:
            return None
        head, instants = found[0]
        for other, at_other in found[1:]:
            less = (other < head) | ((other == head) & (at_other < instants))
            head, instants = np.where(less, other, head), np.where(less, at_other, instants)
        return head, instants


def _points(calendar: WorkCalendar, head: IntArray, at: IntArray, block: int) -> IntArray:
    """Return the points of heads that are asked at instants; as ``constraints.Held.point``."""
    free = head <= LOW
    inside = np.where(free, 0, head)
    later = starts_at(calendar, inside - 1) + 1 < at
    return np.where(free, LOW, 2 * inside + later + block)


def _columns(asked: Asked) -> Asked:
    """Return what edges ask for with columns in place of rows, to be laid over runs."""
    names = ("add", "lag", "shift", "block", "keep", "via_block", "via_lag")
    return replace(asked, **{name: getattr(asked, name)[:, None] for name in names})


class Holds:
    """What holds some ranks, run by run: earliest heads, latest finishes, and heads by dates."""

    def __init__(self) -> None:
        self.floor: dict[int, IntArray] = {}
        self.cap: dict[int, IntArray] = {}
        self.ceiling: dict[int, tuple[IntArray, IntArray]] = {}
