"""Pictures of points: a drawing as a PNG, twice as sharp as the screen where that is not too large.

Runs in the worker process too, with an application of its own that needs no display.
"""

import os
from math import sqrt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from leadbench.charts.look import LIGHT
from leadbench.desktop.painter_pen import PainterPen

if TYPE_CHECKING:
    from leadbench.charts.picture import Picture
    from leadbench.desktop.drawings import Drawn

SHARP: Final = 2.0
MOST: Final = 60_000_000
"""The largest picture, in points; more takes gigabytes and few programs open it."""
MOST_TO_COPY: Final = 16_000_000
_LONGEST: Final = 32_000


def sharpness(picture: "Picture | Drawn", most: int = MOST) -> float:
    """Return the points for one unit of a picture, so that it has at most so many."""
    wide, tall = picture.size()
    return min(SHARP, sqrt(most / (wide * tall)), _LONGEST / wide, _LONGEST / tall)


def png(picture: "Picture", most: int = MOST) -> bytes:
    """Return a picture as a PNG, in the light look."""
    ready()
    scale = sharpness(picture, most)
    wide, tall = picture.size()
    image = QImage(round(wide * scale), round(tall * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    picture.draw(PainterPen(painter), LIGHT)
    painter.end()
    return png_of(image)


def png_of(image: QImage) -> bytes:
    """Return an image as the bytes of a PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants a file's name
    buffer.close()
    return bytes(data.data())


_KEPT: list[QGuiApplication] = []


def ready() -> None:
    """Start an application without a display where there is none, and load the fonts."""
    from leadbench.desktop.theme import load_fonts

    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _KEPT.append(QGuiApplication(["leadbench"]))
    load_fonts()
