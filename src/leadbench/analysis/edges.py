"""What the links of a network ask for, edge by edge: additions where they do, else the clock."""

from dataclasses import dataclass, replace

import numpy as np

from leadbench.analysis.bounds import check_lags
from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import LagCalendar, LagUnit, Link, Network, ProgressRule
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.rows import Rows
from leadbench.analysis.states import DONE, PINNED, STARTED
from leadbench.analysis.structure import Structure
from leadbench.analysis.timeline import FAR, Timeline
from leadbench.errors import Refused

Part = tuple[int, int, int, int]
Reach = list[IntArray] | None


@dataclass(frozen=True, eq=False)
class Lags:
    """The lags of the edges; arrays of shape (edges,).

    Attributes
    ----------
    elapsed, working, on_clock
        Minutes on the clock, and of working time; whether an edge goes by the clock alone.
    shared, given
        Whether a lag is a share of the predecessor's duration, and the lag as the link gives it.
    percent
        The share of a summary's duration that a lag is, which is known only during the pass.
    counted
        The number of the calendar that ``working`` is counted in, -1 where it is the successor's.
    calendars
        The calendars that are named, from number 1: those of the rows come first.
    """

    elapsed: IntArray
    working: IntArray
    on_clock: BoolArray
    shared: BoolArray
    given: IntArray
    percent: IntArray
    counted: IntArray
    calendars: tuple[WorkCalendar, ...]

    def carried(self, shape: Structure, rows: Rows) -> "Lags":
        """Return the lags where durations may differ: what is a share of one is worked out anew."""
        if not self.shared.any():
            return self
        length = rows.length[shape.source]
        check_lags(rows.network, shape.link, self.given, np.where(self.shared, length, 100))
        minutes = (2 * self.given * length + 100) // 200
        anew = self.shared & ~self.on_clock
        whole = self.shared & self.on_clock
        return replace(
            self,
            working=np.where(anew, minutes, self.working),
            elapsed=np.where(whole, minutes, self.elapsed),
        )


@dataclass(frozen=True, eq=False)
class Asked:
    """What the edges of one direction ask for, sorted as ``Order.into`` or ``Order.out``.

    Attributes
    ----------
    slot, add
        Forwards: the slot of the driving end and what to add to its point for the head it asks
        for. Backwards: the slot of the driven end and what to add for the finish it allows.
    clock
        The places of those that go through the clock. The rest is about these alone:
    origin, lag, shift, block, keep
        The block of the point that is asked about; working lag to add before the clock
        (backwards); doubled elapsed lag and the block of the calendar at the other end, to be
        added to the doubled instant; that block; which bits of the point to keep (forwards).
    moments
        Whether any of them joins what takes no time, so that it matters whether a point is the
        later of two.
    via
        Of those the places with a lag in the working time of a third calendar, ``via_block`` its
        block and ``via_lag`` its minutes, doubled.
    """

    slot: IntArray
    add: IntArray
    clock: IntArray
    origin: IntArray
    lag: IntArray
    shift: IntArray
    block: IntArray
    keep: IntArray
    moments: bool
    via: IntArray
    via_block: IntArray
    via_lag: IntArray

    def with_anew(self, places: IntArray, some: "Asked") -> "Asked | None":
        """Return the edges where ``some`` holds at sorted places, of rows with as many slots.

        None where not the same ones go through the clock, or any goes through a third calendar.
        """
        at = self.clock.searchsorted(places)
        through = at < self.clock.searchsorted(places, side="right")
        at = at[through]
        same = np.array_equal(np.flatnonzero(through), some.clock)
        if not same or some.via.size or np.isin(at, self.via).any():
            return None
        names = ("add", "shift", "keep", "lag")
        result = replace(self, **{name: getattr(self, name).copy() for name in names})
        result.add[places] = some.add
        result.shift[at] = some.shift
        if self.keep.size:
            result.keep[at] = some.keep
        if self.lag.size:
            result.lag[at] = some.lag
        return result


