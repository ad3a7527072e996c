"""The business case: when money flows, how uncertain it is, options, experiments.

Money is in whole cents of the portfolio's currency, chances are percent, times are years.
"""

from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import MONEY, SEED, either_way, up_to


class CaseFactor(StrEnum):
    """What a business case depends on; the values are those of ``analysis.case_runs``."""

    GAIN = "gain_per_year"
    MVP_CHANCE = "mvp_chance"
    GROWTH_CHANCE = "growth_chance"
    GROWTH_COST = "growth_cost"
    RUNNING = "running_per_year"
    GAIN_AT = "gain_at"
    MVP_COST = "mvp_cost"


class OptionKind(StrEnum):
    """How the value of an option is found."""

    NOTHING = "nothing"
    GATED = "gated"
    COMMITTED = "committed"
    OWN = "own"


class ExperimentState(StrEnum):
    """How far an experiment is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


class BusinessCase(SQLModel, table=True):
    """When a project spends and earns, counted from its data date; one row at most."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", unique=True)
    growth_at_years: float = Field(default=0.6, ge=0, le=20)
    gain_at_years: float = Field(default=1.0, ge=0, le=20)
    gain_years: int = Field(default=3, ge=1, le=30)
    seed: int = up_to(SEED, default=7)
    mvp_basis: str = Field(default="", max_length=200)
    growth_basis: str = Field(default="", max_length=200)
    gain_basis: str = Field(default="", max_length=200)


class CaseSpan(SQLModel, table=True):
    """The tenth and the ninetieth percentile of one factor: money in cents, chances in percent.

    ``at_likely`` is the likely value that they were typed for, where that is calculated: the ends
    then follow it in proportion.
    """

    __table_args__ = (one_of("factor", CaseFactor),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    factor: CaseFactor = Field(sa_type=Word)
    low: float = either_way(MONEY)
    high: float = either_way(MONEY)
    at_likely: float | None = None


class CaseOption(SQLModel, table=True):
    """One of the ways to go, among them to do nothing; its own figures unless it is computed."""

    __table_args__ = (one_of("kind", OptionKind),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    note: str = Field(default="", max_length=200)
    kind: OptionKind = Field(default=OptionKind.OWN, sa_type=Word)
    cost_cents: int | None = up_to(MONEY, default=None)
    gain_year_cents: int | None = either_way(MONEY, default=None)
    gain_at_years: float = Field(default=0, ge=0, le=20)
    years: int = Field(default=3, ge=0, le=30)
    recommended: bool = False


class CaseExperiment(SQLModel, table=True):
    """Something that is tried, what it costs, and the chance that it stops the project."""

    __table_args__ = (one_of("state", ExperimentState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    cost_cents: int = up_to(MONEY, default=0)
    stop_percent: float = Field(default=10, ge=0, le=100)
    state: ExperimentState = Field(default=ExperimentState.PLANNED, sa_type=Word)
    activity_id: int | None = Field(default=None, foreign_key="activity.id")
