"""The one connection of a store, and the engine that shares it with sessions."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, StaticPool, create_engine

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

_WAIT_SECONDS = 1.0
"""How long a writer of another program is waited for; the window stands still meanwhile."""


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file in autocommit mode; transactions are begun by whoever needs one.

    ``mode`` is ``"edit"``, ``"read"``, ``"beside"`` for a file that another program edits, or
    ``"immutable"`` for one that nobody can write to.
    """
    # A reader too connects for writing where it may: only such a connection clears away the
    # write-ahead log if it is the last one to close.
    query = {"immutable": "mode=ro&immutable=1", "beside": "mode=ro"}.get(mode, "mode=rw")
    connection = sqlite3.connect(
        f"{path.as_uri()}?{query}", uri=True, isolation_level=None, timeout=_WAIT_SECONDS
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        if mode == "edit":
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_size_limit = 4194304")
        else:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def engine_on(connection: sqlite3.Connection) -> Engine:
    """Return an engine whose every session uses this one connection.

    It begins no transactions: the store does, on the connection itself.
    """

    def same() -> "DBAPIConnection":
        return connection  # type: ignore[return-value]  # typed by a protocol of SQLAlchemy's

    # Without hide_parameters an error's text would repeat whole rows of somebody's plan.
    engine = create_engine("sqlite://", creator=same, poolclass=StaticPool, hide_parameters=True)
    # The first use rolls back after looking around; let it do so before there is a transaction.
    engine.connect().close()
    return engine
