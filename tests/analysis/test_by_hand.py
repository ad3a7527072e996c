"""Dates fixed by hand, inactive tasks, critical floats, and where milestones lie at the latest."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from leadbench.analysis.calendars import STANDARD, instant, to_datetime
from leadbench.analysis.critical_path import Driver, ScheduledActivity, schedule
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    Link,
    LinkType,
    Network,
)
from leadbench.analysis.paths import broken_links, open_ends

DAY = 480


def at(text: str) -> int:
    return instant(datetime.fromisoformat(f"2026-01-{text}"))


def words(minute: int) -> str:
    return f"{to_datetime(minute):%d %H:%M}"


def dated(
    *rows: Activity, links: tuple[Link, ...] = (), **more: Any
) -> dict[int, ScheduledActivity]:
    """Return the dates of a network that starts on Monday 5 January 2026, 08:00."""
    plan = Network(rows, links, {1: STANDARD}, 1, at("05T08:00"), **more)
    result = schedule(plan)
    return {row.key: result.row(row.key) for row in rows}


def work(key: int, days: float = 1, **more: Any) -> Activity:
    return Activity(key, f"Task {key}", duration=int(days * DAY), **more)


def milestone(key: int, **more: Any) -> Activity:
    return Activity(key, f"Gate {key}", ActivityKind.MILESTONE, **more)


def test_a_pinned_task_stays_and_its_followers_count_from_there() -> None:
    found = dated(
        work(1, 5),
        work(2, 2, pinned_start=at("06T08:00")),
        work(3),
        links=(Link(1, 2), Link(2, 3)),
    )
    assert words(found[2].start) == "06 08:00"
    assert words(found[2].finish) == "07 17:00"
    assert found[2].driver == Driver.PINNED
    assert words(found[3].start) == "08 08:00"
    # The project finishes on Friday 9, so task 2 could lie on Wednesday and Thursday.
    assert words(found[2].late_start) == "07 08:00"
    # Task 1 finishes on Friday 9; it should by Monday 5, or at the latest by Tuesday 6.
    assert found[1].free_float == -4 * DAY
    assert found[1].total_float == -3 * DAY


def test_pinned_dates_need_no_working_time_and_may_lie_before_the_project() -> None:
    found = dated(
        work(1, 2, pinned_start=at("03T10:15"), pinned_finish=at("04T12:30")),
        work(2),
        milestone(3, pinned_start=at("10T12:00")),
        links=(Link(1, 2),),
        status=at("07T08:00"),
    )
    assert (words(found[1].start), words(found[1].finish)) == ("03 10:15", "04 12:30")
    assert words(found[3].start) == words(found[3].finish) == "10 12:00"
    assert words(found[2].start) == "07 08:00"


def test_a_link_from_the_start_of_a_pinned_task_limits_nothing() -> None:
    pinned = {"pinned_start": at("05T08:00")}
    free, fixed = (
        dated(work(1, **own), work(2, 10), work(3, 2), links=(Link(1, 2, LinkType.START_START),))
        for own in ({}, pinned)
    )
    assert free[1].total_float == 0
    assert fixed[1].total_float == 9 * DAY


def test_counting_back_what_a_pinned_task_waits_for_lies_before_it() -> None:
    # Task 2 is pinned to Tuesday 13; task 1 takes the two days before it, Friday and Monday.
    rows = work(1, 2), work(2, 2, pinned_start=at("13T08:00")), work(3)
    links = Link(1, 2), Link(2, 3)
    found = dated(*rows, links=links, finish=at("16T17:00"))
    assert (words(found[1].start), words(found[1].finish)) == ("09 08:00", "12 17:00")
    assert (words(found[2].start), words(found[3].start)) == ("13 08:00", "16 08:00")
    assert (found[1].free_float, found[2].total_float) == (0, 0)
    # Pinned to a Sunday, it lies between the work of Friday and of Monday.
    sunday = work(2, pinned_start=at("11T09:00"), pinned_finish=at("11T18:00"))
    found = dated(rows[0], sunday, rows[2], links=links, finish=at("16T17:00"))
    assert (words(found[1].start), words(found[1].finish)) == ("08 08:00", "09 17:00")


def test_progress_outweighs_a_pin() -> None:
    found = dated(
        work(1, 2, pinned_start=at("12T08:00"), actual_start=at("05T08:00"), remaining=DAY)
    )
    assert words(found[1].start) == "05 08:00"
    assert words(found[1].finish) == "06 17:00"


def test_nothing_follows_from_what_is_inactive() -> None:
    found = dated(
        Activity(1, "Phase", ActivityKind.SUMMARY),
        work(2, parent=1),
        work(3, 30, parent=1, active=False),
        work(4),
        work(5),
        links=(Link(2, 3), Link(3, 4), Link(1, 5)),
    )
    assert words(found[3].start) == "06 08:00"
    assert not found[3].critical
    assert words(found[4].start) == "05 08:00"
    assert words(found[1].finish) == "05 17:00"
    assert words(found[5].start) == "06 08:00"
    # Only task 2 and 5 make the project's length: 4 may slip by a day.
    assert [found[key].total_float for key in (2, 4, 5)] == [0, DAY, 0]


def test_a_summary_of_inactive_tasks_only_shows_them_and_moves_nothing() -> None:
    found = dated(
        Activity(1, "Phase", ActivityKind.SUMMARY),
        work(2, 4, parent=1, active=False),
        work(3),
        links=(Link(1, 3),),
    )
    assert words(found[1].finish) == "08 17:00"
    assert words(found[3].start) == "05 08:00"
    assert not found[1].critical


def test_a_summary_counts_by_what_is_below_it_whatever_it_says_itself() -> None:
    found = dated(
        Activity(1, "Phase", ActivityKind.SUMMARY),
        Activity(2, "Part", ActivityKind.SUMMARY, parent=1, active=False),
        work(3, 4, parent=2),
        work(4, parent=1),
        work(5),
        links=(Link(1, 5),),
    )
    assert words(found[2].finish) == words(found[1].finish) == "08 17:00"
    assert words(found[5].start) == "09 08:00"
    assert found[2].critical


def test_the_project_starts_with_what_counts() -> None:
    rows = (work(1, pinned_start=at("01T08:00"), active=False), work(2))
    network = Network(rows, (), {1: STANDARD}, 1, at("05T08:00"))
    assert words(schedule(network).project_start) == "05 08:00"


def test_a_link_of_what_is_inactive_is_neither_broken_nor_an_end() -> None:
    rows = (work(1), work(2, pinned_start=at("05T08:00"), active=False), work(3))
    network = Network(rows, (Link(1, 2), Link(2, 3)), {1: STANDARD}, 1, at("05T08:00"))
    dates = schedule(network)
    assert broken_links(dates, network) == ()
    ends = open_ends(dates, network)
    assert (ends.starts, ends.finishes) == ((1, 3), (1, 3))
    counted = Network(
        (rows[0], replace(rows[1], active=True), rows[2]), network.links, {1: STANDARD}, 1,
        at("05T08:00"),
    )  # fmt: skip
    dates = schedule(counted)
    assert broken_links(dates, counted) == (0,)
    assert (open_ends(dates, counted).starts, open_ends(dates, counted).finishes) == ((1,), (3,))


def test_critical_reaches_as_far_as_the_plan_says() -> None:
    rows = (work(1, 5), work(2, 3), work(3, 1))
    strict, wide = dated(*rows), dated(*rows, critical=2 * DAY, near_critical=4 * DAY)
    assert [strict[key].critical for key in (1, 2, 3)] == [True, False, False]
    assert [wide[key].critical for key in (1, 2, 3)] == [True, True, False]
    assert [wide[key].near_critical for key in (1, 2, 3)] == [False, False, True]


@pytest.mark.parametrize(
    ("links", "late"),
    [
        ((), "09 17:00"),
        ((Link(1, 2),), "09 08:00"),
        ((Link(1, 2, LinkType.FINISH_FINISH),), "09 17:00"),
        ((Link(1, 2, LinkType.FINISH_START, DAY),), "08 08:00"),
        ((Link(1, 4), Link(4, 2)), "09 08:00"),
        # Both ask for the end of Thursday, one of them by a finish: it decides.
        ((Link(1, 2), Link(1, 3, LinkType.FINISH_FINISH)), "08 17:00"),
    ],
    ids=["project", "start", "finish", "lag", "milestone", "both"],
)
def test_a_milestone_may_wait_until_what_follows_it_must_begin(
    links: tuple[Link, ...], late: str
) -> None:
    deadline = {"deadline": at("08T17:00")}
    rows = (milestone(1), work(2, 1), work(3, 1, **deadline), milestone(4), work(5, 5))
    assert words(dated(*rows, links=links)[1].late_finish) == late


def test_a_deadline_at_the_beginning_of_work_leaves_a_milestone_there() -> None:
    end = ConstraintKind.FINISH_NO_LATER
    found = dated(
        milestone(1, deadline=at("08T08:00")),
        milestone(2, deadline=at("07T17:00")),
        milestone(3, constraint=end, constraint_at=at("08T08:00")),
        work(4, 5),
    )
    assert [words(found[key].late_finish) for key in (1, 2, 3)] == [
        "08 08:00",
        "07 17:00",
        "08 08:00",
    ]


def test_work_that_has_begun_goes_on_without_a_pause_unless_there_is_a_status_date() -> None:
    """Ten days remain of task 3; task 2 has begun and may finish three days later than now."""
    rows = (
        work(1, 1),
        work(2, 2, actual_start=at("05T08:00"), percent_complete=50),
        work(3, 5),
    )
    links = (Link(1, 2),)
    without, told = dated(*rows, links=links), dated(*rows, links=links, status=at("05T08:00"))
    # What is left of task 2 lies on Tuesday and may lie on Friday; task 1 must be done by Monday.
    assert words(without[2].late_finish) == words(told[2].late_finish) == "09 17:00"
    assert without[1].total_float == 0
    assert told[1].total_float == 3 * DAY
