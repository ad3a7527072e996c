"""The smallest sets of rules that cannot hold together, held beside all their subsets."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from leadbench.analysis.calendars import DAY, STANDARD
from leadbench.analysis.contradictions import Contradiction, contradictions, looking
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.explanations import Because
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    LagUnit,
    Link,
    LinkType,
    Network,
)
from leadbench.errors import LoopRefused
from tests.analysis.networks import Case, cases

LONG_AGO = -40_000 * DAY
MONDAY = 20458 * 1440 + 480  # 2026-01-05 08:00
TUESDAY, FRIDAY = MONDAY + 1440, MONDAY + 4 * 1440
EVENING = 540
"""From 08:00 to 17:00."""
UPPER = {"snlt", "fnlt", "mso", "mfo"}
OF_START = {"snlt", "mso"}

Rule = tuple[Because, int]
"""A rule and whose it is: a link by its number, the project's dates with 0."""


def all_rules(network: Network) -> list[Rule]:
    rules: list[Rule] = [(Because.LINK, number) for number in range(len(network.links))]
    rules.append((Because.PROJECT_START, 0))
    if network.status is not None:
        rules.append((Because.STATUS_DATE, 0))
    for one in network.activities:
        if one.constraint_at is not None:
            rules.append((Because.CONSTRAINT, one.key))
        if one.pinned_start is not None:
            rules.append((Because.BY_HAND, one.key))
        if one.actual_start is not None or one.actual_finish is not None:
            rules.append((Because.ACTUAL, one.key))
    return rules


def members(found: Contradiction) -> list[Rule]:
    rules: list[Rule] = []
    for one in found.reasons:
        if one.link is not None:
            rules.append((Because.LINK, one.link))
        elif one.because in {Because.PROJECT_START, Because.STATUS_DATE}:
            rules.append((one.because, 0))
        else:
            rules.append((one.because, one.origin))
    return rules


def holding(network: Network, rules: Iterable[Rule], key: int, limit: Because) -> Network:
    """Return the network in which of all rules only these hold, and the limit holds nothing."""
    kept = set(rules)
    activities = []
    for one in network.activities:
        if (Because.CONSTRAINT, one.key) not in kept or (limit, key) == (
            Because.CONSTRAINT,
            one.key,
        ):
            one = replace(one, constraint=ConstraintKind.AS_SOON_AS_POSSIBLE, constraint_at=None)
        given_up = (Because.BY_HAND, one.key) not in kept or (limit, key) == (
            Because.BY_HAND,
            one.key,
        )
        if one.pinned_start is not None and given_up:
            if one.pinned_finish is not None and one.pinned_finish > one.pinned_start:
                own = network.calendars[network.calendar if one.calendar is None else one.calendar]
                length = own.between(one.pinned_start, one.pinned_finish)
                one = replace(one, duration=length)
            one = replace(one, pinned_start=None, pinned_finish=None)
        if (Because.ACTUAL, one.key) not in kept:
            if one.actual_finish is not None:
                length = one.actual_finish - (one.actual_start or one.actual_finish)
                one = replace(one, actual_start=LONG_AGO, actual_finish=LONG_AGO + length)
            elif one.actual_start is not None:
                one = replace(one, actual_start=LONG_AGO)
        activities.append(replace(one, deadline=None))
    status = network.status
    if status is not None and (Because.STATUS_DATE, 0) not in kept:
        status = LONG_AGO
    return replace(
        network,
        activities=tuple(activities),
        links=tuple(link for at, link in enumerate(network.links) if (Because.LINK, at) in kept),
        start=network.start if (Because.PROJECT_START, 0) in kept else LONG_AGO,
        status=status,
    )


def missed(network: Network, rules: Iterable[Rule], key: int, limit: Because) -> bool:
    """Tell whether the date of an activity is missed when of all rules only these hold."""
    dates = schedule(holding(network, rules, key, limit))
    whose = next(one for one in network.activities if one.key == key)
    at, start = whose.constraint_at, str(whose.constraint) in OF_START
    if limit == Because.DEADLINE:
        at, start = whose.deadline, False
    elif limit == Because.BY_HAND:
        at, start = whose.pinned_start, True
    assert at is not None
    above = {one.key: one.parent for one in network.activities}
    for one in network.activities:
        parents = [one.key]
        while (up := above[parents[-1]]) is not None:
            parents.append(up)
        row = dates.index[one.key]
        begun = one.actual_start is not None
        if key not in parents or not dates.structure.leaf[row] or dates.done[row]:
            continue
        if not one.active or (begun and start):
            continue
        own = network.calendars[network.calendar if one.calendar is None else one.calendar]
        end = dates.early_start[row] if start else dates.early_finish[row]
        if own.position(int(end)) > own.position(at):
            return True
    return False


