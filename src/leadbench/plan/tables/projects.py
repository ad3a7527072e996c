"""The portfolio, its projects, their stages, and the figures that rank a candidate.

Instants are whole minutes since 1970-01-01 00:00, local time, without zone. Money is in whole cents
of the portfolio's currency. Chances and shares are percent.
"""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.analysis.inputs import CriticalRule, LagCalendar, ProgressRule
from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import COUNT, MONEY, SCORE, WEEKS, WORK, either_way, up_to
from leadbench.plan.tables.architecture import CostSource


class ProjectState(StrEnum):
    """Where a candidate stands in the portfolio."""

    IDEA = "idea"
    DISCOVERY = "discovery"
    ACTIVE = "active"
    PAUSED = "paused"
    DROPPED = "dropped"
    FINISHED = "finished"


class PortfolioDecision(StrEnum):
    """What the budget owners decided for a candidate."""

    OPEN = "open"
    FUND = "fund"
    NOT_NOW = "not_now"
    DROP = "drop"


class StageKind(StrEnum):
    """The three stages of investment."""

    MVP = "mvp"
    GROWTH = "growth"
    MATURITY = "maturity"


class StageState(StrEnum):
    """How far a stage is."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    PASSED = "passed"
    STOPPED = "stopped"


class Portfolio(SQLModel, table=True):
    """The one portfolio of a plan file."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=200)
    currency: str = Field(default="USD", min_length=3, max_length=3)
    discount_rate_percent: float = Field(default=10.0, ge=0, le=100)
    budget_cents: int | None = up_to(MONEY, default=None)


class Project(SQLModel, table=True):
    """One candidate or running project of the portfolio."""

    __table_args__ = (
        one_of("state", ProjectState),
        one_of("decision", PortfolioDecision),
        one_of("lag_calendar", LagCalendar),
        one_of("progress_rule", ProgressRule),
        one_of("critical_rule", CriticalRule),
    )

    id: int | None = Field(default=None, primary_key=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    purpose: str = Field(default="", max_length=500)
    state: ProjectState = Field(default=ProjectState.IDEA, sa_type=Word)
    decision: PortfolioDecision = Field(default=PortfolioDecision.OPEN, sa_type=Word)
    decision_reason: str = Field(default="", max_length=2000)
    revisit_trigger: str = Field(default="", max_length=2000)
    calendar_id: int = Field(foreign_key="calendar.id")
    start_minute: int
    status_minute: int | None = None
    committed_finish_minute: int | None = None
    minutes_per_day: int = Field(default=480, ge=1, le=1440)
    days_per_week: float = Field(default=5, gt=0, le=7)
    near_critical_days: float = Field(default=5, ge=0)
    critical_float_minutes: int = Field(default=0, ge=0)
    """The total float up to which a task is critical."""
    confidence_policy_percent: int = Field(default=80, ge=1, le=99)
    approved_budget_cents: int | None = Field(default=None, ge=0)
    approved_on: date | None = None
    scheduled_from_finish: bool = False
    """Whether the dates count back from ``wanted_finish_minute`` rather than from the start."""
    wanted_finish_minute: int | None = None
    lag_calendar: LagCalendar = Field(default=LagCalendar.SUCCESSOR, sa_type=Word)
    progress_rule: ProgressRule = Field(default=ProgressRule.RETAINED_LOGIC, sa_type=Word)
    critical_rule: CriticalRule = Field(default=CriticalRule.TOTAL_FLOAT, sa_type=Word)
    leads_before_start: bool = False
    """Whether leads and start-finish links may pull work before the project's start."""
    dates_over_links: bool = False
    """Whether "no later than" constraints move a task and break its links."""
    forecast_runs: int = Field(default=10_000, ge=100, le=100_000)
    forecast_seed: int = Field(default=7, ge=0, le=2_147_483_647)
    """From which random numbers the forecast draws; the same seed gives the same runs."""
    late_day_cents: int | None = Field(default=None, ge=0)
    """What each working day costs by which the finish passes ``budgeted_to_minute``."""
    budgeted_to_minute: int | None = None
    """Up to when the budget pays for the project; empty is the finish of the plan."""


class Candidacy(SQLModel, table=True):
    """The figures by which one project is compared with the others."""

    __table_args__ = (one_of("running_source", CostSource),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", unique=True)
    gain_low_cents: int | None = either_way(MONEY, default=None)
    gain_likely_cents: int | None = either_way(MONEY, default=None)
    gain_high_cents: int | None = either_way(MONEY, default=None)
    complexity: float | None = Field(default=None, ge=1, le=10)
    mvp_cost_cents: int | None = up_to(MONEY, default=None)
    growth_cost_cents: int | None = up_to(MONEY, default=None)
    running_cost_year_cents: int | None = up_to(MONEY, default=None)
    """All of it, or what is added to the part that the architecture costs."""
    running_source: CostSource = Field(default=CostSource.TYPED, sa_type=Word)
    mvp_success_percent: float | None = Field(default=None, ge=0, le=100)
    growth_success_percent: float | None = Field(default=None, ge=0, le=100)
    reach_per_quarter: float | None = up_to(COUNT, default=None)
    impact: float | None = up_to(SCORE, default=None)
    confidence_percent: float | None = Field(default=None, ge=0, le=100)
    effort_person_months: float | None = up_to(WORK, default=None, gt=0)
    wsjf_value: float | None = up_to(SCORE, default=None)
    wsjf_time: float | None = up_to(SCORE, default=None)
    wsjf_risk: float | None = up_to(SCORE, default=None)
    wsjf_size: float | None = up_to(SCORE, default=None, gt=0)
    scored_with: str | None = Field(default=None, max_length=80)
    """The set of candidates in which the four above were scored: they mean nothing outside it."""
    delay_week_cents: int | None = up_to(MONEY, default=None)
    duration_weeks: float | None = up_to(WEEKS, default=None, gt=0)
    ecv_value_cents: int | None = either_way(MONEY, default=None)
    ecv_launch_cents: int | None = up_to(MONEY, default=None)
    ecv_commercial_percent: float | None = Field(default=None, ge=0, le=100)
    ecv_technical_percent: float | None = Field(default=None, ge=0, le=100)
    ecv_development_cents: int | None = up_to(MONEY, default=None, gt=0)


class Stage(SQLModel, table=True):
    """One stage of investment: what it must prove, what it may cost, who decides."""

    __table_args__ = (one_of("kind", StageKind), one_of("state", StageState))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    kind: StageKind = Field(sa_type=Word)
    position: int = Field(default=0, ge=0)
    state: StageState = Field(default=StageState.PLANNED, sa_type=Word)
    question: str = Field(default="", max_length=500)
    hypothesis: str = Field(default="", max_length=2000)
    proof: str = Field(default="", max_length=500)
    kill_criteria: str = Field(default="", max_length=2000)
    start_on: date | None = None
    finish_on: date | None = None
    budget_cap_cents: int | None = Field(default=None, ge=0)
    budget_basis: str = Field(default="", max_length=200)
    decider: str = Field(default="", max_length=200)
    decision: str = Field(default="", max_length=2000)
    decided_on: date | None = None
