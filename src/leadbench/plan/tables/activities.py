"""Activities, their dependencies, and the baselines that were kept of them.

Durations are working minutes of the activity's calendar; a day of eight hours is 480. Instants are
minutes since 1970-01-01 00:00, local time.
"""

from sqlmodel import Field, SQLModel

from leadbench.analysis.inputs import ActivityKind, ConstraintKind, LagUnit, LinkType
from leadbench.plan.tables._columns import Word, one_of


class Activity(SQLModel, table=True):
    """One line of the work breakdown: work, milestone or summary.

    The outline is ``parent_id`` and ``position``. What is still to do is ``duration_minutes``
    before the start and ``remaining_minutes`` after it; ``optimistic_minutes`` and
    ``pessimistic_minutes`` are the range of that same remainder.
    """

    __table_args__ = (one_of("kind", ActivityKind), one_of("constraint_kind", ConstraintKind))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="activity.id", index=True)
    position: int = Field(default=0, ge=0)
    kind: ActivityKind = Field(default=ActivityKind.WORK, sa_type=Word)
    name: str = Field(min_length=1, max_length=500)
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    calendar_id: int | None = Field(default=None, foreign_key="calendar.id")
    duration_minutes: int = Field(default=0, ge=0)
    optimistic_minutes: int | None = Field(default=None, ge=0)
    pessimistic_minutes: int | None = Field(default=None, ge=0)
    remaining_minutes: int | None = Field(default=None, ge=0)
    percent_complete: int = Field(default=0, ge=0, le=100)
    actual_start_minute: int | None = None
    actual_finish_minute: int | None = None
    constraint_kind: ConstraintKind = Field(
        default=ConstraintKind.AS_SOON_AS_POSSIBLE, sa_type=Word
    )
    constraint_minute: int | None = None
    deadline_minute: int | None = None
    passed_when: str = Field(default="", max_length=500)
    mandatory: bool = True
    gate: bool = False
    """The milestone at which its stage is decided."""
    notes: str = ""
    wbs: str = Field(default="", max_length=200)
    """A code that a person gave it; without one its outline number stands for it."""
    elapsed: bool = False
    """Whether its duration counts all time, nights and holidays too, whatever its calendar."""
    pinned_start_minute: int | None = None
    pinned_finish_minute: int | None = None
    """Dates that a person fixed by hand: links, constraints and calendars do not move them."""
    ignores_people_calendars: bool = False
    """Whether only its own calendar counts, not those of the people who work on it."""
    active: bool = True
    """Whether it counts: what is inactive keeps its dates and moves nothing else."""
    fixed_cost_cents: int | None = Field(default=None, ge=0)
    """What it costs besides the work of people: licences, labels, travel."""


class Dependency(SQLModel, table=True):
    """A link between two activities of one project."""

    __table_args__ = (one_of("link_type", LinkType), one_of("lag_unit", LagUnit))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    predecessor_id: int = Field(foreign_key="activity.id", index=True)
    successor_id: int = Field(foreign_key="activity.id", index=True)
    link_type: LinkType = Field(default=LinkType.FINISH_START, sa_type=Word)
    lag: int = 0
    """Working or elapsed minutes, or whole percent of the predecessor's duration."""
    lag_unit: LagUnit = Field(default=LagUnit.WORKING, sa_type=Word)
    lag_calendar_id: int | None = Field(default=None, foreign_key="calendar.id")
    """The calendar that a working lag is counted in; without one the project's rule holds."""


class ImportedActivity(SQLModel, table=True):
    """What another program had saved of an activity that was imported, as it stood there.

    ``source_uid`` is the number that the file gives it. Floats are minutes of whatever time the
    program counted them in. ``leveling_delay_minutes`` is of the clock; it moves nothing here.
    """

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    source_uid: int
    start_minute: int | None = None
    finish_minute: int | None = None
    early_start_minute: int | None = None
    early_finish_minute: int | None = None
    late_start_minute: int | None = None
    late_finish_minute: int | None = None
    total_float_minutes: int | None = None
    free_float_minutes: int | None = None
    critical: bool | None = None
    leveling_delay_minutes: int | None = None


class Baseline(SQLModel, table=True):
    """A named set of dates that somebody chose to keep."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    name: str = Field(min_length=1, max_length=200)
    kept_minute: int
    finish_minute: int
    cost_cents: int | None = None
    shown: bool = False


class BaselineActivity(SQLModel, table=True):
    """The dates of one activity in a baseline; outlives the activity itself."""

    id: int | None = Field(default=None, primary_key=True)
    baseline_id: int = Field(foreign_key="baseline.id", index=True)
    activity_id: int | None = Field(default=None, foreign_key="activity.id", index=True)
    outline_number: str = Field(max_length=100)
    name: str = Field(max_length=500)
    start_minute: int
    finish_minute: int
    duration_minutes: int
    total_float_minutes: int | None = None
    work_minutes: int | None = None
    cost_cents: int | None = None
    left_out: bool = False
    """Whether it did not count when the dates were kept."""
