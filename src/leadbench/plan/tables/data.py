"""Data assessment: sources, their quality and readiness, infrastructure, complexity, protection.

Scores go from 0 to 100, infrastructure from 0 to 4, complexity from 1 to 10.
"""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.analysis.data_quality import Aspect, Readiness
from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import DAYS, EACH, FIGURE, MONEY, WEIGHT, either_way, up_to


class PersonalData(StrEnum):
    """Whether a source speaks of people."""

    UNKNOWN = "unknown"
    NONE = "none"
    PERSONAL = "personal"
    SPECIAL = "special"


class Dimension(StrEnum):
    """The six dimensions of data quality (DAMA UK, 2013)."""

    COMPLETENESS = "completeness"
    UNIQUENESS = "uniqueness"
    TIMELINESS = "timeliness"
    VALIDITY = "validity"
    ACCURACY = "accuracy"
    CONSISTENCY = "consistency"


class SheetSection(StrEnum):
    """The sections of a datasheet for a data set (Gebru et al., 2018)."""

    MOTIVATION = "motivation"
    COMPOSITION = "composition"
    COLLECTION = "collection"
    PREPROCESSING = "preprocessing"
    USES = "uses"
    DISTRIBUTION = "distribution"
    MAINTENANCE = "maintenance"


class InfrastructureState(StrEnum):
    """Whether a part of the infrastructure can be used."""

    READY = "ready"
    IN_PROGRESS = "in_progress"
    GAP = "gap"
    NOT_NEEDED = "not_needed"


class Reply(StrEnum):
    """A reply to a question of the protection check."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


class CriterionState(StrEnum):
    """Whether a criterion of a gate is met."""

    OPEN = "open"
    MET = "met"
    NOT_MET = "not_met"


class DataAssessment(SQLModel, table=True):
    """What a project says of its data as a whole, and how scores are weighed; one row at most.

    ``free_points`` is the complexity up to which estimates stay as they are; each point above it
    widens ranges by ``percent_per_point``. ``allowed_complexity`` is the complexity that was known
    when the estimates were given: what they allow for already is not added twice.
    """

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", unique=True)
    threshold: float = Field(default=80, ge=0, le=100)
    first_guess: float | None = Field(default=None, ge=1, le=10)
    free_points: float = Field(default=3, ge=1, le=10)
    percent_per_point: float = Field(default=10, ge=0, le=100)
    allowed_complexity: float | None = Field(default=None, ge=1, le=10)
    widens_durations: bool = True
    widens_costs: bool = True
    complete_weight: float = up_to(WEIGHT, default=25)
    labels_weight: float = up_to(WEIGHT, default=30)
    fresh_weight: float = up_to(WEIGHT, default=15)
    access_weight: float = up_to(WEIGHT, default=15)
    legal_weight: float = up_to(WEIGHT, default=15)
    note: str = Field(default="", max_length=500)


class DataSource(SQLModel, table=True):
    """One source of data: where it comes from, how good it is, what it may be used for."""

    __table_args__ = (one_of("readiness", Readiness), one_of("personal_data", PersonalData))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    volume: str = Field(default="", max_length=100)
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    weight: float = up_to(WEIGHT, default=1)
    complete_score: float | None = Field(default=None, ge=0, le=100)
    labels_score: float | None = Field(default=None, ge=0, le=100)
    fresh_score: float | None = Field(default=None, ge=0, le=100)
    access_score: float | None = Field(default=None, ge=0, le=100)
    legal_score: float | None = Field(default=None, ge=0, le=100)
    scored_on: date | None = None
    readiness: Readiness = Field(default=Readiness.C4, sa_type=Word)
    system: str = Field(default="", max_length=200)
    owner: str = Field(default="", max_length=200)
    assessed_by: str = Field(default="", max_length=200)
    access_path: str = Field(default="", max_length=500)
    growth: str = Field(default="", max_length=200)
    latency: str = Field(default="", max_length=200)
    history: str = Field(default="", max_length=200)
    label_source: str = Field(default="", max_length=500)
    label_delay_days: float | None = up_to(DAYS, default=None)
    join_keys: str = Field(default="", max_length=500)
    contract: str = Field(default="", max_length=500)
    year_cost_cents: int | None = up_to(MONEY, default=None)
    licence: str = Field(default="", max_length=200)
    personal_data: PersonalData = Field(default=PersonalData.UNKNOWN, sa_type=Word)
    retention: str = Field(default="", max_length=200)
    lineage: str = Field(default="", max_length=500)
    leakage: str = Field(default="", max_length=500)
    slices: str = Field(default="", max_length=500)
    missed_loads: float | None = up_to(EACH, default=None)
    """Loads that failed in a month."""


class QualityMeasure(SQLModel, table=True):
    """One dimension of a source's quality as it was measured, beside what it must reach."""

    __table_args__ = (one_of("dimension", Dimension),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="datasource.id", index=True)
    dimension: Dimension = Field(sa_type=Word)
    measure: str = Field(default="", max_length=200)
    actual: float | None = either_way(FIGURE, default=None)
    target: float | None = either_way(FIGURE, default=None)
    unit: str = Field(default="%", max_length=30)
    measured_on: date | None = None
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")


