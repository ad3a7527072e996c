"""The fast scheduler beside the slow one, and what must hold for every network."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis.critical_path import Driver, ScheduledActivity, schedule
from leadbench.analysis.inputs import ActivityKind, Network
from tests.analysis.networks import Case, cases
from tests.analysis.slow import Slow

WEEK = 7 * 1440


def compare(case: Case) -> None:
    slow, fast = Slow(case.network, case.minutes), schedule(case.network)
    for activity in case.network.activities:
        expected = slow.answer(activity.key)
        row = fast.row(activity.key)
        assert {name: getattr(row, name) for name in expected} == expected, activity.name
    whole = slow.project()
    assert {name: getattr(fast, name) for name in whole} == whole


@settings(max_examples=150)
@given(cases(progress=False, constraints=False, mixed=False))
def test_links_alone_agree_with_the_slow_scheduler(case: Case) -> None:
    compare(case)


@settings(max_examples=300)
@given(cases())
def test_every_feature_at_once_agrees_with_the_slow_scheduler(case: Case) -> None:
    compare(case)


@settings(max_examples=100)
@given(cases(constraints=False))
def test_total_float_is_at_least_free_float_and_neither_is_negative(case: Case) -> None:
    result = schedule(case.network)
    leaves = [row.kind != ActivityKind.SUMMARY for row in case.network.activities]
    assert (result.free_float[leaves] >= 0).all()
    assert (result.total_float[leaves] >= result.free_float[leaves]).all()
    open_rows = ~result.done & np.array(leaves)
    if open_rows.any() and result.finish[open_rows].max() == result.project_finish:
        assert result.critical.any()
    assert not (result.critical & result.near_critical).any()
    assert not (result.critical & result.done).any()


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
    return replace(network, activities=moved, start=network.start + minutes, status=status)


@settings(max_examples=100)
@given(cases(free_days=False), st.integers(-60, 60))
def test_moving_everything_by_whole_weeks_moves_every_date_by_as_much(
    case: Case, weeks: int
) -> None:
    before, after = schedule(case.network), schedule(later(case.network, weeks * WEEK))
    for name in ("start", "finish", "early_start", "early_finish", "late_start", "late_finish"):
        assert (getattr(after, name) - getattr(before, name) == weeks * WEEK).all(), name
    for name in ("total_float", "free_float", "critical", "duration", "driver"):
        assert np.array_equal(getattr(after, name), getattr(before, name)), name


@settings(max_examples=100)
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


@settings(max_examples=60)
@given(cases(), st.data())
def test_a_shape_taken_from_an_earlier_network_changes_no_answer(
    case: Case, data: st.DataObject
) -> None:
    shape = schedule(case.network).structure
    rows = tuple(
        replace(row, duration=data.draw(st.integers(0, 30))) for row in case.network.activities
    )
    edited = replace(case.network, activities=rows, links=case.network.links[:-1])
    for network in (replace(case.network, activities=rows), edited):
        quick, anew = schedule(network, shape), schedule(network)
        for key in anew.keys:
            for field in fields(ScheduledActivity):
                assert getattr(quick.row(key), field.name) == getattr(anew.row(key), field.name)
