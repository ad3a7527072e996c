"""The geometry of a network diagram: one box for each activity, one way for each dependency.

Time flows to the right: what waits for the finish of another stands in a column further right.
Lanes lie under each other and hold a phase, a team or a stage each. Boxes stand in a grid of
columns and rows; between columns and between rows run aisles that hold no box, and every way turns
there, so no way needs to cross a box. Everything is plain numbers, for the screen and for print.

``network_columns`` gives each box its column, ``network_rows`` its row, ``network_ways`` routes the
dependencies and thereby settles how wide each aisle must be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadbench.charts.network_columns import columns_of
from leadbench.charts.network_graph import (
    BOX_HEIGHT,
    BOX_WIDTH,
    DIAMOND,
    Graph,
    Link,
    Node,
    Point,
    Way,
)
from leadbench.charts.network_rows import place_in_rows
from leadbench.charts.network_ways import find_ways

__all__ = ["Diagram", "Graph", "Link", "Node", "Place", "Wire", "lay_out", "reach"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an activity stands: a cell of the grid, and its rectangle.

    A milestone's diamond has its middle in the middle of the rectangle.
    """

    key: int
    lane: int
    column: int
    row: int
    x: float
    y: float
    milestone: bool = False
    width: float = BOX_WIDTH
    height: float = BOX_HEIGHT

    @property
    def middle(self) -> Point:
        """Middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def left(self) -> float:
        """Where links reach it from the left: the edge of a box, the tip of a diamond."""
        return self.middle[0] - DIAMOND / 2 if self.milestone else self.x

    @property
    def right(self) -> float:
        """Where links leave it to the right."""
        return self.middle[0] + DIAMOND / 2 if self.milestone else self.x + self.width


@dataclass(frozen=True, slots=True)
class Wire:
    """The way of a link: corners from its first to its last point.

    ``label_at`` is the middle of its label, or None without one.
    """

    key: int
    predecessor: int
    successor: int
    points: tuple[Point, ...]
    label: str = ""
    label_at: Point | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole diagram; ``lanes`` are the top and bottom of each lane."""

    places: Mapping[int, Place]
    wires: tuple[Wire, ...]
    lanes: tuple[tuple[float, float], ...]
    width: float
    height: float
    columns: int = 0
    wire_of: Mapping[int, int] = field(default_factory=dict)
    """Index of each link's wire, by the link's key."""


def lay_out(graph: Graph, lane_head: float = 44.0) -> Diagram:
    """Return the diagram of activities and links.

    Links whose ends are not among the activities are left out. A loop, which a plan refuses but a
    folded lane can show, is drawn with one of its links running back to the left.

    Parameters
    ----------
    lane_head
        Room for the name of a lane, left of the first column.
    """
    known = {node.key for node in graph.nodes}
    links = [
        link
        for link in graph.links
        if link.predecessor in known
        and link.successor in known
        and link.predecessor != link.successor
    ]
    columns = columns_of(graph.nodes, links)
    rows = place_in_rows(graph.nodes, links, columns, graph.lanes)
    ways = find_ways(graph.nodes, links, columns, rows, lane_head=lane_head)
    places = {
        node.key: Place(
            node.key,
            node.lane,
            columns[node.key],
            rows.row_of[node.key],
            ways.column_x[columns[node.key]],
            ways.row_y[rows.row_of[node.key]],
            node.milestone,
        )
        for node in graph.nodes
    }
    wires = tuple(_wire(link, way) for link, way in zip(links, ways.ways, strict=True))
    return Diagram(
        places,
        wires,
        tuple(ways.lanes),
        ways.width,
        ways.height,
        len(ways.column_x),
        {wire.key: index for index, wire in enumerate(wires)},
    )


def _wire(link: Link, way: Way) -> Wire:
    return Wire(link.key, link.predecessor, link.successor, way.points, link.label, way.label_at)


def reach(links: Sequence[Link], key: int, *, forward: bool, whole: bool) -> frozenset[int]:
    """Return the successors (or predecessors) of an activity, all of them or the direct ones."""
    beside: dict[int, list[int]] = {}
    for link in links:
        here, there = link.predecessor, link.successor
        if not forward:
            here, there = there, here
        beside.setdefault(here, []).append(there)
    found: set[int] = set()
    waiting = list(beside.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one != key:
            found.add(one)
            if whole:
                waiting.extend(beside.get(one, ()))
    return frozenset(found)
