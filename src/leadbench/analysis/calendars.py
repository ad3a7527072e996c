"""Working time: from clock instants to working minutes and back, exactly and without a horizon.

An **instant** is a whole number of minutes since 1970-01-01 00:00, local time. A **position** is
the number of working minutes that lie before an instant, counted from a fixed origin; only the
difference of two positions of one calendar means anything. Friday 17:00 and Monday 08:00 have the
same position: no work lies between them. Work *starts* at the later of the two and *ends* at the
earlier.

A week repeats for ever, so the arithmetic is that of one week plus a correction for the days that
differ: every instant, however far away, is answered at the same cost.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from leadbench.errors import Refused

DAY = 1440
"""Minutes of a day."""
WEEK = 7 * DAY
"""Minutes of a week."""
MONDAY = 4 * DAY
"""The first Monday 00:00 after the origin of instants (1970-01-05)."""

Intervals = tuple[tuple[int, int], ...]
"""Sorted, separate ``(start, end)`` in minutes of a day."""
_ORIGIN = datetime(1970, 1, 1)  # noqa: DTZ001  plan time is local and has no zone
_DAY_ORIGIN = _ORIGIN.toordinal()


def instant(moment: datetime | date) -> int:
    """Return the instant of a local date and time; of a date, its midnight.

    Seconds are dropped.
    """
    minutes = (moment.toordinal() - _DAY_ORIGIN) * DAY
    if isinstance(moment, datetime):
        minutes += moment.hour * 60 + moment.minute
    return minutes


def to_datetime(minute: int) -> datetime:
    """Return the local date and time of an instant."""
    return _ORIGIN + timedelta(minutes=int(minute))


def to_date(minute: int) -> date:
    """Return the day on which an instant lies; midnight belongs to the day that it begins."""
    return date.fromordinal(int(minute) // DAY + _DAY_ORIGIN)


def finish_date(minute: int) -> date:
    """Return the day that an end of work belongs to; midnight belongs to the day that it ends."""
    return to_date(int(minute) - 1)


@dataclass(frozen=True)
class WorkCalendar:
    """A week of working intervals and the days that differ from it.

    Parameters
    ----------
    week
        Seven tuples, Monday first, of ``(start, end)`` in minutes of the day, sorted, without
        overlap, within 0 to 1440. ``of`` makes them from any order and from night shifts.
    exceptions
        ``(day, intervals)`` by ascending day, a day being counted since 1970-01-01; without
        intervals the day is free.

    Raises
    ------
    Refused
        When no weekday has working time, or an interval is empty or out of range.

    Examples
    --------
    >>> friday = instant(datetime(2026, 1, 9, 17))
    >>> to_datetime(STANDARD.next_start(friday)).isoformat()
    '2026-01-12T08:00:00'
    >>> to_datetime(STANDARD.add(friday, 480)).isoformat()
    '2026-01-12T17:00:00'
    """

    week: tuple[Intervals, ...]
    exceptions: tuple[tuple[int, Intervals], ...] = ()
    _time: "_Time" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_time", _time_of(self.week, self.exceptions))

    @classmethod
    def of(
        cls,
        week: Mapping[int, Iterable[tuple[int, int]]],
        exceptions: Mapping[date, Iterable[tuple[int, int]]] | None = None,
    ) -> "WorkCalendar":
        """Make a calendar from intervals in any order.

        Parameters
        ----------
        week
            Intervals in minutes by weekday (0 Monday to 6 Sunday). One that ends at or before its
            start, or after 1440, runs over midnight and is split there. Overlaps are joined.
        exceptions
            Intervals by day, none for a free day. They replace those of the weekday wholly,
            between midnight and midnight.
        """
        days: list[list[tuple[int, int]]] = [[] for _ in range(7)]
        for weekday, intervals in week.items():
            for start, end in intervals:
                last = end if end > start else end + DAY
                days[weekday % 7].append((start, min(last, DAY)))
                if last > DAY:
                    days[(weekday + 1) % 7].append((0, last - DAY))
        special = tuple(
            (day.toordinal() - _DAY_ORIGIN, _joined(intervals))
            for day, intervals in sorted((exceptions or {}).items())
        )
        return cls(tuple(_joined(day) for day in days), special)

    # From clock to working time and back

    def position(self, at: int) -> int:
        """Return how many working minutes lie before an instant."""
        return self._time.position(at)

    def start_at(self, position: int) -> int:
        """Return the instant at which the working minute after ``position`` begins."""
        return self._time.start_at(position)

    def finish_at(self, position: int) -> int:
        """Return the instant at which the working minute before ``position`` ends."""
        return self._time.finish_at(position)

    @property
    def week_minutes(self) -> int:
        """The working minutes of a week without exceptions."""
        return self._time.week_minutes

    def pattern(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Return what ``start_at`` rests on, for calculating with arrays.

        Returns
        -------
        tuple
            The minute of the week (from Monday 00:00) at which each working minute of a plain
            week begins; the positions at which exceptions begin; those at which they end; and
            what to subtract from a position after 0, 1, 2 … exceptions to get the plain week's.
        """
        time = self._time
        minutes = [
            minute
            for start, end in zip(time.steps[0], time.steps[1], strict=True)
            for minute in range(start, end)
        ]
        return minutes, time.begin_positions, time.end_positions, time.shift

    # Questions about instants

    def is_working(self, at: int) -> bool:
        """Tell whether the minute that begins at an instant is working time."""
        return self._time.position(at + 1) > self._time.position(at)

    def next_start(self, at: int) -> int:
        """Return the first instant, at or after ``at``, where a working minute begins."""
        return self._time.start_at(self._time.position(at))

    def previous_finish(self, at: int) -> int:
        """Return the last instant, at or before ``at``, where a working minute ends."""
        return self._time.finish_at(self._time.position(at))

    def add(self, at: int, minutes: int) -> int:
        """Return the earliest instant by which ``minutes`` of work are done from ``at``: a finish.

        No minutes leave the instant as it is; fewer than none count backwards (``subtract``).
        """
        if minutes == 0:
            return at
        if minutes < 0:
            return self.subtract(at, -minutes)
        return self._time.finish_at(self._time.position(at) + minutes)

    def subtract(self, at: int, minutes: int) -> int:
        """Return the latest instant from which ``minutes`` of work are done by ``at``: a start."""
        if minutes == 0:
            return at
        if minutes < 0:
            return self.add(at, -minutes)
        return self._time.start_at(self._time.position(at) - minutes)

    def between(self, first: int, last: int) -> int:
        """Return the working minutes from ``first`` to ``last``; negative when last is earlier."""
        return self._time.position(last) - self._time.position(first)

    # Days

    def intervals(self, day: date) -> Intervals:
        """Return the working intervals of a day, in minutes of that day."""
        return self._time.on(day.toordinal() - _DAY_ORIGIN)

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day has any working time."""
        return bool(self.intervals(day))

    def working_days(self, first: date, last: date) -> int:
        """Count the days with working time from ``first`` to ``last``, both included."""
        begin = first.toordinal() - _DAY_ORIGIN
        end = last.toordinal() - _DAY_ORIGIN + 1
        return max(0, end - begin) and self._time.days_before(end) - self._time.days_before(begin)

    def free_days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days without working time from ``first`` to ``last``, both included."""
        for number in range(first.toordinal(), last.toordinal() + 1):
            if not self._time.on(number - _DAY_ORIGIN):
                yield date.fromordinal(number)

    def working_intervals(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the working stretches between two instants, cut at both, as instants."""
        for day in range(first // DAY, (last - 1) // DAY + 1):
            for start, end in self._time.on(day):
                begin, finish = max(day * DAY + start, first), min(day * DAY + end, last)
                if begin < finish:
                    yield begin, finish


class _Time:
    """The arithmetic of one calendar: a week that repeats, corrected at the exceptions.

    ``_steps`` of a set of intervals are its starts, ends, and the working minutes before each.
    """

    def __init__(
        self,
        week: tuple[Intervals, ...],
        exceptions: tuple[tuple[int, Intervals], ...],
    ) -> None:
        self.week = week
        self.own = dict(exceptions)
        self.steps = _steps(
            tuple(
                (weekday * DAY + start, weekday * DAY + end)
                for weekday, intervals in enumerate(week)
                for start, end in intervals
            )
        )
        self.week_minutes = self.steps[3]
        self.days = [day for day, _ in exceptions]
        self.own_steps = [_steps(intervals) for _, intervals in exceptions]
        self.begins = [day * DAY for day in self.days]
        self.ends = [begin + DAY for begin in self.begins]
        # ``shift[k]`` is added to the plain week's position after k exceptions.
        self.shift = [0]
        self.begin_positions: list[int] = []
        self.end_positions: list[int] = []
        for begin, own in zip(self.begins, self.own_steps, strict=True):
            position = self._plain(begin) + self.shift[-1]
            self.begin_positions.append(position)
            self.end_positions.append(position + own[3])
            self.shift.append(position + own[3] - self._plain(begin + DAY))
        self.day_shift = [0]
        for day, intervals in exceptions:
            usual = bool(week[(day - 4) % 7])
            self.day_shift.append(self.day_shift[-1] + bool(intervals) - usual)
        self.week_days = [0]
        for intervals in week:
            self.week_days.append(self.week_days[-1] + bool(intervals))

    def _plain(self, at: int) -> int:
        weeks, rest = divmod(at - MONDAY, WEEK)
        return weeks * self.week_minutes + _passed(self.steps, rest)

    def position(self, at: int) -> int:
        count = bisect_right(self.begins, at)
        if count and at < self.ends[count - 1]:
            past = _passed(self.own_steps[count - 1], at - self.begins[count - 1])
            return self.begin_positions[count - 1] + past
        return self._plain(at) + self.shift[count]

    def start_at(self, position: int) -> int:
        count = bisect_right(self.begin_positions, position)
        if count and position < self.end_positions[count - 1]:
            starts, _, before, _ = self.own_steps[count - 1]
            rest = position - self.begin_positions[count - 1]
            index = bisect_right(before, rest) - 1
            return self.begins[count - 1] + starts[index] + rest - before[index]
        weeks, rest = divmod(position - self.shift[count], self.week_minutes)
        starts, _, before, _ = self.steps
        index = bisect_right(before, rest) - 1
        return MONDAY + weeks * WEEK + starts[index] + rest - before[index]

    def finish_at(self, position: int) -> int:
        count = bisect_left(self.begin_positions, position)
        if count and position <= self.end_positions[count - 1]:
            starts, _, before, _ = self.own_steps[count - 1]
            rest = position - self.begin_positions[count - 1]
            index = bisect_left(before, rest) - 1
            return self.begins[count - 1] + starts[index] + rest - before[index]
        weeks, rest = divmod(position - self.shift[count] - 1, self.week_minutes)
        starts, _, before, _ = self.steps
        index = bisect_right(before, rest) - 1
        return MONDAY + weeks * WEEK + starts[index] + rest + 1 - before[index]

    def on(self, day: int) -> Intervals:
        own = self.own.get(day)
        return self.week[(day - 4) % 7] if own is None else own

    def days_before(self, day: int) -> int:
        weeks, weekday = divmod(day - 4, 7)
        plain = weeks * self.week_days[7] + self.week_days[weekday]
        return plain + self.day_shift[bisect_left(self.days, day)]


_Steps = tuple[list[int], list[int], list[int], int]


def _steps(intervals: Intervals) -> _Steps:
    before, total = [], 0
    for start, end in intervals:
        before.append(total)
        total += end - start
    return [start for start, _ in intervals], [end for _, end in intervals], before, total


def _passed(steps: _Steps, minute: int) -> int:
    starts, ends, before, _ = steps
    index = bisect_right(starts, minute) - 1
    if index < 0:
        return 0
    return before[index] + min(minute, ends[index]) - starts[index]


@lru_cache(maxsize=512)
def _time_of(week: tuple[Intervals, ...], exceptions: tuple[tuple[int, Intervals], ...]) -> _Time:
    if len(week) != 7 or not any(week):
        raise Refused(
            "The calendar has no working time in its week. Add working hours to at least one"
            " weekday. Nothing was changed.",
            table="calendar",
        )
    for intervals in (*week, *(own for _, own in exceptions)):
        last = 0
        for start, end in intervals:
            if not last <= start < end <= DAY:
                raise Refused(
                    "Working hours must begin before they end and lie within one day without"
                    " overlap. Correct them in the calendar. Nothing was changed.",
                    table="workinginterval",
                )
            last = end
    days = [day for day, _ in exceptions]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise Refused(
            "A day has two exceptions in one calendar. Keep one of them. Nothing was changed.",
            table="calendarexception",
        )
    return _Time(week, exceptions)


def _joined(intervals: Iterable[tuple[int, int]]) -> Intervals:
    result: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1] and start < end:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


STANDARD = WorkCalendar.of(dict.fromkeys(range(5), ((8 * 60, 12 * 60), (13 * 60, 17 * 60))))
"""Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00; no holidays."""
