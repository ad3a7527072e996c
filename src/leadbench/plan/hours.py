"""Working hours as people say them: shifts that may run over midnight, read and written."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from leadbench.analysis.calendars import DAY
from leadbench.errors import Refused
from leadbench.plan.calendar_days import week_of
from leadbench.plan.contents import Contents

Shift = tuple[int, int]
"""Start and end in minutes of the day on which it begins; over midnight the end is after 1440."""
Shifts = dict[int, list[Shift]]
"""Shifts by weekday, 0 Monday to 6 Sunday."""

_PART = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:[-–—]|to)\s*(\d{1,2})(?:[:.h](\d{2}))?", re.IGNORECASE
)
_FREE = frozenset({"", "-", "–", "free", "off", "none"})


def shifts_in(contents: Contents, key: int) -> Shifts:
    """Return the week of a calendar, with the two parts of a night shift as one."""
    week = {day: sorted(hours) for day, hours in week_of(contents, key).items()}
    shifts: Shifts = {day: list(week.get(day, ())) for day in range(7)}
    for day in range(7):
        after = (day + 1) % 7
        here, there = week.get(day, []), week.get(after, [])
        if not here or not there:
            continue
        (start, end), (begin, until) = here[-1], there[0]
        # A whole day, or two, is none: it says "from midnight to midnight".
        if end == DAY and begin == 0 and start > 0 and until < DAY and until <= start:
            shifts[day][-1] = (start, DAY + until)
            shifts[after].remove((begin, until))
    return shifts


def format_clock(minute: int) -> str:
    """Return a minute of the day as "08:00"; the end of a day is "24:00"."""
    at = minute if minute <= DAY else minute - DAY
    return f"{at // 60:02}:{at % 60:02}"


def format_shifts(shifts: Iterable[Shift]) -> str:
    """Return shifts as "08:00–12:00, 13:00–17:00"; none as "free"."""
    words = [f"{format_clock(start)}–{format_clock(end)}" for start, end in shifts]
    return ", ".join(words) or "free"


def parse_shifts(text: str, *, field: str = "hours", over_midnight: bool = True) -> list[Shift]:
    """Return the shifts that were typed, such as "8-12, 13-17:30", "22:00–6:00" or "free".

    Parameters
    ----------
    over_midnight
        Whether a shift may end on the next day.

    Raises
    ------
    Refused
        If the text cannot be read so, or shifts overlap.
    """
    clean = text.strip()
    if clean.casefold() in _FREE:
        return []
    found: list[Shift] = []
    for part in re.split(r"[,;]|\band\b", clean):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise _refused(f"“{part.strip()}” are no hours.", field)
        start = _minute(match[1], match[2], part, field)
        end = _minute(match[3], match[4], part, field)
        if end <= start:
            if not over_midnight and end != 0:
                raise _refused(f"“{part.strip()}” ends before it begins.", field)
            end += DAY
        found.append((start, end))
    found.sort()
    _refuse_overlaps(found, field)
    return found


def _refuse_overlaps(found: Sequence[Shift], field: str) -> None:
    for (start, end), (later, until) in pairwise(found):
        if later < end:
            raise _refused(
                f"{format_clock(start)}–{format_clock(end)} and"
                f" {format_clock(later)}–{format_clock(until)} overlap.",
                field,
            )
    if found and found[-1][1] - DAY > found[0][0]:
        raise _refused("The night shift runs into the next morning's hours.", field)


def _minute(hour: str, minute: str | None, part: str, field: str) -> int:
    at = int(hour) * 60 + int(minute or 0)
    if at > DAY or int(minute or 0) > 59:
        raise _refused(f"“{part.strip()}” has no such time of day.", field)
    return at


def _refused(text: str, field: str) -> Refused:
    return Refused(f"{text} Write for example 8:00-12:00, 13:00-17:00, or free.", field=field)
