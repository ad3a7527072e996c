"""What a file is made of, what a change is, and what the history tells of it."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import MetaData, Table

Image = Mapping[str, Any]
"""One row as SQLite holds it: None, int, float, str or bytes by column."""

EDIT, UNDO, REDO, RESTORE = "edit", "undo", "redo", "restore"
ELSEWHERE = "elsewhere"
"""Kind of the change that stands for whatever another program wrote; it lists no rows."""


class Misuse(RuntimeError):
    """The program used the store in a way that it does not allow; an error of the program."""


@dataclass(frozen=True)
class Schema:
    """What a store needs to know of its subject.

    Parameters
    ----------
    name
        What such a file is called, for example ``"Leadbench plan"``.
    metadata
        The tables. Each has one integer primary key and no cascade, trigger or server default.
    application_id
        The mark in the SQLite header by which such a file is known.
    revision
        The newest schema revision: that of ``metadata``.
    revisions
        Every revision, oldest first; the last is ``revision``.
    migrations
        Folder of the Alembic environment, with ``env.py`` and ``versions``.
    needs
        The oldest program version that can read this revision, in words for a person.
    branch_table
        The table whose rows name the branches of a file, or "". A branch holds none of its rows,
        merging leaves it alone, and restoring an earlier state never takes a row of it away.
    """

    name: str
    metadata: MetaData
    application_id: int
    revision: str
    revisions: tuple[str, ...]
    migrations: Path
    needs: str
    branch_table: str = ""

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables by name, a referenced table before those that refer to it."""
        return {table.name: table for table in self.metadata.sorted_tables}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; an inserted row has no before, a deleted one no after."""

    table: str
    key: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def inverse(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did.

    ``kind`` is ``"edit"``, ``"undo"``, ``"redo"`` or ``"restore"``; or ``"elsewhere"`` if another
    program wrote to the file: that one names no rows, and everything must be read again.
    """

    sequence: int
    label: str
    place: str
    kind: str
    at: datetime
    rows: tuple[RowChange, ...]

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables whose rows changed."""
        return frozenset(row.table for row in self.rows)

    @property
    def everything(self) -> bool:
        """Whether any row may have changed, so that all must be read again."""
        return self.kind == ELSEWHERE


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history: when, what, where, and how many rows of which tables."""

    sequence: int
    at: datetime
    label: str
    place: str
    kind: str
    revision: str
    tables: frozenset[str]
    row_count: int


class Journal(Protocol):
    """Where a store that is no file itself keeps its changes."""

    def keeping(self, change: Change) -> AbstractContextManager[None]:
        """Surround the commit of a change, and keep it if that goes well; raise if it cannot."""


Listener = Callable[[Change], None]
"""What is called with every change after its commit."""


def tell(listeners: Iterable[Listener], change: Change) -> None:
    """Call every listener, and only then raise what one of them may have raised."""
    failure: Exception | None = None
    for listener in tuple(listeners):
        try:
            listener(change)
        except Exception as error:  # noqa: BLE001 - raised below, once all have been told
            failure = failure or error
    if failure is not None:
        raise failure


def joined(first: Change, second: Change) -> Change:
    """Return two changes, one right after the other, as the one step that undo takes back.

    It has the name and the place of the first; what both together leave as it was is not in it.
    """
    rows = {(row.table, row.key): row for row in first.rows}
    for row in second.rows:
        before = rows.get((row.table, row.key))
        old = row.before if before is None else before.before
        rows[row.table, row.key] = RowChange(row.table, row.key, old, row.after)
    return replace(first, rows=tuple(row for row in rows.values() if row.before != row.after))
