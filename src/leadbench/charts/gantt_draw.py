"""Drawing the marks of a Gantt chart with any pen."""

from leadbench.analysis.inputs import ActivityKind
from leadbench.charts.gantt import GanttRow, Mark, Sizes, State, bracket, diamond
from leadbench.charts.look import Look
from leadbench.charts.network_draw import BROKEN
from leadbench.charts.pen import Pen

_BARS = {
    State.LEFT_OUT: ("surface", "text2"),
    State.DONE: ("done_fill", "done_outline"),
    State.CRITICAL: ("critical_fill", "critical"),
    State.NEAR: ("near_fill", "near_outline"),
    State.NORMAL: ("normal_fill", "normal_outline"),
}


def draw_mark(pen: Pen, shape: Mark, bar: GanttRow, look: Look) -> None:
    """Draw a bar, a bracket or a diamond with all that belongs to it."""
    fill, edge = (getattr(look, token) for token in _BARS[shape.state])
    ink = {State.CRITICAL: look.critical, State.DONE: look.done}.get(shape.state, look.text2)
    out = shape.state == State.LEFT_OUT
    if shape.kind == ActivityKind.MILESTONE:
        _milestone(pen, shape, bar, look, ink)
        return
    if shape.kind == ActivityKind.SUMMARY and out:
        around = bracket(shape)
        pen.line((*around, around[0]), ink, width=1.0, dash=BROKEN)
        return
    if shape.kind == ActivityKind.SUMMARY:
        pen.shape(bracket(shape), fill=ink if shape.state == State.DONE else look.text2)
        return
    if shape.baseline_left is not None and shape.baseline_right is not None:
        wide = max(2.0, shape.baseline_right - shape.baseline_left)
        pen.box(shape.baseline_left, shape.baseline_top, wide, 3, fill=look.approved, radius=1.5)
    if shape.float_right is not None:
        y = shape.middle
        pen.line(
            ((shape.right + 1, y), (shape.float_right, y)),
            look.near if shape.state == State.NEAR else look.float_line,
            width=1.4,
            dash=(1.6, 1.6),
        )
    if shape.p80 is not None:
        _range(pen, shape, shape.top - 3.5, ink, look)
    wide, tall = max(2.0, shape.right - shape.left), shape.bottom - shape.top
    left, top = shape.left, shape.top
    line = "" if out else edge
    pen.box(left, top, wide, tall, fill=fill, line=line, line_width=1.0, radius=3)
    if out:
        right, foot = left + wide, top + tall
        corners = ((left, top), (right, top), (right, foot), (left, foot))
        pen.line((*corners, corners[0]), edge, width=1.0, dash=BROKEN, radius=3)
    if shape.state == State.CRITICAL:
        pen.box(shape.left, shape.bottom - 3, wide, 3, fill=look.critical, radius=1.4)
    if shape.progress_right is not None:
        long = max(1.0, shape.progress_right - shape.left - 3)
        pen.box(shape.left + 2, shape.middle - 1.5, long, 3, fill=ink, radius=1.4)
    _deadline(pen, shape, look)


def _milestone(pen: Pen, shape: Mark, bar: GanttRow, look: Look, ink: str) -> None:
    sizes, out = Sizes(), shape.state == State.LEFT_OUT
    corners = diamond(shape.center, shape.middle, sizes.diamond)
    pen.shape(corners, fill=look.surface if out else ink)
    if out:
        pen.line((*corners, corners[0]), ink, width=1.0, dash=BROKEN)
    side, anchor = shape.right + 5, "start"
    _deadline(pen, shape, look)
    kept = shape.baseline_left
    if kept is not None and abs(kept - shape.center) > 1:  # hollow: where the baseline has it
        hollow = diamond(kept, shape.middle, sizes.diamond - 3)
        pen.shape(hollow, fill=look.surface, line=look.approved, line_width=1.2)
        if kept > shape.center:
            side, anchor = shape.left - 5, "end"
    if shape.p80 is not None:
        _range(pen, shape, shape.middle, ink, look)
        pen.text(shape.p80 + 5, shape.middle + 4, bar.p80_label, size=11, color=ink, weight=600)
        side, anchor = shape.left - 5, "end"
    if bar.label:  # a line that stands there must not cross its letters
        long = pen.text_width(bar.label, 11, 600)
        left = side if anchor == "start" else side - long
        pen.box(left - 2, shape.middle - 6, long + 4, 12, fill=look.surface)
    pen.text(side, shape.middle + 4, bar.label, size=11, color=ink, weight=600, anchor=anchor)


def _deadline(pen: Pen, shape: Mark, look: Look) -> None:
    """Draw where a finish is wanted: hollow while it can be met, filled when it is missed."""
    if shape.deadline is None:
        return
    missed = shape.finish > shape.deadline + 0.5
    ink = look.error if missed else look.text2
    x, half = shape.deadline, Sizes().bar / 2
    top = shape.middle - half - 3
    pen.line(((x, top + 6), (x, shape.middle + half)), ink, width=1.4)
    corners = ((x - 4.5, top), (x + 4.5, top), (x, top + 6))
    pen.shape(corners, fill=ink if missed else look.surface, line=ink, line_width=1.4)


def _range(pen: Pen, shape: Mark, y: float, ink: str, look: Look) -> None:
    """Draw the range of a finish: a line to P80 with a tick, and a ring at P50."""
    assert shape.p50 is not None
    assert shape.p80 is not None
    begin = min(shape.right, shape.p50)
    pen.line(((begin, y), (shape.p80, y)), ink, width=1.4)
    pen.line(((shape.p80, y - 5), (shape.p80, y + 5)), ink, width=1.4)
    pen.box(shape.p50 - 3.5, y - 3.5, 7, 7, fill=look.surface, line=ink, line_width=1.4, radius=3.5)
