"""What a project in stages is worth, and what it is worth to know more before the next one.

Money is in the plan's currency, chances are from 0 to 1, times in years from the day that values
are stated for. Sources: the general theory of decision trees (H. Raiffa, "Decision Analysis",
1968); for the right to stop at a gate, A. Dixit & R. Pindyck, "Investment under Uncertainty"
(1994).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from leadbench.errors import Refused


@dataclass(frozen=True, slots=True)
class StageBet:
    """One stage: what it costs, and the chance that its gate is passed."""

    cost: float
    chance: float


@dataclass(frozen=True, slots=True)
class StagedValue:
    """The value of stages with the right to stop at each gate, and without it.

    Attributes
    ----------
    gated, committed
        Expected value when a failed gate stops all later costs, and when all is spent anyway.
    option
        What the right to stop is worth: ``gated`` less ``committed``.
    ends
        Of each way it may end the chance and the value: stopped at the first gate, at the second
        … and last the success.
    """

    gated: float
    committed: float
    option: float
    ends: tuple[tuple[float, float], ...]


def staged_value(stages: Sequence[StageBet], value: float) -> StagedValue:
    """Return what stages are worth that end in a value.

    Parameters
    ----------
    stages
        First to last, their costs already stated for today (``discounted``).
    value
        What the last gate opens, stated for today.

    Raises
    ------
    Refused
        When a chance lies outside 0 to 1, or a cost below 0.

    Examples
    --------
    >>> bets = [StageBet(0.2, 0.5), StageBet(0.8, 0.6), StageBet(1.5, 0.7)]
    >>> worth = staged_value(bets, 6)
    >>> round(worth.committed, 2), round(worth.gated, 2), round(worth.option, 2)
    (-1.24, 0.21, 1.45)
    """
    for bet in stages:
        check_chance(bet.chance)
        if bet.cost < 0:
            raise Refused(
                "A cost cannot be below 0. Correct it. Nothing was changed.", field="cost"
            )
    spent = list(accumulate(bet.cost for bet in stages))
    reached = [1.0, *accumulate((bet.chance for bet in stages), mul)]
    ends = [
        (chance * (1 - bet.chance), -sunk)
        for bet, chance, sunk in zip(stages, reached, spent, strict=False)
    ]
    total = spent[-1] if spent else 0.0
    ends.append((reached[-1], value - total))
    gated = sum(chance * worth for chance, worth in ends)
    committed = reached[-1] * value - total
    return StagedValue(gated, committed, gated - committed, tuple(ends))


def discounted(amount: float, years: float, rate: float) -> float:
    """Return today's value of an amount in some years at a yearly rate (0.1 for 10 %)."""
    return amount / float((1 + rate) ** years)


def yearly(amount: float, start: float, years: int, rate: float) -> float:
    """Return today's value of a yearly amount, each year's counted in its middle.

    Parameters
    ----------
    amount
        Per year.
    start
        Years until the first of them begins.
    years
        How many.
    rate
        Yearly rate, 0.1 for 10 %.
    """
    return sum(discounted(amount, start + year + 0.5, rate) for year in range(years))


@dataclass(frozen=True, slots=True)
class Timing:
    """When a candidate spends and earns, in years from today, and how that is discounted.

    ``growth_at`` is where the growth stage's spending lies on average, ``gain_at`` where the first
    of ``gain_years`` years of gain begins.
    """

    growth_at: float
    gain_at: float
    gain_years: int
    rate: float


@dataclass(frozen=True, slots=True)
class Case:
    """The figures of a business case in two gates: an MVP, then growth, then yearly gains."""

    mvp_cost: float
    growth_cost: float
    gain_per_year: float
    running_per_year: float
    mvp_chance: float
    growth_chance: float


def case_value(case: Case, timing: Timing) -> StagedValue:
    """Return the expected net present value of a business case, with and without gates."""
    growth = discounted(case.growth_cost, timing.growth_at, timing.rate)
    net = case.gain_per_year - case.running_per_year
    value = yearly(net, timing.gain_at, timing.gain_years, timing.rate)
    bets = (StageBet(case.mvp_cost, case.mvp_chance), StageBet(growth, case.growth_chance))
    return staged_value(bets, value)


