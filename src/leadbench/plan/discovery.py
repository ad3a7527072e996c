"""What product discovery comes to: the market both ways, the gain, the least useful performance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from leadbench.analysis import gain as model
from leadbench.analysis.valuation import break_even
from leadbench.plan.contents import Contents
from leadbench.plan.money import format_money
from leadbench.plan.running_cost import cost_to_cover
from leadbench.plan.tables import (
    Discovery,
    GainFactor,
    GainPart,
    GainTerm,
    Judgement,
    MarketStep,
    Measure,
    MlFormulation,
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A performance from which something pays, beside what was measured.

    Attributes
    ----------
    name, origin
        What is limited, and the sum that it follows from.
    at_least
        Whether the limit is a least (else a most).
    needs, measured
        In ``unit``; None where it is unknown, or where nothing pays.
    note
        How it was measured.
    """

    name: str
    origin: str
    at_least: bool
    needs: float | None
    measured: float | None
    unit: str
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the measured value keeps the limit; None while one is unknown."""
        if self.needs is None or self.measured is None:
            return None
        return self.measured >= self.needs if self.at_least else self.measured <= self.needs


def discovery_of(contents: Contents, project_id: int) -> Discovery | None:
    """Return what a project says of its problem as a whole, if anything."""
    found = contents.of(Discovery, "project_id", project_id)
    return found[0] if found else None


def market_amounts(steps: Sequence[MarketStep]) -> list[int | None]:
    """Return the amount of each step in cents: its own, or its share of the step before."""
    amounts: list[int | None] = []
    for step in steps:
        amount = step.amount_cents
        before = amounts[-1] if amounts else None
        if amount is None and step.share_percent is not None and before is not None:
            amount = round(before * step.share_percent / 100)
        amounts.append(amount)
    return amounts


def feasibility(row: MlFormulation) -> int | None:
    """Return the feasibility of a formulation, 1 to 10, or None while nothing is scored.

    It is the mean of its scores, rounded half up, but never more than two above the lowest: an
    unlawful or unlabeled formulation is not saved by an easy method.
    """
    scores = [
        score
        for score in (
            row.data_score,
            row.method_score,
            row.law_score,
            row.robustness_score,
            row.effort_score,
        )
        if score is not None
    ]
    if not scores:
        return None
    return min((2 * sum(scores) + len(scores)) // (2 * len(scores)), min(scores) + 2)


def gain_of(contents: Contents, project_id: int) -> model.GainRange | None:
    """Return the range of a project's yearly gain in the portfolio's currency.

    None while the model has no term with a factor.

    Raises
    ------
    Refused
        As ``analysis.gain.gain``.
    """
    factors = tuple(
        model.Factor(row.id or 0, row.name, row.low * _scale(row), row.likely * _scale(row),
                     row.high * _scale(row))
        for row in contents.of(GainFactor, "project_id", project_id)
    )  # fmt: skip
    terms = tuple(
        model.Term(row.name, tuple(_parts(contents, row.id or 0)))
        for row in contents.of(GainTerm, "project_id", project_id)
    )
    terms = tuple(term for term in terms if term.parts)
    if not factors or not terms:
        return None
    own = discovery_of(contents, project_id)
    return _gain(factors, terms, own.seed if own is not None else 0)


@lru_cache(maxsize=8)
def _gain(
    factors: tuple[model.Factor, ...], terms: tuple[model.Term, ...], seed: int
) -> model.GainRange:
    return model.gain(factors, terms, seed=seed)


def _scale(row: GainFactor) -> float:
    """Return what a factor's figures are multiplied by to be counted with: shares are percent."""
    return 0.01 if row.unit in {"%", "points"} else 1.0


def _parts(contents: Contents, term_id: int) -> list[model.Part]:
    return [
        model.Part(row.factor_id, row.coefficient, row.constant)
        for row in contents.of(GainPart, "term_id", term_id)
    ]


