"""What the runs of a forecast say: percentiles, chances, and what drives the finish."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.inputs import Network
from leadbench.analysis.order import IntArray
from leadbench.analysis.timeline import positions

Minutes = npt.NDArray[np.int32]
Amounts = npt.NDArray[np.float64]
_SHARES = (0.1, 0.5, 0.8, 0.9)
_NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True)
class ActivityForecast:
    """What the runs say of one activity. Dates are instants.

    Attributes
    ----------
    start_p50, start_p80, finish_p10, finish_p50, finish_p80, finish_p90
        Instants that half, four fifths (and so on) of the runs do not exceed.
    criticality
        Share of the runs in which it is critical by the project's rule; None when it is done.
    ssi
        Schedule sensitivity index: criticality times the deviation of its length over that of the
        project's; None where its length does not vary.
    pearson, spearman
        Cruciality: how the project's length goes with its own over the runs, -1 to 1; by amounts
        and by ranks. None where its length does not vary.
    """

    start_p50: int
    start_p80: int
    finish_p10: int
    finish_p50: int
    finish_p80: int
    finish_p90: int
    criticality: float | None
    ssi: float | None
    pearson: float | None
    spearman: float | None


@dataclass(frozen=True, eq=False)
class Forecast:
    """The runs of a project. Instants are minutes, cost is in cents.

    Attributes
    ----------
    seed, runs
        From which random numbers, and how many.
    plan_finish
        The finish by the plan's own durations, an instant.
    finish, cost
        Of each run, in the order of the runs, shape (runs,); no cost where nothing has a rate.
    finishes, costs
        The same, each sorted by itself.
    activities
        By activity key.
    """

    seed: int
    runs: int
    plan_finish: int
    finish: IntArray
    cost: Amounts | None
    finishes: IntArray
    costs: Amounts | None
    activities: Mapping[int, ActivityForecast]

    @property
    def p50(self) -> int:
        """The instant that half of the runs do not exceed."""
        return self.finish_at(0.5)

    @property
    def p80(self) -> int:
        """The instant that four fifths of the runs do not exceed."""
        return self.finish_at(0.8)

    def of(self, key: int) -> ActivityForecast | None:
        """Return what the runs say of an activity; None if they did not have it."""
        return self.activities.get(key)

    def finish_at(self, share: float) -> int:
        """Return the earliest instant by which at least this share of the runs is finished."""
        return int(self.finishes[place_of(share, self.runs)])

    def cost_at(self, share: float) -> int | None:
        """Return the least cost that at least this share of the runs does not exceed."""
        return None if self.costs is None else round(self.costs[place_of(share, self.runs)])

    def chance(self, instant: int) -> float:
        """Return the share of the runs that are finished by an instant."""
        return int(self.finishes.searchsorted(instant, side="right")) / self.runs

    def joint(self, instant: int, cents: float) -> float | None:
        """Return the share of the runs that are finished by an instant at no more than a cost."""
        if self.cost is None:
            return None
        # A run's cost is a sum of shares of cents: what differs by less than one is the same.
        return int(((self.finish <= instant) & (self.cost <= cents + 0.5)).sum()) / self.runs

    @property
    def p80_between(self) -> tuple[int, int]:
        """The sampling error of P80: two instants between which it lies with 95 % confidence.

        By the binomial distribution of how many runs do not exceed the true P80 (H. A. David & H.
        N. Nagaraja, "Order Statistics", 2003, 7.1), in its normal approximation.
        """
        spread = _NORMAL_95 * math.sqrt(self.runs * 0.8 * 0.2)
        low = max(0, math.floor(self.runs * 0.8 - spread) - 1)
        high = min(self.runs - 1, math.ceil(self.runs * 0.8 + spread) - 1)
        return int(self.finishes[low]), int(self.finishes[high])

    def pairs(self, count: int) -> list[tuple[int, float]]:
        """Return finish and cost of the first few runs, which are as random as any."""
        cost = np.zeros(self.runs) if self.cost is None else self.cost
        return list(zip(self.finish[:count].tolist(), cost[:count].tolist(), strict=True))


def place_of(share: float, runs: int) -> int:
    """Return the place, in sorted runs, of what a share of them does not exceed."""
    return min(runs - 1, max(0, math.ceil(round(share * runs, 6)) - 1))


def put_together(
    network: Network,
    plan: Schedule,
    moving: IntArray,
    draws: Minutes,
    starts: Minutes,
    finishes: Minutes,
    ends: IntArray,
    critical: IntArray,
    cost: Amounts | None,
    seed: int,
) -> Forecast:
    """Return what the runs say.

    Parameters
    ----------
    plan
        The dates by the plan's own durations.
    moving, draws
        Rows whose length varies, shape (k,), and their working minutes, shape (k, runs).
    starts, finishes
        Instants, shape (n, runs); reordered within each row.
    ends, critical
        The finish of each run, shape (runs,); in how many runs each row is critical, shape (n,).
    """
    runs = len(ends)
    places = [place_of(share, runs) for share in _SHARES]
    finishes.partition(places, axis=1)
    starts.partition(places[1:3], axis=1)
    by_finish, by_start = finishes[:, places].tolist(), starts[:, places[1:3]].tolist()
    calendar = network.calendars[network.calendar]
    length = positions(calendar, ends).astype(np.float64)
    found = {}
    drivers = {
        int(row): _driver(draws[number], length, int(critical[row]) / runs)
        for number, row in enumerate(moving)
    }
    for row, key in enumerate(plan.keys):
        share = None if plan.done[row] else int(critical[row]) / runs
        (start_p50, start_p80), (p10, p50, p80, p90) = by_start[row], by_finish[row]
        ssi, pearson, spearman = drivers.get(row, (None, None, None))
        found[key] = ActivityForecast(
            start_p50, start_p80, p10, p50, p80, p90, share, ssi, pearson, spearman
        )
    return Forecast(
        seed=seed,
        runs=runs,
        plan_finish=plan.project_finish,
        finish=ends,
        cost=cost,
        finishes=np.sort(ends),
        costs=None if cost is None else np.sort(cost),
        activities=found,
    )


def _driver(
    minutes: Minutes, length: Amounts, criticality: float
) -> tuple[float | None, float | None, float | None]:
    """Return SSI, and the cruciality by amounts and by ranks, of an activity.

    The schedule sensitivity index is that of the PMBOK Guide: criticality index times deviation of
    the activity over deviation of the project (M. Vanhoucke, "Measuring Time", 2010, ch. 4).
    """
    spread = float(minutes.std())
    if spread == 0:
        return None, None, None
    of_project = float(length.std())
    if of_project == 0:
        return 0.0, 0.0, 0.0
    ranks = _ranks(minutes), _ranks(length)
    return (
        criticality * spread / of_project,
        _correlation(minutes.astype(np.float64), length),
        _correlation(*ranks),
    )


def _correlation(one: Amounts, other: Amounts) -> float:
    one, other = one - one.mean(), other - other.mean()
    both = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / both if both else 0.0


def _ranks(values: npt.NDArray[np.int32] | Amounts) -> Amounts:
    """Return the rank of each value; of equal ones the mean of their ranks (Spearman, 1904)."""
    order = np.argsort(values)
    ordered = values[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    counts = np.diff(np.append(begins, len(values)))
    ranks = np.empty(len(values))
    ranks[order] = np.repeat(begins + (counts - 1) / 2, counts)
    return ranks
