"""How money is written and read: exact whole cents inside, short texts outside."""

import re
from decimal import ROUND_HALF_UP, Decimal

from leadbench.errors import Refused

MINUS = "\u2212"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_MONEY = re.compile(
    r"(-?)\s*(?:[$€£¥]|[A-Za-z]{3}\s)?\s*(-?)\s*([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)\s*([kKmMbB]?)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_MOST_CENTS = 10**15


def rounded(amount: Decimal) -> int:
    """Return the nearest whole number, halves away from zero: the one rule of rounding here."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def parse_money(text: str, *, field: str = "amount") -> int:
    """Return the cents of "12.5k", "$763k", "1.82M", "-$0.65M" (or U+2212) or "1,500".

    Raises
    ------
    Refused
        If the text is no amount of money.
    """
    clean = text.replace(MINUS, "-").strip()
    match = _MONEY.fullmatch(clean)
    if match is None or (match[1] and match[2]) or _ungrouped(match[3]):
        message = f"“{text.strip()}” is no amount. Write for example 12.5k, 760,000 or 1.82M."
        raise Refused(message, field=field)
    amount = Decimal(match[3].replace(",", "")) * _SCALES[match[4].lower()] * 100
    if amount > _MOST_CENTS:
        raise Refused(f"{text.strip()} is too large an amount. Nothing was changed.", field=field)
    cents = rounded(amount)
    return -cents if match[1] or match[2] else cents


def _ungrouped(digits: str) -> bool:
    """Commas may only group thousands: 12,5 must not read as 125."""
    return "," in digits and _GROUPED.fullmatch(digits) is None


def format_money(cents: int, currency: str = "USD") -> str:
    """Return a short text: "$0.12", "$640", "$6.1k", "$763k", "$1.82M".

    Two decimals from a million, one from a thousand to ten thousand (none if it is zero), cents
    only below a thousand.
    """
    units = Decimal(abs(cents)) / 100
    if units < Decimal("999.995"):
        text = f"{units:.2f}".removesuffix(".00")
    elif units < 9_950:
        text = _shortened(units / 1_000, "0.1").removesuffix(".0") + "k"
    elif units < 999_500:
        text = _shortened(units / 1_000, "1") + "k"
    else:
        text = _shortened(units / 1_000_000, "0.01") + "M"
    return _signed(cents, text, currency)


def format_thousands(cents: int, currency: str | None = "USD") -> str:
    """Return whole thousands: "$1,460k", or "1,460" without a currency, for a headed column."""
    thousands = f"{rounded(Decimal(abs(cents)) / 100_000):,}"
    if currency is None:
        return MINUS + thousands if cents < 0 and thousands != "0" else thousands
    return _signed(cents, thousands + "k", currency)


def format_money_exact(cents: int, currency: str = "USD") -> str:
    """Return every cent: "$760,000", "$11.50"; ``parse_money`` reads it back exactly."""
    text = f"{Decimal(abs(cents)) / 100:,.2f}".removesuffix(".00")
    return _signed(cents, text, currency)


def _shortened(amount: Decimal, step: str) -> str:
    return f"{amount.quantize(Decimal(step), ROUND_HALF_UP):,f}"


def _signed(cents: int, text: str, currency: str) -> str:
    sign = MINUS if cents < 0 and re.search(r"[1-9]", text) else ""
    return sign + _SYMBOLS.get(currency, f"{currency} ") + text
