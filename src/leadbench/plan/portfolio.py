"""How the candidates of a portfolio compare: their figures, their scores, what they tie up."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from leadbench.analysis import inputs
from leadbench.analysis.prioritization import (
    CommercialBet,
    RelativeJob,
    delay_over_duration,
    expected_commercial_value,
    rice,
    wsjf,
)
from leadbench.analysis.valuation import Case
from leadbench.errors import Refused
from leadbench.plan.business import GainSpan, case_of, gain_span, value_of
from leadbench.plan.complexity import complexity_index, complexity_of
from leadbench.plan.contents import Contents
from leadbench.plan.running_cost import running_cost
from leadbench.plan.tables import (
    Candidacy,
    CandidateMoney,
    FundingPeriod,
    Portfolio,
)

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a candidate is compared by; None for what is not known. Money is in cents.

    Attributes
    ----------
    gain
        Of a year; from product discovery where that has a model.
    running
        Of a year; with what the architecture costs where the business case takes it from there.
    case
        The likely figures behind ``value``.
    complexity, complexity_computed
        From 1 to 10, and whether it is that of the data assessment's lines.
    value, per_cost
        Expected net present value with gates, and that for each unit of MVP cost.
    due
        What it costs in the period of the budget line.
    rice, ecv, delay
        Its scores: RICE, expected commercial value for each unit of development cost, and cost of
        delay in cents a week for each week of duration.
    """

    gain: GainSpan | None
    running: int | None
    case: Case | None
    complexity: float | None
    complexity_computed: bool
    value: float | None
    per_cost: float | None
    due: int | None
    rice: float | None
    ecv: float | None
    delay: float | None


def periods_of(contents: Contents) -> list[FundingPeriod]:
    """Return the periods of the portfolio, earliest first."""
    return sorted(contents.every(FundingPeriod).values(), key=lambda row: row.first_day)


def portfolio_of(contents: Contents) -> Portfolio:
    """Return the portfolio of a plan."""
    return next(iter(contents.portfolio.values()))


def money_of(contents: Contents, project_id: int) -> dict[int, int]:
    """Return what a candidate costs by the key of each period, in cents.

    Unless another amount is said, the MVP falls into the first period; without any period that is
    the key 0.
    """
    periods = periods_of(contents)
    first = (periods[0].id or 0) if periods else 0
    figures = contents.candidacy_of(project_id)
    found: dict[int, int] = {}
    if figures is not None and figures.mvp_cost_cents is not None:
        found[first] = figures.mvp_cost_cents
    for row in contents.of(CandidateMoney, "project_id", project_id):
        found[row.period_id] = row.cents
    return found


def due_of(contents: Contents, project_id: int) -> int | None:
    """Return what a candidate costs in the period of the budget line, in cents."""
    periods = periods_of(contents)
    return money_of(contents, project_id).get((periods[0].id or 0) if periods else 0)


def rice_of(figures: Candidacy | None) -> float | None:
    """Return reach in thousands a quarter × impact × confidence / effort, or None."""
    if figures is None:
        return None
    reach = figures.reach_per_quarter
    return rice(
        inputs.Candidate(
            figures.project_id,
            reach=None if reach is None else reach / 1000,
            impact=figures.impact,
            confidence_percent=figures.confidence_percent,
            effort=figures.effort_person_months,
        )
    )


def bet_of(figures: Candidacy | None) -> CommercialBet | None:
    """Return a candidate as the expected commercial value sees it, in cents."""
    if figures is None or figures.ecv_value_cents is None or not figures.ecv_development_cents:
        return None
    if figures.ecv_commercial_percent is None or figures.ecv_technical_percent is None:
        return None
    return CommercialBet(
        figures.ecv_value_cents,
        figures.ecv_commercial_percent / 100,
        figures.ecv_launch_cents or 0,
        figures.ecv_technical_percent / 100,
        figures.ecv_development_cents,
    )


def ecv_of(figures: Candidacy | None) -> float | None:
    """Return the expected commercial value of a candidate over its development cost."""
    bet = bet_of(figures)
    return None if bet is None else expected_commercial_value(bet) / bet.development


def delay_of(figures: Candidacy | None) -> float | None:
    """Return what a week of waiting costs over the weeks of work: cents a week and week."""
    if figures is None or figures.delay_week_cents is None or not figures.duration_weeks:
        return None
    return delay_over_duration(figures.delay_week_cents, figures.duration_weeks)


def wsjf_of(contents: Contents) -> dict[int, float]:
    """Return the WSJF score of each candidate that was scored, by the key of its project.

    Raises
    ------
    Refused
        When candidates were scored in different sets.
    """
    sets: dict[str, int] = {}
    jobs = []
    for row in contents.candidacies.values():
        parts = (row.wsjf_value, row.wsjf_time, row.wsjf_risk, row.wsjf_size)
        if None in parts or row.project_id not in contents.projects:
            continue
        value, time, risk, size = (part or 0.0 for part in parts)
        place = sets.setdefault((row.scored_with or "").casefold().strip(), len(sets))
        jobs.append(RelativeJob(row.project_id, place, value, time, risk, size))
    try:
        return wsjf(jobs)
    except Refused as refused:
        if len(sets) < 2:
            raise
        names = ", ".join(
            sorted({row.scored_with or "no name" for row in contents.candidacies.values()
                    if row.wsjf_size is not None})
        )  # fmt: skip
        raise Refused(
            f"These candidates were scored in different sets ({names}), and WSJF compares within"
            " one set only. Score them against each other and give them the same set.",
            table="candidacy",
            field="scored_with",
        ) from refused


def standing_of(contents: Contents, project_id: int) -> Standing:
    """Return what a candidate is compared by."""
    figures = contents.candidacy_of(project_id)
    worth = _or_none(lambda: value_of(contents, project_id))
    cost = None if figures is None else figures.mvp_cost_cents
    return Standing(
        gain=_or_none(lambda: gain_span(contents, project_id)),
        running=running_cost(contents, project_id).total,
        case=_or_none(lambda: case_of(contents, project_id)),
        complexity=complexity_index(contents, project_id),
        complexity_computed=complexity_of(contents, project_id) is not None,
        value=None if worth is None else worth.gated,
        per_cost=worth.gated / cost if worth is not None and cost else None,
        due=due_of(contents, project_id),
        rice=rice_of(figures),
        ecv=ecv_of(figures),
        delay=delay_of(figures),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands by expected net present value, the best first.

    Attributes
    ----------
    number, of
        Its place from 1 on, among the candidates that have a value.
    rival, rival_value
        The name and the value in cents of the next one below the first, else of the one that is
        next above; None for the only one.
    """

    number: int
    of: int
    rival: str | None = None
    rival_value: float | None = None


def place_of(contents: Contents, project_id: int) -> Place | None:
    """Return where a candidate stands by expected net present value, None without a value."""
    worths = {
        key: worth.gated
        for key in contents.projects
        if (worth := _or_none(partial(value_of, contents, key))) is not None
    }
    if project_id not in worths:
        return None
    order = sorted(worths, key=lambda key: (-worths[key], key))
    at = order.index(project_id)
    if len(order) == 1:
        return Place(1, 1)
    rival = order[at - 1 if at else 1]
    return Place(at + 1, len(order), contents.projects[rival].name, worths[rival])


def _or_none(look: Callable[[], _Found | None]) -> _Found | None:
    """Return what was found, or None where the figures refuse: their own page says why."""
    try:
        return look()
    except Refused:
        return None
