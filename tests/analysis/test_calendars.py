import pickle
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis import lookups
from leadbench.analysis.calendars import (
    STANDARD,
    WorkCalendar,
    finish_date,
    instant,
    to_date,
    to_datetime,
)
from leadbench.analysis.lookups import BLOCK
from leadbench.analysis.timeline import (
    Timeline,
    Weeks,
    earliest_point,
    latest_point,
    positions,
    starts_at,
)
from leadbench.errors import Refused
from tests.analysis.networks import FIRST, LAST, calendar


def at(text: str) -> int:
    return instant(datetime.fromisoformat(text))


def iso(minute: int) -> str:
    return to_datetime(minute).isoformat(timespec="minutes")


# Friday 9 January 2026; Good Friday 3 April and Easter Monday 6 April are free below.
EASTER = WorkCalendar.of(
    dict.fromkeys(range(5), ((480, 720), (780, 1020))),
    {date(2026, 4, 3): (), date(2026, 4, 6): (), date(2026, 4, 11): ((540, 600),)},
)
NIGHT = WorkCalendar.of(dict.fromkeys(range(5), ((22 * 60, 6 * 60),)))
ALWAYS = WorkCalendar.of(dict.fromkeys(range(7), ((0, 1440),)))


@pytest.mark.parametrize(
    ("working", "start", "minutes", "finish"),
    [
        (STANDARD, "2026-01-09T08:00", 480, "2026-01-09T17:00"),
        (STANDARD, "2026-01-09T08:00", 481, "2026-01-12T08:01"),
        (STANDARD, "2026-01-09T17:00", 480, "2026-01-12T17:00"),
        (STANDARD, "2026-01-10T03:17", 60, "2026-01-12T09:00"),
        (STANDARD, "2026-01-09T11:30", 60, "2026-01-09T13:30"),
        (EASTER, "2026-04-02T08:00", 960, "2026-04-07T17:00"),
        (EASTER, "2026-04-10T17:00", 30, "2026-04-11T09:30"),
        (EASTER, "2026-04-10T17:00", 61, "2026-04-13T08:01"),
        (NIGHT, "2026-01-09T22:00", 480, "2026-01-10T06:00"),
        (NIGHT, "2026-01-09T22:00", 481, "2026-01-12T22:01"),
        (ALWAYS, "2026-01-09T22:00", 2880, "2026-01-11T22:00"),
    ],
)
def test_work_is_done_at_the_earliest_instant_that_has_enough_of_it_before(
    working: WorkCalendar, start: str, minutes: int, finish: str
) -> None:
    assert iso(working.add(at(start), minutes)) == finish


def test_there_is_no_horizon() -> None:
    friday = date(2026, 1, 9)
    weeks = 20_800  # four hundred years; the last working day of as many weeks is a Thursday
    for far, last in ((weeks, -1), (-weeks, 0)):
        day = friday + timedelta(weeks=far, days=last)
        begin = at("2026-01-09T08:00")
        reached = STANDARD.add(begin, far * 5 * 480)
        assert iso(reached) == f"{day}T{'17' if far > 0 else '08'}:00"


@pytest.mark.parametrize(
    ("finish", "minutes", "start"),
    [
        ("2026-01-09T17:00", 480, "2026-01-09T08:00"),
        ("2026-01-12T08:00", 480, "2026-01-09T08:00"),
        ("2026-01-12T08:00", 1, "2026-01-09T16:59"),
        ("2026-01-11T12:00", 240, "2026-01-09T13:00"),
    ],
)
def test_work_begins_at_the_latest_instant_that_leaves_enough(
    finish: str, minutes: int, start: str
) -> None:
    assert iso(STANDARD.subtract(at(finish), minutes)) == start
    assert iso(STANDARD.add(at(finish), -minutes)) == start


