"""Which column of a network diagram each activity stands in."""

from collections import deque
from collections.abc import Mapping, Sequence

from leadbench.analysis.inputs import LinkType
from leadbench.charts.network_graph import Link, Node


def columns_of(nodes: Sequence[Node], links: Sequence[Link]) -> dict[int, int]:
    """Return the column of each activity, from 0.

    A successor of a finish-start link stands right of its predecessor; of any other link, no
    further left. Each activity stands as far left as that allows, but moves right where more of its
    links go out than come in, so that ways are short. Activities without any link fill the columns
    evenly within their lane.
    """
    keys = [node.key for node in nodes]
    after: dict[int, list[tuple[int, int]]] = {key: [] for key in keys}
    before: dict[int, list[tuple[int, int]]] = {key: [] for key in keys}
    for link in links:
        step = 1 if link.type == LinkType.FINISH_START else 0
        after[link.predecessor].append((link.successor, step))
        before[link.successor].append((link.predecessor, step))
    order = _in_order(keys, after, before)
    place = {key: index for index, key in enumerate(order)}
    column: dict[int, int] = {}
    for key in order:
        # Of a loop, the link that closes it does not count.
        limits = [column[p] + step for p, step in before[key] if place[p] < place[key]]
        column[key] = max(limits, default=0)
    for key in reversed(order):
        limits = [column[s] - step for s, step in after[key] if place[s] > place[key]]
        if limits and len(after[key]) > len(before[key]):
            column[key] = max(column[key], min(limits))
    linked = [column[key] for key in keys if after[key] or before[key]]
    least = min(linked, default=0)
    column = {key: value - least for key, value in column.items()}
    _spread_unlinked(nodes, column, after, before, max(linked, default=0) - least + 1)
    return column


def _in_order(
    keys: Sequence[int],
    after: Mapping[int, Sequence[tuple[int, int]]],
    before: Mapping[int, Sequence[tuple[int, int]]],
) -> list[int]:
    """Return the activities so that predecessors come first, except where they wait in a loop."""
    waits = {key: len(before[key]) for key in keys}
    ready = deque(key for key in keys if not waits[key])
    order: list[int] = []
    done: set[int] = set()
    rest = iter(keys)
    while len(order) < len(keys):
        if not ready:
            ready.append(next(key for key in rest if key not in done))
        key = ready.popleft()
        if key in done:
            continue
        done.add(key)
        order.append(key)
        for successor, _ in after[key]:
            waits[successor] -= 1
            if waits[successor] == 0 and successor not in done:
                ready.append(successor)
    return order


def _spread_unlinked(
    nodes: Sequence[Node],
    column: dict[int, int],
    after: Mapping[int, Sequence[tuple[int, int]]],
    before: Mapping[int, Sequence[tuple[int, int]]],
    wide: int,
) -> None:
    """Give activities without links the columns of their lane in turn, so that none grows high."""
    alone = [node for node in nodes if not after[node.key] and not before[node.key]]
    if len(alone) == len(nodes):
        wide = max(wide, min(6, len(nodes)))
    counts: dict[int, int] = {}
    for node in alone:
        number = counts.get(node.lane, 0)
        column[node.key] = number % wide
        counts[node.lane] = number + 1
