"""The answers to the questions that each step of the process asks."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class AnswerState(StrEnum):
    """How settled a question is."""

    OPEN = "open"
    ANSWERED = "answered"
    AGREED = "agreed"


class Answer(SQLModel, table=True):
    """What a project answers to one question of a step; without a row the question is open.

    ``step`` and ``question`` are keys of ``leadbench.process``.
    """

    __table_args__ = (one_of("state", AnswerState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    step: str = Field(min_length=1, max_length=40)
    question: str = Field(min_length=1, max_length=40)
    text: str = Field(default="", max_length=4000)
    state: AnswerState = Field(default=AnswerState.OPEN, sa_type=Word)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")
    settled_on: date | None = None
    """The day on which it was answered, or agreed."""
