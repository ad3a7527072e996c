"""The shape of a network: who waits for whom, in which order dates can be worked out.

The shape changes when an activity or a link is added, moved or removed. Durations, lags, progress,
constraints and calendars leave it as it is, so one ``Structure`` serves many passes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from leadbench.analysis.inputs import ActivityKind, Link, LinkType, Network
from leadbench.analysis.order import BoolArray, IntArray, Order, order_of
from leadbench.errors import LoopRefused, Refused

Node = int | tuple[str, int]
"""An activity's key; ``("into", key)`` is the side of a summary by which links enter it."""

FROM_FINISH = {LinkType.FINISH_START: 1, LinkType.FINISH_FINISH: 1}
TO_FINISH = {LinkType.FINISH_FINISH: 1, LinkType.START_FINISH: 1}


@dataclass(frozen=True, eq=False)
class Structure:
    """The shape of a network, ready for the passes.

    An *edge* is a link between two rows that are dated themselves: a link into a summary becomes
    one edge for each leaf below it, a link out of a summary one edge from the summary.

    Attributes
    ----------
    keys
        Keys of the activities in outline order; a *row* is a position in it. ``index`` is the
        reverse.
    parents
        Row of the parent, -1 at the top. Shape (n,).
    leaf, moment
        Whether a row is dated itself (no children), and whether it takes no time. Shape (n,).
    levels
        Rows that have a parent, one array per depth, deepest first.
    order
        The ranks of the passes; see ``Order``.
    links
        The links as given.
    source, target, from_finish, to_finish, link
        Row of the predecessor and of the successor of each edge, the ends it joins, and the index
        of its link. Shape (edges,).
    below
        Leaves below those summaries that links touch.
    """

    keys: tuple[int, ...]
    index: Mapping[int, int]
    kinds: list[str]
    parent_keys: list[int | None]
    parents: IntArray
    leaf: BoolArray
    moment: BoolArray
    levels: tuple[IntArray, ...]
    order: Order
    links: tuple[Link, ...]
    source: IntArray
    target: IntArray
    from_finish: IntArray
    to_finish: IntArray
    link: IntArray
    below: Mapping[int, list[int]]

    def fits(self, network: Network) -> bool:
        """Tell whether a network still has this shape."""
        rows = network.activities
        if len(rows) != len(self.keys) or len(network.links) != len(self.links):
            return False
        same_links = network.links == self.links or all(
            new.predecessor == old.predecessor
            and new.successor == old.successor
            and new.type == old.type
            for new, old in zip(network.links, self.links, strict=True)
        )
        return (
            same_links
            and [row.parent for row in rows] == self.parent_keys
            and [row.kind for row in rows] == self.kinds
            and tuple([row.key for row in rows]) == self.keys
        )


def build_graph(network: Network) -> "nx.MultiDiGraph[Node]":
    """Return the network as a directed graph with several links between a pair.

    Parameters
    ----------
    network
        Activities in outline order, links by their keys.

    Returns
    -------
    nx.MultiDiGraph
        A node per activity (its key) with ``activity``; a second node ``("into", key)`` for each
        summary with children. An edge per link, keyed by the link's index, with ``link``; links
        into a summary end at its "into" node. Further edges (``link`` None, key -1) run from
        there to the children and from the children to the summary, for a link on a summary acts
        on all below it.

    Raises
    ------
    Refused
        For a parent or an end of a link that is not in the network, a key that stands twice, a
        parent below its child, or an unknown type of link.
    """
    activities = {row.key: row for row in network.activities}
    _check(network, activities)
    inner = {row.parent for row in network.activities if row.parent is not None}
    entry: Node
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    graph.add_nodes_from((row.key, {"activity": row}) for row in network.activities)
    graph.add_nodes_from((("into", key), {"activity": activities[key]}) for key in inner)
    for row in network.activities:
        if row.parent is not None:
            entry = ("into", row.key) if row.key in inner else row.key
            graph.add_edge(("into", row.parent), entry, -1, link=None)
            graph.add_edge(row.key, row.parent, -1, link=None)
    for number, link in enumerate(network.links):
        target = link.successor
        entry = ("into", target) if target in inner else target
        graph.add_edge(link.predecessor, entry, number, link=link)
    return graph


