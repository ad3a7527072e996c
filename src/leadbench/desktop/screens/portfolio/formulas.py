"""What each score of a candidate is made of: its formula with the candidate's own figures."""

from leadbench.desktop.screens.portfolio.candidates import Candidate
from leadbench.desktop.widgets.field_spec import plain_number
from leadbench.plan.money import format_money, format_thousands


def rice_words(row: Candidate) -> str:
    """Return the formula of RICE with the figures of a candidate."""
    if row.standing.rice is None or row.figures is None:
        return "RICE needs reach, impact, confidence and effort"
    figures = row.figures
    return (
        f"{plain_number((figures.reach_per_quarter or 0) / 1000)}k reached a quarter × impact "
        f"{plain_number(figures.impact or 0)} × {plain_number(figures.confidence_percent or 0)}% "
        f"confidence ÷ {plain_number(figures.effort_person_months or 0)} person months"
    )


def value_words(row: Candidate) -> str:
    """Return how the expected net present value comes about."""
    own, figures = row.standing, row.figures
    if own.value is None or own.case is None or figures is None:
        return "Expected NPV needs a gain, the MVP cost and the chances of both gates"
    money = row.currency
    return (
        f"−{format_thousands(figures.mvp_cost_cents or 0, money)} MVP"
        f" + {plain_number(figures.mvp_success_percent or 0)}% ×"
        f" (−{format_thousands(round(own.case.growth_cost), money)} Growth"
        f"{_dearer(own.case.growth_cost, figures.growth_cost_cents)}"
        f" + {plain_number(figures.growth_success_percent or 0)}% ×"
        f" ({format_money(round(own.case.gain_per_year), money)} gain"
        f" − {format_thousands(round(own.case.running_per_year), money)} running) a year),"
        " each discounted to today: growth, and gains in the years of the business case"
    )


def _dearer(cost: float, typed: int | None) -> str:
    """Return by what complexity multiplies a cost, "" where it does not."""
    return f" (× {cost / typed:.2f} for complexity)" if typed and round(cost) > typed else ""


def per_cost_words(row: Candidate) -> str:
    """Return the expected net present value over the MVP cost."""
    if row.standing.per_cost is None or row.standing.value is None:
        return "NPV per $ needs an expected NPV and an MVP cost"
    cost = row.figure("mvp_cost_cents") or 0
    value = format_money(round(row.standing.value), row.currency)
    return f"{value} expected NPV ÷ {format_thousands(cost, row.currency)} MVP cost"


def wsjf_words(row: Candidate) -> str:
    """Return the formula of WSJF with the figures of a candidate."""
    figures = row.figures
    if figures is None or figures.wsjf_size is None or figures.wsjf_value is None:
        return "WSJF needs value, time criticality, risk reduction and job size"
    words = (
        f"(value {plain_number(figures.wsjf_value)} + time criticality"
        f" {plain_number(figures.wsjf_time or 0)} + risk reduction"
        f" {plain_number(figures.wsjf_risk or 0)}) ÷ job size {plain_number(figures.wsjf_size)},"
        f" scored with “{figures.scored_with or 'no name'}”"
    )
    return words if row.wsjf is not None else f"{words}. Not compared with other sets"


def ecv_words(row: Candidate) -> str:
    """Return the formula of the expected commercial value over the development cost."""
    figures, money = row.figures, row.currency
    if figures is None or row.standing.ecv is None:
        return "ECV/D needs the present value, both chances and the development cost"
    return (
        f"(({format_money(figures.ecv_value_cents or 0, money)} present value ×"
        f" {plain_number(figures.ecv_commercial_percent or 0)}% commercial chance −"
        f" {format_money(figures.ecv_launch_cents or 0, money)} launch) ×"
        f" {plain_number(figures.ecv_technical_percent or 0)}% technical chance −"
        f" {format_money(figures.ecv_development_cents or 0, money)}) ÷"
        f" {format_money(figures.ecv_development_cents or 0, money)} development"
    )


def delay_words(row: Candidate) -> str:
    """Return the formula of the cost of delay over the duration."""
    figures = row.figures
    if figures is None or row.standing.delay is None:
        return "Cost of delay needs its cost a week and the duration in weeks"
    return (
        f"{format_money(figures.delay_week_cents or 0, row.currency)} lost in each week of waiting"
        f" ÷ {plain_number(figures.duration_weeks or 0)} weeks of work"
    )
