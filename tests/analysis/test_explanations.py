"""Why each activity lies where it lies, and which rules cannot hold together."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadbench.analysis.calendars import STANDARD
from leadbench.analysis.contradictions import contradictions
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.explanations import Because, explain, reason_of
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    CriticalRule,
    Link,
    LinkType,
    Network,
    Rules,
)
from leadbench.analysis.paths import (
    broken_links,
    critical_paths,
    independent_float,
    open_ends,
    out_of_sequence,
)
from leadbench.errors import LoopRefused
from tests.analysis.networks import Case, cases

DAY = 480
MONDAY = 20458 * 1440 + 480  # 2026-01-05 08:00


def plan(activities: list[Activity], links: list[Link], start: int = MONDAY) -> Network:
    return Network(tuple(activities), tuple(links), {1: STANDARD}, 1, start)


def chain(**last: object) -> Network:
    rows = [Activity(key, f"T{key}", duration=DAY) for key in (1, 2, 3)]
    rows[2] = replace(rows[2], **last)  # type: ignore[arg-type]  # fields by name
    return plan(rows, [Link(1, 2), Link(2, 3)])


def test_the_chain_leads_back_to_the_project_start() -> None:
    network = chain()
    found = explain(schedule(network), network, 3)
    assert [(one.key, one.because, one.link) for one in found.chain] == [
        (3, Because.LINK, 1),
        (2, Because.LINK, 0),
        (1, Because.PROJECT_START, None),
    ]
    assert found.sentence == (
        "“T3” starts Wed 7 Jan 2026, 08:00 because “T2” finishes Tue 6 Jan 2026, 17:00."
    )


def test_a_start_on_a_free_day_is_put_down_to_the_calendar() -> None:
    network = plan([Activity(1, "T1", duration=DAY)], [], MONDAY - 2 * 1440)
    assert explain(schedule(network), network, 1).reason.because == Because.CALENDAR


def test_a_deadline_that_cannot_hold_names_only_the_links_it_needs() -> None:
    whole = chain(deadline=MONDAY + 1440 + 540)  # Tuesday 17:00: three days do not fit
    (found,) = contradictions(schedule(whole), whole)
    assert (found.key, found.limit) == (3, Because.DEADLINE)
    assert [one.link for one in found.reasons] == [None, 0, 1]
    short = chain(deadline=MONDAY + 540)  # Monday 17:00: two days already do not fit
    (found,) = contradictions(schedule(short), short)
    assert [(one.because, one.link) for one in found.reasons] == [
        (Because.PROJECT_START, None),
        (Because.LINK, 1),
    ]
    kept = chain(deadline=MONDAY + 2 * 1440 + 540)
    assert contradictions(schedule(kept), kept) == ()


def test_a_must_date_against_links_is_named_and_the_link_is_broken() -> None:
    network = chain(constraint=ConstraintKind.MUST_START, constraint_at=MONDAY)
    dates = schedule(network)
    assert broken_links(dates, network) == (1,)
    (found,) = contradictions(dates, network)
    assert (found.limit, [one.link for one in found.reasons]) == (Because.CONSTRAINT, [None, 1])


def test_every_link_of_a_loop_is_named() -> None:
    rows = [Activity(key, f"T{key}", duration=DAY) for key in (1, 2, 3, 4)]
    loop = plan(rows, [Link(4, 1), Link(1, 2), Link(2, 3), Link(3, 1)])
    with pytest.raises(LoopRefused) as problem:
        schedule(loop)
    assert sorted(problem.value.links) == [1, 2, 3]


def test_work_against_the_order_is_listed() -> None:
    rows = [
        Activity(1, "T1", duration=DAY, actual_start=MONDAY),
        Activity(2, "T2", duration=DAY, actual_start=MONDAY + 60),
        Activity(3, "T3", duration=DAY),
    ]
    network = plan(rows, [Link(1, 2), Link(1, 2, LinkType.START_START), Link(2, 3)])
    assert out_of_sequence(schedule(network), network) == (0,)


def test_paths_floats_and_loose_ends() -> None:
    rows = [Activity(key, f"T{key}", duration=days * DAY) for key, days in enumerate((4, 1, 1), 1)]
    rows.append(Activity(4, "T4", duration=DAY))
    # 1 (4 days) decides 4; 2 then 3 (a day each) have two days of room before it.
    network = plan(rows, [Link(1, 4), Link(2, 3), Link(3, 4)])
    dates = schedule(network)
    found = critical_paths(dates, network, 5)
    assert [(path.keys, path.slack) for path in found] == [((1, 4), 0), ((2, 3, 4), 2 * DAY)]
    assert independent_float(dates, network).tolist() == [0, 0, 0, 0]
    assert dates.free_float.tolist() == [0, 0, 2 * DAY, 0]
    alone = plan([rows[0], rows[2], rows[3]], [Link(1, 4), Link(3, 4)])
    assert independent_float(schedule(alone), alone).tolist() == [0, 3 * DAY, 0]
    ends = open_ends(dates, network)
    assert (ends.starts, ends.finishes) == ((1, 2), (4,))


def test_counting_back_what_is_left_out_gives_no_path_room() -> None:
    # 1 and 2 take three days up to Friday 16; 3, left out, would take ten.
    rows = [Activity(1, "T1", duration=2 * DAY), Activity(2, "T2", duration=DAY)]
    rows.append(Activity(3, "T3", duration=10 * DAY, active=False))
    network = replace(plan(rows, [Link(1, 2)]), finish=MONDAY + 11 * 1440 + 540)
    found = critical_paths(schedule(network), network, 5)
    assert [(path.keys, path.slack) for path in found] == [((1, 2), 0)]


def test_a_milestone_begun_has_no_minutes_of_its_own_before_its_links() -> None:
    rows = [Activity(1, "Work", duration=3 * DAY)]
    rows.append(
        Activity(2, "Begun", kind=ActivityKind.MILESTONE, actual_start=MONDAY, remaining=60)
    )
    network = plan(rows, [Link(1, 2, LinkType.START_START)])
    dates = schedule(network)
    # The milestone could wait until the work ends, three days on, and nothing before it can slip.
    assert dates.free_float.tolist() == [0, 3 * DAY]
    assert independent_float(dates, network).tolist() == [0, 3 * DAY]


@settings(max_examples=100)
@given(cases(constraints=False, progress=False))
def test_independent_float_is_at_most_free_float(case: Case) -> None:
    dates = schedule(case.network)
    own = independent_float(dates, case.network)
    leaf = dates.structure.leaf
    assert (own >= 0).all()
    assert (own[leaf] <= dates.free_float[leaf]).all()


@settings(max_examples=60)
@given(cases(choices=True, progress=False), st.sampled_from([10, 20, 40]))
def test_the_quick_reason_is_the_first_of_all_that_hold(case: Case, days: int) -> None:
    # Mostly links from finish to start without lag, since only those are seen through quickly.
    links = tuple(
        link if number % 4 == 3 else replace(link, type=LinkType.FINISH_START, lag=0)
        for number, link in enumerate(case.network.links)
    )
    rows = tuple(
        replace(row, pinned_start=None, pinned_finish=None, active=row.key % 5 > 0)
        for row in case.network.activities
    )
    finish = case.network.start + days * 1440
    forwards = replace(case.network, activities=rows, links=links, finish=None)
    for network in (forwards, replace(forwards, finish=finish)):
        dates = schedule(network)
        for key in dates.keys:
            assert reason_of(dates, network, key) == explain(dates, network, key).reason


def test_a_link_that_a_date_goes_before_is_not_followed_where_both_say_the_same() -> None:
    # The data date puts both on Wednesday. The second may start on Tuesday at the latest, and
    # dates go before links: the data date alone holds it there, and the first is on no path to it.
    tuesday, wednesday = MONDAY + 1440, MONDAY + 2 * 1440
    rows = [Activity(1, "Short", duration=DAY), Activity(2, "Long", duration=3 * DAY)]
    rows[1] = replace(rows[1], constraint=ConstraintKind.START_NO_LATER, constraint_at=tuesday)
    network = replace(
        plan(rows, [Link(1, 2, LinkType.START_START)]),
        status=wednesday,
        rules=Rules(critical=CriticalRule.LONGEST_PATH, dates_over_links=True),
    )
    dates = schedule(network)
    assert dates.start.tolist() == [wednesday, wednesday]
    assert dates.critical.tolist() == [False, True]
    assert reason_of(dates, network, 2).because == Because.STATUS_DATE
    free = replace(network, rules=replace(network.rules, dates_over_links=False))
    assert schedule(free).critical.tolist() == [True, True]


def test_a_milestone_begun_lies_at_the_instant_that_a_date_allows_in_a_plan_from_a_finish() -> None:
    # No work lies between Friday 17:00 and Monday 08:00; the date names the later of the two.
    next_monday = MONDAY + 7 * 1440
    row = Activity(1, "Begun", kind=ActivityKind.MILESTONE, actual_start=MONDAY)
    row = replace(row, constraint=ConstraintKind.FINISH_NO_LATER, constraint_at=next_monday)
    network = replace(plan([row], []), finish=MONDAY + 14 * 1440)
    dates = schedule(network)
    assert (dates.early_finish.tolist(), dates.late_finish.tolist()) == ([MONDAY], [next_monday])
    assert dates.finish.tolist() == [next_monday]
