"""How money is read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.errors import Refused
from leadbench.plan.money import format_money, format_money_exact, format_thousands, parse_money


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12.5k", 1_250_000),
        ("$763k", 76_300_000),
        ("$1.82M", 182_000_000),
        ("1,500", 150_000),
        ("760,000.50", 76_000_050),
        ("-3", -300),
        ("$\u22120.65M", -65_000_000),
        ("\u2212$0.65M", -65_000_000),
        ("EUR 5k", 500_000),
        ("0.005", 1),
    ],
)
def test_money_is_read(text: str, cents: int) -> None:
    assert parse_money(text) == cents


@pytest.mark.parametrize("text", ["", "abc", "12,5", "1e3", "5 k k", "--3", "-$-3", "99999999B"])
def test_nonsense_is_no_money(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_money(text)
    assert refused.value.field == "amount"


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (12, "$0.12"),
        (64_000, "$640"),
        (614_000, "$6.1k"),
        (300_000, "$3k"),
        (76_346_000, "$763k"),
        (99_949_999, "$999k"),
        (99_950_000, "$1.00M"),
        (181_584_000, "$1.82M"),
        (-65_000_000, "\u2212$650k"),
        (0, "$0"),
    ],
)
def test_money_is_written_shortly(cents: int, text: str) -> None:
    assert format_money(cents) == text


def test_thousands_stand_alone_or_under_a_head() -> None:
    assert format_thousands(146_000_000) == "$1,460k"
    assert format_thousands(146_000_000, None) == "1,460"
    assert format_thousands(-146_000_000, "CHF") == "\u2212CHF 1,460k"


@given(st.integers(-(10**14), 10**14), st.sampled_from(["USD", "EUR", "CHF"]))
def test_exact_money_reads_back(cents: int, currency: str) -> None:
    assert parse_money(format_money_exact(cents, currency)) == cents
