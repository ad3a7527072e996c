"""The failures of disk, file and database, in plain words."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError

from leadbench.errors import CannotWrite, DamagedFile, FileHeld, FileProblem
from leadbench.store import backups
from leadbench.store.words import broken_rule

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}


@contextmanager
def explained(
    path: Path,
    folder: Path | None,
    connection: sqlite3.Connection | None = None,
    tables: Mapping[str, Table] | None = None,
) -> Iterator[None]:
    """Raise what the database or the system says in plain words; leave other errors as they are.

    Parameters
    ----------
    path, folder
        The file, and where its backups are if not in the user's data folder.
    connection, tables
        Where to look for the row that broke a rule.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        found = error if isinstance(error, sqlite3.Error) else error.orig
        if isinstance(found, sqlite3.IntegrityError) and connection and tables:
            raise broken_rule(found, connection, tables) from error
        problem = file_problem(found, path)
        if problem is None:
            raise
        if isinstance(problem, DamagedFile):
            problem = damaged(path, folder)
        raise problem from error
    except UnicodeDecodeError as error:
        if connection is not None:  # whatever the caller decodes in its block
            raise
        # SQLite quotes damaged names in its messages, which Python then cannot read.
        raise damaged(path, folder) from error


def file_problem(error: BaseException | None, path: Path) -> FileProblem | None:
    """Return a failure of disk, file or lock in plain words, or None if it is something else."""
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    code = _code(error)
    if code in _DAMAGED:
        return DamagedFile(f"{path.name} is damaged and was left as it is.", path)
    if code in _BUSY:
        return FileHeld(
            f"{path.name} is being written by another program. "
            "Wait until it has finished and try again; nothing was changed.",
            path,
            "another program",
        )
    if code in _UNWRITABLE:
        full = code == sqlite3.SQLITE_FULL
        reason = "The disk is full" if full else "The disk is full or does not allow writing"
        return CannotWrite(
            f"{reason}, so {path.name} could not be written. Make room and try again; "
            "everything saved before is safe.",
            path,
        )
    return None


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether SQLite could not write where it had to."""
    return _code(error) in _UNWRITABLE


def _code(error: sqlite3.Error) -> int:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python itself complains so of text that is no UTF-8, and this room of broken images.
        misused = isinstance(error, sqlite3.ProgrammingError | sqlite3.NotSupportedError)
        return sqlite3.SQLITE_ERROR if misused else sqlite3.SQLITE_CORRUPT
    return code & 0xFF


def damaged(path: Path, folder: Path | None) -> DamagedFile:
    """Return the error of a damaged file, with the last good backup where there is one."""
    problem = DamagedFile(f"{path.name} is damaged and was left as it is.", path)
    offer_backup(problem, folder)
    if problem.backup is None:
        problem.args = (f"{problem} There is no good backup of it on this machine.",)
    return problem


def offer_backup(problem: FileProblem, folder: Path | None) -> None:
    """Complete a problem with the last good backup of its file, where there is one."""
    problem.backup = backups.latest_good(problem.path, folder)
    if problem.backup is not None:
        offer = "restoring it keeps the present file under another name."
        problem.args = (f"{problem} The last good backup is {problem.backup}; {offer}",)
