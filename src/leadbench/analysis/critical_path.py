"""The critical path: early and late dates, floats, and what drives each activity.

``build_graph`` makes the networkx graph of a network, ``structure`` the order of its rows, and
``schedule`` every date. docs/scheduling-rules.md states each rule with an example.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from leadbench.analysis.calendars import MONDAY, WEEK, WorkCalendar
from leadbench.analysis.constraints import constrain
from leadbench.analysis.inputs import Network
from leadbench.analysis.passes import (
    backward,
    delay,
    finish_limit,
    forward,
    free_limits_below,
    lower,
)
from leadbench.analysis.sheet import (
    DONE,
    FAR,
    STARTED,
    SUMMARY,
    Driver,
    Sheet,
    in_positions,
    lay_out,
)
from leadbench.analysis.structure import BoolArray, IntArray, Structure, build_graph, structure

__all__ = [
    "Driver",
    "Schedule",
    "ScheduledActivity",
    "Structure",
    "build_graph",
    "schedule",
    "structure",
]


@dataclass(frozen=True, slots=True)
class ScheduledActivity:
    """The dates of one activity, as instants and working minutes (see ``Schedule``)."""

    key: int
    start: int
    finish: int
    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int
    critical: bool
    near_critical: bool
    done: bool
    duration: int
    driver: int


@dataclass(frozen=True, eq=False)
class Schedule:
    """Every date of a network. Arrays are read-only, shape (n,), in the order of ``keys``.

    Attributes
    ----------
    keys, index
        The activities in outline order, and the place of each in the arrays.
    start, finish
        Scheduled instants; those that happened, where they have.
    early_start, early_finish, late_start, late_finish
        Instants. Early dates differ from the scheduled ones only for what shall lie as late as
        possible. What is done has its actual dates in all of them, what has started its actual
        start as early and late start.
    total_float
        Working minutes of the activity's calendar by which its finish may slip before the project
        or a deadline slips; negative when one is already missed. 0 where ``done``.
    free_float
        As many by which its finish may slip before any other activity moves. 0 where ``done``.
    critical, near_critical
        Not done, and total float at most 0; above it and at most the network's ``near_critical``.
    done
        Finished; of a summary, all below it.
    duration
        Working minutes from start to finish.
    driver
        Index of the link that decides the start of the (remaining) work, or a ``Driver``.
    project_start, project_finish
        The earliest start and the latest finish, as instants.
    remaining
        Working minutes of the project's calendar from the status date (or its start) to its
        finish: the length left of the critical path.
    structure
        The shape, to be handed to the next pass.
    """

    keys: tuple[int, ...]
    index: Mapping[int, int]
    start: IntArray
    finish: IntArray
    early_start: IntArray
    early_finish: IntArray
    late_start: IntArray
    late_finish: IntArray
    total_float: IntArray
    free_float: IntArray
    critical: BoolArray
    near_critical: BoolArray
    done: BoolArray
    duration: IntArray
    driver: IntArray
    project_start: int
    project_finish: int
    remaining: int
    structure: Structure

    def row(self, key: int) -> ScheduledActivity:
        """Return the dates of one activity.

        Raises
        ------
        KeyError
            When the network has no such activity.
        """
        at = self.index[key]
        return ScheduledActivity(
            key=key,
            start=int(self.start[at]),
            finish=int(self.finish[at]),
            early_start=int(self.early_start[at]),
            early_finish=int(self.early_finish[at]),
            late_start=int(self.late_start[at]),
            late_finish=int(self.late_finish[at]),
            total_float=int(self.total_float[at]),
            free_float=int(self.free_float[at]),
            critical=bool(self.critical[at]),
            near_critical=bool(self.near_critical[at]),
            done=bool(self.done[at]),
            duration=int(self.duration[at]),
            driver=int(self.driver[at]),
        )


def schedule(network: Network, structure: Structure | None = None) -> Schedule:
    """Work out every date of a network.

    Parameters
    ----------
    network
        Activities, links, calendars, start and status date.
    structure
        The shape of an earlier network. It is used if this one still has it, else made anew.

    Returns
    -------
    Schedule
        Early and late dates, floats and drivers.

    Raises
    ------
    LoopRefused
        When links form a loop; it names every activity of the loop in order.
    Refused
        When a link, parent or calendar is unknown, a duration is below zero, or a summary carries
        a constraint that has no meaning for all below it.

    Notes
    -----
    Forward and backward pass of the critical-path method (Kelley & Walker, "Critical-path planning
    and scheduling", 1959), with the generalized links of precedence diagramming (Fondahl 1961;
    Elmaghraby & Kamburowski 1992), counted in working time. Linear in activities plus links.

    Examples
    --------
    >>> from leadbench.analysis.calendars import STANDARD, instant, to_datetime
    >>> from leadbench.analysis.inputs import Activity, Link
    >>> from datetime import datetime
    >>> plan = Network(
    ...     (Activity(1, "Label", duration=960), Activity(2, "Train", duration=480)),
    ...     (Link(1, 2),), {1: STANDARD}, 1, instant(datetime(2026, 1, 5, 8)),
    ... )
    >>> to_datetime(schedule(plan).project_finish).isoformat()
    '2026-01-07T17:00:00'
    """
    shape = structure if structure is not None and structure.fits(network) else _shape(network)
    sheet = lay_out(network, shape)
    constrain(sheet, network)
    forward(sheet)
    return _Result(network, sheet).schedule()


def _shape(network: Network) -> Structure:
    return structure(network)


class _Result:
    """Turns the positions of a sheet into instants and floats."""

    def __init__(self, network: Network, sheet: Sheet) -> None:
        self.network, self.sheet, self.shape = network, sheet, sheet.shape
        self.count = len(sheet.state)
        self.state = np.array(sheet.state, dtype=np.int64)

    def schedule(self) -> Schedule:
        """Run the backward pass and put everything together."""
        network, sheet, shape, count = self.network, self.sheet, self.shape, self.count
        leaf, done = shape.leaf, self.state == DONE
        early_start, early_finish, ends = self.scheduled()
        project_start = int(early_start[leaf].min()) if count else network.start
        counted = leaf & sheet.active if (leaf & sheet.active).any() else leaf
        project_finish = int(early_finish[counted].max()) if count else network.start

        at_end = in_positions(sheet.groups, project_finish, count)
        cap = at_end.tolist()
        sheet.cap_clock = dict.fromkeys(np.flatnonzero(sheet.moments).tolist(), project_finish)
        for row, limit, at in sheet.limits:
            lower(sheet, cap, row, limit, at)
        backward(sheet, cap, pauses=network.status is not None)
        start, finish = early_start, early_finish
        if sheet.as_late and delay(sheet):
            start, finish, ends = self.scheduled()

        finish_at = ends[count:]
        late = np.array(sheet.late, dtype=np.int64) + sheet.work
        for row, latest in sheet.begun_late.items():
            late[row] = latest
        late = np.where(done, finish_at, late)
        late[~leaf] = 0
        total = late - finish_at
        free = self.free_float(ends, at_end)
        late_finish = np.where(done, finish, self.begins(late - 1) + 1)
        at_start = np.array(
            [row for row, begins in sheet.late_at_start.items() if begins], np.int64
        )
        late_finish[at_start] = self.begins(late)[at_start]
        begun = done | (self.state == STARTED)
        heads = self.begins(late - sheet.work)
        late_start = np.where(begun, start, np.where(sheet.moments, late_finish, heads))
        duration = finish_at - ends[:count]
        total[done] = free[done] = 0
        driver = self.drivers()
        arrays = {
            "start": start,
            "finish": finish,
            "early_start": early_start,
            "early_finish": early_finish,
            "late_start": late_start,
            "late_finish": late_finish,
            "total_float": total,
            "free_float": free,
        }
        if not leaf.all():
            done = self.sum_up(arrays, done)
            for row in np.flatnonzero(~leaf).tolist():
                calendar = sheet.calendars[row]
                duration[row] = calendar.between(int(arrays["start"][row]), int(finish[row]))
        critical = ~done & sheet.active & (arrays["total_float"] <= network.critical)
        near = ~done & sheet.active & ~critical & (arrays["total_float"] <= network.near_critical)
        since = network.start if network.status is None else max(network.start, network.status)
        left = network.calendars[network.calendar].between(since, project_finish)
        result = Schedule(
            keys=shape.keys,
            index=shape.index,
            **arrays,
            critical=critical,
            near_critical=near,
            done=done,
            duration=duration,
            driver=driver,
            project_start=project_start,
            project_finish=project_finish,
            remaining=max(0, left),
            structure=shape,
        )
        for array in (*arrays.values(), critical, near, done, duration, driver):
            array.flags.writeable = False
        return result

    def counted(self, rows: IntArray) -> IntArray:
        """Return the rows that count for their summaries: active ones, or all where none is."""
        active = self.sheet.active[rows]
        if active.all():
            return rows
        above = self.shape.parents[rows]
        some = np.zeros(self.count, dtype=np.bool_)
        some[above[active]] = True
        return rows[active | ~some[above]]

    def scheduled(self) -> tuple[IntArray, IntArray, IntArray]:
        """Return start and finish instants (copies), and the positions of all slots."""
        sheet, count = self.sheet, self.count
        ends = np.array(sheet.ends, dtype=np.int64)
        start, finish = self.begins(ends[:count]), self.begins(ends[count:] - 1) + 1
        moments = np.flatnonzero(sheet.moments)
        if moments.size:
            work_ends = np.array(sheet.ends_work, dtype=np.bool_)[moments + count]
            at = np.where(work_ends, finish[moments], self.begins(ends[count:])[moments])
            start[moments] = finish[moments] = at
        for slot, known in sheet.known.items():
            if slot < count:
                start[slot] = known
            else:
                finish[slot - count] = known
        for row in np.flatnonzero(self.state == STARTED).tolist():
            finish[row] = max(finish[row], start[row])
        return start, finish, ends

    def begins(self, positions: IntArray) -> IntArray:
        """Return the instants at which the working minutes after positions begin, row by row."""
        groups = self.sheet.groups
        if len(groups) == 1:
            return _begins(groups[0][0], positions)
        result = np.empty_like(positions)
        for calendar, rows in groups:
            result[rows] = _begins(calendar, positions[rows])
        return result

    def free_float(self, ends: IntArray, at_end: IntArray) -> IntArray:
        """Return the free float of the leaves."""
        sheet, shape, count = self.sheet, self.shape, self.count
        finish = ends[count:]
        free = at_end - finish
        head = np.array(sheet.head, dtype=np.int64)
        if len(shape.source):
            hard = sheet.needs_clock
            slack = head[shape.target] - sheet.backs - finish[shape.source]
            if hard.any():
                slack = np.where(hard, FAR, slack)
            np.minimum.at(free, shape.source, slack)
            for row in np.unique(shape.source[hard]).tolist():
                if self.state[row] not in {DONE, SUMMARY}:
                    limit = finish_limit(sheet, row, sheet.head)
                    free[row] = min(free[row], limit - finish[row])
            for row, limit in free_limits_below(sheet):
                free[row] = min(free[row], limit - finish[row])
        return free

    def drivers(self) -> IntArray:
        """Return the index of the driving link, or the reason, of each row."""
        driver = np.array(self.sheet.driver, dtype=np.int64)
        by_edge = np.flatnonzero(driver >= 0)
        driver[by_edge] = self.shape.link[driver[by_edge]]
        driver[~self.shape.leaf] = Driver.CHILDREN
        return driver

    def sum_up(self, arrays: Mapping[str, IntArray], done: BoolArray) -> BoolArray:
        """Fill in the summaries from what lies below them, deepest first."""
        shape = self.shape
        inner = ~shape.leaf
        for name in ("start", "early_start", "late_start", "total_float", "free_float"):
            arrays[name][inner] = FAR
        for name in ("finish", "early_finish", "late_finish"):
            arrays[name][inner] = -FAR
        done = done | inner
        last = np.full(self.count, -FAR, dtype=np.int64)
        for level in shape.levels:
            rows = self.counted(level)
            above = shape.parents[rows]
            for name in ("start", "early_start", "late_start"):
                np.minimum.at(arrays[name], above, arrays[name][rows])
            for name in ("finish", "early_finish", "late_finish"):
                np.maximum.at(arrays[name], above, arrays[name][rows])
            open_rows = rows[~done[rows]]
            total = arrays["total_float"]
            np.minimum.at(total, shape.parents[open_rows], total[open_rows])
            np.maximum.at(last, above, arrays["finish"][rows])
            at_last = rows[arrays["finish"][rows] == last[above]]
            free = arrays["free_float"]
            np.minimum.at(free, shape.parents[at_last], free[at_last])
            np.logical_and.at(done, above, done[rows])
        for name in ("total_float", "free_float"):
            arrays[name][inner & done] = 0
        return done


@lru_cache(maxsize=128)
def _pattern(calendar: WorkCalendar) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    week, begins, ends, shift = (np.array(part, np.int64) for part in calendar.pattern())
    return week, begins, ends, shift


def _begins(calendar: WorkCalendar, positions: IntArray) -> IntArray:
    """Return ``calendar.start_at`` of each position."""
    week, begins, ends, shift = _pattern(calendar)
    if not len(begins):
        weeks, rest = np.divmod(positions, len(week))
        return MONDAY + weeks * WEEK + week[rest]
    past = np.searchsorted(begins, positions, side="right")
    weeks, rest = np.divmod(positions - shift[past], len(week))
    result: IntArray = MONDAY + weeks * WEEK + week[rest]
    on_exception = np.flatnonzero((past > 0) & (positions < ends[past - 1]))
    for place in on_exception.tolist():
        result[place] = calendar.start_at(int(positions[place]))
    return result
