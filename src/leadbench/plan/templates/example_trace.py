"""The chain of the example from goal to document section."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from leadbench.plan.edits.lists import add_row
from leadbench.plan.edits.traces import link
from leadbench.plan.tables import (
    Check,
    CheckKind,
    CheckState,
    DocumentSection,
    Monitor,
    Requirement,
    Risk,
    Role,
    SectionState,
    SuccessMetric,
)
from leadbench.plan.templates.start import Numbers, read
from leadbench.plan.traces import Place


def add_chain(
    session: Session, project_id: int, inputs: Mapping[str, Any], numbers: Numbers
) -> None:
    """Add tests, monitors and sections, and link goals, requirements and risks with them."""
    given = read("example", "traces.json")
    codes = _keys(session, Requirement, project_id, "code")
    goals = _keys(session, SuccessMetric, project_id, "name")
    risks = _keys(session, Risk, project_id, "code")
    for row in inputs["requirements"]["business"]:
        for goal in row["goals"]:
            link(session, (Place.GOAL, Place.BUSINESS), goals[goal], codes[row["id"]])
    for row in inputs["requirements"]["technical"]:
        for risk in row["risks"]:
            link(session, (Place.RISK, Place.TECHNICAL), risks[risk], codes[row["id"]])
    for code, tasks in given["tasks"].items():
        for task in tasks:
            link(session, (Place.TECHNICAL, Place.TASK), codes[code], numbers.key_of[task])
    _end(session, project_id, given, codes, numbers)


def _end(
    session: Session, project_id: int, given: Any, codes: Mapping[str, int], numbers: Numbers
) -> None:
    """Add tests with the monitors that watch on, and the sections that say what to do."""
    roles = {role.name: role.id for role in session.exec(select(Role))}
    sections = {}
    for row in given["sections"]:
        words = f"{row['document']}: {row['heading']}"
        sections[words] = add_row(
            session, DocumentSection, project_id, name=row["heading"], document=row["document"],
            state=SectionState(row["state"]), owner_role_id=roles[row["owner"]],
        )  # fmt: skip
    monitors = {}
    for row in given["monitors"]:
        key = monitors[row["name"]] = add_row(
            session, Monitor, project_id, owner_role_id=roles[row["owner"]],
            **{column: row[column] for column in ("name", "signal", "threshold", "action")},
        )  # fmt: skip
        for section in row["sections"]:
            link(session, (Place.MONITOR, Place.SECTION), key, sections[section])
    for row in given["tests"]:
        key = add_row(
            session, Check, project_id, kind=CheckKind(row["kind"]),
            state=CheckState(row["state"]), activity_id=numbers.key_of[row["task"]],
            owner_role_id=roles[row["owner"]],
            **{column: row[column] for column in ("name", "runs", "threshold")},
        )  # fmt: skip
        for code in row["checks"]:
            link(session, (Place.TECHNICAL, Place.TEST), codes[code], key)
        for name in row["watched"]:
            link(session, (Place.TEST, Place.MONITOR), key, monitors[name])


def _keys(session: Session, cls: Any, project_id: int, column: str) -> dict[str, int]:
    rows = session.exec(select(cls).where(cls.project_id == project_id))
    return {getattr(row, column): row.id for row in rows}
