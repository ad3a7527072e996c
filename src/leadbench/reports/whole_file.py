"""Writing a file so that it is complete or not there."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

from leadbench.errors import CannotWrite

_T = TypeVar("_T")


def write_whole(path: Path, fill: "Callable[[IO[bytes]], _T]") -> _T:
    """Write a file beside its place, move it there at the end, and return what ``fill`` returned.

    Raises
    ------
    CannotWrite
        If the folder or the disk does not take it; a file that was there is still there.
    """
    name = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False
        ) as file:
            name = file.name
            found = fill(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode_of(path))
        Path(name).replace(path)
    except OSError as error:
        _remove(name)
        reason = error.strerror or type(error).__name__
        raise CannotWrite(
            f"{path} could not be written: {reason}. Choose another place, or free some room. "
            "Nothing else was changed.",
            path,
        ) from error
    except BaseException:
        _remove(name)
        raise
    return found


def _remove(name: str | None) -> None:
    if name is not None:
        with contextlib.suppress(OSError):
            Path(name).unlink()


def _mode_of(path: Path) -> int:
    """Return the rights of the file that is replaced, or of a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
