"""Why an activity lies where it lies: the one rule that decides, and the chain back to its origin.

``explain`` gives both as data and as one plain sentence. Rules that cannot hold together are found
by ``contradictions``.
"""

from dataclasses import dataclass

import numpy as np

from leadbench.analysis.binding import (
    HOLDS_START,
    Ask,
    Because,
    asks,
    calendar_of,
    leaves_below,
)
from leadbench.analysis.binding_late import late_asks
from leadbench.analysis.critical_path import Driver, Schedule
from leadbench.analysis.explanation_words import PLAIN, Piece, Words, plain, start_in_words
from leadbench.analysis.inputs import Activity, LinkType, Network

__all__ = ["Because", "Explanation", "Reason", "explain"]

_OF_DRIVER = {
    Driver.PROJECT_START: Because.PROJECT_START,
    Driver.STATUS_DATE: Because.STATUS_DATE,
    Driver.CONSTRAINT: Because.CONSTRAINT,
    Driver.ACTUAL: Because.ACTUAL,
    Driver.CHILDREN: Because.CHILDREN,
    Driver.AS_LATE: Because.AS_LATE,
    Driver.PINNED: Because.BY_HAND,
}
_FROM_FINISH = frozenset({LinkType.FINISH_START, LinkType.FINISH_FINISH})


