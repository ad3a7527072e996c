"""How the marks of the chart look: layers, each drawn with few calls."""

from collections.abc import Collection, Container, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from leadbench.charts.gantt import SCREEN, Mark, State, bracket, diamond, rounded, route
from leadbench.desktop.screens.milestones.gantt_background import paint_background
from leadbench.desktop.screens.milestones.gantt_look import GanttLook, View, snap
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

    def paint(self, painter: QPainter, view: View, width: int, selected: Collection[int]) -> None:
        """Paint everything inside the clip."""
        paint_background(self.look, painter, view, width, selected)
        count = len(self.rows)
        if not count or self.rows.plan.schedule is None:
            return
        painter.save()
        painter.translate(0, -view.top)
        first, last = max(0, view.first - 1), min(count - 1, view.last)
        shown = {place: self.look.mark(place, view) for place in range(first, last + 1)}
        left, right = view.clip.left() - 40, view.clip.right() + 40
        marks = [each for each in shown.values() if _reach(each)[1] >= left - 140]
        marks = [each for each in marks if _reach(each)[0] <= right + 140]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.layers.baseline:
            self._baselines(painter, marks)
        self._links(painter, view, shown, (left, right))
        if view.layers.slack:
            self._floats(painter, view, marks)
        self._bars(painter, [each for each in marks if each.kind == ActivityKind.WORK])
        self._summaries(
            painter, view, [each for each in marks if each.kind == ActivityKind.SUMMARY]
        )
        moments = [each for each in marks if each.kind == ActivityKind.MILESTONE]
        self._milestones(painter, view, moments, selected)
        painter.restore()

    # Marks

    def _baselines(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color("approved"))
        path, hollow = QPainterPath(), []
        for each in marks:
            if each.baseline_left is None or each.baseline_right is None:
                continue
            if each.kind == ActivityKind.MILESTONE:
                if abs(each.baseline_left - each.center) > 1:
                    corners = diamond(each.baseline_left, each.middle, SCREEN.diamond - 3)
                    hollow.append(_polygon(corners))
            elif each.kind == ActivityKind.WORK:
                width = max(2.0, each.baseline_right - each.baseline_left)
                box = QRectF(each.baseline_left, each.baseline_top, width, SCREEN.baseline)
                path.addRoundedRect(box, 1.5, 1.5)
        painter.drawPath(path)
        painter.setPen(QPen(self.color("approved"), 1.2))
        painter.setBrush(self.color("surface"))
        for shape in hollow:
            painter.drawPolygon(shape)

    def _floats(self, painter: QPainter, view: View, marks: Sequence[Mark]) -> None:
        for state in (State.NORMAL, State.NEAR):
            lines, ends = [], []
            for each in marks:
                if each.float_right is None or each.state != state or each.kind != _WORK:
                    continue
                y, end = snap(each.middle), snap(each.float_right)
                # A float of years is dotted as far as it is seen.
                lines.append(QLineF(each.right + 1, y, min(end, view.clip.right() + 9.5), y))
                ends.append(QLineF(end, y - 4, end, y + 4))
            if not lines:
                continue
            # A link may leave along the float line: it would fill the gaps between the dots.
            painter.setPen(QPen(self.color("stage_band"), 2))
            painter.drawLines(lines)
            token = "near" if state == State.NEAR else "float_line"
            pen = QPen(self.color(token), 1.4)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLines(ends)
            pen.setDashPattern([1.6, 1.6])
            painter.setPen(pen)
            painter.drawLines(lines)

    def _links(
        self, painter: QPainter, view: View, shown: dict[int, Mark], span: tuple[int, int]
    ) -> None:
        plain, strong = QPainterPath(), QPainterPath()
        heads: list[QPolygonF] = []
        strong_heads: list[QPolygonF] = []
        for placed in self.rows.links.crossing(max(0, view.first), view.last):
            ends = []
            for place in (placed.tail_row, placed.tip_row):
                found = shown.get(place)
                if found is None:
                    found = shown[place] = self.look.mark(place, view)
                ends.append(found)
            tail, tip = ends
            if max(tail.right, tip.right) < span[0] or min(tail.left, tip.left) > span[1]:
                continue
            way = route(self.rows.type_of(placed.link), tail, tip)
            critical = view.layers.critical and self.rows.drives_finish(placed.link)
            _add(strong if critical else plain, way.points)
            (strong_heads if critical else heads).append(_polygon(way.head))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, tips, token, width in (
            (plain, heads, "float_line", 1.0),
            (strong, strong_heads, "critical", 1.4),
        ):
            painter.setPen(QPen(self.color(token), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.color(token))
            for tip_shape in tips:
                painter.drawPolygon(tip_shape)

    def _bars(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        for state in State:
            group = [each for each in marks if each.state == state]
            if not group:
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

    def _summaries(self, painter: QPainter, view: View, marks: Sequence[Mark]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for each in marks:
            painter.setBrush(self.color("done" if each.state == State.DONE else "text2"))
            painter.drawPolygon(_polygon(bracket(each)))
            for inner in self.rows.milestones_below(each.key):
                x = view.scale.x(inner.finish)
                painter.setPen(QPen(self.color("stage_band"), 3))
                painter.drawPolygon(_polygon(diamond(x, each.middle, SCREEN.diamond)))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPolygon(_polygon(diamond(x, each.middle, SCREEN.diamond - 2)))

    def _milestones(
        self, painter: QPainter, view: View, marks: Sequence[Mark], selected: Container[int]
    ) -> None:
        painter.setFont(self.look.label_font)
        for each in marks:
            token = {State.CRITICAL: "critical", State.DONE: "done"}.get(each.state, "text2")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.color(token))
            painter.drawPolygon(_polygon(diamond(each.center, each.middle, SCREEN.diamond)))
            painter.setPen(self.color(token))
            label = self.rows[each.row].label
            left = self._label_left(each, view, label)
            width = self.look.label_metrics.horizontalAdvance(label)
            # A link that leaves to the right would cross the date out.
            ground = "selected" if each.row in selected else self._ground(view, left)
            painter.fillRect(QRectF(left - 1, each.middle - 7, width + 2, 14), self.color(ground))
            painter.drawText(QPointF(left, each.middle + 4), label)

    def _ground(self, view: View, x: float) -> str:
        """Return the token of what lies behind a place: the current stage, or nothing."""
        for band in self.rows.bands():
            if band.current and view.scale.x(band.start) <= x < view.scale.x(band.finish):
                return "stage_band"
        return "surface"

    def _label_left(self, shape: Mark, view: View, label: str) -> float:
        """Return where the label of a milestone begins: left where a line is at its right."""
        left = shape.right + 5
        width = self.look.label_metrics.horizontalAdvance(label)
        project = self.rows.plan.document.project
        committed = None if project is None else project.committed_finish_minute
        if committed is None:
            return left
        line = view.scale.x(self.rows.on_axis(committed))
        if not shape.right < line < left + width + 2:
            return left
        begin = shape.left
        if view.layers.baseline and shape.baseline_left is not None:
            begin = min(begin, shape.baseline_left - SCREEN.diamond / 2)
        return begin - 5 - width


def bar(shape: Mark) -> QRectF:
    """Return the rectangle of a bar, on whole pixels so that its edges are sharp."""
    left = round(shape.left) + 0.5
    width = max(2.0, round(shape.right) - round(shape.left) - 1.0)
    return QRectF(left, shape.top, width, shape.bottom - shape.top)


def around(shape: Mark) -> QRectF:
    """Return the rectangle around a mark of any kind."""
    return QRectF(shape.left, shape.top, shape.right - shape.left, shape.bottom - shape.top)


def _reach(shape: Mark) -> tuple[float, float]:
    left = min(shape.left, shape.baseline_left or shape.left)
    return left, max(shape.right, shape.float_right or 0, shape.baseline_right or 0)


def _polygon(points: Iterable[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _lower_edge(path: QPainterPath, box: QRectF) -> None:
    left, right, foot = box.left(), box.right(), box.bottom()
    bend = min(3.0, box.width() / 2)
    path.moveTo(left, foot - _EDGE)
    path.lineTo(right, foot - _EDGE)
    path.quadTo(right, foot, right - bend, foot)
    path.lineTo(left + bend, foot)
    path.quadTo(left, foot, left, foot - _EDGE)


def _add(path: QPainterPath, points: Sequence[tuple[float, float]]) -> None:
    """Add a way with rounded elbows, on half pixels so that its lines are sharp."""
    for stroke in rounded([(snap(x), snap(y)) for x, y in points]):
        at = [QPointF(x, y) for x, y in stroke.points]
        if stroke.kind == "move":
            path.moveTo(at[0])
        elif stroke.kind == "line":
            path.lineTo(at[0])
        else:
            path.cubicTo(*at)
