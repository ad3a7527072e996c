"""Pictures of the plan as it is shown: the Gantt chart with its table, and the network diagram.

A picture is a frozen value that draws itself with any pen, whole and no larger than what is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from leadbench.charts.gantt import GanttLink, GanttRow, State, diamond, mark, route
from leadbench.charts.gantt_draw import draw_mark
from leadbench.charts.look import Look
from leadbench.charts.network import Diagram
from leadbench.charts.network_draw import (
    BROKEN,
    BoxText,
    draw_box,
    draw_label,
    draw_lane,
    draw_state,
    draw_wire,
    state_color,
)
from leadbench.charts.pen import Pen, fitted
from leadbench.charts.time_scale import DAY, TimeScale, tiers

EDGE = 16.0
TITLE = 46.0


class Picture(Protocol):
    """Something that can be exported."""

    @property
    def title(self) -> str:
        """What it shows."""

    def size(self) -> tuple[float, float]:
        """Return width and height."""

    def draw(self, pen: Pen, look: Look) -> None:
        """Draw it whole from its upper left corner."""


def _frame(pen: Pen, size: tuple[float, float], title: str, subtitle: str, look: Look) -> None:
    pen.box(0, 0, *size, fill=look.surface)
    room = size[0] - 2 * EDGE
    pen.text(
        EDGE, EDGE + 14, fitted(pen, title, room, 15, 600), size=15, color=look.text, weight=600
    )
    pen.text(EDGE, EDGE + 31, fitted(pen, subtitle, room, 11), size=11, color=look.text2)


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """The network diagram.

    ``critical`` are the keys of links on the critical path, ``left_out`` of those along which
    nothing waits.
    """

    title: str
    subtitle: str
    diagram: Diagram
    lanes: tuple[str, ...]
    texts: Mapping[int, BoxText]
    critical: frozenset[int]
    left_out: frozenset[int] = frozenset()

    def size(self) -> tuple[float, float]:
        """Return width and height."""
        wide = max(self.diagram.width, 360.0)
        return wide + 2 * EDGE, self.diagram.height + TITLE + 2 * EDGE

    def draw(self, pen: Pen, look: Look) -> None:
        """Draw it whole."""
        _frame(pen, self.size(), self.title, self.subtitle, look)
        moved = Moved(pen, EDGE, EDGE + TITLE)
        diagram = self.diagram
        for (top, bottom), name in zip(diagram.lanes, self.lanes, strict=True):
            draw_lane(moved, top, bottom, diagram.width, name, look, 40)
        for strong in (False, True):
            for wire in diagram.wires:
                if (wire.key in self.critical) == strong:
                    broken = wire.key in self.left_out
                    draw_wire(moved, wire.points, look, critical=strong, broken=broken)
        for wire in diagram.wires:
            if wire.label_at is not None:
                strong = wire.key in self.critical
                draw_label(moved, wire.label_at, wire.label, look, critical=strong)
        for key, place in diagram.places.items():
            draw_box(moved, place.x, place.y, self.texts[key], look)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column of a table."""

    text: str
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table; ``depth`` indents the column ``name`` of the picture."""

    texts: tuple[str, ...]
    depth: int = 0
    strong: bool = False
    state: State = State.NORMAL
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day that stands upright in the chart: where, and its words."""

    at: int
    text: str


