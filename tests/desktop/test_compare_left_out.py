"""Comparing versions of which one leaves a task out: the list and its sentence say so."""

from dataclasses import replace
from datetime import date

from leadbench.analysis.calendars import STANDARD, instant
from leadbench.desktop.screens.compare.tasks import change_text
from leadbench.desktop.screens.compare.words import CompareWords
from leadbench.plan.comparing import TaskVersion, Version, compare
from leadbench.plan.tables import Project

MONDAY = instant(date(2026, 1, 5)) + 8 * 60
TASK = TaskVersion("2", "Train", "work", MONDAY, MONDAY + 540, 480, 0, 480, 100_000)
OUT = replace(TASK, work=0, cost=None, left_out=True)


def told(before: TaskVersion, after: TaskVersion) -> tuple[str, str]:
    """Return what stands in the column of changes, and the sentence of the row."""
    words = CompareWords(
        Project(name="Router", calendar_id=1, start_minute=MONDAY, minutes_per_day=480),
        "USD",
        STANDARD,
    )
    one, other = (
        Version(name, {5: task}, MONDAY + 540, None, None, 0, 0)
        for name, task in (("Plan", before), ("Without", after))
    )
    compared = compare(one, other, STANDARD)
    difference = compared.tasks[0]
    return change_text(difference, words)[0], words.sentence(compared, difference)


def test_a_task_that_one_version_leaves_out_is_told_as_such() -> None:
    assert told(TASK, OUT) == (
        "left out", "2 Train, finish 5 Jan, cost \u2212$1k, left out",
    )  # fmt: skip
    assert told(OUT, TASK) == (
        "counted", "2 Train, finish 5 Jan, cost +$1k, counted again, critical",
    )  # fmt: skip
    assert told(OUT, OUT)[1] == "2 Train, finish 5 Jan, left out in both"
