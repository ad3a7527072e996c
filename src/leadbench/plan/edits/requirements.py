"""Editing requirements and the traces from business to technical ones."""

from typing import Any

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found, in_order, named, renumber
from leadbench.plan.requirements import Template, computed_of, template_of
from leadbench.plan.tables import (
    Activity,
    Project,
    Requirement,
    RequirementKind,
    RequirementTrace,
    SizedValue,
)
from leadbench.store.rows import delete

_NEEDED = ("sizingsheet", "component", "flow", "portfolio")
_BELOW_ZERO = frozenset({"", "points", "°C", "dB"})
"""Units in which a value can be negative."""

_LETTER = {RequirementKind.BUSINESS: "B", RequirementKind.TECHNICAL: "T"}


def add_requirement(
    session: Session,
    project_id: int,
    kind: RequirementKind,
    title: str,
    *,
    statement: str = "",
    below: int | None = None,
) -> int:
    """Add a requirement and return its key; its code is the next free one ("B10", "T4").

    Parameters
    ----------
    title
        The question of a business requirement, the subject of a technical one.
    statement
        The answer.
    below
        Key of the requirement of the same kind that it follows; the last unless given.
    """
    found(session, Project, project_id)
    rows = in_order(session, Requirement, project_id=project_id, kind=kind)
    requirement = Requirement(
        project_id=project_id,
        kind=kind,
        code=_next_code(rows, _LETTER[RequirementKind(kind)]),
        title=named(title, "A requirement"),
        statement=statement.strip(),
    )
    place = len(rows)
    if below is not None:
        place = 1 + next((at for at, row in enumerate(rows) if row.id == below), place - 1)
    rows.insert(place, requirement)
    renumber(rows)
    return added(session, requirement)


def add_from(session: Session, project_id: int, kind: RequirementKind, template: Template) -> int:
    """Add a requirement with what a template says of it, and return its key."""
    key = add_requirement(session, project_id, kind, template.title, statement=template.statement)
    fill_from(found(session, Requirement, key), template)
    return key


def fill_from(row: Requirement, template: Template) -> None:
    """Give a requirement the fit criterion with which a template begins; its value stays open."""
    row.template, row.scope, row.method = template.key, template.scope, template.method
    row.metric, row.comparator, row.unit = template.metric, template.comparator, template.unit
    row.percentile, row.population = template.percentile, template.population


def set_fit(session: Session, key: int, column: str, value: Any) -> None:
    """Set a field of the fit criterion.

    Raises
    ------
    Refused
        When the criterion makes no sense with it: a percentile of 100, a share above 100 %, fewer
        than no requests.
    """
    row = found(session, Requirement, key)
    setattr(row, column, value)
    trouble = _nonsense(row)
    if trouble is not None:
        raise Refused(
            f"{trouble} The old value is kept.", table="requirement", key=key, field=column
        )


def _nonsense(row: Requirement) -> str | None:
    if row.percentile is not None and not 0 < row.percentile < 100:
        return "A percentile lies between 0 and 100, such as 95."
    target, template = row.target, template_of(row.template)
    if target is None:
        return None
    least = template.least if template is not None else None
    if least is None and row.unit not in _BELOW_ZERO:
        least = 0.0
    most = template.most if template is not None else None
    if row.unit == "%" and (template is None or template.unit != "%"):
        most = 100.0
    if least is not None and target < least:
        return f"{row.metric or 'It'} cannot be below {least:g} {row.unit}".rstrip() + "."
    if most is not None and target > most:
        return f"{row.metric or 'It'} cannot be above {most:g} {row.unit}".rstrip() + "."
    return None


def set_statement(session: Session, key: int, text: str) -> None:
    """Set the answer in words.

    Raises
    ------
    Refused
        If it follows from the sizing sheet.
    """
    row = found(session, Requirement, key)
    if row.sized is not None and computed_of(Contents(session, _NEEDED), row) is not None:
        raise Refused(
            f"{row.code} follows from the sizing sheet. Change the sheet, or choose “Typed” for "
            "where the value comes from. Nothing was changed.",
            table="requirement",
            key=key,
            field="statement",
        )
    row.statement = text.strip()


