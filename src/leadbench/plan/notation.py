"""How durations, predecessors, dates and money are written and read.

What a person types is read leniently (spaces, capitals, either minus sign); what is shown can be
read back to exactly the same value. Nothing here depends on the machine's language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from leadbench.analysis.calendars import finish_date, instant, to_date
from leadbench.analysis.inputs import LagUnit, LinkType
from leadbench.errors import Refused
from leadbench.plan.money import (
    MINUS,
    format_money,
    format_money_exact,
    format_thousands,
    parse_money,
    rounded,
)

__all__ = [
    "Link",
    "LinkText",
    "Numbered",
    "WorkingTime",
    "day_of",
    "format_date",
    "format_date_long",
    "format_days",
    "format_duration",
    "format_lag",
    "format_link",
    "format_money",
    "format_money_exact",
    "format_month",
    "format_predecessors",
    "format_thousands",
    "minute_of",
    "parse_date",
    "parse_duration",
    "parse_lag",
    "parse_money",
    "parse_predecessors",
]

_DAY = 24 * 60
_LONGEST_DAYS = 20_000
_MINUSES = str.maketrans({MINUS: "-", "\u2013": "-", "\u00a0": " ", "\u202f": " "})
_AMOUNT = r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_UNIT = r"weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m"
_PART = re.compile(rf"\s*({_AMOUNT})\s*({_UNIT})\s*", re.IGNORECASE)
_PLAIN = re.compile(rf"\s*({_AMOUNT})\s*")


class WorkingTime(Protocol):
    """What a working day and week mean; a ``Project`` says both."""

    @property
    def minutes_per_day(self) -> int:
        """Working minutes of one day."""

    @property
    def days_per_week(self) -> float:
        """Working days of one week."""


def _unit_minutes(unit: str, project: WorkingTime) -> Decimal:
    letter = unit[0].lower()
    if letter == "m":
        return Decimal(1)
    if letter == "h":
        return Decimal(60)
    days = Decimal(str(project.days_per_week)) if letter == "w" else Decimal(1)
    return days * project.minutes_per_day


def parse_duration(text: str, project: WorkingTime, *, field: str = "duration") -> int:
    """Return the working minutes of a duration such as "3d", "2w", "4h", "90m" or "1w 2d".

    A number without a unit is days. Parts are added, then rounded once to whole minutes.

    Raises
    ------
    Refused
        If the text is no duration, is negative, or is longer than 20,000 days.
    """
    clean = text.translate(_MINUSES).strip()
    plain = _PLAIN.fullmatch(clean)
    if plain:
        total = Decimal(plain[1]) * project.minutes_per_day
    else:
        total, end = Decimal(0), 0
        while end < len(clean) and (part := _PART.match(clean, end)):
            total += Decimal(part[1]) * _unit_minutes(part[2], project)
            end = part.end()
        if not clean or end < len(clean):
            raise Refused(_no_duration(text, clean), field=field)
    if total > _LONGEST_DAYS * project.minutes_per_day:
        message = f"{text.strip()} is too long. A task can take up to {_LONGEST_DAYS:,} days."
        raise Refused(f"{message} Nothing was changed.", field=field)
    return rounded(total)


def _no_duration(text: str, clean: str) -> str:
    if re.fullmatch(rf"-\s*(?:{_AMOUNT})\s*(?:{_UNIT})?", clean, re.IGNORECASE):
        return "A duration cannot be below zero. Nothing was changed."
    if re.search(r"[0-9],[0-9]", clean):
        return f"“{text.strip()}” is no duration. Write the decimals after a point, as in 1.5d."
    return f"“{text.strip()}” is no duration. Write for example 3d, 2w, 4h or 90m."


def format_duration(minutes: int, project: WorkingTime) -> str:
    """Return working minutes as "15 d", "1.5 d", "4 h" or "2 d 3 h", exactly.

    Days have decimals when they are quarters; anything finer is split into hours and minutes.
    """
    size = abs(minutes)
    sign = MINUS if minutes < 0 else ""
    per_day = project.minutes_per_day
    if size % per_day == 0 or (size > per_day and size * 4 % per_day == 0):
        return f"{sign}{_plain(Decimal(size) / per_day)} d"
    return sign + " ".join(_split(size, per_day, ("d", "h", "m"), " "))


def format_days(minutes: int, project: WorkingTime) -> str:
    """Return working minutes as a number of days for a column headed with the unit: "15", "1.5".

    At most one decimal: ``format_duration`` is the exact text, for editing.
    """
    days = Decimal(abs(minutes)) / project.minutes_per_day
    tenths = days.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return (MINUS if minutes < 0 and tenths else "") + _plain(tenths)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _split(size: int, per_day: int, units: tuple[str, str, str], gap: str) -> list[str]:
    days, rest = divmod(size, per_day)
    hours, minutes = divmod(rest, 60)
    amounts = zip((days, hours, minutes), units, strict=True)
    return [f"{amount}{gap}{unit}" for amount, unit in amounts if amount] or [f"0{gap}{units[0]}"]


class Numbered(Protocol):
    """What a predecessor text needs to know of an outline."""

    @property
    def number_of(self) -> Mapping[int, str]:
        """Outline number of each activity."""

    @property
    def key_of(self) -> Mapping[str, int]:
        """Activity of each outline number."""


@dataclass(frozen=True, slots=True)
class LinkText:
    """One predecessor as it was written."""

    predecessor_id: int
    link_type: LinkType = LinkType.FINISH_START
    lag: int = 0
    lag_unit: LagUnit = LagUnit.WORKING


class Link(Protocol):
    """What can be written as a predecessor: a ``LinkText`` or a row of ``Dependency``."""

    @property
    def predecessor_id(self) -> int:
        """Activity that the link comes from."""

    @property
    def link_type(self) -> str:
        """Word of a ``LinkType``."""

    @property
    def lag(self) -> int:
        """Minutes, or whole percent."""

    @property
    def lag_unit(self) -> str:
        """Word of a ``LagUnit``."""


_LINK = re.compile(
    r"\s*([0-9]+(?:\.[0-9]+)*)\s*(?:(FS|SS|FF|SF)\s*)?(?:([+-])\s*([^+-]*?)\s*)?", re.IGNORECASE
)
_ELAPSED_PART = re.compile(rf"\s*({_AMOUNT})\s*e({_UNIT})\s*", re.IGNORECASE)
_ELAPSED_MINUTES = {"w": 7 * _DAY, "d": _DAY, "h": 60, "m": 1}


def parse_predecessors(
    text: str, outline: Numbered, project: WorkingTime, *, field: str = "predecessors"
) -> list[LinkText]:
    """Return the predecessors of a text such as "3FS+2d, 5SS; 2.4-1d, 3.1FF+50%, 2.2FS+3ed".

    Outline number, then a type (FS unless written), then a lag: working time as for durations,
    elapsed time with "e" before the unit, or whole percent of the predecessor's duration.

    Raises
    ------
    Refused
        With this field ("successors" reads the same), if a part cannot be read or names no task.
    """
    links: list[LinkText] = []
    for part in re.split(r"[,;]", text.translate(_MINUSES)):
        if not part.strip():
            continue
        match = _LINK.fullmatch(part)
        if match is None:
            shown = part.strip()
            raise Refused(
                f"“{shown}” is no {field[:-1]}. Write for example 3.4, 3.4SS+2d or 3.4FS-1d.",
                field=field,
            )
        number, link_type, sign, lag_text = match.groups()
        key = outline.key_of.get(number)
        if key is None:
            raise Refused(
                f"There is no task {number}. Write the number at the start of its row.",
                field=field,
            )
        lag, unit = _parse_lag(lag_text, project, field=field) if sign else (0, LagUnit.WORKING)
        kind = LinkType(link_type.upper()) if link_type else LinkType.FINISH_START
        links.append(LinkText(key, kind, -lag if sign == "-" else lag, unit))
    return links


def parse_lag(text: str, project: WorkingTime) -> tuple[int, LagUnit]:
    """Return the lag of a text such as "2d", "-1d", "+50%" or "3ed", and how it is counted.

    Raises
    ------
    Refused
        With field "lag", if the text is no lag.
    """
    clean = text.translate(_MINUSES).strip()
    if not clean:
        return 0, LagUnit.WORKING
    sign = -1 if clean[0] == "-" else 1
    lag, unit = _parse_lag(clean.lstrip("+-"), project, field="lag")
    return sign * lag, unit


def _parse_lag(
    text: str, project: WorkingTime, *, field: str = "predecessors"
) -> tuple[int, LagUnit]:
    if not text.strip():
        raise Refused("There is no lag here. Write for example 2d, 4h, 50% or 3ed.", field=field)
    percent = re.fullmatch(r"\s*([0-9]{1,5})\s*%\s*", text)
    if percent:
        return int(percent[1]), LagUnit.PERCENT
    if _ELAPSED_PART.match(text):
        total, end = Decimal(0), 0
        while end < len(text) and (part := _ELAPSED_PART.match(text, end)):
            total += Decimal(part[1]) * _ELAPSED_MINUTES[part[2][0].lower()]
            end = part.end()
        if end == len(text) and total <= _LONGEST_DAYS * _DAY:
            return rounded(total), LagUnit.ELAPSED
    try:
        return parse_duration(text, project, field=field), LagUnit.WORKING
    except Refused:
        raise Refused(
            f"“{text.strip()}” is no lag. Write for example 2d, 4h, 50% or 3ed (elapsed days).",
            field=field,
        ) from None


def format_lag(lag: int, lag_unit: str, project: WorkingTime) -> str:
    """Return a lag with its sign, U+2212 for minus: "+2d", "+50%", "+3ed"; "" for none."""
    if lag == 0:
        return ""
    size, sign = abs(lag), MINUS if lag < 0 else "+"
    if lag_unit == LagUnit.PERCENT:
        return f"{sign}{size}%"
    if lag_unit == LagUnit.ELAPSED:
        return sign + "".join(_split(size, _DAY, ("ed", "eh", "em"), ""))
    return sign + format_duration(size, project).replace(" ", "")


def format_link(
    link: Link, outline: Numbered, project: WorkingTime, other: int | None = None
) -> str:
    """Return one predecessor as text: "2.4" for a plain link, else "3SS+2d".

    ``other`` is the activity to name in place of the predecessor: the successor, for example.
    """
    lag = format_lag(link.lag, link.lag_unit, project)
    plain = link.link_type == LinkType.FINISH_START and not lag
    number = outline.number_of[link.predecessor_id if other is None else other]
    return number + ("" if plain else str(link.link_type) + lag)


def format_predecessors(links: Iterable[Link], outline: Numbered, project: WorkingTime) -> str:
    """Return predecessors as the text that ``parse_predecessors`` reads, in the given order."""
    return ", ".join(format_link(link, outline, project) for link in links)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_OF = {name[:3].lower(): place for place, name in enumerate(_MONTHS, start=1)}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_date(text: str, today: date, *, field: str = "date") -> date:
    """Return the day of "24 apr", "24 Apr 2026", "2026-04-24", "+5d", "next mon" or "today".

    A day without a year is in the year of ``today``. "+5d" and "-2w" count calendar days and weeks
    from ``today``.

    Raises
    ------
    Refused
        If the text is no day.
    """
    clean = " ".join(text.translate(_MINUSES).lower().replace(",", " ").split())
    try:
        found = _read_date(clean, today)
    except (ValueError, OverflowError):
        found = None
    if found is None or not 1970 <= found.year <= 2200:
        raise Refused(
            f"“{text.strip()}” is no date. Write for example 24 Apr, 24 Apr 2026 or +5d.",
            field=field,
        )
    return found


def _read_date(clean: str, today: date) -> date | None:
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if clean in words:
        return today + timedelta(days=words[clean])
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", clean):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([+-]) ?([0-9]{1,5}) ?([dw])[a-z]*", clean):
        days = int(match[2]) * (7 if match[3] == "w" else 1)
        return today + timedelta(days=-days if match[1] == "-" else days)
    if match := re.fullmatch(r"(?:next )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*", clean):
        ahead = (_WEEKDAYS.index(match[1]) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    match = re.fullmatch(r"([0-9]{1,2})\.? ?([a-z]{3,9})\.?(?: ([0-9]{4}))?", clean)
    if match and (month := _MONTH_OF.get(match[2][:3])):
        return _named(match[2], month, int(match[1]), match[3], today)
    match = re.fullmatch(r"([a-z]{3,9})\.? ([0-9]{1,2})(?: ([0-9]{4}))?", clean)
    if match and (month := _MONTH_OF.get(match[1][:3])):
        return _named(match[1], month, int(match[2]), match[3], today)
    return None


def _named(word: str, month: int, day: int, year: str | None, today: date) -> date | None:
    if not _MONTHS[month - 1].lower().startswith(word) and word != "sept":
        return None
    return date(int(year) if year else today.year, month, day)


def minute_of(day: date, hour: int = 0, minute: int = 0) -> int:
    """Return an instant: minutes since 1970-01-01 00:00, local time."""
    return instant(day) + hour * 60 + minute


def day_of(at: int, *, finish: bool = False) -> date:
    """Return the day of an instant; a finish at midnight belongs to the day that ends."""
    return finish_date(at) if finish else to_date(at)


def format_date(day: date, reference_year: int | None = None) -> str:
    """Return "24 Apr", or "24 Apr 2027" in another year than the reference year."""
    short = f"{day.day} {_MONTHS[day.month - 1][:3]}"
    return short if day.year == reference_year else f"{short} {day.year}"


def format_date_long(day: date) -> str:
    """Return "24 April 2026", as documents write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_month(day: date) -> str:
    """Return the short name of a day's month: "Apr"."""
    return _MONTHS[day.month - 1][:3]
