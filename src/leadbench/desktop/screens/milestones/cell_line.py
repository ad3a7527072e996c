"""The line of text over a cell that is being edited."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget


class CellLine(QLineEdit):
    """A line of text that asks what a key does before it, and the list of choices, act on it.

    The list hands over the keys past every event filter: to close the edit with it, Enter, Tab
    and Esc have to be taken here.

    Parameters
    ----------
    parent
        The widget that has the cell.
    pressed
        Tells whether it took a key.
    """

    def __init__(self, parent: QWidget, pressed: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._pressed = pressed
        self._list: QAbstractItemView | None = None

    def offer(self, choices: Sequence[str]) -> None:
        """List the choices that have in them what is typed."""
        completer = QCompleter(list(choices), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self._list = completer.popup()

    def has_keys(self) -> bool:
        """Tell whether keys come here, also by way of the list of choices."""
        return self.hasFocus() or (self._list is not None and self._list.isVisible())

    def leave(self) -> None:
        """Take line and list away."""
        if self._list is not None:
            self._list.hide()
        self.hide()
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._pressed(event)
        ):
            event.accept()
            return True
        return super().event(event)
