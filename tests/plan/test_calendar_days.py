"""Holidays and exceptions that come back, as far as any plan reaches."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from leadbench.analysis.calendars import WorkCalendar, instant, to_datetime
from leadbench.plan.contents import Contents
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.edits.projects import add_project
from leadbench.plan.for_analysis import calendar, network
from leadbench.plan.repeats import Repetition, days_of, next_day
from leadbench.plan.tables import (
    Activity,
    Calendar,
    CalendarException,
    ExceptionInterval,
    Project,
    Repeat,
)
from leadbench.store import Change, Store
from tests.plan.plans import Plan

FRIDAY = 1 << 4
THURSDAY = 1 << 3


def dates(rule: Repetition, start: date, end: date) -> list[str]:
    return [day.isoformat() for day in days_of(rule, start, end)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (  # every tenth day from 1 January 2026: the 37th and 38th lie in 2027
            Repetition(date(2026, 1, 1), None, Repeat.DAYS, every=10),
            ["2027-01-06", "2027-01-16", "2027-01-26"],
        ),
        (  # the week of Wednesday 31 December 2025 began on Monday the 29th
            Repetition(date(2025, 12, 31), None, Repeat.WEEKS, every=2, weekdays=FRIDAY),
            ["2027-01-01", "2027-01-15", "2027-01-29"],
        ),
        (Repetition(date(2026, 1, 1), None, Repeat.MONTH_DAY, month_day=31), ["2027-01-31"]),
        (
            Repetition(date(2026, 1, 1), None, Repeat.MONTH_WEEKDAY, nth=5, weekdays=FRIDAY),
            ["2027-01-29"],
        ),
        (
            Repetition(date(2026, 1, 7), None, Repeat.YEAR_DAY, month=1, month_day=6),
            ["2027-01-06"],
        ),
        (Repetition(date(2026, 12, 30), date(2027, 1, 2)), ["2027-01-01", "2027-01-02"]),
    ],
)
def test_the_days_of_january_2027(rule: Repetition, expected: list[str]) -> None:
    assert dates(rule, date(2027, 1, 1), date(2027, 1, 31)) == expected


def test_thanksgiving_of_the_year_3000_is_27_november() -> None:
    # 1 January 3000 is a Wednesday (as 1 January 2200, and 400 years are whole weeks).
    rule = Repetition(
        date(2026, 1, 1), None, Repeat.YEAR_WEEKDAY, month=11, nth=4, weekdays=THURSDAY
    )
    assert dates(rule, date(3000, 1, 1), date(3000, 12, 31)) == ["3000-11-27"]


def test_a_leap_day_comes_back_after_eight_years_at_a_turn_of_the_century() -> None:
    rule = Repetition(date(2026, 1, 1), None, Repeat.YEAR_DAY, month=2, month_day=29)
    assert next_day(rule, date(2096, 3, 1)) == date(2104, 2, 29)
    ended = Repetition(date(2026, 1, 1), date(2027, 12, 31), Repeat.YEAR_DAY, 1, 0, 2, 29)
    assert next_day(ended, date(2026, 1, 1)) is None


def except_(session: Session, calendar_id: int, **columns: Any) -> int:
    row = CalendarException(calendar_id=calendar_id, **columns)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def own_calendar(plan: Plan) -> WorkCalendar:
    contents = plan.contents
    return calendar(contents, contents.projects[plan.project_id].calendar_id)


def test_national_holidays_are_free_and_exceptions_come_before_them(plan: Plan) -> None:
    with plan.store.change("Germany") as session:
        calendar_id = session.get_one(Project, plan.project_id).calendar_id
        row = session.get_one(Calendar, calendar_id)
        row.holiday_country, row.holiday_region = "DE", "BY"
    found = own_calendar(plan)
    # Tuesday 6 January is Epiphany in Bavaria; 1 May 2026 a Friday.
    assert not found.is_working_day(date(2026, 1, 6))
    assert not found.is_working_day(date(2026, 5, 1))
    assert found.is_working_day(date(2026, 1, 7))
    with plan.store.change("Work on Epiphany") as session:
        key = except_(session, calendar_id, first_day=date(2026, 1, 6), last_day=date(2026, 1, 6))
        session.add(ExceptionInterval(exception_id=key, start_minute=600, end_minute=720))
    assert own_calendar(plan).intervals(date(2026, 1, 6)) == ((600, 720),)


def test_an_unknown_country_has_no_holidays(plan: Plan) -> None:
    with plan.store.change("Nowhere") as session:
        session.get_one(Calendar, 1).holiday_country = "XX"
    assert own_calendar(plan).is_working_day(date(2026, 1, 1))


@pytest.mark.parametrize("year", [1850, 1969, 2026, 2200, 2900])
def test_a_yearly_exception_holds_in_any_year_a_plan_is_in(store: Store, year: int) -> None:
    with store.change("Make") as session:
        key = add_project(session, "Far", start_minute=instant(date(year, 5, 1)) + 480)
        task = add_activity(session, key, "A")
        session.get_one(Activity, task).duration_minutes = 480 * 400
        calendar_id = session.get_one(Project, key).calendar_id
        except_(
            session, calendar_id, first_day=date(1800, 1, 1), repeat=Repeat.YEAR_DAY,
            month=12, month_day=24,
        )  # fmt: skip
    read = network(Contents(store), key)
    own = read.calendars[read.calendar]
    assert not own.is_working_day(date(year, 12, 24))
    assert not own.is_working_day(date(year + 1, 12, 24))


def test_a_rule_that_leaves_little_work_is_worked_out_all_the_further(store: Store) -> None:
    """Work only on the first Monday of a month: 40 days of it take 40 months."""
    with store.change("Make") as session:
        key = add_project(session, "Slow", start_minute=instant(date(2026, 1, 1)))
        task = add_activity(session, key, "A")
        session.get_one(Activity, task).duration_minutes = 480 * 40
        calendar_id = session.get_one(Project, key).calendar_id
        except_(session, calendar_id, first_day=date(2000, 1, 1), repeat=Repeat.WEEKS, weekdays=31)
        work = except_(
            session, calendar_id, first_day=date(2000, 1, 1), repeat=Repeat.MONTH_WEEKDAY,
            nth=1, weekdays=1,
        )  # fmt: skip
        session.add(ExceptionInterval(exception_id=work, start_minute=480, end_minute=960))
    plan = Plan(store, key, {"1": task})
    # The 40th first Monday from January 2026 on is that of April 2029.
    assert to_datetime(plan.schedule().row(task).finish).isoformat() == "2029-04-02T16:00:00"


def test_work_that_grows_past_the_known_years_is_worked_out_anew(store: Store) -> None:
    with store.change("Make") as session:
        key = add_project(session, "Grows", start_minute=instant(date(2026, 1, 5)) + 480)
        task = add_activity(session, key, "A")
        session.get_one(Activity, task).duration_minutes = 480
        calendar_id = session.get_one(Project, key).calendar_id
        except_(session, calendar_id, first_day=date(2000, 1, 1), repeat=Repeat.WEEKS, weekdays=16)
    contents = Contents(store)
    before = network(contents, key)
    changes: list[Change] = []
    store.subscribe(changes.append)
    with store.change("Grow") as session:
        session.get_one(Activity, task).duration_minutes = 480 * 4 * 52 * 40
    contents.apply(changes[0])
    after = network(contents, key, before=before, change=changes[0])
    assert after == network(Contents(store), key)
    # Mondays to Thursdays for 40 years of 52 weeks: no Friday is worked.
    finish = after.calendars[after.calendar].add(after.start, 480 * 4 * 52 * 40)
    assert to_datetime(finish).date() == date(2065, 11, 12)
