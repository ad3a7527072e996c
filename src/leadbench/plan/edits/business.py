"""Editing the business case."""

from typing import Any

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.business import CHANCE
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found
from leadbench.plan.edits.discovery import discovery_of
from leadbench.plan.edits.projects import candidacy
from leadbench.plan.running_cost import NEEDED, cost_to_cover, month_of, running_cost
from leadbench.plan.tables import (
    BusinessCase,
    CaseFactor,
    CaseOption,
    CaseSpan,
    CostSource,
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
        row = CaseSpan(project_id=project_id, factor=factor, low=low, high=high)
        added(session, row)
    row.low, row.high = low, high
    row.at_likely = _calculated(session, project_id) if factor == CaseFactor.RUNNING else None


def take_mvp_cost(session: Session, project_id: int, cents: int, basis: str) -> None:
    """Take what the plan says that the MVP costs, and say in its basis where it is from."""
    candidacy(session, project_id).mvp_cost_cents = cents
    business_of(session, project_id).mvp_basis = basis


def _calculated(session: Session, project_id: int) -> float | None:
    """Return a year of running in cents if the architecture has a part in it."""
    running = running_cost(_contents(session), project_id)
    return None if running.source == CostSource.TYPED else running.total


def _contents(session: Session) -> Contents:
    return Contents(session, ("candidacies", "discovery", *NEEDED))


def set_running_source(session: Session, project_id: int, source: CostSource) -> None:
    """Say what of the running cost follows from the architecture; the year costs what it did.

    The typed part becomes what is left of it; nothing, if the architecture alone costs more.
    """
    before = running_cost(_contents(session), project_id).total
    row = candidacy(session, project_id)
    span = session.exec(
        select(CaseSpan).where(
            CaseSpan.project_id == project_id, CaseSpan.factor == CaseFactor.RUNNING
        )
    ).first()
    if span is not None and span.at_likely and before is not None:
        scale = before / span.at_likely
        span.low, span.high, span.at_likely = span.low * scale, span.high * scale, None
    row.running_source = source
    row.running_cost_year_cents = _rest(session, project_id, before, source)
    session.flush()
    if span is not None:
        span.at_likely = _calculated(session, project_id)


def set_cost_source(session: Session, project_id: int, source: CostSource) -> None:
    """Say what of the cost that the lift must cover follows from the architecture, likewise."""
    before = cost_to_cover(_contents(session), project_id).total
    row = discovery_of(session, project_id)
    row.cost_source = source
    row.cost_to_cover_cents = _rest(session, project_id, before, source)


def _rest(session: Session, project_id: int, before: int | None, source: CostSource) -> int | None:
    if source == CostSource.TYPED or before is None:
        return before
    return max(0, before - 12 * month_of(_contents(session), project_id, source))


def recommend(session: Session, key: int) -> None:
    """Recommend one option; the others of its project are not any more."""
    chosen = found(session, CaseOption, key)
    rows = session.exec(select(CaseOption).where(CaseOption.project_id == chosen.project_id))
    for row in rows:
        if row.recommended != (row.id == key):
            row.recommended = row.id == key
