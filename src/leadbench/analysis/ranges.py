"""Three-point ranges, risk events and rates of cost: what a forecast draws from, and how it draws.

Every range and every event has a stream of random numbers of its own, named by the seed and its
key. So a run is the same however the runs are split up, the first thousand of ten thousand are
those of a thousand, and a change of one task leaves the draws of all others alone: two versions of
a plan are compared under the same luck.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from leadbench.analysis.data_quality import widened
from leadbench.errors import Refused

Shares = npt.NDArray[np.float64]
"""Numbers of 0 to 1."""
_OF_RANGE, _OF_EVENT = 1, 2
_EXACT = 1e-6
_CELLS = 1024


class Distribution(StrEnum):
    """How a range is spread between its ends."""

    PERT = "pert"
    TRIANGLE = "triangle"
    UNIFORM = "uniform"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, slots=True)
class Range:
    """Three points of an amount, in working minutes (or whatever the holder says).

    ``optimistic`` and ``pessimistic`` are the ends of the range; of a lognormal one its P10 and
    P90, and then ``likely`` only has to lie between.

    Raises
    ------
    Refused
        Where they do not ascend from 0, or a lognormal range begins with 0.
    """

    optimistic: int
    likely: int
    pessimistic: int
    distribution: Distribution = Distribution.PERT

    def __post_init__(self) -> None:
        rising = 0 <= self.optimistic <= self.likely <= self.pessimistic
        if not rising or (self.distribution == Distribution.LOGNORMAL and self.optimistic == 0):
            raise Refused(
                "A range must rise from optimistic to likely to pessimistic, from 0 or more (a"
                " lognormal one from more than 0). Nothing was changed.",
                field="optimistic_minutes",
            )

    @property
    def certain(self) -> bool:
        """Whether there is nothing to draw."""
        return self.optimistic == self.pessimistic

    @property
    def mean(self) -> float:
        """The mean: (O + 4 M + P) / 6 of PERT, and that of the others."""
        low, mid, high = self.optimistic, self.likely, self.pessimistic
        if self.distribution == Distribution.PERT:
            return (low + 4 * mid + high) / 6
        if self.distribution == Distribution.TRIANGLE:
            return (low + mid + high) / 3
        if self.distribution == Distribution.UNIFORM:
            return (low + high) / 2
        center, spread = self._log()
        return math.exp(center + spread * spread / 2)

    def widened(self, factor: float) -> "Range":
        """Return it with both distances from the likely value multiplied.

        Parameters
        ----------
        factor
            1 and more. Rounded outward to whole minutes, so that a wider range contains a narrower
            one; the optimistic end is never below 0.
        """
        if factor <= 1:
            return self
        low, _, high = widened(self.optimistic, self.likely, self.pessimistic, factor)
        # A factor such as 1.12 is no exact binary fraction: a millionth of a minute is no minute.
        return replace(
            self, optimistic=math.floor(low + _EXACT), pessimistic=math.ceil(high - _EXACT)
        )

    @property
    def longest(self) -> float:
        """The most that can be drawn: of a lognormal range far more than its pessimistic end."""
        if self.distribution != Distribution.LOGNORMAL:
            return float(self.pessimistic)
        return float(self.quantiles(np.ones(1))[0])

    def quantiles(self, shares: Shares) -> Shares:
        """Return the amounts that are not exceeded with these probabilities.

        Notes
        -----
        PERT is the beta distribution over the range with a = 1 + 4 (M - O) / (P - O) and
        b = 6 - a (D. G. Malcolm et al., "Application of a technique for research and development
        program evaluation", Operations Research 7, 1959), whose mean is (O + 4 M + P) / 6. Their
        (P - O) / 6 is a rule of thumb for its deviation, which is the root of
        (mean - O) (P - mean) / 7. Its distribution function is integrated once over 1,024 cells
        and inverted between them, rather than drawn by rejection, so that every draw takes exactly
        one random number.
        """
        low, width = self.optimistic, self.pessimistic - self.optimistic
        if not width:
            return np.full(len(shares), float(low))
        if self.distribution == Distribution.LOGNORMAL:
            center, spread = self._log()
            at, below = _normal()
            return np.exp(center + spread * np.interp(shares, below, at))
        middle = (self.likely - low) / width
        if self.distribution == Distribution.UNIFORM:
            part = shares
        elif self.distribution == Distribution.TRIANGLE:
            rising = np.sqrt(shares * middle)
            falling = 1 - np.sqrt((1 - shares) * (1 - middle))
            part = np.where(shares < middle, rising, falling)
        else:
            at, below = _beta(1 + 4 * middle)
            part = np.interp(shares, below, at)
        return low + width * part

    def _log(self) -> tuple[float, float]:
        low, high = math.log(self.optimistic), math.log(self.pessimistic)
        return (low + high) / 2, (high - low) / (2 * NormalDist().inv_cdf(0.9))


@dataclass(frozen=True, slots=True)
class Impact:
    """By how much a risk event, if it happens, makes an activity longer.

    ``delay`` is in working minutes of the activity's calendar, or in percent of its drawn
    duration.
    """

    activity: int
    delay: Range
    percent: bool = False


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """Something that happens with a chance of 0 to 1, and then delays one or several activities.

    It happens, or not, to all of them at once and with the same severity: one draw decides how
    far into each of its ranges it goes. ``cost`` is what it costs besides, in cents.
    """

    key: int
    chance: float
    impacts: tuple[Impact, ...] = ()
    cost: Range | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """What the cost of a run is made of, in cents.

    Attributes
    ----------
    fixed
        What is spent whatever the dates are.
    per_minute
        By activity, for each drawn working minute of its remaining work.
    late_minute
        For each working minute of the project's calendar from ``plan_finish`` to the finish of a
        run: what keeping the project going costs. Nothing where it finishes earlier.
    plan_finish
        The instant from which that counts; None is the finish by the plan's own durations.
    """

    fixed: float = 0
    per_minute: Mapping[int, float] = field(default_factory=dict)
    late_minute: float = 0
    plan_finish: int | None = None


def drawn(key: int, given: Range, seed: int, runs: int) -> npt.NDArray[np.int32]:
    """Return what some runs draw from the range of an activity, as whole minutes. Shape (runs,)."""
    if given.certain:
        return np.full(runs, given.optimistic, dtype=np.int32)
    shares = _stream(seed, _OF_RANGE, key).random(runs)
    return np.rint(given.quantiles(shares)).astype(np.int32)


def happens(event: RiskEvent, seed: int, runs: int) -> tuple[npt.NDArray[np.bool_], Shares]:
    """Return in which runs an event happens, and how far into its ranges it goes in each."""
    stream = _stream(seed, _OF_EVENT, event.key)
    both = stream.random((runs, 2))
    return both[:, 0] < event.chance, both[:, 1]


def _stream(seed: int, kind: int, key: int) -> np.random.Generator:
    names = np.random.SeedSequence(seed, spawn_key=(kind, key))
    return np.random.Generator(np.random.PCG64(names))


@lru_cache(maxsize=4096)
def _beta(first: float) -> tuple[Shares, Shares]:
    """Return points of 0 to 1 and the share of a beta distribution (a, 6 - a) below each."""
    at = np.linspace(0.0, 1.0, _CELLS + 1)
    nodes, weights = np.polynomial.legendre.leggauss(4)
    inside = (at[:-1, None] + at[1:, None] + nodes * at[1]) / 2
    density = inside ** (first - 1) * (1 - inside) ** (5 - first)
    below = np.append(0.0, np.cumsum(density @ weights))
    return at, below / below[-1]


@lru_cache(maxsize=1)
def _normal() -> tuple[Shares, Shares]:
    at = np.linspace(-6.0, 6.0, 8 * _CELLS + 1)
    return at, np.array([0.5 * (1 + math.erf(point / math.sqrt(2))) for point in at.tolist()])
