"""The forecast of a project: its dates and cost over many runs of what may happen.

Every run draws how long each activity still takes and which risk events happen, and dates the whole
network by the rules of ``schedule``: calendars, all types of links, lags, constraints and progress.
Percentiles, chances and what is critical come from the same runs, taken together.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from leadbench.analysis.bounds import FIRST
from leadbench.analysis.calendars import instant
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.forecast_results import Forecast, put_together
from leadbench.analysis.inputs import Network
from leadbench.analysis.order import IntArray
from leadbench.analysis.ranges import Range, Rates, RiskEvent, drawn, happens
from leadbench.analysis.run_dates import RunDates, dates_of_runs
from leadbench.analysis.run_layout import RunLayout, can_vary, lasting
from leadbench.analysis.states import remaining
from leadbench.analysis.structure import structure
from leadbench.analysis.timeline import positions
from leadbench.errors import BeyondDates, Refused

__all__ = ["Forecast", "forecast"]

CHUNK = 500
"""Runs that are worked out at once: few enough for the processor's own memory."""

_MOST = 1 << 30
"""Minutes of the longest draw: some 2,000 years."""
_END = instant(date(6000, 1, 1))

Tick = Callable[[float, str], None]


def forecast(
    network: Network,
    ranges: Mapping[int, Range],
    events: Sequence[RiskEvent] = (),
    *,
    rates: Rates | None = None,
    seed: int = 7,
    runs: int = 10_000,
    tick: Tick | None = None,
) -> Forecast:
    """Return what the dates and the cost of a project may come to.

    Parameters
    ----------
    network
        As for ``schedule``.
    ranges
        By activity key, how long it still takes in working minutes of its calendar: its duration,
        once it has begun what remains. Without one it takes what the network says. What is done, a
        milestone, a summary, or dated by hand at both ends takes no range.
    events
        Risks that may happen; one hits all its activities in the same runs.
    rates
        What a run costs; None leaves cost out.
    seed, runs
        The same seed gives the same runs, whatever their number and wherever they are made.
    tick
        Called after each 500 runs with the fraction done; may raise to give up.

    Raises
    ------
    LoopRefused, Refused
        As ``schedule``; and when there are no runs.
    BeyondDates
        Also when an activity would take more than 2,000 years in any run, or end after the year
        5999: what is kept of all runs are numbers of 32 bits.

    Notes
    -----
    Monte Carlo simulation of a network (R. M. Van Slyke, "Monte Carlo methods and the PERT
    problem", Operations Research 11, 1963), with risk events that hit several activities at once as
    the source of correlation (D. T. Hulett, "Integrated Cost-Schedule Risk Analysis", 2011). A run
    is dated exactly as ``schedule`` would date the network with the drawn durations. A draw is at
    least one minute, so that no work becomes a milestone.

    Examples
    --------
    >>> from leadbench.analysis.calendars import STANDARD, instant, to_datetime
    >>> from leadbench.analysis.inputs import Activity
    >>> from datetime import datetime
    >>> plan = Network((Activity(1, "Label", duration=960),), (), {1: STANDARD}, 1,
    ...     instant(datetime(2026, 1, 5, 8)))
    >>> result = forecast(plan, {1: Range(960, 960, 960)}, runs=100)
    >>> to_datetime(result.finish_at(0.8)).isoformat()
    '2026-01-06T17:00:00'
    """
    if runs < 1:
        raise Refused("A forecast needs at least one run. Nothing was changed.", field="runs")
    shape = structure(network)
    index, leaf = shape.index, shape.leaf
    touched = {impact.activity for event in events for impact in event.impacts}
    places = [
        index[key]
        for key in {*ranges, *touched}
        if key in index and can_vary(network, index[key], leaf=bool(leaf[index[key]]))
    ]
    moving = np.array(sorted(places), dtype=np.int64)
    plan_dates = schedule(network)
    usual = {at: _usual(network, at, ranges) for at in moving.tolist()}
    for at, one in usual.items():
        _check_length(network, at, one.longest)
    draws, extra_cost = _draws(network, moving, usual, events, seed, runs)
    # What never takes any time stays the moment that it is; all else takes a minute at least.
    lasts = draws.max(axis=1, initial=0) > 0
    template = network.changed(
        {
            at: lasting(network.activities[at], max(1, usual[at].likely) if some else 0)
            for at, some in zip(moving.tolist(), lasts.tolist(), strict=True)
        }
    )
    moving, draws = moving[lasts], np.maximum(draws[lasts], 1)
    layout = RunLayout(template, moving)
    count = len(network.activities)
    starts = np.empty((count, runs), dtype=np.int32)
    finishes = np.empty((count, runs), dtype=np.int32)
    ends = np.empty(runs, dtype=np.int64)
    critical = np.zeros(count, dtype=np.int64)
    for first in range(0, runs, CHUNK):
        if tick is not None:
            tick(first / runs, f"{first:,} of {runs:,} runs")
        last = min(first + CHUNK, runs)
        dates = dates_of_runs(layout, draws[:, first:last].astype(np.int64))
        _check_years(network, dates)
        starts[:, first:last], finishes[:, first:last] = dates.start, dates.finish
        ends[first:last] = dates.project_finish
        critical += dates.critical.sum(axis=1)
    cost = None
    if rates is not None:
        cost = _cost(network, rates, moving, draws, ends, plan_dates.project_finish) + extra_cost
    return put_together(
        network, plan_dates, moving, draws, starts, finishes, ends, critical, cost, seed
    )


