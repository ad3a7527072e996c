"""Files that are dragged onto the window."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QDropEvent

IMPORTED: Final = ".xml"
"""How the name of a file ends that is imported, not opened."""
_KNOWN: Final = frozenset({".leadbench", IMPORTED})


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the one file that is dragged, if it is one that can be opened or imported."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _KNOWN else None