def limits(network: Network) -> list[tuple[int, Because]]:
    found = []
    for one in network.activities:
        if one.deadline is not None:
            found.append((one.key, Because.DEADLINE))
        if one.pinned_start is not None:
            found.append((one.key, Because.BY_HAND))
        if one.constraint_at is not None and str(one.constraint) in UPPER:
            found.append((one.key, Because.CONSTRAINT))
    return found


@settings(max_examples=80)
@given(cases())
def test_every_missed_date_has_a_set_of_which_each_member_is_needed(case: Case) -> None:
    network = case.network
    if any(link.lag_unit == LagUnit.PERCENT for link in network.links):
        network = replace(
            network,
            links=tuple(replace(link, lag_unit=LagUnit.WORKING) for link in network.links),
        )
    found = {(one.key, one.limit): one for one in contradictions(schedule(network), network)}
    for key, limit in limits(network):
        # The other way round not always: a must date hides what links ask of the same task.
        assert (key, limit) in found or not missed(network, all_rules(network), key, limit)
    for (key, limit), one in found.items():
        named = members(one)
        assert missed(network, named, key, limit)
        for left_out in named:
            rest = [rule for rule in named if rule != left_out]
            assert not missed(network, rest, key, limit)


@settings(max_examples=30)
@given(cases(mixed=False, free_days=False, progress=False))
def test_no_smaller_set_rules_the_date_out(case: Case) -> None:
    network = case.network
    inner = {one.parent for one in network.activities}
    if any(
        link.predecessor in inner
        and (link.type in {"SS", "SF"} or link.lag_unit == LagUnit.PERCENT)
        for link in network.links
    ):
        return  # all below the summary hold its start together
    rules = all_rules(network)
    for one in contradictions(schedule(network), network):
        fewest = len(one.reasons)
        for size in range(min(fewest, 3)):
            for some in combinations(rules, size):
                assert not missed(network, some, one.key, one.limit)


def plan(activities: list[Activity], links: list[Link], status: int | None = None) -> Network:
    return Network(tuple(activities), tuple(links), {1: STANDARD}, 1, MONDAY, status)


def only(network: Network) -> Contradiction:
    (found,) = contradictions(schedule(network), network)
    return found


def test_two_dates_of_two_tasks_that_exclude_each_other() -> None:
    first = Activity(
        1, "Order", duration=480, constraint=ConstraintKind.MUST_START, constraint_at=FRIDAY
    )
    second = Activity(
        2,
        "Deliver",
        duration=480,
        constraint=ConstraintKind.FINISH_NO_LATER,
        constraint_at=TUESDAY + EVENING,
    )
    found = only(plan([first, second], [Link(1, 2)]))
    assert (found.key, found.limit) == (2, Because.CONSTRAINT)
    assert [(one.because, one.origin, one.link) for one in found.reasons] == [
        (Because.CONSTRAINT, 1, None),
        (Because.LINK, 1, 0),
    ]
    assert found.sentence == (
        "“Deliver” may finish no later than Tue 6 Jan 2026, 17:00, which cannot be kept:"
        " “Order” must start on Fri 9 Jan 2026, 08:00, and “Deliver” may start only once “Order”"
        " finishes. Change one of these."
    )


def test_the_data_date_rules_out_a_deadline() -> None:
    late = Activity(1, "Order", duration=960, deadline=TUESDAY + EVENING)
    found = only(plan([late], [], status=TUESDAY))
    assert [one.because for one in found.reasons] == [Because.STATUS_DATE]
    assert found.sentence == (
        "The deadline of “Order”, Tue 6 Jan 2026, 17:00, cannot be kept: open work cannot lie"
        " before the data date, Tue 6 Jan 2026, 08:00. Change one of these."
    )


def test_a_recorded_finish_rules_out_a_date_set_by_hand() -> None:
    done = Activity(1, "Order", duration=480, actual_start=MONDAY, actual_finish=FRIDAY + EVENING)
    fixed = Activity(2, "Deliver", duration=480, pinned_start=TUESDAY)
    found = only(plan([done, fixed], [Link(1, 2)]))
    assert (found.limit, [one.because for one in found.reasons]) == (
        Because.BY_HAND,
        [Because.ACTUAL, Because.LINK],
    )


