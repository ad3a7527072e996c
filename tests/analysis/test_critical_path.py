"""Faults seen in other planning tools, refusals, and the shape of what is returned."""

import sys
from dataclasses import replace
from types import FrameType

import networkx as nx
import numpy as np
import pytest

from leadbench.analysis.calendars import STANDARD, WorkCalendar, instant, to_datetime
from leadbench.analysis.critical_path import Driver, build_graph, schedule, structure
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    LagUnit,
    Link,
    LinkType,
    Network,
)
from leadbench.errors import LoopRefused, Refused
from tests.analysis.test_calendars import at, iso

DAY = 480
START = at("2026-01-05T08:00")


def plan(*rows: Activity, links: tuple[Link, ...] = (), status: str | None = None) -> Network:
    return Network(
        rows, links, {1: STANDARD}, 1, START, at(status) if status else None, near_critical=DAY
    )


def work(key: int, days: int = 1, parent: int | None = None, name: str = "") -> Activity:
    return Activity(key, name or f"Task {key}", parent=parent, duration=days * DAY)


def summary(key: int, parent: int | None = None) -> Activity:
    return Activity(key, f"Summary {key}", ActivityKind.SUMMARY, parent)


# Loops and refusals


def test_a_loop_names_every_task_of_it_in_order() -> None:
    rows = (work(1, name="Label"), work(2, name="Train"), work(3, name="Test"), work(4))
    links = (Link(4, 1), Link(1, 2), Link(2, 3), Link(3, 1, LinkType.START_START))
    with pytest.raises(LoopRefused) as problem:
        schedule(plan(*rows, links=links))
    members = problem.value.members
    turn = members.index(1)
    assert members[turn:] + members[:turn] == (1, 2, 3)
    names = {1: "Label", 2: "Train", 3: "Test"}
    listed = ", ".join(names[key] for key in (*members, members[0]))
    said = str(problem.value)
    assert said.startswith(f"This makes a loop: {listed}. ")
    assert said.endswith(". Choose another task. Nothing was changed.")
    for waits in (
        "“Train” waits for “Label” (FS)",
        "“Test” waits for “Train” (FS)",
        "“Label” waits for “Test” (SS)",
    ):
        assert waits in said
    assert said.count("waits for") == 3


@pytest.mark.parametrize(
    ("links", "members"),
    [
        ((Link(2, 2),), {2}),
        ((Link(2, 1),), {1, 2}),  # a task and the summary above it
        ((Link(1, 2),), {1, 2}),
        ((Link(1, 4), Link(4, 3)), {1, 3, 4}),  # a summary, and back into it
        ((Link(1, 5), Link(6, 2)), {1, 2, 5, 6}),  # two summaries, through their tasks
    ],
)
def test_a_loop_through_a_summary_is_found(links: tuple[Link, ...], members: set[int]) -> None:
    rows = (
        summary(1),
        work(2, parent=1),
        work(3, parent=1),
        work(4),
        summary(5),
        work(6, parent=5),
    )
    with pytest.raises(LoopRefused) as problem:
        structure(plan(*rows, links=links))
    assert set(problem.value.members) == members
    assert len(problem.value.members) == len(members)


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (plan(work(1), links=(Link(1, 7),)), "does not have"),
        (plan(work(1), links=(Link(7, 1),)), "does not have"),
        (plan(work(1), work(1)), "same number"),
        (plan(work(1, parent=9)), "stands below"),
        (plan(work(1, parent=2), summary(2)), "stands below"),
        (plan(work(1, -1)), "less than no time"),
        (plan(replace(work(1), calendar=5)), "no calendar 5"),
        (replace(plan(work(1)), calendar=5), "no calendar 5"),
        (
            plan(
                replace(summary(1), constraint=ConstraintKind.MUST_START, constraint_at=START),
                work(2, parent=1),
            ),
            "sums up other tasks",
        ),
    ],
)
def test_what_cannot_be_worked_out_is_refused_in_words(network: Network, words: str) -> None:
    with pytest.raises(Refused, match=words) as problem:
        schedule(network)
    assert str(problem.value).endswith("Nothing was changed.")


def test_a_link_of_unknown_type_is_refused_at_once() -> None:
    wrong = Link(1, 2, "XX")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="cannot be of type XX"):
        build_graph(plan(work(1), work(2), links=(wrong,)))


# Faults seen in other tools


def test_a_chain_of_100000_tasks_needs_no_recursion() -> None:
    count = 100_000
    rows = tuple(Activity(key, "Step", duration=60) for key in range(1, count + 1))
    links = tuple(Link(key, key + 1) for key in range(1, count))
    result = schedule(plan(*rows, links=links))
    assert result.remaining == count * 60
    assert result.critical.all()


