"""Whole levels at once and row by row: two ways through a network that give the same dates."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis import timeline
from leadbench.analysis.calendars import STANDARD, WorkCalendar
from leadbench.analysis.inputs import (
    Activity,
    CriticalRule,
    LagCalendar,
    LagUnit,
    Link,
    Network,
    ProgressRule,
    Rules,
)
from leadbench.analysis.results import Dates, dates_of
from leadbench.analysis.structure import structure
from tests.analysis.networks import Case, calendar, cases

WHOLE_HOURS = (
    WorkCalendar.of(
        dict.fromkeys(range(5), ((480, 720), (780, 1020))),
        {date(2026, 1, 7): (), date(2026, 1, 14): ((600, 660),)},
    ),
    WorkCalendar.of(dict.fromkeys(range(5), ((1320, 360),)), {date(2026, 1, 9): ()}),
    WorkCalendar.of(dict.fromkeys(range(7), ((480, 1020),))),
)
rules = st.builds(
    Rules,
    st.sampled_from(LagCalendar),
    st.sampled_from(ProgressRule),
    st.sampled_from(CriticalRule),
    st.booleans(),
    st.booleans(),
)


def alike(one: Dates, other: Dates) -> None:
    values: dict[str, Any] = dict(other)
    for name, value in cast("dict[str, Any]", one).items():
        assert np.array_equal(value, values[name]), name


def same(network: Network) -> None:
    shape = structure(network)
    alike(dates_of(network, shape, levels=True), dates_of(network, shape, levels=False))


@settings(max_examples=150)
@given(cases(), rules, st.none() | st.integers(-5, 40), st.lists(st.booleans(), min_size=8))
def test_both_ways_agree_under_all_rules(
    case: Case, chosen: Rules, days: int | None, named: list[bool]
) -> None:
    network = case.network
    links = tuple(
        replace(link, calendar=1 if own and link.lag_unit != LagUnit.ELAPSED else None)
        for link, own in zip(network.links, named, strict=False)
    )
    finish = None if days is None else network.start + days * 1440
    same(replace(network, rules=chosen, finish=finish, links=links))


@settings(max_examples=40)
@given(cases(), rules)
def test_both_ways_agree_by_weeks_that_repeat(case: Case, chosen: Rules) -> None:
    network = replace(case.network, rules=chosen)
    shape = structure(network)
    with_tables = dates_of(network, shape)
    timeline.timeline.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timeline, "_LONGEST", 0)
        same(network)
        without = dates_of(network, shape)
    timeline.timeline.cache_clear()
    alike(with_tables, without)


@settings(max_examples=60)
@given(cases(), rules, st.none() | st.integers(-5, 40))
def test_both_ways_agree_where_calendars_are_looked_up_by_whole_hours(
    case: Case, chosen: Rules, days: int | None
) -> None:
    network = case.network
    calendars = dict(zip(network.calendars, WHOLE_HOURS, strict=False))
    finish = None if days is None else network.start + days * 1440
    same(replace(network, calendars=calendars, rules=chosen, finish=finish))


def test_a_date_in_a_far_century_is_as_exact_as_others() -> None:
    far = 6_000 * 366 * 1440
    night, _ = calendar(2, ())
    plan = Network(
        (
            Activity(1, "A", duration=480, deadline=far),
            Activity(2, "B", duration=480, calendar=2, pinned_start=far),
            Activity(3, "C", duration=480),
        ),
        (Link(2, 3), Link(1, 2)),
        {1: STANDARD, 2: night},
        1,
        STANDARD.next_start(0),
    )
    same(plan)
    dates = dates_of(plan, structure(plan))
    assert dates["start"][2] == STANDARD.next_start(night.add(far, 480))
    assert dates["finish"][2] == STANDARD.add(int(dates["start"][2]), 480)
