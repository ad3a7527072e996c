"""A line with labelled marks: dates, money or a metric against what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.head import scaled

Shape = Literal["diamond", "hollow", "tick", "dashed", "ring", "dot", "none"]


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """One mark: where it is, what it is called, how it looks, and on which side its label is."""

    at: float
    label: str
    shape: Shape
    ink: str = "text2"
    above: bool = False
    strong: bool = False


class ScaleLine(QWidget):
    """Marks on a line; labels give way sideways to each other and never leave the widget."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._range = (0.0, 1.0)
        self._bars: list[tuple[float, float, str]] = []
        self._marks: list[ScaleMark] = []
        self._thickness = self._track = 8
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def tell(
        self,
        lowest: float,
        highest: float,
        marks: Sequence[ScaleMark],
        bars: Sequence[tuple[float, float, str]] = (),
        thickness: int = 8,
        track: int | None = None,
    ) -> None:
        """Show marks, and bars (from, to, color token) on a track, between two values.

        The track is as thick as the bars unless it is given a thickness of its own.
        """
        self._range = (lowest, highest if highest > lowest else lowest + 1)
        self._marks, self._bars, self._thickness = list(marks), list(bars), thickness
        self._track = thickness if track is None else track
        words = [mark.label for mark in marks if mark.label]
        self.setAccessibleName(", ".join(words))
        self.setToolTip("\n".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, scaled(self.theme, 58))

    def labels(self) -> list[str]:
        """Return the words that stand at the marks."""
        return [mark.label for mark in self._marks if mark.label]

    def _x(self, value: float) -> float:
        lowest, highest = self._range
        share = min(max((value - lowest) / (highest - lowest), 0.0), 1.0)
        return 6 + share * (self.width() - 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle, thick = self.theme, self.height() / 2, float(self._thickness)
        painter.setPen(Qt.PenStyle.NoPen)
        flat = float(self._track)
        painter.setBrush(theme.color("sunken" if flat > 2 else "border_strong"))
        track = QRectF(2, middle - flat / 2, self.width() - 4, flat)
        painter.drawRoundedRect(track, min(3, flat / 2), min(3, flat / 2))
        for first, last, token in self._bars:
            painter.setBrush(theme.color(token))
            body = QRectF(self._x(first), middle - thick / 2, self._x(last) - self._x(first), thick)
            painter.drawRoundedRect(body, 3, 3)
        for mark in self._marks:
            self._paint_shape(painter, mark, middle)
        for above in (True, False):
            self._paint_labels(painter, [mark for mark in self._marks if mark.above == above])
        painter.end()

    def _paint_shape(self, painter: QPainter, mark: ScaleMark, middle: float) -> None:
        color, x = self.theme.color(mark.ink), self._x(mark.at)
        surface = self.theme.color("surface")
        if mark.shape in {"tick", "dashed"}:
            pen = QPen(color, 2 if mark.strong else 1.5)
            if mark.shape == "dashed":
                pen.setDashPattern([2, 1.5])
            painter.setPen(pen)
            reach = self._thickness / 2 + 5
            painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))
        elif mark.shape in {"diamond", "hollow"}:
            painter.setPen(QPen(color, 1.5))
            painter.setBrush(color if mark.shape == "diamond" else surface)
            painter.drawPolygon(diamond(x, middle, 5.0))
        elif mark.shape in {"ring", "dot"}:
            painter.setPen(QPen(color, 2))
            painter.setBrush(color if mark.shape == "dot" else surface)
            painter.drawEllipse(QPointF(x, middle), 4.5, 4.5)

    def _paint_labels(self, painter: QPainter, marks: list[ScaleMark]) -> None:
        """Write labels from left to right, each beside the one before it where they would meet."""
        theme = self.theme
        marks = self._that_fit([mark for mark in marks if mark.label])
        placed: list[tuple[float, float, ScaleMark, QFont]] = []
        free = 0.0
        for mark in sorted(marks, key=lambda mark: mark.at):
            font = self._font(mark)
            wide = QFontMetricsF(font).horizontalAdvance(mark.label) + 3
            left = max(free, min(self._x(mark.at) - wide / 2, self.width() - wide))
            placed.append((left, wide, mark, font))
            free = left + wide + 8
        right = float(self.width())
        high = scaled(theme, 16)
        for left, wide, mark, font in reversed(placed):
            left = max(0.0, min(left, right - wide))
            right = left - 8
            top = 0 if mark.above else self.height() - high
            painter.setFont(font)
            painter.setPen(theme.color(mark.ink))
            space = QRectF(left, top, wide, high)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(space, int(flags), mark.label)

    def _font(self, mark: ScaleMark) -> QFont:
        font = self.theme.font("label")
        font.setWeight(QFont.Weight.DemiBold if mark.strong else QFont.Weight.Normal)
        return font

    def _that_fit(self, marks: list[ScaleMark]) -> list[ScaleMark]:
        """Leave plain labels out, the widest first, until the others fit; the tooltip has all."""

        def width(mark: ScaleMark) -> float:
            return QFontMetricsF(self._font(mark)).horizontalAdvance(mark.label) + 8

        while sum(map(width, marks)) > self.width() + 8:
            plain = [mark for mark in marks if not mark.strong] or marks
            marks = [mark for mark in marks if mark is not max(plain, key=width)]
        return marks


def diamond(x: float, y: float, half: float) -> QPolygonF:
    """Return the shape of a milestone around a point."""
    return QPolygonF(
        [QPointF(x - half, y), QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half)]
    )
