"""Repetitions in words, and weekdays as people write them."""

from datetime import date

import pytest

from leadbench.errors import Refused
from leadbench.plan.repeat_words import format_weekdays, in_words, parse_weekdays, usual_for
from leadbench.plan.repeats import Repetition
from leadbench.plan.tables import Repeat

DAY = date(2026, 1, 30)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Repetition(DAY, DAY), "30 Jan 2026"),
        (Repetition(DAY, date(2026, 2, 2)), "30 Jan–2 Feb 2026"),
        (Repetition(DAY, date(2027, 2, 2)), "30 Jan 2026–2 Feb 2027"),
        (Repetition(DAY, None, Repeat.DAYS, every=3), "Every 3 days"),
        (
            Repetition(DAY, date(2026, 12, 31), Repeat.WEEKS, 2, 0b101),
            "Every 2 weeks on Mon, Wed until 31 Dec 2026",
        ),
        (Repetition(DAY, None, Repeat.MONTH_DAY, month_day=15), "Day 15 of every month"),
        (
            Repetition(DAY, None, Repeat.MONTH_WEEKDAY, 3, 31, nth=1),
            "First weekday of every 3 months",
        ),
        (Repetition(DAY, None, Repeat.YEAR_DAY, month=12, month_day=24), "24 December every year"),
        (
            Repetition(DAY, None, Repeat.YEAR_WEEKDAY, 1, 8, 11, nth=4),
            "Fourth Thursday of November every year",
        ),
    ],
)
def test_a_repetition_in_words(when: Repetition, words: str) -> None:
    assert in_words(when) == words


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [("Mon, Wed", 5), ("tu and thursday", 10), ("weekdays", 31), ("Weekend", 96), ("", 0)],
)
def test_weekdays_are_read(text: str, weekdays: int) -> None:
    assert parse_weekdays(text) == weekdays
    assert parse_weekdays(format_weekdays(weekdays)) == weekdays


@pytest.mark.parametrize("text", ["blue", "m", "mon tues wedding"])
def test_what_is_no_weekday_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no weekday"):
        parse_weekdays(text)


def test_another_kind_begins_with_days_like_the_first() -> None:
    """30 January 2026 is the fifth, and last, Friday."""
    once = Repetition(DAY, DAY)
    assert in_words(usual_for(Repeat.YEAR_DAY, once)) == "30 January every year"
    assert in_words(usual_for(Repeat.MONTH_WEEKDAY, once)) == "Last Friday of every month"
    assert in_words(usual_for(Repeat.WEEKS, once)) == "Every week on Fri"
    weekly = usual_for(Repeat.WEEKS, once)
    assert in_words(usual_for(Repeat.ONCE, weekly)) == "30 Jan 2026"
