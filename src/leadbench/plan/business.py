"""What a business case comes to: its value with and without gates, its range, its options."""

from dataclasses import dataclass, replace
from functools import lru_cache

from leadbench.analysis import case_runs as runs
from leadbench.analysis.data_quality import widened
from leadbench.analysis.valuation import (
    Case,
    Experiment,
    StagedValue,
    Timing,
    case_value,
    cheapest_stop_first,
    expected_cost,
    yearly,
)
from leadbench.plan.complexity import widening_of
from leadbench.plan.contents import Contents
from leadbench.plan.discovery import gain_of
from leadbench.plan.for_analysis import budget
from leadbench.plan.running_cost import running_cost
from leadbench.plan.tables import (
    BusinessCase,
    CaseExperiment,
    CaseFactor,
    CaseOption,
    CaseSpan,
    OptionKind,
)

MONEY = frozenset(
    {CaseFactor.GAIN, CaseFactor.GROWTH_COST, CaseFactor.RUNNING, CaseFactor.MVP_COST}
)
COSTS = frozenset({one.value for one in MONEY} - {CaseFactor.GAIN.value})
CHANCE = frozenset({CaseFactor.MVP_CHANCE, CaseFactor.GROWTH_CHANCE})


@dataclass(frozen=True, slots=True)
class GainSpan:
    """The gain of a year in cents; ``simulated`` if product discovery says so, else typed."""

    low: int | None
    likely: int
    high: int | None
    simulated: bool


@dataclass(frozen=True, slots=True)
class OptionValue:
    """A way to go, with its expected net present value in cents, None while it is unknown."""

    row: CaseOption
    value: int | None
    cost: int | None


def business_of(contents: Contents, project_id: int) -> BusinessCase | None:
    """Return what a project says of its business case, if anything."""
    found = contents.of(BusinessCase, "project_id", project_id)
    return found[0] if found else None


def gain_span(contents: Contents, project_id: int) -> GainSpan | None:
    """Return the yearly gain of a project: that of its discovery, else the one typed for it.

    Raises
    ------
    Refused
        As ``plan.discovery.gain_of``.
    """
    found = gain_of(contents, project_id)
    if found is not None:
        low, likely, high = (round(100 * value) for value in (found.p10, found.likely, found.p90))
        return GainSpan(low, likely, high, simulated=True)
    row = contents.candidacy_of(project_id)
    if row is None or row.gain_likely_cents is None:
        return None
    return GainSpan(row.gain_low_cents, row.gain_likely_cents, row.gain_high_cents, simulated=False)


def timing_of(contents: Contents, project_id: int) -> Timing:
    """Return when a project spends and earns, and at which rate that is discounted."""
    row = business_of(contents, project_id) or BusinessCase(project_id=project_id)
    rate = next(iter(contents.portfolio.values())).discount_rate_percent / 100
    return Timing(row.growth_at_years, row.gain_at_years, row.gain_years, rate)


def case_of(contents: Contents, project_id: int) -> Case | None:
    """Return the likely figures of a business case in cents, None while one is missing.

    Growth is an outline that no plan stands behind, so it costs more by what complexity adds. What
    the MVP may cost is granted, and running follows the load: only their ranges widen.
    """
    case = _typed_case(contents, project_id)
    if case is None:
        return None
    factor = widening_of(contents, project_id).costs
    return replace(case, growth_cost=case.growth_cost * factor)


def _typed_case(contents: Contents, project_id: int) -> Case | None:
    """Return the figures of a business case before complexity acts on them."""
    row, gain = contents.candidacy_of(project_id), gain_span(contents, project_id)
    if row is None or gain is None or row.mvp_cost_cents is None:
        return None
    if row.mvp_success_percent is None or row.growth_success_percent is None:
        return None
    return Case(
        mvp_cost=row.mvp_cost_cents,
        growth_cost=row.growth_cost_cents or 0,
        gain_per_year=gain.likely,
        running_per_year=running_cost(contents, project_id).total or 0,
        mvp_chance=row.mvp_success_percent / 100,
        growth_chance=row.growth_success_percent / 100,
    )


def plan_costs(contents: Contents, project_id: int) -> dict[str, int]:
    """Return what the plan itself says that the work costs, in cents by where it is from.

    The estimate is all that the budget holds, the other what was approved for it; what is not known
    is absent.
    """
    planned, project = budget(contents, project_id), contents.projects[project_id]
    found = {}
    if planned.categories:
        found["estimate"] = planned.total
    if project.approved_budget_cents is not None:
        found["approved"] = project.approved_budget_cents
    return found


def value_of(contents: Contents, project_id: int) -> StagedValue | None:
    """Return the expected net present value of a project in cents, with and without gates."""
    case = case_of(contents, project_id)
    return None if case is None else case_value(case, timing_of(contents, project_id))


