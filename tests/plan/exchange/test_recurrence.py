"""The days of repeating exceptions, against dates taken from a calendar by hand."""

from datetime import date

import pytest

from leadbench.plan.exchange.recurrence import Recurrence, Repeat, days_of


def listed(**given: object) -> list[str]:
    fields = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), **given}
    return [day.isoformat() for day in days_of(Recurrence(**fields))]  # type: ignore[arg-type]


def test_a_plain_exception_is_every_day_of_its_range() -> None:
    days = listed(repeat=Repeat.DAILY, first=date(2026, 2, 27), last=date(2026, 3, 2))
    assert days == ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]


def test_every_third_day() -> None:
    days = listed(repeat=Repeat.DAY_COUNT, period=3, last=date(2026, 1, 10))
    assert days == ["2026-01-01", "2026-01-04", "2026-01-07", "2026-01-10"]


def test_every_weekday() -> None:
    days = listed(repeat=Repeat.WEEKDAY_COUNT, last=date(2026, 1, 6))
    assert days == ["2026-01-01", "2026-01-02", "2026-01-05", "2026-01-06"]


def test_every_second_week_on_two_days() -> None:
    # 4 Tuesday + 16 Thursday; 1 January 2026 is a Thursday, its week began on Sunday.
    days = listed(repeat=Repeat.WEEKLY, period=2, weekdays=20, last=date(2026, 1, 31))
    assert days == ["2026-01-01", "2026-01-13", "2026-01-15", "2026-01-27", "2026-01-29"]


def test_sundays_begin_the_week() -> None:
    days = listed(repeat=Repeat.WEEKLY, weekdays=1, last=date(2026, 1, 12))
    assert days == ["2026-01-04", "2026-01-11"]


@pytest.mark.parametrize(
    ("month_day", "days"),
    [(15, ["2026-01-15", "2026-03-15", "2026-05-15"]), (31, ["2026-01-31", "2026-03-31"])],
)
def test_a_day_of_every_second_month(month_day: int, days: list[str]) -> None:
    found = listed(
        repeat=Repeat.MONTHLY_ON_DAY, period=2, month_day=month_day, last=date(2026, 5, 30)
    )
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
        repeat=Repeat.MONTHLY_ON_WEEKDAY, item=item, position=position, last=date(2026, 2, 28)
    )
    assert found == days


def test_thanksgiving_is_the_fourth_thursday_of_november() -> None:
    found = listed(
        repeat=Repeat.YEARLY_ON_WEEKDAY,
        first=date(2007, 11, 22),
        last=date(2010, 11, 30),
        item=7,
        position=3,
        month=10,
    )
    assert found == ["2007-11-22", "2008-11-27", "2009-11-26", "2010-11-25"]


def test_a_day_of_every_year_and_one_that_only_leap_years_have() -> None:
    years = {"first": date(2023, 1, 1), "last": date(2029, 1, 1), "repeat": Repeat.YEARLY_ON_DAY}
    assert listed(**years, month=4, month_day=1)[:2] == ["2023-05-01", "2024-05-01"]
    assert listed(**years, month=1, month_day=29) == ["2024-02-29", "2028-02-29"]


def test_a_number_of_occurrences_ends_it() -> None:
    days = listed(repeat=Repeat.WEEKLY, weekdays=2, occurrences=3)
    assert days == ["2026-01-05", "2026-01-12", "2026-01-19"]


def test_nothing_is_expanded_outside_1970_to_2149() -> None:
    days = listed(
        repeat=Repeat.YEARLY_ON_DAY, first=date(1960, 1, 1), last=date(9999, 12, 31), month_day=1
    )
    assert (days[0], days[-1], len(days)) == ("1970-01-01", "2149-01-01", 180)
