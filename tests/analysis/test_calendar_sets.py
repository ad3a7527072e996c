"""Calendars made of several, beside a count of single minutes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis.calendar_sets import CONTINUOUS, intersection, union
from leadbench.analysis.calendars import STANDARD, WorkCalendar, instant
from leadbench.errors import Refused

FIRST = date(2026, 1, 1)
hours = st.lists(
    st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1]),
    max_size=3,
).map(lambda pairs: [(60 * start, 60 * end) for start, end in pairs])
calendars = st.builds(
    lambda week, days: WorkCalendar.of(
        {0: [(540, 600)], **week},
        {FIRST + timedelta(days=day): own for day, own in days.items()},
    ),
    st.dictionaries(st.integers(1, 6), hours),
    st.dictionaries(st.integers(0, 20), hours, max_size=4),
)


@given(st.lists(calendars, min_size=1, max_size=3))
def test_each_hour_of_four_weeks_is_worked_by_any_or_by_all(several: list[WorkCalendar]) -> None:
    anybody, everybody = union(several), intersection(several)
    start = instant(FIRST)
    for at in range(start, start + 28 * 1440, 60):
        working = [calendar.is_working(at) for calendar in several]
        assert anybody.is_working(at) == any(working)
        assert everybody.is_working(at) == all(working)


def test_the_order_does_not_matter_and_one_alone_is_itself() -> None:
    nights = WorkCalendar.of({0: [(1320, 1440)]}, {FIRST: []})
    assert union([STANDARD, nights]) == union([nights, STANDARD])
    assert union([nights]) is nights
    assert intersection([CONTINUOUS, STANDARD]) == STANDARD


def test_calendars_that_never_meet_have_no_common_time() -> None:
    nights = WorkCalendar.of({0: [(1320, 1440)]})
    with pytest.raises(Refused, match="no working time"):
        intersection([STANDARD, nights])


def test_all_time_counts_every_minute() -> None:
    start = instant(date(2026, 1, 3))
    assert CONTINUOUS.add(start, 2000) == start + 2000
    assert CONTINUOUS.between(start, start + 100_000) == 100_000
