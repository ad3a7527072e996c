"""Small words of the portfolio: counts and sentences."""

from collections.abc import Sequence
from typing import Final

_NUMBERS: Final = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
)  # fmt: skip


def number_word(count: int) -> str:
    """Return a small count as a word that begins a sentence."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def sentence(parts: Sequence[str]) -> str:
    """Return parts in one line that begins with a capital."""
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
