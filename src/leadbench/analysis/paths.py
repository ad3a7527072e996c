"""Chains of links through a schedule: what drives what, how tightly, and where it is loose."""

import heapq
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.critical_path import Driver, Schedule
from leadbench.analysis.edges import lag_calendar
from leadbench.analysis.inputs import (
    Activity,
    ConstraintKind,
    LagUnit,
    LinkType,
    Network,
    ProgressRule,
)
from leadbench.analysis.order import IntArray
from leadbench.analysis.states import remaining, share

_FIXED = frozenset({ConstraintKind.MUST_START, ConstraintKind.MUST_FINISH})
_NOT_LATER = frozenset({ConstraintKind.START_NO_LATER, ConstraintKind.FINISH_NO_LATER})


_Step = tuple[int, int, Any]
"""A row, the link that leaves it, and the step that the link leads to (None at the end)."""


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of links from its first activity to the project's finish.

    ``slack`` is the working time by which the chain may grow before it decides the finish, the sum
    of the slack of its links, each in minutes of its successor's calendar; 0 is a critical path.
    """

    keys: tuple[int, ...]
    links: tuple[int, ...]
    slack: int


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """Keys of activities whose start follows from no link, or whose finish holds nothing.

    What is done, and summaries, are left out; a link on a summary counts for all below it.
    """

    starts: tuple[int, ...]
    finishes: tuple[int, ...]


class _Edges:
    """The links of a schedule between rows that are dated themselves."""

    def __init__(self, schedule: Schedule, network: Network) -> None:
        self.schedule, self.network, self.shape = schedule, network, schedule.structure
        self.count = len(schedule.keys)
        # From a finish everything lies late; what decides what then shows in the early dates.
        early = network.finish is not None
        self.start = schedule.early_start if early else schedule.start
        self.finish = schedule.early_finish if early else schedule.finish
        self.end = schedule.project_finish
        if early and self.count:
            leaf = self.shape.leaf
            active = leaf & np.array([row.active for row in network.activities], dtype=np.bool_)
            self.end = int(schedule.early_finish[active if active.any() else leaf].max())

    def calendar(self, row: int) -> WorkCalendar:
        key = self.network.activities[row].calendar
        return self.network.calendars[self.network.calendar if key is None else key]

    def activity(self, row: int) -> Activity:
        return self.network.activities[row]

    def source(self, edge: int) -> int:
        """Return the leaf that drives: of a summary the one that finishes last or starts first."""
        row = int(self.shape.source[edge])
        dates = self.schedule
        while not self.shape.leaf[row]:
            below = np.flatnonzero(self.shape.parents == row)
            if self.shape.from_finish[edge]:
                row = int(below[int(dates.early_finish[below].argmax())])
            else:
                row = int(below[int(dates.early_start[below].argmin())])
        return row

    def to(self, rows: Collection[int]) -> list[int]:
        """Return the edges that lead to these rows."""
        if not rows:
            return []
        return [edge for edge, row in enumerate(self.shape.target.tolist()) if row in rows]

    def asks(self, edge: int) -> bool:
        """Tell whether an edge asks for anything: not what is inactive, nor overridden progress."""
        row = self.activity(int(self.shape.target[edge]))
        if self.network.rules.progress == ProgressRule.OVERRIDE and row.actual_start is not None:
            return False
        source = int(self.shape.source[edge])
        if row.actual_start is not None and self.schedule.done[source]:
            return False
        below = self.shape.below.get(source, (source,))
        return any(self.activity(leaf).active for leaf in below)

    def moved(self, row: int, minutes: int) -> int:
        """Return by how much a start moves that links would move by some minutes.

        A must date and a date set by hand hold it; so may "no later than", where dates go before
        links.
        """
        one = self.activity(row)
        begun = one.actual_start is not None
        if one.constraint == ConstraintKind.MUST_FINISH or (not begun and one.constraint in _FIXED):
            return 0
        if not begun and one.pinned_start is not None:
            return 0
        if begun or not self.network.rules.dates_over_links:
            return minutes
        calendar, above = self.calendar(row), row
        head = calendar.position(int(self.start[row]))
        while above >= 0:
            holder = self.activity(above)
            if holder.constraint in _NOT_LATER and holder.constraint_at is not None:
                last = calendar.position(holder.constraint_at)
                if holder.constraint == ConstraintKind.FINISH_NO_LATER:
                    last -= int(self.schedule.duration[row])
                minutes = min(minutes, max(0, last - head))
            above = int(self.shape.parents[above])
        return minutes

    def decides(self, edge: int) -> bool:
        """Tell whether an edge leaves its successor no room."""
        done = bool(self.schedule.done[self.shape.source[edge]])
        return not done and self.asks(edge) and self.slack(edge) <= 0

    def slack(self, edge: int, *, late: bool = False) -> int:
        """Return by how many minutes an edge is more than kept; ``late``: its driver at its latest.

        They are working minutes of the successor's calendar; below zero the edge is broken.
        """
        dates, shape = self.schedule, self.shape
        link = self.network.links[int(shape.link[edge])]
        source, target = int(shape.source[edge]), int(shape.target[edge])
        calendar = self.calendar(target)
        if shape.from_finish[edge]:
            at = int((dates.late_finish if late else dates.early_finish)[source])
        else:
            at = int((dates.late_start if late else dates.early_start)[source])
        lag = link.lag
        if link.lag_unit == LagUnit.ELAPSED:
            at, lag = at + lag, 0
        elif link.lag_unit == LagUnit.PERCENT:
            leaf = bool(shape.leaf[source])
            own = self.activity(source).duration if leaf else int(dates.duration[source])
            lag = share(lag, own)
        if lag and link.lag_unit != LagUnit.ELAPSED:
            counted = lag_calendar(self.network, link, self.calendar(source), calendar)
            if counted is None:
                at, lag = at + lag, 0
            elif counted != calendar:
                at, lag = counted.add(at, lag), 0
        row = self.activity(target)
        end = calendar.position(int(self.finish[target]))
        if not shape.to_finish[edge]:
            if row.actual_start is None:
                end = calendar.position(int(self.start[target]))
            elif row.actual_finish is None:
                end -= remaining(row)
        return end - calendar.position(at) - lag


def independent_float(schedule: Schedule, network: Network) -> IntArray:
    """Return how far each activity may slip even if all before it are as late as they may be.

    Returns
    -------
    IntArray
        Working minutes of the activity's calendar, shape (n,): the free float less what its start
        would move if every predecessor lay at its late dates; never below zero, 0 where done and
        for summaries.

    Notes
    -----
    A. Battersby, "Network Analysis for Planning and Scheduling" (1964), for links of any type.
    """
    edges, result = _Edges(schedule, network), np.maximum(schedule.free_float, 0)
    moved = np.zeros(edges.count, dtype=np.int64)
    for edge in range(len(edges.shape.source)):
        target = int(edges.shape.target[edge])
        if not schedule.done[target] and result[target] and edges.asks(edge):
            moved[target] = max(moved[target], -edges.slack(edge, late=True))
    for row in np.flatnonzero(moved).tolist():
        moved[row] = edges.moved(row, int(moved[row]))
    result = np.maximum(result - moved, 0)
    result[schedule.done | ~edges.shape.leaf] = 0
    return result


def independent_float_of(schedule: Schedule, network: Network, key: int) -> int:
    """Return the independent float of one activity, in minutes (see ``independent_float``).

    Raises
    ------
    KeyError
        When the network has no such activity.
    """
    edges, row = _Edges(schedule, network), schedule.index[key]
    if schedule.done[row] or not edges.shape.leaf[row]:
        return 0
    moved = 0
    for edge in np.flatnonzero(edges.shape.target == row).tolist():
        if edges.asks(edge):
            moved = max(moved, -edges.slack(edge, late=True))
    return max(0, max(0, int(schedule.free_float[row])) - edges.moved(row, moved))


def broken_links(schedule: Schedule, network: Network) -> tuple[int, ...]:
    """Return the links that the dates do not keep, by index.

    They lead to what a must date or a date set by hand holds where it is, or a "no later than" date
    where the rules put dates over links. What has begun is left to ``out_of_sequence``.
    """
    over = network.rules.dates_over_links
    edges, found = _Edges(schedule, network), set()
    held = {
        row
        for row, one in enumerate(network.activities)
        if (over or one.pinned_start is not None or one.constraint in _FIXED)
        and one.active
        and one.actual_start is None
        and one.actual_finish is None
    }
    for edge in edges.to(held):
        if edges.asks(edge) and edges.slack(edge) < 0:
            found.add(int(edges.shape.link[edge]))
    return tuple(sorted(found))


def out_of_sequence(schedule: Schedule, network: Network) -> tuple[int, ...]:
    """Return the links against which work was done, by index; lags are left aside.

    The driven end has happened, but the driving end has not, or only later.
    """
    edges, found = _Edges(schedule, network), set()
    happened = {
        row
        for row, one in enumerate(network.activities)
        if one.active and (one.actual_start is not None or one.actual_finish is not None)
    }
    for edge in edges.to(happened):
        after = edges.activity(int(edges.shape.target[edge]))
        before = edges.activity(edges.source(edge))
        driven = after.actual_finish if edges.shape.to_finish[edge] else after.actual_start
        driving = before.actual_finish if edges.shape.from_finish[edge] else before.actual_start
        if driven is not None and before.active and (driving is None or driving > driven):
            found.add(int(edges.shape.link[edge]))
    return tuple(sorted(found))


def open_ends(schedule: Schedule, network: Network) -> OpenEnds:
    """Return the activities that hang loose: see ``OpenEnds``."""
    shape, activities = schedule.structure, network.activities
    started: set[int] = set()
    finished: set[int] = set()
    inside: Mapping[int, list[int]] = shape.below
    for source, target, number in zip(
        shape.source.tolist(), shape.target.tolist(), shape.link.tolist(), strict=True
    ):
        kind, driving = network.links[number].type, inside.get(source, (source,))
        if not activities[target].active or not any(activities[row].active for row in driving):
            continue  # what is inactive holds nothing, and nothing of it counts
        if kind in {LinkType.FINISH_START, LinkType.START_START} or shape.moment[target]:
            started.add(target)
        for row in driving:
            if kind in {LinkType.FINISH_START, LinkType.FINISH_FINISH} or shape.moment[row]:
                finished.add(row)
    open_rows = np.flatnonzero(shape.leaf & ~schedule.done).tolist()
    rows = [row for row in open_rows if activities[row].active]
    return OpenEnds(
        starts=tuple(shape.keys[row] for row in rows if row not in started),
        finishes=tuple(shape.keys[row] for row in rows if row not in finished),
    )


def critical_paths(schedule: Schedule, network: Network, most: int) -> tuple[Path, ...]:
    """Return the paths with the least slack, least first.

    Parameters
    ----------
    schedule, network
        Dates and what they follow from.
    most
        How many at most.

    Notes
    -----
    A path ends with an activity that decides the project's finish or that nothing follows, and
    begins where no link decides any more. Partial paths are followed backwards from the finish,
    the one with the least slack first; no slack is negative here, so the first complete paths are
    the tightest. Links that dates set by hand break count with their negative slack as 0.
    """
    edges, shape = _Edges(schedule, network), schedule.structure
    into: list[list[int]] = [[] for _ in range(edges.count)]
    followed: set[int] = set()
    for edge, target in enumerate(shape.target.tolist()):
        into[target].append(edge)
        followed.add(edges.source(edge))
    # The rest of a path is a link and the step after it: long paths share what they have in common.
    number = count()
    waiting: list[tuple[int, int, bool, int, _Step]] = []
    for row in np.flatnonzero(shape.leaf & ~schedule.done).tolist():
        if not edges.activity(row).active:
            continue
        calendar = edges.calendar(row)
        room = calendar.between(int(schedule.early_finish[row]), edges.end)
        if room <= 0 or row not in followed:
            waiting.append((max(0, room), row, False, next(number), (row, -1, None)))
    heapq.heapify(waiting)
    found: list[Path] = []
    while waiting and len(found) < most:
        slack, row, complete, _, step = heapq.heappop(waiting)
        if complete:
            found.append(_path(shape.keys, step, slack))
            continue
        driver = int(schedule.driver[row])
        if driver < 0 and (driver != Driver.AS_LATE or not any(map(edges.decides, into[row]))):
            heapq.heappush(waiting, (slack, row, True, next(number), step))
        for edge in into[row]:
            source, link = edges.source(edge), int(shape.link[edge])
            if schedule.done[source] or not edges.asks(edge):
                continue
            more = slack + max(0, edges.slack(edge))
            heapq.heappush(waiting, (more, source, False, next(number), (source, link, step)))
    return tuple(found)


def _path(keys: tuple[int, ...], step: _Step | None, slack: int) -> Path:
    rows, links = [], []
    while step is not None:
        row, link, step = step
        rows.append(keys[row])
        if link >= 0:
            links.append(link)
    return Path(tuple(rows), tuple(links), slack)
