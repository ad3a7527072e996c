"""What must hold for every network, whatever its dates are."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leadbench.analysis.critical_path import Driver, schedule
from leadbench.analysis.inputs import (
    ActivityKind,
    ConstraintKind,
    LagUnit,
    Link,
    LinkType,
    Network,
    Rules,
)
from leadbench.analysis.paths import independent_float
from tests.analysis.networks import Case, cases
from tests.analysis.slow import Minutes, Slow

DAY = 1440
WEEK = 7 * DAY
DATES = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
FINISH = frozenset({LinkType.FINISH_START, LinkType.FINISH_FINISH})
TO_FINISH = frozenset({LinkType.START_FINISH, LinkType.FINISH_FINISH})


def leaves(network: Network) -> list[int]:
    """Return the keys of what is no summary."""
    above = {row.parent for row in network.activities}
    return [row.key for row in network.activities if row.key not in above]


def calendar_of(case: Case, key: int) -> Minutes:
    row = next(row for row in case.network.activities if row.key == key)
    return case.minutes[case.network.calendar if row.calendar is None else row.calendar]


@settings(max_examples=50)
@given(cases(constraints=False, choices=True))
def test_without_constraints_total_free_and_independent_float_lie_in_order(case: Case) -> None:
    # A finish that is asked for limits everything, as a deadline would.
    network = replace(case.network, finish=None)
    result = schedule(network)
    own = independent_float(result, network)
    for key in leaves(network):
        at = result.index[key]
        assert result.total_float[at] >= result.free_float[at] >= own[at] >= 0


@settings(max_examples=50)
@given(cases(constraints=False))
def test_what_finishes_last_is_critical_and_nothing_is_two_things_at_once(case: Case) -> None:
    result = schedule(case.network)
    inner = np.array([row.kind != ActivityKind.SUMMARY for row in case.network.activities])
    open_rows = ~result.done & inner
    if open_rows.any() and result.finish[open_rows].max() == result.project_finish:
        assert result.critical.any()
    assert not (result.critical & result.near_critical).any()
    assert not (result.critical & result.done).any()


@settings(max_examples=50)
@given(cases(constraints=False, choices=True))
def test_nothing_starts_before_what_it_waits_for_lets_it(case: Case) -> None:
    result, judge = schedule(case.network), Slow(case.network, case.minutes)
    earliest = case.network.status
    if case.network.finish is None and not case.network.rules.before_start:
        earliest = max(case.network.start, earliest or case.network.start)
    for row in case.network.activities:
        if row.actual_start is not None or row.kind == ActivityKind.SUMMARY:
            continue
        dates = result.row(row.key)
        minutes = calendar_of(case, row.key)
        assert earliest is None or minutes.count(earliest, dates.start) >= 0
        assert minutes.count(dates.start, dates.finish) == judge.length(row)
        for link in case.network.links:
            if row.key not in {link.successor, *judge.dates[link.successor].leaves}:
                continue
            for before in judge.counted(link.predecessor):
                # From a finish, scheduled dates keep the links; else early dates do too.
                source, ends = result.row(before), judge.span(link.predecessor)
                if link.type in FINISH:
                    driving = source.finish if case.network.finish else ends[1]
                else:
                    driving = ends[0]
                if case.network.finish and (
                    judge.dates[link.predecessor].leaves or link.type not in FINISH
                ):
                    continue
                driven = dates.finish if link.type in TO_FINISH else dates.start
                assert judge.surplus(link, row.key, driving, driven) >= 0


def later(network: Network, minutes: int) -> Network:
    """Return a network with every date in it moved."""
    dates = ["actual_start", "actual_finish", "constraint_at", "deadline"]
    dates += ["pinned_start", "pinned_finish"]
    moved = tuple(
        replace(
            row,
            **{
                name: value + minutes for name in dates if (value := getattr(row, name)) is not None
            },
        )
        for row in network.activities
    )
    status = None if network.status is None else network.status + minutes
    finish = None if network.finish is None else network.finish + minutes
    start = network.start + minutes
    return replace(network, activities=moved, start=start, status=status, finish=finish)


@settings(max_examples=50)
@given(cases(free_days=False, choices=True), st.integers(-60, 60))
def test_moving_everything_by_whole_weeks_moves_every_date_by_as_much(
    case: Case, weeks: int
) -> None:
    before, after = schedule(case.network), schedule(later(case.network, weeks * WEEK))
    for name in DATES:
        assert (getattr(after, name) - getattr(before, name) == weeks * WEEK).all(), name
    for name in ("total_float", "free_float", "critical", "near_critical", "duration", "driver"):
        assert np.array_equal(getattr(after, name), getattr(before, name)), name


@settings(max_examples=50)
@given(cases(progress=False, constraints=False, free_days=False, choices=True))
def test_moving_the_start_alone_by_a_week_moves_every_date_by_a_week(case: Case) -> None:
    # Without progress, constraints and free days the start is the only date there is.
    network = replace(case.network, finish=None)
    before, after = schedule(network), schedule(replace(network, start=network.start + WEEK))
    for name in DATES:
        assert (getattr(after, name) - getattr(before, name) == WEEK).all(), name
    assert after.project_finish - before.project_finish == WEEK


@settings(max_examples=50)
@given(cases())
def test_a_minute_more_on_what_drives_a_task_moves_the_task_by_a_minute(case: Case) -> None:
    network, result = case.network, schedule(case.network)
    judge = Slow(network, case.minutes)
    by_key = {row.key: row for row in network.activities}
    for row in network.activities:
        driver = result.row(row.key).driver
        if driver < 0 or result.row(row.key).done:
            continue
        link, minutes = network.links[driver], calendar_of(case, row.key)
        before = by_key[link.predecessor]
        if link.lag_unit == LagUnit.ELAPSED:
            continue
        head = judge.dates[row.key].head
        # A minute more of lag; of percent it would be another figure of minutes.
        if link.lag_unit == LagUnit.WORKING:
            links = list(network.links)
            links[driver] = replace(link, lag=link.lag + 1)
            slipped = replace(network, links=tuple(links))
            moved = schedule(slipped).row(row.key)
            if row.actual_start is None:
                early = result.row(row.key)
                assert minutes.count(early.early_start, moved.early_start) == 1
            else:
                assert minutes.count(result.row(row.key).early_finish, moved.early_finish) <= 1
        # A minute more of work, where it can be seen in the successor's own working time.
        waits = before.actual_start is None and before.actual_finish is None
        waits = waits and before.pinned_start is None and before.constraint in {"asap", "snet"}
        same = calendar_of(case, before.key) is minutes and before.kind == ActivityKind.WORK
        if waits and same and link.type in FINISH and link.lag_unit == LagUnit.WORKING:
            rows = tuple(
                replace(each, duration=each.duration + 1) if each is before else each
                for each in network.activities
            )
            longer = schedule(replace(network, activities=rows))
            again = Slow(replace(network, activities=rows), case.minutes).dates[row.key].head
            assert minutes.count(head, again) >= 1
            if row.actual_start is None:
                assert longer.row(row.key).early_start >= again - DAY
                was = result.row(row.key).early_start
                assert minutes.count(was, longer.row(row.key).early_start) >= 1


@settings(max_examples=50)
@given(cases(), st.data())
def test_another_link_makes_no_early_date_earlier(case: Case, data: st.DataObject) -> None:
    # Not where percent of a summary counts: the link may make that summary shorter. Nor where
    # links may pull work before the project's start, or dates go before links.
    above = {row.parent for row in case.network.activities}
    links = tuple(
        link
        for link in case.network.links
        if link.lag_unit != LagUnit.PERCENT or link.predecessor not in above
    )
    assume(links)
    network = replace(case.network, links=links)
    gone = data.draw(st.integers(0, len(network.links) - 1))
    rest = network.links[:gone] + network.links[gone + 1 :]
    fewer, more = schedule(replace(network, links=rest)), schedule(network)
    assert (more.early_start >= fewer.early_start).all()
    assert (more.early_finish >= fewer.early_finish).all()
    assert more.project_finish >= fewer.project_finish


@settings(max_examples=50)
@given(cases(progress=False, mixed=False))
def test_links_of_a_summary_are_links_of_everything_below_it(case: Case) -> None:
    # From a start, only what starts first below a summary drives; a share is one of the summary's
    # own duration; an inactive summary keeps dates for itself alone.
    network = case.network
    below: dict[int, list[int]] = {}
    for row in network.activities:
        if row.parent is not None:
            below.setdefault(row.parent, []).append(row.key)
    if not all(row.active for row in network.activities):
        active = tuple(replace(row, active=True) for row in network.activities)
        network = replace(network, activities=active)
    links = tuple(
        link
        for link in network.links
        if link.predecessor not in below
        or (link.type in FINISH and link.lag_unit != LagUnit.PERCENT)
    )
    network = replace(network, links=links)
    spread = tuple(
        Link(first, second, link.type, link.lag, link.lag_unit)
        for link in network.links
        for first in below.get(link.predecessor, [link.predecessor])
        for second in below.get(link.successor, [link.successor])
    )
    whole, parts = schedule(network), schedule(replace(network, links=spread))
    for key in leaves(network):
        at = whole.index[key]
        for name in ("early_start", "early_finish", "total_float", "free_float"):
            assert getattr(whole, name)[at] == getattr(parts, name)[at], (name, key)


@settings(max_examples=50)
@given(cases(progress=False, constraints=False, choices=True))
def test_a_plan_from_a_finish_is_one_from_the_start_that_it_finds(case: Case) -> None:
    # What starts first below a summary, and how long it is, follows from the start: no such links.
    above = {row.parent for row in case.network.activities}
    links = tuple(link for link in case.network.links if link.predecessor not in above)
    network = replace(case.network, links=links)
    finish = network.finish or network.start + 20 * DAY
    backwards = schedule(replace(network, finish=finish))
    assert case.minutes[network.calendar].count(finish, backwards.project_finish) <= 0 or (
        backwards.total_float.min() < 0
    )
    found = min(backwards.late_start[backwards.index[key]] for key in leaves(network))
    forwards = schedule(replace(network, start=int(found), finish=None))
    assert np.array_equal(backwards.early_start, forwards.early_start)
    assert np.array_equal(backwards.early_finish, forwards.early_finish)


@settings(max_examples=50)
@given(cases())
def test_choices_that_a_plan_gives_no_occasion_for_change_nothing(case: Case) -> None:
    plain = tuple(
        replace(
            row,
            actual_start=None,
            actual_finish=None,
            constraint=ConstraintKind.AS_SOON_AS_POSSIBLE,
            constraint_at=None,
            calendar=None,
        )
        for row in case.network.activities
    )
    links = tuple(
        replace(link, type=LinkType.FINISH_START, lag=abs(link.lag)) for link in case.network.links
    )
    network = replace(case.network, activities=plain, links=links, status=None)
    ours = schedule(network)
    # One calendar, nothing begun, no "no later than", no lead: only "all time" could differ.
    for rules in (
        Rules(lag_calendar="predecessor"),  # type: ignore[arg-type]  # an enum of words
        Rules(lag_calendar="project"),  # type: ignore[arg-type]
        Rules(progress="progress override"),  # type: ignore[arg-type]
        Rules(dates_over_links=True),
    ):
        other = schedule(replace(network, rules=rules))
        for name in (*DATES, "total_float", "free_float", "critical", "driver"):
            assert np.array_equal(getattr(other, name), getattr(ours, name)), (name, rules)


@settings(max_examples=50)
@given(cases(progress=False, constraints=False))
def test_an_activity_starts_when_its_named_driver_lets_it(case: Case) -> None:
    network, result = case.network, schedule(case.network)
    for row in network.activities:
        dates = result.row(row.key)
        if row.kind == ActivityKind.SUMMARY:
            assert dates.driver == Driver.CHILDREN
            continue
        rest = tuple(link for number, link in enumerate(network.links) if number != dates.driver)
        alone = schedule(replace(network, links=())).row(row.key)
        if dates.driver == Driver.PROJECT_START:
            assert dates.start == alone.start
        else:
            assert schedule(replace(network, links=rest)).row(row.key).start <= dates.start
            assert dates.start >= alone.start
            only = schedule(replace(network, links=(network.links[dates.driver],)))
            assert only.row(row.key).start <= dates.start
