"""How often each value comes up in runs: columns over a line of values, with marked percentiles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
import numpy.typing as npt

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen

_AXIS, _LABEL = 10.0, 11.0
_FOOT = 18.0
_HEAD, _LINE = 10.0, 15.0


@dataclass(frozen=True, slots=True)
class Percentile:
    """A value that is marked, with its words; the ``strong`` one by a solid line."""

    value: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Runs that belong together: a value among them, and what is said of them."""

    value: float
    text: str


def steps(low: float, high: float, most: int = 5) -> list[float]:
    """Return round values from ``low`` to ``high``, at most ``most`` of them."""
    if not high > low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first = -floor(-low / step)
    return [number * step for number in range(first, floor(high / step) + 1)]


def histogram(
    pen: Pen,
    width: float,
    height: float,
    runs: npt.NDArray[np.float64],
    marks: Sequence[Percentile],
    written: Callable[[float], str],
    look: Look,
    *,
    columns: int = 24,
    solid: Callable[[float], bool] | None = None,
    groups: Sequence[Group] = (),
) -> None:
    """Draw the share of runs by value.

    Parameters
    ----------
    runs
        Every run, ascending. What lies beyond 0.5 and 99.5 % is counted in the outermost columns.
    marks
        From the first to the last of them the columns are solid, outside pale.
    written
        Returns a value of the line below as it is written.
    solid
        Whether a value is a gain: others are drawn as a warning, whatever the marks.
    groups
        What is said over the columns, a line for each from the least value on. Marks then stand
        below these lines, each as a ring on the axis.
    """
    if not len(runs):
        return
    low, high = (float(np.quantile(runs, share)) for share in (0.005, 0.995))
    if not high > low:
        low, high = low - 1, high + 1
    counts, edges = np.histogram(np.clip(runs, low, high), bins=columns, range=(low, high))
    top, base = (_HEAD + 6 if groups else 34.0), height - _FOOT
    most = float(counts.max())
    if solid is not None:
        gains = [float(count) for count, left, right in zip(counts, edges, edges[1:], strict=False)
                 if solid((left + right) / 2)]  # fmt: skip
        most = min(most, 3 * max(gains, default=most) or most)
    inner = [mark.value for mark in marks]

    def x_of(value: float) -> float:
        return (value - low) / (high - low) * width

    for count, left, right in zip(counts, edges, edges[1:], strict=False):
        tall = (base - top) * min(1.0, float(count) / most)
        fill = _fill((left + right) / 2, inner, solid, look)
        if tall > 0:
            pen.box(x_of(left) + 0.5, base - tall, x_of(right) - x_of(left) - 1, tall, fill=fill)
        if count > most:
            # Cut off: a gap in the column, and the share of the runs unless the group has it.
            middle_x = (x_of(left) + x_of(right)) / 2
            pen.line(
                ((x_of(left) - 2, top + 12), (x_of(right) + 2, top + 6)), look.surface, width=3
            )
            if not groups:
                share = f"{count / len(runs):.0%}"
                pen.text(middle_x, top - 4, share, size=10, color=look.text2, anchor="middle")
    pen.line(((0, base), (width, base)), look.border_strong)
    for value in steps(low, high, max(5, int(width / 50))):
        words = written(value)
        half = pen.text_width(words, _AXIS) / 2
        x = min(max(x_of(value), half), width - half)
        pen.text(x, height - 4, words, size=_AXIS, color=look.text3, anchor="middle")
    if groups:
        _say_groups(pen, groups, x_of, (low, high), width, look)
        for mark in marks:
            _ring(pen, x_of(mark.value), base, mark.text, _HEAD + _LINE * len(groups), look)
        return
    _mark(pen, marks, x_of, base, width, look)


def _fill(
    value: float,
    inner: Sequence[float],
    solid: Callable[[float], bool] | None,
    look: Look,
) -> str:
    """Return the color of the column at a value."""
    if solid is not None:
        return look.normal_fill if solid(value) else look.near_fill
    inside = not inner or min(inner) <= value <= max(inner)
    return look.normal_fill if inside else look.normal_weak


def _say_groups(
    pen: Pen,
    groups: Sequence[Group],
    x_of: Callable[[float], float],
    ends: tuple[float, float],
    width: float,
    look: Look,
) -> None:
    """Write what is said of groups, each beside its runs in a line of its own."""
    for number, group in enumerate(sorted(groups, key=lambda one: one.value)):
        long = pen.text_width(group.text, _LABEL, 600)
        x = x_of(min(max(group.value, ends[0]), ends[1])) + 14
        x = max(0.0, min(x, width - long))
        y = _HEAD + _LINE * number
        pen.text(x, y, group.text, size=_LABEL, color=look.text, weight=600)


def _ring(pen: Pen, x: float, base: float, text: str, y: float, look: Look) -> None:
    """Draw a value as a ring on the axis, with its words on a line above it."""
    pen.line(((x, y + 4), (x, base)), look.normal, width=1.2)
    pen.box(x - 4, base - 4, 8, 8, fill=look.surface, line=look.normal, line_width=1.8, radius=4)
    pen.text(x, y, text, size=_LABEL, color=look.normal, weight=600, anchor="middle")


def _mark(
    pen: Pen,
    marks: Sequence[Percentile],
    x_of: Callable[[float], float],
    base: float,
    width: float,
    look: Look,
) -> None:
    """Draw a line at each marked value, with its words over it or aside."""
    inner = [mark.value for mark in marks]
    for mark in marks:
        x = x_of(mark.value)
        size, weight = _LABEL, 600
        half = pen.text_width(mark.text, size, weight) / 2
        line = 12.0 if mark.strong else 27.0
        pen.line(
            ((x, line + 4), (x, base)), look.text,
            width=1.2 if mark.strong else 1.0, dash=() if mark.strong else (2, 2),
        )  # fmt: skip
        place = min(max(x, half), width - half)
        if not mark.strong:
            aside = half + 4
            place = x - aside if mark.value <= inner[len(inner) // 2] else x + aside
            place = min(max(place, half), width - half)
        pen.text(place, line, mark.text, size=size, color=look.text, weight=weight, anchor="middle")
