"""What the painters of the chart share: the visible part, colors, fonts, ticks and marks."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from leadbench.charts.gantt import SCREEN, GanttRow, Mark, mark
from leadbench.charts.time_scale import Tiers, TimeScale, tiers
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gantt_shapes import Shapes
from leadbench.desktop.theme import Theme

DOTS: Final = 4
"""Pixels from one dot of a float line to the next."""
_GAP: Final = 3.0
"""Pixels between two labels of the header."""


@dataclass(frozen=True, slots=True)
class Layers:
    """What a person wants to see on the chart."""

    critical: bool = True
    slack: bool = True
    baseline: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """The part of the chart that is painted, in pixels of the viewport."""

    scale: TimeScale
    top: int
    clip: QRect
    layers: Layers
    row: float = SCREEN.row
    """Height of a row."""

    @property
    def first(self) -> int:
        """The first row in the clip."""
        return int((self.clip.top() + self.top) // self.row)

    @property
    def last(self) -> int:
        """The last row in the clip."""
        return int((self.clip.bottom() + self.top) // self.row)

    @property
    def span(self) -> tuple[float, float]:
        """The clip's two sides, counted from the first instant of the axis."""
        return self.clip.left() - self.scale.left, self.clip.right() + 1 - self.scale.left


class GanttLook:
    """Colors, fonts and header ticks, kept between paints.

    Parameters
    ----------
    rows
        What is painted.
    theme
        Colors and fonts.
    """

    def __init__(self, rows: ChartRows, theme: Theme) -> None:
        self.rows = rows
        self.theme = theme
        self.sizes = SCREEN
        self.shapes = Shapes(rows)
        self.forget()

    def set_row_height(self, height: float) -> bool:
        """Draw rows as high as the table's, and marks in proportion; tell whether that is new."""
        if height == self.sizes.row or height <= 0:
            return False
        by = height / SCREEN.row
        self.sizes = replace(
            SCREEN,
            row=float(height),
            bar=round(SCREEN.bar * by),
            diamond=round(SCREEN.diamond * by),
            bracket=round(SCREEN.bracket * by),
            baseline=SCREEN.baseline * by,
        )
        return True

    def forget(self) -> None:
        """Take fonts and colors from the theme again."""
        self._colors: dict[str, QColor] = {}
        self.axis_font = self.theme.font("axis")
        self._axis_metrics = QFontMetricsF(self.axis_font)
        self._axis_widths: dict[str, float] = {}
        widest = max(self.axis_width(str(day)) for day in range(10, 32))
        self.least_week = widest + _GAP + 0.1
        """The width from which a week has its label."""
        self.label_font = self.theme.font("label")
        self.label_font.setWeight(QFont.Weight.DemiBold)
        self.label_metrics = QFontMetricsF(self.label_font)
        self.struck_font = QFont(self.label_font)
        self.struck_font.setStrikeOut(True)
        self._ticks: dict[tuple[TimeScale, int], Tiers] = {}
        self._dots: dict[tuple[str, float], QPixmap] = {}

    def color(self, token: str) -> QColor:
        """Return the color of a token."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = self.theme.color(token)
        return found

    def broken(self, token: str = "text2") -> QPen:
        """Return the pen that outlines what is left out."""
        pen = QPen(self.color(token), 1)
        pen.setDashPattern([3, 2])
        return pen

    def axis_width(self, text: str) -> float:
        """Return the width of a label of the header; there are few different ones."""
        found = self._axis_widths.get(text)
        if found is None:
            found = self._axis_widths[text] = self._axis_metrics.horizontalAdvance(text)
        return found

    def tiers(self, scale: TimeScale, width: int) -> Tiers:
        """Return the two lines of the header for the visible stretch."""
        found = self._ticks.get((scale, width))
        if found is None:
            if len(self._ticks) > 8:
                self._ticks.clear()
            found = tiers(
                scale,
                scale.minute(0),
                scale.minute(width),
                self.axis_width,
                gap=_GAP,
            )
            self._ticks[scale, width] = found
        return found

    def dots(self, token: str, ratio: float) -> QPixmap:
        """Return the dots of a float line, to be laid side by side.

        A dashed pen would cost more than all bars together.
        """
        found = self._dots.get((token, ratio))
        if found is None:
            found = QPixmap(round(DOTS * ratio), round(2 * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.fillRect(QRectF(0, 0, DOTS / 2, 2), self.color(token))
            painter.end()
            self._dots[token, ratio] = found
        return found

    def mark(self, place: int, view: View) -> Mark:
        """Return where a row stands in the viewport once nothing moves."""
        return mark(self.row(place, view), place, view.scale, self.sizes)

    def row(self, place: int, view: View) -> GanttRow:
        """Return a row as its layers show it."""
        row = self.rows[place]
        if not view.layers.critical and (row.critical or row.near):
            row = replace(row, critical=False, near=False)
        return row
