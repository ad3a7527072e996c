"""Which candidates to fund: the question as plain values, and its answer by exact selection.

Answering needs the solver and belongs into the worker process, which loads nothing of a plan.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from leadbench.analysis.selection import (
    Limits,
    NextStep,
    Option,
    Robustness,
    Selection,
    frontier,
    next_step,
    robustness,
    select,
)

SAMPLES = 100
"""So many draws of the gains tell which candidates are in the best set whatever they bring."""
SEED = 11


@dataclass(frozen=True, slots=True)
class Spread:
    """How the value of a candidate follows its gain: whole currency units, gains in cents."""

    key: int
    without: float
    per_cent: float
    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the candidates, what there is, and how their gains vary.

    ``first`` is the period of the budget line: staircases count the money of that one.
    """

    options: tuple[Option, ...]
    limits: Limits
    first: int
    spreads: tuple[Spread, ...]

    def due(self, chosen: Collection[int]) -> int:
        """Return the money that candidates cost in the period of the budget line."""
        return sum(one.money.get(self.first, 0) for one in self.options if one.key in chosen)


@dataclass(frozen=True, slots=True)
class Choice:
    """The best set, and the least additional money that makes a better one possible."""

    best: Selection
    step: NextStep | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """The best sets by money of the first period, and what is in them whatever the gains are."""

    steps: tuple[Selection, ...]
    robust: Robustness

    def beyond(self, money: int, value: int) -> tuple[int, int] | None:
        """Return what the step that pays best costs and is worth more than a set, or None."""
        further = [
            (step.money - money, step.value - value)
            for step in self.steps
            if step.money > money and step.value > value
        ]
        return max(further, key=lambda one: one[1] / one[0], default=None)


def choose(question: Question) -> Choice:
    """Return the best set, and what it takes for a better one."""
    best = select(question.options, question.limits)
    step = next_step(question.options, question.limits) if question.limits.money else None
    return Choice(best, step)


def look_around(question: Question, tick: Callable[[float, str], None]) -> Prospect:
    """Return the best sets for every budget, and how the best one holds while gains vary."""
    tick(0.0, "best sets by budget")
    first, limits = question.first, question.limits
    # Money of later periods is limited as people are: as another thing that is scarce.
    scarce = {("money", period): cents for period, cents in limits.money.items() if period != first}
    options = [
        replace(
            one,
            money={first: one.money.get(first, 0)},
            people={
                **one.people,
                **{("money", at): cents for at, cents in one.money.items() if at != first},
            },
        )
        for one in question.options
    ]
    steps = frontier(options, Limits({}, {**limits.people, **scarce}))
    tick(0.3, "sets while gains vary")
    return Prospect(steps, robustness(_samples(question, tick), limits))


def _samples(
    question: Question, tick: Callable[[float, str], None]
) -> "Iterator[tuple[Option, ...]]":
    import numpy as np

    from leadbench.analysis.gain import triangle

    drawn = {}
    for spread in question.spreads:
        stream = np.random.default_rng([SEED, spread.key])
        ends = triangle(spread.low, spread.likely, spread.high)
        drawn[spread.key] = (spread, stream.triangular(*ends, SAMPLES))
    for number in range(SAMPLES):
        tick(0.3 + 0.7 * number / SAMPLES, "sets while gains vary")
        yield tuple(
            replace(one, value=round(drawn[one.key][0].without
                                     + drawn[one.key][0].per_cent * drawn[one.key][1][number]))
            if one.key in drawn else one
            for one in question.options
        )  # fmt: skip