def test_an_end_of_work_and_the_next_beginning_are_one_point_of_working_time() -> None:
    friday, monday = at("2026-01-09T17:00"), at("2026-01-12T08:00")
    assert STANDARD.between(friday, monday) == 0
    assert STANDARD.next_start(friday) == monday
    assert STANDARD.previous_finish(monday) == friday
    assert STANDARD.add(friday, 0) == friday
    assert STANDARD.subtract(monday, 0) == monday
    assert STANDARD.between(monday, friday - 60) == -60
    assert not STANDARD.is_working(friday)
    assert STANDARD.is_working(monday)


def test_a_night_shift_is_split_at_midnight() -> None:
    assert NIGHT.intervals(date(2026, 1, 5)) == ((1320, 1440),)
    assert NIGHT.intervals(date(2026, 1, 6)) == ((0, 360), (1320, 1440))
    assert NIGHT.intervals(date(2026, 1, 10)) == ((0, 360),)
    assert NIGHT.intervals(date(2026, 1, 11)) == ()


def test_overlapping_hours_count_once() -> None:
    both = WorkCalendar.of({0: ((480, 720), (600, 900)), 1: ((900, 960), (480, 900))})
    assert both.intervals(date(2026, 1, 5)) == ((480, 900),)
    assert both.intervals(date(2026, 1, 6)) == ((480, 960),)


def test_days_are_counted_and_shown() -> None:
    assert EASTER.working_days(date(2026, 3, 30), date(2026, 4, 12)) == 9  # 10 less 2 plus Saturday
    assert EASTER.working_days(date(2026, 4, 4), date(2026, 4, 3)) == 0
    free = list(EASTER.free_days(date(2026, 4, 1), date(2026, 4, 12)))
    assert [day.day for day in free] == [3, 4, 5, 6, 12]
    shown = EASTER.working_intervals(at("2026-04-02T16:00"), at("2026-04-07T09:00"))
    assert [(iso(start), iso(end)) for start, end in shown] == [
        ("2026-04-02T16:00", "2026-04-02T17:00"),
        ("2026-04-07T08:00", "2026-04-07T09:00"),
    ]


def test_midnight_ends_a_day_as_a_finish_and_begins_one_as_a_start() -> None:
    midnight = at("2026-01-10T00:00")
    assert to_date(midnight) == date(2026, 1, 10)
    assert finish_date(midnight) == date(2026, 1, 9)
    assert instant(date(2026, 1, 10)) == midnight
    assert instant(datetime(1969, 12, 31, 23, 59)) == -1  # noqa: DTZ001  plan time has no zone


@pytest.mark.parametrize(
    ("week", "exceptions", "words"),
    [
        ({}, {}, "no working time"),
        ({}, {date(2026, 1, 5): ((480, 1020),)}, "no working time"),
        ({0: ((480, 480 + 1440),)}, {date(2026, 1, 5): ((600, 1500),)}, "within one day"),
    ],
)
def test_a_calendar_that_cannot_be_worked_by_is_refused(
    week: dict[int, tuple[tuple[int, int], ...]],
    exceptions: dict[date, tuple[tuple[int, int], ...]],
    words: str,
) -> None:
    with pytest.raises(Refused, match=words):
        WorkCalendar.of(week, exceptions)


def test_two_exceptions_on_one_day_are_refused() -> None:
    with pytest.raises(Refused, match="two exceptions"):
        WorkCalendar(STANDARD.week, ((20_000, ()), (20_000, ((480, 600),))))


def test_equal_calendars_are_equal_values_and_travel_to_a_worker() -> None:
    again = WorkCalendar.of(dict.fromkeys(range(5), ((780, 1020), (480, 720))))
    assert again == STANDARD
    assert hash(again) == hash(STANDARD)
    copy = pickle.loads(pickle.dumps(EASTER))
    assert copy == EASTER
    assert copy.add(at("2026-04-02T08:00"), 960) == EASTER.add(at("2026-04-02T08:00"), 960)


