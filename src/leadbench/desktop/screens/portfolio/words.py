"""Small words of the portfolio: counts and sentences."""

from collections.abc import Sequence
from typing import Final

from leadbench.plan.money import format_thousands

_NUMBERS: Final = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
)  # fmt: skip


def number_word(count: int) -> str:
    """Return a small count as a word that begins a sentence."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def standing_words(
    count: int, funded: int, spent: int, budget: int | None, currency: str
) -> list[str]:
    """Return how many candidates there are, how many are funded, and what is left; in cents."""
    words = [f"{number_word(count)} candidate{'s' if count != 1 else ''}"]
    if funded:
        amount = format_thousands(spent, currency)
        words.append(f"{number_word(funded).lower()} funded for {amount}")
    else:
        words.append("none funded yet")
    if budget is None:
        words.append("no budget line yet")
    elif spent <= budget:
        words.append(f"{format_thousands(budget - spent, currency)} left")
    else:
        words.append(f"{format_thousands(spent - budget, currency)} over the budget line")
    return words


def sentence(parts: Sequence[str]) -> str:
    """Return parts in one line that begins with a capital."""
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