def test_one_edit_moves_everything_that_follows_through_every_path() -> None:
    # Two paths of different length to the same task: visiting successors once, breadth first,
    # would leave the last ones at a date of the shorter path.
    links = (Link(1, 5), Link(1, 2), Link(2, 3), Link(3, 4), Link(4, 5), Link(5, 6))
    rows = [work(key) for key in range(1, 7)]
    before = schedule(plan(*rows, links=links))
    rows[0] = work(1, 4)
    after = schedule(plan(*rows, links=links), before.structure)
    assert iso(before.row(6).finish) == "2026-01-12T17:00"
    assert iso(after.row(6).finish) == "2026-01-15T17:00"
    assert iso(after.row(2).start) == "2026-01-09T08:00"


def test_ff_beside_fs_never_puts_a_finish_before_a_start() -> None:
    links = (Link(1, 2), Link(1, 2, LinkType.FINISH_FINISH, -4 * DAY))
    row = schedule(plan(work(1, 3), work(2, 2), links=links)).row(2)
    assert (iso(row.start), iso(row.finish)) == ("2026-01-08T08:00", "2026-01-09T17:00")
    assert row.driver == 0


def test_every_type_of_link_counts_its_lag_in_working_days() -> None:
    # A ends on Friday; two days later is Tuesday evening, never Sunday.
    finishes = {"FS": "2026-01-14", "SS": "2026-01-07", "FF": "2026-01-13", "SF": "2026-01-06"}
    for kind, day in finishes.items():
        link = Link(1, 2, LinkType(kind), 2 * DAY)
        assert iso(schedule(plan(work(1, 5), work(2), links=(link,))).row(2).finish)[:10] == day


def test_a_tight_ff_link_does_not_depend_on_the_duration_of_its_ends() -> None:
    for first in (1, 3, 7):
        for second in (1, 2, 5):
            rows = (work(1, 8), work(2, first), work(3, second))
            links = (Link(1, 2), Link(2, 3, LinkType.FINISH_FINISH, DAY))
            result = schedule(plan(*rows, links=links))
            gap = STANDARD.between(result.row(2).finish, result.row(3).finish)
            assert gap == DAY


def test_links_on_summaries_act_on_the_tasks_below_them() -> None:
    rows = (
        summary(1),
        work(2, 2, parent=1),
        work(3, 4, parent=1),
        summary(4),
        work(5, 1, parent=4),
        work(6, 2, parent=4),
    )
    finish = schedule(plan(*rows, links=(Link(1, 4),)))
    assert {iso(finish.row(key).start) for key in (4, 5, 6)} == {"2026-01-09T08:00"}
    assert finish.row(5).driver == 0
    assert finish.row(2).total_float == 2 * DAY
    assert finish.row(3).critical
    start = schedule(plan(*rows, links=(Link(1, 4, LinkType.START_START, DAY),)))
    assert iso(start.row(6).start) == "2026-01-06T08:00"
    nested = (summary(1), summary(2, 1), work(3, 2, parent=2), work(4))
    deep = schedule(plan(*nested, links=(Link(1, 4),)))
    assert iso(deep.row(4).start) == "2026-01-07T08:00"
    assert iso(deep.row(1).finish) == "2026-01-06T17:00"


def test_a_deadline_moves_nothing_and_gives_negative_float() -> None:
    late = replace(work(2, 3), deadline=at("2026-01-07T17:00"))
    result = schedule(plan(work(1, 2), late, links=(Link(1, 2),)))
    assert iso(result.row(2).finish) == "2026-01-09T17:00"
    assert [result.row(key).total_float for key in (1, 2)] == [-2 * DAY, -2 * DAY]
    assert result.row(1).critical
    assert iso(result.row(1).late_finish) == "2026-01-02T17:00"


def test_near_critical_is_up_to_and_including_the_threshold() -> None:
    rows = (work(1, 5), work(2, 4), work(3, 3))
    result = schedule(plan(*rows))
    assert result.critical.tolist() == [True, False, False]
    assert result.near_critical.tolist() == [False, True, False]
    assert [result.row(key).total_float for key in (1, 2, 3)] == [0, DAY, 2 * DAY]


