"""The History panel: every change ever made, what it did, and the way back to any point."""

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.document import Document
from leadbench.desktop.history_words import HistoryWords
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.history_list import HistoryList
from leadbench.desktop.widgets.text import Icon, Line, Surface, Text
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.store import HistoryEntry

_WIDTH: Final = 404
_SHADOW: Final = 14
_AT_MOST: Final = 6


class _Detail(Surface):
    """What the selected change touched: before it, and now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.when = Text("", theme, "caption", "text2")
        head.addWidget(Text("Before this change", theme, "section"))
        head.addStretch(1)
        head.addWidget(self.when)
        self.thing = Text("", theme, "cell", "text2")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.restore = Button("Restore this point", "rotate-ccw", theme, "primary")
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        self.note = Text("", theme, "caption", "text2", wrap=True)
        column.addLayout(head)
        column.addWidget(self.thing)
        column.addLayout(self._grid)
        column.addSpacing(4)
        column.addLayout(row)
        column.addWidget(self.note)

    def show_lines(self, lines: list[tuple[str, str, str]], more: int) -> None:
        """Show what was touched, before the change and now."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        theme = self.theme
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, title in enumerate(("Then", "Now"), start=1):
            head = Text(title, theme, "caption", "text2")
            head.setAlignment(right)
            self._grid.addWidget(head, 0, place)
        for number, (what, before, now) in enumerate(lines, start=1):
            self._grid.addWidget(Text(what, theme, "cell"), number, 0)
            for place, (text, token) in enumerate(((before, "text2"), (now, "text")), start=1):
                value = Text(text, theme, "cell" if place == 1 else "cell_strong", token)
                value.setAlignment(right)
                value.setMinimumWidth(min(110, value.sizeHint().width()))
                value.setMaximumWidth(110)
                self._grid.addWidget(value, number, place)
        if more:
            words = f"and {more} more"
            self._grid.addWidget(Text(words, theme, "caption", "text2"), len(lines) + 1, 0)


