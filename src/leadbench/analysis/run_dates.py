"""The dates of many runs of one network: all at once by arrays, or one by one by ``schedule``."""

from dataclasses import dataclass

import numpy as np

from leadbench.analysis.critical_path import schedule
from leadbench.analysis.layout import lay_out, span
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.run_layout import RunLayout, lasting
from leadbench.analysis.run_passes import OutOfTime, Passes
from leadbench.analysis.states import DONE
from leadbench.analysis.summing import counted
from leadbench.analysis.timeline import timeline


@dataclass(frozen=True, eq=False)
class RunDates:
    """Dates of some runs: instants and what is critical, shape (n, runs); the finish, (runs,)."""

    start: IntArray
    finish: IntArray
    critical: BoolArray
    project_finish: IntArray


def dates_of_runs(runs: RunLayout, rest: IntArray) -> RunDates:
    """Return the dates of some runs: by arrays, or one by one where the network asks for that.

    Parameters
    ----------
    rest
        The working minutes, 1 or more, that the activities of ``RunLayout.places`` take in each
        run. Shape (k, runs).
    """
    if runs.one_by_one:
        return one_by_one(runs, rest)
    if runs.span is None:
        runs.span = _first_span(runs, rest)
    while True:
        time = timeline(runs.layout.calendars, *runs.span)
        try:
            return _at_once(Passes(runs, rest, time))
        except OutOfTime as too_short:
            runs.span = too_short.span


def _first_span(runs: RunLayout, rest: IntArray) -> tuple[int, int]:
    """Return the span of the run in which everything takes longest, and some more."""
    longest = rest.max(axis=1, initial=1).tolist()
    rows = runs.network.activities
    network = runs.network.changed(
        {
            at: lasting(rows[at], most)
            for at, most in zip(runs.places.tolist(), longest, strict=True)
        }
    )
    low, high = span(lay_out(network, runs.shape))
    spare = (high - low) // 4
    return low - spare, high + spare


def one_by_one(runs: RunLayout, rest: IntArray) -> RunDates:
    """Return the dates of some runs by ``schedule``, one after the other.

    Parameters
    ----------
    rest
        The working minutes that the activities of ``RunLayout.places`` take. Shape (k, runs).
    """
    network, count = runs.network, rest.shape[1]
    shape = (len(network.activities), count)
    start, finish = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    critical, ends = np.zeros(shape, dtype=np.bool_), np.zeros(count, dtype=np.int64)
    places = runs.places.tolist()
    for run in range(count):
        lengths = zip(places, rest[:, run].tolist(), strict=True)
        network = network.changed(
            {at: lasting(network.activities[at], minutes) for at, minutes in lengths}
        )
        dates = schedule(network, runs.shape)
        start[:, run], finish[:, run] = dates.start, dates.finish
        critical[:, run], ends[run] = dates.critical, dates.project_finish
    return RunDates(start, finish, critical, ends)


def _at_once(passes: Passes) -> RunDates:
    """Run both passes and put everything together."""
    rows, shape, size = passes.layout.rows, passes.shape, passes.size
    network = passes.runs.network
    points = passes.forward()
    start, finish = passes.instants(points)
    leaves = passes.leaf_rows
    passes.reach.arrays += [2 * start[leaves], 2 * finish[leaves]]
    passes.inside()
    active = shape.leaf & rows.active
    counts = active if active.any() else shape.leaf
    end = np.full(passes.count, network.start)
    if counts.any():
        end = finish[counts].max(axis=0)
    late = passes.backward(points, passes.caps(end))
    passes.reach.arrays.append(passes.time.clock(late[passes.leaf]))
    passes.inside()
    open_rows = rows.active & (rows.state != DONE)
    if passes.longest:
        marked = _longest_path(passes, points, counts[:, None] & (finish == end))
    if rows.as_late:
        points = points.copy()
        passes.delay(points, late)
        start, finish = passes.instants(points)
    if not passes.longest:
        room = (late >> 1) - (points[size : 2 * size] >> 1)
        marked = np.zeros(start.shape, dtype=np.bool_)
        marked[leaves] = room[passes.leaf] <= network.critical
        marked &= open_rows[:, None]
    return RunDates(*_summed(passes, start, finish, marked), end)


def _longest_path(passes: Passes, points: IntArray, last: BoolArray) -> BoolArray:
    """Return what lies on a longest path; as ``longest_path``, from the last level back."""
    layout, order, shape, size = passes.layout, passes.order, passes.shape, passes.size
    open_ones = (layout.rows.state != DONE)[:, None]
    found: BoolArray = last & open_ones & shape.leaf[:, None]
    tight = np.zeros_like(passes.tight)
    tight[order.into] = passes.tight
    for rank in range(size - 1, -1, -1):
        first, end = order.edges_out[rank]
        if end == first:
            continue
        edges = order.out[first:end]
        drives = found[shape.target[edges]] & tight[edges]
        inner = layout.inner.get(rank)
        if inner is None:
            row = int(order.rows[rank])
            found[row] |= drives.any(axis=0) & open_ones[row]
            continue
        leaves = order.rows[inner.leaves]
        for finishes in (True, False):
            some = drives[(shape.from_finish[edges] == 1) == finishes].any(axis=0)
            slots = inner.finishes if finishes else inner.starts
            at = passes.time.clock(points.take(slots, axis=0))
            deciding = at == (at.max(axis=0) if finishes else at.min(axis=0))
            found[leaves] |= deciding & some & open_ones[leaves]
    return found


def _summed(
    passes: Passes, start: IntArray, finish: IntArray, marked: BoolArray
) -> tuple[IntArray, IntArray, BoolArray]:
    """Fill in the summaries from what lies below them, and drop what cannot be critical."""
    shape, rows = passes.shape, passes.layout.rows
    done = rows.state == DONE
    done[~shape.leaf] = True
    for level in shape.levels:
        within = counted(level, rows.active, shape)
        above = shape.parents[within]
        for parent in np.unique(above).tolist():
            below = within[above == parent]
            start[parent] = start[below].min(axis=0)
            finish[parent] = finish[below].max(axis=0)
            done[parent] = bool(done[below].all())
            some = level[shape.parents[level] == parent] if passes.longest else below[~done[below]]
            marked[parent] = marked[some].any(axis=0)
    marked &= (rows.active & ~done)[:, None]
    return start, finish, marked
