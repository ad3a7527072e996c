"""What both ways through a network share: summaries that links leave, and what holds one row."""

from collections.abc import Callable

import numpy as np

from leadbench.analysis.bounds import LONGEST
from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.edges import allow
from leadbench.analysis.layout import Layout
from leadbench.analysis.order import IntArray
from leadbench.analysis.states import DONE, PINNED, STARTED, share
from leadbench.analysis.timeline import FAR, Timeline, earliest_point

_MOST = 2 * LONGEST


def gather(layout: Layout, time: Timeline, heads: IntArray | list[int], rank: int) -> None:
    """Date a summary by the leaves below it, and work out the lags that are shares of it."""
    inner = layout.inner[rank]
    start = int(time.clock(_points(layout, heads, inner.starts)).min())
    finish = int(time.clock(_points(layout, heads, inner.finishes)).max())
    heads[rank], heads[rank + layout.size] = start | 1, finish
    for edge, slot in inner.shares:
        heads[slot] = _share(layout, edge, start // 2, finish // 2)


def _points(layout: Layout, heads: IntArray | list[int], slots: IntArray) -> IntArray:
    """Return the points of slots in the middle of a pass forwards; a list has no blocks."""
    tail = layout.tail[slots]
    found = (
        heads[tail]
        if isinstance(heads, np.ndarray)
        else np.array([heads[slot] for slot in tail.tolist()], np.int64) + layout.blocks[tail]
    )
    points: IntArray = found + layout.lead[slots]
    return points


def first_below(layout: Layout, time: Timeline, points: IntArray, rank: int) -> int:
    """Return the rank of the leaf that starts first: it carries the start of a summary."""
    inner = layout.inner[rank]
    return int(inner.leaves[int(time.clock(points.take(inner.starts)).argmin())])


def _lag(layout: Layout, edge: int, start: int, finish: int) -> int:
    row = int(layout.shape.source[edge])
    minutes = layout.rows.calendar(row).between(start, finish)
    # What is too long is refused once it is dated; so far it has to be a number of an array.
    return max(-_MOST, min(share(int(layout.lags.percent[edge]), minutes), _MOST))


def _counted(layout: Layout, edge: int) -> WorkCalendar | None:
    """Return the third calendar that a lag is counted in, if it is one."""
    number = int(layout.lags.counted[edge])
    return None if number < 0 else layout.calendars[number - 1]


def _share(layout: Layout, edge: int, start: int, finish: int) -> int:
    """Return the head that an edge asks for whose lag is a share of a summary."""
    shape, rows = layout.shape, layout.rows
    target = int(shape.target[edge])
    calendar, from_finish = rows.calendar(target), bool(shape.from_finish[edge])
    lag = _lag(layout, edge, start, finish)
    at = finish if from_finish else start
    counted = _counted(layout, edge)
    if layout.lags.on_clock[edge]:
        at, lag = at + lag, 0
    elif counted is not None:
        at, lag = counted.add(at, lag), 0
    point = earliest_point(calendar, at)
    if lag:
        point = (point & -2) + 2 * lag
    point |= not from_finish
    rest = 2 * int(rows.rest[target]) if shape.to_finish[edge] else 0
    return point + int(rows.block[target]) - rest


def lowered(layout: Layout, rank: int, head: int) -> int:
    """Return the head that a date allows which goes before links."""
    ceiling, least = layout.ceilings[rank]
    return max(ceiling, least) if head >> 1 > ceiling >> 1 else head


def allowed(layout: Layout, time: Timeline, told: IntArray, rank: int) -> IntArray:
    """Return the latest finishes of a rank that its links allow.

    ``told`` are the heads and finishes of their other ends, in the order of ``Order.out``.
    """
    asked, (first, last) = layout.back, layout.order.edges_out[rank]
    value = told.copy()
    begin, end = asked.clock.searchsorted([first, last]).tolist()
    if end > begin:
        via, via_end = asked.via.searchsorted([begin, end]).tolist()
        places = asked.clock[begin:end] - first
        value[places] = allow(time, asked, told.take(places), (begin, end, via, via_end), None)
    value += asked.add[first:last]
    return value


def limits_below(
    layout: Layout,
    time: Timeline,
    points: IntArray,
    told: Callable[[int], int],
    allowed: IntArray,
    rank: int,
) -> list[tuple[int, int]]:
    """Return the ranks and latest finishes, as points, that the links of a summary allow below it.

    Links from its finish hold every leaf, links from its start the leaf that starts first.

    Parameters
    ----------
    points
        The slots of the pass forwards.
    told
        Of slots the heads (and finishes) of the successors, that may not move.
    allowed
        What the edges of the summary allow, as points of the clock, in the order of ``Order.out``.
    """
    inner, order, shape = layout.inner[rank], layout.order, layout.shape
    first, last = (int(bound) for bound in order.out_begins[rank : rank + 2])
    edges = order.out[first:last]
    from_finish = shape.from_finish[edges] == 1
    finish = int(allowed[from_finish].min(initial=FAR)) >> 1
    start = int(allowed[~from_finish].min(initial=FAR)) >> 1
    for edge, _ in inner.shares:
        at = _share_limit(layout, points, told, edge, rank)
        if shape.from_finish[edge]:
            finish = min(finish, at)
        else:
            start = min(start, at)
    limits = []
    rows, ranked = layout.rows, order.rows
    if finish < FAR // 4:
        open_ones = inner.leaves[rows.state[ranked[inner.leaves]] != DONE]
        found = time.latest(2 * finish + rows.block[ranked[open_ones]])
        limits += list(zip(open_ones.tolist(), found.tolist(), strict=True))
    if start < FAR // 4:
        leaf = first_below(layout, time, points, rank)
        row = int(ranked[leaf])
        if rows.state[row] not in {DONE, STARTED, PINNED}:
            limit = time.one_latest(2 * start + int(rows.block[row]), int(rows.number[row]))
            if not rows.moment[row]:
                limit = ((limit - 1) & -2) + 2 * int(rows.rest[row])
            limits.append((leaf, limit))
    return limits


def _share_limit(
    layout: Layout, points: IntArray, told: Callable[[int], int], edge: int, rank: int
) -> int:
    """Return the last instant that an edge allows whose lag is a share of its summary."""
    shape, rows, lags, order = layout.shape, layout.rows, layout.lags, layout.order
    target = int(shape.target[edge])
    if rows.state[target] == DONE or not rows.active[[target, int(shape.source[edge])]].all():
        return FAR
    if layout.overridden(target):
        return FAR
    calendar = rows.calendar(target)
    slot = int(order.rank[target]) + (layout.size if shape.to_finish[edge] else 0)
    end = (told(slot) - int(rows.block[target])) >> 1
    start, finish = int(points[rank]) >> 1, int(points[rank + layout.size]) >> 1
    lag = _lag(layout, edge, start, finish)
    if lags.on_clock[edge]:
        return calendar.start_at(end) - lag
    counted = _counted(layout, edge)
    if counted is None or not lag:
        return calendar.start_at(end - lag)
    limit = calendar.start_at(end)
    position = counted.position(limit)
    if lag < 0 and counted.start_at(position) > limit:
        position -= 1
    return counted.start_at(position - lag)
