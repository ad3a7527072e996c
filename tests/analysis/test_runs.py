"""Many runs at once are dated exactly as ``schedule`` dates the network of each run."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis.calendars import STANDARD
from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.forecast import forecast
from leadbench.analysis.inputs import Activity, Link, LinkType, Network
from leadbench.analysis.order import IntArray
from leadbench.analysis.ranges import Range
from leadbench.analysis.run_dates import RunDates, dates_of_runs
from leadbench.analysis.run_layout import RunLayout, can_vary
from leadbench.analysis.states import remaining
from leadbench.analysis.structure import structure
from tests.analysis.networks import Case, cases

MONDAY_8 = 29460480
"""Monday 5 January 2026, 08:00."""


def varying(network: Network) -> IntArray:
    """The places of what can still take more or less time."""
    leaf = structure(network).leaf
    places = [at for at in range(len(leaf)) if can_vary(network, at, leaf=bool(leaf[at]))]
    return np.array(places, dtype=np.int64)


def taking(network: Network, places: IntArray, minutes: IntArray) -> Network:
    """The network of one run, made anew: nothing is carried over from another."""
    rows = list(network.activities)
    for at, own in zip(places.tolist(), minutes.tolist(), strict=True):
        field = "duration" if rows[at].actual_start is None else "remaining"
        rows[at] = replace(rows[at], **{field: own})
    return replace(network, activities=tuple(rows))


def agrees(found: RunDates, run: int, wanted: Schedule) -> None:
    assert found.project_finish[run] == wanted.project_finish
    assert found.start[:, run].tolist() == wanted.start.tolist()
    assert found.finish[:, run].tolist() == wanted.finish.tolist()
    assert found.critical[:, run].tolist() == wanted.critical.tolist()


def check(network: Network, seed: int) -> bool:
    """Hold four random runs against ``schedule``; tell whether they were worked out at once."""
    places = varying(network)
    rest = np.random.default_rng(seed).integers(1, 25, (len(places), 4))
    usual = taking(network, places, np.full(len(places), 4))
    runs = RunLayout(usual, places)
    found = dates_of_runs(runs, rest)
    for run in range(rest.shape[1]):
        agrees(found, run, schedule(taking(network, places, rest[:, run])))
    return not runs.one_by_one


@settings(max_examples=60)
@given(cases(choices=True), st.integers(0, 1 << 30))
def test_every_run_is_dated_as_schedule_dates_it(case: Case, seed: int) -> None:
    check(case.network, seed)


@settings(max_examples=60)
@given(cases(choices=True), st.integers(0, 1 << 30))
def test_also_without_a_wanted_finish_where_all_runs_are_worked_out_at_once(
    case: Case, seed: int
) -> None:
    check(replace(case.network, finish=None), seed)


@settings(max_examples=40)
@given(cases(choices=True))
def test_ranges_without_a_width_give_the_schedule_in_every_run(case: Case) -> None:
    network = case.network
    ranges = {}
    for at in varying(network).tolist():
        one = network.activities[at]
        minutes = one.duration if one.actual_start is None else remaining(one)
        ranges[one.key] = Range(minutes, minutes, minutes)
    found, wanted = forecast(network, ranges, runs=3), schedule(network)
    assert found.finish.tolist() == [wanted.project_finish] * 3
    for key, place in wanted.index.items():
        own = found.of(key)
        assert own is not None
        assert {own.start_p50, own.start_p80} == {wanted.start[place]}
        assert {own.finish_p10, own.finish_p50, own.finish_p80, own.finish_p90} == {
            wanted.finish[place]
        }
        share = None if wanted.done[place] else float(wanted.critical[place])
        assert own.criticality == share


def test_hundreds_of_tasks_with_every_type_of_link_are_worked_out_at_once() -> None:
    rng = np.random.default_rng(5)
    count = 120
    rows = tuple(
        Activity(key, f"Task {key}", duration=int(rng.integers(60, 4800)))
        for key in range(1, count + 1)
    )
    links = tuple(
        Link(
            int(rng.integers(max(1, key - 12), key)),
            key,
            LinkType(str(rng.choice([*LinkType]))),
            int(rng.integers(-480, 960)),
        )
        for key in range(2, count + 1)
        for _ in range(2)
    )
    network = Network(rows, links, {1: STANDARD}, 1, MONDAY_8)
    places = varying(network)
    rest = rng.integers(1, 9600, (count, 40))
    runs = RunLayout(network, places)
    found = dates_of_runs(runs, rest)
    assert not runs.one_by_one
    for run in range(40):
        agrees(found, run, schedule(taking(network, places, rest[:, run])))
