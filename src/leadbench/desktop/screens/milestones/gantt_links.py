"""How the links of the chart look, and which one is under the pointer."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from time import perf_counter
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from leadbench.charts.gantt import PlacedLink
from leadbench.desktop.screens.milestones.gantt_look import GanttLook, View
from leadbench.desktop.screens.milestones.gantt_shapes import MANY, distance

SHARE_S: Final = 0.001
"""How much of a frame of a large plan may go into working out ways of links."""
_LEAST: Final = 8
"""Ways that are worked out in any frame, so that the last is there in the end."""
_CATCH: Final = 4.0
"""Pixels on each side of a link in which it can be taken hold of."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out: the links and neighbors of the row under the pointer, and a chosen link."""

    row: int = -1
    """Key of the activity whose links stand out, or -1."""
    link: int = -1
    """Key of the link under the pointer, or -1."""
    chosen: int = -1
    """Key of the link that keys act on, or -1."""


def paint_links(look: GanttLook, painter: QPainter, view: View) -> bool:
    """Paint the links that cross the visible rows, in the chart's own coordinates.

    Where a large plan is scrolled, their ways are worked out for so long as a frame has time;
    returned is whether all are there. The shortest come first. When the plan was edited or zoomed
    they all are, so that none goes and comes back.
    """
    shapes, rows = look.shapes, look.rows
    scrolled = len(rows) > MANY and not shapes.fresh
    until = perf_counter() + (SHARE_S if scrolled else inf)
    whole, worked = True, 0
    begin, end = view.span
    plain, strong, out = QPainterPath(), QPainterPath(), QPainterPath()
    heads: list[QPolygonF] = []
    strong_heads: list[QPolygonF] = []
    for placed in rows.links.crossing(max(0, view.first), view.last):
        if not shapes.knows_way(placed):
            if worked >= _LEAST and perf_counter() > until:
                whole = False
                continue
            worked += 1
        way = shapes.way_within(placed, begin - 8, end + 8)
        if way is None:
            continue
        if view.layers.critical and rows.drives_finish(placed.link):
            strong.addPath(way.path)
            strong_heads.append(way.head)
            continue
        heads.append(way.head)
        left_out = rows.is_left_out(placed.link.predecessor, placed.link.successor)
        (out if left_out else plain).addPath(way.path)
    if not out.isEmpty():
        painter.setPen(look.broken("float_line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(out)
    _draw(painter, plain, heads, look.color("float_line"), 1.0)
    _draw(painter, strong, strong_heads, look.color("critical"), 1.4)
    return whole


def paint_emphasis(look: GanttLook, painter: QPainter, view: View, emphasis: Emphasis) -> None:
    """Paint over the rest what stands out."""
    shapes, color = look.shapes, look.color("accent")
    wanted = {emphasis.link, emphasis.chosen}
    near: set[int] = set()
    for placed in look.rows.links.crossing(max(0, view.first), view.last):
        link = placed.link
        mine = emphasis.row in {link.predecessor, link.successor}
        if not mine and link.key not in wanted:
            continue
        way = shapes.way(placed)
        chosen = link.key == emphasis.chosen
        if chosen:  # a wide pale line under it shows where keys act, besides its color
            painter.setPen(QPen(look.color("selected"), 6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(way.path)
        _draw(painter, way.path, [way.head], color, 2.4 if chosen else 1.8)
        ends = {placed.tail_row, placed.tip_row}
        near |= (
            ends
            if link.key in wanted
            else {place for place in ends if look.rows.plan.visible[place].key != emphasis.row}
        )
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in near:
        shape = shapes.mark(place)
        box = QRectF(shape.left, shape.top, shape.right - shape.left, shape.bottom - shape.top)
        painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4)


def link_at(look: GanttLook, view: View, x: float, y: float) -> PlacedLink | None:
    """Return the link that is nearest to a place of the chart, within reach."""
    row = int(y // view.row)
    best, found = _CATCH, None
    for placed in look.rows.links.crossing(max(0, row - 1), row + 1):
        way = look.shapes.way(placed)
        if way.left - _CATCH <= x <= way.right + _CATCH:
            away = distance(way, x, y)
            if away <= best:
                best, found = away, placed
    return found


def _draw(
    painter: QPainter, path: QPainterPath, heads: Iterable[QPolygonF], color: QColor, width: float
) -> None:
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for head in heads:
        painter.drawPolygon(head)
