"""Editing success metrics, their targets by stage, and what was measured."""

from datetime import date

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found, in_order, named, next_position, renumber
from leadbench.plan.tables import (
    Comparator,
    MeasurementKind,
    MetricKind,
    MetricMeasurement,
    MetricTarget,
    Project,
    Stage,
    SuccessMetric,
)
from leadbench.store.rows import delete


def add_metric(
    session: Session,
    project_id: int,
    kind: MetricKind,
    name: str,
    *,
    unit: str = "",
    comparator: Comparator = Comparator.AT_LEAST,
    definition: str = "",
    source: str = "",
) -> int:
    """Add a success metric at the end of the list and return its key.

    Raises
    ------
    Refused
        If the project has a north star already and this would be a second one.
    """
    found(session, Project, project_id)
    if kind == MetricKind.NORTH_STAR:
        statement = select(SuccessMetric).where(
            SuccessMetric.project_id == project_id, SuccessMetric.kind == kind
        )
        star = session.exec(statement).first()
        if star is not None:
            raise Refused(
                f"“{star.name}” is the north star already, and there is only one. "
                "Nothing was changed.",
                table="successmetric",
                key=star.id,
                field="kind",
            )
    return added(
        session,
        SuccessMetric(
            project_id=project_id,
            kind=kind,
            position=next_position(session, SuccessMetric, project_id=project_id),
            name=named(name, "A metric", longest=200),
            unit=unit,
            comparator=comparator,
            definition=definition,
            source=source,
        ),
    )


def set_target(session: Session, metric_id: int, stage_id: int, value: float | None) -> None:
    """Set the value that a metric must reach in a stage; None takes the target away."""
    found(session, SuccessMetric, metric_id)
    found(session, Stage, stage_id)
    statement = select(MetricTarget).where(
        MetricTarget.metric_id == metric_id, MetricTarget.stage_id == stage_id
    )
    row = session.exec(statement).first()
    if value is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(MetricTarget(metric_id=metric_id, stage_id=stage_id, value=value))
    else:
        row.value = value
    session.flush()


def add_measurement(
    session: Session,
    metric_id: int,
    measured_on: date,
    value: float,
    *,
    kind: MeasurementKind = MeasurementKind.LIVE,
    source: str = "",
) -> int:
    """Add a measured value and return its key."""
    found(session, SuccessMetric, metric_id)
    return added(
        session,
        MetricMeasurement(
            metric_id=metric_id, measured_on=measured_on, value=value, kind=kind, source=source
        ),
    )


def delete_metric(session: Session, key: int) -> None:
    """Delete a metric with its targets and measurements."""
    metric = found(session, SuccessMetric, key)
    rows = in_order(session, SuccessMetric, project_id=metric.project_id)
    delete(session, metric)
    renumber([row for row in rows if row.id != key])
