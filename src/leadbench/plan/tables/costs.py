"""What the project pays for besides its people, by line and month."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class CostKind(StrEnum):
    """Whether a cost ends."""

    ONE_OFF = "one_off"
    RECURRING = "recurring"


class CostItem(SQLModel, table=True):
    """One budget line; where it pays for one task, it counts to what that task costs."""

    __table_args__ = (one_of("kind", CostKind),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    position: int = Field(default=0, ge=0)
    category: str = Field(min_length=1, max_length=200)
    name: str = Field(default="", max_length=500)
    kind: CostKind = Field(default=CostKind.ONE_OFF, sa_type=Word)
    supplier: str = Field(default="", max_length=200)
    needed_by: date | None = None
    activity_id: int | None = Field(default=None, foreign_key="activity.id")


class CostAmount(SQLModel, table=True):
    """The amount of a budget line in one month (the first day of it), in cents."""

    id: int | None = Field(default=None, primary_key=True)
    cost_item_id: int = Field(foreign_key="costitem.id", index=True)
    month: date
    amount_cents: int = Field(ge=0)
