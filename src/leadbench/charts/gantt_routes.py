"""Ways of links that keep clear of the bars between their rows."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from leadbench.analysis.inputs import ActivityKind, LinkType
from leadbench.charts.gantt import SCREEN, Mark, Point, Route, Sizes, ending, route

_AIR: Final = 3.0
"""Least distance between an upright line and the bars that it passes."""
_FARTHEST: Final = 120.0
"""How far to the side a link goes to pass a bar."""


def crossed(points: Sequence[Point], marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that the upright stretches of a way cross."""
    found: dict[int, Mark] = {}
    for one, other in pairwise(points):
        if one[0] != other[0]:
            continue
        x, low, high = one[0], min(one[1], other[1]), max(one[1], other[1])
        for each in marks:
            if each.left < x < each.right and low < each.bottom and high > each.top:
                found[each.row] = each
    return list(found.values())


def clear_route(
    kind: str, tail: Mark, tip: Mark, between: Sequence[Mark], sizes: Sizes = SCREEN
) -> Route:
    """Return the way of a link; it passes beside the marks between its rows if it can.

    It leaves and arrives at the ends that ``route`` chooses. Where the shortest way would cross a
    bar, the upright stretch moves to the nearest place that is free all the way down, and the link
    turns in the gap before the successor's row. Where no place within reach is free, the shortest
    way is kept.

    Parameters
    ----------
    kind
        Word of a ``LinkType``.
    tail, tip
        Marks of the predecessor and of the successor.
    between
        Marks of the rows between the two.
    """
    plain = route(kind, tail, tip, sizes)
    # A summary is a thin bracket over its own tasks: every link into them would have to go around.
    walls = [each for each in between if each.kind != ActivityKind.SUMMARY]
    if not walls or not crossed(plain.points, walls):
        return plain
    out = 1.0 if kind in {LinkType.FINISH_START, LinkType.FINISH_FINISH} else -1.0
    came = -1.0 if kind in {LinkType.FINISH_START, LinkType.START_START} else 1.0
    leave = (tail.right if out > 0 else tail.left, tail.middle)
    arrive = plain.points[-1]
    if out == came:  # around both on one side, so the line stays outside of both
        first = plain.points[1][0]
        x = _nearest_free(walls, first, first, first + out * _FARTHEST)
        if x is None:
            return plain
        return ending((leave, (x, leave[1]), (x, arrive[1]), arrive), sizes)
    downward = tip.middle >= tail.middle
    gap = (tip.row if downward else tip.row + 1) * sizes.row
    last: tuple[Point, ...] = (arrive,)
    if abs(arrive[1] - tip.middle) < 0.5:  # from the side
        last = ((arrive[0] + came * sizes.stub, arrive[1]), arrive)
    turn = last[0][0]
    if tail.kind == ActivityKind.MILESTONE:  # from its lower or upper point: its side has a label
        x = _nearest_free(walls, turn, tail.center - _FARTHEST, tail.center + _FARTHEST)
        begin = tail.bottom if downward else tail.top
        under = (tail.row + 1 if downward else tail.row) * sizes.row
        ways: tuple[Point, ...] = ((tail.center, begin), (tail.center, under))
        leave = (tail.center, under)
    else:
        first = leave[0] + out * sizes.stub
        farthest = (max if out > 0 else min)(turn, leave[0]) + out * _FARTHEST
        wanted = turn if (turn - first) * out >= 0 else first
        x = _nearest_free(walls, wanted, first, farthest)
        ways = (leave,)
    if x is None:
        return plain
    return ending((*ways, (x, leave[1]), (x, gap), (turn, gap), *last), sizes)


def _nearest_free(
    marks: Sequence[Mark], wanted: float, first: float, farthest: float
) -> float | None:
    """Return the place nearest to the wanted one that no mark covers, or None without any."""
    low, high = min(first, farthest), max(first, farthest)
    taken = _joined(sorted((each.left - _AIR, each.right + _AIR) for each in marks))
    begins = [begin for begin, _ in taken]
    best: float | None = None
    for x in (wanted, *(end for span in taken for end in span)):
        if not low <= x <= high or (best is not None and abs(x - wanted) >= abs(best - wanted)):
            continue
        place = bisect_right(begins, x) - 1
        # The two ends of a span are free: the air is in it already.
        if place < 0 or not taken[place][0] < x < taken[place][1]:
            best = x
    return best


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return sorted spans with those that overlap made one."""
    found: list[tuple[float, float]] = []
    for begin, end in spans:
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
