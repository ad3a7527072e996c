"""A whole page as a picture, as it is painted: what is scrolled away too, nothing around it.

The page paints itself once into a drawing of vectors, which the worker then writes as it was asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QScrollBar,
    QTableView,
    QWidget,
)

from leadbench.charts.look import DARK, LIGHT, Look
from leadbench.desktop.drawings import Drawn
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.text import Surface, Text
from leadbench.plan.notation import day_of, format_date_long

if TYPE_CHECKING:
    from leadbench.desktop.screen import Screen

_EDGE: Final = 16
_TITLE: Final = 46
_ROUNDS: Final = 4
_TALLEST: Final = 20_000
"""Pixels of a page; Qt paints no widget beyond 32,767."""


def picture_of(page: "Screen") -> Drawn | None:
    """Return a page in the light look without its head, or None while nothing is on it."""
    document = page.document
    project, name = document.project, page.key.replace("_", " ")
    title, subtitle = name.capitalize(), ""
    if project is not None and page.key != "portfolio":
        title = f"{project.name}: {name}"
        if project.status_minute is not None:
            subtitle = f"Data date {format_date_long(day_of(project.status_minute))}"
    return _drawn(page, title, subtitle)


def _drawn(page: "Screen", title: str, subtitle: str) -> Drawn | None:
    with _unfocused(), _light(page), _unscrolled(page), _unpressed(page):
        space = _filled(page)
        if space.isEmpty():
            return None
        wide = space.width() + 2 * _EDGE
        tall = space.height() + _TITLE + 2 * _EDGE
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        drawing = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        drawing.setOutputDevice(buffer)
        drawing.setViewBox(QRectF(0, 0, wide, tall))
        drawing.setSize(QRect(0, 0, wide, tall).size())
        drawing.setResolution(page.logicalDpiX())
        drawing.setTitle(title)
        painter = QPainter(drawing)
        painter.fillRect(0, 0, wide, tall, page.theme.color("surface"))
        for words, role, token, below in (
            (title, "finding", "text", 15),
            (subtitle, "caption", "text2", 32),
        ):
            painter.setFont(page.theme.words(role))
            painter.setPen(page.theme.color(token))
            painter.drawText(QPoint(_EDGE, _EDGE + below), words)
        flags = QWidget.RenderFlag.DrawChildren
        page.render(painter, QPoint(_EDGE, _EDGE + _TITLE), QRegion(space), flags)
        painter.end()
        buffer.close()
    text = bytes(data.data())
    return Drawn(title, wide, tall, text if page.theme.look is LIGHT else _lightened(text))


@contextmanager
def _unfocused() -> Iterator[None]:
    """Take the focus away for the moment, whose ring does not belong into a picture."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    yield
    if focused is not None:
        focused.setFocus(Qt.FocusReason.OtherFocusReason)


@contextmanager
def _light(page: "Screen") -> Iterator[None]:
    """Let the page alone paint light for the moment; nothing is painted on the screen meanwhile.

    To dress the whole window and back again would hold it up for a tenth of a second.
    """
    theme = page.theme
    kept = theme.look
    if kept is LIGHT:
        yield
        return
    dressed = [each for each in page.findChildren(QWidget) if isinstance(each, (Text, Surface))]
    dressed = [each for each in dressed if each.isVisibleTo(page)]
    try:
        for look in (LIGHT, kept):
            theme.borrow(look)
            for each in dressed:
                each.dress()
            if look is LIGHT:
                yield
    finally:
        theme.borrow(kept)


@contextmanager
def _unpressed(page: "Screen") -> Iterator[None]:
    """Leave the places of buttons empty for the moment; a link stays, since it is read too."""
    buttons = [
        each
        for each in page.findChildren(QWidget)
        if isinstance(each, IconButton) or (isinstance(each, Button) and each.kind != "link")
    ]
    for each in buttons:
        each.left_out = True
    yield
    for each in buttons:
        each.left_out = False


@contextmanager
def _unscrolled(page: "Screen") -> Iterator[None]:
    """Make the page as tall as all that is on it for the moment."""
    kept = page.geometry()
    try:
        tall = kept.height()
        for _ in range(_ROUNDS):
            more = sum(map(_hidden, page.findChildren(QAbstractScrollArea)))
            if more <= 0 or tall >= _TALLEST:
                break
            tall = min(tall + more, _TALLEST)
            page.resize(kept.width(), tall)
        yield
    finally:
        page.setGeometry(kept)


def _hidden(area: QAbstractScrollArea) -> int:
    """Return how many pixels of what an area holds are scrolled away."""
    if not area.isVisible():
        return 0
    room = area.viewport().height()
    if isinstance(area, QTableView):
        return max(0, area.verticalHeader().length() - room)
    if isinstance(area, QAbstractItemView):
        return max(0, area.model().rowCount() * max(0, area.sizeHintForRow(0)) - room)
    return max(0, area.verticalScrollBar().maximum())


def _filled(page: "Screen") -> QRect:
    """Return the part of a page that something is in, below its head."""
    found = QRect()
    top = 0
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, PageHeader):
            top = max(top, widget.mapTo(page, QPoint(0, widget.height())).y())
            continue
        if isinstance(widget, QScrollBar) or _in_view(widget):
            continue
        if any(child.isVisible() for child in _parts(widget)):
            continue
        space = QRect(widget.mapTo(page, QPoint()), widget.size())
        if isinstance(widget, QTableView):
            head = widget.horizontalHeader()
            rows = widget.verticalHeader().length()
            space.setHeight(min(space.height(), rows + (head.height() if head.isVisible() else 0)))
        found = found.united(space)
    whole = QRect(0, top, page.width(), page.height() - top)
    return found.intersected(whole)


def _parts(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QAbstractItemView):
        return []
    return [child for child in widget.children() if isinstance(child, QWidget)]


def _in_view(widget: QWidget) -> bool:
    """Tell whether a widget is part of a list or a table."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, (QAbstractItemView, PageHeader)):
            return True
        above = above.parentWidget()
    return False


def _lightened(svg: bytes) -> bytes:
    """Return a drawing with the colors that came from the style sheet made light as well."""
    text, tokens = svg.decode(), [one.name for one in fields(Look) if one.type in {str, "str"}]
    taken = {getattr(LIGHT, token).lower() for token in tokens}
    for token in tokens:
        dark = getattr(DARK, token).lower()
        if dark not in taken:  # else it may as well be a light one
            text = text.replace(dark, getattr(LIGHT, token).lower())
    # The dark look writes in a color that the light one has for its grid, in which nobody writes.
    ink = '<text fill="'
    text = text.replace(ink + DARK.text.lower(), ink + LIGHT.text.lower())
    return text.encode()
