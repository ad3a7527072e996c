"""The network diagram as it is painted: places, ways, texts, and what is at a point."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainterPath

from leadbench.charts.network_draw import ARROW, RADIUS, BoxText, arrow
from leadbench.charts.network_graph import DIAMOND, Graph, Link
from leadbench.desktop.painter_pen import line_path

if TYPE_CHECKING:
    from leadbench.charts.network import Diagram, Place, Wire
    from leadbench.desktop.screens.milestones.network_items import NetworkItems, Shown

HEAD: Final = 44.0
_CELL: Final = 600.0
CATCH: Final = 8.0
"""Units around an edge or a way in which it is taken hold of."""


@dataclass(slots=True)
class Drawn:
    """One way as it is painted."""

    wire: "Wire"
    link: Link
    path: QPainterPath | None = None
    flat: list[QLineF] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spot:
    """What is at a point: a box ("box"), its edges ("start", "finish"), a link, a lane's head."""

    part: str
    key: int


class NetworkScene:
    """The laid out diagram with its texts; all places are in units of the diagram.

    Parameters
    ----------
    items
        What the plan says.
    """

    def __init__(self, items: "NetworkItems") -> None:
        self.items = items
        self.shown: Shown | None = None
        self.laid: Graph | None = None
        """The graph that ``diagram`` shows."""
        self.diagram: Diagram | None = None
        self.lanes: tuple[str, ...] = ()
        self.drawn: list[Drawn] = []
        self.places: list[Place] = []
        self._box_cells: dict[tuple[int, int], list[Place]] = {}
        self._way_cells: dict[tuple[int, int], list[Drawn]] = {}
        self._texts: dict[int, BoxText] = {}
        self._critical: dict[int, bool] = {}

    def clear(self) -> None:
        """Show nothing."""
        self.shown = self.laid = self.diagram = None
        self.lanes, self.drawn, self.places = (), [], []
        self._box_cells, self._way_cells = {}, {}
        self.forget()

    def forget(self) -> None:
        """Read texts and states again when they are next painted."""
        self._texts.clear()
        self._critical.clear()

    def show(self, graph: Graph, diagram: "Diagram") -> None:
        """Take a new diagram."""
        self.laid, self.diagram = graph, diagram
        self.lanes = self.shown.lanes if self.shown is not None else ()
        self.forget()
        self.places = sorted(diagram.places.values(), key=lambda place: (place.column, place.row))
        links = {link.key: link for link in graph.links}
        self.drawn = [Drawn(wire, links[wire.key]) for wire in diagram.wires]
        self._box_cells, self._way_cells = {}, {}
        for place in self.places:
            around = QRectF(place.x - 12, place.y - 12, place.width + 24, place.height + 44)
            for cell in _cells(around):
                self._box_cells.setdefault(cell, []).append(place)
        for drawn in self.drawn:
            for stretch in pairwise(drawn.wire.points):
                for cell in _cells(_around(stretch)):
                    held = self._way_cells.setdefault(cell, [])
                    if not held or held[-1] is not drawn:
                        held.append(drawn)

    @property
    def width(self) -> float:
        """Width of the diagram."""
        return 0.0 if self.diagram is None else self.diagram.width

    @property
    def height(self) -> float:
        """Height of the diagram."""
        return 0.0 if self.diagram is None else self.diagram.height

    def exists(self, key: int) -> bool:
        """Tell whether an activity that was laid out is still in the plan."""
        return key in self.items.rows.plan.document.contents.activities

    def text(self, key: int) -> BoxText:
        """Return what stands in a box."""
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self.items.text(key)
        return found

    def is_critical(self, link: Link) -> bool:
        """Tell whether a link is on the critical path."""
        found = self._critical.get(link.key)
        if found is None:
            exists = link.key in self.items.rows.plan.document.contents.dependencies
            found = self._critical[link.key] = exists and self.items.is_critical(link)
        return found

    def place(self, key: int) -> "Place | None":
        """Return where an activity stands, or None if it is not in the diagram."""
        return None if self.diagram is None else self.diagram.places.get(key)

    def rect(self, key: int) -> QRectF:
        """Return the box of an activity, or the square around its diamond."""
        place = self.place(key)
        if place is None:
            return QRectF()
        if place.milestone:
            x, y = place.middle
            return QRectF(x - DIAMOND / 2, y - DIAMOND / 2, DIAMOND, DIAMOND)
        return QRectF(place.x, place.y, place.width, place.height)

    def box_of(self, key: int) -> int:
        """Return the box that stands for an activity: its own, or its folded phase's."""
        return key if self.shown is None else self.shown.folded_to.get(key, key)

    def visible(self, area: QRectF) -> "Collection[Place]":
        """Return the boxes that an area meets, with the labels of milestones."""
        return _of(self._box_cells, area, self.places)

    def ways(self, area: QRectF) -> "Collection[Drawn]":
        """Return the ways of which a part runs near an area."""
        return _of(self._way_cells, area, self.drawn)

    def path(self, drawn: Drawn) -> QPainterPath:
        """Return the line of a way with its rounded elbows, up to its arrow head."""
        if drawn.path is None:
            tip, _ = arrow(drawn.wire.points)
            drawn.path = line_path((*drawn.wire.points[:-1], tip), RADIUS)
        return drawn.path

    def flat(self, drawn: Drawn) -> list[QLineF]:
        """Return the stretches of a way, for scales at which elbows are not seen."""
        if not drawn.flat:
            drawn.flat = [QLineF(*one, *other) for one, other in pairwise(drawn.wire.points)]
        return drawn.flat

    # What is at a point

    def at(self, x: float, y: float, scale: float) -> Spot | None:
        """Return what is at a point; the catch zones keep their size on the screen."""
        if self.diagram is None:
            return None
        catch = CATCH / scale
        near = QRectF(x - catch, y - catch, 2 * catch, 2 * catch)
        for place in self.visible(near):
            if not (place.x - catch <= x <= place.x + place.width + catch):
                continue
            if not (place.y - catch <= y <= place.y + place.height + catch):
                continue
            spot = self._part(place, x, y, catch)
            if spot is not None:
                return spot
        return self._link_at(x, y, catch * 0.75)

    def _part(self, place: "Place", x: float, y: float, catch: float) -> Spot | None:
        box = self.rect(place.key)
        inside = min(catch * 0.75, box.width() / 4)
        middle = abs(y - box.center().y()) <= max(catch, box.height() / 4)
        if middle and abs(x - box.right()) <= inside:
            return Spot("finish", place.key)
        if middle and abs(x - box.left()) <= inside:
            return Spot("start", place.key)
        if box.contains(x, y):
            return Spot("box", place.key)
        if place.milestone and box.bottom() < y < box.bottom() + 32:
            return Spot("box", place.key)
        return None

    def _link_at(self, x: float, y: float, catch: float) -> Spot | None:
        for drawn in self.ways(QRectF(x - catch, y - catch, 2 * catch, 2 * catch)):
            points = drawn.wire.points
            for (x0, y0), (x1, y1) in pairwise(points):
                if (
                    min(x0, x1) - catch <= x <= max(x0, x1) + catch
                    and min(y0, y1) - catch <= y <= max(y0, y1) + catch
                ):
                    return Spot("link", drawn.wire.key)
        return None

    def lane_at(self, y: float) -> int | None:
        """Return the number of the lane at a height."""
        if self.diagram is not None:
            for number, (top, bottom) in enumerate(self.diagram.lanes):
                if top <= y <= bottom:
                    return number
        return None


_T = TypeVar("_T", "Place", Drawn)


def _cells(area: QRectF) -> list[tuple[int, int]]:
    """Return the cells of a coarse grid that an area meets, by which things in it are found."""
    across = range(int(area.left() // _CELL), int(area.right() // _CELL) + 1)
    down = range(int(area.top() // _CELL), int(area.bottom() // _CELL) + 1)
    return [(column, row) for column in across for row in down]


def _of(cells: dict[tuple[int, int], list[_T]], area: QRectF, everything: list[_T]) -> list[_T]:
    wanted = _cells(area)
    if len(wanted) >= len(cells):
        return everything
    found = {id(each): each for cell in wanted for each in cells.get(cell, ())}
    return list(found.values())


def _around(points: tuple[tuple[float, float], ...]) -> QRectF:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return box.adjusted(-ARROW, -ARROW, ARROW, ARROW)
