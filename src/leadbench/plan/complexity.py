"""How complex a project is, line by line, and what that does to its estimates."""

from dataclasses import dataclass

from leadbench.analysis import data_quality as quality
from leadbench.plan.contents import Contents
from leadbench.plan.tables import ComplexityPart, DataAssessment, DataSource


@dataclass(frozen=True, slots=True)
class Widening:
    """How the complexity of a project acts.

    Attributes
    ----------
    index
        The complexity that its lines add up to; None while there is no line. Then it does nothing:
        a number that nobody explained ranks a candidate, and changes no estimate.
    allowed
        The complexity that the estimates allow for already, None for none.
    factor
        By which ranges are wider for it; 1 and more.
    durations, costs
        The factor as it acts on the estimates of tasks, and on the costs of the business case:
        that, or 1 where it is switched off.
    """

    index: float | None
    allowed: float | None
    factor: float
    durations: float
    costs: float


def assessment_of(contents: Contents, project_id: int) -> DataAssessment | None:
    """Return what a project says of its data as a whole, if anything."""
    found = contents.of(DataAssessment, "project_id", project_id)
    return found[0] if found else None


def score_behind(contents: Contents, row: ComplexityPart) -> float | None:
    """Return the score that a cause follows, None if it follows none that is known."""
    source = contents.every(DataSource).get(row.source_id or 0)
    if source is None or row.aspect is None:
        return None
    score: float | None = getattr(source, f"{row.aspect}_score")
    return score


def cause_of(contents: Contents, row: ComplexityPart) -> str:
    """Return the name of a cause, with the score that it follows as it is now."""
    score = score_behind(contents, row)
    return row.cause if score is None else f"{row.cause}, {row.aspect} {score:g}"


def points_of(contents: Contents, row: ComplexityPart) -> float:
    """Return what a cause adds: by the score that it follows, else as it was typed."""
    score = score_behind(contents, row)
    return row.points if score is None else quality.points_for(score, row.most_points)


def complexity_of(contents: Contents, project_id: int) -> quality.Complexity | None:
    """Return the complexity of a project line by line, or None while nothing adds to it."""
    rows = contents.of(ComplexityPart, "project_id", project_id)
    if not rows:
        return None
    return quality.complexity(
        [
            quality.ComplexityLine(cause_of(contents, row), points_of(contents, row), row.from_data)
            for row in rows
        ]
    )


def complexity_index(contents: Contents, project_id: int) -> float | None:
    """Return the complexity that ranks a project: that of its lines, else the one typed for it."""
    found = complexity_of(contents, project_id)
    if found is not None:
        return found.index
    row = contents.candidacy_of(project_id)
    return None if row is None else row.complexity


def widening_of(contents: Contents, project_id: int) -> Widening:
    """Return what the complexity of a project does to its estimates.

    What the estimates allow for already is divided out, so that nothing is widened twice; below
    that they stay as they are, since a range that somebody gave is not narrowed for them.
    """
    found = complexity_of(contents, project_id)
    row = assessment_of(contents, project_id) or DataAssessment(project_id=project_id)
    if found is None:
        return Widening(None, row.allowed_complexity, 1.0, 1.0, 1.0)
    rule = quality.Widening(row.free_points, row.percent_per_point)
    factor = rule.beyond(found.index, row.allowed_complexity)
    return Widening(
        found.index,
        row.allowed_complexity,
        factor,
        factor if row.widens_durations else 1.0,
        factor if row.widens_costs else 1.0,
    )
