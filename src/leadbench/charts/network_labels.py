"""Where the labels of the links of a network diagram stand."""

from collections.abc import Sequence
from itertools import pairwise

from leadbench.charts.network_graph import Point, Way

LABEL_HEIGHT = 18.0
_LETTER, _PADDING = 6.3, 13.0
_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)
_STUB = 12.0


def label_size(text: str) -> tuple[float, float]:
    """Return width and height of a label; its letters are 11 high."""
    return len(text) * _LETTER + _PADDING, LABEL_HEIGHT


def place_labels(ways: Sequence[Way], labels: Sequence[str]) -> None:
    """Put each label on a stretch of its way: the longest level one, free of other labels."""
    taken: list[tuple[float, float, float, float]] = []
    for way, text in zip(ways, labels, strict=True):
        if not text:
            continue
        wide, tall = label_size(text)
        spots = _spots(way.points, wide, tall)
        free = next((spot for spot in spots if not _meets(spot, wide, tall, taken)), spots[0])
        way.label_at = free
        taken.append((free[0], free[1], wide, tall))


def _spots(points: Sequence[Point], wide: float, tall: float) -> list[Point]:
    """Return possible middles of a label, the best first."""
    found: list[tuple[float, list[Point]]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        level = y0 == y1
        length = abs(x1 - x0) + abs(y1 - y0)
        room = length - (wide + _STUB if level else tall + _STUB)
        middles = [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in _SHARES]
        found.append(((1e6 if level and room > 0 else 0) + room, middles))
    found.sort(key=lambda each: -each[0])
    return [spot for _, spots in found for spot in spots]


def _meets(
    spot: Point, wide: float, tall: float, taken: Sequence[tuple[float, float, float, float]]
) -> bool:
    return any(
        abs(spot[0] - x) < (wide + other_wide) / 2 + 2
        and abs(spot[1] - y) < (tall + other_tall) / 2 + 2
        for x, y, other_wide, other_tall in taken
    )
