"""Branches: whole copies of a file that live inside it and are edited like a file.

A branch is kept as its base, the file as it was when the branch was begun, serialized by SQLite and
compressed, and as the images of every change since. Opened, it is a store in memory whose changes
are written to the file in the transaction that makes them, so that no edit of a branch is ever
only in memory. The base is the common ancestor when a branch and its file are compared or merged.

Branches are never deleted: a row of the subject names each (``Schema.branch_table``), and what
brings such a row back, undo or the history, finds its branch as it was.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import MetaData, Table

from leadbench.errors import Refused
from leadbench.store import changes, history
from leadbench.store.changes import Change, RowChange, Schema
from leadbench.store.connection import engine_on
from leadbench.store.copying import in_memory, serialized
from leadbench.store.images import (
    columns,
    key_column,
    pack,
    read_all,
    unpack,
    write_images,
)
from leadbench.store.opening import Opened
from leadbench.store.store import Store

State = dict[str, dict[int, tuple[Any, ...]]]
"""Every row as SQLite holds it, by table and key, in the order of the table's columns."""

_GONE = "This scenario is no longer in the file. Nothing was changed."
_LEVEL = 3
"""Of compression: a third of the time of the usual level, and little larger."""


@dataclass(frozen=True, slots=True)
class BranchNote:
    """What can be told of a branch without opening it: when it began, how much was changed."""

    begun: datetime
    last: datetime | None
    changes: int


def packed(store: Store) -> bytes:
    """Return a file as it is, as the base of a branch is kept; also of one opened for reading."""
    if not store.read_only:
        return zlib.compress(serialized(store), _LEVEL)
    with store.aside() as connection:  # only the copy is written to
        connection.execute("PRAGMA query_only = OFF")
        try:
            return zlib.compress(serialized(store), _LEVEL)
        finally:
            connection.execute("PRAGMA query_only = ON")


def begin(store: Store, base: bytes | None = None) -> int:
    """Make a branch of the file as it is and return its key.

    ``base`` is the file as `packed` returned it, where another process has done that; nothing may
    have changed since.
    """
    if base is None:
        base = packed(store)
    with store.own_tables() as connection:
        return _insert(connection, store.schema.revision, base)


def duplicate(store: Store, branch: int) -> int:
    """Make a second branch with the base and the changes of a first, and return its key."""
    with store.own_tables() as connection:
        # By SQLite itself, which need not hand the whole base out and take it in again.
        cursor = connection.execute(
            "INSERT INTO branch (at, revision, base) SELECT ?, revision, base FROM branch "
            "WHERE key = ?",
            [datetime.now(UTC).isoformat(), branch],
        )
        key = cursor.lastrowid
        if cursor.rowcount != 1 or key is None:
            raise Refused(_GONE)
        connection.execute(
            "INSERT INTO branch_change SELECT ?, sequence, at, label, place, kind, revision, "
            "tables, row_count, images FROM branch_change WHERE branch = ?",
            [key, branch],
        )
    return key


def note_of(store: Store, branch: int) -> BranchNote:
    """Return what can be told of a branch without opening it."""
    with store.aside() as connection:
        row = connection.execute("SELECT at FROM branch WHERE key = ?", [branch]).fetchone()
        if row is None:
            raise Refused(_GONE)
        last, count = connection.execute(
            "SELECT max(at), count(*) FROM branch_change WHERE branch = ?", [branch]
        ).fetchone()
    return BranchNote(
        datetime.fromisoformat(row[0]), datetime.fromisoformat(last) if last else None, count
    )


def open_branch(store: Store, branch: int) -> Store:
    """Open a branch; its changes are kept in the file, and nowhere if that is only read.

    A branch that comes from an older revision is brought up to date first, all or nothing; its
    earlier changes then become one.

    Raises
    ------
    Refused
        If there is no such branch, or what the file holds of it is damaged.
    FileProblem
        If it is of an older revision and could not be brought up to date.
    """
    found = _found(store, branch)
    if found.revision != store.schema.revision:
        found = _brought_up_to_date(store, found)
    with ExitStack() as taken:
        connection = taken.enter_context(closing(_connected(found)))
        _replay(connection, store.schema.tables, found)
        return Store(
            store.path,
            store.schema,
            Opened(connection, taken.pop_all()),
            read_only=store.read_only,
            folder=None,
            journal=None if store.read_only else _Kept(store, branch),
        )


