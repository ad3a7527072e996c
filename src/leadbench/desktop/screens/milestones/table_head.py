"""The column heads of the outline table, in a head as high as the chart's."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from leadbench.desktop.screens.milestones.model import CAPTIONS
from leadbench.desktop.screens.milestones.rows import Column
from leadbench.desktop.theme import Theme

HEADER_HEIGHT: Final = 46


class TableHead(QHeaderView):
    """Captions at the lower edge, over a hairline.

    Parameters
    ----------
    theme
        Colors and fonts.
    frozen
        Width that number and name keep at the left while the others scroll, or 0.
    """

    def __init__(self, theme: Theme, frozen: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.theme = theme
        self._frozen = frozen
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionsClickable(False)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, self.theme.color("surface"))
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.color("text3"))
        right = Column.DAYS <= logicalIndex <= Column.FLOAT
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        left = 2 if logicalIndex == Column.NAME else 6
        words = QRectF(rect).adjusted(0 if right else left, 0, -6, -5)
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(
            CAPTIONS[logicalIndex], Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignBottom), text)
        self._hairline(painter, QRectF(rect))
        painter.restore()

    def _hairline(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the line under the heads, one device pixel high."""
        thin = 1 / self.devicePixelRatioF()
        line = QRectF(rect.left(), rect.bottom() + 1 - thin, rect.width(), thin)
        painter.fillRect(line, self.theme.color("border"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frozen, high = self._frozen(), self.height()
        if frozen:
            painter = QPainter(self.viewport())
            number = self.sectionSize(Column.NUMBER)
            self.paintSection(painter, QRect(0, 0, number, high), Column.NUMBER)
            self.paintSection(painter, QRect(number, 0, frozen - number, high), Column.NAME)
            painter.fillRect(QRect(frozen - 1, 0, 1, high), self.theme.color("border"))
            painter.end()
        rest = self.viewport().rect()
        rest.setLeft(self.length() - self.offset())
        if rest.width() > 0:
            painter = QPainter(self.viewport())
            painter.fillRect(rest, self.theme.color("surface"))
            self._hairline(painter, QRectF(rest))
            painter.end()
