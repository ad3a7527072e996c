"""How long the schedule pass takes, beside a plain networkx pass over the same network."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product

import networkx as nx

from leadbench.analysis.calendars import WorkCalendar, instant
from leadbench.analysis.critical_path import Schedule, build_graph, schedule
from leadbench.analysis.inputs import Activity, ConstraintKind, LagUnit, Link, LinkType, Network
from leadbench.analysis.paths import critical_paths, independent_float
from tests.bench.harness import Line, measures, median_ms

HOLIDAYS: dict[date, tuple[tuple[int, int], ...]] = {
    date(year, month, 1): () for year in range(2026, 2036) for month in (1, 5)
}
HOURS = ((480, 720), (780, 1020))
CALENDARS = {
    1: WorkCalendar.of(dict.fromkeys(range(5), HOURS), HOLIDAYS),
    2: WorkCalendar.of(dict.fromkeys(range(7), ((480, 1020),))),
    3: WorkCalendar.of(dict.fromkeys(range(5), ((1320, 360),)), HOLIDAYS),
    4: WorkCalendar.of(dict.fromkeys(range(4), HOURS), HOLIDAYS),
}
work_ms = partial(median_ms, clock=time.thread_time_ns)
"""All figures here: the time that the thread works, since dates are worked out in one thread."""
START = instant(date(2026, 1, 5)) + 8 * 60


def plan(count: int, *, reach: int = 50, mixed: bool = False, seed: int = 1) -> Network:
    """Return a plan with two links of mixed types per activity.

    Parameters
    ----------
    reach
        Links lead to one of so many activities before; 1 makes a chain.
    mixed
        Also several calendars, elapsed and percent lags, constraints, deadlines, milestones, and
        progress up to a status date.
    """
    chance = random.Random(seed)
    types = [LinkType.FINISH_START] * 7 + [*LinkType][1:]
    activities = [
        Activity(key, f"Activity {key}", duration=60 * chance.randint(1, 60))
        for key in range(1, count + 1)
    ]
    links = [
        Link(key - chance.randint(1, min(reach, key - 1)), key, chance.choice(types), lag)
        for key in range(2, count + 1)
        for lag in (0, 60 * chance.randint(-4, 8))
    ]
    network = Network(tuple(activities), tuple(links), CALENDARS, 1, START)
    return _mix(network, chance) if mixed else network


def _mix(network: Network, chance: random.Random) -> Network:
    """Return a plan with every feature in it: a third of it follows other calendars."""
    rows, links = list(network.activities), list(network.links)
    for place, row in enumerate(rows):
        if chance.random() < 1 / 3:
            row = replace(row, calendar=chance.choice((2, 3, 4)))
        about = START + 1440 * (place // 20) + 480
        if chance.random() < 0.05:
            kind = chance.choice((ConstraintKind.START_NO_EARLIER, ConstraintKind.FINISH_NO_LATER))
            row = replace(row, constraint=kind, constraint_at=about)
        if chance.random() < 0.03:
            row = replace(row, deadline=about + 20 * 1440)
        if place < len(rows) // 10:
            begun = START + 60 * place // 10
            row = replace(row, actual_start=begun, percent_complete=50)
            if place < len(rows) // 20:
                row = replace(row, actual_finish=begun + row.duration)
        rows[place] = row
    for place, link in enumerate(links):
        draw = chance.random()
        if draw < 0.1:
            links[place] = replace(link, lag=link.lag * 3, lag_unit=LagUnit.ELAPSED)
        elif draw < 0.2:
            links[place] = replace(link, lag=chance.randint(-50, 50), lag_unit=LagUnit.PERCENT)
    status = START + 60 * len(rows) // 10
    return replace(network, activities=tuple(rows), links=tuple(links), status=status)


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


SHAPES: dict[str, dict[str, int | bool]] = {
    "one calendar": {"reach": 200},
    "every feature": {"reach": 200, "mixed": True},
    "narrow, one calendar": {"reach": 50},
    "narrow, every feature": {"reach": 50, "mixed": True},
    "wide, one calendar": {"reach": 5000},
    "wide, every feature": {"reach": 5000, "mixed": True},
    "chain, one calendar": {"reach": 1},
    "chain, every feature": {"reach": 1, "mixed": True},
}
BUDGETS = {1_000: 2.0, 10_000: 15.0, 100_000: 200.0}
LINEAR = 1.5
"""What an activity of 100,000 may take at most, in times of what one of 10,000 takes."""


def of_shape(count: int, shape: str) -> Network:
    """Return a plan of one of the shapes."""
    facts = SHAPES[shape]
    return plan(count, reach=int(facts["reach"]), mixed=bool(facts.get("mixed")))


@measures("Schedule: order and structure known; early and late dates, floats, drivers")
def known_passes() -> Iterator[Line]:
    """Measure the passes over a known shape, beside plain networkx.

    The budget is for networks of links of all types under calendars. Wide plans and chains, the
    extremes of shape, shall take as long per activity however many there are.
    """
    took: dict[tuple[str, int], float] = {}
    for count, budget in BUDGETS.items():
        for shape in SHAPES:
            network = of_shape(count, shape)
            plain = work_ms(partial(plain_pass, network), repeats=1 if count > 10_000 else 3)
            schedule(network)
            passing = work_ms(partial(schedule, network), repeats=5 if count > 10_000 else 9)
            took[shape, count] = passing
            what, extreme = f"{count:,}, {shape}; networkx beside", extreme_shape(shape)
            limit = None if extreme else 1 / 20
            yield Line(what, passing, None if extreme else budget, plain, limit)
    for shape in SHAPES:
        many, fewer = took[shape, 100_000], took[shape, 10_000]
        yield Line(f"100,000, {shape}; ten times 10,000 beside", many, None, 10 * fewer, LINEAR)


def extreme_shape(shape: str) -> bool:
    """Tell whether a shape is an extreme one, of which linear growth is asked alone."""
    return shape.startswith(("wide", "chain"))


@measures("Schedule: from nothing")
def from_nothing() -> Iterator[Line]:
    """Measure graph, order and pass of networks that were never seen before."""
    for count, budget in ((1_000, None), (10_000, 100.0), (100_000, None)):
        for shape in ("one calendar", "every feature"):
            network = of_shape(count, shape)
            plain = work_ms(partial(plain_pass, network), repeats=1)
            # A network remembers what was worked out of it; a copy does not.
            took = work_ms(lambda network=network: schedule(replace(network)), repeats=3)  # type: ignore[misc]
            yield Line(f"{count:,}, {shape}; networkx beside", took, budget, plain)
        yield Line(f"{count:,}, the graph of build_graph", work_ms(partial(build_graph, network)))


@measures("Schedule: one changed duration")
def one_edit() -> Iterator[Line]:
    """Measure a new network after one edit, with its dates, from the one before.

    Then the same of a plan that counts back from its finish, which asks for more and has no budget
    but at 10,000.
    """
    for count, budget in ((1_000, 2.0), (10_000, 15.0), (100_000, 200.0)):
        for shape, backwards in product(("one calendar", "every feature"), (False, True)):
            latest = of_shape(count, shape)
            if backwards:
                latest = replace(latest, finish=schedule(latest).project_finish)
            schedule(latest)
            chance = random.Random(2)

            def edit() -> Schedule:
                nonlocal latest
                place = chance.randrange(len(latest.activities))  # noqa: B023  used at once
                one = latest.activities[place]
                other = replace(one, duration=60 * chance.randint(1, 60))  # noqa: B023
                latest = latest.changed({place: other})
                return schedule(latest)

            what = f"{count:,}, {shape}" + (", from a finish" if backwards else "")
            limit = None if backwards and count != 10_000 else budget
            yield Line(what, work_ms(edit), limit)


@measures("Schedule: paths")
def paths() -> Iterator[Line]:
    """Measure what is asked about a schedule beside its dates."""
    for shape in ("one calendar", "every feature"):
        network = of_shape(10_000, shape)
        dates = schedule(network)
        took = work_ms(partial(independent_float, dates, network), repeats=3)
        yield Line(f"10,000, {shape}; independent float", took)
        took = work_ms(partial(critical_paths, dates, network, 10), repeats=3)
        yield Line(f"10,000, {shape}; the ten most critical paths", took)
