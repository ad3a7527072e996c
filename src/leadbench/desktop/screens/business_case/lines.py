"""Costs and gains by stage, as they stand in the table of the business case."""

from datetime import date, timedelta

from leadbench.analysis.valuation import Case, discounted, yearly
from leadbench.desktop.screens.business_case.columns import Line
from leadbench.plan.business import business_of, case_of, timing_of, value_of
from leadbench.plan.complexity import widening_of
from leadbench.plan.contents import Contents
from leadbench.plan.money import MINUS, format_money
from leadbench.plan.tables import BusinessCase, StageKind


def lines_of(contents: Contents, project_id: int, today: date) -> list[Line]:
    """Return the lines in thousands, the expected value last; none while figures are missing.

    ``today`` is the day from which years are counted.
    """
    case, worth = case_of(contents, project_id), value_of(contents, project_id)
    if case is None or worth is None:
        return []
    timing = timing_of(contents, project_id)
    own = business_of(contents, project_id) or BusinessCase(project_id=project_id)
    when = _spans(contents, project_id)
    growth = discounted(case.growth_cost, timing.growth_at, timing.rate)
    net = case.gain_per_year - case.running_per_year
    gain = yearly(net, timing.gain_at, timing.gain_years, timing.rate)
    both = case.mvp_chance * case.growth_chance
    years = f"{timing.gain_years} year{'' if timing.gain_years == 1 else 's'}"
    begin = today + timedelta(days=timing.gain_at * 365.25)
    return [
        Line(0, "MVP", when.get(StageKind.MVP, ""), "Cost", _k(case.mvp_cost), "100%",
             _k(case.mvp_cost), _signed(-case.mvp_cost), own.mvp_basis),
        Line(1, "Growth", when.get(StageKind.GROWTH, ""), _growth_words(contents, project_id),
             _k(case.growth_cost),
             f"{case.mvp_chance:.0%}", _k(growth), _signed(-case.mvp_chance * growth),
             own.growth_basis),
        Line(2, "Growth", f"{_month(begin)}, {years}", "Gain less run",
             f"{_k(net)} a year", f"{both:.0%}", _k(gain), _signed(both * gain),
             own.gain_basis or _gain_basis(contents, case)),
        Line(3, "Maturity", when.get(StageKind.MATURITY, ""), "Not counted", "–", "–", "–", "–",
             "Set at the Growth gate"),
        Line(4, "Expected NPV", "", "", "", "", "", _signed(worth.gated),
             f"{100 * timing.rate:g}% a year", total=True),
    ]  # fmt: skip


def _gain_basis(contents: Contents, case: Case) -> str:
    currency = next(iter(contents.portfolio.values())).currency
    gain, running = (
        format_money(round(cents), currency)
        for cents in (case.gain_per_year, case.running_per_year)
    )
    return f"Gain {gain}, run {running}"


def _growth_words(contents: Contents, project_id: int) -> str:
    factor = widening_of(contents, project_id).costs
    return f"Cost × {factor:.2f}" if factor > 1 else "Cost"


def _spans(contents: Contents, project_id: int) -> dict[StageKind, str]:
    found = {}
    for stage in contents.stages_of(project_id):
        ends = [_month(day) for day in (stage.start_on, stage.finish_on) if day is not None]
        found[StageKind(stage.kind)] = " to ".join(ends)
    return found


def days_of(contents: Contents, project_id: int, kind: StageKind) -> str:
    """Return from when to when a stage runs, as far as its days are known."""
    for stage in contents.stages_of(project_id):
        if stage.kind == kind:
            days = (stage.start_on, stage.finish_on)
            return " to ".join(f"{day.day} {day:%b}" for day in days if day is not None)
    return ""


def _month(day: date) -> str:
    return f"{day:%b %Y}"


def _k(cents: float) -> str:
    return f"{cents / 100_000:,.0f}"


def _signed(cents: float) -> str:
    sign = "+" if cents > 0 else MINUS if cents < 0 else ""
    return f"{sign}{abs(cents) / 100_000:,.0f}"
