"""A small note under a cell: why a value was refused, or how a text will be read."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Icon, Text


class Note(QWidget):
    """A note over a view, under the cell that it speaks of; above it where there is no room."""

    def __init__(self, view: QWidget, theme: Theme) -> None:
        super().__init__(view)
        self.view, self.theme = view, theme
        self.icon = Icon("circle-alert", theme, "error", 13)
        self.words = Text("", theme, "caption", "error", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 6, 9, 6)
        layout.setSpacing(6)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self._edge = "error"
        self.hide()

    def show_refusal(self, cell: QRect, reason: str) -> None:
        """Say why a value was refused."""
        self.words.set_token("error")
        self.icon.show()
        self._edge = "error"
        self._show(cell, reason, 320)

    def show_hint(self, cell: QRect, words: str) -> None:
        """Say how the text will be read."""
        self.words.set_token("text2")
        self.icon.hide()
        self._edge = "border_strong"
        self._show(cell, words, 200)

    def _show(self, cell: QRect, words: str, widest: int) -> None:
        self.words.setText(words)
        lead = 18 + (19 if self.icon.isVisibleTo(self) else 0)
        line = self.words.fontMetrics().horizontalAdvance(words) + lead + 4
        wide = min(line, widest, self.view.width() - 8)
        high = self.words.heightForWidth(wide - lead) + 12
        view = self.view.rect()
        left = max(4, min(cell.left(), view.right() - wide - 4))
        top = cell.bottom() + 3
        if top + high > view.bottom() and cell.top() - high - 3 >= 0:
            top = cell.top() - high - 3
        self.setGeometry(left, top, wide, high)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color(self._edge), 1))
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
