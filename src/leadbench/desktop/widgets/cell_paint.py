"""How the words of a table cell are painted: with an icon or mark, in a chip, cut to the room."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import TONES, triangle
from leadbench.desktop.widgets.field_spec import Mark
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.scale_line import diamond

_SHAPES: Final = frozenset({"square", "triangle", "diamond", "bar"})
"""Marks that are painted; all others are icons."""


def paint_words(
    painter: QPainter, space: QRectF, words: str, mark: Mark, side: str, theme: Theme
) -> None:
    """Paint the words of a cell with its icon, in a chip if the mark asks for one."""
    if not words and not mark.icon:
        return
    ink = mark.ink or "text"
    role = "cell_strong" if mark.strong else "caption" if mark.small else "cell"
    font = theme.font(role) if side == "right" else theme.words(role)
    if mark.chip:
        fill, ink = TONES.get(mark.chip, ("surface", "accent"))
        font = theme.font("label")
    metrics = QFontMetricsF(font)
    lead = (8 if mark.icon in _SHAPES else scaled(theme, 13)) + 6 if mark.icon else 0
    margin = 8 if mark.chip else 0
    trail = scaled(theme, 13) + 6 if mark.after else 0
    room = max(0.0, space.width() - lead - trail - 2 * margin)
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room + 0.5)
    wide = metrics.horizontalAdvance(cut) + lead + trail + 2 * margin
    left = {
        "left": space.left(),
        "right": space.right() - wide,
        "center": space.center().x() - wide / 2,
    }[side]
    if mark.chip:
        high = max(20.0, metrics.height() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(QRectF(left, space.center().y() - high / 2, wide, high), 5, 5)
    left += margin
    if mark.icon:
        _paint_mark(painter, QPointF(left, space.center().y()), mark.icon_ink or ink, mark, theme)
        left += lead
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    place = QRectF(left, space.top(), space.right() - left + 1, space.height())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
    if mark.after:
        at = QPointF(left + metrics.horizontalAdvance(cut) + 6, space.center().y())
        _paint_mark(painter, at, "accent", Mark(mark.after), theme)


def _paint_mark(painter: QPainter, at: QPointF, ink: str, mark: Mark, theme: Theme) -> None:
    """Paint an icon, or the square or triangle of critical and near-critical, left of the words."""
    if mark.icon not in _SHAPES:
        size = scaled(theme, 13)
        pixmap = theme.pixmap(mark.icon, ink, size)
        painter.drawPixmap(round(at.x()), round(at.y() - size / 2), pixmap)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ink))
    if mark.icon == "triangle":
        painter.drawPolygon(triangle(at.x(), at.y()))
    elif mark.icon == "square":
        painter.drawRect(QRectF(at.x(), at.y() - 3.5, 7, 7))
    elif mark.icon == "diamond":
        painter.drawPolygon(diamond(at.x() + 4.5, at.y(), 4.5))
    else:
        painter.drawRoundedRect(QRectF(at.x(), at.y() - 2, 9, 4), 1.5, 1.5)
