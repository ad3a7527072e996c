"""The working sheet of one pass: a network's figures laid out row by row for the two passes."""

from dataclasses import dataclass, field

import numpy as np

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.edges import counting, edges_of
from leadbench.analysis.inputs import Network
from leadbench.analysis.recorded import fixed_dates, pin, record, release
from leadbench.analysis.states import (
    DONE,
    FAR,
    PINNED,
    STARTED,
    SUMMARY,
    WAITING,
    Driver,
    remaining,
)
from leadbench.analysis.structure import BoolArray, IntArray, Structure
from leadbench.errors import Refused


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
        Per row: working time, how far it is, whether it is a leaf with no work to do.
    rest
        Working minutes still to do (of a done row 0).
    ends, ends_work, known
        Per slot: position; whether its instant is an end of work (of two instants with one
        position the earlier); the instant itself where an actual date or a summary sets it.
    head, late
        Earliest and latest head; ``FAR`` for done rows.
    base, floor, base_clock, floor_clock
        The earliest head by project start and status date; by constraints too; and of moments the
        instants that these come from.
    pinned, ceiling
        Heads that a must-start or must-finish date fixes, and latest ones where dates go before
        links, each with the instant it comes from.
    driver
        Edge or ``Driver`` that decides the head.
    offset, back
        Per edge: what to add to the driving end for the head it asks for; what to subtract from
        the successor's head for the finish it allows. ``-FAR``: the edge asks for nothing.
    lag, elapsed, hard, from_finish, to_finish, percent_of_summary, lag_calendars
        Per edge: minutes, whether they are elapsed time, whether it needs the clock, its ends; of
        some edges the share of a summary, and the calendar of the lag if not the successor's.
    special, special_out
        Rows that need more than additions, forwards and backwards.
    groups
        The calendars in use, each with its rows.
    work, backs, needs_clock, moments
        ``rest``, ``back``, ``hard`` and ``moment`` as arrays.
    limits
        Per constrained row the latest finishes it allows, as positions and as instants.
    active
        Rows that count for the project's finish and for summaries.
    begun_late
        Latest finishes of rows whose ``late`` holds their predecessors earlier.
    cap_clock, late_at_start
        Of moments: the instant from which ``cap`` comes; whether the late date is the beginning
        of work.
    first
        Of summaries that links leave, the leaf that starts first: it carries their start.
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
    groups: list[tuple[WorkCalendar, IntArray]]
    work: IntArray
    backs: IntArray
    needs_clock: BoolArray
    moments: BoolArray
    percent_of_summary: dict[int, int] = field(default_factory=dict)
    lag_calendars: dict[int, WorkCalendar] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)
    base_clock: dict[int, int] = field(default_factory=dict)
    floor_clock: dict[int, int] = field(default_factory=dict)
    pinned: dict[int, tuple[int, int]] = field(default_factory=dict)
    ceiling: dict[int, tuple[int, int]] = field(default_factory=dict)
    limits: list[tuple[int, int, int]] = field(default_factory=list)
    active: BoolArray = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    begun_late: dict[int, int] = field(default_factory=dict)
    cap_clock: dict[int, int] = field(default_factory=dict)
    late_at_start: dict[int, bool] = field(default_factory=dict)
    first: dict[int, int] = field(default_factory=dict)
    as_late: list[int] = field(default_factory=list)


def in_positions(groups: list[tuple[WorkCalendar, IntArray]], at: int, count: int) -> IntArray:
    """Return the position of one instant on the calendar of each row."""
    result = np.empty(count, dtype=np.int64)
    for calendar, members in groups:
        result[members] = calendar.position(at)
    return result


