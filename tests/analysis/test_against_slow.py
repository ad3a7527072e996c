"""The fast scheduler beside the slow one, and what must hold for every network."""

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis.calendars import to_datetime
from leadbench.analysis.critical_path import ScheduledActivity, schedule
from leadbench.analysis.inputs import Activity, ActivityKind, LagUnit, Link, LinkType, Network
from leadbench.analysis.paths import independent_float
from tests.analysis.networks import MONDAY, Case, calendar, cases
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


def compare_independent_float(case: Case) -> None:
    slow, fast = Slow(case.network, case.minutes), schedule(case.network)
    own = independent_float(fast, case.network)
    for activity in case.network.activities:
        expected = slow.dates[activity.key].independent_float
        assert own[fast.index[activity.key]] == expected, activity.name


@settings(max_examples=300)
@given(cases(progress=False, constraints=False, mixed=False))
def test_links_alone_agree_with_the_slow_scheduler(case: Case) -> None:
    compare(case)


@settings(max_examples=700)
@given(cases())
def test_every_feature_at_once_agrees_with_the_slow_scheduler(case: Case) -> None:
    compare(case)


@settings(max_examples=1000)
@given(cases(choices=True))
def test_every_choice_of_a_project_agrees_with_the_slow_scheduler(case: Case) -> None:
    compare(case)


@settings(max_examples=40)
@given(cases(choices=True), st.data())
def test_dates_years_away_agree_with_the_slow_scheduler(case: Case, data: st.DataObject) -> None:
    times = st.sampled_from((1, 20, 200))
    activities = tuple(
        replace(row, duration=row.duration * data.draw(times)) for row in case.network.activities
    )
    links = tuple(
        link if link.lag_unit == LagUnit.PERCENT else replace(link, lag=link.lag * data.draw(times))
        for link in case.network.links
    )
    compare(replace(case, network=replace(case.network, activities=activities, links=links)))


def test_work_in_progress_for_years_is_not_taken_for_done() -> None:
    # Fourteen minutes of work a week: 2,400 last for 171 weeks, two minutes of Monday, three of the
    # night and one of Tuesday. That leads out of the table that the fast one tries first, and
    # beyond it lies the table of the other calendar.
    (night, minutes), (days, others) = calendar(2, ()), calendar(0, ())
    begun = MONDAY * 1440
    moments = [
        Activity(key, "Moment", ActivityKind.MILESTONE, None, 0, None, begun, begun, None, 100)
        for key in (1, 2)
    ]
    work = Activity(3, "Work", duration=2400, actual_start=begun, percent_complete=67)
    link = Link(1, 2, LinkType.FINISH_START, 0, LagUnit.PERCENT, 2)
    network = Network((*moments, work), (link,), {1: night, 2: days}, 1, begun)
    compare(Case(network, {1: minutes, 2: others}))
    finish = to_datetime(schedule(network).row(3).finish)
    assert finish.isoformat() == "2029-04-17T10:01:00"


@settings(max_examples=60)
@given(cases(choices=True))
def test_independent_float_agrees_with_the_slow_scheduler(case: Case) -> None:
    compare_independent_float(case)


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