def _check_length(network: Network, place: int, minutes: float) -> None:
    if minutes > _MOST:
        one = network.activities[place]
        raise BeyondDates(
            f"“{one.name}” would take more than 2,000 years in some runs, so there is no forecast."
            " Shorten its range, or the delays that risks bring it. Nothing was changed.",
            table="activity",
            key=one.key,
        )


def _check_years(network: Network, dates: RunDates) -> None:
    if not dates.finish.size:
        return
    late, early = int(dates.finish.max()) >= _END, int(dates.start.min()) < FIRST
    if late or early:
        ends = dates.finish.max(axis=1) if late else -dates.start.min(axis=1)
        one = network.activities[int(ends.argmax())]
        what = "end after the year 5999" if late else "begin before the year 100"
        raise BeyondDates(
            f"“{one.name}” would {what} in some runs, so there is no forecast. Shorten the ranges"
            " and lags that lead there. Nothing was changed.",
            table="activity",
            key=one.key,
        )


def _usual(network: Network, place: int, ranges: Mapping[int, Range]) -> Range:
    """Return the range of an activity, or what it takes by the plan as one."""
    one = network.activities[place]
    known = ranges.get(one.key)
    if known is not None:
        return known
    minutes = one.duration if one.actual_start is None else remaining(one)
    return Range(minutes, minutes, minutes)


def _draws(
    network: Network,
    moving: IntArray,
    usual: Mapping[int, Range],
    events: Sequence[RiskEvent],
    seed: int,
    runs: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    """Return what each activity that may vary takes in each run, and the cost of the events."""
    number = {network.activities[at].key: row for row, at in enumerate(moving.tolist())}
    draws = np.empty((len(moving), runs), dtype=np.int32)
    for row, at in enumerate(moving.tolist()):
        draws[row] = drawn(network.activities[at].key, usual[at], seed, runs)
    base = draws.copy() if any(i.percent for e in events for i in e.impacts) else draws
    cost = np.zeros(runs)
    for event in events:
        happened, severity = happens(event, seed, runs)
        for impact in event.impacts:
            row = number.get(impact.activity, -1)
            if row < 0:
                continue
            amount = impact.delay.quantiles(severity[happened])
            if impact.percent:
                amount = amount / 100 * base[row, happened]
            total = draws[row, happened] + np.rint(amount)
            _check_length(network, int(moving[row]), float(total.max(initial=0)))
            draws[row, happened] = total
        if event.cost is not None:
            cost[happened] += event.cost.quantiles(severity[happened])
    return draws, cost


def _cost(
    network: Network,
    rates: Rates,
    moving: IntArray,
    draws: npt.NDArray[np.int32],
    ends: IntArray,
    plan_finish: int,
) -> npt.NDArray[np.float64]:
    """Return the cost of each run in cents, without that of the events."""
    cost = np.full(len(ends), float(rates.fixed))
    rows = {network.activities[at].key: row for row, at in enumerate(moving.tolist())}
    for key, rate in rates.per_minute.items():
        if key in rows and rate:
            cost += rate * draws[rows[key]]
    if rates.late_minute:
        calendar = network.calendars[network.calendar]
        since = rates.plan_finish if rates.plan_finish is not None else plan_finish
        late = positions(calendar, ends) - calendar.position(since)
        cost += rates.late_minute * np.maximum(late, 0)
    return cost
