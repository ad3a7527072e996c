"""Restrictions of dates as words: "Start no earlier than 24 Apr"."""

from datetime import date
from typing import Final

from leadbench.analysis.inputs import ConstraintKind
from leadbench.errors import Refused
from leadbench.plan.local_dates import parse_local_date

WORDS: Final = {
    ConstraintKind.AS_SOON_AS_POSSIBLE: "As soon as possible",
    ConstraintKind.AS_LATE_AS_POSSIBLE: "As late as possible",
    ConstraintKind.START_NO_EARLIER: "Start no earlier than",
    ConstraintKind.START_NO_LATER: "Start no later than",
    ConstraintKind.FINISH_NO_EARLIER: "Finish no earlier than",
    ConstraintKind.FINISH_NO_LATER: "Finish no later than",
    ConstraintKind.MUST_START: "Must start on",
    ConstraintKind.MUST_FINISH: "Must finish on",
}
BY_HAND: Final = "Set by hand on"
"""Of dates that a person fixed: no restriction, but it stands in the place of one."""
UNDATED: Final = frozenset({ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.AS_LATE_AS_POSSIBLE})
AT_FINISH: Final = frozenset(
    {
        ConstraintKind.FINISH_NO_EARLIER,
        ConstraintKind.FINISH_NO_LATER,
        ConstraintKind.MUST_FINISH,
    }
)


def parse_by_hand(text: str, today: date, order: str = "dmy") -> date | None:
    """Return the day on which a text sets a start by hand, None if it says something else.

    Raises
    ------
    Refused
        If the day is lacking or none.
    """
    clean = " ".join(text.lower().split())
    for words in (BY_HAND.lower(), "set by hand", "by hand"):
        if clean == words or clean.startswith(words + " "):
            day = clean[len(words) :].strip()
            if not day:
                raise Refused(
                    f"“{BY_HAND}” needs a day. Write for example {BY_HAND.lower()} 24 Apr.",
                    field="constraint_minute",
                )
            return parse_local_date(day, today, order, field="constraint_minute")
    return None


def parse_restriction(
    text: str, today: date, order: str = "dmy", *, field: str = "constraint_minute"
) -> tuple[ConstraintKind, date | None]:
    """Return the restriction of a text, and its day if it has one.

    The words above in any case, their short forms ("snet 24 apr"), or a day alone, which means no
    earlier start. No text frees the dates.

    Raises
    ------
    Refused
        If the text is no restriction, or lacks its day.
    """
    clean = " ".join(text.lower().split())
    if not clean:
        return ConstraintKind.AS_SOON_AS_POSSIBLE, None
    for kind, words in WORDS.items():
        for start in (words.lower(), str(kind)):
            if clean != start and not clean.startswith(start + " "):
                continue
            day = clean[len(start) :].strip()
            if kind in UNDATED:
                if day:
                    break
                return kind, None
            if not day:
                raise Refused(f"“{words}” needs a day. Write for example {words.lower()} 24 Apr.")
            return kind, parse_local_date(day, today, order, field=field)
    try:
        return ConstraintKind.START_NO_EARLIER, parse_local_date(text, today, order)
    except Refused:
        raise Refused(
            f"“{text.strip()}” is no restriction. Write for example start no earlier than 24 Apr, "
            "must finish on 24 Apr, as late as possible, or nothing.",
            field=field,
        ) from None
