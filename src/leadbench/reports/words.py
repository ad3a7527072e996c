"""How documents say figures: dates in words, changes with their sign, lists in a sentence."""

from collections.abc import Sequence
from datetime import date

from leadbench.plan.money import MINUS
from leadbench.plan.notation import WorkingTime, format_date_long, format_days, format_duration

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LONGEST, _MOST = 60, 10
"""Characters of a name, and names, in a cell of many."""


def long_date(day: date, reference_year: int) -> str:
    """Return "16 July", or "26 February 2027" in another year than the reference year."""
    text = format_date_long(day)
    return text.removesuffix(f" {day.year}") if day.year == reference_year else text


def change(minutes: int, project: WorkingTime) -> str:
    """Return a change of a date in working time: "+6 d", "−2 d", "+10 m", "On time"."""
    if minutes == 0:
        return "On time"
    days = format_days(abs(minutes), project)
    size = format_duration(abs(minutes), project) if days == "0" else f"{days} d"
    return f"{'+' if minutes > 0 else MINUS}{size}"


def working_days(minutes: int, project: WorkingTime) -> str:
    """Return "1 working day", "2.5 working days", or "10 working minutes" if days would be 0."""
    days = format_days(minutes, project)
    if days == "0" and minutes:
        return counted(minutes, "working minute")
    return f"{days} working day{'' if days == '1' else 's'}"


def number(value: float, decimals: int = 1) -> str:
    """Return a number with up to so many decimals: "12", "0.35", "1,909"."""
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", MINUS)


def measure(value: float, unit: str) -> str:
    """Return a measured value: "9.0%", "12%", "10.4%", "350 ms".

    A percentage below ten keeps its decimal, and a currency stands before its number.
    """
    if value < 0:
        return MINUS + measure(-value, unit)
    if unit in {"$", "€", "£", "¥"}:
        return f"{unit}{number(value, 2)}"
    if unit == "%":
        return f"{value:.1f}%" if 0 < value < 10 else f"{number(value)}%"
    return f"{number(value, 2)} {unit}".strip()


def equivalents(percent: int) -> str:
    """Return full-time equivalents of percent with one decimal: "8.2"."""
    return f"{(percent + 5) // 10 / 10:.1f}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b", or "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def without_the(name: str) -> str:
    """Return a name that "the" can stand before: "The gate" is "gate"."""
    return name[4:] if name.lower().startswith("the ") else name


def counted(count: int, one: str, several: str = "") -> str:
    """Return "1 task", "3 tasks"; up to twelve not in words, so that figures stand out."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def in_cell(names: Sequence[str], between: str = "; ") -> str:
    """Return names for one cell, so many and so long that its row stays shorter than a page."""
    shown = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names]
    more = len(shown) - _MOST
    return between.join(shown if more <= 0 else [*shown[:_MOST], f"{more} more"])
