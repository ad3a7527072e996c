"""What holds a row whatever its links ask: the project's start, what happened, dates by hand."""

from typing import TYPE_CHECKING

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import Activity, Network
from leadbench.analysis.states import FAR, PINNED, SUMMARY, WAITING, Driver

if TYPE_CHECKING:
    from leadbench.analysis.sheet import Sheet

LOW = -FAR // 2
"""Before any position: nothing holds it."""


def first_instant(network: Network) -> int:
    """Return the instant before which nothing open lies."""
    return network.start if network.status is None else max(network.start, network.status)


def release(sheet: "Sheet", network: Network) -> set[int]:
    """Free from the project's start what may lie before it, where the rules let anything.

    That is what waits for others, unless by a finish-to-finish link, and what a must date fixes;
    the status date still holds it. Returns the rows whose links alone hold them.
    """
    if not network.rules.before_start:
        return set()
    shape, offsets = sheet.shape, sheet.offset
    waits = np.zeros(len(sheet.state), dtype=np.bool_)
    asks = np.array(offsets, dtype=np.int64) > -FAR
    waits[shape.target[asks]] = True
    both_finish = (shape.from_finish == 1) & (shape.to_finish == 1)
    waits[shape.target[asks & both_finish]] = False
    waiting = [row for row, state in enumerate(sheet.state) if state == WAITING]
    for row in waiting:
        at = LOW if network.status is None else sheet.calendars[row].position(network.status)
        sheet.base[row] = at
        if waits[row]:
            sheet.floor[row] = at
            if network.status is not None:
                sheet.driver[row] = Driver.STATUS_DATE
    return {row for row in waiting if waits[row]}


def fixed_dates(activity: Activity, calendar: WorkCalendar, duration: int) -> tuple[int, int]:
    """Return the instants that a person fixed; an end before the start is left aside."""
    start = activity.pinned_start
    assert start is not None
    finish = activity.pinned_finish
    if finish is None or finish < start:
        finish = calendar.add(start, duration)
    return start, finish


def pin(sheet: "Sheet", by_hand: dict[int, tuple[int, int]]) -> None:
    """Write down the dates fixed by hand of what has not begun."""
    count = len(sheet.state)
    for row, (start, finish) in by_hand.items():
        if sheet.state[row] != PINNED:
            continue
        calendar = sheet.calendars[row]
        sheet.known[row], sheet.known[row + count] = start, finish
        sheet.ends[row] = sheet.head[row] = calendar.position(start)
        sheet.ends[row + count] = sheet.ends[row] + sheet.rest[row]
        at_end = calendar.finish_at(sheet.ends[row + count]) >= finish
        sheet.ends_work[row + count] = at_end
        sheet.ends_work[row] = at_end and sheet.moment[row]
        sheet.driver[row] = Driver.PINNED


def record(sheet: "Sheet", network: Network, begun: list[int], released: set[int]) -> None:
    """Write down what has happened: actual dates, and where remaining work may begin."""
    count = len(sheet.state)
    status = network.status
    for row in begun:
        activity, calendar = network.activities[row], sheet.calendars[row]
        if sheet.state[row] == SUMMARY:
            continue
        start, finish = activity.actual_start, activity.actual_finish
        moment = bool(sheet.shape.moment[row])
        if start is None:
            assert finish is not None
            start = calendar.subtract(finish, 0 if moment else activity.duration)
        sheet.known[row] = start
        sheet.ends[row] = calendar.position(start)
        sheet.ends_work[row] = False
        sheet.driver[row] = Driver.ACTUAL
        if finish is not None:
            sheet.known[row + count] = finish
            sheet.ends[row + count] = calendar.position(finish)
            at_end = calendar.finish_at(sheet.ends[row + count]) >= finish
            sheet.ends_work[row + count] = at_end
            if moment:
                sheet.ends_work[row] = at_end
            continue
        if status is not None and status > start:
            sheet.floor[row] = calendar.position(status)
            sheet.driver[row] = Driver.STATUS_DATE
        else:
            work_done = 0 if status is not None else max(0, activity.duration - sheet.rest[row])
            sheet.floor[row] = sheet.ends[row] + (0 if moment else work_done)
        sheet.base[row] = sheet.floor[row]
    earliest = first_instant(network)
    freed = earliest
    if network.rules.before_start:
        freed = LOW if status is None else status
    for row in np.flatnonzero(sheet.moments).tolist():
        actual = network.activities[row].actual_start
        if actual is None:
            sheet.base_clock[row] = freed
            sheet.floor_clock[row] = freed if row in released else earliest
        else:
            at = actual if status is None else max(actual, status)
            sheet.base_clock[row] = sheet.floor_clock[row] = at
