"""Where an instant stands on a time axis, and which dates the axis names.

Instants are whole minutes since 1970-01-01 00:00, local time. The axis shows calendar time, nights
and weekends included. Lengths are in the unit of the drawing: pixels on screen, points in print.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DAY = 1440
_HOUR_STEPS: Final = (1, 2, 3, 6, 12)
_EPOCH = date(1970, 1, 1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A straight line between instants and places.

    Parameters
    ----------
    first_minute
        The instant that stands at ``left``.
    per_minute
        Length of one minute; above zero.
    left
        Place of the first instant.
    """

    first_minute: int
    per_minute: float
    left: float = 0.0

    @classmethod
    def fit(
        cls, first_minute: int, last_minute: int, width: float, left: float = 0.0
    ) -> "TimeScale":
        """Return the scale on which two instants stand ``width`` apart."""
        return cls(first_minute, width / max(1, last_minute - first_minute), left)

    @property
    def per_day(self) -> float:
        """Length of one day."""
        return self.per_minute * DAY

    def x(self, minute: float) -> float:
        """Return the place of an instant."""
        return self.left + (minute - self.first_minute) * self.per_minute

    def minute(self, x: float) -> int:
        """Return the instant at a place, to the nearest minute."""
        return self.first_minute + round((x - self.left) / self.per_minute)


@dataclass(frozen=True, slots=True)
class Tick:
    """One named stretch of the axis, from ``x`` to ``right``; ``label`` is "" where none fits."""

    minute: int
    x: float
    right: float
    label: str


@dataclass(frozen=True, slots=True)
class Tiers:
    """The two lines of a header: days over hours, months over Mondays, years over quarters.

    ``names`` are the two units: "day", "hour"; "month", "day"; "month", "week"; "quarter", "month";
    "year", "quarter"; "year", "year".
    """

    upper: tuple[Tick, ...]
    lower: tuple[Tick, ...]
    names: tuple[str, str]


_YEAR_GAPS: Final = 4
"""Years stand this many gaps apart: they have no room of their own that ends before the next."""


def tiers(
    scale: TimeScale,
    first_minute: int,
    last_minute: int,
    text_width: Callable[[str], float],
    *,
    gap: float = 4.0,
) -> Tiers:
    """Return the header of a stretch of the axis, as fine as its labels fit.

    Parameters
    ----------
    first_minute, last_minute
        The visible stretch. Ticks that begin before it are included, so that their label can be
        kept in view.
    text_width
        Length of a label in the header's font.
    gap
        The least room between two labels.
    """
    room = text_width("30") + gap
    if scale.per_day >= text_width("Wed 30 Sep") + 2 * gap:
        names = ("day", "hour")
    elif scale.per_day >= room:
        names = ("month", "day")
    elif scale.per_day * 7 >= room:
        names = ("month", "week")
    elif scale.per_day * 28 >= text_width("May") + gap:
        names = ("quarter", "month")
    elif scale.per_day * 90 >= text_width("Q2") + gap:
        names = ("year", "quarter")
    else:
        names = ("year", "year")
    first, last = day_of(first_minute), day_of(last_minute)
    if names[1] == "hour":
        hours = _hours(scale, first_minute, last_minute, text_width("00") + gap)
        return Tiers(tuple(_named_days(scale, first, last, text_width, gap)), tuple(hours), names)
    upper = tuple(_ticks(scale, names[0], first, last, text_width, gap))
    if names[0] == names[1]:
        return Tiers(upper, (), names)
    return Tiers(upper, tuple(_ticks(scale, names[1], first, last, text_width, gap)), names)


def ticks(
    scale: TimeScale,
    unit: str,
    first_minute: int,
    last_minute: int,
    text_width: Callable[[str], float],
    *,
    gap: float = 4.0,
) -> tuple[Tick, ...]:
    """Return the ticks of one unit: "day", "week", "month", "quarter" or "year"."""
    first, last = day_of(first_minute), day_of(last_minute)
    return tuple(_ticks(scale, unit, first, last, text_width, gap))


def _ticks(
    scale: TimeScale,
    unit: str,
    first: date,
    last: date,
    text_width: Callable[[str], float],
    gap: float,
) -> Iterator[Tick]:
    widest = max(text_width(name) for name in _MONTHS) + gap
    full = scale.per_day * 28 >= widest
    free = float("-inf")  # a label keeps clear of the one before
    days = _begins(unit, first)
    begin = next(days)
    leading = True
    while begin <= last:
        end = next(days)
        x, right = scale.x(minute_of(begin)), scale.x(minute_of(end))
        label = ""
        for text in _labels(unit, begin, leading=leading, full=full):
            # A year may reach into the next ones; every other label stays in its own stretch.
            if x >= free and (unit == "year" or text_width(text) <= right - x - gap):
                label, free = (
                    text,
                    x + text_width(text) + (_YEAR_GAPS if unit == "year" else 1) * gap,
                )
                break
        yield Tick(minute_of(begin), x, right, label)
        begin, leading = end, False


def _hours(scale: TimeScale, first: int, last: int, room: float) -> Iterator[Tick]:
    """Yield the hours of a stretch that have room for their number, such as "08"."""
    step = 60 * next((s for s in _HOUR_STEPS if s * 60 * scale.per_minute >= room), _HOUR_STEPS[-1])
    for minute in range(first // step * step, last + 1, step):
        label = f"{minute % DAY // 60:02}"
        yield Tick(minute, scale.x(minute), scale.x(minute + step), label)


def _named_days(
    scale: TimeScale,
    first: date,
    last: date,
    text_width: Callable[[str], float],
    gap: float,
) -> Iterator[Tick]:
    """Yield days with their weekday; the year with the first and where it changes."""
    day = first
    while day <= last:
        x, right = scale.x(minute_of(day)), scale.x(minute_of(day) + DAY)
        name, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
        texts = [f"{name} {day.day} {month}", f"{name[:3]} {day.day} {month[:3]}"]
        if day == first or (day.month, day.day) == (1, 1):
            texts = [f"{text} {day.year}" for text in texts] + texts[1:]
        label = next((text for text in texts if text_width(text) <= right - x - gap), "")
        yield Tick(minute_of(day), x, right, label)
        day += timedelta(days=1)


def _begins(unit: str, first: date) -> Iterator[date]:
    """Yield the first days of a unit, from the one that holds ``first``."""
    if unit in {"day", "week"}:
        step = timedelta(days=7 if unit == "week" else 1)
        day = first - timedelta(days=first.weekday()) if unit == "week" else first
        while True:
            yield day
            day += step
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    at = first.year * 12 + (first.month - 1) // months * months
    while True:
        yield date(at // 12, at % 12 + 1, 1)
        at += months


def _labels(unit: str, begin: date, *, leading: bool, full: bool) -> tuple[str, ...]:
    """Return the names of a stretch, longest first; the year only where it changes."""
    if unit in {"day", "week"}:
        return (str(begin.day),)
    if unit == "year":
        return (str(begin.year),)
    name = _MONTHS[begin.month - 1]
    if unit == "quarter":
        name = f"Q{(begin.month + 2) // 3}"
    elif not full:
        name = name[:3]
    if not leading and begin.month > 1:
        return (name,)
    short = name if unit == "quarter" else name[:3]
    return (f"{name} {begin.year}", f"{short} {begin.year}", name, short)


def day_of(minute: int) -> date:
    """Return the day of an instant."""
    return _EPOCH + timedelta(days=minute // DAY)


def minute_of(day: date) -> int:
    """Return the instant at which a day begins."""
    return (day - _EPOCH).days * DAY
