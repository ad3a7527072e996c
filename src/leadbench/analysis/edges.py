"""What the links of a network ask for, edge by edge: additions where they do, else the clock."""

from dataclasses import dataclass

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import LagCalendar, LagUnit, Link, Network, ProgressRule
from leadbench.analysis.states import DONE, FAR, PINNED, STARTED
from leadbench.analysis.structure import BoolArray, IntArray, Structure
from leadbench.errors import Refused

Groups = list[tuple[WorkCalendar, IntArray]]


@dataclass(frozen=True, eq=False)
class Edges:
    """What each edge asks for; arrays of shape (edges,).

    Attributes
    ----------
    offset, back
        What to add to the driving end for the head it asks for; what to subtract from the
        successor's head for the finish it allows. ``-FAR``: the edge asks for nothing.
    lag, elapsed, hard
        Minutes, whether they are elapsed time, whether the edge needs the clock.
    of_summary
        Edges whose lag is a percentage of a summary.
    calendars
        Edges whose lag is counted on another calendar than the successor's.
    """

    offset: IntArray
    back: IntArray
    lag: IntArray
    elapsed: BoolArray
    hard: BoolArray
    of_summary: dict[int, int]
    calendars: dict[int, WorkCalendar]


def edges_of(
    network: Network,
    shape: Structure,
    groups: Groups,
    group_of: IntArray,
    duration: IntArray,
    rest: IntArray,
    state: IntArray,
    active: BoolArray,
) -> Edges:
    """Return what the edges of a network ask for.

    Raises
    ------
    Refused
        For a lag that is counted on a calendar that the network does not have.
    """
    source, target = shape.source, shape.target
    lag = np.array([link.lag for link in network.links], dtype=np.int64)[shape.link]
    units = [link.lag_unit for link in network.links]
    elapsed = np.zeros(len(lag), dtype=np.bool_)
    of_summary: dict[int, int] = {}
    if any(unit != LagUnit.WORKING for unit in set(units)):
        elapsed = np.array([unit == LagUnit.ELAPSED for unit in units], np.bool_)[shape.link]
        percent = np.array([unit == LagUnit.PERCENT for unit in units], np.bool_)[shape.link]
        for edge in np.flatnonzero(percent & ~shape.leaf[source]).tolist():
            of_summary[edge] = int(lag[edge])
        scaled = (2 * lag * duration[source] + 100) // 200
        lag = np.where(percent, scaled, lag)
    calendars, on_clock = _lag_calendars(network, shape, groups, group_of, elapsed)
    elapsed |= on_clock
    hard = elapsed | ~shape.leaf[source] | (group_of[source] != group_of[target])
    hard[list(calendars)] = True
    offset = lag - np.where(shape.to_finish == 1, rest[target], 0)
    back = offset - np.where(shape.from_finish == 1, 0, rest[source])
    # What is done holds nothing that has begun; a start that has happened, or was fixed by hand,
    # cannot move any more; what is inactive holds nothing at all. Progress overrides the links
    # into what has begun wholly, forwards and backwards.
    begun = state == STARTED
    offset[_all_done(shape, state)[source] & begun[target]] = -FAR
    back[(begun | (state == PINNED))[source] & (shape.from_finish == 0)] = -FAR
    if network.rules.progress == ProgressRule.OVERRIDE:
        offset[begun[target]] = back[begun[target]] = -FAR
    if not active.all():
        offset[~active[source]] = -FAR
        back[~active[source] | ~active[target]] = -FAR
    return Edges(offset, back, lag, elapsed, hard, of_summary, calendars)


def _lag_calendars(
    network: Network, shape: Structure, groups: Groups, group_of: IntArray, elapsed: BoolArray
) -> tuple[dict[int, WorkCalendar], BoolArray]:
    """Return the calendars of lags that are not the successor's, and which lags run on the clock.

    A link's own calendar comes first, then the one that the rules name.
    """
    on_clock = np.zeros(len(elapsed), dtype=np.bool_)
    keys = {link.calendar for link in network.links} - {None}
    for key in keys:
        if key not in network.calendars:
            raise Refused(
                f"The plan has no calendar {key} for the lag of a dependency. Choose another"
                " calendar. Nothing was changed.",
                table="dependency",
                field="lag_calendar_id",
            )
    found: dict[int, WorkCalendar] = {}
    if network.rules.lag_calendar == LagCalendar.SUCCESSOR and not keys:
        return found, on_clock
    for edge in np.flatnonzero(~elapsed).tolist():
        link = network.links[shape.link[edge]]
        own = groups[group_of[shape.target[edge]]][0]
        calendar = lag_calendar(network, link, groups[group_of[shape.source[edge]]][0], own)
        if calendar is None:
            on_clock[edge] = link.lag != 0
        elif link.lag and calendar is not own and calendar != own:
            found[edge] = calendar
    return found, on_clock


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


def _all_done(shape: Structure, state: IntArray) -> BoolArray:
    done: BoolArray = state == DONE
    for summary, leaves in shape.below.items():
        done[summary] = all(done[leaf] for leaf in leaves)
    return done


def counting(shape: Structure, active: BoolArray) -> BoolArray:
    """Return which rows count: of summaries those that have an active leaf."""
    if not active.all():
        some = shape.leaf.copy()
        for rows in shape.levels:
            some[shape.parents[rows[active[rows] & some[rows]]]] = True
        active &= some
    return active