def break_even(
    value: Callable[[float], float], low: float, high: float, *, tolerance: float = 1e-9
) -> float | None:
    """Return where a monotonic value changes its sign between two inputs, or None if nowhere.

    Notes
    -----
    By bisection, to ``tolerance`` of the interval's length.
    """
    at_low, at_high = value(low), value(high)
    if at_low == 0:
        return low
    if at_high == 0:
        return high
    if (at_low > 0) == (at_high > 0):
        return None
    first, last = low, high
    while abs(last - first) > tolerance * max(1.0, abs(high - low)):
        middle = (first + last) / 2
        if (value(middle) > 0) == (at_low > 0):
            first = middle
        else:
            last = middle
    return (first + last) / 2


@dataclass(frozen=True, slots=True)
class Swing:
    """What one factor alone does to a value when it goes from its low to its high end."""

    factor: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """The distance between the two values."""
        return abs(self.at_high - self.at_low)


def tornado(
    value: Callable[[str, float], float], ranges: Iterable[tuple[str, float, float]]
) -> tuple[Swing, ...]:
    """Return the swing of each factor, the widest first.

    Parameters
    ----------
    value
        Of a factor's name and what it is set to, all others at their likely value.
    ranges
        Name, low and high end of each factor.
    """
    swings = [
        Swing(name, low, high, value(name, low), value(name, high)) for name, low, high in ranges
    ]
    return tuple(sorted(swings, key=lambda swing: -swing.width))


def perfect_information(ends: Iterable[tuple[float, float]]) -> float:
    """Return what knowing the end beforehand would be worth at most (EVPI).

    Parameters
    ----------
    ends
        Chance and value of each way it may end if it is begun; not to begin is worth 0.

    Notes
    -----
    With foresight only what ends well is begun; without it the better of all and nothing.
    """
    known = list(ends)
    best_blind = max(0.0, sum(chance * value for chance, value in known))
    return sum(chance * max(0.0, value) for chance, value in known) - best_blind


def value_of_test(
    chance: float, success: float, failure: float, *, sensitivity: float, specificity: float
) -> float:
    """Return what a test that may err is worth before a decision to go on or to stop.

    Parameters
    ----------
    chance
        Of success.
    success, failure
        What going on is worth in either case; stopping is worth 0.
    sensitivity, specificity
        The chance that the test says yes when it would succeed, and no when it would fail.

    Raises
    ------
    Refused
        When a chance lies outside 0 to 1.

    Notes
    -----
    Raiffa & Schlaifer, "Applied Statistical Decision Theory" (1961): the expected value of sample
    information with two states and two signals; at 1 and 1 it is that of perfect information.
    """
    for share in (chance, sensitivity, specificity):
        check_chance(share)
    yes = chance * sensitivity * success + (1 - chance) * (1 - specificity) * failure
    no = chance * (1 - sensitivity) * success + (1 - chance) * specificity * failure
    return max(0.0, yes) + max(0.0, no) - max(0.0, yes + no)


@dataclass(frozen=True, slots=True)
class Experiment:
    """Something that is tried before going on: its cost, and the chance that it stops us."""

    key: int
    cost: float
    chance_to_stop: float

    @property
    def ratio(self) -> float:
        """Cost over the chance to stop: the price of one certain stop."""
        return self.cost / self.chance_to_stop if self.chance_to_stop else float("inf")


def cheapest_stop_first(experiments: Iterable[Experiment]) -> tuple[Experiment, ...]:
    """Return experiments in the order with the lowest expected cost.

    Notes
    -----
    In ascending order of cost over the chance to stop; equal ones keep their order. Optimal for
    independent tests of which the first failure ends the series (L. G. Mitten, "An analytic
    solution to the least cost testing sequence problem", Journal of Industrial Engineering 11,
    1960).
    """
    return tuple(sorted(experiments, key=lambda one: one.ratio))


def expected_cost(experiments: Iterable[Experiment]) -> float:
    """Return what experiments in this order cost on average, when the first failure ends them."""
    total, going = 0.0, 1.0
    for one in experiments:
        check_chance(one.chance_to_stop)
        total += going * one.cost
        going *= 1 - one.chance_to_stop
    return total


def check_chance(chance: float) -> None:
    """Refuse a chance that lies outside 0 to 1."""
    if not 0 <= chance <= 1:
        raise Refused(
            f"A chance lies from 0 to 100 %, not at {100 * chance:g} %. Correct it. Nothing was"
            " changed.",
            field="chance",
        )
