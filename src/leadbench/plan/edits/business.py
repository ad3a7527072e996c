"""Editing the business case."""

from typing import Any

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.business import CHANCE
from leadbench.plan.edits._rows import added, found
from leadbench.plan.tables import (
    BusinessCase,
    CaseFactor,
    CaseOption,
    CaseSpan,
    Project,
)
from leadbench.store.rows import delete


def business_of(session: Session, project_id: int) -> BusinessCase:
    """Return the row of a project's business case, a new one where it has none yet."""
    found(session, Project, project_id)
    row = session.exec(select(BusinessCase).where(BusinessCase.project_id == project_id)).first()
    if row is None:
        row = BusinessCase(project_id=project_id)
        added(session, row)
    return row


def set_timing(session: Session, project_id: int, column: str, value: Any) -> None:
    """Set a field of a project's business case."""
    setattr(business_of(session, project_id), column, value)


def set_span(
    session: Session, project_id: int, factor: CaseFactor, low: float | None, high: float | None
) -> None:
    """Set how far a factor varies; without both ends it is fixed.

    Raises
    ------
    Refused
        When the low end lies above the high one, below 0, or a chance above 100 %.
    """
    row = session.exec(
        select(CaseSpan).where(CaseSpan.project_id == project_id, CaseSpan.factor == factor)
    ).first()
    if low is None or high is None:
        if row is not None:
            delete(session, row)
        return
    if low > high or low < 0 or (factor in CHANCE and high > 100):
        limit = " and 100 %" if factor in CHANCE else ""
        raise Refused(
            f"The low end must be at least 0 and not above the high end{limit}. The old values are"
            " kept.",
            table="casespan",
            key=None if row is None else row.id,
            field="low",
        )
    if row is None:
        added(session, CaseSpan(project_id=project_id, factor=factor, low=low, high=high))
    else:
        row.low, row.high = low, high


def recommend(session: Session, key: int) -> None:
    """Recommend one option; the others of its project are not any more."""
    chosen = found(session, CaseOption, key)
    rows = session.exec(select(CaseOption).where(CaseOption.project_id == chosen.project_id))
    for row in rows:
        if row.recommended != (row.id == key):
            row.recommended = row.id == key