@dataclass(frozen=True, slots=True)
class Reason:
    """The one rule that decides when an activity starts, or what is left of it.

    Attributes
    ----------
    key
        The activity.
    because
        The rule. ``CALENDAR``: the instant that ``held`` names lies outside working time, and the
        first working minute after it counts.
    origin
        The activity that the rule belongs to: the leaf that drives by the link, the child that
        starts first, the summary that carries the constraint; else the activity itself.
    link
        Index of the deciding link in the network, or None.
    begun
        The activity has begun: the rule decides only what is left of it.
    held
        Of ``CALENDAR``: whose instant it is (project start, status date or constraint).
    backwards
        The rule keeps the activity from lying later, in a plan that counts back from its finish:
        ``origin`` of a link is then the successor.
    """

    key: int
    because: Because
    origin: int
    link: int | None = None
    begun: bool = False
    held: Because | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason, the reasons behind it back to the first, and the sentence that says it.

    Attributes
    ----------
    reason
        The one rule. Without it the activity would start earlier (what is left of it would finish
        earlier; backwards from a finish: later), unless there are ``equals``. Only where links may
        pull work before the project's start, what loses its last link may be held by that start
        at the same date.
    equals
        Further rules that ask for the very same date; ``reason`` is the first of them all. Without
        all of them the date moves; but where all counts back from a finish, what is left out may
        be held at the same date by the earliest start there, which is not listed. What is recorded
        (``ACTUAL``) or set ``BY_HAND`` has no equals: it is the date.
    chain
        Starts with ``reason``; its last member depends on no other activity.
    pieces
        The sentence as texts and keys of activities, which stand for their names.
    sentence
        The same with the names.
    """

    reason: Reason
    equals: tuple[Reason, ...]
    chain: tuple[Reason, ...]
    pieces: tuple[Piece, ...]
    sentence: str


def explain(
    schedule: Schedule,
    network: Network,
    key: int,
    words: Words = PLAIN,
    most: int | None = None,
) -> Explanation:
    """Return why an activity starts when it does.

    Parameters
    ----------
    schedule, network
        Dates, and the network that they were worked out from.
    key
        The activity.
    words
        How instants and lags are written in the sentence.
    most
        How many members of the chain are looked for; all unless given.

    Raises
    ------
    KeyError
        When the network has no such activity.

    Notes
    -----
    What an activity waits for is found in the schedule; which of its rules decide is asked of the
    scheduler itself, rule by rule (``binding.asks``), so that a tie is known as one. That takes a
    fraction of a millisecond per rule, however large the network is.
    """
    reason, *equals = _reasons(schedule, network, key)
    chain, seen = [reason], {key}
    while chain[-1].because in {Because.LINK, Because.CHILDREN} and chain[-1].origin not in seen:
        if len(chain) == most:
            break
        seen.add(chain[-1].origin)
        chain.append(reason_of(schedule, network, chain[-1].origin))
    pieces = start_in_words(schedule, network, reason, words)
    return Explanation(
        reason, tuple(equals), tuple(chain), pieces, plain(pieces, network, schedule)
    )


def reason_of(dates: Schedule, network: Network, key: int) -> Reason:
    """Return the one reason of an activity, without looking for equals where it is plain."""
    row = dates.index[key]
    driver = int(dates.driver[row])
    if driver >= 0 and not dates.done[row] and network.finish is None:
        link = network.links[driver]
        before = dates.index[link.predecessor]
        # A moment has one of two instants of the same working time: only the plain case is quick.
        plain_moment = (
            not link.lag
            and link.type in _FROM_FINISH
            and dates.early_finish[before] == dates.early_finish[row]
        )
        if dates.duration[row] or plain_moment:
            begun = network.activities[row].actual_start is not None
            return Reason(key, Because.LINK, driving_leaf(dates, network, driver), driver, begun)
    if network.finish is not None:
        follower = _plain_follower(dates, network, row)
        if follower is not None:
            return follower
    return _reasons(dates, network, key)[0]


def _plain_follower(dates: Schedule, network: Network, row: int) -> Reason | None:
    """Return the link that lets an activity lie no later, or None where that is not plain to see.

    Plain are links from finish to start without lag, between tasks that have not begun.
    """
    shape, activity = dates.structure, network.activities[row]
    if not dates.duration[row] or dates.finish[row] != dates.late_finish[row]:
        return None
    if not shape.leaf[row] or not _waits(activity):
        return None
    above = int(shape.parents[row])
    while above >= 0:
        if (shape.source == above).any():
            return None
        above = int(shape.parents[above])
    calendar = calendar_of(network, activity)
    there = calendar.position(int(dates.finish[row]))
    for edge in np.flatnonzero(shape.source == row).tolist():
        target, number = int(shape.target[edge]), int(shape.link[edge])
        link = network.links[number]
        plain = link.type == LinkType.FINISH_START and not link.lag and shape.leaf[target]
        if not plain or not _waits(network.activities[target]):
            return None
        if calendar.position(int(dates.late_start[target])) == there:
            return Reason(activity.key, Because.LINK, shape.keys[target], number, backwards=True)
    return None


def _waits(one: Activity) -> bool:
    """Tell whether an activity is active, has not begun and is not dated by hand."""
    begun = one.actual_start is not None or one.actual_finish is not None
    return one.active and not begun and one.pinned_start is None


def driving_leaf(dates: Schedule, network: Network, number: int) -> int:
    """Return the key of the leaf that drives by a link: of a summary that at the driving end."""
    link, shape = network.links[number], dates.structure
    row = dates.index[link.predecessor]
    while not shape.leaf[row]:
        row = _child_at(dates, network, row, first=link.type not in _FROM_FINISH)
    return shape.keys[row]


def _child_at(dates: Schedule, network: Network, row: int, *, first: bool) -> int:
    """Return the child that starts first, or the one that finishes last."""
    below = _counted_below(dates, network, row)
    if first:
        return int(min(below, key=lambda at: int(dates.early_start[at])))
    return int(max(below, key=lambda at: int(dates.early_finish[at])))


def _counted_below(dates: Schedule, network: Network, row: int) -> list[int]:
    """Return the children of a summary that it sums up: all where none is active."""
    below: list[int] = np.flatnonzero(dates.structure.parents == row).tolist()
    activities = network.activities

    def counts(child: int) -> bool:
        return any(activities[leaf].active for leaf in leaves_below(dates, child))

    return [child for child in below if counts(child)] or below


def _reasons(dates: Schedule, network: Network, key: int) -> list[Reason]:
    """Return the rules that ask for the date of an activity, the one that is named first."""
    row = dates.index[key]
    activity, driver = network.activities[row], int(dates.driver[row])
    begun = activity.actual_start is not None
    if not dates.structure.leaf[row]:
        return _of_summary(dates, network, row)
    if dates.done[row]:
        return [Reason(key, Because.ACTUAL, key, None, begun)]
    if network.finish is not None and driver != Driver.PINNED:
        allowed = _as_late_as_allowed(dates, network, row, begun=begun)
        if allowed:
            return allowed
    if driver in {Driver.PINNED, Driver.AS_LATE}:
        return [Reason(key, _OF_DRIVER[Driver(driver)], key, None, begun)]
    asked = asks(dates, network, key)
    if begun:
        equal = [ask for ask in asked if ask.finish == dates.early_finish[row]]
    else:
        there = int(dates.early_start[row]), int(dates.early_finish[row])
        equal = [ask for ask in asked if (ask.start, ask.finish) == there]
    named = [ask for ask in equal if _is_driver(ask, driver)]
    if not equal:
        because = Because.LINK if driver >= 0 else _OF_DRIVER[Driver(driver)]
        if driver >= 0:
            origin = driving_leaf(dates, network, driver)
            return [Reason(key, because, origin, driver, begun)]
        return [Reason(key, because, key, None, begun)]
    first = named[0] if named else equal[0]
    ordered = [first, *(ask for ask in equal if ask is not first)]
    return [_reason(dates, network, row, ask, begun=begun) for ask in ordered]


def _as_late_as_allowed(
    dates: Schedule, network: Network, row: int, *, begun: bool
) -> list[Reason]:
    """Return the rules that let an activity lie no later, where it lies at its late dates."""
    key, finish = dates.keys[row], int(dates.finish[row])
    # Without a status date, what has begun goes on without a pause, wherever its limit lies.
    if finish != dates.late_finish[row] or (begun and network.status is None):
        return []
    start = int(dates.start[row])
    return [
        Reason(key, ask.because, ask.origin, ask.link, begun, backwards=True)
        for ask in late_asks(dates, network, key)
        if ask.finish == finish and (begun or ask.start == start)
    ]


def _is_driver(ask: Ask, driver: int) -> bool:
    if driver >= 0:
        return ask.link == driver
    return ask.because == _OF_DRIVER.get(Driver(driver))


def _of_summary(dates: Schedule, network: Network, row: int) -> list[Reason]:
    shape, key = dates.structure, dates.keys[row]
    below = _counted_below(dates, network, row)
    start = min(int(dates.start[at]) for at in below)
    return [
        Reason(key, Because.CHILDREN, shape.keys[at]) for at in below if dates.start[at] == start
    ]


def _reason(dates: Schedule, network: Network, row: int, ask: Ask, *, begun: bool) -> Reason:
    """Return a rule as a reason: the calendar's where its instant lies outside working time."""
    activity, held = network.activities[row], None
    if ask.because == Because.PROJECT_START:
        held = network.start
    elif ask.because == Because.STATUS_DATE:
        held = network.status
    elif ask.because == Because.CONSTRAINT:
        carrier = network.activities[dates.index[ask.origin]]
        held = carrier.constraint_at if carrier.constraint in HOLDS_START else None
    if held is not None and not begun and held < dates.early_start[row]:
        calendar = calendar_of(network, activity)
        same = calendar.position(held) == calendar.position(int(dates.early_start[row]))
        if same and not calendar.is_working(held):
            return Reason(activity.key, Because.CALENDAR, ask.origin, None, begun, ask.because)
    return Reason(activity.key, ask.because, ask.origin, ask.link, begun)
