"""Copies of a whole file in memory, as SQLite writes files."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlmodel import Session

from leadbench.store.changes import RowChange
from leadbench.store.connection import engine_on
from leadbench.store.images import quoted, write_images
from leadbench.store.problems import explained
from leadbench.store.store import Store


def serialized(store: Store) -> bytes:
    """Return a copy of a file without its history and its branches, as SQLite writes files."""
    left_out = {"history", "branch", "branch_change"}
    if store.schema.branch_table:
        left_out.add(store.schema.branch_table)
    with store.aside() as connection:
        # Copied by SQLite itself into a second database in memory: ten times as fast as by rows.
        connection.execute("ATTACH ':memory:' AS copy")
        try:
            connection.execute("BEGIN")
            connection.execute("PRAGMA defer_foreign_keys = ON")
            statements = connection.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, rowid"
            ).fetchall()
            for (statement,) in statements:
                connection.execute(_into_copy(statement))
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in names.fetchall():
                if name not in left_out and not name.startswith("sqlite_"):
                    table = quoted(name)
                    connection.execute(f"INSERT INTO copy.{table} SELECT * FROM main.{table}")
            connection.execute(f"PRAGMA copy.application_id = {store.schema.application_id:d}")
            connection.execute("COMMIT")
            return connection.serialize(name="copy")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("DETACH copy")


def _into_copy(statement: str) -> str:
    """Return a statement that makes a table or an index, for the second database."""
    return re.sub(
        r"^CREATE (TABLE|INDEX|UNIQUE INDEX) ", r"CREATE \1 copy.", statement.lstrip(), count=1
    )


def in_memory(whole: bytes) -> sqlite3.Connection:
    """Return a connection to a serialized file; it may be handed from one thread to another."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(whole)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def tried(store: Store, rows: tuple[RowChange, ...]) -> Iterator[Session]:
    """Give a session on a copy of a file in memory, with rows brought to their images.

    Parameters
    ----------
    store
        A file that is open for reading.
    rows
        Each from what it is now to what it shall be.

    Raises
    ------
    Refused
        If a row breaks a rule of the database.
    """
    with store.aside() as connection:
        connection.execute("PRAGMA query_only = OFF")  # only the copy is written to
        try:
            whole = serialized(store)
        finally:
            connection.execute("PRAGMA query_only = ON")
    tables = store.schema.tables
    with closing(in_memory(whole)) as copy, explained(store.path, None, copy, tables):
        engine = engine_on(copy)
        copy.execute("BEGIN")
        copy.execute("PRAGMA defer_foreign_keys = ON")
        write_images(copy, tables, rows)
        copy.execute("COMMIT")
        with Session(engine) as session:
            yield session
