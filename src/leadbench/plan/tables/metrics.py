"""Success metrics, their targets by stage, and what was measured."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables.requirements import Comparator


class MetricKind(StrEnum):
    """The part that a metric plays."""

    NORTH_STAR = "north_star"
    INPUT = "input"
    GUARDRAIL = "guardrail"
    COUNTER = "counter"
    OFFLINE = "offline"


class MeasurementKind(StrEnum):
    """Where a measured value comes from."""

    LIVE = "live"
    OFFLINE = "offline"
    ESTIMATE = "estimate"


class SuccessMetric(SQLModel, table=True):
    """One metric: what it means, its unit, and the value before the project."""

    __table_args__ = (one_of("kind", MetricKind), one_of("comparator", Comparator))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    kind: MetricKind = Field(sa_type=Word)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    definition: str = Field(default="", max_length=2000)
    unit: str = Field(default="", max_length=50)
    comparator: Comparator = Field(default=Comparator.AT_LEAST, sa_type=Word)
    baseline: float | None = None
    baseline_label: str = Field(default="", max_length=50)
    source: str = Field(default="", max_length=200)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")


class MetricTarget(SQLModel, table=True):
    """The value that a metric must reach in a stage."""

    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="successmetric.id", index=True)
    stage_id: int = Field(foreign_key="stage.id")
    value: float


class MetricMeasurement(SQLModel, table=True):
    """A measured value of a metric."""

    __table_args__ = (one_of("kind", MeasurementKind),)

    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="successmetric.id", index=True)
    measured_on: date
    value: float
    kind: MeasurementKind = Field(default=MeasurementKind.LIVE, sa_type=Word)
    source: str = Field(default="", max_length=200)
