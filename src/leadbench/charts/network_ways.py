"""The ways of the links of a network diagram, and how wide its aisles are.

A way leaves a box sideways, turns in the aisle beside it, runs level along a row where nothing
stands or along the aisle between two rows, and turns again in the aisle beside the other box. Ways
that share an aisle have tracks of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadbench.analysis.inputs import LinkType
from leadbench.charts.network_graph import (
    BOX_HEIGHT,
    BOX_WIDTH,
    DIAMOND,
    Link,
    Node,
    Point,
    Way,
)
from leadbench.charts.network_labels import label_size, place_labels
from leadbench.charts.network_rows import Rows
from leadbench.charts.network_tracks import Stretch, tracks

_COLUMN_GAP = 36.0
_EDGE_GAP = 18.0
_STUB = 14.0
"""How far a way runs straight beside a box, for the elbow and the arrow."""
_PITCH = 9.0
_MOST_TRACKS_WIDTH = 220.0
_ROW_GAP = 20.0
_LANE_PADDING = 14.0
_LANE_GAP = 8.0
_PORT = 13.0
_PORTS = 26.0
"""How far from the middle of a side the outermost port may be."""
MILESTONE_LABEL = 18.0
"""How far the label of a milestone hangs below its cell."""


@dataclass(slots=True)
class Ways:
    """What ``find_ways`` returns: the ways in the order of the links, and the grid's places."""

    ways: list[Way]
    column_x: list[float]
    row_y: list[float]
    lanes: list[tuple[float, float]]
    width: float
    height: float


@dataclass(slots=True)
class _Course:
    """One link on its way through the grid.

    ``out`` and ``into`` are the upright aisles at its two ends; ``out_at`` and ``into_at`` are the
    distances of its ports from the middle of the box. ``level`` is the level aisle that it takes,
    or None; ``along`` the row that it runs along, or None.
    """

    link: Link
    out: int
    into: int
    out_row: int
    into_row: int
    out_at: float = 0.0
    into_at: float = 0.0
    straight: bool = False
    level: int | None = None
    along: int | None = None
    level_track: int = 0
    uprights: list[tuple[int, float, float]] = field(default_factory=list)
    upright_tracks: list[int] = field(default_factory=list)


def find_ways(
    nodes: Sequence[Node],
    links: Sequence[Link],
    columns: Mapping[int, int],
    rows: Rows,
    *,
    lane_head: float,
) -> Ways:
    """Return the way of each link and the places of columns, rows and lanes."""
    grid = _Grid(nodes, columns, rows)
    courses = [grid.course(link) for link in links]
    grid.set_ports(courses)
    for course in sorted(courses, key=lambda one: abs(one.out - one.into)):
        grid.choose(course)
    grid.set_rows(courses)
    grid.set_columns(courses, lane_head)
    ways = [Way(grid.points(course)) for course in courses]
    place_labels(ways, [course.link.label for course in courses])
    right = grid.column_x[-1] + BOX_WIDTH + grid.widths[-1] if grid.column_x else lane_head
    return Ways(ways, grid.column_x, grid.row_y, grid.lanes, right, grid.bottom)


