"""What edits share: finding a row, and keeping lists dense from 0 to n - 1."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from leadbench.errors import Refused
from leadbench.plan.tables import (
    Activity,
    Baseline,
    Calendar,
    CostItem,
    Dependency,
    Portfolio,
    Project,
    Requirement,
    Risk,
    Role,
    Scenario,
    Stage,
    SuccessMetric,
)

_Row = TypeVar("_Row", bound=SQLModel)

_WORDS: dict[type[SQLModel], str] = {
    Activity: "task",
    Baseline: "baseline",
    Calendar: "calendar",
    CostItem: "budget line",
    Dependency: "link",
    Portfolio: "portfolio",
    Project: "project",
    Requirement: "requirement",
    Risk: "risk",
    Role: "role",
    Scenario: "scenario",
    Stage: "stage",
    SuccessMetric: "success metric",
}


def found(session: Session, cls: type[_Row], key: int) -> _Row:
    """Return a row by its key.

    Raises
    ------
    Refused
        If it is no longer there.
    """
    row = session.get(cls, key)
    if row is None:
        raise Refused(
            f"This {_WORDS.get(cls, 'entry')} is no longer in the plan. Nothing was changed.",
            table=str(cls.__tablename__),
            key=key,
        )
    return row


def added(session: Session, row: _Row) -> int:
    """Add a row and return its key."""
    session.add(row)
    session.flush()
    key = row.id  # type: ignore[attr-defined]  # every table of a plan has it
    assert isinstance(key, int)
    return key


def key_of(row: SQLModel) -> int:
    """Return the key of a row that is in the plan."""
    key = row.id  # type: ignore[attr-defined]  # every table of a plan has it
    assert isinstance(key, int)
    return key


def named(name: str, what: str, *, field: str = "name", longest: int = 500) -> str:
    """Return a name without the spaces around it.

    Raises
    ------
    Refused
        If nothing is left, or too much.
    """
    clean = " ".join(name.split())
    if not clean:
        raise Refused(f"{what} needs a name. The old one was kept.", field=field)
    if len(clean) > longest:
        raise Refused(f"A name can have {longest} characters, this has {len(clean)}.", field=field)
    return clean


def in_order(session: Session, cls: type[_Row], **where: object) -> list[_Row]:
    """Return the rows of a list by position."""
    statement = select(cls).filter_by(**where)
    columns: Any = cls
    return list(session.exec(statement.order_by(col(columns.position), col(columns.id))))


def next_position(session: Session, cls: type[SQLModel], **where: object) -> int:
    """Return the position after the last row of a list."""
    columns: Any = cls
    statement = select(columns.position).filter_by(**where)
    last = session.exec(statement.order_by(col(columns.position).desc()).limit(1)).first()
    return 0 if last is None else int(last) + 1


def renumber(rows: Sequence[SQLModel]) -> None:
    """Give rows the positions 0 to n - 1, writing only those that differ."""
    listed: Sequence[Any] = rows
    for position, row in enumerate(listed):
        if row.position != position:
            row.position = position


def refuse_elsewhere(place: Activity, project_id: int) -> None:
    """Refuse a place beside or below an activity of another project.

    Raises
    ------
    Refused
        If it is one.
    """
    if place.project_id != project_id:
        raise Refused(
            "This place is in another project, and tasks stay in theirs. Choose a place in this "
            "project, or copy the tasks and paste them there. Nothing was changed.",
            table="activity",
            key=place.id,
            field="position",
        )


def number_of(session: Session, key: int) -> str:
    """Return the outline number of an activity, for messages."""
    parts: list[str] = []
    above: int | None = key
    while above is not None:
        row = found(session, Activity, above)
        parts.append(str(row.position + 1))
        above = row.parent_id
    return ".".join(reversed(parts))
