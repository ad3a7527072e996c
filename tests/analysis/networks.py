"""Small random networks for hypothesis, with every feature on, and their minutes one by one."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from leadbench.analysis.calendar_sets import CONTINUOUS
from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    CriticalRule,
    LagCalendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    ProgressRule,
    Rules,
)
from tests.analysis.slow import AllMinutes, Minutes

MONDAY = (date(2026, 1, 5) - date(1970, 1, 1)).days
# Few working minutes on a day keep "minute by minute" quick without making anything simpler.
SPARSE = {weekday: [(480, 484), (780, 783)] for weekday in range(5)}
DENSE = {weekday: [(470, 482), (960, 965)] for weekday in range(7)}
NIGHT = {0: [(1438, 1440)], 1: [(0, 3), (600, 604)], 4: [(1437, 1440)], 5: [(0, 2)]}
WEEKS = (SPARSE, DENSE, NIGHT)
ELAPSED = 3
"""The week of elapsed durations: all time, whatever the holidays."""
FIRST, LAST = MONDAY - 420, MONDAY + 560


@dataclass(frozen=True)
class Case:
    """A network and the minutes of its calendars."""

    network: Network
    minutes: dict[int, Minutes]


_cache: dict[tuple[int, tuple[int, ...]], tuple[WorkCalendar, Minutes]] = {}


def calendar(week: int, holidays: tuple[int, ...]) -> tuple[WorkCalendar, Minutes]:
    """Return a calendar as the program and as the slow scheduler have it.

    A holiday is a day counted from Monday 5 January 2026; one divisible by 4 has a short shift.
    """
    if week == ELAPSED:
        holidays = ()
    known = _cache.get((week, holidays))
    if known is None and week == ELAPSED:
        known = CONTINUOUS, AllMinutes({}, {}, FIRST, LAST)
        _cache[week, holidays] = known
    if known is None:
        special = {day: ([(900, 903)] if day % 4 == 0 else []) for day in holidays}
        known = (
            WorkCalendar.of(
                WEEKS[week],
                {date(2026, 1, 5) + timedelta(day): hours for day, hours in special.items()},
            ),
            Minutes(
                WEEKS[week], {MONDAY + day: hours for day, hours in special.items()}, FIRST, LAST
            ),
        )
        _cache[week, holidays] = known
    return known


instants = st.builds(
    lambda day, minute: (MONDAY + day) * 1440 + minute,
    st.integers(-3, 25),
    st.sampled_from([0, 470, 480, 482, 484, 600, 783, 962, 1020, 1439]),
)
lags = st.one_of(
    st.tuples(st.just(LagUnit.WORKING), st.integers(-9, 12)),
    st.tuples(st.just(LagUnit.WORKING), st.just(0)),
    st.tuples(st.just(LagUnit.ELAPSED), st.integers(-4000, 6000)),
    st.tuples(st.just(LagUnit.PERCENT), st.integers(-150, 150)),
)


rules = st.builds(
    Rules,
    lag_calendar=st.sampled_from(LagCalendar),
    progress=st.sampled_from(ProgressRule),
    critical=st.sampled_from(CriticalRule),
    before_start=st.booleans(),
    dates_over_links=st.booleans(),
)


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    progress: bool = True,
    constraints: bool = True,
    mixed: bool = True,
    free_days: bool = True,
    choices: bool = False,
) -> Case:
    """Return a network of a few tasks, some of them below summaries."""
    holidays: tuple[int, ...] = ()
    if free_days:
        holidays = tuple(sorted(draw(st.sets(st.integers(-2, 20), max_size=4))))
    weeks = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3 if mixed else 1))
    both = {key: calendar(week, holidays) for key, week in enumerate(weeks, start=1)}
    of_row = st.sampled_from([None, *both])
    of_link = st.sampled_from([None, None, *both]) if choices else st.none()
    status = draw(st.one_of(st.none(), instants)) if progress else None
    activities: list[Activity] = []
    groups: list[list[int]] = []
    key = 0
    for _ in range(draw(st.integers(1, 4))):
        key += 1
        parent = None
        count = draw(st.sampled_from([1, 1, 2, 3]))
        if count > 1:
            parent = key
            kind = draw(st.sampled_from(["asap", "asap", "snet", "fnlt"]))
            activities.append(
                Activity(
                    key,
                    f"Summary {key}",
                    ActivityKind.SUMMARY,
                    calendar=draw(of_row),
                    constraint=ConstraintKind(kind if constraints else "asap"),
                    constraint_at=draw(instants) if kind != "asap" else None,
                    deadline=draw(st.one_of(st.none(), instants)) if constraints else None,
                )
            )
            key += 1
        activities += [
            draw(_leaf(member, parent, of_row, status, progress, constraints))
            for member in range(key, key + count)
        ]
        members = list(range(key, key + count))
        groups.append(([parent] if parent is not None else []) + members)
        key += count - 1
    links = (
        draw(st.lists(_link(groups, of_link), max_size=8, unique_by=lambda link: link))
        if key > 1
        else []
    )
    calendars = {number: pair[0] for number, pair in both.items()}
    network = Network(
        tuple(activities),
        tuple(link for link in links if link is not None),
        calendars,
        1,
        MONDAY * 1440 + draw(st.sampled_from([0, 480, 600, 1020])),
        status,
        draw(st.integers(0, 10)),
        draw(st.integers(0, 4)) if choices else 0,
        draw(rules) if choices else Rules(),
        draw(st.one_of(st.none(), st.none(), instants)) if choices else None,
    )
    return Case(network, {number: pair[1] for number, pair in both.items()})


@st.composite
def _leaf(
    draw: st.DrawFn,
    key: int,
    parent: int | None,
    of_row: "st.SearchStrategy[int | None]",
    status: int | None,
    progress: bool,
    constraints: bool,
) -> Activity:
    work = draw(st.integers(0, 3)) > 0
    duration = draw(st.integers(1, 20))
    start = finish = remaining = None
    percent = 0
    how_far = draw(st.integers(0, 5)) if progress else 5
    if how_far < 2:
        start = draw(instants) if status is None else min(draw(instants), status)
        if how_far == 0:
            finish = start + (draw(st.integers(0, 4000)) if work else 0)
            percent = 100
        else:
            percent = draw(st.integers(0, 95))
            remaining = draw(st.one_of(st.none(), st.integers(1, 15)))
            if remaining is None and duration * (100 - percent) < 50:
                remaining = 1
    kind = draw(st.sampled_from([*ConstraintKind])) if constraints else ConstraintKind("asap")
    pinned = draw(instants) if constraints and draw(st.integers(0, 5)) == 0 else None
    pinned_finish = draw(st.one_of(st.none(), instants)) if pinned is not None else None
    return Activity(
        key,
        f"Task {key}",
        ActivityKind.WORK if work else ActivityKind.MILESTONE,
        parent,
        duration if work else 0,
        draw(of_row),
        start,
        finish,
        remaining,
        percent,
        kind,
        draw(instants) if kind not in {"asap", "alap"} else None,
        draw(st.one_of(st.none(), instants)) if constraints else None,
        pinned,
        pinned_finish,
        not constraints or draw(st.integers(0, 5)) > 0,
    )


@st.composite
def _link(
    draw: st.DrawFn, groups: list[list[int]], of_link: "st.SearchStrategy[int | None]"
) -> Link | None:
    """Return a link that leads forwards in the outline, within a group only between its leaves."""
    first = draw(st.integers(0, len(groups) - 1))
    second = draw(st.integers(first, len(groups) - 1))
    if first == second:
        leaves = groups[first][1:] if len(groups[first]) > 1 else groups[first]
        if len(leaves) < 2:
            return None
        place = draw(st.integers(0, len(leaves) - 2))
        ends = leaves[place], leaves[draw(st.integers(place + 1, len(leaves) - 1))]
    else:
        ends = draw(st.sampled_from(groups[first])), draw(st.sampled_from(groups[second]))
    unit, lag = draw(lags)
    return Link(*ends, draw(st.sampled_from([*LinkType])), lag, unit, draw(of_link))
