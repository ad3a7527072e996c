"""What the mouse does on the chart: resize a bar, move it, link it to another.

The plan is changed on release only; until then a copy of the network is scheduled at each step, and
table and chart show those dates.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.analysis.inputs import LinkType
from leadbench.charts.gantt import SCREEN
from leadbench.charts.time_scale import DAY
from leadbench.desktop.screens.milestones import preview
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gantt_paint import around

if TYPE_CHECKING:
    from leadbench.analysis.calendars import WorkCalendar
    from leadbench.analysis.critical_path import Schedule
    from leadbench.charts.gantt import Mark
    from leadbench.desktop.screens.milestones.gantt import GanttView
    from leadbench.desktop.screens.milestones.hits import Hit

_STARTS_AFTER = 4
"""Pixels that the pointer goes before a press becomes a drag."""
_HALF_DAYS_FROM = 16.0
"""Width of a day from which half days can be aimed at."""


class Stage(Protocol):
    """What gestures need of the screen."""

    rows: ChartRows

    def show_preview(self, dates: "Schedule | None", text: str, at: QPoint | None) -> None:
        """Show dates in place of the plan's, with a tag at the pointer; None ends it."""

    def set_duration(self, key: int, minutes: int) -> None:
        """Set a duration."""

    def start_from(self, key: int, minute: int | None) -> None:
        """Let a task start no earlier than an instant, or free it."""

    def connect_tasks(self, predecessor: int, successor: int, kind: LinkType, at: QPoint) -> None:
        """Link two tasks; a refusal is shown at the pointer."""


class Gesture(Protocol):
    """Something that is being dragged."""

    def move(self, at: QPoint, view: "GanttView") -> None:
        """Follow the pointer."""

    def drop(self, view: "GanttView") -> None:
        """Do it."""

    def cancel(self, view: "GanttView") -> None:
        """Give it up."""

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        """Paint what shows the gesture, in the chart's coordinates."""


def begin_gesture(
    start: "Callable[[Hit, QPoint], Gesture | None] | None", hit: "Hit", at: QPoint
) -> Gesture | None:
    """Return the gesture that a press begins, or None."""
    return None if start is None else start(hit, at)


def gesture_for(stage: Stage, hit: "Hit", at: QPoint) -> Gesture | None:
    """Return what dragging from a part of a mark does."""
    line = stage.rows.plan.line(hit.place)
    if hit.part in {"start", "finish"}:
        return Connect(stage, line.key, hit.part, hit.shape)
    if line.done or line.is_summary or line.start is None:
        return None
    if hit.part == "right":
        return Resize(stage, line.key, at, hit.shape)
    activity = stage.rows.plan.document.contents.activities[line.key]
    return (
        None if activity.actual_start_minute is not None else Move(stage, line.key, at, hit.shape)
    )


def calendar_of(rows: ChartRows, key: int) -> "WorkCalendar":
    """Return the working time of an activity."""
    network = rows.plan.document.network
    assert network is not None
    own = rows.plan.document.contents.activities[key].calendar_id
    return network.calendars[network.calendar if own is None else own]


class Resize:
    """The right edge of a bar sets its duration, in days or half days."""

    def __init__(self, stage: Stage, key: int, at: QPoint, shape: "Mark") -> None:
        self.stage, self.key, self.shape = stage, key, shape
        self.pressed = at
        line = stage.rows.plan.line_of(key)
        assert line.start is not None
        self.start, self.minutes = line.start, line.duration
        self.planned = line.duration
        self.moved = False

    def move(self, at: QPoint, view: "GanttView") -> None:
        if not self.moved and abs(at.x() - self.pressed.x()) < _STARTS_AFTER:
            return
        self.moved = True
        rows = self.stage.rows
        project = rows.plan.document.project
        assert project is not None
        x = self.shape.right + at.x() - self.pressed.x()
        until = rows.from_axis(view.scale.minute(x))
        worked = calendar_of(rows, self.key).between(self.start, until)
        step = project.minutes_per_day // (2 if view.per_day >= _HALF_DAYS_FROM else 1)
        minutes = max(step, round(worked / step) * step)
        if minutes != self.minutes:
            self.minutes = minutes
        dates = preview.with_duration(rows.plan, self.key, self.minutes)
        text = "" if dates is None else preview.effect(rows.plan, self.key, dates)
        self.stage.show_preview(dates, text, at)

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.moved and self.minutes != self.planned:
            self.stage.set_duration(self.key, self.minutes)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        if self.moved:
            _ghost(painter, view, self.shape)


