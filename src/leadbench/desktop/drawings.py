"""Finished drawings: a page that painted itself, as the file that a person wants.

Runs in the worker process, with an application of its own that needs no display.
"""

from dataclasses import dataclass
from pathlib import Path

from leadbench.reports.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing of vectors, an SVG of so many units."""

    title: str
    wide: float
    tall: float
    svg: bytes

    def size(self) -> tuple[float, float]:
        """Return width and height."""
        return self.wide, self.tall


def write(drawn: Drawn, target: Path) -> str:
    """Write a drawing in the form that the file's name ends with; return a remark or "".

    Raises
    ------
    CannotWrite
        If the folder or the disk does not take it.
    """
    from leadbench.desktop import raster

    ending, remark = target.suffix.lower(), ""
    if ending == ".svg":
        data = drawn.svg
    elif ending == ".pdf":
        data = pdf(drawn)
    else:
        data = png(drawn, raster.MOST)
        sharp = raster.sharpness(drawn)
        remark = "" if sharp >= raster.SHARP else f"scaled to {sharp:.0%} to keep the file small"
    write_whole(target, lambda file: file.write(data))
    return remark


def png(drawn: Drawn, most: int) -> bytes:
    """Return a drawing as a PNG of at most so many points."""
    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    from leadbench.desktop import raster

    raster.ready()
    scale = raster.sharpness(drawn, most)
    form = QImage.Format.Format_RGB32
    image = QImage(round(drawn.wide * scale), round(drawn.tall * scale), form)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawn.svg)).render(painter)
    painter.end()
    return raster.png_of(image)


def pdf(drawn: Drawn) -> bytes:
    """Return a drawing on one page of a PDF, its lines and texts as such."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
    from PySide6.QtSvg import QSvgRenderer

    from leadbench.desktop import raster
    from leadbench.reports.pictures import LARGEST, POINTS

    raster.ready()
    scale = min(POINTS, LARGEST[0] / drawn.wide, LARGEST[1] / drawn.tall)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(drawn.title)
    writer.setCreator("Leadbench")
    room = QSizeF(drawn.wide * scale, drawn.tall * scale)
    page = QPageSize(room, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    upright = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(page, upright, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    QSvgRenderer(QByteArray(drawn.svg)).render(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())