def last_of(store: Store, branch: int) -> tuple[str, int]:
    """Return revision and newest change of a branch: it is the same while they are.

    Raises
    ------
    Refused
        If there is no such branch.
    """
    with store.aside() as connection:
        row = connection.execute(
            "SELECT revision, (SELECT coalesce(max(sequence), 0) FROM branch_change "
            "WHERE branch = key) FROM branch WHERE key = ?",
            [branch],
        ).fetchone()
    if row is None:
        raise Refused(_GONE)
    return row[0], row[1]


def taken_over(store: Store, branch: int, opened: Store) -> Store:
    """Return a branch as a store that can be edited, of one that was opened for reading.

    Parameters
    ----------
    store
        The file, open for editing or for reading.
    opened
        The branch as `open_branch` returned it in another thread, where it is not used any more;
        nothing may have changed since.
    """
    if not store.read_only:
        opened.opened.connection.execute("PRAGMA query_only = OFF")
    return Store(
        store.path,
        store.schema,
        opened.opened,
        read_only=store.read_only,
        folder=None,
        journal=None if store.read_only else _Kept(store, branch),
    )


def base_of(store: Store, branch: int) -> State:
    """Return every row of the file as it was when a branch was begun."""
    found = _found(store, branch)
    if found.revision != store.schema.revision:
        found = _brought_up_to_date(store, found)
    with closing(_connected(found)) as connection:
        return {
            name: _by_key(table, read_all(connection, table))
            for name, table in store.schema.tables.items()
        }


def state_of(store: Store) -> State:
    """Return every row of an open file or branch."""
    return {name: _by_key(store.schema.tables[name], rows) for name, rows in store.dump().items()}


def unlike(one: tuple[Any, ...] | None, other: tuple[Any, ...] | None) -> bool:
    """Whether two rows differ as SQLite holds them, for which 1 and 1.0 are not the same."""
    if one is None or other is None or one != other:
        return one is not other
    return list(map(type, one)) != list(map(type, other))


