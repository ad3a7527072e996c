"""The gain of a year as a product of named factors, each a range; and what moves it.

A gain is a sum of terms, a term a product of factors. A factor enters a term as ``constant +
coefficient * factor``, so that "tickets that are not resolved" is 1 minus the resolved share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod, sqrt

import numpy as np
import numpy.typing as npt

from leadbench.analysis.valuation import Swing, tornado
from leadbench.errors import Refused

RUNS = 10_000
"""Draws of a simulated gain, unless more are asked for."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """A named quantity: its tenth percentile, its likely value and its ninetieth percentile."""

    key: int
    name: str
    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Part:
    """How a factor enters a term: as ``constant + coefficient * factor``."""

    factor: int
    coefficient: float = 1.0
    constant: float = 0.0


@dataclass(frozen=True, slots=True)
class Term:
    """A product of parts, one summand of the gain."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False)
class GainRange:
    """The gain of a year.

    Attributes
    ----------
    likely, terms
        The sum, and each term by itself, with every factor at its likely value.
    p10, p50, p90
        Percentiles of the runs.
    runs
        Every run, ascending. Shape (runs,).
    seed
        What the random numbers started from.
    swings
        What each factor alone does from its low to its high end, widest first.
    """

    likely: float
    terms: tuple[float, ...]
    p10: float
    p50: float
    p90: float
    runs: Floats
    seed: int
    swings: tuple[Swing, ...]


def gain(
    factors: Sequence[Factor], terms: Sequence[Term], *, seed: int = 0, runs: int = RUNS
) -> GainRange:
    """Return the range of a year's gain.

    Parameters
    ----------
    factors, terms
        The model; each part names a factor by its key.
    seed, runs
        The same seed gives the same runs on every machine.

    Raises
    ------
    Refused
        When a factor's low, likely and high value are out of order, or a part names none.

    Notes
    -----
    Factors vary independently, each by a triangular distribution through its three values
    (``triangle``). The percentiles are those of the joint runs: the tenth percentile of a product
    is not the product of tenth percentiles.
    """
    known = {factor.key: factor for factor in factors}
    for factor in factors:
        _check(factor)
    for term in terms:
        for part in term.parts:
            if part.factor not in known:
                raise Refused(
                    f"“{term.name}” counts with a factor that is not there any more. Choose"
                    " another. Nothing was changed.",
                    field="factor",
                )
    draws = _draws(factors, seed, runs)
    total = np.zeros(runs)
    for term in terms:
        total += prod(
            (part.constant + part.coefficient * draws[part.factor] for part in term.parts),
            start=np.ones(runs),
        )
    total.sort()
    total.flags.writeable = False
    likely = {factor.key: factor.likely for factor in factors}
    each = tuple(_term(term, likely) for term in terms)
    by_name = {str(factor.key): factor.key for factor in factors}

    def moved(name: str, value: float) -> float:
        values = {**likely, by_name[name]: value}
        return sum(_term(term, values) for term in terms)

    swings = tornado(moved, [(str(one.key), one.low, one.high) for one in factors])
    p10, p50, p90 = (float(np.quantile(total, share)) for share in (0.1, 0.5, 0.9))
    return GainRange(sum(each), each, p10, p50, p90, total, seed, swings)


@lru_cache(maxsize=4096)
def triangle(low: float, likely: float, high: float) -> tuple[float, float, float]:
    """Return ends and mode of the triangular distribution with given percentiles.

    Parameters
    ----------
    low, likely, high
        Tenth percentile, mode and ninetieth percentile, ascending.

    Returns
    -------
    tuple
        Its lower end, mode and upper end. Without spread all three are the likely value.

    Notes
    -----
    A triangle from a to b with mode m has the share (x - a)² / ((b - a)(m - a)) below x on its
    lower side. Solved for both tails by fixed-point iteration, which contracts.
    """
    if low == high:
        return likely, likely, likely
    first, last = low - (likely - low), high + (high - likely)
    for _ in range(10_000):
        width = last - first
        new_first = low - sqrt(0.1 * width * max(0.0, likely - first))
        new_last = high + sqrt(0.1 * width * max(0.0, last - likely))
        moved = abs(new_first - first) + abs(new_last - last)
        first, last = new_first, new_last
        if moved <= 1e-13 * (high - low):
            break
    return first, likely, last


def _draws(factors: Sequence[Factor], seed: int, runs: int) -> Mapping[int, Floats]:
    draws: dict[int, Floats] = {}
    # Each factor has a stream of its own: another factor more or less changes none of the others.
    for factor in factors:
        stream = np.random.default_rng([seed, factor.key])
        first, mode, last = triangle(factor.low, factor.likely, factor.high)
        if last > first:
            draws[factor.key] = stream.triangular(first, mode, last, runs)
        else:
            draws[factor.key] = np.full(runs, mode)
    return draws


def _term(term: Term, values: Mapping[int, float]) -> float:
    return prod(part.constant + part.coefficient * values[part.factor] for part in term.parts)


def _check(factor: Factor) -> None:
    if not factor.low <= factor.likely <= factor.high:
        raise Refused(
            f"The low, likely and high value of “{factor.name}” must not fall. Correct them."
            " Nothing was changed.",
            field="likely",
            key=factor.key,
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What each answer is worth: right and wrong, given and withheld; and what giving one costs.

    ``right`` and ``wrong`` are the value of an answer that is given and turns out so (a loss is
    negative), ``passed_on`` that of giving none, ``cost`` what an answer costs to make.
    """

    right: float
    wrong: float
    passed_on: float = 0.0
    cost: float = 0.0


def least_share_right(judgement: Judgement) -> float | None:
    """Return the share of right answers from which answering pays, or None if it never does.

    Notes
    -----
    Answering is worth ``p * right + (1 - p) * wrong - cost`` against ``passed_on``. At 0 it pays
    always. Source for judgement as a matrix of values: A. Agrawal, J. Gans & A. Goldfarb,
    "Prediction Machines" (2018).

    Examples
    --------
    >>> round(least_share_right(Judgement(6.40, -14.00, cost=0.12)), 3)
    0.692
    """
    gap = judgement.right - judgement.wrong
    needed = judgement.passed_on + judgement.cost - judgement.wrong
    if needed <= 0:
        return 0.0
    if gap <= 0 or needed > gap:
        return None
    return needed / gap
