"""How the marks of the chart look: layers, each drawn with few calls."""

from collections.abc import Collection, Container, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from leadbench.charts.gantt import Mark, State, bracket, diamond
from leadbench.desktop.screens.milestones.gantt_background import paint_background
from leadbench.desktop.screens.milestones.gantt_chances import label_width, paint_chances
from leadbench.desktop.screens.milestones.gantt_links import paint_links
from leadbench.desktop.screens.milestones.gantt_look import DOTS, GanttLook, View
from leadbench.desktop.screens.milestones.gantt_shapes import polygon, snap
from leadbench.plan.tables import ActivityKind

_FILL: Final = {
    State.DONE: ("done_fill", "done_outline"),
    State.CRITICAL: ("critical_fill", "critical"),
    State.NEAR: ("near_fill", "near_outline"),
    State.NORMAL: ("normal_fill", "normal_outline"),
}
_INK: Final = {
    State.DONE: "done",
    State.CRITICAL: "critical",
    State.NEAR: "near",
    State.NORMAL: "normal",
}
_EDGE: Final = 3.0
_FLAG: Final = 4.5
"""Half the width of the mark of a deadline."""
_WORK: Final = ActivityKind.WORK


class GanttPainter:
    """Paints the chart.

    Parameters
    ----------
    look
        Rows, colors and fonts.
    """

    def __init__(self, look: GanttLook) -> None:
        self.look = look
        self.rows = look.rows
        self.color = look.color

    def paint(self, painter: QPainter, view: View, width: int, selected: Collection[int]) -> bool:
        """Paint everything inside the clip; tell whether no link is left for the next frame."""
        paint_background(self.look, painter, view, width, selected)
        count = len(self.rows)
        if not count or self.rows.plan.schedule is None:
            return True
        shapes = self.look.shapes
        painter.save()
        painter.translate(view.scale.left, -view.top)
        begin, end = view.span
        marks = [
            shapes.mark(place) for place in range(max(0, view.first), min(count, view.last + 1))
        ]
        marks = [each for each in marks if _reaches(each, begin - 180, end + 180)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.layers.baseline:
            self._baselines(painter, marks)
        whole = paint_links(self.look, painter, view)
        if view.layers.slack:
            self._floats(painter, view, marks)
        self._bars(painter, [each for each in marks if each.kind == ActivityKind.WORK])
        self._summaries(painter, [each for each in marks if each.kind == ActivityKind.SUMMARY])
        moments = [each for each in marks if each.kind == ActivityKind.MILESTONE]
        self._milestones(painter, view, moments, selected)
        paint_chances(self.look, painter, marks, selected, width - view.scale.left, self._ground)
        self._deadlines(painter, marks)
        painter.restore()
        return whole

    # Marks

    def _baselines(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color("approved"))
        path, hollow = QPainterPath(), []
        size, thick = self.look.sizes.diamond, self.look.sizes.baseline
        for each in marks:
            if each.baseline_left is None or each.baseline_right is None:
                continue
            if each.kind == ActivityKind.MILESTONE:
                if abs(each.baseline_left - each.center) > 1:
                    corners = diamond(each.baseline_left, each.middle, size - 3)
                    hollow.append(polygon(corners))
            elif each.kind == ActivityKind.WORK:
                width = max(2.0, each.baseline_right - each.baseline_left)
                box = QRectF(each.baseline_left, each.baseline_top, width, thick)
                path.addRoundedRect(box, 1.5, 1.5)
        painter.drawPath(path)
        painter.setPen(QPen(self.color("approved"), 1.2))
        painter.setBrush(self.color("surface"))
        for shape in hollow:
            painter.drawPolygon(shape)

    def _floats(self, painter: QPainter, view: View, marks: Sequence[Mark]) -> None:
        begin, limit = view.span
        ratio = painter.device().devicePixelRatioF()
        for state, token in ((State.NORMAL, "float_line"), (State.NEAR, "near")):
            ends = []
            dots = self.look.dots(token, ratio)
            for each in marks:
                if each.float_right is None or each.state != state or each.kind != _WORK:
                    continue
                y, end = snap(each.middle), snap(each.float_right)
                ends.append(QLineF(end, y - 4, end, y + 4))
                left = round(each.right) + 1
                if left < begin - 64:  # a float of years is dotted as far as it is seen
                    left += int(begin - 64 - left) // DOTS * DOTS
                line = QRectF(left, y - 1, min(end, limit + 64) - left, 2)
                if line.width() > 0:
                    # A link may leave along the float line: it would fill the gaps of the dots.
                    painter.fillRect(line, self.color("stage_band"))
                    painter.drawTiledPixmap(line, dots)
            if ends:
                pen = QPen(self.color(token), 1.4)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawLines(ends)

    def _bars(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        for state in State:
            group = [each for each in marks if each.state == state]
            if not group:
                continue
            if state == State.LEFT_OUT:
                self._hollow(painter, group)
                continue
            path = QPainterPath()
            for each in group:
                path.addRoundedRect(bar(each), 3, 3)
            fill, edge = _FILL[state]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.color(fill))
            painter.drawPath(path)
            if state == State.CRITICAL:
                lower = QPainterPath()
                for each in group:
                    _lower_edge(lower, bar(each))
                painter.setBrush(self.color("critical"))
                painter.drawPath(lower)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.color(edge), 1))
            painter.drawPath(path)
            pen = QPen(self.color(_INK[state]), 3)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(
                [
                    QLineF(each.left + 3, each.middle, each.progress_right - 1.5, each.middle)
                    for each in group
                    if each.progress_right is not None and each.progress_right - each.left > 5
                ]
            )

    def _hollow(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        """Draw the bars of what is left out: nothing but a broken outline."""
        painter.setPen(self.look.broken())
        for each in marks:
            painter.setBrush(self.color(self._ground(each.left)))
            painter.drawRoundedRect(bar(each), 3, 3)

    def _summaries(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        size, scale = self.look.sizes.diamond, self.look.shapes.scale
        painter.setPen(Qt.PenStyle.NoPen)
        for each in marks:
            if each.state == State.LEFT_OUT:
                painter.setPen(self.look.broken())
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolygon(polygon(bracket(each, self.look.sizes)))
                painter.setPen(Qt.PenStyle.NoPen)
                continue
            painter.setBrush(self.color("done" if each.state == State.DONE else "text2"))
            painter.drawPolygon(polygon(bracket(each, self.look.sizes)))
            for inner in self.rows.milestones_below(each.key):
                x = scale.x(inner.finish)
                painter.setPen(QPen(self.color("stage_band"), 3))
                painter.drawPolygon(polygon(diamond(x, each.middle, size)))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPolygon(polygon(diamond(x, each.middle, size - 2)))

    def _milestones(
        self, painter: QPainter, view: View, marks: Sequence[Mark], selected: Container[int]
    ) -> None:
        size = self.look.sizes.diamond
        for each in marks:
            token = {State.CRITICAL: "critical", State.DONE: "done"}.get(each.state, "text2")
            out = each.state == State.LEFT_OUT
            painter.setPen(self.look.broken() if out else Qt.PenStyle.NoPen)
            painter.setBrush(self.color(self._ground(each.center) if out else token))
            painter.setFont(self.look.struck_font if out else self.look.label_font)
            painter.drawPolygon(polygon(diamond(each.center, each.middle, size)))
            painter.setPen(self.color(token))
            label = self.rows[each.row].label
            width = self.look.label_metrics.horizontalAdvance(label)
            left = self._label_left(each, view, width)
            # A link that leaves to the right would cross the date out.
            ground = "selected" if each.row in selected else self._ground(left)
            painter.fillRect(QRectF(left - 1, each.middle - 7, width + 2, 14), self.color(ground))
            painter.drawText(QPointF(left, each.middle + 4), label)

    def _ground(self, x: float) -> str:
        """Return the token of what lies behind a place: the current stage, or nothing."""
        scale = self.look.shapes.scale
        for band in self.rows.bands():
            if band.current and scale.x(band.start) <= x < scale.x(band.finish):
                return "stage_band"
        return "surface"

    def _label_left(self, shape: Mark, view: View, width: float) -> float:
        """Return where the label of a milestone begins: right, or left where a line is in the way.

        What it must not cover stands upright in the same row: the data date, the promised date,
        the deadline, and the hollow diamond of the baseline.
        """
        scale, project = self.look.shapes.scale, self.rows.plan.document.project
        half = self.look.sizes.diamond / 2
        taken: list[tuple[float, float]] = []
        if view.layers.baseline and shape.baseline_left is not None:
            taken.append((shape.baseline_left - half, shape.baseline_left + half))
        if shape.p80 is not None:
            taken.append((shape.right, shape.p80 + 8 + label_width(self.look, shape)))
        if shape.deadline is not None:
            taken.append((shape.deadline - _FLAG, shape.deadline + _FLAG))
        dates = () if project is None else (project.committed_finish_minute, project.status_minute)
        lines = [scale.x(self.rows.on_axis(minute)) for minute in dates if minute is not None]
        taken.extend((x - 2, x + 2) for x in lines)
        sides = (
            _beside(shape.right + 5, width, taken, 1),
            _beside(shape.left - 5, width, taken, -1),
        )
        # The nearer of the two; at equal distance the right one.
        return min(sides, key=lambda left: max(left - shape.right, shape.left - left - width))

    def _deadlines(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        """Paint where a finish is wanted: hollow while it can be met, filled when it is missed."""
        for each in marks:
            if each.deadline is None:
                continue
            missed = each.finish > each.deadline + 0.5
            color = self.color("error" if missed else "text2")
            x, top = snap(each.deadline), each.middle - self.look.sizes.bar / 2 - 3
            painter.setPen(QPen(color, 1.4))
            painter.setBrush(color if missed else self.color("surface"))
            corners = ((x - _FLAG, top), (x + _FLAG, top), (x, top + 6))
            painter.drawPolygon(polygon(corners))
            painter.drawLine(QLineF(x, top + 6, x, each.middle + self.look.sizes.bar / 2))


def bar(shape: Mark) -> QRectF:
    """Return the rectangle of a bar, on whole pixels so that its edges are sharp."""
    left = round(shape.left) + 0.5
    width = max(2.0, round(shape.right) - round(shape.left) - 1.0)
    return QRectF(left, shape.top, width, shape.bottom - shape.top)


def around(shape: Mark) -> QRectF:
    """Return the rectangle around a mark of any kind."""
    return QRectF(shape.left, shape.top, shape.right - shape.left, shape.bottom - shape.top)


def _reaches(shape: Mark, begin: float, end: float) -> bool:
    """Tell whether anything of a row may be between two places."""
    left = min(shape.left, shape.baseline_left or shape.left, shape.deadline or shape.left)
    right = max(
        *(shape.right, shape.float_right or 0),
        *(shape.baseline_right or 0, shape.deadline or 0, shape.p80 or 0),
    )
    return right >= begin and left <= end


def _beside(edge: float, width: float, taken: Sequence[tuple[float, float]], side: int) -> float:
    """Return where a label begins that starts at an edge and moves on past what is taken."""
    left = edge if side > 0 else edge - width
    for begin, end in sorted(taken, reverse=side < 0):
        if begin - 3 < left + width and end + 3 > left:
            left = end + 3 if side > 0 else begin - 3 - width
    return left


def _lower_edge(path: QPainterPath, box: QRectF) -> None:
    left, right, foot = box.left(), box.right(), box.bottom()
    bend = min(3.0, box.width() / 2)
    path.moveTo(left, foot - _EDGE)
    path.lineTo(right, foot - _EDGE)
    path.quadTo(right, foot, right - bend, foot)
    path.lineTo(left + bend, foot)
    path.quadTo(left, foot, left, foot - _EDGE)
