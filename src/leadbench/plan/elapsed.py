"""Durations on the clock, nights and weekends included: "1ed", "4eh"."""

import re
from decimal import Decimal

from leadbench.errors import Refused
from leadbench.plan.money import rounded
from leadbench.plan.notation import WorkingTime, format_duration, format_lag, parse_duration
from leadbench.plan.tables import LagUnit

_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*e(w|d|h|m)[a-z]*\s*", re.IGNORECASE)
_MINUTES = {"w": 7 * 1440, "d": 1440, "h": 60, "m": 1}
_LONGEST_DAYS = 20_000


def parse_span(text: str, project: WorkingTime, *, field: str = "duration") -> tuple[int, bool]:
    """Return the minutes of a duration, and whether they are counted on the clock.

    "1ed", "2ew" and "4eh 30em" are counted on the clock; all else reads as ``parse_duration`` does.

    Raises
    ------
    Refused
        If the text is no duration, or mixes both kinds of time.
    """
    clean = text.strip()
    if not _PART.search(clean):
        return parse_duration(text, project, field=field), False
    total, end = Decimal(0), 0
    while end < len(clean) and (part := _PART.match(clean, end)):
        total += Decimal(part[1]) * _MINUTES[part[2].lower()]
        end = part.end()
    if end < len(clean):
        raise Refused(
            f"“{clean}” mixes time on the clock with working time. Write for example 2ed 4eh, "
            "or 2d 4h.",
            field=field,
        )
    if total > _LONGEST_DAYS * 1440:
        message = f"{clean} is too long. A task can take up to {_LONGEST_DAYS:,} days."
        raise Refused(f"{message} Nothing was changed.", field=field)
    return rounded(total), True


def format_span(minutes: int, project: WorkingTime, *, elapsed: bool) -> str:
    """Return a duration as ``parse_span`` reads it back: "15 d", or "1ed" on the clock."""
    if not elapsed:
        return format_duration(minutes, project)
    return format_lag(minutes, LagUnit.ELAPSED, project).lstrip("+") or "0ed"
