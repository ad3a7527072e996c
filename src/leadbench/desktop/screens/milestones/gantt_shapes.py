"""Where marks and links stand in the whole chart, kept until rows, zoom or layers change.

Places count from the first instant of the axis and the first row, so scrolling changes none of
them: a frame is painted by moving the painter.
"""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from leadbench.charts.gantt import Mark, PlacedLink, Point, Sizes, mark, route
from leadbench.charts.gantt_routes import clear_route
from leadbench.charts.time_scale import TimeScale
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.motion import Motion

_PASSED: Final = 40
"""Between rows farther apart than this, a link goes the shortest way."""
MANY: Final = 1_000
_PASSED_OF_MANY: Final = 16
"""The same in plans of more than ``MANY`` rows: all bars in between have to be worked out."""
_MOST: Final = 20_000
_ELBOW: Final = 3.0
_ASIDE: Final = 140.0
"""How far beside the bars that it joins a link may go."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link as it is painted, and the corners by which it is found under the pointer."""

    path: QPainterPath
    head: QPolygonF
    points: tuple[Point, ...]
    left: float
    right: float


class Shapes:
    """Marks and ways of links.

    Parameters
    ----------
    rows
        What is shown.
    """

    def __init__(self, rows: ChartRows) -> None:
        self.rows = rows
        self.scale = TimeScale(0, 1.0)
        self.sizes = Sizes()
        self.critical = True
        self.motion: Motion | None = None
        self._version = -1
        self._marks: dict[int, Mark] = {}
        self._ways: dict[int, Way] = {}

    def follow(self, scale: TimeScale, sizes: Sizes, *, critical: bool) -> None:
        """Use another scale; ``critical`` tells whether critical rows are told apart."""
        state = (scale, sizes, critical, self.rows.version)
        if state != (self.scale, self.sizes, self.critical, self._version):
            self.scale, self.sizes, self.critical, self._version = state
            self.forget()

    def forget(self) -> None:
        """Work everything out again when it is next wanted."""
        self._marks.clear()
        self._ways.clear()

    def known(self) -> dict[int, Mark]:
        """Return the marks that were worked out, by key: what has been on view."""
        return {each.key: each for each in self._marks.values()}

    def mark(self, place: int) -> Mark:
        """Return where a row stands, or where it is on its way there."""
        found = self._marks.get(place)
        if found is None:
            if len(self._marks) > _MOST:
                self.forget()
            found = self._marks[place] = self.settled(place)
        return found if self.motion is None else self.motion.mark(found)

    def settled(self, place: int) -> Mark:
        """Return where a row stands once nothing moves."""
        row = self.rows[place]
        if not self.critical and (row.critical or row.near):
            row = replace(row, critical=False, near=False)
        return mark(row, place, self.scale, self.sizes)

    @property
    def fresh(self) -> bool:
        """Whether no way has been worked out yet since rows, zoom or layers changed."""
        return not self._ways

    def knows_way(self, placed: PlacedLink) -> bool:
        """Tell whether the way of a link has been worked out already."""
        return placed.link.key in self._ways

    def way_within(self, placed: PlacedLink, begin: float, end: float) -> Way | None:
        """Return the way of a link, or None if it cannot pass between two places."""
        found = self._ways.get(placed.link.key)
        if found is None:
            tail, tip = self.mark(placed.tail_row), self.mark(placed.tip_row)
            right = max(tip.right, tail.right)
            left = min(tip.left, tail.left)
            if right + _ASIDE < begin or left - _ASIDE > end:
                return None
            found = self.way(placed)
        return None if found.right < begin or found.left > end else found

    def way(self, placed: PlacedLink) -> Way:
        """Return the way of a link between visible rows."""
        found = self._ways.get(placed.link.key)
        if found is None:
            found = self._route(placed)
            if self.motion is None:
                self._ways[placed.link.key] = found
        return found

    def _route(self, placed: PlacedLink) -> Way:
        kind = self.rows.type_of(placed.link)
        tail, tip = self.mark(placed.tail_row), self.mark(placed.tip_row)
        top, bottom = sorted((placed.tail_row, placed.tip_row))
        most = _PASSED if len(self.rows) <= MANY else _PASSED_OF_MANY
        if self.motion is None and 1 < bottom - top <= most:
            between = [self.mark(place) for place in range(top + 1, bottom)]
            found = clear_route(kind, tail, tip, between, self.sizes)
        else:
            found = route(kind, tail, tip, self.sizes)
        across = [x for x, _ in found.points]
        return Way(_path(found.points), polygon(found.head), found.points, min(across), max(across))


def snap(x: float) -> float:
    """Return the middle of the pixel nearest to a place, where a thin line is sharp."""
    return round(x - 0.5) + 0.5


def polygon(points: tuple[Point, ...]) -> QPolygonF:
    """Return points as the painter takes them."""
    return QPolygonF([QPointF(x, y) for x, y in points])


def distance(way: Way, x: float, y: float) -> float:
    """Return how far a place is from a link."""
    return min(
        _apart(x, y, one, other) for one, other in zip(way.points, way.points[1:], strict=False)
    )


def _apart(x: float, y: float, one: Point, other: Point) -> float:
    """Return how far a place is from a stretch along an axis."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    aside = max(left - x, 0, x - right)
    above = max(top - y, 0, y - bottom)
    return max(aside, above)


def _path(points: tuple[Point, ...]) -> QPainterPath:
    """Return a way with rounded elbows, on half pixels so that its lines are sharp.

    The same as ``rounded`` to the eye, at a third of its cost: there are hundreds in a frame.
    """
    corners = [(snap(x), snap(y)) for x, y in points]
    path = QPainterPath()
    x0, y0 = corners[0]
    path.moveTo(x0, y0)
    last = len(corners) - 1
    for place in range(1, last):
        (x, y), (x1, y1) = corners[place], corners[place + 1]
        before, after = abs(x - x0) + abs(y - y0), abs(x1 - x) + abs(y1 - y)
        size = min(_ELBOW, before / 2, after / 2)
        if size > 0:
            into, out = size / before, size / after
            path.lineTo(x + (x0 - x) * into, y + (y0 - y) * into)
            path.quadTo(x, y, x + (x1 - x) * out, y + (y1 - y) * out)
        x0, y0 = x, y
    path.lineTo(*corners[last])
    return path
