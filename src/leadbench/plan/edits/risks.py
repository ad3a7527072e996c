"""Editing risks and the delays that they would cause."""

from datetime import date

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found, in_order, named, renumber
from leadbench.plan.tables import Activity, Project, Risk, RiskImpact
from leadbench.store.rows import delete


def add_risk(
    session: Session,
    project_id: int,
    name: str,
    probability_percent: float,
    *,
    response: str = "",
    owner_role_id: int | None = None,
    due_on: date | None = None,
) -> int:
    """Add a risk and return its key; its code is the next free one ("R5").

    Raises
    ------
    Refused
        If the chance is not between 0 and 100 percent.
    """
    found(session, Project, project_id)
    if not 0 <= probability_percent <= 100:
        raise Refused(
            "A chance is a percentage from 0 to 100. Nothing was changed.",
            table="risk",
            field="probability_percent",
        )
    rows = in_order(session, Risk, project_id=project_id)
    used = [int(row.code[1:]) for row in rows if row.code[:1] == "R" and row.code[1:].isdecimal()]
    return added(
        session,
        Risk(
            project_id=project_id,
            position=len(rows),
            code=f"R{max(used, default=0) + 1}",
            name=named(name, "A risk"),
            probability_percent=probability_percent,
            response=response.strip(),
            owner_role_id=owner_role_id,
            due_on=due_on,
        ),
    )


def set_impact(
    session: Session, risk_id: int, activity_id: int, low: int, likely: int, high: int
) -> None:
    """Set by how many working minutes a risk would delay an activity.

    Raises
    ------
    Refused
        If the three do not ascend from 0, or activity and risk are of two projects.
    """
    risk, activity = found(session, Risk, risk_id), found(session, Activity, activity_id)
    if risk.project_id != activity.project_id or not 0 <= low <= likely <= high:
        reason = (
            "The delay must rise from low to likely to high, and none may be below zero."
            if risk.project_id == activity.project_id
            else "A risk delays tasks of its own project."
        )
        raise Refused(f"{reason} Nothing was changed.", table="riskimpact", field="likely_minutes")
    statement = select(RiskImpact).where(
        RiskImpact.risk_id == risk_id, RiskImpact.activity_id == activity_id
    )
    row = session.exec(statement).first()
    if row is None:
        session.add(
            RiskImpact(
                risk_id=risk_id,
                activity_id=activity_id,
                low_minutes=low,
                likely_minutes=likely,
                high_minutes=high,
            )
        )
    else:
        row.low_minutes, row.likely_minutes, row.high_minutes = low, likely, high
    session.flush()


def set_cost(
    session: Session, risk_id: int, low: int | None, likely: int | None, high: int | None
) -> None:
    """Set what a risk costs besides its delays if it happens, in cents; three times None for none.

    Raises
    ------
    Refused
        If the three do not ascend from 0, or only some are given.
    """
    risk = found(session, Risk, risk_id)
    points = (low, likely, high)
    given = [point for point in points if point is not None]
    if given and (len(given) < len(points) or given != sorted(given) or given[0] < 0):
        raise Refused(
            "The cost must rise from low to likely to high, and none may be below zero. Nothing"
            " was changed.",
            table="risk",
            key=risk_id,
            field="cost_likely_cents",
        )
    risk.cost_low_cents, risk.cost_likely_cents, risk.cost_high_cents = points


def delete_risk(session: Session, key: int) -> None:
    """Delete a risk with its impacts; the codes of the others stay."""
    risk = found(session, Risk, key)
    rows = in_order(session, Risk, project_id=risk.project_id)
    delete(session, risk)
    renumber([row for row in rows if row.id != key])
