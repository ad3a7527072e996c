"""Writes a picture as a file: as a drawing (SVG) or on one page of a PDF, trimmed to what is in it.

Both are vectors with texts that can be found and copied, and always in the light look.
"""

from pathlib import Path
from typing import Any

from leadbench.charts.look import LIGHT
from leadbench.charts.picture import Picture
from leadbench.reports import type as typesetting
from leadbench.reports.pdf_pen import PdfPen
from leadbench.reports.svg_pen import SvgPen
from leadbench.reports.whole_file import write_whole

POINTS = 0.8
"""Points for one unit of a picture: about as on a screen, no letters under seven points."""
LARGEST = (3370.0, 2384.0)
"""The largest page, in points: A0."""
READABLE = 7.0


def page_scale(picture: Picture) -> float:
    """Return the points for one unit with which a picture fits on the largest page."""
    wide, tall = picture.size()
    return min(POINTS, LARGEST[0] / wide, LARGEST[1] / tall)


def write_svg(picture: Picture, path: Path) -> None:
    """Write a picture as a drawing.

    Raises
    ------
    CannotWrite
        If the folder or the disk does not take it.
    """
    pen = SvgPen()
    picture.draw(pen, LIGHT)
    text = pen.finish(*picture.size(), picture.title)
    write_whole(path, lambda file: file.write(text.encode()))


def write_pdf(picture: Picture, path: Path) -> float:
    """Write a picture on one page and return the size of its smallest letters, in points.

    Raises
    ------
    CannotWrite
        If the folder or the disk does not take it.
    """
    from reportlab.pdfgen.canvas import Canvas

    scale = page_scale(picture)
    wide, tall = (length * scale for length in picture.size())

    def fill(file: Any) -> float:
        canvas: Any = Canvas(
            file,
            pagesize=(wide, tall),
            pageCompression=1,
            invariant=1,
            initialFontName=typesetting.font(400),
            initialFontSize=9,
            lang="en",
        )
        canvas.setTitle(picture.title)
        canvas.setCreator("Leadbench")
        canvas.setProducer("Leadbench")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.scale(scale, scale)
        pen = _NotingPen(canvas, tall / scale)
        picture.draw(pen, LIGHT)
        canvas.showPage()
        canvas.save()
        return pen.smallest * scale

    return write_whole(path, fill)


class _NotingPen(PdfPen):
    """A pen that remembers the size of the smallest letters that it wrote."""

    smallest = 72.0

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
        """Write one line."""
        self.smallest = min(self.smallest, size)
        super().text(
            x,
            y,
            text,
            size=size,
            color=color,
            weight=weight,
            anchor=anchor,
            spacing=spacing,
            turned=turned,
        )
