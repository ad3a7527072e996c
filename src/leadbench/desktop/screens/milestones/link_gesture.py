"""Drawing a link from the end of one bar to an end of another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.analysis.inputs import LinkType
from leadbench.desktop.screens.milestones import preview
from leadbench.desktop.screens.milestones.gantt_paint import around
from leadbench.desktop.screens.milestones.gestures import Stage, scrolled
from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.charts.gantt import Mark
    from leadbench.desktop.screens.milestones.gantt import GanttView

_REACH = 16
"""Pixels beside a bar in which a link still lands on it."""
_KINDS = {
    ("finish", "start"): LinkType.FINISH_START,
    ("start", "start"): LinkType.START_START,
    ("finish", "finish"): LinkType.FINISH_FINISH,
    ("start", "finish"): LinkType.START_FINISH,
}


class Connect:
    """A line from one end of a bar to an end of another links them.

    While it is over a bar, all dates are shown as that link would make them.
    """

    def __init__(self, stage: Stage, key: int, end: str, shape: "Mark") -> None:
        self.stage, self.key, self.end, self.shape = stage, key, end, shape
        self.at: QPoint | None = None
        self.target: int | None = None
        """Place of the row under the pointer that can be linked to."""
        self.target_end = "start"
        self._shown: tuple[int, str] | None = None

    @property
    def kind(self) -> LinkType:
        """The link that the two ends make."""
        return _KINDS[self.end, self.target_end]

    def move(self, at: QPoint, view: "GanttView") -> None:
        self.at = at
        place = int((at.y() + view.verticalScrollBar().value()) // view.row_height)
        self.target = None
        if 0 <= place < len(view.rows):
            shape = view.shape(place)
            key = view.rows.plan.visible[place].key
            if key != self.key and shape.left - _REACH <= at.x() <= shape.right + _REACH:
                self.target = place
                near_finish = abs(at.x() - shape.right) < abs(at.x() - shape.left)
                moment = shape.kind == ActivityKind.MILESTONE
                self.target_end = "finish" if near_finish and not moment else "start"
        wanted = None if self.target is None else (self.target, self.target_end)
        if wanted == self._shown is not None:
            self.stage.follow(at)
            return
        self._shown = wanted
        if wanted is None:
            words = "Drop on the start or finish of another task"
            self.stage.soon(lambda: self.stage.show_preview(None, words, at))
        else:
            self.stage.soon(lambda: self._show(wanted[0], self.kind))

    def _show(self, place: int, kind: LinkType) -> None:
        plan = self.stage.rows.plan
        other = plan.line(place)
        first = "finish" if self.end == "finish" else "start"
        words = (
            f"{plan.line_of(self.key).number} to {other.number} {other.name} · "
            f"{first} to {self.target_end} ({kind})"
        )
        dates, problem = preview.with_link(plan, self.key, other.key, kind)
        if dates is not None:
            words += f" · {preview.effect(plan, other.key, dates)}"
        self.stage.show_preview(dates, f"{words} · {problem}" if problem else words, self.at)

    def scrolled(self, by: int) -> None:
        self.shape = scrolled(self.shape, by)

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
