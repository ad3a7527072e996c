"""The tag that follows the pointer while something is dragged on the chart."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from leadbench.desktop.theme import Theme

_WIDEST: Final = 430
_PAD: Final = 9
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


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
        self.text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self, text: str, at: QPoint) -> None:
        """Show a text beside a point of the parent; an empty text hides the tag."""
        self.text = text
        if not text:
            self.hide()
            return
        metrics, parent = QFontMetrics(self.theme.font("label")), self._room.rect()
        room = min(_WIDEST, parent.width()) - 2 * _PAD
        inside = metrics.boundingRect(0, 0, room, 400, _WRAP, text)
        width = min(inside.width() + 2 * _PAD + 8, parent.width())
        height = inside.height() + 12
        left = max(0, min(at.x() + 14, parent.width() - width))
        top = at.y() + 18
        if top + height > parent.height():
            top = at.y() - height - 10
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("inverse"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setFont(self.theme.font("label"))
        painter.setPen(self.theme.color("on_inverse"))
        painter.drawText(self.rect().adjusted(_PAD, 0, -_PAD, 0), _WRAP, self.text)
        painter.end()
