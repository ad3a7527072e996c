"""What limits the portfolio, what each candidate takes of it, and how candidates are tied.

Money is in whole cents of the portfolio's currency, people in percent of one full-time person.
"""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of
from leadbench.plan.tables._limits import MONEY, PEOPLE, up_to


class TieKind(StrEnum):
    """How a candidate depends on another."""

    NEEDS = "needs"
    EXCLUDES = "excludes"


class FundingPeriod(SQLModel, table=True):
    """A time for which money is granted; the limit of the earliest is the budget line."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=80)
    first_day: date = Field(unique=True)
    limit_cents: int | None = up_to(MONEY, default=None)
    """None for as much as is needed."""


class SkillLimit(SQLModel, table=True):
    """How many people of a skill there are in a period."""

    id: int | None = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="fundingperiod.id", index=True)
    skill: str = Field(min_length=1, max_length=80)
    percent: int = up_to(PEOPLE, default=100)


class CandidateMoney(SQLModel, table=True):
    """What a candidate costs in a period."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    period_id: int = Field(foreign_key="fundingperiod.id", index=True)
    cents: int = up_to(MONEY)


class CandidatePeople(SQLModel, table=True):
    """How many people of a limited skill a candidate takes."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    limit_id: int = Field(foreign_key="skilllimit.id", index=True)
    percent: int = up_to(PEOPLE)


class CandidateTie(SQLModel, table=True):
    """That a candidate needs another to be funded too, or not to be."""

    __table_args__ = (one_of("kind", TieKind),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    kind: TieKind = Field(default=TieKind.NEEDS, sa_type=Word)
    other_id: int = Field(foreign_key="project.id", index=True)
