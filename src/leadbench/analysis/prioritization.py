"""Which candidate first: the RICE score."""

from collections.abc import Iterable

from leadbench.analysis.inputs import Candidate
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