def lay_out(network: Network, shape: Structure) -> Sheet:
    """Return the sheet of a network, still without its constraints (``constrain``).

    Raises
    ------
    Refused
        For a calendar that the network does not have, or a duration below zero.
    """
    rows, count = network.activities, len(network.activities)
    groups = _groups(network)
    calendars = [groups[0][0]] * count if groups else []
    group_of = np.zeros(count, dtype=np.int64)
    for number, (calendar, members) in enumerate(groups[1:], start=1):
        group_of[members] = number
        for row in members.tolist():
            calendars[row] = calendar
    status = network.status
    earliest = network.start if status is None else max(network.start, status)
    reason = Driver.PROJECT_START if earliest == network.start else Driver.STATUS_DATE
    base = in_positions(groups, earliest, count)
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
    marked = [
        row
        for row, activity in enumerate(rows)
        if activity.actual_start is not None
        or activity.actual_finish is not None
        or activity.pinned_start is not None
        or not activity.active
    ]
    begun = [
        row
        for row in marked
        if rows[row].actual_start is not None or rows[row].actual_finish is not None
    ]
    rest = duration.tolist()
    by_hand: dict[int, tuple[int, int]] = {}
    for row in marked:
        if rows[row].pinned_start is not None and state[row] == WAITING:
            by_hand[row] = fixed_dates(rows[row], calendars[row], rest[row])
            state[row] = PINNED
            first, last = by_hand[row]
            rest[row] = calendars[row].between(first, last)
    for row in begun:
        if state[row] != SUMMARY:
            done = rows[row].actual_finish is not None
            state[row] = DONE if done else STARTED
            rest[row] = 0 if done or shape.moment[row] else remaining(rows[row])
    states: list[int] = state.tolist()
    work = np.array(rest, dtype=np.int64)
    moments = shape.leaf & (state != DONE) & (work == 0)
    active = np.ones(count, dtype=np.bool_)
    active[[row for row in marked if not rows[row].active]] = False
    active = counting(shape, active)
    edges = edges_of(network, shape, groups, group_of, duration, work, state, active)
    hard = edges.hard
    special = moments | (state == STARTED) | (state == PINNED) | ~shape.leaf
    special_out = ~shape.leaf | moments | (state == STARTED)
    if hard.any():
        special[shape.target[hard]] = True
        special_out[shape.source[hard]] = True
    sheet = Sheet(
        shape=shape,
        order=[row for row in shape.order if states[row] != DONE] if begun else shape.order,
        calendars=calendars,
        state=states,
        moment=moments.tolist(),
        moments=moments,
        rest=rest,
        ends=[0] * (2 * count),
        ends_work=[False] * count + [True] * count,
        head=[FAR] * count,
        late=[FAR] * count,
        groups=groups,
        work=work,
        backs=edges.back,
        needs_clock=hard,
        base=base.tolist(),
        floor=base.tolist(),
        driver=[reason] * count,
        offset=edges.offset.tolist(),
        back=edges.back.tolist(),
        lag=edges.lag.tolist(),
        percent_of_summary=edges.of_summary,
        lag_calendars=edges.calendars,
        elapsed=edges.elapsed.tolist(),
        hard=hard.tolist(),
        from_finish=shape.from_finish.tolist(),
        to_finish=shape.to_finish.tolist(),
        special=special.tolist(),
        special_out=special_out.tolist(),
        active=active,
    )
    record(sheet, network, begun, release(sheet, network))
    pin(sheet, by_hand)
    return sheet


def _groups(network: Network) -> list[tuple[WorkCalendar, IntArray]]:
    """Return the calendars in use, each once, with the rows that follow it."""
    known = network.calendars
    keys = [activity.calendar for activity in network.activities]
    used = dict.fromkeys(keys)
    for key in (network.calendar, *used):
        if key is not None and key not in known:
            raise Refused(
                f"The plan has no calendar {key}. Choose another calendar. Nothing was changed.",
                table="activity" if key in used else "project",
                key=network.activities[keys.index(key)].key if key in used else None,
                field="calendar_id",
            )
    if len(used) == 1:
        (key,) = used
        calendar = known[network.calendar if key is None else key]
        return [(calendar, np.arange(len(keys)))]
    rows: dict[WorkCalendar, list[int]] = {}
    of_key = {
        key: rows.setdefault(known[network.calendar if key is None else key], []) for key in used
    }
    for row, key in enumerate(keys):
        of_key[key].append(row)
    return [(calendar, np.array(members)) for calendar, members in rows.items()]
