"""The worked examples of docs/scheduling-rules.md: what else than links holds dates, floats."""

from dataclasses import replace
from typing import Any

import pytest

from leadbench.analysis.calendars import STANDARD
from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    Link,
    LinkType,
    Network,
    Rules,
)
from leadbench.analysis.paths import independent_float
from tests.analysis.test_scheduling_rules import DAY, at, table, words

KINDS = {
    "start no earlier than": ConstraintKind.START_NO_EARLIER,
    "finish no earlier than": ConstraintKind.FINISH_NO_EARLIER,
    "start no later than": ConstraintKind.START_NO_LATER,
    "finish no later than": ConstraintKind.FINISH_NO_LATER,
    "must start on": ConstraintKind.MUST_START,
    "must finish on": ConstraintKind.MUST_FINISH,
}


def moment(text: str) -> int:
    """Read "Thu 8 12:00" of January 2026."""
    weekday, day, clock = text.split()
    minute = at(f"2026-01-{int(day):02}T{clock}")
    assert words(minute) == f"{weekday} {day} {clock}"
    return minute


def facts(text: str) -> dict[str, Any]:
    """Return the fields of an activity that a cell such as "must start on Tue 6 08:00" means."""
    if text == "as soon as possible":
        return {}
    if text == "as late as possible":
        return {"constraint": ConstraintKind.AS_LATE_AS_POSSIBLE}
    if text == "inactive":
        return {"active": False}
    if text.startswith("deadline "):
        return {"deadline": moment(text.removeprefix("deadline "))}
    if text.startswith("pinned "):
        start, _, finish = text.removeprefix("pinned ").partition(" to ")
        dates = {"pinned_start": moment(start)}
        return dates | ({"pinned_finish": moment(finish)} if finish else {})
    (kind,) = [kind for kind in KINDS if text.startswith(kind)]
    return {"constraint": KINDS[kind], "constraint_at": moment(text.removeprefix(f"{kind} "))}


def plan(activities: list[Activity], links: list[Link], rules: Rules = Rules()) -> Network:  # noqa: B008  frozen
    start = at("2026-01-05T08:00")
    return Network(tuple(activities), tuple(links), {1: STANDARD}, 1, start, rules=rules)


def days(minutes: int) -> str:
    return f"{minutes / DAY:g}d"


def start(dates: Schedule, key: int) -> str:
    return words(dates.row(key).start)


def finish(dates: Schedule, key: int) -> str:
    return words(dates.row(key).finish)


@pytest.mark.parametrize("row", table("constraints"), ids=lambda row: row[0])
def test_each_constraint(row: list[str]) -> None:
    said, over, _ = row[0].partition(", dates over links")
    rows = [
        Activity(1, "A", duration=2 * DAY),
        Activity(2, "B", duration=2 * DAY, **facts(said)),
        Activity(3, "Other", duration=5 * DAY),
    ]
    dates = schedule(plan(rows, [Link(1, 2)], Rules(dates_over_links=bool(over))))
    floats = [days(dates.row(key).total_float) for key in (1, 2)]
    assert [start(dates, 2), finish(dates, 2), *floats] == row[1:]


@pytest.mark.parametrize("row", table("milestones"), ids=lambda row: row[0])
def test_where_a_milestone_lies(row: list[str]) -> None:
    held: dict[str, Any] = {}
    links = []
    for part in row[0].split(", "):
        if part in {"A–M FS", "A–M SS"}:
            links.append(Link(1, 2, LinkType(part[-2:])))
        elif part == "M–B FS":
            links.append(Link(2, 3))
        elif part != "waits for nothing":
            held |= facts(part)
    rows = [
        Activity(1, "A", duration=2 * DAY),
        Activity(2, "M", ActivityKind.MILESTONE, **held),
        Activity(3, "B", duration=DAY),
        Activity(4, "Other", duration=5 * DAY),
    ]
    moment_row = schedule(plan(rows, links)).row(2)
    assert [words(moment_row.early_start), words(moment_row.late_start)] == row[1:]
    assert moment_row.early_start == moment_row.early_finish
    assert moment_row.late_start == moment_row.late_finish


def test_of_two_instants_in_one_gap_of_work_the_later_holds_a_milestone() -> None:
    # Nothing is done from 12:00 to 13:00: the data date and the constraint lie in one gap.
    held = facts("start no earlier than Mon 5 12:30")
    rows = [Activity(1, "M", ActivityKind.MILESTONE, **held)]
    network = replace(plan(rows, []), status=moment("Mon 5 12:00"))
    assert start(schedule(network), 1) == "Mon 5 13:00"


@pytest.mark.parametrize("fixed", ["must start on Thu 8 08:00", "pinned Thu 8 08:00"])
def test_what_does_not_move_keeps_its_free_float_for_itself(fixed: str) -> None:
    # A may lie two days later; B stays where it is, and may itself slip by one day.
    rows = [
        Activity(1, "A", duration=DAY),
        Activity(2, "B", duration=DAY, **facts(fixed)),
        Activity(3, "Other", duration=5 * DAY),
    ]
    network = plan(rows, [Link(1, 2)])
    dates = schedule(network)
    assert days(int(independent_float(dates, network)[1])) == days(dates.row(2).free_float) == "1d"


@pytest.mark.parametrize("row", table("summaries"), ids=lambda row: row[0])
def test_links_and_dates_of_a_summary_act_on_what_is_below(row: list[str]) -> None:
    rows = [
        Activity(1, "X", duration=DAY),
        Activity(2, "S", ActivityKind.SUMMARY, **facts(row[0])),
        Activity(3, "A", parent=2, duration=2 * DAY),
        Activity(4, "B", parent=2, duration=3 * DAY),
        Activity(5, "Y", duration=DAY),
    ]
    dates = schedule(plan(rows, [Link(1, 2), Link(2, 5)]))
    floats = [days(dates.row(key).total_float) for key in (3, 4)]
    found = [start(dates, 3), start(dates, 4), finish(dates, 2), start(dates, 5), *floats]
    assert found == row[1:]
    assert dates.row(2).total_float == min(dates.row(key).total_float for key in (3, 4))


@pytest.mark.parametrize("row", table("by hand"), ids=lambda row: row[0])
def test_dates_fixed_by_hand_and_what_is_inactive(row: list[str]) -> None:
    rows = [
        Activity(1, "A", duration=3 * DAY),
        Activity(2, "B", duration=2 * DAY, **facts(row[0])),
        Activity(3, "C", duration=DAY),
    ]
    dates = schedule(plan(rows, [Link(1, 2), Link(2, 3)]))
    free = days(dates.row(1).free_float)
    assert [start(dates, 2), finish(dates, 2), start(dates, 3), free] == row[1:]


def test_the_three_floats_and_what_they_make_critical() -> None:
    lengths = {"A": 1, "X": 4, "B": 1, "Q": 3, "C": 1}
    rows = [
        Activity(key, name, duration=length * DAY)
        for key, (name, length) in enumerate(lengths.items(), 1)
    ]
    network = plan(rows, [Link(1, 2), Link(1, 3), Link(3, 5), Link(4, 5)])
    network = replace(network, near_critical=DAY)
    dates = schedule(network)
    own = independent_float(dates, network)
    found = []
    for place, one in enumerate(network.activities):
        row = dates.row(one.key)
        word = "critical" if row.critical else "near-critical" if row.near_critical else ""
        floats = [days(minutes) for minutes in (row.total_float, row.free_float, int(own[place]))]
        found.append([one.name, *floats, word])
    assert found == table("floats")
