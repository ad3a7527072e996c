"""A network of which only a few rules hold."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from leadbench.analysis.binding import Because, calendar_of, leaves_below, long_ago
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.explanations import Reason
from leadbench.analysis.inputs import Activity, ConstraintKind, LagUnit, LinkType, Network

_Kind = ConstraintKind
_FROM_FINISH = frozenset({LinkType.FINISH_START, LinkType.FINISH_FINISH})


def only(
    dates: Schedule,
    network: Network,
    leaf: int,
    freed: tuple[Because, ...],
    reasons: Sequence[Reason],
) -> Network:
    """Return the network of a few rules: what they do not name is moved back beyond notice.

    Parameters
    ----------
    leaf, freed
        The activity that a limit holds, and those rules of its own that are left aside.
    reasons
        The rules; progress, durations, calendars and the outline stay as they are.
    """
    past = long_ago(dates, network)
    links = sorted({one.link for one in reasons if one.link is not None})
    rows: set[int] = {dates.index[leaf]}
    for one in reasons:
        rows.add(dates.index[one.key])
        rows.update(leaves_below(dates, dates.index[one.origin])[:1])
    for number in links:
        link = network.links[number]
        below = leaves_below(dates, dates.index[link.predecessor])
        whole = link.type not in _FROM_FINISH or link.lag_unit == LagUnit.PERCENT
        rows.update(below if whole or not rows.intersection(below) else ())
        rows.add(dates.index[link.predecessor])
        rows.add(dates.index[link.successor])
    for row in tuple(rows):
        above = int(dates.structure.parents[row])
        while above >= 0:
            rows.add(above)
            above = int(dates.structure.parents[above])
    held = {(one.because, one.origin) for one in reasons}
    kinds = {one.because for one in reasons}
    activities = []
    for row in sorted(rows):
        activity = network.activities[row]
        own = freed if activity.key == leaf else ()
        activities.append(_reduced(network, activity, held, own, past))
    status = network.status
    if status is not None and Because.STATUS_DATE not in kinds:
        status = past
    return replace(
        network,
        activities=tuple(activities),
        links=tuple(network.links[number] for number in links),
        start=network.start if Because.PROJECT_START in kinds else past,
        status=status,
        finish=None,
    )


def _reduced(
    network: Network,
    one: Activity,
    held: set[tuple[Because, int]],
    freed: tuple[Because, ...],
    past: int,
) -> Activity:
    other: dict[str, Any] = {}
    if one.constraint != _Kind.AS_SOON_AS_POSSIBLE and (
        (Because.CONSTRAINT, one.key) not in held or Because.CONSTRAINT in freed
    ):
        other |= {"constraint": _Kind.AS_SOON_AS_POSSIBLE, "constraint_at": None}
    if one.pinned_start is not None and (
        (Because.BY_HAND, one.key) not in held or Because.BY_HAND in freed
    ):
        other |= {"pinned_start": None, "pinned_finish": None}
        if one.pinned_finish is not None and one.pinned_finish > one.pinned_start:
            calendar = calendar_of(network, one)
            other["duration"] = calendar.between(one.pinned_start, one.pinned_finish)
    if (Because.ACTUAL, one.key) not in held:
        if one.actual_finish is not None:
            began = one.actual_finish if one.actual_start is None else one.actual_start
            length = one.actual_finish - began
            other |= {"actual_start": past, "actual_finish": past + length}
        elif one.actual_start is not None:
            other["actual_start"] = past
    if one.deadline is not None:
        other["deadline"] = None
    # Most stay as they are, and a copy costs more than all the rest.
    return replace(one, **other) if other else one
