"""Risk events and the delay each would cause."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class RiskState(StrEnum):
    """Whether a risk can still happen."""

    OPEN = "open"
    CLOSED = "closed"
    HAPPENED = "happened"


class Risk(SQLModel, table=True):
    """Something that may happen, how likely, and what is done about it."""

    __table_args__ = (one_of("state", RiskState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    code: str = Field(min_length=1, max_length=20)
    name: str = Field(min_length=1, max_length=500)
    state: RiskState = Field(default=RiskState.OPEN, sa_type=Word)
    probability_percent: float = Field(ge=0, le=100)
    cost_low_cents: int | None = None
    cost_likely_cents: int | None = None
    cost_high_cents: int | None = None
    response: str = Field(default="", max_length=2000)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")
    due_on: date | None = None


class RiskImpact(SQLModel, table=True):
    """The delay of one activity if the risk happens, in working minutes; one risk may hit many."""

    id: int | None = Field(default=None, primary_key=True)
    risk_id: int = Field(foreign_key="risk.id", index=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    low_minutes: int = Field(ge=0)
    likely_minutes: int = Field(ge=0)
    high_minutes: int = Field(ge=0)
