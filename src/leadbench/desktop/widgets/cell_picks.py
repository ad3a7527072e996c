"""Suggestions below a cell of several items: what holds the letters behind the last comma."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from leadbench.desktop.widgets.field_spec import FieldSpec

_ROOM: Final = 280
"""Least width of the list, so that names can be read below a narrow cell."""


class CellPicks(QObject):
    """Offers items for a line of codes, "B1, B4"; codes can be typed too.

    Down offers everything that is not there yet, the arrow keys choose, Enter takes one; Enter on
    the line itself then commits the cell.
    """

    committed = Signal()
    """Enter was pressed while nothing was chosen in the list."""

    def __init__(self, line: QLineEdit, spec: FieldSpec) -> None:
        super().__init__(line)
        self._line, self._spec = line, spec
        self._words = QStringListModel(self)
        self.completer, self.popup = suggestions(self._words, line)
        self.completer.activated.connect(self._take)
        line.setAccessibleDescription("Down offers what can be linked")
        line.textEdited.connect(self.offer)
        # The open list takes the keys, and hands this one on past the filters of the table.
        line.returnPressed.connect(self._enter)
        line.installEventFilter(self)

    def offer(self, text: str) -> None:
        """Offer what is not in the line yet and holds the text behind the last comma."""
        there = {part.strip() for part in text.split(",")[:-1]}
        self._words.setStringList(
            [_words(code, name) for code, name in self._spec.options() if code not in there]
        )
        self.completer.setCompletionPrefix(text.rpartition(",")[2].strip())
        if self.completer.completionCount():
            place = self._line.rect()
            place.setWidth(max(place.width(), _ROOM))
            self.completer.complete(place)
        else:
            self.popup.hide()

    def _enter(self) -> None:
        if not (self.popup.isVisible() and self.popup.currentIndex().isValid()):
            self.popup.hide()
            QTimer.singleShot(0, self, self.committed.emit)

    def _take(self, words: str) -> None:
        for code, name in self._spec.options():
            if _words(code, name) == words:
                before = self._line.text().rpartition(",")[0].strip()
                self._line.setText(", ".join(filter(None, (before, code))))
                self._line.setModified(True)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and event.type() == QEvent.Type.KeyPress:
            text = self._line.text().strip()
            if text and not text.endswith(","):
                self._line.setText(f"{text}, ")
                self._line.setModified(True)
            self.offer(self._line.text())
            return True
        return super().eventFilter(watched, event)


def suggestions(words: QStringListModel, line: QLineEdit) -> tuple[QCompleter, QListView]:
    """Return what offers words below a line: those that hold what is typed, and their list."""
    completer = QCompleter(words, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(10)
    popup = QListView()
    popup.setProperty("popup", True)
    completer.setPopup(popup)
    completer.setWidget(line)
    return completer, popup


def _words(code: str, name: str) -> str:
    return code if code == name else f"{code} {name}".strip()
