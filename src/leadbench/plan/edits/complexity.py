"""Editing what the complexity of a project builds up from, and what it does to estimates."""

from typing import Any

from sqlmodel import Session

from leadbench.analysis.data_quality import Aspect
from leadbench.errors import Refused
from leadbench.plan.complexity import complexity_index, points_of, score_behind
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import found
from leadbench.plan.edits.data import assessment_of
from leadbench.plan.tables import ComplexityPart, DataSource

_NEEDED = ("complexitypart", "datasource", "candidacies")


def follow_score(
    session: Session, key: int, source_id: int | None, aspect: Aspect | None, most: float = 4
) -> None:
    """Let a cause of complexity follow the score of a source, or, without one, be typed again.

    A score of 0 adds ``most`` points, one of 100 nothing. What is typed again keeps what it added.
    """
    row = found(session, ComplexityPart, key)
    if source_id is None or aspect is None:
        row.points = _points(session, row)
        row.source_id = row.aspect = None
        return
    found(session, DataSource, source_id)
    row.source_id, row.aspect, row.most_points, row.from_data = source_id, aspect, most, True
    row.points = _points(session, row)


def _points(session: Session, row: ComplexityPart) -> float:
    return points_of(Contents(session, _NEEDED), row)


def set_points(session: Session, key: int, points: float | None) -> None:
    """Set what a cause adds to the complexity.

    Raises
    ------
    Refused
        Where it follows a score, or lies outside 0 to 10.
    """
    row = found(session, ComplexityPart, key)
    if score_behind(Contents(session, _NEEDED), row) is not None:
        raise Refused(
            "These points follow a score. Change the score, or how many points it adds at 0, or"
            " let the cause follow none. Nothing was changed.",
            table="complexitypart",
            key=key,
            field="points",
        )
    if points is None or not 0 <= points <= 10:
        raise Refused(
            "A cause adds 0 to 10 points. The old value is kept.",
            table="complexitypart",
            key=key,
            field="points",
        )
    row.points = points


def allow_for(session: Session, project_id: int, complexity: float | None) -> None:
    """Say that the estimates allow for a complexity already, None that they allow for none.

    Raises
    ------
    Refused
        Outside 1 to 10.
    """
    row = assessment_of(session, project_id)
    if complexity is not None and not 1 <= complexity <= 10:
        raise Refused(
            "Complexity lies from 1 to 10. The old value is kept.",
            table="dataassessment",
            key=row.id,
            field="allowed_complexity",
        )
    row.allowed_complexity = complexity


def allow_for_present(session: Session, project_id: int) -> None:
    """Say that the estimates allow for the complexity as it is now: nothing is widened any more."""
    allow_for(session, project_id, complexity_index(Contents(session, _NEEDED), project_id))


def switch(session: Session, project_id: int, column: str, value: Any) -> None:
    """Let complexity act on durations or on costs, or not."""
    setattr(assessment_of(session, project_id), column, bool(value))
