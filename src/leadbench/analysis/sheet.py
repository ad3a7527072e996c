"""The working sheet of one pass: a network's figures laid out row by row for the two passes."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import Activity, ConstraintKind, LagUnit, Network
from leadbench.analysis.structure import Structure
from leadbench.errors import Refused

FAR = 1 << 60
"""Beyond any position: no limit."""
WAITING, STARTED, DONE, SUMMARY = range(4)
"""How far a row is; ``SUMMARY`` rows are dated by the leaves below them."""


class Driver(IntEnum):
    """Why an activity lies where it lies, when no link holds it (links are 0 and above)."""

    PROJECT_START = -1
    STATUS_DATE = -2
    CONSTRAINT = -3
    ACTUAL = -4
    CHILDREN = -5
    AS_LATE = -6


@dataclass(eq=False)
class Sheet:
    """Positions and rules by row; the passes read and write it.

    A *slot* is a row (its start) or a row plus n (its finish). The *head* of a row is where its
    remaining work begins: its start until it has started.

    Attributes
    ----------
    shape, order
        The structure, and those rows of its order that are not done.
    calendars, state, moment
        Per row: working time, how far it is, whether it takes no time.
    rest
        Working minutes still to do (of a done row 0).
    ends, ends_work, known
        Per slot: position; whether its instant is an end of work (of two instants with one
        position the earlier); the instant itself where an actual date or a summary sets it.
    head, late
        Earliest and latest head; ``FAR`` for done rows.
    base, floor, floor_clock
        The earliest head by project start and status date; by constraints too; and of moments the
        instant that this comes from.
    pinned
        Heads that a must-start or must-finish date fixes.
    driver
        Edge or ``Driver`` that decides the head.
    offset, back
        Per edge: what to add to the driving end for the head it asks for; what to subtract from
        the successor's head for the finish it allows. ``-FAR``: the edge asks for nothing.
    lag, elapsed, hard, from_finish, to_finish, percent_of_summary
        Per edge: minutes, whether they are elapsed time, whether it needs the clock, its ends.
    special, special_out
        Rows that need more than additions, forwards and backwards.
    limits
        Per constrained row the latest finishes it allows.
    as_late
        Rows to be moved as late as possible.
    """

    shape: Structure
    order: list[int]
    calendars: list[WorkCalendar]
    state: list[int]
    moment: list[bool]
    rest: list[int]
    ends: list[int]
    ends_work: list[bool]
    head: list[int]
    late: list[int]
    base: list[int]
    floor: list[int]
    driver: list[int]
    offset: list[int]
    back: list[int]
    lag: list[int]
    elapsed: list[bool]
    hard: list[bool]
    from_finish: list[int]
    to_finish: list[int]
    special: list[bool]
    special_out: list[bool]
    percent_of_summary: dict[int, int] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)
    floor_clock: dict[int, int] = field(default_factory=dict)
    pinned: dict[int, int] = field(default_factory=dict)
    limits: list[tuple[int, int]] = field(default_factory=list)
    as_late: list[int] = field(default_factory=list)


def share(percent: int, minutes: int) -> int:
    """Return a percentage of some minutes, rounded half up to a whole minute."""
    return (2 * percent * minutes + 100) // 200


def remaining(activity: Activity) -> int:
    """Return the working minutes still to do of an activity that has started."""
    if activity.remaining is not None:
        return activity.remaining
    return share(100 - activity.percent_complete, activity.duration)


def lay_out(network: Network, shape: Structure) -> Sheet:
    """Return the sheet of a network, ready for the forward pass.

    Raises
    ------
    Refused
        For a calendar that the network does not have, a duration below zero, or a constraint that
        has no meaning for a summary.
    """
    rows, count = network.activities, len(network.activities)
    calendars = _calendars(network)
    moment = shape.moment.tolist()
    duration = np.array([row.duration for row in rows], dtype=np.int64)
    if count and int(duration.min()) < 0:
        wrong = rows[int(duration.argmin())]
        raise Refused(
            f"“{wrong.name}” would take less than no time. Give a duration of 0 or more. Nothing"
            " was changed.",
            table="activity",
            key=wrong.key,
            field="duration_minutes",
        )
    duration[shape.moment | ~shape.leaf] = 0
    state = np.where(shape.leaf, WAITING, SUMMARY)
    begun = [
        row
        for row, activity in enumerate(rows)
        if activity.actual_start is not None or activity.actual_finish is not None
    ]
    rest = duration.tolist()
    for row in begun:
        if state[row] != SUMMARY:
            done = rows[row].actual_finish is not None
            state[row] = DONE if done else STARTED
            rest[row] = 0 if done or moment[row] else remaining(rows[row])
    base, reason = _base(network, calendars)
    states: list[int] = state.tolist()
    edges = _edges(network, shape, calendars, duration, np.array(rest, dtype=np.int64), state)
    hard = edges[5]
    special = shape.moment | (state == STARTED) | ~shape.leaf
    special_out = ~shape.leaf
    if hard.any():
        special[shape.target[hard]] = True
        special_out[shape.source[hard]] = True
    sheet = Sheet(
        shape=shape,
        order=[row for row in shape.order if states[row] != DONE] if begun else shape.order,
        calendars=calendars,
        state=states,
        moment=moment,
        rest=rest,
        ends=[0] * (2 * count),
        ends_work=[False] * count + [True] * count,
        head=[FAR] * count,
        late=[FAR] * count,
        base=base,
        floor=base.copy(),
        driver=[reason] * count,
        offset=edges[0].tolist(),
        back=edges[1].tolist(),
        lag=edges[2],
        percent_of_summary=edges[3],
        elapsed=edges[4],
        hard=hard.tolist(),
        from_finish=shape.from_finish.tolist(),
        to_finish=shape.to_finish.tolist(),
        special=special.tolist(),
        special_out=special_out.tolist(),
    )
    _record(sheet, network, begun)
    _constrain(sheet, network)
    return sheet


def _calendars(network: Network) -> list[WorkCalendar]:
    known = network.calendars
    own = [activity.calendar for activity in network.activities]
    for row, key in enumerate((network.calendar, *own)):
        if key is not None and key not in known:
            raise Refused(
                f"The plan has no calendar {key}. Choose another calendar. Nothing was changed.",
                table="activity" if row else "project",
                key=network.activities[row - 1].key if row else None,
                field="calendar_id",
            )
    project = known[network.calendar]
    return [project if key is None else known[key] for key in own]


def _base(network: Network, calendars: list[WorkCalendar]) -> tuple[list[int], Driver]:
    status = network.status
    late = status is not None and status > network.start
    earliest = network.start if status is None else max(network.start, status)
    positions = {id(calendar): calendar.position(earliest) for calendar in calendars}
    reason = Driver.STATUS_DATE if late else Driver.PROJECT_START
    return [positions[id(calendar)] for calendar in calendars], reason


_Edges = tuple[np.ndarray, np.ndarray, list[int], dict[int, int], list[bool], np.ndarray]


def _edges(
    network: Network,
    shape: Structure,
    calendars: list[WorkCalendar],
    duration: np.ndarray,
    rest: np.ndarray,
    state: np.ndarray,
) -> _Edges:
    """Return offset, back, lag, percent of summaries, elapsed and hard of each edge."""
    source, target = shape.source, shape.target
    lag = np.array([link.lag for link in network.links], dtype=np.int64)[shape.link]
    units = [link.lag_unit for link in network.links]
    elapsed = np.zeros(len(lag), dtype=np.bool_)
    of_summary: dict[int, int] = {}
    if any(unit != LagUnit.WORKING for unit in units):
        elapsed = np.array([unit == LagUnit.ELAPSED for unit in units], np.bool_)[shape.link]
        percent = np.array([unit == LagUnit.PERCENT for unit in units], np.bool_)[shape.link]
        for edge in np.flatnonzero(percent & ~shape.leaf[source]).tolist():
            of_summary[edge] = int(lag[edge])
        scaled = (2 * lag * duration[source] + 100) // 200
        lag = np.where(percent, scaled, lag)
    numbers: dict[WorkCalendar, int] = {}
    first = calendars[0] if calendars else None
    hard = elapsed | ~shape.leaf[source]
    if any(calendar is not first for calendar in calendars):
        by_identity: dict[int, int] = {}
        which = []
        for calendar in calendars:
            number = by_identity.get(id(calendar))
            if number is None:
                number = numbers.setdefault(calendar, len(numbers))
                by_identity[id(calendar)] = number
            which.append(number)
        group = np.array(which, dtype=np.int64)
        hard |= group[source] != group[target]
    offset = lag - np.where(shape.to_finish == 1, rest[target], 0)
    back = offset - np.where(shape.from_finish == 1, 0, rest[source])
    # What is done holds nothing that has begun; a start that has happened cannot move any more.
    begun = state == STARTED
    offset[_all_done(shape, state)[source] & begun[target]] = -FAR
    back[begun[source] & (shape.from_finish == 0)] = -FAR
    return offset, back, lag.tolist(), of_summary, elapsed.tolist(), hard


def _all_done(shape: Structure, state: np.ndarray) -> np.ndarray:
    done: np.ndarray = state == DONE
    for summary, leaves in shape.below.items():
        done[summary] = all(done[leaf] for leaf in leaves)
    return done


def _record(sheet: Sheet, network: Network, begun: list[int]) -> None:
    """Write down what has happened: actual dates, and where remaining work may begin."""
    count = len(sheet.state)
    status = network.status
    for row in begun:
        activity, calendar = network.activities[row], sheet.calendars[row]
        if sheet.state[row] == SUMMARY:
            continue
        start, finish = activity.actual_start, activity.actual_finish
        if start is None:
            assert finish is not None
            length = 0 if sheet.moment[row] else activity.duration
            start = calendar.subtract(finish, length)
        sheet.known[row] = start
        sheet.ends[row] = calendar.position(start)
        sheet.ends_work[row] = False
        sheet.driver[row] = Driver.ACTUAL
        if finish is not None:
            sheet.known[row + count] = finish
            sheet.ends[row + count] = calendar.position(finish)
            at_end = calendar.finish_at(sheet.ends[row + count]) >= finish
            sheet.ends_work[row + count] = at_end
            if sheet.moment[row]:
                sheet.ends_work[row] = at_end
            continue
        if status is not None and status > start:
            sheet.floor[row] = calendar.position(status)
            sheet.driver[row] = Driver.STATUS_DATE
        else:
            work_done = 0 if status is not None else max(0, activity.duration - sheet.rest[row])
            sheet.floor[row] = sheet.ends[row] + (0 if sheet.moment[row] else work_done)
        sheet.base[row] = sheet.floor[row]
    if sheet.order:
        earliest = network.start if status is None else max(network.start, status)
        for row in sheet.order:
            if sheet.moment[row]:
                actual = network.activities[row].actual_start
                sheet.floor_clock[row] = earliest if actual is None else max(actual, status or 0)


def _constrain(sheet: Sheet, network: Network) -> None:
    none = ConstraintKind.AS_SOON_AS_POSSIBLE
    for row, activity in enumerate(network.activities):
        kind, at = activity.constraint, activity.constraint_at
        if kind == none and activity.deadline is None:
            continue
        if sheet.state[row] == SUMMARY:
            leaves = _leaves_of(sheet, row)
            _check_summary(activity)
        else:
            leaves = [row]
        for leaf in leaves:
            if sheet.state[leaf] == DONE:
                continue
            if activity.deadline is not None:
                position = sheet.calendars[leaf].position(activity.deadline)
                sheet.limits.append((leaf, position))
            if kind == ConstraintKind.AS_LATE_AS_POSSIBLE and sheet.state[leaf] == WAITING:
                sheet.as_late.append(leaf)
            elif at is not None:
                _hold(sheet, leaf, str(kind), at)


def _hold(sheet: Sheet, row: int, kind: str, at: int) -> None:
    """Apply a dated constraint; what has started cannot have its start moved any more."""
    position, rest = sheet.calendars[row].position(at), sheet.rest[row]
    waiting = sheet.state[row] == WAITING
    of_start = kind in _OF_START
    if of_start and not waiting:
        return
    head = position if of_start else position - rest
    if kind in _NOT_EARLIER and head > sheet.floor[row]:
        sheet.floor[row], sheet.driver[row] = head, Driver.CONSTRAINT
        if sheet.moment[row]:
            sheet.floor_clock[row] = max(sheet.floor_clock[row], at)
    if kind in _NOT_LATER:
        sheet.limits.append((row, head + rest))
    if kind in _PINS:
        sheet.pinned[row] = head
        sheet.special[row] = True
        if sheet.moment[row]:
            sheet.floor_clock[row] = max(sheet.floor_clock[row], at)


_Kind = ConstraintKind
_OF_START = frozenset({_Kind.START_NO_EARLIER, _Kind.START_NO_LATER, _Kind.MUST_START})
_NOT_EARLIER = frozenset({_Kind.START_NO_EARLIER, _Kind.FINISH_NO_EARLIER})
_PINS = frozenset({_Kind.MUST_START, _Kind.MUST_FINISH})
_NOT_LATER = frozenset({_Kind.START_NO_LATER, _Kind.FINISH_NO_LATER}) | _PINS
_FOR_SUMMARIES = frozenset(
    {_Kind.AS_SOON_AS_POSSIBLE, _Kind.START_NO_EARLIER, _Kind.FINISH_NO_LATER}
)


def _check_summary(activity: Activity) -> None:
    if activity.constraint not in _FOR_SUMMARIES:
        raise Refused(
            f"“{activity.name}” sums up other tasks and cannot carry this constraint. Give it"
            " “start no earlier than” or “finish no later than”, or put the constraint on a task"
            " below it. Nothing was changed.",
            table="activity",
            key=activity.key,
            field="constraint_kind",
        )


def _leaves_of(sheet: Sheet, row: int) -> list[int]:
    shape = sheet.shape
    below = shape.below.get(row)
    if below is not None:
        return below
    inside = {row}
    leaves = []
    for number in range(row + 1, len(shape.keys)):
        if int(shape.parents[number]) in inside:
            if shape.leaf[number]:
                leaves.append(number)
            else:
                inside.add(number)
    return leaves
