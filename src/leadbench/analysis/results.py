"""Every date and float of a network, from the positions that the two passes find."""

from dataclasses import replace
from functools import lru_cache
from typing import TypedDict

import numpy as np

from leadbench.analysis.calendars import MONDAY, WEEK, WorkCalendar
from leadbench.analysis.constraints import constrain
from leadbench.analysis.inputs import CriticalRule, Network
from leadbench.analysis.longest_path import longest_path
from leadbench.analysis.passes import (
    backward,
    delay,
    finish_limit,
    forward,
    free_limits_below,
    lower,
)
from leadbench.analysis.sheet import in_positions, lay_out
from leadbench.analysis.states import DONE, FAR, STARTED, SUMMARY, WAITING, Driver
from leadbench.analysis.structure import BoolArray, IntArray, Structure
from leadbench.analysis.summing import any_below, sum_up


class Dates(TypedDict):
    """The fields of a ``Schedule`` that follow from the passes."""

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
    missing: int


def dates_of(network: Network, shape: Structure) -> Dates:
    """Run both passes and put everything together; of a plan with a finish, twice.

    From a finish, the first two passes find where the project starts at the latest; early dates
    count from there.
    """
    if network.finish is None:
        return _Result(network, shape).dates()
    start = _Result(network, shape).latest_start()
    dates = _Result(replace(network, start=start), shape).dates()
    calendar = network.calendars[network.calendar]
    dates["missing"] = max(0, calendar.between(start, network.start))
    return dates


class _Result:
    """Both passes over a network, and the instants and floats that follow."""

    def __init__(self, network: Network, shape: Structure) -> None:
        self.sheet = sheet = lay_out(network, shape)
        constrain(sheet, network)
        forward(sheet)
        self.network, self.shape = network, shape
        self.count = count = len(sheet.state)
        self.state = np.array(sheet.state, dtype=np.int64)
        leaf = shape.leaf
        self.early_start, self.early_finish, self.ends = self.scheduled()
        counted = leaf & sheet.active if (leaf & sheet.active).any() else leaf
        self.counted = counted
        finish = int(self.early_finish[counted].max()) if count else network.start
        self.early_end = finish
        # The dates that all lies before: the project's early finish, or the finish that is asked.
        self.limit = finish if network.finish is None else network.finish
        self.longest = np.empty(0, dtype=np.bool_)
        if network.rules.critical == CriticalRule.LONGEST_PATH:
            self.longest = longest_path(sheet, counted & (self.early_finish == finish))
        self.backwards()

    def backwards(self) -> None:
        """Run the backward pass, and turn what it finds into instants."""
        sheet, count = self.sheet, self.count
        done = self.state == DONE
        self.at_end = in_positions(sheet.groups, self.limit, count)
        cap = self.at_end.tolist()
        sheet.cap_clock = dict.fromkeys(np.flatnonzero(sheet.moments).tolist(), self.limit)
        for row, limit, at in sheet.limits:
            lower(sheet, cap, row, limit, at)
        backward(sheet, cap, pauses=self.network.status is not None)
        late = np.array(sheet.late, dtype=np.int64) + sheet.work
        for row, latest in sheet.begun_late.items():
            late[row] = latest
        late = np.where(done, self.ends[count:], late)
        late[~self.shape.leaf] = 0
        self.late = late
        self.late_finish = np.where(done, self.early_finish, self.begins(late - 1) + 1)
        at_start = np.array(
            [row for row, begins in sheet.late_at_start.items() if begins], np.int64
        )
        self.late_finish[at_start] = self.begins(late)[at_start]
        begun = done | (self.state == STARTED)
        heads = self.begins(late - sheet.work)
        self.late_start = np.where(
            begun, self.early_start, np.where(sheet.moments, self.late_finish, heads)
        )

    def latest_start(self) -> int:
        """Return where the project starts at the latest: the earliest late start of what waits."""
        waiting = self.counted & (self.state == WAITING)
        return int(self.late_start[waiting].min()) if waiting.any() else self.network.start

    def dates(self) -> Dates:
        """Return everything."""
        network, sheet, shape, count = self.network, self.sheet, self.shape, self.count
        leaf, done = shape.leaf, self.state == DONE
        start, finish, ends = self.early_start, self.early_finish, self.ends
        project_finish = self.early_end
        if network.finish is not None:
            free = self.free_float(ends, self.at_end)
            total = self.late - ends[count:]
            start, finish, ends = self.as_late()
            project_finish = int(finish[self.counted].max()) if count else network.start
        else:
            if sheet.as_late and delay(sheet):
                start, finish, ends = self.scheduled()
            free = self.free_float(ends, self.at_end)
            total = self.late - ends[count:]
        project_start = network.start
        if count:
            first = self.early_start if network.finish is None else start
            project_start = int(first[leaf].min())
        duration = ends[count:] - ends[:count]
        total[done] = free[done] = 0
        driver = self.drivers()
        arrays = {
            "start": start,
            "finish": finish,
            "early_start": self.early_start,
            "early_finish": self.early_finish,
            "late_start": self.late_start,
            "late_finish": self.late_finish,
            "total_float": total,
            "free_float": free,
        }
        if not leaf.all():
            done = sum_up(arrays, done, sheet.active, shape)
            for row in np.flatnonzero(~leaf).tolist():
                calendar = sheet.calendars[row]
                duration[row] = calendar.between(int(start[row]), int(finish[row]))
        total = arrays["total_float"]
        if network.rules.critical == CriticalRule.LONGEST_PATH:
            critical = ~done & sheet.active & any_below(self.longest, shape)
        else:
            critical = ~done & sheet.active & (total <= network.critical)
        near = ~done & sheet.active & ~critical & (total <= network.near_critical)
        since = network.start if network.status is None else max(network.start, network.status)
        left = network.calendars[network.calendar].between(since, project_finish)
        for array in (*arrays.values(), critical, near, done, duration, driver):
            array.flags.writeable = False
        return Dates(
            start=start,
            finish=finish,
            early_start=self.early_start,
            early_finish=self.early_finish,
            late_start=self.late_start,
            late_finish=self.late_finish,
            total_float=total,
            free_float=free,
            critical=critical,
            near_critical=near,
            done=done,
            duration=duration,
            driver=driver,
            project_start=project_start,
            project_finish=project_finish,
            remaining=max(0, left),
            missing=0,
        )

    def as_late(self) -> tuple[IntArray, IntArray, IntArray]:
        """Return start, finish and slots where everything open lies as late as it may.

        Where that is before the early dates, which no rule allows to be missed, those count.
        """
        sheet, count = self.sheet, self.count
        waiting, started = self.state == WAITING, self.state == STARTED
        ends = self.ends.copy()
        # Not ``late``: what goes on without a pause lies where its predecessors were told it does.
        allowed = np.array(sheet.late, dtype=np.int64) + sheet.work
        moves = (waiting | started) & (allowed > ends[count:])
        ends[count:][moves] = allowed[moves]
        at_start = waiting & moves
        ends[:count][at_start] = (allowed - sheet.work)[at_start]
        for row in np.flatnonzero(moves).tolist():
            sheet.driver[row] = Driver.AS_LATE
        finish = np.where(started & moves, self.begins(ends[count:] - 1) + 1, self.early_finish)
        later = np.maximum(self.late_finish, self.early_finish)
        finish = np.where(waiting, later, finish)
        start = np.where(waiting, np.maximum(self.late_start, self.early_start), self.early_start)
        return start, finish, ends

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
