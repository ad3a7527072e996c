"""The line under the page's head in which tasks are searched for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from leadbench.desktop.screens.milestones.filters import has_words
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.text import Surface, Text

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


class FindBar(Surface):
    """Finds tasks by number, name, code and notes; Enter goes on, Shift+Enter back, Esc closes.

    Parameters
    ----------
    page
        The screen.
    """

    def __init__(self, page: "Page") -> None:
        super().__init__(page.theme, "surface", "bottom")
        theme = page.theme
        self.page = page
        self._found: list[int] = []
        self._at = -1
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find tasks")
        self.field.setAccessibleName("Find tasks")
        self.field.setFixedWidth(260)
        self.field.setClearButtonEnabled(True)
        self.count = Text("", theme, "caption", "text2")
        self.before = IconButton("chevron-up", "The one before (Shift+Enter)", theme)
        self.next = IconButton("chevron-down", "The next one (Enter)", theme)
        self.only = Button("Only these", "list-filter", theme, "toggle")
        self.only.setToolTip("Hide all other tasks")
        self.close_ = IconButton("x", "Close (Esc)", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 12, 7)
        row.setSpacing(6)
        for widget in (self.field, self.before, self.next, self.count, self.only):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.close_)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.before.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.only.toggled.connect(self._narrow)
        self.close_.clicked.connect(self.leave)
        self.hide()

    def enter(self) -> QLineEdit:
        """Show the line with what was searched for last, and return its field."""
        self.show()
        self.field.selectAll()
        self._search(self.field.text())
        return self.field

    def leave(self) -> None:
        """Hide the line; all tasks are shown again."""
        self.only.setChecked(False)
        self.hide()
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Search again, since the plan has changed."""
        if self.isVisible():
            self._look(self.field.text())

    def _search(self, text: str) -> None:
        """Look for a text and go to the first task that has it."""
        self._look(text)
        if self.only.isChecked():
            self.page.arranging.only_words(text)
        if self._found and self._at < 0:
            self._go(0)

    def _look(self, text: str) -> None:
        words = text.strip().casefold()
        document = self.page.document
        before = self._found[self._at] if 0 <= self._at < len(self._found) else None
        self._found = []
        if words and document.is_open and document.project_id is not None:
            rows = document.contents.activities
            self._found = [
                row.key
                for row in document.outline.rows
                if has_words(rows[row.key], row.number, words)
            ]
        self._at = self._found.index(before) if before in self._found else -1
        self._tell()

    def _tell(self) -> None:
        some = bool(self._found)
        if not self.field.text().strip():
            words = ""
        elif not some:
            words = "Nothing found"
        else:
            words = f"{max(self._at, 0) + 1} of {len(self._found)}"
        self.count.setText(words)
        self.count.setAccessibleName(words or "Nothing searched for")
        for button in (self.before, self.next):
            button.setEnabled(some)

    def step(self, by: int) -> None:
        """Go to the next task that was found, or the one before; at the end it begins anew."""
        if self._found:
            self._go((self._at + by) % len(self._found))

    def _go(self, at: int) -> None:
        self._at = at
        self.page.select(self._found[at])
        self._tell()

    def _narrow(self, on: bool) -> None:
        self.page.arranging.only_words(self.field.text() if on else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)
