"""Days as they are written in a country: 24/4/2026, 4/24/26, 24.4."""

import re
from datetime import date

from leadbench.errors import Refused
from leadbench.plan.notation import parse_date

_NUMBERS = re.compile(
    r"\s*([0-9]{1,4})\s*[./-]\s*([0-9]{1,2})(?:\s*[./-]\s*([0-9]{1,4}))?\s*\.?\s*"
)


def parse_local_date(text: str, today: date, order: str = "dmy", *, field: str = "date") -> date:
    """Return the day of a text: all that ``parse_date`` reads, and numbers alone.

    Parameters
    ----------
    today
        A day without a year is in its year; "+5d" counts from it.
    order
        "dmy", "mdy" or "ymd": what numbers mean. Four digits that come first are a year always.

    Raises
    ------
    Refused
        If the text is no day.
    """
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return parse_date(text, today, field=field)
    parts = [part for part in match.groups() if part is not None]
    if len(parts[0]) == 4:
        order = "ymd"
    elif len(parts) == 2:
        order = order.replace("y", "")
    try:
        found = dict(zip(order, parts, strict=True))
        return date(_year(found.get("y"), today), int(found["m"]), int(found["d"]))
    except ValueError:
        example = {"mdy": "4/24/2026", "ymd": "2026-04-24"}.get(order, "24/4/2026")
        raise Refused(
            f"“{text.strip()}” is no date. Write for example 24 Apr, {example} or +5d.",
            field=field,
        ) from None


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    year = int(text)
    if len(text) <= 2:
        year += 2000 if year < 70 else 1900
    if not 1970 <= year <= 2200:
        raise ValueError(text)
    return year
