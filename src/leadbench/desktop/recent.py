"""Which plan files were opened last, and where the example is."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths

SUFFIX: Final = ".leadbench"
_RECENT: Final = 8


def example_path() -> Path:
    """Return where the person's own copy of the example is."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / f"Example plan{SUFFIX}"


def remember(path: Path) -> None:
    """Put a file at the head of the recent ones."""
    settings = QSettings()
    kept = [str(path), *(str(known) for known in recent() if known != path)]
    settings.setValue("recent", kept[:_RECENT])
    if path != example_path():
        settings.setValue("folder", str(path.parent))


def recent() -> list[Path]:
    """Return the files opened last that still exist, newest first."""
    found = QSettings().value("recent", [])
    names = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return [Path(name) for name in names if Path(name).exists()]
