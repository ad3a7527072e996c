"""The rows of the sidebar as plain values."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt

ROW: Final = Qt.ItemDataRole.UserRole
KEY: Final = Qt.ItemDataRole.UserRole + 1

_SPOKEN: Final = {"none": "not started", "some": "in progress", "all": "complete"}


@dataclass(slots=True)
class Row:
    """One row: a "page", a "group" head, a "line", or the "project" that is looked at."""

    kind: str
    key: str = ""
    title: str = ""
    group: str = ""
    icon: str = ""
    answers: str = ""
    letter: str = ""
    badge: str = ""
    progress: str = ""
    missing: str = ""

    @property
    def tooltip(self) -> str:
        """What a page answers, its key, and what is missing there."""
        if self.kind != "page":
            return ""
        lines = [f"{self.title} (Ctrl+G, {self.letter})", self.answers]
        if self.missing:
            lines.append(self.missing)
        return "\n".join(lines)

    def spoken(self, *, shown: bool) -> str:
        """Return the words for assistive technology."""
        words = [self.title]
        if self.kind == "group":
            words.append("group")
        if self.progress:
            words.append(_SPOKEN[self.progress])
        if shown:
            words.append("shown")
        return ", ".join(word for word in words if word)
