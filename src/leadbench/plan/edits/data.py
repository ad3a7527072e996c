"""Editing the data assessment, where more than one field moves."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found
from leadbench.plan.edits.lists import add_row
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.edits.shares import check_share
from leadbench.plan.protection import Duty, questions
from leadbench.plan.tables import (
    Activity,
    DataAssessment,
    DataIssue,
    DatasheetAnswer,
    DataSource,
    Dimension,
    GateCriterion,
    Project,
    ProtectionReply,
    QualityMeasure,
    Reply,
    SheetSection,
)


def assessment_of(session: Session, project_id: int) -> DataAssessment:
    """Return the row of a project's assessment, a new one where it has none yet."""
    found(session, Project, project_id)
    statement = select(DataAssessment).where(DataAssessment.project_id == project_id)
    row = session.exec(statement).first()
    if row is None:
        row = DataAssessment(project_id=project_id)
        added(session, row)
    return row


def set_score(session: Session, key: int, aspect: str, score: float | None, today: date) -> None:
    """Score an aspect of a source from 0 to 100; the day is noted.

    Raises
    ------
    Refused
        For a score outside 0 to 100.
    """
    row = found(session, DataSource, key)
    if score is not None and not 0 <= score <= 100:
        raise Refused(
            f"A score lies from 0 to 100, not at {score:g}. The old value is kept.",
            table="datasource",
            key=key,
            field=f"{aspect}_score",
        )
    setattr(row, f"{aspect}_score", score)
    row.scored_on = today


def measure_of(session: Session, source_id: int, dimension: Dimension) -> QualityMeasure:
    """Return the measure of a dimension of a source, a new one where it has none yet."""
    found(session, DataSource, source_id)
    row = session.exec(
        select(QualityMeasure).where(
            QualityMeasure.source_id == source_id, QualityMeasure.dimension == dimension
        )
    ).first()
    if row is None:
        row = QualityMeasure(source_id=source_id, dimension=dimension)
        added(session, row)
    return row


def set_measure(
    session: Session, source_id: int, dimension: Dimension, column: str, value: Any
) -> None:
    """Set a field of the measure of a dimension of a source.

    Raises
    ------
    Refused
        Where a share passes 100 %.
    """
    row = measure_of(session, source_id, dimension)
    if column in {"actual", "target"}:
        check_share(value, row.unit, table="qualitymeasure", key=row.id, field=column)
    setattr(row, column, value)


def write_datasheet(session: Session, source_id: int, section: SheetSection, text: str) -> None:
    """Write a section of the datasheet of a source."""
    found(session, DataSource, source_id)
    row = session.exec(
        select(DatasheetAnswer).where(
            DatasheetAnswer.source_id == source_id, DatasheetAnswer.section == section
        )
    ).first()
    if row is None:
        row = DatasheetAnswer(source_id=source_id, section=section)
        added(session, row)
    row.text = text.strip()


def add_issue(session: Session, source_id: int, title: str) -> int:
    """Note something wrong with a source and return its key."""
    found(session, DataSource, source_id)
    return added(session, DataIssue(source_id=source_id, title=title))


def plan_issue(session: Session, key: int) -> int:
    """Add the task that mends an issue to the plan, and return the key of the task.

    Raises
    ------
    Refused
        When it has a task already, or needs no work.
    """
    row = found(session, DataIssue, key)
    if row.activity_id is not None:
        task = found(session, Activity, row.activity_id)
        raise Refused(
            f"“{task.name}” mends it already. Nothing was changed.", table="dataissue", key=key,
            field="activity_id",
        )  # fmt: skip
    if not row.needs_work:
        raise Refused(
            "It is marked as needing no work. Nothing was changed.", table="dataissue", key=key,
            field="needs_work",
        )  # fmt: skip
    source = found(session, DataSource, row.source_id)
    project = found(session, Project, source.project_id)
    minutes = round(row.days * project.minutes_per_day)
    row.activity_id = add_activity(session, source.project_id, row.title, duration=minutes)
    return row.activity_id


def set_reply(session: Session, project_id: int, criterion: str, reply: Reply) -> None:
    """Reply to a question of the protection check."""
    found(session, Project, project_id)
    if criterion not in {one.key for one in questions()}:
        raise KeyError(criterion)
    row = session.exec(
        select(ProtectionReply).where(
            ProtectionReply.project_id == project_id, ProtectionReply.criterion == criterion
        )
    ).first()
    if row is None:
        row = ProtectionReply(project_id=project_id, criterion=criterion)
        added(session, row)
    row.reply = reply


def plan_duty(session: Session, project_id: int, duty: Duty, stage_id: int | None) -> int:
    """Add the task and the gate criterion of a duty, and return the key of the task.

    Raises
    ------
    Refused
        When the gate has that criterion already.
    """
    project = found(session, Project, project_id)
    known = session.exec(
        select(GateCriterion).where(
            GateCriterion.project_id == project_id, GateCriterion.origin == duty.key
        )
    ).first()
    if known is not None:
        raise Refused(
            f"“{known.text}” is a criterion of the gate already. Nothing was changed.",
            table="gatecriterion",
            key=known.id,
        )
    add_row(
        session, GateCriterion, project_id, stage_id=stage_id, text=duty.criterion, origin=duty.key
    )
    minutes = round(duty.days * project.minutes_per_day)
    return add_activity(session, project_id, duty.task, duration=minutes)
