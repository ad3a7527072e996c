"""The most that a number may be, with the reason: beyond it somebody has slipped on a key.

A limit is told at the field as its ``description`` says it, in place of the bare number.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Field


@dataclass(frozen=True, slots=True)
class Most:
    """A limit, and what is said where it is passed."""

    limit: float
    reason: str


MONEY = Most(10**15, "must be less than 10 trillion: no project moves more money")
COUNT = Most(10**12, "must be at most 1,000,000,000,000: a hundred for each person on earth")
EACH = Most(10**6, "must be at most 1,000,000 for each one: count larger things")
CALL = Most(86_400, "must be at most 86,400 s, a day: nobody waits longer for an answer")
HAND_OVER = Most(30 * 86_400, "must be at most 2,592,000 s, 30 days: later is no fallback")
WAIT = Most(527_040, "must be at most 527,040 minutes, a year: later is no answer")
WINDOW = Most(8_784, "must be at most 8,784 hours, a year: a batch runs again before that")
KEPT = Most(1_200, "must be at most 1,200 months, a hundred years")
DAYS = Most(3_660, "must be at most 3,660 days, ten years")
WEEKS = Most(1_040, "must be at most 1,040 weeks, twenty years")
WORK = Most(100_000, "must be at most 100,000 person-months, eight thousand years of work")
PEOPLE = Most(10_000_000, "must be at most 100,000 people")
SURGE = Most(1_000, "must be at most 1,000 times the peak hour")
AT_ONCE = Most(100_000, "must be at most 100,000 calls on one server")
SPARE = Most(1_000, "must be at most 1,000 servers")
SPREAD = Most(100, "must be at most 100: times of calls do not vary more")
HOUR_PRICE = Most(10**8, "must be at most 1,000,000 an hour for one server")
ITEM = Most(10**9, "must be at most 1,000,000,000 kB, a terabyte for one item")
SCORE = Most(100, "must be at most 100: scores compare candidates, and are small")
WEIGHT = Most(1_000, "must be at most 1,000: weights compare parts with each other")
SEED = Most(4_294_967_295, "must be at most 4,294,967,295, the largest seed")
FIGURE = Most(10**15, "must be less than 1,000,000,000,000,000 either way: count in larger units")


def up_to(most: Most, *, default: Any = ..., ge: float | None = 0, gt: float | None = None) -> Any:
    """Return a field that is held by a limit from above, and from below by 0 if nothing is said."""
    below = {"gt": gt} if gt is not None else {"ge": ge}
    return Field(default=default, le=most.limit, description=most.reason, **below)


def either_way(most: Most, *, default: Any = ...) -> Any:
    """Return a field that may be negative, held by a limit on both sides."""
    return Field(default=default, ge=-most.limit, le=most.limit, description=most.reason)
