"""Which candidate first: RICE, WSJF, cost of delay over duration, expected commercial value."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadbench.analysis.inputs import Candidate
from leadbench.analysis.valuation import check_chance
from leadbench.errors import Refused


def rice(candidate: Candidate) -> float | None:
    """Return reach times impact times confidence divided by effort, or None if one is unknown.

    Parameters
    ----------
    candidate
        Reach per period, impact factor, confidence in percent, effort in person-months.

    Returns
    -------
    float or None
        Comparable only among candidates scored with the same period and units.

    Raises
    ------
    Refused
        When the effort is not above zero.

    Notes
    -----
    Source: S. McBride, "RICE: Simple prioritization for product managers", Intercom, 2016.

    Examples
    --------
    >>> round(rice(Candidate(1, reach=92, impact=2, confidence_percent=80, effort=29)), 1)
    5.1
    """
    reach, impact = candidate.reach, candidate.impact
    confidence, effort = candidate.confidence_percent, candidate.effort
    if reach is None or impact is None or confidence is None or effort is None:
        return None
    if effort <= 0:
        raise Refused(
            "The effort must be above 0 person-months. Correct it on the portfolio. Nothing was"
            " changed.",
            table="candidacy",
            key=candidate.key,
            field="effort_person_months",
        )
    return reach * impact * confidence / 100 / effort


def ranking(candidates: Iterable[Candidate]) -> list[tuple[int, float | None]]:
    """Return keys with their RICE scores, highest first; those without a score stand last.

    Equal scores keep the order in which they were given.
    """
    scored = [(candidate.key, rice(candidate)) for candidate in candidates]
    return sorted(scored, key=lambda entry: (entry[1] is None, -(entry[1] or 0.0)))


@dataclass(frozen=True, slots=True)
class RelativeJob:
    """A candidate scored relative to the others of one set, as WSJF asks for.

    ``compared_in`` names the set: a score means nothing outside it.
    """

    key: int
    compared_in: int
    value: float
    time_criticality: float
    risk_reduction: float
    job_size: float


def wsjf(jobs: Iterable[RelativeJob]) -> dict[int, float]:
    """Return the weighted shortest job first score of each candidate of one set.

    Returns
    -------
    dict
        Key to (value + time criticality + risk reduction) / job size: relative cost of delay over
        relative size, to be compared within the set alone.

    Raises
    ------
    Refused
        When the jobs were scored in different sets, or a size is not above zero.

    Notes
    -----
    Source: D. G. Reinertsen, "The Principles of Product Development Flow" (2009), in the relative
    form of the Scaled Agile Framework.
    """
    scored = tuple(jobs)
    if len({job.compared_in for job in scored}) > 1:
        raise Refused(
            "These candidates were scored in different sets, and WSJF compares within one set only."
            " Score them against each other first. Nothing was changed.",
            table="candidacy",
        )
    for job in scored:
        if job.job_size <= 0:
            raise Refused(
                "The job size must be above 0. Correct it. Nothing was changed.",
                table="candidacy",
                key=job.key,
                field="job_size",
            )
    return {
        job.key: (job.value + job.time_criticality + job.risk_reduction) / job.job_size
        for job in scored
    }


def delay_over_duration(cost_of_delay_week: float, weeks: float) -> float:
    """Return CD3: what each week of waiting costs, over how many weeks the work takes.

    Notes
    -----
    Money per week and week; doing the highest first loses the least (W. E. Smith, "Various
    optimizers for single-stage production", Naval Research Logistics Quarterly 3, 1956).
    """
    if weeks <= 0:
        raise Refused(
            "The duration must be above 0 weeks. Correct it. Nothing was changed.",
            table="candidacy",
            field="duration_weeks",
        )
    return cost_of_delay_week / weeks


@dataclass(frozen=True, slots=True)
class CommercialBet:
    """A candidate as Cooper's expected commercial value sees it; money in one unit, chances 0 to 1.

    ``value`` is the present value of the earnings, ``launch`` what commercializing costs,
    ``development`` what developing costs.
    """

    value: float
    commercial_chance: float
    launch: float
    technical_chance: float
    development: float


def expected_commercial_value(bet: CommercialBet) -> float:
    """Return (value x commercial chance - launch) x technical chance - development.

    Notes
    -----
    Source: R. G. Cooper, S. J. Edgett & E. J. Kleinschmidt, "Portfolio Management for New Products"
    (2001). Rank by it over ``development`` where development money is what is short.

    Examples
    --------
    >>> expected_commercial_value(CommercialBet(40, 0.5, 5, 0.8, 5))
    7.0
    """
    check_chance(bet.commercial_chance)
    check_chance(bet.technical_chance)
    earned = bet.value * bet.commercial_chance - bet.launch
    return earned * bet.technical_chance - bet.development
