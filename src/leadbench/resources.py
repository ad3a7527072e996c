"""Where icons, fonts, templates and the sample plan are found.

An installed Leadbench carries them as ``leadbench/_resources``; in a source checkout they are the
top-level folder ``resources``.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder() -> Path:
    """Return the folder that holds all resources.

    Raises
    ------
    FileNotFoundError
        If neither the installed nor the source folder exists.
    """
    for candidate in (_PACKAGE / "_resources", _PACKAGE.parents[1] / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"Leadbench's resources are missing beside {_PACKAGE}. Install it again."
    )


def path(*parts: str) -> Path:
    """Return the path of one resource, for example ``path("icons", "flag.svg")``."""
    return folder().joinpath(*parts)
