"""The range of a finish on the chart: a line from the mark to P80, a ring at P50."""

from collections.abc import Callable, Container, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from leadbench.charts.gantt import Mark, State
from leadbench.desktop.screens.milestones.gantt_look import GanttLook
from leadbench.desktop.screens.milestones.gantt_shapes import snap
from leadbench.plan.tables import ActivityKind

_RING = 3.5
_TICK = 5.0
_ABOVE = 3.5
"""How far above a bar its range stands, clear of its float."""


def paint_chances(
    look: GanttLook,
    painter: QPainter,
    marks: Sequence[Mark],
    selected: Container[int],
    edge: float,
    ground: Callable[[float], str],
) -> None:
    """Paint the ranges of the finishes that have one.

    ``edge`` is the right side of the view, and ``ground`` the token of what lies behind a place.
    """
    for each in marks:
        if each.p50 is None or each.p80 is None:
            continue
        moment = each.kind == ActivityKind.MILESTONE
        color = look.color("critical" if each.state == State.CRITICAL else "text2")
        y = snap(each.middle if moment else each.top - _ABOVE)
        size, ring = (_TICK, _RING) if moment else (_TICK - 2, _RING - 1)
        begin = each.right if moment else each.finish
        end = snap(each.p80)
        painter.setPen(QPen(color, 1.4))
        painter.drawLine(QLineF(min(begin, each.p50), y, end, y))
        painter.drawLine(QLineF(end, y - size, end, y + size))
        chosen = each.row in selected
        painter.setBrush(look.color("selected" if chosen else "surface"))
        painter.drawEllipse(QPointF(each.p50, y), ring, ring)
        if moment:
            left = end + 5
            _label(look, painter, each, y, edge, "selected" if chosen else ground(left))


def label_width(look: GanttLook, shape: Mark) -> float:
    """Return the width of the words at the end of a range."""
    return look.label_metrics.horizontalAdvance(look.rows[shape.row].p80_label)


def _label(
    look: GanttLook, painter: QPainter, shape: Mark, y: float, edge: float, ground: str
) -> None:
    """Write the date at the end of a range, over the promised date but over no other mark."""
    assert shape.p80 is not None
    left, width = shape.p80 + 5, label_width(look, shape)
    project, scale = look.rows.plan.document.project, look.shapes.scale
    marks = [] if shape.deadline is None else [shape.deadline]
    if project is not None and project.status_minute is not None:
        marks.append(scale.x(look.rows.on_axis(project.status_minute)))
    if left + width > edge or any(left - 3 < x < left + width + 3 for x in marks):
        return
    painter.fillRect(QRectF(left - 1, y - 7, width + 2, 14), look.color(ground))
    painter.setFont(look.label_font)
    painter.setPen(look.color("critical" if shape.state == State.CRITICAL else "text2"))
    painter.drawText(QPointF(left, y + 4), look.rows[shape.row].p80_label)