def value_with_gain(contents: Contents, project_id: int, gain_cents: float) -> float | None:
    """Return the expected net present value of a project if its likely gain were another."""
    case = case_of(contents, project_id)
    if case is None:
        return None
    changed = replace(case, gain_per_year=gain_cents)
    return case_value(changed, timing_of(contents, project_id)).gated


def spans_of(contents: Contents, project_id: int) -> dict[str, tuple[float, float, float]]:
    """Return low, likely and high of each factor that varies: cents, chances from 0 to 1, years.

    As they were typed, before complexity makes those of costs wider. The ends of a running cost
    that is calculated follow it in proportion.
    """
    case, timing = _typed_case(contents, project_id), timing_of(contents, project_id)
    if case is None:
        return {}
    found: dict[str, tuple[float, float, float]] = {}
    gain = gain_span(contents, project_id)
    if gain is not None and gain.low is not None and gain.high is not None:
        found[CaseFactor.GAIN.value] = (gain.low, gain.likely, gain.high)
    for row in contents.of(CaseSpan, "project_id", project_id):
        factor = CaseFactor(row.factor)
        if factor == CaseFactor.GAIN:
            continue
        scale = 0.01 if factor in CHANCE else 1.0
        likely = timing.gain_at if factor == CaseFactor.GAIN_AT else getattr(case, factor.value)
        if factor == CaseFactor.RUNNING and row.at_likely:
            scale = case.running_per_year / row.at_likely
        low, high = row.low * scale, row.high * scale
        found[factor.value] = (min(low, likely), likely, max(high, likely))
    return found


def range_of(contents: Contents, project_id: int) -> runs.CaseRange | None:
    """Return the range of a business case in cents, None while it has no figures."""
    case = case_of(contents, project_id)
    if case is None:
        return None
    row = business_of(contents, project_id)
    spans = tuple(sorted(_widened(contents, project_id).items()))
    return _range(case, timing_of(contents, project_id), spans, 0 if row is None else row.seed)


def _widened(contents: Contents, project_id: int) -> dict[str, tuple[float, float, float]]:
    """Return the spans of a business case, those of its costs as wide as complexity makes them."""
    factor, found = widening_of(contents, project_id).costs, spans_of(contents, project_id)
    for cost in COSTS & found.keys():
        low, likely, high = found[cost]
        if cost == CaseFactor.GROWTH_COST:
            found[cost] = (factor * low, factor * likely, factor * high)
        else:
            found[cost] = widened(low, likely, high, factor)
    return found


@lru_cache(maxsize=16)
def _range(
    case: Case,
    timing: Timing,
    spans: tuple[tuple[str, tuple[float, float, float]], ...],
    seed: int,
) -> runs.CaseRange:
    return runs.case_runs(case, timing, dict(spans), seed=seed)


def options_of(contents: Contents, project_id: int) -> list[OptionValue]:
    """Return the options of a project with their values, in their order."""
    worth, case = value_of(contents, project_id), case_of(contents, project_id)
    rate = next(iter(contents.portfolio.values())).discount_rate_percent / 100
    found = []
    for row in contents.of(CaseOption, "project_id", project_id):
        value: float | None
        cost: float | None = row.cost_cents
        if row.kind == OptionKind.NOTHING:
            value, cost = 0.0, 0.0
        elif row.kind == OptionKind.GATED:
            value = None if worth is None else worth.gated
            cost = None if case is None else case.mvp_cost
        elif row.kind == OptionKind.COMMITTED:
            value = None if worth is None else worth.committed
            cost = None if case is None else case.mvp_cost + case.growth_cost
        elif row.gain_year_cents is None:
            value = None
        else:
            value = yearly(row.gain_year_cents, row.gain_at_years, row.years, rate)
            value -= row.cost_cents or 0
        found.append(
            OptionValue(
                row, None if value is None else round(value), None if cost is None else round(cost)
            )
        )
    return found


def experiments_of(contents: Contents, project_id: int) -> list[CaseExperiment]:
    """Return the experiments of a project, that first which may stop it most cheaply."""
    rows = {row.id or 0: row for row in contents.of(CaseExperiment, "project_id", project_id)}
    ordered = cheapest_stop_first(_experiment(row) for row in rows.values())
    return [rows[one.key] for one in ordered]


def order_saving(contents: Contents, project_id: int) -> int:
    """Return what the best order of the experiments saves on average against theirs, in cents."""
    rows = [_experiment(row) for row in contents.of(CaseExperiment, "project_id", project_id)]
    return round(expected_cost(rows) - expected_cost(cheapest_stop_first(rows)))


def _experiment(row: CaseExperiment) -> Experiment:
    return Experiment(row.id or 0, row.cost_cents, row.stop_percent / 100)
