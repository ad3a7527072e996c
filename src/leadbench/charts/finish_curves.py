"""How likely each finish is, in two versions of a plan: curves with P50, P80 and the promise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, Place
from leadbench.charts.time_scale import DAY, minute_of
from leadbench.charts.time_scale import day_of as day_at

_FOOT, _TOP = 22.0, 40.0
_POINTS = 90
_TAIL = 0.002
"""Share of the runs left out at either end, so that one run in a thousand makes no empty axis."""
_LEAST_SPREAD = 3.0 * DAY
"""Narrowest kernel: nothing ends on a weekend, and a curve should not show that as dents."""


@dataclass(frozen=True, slots=True)
class FinishRuns:
    """The finishes of the runs of one version, ascending, with its name, P50 and P80."""

    name: str
    finishes: npt.NDArray[np.int64]
    p50: int
    p80: int


def density(
    finishes: npt.NDArray[np.int64], at: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return how densely the runs end around each instant.

    Parameters
    ----------
    finishes
        Instants, shape (runs,).
    at
        Instants, shape (points,).

    Returns
    -------
    NDArray
        Shape (points,), as share of the runs a minute: a Gaussian kernel of Silverman's width.

    Notes
    -----
    B. W. Silverman, "Density Estimation for Statistics and Data Analysis", 1986, equation 3.31.
    """
    values, counts = np.unique(finishes, return_counts=True)
    low, high = np.percentile(finishes, (25, 75))
    spread = min(float(finishes.std()), float(high - low) / 1.34) or float(finishes.std())
    wide = max(0.9 * spread * len(finishes) ** -0.2, _LEAST_SPREAD)
    apart = (at[:, None] - values[None, :]) / wide
    kernel: npt.NDArray[np.float64] = np.exp(-0.5 * apart * apart) @ counts.astype(np.float64)
    found: npt.NDArray[np.float64] = kernel / (len(finishes) * wide * math.sqrt(2 * math.pi))
    return found


def finish_curves(
    pen: Pen,
    width: float,
    height: float,
    before: FinishRuns,
    after: FinishRuns,
    look: Look,
    *,
    promise: tuple[int, Sequence[str], str] | None = None,
) -> None:
    """Draw both curves, the second filled; a ring is P50, a dot P80.

    Parameters
    ----------
    promise
        The committed finish, an instant, its words in lines, and the color token of the last.
    """
    ends = [np.quantile(each.finishes, (_TAIL, 1 - _TAIL)) for each in (before, after)]
    low = min(float(each[0]) for each in ends) - 2 * DAY
    high = max(float(each[1]) for each in ends) + 2 * DAY
    if promise is not None:
        low, high = min(low, promise[0] - 2 * DAY), max(high, promise[0] + 2 * DAY)
    at = np.linspace(low, high, _POINTS)
    rises = [density(each.finishes, at) for each in (before, after)]
    most = max(float(each.max()) for each in rises) or 1.0
    base = height - _FOOT

    def place(minute: float, rise: float) -> Place:
        return (minute - low) / (high - low) * width, base - rise / most * (base - _TOP)

    curves = [
        [place(minute, rise) for minute, rise in zip(at.tolist(), each.tolist(), strict=True)]
        for each in rises
    ]
    pen.shape([(0.0, base), *curves[1], (width, base)], fill=look.normal_weak)
    _axis(pen, width, base, (low, high), look)
    pen.line(curves[0], look.text3, width=1.2, dash=(4, 3))
    pen.line(curves[1], look.normal, width=1.8)
    line = words = None
    if promise is not None:
        line = place(promise[0], 0)[0]
        words = _promise(pen, width, base, line, promise, look)
    for each, rise, ink in ((before, rises[0], look.text3), (after, rises[1], look.normal)):
        for minute, full in ((each.p50, False), (each.p80, True)):
            x, y = place(minute, float(np.interp(minute, at, rise)))
            pen.box(
                x - 4, y - 4, 8, 8, fill=ink if full else look.surface, line=ink, line_width=1.8,
                radius=4,
            )  # fmt: skip
    _names(pen, width, (before, after), curves, look, line, words)


def _axis(pen: Pen, width: float, base: float, span: tuple[float, float], look: Look) -> None:
    low, high = span
    pen.line(((0, base), (width, base)), look.border_strong)
    first, last = day_at(round(low)), day_at(round(high))
    monday = date.fromordinal(first.toordinal() + (7 - first.weekday()) % 7)
    weeks = max(1, -(-((last - monday).days // 7 + 1) // max(1, int(width // 62))))
    day = monday
    while day <= last:
        x = (minute_of(day) - low) / (high - low) * width
        words = f"{day.day} {day:%b}"
        half = pen.text_width(words, 10) / 2
        if half <= x <= width - half:
            pen.text(x, base + 15, words, size=10, color=look.text3, anchor="middle")
        day = date.fromordinal(day.toordinal() + 7 * weeks)


def _promise(
    pen: Pen,
    width: float,
    base: float,
    x: float,
    promise: tuple[int, Sequence[str], str],
    look: Look,
) -> tuple[float, float]:
    """Draw the committed finish with its words; return what room they take."""
    _, lines, token = promise
    pen.line(((x, 4), (x, base)), look.text, width=1.2, dash=(4, 3))
    longest = max(pen.text_width(words, 11, 600) for words in lines)
    left = x + 6 if x + 6 + longest <= width else x - 6 - longest
    for number, words in enumerate(lines):
        color = getattr(look, token) if number else look.text
        pen.text(left, 14 + 16 * number, words, size=11, color=color, weight=600)
    return left, left + longest


def _names(
    pen: Pen,
    width: float,
    versions: Sequence[FinishRuns],
    curves: Sequence[Sequence[Place]],
    look: Look,
    line: float | None,
    taken: tuple[float, float] | None,
) -> None:
    """Write the earlier version's name left of its rise, the later one's right of its fall."""
    order = sorted(range(2), key=lambda one: versions[one].p50)
    for number, which in enumerate(order):
        points = curves[which]
        top = min(y for _, y in points)
        base = max(y for _, y in points)
        wanted = base - 0.55 * (base - top)
        side = [x for x, y in points if y <= wanted]
        text = versions[which].name
        size = pen.text_width(text, 11, 600)
        x = side[0] - 8 - size if number == 0 else side[-1] + 12
        if line is not None and x - 4 < line < x + size + 4:
            x = line + 6
        x = max(0.0, min(x, width - size))
        y = wanted
        if taken is not None and y < _TOP and x < taken[1] and x + size > taken[0]:
            y = _TOP + 6
        ink = look.normal if which == 1 else look.text3
        pen.text(x, y, text, size=11, color=ink, weight=600)
