"""Calendars of Microsoft Project XML: weeks, exceptions, and one based on another."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from leadbench.analysis.calendars import WorkCalendar
from leadbench.errors import CannotImport, Refused
from leadbench.plan.exchange.mspdi import read_mspdi
from leadbench.plan.exchange.source import SourcePlan
from leadbench.plan.exchange.source_calendars import whole_calendar, working_time
from tests.plan.exchange.files import STANDARD, calendar, day, exception, project, saved, task, week

DAY = ((480, 720), (780, 1020))


def times(tmp_path: Path, calendars: str, uid: int) -> WorkCalendar:
    plan = read(tmp_path, calendars)
    known = {row.uid: row for row in plan.calendars}
    return working_time(whole_calendar(known[uid], known))


def read(tmp_path: Path, calendars: str) -> SourcePlan:
    return read_mspdi(saved(tmp_path, project(task(1), calendars=calendars)))


def test_a_week_to_the_minute_and_free_days(tmp_path: Path) -> None:
    days = day(1) + day(2, ((8.25, 12), (13.5, 17.75))) + day(7)
    found = times(tmp_path, calendar(1, days=days), 1)
    assert found.week == ((((495, 720), (810, 1065))), (), (), (), (), (), ())


def test_midnight_ends_a_day_and_a_night_shift_goes_on_the_next(tmp_path: Path) -> None:
    days = day(2, ((0, 24),)) + day(6, ((22, 6),)) + day(7, ((12, 13),)) + day(1, ((23, 2),))
    found = times(tmp_path, calendar(1, days=days), 1)
    assert found.week[0] == ((0, 1440),)
    assert found.week[4] == ((1320, 1440),)
    assert found.week[5] == ((0, 360), (720, 780))
    assert found.week[6] == ((1380, 1440),)


def test_nothing_is_added_to_a_calendar(tmp_path: Path) -> None:
    found = times(tmp_path, calendar(1), 1)
    assert found.exceptions == ()
    first = date(2020, 1, 1)
    free = {first + timedelta(days=number) for number in range(4000)} - {
        day
        for day in (first + timedelta(days=number) for number in range(4000))
        if day.weekday() < 5
    }
    assert set(found.free_days(first, first + timedelta(days=3999))) == free


def test_exceptions_free_and_with_hours(tmp_path: Path) -> None:
    special = exception("2026-12-24", "2026-12-26", Name="Holidays", Type=1) + exception(
        "2026-01-10", "2026-01-10", hours=((9, 13),), Name="Inventory", Type=1
    )
    plan = read(tmp_path, calendar(1, exceptions=special))
    holidays, inventory = plan.calendars[0].exceptions
    assert (holidays.name, holidays.when.first, holidays.when.last) == (
        "Holidays",
        date(2026, 12, 24),
        date(2026, 12, 26),
    )
    assert inventory.hours == ((540, 780),)
    found = times(tmp_path, calendar(1, exceptions=special), 1)
    assert found.intervals(date(2026, 12, 24)) == ()
    assert found.intervals(date(2026, 1, 10)) == ((540, 780),)
    assert found.intervals(date(2026, 12, 23)) == DAY


def test_repeating_exceptions_are_expanded_within_their_range(tmp_path: Path) -> None:
    special = exception(
        "2026-01-01", "2026-02-28", Name="Fridays off", Type=6, Period=2, DaysOfWeek=32
    )
    found = times(tmp_path, calendar(1, exceptions=special), 1)
    free = list(found.free_days(date(2026, 1, 1), date(2026, 3, 31)))
    assert [day for day in free if day.weekday() == 4] == [
        date(2026, 1, 2),
        date(2026, 1, 16),
        date(2026, 1, 30),
        date(2026, 2, 13),
        date(2026, 2, 27),
    ]


def test_the_older_form_of_exceptions_is_read_where_there_is_no_newer_one(tmp_path: Path) -> None:
    older = (
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod>"
        "<FromDate>2026-05-01T00:00:00</FromDate><ToDate>2026-05-01T23:59:59</ToDate>"
        "</TimePeriod></WeekDay>"
    )
    found = times(tmp_path, calendar(1, days=week() + older), 1)
    assert found.intervals(date(2026, 5, 1)) == ()
    newer = exception("2026-05-04", "2026-05-04", Name="Moved", Type=1)
    both = read(tmp_path, calendar(1, days=week() + older, exceptions=newer)).calendars[0]
    assert [run.name for run in both.exceptions] == ["Moved"]


def test_a_calendar_takes_from_its_base_what_it_does_not_say(tmp_path: Path) -> None:
    holiday = exception("2026-05-01", "2026-05-01", Name="May Day", Type=1)
    own = exception("2026-05-01", "2026-05-01", hours=((10, 12),), Name="On call", Type=1)
    calendars = (
        calendar(3, "Ann", base=2, days=day(6), exceptions=own)
        + calendar(2, "Team", base=1, days=day(2, ((10, 14),)))
        + calendar(1, exceptions=holiday)
    )
    team, ann = times(tmp_path, calendars, 2), times(tmp_path, calendars, 3)
    assert team.week[:2] == (((600, 840),), DAY)
    assert team.intervals(date(2026, 5, 1)) == ()
    assert ann.week == (((600, 840),), DAY, DAY, DAY, (), (), ())
    assert ann.intervals(date(2026, 5, 1)) == ((600, 720),)


def test_bases_that_lead_in_a_circle_end_it(tmp_path: Path) -> None:
    calendars = (
        calendar(1)
        + calendar(2, base=3, days=day(7, STANDARD))
        + calendar(3, base=2, days=day(1, STANDARD))
    )
    assert times(tmp_path, calendars, 2).week[5:] == (DAY, DAY)


def test_a_work_week_replaces_the_days_it_names_between_two_dates(tmp_path: Path) -> None:
    more = (
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-07-06T00:00:00</FromDate>"
        "<ToDate>2026-07-19T00:00:00</ToDate></TimePeriod><Name>Summer</Name><WeekDays>"
        + day(2, ((7, 11),))
        + day(6)
        + "</WeekDays></WorkWeek></WorkWeeks>"
    )
    found = times(tmp_path, calendar(1, more=more), 1)
    assert found.intervals(date(2026, 7, 6)) == ((420, 660),)
    assert found.intervals(date(2026, 7, 13)) == ((420, 660),)
    assert found.intervals(date(2026, 7, 7)) == DAY
    assert found.intervals(date(2026, 7, 10)) == ()
    assert found.intervals(date(2026, 7, 20)) == DAY


def test_a_working_day_without_hours_takes_those_of_its_base_or_is_told(tmp_path: Path) -> None:
    bare = "<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>"
    calendars = calendar(1, days=week() + bare.replace(">7<", ">7<")) + calendar(
        2, base=1, days="<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay>"
    )
    plan = read(tmp_path, calendars)
    assert plan.calendars[0].week[5] == ()
    assert plan.calendars[1].week[0] == DAY
    assert [notice.line for notice in plan.notices] == [4]


def test_a_calendar_without_working_time_is_no_calendar(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no working time"):
        times(tmp_path, calendar(1, days=week(())), 1)


def test_exceptions_on_endless_days_are_refused(tmp_path: Path) -> None:
    many = exception("1970-01-01", "2149-12-31", Name="x", Type=1) * 2
    with pytest.raises(CannotImport, match="at most 100,000 days"):
        read(tmp_path, calendar(1, exceptions=many))


@pytest.mark.parametrize(
    ("calendars", "element"),
    [
        (calendar(1, days=day(2, STANDARD).replace("08:00:00", "8 o'clock")), "FromTime"),
        (calendar(1, days=day(2, STANDARD).replace("08:00:00", "25:00:00")), "FromTime"),
        (calendar(1, days=day(8, STANDARD)), "DayType"),
        (calendar(1, exceptions=exception("2026-01-01", "2026-01-01", Type=12)), "Type"),
        (calendar(1, exceptions=exception("2026-01-01", "2026-01-01", Month=12)), "Month"),
        (calendar(1, exceptions=exception("2026-01-01", "2026-01-01", MonthDay=32)), "MonthDay"),
        (calendar(1, exceptions=exception("2026-01-01", "2026-01-01", Period=-1)), "Period"),
        (calendar(1, exceptions=exception("2026-01-01", "2026-01-01", Period=10**9)), "Period"),
        (
            calendar(1, exceptions=exception("2026-01-01", "2026-01-01", MonthPosition=-1)),
            "MonthPosition",
        ),
        (calendar(1, exceptions=exception("2026-01-01", "2026-01-01", MonthItem=10)), "MonthItem"),
        (
            calendar(1, exceptions=exception("2026-01-01", "2026-01-01", DaysOfWeek=128)),
            "DaysOfWeek",
        ),
        (calendar(1, exceptions=exception("soon", "2026-01-01")), "FromDate"),
        ("<Calendar><Name>Nameless</Name></Calendar>", "UID"),
    ],
)
def test_what_a_calendar_cannot_say_is_refused_with_its_line(
    tmp_path: Path, calendars: str, element: str
) -> None:
    with pytest.raises(CannotImport, match=f"line 4: <{element}>"):
        read(tmp_path, calendars)
