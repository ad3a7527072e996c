"""What the painters of the chart share: the visible part, colors, fonts, ticks and marks."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from leadbench.charts.gantt import SCREEN, Mark, mark
from leadbench.charts.time_scale import Tiers, TimeScale, tiers
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.theme import Theme

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

    @property
    def first(self) -> int:
        """The first row in the clip."""
        return int((self.clip.top() + self.top) // SCREEN.row)

    @property
    def last(self) -> int:
        """The last row in the clip."""
        return int((self.clip.bottom() + self.top) // SCREEN.row)


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
        self.forget()

    def forget(self) -> None:
        """Take fonts and colors from the theme again."""
        self._colors: dict[str, QColor] = {}
        self.axis_font = self.theme.font("axis")
        self.axis_metrics = QFontMetricsF(self.axis_font)
        widest = max(self.axis_metrics.horizontalAdvance(str(day)) for day in range(10, 32))
        self.least_week = widest + _GAP + 0.1
        """The width from which a week has its label."""
        self.label_font = self.theme.font("label")
        self.label_font.setWeight(QFont.Weight.DemiBold)
        self.label_metrics = QFontMetricsF(self.label_font)
        self._ticks: dict[tuple[TimeScale, int], Tiers] = {}

    def color(self, token: str) -> QColor:
        """Return the color of a token."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = self.theme.color(token)
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
                self.axis_metrics.horizontalAdvance,
                gap=_GAP,
            )
            self._ticks[scale, width] = found
        return found

    def mark(self, place: int, view: View) -> Mark:
        """Return where a row is drawn."""
        row = self.rows[place]
        if not view.layers.critical and (row.critical or row.near):
            row = replace(row, critical=False, near=False)
        return mark(row, place, view.scale)


def snap(x: float) -> float:
    """Return the middle of the pixel nearest to a place, where a thin line is sharp."""
    return round(x - 0.5) + 0.5
