"""The report of dates that differ: every such task, both dates, and a reason that is true."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadbench.plan.contents import Contents
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.exchange.comparison import Comparison, compare
from leadbench.plan.exchange.imported import import_mspdi
from leadbench.plan.notation import minute_of
from leadbench.store import Store
from tests.plan.exchange.files import link, project, saved, task

Compare = Callable[..., Comparison]


@pytest.fixture
def compared(store: Store, tmp_path: Path) -> Compare:
    """Import a file made of the parts given and compare."""

    def comparing(*tasks: str, **more: Any) -> Comparison:
        path = saved(tmp_path, project(*tasks, **more))
        made = import_mspdi(store, path, now_minute=0)
        return compare(Contents(store), made.project_id)

    return comparing


def stored(start: str, finish: str, prefix: str = "") -> dict[str, Any]:
    """Return stored dates: days of January 2026, with hours."""

    def at(text: str) -> str:
        number, _, clock = text.partition(" ")
        return f"2026-01-{int(number):02}T{clock or '08:00'}:00"

    return {f"{prefix}Start": at(start), f"{prefix}Finish": at(finish)}


def test_equal_dates_are_no_difference(compared: Compare) -> None:
    found = compared(
        task(1, **stored("5", "5 17:00"), **stored("5", "5 17:00", "Early")),
        task(2, inside=link(1), **stored("6", "6 17:00"), **stored("6", "6 17:00", "Late")),
    )
    assert (found.compared, found.differences) == (2, ())


def test_a_plan_that_is_scheduled_from_its_finish_comes_out_as_stored(compared: Compare) -> None:
    found = compared(
        task(1, ConstraintType=1, **stored("8", "8 17:00")),
        task(2, inside=link(1), ConstraintType=1, **stored("9", "9 17:00")),
        ScheduleFromStart=0,
        FinishDate="2026-01-09T17:00:00",
    )
    assert found.differences == ()


@pytest.mark.parametrize(("honors", "differ"), [(1, []), (0, ["Late"])])
def test_dates_come_before_links_where_the_file_says_so(
    compared: Compare, honors: int, differ: list[str]
) -> None:
    """The link asks for Wednesday the 7th, the constraint for a finish by Tuesday the 6th."""
    found = compared(
        task(1, Duration="PT16H0M0S", **stored("5", "6 17:00")),
        task(
            2, "Late", inside=link(1), ConstraintType=7, ConstraintDate="2026-01-06T17:00:00",
            **stored("6", "6 17:00"),
        ),
        HonorConstraints=honors,
    )  # fmt: skip
    assert [row.name for row in found.differences] == differ


def test_dates_that_the_file_does_not_hold_are_left_aside(compared: Compare) -> None:
    assert compared(task(1), task(2, inside=link(1))).differences == ()


def test_a_difference_has_both_dates_of_each_field_that_differs(compared: Compare) -> None:
    (row,) = compared(task(1, **stored("5", "7 17:00"))).differences
    assert (row.uid, row.name) == (1, "Task 1")
    assert row.stored == {"finish": minute_of(date(2026, 1, 7), 17)}
    assert row.computed == {"finish": minute_of(date(2026, 1, 5), 17)}


@pytest.mark.parametrize(
    ("tasks", "reason"),
    [
        ([task(1, **stored("5", "7 17:00"))], r"3 d of working time, but its duration is 1 d"),
        ([task(1, **stored("7", "7 17:00"))], r"Nothing in the file holds it until 2026-01-07"),
        ([task(1, **stored("2", "2 17:00"))], r"Nothing lies before the project's start"),
        (
            [task(1), task(2, inside=link(1), **stored("5", "5 17:00"))],
            r"It follows “Task 1” \(FS\), which allows no start before 2026-01-06 08:00",
        ),
        (
            [task(1), task(2, inside=link(1, 3, 4800), **stored("9", "9 17:00"))],
            r"It follows “Task 1” \(SS\+1d\), and nothing in the file holds it any longer",
        ),
        (
            [
                task(
                    1,
                    ConstraintType=4,
                    ConstraintDate="2026-01-14T08:00:00",
                    **stored("5", "5 17:00"),
                )
            ],
            r"start no earlier than 2026-01-14 08:00",
        ),
        (
            [
                task(
                    1,
                    Manual=1,
                    ManualStart="2026-01-12T08:00:00",
                    ManualFinish="2026-01-12T17:00:00",
                    **stored("5", "5 17:00"),
                )
            ],
            r"fixed by hand at 2026-01-12 08:00",
        ),
        (
            [task(1, LevelingDelay=14400, **stored("6", "6 17:00"))],
            r"^Leveling delays it by 1440 minutes in the file; the delay is not kept\.$",
        ),
        (
            [
                task(1, **stored("5", "5 17:00")),
                task(2, LevelingDelay=14400, inside=link(1), **stored("7", "7 17:00")),
            ],
            r"^Leveling delays it by 1440 minutes in the file; the delay is not kept\.$",
        ),
        ([task(1, Active=0, **stored("8", "8 17:00"))], r"It is inactive"),
        ([task(1, **stored("5", "6 08:00"))], r"same point of working time"),
        (
            [task(1, **stored("5", "5 17:00"), **stored("2", "2 17:00", "Late"))],
            r"Nothing in the file asks it to be finished by 2026-01-02 17:00",
        ),
        (
            [task(1, **stored("5", "5 17:00"), **stored("6", "6 17:00", "Late"))],
            r"after 2026-01-05 17:00 would delay the project",
        ),
        (
            [
                task(
                    1,
                    PercentComplete=100,
                    ActualStart="2026-01-05T08:00:00",
                    ActualFinish="2026-01-05T17:00:00",
                    **stored("6", "6 17:00", "Late"),
                )
            ],
            r"It is done",
        ),
    ],
)
def test_the_reason_of_one_task(compared: Compare, tasks: list[str], reason: str) -> None:
    found = compared(*tasks).differences
    assert len(found) == 1
    assert re.search(reason, found[0].reason), found[0].reason


def test_work_before_the_status_date_is_explained_by_it(compared: Compare) -> None:
    (row,) = compared(
        task(1, **stored("5", "5 17:00")), StatusDate="2026-01-14T08:00:00"
    ).differences
    assert "status date, 2026-01-14 08:00" in row.reason


def test_differences_that_follow_from_others_name_them(compared: Compare) -> None:
    found = compared(
        task(1, "Draw", **stored("5", "6 17:00")),
        task(2, "Cut", inside=link(1), **stored("7", "7 17:00")),
        task(3, "Glue", **stored("5", "5 17:00"), **stored("8", "8 17:00", "Late")),
        task(4, "Wait", ConstraintType=4, ConstraintDate="2026-01-12T08:00:00"),
        task(5, "Early", inside=link(6), **stored("8", "8 17:00", "Late")),
        task(6, "Later", **stored("7", "7 17:00", "Late")),
    ).differences
    reasons = {row.name: row.reason for row in found}
    assert reasons["Draw"].startswith("From its stored start to its stored finish lie 2 d")
    assert reasons["Cut"] == "It follows “Draw” (FS), which differs already."
    assert reasons["Later"] == "What follows it differs: “Early”."
    assert reasons["Glue"] == (
        "Late dates count back from the project's finish, which is 2026-01-12 17:00 here and"
        " 2026-01-07 17:00 there."
    )


def test_a_summary_names_those_below_it_that_differ(compared: Compare) -> None:
    found = compared(
        task(1, "Phase", **stored("5", "6 17:00")),
        task(2, "Draw", OutlineLevel=2, **stored("5", "6 17:00")),
        task(3, "Cut", OutlineLevel=2, **stored("5", "5 17:00")),
    ).differences
    assert found[0].name == "Phase"
    assert found[0].reason == "It sums up tasks that differ: “Draw”."


def test_edits_after_the_import_show_and_new_tasks_do_not(store: Store, tmp_path: Path) -> None:
    path = saved(tmp_path, project(task(1, **stored("5", "5 17:00"))))
    made = import_mspdi(store, path, now_minute=0)
    with store.change("Edit") as session:
        set_duration(session, made.activities[1], 960)
        add_activity(session, made.project_id, "New")
    found = compare(Contents(store), made.project_id)
    assert found.compared == 1
    assert [row.uid for row in found.differences] == [1]
