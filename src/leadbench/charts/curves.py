"""Curves over a line of values, with a limit across them and a marked place on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from leadbench.charts.histogram import steps
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, Place

_LEFT, _FOOT, _TOP = 34.0, 30.0, 18.0
_BESIDE = 58.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A named curve through points; the ``main`` one is drawn stronger."""

    name: str
    points: tuple[Place, ...]
    main: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where an axis runs, its unit, what it measures, and the sign of its money."""

    low: float
    high: float
    unit: str
    title: str = ""
    sign: str = ""


def curves(
    pen: Pen,
    width: float,
    height: float,
    lines: Sequence[Curve],
    across: Axis,
    upward: Axis,
    look: Look,
    *,
    limit: tuple[float, str] | None = None,
    mark: tuple[float, float, str] | None = None,
    band: tuple[Curve, Curve] | None = None,
) -> None:
    """Draw curves; what rises above the upper end leaves the picture there.

    Parameters
    ----------
    limit
        A value of the upright axis that is drawn across, with its words.
    mark
        A point, with its words.
    band
        The lower and the upper edge of a range around the curves; all names then stand at the right
        of the ends.
    """
    base = height - (_FOOT if across.title else _FOOT - 13)
    margin = _BESIDE if band else 4.0

    def place(x: float, y: float) -> Place:
        return (
            _LEFT + (x - across.low) / (across.high - across.low) * (width - _LEFT - margin),
            base - (y - upward.low) / (upward.high - upward.low) * (base - _TOP),
        )

    for value in steps(upward.low, upward.high, 4):
        y = place(across.low, value)[1]
        pen.line(((_LEFT, y), (width - margin + 4, y)), look.grid)
        words = f"{'−' if value < 0 else ''}{upward.sign}{abs(value):g}{upward.unit}"
        pen.text(_LEFT - 6, y + 3.5, words, size=10, color=look.text3, anchor="end")
    pen.line(((_LEFT, base), (width, base)), look.border_strong)
    for value in steps(across.low, across.high, 5):
        x = place(value, upward.low)[0]
        pen.text(x, base + 13, f"{value:g}", size=10, color=look.text3, anchor="middle")
    pen.text(
        (_LEFT + width) / 2, base + 26, across.title, size=10, color=look.text2, anchor="middle"
    )
    if limit is not None:
        y = place(across.low, limit[0])[1]
        pen.line(((_LEFT, y), (width, y)), look.critical, width=1.2, dash=(4, 3))
        pen.text(_LEFT + 4, y - 4, limit[1], size=10.5, color=look.critical, weight=600)
    ends: list[tuple[Place, str, str]] = []
    if band is not None:
        lower, upper = ([place(x, y) for x, y in edge.points] for edge in band)
        pen.shape([*lower, *reversed(upper)], fill=look.normal_weak)
        ends += [(lower[-1], band[0].name, look.text2), (upper[-1], band[1].name, look.text2)]
    for line in lines:
        color = look.normal if line.main else look.palette[0]
        shown = [
            place(x, y) for x, y in line.points if isfinite(y) and y <= upward.high
        ]  # fmt: skip
        if len(shown) > 1:
            pen.line(shown, color, width=1.8 if line.main else 1.4)
            ends.append((shown[-1], line.name, color))
    if band is not None:
        at = base
        for (x, y), name, color in sorted(ends, key=lambda end: -end[0][1]):
            at = min(at - 12, y + 4)
            weight = 400 if color == look.text2 else 600
            pen.text(x + 5, at, name, size=10.5, color=color, weight=weight)
        ends = []
    edge = width
    for (x, y), name, color in sorted(
        ends, reverse=True
    ):  # a name gives way to the one at its right
        half = pen.text_width(name, 10.5, 600) / 2
        x = max(min(x, edge - half), _LEFT + half)
        pen.text(x, y - 5, name, size=10.5, color=color, weight=600, anchor="middle")
        edge = x - half - 6
    if mark is not None:
        x, y = place(mark[0], mark[1])
        pen.line(((x, _TOP), (x, base)), look.text, width=1.0)
        pen.box(
            x - 3.5, y - 3.5, 7, 7, fill=look.surface, line=look.normal, line_width=1.6, radius=3.5
        )
        pen.text(x + 5, base - 5, mark[2], size=10.5, color=look.text, weight=600)
