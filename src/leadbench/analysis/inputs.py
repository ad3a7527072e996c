"""The frozen values that calculations take.

Instants are whole minutes since 1970-01-01 00:00, local time; durations are whole working minutes
of the activity's calendar. Nothing here refers to a table, a widget or a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from leadbench.analysis.calendars import WorkCalendar


class ActivityKind(StrEnum):
    """What an activity is: work, a moment, or the sum of its children."""

    WORK = "work"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class LinkType(StrEnum):
    """Which end of the predecessor drives which end of the successor."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class LagUnit(StrEnum):
    """How a lag is counted."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"


class ConstraintKind(StrEnum):
    """A restriction on the dates of an activity."""

    AS_SOON_AS_POSSIBLE = "asap"
    AS_LATE_AS_POSSIBLE = "alap"
    START_NO_EARLIER = "snet"
    START_NO_LATER = "snlt"
    FINISH_NO_EARLIER = "fnet"
    FINISH_NO_LATER = "fnlt"
    MUST_START = "mso"
    MUST_FINISH = "mfo"


FOR_SUMMARIES = frozenset(
    {
        ConstraintKind.AS_SOON_AS_POSSIBLE,
        ConstraintKind.START_NO_EARLIER,
        ConstraintKind.FINISH_NO_LATER,
    }
)
"""What a summary can carry: it acts on everything below."""


class LagCalendar(StrEnum):
    """In whose working time a lag is counted that names no calendar of its own."""

    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    PROJECT = "project"
    ALL_TIME = "all time"


class ProgressRule(StrEnum):
    """Whether what has begun still waits for predecessors that are not done."""

    RETAINED_LOGIC = "retained logic"
    OVERRIDE = "progress override"


class CriticalRule(StrEnum):
    """What makes an activity critical."""

    TOTAL_FLOAT = "total float"
    LONGEST_PATH = "longest path"


@dataclass(frozen=True, slots=True)
class Rules:
    """The choices in which planning programs differ; the defaults are ours.

    Attributes
    ----------
    lag_calendar
        In whose working time lags are counted.
    progress
        Whether what has begun still waits for its predecessors.
    critical
        What makes an activity critical.
    before_start
        Whether leads and start-finish links may pull work before the project's start.
    dates_over_links
        Whether "no later than" constraints move an activity and break its links, rather than show
        negative float.
    """

    lag_calendar: LagCalendar = LagCalendar.SUCCESSOR
    progress: ProgressRule = ProgressRule.RETAINED_LOGIC
    critical: CriticalRule = CriticalRule.TOTAL_FLOAT
    before_start: bool = False
    dates_over_links: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a network, as the calculation sees it.

    ``pinned_start`` fixes its dates by hand, with ``pinned_finish`` or else its duration. What is
    not ``active`` is dated like the rest, but nothing follows from it.
    """

    key: int
    name: str
    kind: ActivityKind = ActivityKind.WORK
    parent: int | None = None
    duration: int = 0
    calendar: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    remaining: int | None = None
    percent_complete: int = 0
    constraint: ConstraintKind = ConstraintKind.AS_SOON_AS_POSSIBLE
    constraint_at: int | None = None
    deadline: int | None = None
    pinned_start: int | None = None
    pinned_finish: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency between two activities, by their keys.

    ``calendar`` names the calendar that a working lag is counted in; None leaves it to the rules.
    """

    predecessor: int
    successor: int
    type: LinkType = LinkType.FINISH_START
    lag: int = 0
    lag_unit: LagUnit = LagUnit.WORKING
    calendar: int | None = None


@dataclass(slots=True)
class Memory:
    """What was worked out of a network, so that it need not be again: for ``layout`` alone.

    ``layout`` is the network's own; ``before`` that of an earlier one, from which it differs in the
    activities at the places ``touched``.
    """

    layout: object = None
    before: object = None
    touched: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """The years that the dates of a project can lie in, and what that follows from.

    ``first`` and ``last`` are the instants that the project names, ``work`` the minutes that all
    its work and lags take one after the other, ``waits`` those that it may wait between calendars.
    """

    years: tuple[int, int]
    first: int
    last: int
    work: int
    waits: int


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that the dates of one project follow from.

    ``activities`` stand in outline order (parents before their children). ``calendars`` is keyed as
    the activities name them; ``calendar`` is the project's own. ``status`` is the status date: work
    not done yet cannot lie before it. ``critical`` and ``near_critical`` are the total floats up to
    which an activity is one or the other. With a ``finish`` the plan is scheduled backwards from
    it: everything lies as late as that finish allows, and ``start`` is only a hint. ``reach`` says
    for which years calendars hold the days of their rules, such as holidays; None where they have
    none.
    """

    activities: tuple[Activity, ...]
    links: tuple[Link, ...]
    calendars: Mapping[int, WorkCalendar]
    calendar: int
    start: int
    status: int | None = None
    near_critical: int = 0
    critical: int = 0
    rules: Rules = Rules()
    finish: int | None = None
    reach: Reach | None = field(default=None, compare=False)
    memory: Memory = field(default_factory=Memory, init=False, repr=False, compare=False)

    def changed(self, activities: Mapping[int, Activity], **settings: Any) -> "Network":
        """Return the network with other activities at some places of the outline.

        What was worked out of this network is kept where it still holds, so that the dates of the
        other cost less. ``settings`` are other fields of the network.
        """
        rows = list(self.activities)
        for place, activity in activities.items():
            rows[place] = activity
        network = replace(self, activities=tuple(rows), **settings)
        known, memory = self.memory, network.memory
        memory.before = known.layout or known.before
        memory.touched = frozenset(activities) | (frozenset() if known.layout else known.touched)
        return network


@dataclass(frozen=True, slots=True)
class StaffMonth:
    """The planned share of one role in one month (its first day), and what a full month costs.

    ``percent`` is the full-time equivalent, 60 for 0.6; ``month_rate`` is in cents.
    """

    role: str
    month: date
    percent: int
    month_rate: int = 0


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What one category of cost takes in one month (its first day), in cents."""

    category: str
    month: date
    cents: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """The figures of a candidate that RICE weighs; None where one is not known.

    ``reach`` is people or events in one period, ``confidence_percent`` a percentage, ``effort``
    person-months. All candidates of a ranking use the same units and period.
    """

    key: int
    reach: float | None = None
    impact: float | None = None
    confidence_percent: float | None = None
    effort: float | None = None
