"""How often tasks are critical in two versions of a plan, as small bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted

ROW = 30.0
_BAR = 44.0
_PERCENT, _CHANGE = 40.0, 36.0


@dataclass(frozen=True, slots=True)
class Often:
    """One task: the shares of the runs in which it is critical, its words, and whether it is."""

    name: str
    before: float
    after: float
    words: str
    change: str
    tone: str
    critical: bool


def often_critical(pen: Pen, width: float, rows: Sequence[Often], look: Look) -> None:
    """Draw a row for each task: the second version filled, the first outlined under it."""
    left = width - _CHANGE - _PERCENT - _BAR
    for number, row in enumerate(rows):
        y = number * ROW
        name = fitted(pen, row.name, left - 8, 11.5)
        pen.text(0, y + 18, name, size=11.5, color=look.text2)
        fill = look.critical_fill if row.critical else look.normal_fill
        edge = look.critical if row.critical else look.normal_outline
        wide = max(1.0, row.after * _BAR)
        pen.box(left, y + 6, wide, 8, fill=fill, line=edge, line_width=0.8, radius=2)
        was = max(1.0, row.before * _BAR)
        pen.box(
            left,
            y + 16,
            was,
            5,
            fill=look.surface,
            line=look.done_outline,
            line_width=0.8,
            radius=2,
        )
        right = width - _CHANGE
        pen.text(right, y + 18, row.words, size=11.5, color=look.text, weight=600, anchor="end")
        color = getattr(look, row.tone)
        pen.text(width, y + 18, row.change, size=11.5, color=color, weight=600, anchor="end")