def structure(network: Network) -> Structure:
    """Return the shape of a network, with the order in which its dates follow from each other.

    Parameters
    ----------
    network
        As for ``build_graph``.

    Raises
    ------
    LoopRefused
        When links form a loop, also through a summary; it names every activity and link of it in
        order.
    Refused
        As ``build_graph``.

    Notes
    -----
    The order is networkx's topological generations (Kahn 1962), which need no recursion, over the
    bare pairs of ``build_graph``.
    """
    rows = network.activities
    count = len(rows)
    keys = tuple([row.key for row in rows])
    index = {key: number for number, key in enumerate(keys)}
    parent_keys = [row.parent for row in rows]
    types = [link.type for link in network.links]
    try:
        parents = [-1 if key is None else index[key] for key in parent_keys]
        first = np.array([index[link.predecessor] for link in network.links], dtype=np.int64)
        second = np.array([index[link.successor] for link in network.links], dtype=np.int64)
    except KeyError:
        _check(network, index)
        raise
    parent_rows = np.array(parents, dtype=np.int64)
    above = (parent_rows < np.arange(count)).all()
    if len(index) != count or not above or not set(types) <= _TYPES:
        _check(network, index)
    children: dict[int, list[int]] = {}
    for row, parent in enumerate(parents):
        if parent >= 0:
            children.setdefault(parent, []).append(row)
    inner = np.zeros(count, dtype=np.bool_)
    inner[list(children)] = True
    generation = _generations(network, parents, children, first, second)
    from_finish = np.array([FROM_FINISH.get(kind, 0) for kind in types], dtype=np.int64)
    to_finish = np.array([TO_FINISH.get(kind, 0) for kind in types], dtype=np.int64)
    below: dict[int, list[int]] = {}
    number = np.arange(len(first))
    target = second
    if children:
        touched = set(first[inner[first]].tolist()) | set(second[inner[second]].tolist())
        below = {row: _leaves(row, children) for row in sorted(touched)}
        # A link into a summary is one edge for each leaf below it.
        into = inner[second] if len(second) else np.zeros(0, dtype=np.bool_)
        if into.any():
            reached = [
                below[row] if many else [row]
                for row, many in zip(second.tolist(), into.tolist(), strict=True)
            ]
            number = np.repeat(number, [len(leaves) for leaves in reached])
            target = np.array([leaf for leaves in reached for leaf in leaves], dtype=np.int64)
    source = first[number]
    kinds = [str(row.kind) for row in rows]
    return Structure(
        keys=keys,
        index=index,
        kinds=kinds,
        parent_keys=parent_keys,
        parents=parent_rows,
        leaf=~inner,
        moment=np.array([kind != ActivityKind.WORK for kind in kinds], dtype=np.bool_) & ~inner,
        levels=_levels(parent_rows),
        order=order_of(generation, inner, source, target),
        links=network.links,
        source=source,
        target=target,
        from_finish=from_finish[number],
        to_finish=to_finish[number],
        link=number,
        below=below,
    )


def _generations(
    network: Network,
    parents: list[int],
    children: Mapping[int, list[int]],
    first: IntArray,
    second: IntArray,
) -> IntArray:
    """Return for each row how many rows follow each other before it, at least.

    The graph is that of ``build_graph`` in numbers: a row is itself, n plus the row the side of a
    summary by which links enter it.
    """
    count = len(parents)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(count))
    if children:
        second = second.copy()
        inner = np.zeros(count, dtype=np.bool_)
        inner[list(children)] = True
        second[inner[second]] += count
        for row, parent in enumerate(parents):
            if parent >= 0:
                graph.add_edge(count + parent, row + count if row in children else row)
                graph.add_edge(row, parent)
    graph.add_edges_from(zip(first.tolist(), second.tolist(), strict=True))
    generation = np.zeros(2 * count, dtype=np.int64)
    try:
        for number, nodes in enumerate(nx.topological_generations(graph)):
            generation[nodes] = number
    except nx.NetworkXUnfeasible:
        raise _loop(network) from None
    return generation[:count]


def _check(network: Network, found: Mapping[int, object]) -> None:
    if len(found) != len(network.activities):
        raise Refused(
            "Two tasks carry the same number in the plan file. Restore a backup of the plan."
            " Nothing was changed.",
            table="activity",
        )
    seen: set[int] = set()
    for row in network.activities:
        if row.parent is not None and row.parent not in seen:
            raise Refused(
                f"“{row.name}” stands below a task that is not above it in the outline. Move it"
                " to another place. Nothing was changed.",
                table="activity",
                key=row.key,
                field="parent_id",
            )
        seen.add(row.key)
    for link in network.links:
        if link.predecessor not in seen or link.successor not in seen:
            missing = link.successor if link.predecessor in seen else link.predecessor
            raise Refused(
                f"A dependency leads to a task that this project does not have ({missing})."
                " Choose another task. Nothing was changed.",
                table="dependency",
                field="predecessors",
            )
        if link.type not in _TYPES:
            raise Refused(
                f"A dependency cannot be of type {link.type}. Choose FS, SS, FF or SF. Nothing"
                " was changed.",
                table="dependency",
                field="link_type",
            )


_TYPES = frozenset(str(kind) for kind in LinkType)


def waits_in_words(network: Network, links: Sequence[int]) -> str:
    """Return who waits for whom by some links, such as: “B” waits for “A” (FS)."""
    names = {row.key: row.name for row in network.activities}
    return "; ".join(
        f"“{names[link.successor]}” waits for “{names[link.predecessor]}” ({link.type})"
        for link in (network.links[number] for number in links)
    )


def _loop(network: Network) -> LoopRefused:
    graph = build_graph(network)
    members: list[int] = []
    links: list[int] = []
    for node, _, number in nx.find_cycle(graph):
        key = node if isinstance(node, int) else node[1]
        if not members or members[-1] != key:
            members.append(key)
        if number >= 0:
            links.append(number)
    if len(members) > 1 and members[0] == members[-1]:
        members.pop()
    names = [graph.nodes[key]["activity"].name for key in (*members, members[0])]
    return LoopRefused(
        f"This makes a loop: {', '.join(names)}. {waits_in_words(network, links)}. Choose another"
        " task. Nothing was changed.",
        members,
        links,
    )


def _leaves(row: int, children: Mapping[int, Sequence[int]]) -> list[int]:
    found, waiting = [], [row]
    while waiting:
        current = waiting.pop()
        if current in children:
            waiting.extend(reversed(children[current]))
        else:
            found.append(current)
    return found


def _levels(parents: IntArray) -> tuple[IntArray, ...]:
    levels = []
    rows = np.flatnonzero(parents >= 0)
    above = parents[rows]
    # Each round drops the rows whose remaining ancestors are used up: depth 1, then 2, and so on.
    while rows.size:
        top = parents[above] < 0
        levels.append(rows[top])
        rows, above = rows[~top], parents[above[~top]]
    return tuple(reversed(levels))
