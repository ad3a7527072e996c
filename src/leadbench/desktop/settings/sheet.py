"""A window over the plan's window in which each change is kept at once and can be undone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from leadbench.desktop.widgets.dialog import Answer, Dialog

if TYPE_CHECKING:
    from leadbench.desktop.screen import Screen
    from leadbench.desktop.window import Window

_DONE: Final = Answer("cancel", "Done", "primary")
_ROOM: Final = 190
"""Pixels of the window that title, text and buttons take from the page."""


class Sheet(Dialog):
    """Shows a page in a dialog that has nothing to confirm.

    Parameters
    ----------
    window
        Over which it opens; undo and redo work on its plan.
    page
        What is shown; it is filled now and after each change.
    tall
        Whether the page scrolls as a whole; else it fills what there is.
    """

    def __init__(
        self, window: "Window", page: "Screen", title: str, *, width: int, tall: bool
    ) -> None:
        self.page = page
        self._document = window.document
        room = min(720, max(360, window.height() - _ROOM))
        inside: QWidget = page
        if tall:
            pane = QScrollArea()
            pane.setFrameShape(QFrame.Shape.NoFrame)
            pane.setWidgetResizable(True)
            pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            pane.setWidget(page)
            inside = pane
        inside.setFixedHeight(room)
        self._refresh()
        text = (
            "Each change is kept at once; Ctrl+Z takes it back."
            if page.can_edit
            else "This plan is open for reading only."
        )
        super().__init__(window, window.theme, title, text, (_DONE,), inside, width=width)
        for keys, run in (
            ("Ctrl+Z", window.undo),
            ("Ctrl+Y", window.redo),
            ("Ctrl+Shift+Z", window.redo),
        ):
            self._bind(keys, run)
        self._document.changed.connect(self._changed)
        self._document.closed.connect(self.reject)

    def _bind(self, keys: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(run)

    def _changed(self, _change: object) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self._document.is_open and self._document.project_id is not None:
            self.page.refresh()

    def give(self, key: str) -> None:
        """Close; what is being typed is kept."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self._document.changed.disconnect(self._changed)
        self._document.closed.disconnect(self.reject)
        super().give(key)
