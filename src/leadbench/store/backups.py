"""Copies of a file as it was when it was opened: made, checked, listed and put back.

Each file has a folder of its own below the user's data folder, named by the file and a digest of
its path. A copy's name is the time it was made and a digest of the file that it was made from, by
which an unchanged file is recognized.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from leadbench.errors import CannotWrite, DamagedFile
from leadbench.store.connection import connect
from leadbench.store.history import has_own_tables
from leadbench.store.lock import Lock

KEPT = 10
"""Backups kept of one file."""


def folder_of(path: Path, folder: Path | None = None) -> Path:
    """Return where the backups of a file are kept; ``folder`` replaces the user's data folder."""
    if folder is None:
        from platformdirs import user_data_path

        folder = user_data_path("leadbench", appauthor=False) / "backups"
    whole = path.resolve()
    digest = hashlib.blake2b(str(whole).encode("utf-8", "surrogateescape"), digest_size=4)
    return folder / f"{whole.stem}-{digest.hexdigest()}"


def backups_of(path: Path, folder: Path | None = None) -> list[Path]:
    """Return the backups of a file, newest first."""
    place = folder_of(path, folder)
    pattern = f"????????T??????.??????Z-*{path.suffix}"
    return sorted(place.glob(pattern), reverse=True) if place.is_dir() else []


def latest_good(path: Path, folder: Path | None = None) -> Path | None:
    """Return the newest backup of a file that is sound, or None."""
    return next((backup for backup in backups_of(path, folder) if is_sound(backup)), None)


def is_sound(path: Path) -> bool:
    """Whether a closed file is a database without damage."""
    try:
        with closing(connect(path.resolve(), "immutable")) as connection:
            # An empty file is sound for SQLite, but no copy of anything.
            return has_own_tables(connection) and not problems(connection)
    except (sqlite3.Error, OSError):
        return False


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite's quick check finds wrong with the structure of a file."""
    found = [str(line) for (line,) in connection.execute("PRAGMA quick_check(5)")]
    return [] if found == ["ok"] else found


def back_up(connection: sqlite3.Connection, path: Path, folder: Path | None = None) -> Path:
    """Copy an open file to its backups and return the copy, or the last one if it still holds.

    Raises
    ------
    CannotWrite
        If the copy cannot be written; the file itself is untouched.
    """
    state = _state_of(connection, path)
    earlier = backups_of(path, folder)
    if state and earlier and earlier[0].stem.endswith(f"-{state}"):
        return earlier[0]
    place = folder_of(path, folder)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    backup = place / f"{moment}-{state or 'unsettled'}{path.suffix}"
    part = backup.with_suffix(".part")
    try:
        place.mkdir(parents=True, exist_ok=True)
        _copy(connection, part)
        part.replace(backup)
        for old in backups_of(path, folder)[KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise CannotWrite(
            f"{path.name} was not opened, since no backup of it could be written to {place}. "
            "Make room there and try again, or open the file for reading only; it is unchanged.",
            path,
        ) from error
    return backup


def _state_of(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return a digest of the content, or None if part of it is still in the write-ahead log."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if log.exists() and log.stat().st_size:  # somebody is reading it
            return None
    # Read by SQLite: to open and close the file here would take SQLite's own locks from it, since
    # POSIX gives up every lock of a process on a file with the first descriptor that is closed.
    return hashlib.blake2b(connection.serialize(), digest_size=8).hexdigest()


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # One fsync of the whole copy below replaces SQLite's own.
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
    if not is_sound(target):
        raise OSError(f"The copy {target} does not read back.")
    _to_disk(target)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in the place of a file, and keep that file under another name.

    Parameters
    ----------
    path
        The file; it need not exist any more.
    backup
        A sound copy of it.

    Returns
    -------
    Path or None
        Where the file that was there is now.

    Raises
    ------
    DamagedFile
        If the backup itself is damaged.
    FileHeld
        If the file is open for editing.
    CannotWrite
        If the folder may only be read or the disk is full; nothing has been moved then.
    """
    path = path.resolve()
    if not is_sound(backup):
        raise DamagedFile(f"The backup {backup} is damaged too. Nothing was changed.", backup)
    lock = Lock.acquire(path)
    try:
        return _swap(path, backup)
    except OSError as error:
        raise CannotWrite(
            f"The backup could not be put in place of {path.name}: {error.strerror}. "
            f"Nothing was lost; the backup is {backup}.",
            path,
        ) from error
    finally:
        lock.release()


def _swap(path: Path, backup: Path) -> Path | None:
    part = path.with_name(f".{path.name}.restoring")
    try:
        shutil.copyfile(backup, part)
        _to_disk(part)
        aside = _put_aside(path)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return aside


def _put_aside(path: Path) -> Path | None:
    """Rename a file with its write-ahead log, which would otherwise be applied to the next one."""
    if not path.exists():
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return None
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    stem = f"{path.stem} (damaged {moment}"
    number = 1
    while (
        aside := path.with_name(f"{stem}{f' {number}' if number > 1 else ''}){path.suffix}")
    ).exists():
        number += 1
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside
