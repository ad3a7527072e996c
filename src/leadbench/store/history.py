"""The store's own tables: the history of changes, and what the file says about itself."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from leadbench.errors import Refused
from leadbench.store.changes import Change, HistoryEntry, RowChange, Schema
from leadbench.store.images import pack, unpack, write_images

OWN_TABLES = frozenset({"history", "about", "alembic_version", "branch", "branch_change"})
"""Tables that belong to the store and not to its subject."""

_BRANCH_TABLES = frozenset({"branch", "branch_change"})
"""Those that files of the first revision do not have yet."""

_CREATE = (
    """CREATE TABLE history (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    label TEXT NOT NULL,
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision TEXT NOT NULL,
    tables TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    images BLOB NOT NULL
)""",
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)""",
)

_CREATE_BRANCHES = (
    """CREATE TABLE IF NOT EXISTS branch (
    key INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    revision TEXT NOT NULL,
    base BLOB NOT NULL
)""",
    """CREATE TABLE IF NOT EXISTS branch_change (
    branch INTEGER NOT NULL REFERENCES branch (key),
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    label TEXT NOT NULL,
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision TEXT NOT NULL,
    tables TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    images BLOB NOT NULL,
    PRIMARY KEY (branch, sequence)
)""",
)


def create_own_tables(connection: sqlite3.Connection) -> None:
    """Create the store's own tables."""
    for statement in _CREATE:
        connection.execute(statement)
    add_branch_tables(connection)


def add_branch_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of branches in a file that comes from before there were any."""
    for statement in _CREATE_BRANCHES:
        connection.execute(statement)


def has_own_tables(connection: sqlite3.Connection) -> bool:
    """Whether a file has the store's own tables."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return names >= OWN_TABLES - _BRANCH_TABLES


def stamp(connection: sqlite3.Connection, revision: str, needs: str) -> None:
    """Note the schema revision and the oldest program version that can read it."""
    connection.execute("DELETE FROM alembic_version")
    connection.execute("INSERT INTO alembic_version VALUES (?)", [revision])
    note_needs(connection, needs)


def note_needs(connection: sqlite3.Connection, needs: str) -> None:
    """Note the oldest program version that can read the file."""
    connection.execute("INSERT OR REPLACE INTO about VALUES ('needs', ?)", [needs])


def stamped_revision(connection: sqlite3.Connection) -> str | None:
    """Return the schema revision that the file has."""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def needed_version(connection: sqlite3.Connection) -> str | None:
    """Return the oldest program version that can read the file."""
    row = connection.execute("SELECT value FROM about WHERE name = 'needs'").fetchone()
    return None if row is None else str(row[0])


def append(
    connection: sqlite3.Connection,
    label: str,
    place: str,
    kind: str,
    revision: str,
    rows: tuple[RowChange, ...],
) -> Change:
    """Write one change to the history, inside the transaction that makes it."""
    at = datetime.now(UTC)
    tables = ",".join(sorted({row.table for row in rows}))
    cursor = connection.execute(
        "INSERT INTO history (at, label, place, kind, revision, tables, row_count, images) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [at.isoformat(), label, place, kind, revision, tables, len(rows), pack(rows)],
    )
    assert cursor.lastrowid is not None
    return Change(cursor.lastrowid, label, place, kind, at, rows)


def take_back(connection: sqlite3.Connection, schema: Schema, change: Change) -> None:
    """Undo the last change without a trace if it is committed already but could not be kept."""
    if connection.in_transaction:  # whoever began it takes it back
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    write_images(connection, schema.tables, tuple(row.inverse for row in change.rows))
    connection.execute("DELETE FROM history WHERE sequence = ?", [change.sequence])
    connection.execute("COMMIT")


def entries(
    connection: sqlite3.Connection, *, limit: int | None = None, before: int | None = None
) -> list[HistoryEntry]:
    """Return the history, newest first, without images; ``before`` is a sequence to go on from."""
    found = connection.execute(
        "SELECT sequence, at, label, place, kind, revision, tables, row_count FROM history "
        "WHERE ? IS NULL OR sequence < ? ORDER BY sequence DESC LIMIT ?",
        [before, before, -1 if limit is None else limit],
    )
    return [
        HistoryEntry(
            sequence=sequence,
            at=datetime.fromisoformat(at),
            label=label,
            place=place,
            kind=kind,
            revision=revision,
            tables=frozenset(tables.split(",")),
            row_count=row_count,
        )
        for sequence, at, label, place, kind, revision, tables, row_count in found
    ]


def label_of(connection: sqlite3.Connection, sequence: int) -> str | None:
    """Return the label of a change, or None if there is no such change."""
    row = connection.execute("SELECT label FROM history WHERE sequence = ?", [sequence]).fetchone()
    return None if row is None else str(row[0])


def rows_of(connection: sqlite3.Connection, sequence: int) -> tuple[RowChange, ...]:
    """Return the images of a change.

    Raises
    ------
    Refused
        If there is no such change.
    """
    row = connection.execute("SELECT images FROM history WHERE sequence = ?", [sequence]).fetchone()
    if row is None:
        raise Refused(f"The history has no change {sequence}.")
    return unpack(row[0])


def rows_since(
    connection: sqlite3.Connection, sequence: int
) -> Iterator[tuple[str, tuple[RowChange, ...]]]:
    """Yield revision and images of every later change, oldest first."""
    for revision, images in connection.execute(
        "SELECT revision, images FROM history WHERE sequence > ? ORDER BY sequence", [sequence]
    ):
        yield revision, unpack(images)
