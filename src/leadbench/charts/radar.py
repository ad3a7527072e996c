"""One item against one threshold on several axes; never two items against each other."""

from collections.abc import Sequence
from math import cos, pi, sin

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, Place


def radar(
    pen: Pen,
    width: float,
    height: float,
    values: Sequence[tuple[str, float | None]],
    threshold: float,
    look: Look,
) -> None:
    """Draw values from 0 to 100, the first at the top; what is below the threshold is marked.

    An axis without a value has no point; the shape then leaves it out.
    """
    count = len(values)
    if count < 3:
        return
    middle, reach = (width / 2, height / 2 + 4), min(width / 2 - 62, height / 2 - 22)

    def place(number: int, share: float) -> Place:
        angle = -pi / 2 + 2 * pi * number / count
        return middle[0] + reach * share * cos(angle), middle[1] + reach * share * sin(angle)

    for share in (0.25, 0.5, 0.75, 1.0):
        pen.shape([place(at, share) for at in range(count)], line=look.grid, line_width=1)
    for at in range(count):
        pen.line((middle, place(at, 1.0)), look.grid, width=1)
    known = [(at, value) for at, (_, value) in enumerate(values) if value is not None]
    points = [place(at, value / 100) for at, value in known]
    if len(points) > 2:
        pen.shape(points, fill=look.normal_weak, line=look.normal, line_width=1.6)
    ring = [place(at, threshold / 100) for at in range(count)]
    pen.line([*ring, ring[0]], look.text3, width=1, dash=(3, 2))
    for (x, y), (_, value) in zip(points, known, strict=True):
        low = value < threshold
        edge = look.near_outline if low else look.normal
        fill = look.near_fill if low else look.surface
        pen.box(x - 3.5, y - 3.5, 7, 7, fill=fill, line=edge, line_width=1.5, radius=3.5)
    for at, (name, score) in enumerate(values):
        x, y = place(at, 1.16)
        words = name if score is None else f"{name} {score:.0f}"
        low = score is not None and score < threshold
        anchor = "middle" if abs(x - middle[0]) < 6 else "start" if x > middle[0] else "end"
        pen.text(
            x, y + 4, words, size=11, weight=600 if low else 400,
            color=look.near if low else look.text2, anchor=anchor,
        )  # fmt: skip