class _Grid:
    """Columns, rows and the aisles between them.

    Upright aisle ``k`` lies left of column ``k``. Each lane has a level aisle above each of its
    rows and one below the last: the aisle above row ``r`` of lane ``n`` is number ``r + n``.
    """

    def __init__(self, nodes: Sequence[Node], columns: Mapping[int, int], rows: Rows) -> None:
        self.columns, self.rows = columns, rows
        self.milestones = {node.key for node in nodes if node.milestone}
        self.count = max(columns.values(), default=-1) + 1
        self.taken = {(rows.row_of[node.key], columns[node.key]) for node in nodes}
        self.lane_of_row = [
            lane for lane, (_, height) in enumerate(rows.lanes) for _ in range(height)
        ]
        self.labels_below = {rows.row_of[key] for key in self.milestones}
        self.runs: dict[int, list[tuple[int, int, float]]] = {}
        self.load: dict[int, list[tuple[int, int]]] = {}
        self.row_y: list[float] = []
        self.lanes: list[tuple[float, float]] = []
        self.bottom = 0.0
        self.aisle_y: dict[int, float] = {}
        self.column_x: list[float] = []
        self.widths: list[float] = []
        self.track_x: list[tuple[float, float]] = []

    def course(self, link: Link) -> _Course:
        """Return a link with the aisles at its ends."""
        one, other = link.predecessor, link.successor
        leaves_right = link.type in {LinkType.FINISH_START, LinkType.FINISH_FINISH}
        enters_left = link.type in {LinkType.FINISH_START, LinkType.START_START}
        course = _Course(
            link,
            self.columns[one] + leaves_right,
            self.columns[other] + (not enters_left),
            self.rows.row_of[one],
            self.rows.row_of[other],
        )
        course.straight = (
            course.out_row == course.into_row
            and leaves_right
            and enters_left
            and course.into >= course.out
            and self.clear(course.out_row, course.out, course.into)
        )
        return course

    def clear(self, row: int, one: int, other: int) -> bool:
        """Tell whether no box stands in a row between two upright aisles."""
        low, high = min(one, other), max(one, other)
        return not any((row, column) in self.taken for column in range(low, high))

    # Ports

    def set_ports(self, courses: Sequence[_Course]) -> None:
        """Spread the links of each side of each box, in the order in which they go."""
        sides: dict[tuple[int, int], list[tuple[tuple[float, ...], _Course, bool]]] = {}
        for course in courses:
            link = course.link
            out = (link.predecessor, course.out - self.columns[link.predecessor])
            into = (link.successor, course.into - self.columns[link.successor])
            up = course.into_row < course.out_row
            far = abs(course.out - course.into)
            # What lies between boxes of one row is passed above.
            beside = 0.0
            if course.out_row == course.into_row and not course.straight:
                beside, up = -0.5, True
            # Going up, the near ones leave above the far ones; going down below them.
            sides.setdefault(out, []).append(
                ((course.into_row + beside, far if up else -far), course, True)
            )
            sides.setdefault(into, []).append(
                ((course.out_row + beside, far if up else -far), course, False)
            )
        for (key, _), ends in sides.items():
            ends.sort(key=lambda end: end[0])
            places = [index for index, (_, course, _) in enumerate(ends) if course.straight]
            about = places[0] if places else (len(ends) - 1) / 2
            most = max(about, len(ends) - 1 - about)
            room = _PORTS if key not in self.milestones else 6.0
            step = min(_PORT, room / most) if most else 0.0
            for index, (_, course, is_out) in enumerate(ends):
                at = (index - about) * step
                if is_out:
                    course.out_at = at
                else:
                    course.into_at = at

    # Where a way runs level

    def choose(self, course: _Course) -> None:
        """Let a way run along a free row, or else in a level aisle."""
        if course.out == course.into or course.straight:
            if course.straight and course.out != course.into:
                self._run(course.out_row, course, course.out_at)
            return
        for row, at in ((course.out_row, course.out_at), (course.into_row, course.into_at)):
            if self.clear(row, course.out, course.into) and self._is_free(row, course, at):
                course.along = row
                self._run(row, course, at)
                return
        course.level = self._aisle(course)
        self.load.setdefault(course.level, []).append(_span(course))

    def _run(self, row: int, course: _Course, at: float) -> None:
        low, high = _span(course)
        self.runs.setdefault(row, []).append((low, high, at))

    def _is_free(self, row: int, course: _Course, at: float) -> bool:
        low, high = _span(course)
        return not any(
            low <= other_high and other_low <= high and abs(at - other) < _PITCH * 0.7
            for other_low, other_high, other in self.runs.get(row, ())
        )

    def _aisle(self, course: _Course) -> int:
        above, below = (row + self.lane_of_row[row] for row in (course.out_row, course.into_row))
        if course.out_row == course.into_row:
            return above
        down = course.out_row < course.into_row
        choices = (below, above + 1) if down else (below + 1, above)
        return min(choices, key=lambda aisle: self._crowd(aisle, course))

    def _crowd(self, aisle: int, course: _Course) -> int:
        low, high = _span(course)
        return sum(one <= high and low <= other for one, other in self.load.get(aisle, ()))

    # How high rows are

    def set_rows(self, courses: Sequence[_Course]) -> None:
        """Give level aisles their tracks, and rows and lanes their places."""
        users: dict[int, list[_Course]] = {}
        for course in courses:
            if course.level is not None:
                users.setdefault(course.level, []).append(course)
        counts: dict[int, int] = {}
        for aisle, those in users.items():
            stretches = [
                Stretch(
                    course.out,
                    -1 if self._above(course.out_row, aisle) else 1,
                    course.into,
                    -1 if self._above(course.into_row, aisle) else 1,
                )
                for course in those
            ]
            found, counts[aisle] = tracks(stretches, 0.5)
            for course, track in zip(those, found, strict=True):
                course.level_track = track
        y = 0.0
        for lane, (first, height) in enumerate(self.rows.lanes):
            top = y
            for row in range(first, first + height + 1):
                aisle = row + lane
                outer = row in {first, first + height}
                label = MILESTONE_LABEL if row > first and row - 1 in self.labels_below else 0.0
                self.aisle_y[aisle] = y + label
                tall = (counts.get(aisle, 0) + 1) * _PITCH
                y += label + max(_LANE_PADDING if outer else _ROW_GAP, tall)
                # Tracks stand in the middle of their aisle.
                self.aisle_y[aisle] += (y - self.aisle_y[aisle] - tall) / 2 + _PITCH
                if row < first + height:
                    self.row_y.append(y)
                    y += BOX_HEIGHT
            self.lanes.append((top, y))
            self.bottom = y
            y += _LANE_GAP

    def _above(self, row: int, aisle: int) -> bool:
        return row + self.lane_of_row[row] < aisle

    # How wide columns are

    def set_columns(self, courses: Sequence[_Course], lane_head: float) -> None:
        """Give upright aisles their tracks, and columns their places."""
        found: list[list[tuple[_Course, int, Stretch]]] = [[] for _ in range(self.count + 1)]
        least = [_COLUMN_GAP] * (self.count + 1)
        least[0] = least[-1] = _EDGE_GAP
        for course in courses:
            for aisle, sides, first, last in self._turns(course):
                place = len(course.uprights)
                course.uprights.append((aisle, first, last))
                course.upright_tracks.append(0)
                stretch = Stretch(first, sides[0], last, sides[1])
                found[aisle].append((course, place, stretch))
            if course.link.label and course.out == course.into:
                wide = label_size(course.link.label)[0]
                extra = 2 * _STUB if course.straight else 14.0
                least[course.out] = max(least[course.out], wide + extra)
        x = lane_head
        for aisle, users in enumerate(found):
            numbers, count = tracks([stretch for _, _, stretch in users], 6.0)
            for (course, place, _), number in zip(users, numbers, strict=True):
                course.upright_tracks[place] = number
            between = max(0, count - 1)
            pitch = min(_PITCH, _MOST_TRACKS_WIDTH / between) if between else 0.0
            width = float(round(max(least[aisle], between * pitch + 2 * _STUB if count else 0.0)))
            self.track_x.append((x + (width - between * pitch) / 2, pitch))
            self.widths.append(width)
            x += width
            if aisle < self.count:
                self.column_x.append(x)
                x += BOX_WIDTH

    def _turns(self, course: _Course) -> list[tuple[int, tuple[int, int], float, float]]:
        """Return the upright stretches of a way: aisle, sides of its ends, and both ends' y."""
        begin, end = self._ports_y(course)
        link = course.link
        from_side = -1 if course.out > self.columns[link.predecessor] else 1
        to_side = -1 if course.into > self.columns[link.successor] else 1
        onward = 1 if course.into > course.out else -1
        if course.level is not None:
            y = self._level_y(course)
            return [
                (course.out, (from_side, onward), begin, y),
                (course.into, (-onward, to_side), y, end),
            ]
        if abs(begin - end) < 0.5:
            return []
        if course.out == course.into:
            return [(course.out, (from_side, to_side), begin, end)]
        if course.along == course.out_row:
            return [(course.into, (-onward, to_side), begin, end)]
        return [(course.out, (from_side, onward), begin, end)]

    def _ports_y(self, course: _Course) -> tuple[float, float]:
        half = BOX_HEIGHT / 2
        return (
            self.row_y[course.out_row] + half + course.out_at,
            self.row_y[course.into_row] + half + course.into_at,
        )

    def _level_y(self, course: _Course) -> float:
        assert course.level is not None
        return self.aisle_y[course.level] + course.level_track * _PITCH

    # Corners

    def points(self, course: _Course) -> tuple[Point, ...]:
        """Return the corners of a way."""
        begin, end = self._ports_y(course)
        link = course.link
        start = self._port_x(
            link.predecessor, course.out_at, right=course.out > self.columns[link.predecessor]
        )
        stop = self._port_x(
            link.successor, course.into_at, right=course.into > self.columns[link.successor]
        )
        found: list[Point] = [(start, begin)]
        for (aisle, first, last), track in zip(course.uprights, course.upright_tracks, strict=True):
            x, pitch = self.track_x[aisle]
            x += track * pitch
            found += [(x, first), (x, last)]
        found.append((stop, end))
        return tuple((float(round(x)), float(round(y))) for x, y in found)

    def _port_x(self, key: int, at: float, *, right: bool) -> float:
        x = self.column_x[self.columns[key]]
        if key in self.milestones:
            tip = DIAMOND / 2 - abs(at)
            return x + BOX_WIDTH / 2 + (tip if right else -tip)
        return x + BOX_WIDTH if right else x


def _span(course: _Course) -> tuple[int, int]:
    return min(course.out, course.into), max(course.out, course.into)
