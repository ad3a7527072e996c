"""What each activity brings to the passes: calendar, work, and what holds it beside links."""

from collections.abc import Iterable
from copy import copy

import numpy as np

from leadbench.analysis.bounds import LONGEST, check_activity, ends_too_late
from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.constraints import Held, check_summary, constrain
from leadbench.analysis.inputs import Activity, ConstraintKind, Network
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.states import DONE, PINNED, STARTED, SUMMARY, WAITING, Driver, remaining
from leadbench.analysis.structure import Structure
from leadbench.analysis.timeline import FAR, LOW, earliest_point, latest_point
from leadbench.errors import Refused


class Rows:
    """The rows of a network in outline order; arrays have shape (n,).

    Dates are points (``timeline``), with the block of the row's calendar.

    Attributes
    ----------
    calendars, number
        The calendars in use, and which of them each row follows; ``block`` is its block.
    state, length, rest, moment, active
        How far a row is, its working minutes and those still to do, whether it is a leaf with
        none, and whether it counts.
    floor, reason
        The earliest head by all but links, and what decides it (a ``Driver``).
    keep, begin, add
        From a head to its row: the start is ``head | begin``, the finish
        ``(head & keep) + add``. Of work, ``keep`` and ``begin`` turn the point before a position
        into the one after it and back; a moment keeps its point; dates that are known lie where
        they lie.
    late_keep, late_begin, late_add
        The same backwards, where known dates are as free as others.
    cap
        The latest finish by constraints and deadlines; ``FAR`` without.
    unlinked
        Rows that no link holds: done, or dated by hand or by a must date.
    odd
        Rows with anything beside duration and calendar.
    fixed
        Of what is done, dated by hand or has begun: start and finish as points of the clock, and
        the start as a point of its calendar.
    known
        Of the same rows the start and finish that they have, as instants; None if not yet.
    ceilings
        Latest heads where dates go before links, and what they cannot be brought before.
    as_late
        Rows to be moved as late as possible.
    dated
        Open rows whose earliest head may follow from a constraint.
    """

    def __init__(self, network: Network, shape: Structure) -> None:
        self.network, self.shape = network, shape
        activities, count = network.activities, len(network.activities)
        self.calendars, self.number = _calendars(network)
        self.block = self.number * BLOCK
        self.kind = shape.moment
        self.rest = np.array([row.duration for row in activities], dtype=np.int64)
        if count and int(self.rest.min()) < 0:
            wrong = activities[int(self.rest.argmin())]
            raise _negative(wrong)
        if count and int(self.rest.max()) > LONGEST:
            raise ends_too_late(activities[int(self.rest.argmax())])
        self.rest[shape.moment | ~shape.leaf] = 0
        self.length = self.rest.copy()
        self.state = np.where(shape.leaf, WAITING, SUMMARY)
        self.moment = shape.leaf & (self.rest == 0)
        self.active = np.ones(count, dtype=np.bool_)
        self.floor = self.base_floor()
        self.reason = np.full(count, self.first_reason, dtype=np.int64)
        self.late_keep = np.where(self.moment, -1, -2)
        self.late_begin = np.where(self.moment, 0, 1)
        self.late_add = 2 * self.rest
        self.keep, self.begin = self.late_keep.copy(), self.late_begin.copy()
        self.add = self.late_add.copy()
        self.cap = np.full(count, FAR, dtype=np.int64)
        self.unlinked = np.zeros(count, dtype=np.bool_)
        self.released = np.zeros(count, dtype=np.bool_)
        self.fixed: dict[int, tuple[int, int, int]] = {}
        self.known: dict[int, tuple[int, int | None]] = {}
        self.ceilings: dict[int, tuple[int, int]] = {}
        self.as_late: set[int] = set()
        self.dated: set[int] = set()
        asap = ConstraintKind.AS_SOON_AS_POSSIBLE
        self.odd = [
            row
            for row, one in enumerate(activities)
            if one.constraint != asap
            or one.deadline is not None
            or one.actual_start is not None
            or one.actual_finish is not None
            or one.pinned_start is not None
            or not one.active
        ]
        self.mark(self.odd)
        self.active = counting(shape, self.active)

    def base_floor(self) -> IntArray:
        """Find out what holds all that waits for nothing else; return the points of it."""
        network = self.network
        self.earliest = first_instant(network)
        by_status = network.status is not None and self.earliest > network.start
        self.first_reason = int(Driver.STATUS_DATE if by_status else Driver.PROJECT_START)
        points = [earliest_point(calendar, self.earliest) for calendar in self.calendars]
        self.positions = [0, *(point >> 1 for point in points)]
        floor: IntArray = np.array([0, *points])[self.number] + self.block
        return floor

    def starting(self, network: Network) -> "Rows":
        """Return the rows of a network that differs in its start alone."""
        rows = copy(self)
        rows.network = network
        floor = rows.base_floor()
        for name in ("floor", "reason", "ceilings"):
            setattr(rows, name, copy(getattr(self, name)))
        # What has begun, is done or dated by hand, or was let go, no start holds.
        held = (self.state == WAITING) & ~self.released
        rows.floor[held], rows.reason[held] = floor[held], rows.first_reason
        if self.dated:
            for name in ("fixed", "known", "as_late", "dated", "cap", "unlinked"):
                setattr(rows, name, copy(getattr(self, name)))
            for row in self.dated:
                if row in self.ceilings or not self._later(row, rows.positions):
                    rows.hold_leaf(row)
                else:
                    rows.floor[row], rows.reason[row] = self.floor[row], self.reason[row]
        return rows

    def _later(self, row: int, others: list[int]) -> bool:
        """Tell whether a constraint holds a row to later than these positions and its own."""
        base = max(others[self.number[row]], self.positions[self.number[row]])
        later = (int(self.floor[row]) - int(self.block[row])) >> 1 > base
        return later and int(self.reason[row]) == Driver.CONSTRAINT

    def carried(self, network: Network, touched: Iterable[int]) -> "Rows":
        """Return the rows of a network that differs in a few rows alone, and not in their place.

        Calendars, links, and what counts have to be the same.
        """
        rows = copy(self)
        rows.network = network
        for name, value in vars(self).items():
            if isinstance(value, np.ndarray | dict | set):
                setattr(rows, name, value.copy())
        rows.odd = sorted({*self.odd, *touched})
        rows.mark(touched)
        rows.hold(touched)
        return rows

    def mark(self, rows: Iterable[int]) -> None:
        """Find out how far rows are, and what work they have left."""
        for row in rows:
            one = self.network.activities[row]
            check_activity(one)
            if not self.shape.leaf[row]:
                continue  # a summary counts when something below it does
            self.active[row] = one.active
            moment = bool(self.kind[row])
            state, rest = WAITING, 0 if moment else one.duration
            self.length[row] = rest
            if rest < 0:
                raise _negative(one)
            if one.actual_finish is not None:
                state, rest = DONE, 0
            elif one.actual_start is not None:
                state, rest = STARTED, 0 if moment else remaining(one)
            elif one.pinned_start is not None:
                state = PINNED
                calendar = self.calendar(row)
                rest = calendar.between(*fixed_dates(one, calendar, rest))
            self.state[row], self.rest[row] = state, rest
            no_work = state != DONE and rest == 0
            self.moment[row] = no_work
            self.late_keep[row] = self.keep[row] = -1 if no_work else -2
            self.late_begin[row] = self.begin[row] = 0 if no_work else 1
            self.late_add[row] = self.add[row] = 2 * rest

    def hold(self, rows: Iterable[int]) -> None:
        """Enter what holds rows beside links: what happened, dates by hand, constraints."""
        held = set(rows)
        for row in rows:
            if self.shape.leaf[row]:
                continue
            one = self.network.activities[row]
            if one.deadline is not None or one.constraint != ConstraintKind.AS_SOON_AS_POSSIBLE:
                check_summary(one)
                held.update(leaves_of(self.shape, row))
        for row in held:
            if self.shape.leaf[row]:
                self.hold_leaf(row)

    def hold_leaf(self, row: int) -> None:
        """Enter what holds one leaf."""
        for facts in (self.fixed, self.known, self.ceilings):
            facts.pop(row, None)
        self.as_late.discard(row)
        state, calendar = int(self.state[row]), self.calendar(row)
        block = int(self.block[row])
        self.unlinked[row] = state in {DONE, PINNED}
        if state == DONE:
            self._done(row, calendar, block)
            return
        if state == PINNED:
            self._by_hand(row, calendar, block)
        held = self.held(row)
        constrain(held, self.network, self.shape, row)
        self.cap[row] = FAR if held.cap is None else held.cap + block
        if held.as_late:
            self.as_late.add(row)
        (self.dated.add if held.dated else self.dated.discard)(row)
        if state == PINNED:
            if self.network.finish is not None:
                # Else what it waits for, as late as it may be, would lie after it.
                _, finish = fixed_dates(
                    self.network.activities[row], calendar, int(self.length[row])
                )
                self.cap[row] = min(int(self.cap[row]), latest_point(calendar, finish) + block)
            return
        self.reason[row] = held.reason
        self.unlinked[row] = held.must
        self.floor[row] = held.point(held.head, held.at) + (block if held.head > LOW else 0)
        if held.ceiling is not None and not held.must:
            head, at = held.ceiling
            least = LOW if held.base <= LOW else held.point(held.base, held.base_at) + block
            self.ceilings[row] = held.point(head, max(at, held.base_at)) + block, least

    def held(self, row: int) -> Held:
        """Return what holds an open leaf before its constraints do."""
        state, calendar = int(self.state[row]), self.calendar(row)
        held = self._begun(row, calendar) if state == STARTED else self._base(row, calendar)
        held.state, held.rest = state, int(self.rest[row])
        held.over_links = self.network.rules.dates_over_links
        return held

    def _base(self, row: int, calendar: WorkCalendar) -> Held:
        """Return what holds a row that has not begun: the project's start or the status date."""
        network = self.network
        base = at = self.earliest
        held = Held(calendar, self.positions[self.number[row]], at, self.first_reason)
        if network.rules.before_start:
            base = LOW if network.status is None else network.status
            held.base_at = base
            held.base = LOW if network.status is None else calendar.position(base)
            if self.released[row]:
                held.head, held.at = held.base, held.base_at
                if network.status is not None:
                    held.reason = Driver.STATUS_DATE
        return held

    def _begun(self, row: int, calendar: WorkCalendar) -> Held:
        """Return what holds the work that is left of a row that has begun."""
        one, status = self.network.activities[row], self.network.status
        start = one.actual_start
        assert start is not None
        position = calendar.position(start)
        self.fixed[row] = 2 * start + 1, 0, int(self.block[row]) + 2 * position + 1
        self.known[row] = start, None
        reason, head = Driver.ACTUAL, position
        if status is not None and status > start:
            head, reason = calendar.position(status), Driver.STATUS_DATE
        elif status is None and not self.kind[row]:
            head += max(0, one.duration - int(self.rest[row]))
        return Held(calendar, head, start if status is None else max(start, status), reason)

    def _done(self, row: int, calendar: WorkCalendar, block: int) -> None:
        one = self.network.activities[row]
        start, finish = one.actual_start, one.actual_finish
        assert finish is not None
        if start is None:
            start = calendar.subtract(finish, 0 if self.kind[row] else one.duration)
        end = earliest_point(calendar, finish)
        begin = 2 * calendar.position(start) + (end & 1 if self.kind[row] else 1)
        self._know(row, block, begin, end, (start, finish))
        self.reason[row] = Driver.ACTUAL

    def _by_hand(self, row: int, calendar: WorkCalendar, block: int) -> None:
        one = self.network.activities[row]
        start, finish = fixed_dates(one, calendar, 0 if self.kind[row] else one.duration)
        position = calendar.position(start) + int(self.rest[row])
        end = 2 * position + (calendar.finish_at(position) < finish)
        begin = 2 * calendar.position(start) + (end & 1 if self.moment[row] else 1)
        self._know(row, block, begin, end, (start, finish))
        self.reason[row] = Driver.PINNED

    def _know(self, row: int, block: int, begin: int, end: int, dates: tuple[int, int]) -> None:
        start, finish = dates
        self.floor[row] = block + begin
        self.keep[row], self.begin[row], self.add[row] = -1, 0, end - begin
        self.fixed[row] = 2 * start + (begin & 1), 2 * finish + (end & 1), block + begin
        self.known[row] = dates
        self.cap[row] = FAR

    def calendar(self, row: int) -> WorkCalendar:
        """Return the calendar of a row."""
        return self.calendars[int(self.number[row]) - 1]

    def let_go(self, waits: BoolArray) -> None:
        """Free what waits for others from the project's start; the status date still holds it."""
        status = self.network.status
        self.released = waits & (self.state == WAITING)
        self.floor[self.released] = LOW
        if status is not None:
            points = [earliest_point(calendar, status) for calendar in self.calendars]
            at = np.array([0, *points])[self.number] + self.block
            self.floor[self.released] = at[self.released]
            self.reason[self.released] = Driver.STATUS_DATE


