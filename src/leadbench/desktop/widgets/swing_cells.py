"""Cells of a tornado: what each end of a factor does to a result, from the line of the likely one.

The line is the border between two columns, so that both ends are typed where they are read.
"""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.analysis.valuation import Swing
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.table import Table

Side = Literal["left", "right"]
_LABEL: Final = 58.0
"""Room for the words at the outer end of the longest bar."""
_BAR: Final = 14.0
_GAP: Final = 5.0


@dataclass(frozen=True, slots=True)
class Span:
    """The likely result, and the least and the most that any factor makes of it."""

    middle: float
    least: float
    most: float

    def per_pixel(self, wide: float) -> float:
        """Return the pixels for one unit of the result, in cells of a width."""
        reach = max(self.middle - self.least, self.most - self.middle)
        return (wide - _LABEL) / reach if reach > 0 else 0.0


def falls(swing: Swing | None) -> bool:
    """Tell whether the result falls while the factor rises, so that its high end stands left."""
    return swing is not None and swing.at_low > swing.at_high


def paint_end(
    painter: QPainter,
    cell: QRectF,
    side: Side,
    swing: Swing | None,
    span: Span,
    words: str,
    theme: Theme,
    *,
    zero: bool = False,
) -> None:
    """Paint one end of a factor: its bar from the line outward, and its value at the bar's end.

    Parameters
    ----------
    side
        On which side of the line the cell is: the lesser results are at the left.
    words
        The value of the factor at that end.
    zero
        Whether the result of nothing is marked, where it lies on this side.
    """
    left = side == "left"
    line = cell.right() if left else cell.left()
    scale, away = span.per_pixel(cell.width()), -1.0 if left else 1.0
    long = 0.0
    if swing is not None:
        ends = sorted((swing.at_low, swing.at_high))
        long = max(0.0, (span.middle - ends[0] if left else ends[1] - span.middle) * scale)
    middle = cell.center().y()
    high = scaled(theme, _BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("normal_fill" if left else "normal"))
    start = line - long if left else line
    painter.drawRoundedRect(QRectF(start, middle - high / 2, long, high), 2, 2)
    if zero and left and span.least < 0 < span.middle:
        at = line - span.middle * scale
        painter.setPen(QPen(theme.color("critical"), 1.2, Qt.PenStyle.DashLine))
        # It is not drawn through the words.
        told = QFontMetricsF(theme.font("caption")).horizontalAdvance(words)
        if not start - _GAP - told - 2 <= at <= start - _GAP + 2:
            painter.drawLine(QPointF(at, cell.top()), QPointF(at, cell.bottom()))
    painter.setPen(QPen(theme.color("text"), 1))
    painter.drawLine(QPointF(line, cell.top()), QPointF(line, cell.bottom() + 1))
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("text2"))
    wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
    at = line + away * (long + _GAP) - (wide if left else 0.0)
    place = QRectF(at, cell.top(), wide + 2, cell.height())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)


class LineLabel(QWidget):
    """The words over the line of the likely result, which is where a column of a table begins.

    Parameters
    ----------
    column
        The column right of the line.
    """

    def __init__(self, theme: Theme, column: int) -> None:
        super().__init__()
        self.theme, self._column = theme, column
        self.table: Table | None = None
        self._words, self._zero = "", ""
        self._span: Span | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def follow(self, table: Table) -> None:
        """Stand over the line in this table."""
        self.table = table
        table.head.sectionResized.connect(lambda *_sizes: self.update())

    def tell(self, words: str, span: Span | None = None, zero: str = "") -> None:
        """Show words, "" for none; and where ``span`` holds it, what stands over nothing."""
        self._words, self._span, self._zero = words, span, zero
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, scaled(self.theme, 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.table is None or not self._words:
            return
        painter = QPainter(self)
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.color("text2"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self._words)
        line = float(self.table.columnViewportPosition(self._column))
        left = min(max(0.0, line - wide / 2), self.width() - wide)
        space = QRectF(left, 0, wide + 2, self.height())
        painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), self._words)
        self._paint_zero(painter, line, left)
        painter.end()

    def _paint_zero(self, painter: QPainter, line: float, taken: float) -> None:
        span = self._span
        if self.table is None or span is None or not span.least < 0 < span.middle:
            return
        scale = span.per_pixel(self.table.columnWidth(self._column - 1))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self._zero)
        left = line - span.middle * scale - wide / 2
        if left >= 0 and left + wide + _GAP <= taken:
            painter.setPen(self.theme.color("critical"))
            space = QRectF(left, 0, wide + 2, self.height())
            painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), self._zero)