class HistoryPanel(QWidget):
    """Lies over the right side of a window, under its top bar."""

    said = Signal(str)
    """Words for a toast that offers to undo."""
    refused = Signal(str)
    """Why a point cannot be restored."""

    def __init__(self, window: QWidget, document: Document, theme: Theme) -> None:
        super().__init__(window)
        self.theme = theme
        self.document = document
        self._window = window
        self._before: QWidget | None = None
        self._words = HistoryWords(document)
        self._summary = lru_cache(maxsize=4096)(self._read_summary)
        self.setAccessibleName("History")
        self.count = Text("", theme, "caption", "text2")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a change")
        self.search.setAccessibleName("Find a change")
        self.search.setClearButtonEnabled(False)
        self.list = HistoryList(theme, self._summary)
        self.none = Text("", theme, "body", "text2", wrap=True)
        self.none.setContentsMargins(16, 16, 16, 16)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail = _Detail(theme)
        self.close_button = IconButton("x", "Close the history (Esc)", theme)
        self._build()
        self.hide()
        self.search.textChanged.connect(self._search)
        self.list.picked.connect(self._picked)
        self.detail.restore.clicked.connect(self.restore)
        self.close_button.clicked.connect(self.leave)
        document.changed.connect(self._changed)
        document.opened.connect(self._reopened)
        document.scenario_changed.connect(self._reopened)
        document.closed.connect(self._closed)

    def _build(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(Icon("history", theme, "accent"))
        head.addSpacing(2)
        head.addWidget(Text("History", theme, "page_title"))
        head.addWidget(self.count, 1)
        head.addWidget(self.close_button)
        top = QWidget()
        top.setFixedHeight(46)
        top.setLayout(head)
        find = QHBoxLayout()
        find.setContentsMargins(16, 10, 16, 10)
        find.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW + 1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(Line(theme))
        column.addLayout(find)
        column.addWidget(Line(theme))
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        column.addWidget(Line(theme))
        column.addWidget(self.detail)

    # Showing

    def enter(self) -> None:
        """Show the panel and take the keyboard."""
        self._before = QApplication.focusWidget()
        self._fill()
        self.arrange()
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Hide the panel and give the keyboard back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def arrange(self) -> None:
        """Stand at the right, between top bar and status line."""
        width = _WIDTH + _SHADOW
        window = self._window
        self.setGeometry(QRect(window.width() - width, 43, width, window.height() - 43 - 24))

    def _fill(self) -> None:
        store = self.document.store
        entries = store.history()
        chosen = self.list.current()
        today = datetime.now().astimezone().date()
        self.list.entries.show_entries(entries, today)
        if entries:
            since = entries[-1].at.astimezone().date()
            words = "1 change" if len(entries) == 1 else f"{len(entries):,} changes"
            self.count.setText(f"{words} since {since.day} {since:%b}")
        else:
            self.count.setText("")
        newest = entries[0].sequence if entries else 0
        self.list.pick(chosen.sequence if chosen is not None else newest)
        self._show_none()

    def _show_none(self) -> None:
        empty = not self.list.entries.rows
        self.list.setVisible(not empty)
        self.none.setVisible(empty)
        if self.search.text():
            self.none.setText("No change holds these words. Clear the field to see all changes.")
        else:
            self.none.setText(
                "Nothing was changed yet. Each change will be listed here, also after the program "
                "is closed, and every earlier state can be restored."
            )
        self.detail.setVisible(not empty and self.list.current() is not None)

    def _read_summary(self, sequence: int) -> tuple[str, str]:
        return self._words.summary(self.document.store.change_rows(sequence))

    def _search(self, text: str) -> None:
        self.list.entries.search(text)
        if self.list.entries.rows:
            self.list.setCurrentIndex(self.list.entries.index(1))
        self._show_none()

    def _picked(self, entry: "HistoryEntry | None") -> None:
        self.detail.setVisible(entry is not None)
        if entry is None or not self.document.is_open:
            return
        rows = self.document.store.change_rows(entry.sequence)
        lines = self._words.lines(rows, at_most=100)
        alone = len({line.thing for line in lines}) == 1
        shown = []
        for line in lines[:_AT_MOST]:
            what = line.thing if not line.field else line.field
            if line.field and not alone:
                what += f", {line.thing}"
            shown.append((what, line.before, line.now))
        self.detail.show_lines(shown, max(0, len(lines) - _AT_MOST))
        self.detail.thing.setText(lines[0].thing if alone and lines[0].field else "")
        self.detail.thing.setVisible(bool(self.detail.thing.text()))
        moment = entry.at.astimezone()
        self.detail.when.setText(f"{moment.day} {moment:%b %H:%M}")
        self.detail.restore.setEnabled(not self.document.read_only)
        self.detail.note.setText(
            "This plan is open for reading only, so nothing can be restored."
            if self.document.read_only
            else "The whole plan goes back to just before this change. Restoring is one undo step. "
            "Nothing is lost from this list."
        )

    # Restoring

    def restore(self) -> None:
        """Bring the plan back to just before the selected change, as one new change."""
        entry = self.list.current()
        if entry is None or self.document.read_only:
            return
        store = self.document.store
        earlier = store.history(limit=1, before=entry.sequence)
        moment = entry.at.astimezone()
        self.list.setFocus()  # the button goes away while the list is read again
        try:
            made = store.restore(earlier[0].sequence if earlier else 0)
        except LeadbenchError as problem:
            self.refused.emit(str(problem))
            return
        if made is not None:
            self.said.emit(f"Restored the plan as it was on {moment.day} {moment:%b, %H:%M}")

    def _changed(self) -> None:
        if self.isVisible():
            self._fill()
            self._picked(self.list.current())

    def _reopened(self) -> None:
        self._summary.cache_clear()
        if self.isVisible():
            self._fill()

    def _closed(self) -> None:
        self._summary.cache_clear()
        self.leave()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for step in range(_SHADOW):
            color = QColor(0, 0, 0, round(26 * (step / _SHADOW) ** 2))
            painter.fillRect(QRect(step, 1, 1, self.height()), color)
        painter.fillRect(
            QRect(_SHADOW, 0, self.width(), self.height()), self.theme.color("surface")
        )
        painter.fillRect(QRect(_SHADOW, 0, 1, self.height()), self.theme.color("border"))
        painter.fillRect(
            QRect(QPoint(_SHADOW, 0), QPoint(self.width(), 0)), self.theme.color("border")
        )
        painter.end()
