"""The days of repeating exceptions, against dates taken from a calendar by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, none

from leadbench.plan.exchange.recurrence import Kind, Recurrence, all_days, repetitions_of
from leadbench.plan.repeats import days_of


def listed(**given: object) -> list[str]:
    fields = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), **given}
    recurrence = Recurrence(**fields)  # type: ignore[arg-type]
    return [day.isoformat() for day in all_days(repetitions_of(recurrence))]


def test_a_plain_exception_is_every_day_of_its_range() -> None:
    days = listed(kind=Kind.DAILY, first=date(2026, 2, 27), last=date(2026, 3, 2))
    assert days == ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]


def test_every_third_day() -> None:
    days = listed(kind=Kind.DAY_COUNT, period=3, last=date(2026, 1, 10))
    assert days == ["2026-01-01", "2026-01-04", "2026-01-07", "2026-01-10"]


def test_every_weekday() -> None:
    days = listed(kind=Kind.WEEKDAY_COUNT, last=date(2026, 1, 6))
    assert days == ["2026-01-01", "2026-01-02", "2026-01-05", "2026-01-06"]


def test_every_second_week_on_two_days() -> None:
    # 4 Tuesday + 16 Thursday; 1 January 2026 is a Thursday, its week began on Sunday.
    days = listed(kind=Kind.WEEKLY, period=2, weekdays=20, last=date(2026, 1, 31))
    assert days == ["2026-01-01", "2026-01-13", "2026-01-15", "2026-01-27", "2026-01-29"]


def test_sundays_begin_the_week() -> None:
    days = listed(kind=Kind.WEEKLY, weekdays=1, last=date(2026, 1, 12))
    assert days == ["2026-01-04", "2026-01-11"]


@pytest.mark.parametrize(
    ("month_day", "days"),
    [(15, ["2026-01-15", "2026-03-15", "2026-05-15"]), (31, ["2026-01-31", "2026-03-31"])],
)
def test_a_day_of_every_second_month(month_day: int, days: list[str]) -> None:
    found = listed(kind=Kind.MONTHLY_ON_DAY, period=2, month_day=month_day, last=date(2026, 5, 30))
    assert found == days


@pytest.mark.parametrize(
    ("item", "position", "days"),
    [
        (4, 0, ["2026-01-05", "2026-02-02"]),  # first Monday
        (8, 4, ["2026-01-30", "2026-02-27"]),  # last Friday
        (1, 0, ["2026-01-01", "2026-02-02"]),  # first weekday
        (2, 1, ["2026-01-04", "2026-02-07"]),  # second weekend day
        (0, 4, ["2026-01-31", "2026-02-28"]),  # last day
    ],
)
def test_a_kind_of_day_of_every_month(item: int, position: int, days: list[str]) -> None:
    found = listed(
        kind=Kind.MONTHLY_ON_WEEKDAY, item=item, position=position, last=date(2026, 2, 28)
    )
    assert found == days


def test_thanksgiving_is_the_fourth_thursday_of_november() -> None:
    found = listed(
        kind=Kind.YEARLY_ON_WEEKDAY,
        first=date(2007, 11, 22),
        last=date(2010, 11, 30),
        item=7,
        position=3,
        month=10,
    )
    assert found == ["2007-11-22", "2008-11-27", "2009-11-26", "2010-11-25"]


def test_a_day_of_every_year_and_one_that_only_leap_years_have() -> None:
    years = {"first": date(2023, 1, 1), "last": date(2029, 1, 1), "kind": Kind.YEARLY_ON_DAY}
    assert listed(**years, month=4, month_day=1)[:2] == ["2023-05-01", "2024-05-01"]
    assert listed(**years, month=1, month_day=29) == ["2024-02-29", "2028-02-29"]


def test_a_number_of_occurrences_ends_it() -> None:
    days = listed(kind=Kind.WEEKLY, weekdays=2, occurrences=3)
    assert days == ["2026-01-05", "2026-01-12", "2026-01-19"]


def test_no_occurrence_is_no_day() -> None:
    assert listed(kind=Kind.WEEKLY, weekdays=2, occurrences=0) == []


def test_what_repeats_for_ever_is_kept_as_that() -> None:
    (found,) = repetitions_of(
        Recurrence(Kind.YEARLY_ON_DAY, date(1960, 1, 1), date(9999, 12, 31), month_day=1)
    )
    assert list(days_of(found, date(3000, 1, 1), date(3001, 6, 1))) == [
        date(3000, 1, 1),
        date(3001, 1, 1),
    ]


def by_counting(recurrence: Recurrence) -> list[date]:
    """Look at each day in turn, with weeks that begin on Sunday."""
    found: list[date] = []
    sunday = recurrence.first - timedelta(days=recurrence.first.isoweekday() % 7)
    day = recurrence.first
    while day <= recurrence.last and len(found) != recurrence.occurrences:
        weeks = (day - sunday).days // 7
        if weeks % recurrence.period == 0 and recurrence.weekdays >> day.isoweekday() % 7 & 1:
            found.append(day)
        day += timedelta(days=1)
    return found


@given(
    first=dates(date(2020, 1, 1), date(2021, 1, 1)),
    length=integers(0, 200),
    period=integers(1, 4),
    weekdays=integers(0, 127),
    occurrences=none() | integers(0, 30),
)
def test_weeks_are_those_of_the_format(
    first: date, length: int, period: int, weekdays: int, occurrences: int | None
) -> None:
    recurrence = Recurrence(
        Kind.WEEKLY, first, first + timedelta(days=length), occurrences, period, weekdays
    )
    assert list(all_days(repetitions_of(recurrence))) == by_counting(recurrence)
