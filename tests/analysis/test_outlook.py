from dataclasses import replace

import pytest

from leadbench.analysis.calendars import STANDARD, WorkCalendar, to_datetime
from leadbench.analysis.inputs import Activity, Link, Network
from leadbench.analysis.outlook import outlook
from leadbench.analysis.results import dates_of
from leadbench.analysis.structure import structure
from leadbench.errors import BeyondDates
from tests.analysis import example


def test_the_example_stands_as_status_line_and_overview_of_the_pictures_say() -> None:
    plan, _ = example.network()
    result = outlook(plan)
    assert (result.day, result.days) == (46, 130)
    assert result.days_left == 85
    assert result.minutes_left == 85 * 480
    assert to_datetime(result.finish).isoformat() == "2026-07-16T17:00:00"


def test_an_outlook_taken_up_from_an_earlier_one_is_the_same() -> None:
    plan, key_of = example.network()
    changed = tuple(
        replace(row, duration=row.duration + 960) if row.key == key_of["5.3"] else row
        for row in plan.activities
    )
    later = replace(plan, activities=changed)
    quick, anew = outlook(later, outlook(plan)), outlook(replace(later))
    assert quick.schedule.structure is not anew.schedule.structure
    assert quick.schedule.finish.tolist() == anew.schedule.finish.tolist()
    assert (quick.finish, quick.days, quick.day) == (anew.finish, 132, 46)


def test_without_a_status_date_all_days_are_left() -> None:
    plan, _ = example.network(approved=True)
    result = outlook(plan)
    assert result.day is None
    assert result.days_left == result.days


def test_a_plan_without_tasks_has_no_length() -> None:
    start = example.at("2026-01-12", 8)
    result = outlook(Network((), (), {1: STANDARD}, 1, start))
    assert (result.finish, result.minutes_left) == (start, 0)


def test_a_plan_that_is_done_has_nothing_left() -> None:
    start, finish = example.at("2026-01-12", 8), example.at("2026-01-12", 17)
    task = Activity(1, "Kick-off", duration=480, actual_start=start, actual_finish=finish)
    result = outlook(Network((task,), (), {1: STANDARD}, 1, start, example.at("2026-02-02", 8)))
    assert (result.minutes_left, result.days_left, result.days, result.day) == (0, 0, 1, 1)


def test_an_end_that_no_date_can_say_is_refused_in_words() -> None:
    ten_minutes_a_week = WorkCalendar.of({0: ((480, 490),)})
    # 20,000 days of 8 hours are 960,000 weeks of ten minutes.
    task = Activity(1, "Grow", duration=20_000 * 480)
    start = example.at("2026-01-12", 8)
    with pytest.raises(BeyondDates, match="“Grow” would end after the year 8999") as refusal:
        outlook(Network((task,), (), {1: ten_minutes_a_week}, 1, start))
    assert (refusal.value.table, refusal.value.key) == ("activity", 1)


@pytest.mark.parametrize("levels", [True, False])
def test_what_would_lie_among_the_points_of_another_calendar_is_refused(levels: bool) -> None:
    # 3,000 tasks of 8,000 years: 24 million years, where the tables have other calendars' points.
    start, count = example.at("2026-01-12", 8), 3_000
    tasks = tuple(Activity(key, f"Task {key}", duration=8_000 * 52 * 2_400) for key in range(count))
    links = tuple(Link(key, key + 1) for key in range(count - 1))
    plan = Network(tasks, links, {1: STANDARD}, 1, start)
    with pytest.raises(BeyondDates, match="would end after the year 8999"):
        dates_of(plan, structure(plan), levels=levels)
