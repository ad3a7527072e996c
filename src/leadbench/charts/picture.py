"""Pictures of the plan as it is shown: the Gantt chart with its table, and the network diagram.

A picture is a frozen value that draws itself with any pen, whole and no larger than what is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from leadbench.charts.gantt import (
    GanttLink,
    GanttRow,
    mark,
    route,
)
from leadbench.charts.gantt_draw import draw_mark
from leadbench.charts.look import Look
from leadbench.charts.network import Diagram
from leadbench.charts.network_draw import (
    BoxText,
    draw_box,
    draw_label,
    draw_lane,
    draw_wire,
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
    """The network diagram; ``critical`` are the keys of links on the critical path."""

    title: str
    subtitle: str
    diagram: Diagram
    lanes: tuple[str, ...]
    texts: Mapping[int, BoxText]
    critical: frozenset[int]

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
                    draw_wire(moved, wire.points, look, critical=strong)
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
    """One row of a table; ``depth`` indents the column ``indented`` of the picture."""

    texts: tuple[str, ...]
    depth: int = 0
    strong: bool = False
    done: bool = False
    left_out: bool = False


_ROW, _HEADER = 28.0, 40.0


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """A table of the plan, with the Gantt chart beside it where there are bars.

    Parameters
    ----------
    bars
        One for each row, or none for a table alone.
    links
        Links with the places of their rows: predecessor's, successor's.
    per_day
        Width of a day.
    """

    title: str
    subtitle: str
    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]
    indented: int = 1
    bars: tuple[GanttRow, ...] = ()
    links: tuple[tuple[GanttLink, int, int], ...] = ()
    per_day: float = 3.0
    data_date: int | None = None

    def _left(self) -> float:
        return EDGE + sum(head.width for head in self.heads)

    def _scale(self) -> TimeScale:
        first = min(bar.start for bar in self.bars) - 3 * DAY
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
        ink, weight = look.done if row.done else look.text, 600 if row.strong else 400
        ink = look.text2 if row.left_out else ink
        for place, (head, text) in enumerate(zip(self.heads, row.texts, strict=True)):
            indent = row.depth * 14.0 if place == self.indented else 0.0
            text = fitted(pen, text, head.width - 8 - indent, 11.5, weight)
            at = x + head.width - 8 if head.right else x + indent
            anchor = "end" if head.right else "start"
            if text:
                pen.text(at, baseline, text, size=11.5, color=ink, weight=weight, anchor=anchor)
            if text and row.left_out:
                long = pen.text_width(text, 11.5, weight)
                begin = at - long if head.right else at
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
        for y, ticks in ((top + 14, found.upper), (top + 31, found.lower)):
            for tick in ticks:
                if tick.x >= left:
                    pen.line(((tick.x, y - 10), (tick.x, bottom)), look.grid, width=0.8)
                x = max(tick.x, left) + 3
                fits = x + pen.text_width(tick.label, 10) <= min(tick.right, right)
                if tick.label and fits:
                    pen.text(x, y, tick.label, size=10, color=look.text3)
        if self.data_date is not None:
            x = scale.x(self.data_date)
            pen.line(((x, body - 4), (x, bottom)), look.accent, width=1.2)
        moved = Moved(pen, 0, body)
        marks = [mark(bar, place, scale) for place, bar in enumerate(self.bars)]
        for strong in (False, True):
            for link, tail, tip in self.links:
                if link.critical == strong:
                    way = route(link.type, marks[tail], marks[tip])
                    color = look.critical if strong else look.float_line
                    width = 1.4 if strong else 1.0
                    moved.line(way.points, color, width=width, radius=3)
                    moved.shape(way.head, fill=color)
        for shape, bar in zip(marks, self.bars, strict=True):
            draw_mark(moved, shape, bar, look)


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
