"""Opening a file: what it is, whether it is sound, whose it is, and how old."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from sqlmodel import Session

from leadbench.errors import CannotWrite, FileProblem, NewerFile, NotAPlanFile
from leadbench.store import backups, history
from leadbench.store.changes import Schema
from leadbench.store.connection import connect, damaged, engine_on, file_problem
from leadbench.store.lock import Lock

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_APPLICATION_ID = slice(68, 72)


@dataclass(slots=True)
class Opened:
    """An open connection with what must be given back when it is closed."""

    connection: sqlite3.Connection
    lock: Lock | None = None
    copy: "tempfile.TemporaryDirectory[str] | None" = None

    def close(self) -> None:
        """Close the connection, remove a temporary copy and give the lock back."""
        try:
            self.connection.close()
        finally:
            if self.copy is not None:
                self.copy.cleanup()
            if self.lock is not None:
                self.lock.release()


def open_for_editing(path: Path, schema: Schema, folder: Path | None) -> Opened:
    """Open a file that this program alone may write to, backed up and of the newest revision."""
    _identify(path, schema, folder)
    lock = Lock.acquire(path)
    connection: sqlite3.Connection | None = None
    try:
        _refuse_read_only(path)
        connection = connect(path, "rw")
        pending = _inspect(connection, path, schema, folder)
        backup = backups.back_up(connection, path, folder)
        if pending:
            from leadbench.store.migration import migrate

            connection.close()
            migrate(path, schema, backup)
            connection = connect(path, "rw")
    except BaseException as error:
        if connection is not None:
            connection.close()
        lock.release()
        _explain(error, path, folder)
    return Opened(connection, lock)


def open_for_reading(path: Path, schema: Schema, folder: Path | None) -> Opened:
    """Open a file that is only read, whoever writes to it meanwhile."""
    _identify(path, schema, folder)
    opened: Opened | None = None
    try:
        opened = _connect_for_reading(path)
        if _inspect(opened.connection, path, schema, folder):
            raise CannotWrite(  # noqa: TRY301 - explained like all others
                f"{path.name} comes from an older Leadbench and must be brought up to date before "
                "it can be read. Open it for editing once, or open a copy of it.",
                path,
            )
    except BaseException as error:
        if opened is not None:
            opened.close()
        _explain(error, path, folder)
    return opened


def create_file(path: Path, schema: Schema, fill: Callable[[Session], None] | None) -> Opened:
    """Make a new file with all tables and what ``fill`` adds, and open it."""
    if path.exists():
        raise CannotWrite(f"{path.name} already exists. Choose another name.", path)
    if not path.parent.is_dir():
        raise CannotWrite(f"The folder {path.parent} does not exist. Choose another one.", path)
    lock = Lock.acquire(path)
    # Made under another name and moved whole: nobody ever sees half a file.
    part = path.with_name(f".{path.name}.new")
    try:
        part.unlink(missing_ok=True)
        _make(part, schema, fill)
        part.rename(path)
        connection = connect(path, "rw")
    except BaseException as error:
        for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
        lock.release()
        _explain(error, path, None)
    return Opened(connection, lock)


def _make(path: Path, schema: Schema, fill: Callable[[Session], None] | None) -> None:
    path.touch(exist_ok=False)
    connection = connect(path, "rw")
    try:
        connection.execute(f"PRAGMA application_id = {schema.application_id:d}")
        engine = engine_on(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        history.create_own_tables(connection)
        history.stamp(connection, schema.revision, schema.needs)
        with Session(engine) as session:
            schema.metadata.create_all(session.connection(), checkfirst=False)
            if fill is not None:
                fill(session)
            session.flush()
            connection.execute("COMMIT")
    finally:
        connection.close()


def _identify(path: Path, schema: Schema, folder: Path | None) -> None:
    """Refuse whatever is not a file of this kind, by its first bytes."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except PermissionError as error:
        raise FileProblem(
            f"{path.name} may not be read by you. Ask its owner for the right to read it.", path
        ) from error
    except IsADirectoryError as error:
        raise NotAPlanFile(
            f"{path.name} is a folder, not a {schema.name}. Choose a file.", path
        ) from error
    except OSError as error:
        raise backups.offer(
            NotAPlanFile(f"There is no readable file {path}. It may have been moved.", path), folder
        ) from error
    mark = int.from_bytes(header[_APPLICATION_ID], "big")
    if not header.startswith(_MAGIC) or (len(header) == _HEADER and mark != schema.application_id):
        raise backups.offer(
            NotAPlanFile(
                f"{path.name} is not a {schema.name}, or its beginning was overwritten. "
                "It was left as it is.",
                path,
            ),
            folder,
        )
    if len(header) < _HEADER:
        raise damaged(path, backups.latest_good(path, folder))


def _refuse_read_only(path: Path) -> None:
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise CannotWrite(
            f"{path.name} may only be read. Open it for reading only, or copy it to a folder of "
            "your own.",
            path,
        ) from error


def _connect_for_reading(path: Path) -> Opened:
    try:
        return Opened(connect(path, "ro"))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
    # The folder may only be read, so that SQLite cannot put its shared memory beside the file.
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return Opened(connect(path, "immutable"))
    copy = tempfile.TemporaryDirectory(prefix="leadbench-")
    for part in (path, log):
        shutil.copyfile(part, Path(copy.name, part.name))
    return Opened(connect(Path(copy.name, path.name), "rw"), copy=copy)


def _inspect(
    connection: sqlite3.Connection, path: Path, schema: Schema, folder: Path | None
) -> bool:
    """Refuse a damaged or newer file, and return whether migrations are pending."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not history.OWN_TABLES <= names:
        raise damaged(path, backups.latest_good(path, folder))
    revision = history.stamped_revision(connection)
    if revision not in schema.revisions:
        needs = history.needed_version(connection) or "a newer version"
        raise NewerFile(
            f"{path.name} was saved by a newer Leadbench and needs Leadbench {needs}. "
            "Update Leadbench to open it; the file is unchanged.",
            path,
            needs,
        )
    pending = revision != schema.revision
    if backups.problems(connection) or not (pending or schema.tables.keys() <= names):
        raise damaged(path, backups.latest_good(path, folder))
    return pending


def _explain(error: BaseException, path: Path, folder: Path | None) -> NoReturn:
    """Raise an error of opening in plain words, or as it is if it has some already."""
    if isinstance(error, OSError):
        raise CannotWrite(
            f"{path.name} could not be written: {error.strerror or error}. "
            "Choose another folder or make room; nothing was changed.",
            path,
        ) from error
    problem = file_problem(error, path)
    if problem is None:
        raise error
    if type(problem).__name__ == "DamagedFile":
        problem = damaged(path, backups.latest_good(path, folder))
    raise problem from error
