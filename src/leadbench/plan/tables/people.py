"""Roles and people, who works on what, and how many are planned by month."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class Responsibility(StrEnum):
    """The part that a role takes in an activity."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"


class Role(SQLModel, table=True):
    """A position that the portfolio plans with; a name is optional."""

    id: int | None = Field(default=None, primary_key=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    skill: str = Field(default="", max_length=200)
    team: str = Field(default="", max_length=200)
    month_rate_cents: int | None = Field(default=None, ge=0)
    calendar_id: int | None = Field(default=None, foreign_key="calendar.id")


class Person(SQLModel, table=True):
    """Somebody who holds a role."""

    id: int | None = Field(default=None, primary_key=True)
    role_id: int | None = Field(default=None, foreign_key="role.id", index=True)
    name: str = Field(min_length=1, max_length=200)
    capacity_percent: int = Field(default=100, ge=0, le=10_000)
    """Of full time; above 100 for a team that goes by one name."""
    calendar_id: int | None = Field(default=None, foreign_key="calendar.id")


class Assignment(SQLModel, table=True):
    """The share of a role, and perhaps a person, that an activity takes while it runs."""

    __table_args__ = (one_of("responsibility", Responsibility),)

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    role_id: int = Field(foreign_key="role.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    allocation_percent: int = Field(default=100, ge=0, le=10_000)
    responsibility: Responsibility = Field(default=Responsibility.ACCOUNTABLE, sa_type=Word)


class Headcount(SQLModel, table=True):
    """The full-time equivalent of a role in one month of a project, in percent (60 is 0.6)."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    role_id: int = Field(foreign_key="role.id", index=True)
    month: date
    percent: int = Field(default=0, ge=0)
