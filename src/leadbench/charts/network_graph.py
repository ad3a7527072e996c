"""What a network diagram is laid out from, and the sizes of what stands in it."""

from dataclasses import dataclass

Point = tuple[float, float]

BOX_WIDTH, BOX_HEIGHT = 128.0, 76.0
DIAMOND = 26.0


@dataclass(frozen=True, slots=True)
class Node:
    """One activity. ``lane`` counts from 0 at the top."""

    key: int
    lane: int = 0
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One dependency by the keys of its activities; ``label`` stands on its way, if not ""."""

    key: int
    predecessor: int
    successor: int
    type: str = "FS"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """What is laid out: activities in the order of the outline, their links, how many lanes."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    lanes: int = 1


@dataclass(slots=True)
class Way:
    """Corners of one link, and the middle of its label or None."""

    points: tuple[Point, ...] = ()
    label_at: Point | None = None
