"""Editing calendars: week, holidays, exceptions, and who follows them; each with its undo."""

from datetime import date
from typing import Any

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.calendars import (
    copy_calendar,
    delete_calendar,
    follow_calendar,
    rename_calendar,
    set_holidays,
    set_shifts,
)
from leadbench.plan.edits.exceptions import add_exception, delete_exception, set_exception
from leadbench.plan.edits.projects import add_calendar, add_project, delete_project
from leadbench.plan.for_analysis import calendar
from leadbench.plan.hours import format_shifts, parse_shifts, shifts_in
from leadbench.plan.repeats import Repetition
from leadbench.plan.tables import Activity, Person, Project, Repeat, Role
from tests.plan.plans import Plan

NIGHT = (22 * 60, 6 * 60)
OFFICE = "08:00–12:00, 13:00–17:00"


def own(plan: Plan) -> int:
    return plan.contents.projects[plan.project_id].calendar_id


def week(plan: Plan, key: int) -> list[str]:
    return [format_shifts(shifts) for shifts in shifts_in(plan.contents, key).values()]


def undone(plan: Plan, before: dict[str, Any]) -> None:
    plan.store.undo()
    assert plan.store.dump() == before


def test_a_night_shift_belongs_to_the_day_it_begins_on(plan: Plan) -> None:
    key, before = own(plan), plan.store.dump()
    plan.do(set_shifts, key, [3, 4], [NIGHT])
    assert week(plan, key) == [OFFICE] * 3 + ["22:00–06:00"] * 2 + ["free"] * 2
    found = calendar(plan.contents, key)
    assert found.intervals(date(2026, 1, 9)) == ((0, 360), (1320, 1440))
    assert found.intervals(date(2026, 1, 10)) == ((0, 360),)
    undone(plan, before)


def test_sunday_night_ends_on_monday(plan: Plan) -> None:
    key = own(plan)
    plan.do(set_shifts, key, [6], [NIGHT])
    assert week(plan, key)[6] == "22:00–06:00"
    assert calendar(plan.contents, key).intervals(date(2026, 1, 5))[0] == (0, 360)
    plan.do(set_shifts, key, [6], [])
    assert week(plan, key) == [OFFICE] * 5 + ["free"] * 2


def test_days_around_the_clock_stay_whole_days(plan: Plan) -> None:
    plan.do(set_shifts, own(plan), range(7), [(0, 1440)])
    assert week(plan, own(plan)) == ["00:00–24:00"] * 7


@pytest.mark.parametrize(
    ("weekdays", "shifts", "words"),
    [
        (range(7), [], "at least one weekday"),
        ([6], [(22 * 60, 9 * 60)], "On Monday the hours 00:00–09:00 and 08:00–12:00 overlap"),
        ([0], [(480, 720), (600, 800)], "On Monday the hours 08:00–12:00 and 10:00–13:20"),
    ],
)
def test_a_week_that_cannot_be_is_refused(
    plan: Plan, weekdays: list[int], shifts: list[tuple[int, int]], words: str
) -> None:
    before = plan.store.dump()
    with pytest.raises(Refused, match=words):
        plan.do(set_shifts, own(plan), weekdays, shifts)
    assert plan.store.dump() == before


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("8-12, 13-17:30", [(480, 720), (780, 1050)]),
        ("13.00–17.00; 8:15 to 12", [(495, 720), (780, 1020)]),
        ("22:00-06:00", [(1320, 1800)]),
        ("0-24", [(0, 1440)]),
        ("20-0", [(1200, 1440)]),
        ("free", []),
        (" – ", []),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, shifts: list[tuple[int, int]]) -> None:
    assert parse_shifts(text) == shifts
    assert parse_shifts(format_shifts(shifts)) == shifts


@pytest.mark.parametrize("text", ["8", "8-25", "8:70-9", "8-12, 11-13", "20-10, 9-12", "mornings"])
def test_hours_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="Write for example"):
        parse_shifts(text)


def test_holidays_of_a_region(plan: Plan) -> None:
    key, before = own(plan), plan.store.dump()
    plan.do(set_holidays, key, "DE", "BY", "en_US")
    # Corpus Christi 2026 is on Thursday 4 June, a holiday in Bavaria.
    assert not calendar(plan.contents, key).is_working_day(date(2026, 6, 4))
    undone(plan, before)


