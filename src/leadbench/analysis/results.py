"""Every date and float of a network, from the points that the two passes find."""

from typing import TypedDict

import numpy as np

from leadbench.analysis.bounds import begins_too_early, ends_too_late
from leadbench.analysis.delays import delay
from leadbench.analysis.inputs import CriticalRule, Network
from leadbench.analysis.layout import lay_out, span
from leadbench.analysis.longest_path import longest_path
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.passes import allowed_by, asked_for, backward, forward, in_levels
from leadbench.analysis.states import DONE, STARTED, WAITING, Driver
from leadbench.analysis.structure import Structure
from leadbench.analysis.summing import any_below, sum_up
from leadbench.analysis.timeline import Timeline, everywhere, latest_point, timeline, too_long
from leadbench.analysis.within import limits_below

_QUARTER = 91 * 1440
_FAR_AWAY = BLOCK // 4
"""Points of a calendar that no date can have."""


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


def dates_of(network: Network, shape: Structure, *, levels: bool | None = None) -> Dates:
    """Run both passes and put everything together.

    ``levels`` chooses the way to work out the passes, None the quicker one.
    """
    return _Result(network, shape, levels).dates()


class _Result:
    """Both passes over a network, and the instants and floats that follow. Arrays are by rank."""

    def __init__(self, network: Network, shape: Structure, levels: bool | None) -> None:
        self.network, self.shape = network, shape
        self.given = self.layout = layout = lay_out(network, shape)
        self.ranked = layout.order.rows
        self.leaf = np.flatnonzero(shape.leaf[self.ranked])
        self.rows_of_leaves = self.ranked[self.leaf]
        self.state = layout.rows.state
        active = shape.leaf & layout.rows.active
        self.counted = active if active.any() else shape.leaf
        low, high = layout.span or span(layout)
        if levels is None:
            levels = in_levels(layout, far=too_long(low, high))
        self.levels = levels
        self.weeks = None if levels else everywhere(layout.calendars)
        while not self._run(timeline(layout.calendars, low, high)):
            # What lay beyond came back wrong: its size says nothing, only its side.
            width = high - low
            low, high = low - width * self.before, high + width * self.after
        self.given.span = self._span()

    def _run(self, time: Timeline) -> bool:
        """Run both passes; tell whether the timeline was long enough."""
        self.time, self.layout = time, self.given
        self.along = self.weeks or time
        self.low, self.high = 2 * time.last, 2 * time.first
        if self.given.network.finish is not None:
            return self._from_finish()
        return self._forwards() and self._backwards()

    def _from_finish(self) -> bool:
        """Find where the project starts at the latest, and date it from there.

        Late dates follow from early ones only where work goes on without a pause, and where links
        leave summaries; else they are the same from whatever start.
        """
        layout = self.layout
        again = bool(layout.inner or layout.steady.size)
        self.points = layout.points(layout.heads())
        if (again and not self._forwards()) or not self._backwards():
            return False
        self.layout = layout.starting(self.latest_start())
        self.network = self.layout.network
        return self._forwards() and (not again or self._backwards())

    def _forwards(self) -> bool:
        """Run the pass forwards; tell whether the timeline was long enough."""
        layout, time = self.layout, self.time
        self.points = forward(layout, self.along, levels=self.levels)
        if self._drifted(self.points):
            return False
        self.early_start, self.early_finish = self.instants(self.points)
        leaves = self.rows_of_leaves
        # The ends as the timeline gives them: what lay beyond it may come back before the start.
        found = [2 * self.early_start[leaves], time.clock(self.points[layout.size + self.leaf])]
        self.asked = asked_for(layout, time, self.points, found)
        if self._beyond(found):
            return False
        finish = self.network.start
        if self.counted.any():
            finish = int(self.early_finish[self.counted].max())
        self.early_end = finish
        return True

    def _backwards(self) -> bool:
        """Run the pass backwards; tell whether the timeline was long enough."""
        layout, rows, time = self.layout, self.layout.rows, self.time
        # What all lies before: the project's early finish, or the finish that is asked for.
        limit = self.early_end if self.network.finish is None else self.network.finish
        ends = [0, *(latest_point(calendar, limit) for calendar in rows.calendars)]
        self.end = (np.array(ends)[rows.number] + rows.block)[self.ranked]
        cap = np.minimum(layout.cap, self.end)
        self.late = backward(layout, self.along, self.points, cap, levels=self.levels)
        if self._drifted(self.late.finish):
            return False
        leaf = self.leaf
        end = self.late.finish[leaf] & layout.late_keep[leaf]
        head = (end - layout.late_add[leaf]) | layout.late_begin[leaf]
        self.late_heads, self.late_ends = time.clock(head), time.clock(end)
        state = self.state[self.rows_of_leaves]
        self.open_ones = state != DONE
        self.free = self.open_ones & (state != STARTED)
        found = [self.late_heads[self.free], self.late_ends[self.open_ones]]
        allowed_by(layout, time, self.late.slots, found)
        return not self._beyond(found)

    def _drifted(self, points: IntArray) -> bool:
        """Tell whether points lie so far away that they would be taken for another calendar's.

        Raises
        ------
        BeyondDates
            When that is so on tables for all time: no longer ones would help.
        """
        far = points[self.leaf] - self.layout.blocks[self.leaf]
        low, high = int(far.min(initial=0)), int(far.max(initial=0))
        if low > -_FAR_AWAY and high < _FAR_AWAY:
            return False
        if self.time.everywhere:
            late = high >= _FAR_AWAY
            first = (far >= _FAR_AWAY if late else far <= -_FAR_AWAY).argmax()
            one = self.network.activities[int(self.rows_of_leaves[first])]
            raise ends_too_late(one) if late else begins_too_early(one)
        self.before = self.after = True
        return True

    def _beyond(self, found: list[IntArray]) -> bool:
        arrays = [array for array in found if array.size]
        first, last = 2 * self.time.first, 2 * self.time.last
        low = min((int(array.min()) for array in arrays), default=first + 1)
        high = max((int(array.max()) for array in arrays), default=last - 1)
        self.before, self.after = low <= first, high >= last
        self.low, self.high = min(self.low, low), max(self.high, high)
        return self.before or self.after

    def _span(self) -> tuple[int, int]:
        """Return what a timeline should hold for a network like this, so that one is enough."""
        low, high = self.low // 2, self.high // 2
        spare = (high - low) // 8 + 60 * 1440
        return (low - spare) // _QUARTER * _QUARTER, -(-(high + spare) // _QUARTER) * _QUARTER

    def instants(self, points: IntArray) -> tuple[IntArray, IntArray]:
        """Return the starts and finishes of all rows by points; those that happened as recorded."""
        start = np.zeros(len(self.state), dtype=np.int64)
        finish = start.copy()
        size = self.layout.size
        start[self.rows_of_leaves] = self.time.clock(points[self.leaf]) >> 1
        finish[self.rows_of_leaves] = self.time.clock(points[size + self.leaf]) >> 1
        for row, (known, until) in self.layout.rows.known.items():
            start[row] = known
            finish[row] = max(finish[row], known) if until is None else until
        return start, finish

    def latest(self) -> tuple[IntArray, IntArray]:
        """Return the late starts and finishes of all rows."""
        start, finish, rows = self.early_start.copy(), self.early_finish.copy(), self.rows_of_leaves
        finish[rows[self.open_ones]] = self.late_ends[self.open_ones] >> 1
        start[rows[self.free]] = self.late_heads[self.free] >> 1
        return start, finish

    def latest_start(self) -> int:
        """Return where the project starts at the latest: the earliest late start of what waits."""
        waiting = (self.counted & (self.state == WAITING))[self.rows_of_leaves]
        if not waiting.any():
            return self.given.network.start
        return int(self.late_heads[waiting].min()) >> 1

    def dates(self) -> Dates:
        """Return everything, by row."""
        network, layout, shape = self.network, self.layout, self.shape
        count = len(self.state)
        done = self.state == DONE
        rows, leaf = self.rows_of_leaves, self.leaf
        driver, tight = self.drivers()
        late_start, late_finish = self.latest()
        points = self.points
        start, finish = self.early_start, self.early_finish
        project_finish = self.early_end
        if network.finish is not None:
            free, total = self.floats(points)
            points, start, finish, moved = self.as_late(late_start, late_finish)
            if self.counted.any():
                project_finish = int(finish[self.counted].max())
        else:
            moved = np.zeros(0, dtype=np.int64)
            if layout.rows.as_late:
                points = points.copy()
                moved = delay(layout, self.time, points, self.late.finish)
                start, finish = self.instants(points)
            free, total = self.floats(points)
        driver[self.ranked[moved]] = Driver.AS_LATE
        first = self.early_start if network.finish is None else start
        project_start = int(first[self.counted].min()) if count else network.start
        floats = np.zeros((3, count), dtype=np.int64)
        floats[:, rows] = total[leaf], free[leaf], self.lengths(points)[leaf]
        floats[:2, done] = 0
        arrays = {
            "start": start,
            "finish": finish,
            "early_start": self.early_start,
            "early_finish": self.early_finish,
            "late_start": late_start,
            "late_finish": late_finish,
            "total_float": floats[0],
            "free_float": floats[1],
        }
        duration = floats[2]
        active = layout.rows.active
        if not shape.leaf.all():
            arrays = {name: array.copy() for name, array in arrays.items()}
            done = sum_up(arrays, done, active, shape)
            for row in np.flatnonzero(~shape.leaf).tolist():
                own = layout.rows.calendar(row)
                duration[row] = own.between(int(arrays["start"][row]), int(arrays["finish"][row]))
        total_float = arrays["total_float"]
        if network.rules.critical == CriticalRule.LONGEST_PATH:
            last = self.counted & (self.early_finish == self.early_end)
            found = longest_path(layout, self.time, self.points, tight, last)
            critical = ~done & active & any_below(found, shape)
        else:
            critical = ~done & active & (total_float <= network.critical)
        near = ~done & active & ~critical & (total_float <= network.near_critical)
        since = network.start if network.status is None else max(network.start, network.status)
        calendar = network.calendars[network.calendar]
        left = calendar.between(since, project_finish)
        for array in (*arrays.values(), critical, near, done, duration, driver):
            array.flags.writeable = False
        return Dates(
            start=arrays["start"],
            finish=arrays["finish"],
            early_start=arrays["early_start"],
            early_finish=arrays["early_finish"],
            late_start=arrays["late_start"],
            late_finish=arrays["late_finish"],
            total_float=arrays["total_float"],
            free_float=arrays["free_float"],
            critical=critical,
            near_critical=near,
            done=done,
            duration=duration,
            driver=driver,
            project_start=project_start,
            project_finish=project_finish,
            remaining=max(0, left),
            missing=max(0, calendar.between(network.start, self.given.network.start)),
        )

    def lengths(self, points: IntArray) -> IntArray:
        """Return the working minutes from start to finish by rank."""
        size = self.layout.size
        begins = points[:size].copy()
        for row, (_, _, at) in self.layout.rows.fixed.items():
            begins[self.layout.order.rank[row]] = at
        result: IntArray = (points[size : 2 * size] >> 1) - (begins >> 1)
        return result

    def drivers(self) -> tuple[IntArray, BoolArray]:
        """Return what decides each row, and which edges (as in ``Order.into``) do or would."""
        layout, points, order = self.layout, self.points, self.layout.order
        value = self.asked >> 1
        target = self.shape.target[order.into]
        heads = points[: layout.size] >> 1
        tight: BoolArray = value == heads.take(order.rank[target])
        driver = layout.rows.reason.copy()
        for rank, (ceiling, _) in layout.ceilings.items():
            first, last = order.edges_into[rank]
            wanted = max([int(layout.floor[rank]) >> 1, *value[first:last].tolist()])
            if wanted > ceiling >> 1:  # the date goes before links: none of them decides
                tight[first:last] = False
            if wanted > heads[rank]:
                driver[order.rows[rank]] = Driver.CONSTRAINT
        # Of several that decide the first is named: written last, it stays.
        places = np.flatnonzero(tight)[::-1]
        driver[target[places]] = self.shape.link[order.into[places]]
        driver[~self.shape.leaf] = Driver.CHILDREN
        return driver, tight

    def floats(self, points: IntArray) -> tuple[IntArray, IntArray]:
        """Return free and total float by rank, of the dates that lie in the slots."""
        layout, order, size = self.layout, self.layout.order, self.layout.size
        asked = layout.back
        limit = self.end.copy()
        if asked.slot.size:
            value = allowed_by(layout, self.time, points, None)
            begins = order.out_begins[:-1]
            leads = np.flatnonzero(begins < order.out_begins[1:])
            found = np.minimum.reduceat(value, begins[leads])
            limit[leads] = np.minimum(limit[leads], found)
            for rank in layout.inner:
                own = value[order.out_begins[rank] : order.out_begins[rank + 1]]
                for leaf, at in limits_below(
                    layout, self.time, self.points, points.item, own, rank
                ):
                    limit[leaf] = min(limit[leaf], at)
        finish = points[size : 2 * size] >> 1
        return (limit >> 1) - finish, (self.late.finish >> 1) - finish

    def as_late(
        self, late_start: IntArray, late_finish: IntArray
    ) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """Return slots, starts and finishes where everything open lies as late as it may.

        Where that is before the early dates, which no rule allows to be missed, those count. Last
        come the ranks that moved.
        """
        size, told = self.layout.size, self.late.slots
        waiting, started = self.state == WAITING, self.state == STARTED
        ranked_waiting, ranked_started = waiting[self.ranked], started[self.ranked]
        points = self.points.copy()
        moves = (ranked_waiting | ranked_started) & (
            told[size:] >> 1 > points[size : 2 * size] >> 1
        )
        points[size : 2 * size][moves] = told[size:][moves]
        both = moves & ranked_waiting
        points[:size][both] = told[:size][both]
        start = np.where(waiting, np.maximum(late_start, self.early_start), self.early_start)
        whole = waiting | (started & self.layout.rows.moment)
        finish = np.where(whole, np.maximum(late_finish, self.early_finish), self.early_finish)
        goes_on = np.flatnonzero(moves & ~whole[self.ranked])
        if goes_on.size:
            # Not the late finish: what goes on without a pause lies where it told its predecessors.
            finish[self.ranked[goes_on]] = self.time.clock(told[size:][goes_on] & -2) >> 1
        return points, start, finish, np.flatnonzero(moves)
