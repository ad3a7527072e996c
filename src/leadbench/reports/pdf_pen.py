"""The pen that draws on a page of a PDF, counting from an upper left corner."""

from collections.abc import Sequence
from typing import Any

from leadbench.charts.gantt import rounded
from leadbench.charts.pen import Place
from leadbench.reports import type as typesetting


class PdfPen:
    """Draws on a ReportLab canvas; places count from ``left`` and ``top`` of the page, downward.

    Parameters
    ----------
    canvas
        A ``reportlab.pdfgen.canvas.Canvas``; None for a pen that only measures.
    page_height
        Height of the page in points.
    """

    def __init__(
        self, canvas: Any, page_height: float, left: float = 0.0, top: float = 0.0
    ) -> None:
        self._canvas = canvas
        self._page_height = page_height
        self._left = left
        self._top = top

    def at(self, x: float, y: float) -> "PdfPen":
        """Return a pen whose places count from another corner."""
        return PdfPen(self._canvas, self._page_height, self._left + x, self._top + y)

    def _x(self, x: float) -> float:
        return round(self._left + x, 3)

    def _y(self, y: float) -> float:
        return round(self._page_height - self._top - y, 3)

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
        self._colors(fill, line, line_width)
        corner = self._x(x), self._y(y + height), round(width, 3), round(height, 3)
        ends = {"stroke": int(bool(line)), "fill": int(bool(fill))}
        radius = min(radius, width / 2, height / 2)
        if radius > 0:
            self._canvas.roundRect(*corner, radius, **ends)
        else:
            self._canvas.rect(*corner, **ends)

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
        self._colors("", color, width)
        self._canvas.setDash(list(dash))
        if radius > 0:
            self._rounded(points, radius)
        else:
            self._path(points, closed=False, stroke=1, fill=0)
        self._canvas.setDash([])

    def _rounded(self, points: Sequence[Place], radius: float) -> None:
        path = self._canvas.beginPath()
        for stroke in rounded(points, radius):
            places = [(self._x(x), self._y(y)) for x, y in stroke.points]
            if stroke.kind == "move":
                path.moveTo(*places[0])
            elif stroke.kind == "line":
                path.lineTo(*places[0])
            else:
                path.curveTo(*places[0], *places[1], *places[2])
        self._canvas.drawPath(path, stroke=1, fill=0)

    def shape(
        self, points: Sequence[Place], *, fill: str = "", line: str = "", line_width: float = 0.5
    ) -> None:
        """Draw a closed shape."""
        self._colors(fill, line, line_width)
        self._path(points, closed=True, stroke=int(bool(line)), fill=int(bool(fill)))

    def _path(self, points: Sequence[Place], *, closed: bool, stroke: int, fill: int) -> None:
        path = self._canvas.beginPath()
        path.moveTo(self._x(points[0][0]), self._y(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(self._x(x), self._y(y))
        if closed:
            path.close()
        self._canvas.drawPath(path, stroke=stroke, fill=fill)

    def _colors(self, fill: str, line: str, line_width: float) -> None:
        if fill:
            self._canvas.setFillColor(fill)
        if line:
            self._canvas.setStrokeColor(line)
            self._canvas.setLineWidth(line_width)

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
        spacing: float = 0.0,
        turned: bool = False,
    ) -> None:
        """Write one line with its baseline at ``y``; ``spacing`` is added after each character."""
        pieces = typesetting.runs(text, weight)
        if not pieces:
            return
        if turned:
            canvas = self._canvas
            canvas.saveState()
            canvas.translate(self._x(x), self._y(y))
            canvas.rotate(90)
            level = PdfPen(canvas, 0.0)
            level.text(0, 0, text, size=size, color=color, weight=weight, anchor=anchor)
            canvas.restoreState()
            return
        if anchor != "start":
            long = typesetting.width(text, size, weight, spacing)
            x -= long if anchor == "end" else long / 2
        writing = self._canvas.beginText(self._x(x), self._y(y))
        writing.setFillColor(color)
        if spacing:
            writing.setCharSpace(spacing)
        for piece in pieces:
            writing.setFont(piece.font, size)
            if piece.lost:
                _write_lost(writing, piece.text)
            else:
                writing.textOut(piece.text)
        if spacing:
            writing.setCharSpace(0)
        self._canvas.drawText(writing)

    def text_width(self, text: str, size: float, weight: int = 400) -> float:
        """Return the length of a line of text."""
        return typesetting.width(text, size, weight)


def _write_lost(writing: Any, text: str) -> None:
    """Write characters that no font holds: boxes to the eye, themselves to search and copy."""
    code = writing._code  # noqa: SLF001  ReportLab has no public way to mark content
    meant = ("\ufeff" + text).encode("utf-16-be").hex().upper()
    code.append(f"/Span <</ActualText <{meant}>>> BDC")
    writing.textOut(text)
    code.append("EMC")
