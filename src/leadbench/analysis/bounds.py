"""The years in which dates can lie, and the refusal of all that leads out of them.

A date ends with the year 9999, and whoever shows dates looks some time before and after them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from leadbench.analysis.calendars import instant
from leadbench.analysis.inputs import Activity, Link, Network
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.errors import BeyondDates

_YEARS = 100, 8999
FIRST, LAST = instant(date(_YEARS[0], 1, 1)), instant(date(_YEARS[1] + 1, 1, 1))
"""The first and the last instant."""
LONGEST = LAST - FIRST
"""Minutes that no duration and no lag can have more of."""
_DATES = (
    "actual_start", "actual_finish", "constraint_at", "deadline", "pinned_start", "pinned_finish",
)  # fmt: skip
_STARTS = ("start", "early_start", "late_start")
_FINISHES = ("finish", "early_finish", "late_finish")


def check_settings(network: Network) -> None:
    """Refuse a project whose own dates cannot be."""
    for name in ("start", "status", "finish"):
        at = getattr(network, name)
        if at is not None and not FIRST <= at <= LAST:
            field = "wanted_finish" if name == "finish" else name
            what = "data date" if name == "status" else name
            raise BeyondDates(
                f"The project's {what} lies outside the years {_YEARS[0]} to {_YEARS[1]}, so no"
                " dates can be shown. Correct it.",
                table="project",
                field=f"{field}_minute",
            )


def check_activity(one: Activity) -> None:
    """Refuse an activity with a date or remaining work that cannot be."""
    for name in _DATES:
        at = getattr(one, name)
        if at is not None and not FIRST <= at <= LAST:
            raise BeyondDates(
                f"“{one.name}” has a date outside the years {_YEARS[0]} to {_YEARS[1]}, so no dates"
                " can be shown. Correct it.",
                table="activity",
                key=one.key,
                field=f"{name.removesuffix('_at')}_minute",
            )
    if max(one.duration, one.remaining or 0) > LONGEST:
        raise ends_too_late(one)


def check_lags(network: Network, links: IntArray, lag: IntArray, minutes: IntArray) -> None:
    """Refuse a lag that is too long.

    Parameters
    ----------
    links, lag
        The index of each link, and its lag as it is given.
    minutes
        Of a lag that is a share the minutes that it is a share of, else 100.
    """
    if not lag.size:
        return
    farthest = max(-int(lag.min()), int(lag.max()))
    if farthest * int(minutes.max()) <= 100 * LONGEST:  # as nearly always, and quicker
        return
    most = 100 * LONGEST // np.maximum(minutes, 1)
    wrong = np.flatnonzero((lag > most) | (lag < -most))
    if wrong.size:
        raise _too_long(network, network.links[int(links[wrong[0]])])


def _too_long(network: Network, link: Link) -> BeyondDates:
    names = {one.key: one.name for one in network.activities}
    return BeyondDates(
        f"The lag between “{names[link.predecessor]}” and “{names[link.successor]}” is longer than"
        " all years that there are, so no dates can be shown. Shorten it.",
        table="dependency",
        key=link.successor,
        field="lag",
    )


def check_dates(network: Network, dates: Mapping[str, Any], leaf: BoolArray) -> None:
    """Refuse dates that cannot be written, naming the activity that first passes them.

    Parameters
    ----------
    dates
        The dates by the names of ``Schedule``, instants of shape (n,).
    leaf
        Which activities are dated themselves. Shape (n,).
    """
    if not len(leaf):
        return
    first = min(int(dates[name].min()) for name in _STARTS)
    last = max(int(dates[name].max()) for name in _FINISHES)
    if first >= FIRST and last <= LAST:
        return
    rows = np.flatnonzero(leaf)
    begins = np.minimum.reduce([dates[name][rows] for name in _STARTS])
    ends = np.maximum.reduce([dates[name][rows] for name in _FINISHES])
    late = np.flatnonzero(ends > LAST)
    if late.size:
        row = int(rows[late[int(ends[late].argmin())]])
        raise ends_too_late(network.activities[row])
    early = np.flatnonzero(begins < FIRST)
    row = int(rows[early[int(begins[early].argmax())]])
    raise begins_too_early(network.activities[row])


def ends_too_late(one: Activity) -> BeyondDates:
    """Return the refusal of an activity that ends too late."""
    return BeyondDates(
        f"“{one.name}” would end after the year {_YEARS[1]}, so no dates can be shown. Shorten the"
        " durations or lags that lead there, or give their calendars more working time.",
        table="activity",
        key=one.key,
    )


def begins_too_early(one: Activity) -> BeyondDates:
    """Return the refusal of an activity that begins too early."""
    return BeyondDates(
        f"“{one.name}” would have to begin before the year {_YEARS[0]}, so no dates can be shown."
        " Shorten the durations or lags that lead there, or let the date that asks for it come"
        " later.",
        table="activity",
        key=one.key,
    )
