"""A plan as another program saved it: frozen values, nothing added and nothing worked out.

Instants are minutes since 1970-01-01 00:00, local time; durations are minutes, working or, where
``elapsed`` says so, of the clock; money is in cents; shares are percent. ``line`` is where an
element began in the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadbench.analysis.inputs import ConstraintKind, LagUnit, LinkType
from leadbench.plan.repeats import Repetition

Hours = tuple[tuple[int, int], ...]
"""Working intervals of a day, ``(start, end)`` in minutes of it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was read but is kept otherwise than it stood, or could not be kept.

    ``uid`` is that of the task, None where the whole plan is meant.
    """

    text: str
    uid: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SourceException:
    """Days that differ from the week; without hours they are free of work."""

    name: str
    when: Repetition
    hours: Hours = ()


@dataclass(frozen=True, slots=True)
class SourceCalendar:
    """A calendar as it stands in the file; what a week leaves out it takes from its base.

    ``week`` holds weekdays (0 Monday to 6 Sunday) that are stated, free ones without hours.
    """

    uid: int
    name: str
    base: int | None
    week: Mapping[int, Hours]
    exceptions: tuple[SourceException, ...]
    line: int


@dataclass(frozen=True, slots=True)
class StoredDates:
    """The dates that the other program worked out and saved; None where it saved none."""

    start: int | None = None
    finish: int | None = None
    early_start: int | None = None
    early_finish: int | None = None
    late_start: int | None = None
    late_finish: int | None = None
    total_float: float | None = None
    free_float: float | None = None
    critical: bool | None = None


@dataclass(frozen=True, slots=True)
class SourceBaseline:
    """The dates of a task in one baseline (0 to 10)."""

    number: int
    start: int | None
    finish: int | None
    duration: int | None
    work: int | None
    cost: int | None


@dataclass(frozen=True, slots=True)
class SourceTask:
    """One task, without the project's own summary and without empty rows.

    ``parent`` is the UID of the summary above it. ``pinned_start`` and ``pinned_finish`` are those
    of a task that is scheduled by hand. ``leveling_delay`` is in minutes of the clock.
    """

    uid: int
    number: int
    name: str
    line: int
    parent: int | None = None
    outline_number: str = ""
    wbs: str = ""
    summary: bool = False
    milestone: bool = False
    active: bool = True
    pinned_start: int | None = None
    pinned_finish: int | None = None
    external: bool = False
    duration: int = 0
    elapsed: bool = False
    estimated: bool = False
    percent_complete: int = 0
    actual_start: int | None = None
    actual_finish: int | None = None
    remaining: int | None = None
    constraint: ConstraintKind = ConstraintKind.AS_SOON_AS_POSSIBLE
    constraint_at: int | None = None
    deadline: int | None = None
    calendar: int | None = None
    ignores_resource_calendars: bool = False
    leveling_delay: int = 0
    work: int | None = None
    fixed_cost: int | None = None
    cost: int | None = None
    notes: str = ""
    stored: StoredDates = field(default_factory=StoredDates)
    baselines: tuple[SourceBaseline, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A dependency; ``lag`` is minutes, or whole percent of the predecessor's duration."""

    predecessor: int
    successor: int
    type: LinkType
    lag: int
    lag_unit: LagUnit
    line: int


@dataclass(frozen=True, slots=True)
class SourceResource:
    """Somebody or something that works, is used up or is paid for.

    ``kind`` is work, material or cost; ``generic`` is a role that nobody is named for.
    ``hour_rate`` is in cents for an hour of work.
    """

    uid: int
    name: str
    kind: str
    line: int
    generic: bool = False
    group: str = ""
    email: str = ""
    calendar: int | None = None
    capacity_percent: int = 100
    hour_rate: int | None = None
    cost_per_use: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class SourceAssignment:
    """The share of a resource that a task takes, and what that costs."""

    task: int
    resource: int
    percent: int
    work: int | None
    cost: int | None
    line: int


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """Everything that is read of a plan of another program, in the order of the file."""

    name: str
    start: int
    finish: int | None
    status: int | None
    from_start: bool
    dates_over_links: bool
    calendar: int
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int
    critical_float: int
    currency: str
    calendars: tuple[SourceCalendar, ...]
    tasks: tuple[SourceTask, ...]
    links: tuple[SourceLink, ...]
    resources: tuple[SourceResource, ...]
    assignments: tuple[SourceAssignment, ...]
    notices: tuple[Notice, ...] = ()
