"""A business case in runs: what it is worth when cost, gain, chances and timing vary together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, log, log1p

import numpy as np
import numpy.typing as npt

from leadbench.analysis.gain import RUNS, triangle
from leadbench.analysis.valuation import (
    Case,
    Swing,
    Timing,
    break_even,
    case_value,
    discounted,
    perfect_information,
    tornado,
    yearly,
)

Floats = npt.NDArray[np.float64]

FACTORS = (
    "gain_per_year",
    "mvp_chance",
    "growth_chance",
    "growth_cost",
    "running_per_year",
    "gain_at",
    "mvp_cost",
)
"""What may vary: fields of ``Case``, and the start of the gains."""


@dataclass(frozen=True, eq=False)
class CaseRange:
    """The net present value of a business case.

    Attributes
    ----------
    expected
        With every factor at its likely value.
    runs
        Every run, ascending. Shape (runs,).
    stopped_first, stopped_second, passed
        Shares of the runs that ended at the first gate, at the second, and in the gains.
    swings
        What each factor alone does from its low to its high end, widest first.
    information
        What knowing the end beforehand would be worth at most.
    """

    expected: float
    runs: Floats
    stopped_first: float
    stopped_second: float
    passed: float
    swings: tuple[Swing, ...]
    information: float


def value_with(case: Case, timing: Timing, factor: str, value: float) -> float:
    """Return the expected value with one factor set to another value."""
    if factor == "gain_at":
        return case_value(case, replace(timing, gain_at=value)).gated
    changed: Case = replace(case, **{factor: value})
    return case_value(changed, timing).gated


def case_runs(
    case: Case,
    timing: Timing,
    ranges: Mapping[str, tuple[float, float, float]],
    *,
    seed: int = 0,
    runs: int = RUNS,
    gains: Floats | None = None,
) -> CaseRange:
    """Return the range of a business case.

    Parameters
    ----------
    case, timing
        The likely values.
    ranges
        Tenth percentile, likely value and ninetieth percentile by factor; what is absent is fixed.
    gains
        Runs of the gain where they were simulated already; drawn from in random order.

    Notes
    -----
    Costs, gains and their start follow triangular distributions through their percentiles, chances
    likewise, held between 0 and 1; each gate is then passed or not by one draw.
    """
    stream = np.random.default_rng([seed, 1])
    likely = {name: _likely(case, timing, name) for name in FACTORS}
    drawn = {name: _draw(stream, ranges.get(name, (likely[name],) * 3), runs) for name in FACTORS}
    if gains is not None and len(gains):
        drawn["gain_per_year"] = stream.choice(gains, runs)
    chance = {name: np.clip(drawn[name], 0, 1) for name in ("mvp_chance", "growth_chance")}
    growth = np.maximum(0, drawn["growth_cost"]) / (1 + timing.rate) ** timing.growth_at
    net = drawn["gain_per_year"] - drawn["running_per_year"]
    factor = sum((1 + timing.rate) ** -(year + 0.5) for year in range(timing.gain_years))
    value = net * factor / (1 + timing.rate) ** np.maximum(0, drawn["gain_at"])
    first = stream.random(runs) < chance["mvp_chance"]
    second = first & (stream.random(runs) < chance["growth_chance"])
    worth = -np.maximum(0, drawn["mvp_cost"]) - np.where(first, growth, 0.0)
    worth = worth + np.where(second, value, 0.0)
    worth.sort()
    worth.flags.writeable = False
    varied = [(name, low, high) for name, (low, _, high) in ranges.items()]
    ends = case_value(case, timing)
    return CaseRange(
        expected=ends.gated,
        runs=worth,
        stopped_first=float(1 - first.mean()),
        stopped_second=float(first.mean() - second.mean()),
        passed=float(second.mean()),
        swings=tornado(lambda name, at: value_with(case, timing, name, at), varied),
        information=perfect_information(ends.ends),
    )


def _likely(case: Case, timing: Timing, name: str) -> float:
    return timing.gain_at if name == "gain_at" else float(getattr(case, name))


def _draw(
    stream: np.random.Generator, percentiles: tuple[float, float, float], runs: int
) -> Floats:
    low, likely, high = percentiles
    first, mode, last = triangle(low, likely, high)
    if not last > first:
        return np.full(runs, mode)
    drawn: Floats = stream.triangular(first, mode, last, runs)
    return drawn


@dataclass(frozen=True, slots=True)
class BreakEven:
    """From which value of one factor the case is worth nothing, all others at their likely value.

    None where no value in reach changes the sign.
    """

    gain: float | None
    mvp_chance: float | None
    growth_chance_at_gate: float | None
    years_to_pay: float | None


def break_evens(case: Case, timing: Timing) -> BreakEven:
    """Return where a business case turns.

    Notes
    -----
    ``growth_chance_at_gate`` is asked once the MVP is paid for: from it on growth pays by itself.
    ``years_to_pay`` counts from today until the gains of success, discounted at each moment, have
    paid for both stages.
    """
    growth = discounted(case.growth_cost, timing.growth_at, timing.rate)
    value = yearly(
        case.gain_per_year - case.running_per_year, timing.gain_at, timing.gain_years, timing.rate
    )

    def turn(factor: str, low: float, high: float) -> float | None:
        return break_even(lambda at: value_with(case, timing, factor, at), low, high)

    most = max(1.0, 20 * case.gain_per_year)
    return BreakEven(
        gain=turn("gain_per_year", 0.0, most),
        mvp_chance=turn("mvp_chance", 0.0, 1.0),
        growth_chance_at_gate=growth / value if value >= growth > 0 else None,
        years_to_pay=_paid(case, timing, growth),
    )


def _paid(case: Case, timing: Timing, growth: float) -> float | None:
    net, spent = case.gain_per_year - case.running_per_year, case.mvp_cost + growth
    if net <= 0:
        return None
    force = log1p(timing.rate)
    if force == 0:
        at = timing.gain_at + spent / net
    else:
        left = exp(-force * timing.gain_at) - spent * force / net
        if left <= 0:
            return None
        at = -log(left) / force
    return at if at <= timing.gain_at + timing.gain_years else None


def cash_over_time(case: Case, timing: Timing, *, points: int = 60) -> list[tuple[float, float]]:
    """Return the discounted balance of a case whose gates all pass, by years from today.

    The MVP is spent evenly up to half of the growth stage's middle, growth evenly from there to the
    start of the gains; gains flow evenly and are discounted at each moment.
    """
    last = timing.gain_at + timing.gain_years
    turn = min(timing.growth_at, timing.gain_at) / 2
    growth = discounted(case.growth_cost, timing.growth_at, timing.rate)
    net, force = case.gain_per_year - case.running_per_year, log1p(timing.rate)
    result = []
    for number in range(points + 1):
        at = last * number / points
        balance = -case.mvp_cost * _share(at, 0.0, turn)
        balance -= growth * _share(at, turn, timing.gain_at)
        if at > timing.gain_at:
            if force == 0:
                balance += net * (at - timing.gain_at)
            else:
                flowed = exp(-force * timing.gain_at) - exp(-force * at)
                balance += net * flowed / force
        result.append((at, balance))
    return result


def _share(at: float, begin: float, end: float) -> float:
    """Return how much of a span has passed, 0 to 1; of a moment all once it is reached."""
    if end <= begin:
        return 1.0 if at >= end else 0.0
    return min(1.0, max(0.0, (at - begin) / (end - begin)))
