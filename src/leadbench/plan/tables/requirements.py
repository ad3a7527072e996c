"""Business and technical requirements, and which of them follows from which."""

from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import FIGURE, either_way


class RequirementKind(StrEnum):
    """Whose need it is."""

    BUSINESS = "business"
    TECHNICAL = "technical"


class Priority(StrEnum):
    """MoSCoW."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    WONT = "wont"


class RequirementStatus(StrEnum):
    """How settled a requirement is."""

    OPEN = "open"
    ANSWERED = "answered"
    AGREED = "agreed"


class Comparator(StrEnum):
    """The sense of a fit criterion."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="


class Verification(StrEnum):
    """By which kind of evidence a requirement is shown to be met."""

    TEST = "test"
    ANALYSIS = "analysis"
    INSPECTION = "inspection"
    DEMONSTRATION = "demonstration"
    EXPERIMENT = "experiment"


class SizedValue(StrEnum):
    """What of the sizing sheet a technical requirement states."""

    MODE = "mode"
    SERVERS = "servers"
    SPARE = "spare"
    LATENCY = "latency"
    KEPT = "kept"
    STORAGE = "storage"
    BATCH = "batch"
    COST = "cost"


class Scope(StrEnum):
    """The part of an ML system that a requirement is about."""

    DATA = "data"
    MODEL = "model"
    PIPELINE = "pipeline"
    SYSTEM = "system"


class Requirement(SQLModel, table=True):
    """A question and its answer, with the fit criterion by which it is judged.

    ``sized`` names the figure of the sizing sheet that the answer is; ``statement`` then only
    stands in while the sheet is empty. ``template`` is the key of the template it was made from.
    """

    __table_args__ = (
        one_of("kind", RequirementKind),
        one_of("priority", Priority),
        one_of("status", RequirementStatus),
        one_of("comparator", Comparator),
        one_of("method", Verification),
        one_of("sized", SizedValue),
        one_of("scope", Scope),
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    kind: RequirementKind = Field(sa_type=Word)
    position: int = Field(default=0, ge=0)
    code: str = Field(min_length=1, max_length=20)
    title: str = Field(min_length=1, max_length=500)
    statement: str = Field(default="", max_length=2000)
    rationale: str = Field(default="", max_length=2000)
    source: str = Field(default="", max_length=200)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")
    priority: Priority = Field(default=Priority.MUST, sa_type=Word)
    status: RequirementStatus = Field(default=RequirementStatus.OPEN, sa_type=Word)
    metric: str = Field(default="", max_length=200)
    comparator: Comparator | None = Field(default=None, sa_type=Word)
    target: float | None = either_way(FIGURE, default=None)
    unit: str = Field(default="", max_length=50)
    percentile: float | None = Field(default=None, ge=0, le=100)
    population: str = Field(default="", max_length=200)
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    activity_id: int | None = Field(default=None, foreign_key="activity.id", index=True)
    method: Verification | None = Field(default=None, sa_type=Word)
    sized: SizedValue | None = Field(default=None, sa_type=Word)
    scope: Scope | None = Field(default=None, sa_type=Word)
    derivation: str = Field(default="", max_length=2000)
    template: str = Field(default="", max_length=60)


class RequirementTrace(SQLModel, table=True):
    """A technical requirement that follows from a business requirement."""

    id: int | None = Field(default=None, primary_key=True)
    business_id: int = Field(foreign_key="requirement.id", index=True)
    technical_id: int = Field(foreign_key="requirement.id", index=True)
