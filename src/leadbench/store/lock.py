"""Who edits a file: a lock that dies with its process, readable by everybody else.

The lock is on ``.NAME.lock`` beside the file and not on the file itself, where it would disturb
SQLite's own. The holder is written inside it in JSON.
"""

import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from leadbench.errors import CannotWrite, FileHeld

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""Windows forbids reading locked bytes, so the byte that is locked lies far behind the text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that has a file open for editing; ``since`` is its local time in ISO form."""

    program: str
    user: str
    host: str
    pid: int
    since: str

    def __str__(self) -> str:
        try:
            clock = f"{datetime.fromisoformat(self.since):%d %b %H:%M}".lstrip("0")
        except ValueError:  # written by another program
            clock = self.since
        return f"{self.program} of {self.user} on {self.host}, since {clock}"


def lock_path(path: Path) -> Path:
    """Return where the lock of a file lies."""
    return path.with_name(f".{path.name}.lock")


def holder_of(path: Path) -> Holder | None:
    """Return what the lock of a file says about its holder, whether it still lives or not."""
    try:
        return Holder(**json.loads(lock_path(path).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


_held_here: set[Path] = set()


def is_held_here(path: Path) -> bool:
    """Whether this very process has the file open for editing."""
    return lock_path(path) in _held_here


class Lock:
    """The right to edit one file, from `acquire` to `release` or to the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = lock_path(path)
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, path: Path) -> "Lock":
        """Take the lock of a file.

        Raises
        ------
        FileHeld
            If another program, or this one, has the file open for editing.
        CannotWrite
            If the folder takes no lock file.
        """
        place = lock_path(path)
        while True:
            try:
                descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise CannotWrite(
                    f"{path.name} cannot be edited where it is: its folder may only be read. "
                    "Open it for reading only, or copy it to a folder of your own.",
                    path,
                ) from error
            try:
                taken = _take(descriptor)
            except OSError as error:
                os.close(descriptor)
                raise CannotWrite(
                    f"{path.name} cannot be edited where it is: its folder knows no locks, so that "
                    "two programs could write at once. Open it for reading only, or copy it to a "
                    "folder of your own.",
                    path,
                ) from error
            if not taken:
                os.close(descriptor)
                raise _held(path)
            # The last holder removes the lock file; a lock on a removed file excludes nobody.
            if _is_still(descriptor, place):
                break
            os.close(descriptor)
        lock = cls(path, descriptor)
        try:
            lock._sign()
        except OSError as error:
            lock.release()
            raise CannotWrite(
                f"{path.name} cannot be edited: its disk is full or may only be read. "
                "Make room, or open it for reading only; the file is unchanged.",
                path,
            ) from error
        _held_here.add(lock_path(path))
        return lock

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        _held_here.discard(self._path)
        # Removed while it is still held: whoever opened it meanwhile notices and tries again.
        if sys.platform == "win32":
            os.close(descriptor)
            try:
                self._path.unlink(missing_ok=True)
            except OSError:  # the next holder already has it open
                return
        else:
            try:
                self._path.unlink(missing_ok=True)
            finally:
                os.close(descriptor)

    def _sign(self) -> None:
        assert self._descriptor is not None
        holder = Holder(
            program="Leadbench",
            user=_user(),
            host=socket.gethostname(),
            pid=os.getpid(),
            since=datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, json.dumps(asdict(holder)).encode())


def _held(path: Path) -> FileHeld:
    holder = holder_of(path)
    who = str(holder) if holder else "another program"
    return FileHeld(
        f"{path.name} is open for editing in {who}. Close it there, or open it for reading only.",
        path,
        who,
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name, as in some containers
        return "an unknown user"


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still(descriptor: int, place: Path) -> bool:
    if sys.platform == "win32":  # an open file cannot be removed there
        return True
    try:
        there = place.stat()
    except FileNotFoundError:
        return False
    mine = os.fstat(descriptor)
    return (there.st_dev, there.st_ino) == (mine.st_dev, mine.st_ino)
