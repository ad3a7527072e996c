"""The tag that follows the pointer while something is dragged on the chart."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Text

_WIDEST: Final = 320


class Tag(QWidget):
    """Says what the drag would do; it never takes a click or the focus.

    Parameters
    ----------
    parent
        The widget inside which it moves.
    """

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self._room = theme, parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = Text("", theme, "label", "on_inverse", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 5, 9, 5)
        layout.addWidget(self.words)
        self.hide()

    def follow(self, text: str, at: QPoint) -> None:
        """Show a text beside a point of the parent; an empty text hides the tag."""
        if not text:
            self.hide()
            return
        self.words.setText(text)
        parent = self._room.rect()
        width = min(self.words.fontMetrics().horizontalAdvance(text) + 22, _WIDEST)
        height = self.words.heightForWidth(width - 18) + 10
        left = max(0, min(at.x() + 14, parent.width() - width))
        top = at.y() + 18
        if top + height > parent.height():
            top = at.y() - height - 10
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("inverse"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()
