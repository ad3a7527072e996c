"""From the business need to components: load, servers, latency, decisions, what happens on failure.

Times are seconds, money is whole cents of the portfolio's currency.
"""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import (
    AT_ONCE,
    CALL,
    COUNT,
    EACH,
    HAND_OVER,
    HOUR_PRICE,
    ITEM,
    KEPT,
    MONEY,
    SPARE,
    SPREAD,
    SURGE,
    WAIT,
    WINDOW,
    up_to,
)


class ComponentKind(StrEnum):
    """What a block of the architecture is."""

    PEOPLE = "people"
    SYSTEM = "system"
    SERVICE = "service"
    PRIVACY = "privacy"
    CHECK = "check"
    MODEL = "model"
    LABELING = "labeling"
    TRAINING = "training"
    MONITORING = "monitoring"
    STORE = "store"
    QUEUE = "queue"


class FlowKind(StrEnum):
    """Which way something goes: the path of an answer, the way around it, or beside both."""

    ANSWER = "answer"
    FALLBACK = "fallback"
    SUPPORT = "support"


class DecisionState(StrEnum):
    """Whether a decision was taken."""

    OPEN = "open"
    DECIDED = "decided"
    SUPERSEDED = "superseded"


class CostSource(StrEnum):
    """What of a year's running cost comes from the architecture; the rest is typed."""

    TYPED = "typed"
    SERVERS = "servers"
    ARCHITECTURE = "architecture"


class SizingSheet(SQLModel, table=True):
    """What the number of servers follows from; one row for a project.

    ``unit`` is what arrives ("ticket"), ``request`` what one of them makes several of ("message").
    ``may_wait_minutes`` is how old an answer may be, None if somebody waits for it.
    """

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", unique=True)
    unit: str = Field(default="request", max_length=50)
    units_per_month: float = up_to(COUNT, default=0)
    request: str = Field(default="request", max_length=50)
    requests_per_unit: float = up_to(EACH, default=1)
    days_per_month: float = Field(default=22, gt=0, le=31)
    peak_hour_percent: float = Field(default=10, ge=0, le=100)
    surge: float = up_to(SURGE, default=1, ge=1)
    calls_per_request: float = up_to(EACH, default=1)
    mean_seconds: float = up_to(CALL, default=1)
    service_percentile_seconds: float | None = up_to(CALL, default=None)
    variability: float = up_to(SPREAD, default=1)
    server: str = Field(default="server", max_length=50)
    at_once: int = up_to(AT_ONCE, default=1, ge=1)
    most_use_percent: float = Field(default=70, gt=0, le=100)
    failures: int = up_to(SPARE, default=0)
    deploying: int = up_to(SPARE, default=0)
    hour_price_cents: int = up_to(HOUR_PRICE, default=0)
    latency_seconds: float | None = up_to(CALL, default=None, gt=0)
    latency_percentile: float = Field(default=95, ge=0, lt=100)
    may_wait_minutes: float | None = up_to(WAIT, default=None)
    batch_items: float | None = up_to(COUNT, default=None)
    batch_item_seconds: float | None = up_to(CALL, default=None)
    batch_hours: float | None = up_to(WINDOW, default=None, gt=0)
    batch_retry_percent: float = Field(default=0, ge=0, le=100)
    kept_months: float | None = up_to(KEPT, default=None)
    item_kilobytes: float | None = up_to(ITEM, default=None)
    unit_cost_limit_cents: float | None = up_to(MONEY, default=None)
    """The most that one unit may cost; parts of a cent count."""
    budget_category: str = Field(default="Compute", min_length=1, max_length=200)
    budget_from: date | None = None
    budget_until: date | None = None
    """The first days of the first and the last month in which the budget pays the servers."""


class Component(SQLModel, table=True):
    """One block: what it does, where it stands in the picture, how long it takes, what it costs.

    ``grid_column`` and ``grid_row`` count from 0. A component whose servers are sized by the sheet
    takes its cost from there.
    """

    __table_args__ = (one_of("kind", ComponentKind),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=100)
    kind: ComponentKind = Field(default=ComponentKind.SERVICE, sa_type=Word)
    note: str = Field(default="", max_length=200)
    zone: str = Field(default="", max_length=100)
    grid_column: int = Field(default=0, ge=0, le=30)
    grid_row: int = Field(default=0, ge=0, le=30)
    latency_seconds: float | None = up_to(CALL, default=None)
    month_cost_cents: int | None = up_to(MONEY, default=None)
    sized: bool = False
    """Whether the sizing sheet says how many servers it needs."""
    activity_id: int | None = Field(default=None, foreign_key="activity.id")
    requirement_id: int | None = Field(default=None, foreign_key="requirement.id")


class Flow(SQLModel, table=True):
    """What goes from one component to another."""

    __table_args__ = (one_of("kind", FlowKind),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="component.id", index=True)
    target_id: int = Field(foreign_key="component.id", index=True)
    kind: FlowKind = Field(default=FlowKind.SUPPORT, sa_type=Word)
    label: str = Field(default="", max_length=100)


class FallbackRung(SQLModel, table=True):
    """What answers when the rung above cannot: when it takes over, and after how long."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    takes_over: str = Field(default="", max_length=200)
    seconds: float | None = up_to(HAND_OVER, default=None)
    drill_on: date | None = None


class Decision(SQLModel, table=True):
    """A decision record: context, options, choice and what follows from it."""

    __table_args__ = (one_of("state", DecisionState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    title: str = Field(min_length=1, max_length=200)
    context: str = Field(default="", max_length=4000)
    options: str = Field(default="", max_length=4000)
    choice: str = Field(default="", max_length=500)
    reason: str = Field(default="", max_length=500)
    consequences: str = Field(default="", max_length=4000)
    state: DecisionState = Field(default=DecisionState.OPEN, sa_type=Word)
    decided_on: date | None = None
    decided_by: str = Field(default="", max_length=200)
    requirement_id: int | None = Field(default=None, foreign_key="requirement.id")
