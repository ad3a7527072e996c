"""The dates that shall be kept, and which activities miss them."""

from collections.abc import Iterator
from dataclasses import dataclass

from leadbench.analysis.binding import FIXES, Because, calendar_of, leaves_below
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.inputs import Activity, ConstraintKind, Network

_Kind = ConstraintKind
_OF_START = frozenset({_Kind.START_NO_LATER, _Kind.MUST_START})
_LIMITS = frozenset({_Kind.START_NO_LATER, _Kind.FINISH_NO_LATER}) | FIXES


@dataclass(frozen=True, slots=True)
class Limit:
    """A date that shall be kept: whose, which, at which instant, and the leaves that miss it.

    The leaf that misses it most comes first.
    """

    carrier: int
    which: Because
    at: int
    of_start: bool
    leaves: tuple[int, ...]


def limits_of(dates: Schedule, network: Network, row: int, activity: Activity) -> Iterator[Limit]:
    """Yield the limits of an activity that may be missed."""
    key, at = activity.key, activity.constraint_at
    wanted: list[tuple[Because, int, bool]] = []
    if activity.deadline is not None:
        wanted.append((Because.DEADLINE, activity.deadline, False))
    if activity.pinned_start is not None:
        wanted.append((Because.BY_HAND, activity.pinned_start, True))
    if at is not None and activity.constraint in _LIMITS:
        wanted.append((Because.CONSTRAINT, at, activity.constraint in _OF_START))
    for which, limit, of_start in wanted:
        missing: list[tuple[int, int]] = []
        for leaf in leaves_below(dates, row):
            one = network.activities[leaf]
            begun = one.actual_start is not None
            if dates.done[leaf] or not one.active or (begun and of_start):
                continue
            if which != Because.DEADLINE and leaf == row and is_fixed(one):
                over = 1  # its own date hides what is asked for: the search tells
            else:
                end = dates.early_start if of_start else dates.early_finish
                over = calendar_of(network, one).between(limit, int(end[leaf]))
            if over > 0:
                missing.append((-over, leaf))
        if missing:
            leaves = tuple(dates.keys[leaf] for _, leaf in sorted(missing))
            yield Limit(key, which, limit, of_start, leaves)


def is_fixed(activity: Activity) -> bool:
    """Tell whether links cannot move an activity."""
    begun = activity.actual_start is not None
    if begun:
        return activity.constraint == _Kind.MUST_FINISH
    return activity.pinned_start is not None or activity.constraint in FIXES
