"""What each rule alone would make of an activity's dates: the local question behind explanations.

An activity's early dates follow from what it waits for, its constraints (and those of the summaries
above it), the project's start, the status date and its progress. ``asks`` puts each of these rules
to the scheduler alone, in a small network in which all that the activity waits for is held where
the schedule has it. So the rules of scheduling are stated once, in the passes, and nowhere here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from leadbench.analysis.calendars import DAY, WorkCalendar
from leadbench.analysis.critical_path import Driver, Schedule, schedule
from leadbench.analysis.inputs import Activity, ActivityKind, ConstraintKind, Link, Network

_Kind = ConstraintKind
HOLDS_START = frozenset({_Kind.START_NO_EARLIER, _Kind.MUST_START})
"""Constraints that name the instant of a start."""
FIXES = frozenset({_Kind.MUST_START, _Kind.MUST_FINISH})
_LOWER = frozenset({_Kind.START_NO_EARLIER, _Kind.FINISH_NO_EARLIER}) | FIXES
_PULLS = {_Kind.START_NO_LATER: _Kind.MUST_START, _Kind.FINISH_NO_LATER: _Kind.MUST_FINISH}
_LONG_AGO = 40_000 * DAY
"""How far back a date is moved that shall not count: beyond all lags and durations of a plan."""


class Because(StrEnum):
    """What may decide a start."""

    LINK = "link"
    CONSTRAINT = "constraint"
    CALENDAR = "calendar"
    STATUS_DATE = "status date"
    PROJECT_START = "project start"
    PROJECT_FINISH = "project finish"
    ACTUAL = "actual"
    CHILDREN = "children"
    AS_LATE = "as late as possible"
    BY_HAND = "by hand"
    DEADLINE = "deadline"
    """Only in contradictions, or backwards from the finish: else a deadline moves nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A rule, and the dates that an activity would have by it alone.

    Attributes
    ----------
    because, origin, link
        As in ``Reason``.
    start, finish
        Early start and finish, as instants.
    behind
        Working minutes of the activity's calendar by which that finish lies before the scheduled
        early finish; below zero where the rule asks for more than the activity does.
    """

    because: Because
    origin: int
    link: int | None
    start: int
    finish: int
    behind: int


def calendar_of(network: Network, activity: Activity) -> WorkCalendar:
    """Return the calendar that an activity follows."""
    key = network.calendar if activity.calendar is None else activity.calendar
    return network.calendars[key]


def leaves_below(dates: Schedule, row: int) -> list[int]:
    """Return the leaves below a row in outline order; a leaf stands for itself."""
    shape = dates.structure
    found, waiting = [], [row]
    while waiting:
        current = waiting.pop()
        if shape.leaf[current]:
            found.append(current)
        else:
            waiting.extend(np.flatnonzero(shape.parents == current).tolist()[::-1])
    return found


def long_ago(dates: Schedule, network: Network) -> int:
    """Return an instant before all that a plan may ask for, for dates that shall not count."""
    known = [network.start, dates.project_start]
    if network.status is not None:
        known.append(network.status)
    return min(known) - _LONG_AGO


def asks(
    dates: Schedule, network: Network, key: int, *, freed: Sequence[Because] = ()
) -> tuple[Ask, ...]:
    """Return what each rule asks of a leaf that is not done: links, constraints, then the rest.

    Parameters
    ----------
    dates, network
        Dates, and the network that they were worked out from.
    key
        The activity.
    freed
        Rules of the activity's own that are left aside: ``CONSTRAINT``, ``BY_HAND``.
    """
    return _Asking(dates, network, dates.index[key], freed).all()


class _Asking:
    """Builds the small networks: what is waited for, and a copy of the activity per rule."""

    def __init__(
        self, dates: Schedule, network: Network, row: int, freed: Sequence[Because]
    ) -> None:
        self.dates, self.network, self.row = dates, network, row
        one = network.activities[row]
        self.activity = one
        self.calendar = calendar_of(network, one)
        self.bare = replace(
            one, parent=None, constraint=_Kind.AS_SOON_AS_POSSIBLE, constraint_at=None
        )
        if one.pinned_start is not None and Because.BY_HAND in freed:
            length = one.duration
            if one.pinned_finish is not None and one.pinned_finish > one.pinned_start:
                length = self.calendar.between(one.pinned_start, one.pinned_finish)
            self.bare = replace(self.bare, pinned_start=None, pinned_finish=None, duration=length)
        self.own = Because.CONSTRAINT not in freed
        self.begun = one.actual_start is not None
        self.next = max(dates.keys, default=0) + 1
        self.past = long_ago(dates, network)

    def all(self) -> tuple[Ask, ...]:
        network, key = self.network, self.activity.key
        rules: list[tuple[Because, int, int | None]] = []
        copies: list[Activity] = []
        links: list[Link] = []
        waits: dict[int, list[Activity]] = {}
        for number in self._links():
            link = network.links[number]
            before = self.dates.index[link.predecessor]
            if before not in waits:
                waits[before] = self._held(before)
            copy = self._copy()
            copies.append(copy)
            links.append(replace(link, successor=copy.key))
            rules.append((Because.LINK, self.driving(number), number))
        for carrier, kind, at in self._constraints():
            copies.append(replace(self._copy(), constraint=kind, constraint_at=at))
            rules.append((Because.CONSTRAINT, carrier, None))
        if self.begun:
            copies.append(self._copy())
            rules.append((Because.ACTUAL, key, None))
        held = [one for group in waits.values() for one in group]
        status = None if network.status is None else self.past
        found = self._dated(rules, [*held, *copies], copies, links, self.past, status)
        if not self.begun and network.finish is None:
            rule = [(Because.PROJECT_START, key, None)]
            copy = self._copy()
            alone: list[Activity] = [copy]
            past: list[Link] = []
            if network.rules.before_start:
                # What waits for others may lie before the start: so it keeps its links, back to
                # tasks that ask for nothing here, and its must date.
                alone = [*(self._long_done(one) for one in held), self._long_fixed(copy)]
                past = [replace(link, successor=copy.key) for link in links]
            found += self._dated(rule, alone, [copy], past, network.start, status)
        if network.status is not None:
            rule = [(Because.STATUS_DATE, key, None)]
            copy = self._copy()
            found += self._dated(rule, [copy], [copy], [], self.past, network.status)
        return tuple(found)

    def _dated(
        self,
        rules: Sequence[tuple[Because, int, int | None]],
        activities: Sequence[Activity],
        copies: Sequence[Activity],
        links: Sequence[Link],
        start: int,
        status: int | None,
    ) -> list[Ask]:
        small = replace(
            self.network,
            activities=tuple(activities),
            links=tuple(links),
            start=start,
            status=status,
            finish=None,
        )
        if not copies:
            return []
        dates = schedule(small)
        there = self.calendar.position(int(self.dates.early_finish[self.row]))
        found = []
        for (because, origin, link), copy in zip(rules, copies, strict=True):
            row = dates.index[copy.key]
            finish = int(dates.early_finish[row])
            behind = there - self.calendar.position(finish)
            begins = int(dates.early_start[row])
            found.append(Ask(because, origin, link, begins, finish, behind))
        return found

    def _links(self) -> list[int]:
        """Return the links that hold the row, its own and those into summaries above it."""
        shape = self.dates.structure
        return shape.link[np.flatnonzero(shape.target == self.row)].tolist()  # type: ignore[no-any-return]

    def driving(self, number: int) -> int:
        """Return the key of the leaf at the driving end of a link."""
        dates, link = self.dates, self.network.links[number]
        row = dates.index[link.predecessor]
        below = leaves_below(dates, row)
        below = [at for at in below if self.network.activities[at].active] or below
        if link.type in {"FS", "FF"}:
            return dates.keys[max(below, key=lambda at: int(dates.early_finish[at]))]
        return dates.keys[min(below, key=lambda at: int(dates.early_start[at]))]

    def _copy(self) -> Activity:
        self.next += 1
        return replace(self.bare, key=self.next)

    def _held(self, row: int) -> list[Activity]:
        """Return what is waited for, held at its dates; a summary by one leaf below it."""
        one, dates = self.network.activities[row], self.dates
        start, finish = int(dates.early_start[row]), int(dates.early_finish[row])
        fixed = replace(
            one,
            parent=None,
            constraint=_Kind.AS_SOON_AS_POSSIBLE,
            constraint_at=None,
            pinned_start=start,
            pinned_finish=finish,
            actual_start=None,
            actual_finish=None,
        )
        if dates.done[row]:
            fixed = replace(
                fixed,
                pinned_start=None,
                pinned_finish=None,
                actual_start=start,
                actual_finish=finish,
            )
        if dates.structure.leaf[row]:
            return [fixed]
        active = any(self.network.activities[at].active for at in leaves_below(dates, row))
        self.next += 1
        leaf = replace(fixed, key=self.next, parent=one.key, kind=ActivityKind.WORK, active=active)
        top = replace(one, parent=None, constraint=_Kind.AS_SOON_AS_POSSIBLE, constraint_at=None)
        return [top, leaf]

    def _long_done(self, one: Activity) -> Activity:
        if one.actual_start is not None:
            return replace(one, actual_start=self.past, actual_finish=self.past)
        if one.pinned_start is not None:
            return replace(one, pinned_start=self.past, pinned_finish=self.past)
        return one

    def _long_fixed(self, copy: Activity) -> Activity:
        if self.activity.constraint in FIXES:
            return replace(copy, constraint=self.activity.constraint, constraint_at=self.past)
        return copy

    def _constraints(self) -> list[tuple[int, ConstraintKind, int]]:
        """Return who holds the row by which constraint: itself first, then the summaries."""
        found = []
        pulled = int(self.dates.driver[self.row]) == Driver.CONSTRAINT
        pulls = self.network.rules.dates_over_links and pulled
        row = self.row
        while row >= 0:
            one = self.network.activities[row]
            kind = _Kind(one.constraint)
            if pulls:
                kind = _PULLS.get(kind, kind)
            wanted = row != self.row or self.own
            if wanted and one.constraint_at is not None and kind in _LOWER:
                found.append((one.key, kind, one.constraint_at))
            row = int(self.dates.structure.parents[row])
        return found