_ROW, _HEADER = 28.0, 40.0
_DIAMOND = 15.0
"""What a milestone's mark takes of the room of its name."""


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """A table of the plan, with the Gantt chart beside it where there are bars.

    Parameters
    ----------
    name, slack
        Places of the columns with the name, which is indented, and with the total float, which is
        marked where it is short; -1 for none.
    bars
        One for each row, or none for a table alone.
    links
        Links with the places of their rows: predecessor's, successor's.
    per_day
        Width of a day.
    data_date, committed
        The day up to which the plan tells what was done, and the promised one.
    """

    title: str
    subtitle: str
    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]
    name: int = 1
    slack: int = -1
    bars: tuple[GanttRow, ...] = ()
    links: tuple[tuple[GanttLink, int, int], ...] = ()
    per_day: float = 3.0
    data_date: Day | None = None
    committed: Day | None = None

    def _left(self) -> float:
        return EDGE + sum(head.width for head in self.heads)

    def _scale(self) -> TimeScale:
        days = [day.at for day in (self.data_date, self.committed) if day is not None]
        first = min(*(bar.start for bar in self.bars), *days) - 3 * DAY
        return TimeScale(first, self.per_day / DAY, self._left() + 12)

    def size(self) -> tuple[float, float]:
        """Return width and height."""
        right = self._left()
        if self.bars:
            scale = self._scale()
            right = max(
                scale.x(max(bar.finish, bar.float_end or 0, bar.p80 or 0))
                + 12
                + 7.0 * max(len(bar.label), len(bar.p80_label))
                for bar in self.bars
            )
            for day in (self.data_date, self.committed):
                if day is not None:
                    right = max(right, scale.x(day.at) + 12 + 7.0 * max(len(day.text), 9))
        tall = EDGE + TITLE + _HEADER + len(self.rows) * _ROW
        return max(right + EDGE, 360.0), tall + EDGE

    def draw(self, pen: Pen, look: Look) -> None:
        """Draw it whole."""
        size = self.size()
        _frame(pen, size, self.title, self.subtitle, look)
        top = EDGE + TITLE
        self._table(pen, top, size[0] - EDGE, look)
        if self.bars:
            self._chart(pen, top, size, look)

    def _table(self, pen: Pen, top: float, right: float, look: Look) -> None:
        x = EDGE
        for head in self.heads:
            at = x + head.width - 8 if head.right else x
            anchor = "end" if head.right else "start"
            text = fitted(pen, head.text, head.width - 8, 11, 500)
            pen.text(at, top + 26, text, size=11, color=look.text3, weight=500, anchor=anchor)
            x += head.width
        for number, row in enumerate(self.rows):
            y = top + _HEADER + number * _ROW
            pen.line(((EDGE, y), (right, y)), look.border, width=0.8)
            self._row(pen, y + 18, row, look)
        bottom = top + _HEADER + len(self.rows) * _ROW
        pen.line(((EDGE, bottom), (right, bottom)), look.border, width=0.8)

    def _row(self, pen: Pen, baseline: float, row: TableRow, look: Look) -> None:
        x = EDGE
        out, done = row.state == State.LEFT_OUT, row.state == State.DONE
        ink = {State.DONE: look.done, State.LEFT_OUT: look.text2}.get(row.state, look.text)
        for place, (head, text) in enumerate(zip(self.heads, row.texts, strict=True)):
            mine, weight, before, after = ink, 600 if row.strong else 400, 0.0, 0.0
            if place == self.name:
                before = row.depth * 14.0
                if row.milestone and text:
                    _milestone(pen, x + before + 5, baseline - 4, row.state, look)
                    before += _DIAMOND
                after = 18.0 if done else 0.0
            short = place == self.slack and row.state in {State.CRITICAL, State.NEAR}
            if short:
                mine = state_color(row.state, look)
                weight = 600 if row.state == State.CRITICAL else weight
            text = fitted(pen, text, head.width - 8 - before - after, 11.5, weight)
            at = x + head.width - 8 if head.right else x + before
            anchor = "end" if head.right else "start"
            long = pen.text_width(text, 11.5, weight)
            begin = at - long if head.right else at
            if text:
                pen.text(at, baseline, text, size=11.5, color=mine, weight=weight, anchor=anchor)
            if text and short:
                draw_state(pen, begin - 8, baseline - 4, row.state, mine)
            if text and after:
                draw_state(pen, begin + long + 5, baseline - 4, row.state, look.good)
            if text and out and place >= self.name:  # what refers to the row has to be read
                pen.line(((begin, baseline - 3.7), (begin + long, baseline - 3.7)), ink, width=0.9)
            x += head.width

    def _chart(self, pen: Pen, top: float, size: tuple[float, float], look: Look) -> None:
        scale, left = self._scale(), self._left() + 4
        body, right, bottom = top + _HEADER, size[0] - EDGE, size[1] - EDGE
        found = tiers(
            scale,
            scale.minute(left),
            scale.minute(right),
            lambda text: pen.text_width(text, 10),
        )
        tag = self._tag(pen, scale)
        for y, ticks in ((top + 14, found.upper), (top + 31, found.lower)):
            lower = ticks is found.lower
            for tick in ticks:
                if tick.x >= left:
                    pen.line(((tick.x, y - 10), (tick.x, bottom)), look.grid, width=0.8)
                x = max(tick.x, left) + 3
                label = _fitting(pen, tick.label, min(tick.right, right) - x, whole=lower)
                end = x + pen.text_width(label, 10)
                if label and not (lower and x - 2 < tag[1] and end + 2 > tag[0]):
                    pen.text(x, y, label, size=10, color=look.text3)
        if self.committed is not None:
            x = scale.x(self.committed.at)
            pen.line(((x, body), (x, bottom)), look.text2, width=1.0, dash=(4, 3))
            pen.text(x + 5, body + 12, self.committed.text, size=10, color=look.text2, weight=600)
            pen.text(x + 5, body + 23, "Committed", size=9, color=look.text3)
        if self.data_date is not None:
            x = scale.x(self.data_date.at)
            pen.line(((x, top + 30), (x, bottom)), look.accent, width=1.2)
            pen.box(tag[0], top + 21, tag[1] - tag[0], 15, fill=look.accent, radius=3)
            words = self.data_date.text
            pen.text(tag[0] + 4, top + 32, words, size=10, color=look.on_accent, weight=600)
        moved = Moved(pen, 0, body)
        marks = [mark(bar, place, scale) for place, bar in enumerate(self.bars)]
        for strong in (False, True):
            for link, tail, tip in self.links:
                if link.critical == strong:
                    way = route(link.type, marks[tail], marks[tip])
                    color = look.critical if strong else look.float_line
                    width = 1.4 if strong else 1.0
                    dash = BROKEN if link.left_out else ()
                    moved.line(way.points, color, width=width, dash=dash, radius=3)
                    moved.shape(way.head, fill=color)
        for shape, bar in zip(marks, self.bars, strict=True):
            draw_mark(moved, shape, bar, look)

    def _tag(self, pen: Pen, scale: TimeScale) -> tuple[float, float]:
        """Return between which places the data date is named; nowhere without one."""
        if self.data_date is None:
            return 0.0, 0.0
        x = scale.x(self.data_date.at) - 0.6
        return x, x + pen.text_width(self.data_date.text, 10, 600) + 8