def lags_of(network: Network, shape: Structure, rows: Rows) -> Lags:
    """Return the lags of the edges of a network.

    Raises
    ------
    Refused
        For a lag that is counted on a calendar that the network does not have.
    BeyondDates
        For a lag that is too long.
    """
    source, target = shape.source, shape.target
    lag = np.array([link.lag for link in network.links], dtype=np.int64)[shape.link]
    units = [link.lag_unit for link in network.links]
    zero = np.zeros(len(lag), dtype=np.int64)
    elapsed, percent, working = zero, zero, lag
    on_clock = shared = np.zeros(len(lag), dtype=np.bool_)
    if any(unit != LagUnit.WORKING for unit in set(units)):
        on_clock = np.array([unit == LagUnit.ELAPSED for unit in units], np.bool_)[shape.link]
        shared = np.array([unit == LagUnit.PERCENT for unit in units], np.bool_)[shape.link]
        percent = np.where(shared & ~shape.leaf[source], lag, 0)
    check_lags(network, shape.link, lag, np.where(shared, rows.length[source], 100))
    if on_clock.any() or shared.any():
        working = np.where(shared, (2 * lag * rows.length[source] + 100) // 200, lag)
        elapsed, working = np.where(on_clock, lag, 0), np.where(on_clock, 0, working)
    rule = network.rules.lag_calendar
    named = [link.calendar for link in network.links]
    keys = set(named) - {None}
    counted = np.full(len(lag), -1, dtype=np.int64)
    calendars = dict(zip(rows.calendars, range(1, len(rows.calendars) + 1), strict=True))
    if rule == LagCalendar.PREDECESSOR:
        counted = rows.number[source].copy()
    elif rule == LagCalendar.PROJECT:
        counted[:] = 1
    elif rule == LagCalendar.ALL_TIME:
        counted[:] = 0
    if keys:
        number_of = {key: _number(network, key, calendars) for key in keys if key is not None}
        own = np.array([-1 if key is None else number_of[key] for key in named], np.int64)
        counted = np.where(own[shape.link] >= 0, own[shape.link], counted)
    whole = (counted == 0) & ~on_clock & (lag != 0)
    if whole.any():
        elapsed, working = np.where(whole, working, elapsed), np.where(whole, 0, working)
        on_clock = on_clock | whole
    counted = np.where((counted == rows.number[target]) | (counted == 0), -1, counted)
    return Lags(elapsed, working, on_clock, shared, lag, percent, counted, tuple(calendars))


def _number(network: Network, key: int, calendars: dict[WorkCalendar, int]) -> int:
    if key not in network.calendars:
        raise Refused(
            f"The plan has no calendar {key} for the lag of a dependency. Choose another"
            " calendar. Nothing was changed.",
            table="dependency",
            field="lag_calendar_id",
        )
    return calendars.setdefault(network.calendars[key], len(calendars) + 1)


def holds(network: Network, shape: Structure, rows: Rows) -> BoolArray:
    """Return which edges hold their successor, whatever else may decide its dates.

    What is done holds nothing that has begun, what is inactive nothing at all; progress overrides
    every link into what has begun, where it is to.
    """
    begun = rows.state == STARTED
    into_begun = begun[shape.target]
    if network.rules.progress == ProgressRule.OVERRIDE:
        asks: BoolArray = ~into_begun
    elif into_begun.any():
        done = rows.state == DONE
        for summary, leaves in shape.below.items():
            done[summary] = all(done[leaf] for leaf in leaves)
        asks = ~(done[shape.source] & into_begun)
    else:
        asks = np.ones(len(shape.source), dtype=np.bool_)
    if not rows.active.all():
        asks &= rows.active[shape.source]
    return asks


def forwards(
    shape: Structure,
    rows: Rows,
    lags: Lags,
    asks: BoolArray,
    slots: dict[int, int],
    edges: IntArray,
) -> Asked:
    """Return what some edges ask of their successors: all of ``Order.into``, or some of it.

    Parameters
    ----------
    slots
        Of each row with known dates the first of three slots that hold ``Rows.fixed``.
    """
    order = shape.order
    source, target = shape.source[edges], shape.target[edges]
    from_finish, to_finish = shape.from_finish[edges] == 1, shape.to_finish[edges] == 1
    asks = asks[edges] & ~rows.unlinked[target]
    elapsed, working, counted = lags.elapsed[edges], lags.working[edges], lags.counted[edges]
    summary = ~shape.leaf[source]
    third = (counted >= 0) & (working != 0)
    other = rows.number[source] != rows.number[target]
    hard = (lags.on_clock[edges] | summary | third | other) & asks & (lags.percent[edges] == 0)
    slot = order.rank[source] + np.where(from_finish, len(order.rows), 0)
    if slots:
        first = np.full(len(rows.state), -1, dtype=np.int64)
        first[list(slots)] = list(slots.values())
        known, state = first[source], rows.state[source]
        fixed = (known >= 0) & (~from_finish | (state != STARTED))
        slot = np.where(fixed & hard, known + from_finish, slot)
        slot = np.where(fixed & ~hard & (state == STARTED), known + 2, slot)
    origin = np.where(summary | (slot >= 2 * len(order.rows)), 0, rows.block[source])
    own = np.where(third, 0, 2 * working)
    then = own - np.where(to_finish, 2 * rows.rest[target], 0)
    clock = np.flatnonzero(hard)
    via = np.flatnonzero(third[clock])
    return Asked(
        slot=slot,
        add=np.where(asks, then, -FAR),
        clock=clock,
        origin=origin[clock],
        lag=np.zeros(0, dtype=np.int64),
        shift=(2 * elapsed + rows.block[target])[clock],
        block=rows.block[target[clock]],
        keep=np.where(own != 0, -2, -1)[clock],
        moments=bool((rows.moment[source] | rows.moment[target])[clock].any()),
        via=via,
        via_block=(counted * BLOCK)[clock][via],
        via_lag=(2 * working)[clock][via],
    )


def backwards(shape: Structure, rows: Rows, lags: Lags, network: Network, edges: IntArray) -> Asked:
    """Return what some edges allow their predecessors: all of ``Order.out``, or some of it.

    A start that has happened, or was fixed by hand, cannot move any more; a link from it limits
    nothing. The finish of a summary is a point of the clock.
    """
    order = shape.order
    source, target = shape.source[edges], shape.target[edges]
    from_finish, to_finish = shape.from_finish[edges] == 1, shape.to_finish[edges] == 1
    state, leaf = rows.state, shape.leaf[source]
    stays = (state == STARTED) | (state == PINNED)
    asks = (state != DONE)[target] & (state != DONE)[source] & (from_finish | ~stays[source])
    if network.rules.progress == ProgressRule.OVERRIDE:
        asks &= (state != STARTED)[target]
    if not rows.active.all():
        asks &= rows.active[source] & rows.active[target]
    asks &= leaf | (lags.percent[edges] == 0)
    elapsed, working, counted = lags.elapsed[edges], lags.working[edges], lags.counted[edges]
    third = (counted >= 0) & (working != 0)
    other = rows.number[source] != rows.number[target]
    hard = (lags.on_clock[edges] | ~leaf | third | other) & asks
    own = np.where(third, 0, -2 * working)
    to_end = np.where(from_finish | ~leaf, 0, 2 * rows.rest[source])
    clock = np.flatnonzero(hard)
    via = np.flatnonzero(third[clock])
    late = ~from_finish & leaf & ~rows.moment[source]
    block = np.where(leaf, rows.block[source], 0)
    return Asked(
        slot=order.rank[target] + np.where(to_finish, len(order.rows), 0),
        add=np.where(asks, np.where(hard, to_end - late, own + to_end), FAR),
        clock=clock,
        origin=rows.block[target[clock]],
        lag=own[clock],
        shift=(block - 2 * elapsed)[clock],
        block=block[clock],
        keep=np.zeros(0, dtype=np.int64),
        moments=bool(rows.moment[target[clock]].any()),
        via=via,
        via_block=(counted * BLOCK)[clock][via],
        via_lag=(2 * working)[clock][via],
    )


def lag_calendar(
    network: Network, link: Link, predecessor: WorkCalendar, successor: WorkCalendar
) -> WorkCalendar | None:
    """Return whose time the working minutes of a lag are counted in; None: every minute."""
    if link.calendar is not None:
        return network.calendars[link.calendar]
    rule = network.rules.lag_calendar
    if rule == LagCalendar.ALL_TIME:
        return None
    if rule == LagCalendar.PROJECT:
        return network.calendars[network.calendar]
    return predecessor if rule == LagCalendar.PREDECESSOR else successor


def ask(time: Timeline, asked: Asked, points: IntArray, part: Part, reach: Reach) -> IntArray:
    """Return the points that some edges ask for through the clock, without ``add``.

    Parameters
    ----------
    time
        The tables of all calendars.
    asked
        Edges sorted forwards.
    points
        The points of the driving ends of those edges of ``clock`` that ``part`` bounds.
    part
        Bounds in ``clock`` and in ``via``.
    reach
        Takes up every doubled instant that was asked about, where it is wanted.
    """
    first, last, via, via_end = part
    keys = time.clock(points)
    if via_end > via:
        places = asked.via[via:via_end] - first
        at = keys[places]
        keys[places] = ask_third(time, asked, at, via, via_end)
        if reach is not None:
            reach += [at, keys]
            keys = keys.copy()
    keys += asked.shift[first:last]
    if reach is not None:
        reach.append(keys - asked.block[first:last])
    found = time.earliest(keys)
    found &= asked.keep[first:last]
    found |= points & 1
    return found


def allow(time: Timeline, asked: Asked, points: IntArray, part: Part, reach: Reach) -> IntArray:
    """Return the points that some edges allow through the clock, without ``add``; as ``ask``."""
    first, last, via, via_end = part
    points = points + asked.lag[first:last]
    points |= 1
    keys = time.clock(points)
    if via_end > via:
        places = asked.via[via:via_end] - first
        at = keys[places]
        keys[places] = allow_third(time, asked, at, via, via_end)
        if reach is not None:
            reach += [at, keys]
            keys = keys.copy()
    keys += asked.shift[first:last]
    if reach is not None:
        reach.append(keys - asked.block[first:last])
    return time.latest(keys)


def ask_third(time: Timeline, asked: Asked, keys: IntArray, via: int, via_end: int) -> IntArray:
    """Return doubled instants after the lags that the edges of ``via`` count in third calendars."""
    lag = asked.via_lag[via:via_end]
    other = time.earliest(keys + asked.via_block[via:via_end])
    other &= -2
    other += lag + (lag < 0)
    return time.clock(other)


def allow_third(time: Timeline, asked: Asked, keys: IntArray, via: int, via_end: int) -> IntArray:
    """Return doubled instants before such lags."""
    lag = asked.via_lag[via:via_end]
    other = time.latest(keys + asked.via_block[via:via_end])
    other -= lag < 0
    other &= -2
    other -= lag
    other |= 1
    return time.clock(other)


def parts(asked: Asked, bounds: IntArray) -> list[Part]:
    """Return the bounds in ``clock`` and ``via`` of stretches of edges."""
    clock = asked.clock.searchsorted(bounds)
    via = asked.via.searchsorted(clock)
    begin, begin_via = clock.tolist(), via.tolist()
    return list(zip(begin[:-1], begin[1:], begin_via[:-1], begin_via[1:], strict=True))
