"""Opening a file: what it is, whether it is sound, whose it is, and how old."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from leadbench.errors import CannotWrite, FileProblem, NewerFile, NotAPlanFile
from leadbench.store import backups, history
from leadbench.store.changes import Schema
from leadbench.store.connection import connect, engine_on
from leadbench.store.lock import Lock, holder_of, is_held_here
from leadbench.store.problems import damaged, explained, is_unwritable, offer_backup

_MAGIC = b"SQLite format 3\0"
_SIDECARS = ("-wal", "-shm")
_HEADER = 100
_APPLICATION_ID = slice(68, 72)


@dataclass(slots=True)
class Opened:
    """An open connection, and all that must be given back when it is closed."""

    connection: sqlite3.Connection
    cleanup: ExitStack

    def close(self) -> None:
        """Close the connection and give the rest back."""
        self.cleanup.close()


def open_for_editing(path: Path, schema: Schema, folder: Path | None) -> Opened:
    """Open a file that this program alone may write to, backed up and of the newest revision."""
    _identify(path, schema, folder)
    with explained(path, folder), ExitStack() as taken:
        taken.callback(Lock.acquire(path).release)
        _refuse_read_only(path)
        connection = connect(path, "edit")
        taken.callback(connection.close)
        pending = _inspect(connection, path, schema, folder)
        backup = backups.back_up(connection, path, folder)
        if pending:
            from leadbench.store.migration import migrate

            migrate(path, schema, backup)
        # To read the file, as the backup does, ends the locks that SQLite holds on it in this
        # process. Without them whoever else closes it would take the write-ahead log away.
        connection.close()
        connection = connect(path, "edit")
        taken.callback(connection.close)
        history.add_branch_tables(connection)
        return Opened(connection, taken.pop_all())


def open_lent(path: Path, schema: Schema, lender: int) -> Opened:
    """Open a file that another process of this program has open for editing and lends meanwhile.

    Parameters
    ----------
    lender
        Number of that process; the file is refused if it is no longer the one that holds it.
    """
    _identify(path, schema, None)
    with explained(path, None), ExitStack() as taken:
        holder = holder_of(path)
        if holder is None or holder.pid != lender:
            raise CannotWrite(
                f"{path.name} was closed meanwhile. Open it again, then repeat what you did; "
                "nothing was changed.",
                path,
            )
        connection = connect(path, "edit")
        taken.callback(connection.close)
        return Opened(connection, taken.pop_all())


def open_for_reading(path: Path, schema: Schema, folder: Path | None) -> Opened:
    """Open a file that is only read, whoever writes to it meanwhile."""
    _identify(path, schema, folder)
    with explained(path, folder), ExitStack() as taken:
        connection = _connect_for_reading(path, taken)
        if _inspect(connection, path, schema, folder):
            raise CannotWrite(
                f"{path.name} comes from an older Leadbench and must be brought up to date before "
                "it can be read. Open it for editing once, or open a copy of it.",
                path,
            )
        return Opened(connection, taken.pop_all())


def create_file(path: Path, schema: Schema, fill: Callable[[Session], None] | None) -> Opened:
    """Make a new file with all tables and what ``fill`` adds, and open it."""
    if path.exists():
        raise CannotWrite(f"{path.name} already exists. Choose another name.", path)
    if not path.parent.is_dir():
        raise CannotWrite(f"The folder {path.parent} does not exist. Choose another one.", path)
    # Made under another name and moved whole: nobody ever sees half a file.
    part = path.with_name(f".{path.name}.new")
    with explained(path, None), ExitStack() as taken:
        taken.callback(_lock_of_new(path).release)
        try:
            part.unlink(missing_ok=True)
            _make(part, schema, fill)
            part.rename(path)
        except OSError as error:
            raise CannotWrite(
                f"{path.name} could not be written: {error.strerror}. Choose another folder or "
                "make room.",
                path,
            ) from error
        finally:
            for leftover in (part, *(part.with_name(part.name + end) for end in _SIDECARS)):
                leftover.unlink(missing_ok=True)
        connection = connect(path, "edit")
        taken.callback(connection.close)
        return Opened(connection, taken.pop_all())


def _lock_of_new(path: Path) -> Lock:
    try:
        return Lock.acquire(path)
    except CannotWrite as error:  # it speaks of a file that is there
        raise CannotWrite(
            f"{path.name} could not be made: its folder may only be read, knows no locks, or its "
            "disk is full. Choose another folder or make room.",
            path,
        ) from error


def _make(path: Path, schema: Schema, fill: Callable[[Session], None] | None) -> None:
    path.touch(exist_ok=False)
    connection = connect(path, "edit")
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
    if is_held_here(path):
        # It is one, then; and closing the file after a look would take SQLite's locks from it, so
        # that the next program to close it would throw the write-ahead log away beneath us.
        return
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
        problem = NotAPlanFile(f"There is no readable file {path}. It may have been moved.", path)
        offer_backup(problem, folder)
        raise problem from error
    mark = int.from_bytes(header[_APPLICATION_ID], "big")
    if not header.startswith(_MAGIC) or (len(header) == _HEADER and mark != schema.application_id):
        problem = NotAPlanFile(
            f"{path.name} is not a {schema.name}, or its beginning was overwritten. "
            "It was left as it is.",
            path,
        )
        offer_backup(problem, folder)
        raise problem
    if len(header) < _HEADER:
        raise damaged(path, folder)


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


def _connect_for_reading(path: Path, taken: ExitStack) -> sqlite3.Connection:
    try:
        # Beside a program that edits it, the write-ahead log is not the reader's to clear away.
        connection = connect(path, "read" if holder_of(path) is None else "beside")
    except sqlite3.OperationalError as error:
        if not is_unwritable(error):
            raise
        connection = _connect_beside_nothing(path, taken)
    taken.callback(connection.close)
    return connection


def _connect_beside_nothing(path: Path, taken: ExitStack) -> sqlite3.Connection:
    """Connect to a file beside which SQLite cannot put its shared memory.

    The folder may only be read, or the disk is full.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return connect(path, "immutable")
    # Committed changes are still in the log, which only a copy can bring in.
    folder = Path(taken.enter_context(tempfile.TemporaryDirectory(prefix="leadbench-")))
    for part in (path, log):
        shutil.copyfile(part, folder / part.name)
    return connect(folder / path.name, "read")


def _inspect(
    connection: sqlite3.Connection, path: Path, schema: Schema, folder: Path | None
) -> bool:
    """Refuse a damaged or newer file, and return whether migrations are pending."""
    if not history.has_own_tables(connection):
        raise damaged(path, folder)
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
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if backups.problems(connection) or not (pending or schema.tables.keys() <= names):
        raise damaged(path, folder)
    return pending