def _fitting(pen: Pen, label: str, room: float, *, whole: bool) -> str:
    """Return the label of a stretch of time, shortened where only its end is shown."""
    for text in (label,) if whole else (label, label.split(" ", maxsplit=1)[0], label[:3]):
        if pen.text_width(text, 10) <= room:
            return text
    return ""


def _milestone(pen: Pen, x: float, y: float, state: State, look: Look) -> None:
    """Draw the diamond before the name of a milestone."""
    corners, ink = diamond(x, y, 9.4), state_color(state, look)
    if state == State.LEFT_OUT:
        pen.shape(corners, line=ink, line_width=1.0)
    else:
        pen.shape(corners, fill=ink)


class Moved:
    """A pen whose places count from another corner."""

    def __init__(self, pen: Pen, left: float, top: float) -> None:
        self._pen, self._left, self._top = pen, left, top

    def _at(self, points: "Sequence[tuple[float, float]]") -> list[tuple[float, float]]:
        return [(x + self._left, y + self._top) for x, y in points]

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        line: str = "",
        line_width: float = 0.5,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle."""
        self._pen.box(
            x + self._left,
            y + self._top,
            width,
            height,
            fill=fill,
            line=line,
            line_width=line_width,
            radius=radius,
        )

    def line(
        self,
        points: "Sequence[tuple[float, float]]",
        color: str,
        *,
        width: float = 0.5,
        dash: tuple[float, ...] = (),
        radius: float = 0.0,
    ) -> None:
        """Draw a line."""
        self._pen.line(self._at(points), color, width=width, dash=dash, radius=radius)

    def shape(
        self,
        points: "Sequence[tuple[float, float]]",
        *,
        fill: str = "",
        line: str = "",
        line_width: float = 0.5,
    ) -> None:
        """Draw a closed shape."""
        self._pen.shape(self._at(points), fill=fill, line=line, line_width=line_width)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        color: str,
        weight: int = 400,
        anchor: str = "start",
        turned: bool = False,
    ) -> None:
        """Write one line."""
        self._pen.text(
            x + self._left,
            y + self._top,
            text,
            size=size,
            color=color,
            weight=weight,
            anchor=anchor,
            turned=turned,
        )

    def text_width(self, text: str, size: float, weight: int = 400) -> float:
        """Return the length of a line of text."""
        return self._pen.text_width(text, size, weight)
