"""The geometry of a Gantt chart: marks of rows and routes of links, for the screen and for print.

Everything is plain numbers: a place to the right is ``x`` and comes from a ``TimeScale``, a place
downward is ``y`` and comes from the index of a row. Only what is asked for is calculated, so a
chart of 10,000 rows costs what its visible part costs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from leadbench.analysis.inputs import ActivityKind, LinkType
from leadbench.charts.time_scale import TimeScale

Point = tuple[float, float]


class State(StrEnum):
    """What the fill and the shape of a mark say; the first that applies, in this order."""

    LEFT_OUT = "left out"
    DONE = "done"
    CRITICAL = "critical"
    NEAR = "near"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One activity as the chart sees it. Instants are minutes; ``progress`` is percent.

    ``float_end`` is the instant to which the finish may slip, ``deadline`` the one by which it is
    wanted. ``label`` stands beside the mark.
    """

    key: int
    kind: str
    start: int
    finish: int
    label: str = ""
    progress: int = 0
    critical: bool = False
    near: bool = False
    done: bool = False
    left_out: bool = False
    float_end: int | None = None
    baseline_start: int | None = None
    baseline_finish: int | None = None
    deadline: int | None = None
    p50: int | None = None
    p80: int | None = None
    """Instants that half, and four fifths, of the runs of a forecast do not exceed."""
    p80_label: str = ""

    @property
    def state(self) -> State:
        """What the mark says."""
        if self.left_out:
            return State.LEFT_OUT
        if self.done:
            return State.DONE
        if self.critical:
            return State.CRITICAL
        return State.NEAR if self.near else State.NORMAL


class GanttLink(NamedTuple):
    """One dependency by the keys of its activities.

    ``critical`` where it drives the finish, ``left_out`` where nothing waits along it, since the
    task at one of its ends is left out.
    """

    key: int
    predecessor: int
    successor: int
    type: str = LinkType.FINISH_START
    critical: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights and distances in the unit of the drawing; the defaults are the screen's."""

    row: float = 28.0
    bar: float = 13.0
    diamond: float = 13.0
    bracket: float = 5.0
    bracket_drop: float = 4.0
    baseline: float = 3.0
    baseline_gap: float = 1.5
    least_bar: float = 3.0
    stub: float = 6.0
    """How far a link leaves a bar before it turns."""
    inset: float = 4.0
    """How far from its end a bar is entered from above."""
    arrow: float = 4.0


