"""Taking the named rule away moves the date, whatever the rule is."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis.calendars import DAY, WorkCalendar, to_date
from leadbench.analysis.critical_path import Driver, schedule
from leadbench.analysis.explanations import Because, Reason, explain
from leadbench.analysis.inputs import (
    Activity,
    ConstraintKind,
    LagCalendar,
    Network,
    ProgressRule,
    Rules,
)
from tests.analysis.networks import Case, cases

LONG_AGO = -40_000 * DAY
OWN = 99
"""A calendar that no activity has yet."""


def without(network: Network, reasons: tuple[Reason, ...], start: int) -> Network:
    """Return a network in which these rules do not hold."""
    gone = {one.link for one in reasons}
    links = tuple(link for number, link in enumerate(network.links) if number not in gone)
    network = replace(network, links=links)
    for one in reasons:
        network = _without(network, one, start)
    return network


def _without(network: Network, reason: Reason, start: int) -> Network:
    if reason.because == Because.PROJECT_FINISH:
        assert network.finish is not None
        return replace(network, finish=network.finish - LONG_AGO)
    if reason.because == Because.DEADLINE:
        return changed(network, reason.origin, deadline=None)
    if reason.because == Because.PROJECT_START:
        return replace(network, start=LONG_AGO)
    if reason.because == Because.STATUS_DATE:
        return replace(network, status=LONG_AGO)
    if reason.because in {Because.CONSTRAINT, Because.AS_LATE}:
        return changed(
            network,
            reason.origin,
            constraint=ConstraintKind.AS_SOON_AS_POSSIBLE,
            constraint_at=None,
        )
    if reason.because == Because.ACTUAL:
        return changed(network, reason.key, actual_start=LONG_AGO)
    if reason.because == Because.CALENDAR:
        held = {
            Because.PROJECT_START: network.start,
            Because.STATUS_DATE: network.status,
            Because.CONSTRAINT: of(network, reason.origin).constraint_at,
        }[reason.held or Because.LINK]
        assert held is not None
        one = of(network, reason.key)
        calendar = network.calendars[network.calendar if one.calendar is None else one.calendar]
        longer = working_between(calendar, held, start)
        network = replace(network, calendars={**network.calendars, OWN: longer})
        return changed(network, reason.key, calendar=OWN)
    return network


def of(network: Network, key: int) -> Activity:
    return next(one for one in network.activities if one.key == key)


def changed(network: Network, key: int, **fields: object) -> Network:
    rows = tuple(
        replace(one, **fields) if one.key == key else one  # type: ignore[arg-type]  # by name
        for one in network.activities
    )
    return replace(network, activities=rows)


def working_between(calendar: WorkCalendar, first: int, last: int) -> WorkCalendar:
    """Return a calendar in which all time between two instants is worked too."""
    own = {to_date(day * DAY): list(hours) for day, hours in calendar.exceptions}
    day = to_date(first)
    while day <= to_date(last):
        hours = list(calendar.intervals(day))
        midnight = (day - to_date(0)).days * DAY
        begin, end = max(first - midnight, 0), min(last - midnight, DAY)
        if begin < end:
            hours.append((begin, end))
        own[day] = hours
        day += timedelta(days=1)
    return WorkCalendar.of(dict(enumerate(calendar.week)), own)


@settings(max_examples=80)
@given(cases())
def test_without_the_rules_that_are_named_the_date_moves(case: Case) -> None:
    network = case.network
    dates = schedule(network)
    for key in dates.keys:
        found = explain(dates, network, key)
        row, reason, one = dates.row(key), found.reason, of(network, key)
        if reason.because == Because.CHILDREN:
            assert all(
                dates.row(each.origin).start == row.start for each in (reason, *found.equals)
            )
            continue
        if reason.because == Because.BY_HAND:
            assert one.pinned_start is not None
            after = schedule(changed(network, key, pinned_start=one.pinned_start - 7 * DAY))
            assert after.row(key).start == row.start - 7 * DAY
            continue
        if row.done:
            assert reason.because == Because.ACTUAL
            continue
        begun = one.actual_start is not None
        freed = schedule(without(network, (reason, *found.equals), row.early_start)).row(key)
        if reason.because == Because.AS_LATE:
            assert freed.start < row.start
        elif begun:
            assert freed.early_finish != row.early_finish
        else:
            assert (freed.early_start, freed.early_finish) != (row.early_start, row.early_finish)


rules = st.builds(
    Rules,
    lag_calendar=st.sampled_from([*LagCalendar]),
    progress=st.sampled_from([*ProgressRule]),
    before_start=st.booleans(),
    dates_over_links=st.booleans(),
)


@settings(max_examples=60)
@given(cases(), rules)
def test_the_date_moves_under_every_choice_of_rules(case: Case, chosen: Rules) -> None:
    network = replace(case.network, rules=chosen)
    dates = schedule(network)
    for key in dates.keys:
        found = explain(dates, network, key)
        row, one = dates.row(key), of(network, key)
        given_dates = {Because.CHILDREN, Because.BY_HAND, Because.AS_LATE}
        if row.done or found.reason.because in given_dates:
            continue
        freed = schedule(without(network, (found.reason, *found.equals), row.early_start)).row(key)
        if chosen.before_start and freed.driver == Driver.PROJECT_START:
            continue  # what waits for nothing any more is held by the project's start
        if one.actual_start is not None:
            assert freed.early_finish != row.early_finish
        else:
            assert (freed.early_start, freed.early_finish) != (row.early_start, row.early_finish)


@settings(max_examples=60)
@given(cases(), st.integers(0, 30))
def test_backwards_the_date_moves_later(case: Case, days: int) -> None:
    network = replace(case.network, finish=case.network.start + days * DAY)
    dates = schedule(network)
    for key in dates.keys:
        found = explain(dates, network, key)
        row = dates.row(key)
        if not found.reason.backwards:
            continue
        assert all(each.backwards for each in found.equals)
        freed = schedule(without(network, (found.reason, *found.equals), row.start)).row(key)
        assert (freed.start, freed.finish) != (row.start, row.finish)


@settings(max_examples=80)
@given(cases(progress=False))
def test_of_equal_rules_none_alone_moves_the_date(case: Case) -> None:
    network = case.network
    dates = schedule(network)
    for key in dates.keys:
        found = explain(dates, network, key)
        plain = {Because.LINK, Because.PROJECT_START}
        if not found.equals or {each.because for each in (found.reason, *found.equals)} - plain:
            continue
        row = dates.row(key)
        freed = schedule(without(network, (found.reason,), row.early_start)).row(key)
        assert (freed.early_start, freed.early_finish) == (row.early_start, row.early_finish)