def test_work_on_another_calendar_follows_its_own_days() -> None:
    weekend = WorkCalendar.of({5: ((480, 720), (780, 1020)), 6: ((480, 720), (780, 1020))})
    rows = (work(1, 5), replace(work(2, 3), calendar=2), work(3, 1))
    network = replace(
        plan(*rows, links=(Link(1, 2), Link(2, 3))), calendars={1: STANDARD, 2: weekend}
    )
    result = schedule(network)
    assert iso(result.row(2).start) == "2026-01-10T08:00"
    assert iso(result.row(2).finish) == "2026-01-17T17:00"
    assert iso(result.row(3).start) == "2026-01-19T08:00"
    assert result.row(2).duration == 3 * DAY
    assert result.row(2).total_float == 1 * DAY  # the Sunday before Monday's work
    assert result.row(1).total_float == 0


def test_an_elapsed_lag_runs_over_the_weekend() -> None:
    cure = Link(1, 2, lag=3 * 1440, lag_unit=LagUnit.ELAPSED)
    result = schedule(plan(work(1, 4), work(2), links=(cure,)))  # ends on Thursday 17:00
    assert iso(result.row(2).start) == "2026-01-12T08:00"


def test_work_without_a_duration_counts_as_a_milestone() -> None:
    result = schedule(plan(work(1, 1), work(2, 0), summary(3), links=(Link(1, 2), Link(2, 3))))
    for key in (2, 3):
        assert iso(result.row(key).start) == iso(result.row(key).finish) == "2026-01-05T17:00"
        assert result.row(key).duration == 0


def test_dates_long_before_and_after_are_answered() -> None:
    rows = (Activity(1, "Archive", duration=300 * 260 * DAY), work(2))
    result = schedule(replace(plan(*rows, links=(Link(1, 2),)), start=instant_of(1900)))
    assert to_datetime(result.project_finish).year in {2198, 2199, 2200}
    assert result.remaining == 300 * 260 * DAY + DAY


def instant_of(year: int) -> int:
    return at(f"{year}-01-01T00:00")


# The result and its arrays


def test_results_are_read_only_arrays_in_outline_order() -> None:
    result = schedule(plan(summary(7), work(3, parent=7), work(5)))
    assert result.keys == (7, 3, 5)
    assert result.index == {7: 0, 3: 1, 5: 2}
    for name in ("start", "finish", "early_start", "late_finish", "total_float", "driver"):
        array = getattr(result, name)
        assert array.dtype == np.int64
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert result.critical.dtype == np.bool_
    assert result.row(7).driver == Driver.CHILDREN
    with pytest.raises(KeyError):
        result.row(4)


def test_the_graph_holds_every_activity_and_link() -> None:
    links = (Link(1, 2), Link(1, 2, LinkType.START_START, DAY), Link(1, 3))
    graph = build_graph(plan(work(1), work(2), summary(3), work(4, parent=3), links=links))
    assert isinstance(graph, nx.MultiDiGraph)
    assert {node for node in graph if isinstance(node, int)} == {1, 2, 3, 4}
    held = [data["link"] for _, _, data in graph.edges(data=True) if data["link"] is not None]
    assert sorted(held, key=links.index) == list(links)
    assert nx.has_path(graph, 1, 4)


def test_the_finish_of_the_project_is_that_of_its_last_activity() -> None:
    done = replace(
        work(1, 2), actual_start=START, actual_finish=at("2026-01-20T17:00"), percent_complete=100
    )
    result = schedule(plan(done, work(2), status="2026-01-12T08:00"))
    assert iso(result.project_finish) == "2026-01-20T17:00"
    assert iso(result.project_start) == "2026-01-05T08:00"
    assert result.row(1).total_float == 0
    assert not result.row(1).critical
    assert result.row(2).driver == Driver.STATUS_DATE
    assert result.row(2).total_float == 6 * DAY


@pytest.mark.parametrize("reach", [1, 50])
def test_work_grows_with_the_plan_and_not_faster(reach: int) -> None:
    def calls(count: int) -> int:
        """Return how many functions, of Python and below, one pass over a known shape calls."""
        rows = tuple(work(key) for key in range(1, count + 1))
        steps = {1, reach}
        links = tuple(Link(key - step, key) for key in range(51, count + 1) for step in steps)
        network = plan(*rows, links=links)
        shape = structure(network)
        schedule(network, shape)
        counted = 0

        def count_call(frame: FrameType, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        sys.setprofile(count_call)
        try:
            schedule(network, shape)
        finally:
            sys.setprofile(None)
        return counted

    assert calls(4_000) <= 9 * calls(500)


def test_instants_of_the_tests_are_what_they_say() -> None:
    assert iso(START) == "2026-01-05T08:00"
    assert instant(to_datetime(START)) == START
