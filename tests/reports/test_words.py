"""How documents say figures."""

from dataclasses import dataclass
from datetime import date

import pytest

from leadbench.reports import words
from leadbench.reports.sections.people import month_heads, month_name


@dataclass
class Week:
    minutes_per_day: int = 480
    days_per_week: float = 5.0


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "On time"),
        (6 * 480, "+6 d"),
        (-2 * 480, "\N{MINUS SIGN}2 d"),
        (720, "+1.5 d"),
        (10, "+10 m"),
        (-10, "\N{MINUS SIGN}10 m"),
    ],
)
def test_a_change_is_on_time_only_if_it_is_nought(minutes: int, text: str) -> None:
    assert words.change(minutes, Week()) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 working days"),
        (480, "1 working day"),
        (1200, "2.5 working days"),
        (1, "1 working minute"),
        (10, "10 working minutes"),
    ],
)
def test_working_days_are_never_nought_of_something(minutes: int, text: str) -> None:
    assert words.working_days(minutes, Week()) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (9.0, "%", "9.0%"),
        (12.0, "%", "12%"),
        (0.0, "%", "0%"),
        (-3.5, "%", "\N{MINUS SIGN}3.5%"),
        (-12.0, "%", "\N{MINUS SIGN}12%"),
        (-0.11, "$", "\N{MINUS SIGN}$0.11"),
        (1909, "tickets", "1,909 tickets"),
        (-2, "ms", "\N{MINUS SIGN}2 ms"),
    ],
)
def test_a_measure_has_its_sign_first(value: float, unit: str, text: str) -> None:
    assert words.measure(value, unit) == text


def test_a_name_has_one_article() -> None:
    assert words.without_the("The gate") == "gate"
    assert words.without_the("Theme park") == "Theme park"


def test_a_month_of_another_year_says_which() -> None:
    months = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert month_heads(months, 2026) == ["Nov", "Dec", "Jan 2027", "Feb"]
    assert month_heads(months[3:], 2026) == ["Feb 2027"]
    assert month_name(months[0], 2026) == "November"
    assert month_name(months[0], 2027) == "November 2026"
