"""The plain values of Microsoft Project XML: numbers, moments, spans and money."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path

from leadbench.analysis.calendars import DAY, instant, to_date
from leadbench.errors import CannotImport
from leadbench.plan.exchange.xml_records import Record

_DURATION = re.compile(
    r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?:(\d+(?:\.\d*)?)H)?(?:(\d+(?:\.\d*)?)M)?(?:(\d+(?:\.\d*)?)S)?)?",
    re.ASCII,
)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d*)?)?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)
_HOUR = 60
_HALF_A_MINUTE = 30
_YEARS = range(1900, 2300)
"""Years that a plan may name; Microsoft Project itself knows 1984 to 2149."""
_LARGEST = 1 << 40
"""Minutes beyond which no plan reaches: two million years."""


class Fields:
    """Reads the values of records of one file; a value that is none is refused with its line.

    An element that is missing or empty reads as None, or as what stands for it by the format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def refused(self, record: Record, name: str, expected: str) -> CannotImport:
        """Return the error for a value that cannot be read."""
        line = record.line_of(name)
        found = record.values.get(name, "").strip()[:60]
        return CannotImport(
            f"“{self.path.name}” cannot be imported, line {line}: <{name}> holds “{found}”,"
            f" expected {expected}. Correct it in the program that made the file. Nothing was"
            " changed.",
            self.path,
            line,
        )

    @staticmethod
    def text(record: Record, name: str) -> str:
        """Return a text without the spaces around it; empty where there is none."""
        return record.values.get(name, "").strip()

    def number(self, record: Record, name: str) -> Decimal | None:
        """Return a decimal number."""
        text = self.text(record, name)
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.refused(record, name, "a number") from None
        if not value.is_finite() or abs(value) > _LARGEST:
            raise self.refused(record, name, "a number within reason")
        return value

    def whole(self, record: Record, name: str) -> int | None:
        """Return a whole number."""
        value = self.number(record, name)
        if value is None:
            return None
        if value != value.to_integral_value():
            raise self.refused(record, name, "a whole number")
        return int(value)

    def flag(self, record: Record, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        text = self.text(record, name).lower()
        if not text:
            return default
        if text in {"1", "true", "-1"}:
            return True
        if text in {"0", "false"}:
            return False
        raise self.refused(record, name, "0 or 1")

    def rounded(self, record: Record, name: str, parts: int) -> int | None:
        """Return a number of which ``parts`` make one, rounded half up to a whole one."""
        value = self.number(record, name)
        return None if value is None else half_up(value / parts)

    def cents(self, record: Record, name: str) -> int | None:
        """Return an amount of money, which the format states in hundredths."""
        return self.rounded(record, name, 1)

    def minutes(self, record: Record, name: str) -> int | None:
        """Return a span such as ``PT7H30M0S`` in minutes, rounded half up to a whole one."""
        text = self.text(record, name)
        if not text:
            return None
        found = _DURATION.fullmatch(text)
        if found is None or text.endswith(("P", "T")):
            raise self.refused(record, name, "a duration such as PT8H0M0S")
        sign, years, months, *parts = found.groups()
        if int(years or 0) or int(months or 0):
            raise self.refused(record, name, "a duration in days, hours, minutes and seconds")
        days, hours, minutes, seconds = (Decimal(part or 0) for part in parts)
        total = days * 1440 + hours * 60 + minutes + seconds / 60
        if total > _LARGEST:
            raise self.refused(record, name, "a duration within reason")
        return half_up(-total if sign else total)

    def moment(self, record: Record, name: str) -> int | None:
        """Return a date and time as an instant, to the nearest minute; its zone is left aside."""
        text = self.text(record, name)
        if not text:
            return None
        try:
            found = _moment(text)
        except ValueError:
            raise self.refused(record, name, "a date such as 2026-01-05T08:00:00") from None
        if to_date(found).year not in _YEARS:
            raise self.refused(record, name, "a date from 1900 to 2299")
        return found

    def day(self, record: Record, name: str) -> date | None:
        """Return the day of a date and time."""
        text = self.text(record, name)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise self.refused(record, name, "a date such as 2026-01-05T00:00:00") from None

    def clock(self, record: Record, name: str) -> int | None:
        """Return a time of day in minutes."""
        text = self.text(record, name)
        if not text:
            return None
        try:
            return _clock(text)
        except ValueError:
            raise self.refused(record, name, "a time such as 08:00:00") from None


def _moment(text: str) -> int:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError
    day, hour, minute, second = found.groups()
    at = datetime.combine(date.fromisoformat(day), time(int(hour or 0), int(minute or 0)))
    return instant(at) + (int(second or 0) >= _HALF_A_MINUTE)


def _clock(text: str) -> int:
    # Some programs write a whole date and time here; only the time of day counts.
    hour, minute, *_ = (int(part) for part in text.rpartition("T")[2].split(":")[:2])
    if hour < 0 or not 0 <= minute < _HOUR or hour * _HOUR + minute > DAY:
        raise ValueError
    return hour * _HOUR + minute


def half_up(value: Decimal) -> int:
    """Return the nearest whole number; halves go up."""
    return int((value + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR"))
