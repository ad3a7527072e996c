"""A chart on a page, drawn with the same pen as in a document."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen
from leadbench.desktop.painter_pen import Fonts, PainterPen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.focus import SeenFocus
from leadbench.desktop.widgets.head import scaled

Drawing = Callable[[Pen, float, float, Look], None]
"""Draws a chart: pen, width and height of the room, look."""


class Chart(QWidget):
    """Shows a drawing in the room that it has, and says its finding to a screen reader.

    Parameters
    ----------
    height
        Pixels at 100 % text.
    name
        What is measured.
    """

    def __init__(self, theme: Theme, height: int, name: str) -> None:
        super().__init__()
        self.theme = theme
        self._height, self._name = height, name
        self._drawing: Drawing | None = None
        self._finding = ""
        self._fonts = Fonts()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self._focus = SeenFocus(self)
        theme.changed.connect(self._dress)

    def show_drawing(self, drawing: Drawing | None, finding: str) -> None:
        """Show a drawing; the finding is its summary in words, also as the tooltip.

        Without a drawing the finding itself is written in its place.
        """
        self._drawing = drawing
        self._finding = finding
        self.setAccessibleDescription(finding)
        self.setToolTip(finding)
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, scaled(self.theme, self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, scaled(self.theme, self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = scaled(self.theme, 100) / 100
        painter.scale(scale, scale)
        if self._drawing is not None:
            pen = PainterPen(painter, self._fonts)
            self._drawing(pen, self.width() / scale, self.height() / scale, self.theme.look)
        elif self._finding:
            painter.resetTransform()
            painter.setFont(self.theme.words("caption"))
            painter.setPen(self.theme.color("text2"))
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            space = QRectF(self.rect()).adjusted(0, scaled(self.theme, 8), 0, 0)
            painter.drawText(space, int(flags), self._finding)
        if self.hasFocus() and self._focus.shown:
            painter.resetTransform()
            painter.setPen(self.theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()