def test_of_two_chains_the_shorter_is_named() -> None:
    # By A-B-D the finish is Thursday, by C-D Wednesday; both miss Tuesday, and so does D after C.
    rows = [Activity(key, name, duration=480) for key, name in enumerate("ABCD", 1)]
    rows[2] = replace(rows[2], duration=960)
    rows[3] = replace(rows[3], duration=480, deadline=TUESDAY + EVENING)
    rows[0] = replace(rows[0], duration=960)
    found = only(plan(rows, [Link(1, 2), Link(2, 4), Link(3, 4)]))
    assert [one.link for one in found.reasons] == [None, 2]


def test_the_start_of_a_summary_is_held_by_all_below_it() -> None:
    rows = [
        Activity(1, "Both", ActivityKind.SUMMARY),
        Activity(2, "A", parent=1, duration=480),
        Activity(3, "B", parent=1, duration=480),
        Activity(4, "After", duration=480, deadline=TUESDAY + EVENING),
    ]
    for row in (1, 2):
        rows[row] = replace(
            rows[row], constraint=ConstraintKind.START_NO_EARLIER, constraint_at=FRIDAY
        )
    found = only(plan(rows, [Link(1, 4, LinkType.START_START)]))
    assert sorted((str(one.because), one.origin) for one in found.reasons if one.link is None) == [
        ("constraint", 2),
        ("constraint", 3),
    ]


def test_every_link_of_a_loop_is_named_also_through_a_summary() -> None:
    rows = [
        Activity(1, "Phase", ActivityKind.SUMMARY),
        Activity(2, "A", parent=1, duration=480),
        Activity(3, "B", duration=480),
        Activity(4, "C", duration=480),
    ]
    # C follows the phase, B follows C, and A, a part of the phase, follows B.
    loop = plan(rows, [Link(2, 4), Link(1, 4), Link(4, 3), Link(3, 2)])
    with pytest.raises(LoopRefused) as problem:
        schedule(loop)
    assert set(problem.value.links) in ({1, 2, 3}, {0, 2, 3})


def test_a_set_of_very_many_rules_is_the_whole_driving_chain() -> None:
    rows = [Activity(key, f"T{key}", duration=480) for key in range(1, 1501)]
    end = int(schedule(plan(rows, [Link(key, key + 1) for key in range(1, 1500)])).project_finish)
    rows[-1] = replace(rows[-1], deadline=end - 1)
    found = only(plan(rows, [Link(key, key + 1) for key in range(1, 1500)]))
    assert [one.link for one in found.reasons] == [None, *range(1499)]
    assert found.reasons[0].because == Because.PROJECT_START


def test_what_holds_together_with_the_start_of_a_summary_is_thinned_out() -> None:
    # All parts of the phase wait for Friday; then one task follows the other, all of them needed.
    part = Activity(
        2,
        "Part",
        parent=1,
        duration=480,
        constraint=ConstraintKind.START_NO_EARLIER,
        constraint_at=FRIDAY,
    )
    rows = [Activity(1, "Phase", ActivityKind.SUMMARY)]
    rows += [replace(part, key=key) for key in (2, 3, 4)]
    rows += [Activity(key, f"T{key}", duration=480) for key in range(5, 45)]
    links = [Link(1, 5, LinkType.START_START), *(Link(key, key + 1) for key in range(5, 44))]
    end = int(schedule(plan(rows, links)).project_finish)
    rows[-1] = replace(rows[-1], deadline=end - 1)
    found = only(plan(rows, links))
    dates = {one.origin for one in found.reasons if one.link is None}
    assert dates == {2, 3, 4}
    assert sorted(one.link for one in found.reasons if one.link is not None) == list(range(40))


def test_a_search_goes_by_small_steps_to_the_same_end() -> None:
    rows = [Activity(key, f"T{key}", duration=480) for key in range(1, 60)]
    rows[-1] = replace(rows[-1], deadline=FRIDAY)
    rows[9] = replace(rows[9], deadline=TUESDAY)
    network = plan(rows, [Link(key, key + 1) for key in range(1, 59)])
    dates = schedule(network)
    steps = list(looking(dates, network))
    found = [one for one in steps if one is not None]
    assert [one.key for one in found] == [10, 59]
    assert tuple(found) == contradictions(dates, network)
    assert len(steps) > len(found) + 2  # turns in between
