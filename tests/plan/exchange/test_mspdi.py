"""What the elements of Microsoft Project XML mean, one by one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadbench.analysis.inputs import ConstraintKind, LagUnit, LinkType
from leadbench.errors import CannotImport
from leadbench.plan.exchange.mspdi import read_mspdi
from leadbench.plan.exchange.source import SourcePlan
from leadbench.plan.notation import minute_of
from tests.plan.exchange.files import (
    assignment,
    calendar,
    link,
    project,
    resource,
    saved,
    task,
)

Read = Callable[..., SourcePlan]
"""Reads a file made of the tasks and other parts given."""
MONDAY = minute_of(date(2026, 1, 5), 8)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*tasks: str, **more: object) -> SourcePlan:
        return read_mspdi(saved(tmp_path, project(*tasks, **more)))  # type: ignore[arg-type]

    return reading


def test_the_project_itself(read: Read) -> None:
    plan = read(
        StatusDate="2026-02-02T17:00:00",
        MinutesPerDay=450,
        MinutesPerWeek=2250,
        DaysPerMonth=21,
        CriticalSlackLimit=2,
        CurrencyCode="EUR",
        ScheduleFromStart=0,
    )
    assert (plan.name, plan.start, plan.from_start) == ("Small plan", MONDAY, False)
    assert plan.status == minute_of(date(2026, 2, 2), 17)
    assert (plan.minutes_per_day, plan.minutes_per_week, plan.days_per_month) == (450, 2250, 21)
    assert (plan.critical_float, plan.currency, plan.calendar) == (900, "EUR", 1)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT8H0M0S", 480),
        ("PT0H1M0S", 1),
        ("PT0H0M29S", 0),
        ("PT0H0M30S", 1),
        ("PT57H8M24S", 3428),
        ("P1DT2H", 1560),
        ("PT1.5H", 90),
    ],
)
def test_durations_are_whole_minutes_rounded_half_up(read: Read, text: str, minutes: int) -> None:
    (row,) = read(task(1, Duration=text)).tasks
    assert row.duration == minutes


@pytest.mark.parametrize(
    ("layout", "elapsed"), [(3, False), (7, False), (39, False), (53, False), (4, True), (40, True)]
)
def test_the_format_of_a_duration_says_whether_it_is_elapsed(
    read: Read, layout: int, elapsed: bool
) -> None:
    (row,) = read(task(1, DurationFormat=layout)).tasks
    assert row.elapsed is elapsed


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (0, LinkType.FINISH_FINISH),
        (1, LinkType.FINISH_START),
        (2, LinkType.START_FINISH),
        (3, LinkType.START_START),
    ],
)
def test_link_types(read: Read, kind: int, type_: LinkType) -> None:
    (found,) = read(task(1), task(2, inside=link(1, kind))).links
    assert (found.predecessor, found.successor, found.type) == (1, 2, type_)


@pytest.mark.parametrize(
    ("lag", "layout", "expected"),
    [
        (4800, 7, (480, LagUnit.WORKING)),
        (-2400, 5, (-240, LagUnit.WORKING)),
        (4800, 39, (480, LagUnit.WORKING)),
        (14400, 8, (1440, LagUnit.ELAPSED)),
        (14400, 40, (1440, LagUnit.ELAPSED)),
        (-75, 19, (-75, LagUnit.PERCENT)),
        (50, 51, (50, LagUnit.PERCENT)),
        # Half of eight hours, counted on the clock.
        (50, 20, (240, LagUnit.ELAPSED)),
        (5, 7, (1, LagUnit.WORKING)),
        (-5, 7, (0, LagUnit.WORKING)),
    ],
)
def test_lags(read: Read, lag: int, layout: int, expected: tuple[int, LagUnit]) -> None:
    (found,) = read(task(1), task(2, inside=link(1, 1, lag, layout))).links
    assert (found.lag, found.lag_unit) == expected


@pytest.mark.parametrize(
    ("number", "kind"),
    list(
        enumerate(
            [
                ConstraintKind.AS_SOON_AS_POSSIBLE,
                ConstraintKind.AS_LATE_AS_POSSIBLE,
                ConstraintKind.MUST_START,
                ConstraintKind.MUST_FINISH,
                ConstraintKind.START_NO_EARLIER,
                ConstraintKind.START_NO_LATER,
                ConstraintKind.FINISH_NO_EARLIER,
                ConstraintKind.FINISH_NO_LATER,
            ]
        )
    ),
)
def test_constraints(read: Read, number: int, kind: ConstraintKind) -> None:
    given: dict[str, Any] = {"ConstraintType": number, "ConstraintDate": "2026-01-05T08:00:00"}
    (row,) = read(task(1, Deadline="2026-01-05T08:00:00", **given)).tasks
    assert row.constraint == kind
    assert row.constraint_at == (None if number < 2 else MONDAY)
    assert row.deadline == MONDAY


def test_a_dated_constraint_without_its_date_is_left_out_and_told(read: Read) -> None:
    plan = read(task(7, ConstraintType=4))
    assert plan.tasks[0].constraint == ConstraintKind.AS_SOON_AS_POSSIBLE
    assert [(notice.uid, notice.line) for notice in plan.notices] == [(7, 6)]


def test_the_outline_follows_the_levels_without_empty_rows_and_the_project_itself(
    read: Read,
) -> None:
    plan = read(
        task(0, "The project", OutlineLevel=0),
        task(1),
        task(2, OutlineLevel=2),
        "<Task><UID>9</UID><ID>9</ID><IsNull>1</IsNull></Task>",
        task(3, OutlineLevel=3),
        task(4, OutlineLevel=2),
        task(5),
    )
    assert [(row.uid, row.parent) for row in plan.tasks] == [
        (1, None),
        (2, 1),
        (3, 2),
        (4, 1),
        (5, None),
    ]


def test_progress_and_dates_as_stored(read: Read) -> None:
    at = "2026-01-05T08:00:00"
    (row,) = read(
        task(
            1,
            PercentComplete=40,
            ActualStart=at,
            RemainingDuration="PT4H0M0S",
            Start=at,
            Finish="2026-01-05T17:00:00",
            EarlyStart=at,
            LateFinish="2026-01-06T17:00:00",
            TotalSlack=4800,
            FreeSlack=5,
            Critical=0,
        )
    ).tasks
    assert (row.percent_complete, row.actual_start, row.remaining) == (40, MONDAY, 240)
    assert row.actual_finish is None
    stored = row.stored
    assert (stored.start, stored.finish) == (MONDAY, MONDAY + 540)
    assert (stored.early_start, stored.early_finish) == (MONDAY, None)
    assert (stored.total_float, stored.free_float, stored.critical) == (480, 0.5, False)


def test_a_complete_task_without_an_actual_finish_takes_its_finish(read: Read) -> None:
    given: dict[str, Any] = {"Start": "2026-01-05T08:00:00", "Finish": "2026-01-05T17:00:00"}
    plan = read(task(1, PercentComplete=100, **given))
    assert plan.tasks[0].actual_finish == MONDAY + 540
    assert "actual finish" in plan.notices[0].text


def test_manual_tasks_are_pinned_to_their_own_dates_or_else_the_stored_ones(read: Read) -> None:
    given: dict[str, Any] = {
        "Manual": 1,
        "Start": "2026-01-05T08:00:00",
        "Finish": "2026-01-05T17:00:00",
    }
    own: dict[str, Any] = {
        "ManualStart": "2026-01-06T08:00:00",
        "ManualFinish": "2026-01-06T17:00:00",
    }
    one, two, free = read(task(1, **given), task(2, **given, **own), task(3)).tasks
    assert (one.pinned_start, one.pinned_finish) == (MONDAY, MONDAY + 540)
    assert (two.pinned_start, two.pinned_finish) == (MONDAY + 1440, MONDAY + 1980)
    assert (free.pinned_start, free.pinned_finish) == (None, None)


def test_resources_and_assignments(read: Read) -> None:
    plan = read(
        task(1),
        resources=resource(0, "")
        + resource(1, "Ann", StandardRate="62.5", MaxUnits="0.5", Group="Data", CalendarUID=1)
        + resource(2, "Concrete", kind=0)
        + resource(3, "Licence", kind=2)
        + resource(4, "Hotel", kind=0, IsCostResource=1)
        + resource(5, "Labeler", IsGeneric=1),
        assignments=assignment(1, 1, Units="0.75", Cost=50000, Work="PT6H0M0S")
        + assignment(1, -65535)
        + assignment(0, 1)
        + assignment(1, 99),
    )
    assert [row.kind for row in plan.resources] == ["work", "material", "cost", "cost", "work"]
    ann = plan.resources[0]
    assert (ann.hour_rate, ann.capacity_percent, ann.group, ann.calendar) == (6250, 50, "Data", 1)
    assert [row.generic for row in plan.resources] == [False, False, False, False, True]
    (only,) = plan.assignments
    assert (only.task, only.resource, only.percent, only.cost, only.work) == (1, 1, 75, 50000, 360)
    assert [notice.text for notice in plan.notices] == [
        "An assignment without its task or resource was left out."
    ]


def test_a_link_out_of_the_file_is_left_out_and_told(read: Read) -> None:
    plan = read(
        task(1, inside=link(77)),
        task(2, inside=link(1).replace("<Type>", "<CrossProject>1</CrossProject><Type>")),
    )
    assert plan.links == ()
    assert [notice.uid for notice in plan.notices] == [1, 2]


def test_a_lag_in_a_format_that_is_not_known_is_told(read: Read) -> None:
    plan = read(task(1), task(2, inside=link(1, 1, 4800, 99)))
    assert [(row.lag, row.lag_unit) for row in plan.links] == [(480, LagUnit.WORKING)]
    assert [(notice.uid, "(99)" in notice.text) for notice in plan.notices] == [(2, True)]
    assert read(task(1), task(2, inside=link(1, 1, 0, 99))).notices == ()


def test_a_finish_by_hand_before_its_start_gives_way_to_the_duration(read: Read) -> None:
    plan = read(task(1, Manual=1, Start="2026-01-09T08:00:00", Finish="2026-01-05T17:00:00"))
    assert plan.tasks[0].pinned_start is not None
    assert plan.tasks[0].pinned_finish is None
    assert [notice.uid for notice in plan.notices] == [1]


@pytest.mark.parametrize(
    ("wrong", "element", "expected"),
    [
        (task(1, Duration="eight hours"), "Duration", "PT8H0M0S"),
        (task(1, Duration="P1M"), "Duration", "days, hours"),
        (task(1, Duration="PT-8H"), "Duration", "PT8H0M0S"),
        (task(1, Duration="-PT8H"), "Duration", "0 or more"),
        (task(1, Duration="PT99999999999999H"), "Duration", "within reason"),
        (task(1, PercentComplete=101), "PercentComplete", "0 to 100"),
        (task(1, PercentComplete="NaN"), "PercentComplete", "within reason"),
        (task(1, PercentComplete="1.5"), "PercentComplete", "whole number"),
        (task(1, ActualStart="yesterday"), "ActualStart", "2026-01-05T08:00:00"),
        (task(1, ActualStart="2026-02-30T08:00:00"), "ActualStart", "2026-01-05T08:00:00"),
        (
            task(1, ActualStart="2026-01-09T08:00:00", ActualFinish="2026-01-05T17:00:00"),
            "ActualFinish",
            "not before",
        ),
        (task(1, ConstraintType=8), "ConstraintType", "0 to 7"),
        (task(1, Summary="perhaps"), "Summary", "0 or 1"),
        (task(1, UID="x"), "UID", "a number"),
        (task(1) + task(1), "UID", "no other task"),
        (task(1) + task(2, inside=link(1, 4)), "Type", "0 to 3"),
        ("<Task><Name>Nobody</Name></Task>", "UID", "number of the task"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    read: Read, wrong: str, element: str, expected: str
) -> None:
    with pytest.raises(CannotImport) as refused:
        read(task(100), wrong)
    message = str(refused.value)
    assert refused.value.line == 7
    assert "line 7: " in message
    assert f"<{element}>" in message
    assert expected in message
    assert "Nothing was changed" in message


@pytest.mark.parametrize("day", ["9999-12-31T23:00:00", "0001-01-01T00:00:00"])
def test_a_date_that_no_plan_reaches_is_refused(tmp_path: Path, day: str) -> None:
    path = saved(tmp_path, project(task(1, Deadline=day)))
    with pytest.raises(CannotImport, match="a date from 1900 to 2299") as refused:
        read_mspdi(path)
    assert refused.value.line is not None


def test_a_plan_without_calendars_is_refused(tmp_path: Path) -> None:
    text = project(task(1)).replace(calendar(1), "")
    with pytest.raises(CannotImport, match="no calendars"):
        read_mspdi(saved(tmp_path, text))


def test_seconds_round_to_the_nearest_minute_and_zones_are_left_aside(read: Read) -> None:
    for text in (
        "2026-01-05T07:59:30",
        "2026-01-05T08:00:29.9",
        "2026-01-05T08:00:00Z",
        "2026-01-05T08:00:00+05:30",
    ):
        assert read(task(1, Deadline=text)).tasks[0].deadline == MONDAY
