"""Editing the name in a box of the network diagram."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.network import NetworkView

_HEIGHT = 28
_LEAST = 200


class NameEditor(QObject):
    """A line of text over a box: Enter accepts, Esc restores, leaving accepts.

    Parameters
    ----------
    apply
        Takes a key and a name; tells whether it could be taken.
    """

    def __init__(self, view: "NetworkView", apply: Callable[[int, str], bool]) -> None:
        super().__init__(view)
        self.view, self._apply = view, apply
        self.edit: QLineEdit | None = None
        self._key, self._before = 0, ""
        view.moved.connect(self.finish)

    def begin(self, key: int, name: str, box: QRect) -> None:
        """Edit a name over its box."""
        self.finish()
        edit = QLineEdit(name, self.view.viewport())
        edit.setFont(self.view.theme.font("cell_strong"))
        edit.setAccessibleName("Name")
        edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        wide = max(box.width() + 12, _LEAST)
        edit.setGeometry(
            box.center().x() - wide // 2, box.center().y() - _HEIGHT // 2, wide, _HEIGHT
        )
        edit.selectAll()
        edit.installEventFilter(self)
        self._key, self._before, self.edit = key, name, edit
        edit.show()
        edit.setFocus()

    def finish(self) -> bool:
        """Accept what is typed; tell whether nothing is being edited any more."""
        edit = self.edit
        if edit is None:
            return True
        if edit.text() != self._before and not self._apply(self._key, edit.text()):
            return False
        self.close()
        return True

    def close(self) -> None:
        """End without changing anything."""
        edit, self.edit = self.edit, None
        if edit is not None:
            had_focus = edit.hasFocus()
            edit.removeEventFilter(self)
            edit.hide()
            edit.deleteLater()
            if had_focus:
                self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
                self.finish()
                return True
        if event.type() == QEvent.Type.FocusOut and not self.finish():
            self.close()  # what was refused is not kept; the reason stays in view
        return super().eventFilter(watched, event)
