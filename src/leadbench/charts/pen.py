"""What a chart draws with: the few strokes that a PDF page and a painter both know.

Places count from the upper left corner of the chart, downward and to the right, in points. Colors
are ``#rrggbb``. The charts of this room call nothing else, so whoever implements ``Pen`` can show
all of them as vectors with real text.
"""

from collections.abc import Sequence
from typing import Protocol

Place = tuple[float, float]


class Pen(Protocol):
    """A surface to draw on."""

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
        """Draw a rectangle, filled and outlined as far as colors are given."""

    def line(
        self,
        points: Sequence[Place],
        color: str,
        *,
        width: float = 0.5,
        dash: tuple[float, ...] = (),
        radius: float = 0.0,
    ) -> None:
        """Draw a line through points; its corners, all right angles, are rounded by ``radius``."""

    def shape(
        self, points: Sequence[Place], *, fill: str = "", line: str = "", line_width: float = 0.5
    ) -> None:
        """Draw a closed shape."""

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
        """Write one line with its baseline at ``y``; the anchor is start, middle or end.

        A turned one runs upward, its baseline at ``x``.
        """

    def text_width(self, text: str, size: float, weight: int = 400) -> float:
        """Return the length of a line of text."""


def fitted(pen: Pen, text: str, room: float, size: float, weight: int = 400) -> str:
    """Return the text, shortened with "…" to the room; "" if not even a letter fits."""
    if pen.text_width(text, size, weight) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        shorter = text[:length].rstrip() + "…"
        if pen.text_width(shorter, size, weight) <= room:
            return shorter
    return ""
