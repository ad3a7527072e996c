"""Dragging a bar: its right edge, the whole of it, a summary, or the end of its progress."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.charts.time_scale import DAY
from leadbench.desktop.screens.milestones import preview
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gantt_paint import around
from leadbench.desktop.screens.milestones.gestures import (
    Gesture,
    Stage,
    calendar_of,
    scrolled,
)
from leadbench.desktop.screens.milestones.link_gesture import Connect
from leadbench.desktop.screens.milestones.summary_moves import SummaryMove
from leadbench.desktop.screens.milestones.why import restriction
from leadbench.errors import Refused
from leadbench.plan.tables import ConstraintKind

if TYPE_CHECKING:
    from leadbench.charts.gantt import Mark
    from leadbench.desktop.screens.milestones.gantt import GanttView
    from leadbench.desktop.screens.milestones.hits import Hit

_STARTS_AFTER = 4
"""Pixels that the pointer goes before a press becomes a drag."""
_HALF_DAYS_FROM = 16.0
"""Width of a day from which half days can be aimed at."""
_HOURS_FROM = 160.0
"""Width of a day from which hours can be aimed at."""


def gesture_for(stage: Stage, hit: "Hit", at: QPoint) -> Gesture | None:
    """Return what dragging from a part of a mark does."""
    line = stage.rows.plan.line(hit.place)
    if line.is_group or line.start is None:
        return None
    if hit.part in {"start", "finish"}:
        return Connect(stage, line.key, hit.part, hit.shape)
    if line.is_summary:
        move = SummaryMove(stage.rows, line.key)
        if hit.part == "length":
            reason = f"The length of {line.number} follows its tasks. Change these instead."
            return Stay(stage, at, reason)
        reason = move.reason()
        return Stay(stage, at, reason) if reason else MoveSummary(stage, move, at, hit.shape)
    if line.done:
        reason = f"{line.number} is finished. Change its actual dates instead."
        return Stay(stage, at, reason)
    if hit.part == "right":
        return Resize(stage, line.key, at, hit.shape)
    if hit.part == "progress":
        return Progress(stage, line.key, at, hit.shape)
    activity = stage.rows.plan.document.contents.activities[line.key]
    if activity.actual_start_minute is not None:
        reason = f"{line.number} has begun, so its start stays. Change its actual start instead."
        return Stay(stage, at, reason)
    return Move(stage, line.key, at, hit.shape)


def aim(rows: ChartRows, view: "GanttView", x: float) -> int:
    """Return the day, or close in the hour, that is aimed at."""
    if view.per_day >= _HOURS_FROM:
        return round(rows.from_axis(view.scale.minute(x)) / 60) * 60
    return round(view.scale.minute(x) / DAY) * DAY


class _Pull:
    """How far a bar is being pulled from where it was pressed."""

    def __init__(self, stage: Stage, key: int, at: QPoint, shape: "Mark") -> None:
        self.stage, self.key, self.shape, self.pressed = stage, key, shape, at
        self.at = at
        self.moved = False

    def begun(self, at: QPoint) -> bool:
        """Follow the pointer, and tell whether the press has become a drag."""
        self.at = at
        self.moved = self.moved or abs(at.x() - self.pressed.x()) >= _STARTS_AFTER
        return self.moved

    def scrolled(self, by: int) -> None:
        """Stay with the bar when the chart scrolls under the pointer."""
        self.pressed -= QPoint(by, 0)
        self.shape = scrolled(self.shape, by)

    @property
    def by(self) -> int:
        """Pixels from where it was pressed."""
        return self.at.x() - self.pressed.x()

    def paint(self, painter: QPainter, view: "GanttView", left: float, right: float) -> None:
        """Paint where the bar was, and at once where it will be, before all dates are known."""
        if not self.moved:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(view.look.color("text3"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(around(self.shape), 3, 3)
        painter.setPen(QPen(view.look.color("accent"), 2))
        box = QRectF(left, self.shape.top, right - left, self.shape.bottom - self.shape.top)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)


class Resize:
    """The right edge of a bar sets its duration, in days, half days or hours."""

    def __init__(self, stage: Stage, key: int, at: QPoint, shape: "Mark") -> None:
        self.pull = _Pull(stage, key, at, shape)
        self.stage, self.key = stage, key
        line = stage.rows.plan.line_of(key)
        assert line.start is not None
        self.start, self.minutes = line.start, line.duration
        self.planned = line.duration

    def move(self, at: QPoint, view: "GanttView") -> None:
        if not self.pull.begun(at):
            return
        rows = self.stage.rows
        project = rows.plan.document.project
        assert project is not None
        until = rows.from_axis(view.scale.minute(self.pull.shape.right + self.pull.by))
        worked = calendar_of(rows, self.key).between(self.start, until)
        step = project.minutes_per_day
        if view.per_day >= _HALF_DAYS_FROM:
            step = 60 if view.per_day >= _HOURS_FROM else step // 2
        minutes = max(step, round(worked / step) * step)
        if minutes == self.minutes and rows.plan.preview is not None:
            self.stage.follow(at)
            return
        self.minutes = minutes
        self.stage.soon(self._show)

    def _show(self) -> None:
        plan = self.stage.rows.plan
        dates = preview.with_duration(plan, self.key, self.minutes)
        text = "" if dates is None else preview.effect(plan, self.key, dates)
        self.stage.show_preview(dates, text, self.pull.at)

    def scrolled(self, by: int) -> None:
        self.pull.scrolled(by)

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.pull.moved and self.minutes != self.planned:
            self.stage.set_duration(self.key, self.minutes)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        rows = self.stage.rows
        finish = calendar_of(rows, self.key).add(self.start, self.minutes)
        self.pull.paint(painter, view, self.pull.shape.left, view.scale.x(rows.on_axis(finish)))


class Move:
    """Dragging a bar lets it start no earlier than the day, or hour, it is dropped on."""

    def __init__(self, stage: Stage, key: int, at: QPoint, shape: "Mark") -> None:
        self.pull = _Pull(stage, key, at, shape)
        self.stage, self.key = stage, key
        line = stage.rows.plan.line_of(key)
        assert line.start is not None
        self.planned = line.start
        self.earliest: int | None = None
        """Where its links let it begin, asked for once the bar is pulled; None: anywhere."""
        self._asked = False
        self.wanted: int | None = None
        self.aimed = line.start

    def move(self, at: QPoint, view: "GanttView") -> None:
        if not self.pull.begun(at):
            return
        rows = self.stage.rows
        if not self._asked:
            self.earliest, self._asked = preview.earliest(rows.plan, self.key), True
        x = view.scale.x(rows.on_axis(self.planned)) + self.pull.by
        start = calendar_of(rows, self.key).next_start(aim(rows, view, x))
        aimed = start if self.earliest is None else max(start, self.earliest)
        if aimed == self.aimed and rows.plan.preview is not None:
            self.stage.follow(at)
            return
        self.aimed = aimed
        # Where its links let it begin anyway, no restriction is needed.
        self.wanted = None if self.earliest is not None and start <= self.earliest else start
        self.stage.soon(self._show)

    def _show(self) -> None:
        plan = self.stage.rows.plan
        dates = preview.with_start(plan, self.key, self.wanted)
        text = "" if dates is None else f"{preview.effect(plan, self.key, dates)} · {self._rule()}"
        self.stage.show_preview(dates, text, self.pull.at)

    def _rule(self) -> str:
        """Return in words what dropping it here sets, and what that takes the place of."""
        plan = self.stage.rows.plan
        words = "starts as early as its links let it"
        if plan.counts_back:
            words = "lies as late as it may"
        if self.wanted is not None:
            words = f"sets “start no earlier than {plan.date_text(self.wanted)}”"
            if self.earliest is None:
                return f"set by hand on {plan.date_text(self.wanted)}"
        kind = plan.document.contents.activities[self.key].constraint_kind
        kept = {ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.START_NO_EARLIER}
        if ConstraintKind(kind) in kept:
            return words
        old = restriction(plan, self.key)
        return f"{words} in place of “{old[:1].lower()}{old[1:]}”"

    def scrolled(self, by: int) -> None:
        self.pull.scrolled(by)

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.pull.moved:
            self.stage.start_from(self.key, self.wanted)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        left = view.scale.x(self.stage.rows.on_axis(self.aimed))
        half = (self.pull.shape.right - self.pull.shape.left) / 2
        if self.pull.shape.start != self.pull.shape.left:  # a milestone is held in its middle
            left -= half
        self.pull.paint(painter, view, left, left + 2 * half)


class MoveSummary:
    """Dragging a summary moves its open tasks as far as it is pulled, by working time."""

    def __init__(self, stage: Stage, move: SummaryMove, at: QPoint, shape: "Mark") -> None:
        self.pull = _Pull(stage, move.key, at, shape)
        self.stage, self.tasks = stage, move
        self.aimed = move.anchor
        self.starts: dict[int, int | None] = {}

    def move(self, at: QPoint, view: "GanttView") -> None:
        if not self.pull.begun(at):
            return
        rows = self.stage.rows
        x = view.scale.x(rows.on_axis(self.tasks.anchor)) + self.pull.by
        aimed = aim(rows, view, x)
        if aimed == self.aimed and rows.plan.preview is not None:
            self.stage.follow(at)
            return
        self.aimed = aimed
        self.stage.soon(self._show)

    def _show(self) -> None:
        tasks = self.tasks
        self.starts = tasks.starts_from(self.aimed)
        dates = tasks.dates(self.starts)
        text = ""
        if dates is not None:
            text = f"{preview.effect(self.stage.rows.plan, tasks.key, dates)} · {tasks.words()}"
        self.stage.show_preview(dates, text, self.pull.at)

    def scrolled(self, by: int) -> None:
        self.pull.scrolled(by)

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.pull.moved:
            starts = self.tasks.changed(self.tasks.starts_from(self.aimed))
            if starts:
                self.stage.start_several_from(self.tasks.key, starts)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        on_axis = self.stage.rows.on_axis
        shape, first = self.pull.shape, view.scale.x(on_axis(self.tasks.anchor))
        left = view.scale.x(on_axis(self.aimed))
        self.pull.paint(painter, view, left, left + max(3.0, shape.right - first))


class Stay:
    """Dragging what cannot be dragged says why."""

    def __init__(self, stage: Stage, at: QPoint, reason: str) -> None:
        self.stage, self.pressed, self.at, self.reason = stage, at, at, reason
        self.moved = False

    def move(self, at: QPoint, view: "GanttView") -> None:
        self.at = at
        self.moved = self.moved or abs(at.x() - self.pressed.x()) >= _STARTS_AFTER
        if self.moved:
            self.stage.show_preview(None, self.reason, at)

    def scrolled(self, by: int) -> None:
        """Nothing goes along."""

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.moved:
            self.stage.refuse(Refused(self.reason), self.at)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        """Nothing moves."""


class Progress:
    """The end of the progress line says how much is done.

    Dates follow from the start and the finish that this records, not from the percentage.
    """

    def __init__(self, stage: Stage, key: int, at: QPoint, shape: "Mark") -> None:
        self.pull = _Pull(stage, key, at, shape)
        self.stage, self.key = stage, key
        self.planned = stage.rows.plan.line_of(key).percent
        self.percent = self.planned

    def move(self, at: QPoint, view: "GanttView") -> None:
        if not self.pull.begun(at):
            return
        shape = self.pull.shape
        width = shape.right - shape.left
        step = 5 if width >= 60 else 10
        share = min(max((at.x() - shape.left) / width, 0.0), 1.0)
        percent = round(100 * share / step) * step
        if percent == self.percent and self.stage.rows.plan.preview is not None:
            self.stage.follow(at)
            return
        self.percent = percent
        self.stage.soon(self._show)

    def _show(self) -> None:
        plan = self.stage.rows.plan
        words = [f"{self.percent}% done"]
        started = plan.document.contents.activities[self.key].actual_start_minute is not None
        if self.percent == 100:
            words.append("records the finish" if started else "records start and finish")
        elif self.percent and not started:
            words.append("records the start")
        dates = None
        if len(words) > 1:
            dates = preview.with_progress(plan, self.key, self.percent)
        if dates is not None:
            words.append(preview.effect(plan, self.key, dates))
        self.stage.show_preview(dates, " · ".join(words), self.pull.at)

    def scrolled(self, by: int) -> None:
        self.pull.scrolled(by)

    def drop(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)
        if self.pull.moved and self.percent != self.planned:
            self.stage.set_progress(self.key, self.percent)

    def cancel(self, view: "GanttView") -> None:
        self.stage.show_preview(None, "", None)

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        if not self.pull.moved:
            return
        shape = self.pull.shape
        right = shape.left + (shape.right - shape.left) * self.percent / 100
        if self.stage.rows.plan.preview is not None:  # the percentage is measured where the bar was
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(view.look.color("text3"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(around(shape), 3, 3)
        painter.setPen(QPen(view.look.color("accent"), 3))
        painter.drawLine(QLineF(shape.left, shape.middle, right, shape.middle))
        painter.setPen(QPen(view.look.color("accent"), 1.5))
        painter.drawLine(QLineF(right, shape.top - 2, right, shape.bottom + 2))
