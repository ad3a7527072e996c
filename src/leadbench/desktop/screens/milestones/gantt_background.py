"""What lies behind the marks of the chart: stage, free days, grid, selection and dates."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from leadbench.analysis.calendars import to_date
from leadbench.charts.gantt import SCREEN
from leadbench.charts.time_scale import minute_of
from leadbench.desktop.screens.milestones.gantt_look import GanttLook, View, snap

_LEAST_DAY: Final = 4.0
"""Below this width of a day, free days are not shaded."""


def paint_background(
    look: GanttLook, painter: QPainter, view: View, width: int, selected: Iterable[int]
) -> None:
    """Paint the stage, free days, grid, selected rows, data date and commitment."""
    clip, scale = view.clip, view.scale
    painter.fillRect(clip, look.color("surface"))
    foot = min(clip.bottom() + 1, round(len(look.rows) * SCREEN.row) - view.top)
    if foot <= clip.top():
        return
    area = QRectF(clip.left(), clip.top(), clip.width(), foot - clip.top())
    for band in look.rows.bands():
        if band.current:
            left, right = scale.x(band.start), scale.x(band.finish)
            stage = QRectF(left, area.top(), right - left, area.height())
            painter.fillRect(stage.intersected(area), look.color("stage_band"))
    _free_days(look, painter, view, area)
    for place in selected:
        top = place * SCREEN.row - view.top
        row = QRectF(area.left(), top, area.width(), SCREEN.row - 1)
        painter.fillRect(row.intersected(area), look.color("selected"))
    _grid(look, painter, view, area, width)
    _dates(look, painter, view, area, width)


def _free_days(look: GanttLook, painter: QPainter, view: View, area: QRectF) -> None:
    calendar = look.rows.calendar()
    if calendar is None or view.scale.per_day < _LEAST_DAY:
        return
    first = to_date(view.scale.minute(area.left()))
    last = to_date(view.scale.minute(area.right()))
    width = view.scale.per_day
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("hover"))
    painter.drawRects(
        [
            QRectF(round(view.scale.x(minute_of(day))), area.top(), round(width), area.height())
            for day in calendar.free_days(first, last)
        ]
    )


def _grid(look: GanttLook, painter: QPainter, view: View, area: QRectF, across: int) -> None:
    ticks = look.tiers(view.scale, across)
    heavy = {tick.minute for tick in ticks.upper}
    thin = 1 / painter.device().devicePixelRatioF()
    left, top, width, height = area.left(), area.top(), area.width(), area.height()
    lines = [
        QRectF(round(tick.x), top, thin, height) for tick in ticks.lower if tick.minute not in heavy
    ]
    first, last = max(view.first, 0), min(view.last, len(look.rows) - 1)
    feet = ((place + 1) * SCREEN.row - view.top - thin for place in range(first, last + 1))
    lines.extend(QRectF(left, foot, width, thin) for foot in feet)
    # Filled rectangles are several times cheaper than lines.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("grid"))
    painter.drawRects(lines)
    painter.setBrush(look.color("border"))
    painter.drawRects([QRectF(round(tick.x), top, thin, height) for tick in ticks.upper])


def _dates(look: GanttLook, painter: QPainter, view: View, area: QRectF, across: int) -> None:
    project = look.rows.plan.document.project
    if project is None:
        return
    if project.committed_finish_minute is not None:
        x = snap(view.scale.x(look.rows.on_axis(project.committed_finish_minute)))
        pen = QPen(look.color("text2"), 1)
        pen.setDashPattern([4, 3])
        pen.setDashOffset(area.top() + view.top)
        painter.setPen(pen)
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        if view.first == 0:
            _committed(look, painter, view, x, across)
    if project.status_minute is not None:
        x = round(view.scale.x(look.rows.on_axis(project.status_minute)))
        painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), look.color("accent"))


def _committed(look: GanttLook, painter: QPainter, view: View, x: float, across: int) -> None:
    """Write the promised date beside its line: at the left where the right side has no room."""
    project = look.rows.plan.document.project
    assert project is not None
    assert project.committed_finish_minute is not None
    day = look.rows.plan.date_text(project.committed_finish_minute, finish=True)
    small = look.theme.font("group")
    lines = (
        (day, look.label_font, "text2", 17, look.label_metrics),
        ("Committed", small, "text3", 30, QFontMetricsF(small)),
    )
    widest = max(metrics.horizontalAdvance(text) for text, _, _, _, metrics in lines)
    right = x + 5 + widest <= across
    for text, font, ink, down, metrics in lines:
        at = x + 5 if right else x - 5 - metrics.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(look.color(ink))
        painter.drawText(QPointF(at, down - view.top), text)
