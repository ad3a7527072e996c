"""What limits the portfolio, what each candidate takes of it, and how candidates are tied.

Money is in whole cents of the portfolio's currency, people in percent of one full-time person.
"""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class TieKind(StrEnum):
    """How a candidate depends on another."""

    NEEDS = "needs"
    EXCLUDES = "excludes"


class FundingPeriod(SQLModel, table=True):
    """A time for which money is granted; the limit of the earliest is the budget line."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=80)
    first_day: date = Field(unique=True)
    limit_cents: int | None = Field(default=None, ge=0)
    """None for as much as is needed."""


class SkillLimit(SQLModel, table=True):
    """How many people of a skill there are in a period."""

    id: int | None = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="fundingperiod.id", index=True)
    skill: str = Field(min_length=1, max_length=80)
    percent: int = Field(default=100, ge=0)


class CandidateMoney(SQLModel, table=True):
    """What a candidate costs in a period."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    period_id: int = Field(foreign_key="fundingperiod.id", index=True)
    cents: int = Field(ge=0)


class CandidatePeople(SQLModel, table=True):
    """How many people of a limited skill a candidate takes."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    limit_id: int = Field(foreign_key="skilllimit.id", index=True)
    percent: int = Field(ge=0)


class CandidateTie(SQLModel, table=True):
    """That a candidate needs another to be funded too, or not to be."""

    __table_args__ = (one_of("kind", TieKind),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    kind: TieKind = Field(default=TieKind.NEEDS, sa_type=Word)
    other_id: int = Field(foreign_key="project.id", index=True)
