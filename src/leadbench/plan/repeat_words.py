"""When an exception applies, in words, and weekdays as people write them."""

import re
from datetime import date

from leadbench.errors import Refused
from leadbench.plan.notation import format_date
from leadbench.plan.repeats import EVERY_DAY, WEEKDAYS, WEEKEND, Repetition
from leadbench.plan.tables import Repeat

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NTH_NAMES = ("first", "second", "third", "fourth", "last")
_SUMS = {EVERY_DAY: "every day", WEEKDAYS: "weekdays", WEEKEND: "weekend"}
_KINDS_OF_DAY = {EVERY_DAY: "day", WEEKDAYS: "weekday", WEEKEND: "weekend day"}


def in_words(when: Repetition) -> str:
    """Return a repetition as "24 December every year" or "5 Jan–9 Jan 2026"."""
    if when.repeat == Repeat.ONCE:
        last = when.last or when.first
        if last == when.first:
            return format_date(last)
        same = when.first.year if last.year == when.first.year else None
        return f"{format_date(when.first, same)}–{format_date(last)}"
    return f"{_rule(when)}{_range(when)}"


def _rule(when: Repetition) -> str:
    match when.repeat:
        case Repeat.DAYS:
            return "Every day" if when.every == 1 else f"Every {when.every} days"
        case Repeat.WEEKS:
            weeks = "Every week" if when.every == 1 else f"Every {when.every} weeks"
            return f"{weeks} on {format_weekdays(when.weekdays)}"
        case Repeat.MONTH_DAY:
            return f"Day {when.month_day} of {_months(when.every)}"
        case Repeat.MONTH_WEEKDAY:
            return f"{_nth(when)} of {_months(when.every)}"
        case Repeat.YEAR_DAY:
            return f"{when.month_day} {MONTH_NAMES[(when.month or 1) - 1]} {_years(when.every)}"
    return f"{_nth(when)} of {MONTH_NAMES[(when.month or 1) - 1]} {_years(when.every)}"


def _months(every: int) -> str:
    return "every month" if every == 1 else f"every {every} months"


def _years(every: int) -> str:
    return "every year" if every == 1 else f"every {every} years"


def _nth(when: Repetition) -> str:
    day = _KINDS_OF_DAY.get(when.weekdays) or format_weekdays(when.weekdays, " or ", short=False)
    return f"{NTH_NAMES[(when.nth or 1) - 1].capitalize()} {day}"


def _range(when: Repetition) -> str:
    return "" if when.last is None else f" until {format_date(when.last)}"


def format_weekdays(weekdays: int, between: str = ", ", *, short: bool = True) -> str:
    """Return a sum of weekdays (1 Monday … 64 Sunday) as "Mon, Wed" or "weekdays"."""
    if weekdays in _SUMS and short:
        return _SUMS[weekdays]
    names = [
        name[:3] if short else name for day, name in enumerate(DAY_NAMES) if weekdays >> day & 1
    ]
    return between.join(names)


def parse_weekdays(text: str, *, field: str = "weekdays") -> int:
    """Return the sum of the weekdays that were typed, such as "mon, wed" or "weekdays".

    Raises
    ------
    Refused
        If a word is no weekday.
    """
    clean = " ".join(text.casefold().split())
    for total, name in _SUMS.items():
        if clean == name:
            return total
    found = 0
    for word in re.split(r"[,;\s]+|\band\b", clean):
        if not word:
            continue
        day = next(
            (
                n
                for n, name in enumerate(DAY_NAMES)
                if len(word) > 1 and name.casefold().startswith(word)
            ),
            None,
        )
        if day is None:
            raise Refused(
                f"“{word}” is no weekday. Write for example Mon, Wed, or weekdays.", field=field
            )
        found |= 1 << day
    return found


def usual_for(repeat: Repeat, when: Repetition) -> Repetition:
    """Return a repetition of another kind on days like its first one."""
    day: date = when.first
    last = when.last
    if repeat == Repeat.ONCE:
        last = last or day
    elif when.repeat == Repeat.ONCE:
        last = None
    return Repetition(
        day,
        last,
        repeat,
        when.every if when.repeat == repeat else 1,
        when.weekdays or 1 << day.weekday(),
        when.month or day.month,
        when.month_day or day.day,
        when.nth or min((day.day - 1) // 7 + 1, 5),
    )