def first_instant(network: Network) -> int:
    """Return the instant before which nothing open lies."""
    return network.start if network.status is None else max(network.start, network.status)


def fixed_dates(activity: Activity, calendar: WorkCalendar, duration: int) -> tuple[int, int]:
    """Return the instants that a person fixed; an end before the start is left aside."""
    start = activity.pinned_start
    assert start is not None
    finish = activity.pinned_finish
    if finish is None or finish < start:
        finish = calendar.add(start, duration)
    return start, finish


def counting(shape: Structure, active: BoolArray) -> BoolArray:
    """Return which rows count: of summaries those that have an active leaf."""
    if not active.all():
        some = shape.leaf.copy()
        for rows in shape.levels:
            some[shape.parents[rows[active[rows] & some[rows]]]] = True
        active &= some
    return active


def leaves_of(shape: Structure, row: int) -> list[int]:
    """Return the leaves below a summary."""
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


def _negative(activity: Activity) -> Refused:
    return Refused(
        f"“{activity.name}” would take less than no time. Give a duration of 0 or more. Nothing"
        " was changed.",
        table="activity",
        key=activity.key,
        field="duration_minutes",
    )


def _calendars(network: Network) -> tuple[tuple[WorkCalendar, ...], IntArray]:
    """Return the calendars in use, each once, and the number from 1 that each row follows."""
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
    numbers: dict[WorkCalendar, int] = {known[network.calendar]: 1}
    of_key = {
        key: numbers.setdefault(known[network.calendar if key is None else key], len(numbers) + 1)
        for key in used
    }
    if len(numbers) == 1:
        return tuple(numbers), np.ones(len(keys), dtype=np.int64)
    return tuple(numbers), np.array([of_key[key] for key in keys], dtype=np.int64)
