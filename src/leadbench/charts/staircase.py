"""What each budget buys: the value of the best set, a step up wherever a better one fits."""

from collections.abc import Sequence

from leadbench.charts.histogram import steps
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted

_LEFT, _RIGHT, _TOP, _FOOT = 40.0, 10.0, 24.0, 20.0
_SIZE = 10.0


def staircase(
    pen: Pen,
    width: float,
    height: float,
    stairs: Sequence[tuple[float, float]],
    look: Look,
    *,
    limit: tuple[float, str] | None = None,
    beyond: str = "",
    unit: str = "$",
) -> None:
    """Draw the steps.

    Parameters
    ----------
    stairs
        Money and value of each best set, both in millions and both ascending.
    limit
        The money that there is, with its words; the value that it buys is marked.
    beyond
        What more money would add.
    """
    if not stairs:
        return
    most = max(stairs[-1][0], limit[0] if limit else 0.0) * 1.1 or 1.0
    top = stairs[-1][1] * 1.15 or 1.0
    base = height - _FOOT

    def x_of(money: float) -> float:
        return _LEFT + money / most * (width - _LEFT - _RIGHT)

    def y_of(value: float) -> float:
        return base - value / top * (base - _TOP)

    for value in steps(0, top, 3):
        y = y_of(value)
        pen.line(((_LEFT, y), (width - _RIGHT, y)), look.border_strong if not value else look.grid)
        words = f"{unit}{value:g}M"
        pen.text(_LEFT - 7, y + 3.5, words, size=_SIZE, color=look.text3, anchor="end")
    for money in steps(0, most, 4):
        words = f"{unit}{money:g}M"
        pen.text(x_of(money), base + 14, words, size=_SIZE, color=look.text3, anchor="middle")
    points = [(x_of(0), y_of(0))]
    for money, value in stairs:
        points.append((x_of(money), points[-1][1]))
        points.append((x_of(money), y_of(value)))
    points.append((width - _RIGHT, points[-1][1]))
    pen.line(points, look.normal, width=1.8)
    if beyond:
        words = fitted(pen, beyond, width - _RIGHT - _LEFT, _SIZE)
        begins = width - _RIGHT - pen.text_width(words, _SIZE)
        # Below the steps that stand over the words.
        over = [(money, value) for money, value in stairs if x_of(money) <= begins]
        y = min(y_of(over[-1][1] if over else 0.0) + 18, base - 5)
        pen.text(width - _RIGHT, y, words, size=_SIZE, color=look.text2, anchor="end")
    if limit is None:
        return
    x = x_of(limit[0])
    reached = max((value for money, value in stairs if money <= limit[0]), default=0.0)
    y = y_of(reached)
    pen.line(((x, _TOP - 8), (x, base)), look.accent, width=1.6)
    half = pen.text_width(limit[1], _SIZE, 600)
    if x + 6 + half <= width:
        pen.text(x + 6, _TOP - 6, limit[1], size=_SIZE, color=look.accent, weight=600)
    else:
        pen.text(x - 6, _TOP - 6, limit[1], size=_SIZE, color=look.accent, weight=600, anchor="end")
    pen.box(x - 4, y - 4, 8, 8, fill=look.surface, line=look.accent, line_width=1.6, radius=4)
    words = f"{unit}{reached:.2f}M"
    if x - 8 - pen.text_width(words, 11, 600) >= _LEFT:
        pen.text(x - 8, y - 6, words, size=11, color=look.text, weight=600, anchor="end")
    else:
        pen.text(x + 8, y - 6, words, size=11, color=look.text, weight=600)
