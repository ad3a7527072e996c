"""What lies behind the marks of the chart: stage, free days, grid, selection and dates."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from leadbench.analysis.calendars import WorkCalendar, to_date
from leadbench.charts.time_scale import DAY, minute_of
from leadbench.desktop.screens.milestones.gantt_look import GanttLook, View
from leadbench.desktop.screens.milestones.gantt_shapes import snap

_LEAST_DAY: Final = 4.0
"""Below this width of a day, free days are not shaded."""
_LEAST_NIGHT: Final = 90.0
"""From this width of a day, nights and breaks are shaded too."""


def paint_background(
    look: GanttLook, painter: QPainter, view: View, width: int, selected: Iterable[int]
) -> None:
    """Paint the stage, free days, grid, selected rows, data date and commitment."""
    clip = view.clip
    painter.fillRect(clip, look.color("surface"))
    foot = min(clip.bottom() + 1, round(len(look.rows) * view.row) - view.top)
    if foot <= clip.top():
        return
    area = QRectF(clip.left(), clip.top(), clip.width(), foot - clip.top())
    _stage(look, painter, view, area)
    _free_time(look, painter, view, area)
    for place in selected:
        top = place * view.row - view.top
        row = QRectF(area.left(), top, area.width(), view.row - 1)
        painter.fillRect(row.intersected(area), look.color("selected"))
    _grid(look, painter, view, area, width)
    _dates(look, painter, view, area, width)


def _free_time(look: GanttLook, painter: QPainter, view: View, area: QRectF) -> None:
    """Shade what is no working time: days, and closer in also nights and lunch."""
    calendar = look.rows.calendar()
    if calendar is None or view.scale.per_day < _LEAST_DAY:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("hover"))
    painter.drawRects(_shades(look, calendar, view, area))
    for place in range(max(0, view.first), min(view.last, len(look.rows) - 1) + 1):
        own = look.rows.own_calendar(place)
        if own is None:
            continue
        row = QRectF(area.left(), place * view.row - view.top, area.width(), view.row)
        row = row.intersected(area)
        painter.fillRect(row, look.color("surface"))
        _stage(look, painter, view, row)
        painter.setBrush(look.color("hover"))
        painter.drawRects(_shades(look, own, view, row))


def _shades(look: GanttLook, calendar: WorkCalendar, view: View, area: QRectF) -> list[QRectF]:
    """Return the stretches without working time inside an area."""
    scale = view.scale
    first, last = scale.minute(area.left()), scale.minute(area.right())
    spans: list[tuple[float, float]] = []
    if scale.per_day < _LEAST_NIGHT:
        for day in calendar.free_days(to_date(first), to_date(last)):
            begin = minute_of(day)
            spans.append((scale.x(begin), scale.x(begin + DAY)))
    else:
        at = scale.x(first - first % DAY)
        end = (last // DAY + 1) * DAY
        for begin, finish in calendar.working_intervals(first - first % DAY, end):
            spans.append((at, scale.x(look.rows.on_axis(begin))))
            at = scale.x(look.rows.on_axis(finish))
        spans.append((at, scale.x(end)))
    return [
        QRectF(round(left), area.top(), round(right) - round(left), area.height())
        for left, right in spans
        if right - left >= 1
    ]


def _stage(look: GanttLook, painter: QPainter, view: View, area: QRectF) -> None:
    for band in look.rows.bands():
        if band.current:
            left, right = view.scale.x(band.start), view.scale.x(band.finish)
            stage = QRectF(left, area.top(), right - left, area.height())
            painter.fillRect(stage.intersected(area), look.color("stage_band"))


def _grid(look: GanttLook, painter: QPainter, view: View, area: QRectF, across: int) -> None:
    ticks = look.tiers(view.scale, across)
    heavy = {tick.minute for tick in ticks.upper}
    thin = 1 / painter.device().devicePixelRatioF()
    left, top, width, height = area.left(), area.top(), area.width(), area.height()
    lines = [
        QRectF(round(tick.x), top, thin, height) for tick in ticks.lower if tick.minute not in heavy
    ]
    first, last = max(view.first, 0), min(view.last, len(look.rows) - 1)
    feet = ((place + 1) * view.row - view.top - thin for place in range(first, last + 1))
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