SCREEN = Sizes()


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one row is drawn.

    A bar fills ``left`` to ``right`` and ``top`` to ``bottom``. A milestone's diamond has its
    middle at ``center``, ``middle`` (``left`` and ``right`` are its points). A summary's bracket
    spans ``left`` to ``right``. ``start`` and ``finish`` are the exact places of the dates.
    ``progress_right`` ends the progress line of a bar that has begun; ``float_right`` the float
    line, which begins at ``finish``. ``baseline_left`` and ``baseline_right`` are equal for a
    milestone: the middle of a hollow diamond. ``deadline`` is where the finish is wanted, ``p50``
    and ``p80`` where a forecast has it.
    """

    row: int
    key: int
    kind: str
    state: State
    start: float
    finish: float
    left: float
    right: float
    top: float
    middle: float
    bottom: float
    progress_right: float | None
    float_right: float | None
    baseline_left: float | None
    baseline_right: float | None
    baseline_top: float
    deadline: float | None = None
    p50: float | None = None
    p80: float | None = None

    @property
    def center(self) -> float:
        """Middle between the two ends."""
        return (self.left + self.right) / 2


def mark(row: GanttRow, index: int, scale: TimeScale, sizes: Sizes = SCREEN) -> Mark:
    """Return where a row is drawn.

    Parameters
    ----------
    index
        Number of the row among the visible ones, from 0: its top is ``index * sizes.row``.
    """
    start, finish = scale.x(row.start), scale.x(row.finish)
    top = index * sizes.row
    middle = top + sizes.row / 2
    left, right, height = start, max(finish, start + sizes.least_bar), sizes.bar
    if row.kind == ActivityKind.MILESTONE:
        left, right, height = finish - sizes.diamond / 2, finish + sizes.diamond / 2, sizes.diamond
    elif row.kind == ActivityKind.SUMMARY:
        height = sizes.bracket
    progress = None
    if row.kind == ActivityKind.WORK and row.progress > 0:
        progress = left + (right - left) * min(row.progress, 100) / 100
    slack = None
    if row.float_end is not None and row.float_end > row.finish and not row.done:
        slack = scale.x(row.float_end)
    begun = None if row.baseline_start is None else scale.x(row.baseline_start)
    ended = None if row.baseline_finish is None else scale.x(row.baseline_finish)
    if row.kind == ActivityKind.MILESTONE:
        begun = ended
    return Mark(
        row=index,
        key=row.key,
        kind=row.kind,
        state=row.state,
        start=start,
        finish=finish,
        left=left,
        right=right,
        top=middle - height / 2,
        middle=middle,
        bottom=middle + height / 2,
        progress_right=progress,
        float_right=slack,
        baseline_left=begun,
        baseline_right=ended,
        baseline_top=middle + sizes.bar / 2 + sizes.baseline_gap,
        deadline=None if row.deadline is None else scale.x(row.deadline),
        p50=None if row.p50 is None else scale.x(row.p50),
        p80=None if row.p80 is None else scale.x(row.p80),
    )


def marks(
    rows: Sequence[GanttRow], scale: TimeScale, first: int, last: int, sizes: Sizes = SCREEN
) -> list[Mark]:
    """Return the marks of the rows ``first`` to ``last``, both included."""
    span = range(max(0, first), min(len(rows) - 1, last) + 1)
    return [mark(rows[index], index, scale, sizes) for index in span]


def diamond(x: float, y: float, size: float) -> tuple[Point, Point, Point, Point]:
    """Return the corners of a milestone around its middle."""
    half = size / 2
    return ((x, y - half), (x + half, y), (x, y + half), (x - half, y))


def bracket(shape: Mark, sizes: Sizes = SCREEN) -> tuple[Point, ...]:
    """Return the outline of a summary: a bar whose two ends point downward."""
    left, right, top, bottom = shape.left, shape.right, shape.top, shape.bottom
    drop = min(sizes.bracket_drop, (right - left) / 2)
    low = bottom + drop
    return (
        (left, top),
        (right, top),
        (right, low),
        (right - drop, bottom),
        (left + drop, bottom),
        (left, low),
    )


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a link: corners from its first to its last point, and the arrow head there."""

    points: tuple[Point, ...]
    head: tuple[Point, Point, Point]


def route(kind: str, tail: Mark, tip: Mark, sizes: Sizes = SCREEN) -> Route:
    """Return the way of a link between two marks.

    It leaves the end of the predecessor that drives (finish for FS and FF, start for SS and SF) and
    arrives at the end of the successor that is driven (start for FS and SS, finish for FF and SF):
    from above or below where there is room, else from the side.

    Parameters
    ----------
    kind
        Word of a ``LinkType``.
    tail, tip
        Marks of the predecessor and of the successor.
    """
    leaves_right = kind in {LinkType.FINISH_START, LinkType.FINISH_FINISH}
    enters_left = kind in {LinkType.FINISH_START, LinkType.START_START}
    out = 1.0 if leaves_right else -1.0
    came = -1.0 if enters_left else 1.0  # the side of the successor at which the link arrives
    leave = (tail.right if leaves_right else tail.left, tail.middle)
    reach = (tip.left if enters_left else tip.right, tip.middle)
    if out == came:  # SS and FF: around both on one side
        beside = (max if out > 0 else min)(leave[0], reach[0]) + out * sizes.stub
        return ending((leave, (beside, leave[1]), (beside, reach[1]), reach), sizes)
    downward = tip.middle >= tail.middle
    edge = tip.top if downward else tip.bottom
    entry = _entry(tip, enters_left=enters_left, sizes=sizes)
    if (entry - leave[0]) * out >= sizes.stub / 2:
        return ending((leave, (entry, leave[1]), (entry, edge)), sizes)
    near = entry - tail.center if tail.kind == ActivityKind.MILESTONE else entry - leave[0]
    if near * out > -1.5:
        return _downward(tail, entry, edge, between=_between(tip, downward, sizes), sizes=sizes)
    # The successor begins before its predecessor ends: turn between the rows, enter from the side.
    aside, back = leave[0] + out * sizes.stub, reach[0] + came * sizes.stub
    between = _between(tip, downward, sizes)
    ways = (leave, (aside, leave[1]), (aside, between), (back, between), (back, reach[1]), reach)
    return ending(ways, sizes)


