"""Writing the formula of a term of the gain."""

from sqlmodel import Session, select

from leadbench.plan.edits._rows import found
from leadbench.plan.edits.discovery import add_part
from leadbench.plan.formulas import parse_formula
from leadbench.plan.tables import GainFactor, GainPart, GainTerm
from leadbench.store.rows import delete


def set_formula(session: Session, term_id: int, text: str) -> None:
    """Make a term the product of what is written; nothing leaves it without parts.

    Raises
    ------
    Refused
        As ``plan.formulas.parse_formula``.
    """
    term = found(session, GainTerm, term_id)
    rows = session.exec(select(GainFactor).where(GainFactor.project_id == term.project_id))
    factors = {row.name: row.id for row in rows if row.id is not None}
    parts = parse_formula(text, factors) if text.strip() else []
    delete(session, *session.exec(select(GainPart).where(GainPart.term_id == term_id)).all())
    for factor_id, coefficient, constant in parts:
        add_part(session, term_id, factor_id, coefficient=coefficient, constant=constant)
