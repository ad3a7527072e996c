"""The one connection of a store, and the failures of the database in plain words."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, StaticPool, create_engine
from sqlalchemy.exc import DBAPIError

from leadbench.errors import CannotWrite, DamagedFile, FileHeld, FileProblem

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

_WAIT_SECONDS = 1.0
"""How long a writer of another program is waited for; the window stands still meanwhile."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file in autocommit mode; transactions are begun by whoever needs one.

    ``mode`` is ``"rw"``, ``"ro"``, or ``"immutable"`` for a file that nobody can write to.
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connection = sqlite3.connect(
        f"{path.as_uri()}?{query}", uri=True, isolation_level=None, timeout=_WAIT_SECONDS
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        if mode == "rw":
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


def driver_error(error: BaseException) -> sqlite3.Error | None:
    """Return what SQLite itself said, if the error comes from there."""
    if isinstance(error, DBAPIError):
        return error.orig if isinstance(error.orig, sqlite3.Error) else None
    return error if isinstance(error, sqlite3.Error) else None


def file_problem(error: BaseException, path: Path) -> FileProblem | None:
    """Return a failure of disk, file or lock in plain words, or None if it is something else."""
    found = driver_error(error)
    if found is None:
        return None
    code = getattr(found, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else sqlite3.SQLITE_NOTADB
    if code is None and not isinstance(found, sqlite3.DatabaseError):
        return None
    if primary in _DAMAGED:
        return damaged(path)
    if primary in _BUSY:
        return FileHeld(
            f"{path.name} is being written by another program. "
            "Wait until it has finished and try again; nothing was changed.",
            path,
            "another program",
        )
    if primary in _UNWRITABLE:
        full = primary == sqlite3.SQLITE_FULL
        reason = "The disk is full" if full else "The disk is full or does not allow writing"
        return CannotWrite(
            f"{reason}, so {path.name} could not be written. Make room and try again; "
            "everything saved before is safe.",
            path,
        )
    return None


def damaged(path: Path, backup: Path | None = None) -> DamagedFile:
    """Return the error of a damaged file, with the last good backup where there is one."""
    offer = (
        f"The last good backup is {backup}; restoring it keeps the damaged file under another name."
        if backup
        else "There is no good backup of it."
    )
    return DamagedFile(
        f"{path.name} is damaged and was left as it is. {offer}", path, backup=backup
    )