class Move:
    """Dragging a bar lets it start no earlier than the day it is dropped on."""

    def __init__(self, stage: Stage, key: int, at: QPoint, shape: "Mark") -> None:
        self.stage, self.key, self.shape = stage, key, shape
        self.pressed = at
        line = stage.rows.plan.line_of(key)
        assert line.start is not None
        self.planned = line.start
        free = preview.with_start(stage.rows.plan, key, None)
        self.earliest = line.start if free is None else int(free.start[free.index[key]])
        self.wanted: int | None = None
        self.moved = False

    def move(self, at: QPoint, view: "GanttView") -> None:
        if not self.moved and abs(at.x() - self.pressed.x()) < _STARTS_AFTER:
            return
        self.moved = True
        rows = self.stage.rows
        x = view.scale.x(rows.on_axis(self.planned)) + at.x() - self.pressed.x()
        day = round(view.scale.minute(x) / DAY) * DAY
        start = calendar_of(rows, self.key).next_start(day)
        # Where its links let it begin anyway, no restriction is needed.
        self.wanted = None if start <= self.earliest else start
        dates = preview.with_start(rows.plan, self.key, self.wanted)
        text = "" if dates is None else preview.effect(rows.plan, self.key, dates)
        self.stage.show_preview(dates, text, at)

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.moved:
            self.stage.start_from(self.key, self.wanted)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        if self.moved:
            _ghost(painter, view, self.shape)


class Connect:
    """A line from one end of a bar to an end of another links them."""

    def __init__(self, stage: Stage, key: int, end: str, shape: "Mark") -> None:
        self.stage, self.key, self.end, self.shape = stage, key, end, shape
        self.at: QPoint | None = None
        self.target: int | None = None
        self.target_end = "start"

    @property
    def kind(self) -> LinkType:
        """The link that the two ends make."""
        ends = (self.end == "finish", self.target_end == "finish")
        return {
            (True, False): LinkType.FINISH_START,
            (False, False): LinkType.START_START,
            (True, True): LinkType.FINISH_FINISH,
            (False, True): LinkType.START_FINISH,
        }[ends]

    def move(self, at: QPoint, view: "GanttView") -> None:
        self.at = at
        place = int((at.y() + view.verticalScrollBar().value()) // SCREEN.row)
        self.target = None
        text = "Drop on the start or finish of another task"
        if 0 <= place < len(view.rows):
            shape = view.shape(place)
            key = view.rows.plan.visible[place].key
            if key != self.key and shape.left - 16 <= at.x() <= shape.right + 16:
                self.target = place
                near_finish = abs(at.x() - shape.right) < abs(at.x() - shape.left)
                milestone = shape.right - shape.left <= SCREEN.diamond
                self.target_end = "finish" if near_finish and not milestone else "start"
                text = self._words(place)
        self.stage.show_preview(None, text, at)

    def _words(self, place: int) -> str:
        plan = self.stage.rows.plan
        other = plan.line(place)
        first = "finish" if self.end == "finish" else "start"
        numbers = f"{plan.line_of(self.key).number} to {other.number}"
        return f"{numbers} {other.name} · {first} to {self.target_end} ({self.kind})"

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.target is not None and self.at is not None:
            key = view.rows.plan.visible[self.target].key
            self.stage.connect_tasks(self.key, key, self.kind, self.at)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        if self.at is None:
            return
        painter.setPen(QPen(view.look.color("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x = self.shape.right if self.end == "finish" else self.shape.left
        tip = QPointF(self.at) + QPointF(0, view.verticalScrollBar().value())
        painter.drawLine(QPointF(x, self.shape.middle), tip)
        if self.target is None:
            return
        shape = view.shape(self.target)
        painter.setPen(QPen(view.look.color("accent"), 2))
        painter.drawRoundedRect(around(shape).adjusted(-3, -3, 3, 3), 5, 5)
        end = shape.right if self.target_end == "finish" else shape.left
        painter.setBrush(view.look.color("accent"))
        painter.drawEllipse(QRectF(end - 3.5, shape.middle - 3.5, 7, 7))


def _ghost(painter: QPainter, view: "GanttView", shape: "Mark") -> None:
    """Paint where a bar was before it was dragged."""
    painter.setPen(QPen(view.look.color("text3"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(around(shape), 3, 3)