def _entry(tip: Mark, *, enters_left: bool, sizes: Sizes) -> float:
    """Return where a mark is entered from above: at a milestone's point, or inside a bar."""
    if tip.kind == ActivityKind.MILESTONE:
        return tip.center
    inset = min(sizes.inset, (tip.right - tip.left) / 2)
    return tip.left + inset if enters_left else tip.right - inset


def _between(tip: Mark, downward: bool, sizes: Sizes) -> float:
    """Return the line between the successor's row and the row before it on the way."""
    return (tip.row if downward else tip.row + 1) * sizes.row


def _downward(tail: Mark, entry: float, edge: float, *, between: float, sizes: Sizes) -> Route:
    """Return the way from the lower or upper edge of a mark whose end stands over the entry."""
    begin = tail.center if tail.kind == ActivityKind.MILESTONE else entry
    begin = min(max(begin, tail.left), tail.right)
    leave = (begin, tail.bottom if edge >= tail.bottom else tail.top)
    if abs(begin - entry) < 0.5:
        return ending(((entry, leave[1]), (entry, edge)), sizes)
    return ending((leave, (begin, between), (entry, between), (entry, edge)), sizes)


def ending(points: tuple[Point, ...], sizes: Sizes) -> Route:
    """Return the route with its arrow head, which points the way of the last stretch."""
    (x0, y0), (x, y) = points[-2], points[-1]
    long, half = sizes.arrow, sizes.arrow * 0.7
    if x0 == x:
        back = y - long if y >= y0 else y + long
        return Route(points, ((x, y), (x - half, back), (x + half, back)))
    back = x - long if x >= x0 else x + long
    return Route(points, ((x, y), (back, y - half), (back, y + half)))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of a drawn way: "move" or "line" to one point, or a cubic "curve" of three.

    The points of a curve are its first and second control point and its end, which QPainterPath and
    a PDF take alike.
    """

    kind: str
    points: tuple[Point, ...]


def rounded(points: Sequence[Point], radius: float = 3.0) -> Iterator[Stroke]:
    """Yield the strokes of a way with rounded elbows."""
    yield Stroke("move", (points[0],))
    bend = 0.5523  # a cubic curve with this share comes within 0.03% of a quarter circle
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        size = min(radius, _distance(before, corner) / 2, _distance(corner, after) / 2)
        enter, leave = _toward(corner, before, size), _toward(corner, after, size)
        yield Stroke("line", (enter,))
        if size > 0:
            short = size * (1 - bend)
            controls = (_toward(corner, before, short), _toward(corner, after, short))
            yield Stroke("curve", (*controls, leave))
    yield Stroke("line", (points[-1],))


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])  # stretches run along one axis


def _toward(origin: Point, target: Point, length: float) -> Point:
    whole = _distance(origin, target)
    if whole == 0:
        return origin
    share = length / whole
    return (
        origin[0] + (target[0] - origin[0]) * share,
        origin[1] + (target[1] - origin[1]) * share,
    )


class PlacedLink(NamedTuple):
    """A link and the rows at its ends."""

    link: GanttLink
    tail_row: int
    tip_row: int


class LinkIndex:
    """The links of a chart, found by the rows that they cross.

    Links are kept by the length of their span in powers of two, so that finding those of a few rows
    costs what is found, whatever the number of links.

    Parameters
    ----------
    links
        All links.
    row_of
        Visible row of each activity; a link is left out while one of its ends is folded away.
    """

    def __init__(self, links: Iterable[GanttLink], row_of: Mapping[int, int]) -> None:
        self._levels: dict[int, dict[int, list[PlacedLink]]] = {}
        for link in links:
            tail, tip = row_of.get(link.predecessor), row_of.get(link.successor)
            if tail is None or tip is None:
                continue
            level = abs(tail - tip).bit_length()
            block = min(tail, tip) >> level
            self._levels.setdefault(level, {}).setdefault(block, []).append(
                PlacedLink(link, tail, tip)
            )

    def crossing(self, first: int, last: int) -> list[PlacedLink]:
        """Return the links that touch or cross the rows ``first`` to ``last``, both included."""
        found = []
        for level, blocks in self._levels.items():
            # A span of this level is shorter than 2 ** level rows.
            for block in range(max(0, first - (1 << level)) >> level, (last >> level) + 1):
                for placed in blocks.get(block, ()):
                    top, bottom = sorted((placed.tail_row, placed.tip_row))
                    if top <= last and bottom >= first:
                        found.append(placed)
        return found
