"""The pen that draws with a QPainter: on the screen, and into pictures of points."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from leadbench.charts.gantt import rounded
from leadbench.charts.pen import Place

_WEIGHTS: Final = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}


class Fonts:
    """The fonts of drawn text and their measures, kept between drawings."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[float, int, bool], tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, float, int], float] = {}

    def font(self, text: str, size: float, weight: int) -> QFont:
        """Return the font of a text; figures are tabular, which would widen a word's hyphen."""
        return self._found(size, weight, tabular=_has_figures(text))[0]

    def width(self, text: str, size: float, weight: int) -> float:
        """Return the length of a line of text."""
        known = self._widths.get((text, size, weight))
        if known is None:
            if len(self._widths) > 20_000:
                self._widths.clear()
            found = self._found(size, weight, tabular=_has_figures(text))
            known = found[1].horizontalAdvance(text)
            self._widths[text, size, weight] = known
        return known

    def _found(self, size: float, weight: int, *, tabular: bool) -> tuple[QFont, QFontMetricsF]:
        found = self._fonts.get((size, weight, tabular))
        if found is None:
            font = QFont("Inter")
            # Points, since Qt takes whole pixels only.
            font.setPointSizeF(size * 72 / QGuiApplication.primaryScreen().logicalDotsPerInch())
            font.setWeight(_WEIGHTS.get(weight, QFont.Weight.Normal))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            # Said either way: a painter would take it from the font of its widget.
            font.setFeature(QFont.Tag("tnum"), int(tabular))
            found = self._fonts[size, weight, tabular] = (font, QFontMetricsF(font))
        return found


def _has_figures(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


class PainterPen:
    """Draws as ``charts.pen.Pen`` asks.

    Parameters
    ----------
    painter
        An active painter; None for a pen that only measures.
    fonts
        Fonts to share between pens.
    """

    def __init__(self, painter: QPainter | None, fonts: Fonts | None = None) -> None:
        self._painter = painter
        self._fonts = fonts or Fonts()

    @property
    def painter(self) -> QPainter:
        """The painter that is drawn with."""
        assert self._painter is not None
        return self._painter

    def _dress(self, fill: str, line: str, width: float) -> QPainter:
        painter = self.painter
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(line), width) if line else Qt.PenStyle.NoPen)
        return painter

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        line: str = "",
        line_width: float = 0.5,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle."""
        painter = self._dress(fill, line, line_width)
        rect = QRectF(x, y, width, height)
        if radius > 0:
            painter.drawRoundedRect(rect, radius, radius)
        else:
            painter.drawRect(rect)

    def line(
        self,
        points: Sequence[Place],
        color: str,
        *,
        width: float = 0.5,
        dash: tuple[float, ...] = (),
        radius: float = 0.0,
    ) -> None:
        """Draw a line through points."""
        painter = self._dress("", color, width)
        if dash:
            pen = painter.pen()
            pen.setDashPattern([part / max(width, 0.1) for part in dash])
            painter.setPen(pen)
        painter.drawPath(line_path(points, radius))

    def shape(
        self, points: Sequence[Place], *, fill: str = "", line: str = "", line_width: float = 0.5
    ) -> None:
        """Draw a closed shape."""
        painter = self._dress(fill, line, line_width)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        color: str,
        weight: int = 400,
        anchor: str = "start",
        turned: bool = False,
    ) -> None:
        """Write one line with its baseline at ``y``."""
        painter = self.painter
        painter.setFont(self._fonts.font(text, size, weight))
        painter.setPen(QColor(color))
        back = 0.0
        if anchor != "start":
            back = self.text_width(text, size, weight) * (1.0 if anchor == "end" else 0.5)
        if not turned:
            painter.drawText(QPointF(x - back, y), text)
            return
        painter.save()
        painter.translate(x, y)
        painter.rotate(-90)
        painter.drawText(QPointF(-back, 0), text)
        painter.restore()

    def text_width(self, text: str, size: float, weight: int = 400) -> float:
        """Return the length of a line of text."""
        return self._fonts.width(text, size, weight)


def line_path(points: Sequence[Place], radius: float = 0.0) -> QPainterPath:
    """Return a line through points, its right-angled corners rounded."""
    path = QPainterPath()
    if radius <= 0:
        path.moveTo(QPointF(*points[0]))
        for x, y in points[1:]:
            path.lineTo(QPointF(x, y))
        return path
    for stroke in rounded(points, radius):
        at = [QPointF(x, y) for x, y in stroke.points]
        if stroke.kind == "move":
            path.moveTo(at[0])
        elif stroke.kind == "line":
            path.lineTo(at[0])
        else:
            path.cubicTo(*at)
    return path
