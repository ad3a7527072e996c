"""Rows that stand in order below a project: adding, moving and deleting them."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, SQLModel

from leadbench.plan.edits._rows import added, found, in_order, renumber
from leadbench.plan.tables import Project
from leadbench.store.rows import delete


def add_row(
    session: Session,
    cls: type[SQLModel],
    project_id: int,
    *,
    below: int | None = None,
    **values: Any,
) -> int:
    """Add a row to a project's list and return its key.

    Parameters
    ----------
    cls
        A table with ``project_id`` and ``position``.
    below
        Key of the row that it follows; the last unless given.
    values
        Its other columns.
    """
    found(session, Project, project_id)
    rows: list[Any] = in_order(session, cls, project_id=project_id)
    place = len(rows)
    if below is not None:
        place = 1 + next((at for at, row in enumerate(rows) if row.id == below), place - 1)
    row = cls(project_id=project_id, position=place, **values)
    rows.insert(place, row)
    renumber(rows)
    return added(session, row)


def move_row(session: Session, cls: type[SQLModel], key: int, position: int) -> None:
    """Move a row to another place of its list."""
    row: Any = found(session, cls, key)
    rows: list[Any] = in_order(session, cls, project_id=row.project_id)
    rows.remove(row)
    rows.insert(max(0, min(position, len(rows))), row)
    renumber(rows)


def delete_rows(session: Session, cls: type[SQLModel], keys: Sequence[int]) -> None:
    """Delete rows of one list, with what belongs to them, and close the gaps."""
    project_id = None
    for key in keys:
        row: Any = found(session, cls, key)
        project_id = row.project_id
        delete(session, row)
    if project_id is not None:
        renumber(in_order(session, cls, project_id=project_id))