class DataIssue(SQLModel, table=True):
    """Something wrong with a source, and the task that mends it."""

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="datasource.id", index=True)
    title: str = Field(min_length=1, max_length=200)
    text: str = Field(default="", max_length=1000)
    cause: str = Field(default="", max_length=100)
    days: float = up_to(DAYS, default=5)
    """How long mending it takes, when it becomes a task."""
    needs_work: bool = True
    activity_id: int | None = Field(default=None, foreign_key="activity.id")


class DatasheetAnswer(SQLModel, table=True):
    """A section of the datasheet of a source."""

    __table_args__ = (one_of("section", SheetSection),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="datasource.id", index=True)
    section: SheetSection = Field(sa_type=Word)
    text: str = Field(default="", max_length=4000)


class InfrastructureItem(SQLModel, table=True):
    """A part of the infrastructure: a score from 0 (nothing) to 4 (automated), with evidence."""

    __table_args__ = (one_of("state", InfrastructureState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    area: str = Field(default="", max_length=100)
    score: int | None = Field(default=None, ge=0, le=4)
    state: InfrastructureState = Field(default=InfrastructureState.GAP, sa_type=Word)
    note: str = Field(default="", max_length=200)
    evidence: str = Field(default="", max_length=500)
    activity_id: int | None = Field(default=None, foreign_key="activity.id")


class ComplexityPart(SQLModel, table=True):
    """One cause that adds to the complexity of a project.

    It adds ``points``; or if it follows the score of a source in ``aspect``, the share of
    ``most_points`` that the score lacks to 100.
    """

    __table_args__ = (one_of("aspect", Aspect),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    cause: str = Field(min_length=1, max_length=200)
    points: float = Field(default=0, ge=0, le=10)
    from_data: bool = False
    source_id: int | None = Field(default=None, foreign_key="datasource.id")
    aspect: Aspect | None = Field(default=None, sa_type=Word)
    most_points: float = Field(default=4, ge=0, le=10)


class ProtectionReply(SQLModel, table=True):
    """What a project replies to one question of the protection check; the rules hold its key."""

    __table_args__ = (one_of("reply", Reply),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    criterion: str = Field(min_length=1, max_length=60)
    reply: Reply = Field(default=Reply.UNKNOWN, sa_type=Word)
    note: str = Field(default="", max_length=500)


class GateCriterion(SQLModel, table=True):
    """What must hold for a stage to be passed; ``origin`` says where it comes from."""

    __table_args__ = (one_of("state", CriterionState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    text: str = Field(min_length=1, max_length=500)
    origin: str = Field(default="", max_length=100)
    state: CriterionState = Field(default=CriterionState.OPEN, sa_type=Word)
