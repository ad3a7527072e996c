"""What each rule alone would allow an activity at the latest, in a plan that counts back.

The counterpart of ``binding``: what follows an activity is held at its latest dates, and each rule
is put to the scheduler alone.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leadbench.analysis.binding import FIXES, Ask, Because, calendar_of
from leadbench.analysis.calendars import DAY
from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import Activity, ConstraintKind, Link, Network

_Kind = ConstraintKind
_UPPER = frozenset({_Kind.START_NO_LATER, _Kind.FINISH_NO_LATER}) | FIXES
_FAR_AHEAD = 40_000 * DAY


def late_asks(dates: Schedule, network: Network, key: int) -> tuple[Ask, ...]:
    """Return how late each rule lets a leaf lie: links, constraints, deadlines, then the finish.

    Of each, ``start`` and ``finish`` are the late ones by that rule alone, and ``behind`` the
    working minutes by which they lie after the activity's.
    """
    assert network.finish is not None
    row = dates.index[key]
    one = network.activities[row]
    bare = replace(
        one,
        parent=None,
        constraint=_Kind.AS_SOON_AS_POSSIBLE,
        constraint_at=None,
        deadline=None,
        pinned_start=None,
        pinned_finish=None,
    )
    fresh = max(dates.keys) + 1
    rules: list[tuple[Because, int, int | None]] = []
    copies: list[Activity] = []
    links: list[Link] = []
    after: dict[int, Activity] = {}
    shape = dates.structure
    lines = [row]
    while shape.parents[lines[-1]] >= 0:
        lines.append(int(shape.parents[lines[-1]]))
    for edge in np.flatnonzero(np.isin(shape.source, lines)).tolist():
        target, number = int(shape.target[edge]), int(shape.link[edge])
        other = shape.keys[target]
        after.setdefault(target, _held(dates, network, target))
        copy = replace(bare, key=fresh + len(copies))
        copies.append(copy)
        links.append(replace(network.links[number], predecessor=copy.key, successor=other))
        rules.append((Because.LINK, other, number))
    for line in lines:
        carrier = network.activities[line]
        if carrier.constraint_at is not None and carrier.constraint in _UPPER:
            copies.append(
                replace(
                    bare,
                    key=fresh + len(copies),
                    constraint=carrier.constraint,
                    constraint_at=carrier.constraint_at,
                )
            )
            rules.append((Because.CONSTRAINT, carrier.key, None))
        if carrier.deadline is not None:
            copies.append(replace(bare, key=fresh + len(copies), deadline=carrier.deadline))
            rules.append((Because.DEADLINE, carrier.key, None))
    ahead = max(network.finish, dates.project_finish) + _FAR_AHEAD
    found = _dated(dates, network, row, rules, [*after.values(), *copies], copies, links, ahead)
    copy = replace(bare, key=fresh)
    finish = [(Because.PROJECT_FINISH, key, None)]
    return (*found, *_dated(dates, network, row, finish, [copy], [copy], [], network.finish))


def _held(dates: Schedule, network: Network, row: int) -> Activity:
    """Return what follows, held at its latest finish."""
    return replace(
        network.activities[row],
        parent=None,
        constraint=_Kind.AS_SOON_AS_POSSIBLE,
        constraint_at=None,
        deadline=int(dates.late_finish[row]),
    )


def _dated(
    dates: Schedule,
    network: Network,
    row: int,
    rules: Sequence[tuple[Because, int, int | None]],
    activities: Sequence[Activity],
    copies: Sequence[Activity],
    links: Sequence[Link],
    finish: int,
) -> list[Ask]:
    if not copies:
        return []
    small = replace(network, activities=tuple(activities), links=tuple(links), finish=finish)
    alone = schedule(small)
    calendar = calendar_of(network, network.activities[row])
    there = calendar.position(int(dates.late_finish[row]))
    found = []
    for (because, origin, link), copy in zip(rules, copies, strict=True):
        at = alone.index[copy.key]
        last = int(alone.late_finish[at])
        behind = calendar.position(last) - there
        found.append(Ask(because, origin, link, int(alone.late_start[at]), last, behind))
    return found
