"""The market of product discovery, sized from the top down and from the bottom up."""

from collections.abc import Callable, Sequence

from leadbench.analysis.gain import GainRange
from leadbench.desktop.screens.discovery.columns import Sized
from leadbench.plan.contents import Contents
from leadbench.plan.discovery import market_amounts
from leadbench.plan.formulas import formula_of
from leadbench.plan.tables import GainTerm, MarketStep

_CLOSE = 0.1
"""Two estimates that are less than this share apart agree."""


def market_rows(steps: Sequence[MarketStep]) -> list[Sized]:
    """Return the steps with their amounts in cents."""
    amounts = market_amounts(steps)
    most = max((amount for amount in amounts if amount), default=0)
    return [
        Sized(row.id or 0, row.name, amount, most, place == len(steps) - 1, row)
        for place, (row, amount) in enumerate(zip(steps, amounts, strict=True))
    ]


def term_rows(
    contents: Contents,
    rows: Sequence[GainTerm],
    gain: GainRange | None,
    money: Callable[[float], str],
) -> list[Sized]:
    """Return the terms of the gain with their amounts."""
    counted = [row for row in rows if formula_of(contents, row.id)]
    values = dict(zip([row.id for row in counted], gain.terms, strict=True)) if gain else {}
    return [
        Sized(
            row.id or 0,
            row.name,
            values.get(row.id),
            gain.likely if gain else 0.0,
            last=False,
            words=money(values[row.id]) if row.id in values else "",
            formula=formula_of(contents, row.id),
        )
        for row in rows
    ]


def agreement(
    steps: Sequence[MarketStep], gain: GainRange | None, money: Callable[[float], str]
) -> str:
    """Return how far the two estimates are apart, in words."""
    amounts = market_amounts(steps)
    last = amounts[-1] if amounts else None
    if gain is None:
        return "Add factors and terms of the gain to size it from the bottom up."
    words = f"Bottom-up comes to {money(gain.likely)} a year and is used in the plan."
    if not last:
        return words
    apart = abs(gain.likely * 100 - last) / max(gain.likely * 100, last)
    if apart <= _CLOSE:
        return f"The two agree within {max(1, round(100 * apart))}%. {words}"
    return f"The two differ by {round(100 * apart)}%: look again. {words}"