def thresholds(contents: Contents, project_id: int) -> list[Threshold]:
    """Return the least useful performance of each judgement, and of the first factor of the gain.

    The last line asks how large a factor must be for its terms to bring in what running costs.
    """
    rows = contents.of(Judgement, "project_id", project_id)
    found = [judged(row) for row in rows if row.measure != Measure.NONE]
    lift = _least_lift(contents, project_id)
    return found if lift is None else [*found, lift]


def judged(row: Judgement) -> Threshold:
    """Return from which share of right, or up to which of wrong decisions one pays."""
    share = model.least_share_right(
        model.Judgement(row.right_cents, row.wrong_cents, cost=row.cost_cents)
    )
    right = row.measure == Measure.RIGHT
    gap = (row.right_cents - row.wrong_cents) / 100
    needed = (row.cost_cents - row.wrong_cents) / 100
    if right:
        cost = f" + {row.cost_cents / 100:.2f}" if row.cost_cents else ""
        origin = f"({-row.wrong_cents / 100:.2f}{cost}) ÷ {gap:.2f}"
        needs = None if share is None else 100 * share
    else:
        origin = f"{gap - needed:.2f} ÷ {gap:.2f}"
        needs = None if share is None else 100 * (1 - share)
    return Threshold(
        row.measure_name or row.action,
        origin,
        right,
        needs,
        row.measured_percent,
        "%",
        row.measured_note,
    )


def lever_of(contents: Contents, project_id: int) -> GainFactor | None:
    """Return the factor that the project moves: the first one that is measured."""
    factors = contents.of(GainFactor, "project_id", project_id)
    return next((row for row in factors if row.measured is not None), None)


def lever_for(contents: Contents, project_id: int, gain: float) -> float | None:
    """Return how large the lever must be, in its unit, for the yearly gain to be an amount.

    All other factors are at their likely values; None without a lever, or where no size does it.
    ``gain`` is in the portfolio's currency.
    """
    terms = [
        parts
        for row in contents.of(GainTerm, "project_id", project_id)
        if (parts := _parts(contents, row.id or 0))
    ]
    lever = lever_of(contents, project_id)
    return None if lever is None else _size_for(contents, lever, terms, gain)


def _least_lift(contents: Contents, project_id: int) -> Threshold | None:
    """Return how large the lever must be to bring in what running costs."""
    own = discovery_of(contents, project_id)
    running = cost_to_cover(contents, project_id)
    lever = lever_of(contents, project_id)
    if own is None or running.total is None or lever is None:
        return None
    every = (
        _parts(contents, row.id or 0) for row in contents.of(GainTerm, "project_id", project_id)
    )
    terms = [
        parts
        for parts in every
        if any(part.factor == lever.id and part.coefficient > 0 for part in parts)
    ]
    if not terms:
        return None
    currency = next(iter(contents.portfolio.values())).currency
    return Threshold(
        lever.name,
        f"{format_money(running.total, currency)} a year, its running cost",
        True,
        _size_for(contents, lever, terms, running.total / 100),
        lever.measured,
        lever.unit,
    )


def _size_for(
    contents: Contents, lever: GainFactor, terms: Sequence[Sequence[model.Part]], amount: float
) -> float | None:
    """Return how large a factor must be, in its unit, for terms to come to an amount."""
    factors = contents.of(GainFactor, "project_id", lever.project_id)
    values = {row.id or 0: row.likely * _scale(row) for row in factors}
    key = lever.id

    def spare(size: float) -> float:
        total = -amount
        for parts in terms:
            product = 1.0
            for part in parts:
                value = size if part.factor == key else values[part.factor]
                product *= part.constant + part.coefficient * value
            total += product
        return total

    most = max(1.0, 10 * lever.high * _scale(lever))
    needs = break_even(spare, 0.0, most)
    return None if needs is None else needs / _scale(lever)