@pytest.mark.parametrize(
    ("given", "words"),
    [(("XX",), "“XX” are not known"), (("DE", "ZZ"), "no region “ZZ”"), (("DE", "BY", "fi"), "fi")],
)
def test_holidays_nobody_knows_are_refused(plan: Plan, given: tuple[str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        plan.do(set_holidays, own(plan), *given)


def test_an_exception_that_comes_back_is_added_changed_and_taken_away(plan: Plan) -> None:
    key, start = own(plan), plan.store.dump()
    christmas = Repetition(date(2026, 1, 1), None, Repeat.YEAR_DAY, month=12, month_day=24)
    row = plan.do(add_exception, key, " Christmas  Eve ", christmas)
    assert plan.contents.calendar_exceptions[row].name == "Christmas Eve"
    assert not calendar(plan.contents, key).is_working_day(date(2026, 12, 24))
    added = plan.store.dump()
    plan.do(set_exception, row, "Half day", christmas, [(480, 720)])
    assert calendar(plan.contents, key).intervals(date(2026, 12, 24)) == ((480, 720),)
    undone(plan, added)
    plan.do(delete_exception, row)
    assert calendar(plan.contents, key).is_working_day(date(2026, 12, 24))
    plan.store.undo()
    undone(plan, start)


FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("when", "hours", "words"),
    [
        (Repetition(FIRST, date(2025, 12, 31)), [], "lies before the first"),
        (Repetition(FIRST, None), [], "needs a last day"),
        (Repetition(FIRST, date(2046, 1, 1)), [], "ten years"),
        (Repetition(FIRST, None, Repeat.WEEKS), [], "at least one weekday"),
        (Repetition(FIRST, None, Repeat.YEAR_DAY, month=2, month_day=30), [], "February has 29"),
        (Repetition(FIRST, None, Repeat.YEAR_DAY, month_day=3), [], "Choose a month"),
        (Repetition(FIRST, None, Repeat.MONTH_DAY), [], "has 31 days"),
        (Repetition(FIRST, None, Repeat.MONTH_WEEKDAY, weekdays=1), [], "first to the fourth"),
        (
            Repetition(FIRST, date(2026, 1, 30), Repeat.MONTH_DAY, month_day=31), [],
            "There is no such day",
        ),
        (Repetition(FIRST, FIRST), [(480, 720), (700, 800)], "do not overlap"),
        (Repetition(FIRST, None, Repeat.DAYS), [], "without any working time"),
        (Repetition(FIRST, None, Repeat.WEEKS, weekdays=31), [], "without any working time"),
    ],
)  # fmt: skip
def test_an_exception_that_cannot_be_is_refused(
    plan: Plan, when: Repetition, hours: list[tuple[int, int]], words: str
) -> None:
    before = plan.store.dump()
    with pytest.raises(Refused, match=words):
        plan.do(add_exception, own(plan), "Never", when, hours)
    assert plan.store.dump() == before


def test_a_copy_has_everything_and_a_name_of_its_own(plan: Plan) -> None:
    key = own(plan)
    plan.do(set_holidays, key, "FR")
    day = date(2026, 3, 2)
    plan.do(add_exception, key, "Short", Repetition(day, day), [(480, 600)])
    copy = plan.do(copy_calendar, key)
    assert plan.contents.calendars[copy].name == "Standard week copy"
    assert calendar(plan.contents, copy) == calendar(plan.contents, key)
    with pytest.raises(Refused, match="already"):
        plan.do(rename_calendar, copy, "standard WEEK")
    second = plan.do(copy_calendar, key)
    assert plan.contents.calendars[second].name == "Standard week copy 2"


def test_a_calendar_in_use_is_not_deleted_and_its_users_are_named(plan: Plan) -> None:
    key = plan.do(add_calendar, "Nights", week={0: [(0, 480)]})
    with plan.store.change("Set up") as session:
        role = Role(name="Operator", calendar_id=key)
        session.add(role)
        session.flush()
        session.add(Person(name="Ann", role_id=role.id, calendar_id=key))
    plan.do(follow_calendar, Activity, plan.keys["2"], key)
    with pytest.raises(Refused, match="used by Ann, the role “Operator”, the task “Train”"):
        plan.do(delete_calendar, key)
    with pytest.raises(Refused, match="the project “Router”"):
        plan.do(delete_calendar, own(plan))
    plan.do(follow_calendar, Activity, plan.keys["2"], None)
    plan.do(follow_calendar, Person, 1, None)
    plan.do(follow_calendar, Role, role.id, None)
    before = plan.store.dump()
    plan.do(delete_calendar, key)
    assert key not in plan.contents.calendars
    undone(plan, before)


def test_a_project_keeps_a_calendar(plan: Plan) -> None:
    with pytest.raises(Refused, match="needs a calendar"):
        plan.do(follow_calendar, Project, plan.project_id, None)
    with pytest.raises(Refused, match="no longer in the plan"):
        plan.do(follow_calendar, Project, plan.project_id, 99)


def test_a_deleted_project_leaves_a_calendar_that_others_follow(plan: Plan) -> None:
    key = own(plan)
    other = plan.do(add_project, "Other", start_minute=0)
    with plan.store.change("Set up") as session:
        session.add(Person(name="Ann", calendar_id=key))
    plan.do(delete_project, plan.project_id)
    assert key in plan.contents.calendars
    assert plan.contents.people[1].calendar_id == key
    plan.do(delete_project, other)
    assert list(plan.contents.calendars) == [key]
