"""Why an activity lies where it lies: the one rule that decides, and the chain back to its origin.

``explain`` gives both as data and as one plain sentence; ``contradictions`` the smallest sets of
rules that cannot hold together; ``loop_links`` every link of a loop.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import networkx as nx

from leadbench.analysis.calendars import to_datetime
from leadbench.analysis.critical_path import Driver, Schedule, schedule
from leadbench.analysis.inputs import Activity, ConstraintKind, LinkType, Network
from leadbench.analysis.states import remaining
from leadbench.analysis.structure import build_graph

_Kind = ConstraintKind


class Because(StrEnum):
    """What may decide a start."""

    LINK = "link"
    CONSTRAINT = "constraint"
    CALENDAR = "calendar"
    STATUS_DATE = "status date"
    PROJECT_START = "project start"
    ACTUAL = "actual"
    CHILDREN = "children"
    AS_LATE = "as late as possible"
    BY_HAND = "by hand"
    DEADLINE = "deadline"
    """Only in contradictions: a deadline moves nothing."""


_OF_DRIVER = {
    Driver.PROJECT_START: Because.PROJECT_START,
    Driver.STATUS_DATE: Because.STATUS_DATE,
    Driver.CONSTRAINT: Because.CONSTRAINT,
    Driver.ACTUAL: Because.ACTUAL,
    Driver.CHILDREN: Because.CHILDREN,
    Driver.AS_LATE: Because.AS_LATE,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """The one rule that decides when an activity starts, or what is left of it.

    Attributes
    ----------
    key
        The activity.
    because
        The rule. ``CALENDAR``: the project start, status date or constraint lies outside working
        time, and the first working minute after it counts.
    origin
        The activity that the rule belongs to: the predecessor, the child that starts first, the
        summary that carries the constraint; else the activity itself.
    link
        Index of the deciding link in the network, or None.
    begun
        The activity has begun: the rule decides only what is left of it.
    """

    key: int
    because: Because
    origin: int
    link: int | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason, the reasons behind it back to the first, and the sentence that says it.

    ``chain`` starts with ``reason``; its last member depends on no other activity.
    """

    reason: Reason
    chain: tuple[Reason, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Rules that cannot all hold: without any one of the links the others can.

    ``key`` is the activity whose date is missed; ``limit`` says by which rule of it, ``reasons``
    are the rules that ask for a later date, first to last.
    """

    key: int
    limit: Because
    reasons: tuple[Reason, ...]


def explain(schedule: Schedule, network: Network, key: int) -> Explanation:
    """Return why an activity starts when it does.

    Parameters
    ----------
    schedule, network
        Dates, and the network that they were worked out from.
    key
        The activity.

    Raises
    ------
    KeyError
        When the network has no such activity.
    """
    reason = _reason(schedule, network, key)
    chain, seen = [reason], {key}
    while chain[-1].because in {Because.LINK, Because.CHILDREN} and chain[-1].origin not in seen:
        seen.add(chain[-1].origin)
        chain.append(_reason(schedule, network, chain[-1].origin))
    return Explanation(reason, tuple(chain), _sentence(schedule, network, reason))


def _reason(dates: Schedule, network: Network, key: int) -> Reason:
    row = dates.index[key]
    activity, driver = network.activities[row], int(dates.driver[row])
    begun = activity.actual_start is not None
    shape = dates.structure
    if not shape.leaf[row]:
        children = [number for number, parent in enumerate(shape.parents.tolist()) if parent == row]
        active = [child for child in children if network.activities[child].active] or children
        first = min(active, key=lambda child: int(dates.start[child]))
        return Reason(key, Because.CHILDREN, shape.keys[first])
    if dates.done[row]:
        return Reason(key, Because.ACTUAL, key, None, begun)
    if driver >= 0:
        return Reason(key, Because.LINK, _driving(dates, network, driver), driver, begun)
    because = _OF_DRIVER.get(Driver(driver), Because.BY_HAND)
    origin = key
    held = None
    if because == Because.PROJECT_START:
        held = network.start
    elif because == Because.STATUS_DATE:
        held = network.status
    elif because == Because.CONSTRAINT:
        origin = _carrier(dates, network, row)
        carrier = network.activities[dates.index[origin]]
        if carrier.constraint in {_Kind.START_NO_EARLIER, _Kind.MUST_START}:
            held = carrier.constraint_at
    calendar = network.calendars[
        network.calendar if activity.calendar is None else activity.calendar
    ]
    if held is not None and not begun and held < dates.early_start[row]:
        asked = calendar.position(held) == calendar.position(int(dates.early_start[row]))
        if asked and not calendar.is_working(held):
            return Reason(key, Because.CALENDAR, origin)
    return Reason(key, because, origin, None, begun)


def _driving(dates: Schedule, network: Network, number: int) -> int:
    """Return the leaf that drives by a link: of a summary the one at the driving end."""
    link, shape = network.links[number], dates.structure
    row = dates.index[link.predecessor]
    while not shape.leaf[row]:
        below = [at for at, parent in enumerate(shape.parents.tolist()) if parent == row]
        below = [at for at in below if network.activities[at].active] or below
        if link.type in {LinkType.FINISH_START, LinkType.FINISH_FINISH}:
            row = max(below, key=lambda at: int(dates.early_finish[at]))
        else:
            row = min(below, key=lambda at: int(dates.early_start[at]))
    return shape.keys[row]


def _carrier(dates: Schedule, network: Network, row: int) -> int:
    """Return whose constraint holds a row: its own, or that of a summary above it."""
    activity = network.activities[row]
    if activity.constraint in {_Kind.MUST_START, _Kind.MUST_FINISH}:
        return activity.key
    calendar = network.calendars[
        network.calendar if activity.calendar is None else activity.calendar
    ]
    best: tuple[int, int] | None = None
    at = row
    while at >= 0:
        one = network.activities[at]
        if one.constraint_at is not None:
            position = calendar.position(one.constraint_at)
            if one.constraint == _Kind.FINISH_NO_EARLIER:
                begun = activity.actual_start is not None
                position -= remaining(activity) if begun else activity.duration
            elif one.constraint != _Kind.START_NO_EARLIER:
                position = -(1 << 60)
            if best is None or position > best[0]:
                best = position, one.key
        at = int(dates.structure.parents[at])
    return activity.key if best is None else best[1]


_AFTER = {
    LinkType.FINISH_START: "it may start only after “{}” finishes",
    LinkType.START_START: "it may start only after “{}” starts",
    LinkType.FINISH_FINISH: "it may finish only after “{}” finishes",
    LinkType.START_FINISH: "it may finish only after “{}” starts",
}
_RULES = {
    _Kind.START_NO_EARLIER: "may start no earlier than",
    _Kind.FINISH_NO_EARLIER: "may finish no earlier than",
    _Kind.START_NO_LATER: "may start no later than",
    _Kind.FINISH_NO_LATER: "may finish no later than",
    _Kind.MUST_START: "must start on",
    _Kind.MUST_FINISH: "must finish on",
}


def _sentence(dates: Schedule, network: Network, reason: Reason) -> str:
    row = dates.index[reason.key]
    activity, other = network.activities[row], network.activities[dates.index[reason.origin]]
    begins = f"“{activity.name}” starts on {_when(int(dates.start[row]))}"
    if reason.begun and not dates.done[row]:
        begins = f"What is left of “{activity.name}” lies where it does"
    elif reason.because == Because.ACTUAL:
        return f"“{activity.name}” started on {_when(int(dates.start[row]))}, as recorded."
    if reason.link is not None:
        link = network.links[reason.link]
        name = network.activities[dates.index[link.predecessor]].name
        cause = _AFTER[LinkType(link.type)].format(name)
        if link.lag:
            cause += f" and the {'lag' if link.lag > 0 else 'lead'} of the link"
        return f"{begins} because {cause}."
    causes = {
        Because.PROJECT_START: "the project does not start earlier",
        Because.STATUS_DATE: "open work cannot lie before the data date",
        Because.CHILDREN: f"the first task in it is “{other.name}”",
        Because.AS_LATE: "it shall lie as late as it can without moving what follows",
        Because.BY_HAND: "its dates were set by hand",
        Because.ACTUAL: "it goes on from the recorded start",
        Because.CALENDAR: "that is the first working time that its calendar has from there on",
        Because.CONSTRAINT: "",
    }
    cause = causes[reason.because]
    if reason.because == Because.CONSTRAINT and other.constraint_at is not None:
        who = "it" if other.key == activity.key else f"“{other.name}”"
        cause = f"{who} {_RULES[_Kind(other.constraint)]} {_when(other.constraint_at)}"
    return f"{begins} because {cause}."


def _when(minute: int) -> str:
    moment = to_datetime(minute)
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def contradictions(dates: Schedule, network: Network) -> tuple[Contradiction, ...]:
    """Return, for each date that cannot be kept, the smallest set of rules that rule it out.

    Such dates are deadlines, "no later than" and must dates of what has not begun, and dates set
    by hand, when the links and dates before them ask for more. No link can be left out of a set:
    without it the rest can hold.
    """
    found = []
    for activity in network.activities:
        for limit in _limits(activity):
            if dates.done[dates.index[activity.key]] or activity.actual_start is not None:
                continue
            if not dates.structure.leaf[dates.index[activity.key]]:
                continue
            set_free = _without(network, activity.key, limit)
            freed = schedule(set_free, dates.structure)
            if not _missed(freed, network, activity, limit):
                continue
            chain = explain(freed, set_free, activity.key).chain
            reasons = list(chain)
            # The start of the chain may not be needed: what is left of it can be too late already.
            while True:
                smaller = _smaller(set_free, reasons)
                kept = schedule(smaller)
                if len(reasons) == 1 or not _missed(kept, network, activity, limit):
                    break
                reasons = [*reasons[:-2], _reason(kept, smaller, reasons[-2].key)]
            found.append(Contradiction(activity.key, limit, tuple(reversed(reasons))))
    return tuple(found)


def _limits(activity: Activity) -> Iterable[Because]:
    if activity.deadline is not None:
        yield Because.DEADLINE
    if activity.pinned_start is not None:
        yield Because.BY_HAND
    elif activity.constraint_at is not None and activity.constraint in {
        _Kind.START_NO_LATER,
        _Kind.FINISH_NO_LATER,
        _Kind.MUST_START,
        _Kind.MUST_FINISH,
    }:
        yield Because.CONSTRAINT


def _without(network: Network, key: int, limit: Because) -> Network:
    changes = {
        Because.DEADLINE: {"deadline": None},
        Because.BY_HAND: {"pinned_start": None, "pinned_finish": None},
        Because.CONSTRAINT: {
            "constraint": _Kind.AS_SOON_AS_POSSIBLE,
            "constraint_at": None,
        },
    }[limit]
    rows = tuple(
        replace(one, **changes) if one.key == key else one  # type: ignore[arg-type]  # by name
        for one in network.activities
    )
    return replace(network, activities=rows)


def _smaller(network: Network, reasons: list[Reason]) -> Network:
    """Return the network with the links of a chain alone, but for the first in time."""
    numbers = {reason.link for reason in reasons[:-2]}
    return replace(
        network,
        links=tuple(link for number, link in enumerate(network.links) if number in numbers),
    )


def _missed(dates: Schedule, network: Network, activity: Activity, limit: Because) -> bool:
    row = dates.row(activity.key)
    calendar = network.calendars[
        network.calendar if activity.calendar is None else activity.calendar
    ]
    at, end = activity.constraint_at, row.early_finish
    if limit == Because.DEADLINE:
        at = activity.deadline
    elif limit == Because.BY_HAND:
        at, end = activity.pinned_start, row.early_start
    elif activity.constraint in {_Kind.START_NO_LATER, _Kind.MUST_START}:
        end = row.early_start
    return at is not None and calendar.position(end) > calendar.position(at)


def loop_links(network: Network) -> tuple[int, ...]:
    """Return every link of a loop, by index and in order; empty where there is none.

    Raises
    ------
    Refused
        As ``build_graph``.
    """
    try:
        cycle = nx.find_cycle(build_graph(network))
    except nx.NetworkXNoCycle:
        return ()
    return tuple(int(edge[2]) for edge in cycle if int(edge[2]) >= 0)
