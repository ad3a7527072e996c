"""Which row of its lane each activity of a network diagram stands in.

The order within a column follows the barycenter method of Sugiyama, Tagawa and Toda (1981), bound
to lanes: sweeps to the right and to the left put each activity beside the mean row of its
neighbors, and the arrangement with the fewest crossings is kept. Rows then follow the median
neighbor, so that chains run straight.
"""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from leadbench.charts.network_graph import Link, Node

_SWEEPS = 12
_PATIENCE = 4
_TOUCH = 1e-6


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows count from the top of the diagram.

    Attributes
    ----------
    row_of
        Row of each activity.
    lanes
        First row and number of rows of each lane.
    """

    row_of: Mapping[int, int]
    lanes: tuple[tuple[int, int], ...]


def place_in_rows(
    nodes: Sequence[Node], links: Sequence[Link], columns: Mapping[int, int], lanes: int
) -> Rows:
    """Return the rows of all activities: no two of a column share one."""
    return _Arranging(nodes, links, columns, lanes).rows()


def crossings(
    links: Sequence[Link], columns: Mapping[int, int], row_of: Mapping[int, float]
) -> int:
    """Return how often the straight lines between the ends of the links cross.

    They are counted aisle by aisle: two lines cross where they change their order from one column
    to the next.
    """
    aisles: dict[int, list[tuple[float, float]]] = {}
    for link in links:
        one, other = link.predecessor, link.successor
        if columns[one] > columns[other]:
            one, other = other, one
        first, last = columns[one], columns[other]
        if first == last:
            continue
        y, slope = row_of[one], (row_of[other] - row_of[one]) / (last - first)
        for aisle in range(first, last):
            aisles.setdefault(aisle, []).append((y, y + slope))
            y += slope
    return sum(_inversions(lines) for lines in aisles.values())


def _inversions(lines: list[tuple[float, float]]) -> int:
    """Return how many pairs stand in another order at the end than at the beginning."""
    # Lines that begin together, or end together, do not cross.
    lines.sort(key=lambda line: (round(line[0], 5), line[1]))
    seen: list[float] = []
    found = 0
    for _, end in lines:
        found += len(seen) - bisect_right(seen, end + _TOUCH)
        insort(seen, end)
    return found


class _Arranging:
    """Moves activities up and down until sweeps bring nothing more."""

    def __init__(
        self,
        nodes: Sequence[Node],
        links: Sequence[Link],
        columns: Mapping[int, int],
        lanes: int,
    ) -> None:
        self.links, self.columns = links, columns
        self.cells: dict[tuple[int, int], list[int]] = {}
        for node in nodes:
            self.cells.setdefault((columns[node.key], node.lane), []).append(node.key)
        heights = [1] * lanes
        for (_, lane), keys in self.cells.items():
            heights[lane] = max(heights[lane], len(keys))
        self.lanes: list[tuple[int, int]] = []
        first = 0
        for height in heights:
            self.lanes.append((first, height))
            first += height
        self.row: dict[int, int] = {}
        for (_, lane), keys in self.cells.items():
            for place, key in enumerate(keys):
                self.row[key] = self.lanes[lane][0] + place
        self.before: dict[int, list[int]] = {node.key: [] for node in nodes}
        self.after: dict[int, list[int]] = {node.key: [] for node in nodes}
        for link in links:
            left, right = link.predecessor, link.successor
            if columns[left] > columns[right]:
                left, right = right, left
            self.after[left].append(right)
            self.before[right].append(left)

    def rows(self) -> Rows:
        best = dict(self.row)
        fewest = crossings(self.links, self.columns, best)
        waited = 0
        for sweep in range(_SWEEPS):
            self._sweep(rightward=sweep % 2 == 0)
            count = crossings(self.links, self.columns, self.row)
            if count < fewest:
                best, fewest, waited = dict(self.row), count, 0
            else:
                waited += 1
            if waited > _PATIENCE or fewest == 0:
                break
        self.row = best
        self._straighten(fewest)
        return Rows(self.row, tuple(self.lanes))

    def _sweep(self, *, rightward: bool) -> None:
        beside = self.before if rightward else self.after
        for column, lane in sorted(self.cells, reverse=not rightward):
            keys = self.cells[column, lane]
            wanted = {}
            for key in keys:
                rows = [self.row[other] for other in beside[key]]
                wanted[key] = sum(rows) / len(rows) if rows else float(self.row[key])
            # Whoever stands in a row keeps its order among equals.
            keys.sort(key=lambda key: (wanted[key], self.row[key]))
            self._seat(keys, [wanted[key] for key in keys], lane)

    def _seat(self, keys: Sequence[int], wanted: Sequence[float], lane: int) -> None:
        """Give activities of one cell rows in their order, as near as can be to what they want."""
        first, height = self.lanes[lane]
        # Least sum of distances in a fixed order: pool neighbors that want each other's place.
        pools: list[list[float]] = []
        for place, want in enumerate(wanted):
            pools.append([want - place])
            while len(pools) > 1 and median_low(pools[-2]) > median_low(pools[-1]):
                last = pools.pop()
                pools[-1] = sorted(pools[-1] + last)
        place = 0
        for pool in pools:
            free = min(max(round(median_low(pool)), first), first + height - len(keys))
            for _ in pool:
                self.row[keys[place]] = free + place
                place += 1

    def _straighten(self, fewest: int) -> None:
        """Move activities, in their order, to the row of a neighbor where nothing crosses more."""
        for key_list in self.cells.values():
            key_list.sort(key=self.row.__getitem__)
        for sweep in range(4):
            before = dict(self.row)
            order = sorted(self.cells, reverse=sweep % 2 == 1)
            for column, lane in order:
                keys = self.cells[column, lane]
                wanted = []
                for key in keys:
                    own = self.before[key] or self.after[key]
                    if sweep % 2 == 1:
                        own = self.after[key] or self.before[key]
                    lane_rows = range(self.lanes[lane][0], sum(self.lanes[lane]))
                    inside = sorted(self.row[each] for each in own if self.row[each] in lane_rows)
                    rows = inside or sorted(self.row[each] for each in own)
                    wanted.append(float(median_low(rows) if rows else self.row[key]))
                self._seat(keys, wanted, lane)
            count = crossings(self.links, self.columns, self.row)
            if count > fewest:
                self.row = before
            else:
                fewest = count
