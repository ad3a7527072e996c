"""The forecast of a project in a plan: what it takes, and the limits of running it unasked."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import Network
from leadbench.analysis.ranges import Impact, Range, Rates, RiskEvent
from leadbench.plan import task_costs
from leadbench.plan.contents import Contents
from leadbench.plan.left_out import left_out
from leadbench.plan.ranges import ranges_of
from leadbench.plan.tables import Project, Risk, RiskState

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadbench.analysis.forecast import Forecast

TABLES = frozenset(
    {
        "project",
        "calendar",
        "workinginterval",
        "calendarexception",
        "exceptioninterval",
        "activity",
        "dependency",
        "person",
        "role",
        "assignment",
        "headcount",
        "costitem",
        "costamount",
        "sizingsheet",
        "component",
        "flow",
        "complexitypart",
        "dataassessment",
        "datasource",
        "risk",
        "riskimpact",
    }
)
"""The tables that a forecast follows from."""

MOST = 30_000_000
"""Activities times runs at most: two dates of each are kept, which takes 240 MB."""
LEAST_RUNS = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a forecast follows from; two that are equal have the same answer."""

    network: Network
    ranges: dict[int, Range]
    events: tuple[RiskEvent, ...]
    rates: Rates | None
    seed: int
    runs: int


def question(
    contents: Contents, project_id: int, network: Network, dates: Schedule | None = None
) -> Question | None:
    """Return what the forecast of a project takes, or None while there is nothing to forecast.

    That is while no task has a range and no risk would delay one.

    Parameters
    ----------
    network, dates
        The network of the project, and its schedule if that is known.
    """
    project = contents.projects[project_id]
    found = ranges_of(contents, project_id)
    events = events_of(contents, project_id)
    uncertain = any(not one.certain for one in found.values())
    if not uncertain and not any(event.impacts for event in events):
        return None
    dates = schedule(network) if dates is None else dates
    return Question(
        # A copy: what was worked out of a network stays where it was worked out.
        replace(network),
        found,
        events,
        rates_of(contents, project, found, dates),
        project.forecast_seed,
        runs_of(project, len(network.activities)),
    )


def answer(asked: Question, tick: "Callable[[float, str], None] | None" = None) -> "Forecast":
    """Make the runs and return what they say.

    Raises
    ------
    LoopRefused, Refused
        When the network cannot be dated.
    """
    from leadbench.analysis.forecast import forecast

    return forecast(
        asked.network,
        asked.ranges,
        asked.events,
        rates=asked.rates,
        seed=asked.seed,
        runs=asked.runs,
        tick=tick,
    )


def runs_of(project: Project, activities: int) -> int:
    """Return how many runs a forecast makes: as many as asked, of very large plans fewer."""
    return min(project.forecast_runs, max(LEAST_RUNS, MOST // max(1, activities)))


def events_of(contents: Contents, project_id: int) -> tuple[RiskEvent, ...]:
    """Return the open risks of a project that would delay a task or cost something.

    What is left out of the plan cannot be delayed; what a risk costs by itself stays.
    """
    events, out = [], left_out(contents)
    for row in contents.risks_of(project_id):
        assert row.id is not None
        impacts = tuple(
            Impact(own.activity_id, Range(own.low_minutes, own.likely_minutes, own.high_minutes))
            for own in contents.impacts_of(row.id)
            if own.activity_id not in out
        )
        cost = _cost(row)
        if row.state == RiskState.OPEN and row.probability_percent and (impacts or cost):
            events.append(RiskEvent(row.id, row.probability_percent / 100, impacts, cost))
    return tuple(events)


def _cost(row: Risk) -> Range | None:
    low, likely, high = row.cost_low_cents, row.cost_likely_cents, row.cost_high_cents
    if low is None or likely is None or high is None:
        return None
    return Range(low, likely, high)


def rates_of(
    contents: Contents, project: Project, found: dict[int, Range], dates: Schedule
) -> Rates | None:
    """Return what a run costs; None while nothing of the project has a price.

    The estimate is the budget, or without one what the tasks cost. Where the project says what a
    day beyond its budget costs, that is what a later finish adds: people stay until the end,
    whichever task is late. Otherwise each task costs what its roles cost for as long as it takes.
    """
    assert project.id is not None
    costs = task_costs.task_costs(contents, project.id, dates)
    estimate = costs.total if costs.total is not None else costs.on_tasks
    if estimate is None:
        return None
    if project.late_day_cents is not None:
        late = project.late_day_cents / project.minutes_per_day
        return Rates(estimate, {}, late, project.budgeted_to_minute)
    per_minute = {}
    likely = 0.0
    for key, one in found.items():
        labor, minutes = costs.by_task[key].labor, dates.row(key).duration
        if labor and minutes:
            per_minute[key] = labor / minutes
            likely += per_minute[key] * one.likely
    return Rates(estimate - likely, per_minute)
