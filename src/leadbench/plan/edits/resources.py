"""Editing who and what the plan pays for: roles, headcount and budget lines by month."""

from datetime import date

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found, named, next_position
from leadbench.plan.tables import CostAmount, CostItem, CostKind, Headcount, Project, Role

_LONGEST_SKILLS = 200


def add_role(
    session: Session,
    name: str,
    *,
    month_rate_cents: int | None = None,
    team: str = "",
    skill: str = "",
) -> int:
    """Add a role to the portfolio and return its key.

    Parameters
    ----------
    month_rate_cents
        What one full-time month costs.

    Raises
    ------
    Refused
        If the name is empty or taken.
    """
    clean = named(name, "A role", longest=200)
    for row in session.exec(select(Role)):
        if row.name.casefold() == clean.casefold():
            raise Refused(
                f"There is a role “{row.name}” already. Choose another name.",
                table="role",
                field="name",
            )
    return added(
        session,
        Role(
            position=next_position(session, Role),
            name=clean,
            month_rate_cents=month_rate_cents,
            team=team,
            skill=skill,
        ),
    )


def set_skills(session: Session, role_id: int, skills: str) -> None:
    """Say what a role can do: words with commas between them.

    Raises
    ------
    Refused
        If they are too long.
    """
    clean = ", ".join(dict.fromkeys(skills_of(skills)))
    if len(clean) > _LONGEST_SKILLS:
        raise Refused(
            f"The skills of a role can have {_LONGEST_SKILLS} characters, these have {len(clean)}."
            " Nothing was changed.",
            table="role",
            key=role_id,
            field="skill",
        )
    found(session, Role, role_id).skill = clean


def skills_of(text: str) -> list[str]:
    """Return the skills of a role one by one."""
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


def set_headcount(
    session: Session, project_id: int, role_id: int, month: date, percent: int
) -> None:
    """Plan a role for a project in one month, in percent of full time; 0 takes it away.

    Parameters
    ----------
    month
        Any day of the month.

    Raises
    ------
    Refused
        If the percentage is below zero.
    """
    found(session, Project, project_id)
    found(session, Role, role_id)
    if percent < 0:
        raise Refused(
            "A headcount cannot be below zero. Nothing was changed.",
            table="headcount",
            field="percent",
        )
    first = month.replace(day=1)
    statement = select(Headcount).where(
        Headcount.project_id == project_id, Headcount.role_id == role_id, Headcount.month == first
    )
    row = session.exec(statement).first()
    if row is not None and percent == 0:
        session.delete(row)
    elif row is not None:
        row.percent = percent
    elif percent:
        session.add(Headcount(project_id=project_id, role_id=role_id, month=first, percent=percent))
    session.flush()


def add_cost_item(
    session: Session,
    project_id: int,
    category: str,
    *,
    name: str = "",
    kind: CostKind = CostKind.ONE_OFF,
    stage_id: int | None = None,
    activity_id: int | None = None,
) -> int:
    """Add a budget line, of the task that it pays for if it is for one, and return its key."""
    found(session, Project, project_id)
    return added(
        session,
        CostItem(
            project_id=project_id,
            stage_id=stage_id,
            position=next_position(session, CostItem, project_id=project_id),
            category=named(category, "A budget line", field="category", longest=200),
            name=name.strip(),
            kind=kind,
            activity_id=activity_id,
        ),
    )


def set_cost(session: Session, cost_item_id: int, month: date, cents: int) -> None:
    """Plan what a budget line costs in one month; 0 takes it away.

    Parameters
    ----------
    month
        Any day of the month.

    Raises
    ------
    Refused
        If the amount is below zero.
    """
    found(session, CostItem, cost_item_id)
    if cents < 0:
        raise Refused(
            "A cost cannot be below zero. Nothing was changed.",
            table="costamount",
            field="amount_cents",
        )
    first = month.replace(day=1)
    statement = select(CostAmount).where(
        CostAmount.cost_item_id == cost_item_id, CostAmount.month == first
    )
    row = session.exec(statement).first()
    if row is not None and cents == 0:
        session.delete(row)
    elif row is not None:
        row.amount_cents = cents
    elif cents:
        session.add(CostAmount(cost_item_id=cost_item_id, month=first, amount_cents=cents))
    session.flush()