def _by_key(table: Table, rows: list[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    place = columns(table).index(key_column(table))
    return {row[place]: row for row in rows}


class _Kept:
    """The journal of an open branch: its changes go to the file before they count."""

    def __init__(self, store: Store, branch: int) -> None:
        self._store = store
        self._branch = branch

    @contextmanager
    def keeping(self, change: Change) -> Iterator[None]:
        with self._store.own_tables() as connection:
            _append(connection, self._branch, change, self._store.schema.revision)
            yield


@dataclass(frozen=True, slots=True)
class _Branch:
    key: int
    at: datetime
    revision: str
    base: bytes
    changes: list[tuple[Any, ...]]


def _found(store: Store, branch: int) -> _Branch:
    with store.aside() as connection:
        row = connection.execute(
            "SELECT at, revision, base FROM branch WHERE key = ?", [branch]
        ).fetchone()
        if row is None:
            raise Refused(_GONE)
        at, revision, base = row
        logged = connection.execute(
            "SELECT sequence, at, label, place, kind, revision, tables, row_count, images "
            "FROM branch_change WHERE branch = ? ORDER BY sequence",
            [branch],
        ).fetchall()
    return _Branch(branch, datetime.fromisoformat(at), revision, base, logged)


def _insert(connection: sqlite3.Connection, revision: str, base: bytes) -> int:
    at = datetime.now(UTC).isoformat()
    cursor = connection.execute(
        "INSERT INTO branch (at, revision, base) VALUES (?, ?, ?)", [at, revision, base]
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _append(connection: sqlite3.Connection, branch: int, change: Change, revision: str) -> None:
    connection.execute(
        "INSERT INTO branch_change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            branch,
            change.sequence,
            change.at.isoformat(),
            change.label,
            change.place,
            change.kind,
            revision,
            ",".join(sorted(change.tables)),
            len(change.rows),
            pack(change.rows),
        ],
    )


def _connected(found: _Branch) -> sqlite3.Connection:
    """Return a connection to the base of a branch, in memory."""
    try:
        return in_memory(zlib.decompress(found.base))
    except (zlib.error, sqlite3.Error) as error:
        raise _damaged() from error


def _replay(connection: sqlite3.Connection, tables: Any, found: _Branch) -> None:
    """Bring the base of a branch to its last state, and give it its history."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        write_images(connection, tables, _net(found))
        connection.executemany(
            "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", found.changes
        )
        connection.execute("COMMIT")
    except (sqlite3.Error, KeyError) as error:
        raise _damaged() from error


def _net(found: _Branch) -> list[RowChange]:
    """Return the changes of a branch as one: each row from its first image to its last."""
    rows: dict[tuple[str, int], RowChange] = {}
    for logged in found.changes:
        for row in unpack(logged[-1]):
            first = rows.get((row.table, row.key), row)
            rows[row.table, row.key] = RowChange(row.table, row.key, first.before, row.after)
    return [row for row in rows.values() if row.before is not None or row.after is not None]


def _brought_up_to_date(store: Store, found: _Branch) -> _Branch:
    """Migrate a branch: its base and its last state each by itself; what differs is one change."""
    with closing(_connected(found)) as base, closing(_connected(found)) as last:
        reflected = MetaData()
        reflected.reflect(engine_on(last))
        _replay(last, reflected.tables, found)
        for connection in (base, last):
            _upgrade(connection, store)
        rows = _differences(base, last, store.schema)
        packed = zlib.compress(base.serialize(), _LEVEL)
    revision = store.schema.revision
    label = "Changes from before the update"
    change = Change(1, label, "", changes.EDIT, datetime.now(UTC), rows)
    if store.read_only:
        logged = [_logged(change, revision)] if rows else []
        return _Branch(found.key, found.at, revision, packed, logged)
    with store.own_tables() as connection:
        connection.execute(
            "UPDATE branch SET base = ?, revision = ? WHERE key = ?", [packed, revision, found.key]
        )
        connection.execute("DELETE FROM branch_change WHERE branch = ?", [found.key])
        if rows:
            _append(connection, found.key, change, revision)
    return _found(store, found.key)


def _logged(change: Change, revision: str) -> tuple[Any, ...]:
    tables, images = ",".join(sorted(change.tables)), pack(change.rows)
    at = change.at.isoformat()
    counted = len(change.rows)
    return (1, at, change.label, "", change.kind, revision, tables, counted, images)


def _upgrade(connection: sqlite3.Connection, store: Store) -> None:
    from leadbench.store.migration import upgrade

    try:
        # The same migrations as a file's, which are written for a file that has all own tables.
        history.add_branch_tables(connection)
        upgrade(connection, store.schema, store.schema.revision)
    except Exception as error:
        raise Refused(
            "This scenario comes from an older Leadbench and could not be brought up to date: "
            f"{error}. It is as it was. Please report this."
        ) from error
    connection.execute("PRAGMA foreign_keys = ON")


def _differences(
    base: sqlite3.Connection, last: sqlite3.Connection, schema: Schema
) -> tuple[RowChange, ...]:
    rows: list[RowChange] = []
    for name, table in schema.tables.items():
        names = columns(table)
        was, now = (_by_key(table, read_all(one, table)) for one in (base, last))
        for key in sorted(was.keys() | now.keys()):
            before, after = was.get(key), now.get(key)
            if unlike(before, after):
                rows.append(
                    RowChange(
                        name,
                        key,
                        None if before is None else dict(zip(names, before, strict=True)),
                        None if after is None else dict(zip(names, after, strict=True)),
                    )
                )
    return tuple(rows)


def _damaged() -> Refused:
    return Refused(
        "This scenario is damaged in the file and cannot be opened. The plan itself is sound; "
        "an earlier state of the scenario may be in the backups."
    )
