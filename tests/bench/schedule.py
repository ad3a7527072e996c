"""How long the schedule pass takes, beside a plain networkx pass over the same network."""

import random
from collections.abc import Iterator
from datetime import date
from functools import partial

import networkx as nx

from leadbench.analysis.calendars import WorkCalendar, instant
from leadbench.analysis.critical_path import build_graph, schedule, structure
from leadbench.analysis.inputs import Activity, Link, LinkType, Network
from tests.bench.harness import Line, measures, median_ms

CALENDAR = WorkCalendar.of(
    dict.fromkeys(range(5), ((480, 720), (780, 1020))),
    {date(year, month, 1): () for year in range(2026, 2036) for month in (1, 5)},
)
START = instant(date(2026, 1, 5)) + 8 * 60


def plan(count: int, *, seed: int = 1) -> Network:
    """Return a plan with two links of mixed types per activity, each to one of the last fifty."""
    chance = random.Random(seed)
    types = [LinkType.FINISH_START] * 7 + [*LinkType][1:]
    activities = tuple(
        Activity(key, f"Activity {key}", duration=60 * chance.randint(1, 60))
        for key in range(1, count + 1)
    )
    links = tuple(
        Link(key - chance.randint(1, min(50, key - 1)), key, chance.choice(types), lag)
        for key in range(2, count + 1)
        for lag in (0, 60 * chance.randint(-4, 8))
    )
    return Network(activities, links, {1: CALENDAR}, 1, START)


def plain_pass(network: Network) -> int:
    """Return the length of the longest path as a plain networkx program finds it.

    Two passes over a graph with dictionaries of attributes, in minutes without a calendar.
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    for row in network.activities:
        graph.add_node(row.key, duration=row.duration)
    for link in network.links:
        graph.add_edge(link.predecessor, link.successor, link=link)
    order = list(nx.topological_sort(graph))
    start = dict.fromkeys(order, 0)
    for key in order:
        length = graph.nodes[key]["duration"]
        for source in graph.predecessors(key):
            start[key] = max(start[key], _asked(graph, source, key, start[source], length))
    finish: int = max(start[key] + graph.nodes[key]["duration"] for key in order)
    late = {key: finish - graph.nodes[key]["duration"] for key in order}
    for key in reversed(order):
        length = graph.nodes[key]["duration"]
        for target in graph.successors(key):
            gap = late[target] - _asked(
                graph, key, target, late[key], graph.nodes[target]["duration"]
            )
            late[key] = min(late[key], late[key] + gap) if length else late[key]
    return finish


def _asked(graph: "nx.DiGraph[int]", source: int, target: int, start: int, length: int) -> int:
    link: Link = graph.edges[source, target]["link"]
    at = start + link.lag
    if link.type in {LinkType.FINISH_START, LinkType.FINISH_FINISH}:
        at += graph.nodes[source]["duration"]
    return at - (length if link.type in {LinkType.FINISH_FINISH, LinkType.START_FINISH} else 0)


@measures("Schedule")
def schedule_pass() -> Iterator[Line]:
    """Measure the pass over a known shape and from nothing, beside plain networkx."""
    for count, budget in ((1_000, 4.0), (10_000, 40.0)):
        network = plan(count)
        shape = structure(network)
        plain = median_ms(partial(plain_pass, network), repeats=3)
        passing = median_ms(partial(schedule, network, shape))
        yield Line(f"pass, {count:,} activities, plain networkx beside", passing, budget, plain)
        graph = median_ms(partial(build_graph, network), repeats=3)
        yield Line(f"networkx graph, {count:,} activities", graph)
        anew = median_ms(partial(schedule, network), repeats=3)
        yield Line(f"graph, order and pass, {count:,} activities", anew)