@given(
    st.integers(0, 2),
    st.sets(st.integers(-30, 60), max_size=8),
    st.integers((FIRST + 60) * 1440, (LAST - 200) * 1440),
    st.integers(1, 60),
)
def test_every_answer_agrees_with_a_list_of_all_working_minutes(
    week: int, holidays: set[int], at: int, minutes: int
) -> None:
    working, listed = calendar(week, tuple(sorted(holidays)))
    place = listed.place(at)
    assert working.is_working(at) == (listed.all[place] == at)
    assert working.next_start(at) == listed.all[place]
    assert working.previous_finish(at) == listed.all[place - 1] + 1
    assert working.add(at, minutes) == listed.all[place + minutes - 1] + 1
    assert working.subtract(at, minutes) == listed.all[place - minutes]
    assert working.between(at, at + 20_000) == listed.count(at, at + 20_000)
    first, last = to_date(at), to_date(at) + timedelta(days=40)
    days = {minute // 1440 for minute in listed.all}
    numbers = range(at // 1440, at // 1440 + 41)
    assert working.working_days(first, last) == sum(number in days for number in numbers)


@given(
    st.lists(st.integers(-4_000_000_000, 4_000_000_000), min_size=1, max_size=30),
    st.sampled_from([STANDARD, NIGHT, EASTER]),
)
def test_many_instants_at_once_are_answered_like_one_by_one(
    values: list[int], calendar: WorkCalendar
) -> None:
    at = np.array(values)
    assert positions(calendar, at).tolist() == [calendar.position(value) for value in values]
    assert starts_at(calendar, at).tolist() == [calendar.start_at(value) for value in values]


def exactly(calendars: tuple[WorkCalendar, ...], value: int, number: int, what: str) -> int:
    """Return what a timeline shall answer, from the calendar alone."""
    if not number:
        return {"clock": value & -2, "earliest": value, "latest": value + 1}[what]
    calendar, rest = calendars[number - 1], value - number * BLOCK
    if what == "clock":
        return 2 * (calendar.start_at(rest >> 1) if rest & 1 else calendar.finish_at(rest >> 1))
    point = earliest_point if what == "earliest" else latest_point
    return number * BLOCK + point(calendar, rest >> 1)


@pytest.mark.parametrize("searched", [False, True])
@pytest.mark.parametrize("weeks", [False, True])
@given(
    st.lists(st.integers(-4_000_000_000, 4_000_000_000), min_size=1, max_size=20),
    st.permutations([STANDARD, NIGHT, EASTER]),
)
def test_a_timeline_answers_as_its_calendars_do(
    weeks: bool, searched: bool, values: list[int], order: list[WorkCalendar]
) -> None:
    calendars, start = tuple(order), at("2026-01-05T08:00")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookups, "_SLOTS", 0 if searched else 1 << 20)
        far = 2_100_000
        time = Weeks(calendars) if weeks else Timeline(calendars, start - far, start + far)
    assert time.points.searched == time.keys.searched == searched
    near = [*values, *(value % 200_000 - 100_000 for value in values)]
    instants = start + np.array(
        near if weeks else [value % 4_000_000 - 2_000_000 for value in near]
    )
    number = np.arange(len(instants)) % 4
    keys = 2 * instants + number * BLOCK
    points = [time.earliest(keys), time.latest(keys)]
    asked = {"earliest": keys, "latest": keys, "clock": np.concatenate(points)}
    for what, values_ in asked.items():
        numbers = np.resize(number, len(values_)).tolist()
        pairs = list(zip(values_.tolist(), numbers, strict=True))
        expected = [exactly(calendars, value, place, what) for value, place in pairs]
        assert getattr(time, what)(values_).tolist() == expected
        assert [getattr(time, f"one_{what}")(*pair) for pair in pairs] == expected
    if weeks:
        return
    based = points[0] + time.points.bases[number]
    clock = based + time.clock_of_near.take(time.points.near(based), mode="clip")
    assert (clock - (points[0] & 1)).tolist() == time.clock(points[0]).tolist()
    based = keys + time.keys.bases[number]
    place = time.keys.near(based)
    based += time.point_of_near.take(place, mode="clip")
    assert np.minimum(based, time.end_point.take(place, mode="clip")).tolist() == points[0].tolist()
