"""The pen that writes a scalable drawing (SVG), its texts as texts."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from leadbench.charts.gantt import rounded
from leadbench.charts.pen import Place
from leadbench.reports import type as typesetting


class SvgPen:
    """Collects the elements of a drawing; ``finish`` returns it whole.

    Letters are in Inter where the reader has it, else in a common font without serifs.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []

    def finish(self, width: float, height: float, title: str) -> str:
        """Return the drawing as a file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
            f'viewBox="0 0 {_n(width)} {_n(height)}" '
            "font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\">"
        )
        return "\n".join([head, f"<title>{escape(title)}</title>", *self._parts, "</svg>", ""])

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
        corner = f' rx="{_n(min(radius, width / 2, height / 2))}"' if radius > 0 else ""
        self._parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{corner}'
            f"{_colors(fill, line, line_width)}/>"
        )

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
        if radius > 0:
            words = {"move": "M", "line": "L", "curve": "C"}
            way = "".join(
                words[stroke.kind] + " ".join(f"{_n(x)} {_n(y)}" for x, y in stroke.points)
                for stroke in rounded(points, radius)
            )
        else:
            way = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        gaps = f' stroke-dasharray="{" ".join(_n(part) for part in dash)}"' if dash else ""
        self._parts.append(f'<path d="{way}"{_colors("", color, width)}{gaps}/>')

    def shape(
        self, points: Sequence[Place], *, fill: str = "", line: str = "", line_width: float = 0.5
    ) -> None:
        """Draw a closed shape."""
        corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(f'<polygon points="{corners}"{_colors(fill, line, line_width)}/>')

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
        if not text:
            return
        side = f' text-anchor="{anchor}"' if anchor != "start" else ""
        turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if turned else ""
        strength = f' font-weight="{weight}"' if weight != 400 else ""
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill={quoteattr(color)}'
            f"{strength}{side}{turn}>{escape(text)}</text>"
        )

    def text_width(self, text: str, size: float, weight: int = 400) -> float:
        """Return the length of a line of text."""
        return typesetting.width(text, size, weight)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _colors(fill: str, line: str, width: float) -> str:
    inside = f' fill="{fill}"' if fill else ' fill="none"'
    return inside + (f' stroke="{line}" stroke-width="{_n(width)}"' if line else "")
