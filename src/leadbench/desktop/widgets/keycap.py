"""Shortcuts shown as key caps."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from leadbench.desktop.theme import Theme


def keycap_width(theme: Theme, keys: str) -> float:
    """Return the width of a key cap in pixels."""
    return QFontMetricsF(theme.font("caption")).horizontalAdvance(keys) + 11


def paint_keycap(
    painter: QPainter, theme: Theme, keys: str, right: float, middle: float, ink: str = "text3"
) -> float:
    """Paint a shortcut as a key cap that ends at ``right``; return where it begins."""
    width = keycap_width(theme, keys)
    body = QRectF(right - width, middle - 8.5, width, 17)
    painter.setPen(QPen(theme.color("border_strong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme.color(ink))
    painter.setFont(theme.font("caption"))
    painter.drawText(body, int(Qt.AlignmentFlag.AlignCenter), keys)
    return body.left()


class Keycap(QWidget):
    """A shortcut as a key cap that stands alone."""

    def __init__(self, keys: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.keys = keys
        self.setFixedSize(round(keycap_width(theme, keys)) + 2, 20)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_keycap(painter, self.theme, self.keys, self.width() - 1, 10, "text2")
        painter.end()