def set_sized(session: Session, key: int, sized: SizedValue | None) -> None:
    """Let the answer follow from the sizing sheet; or None to type it, from what it says now."""
    row = found(session, Requirement, key)
    if sized is not None and row.kind != RequirementKind.TECHNICAL:
        raise Refused(
            f"{row.code} is a need of the business: the sizing sheet follows from it, not the "
            "other way. Nothing was changed.",
            table="requirement",
            key=key,
            field="sized",
        )
    if sized is None:
        row.statement = computed_of(Contents(session, _NEEDED), row) or row.statement
    row.sized = sized


def set_code(session: Session, key: int, code: str) -> None:
    """Give a requirement another code; one that the project uses already is refused."""
    requirement = found(session, Requirement, key)
    clean = named(code, "A requirement", field="code", longest=20)
    rows = session.exec(select(Requirement).where(Requirement.project_id == requirement.project_id))
    for row in rows:
        if row.id != key and row.code.casefold() == clean.casefold():
            raise Refused(
                f"{row.code} is “{row.title}” already. Choose another code.",
                table="requirement",
                key=key,
                field="code",
            )
    requirement.code = clean


def set_activity(session: Session, key: int, activity_id: int | None) -> None:
    """Say which activity fulfils a requirement, or none.

    Raises
    ------
    Refused
        If the activity is of another project.
    """
    requirement = found(session, Requirement, key)
    if activity_id is not None:
        activity = found(session, Activity, activity_id)
        if activity.project_id != requirement.project_id:
            raise Refused(
                "Only a task of the same project can fulfil a requirement. Nothing was changed.",
                table="requirement",
                key=key,
                field="activity_id",
            )
    requirement.activity_id = activity_id


def move_requirement(session: Session, key: int, position: int) -> None:
    """Move a requirement to another place among those of its kind."""
    requirement = found(session, Requirement, key)
    rows = _of_its_kind(session, requirement)
    rows.remove(requirement)
    rows.insert(max(0, min(position, len(rows))), requirement)
    renumber(rows)


def delete_requirement(session: Session, key: int) -> None:
    """Delete a requirement with its traces; the codes of the others stay."""
    requirement = found(session, Requirement, key)
    rest = [row for row in _of_its_kind(session, requirement) if row.id != key]
    delete(session, requirement)
    renumber(rest)


def trace(session: Session, business_id: int, technical_id: int) -> None:
    """Record that a technical requirement follows from a business one; twice is once.

    Raises
    ------
    Refused
        If they are not one of each kind, of one project.
    """
    business = found(session, Requirement, business_id)
    technical = found(session, Requirement, technical_id)
    if (
        business.kind != RequirementKind.BUSINESS
        or technical.kind != RequirementKind.TECHNICAL
        or business.project_id != technical.project_id
    ):
        raise Refused(
            "A trace leads from a business requirement to a technical one of the same project. "
            "Nothing was changed.",
            table="requirementtrace",
            key=technical_id,
            field="traces",
        )
    if _trace(session, business_id, technical_id) is None:
        session.add(RequirementTrace(business_id=business_id, technical_id=technical_id))
        session.flush()


def untrace(session: Session, business_id: int, technical_id: int) -> None:
    """Remove a trace, if there is one."""
    row = _trace(session, business_id, technical_id)
    if row is not None:
        session.delete(row)
        session.flush()


def _trace(session: Session, business_id: int, technical_id: int) -> RequirementTrace | None:
    statement = select(RequirementTrace).where(
        RequirementTrace.business_id == business_id, RequirementTrace.technical_id == technical_id
    )
    return session.exec(statement).first()


def _of_its_kind(session: Session, requirement: Requirement) -> list[Requirement]:
    return in_order(session, Requirement, project_id=requirement.project_id, kind=requirement.kind)


def _next_code(rows: list[Requirement], letter: str) -> str:
    used = [
        int(row.code[1:]) for row in rows if row.code[:1] == letter and row.code[1:].isdecimal()
    ]
    return f"{letter}{max(used, default=0) + 1}"
