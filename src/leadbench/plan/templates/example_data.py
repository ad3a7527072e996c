"""The data assessment of the example."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from leadbench.analysis.data_quality import Aspect, Readiness
from leadbench.plan.edits._rows import added
from leadbench.plan.edits.complexity import follow_score
from leadbench.plan.edits.data import assessment_of, set_reply, write_datasheet
from leadbench.plan.edits.lists import add_row
from leadbench.plan.tables import (
    ComplexityPart,
    CriterionState,
    DataIssue,
    DataSource,
    Dimension,
    GateCriterion,
    InfrastructureItem,
    InfrastructureState,
    PersonalData,
    QualityMeasure,
    Reply,
    SheetSection,
    StageKind,
)
from leadbench.plan.templates.start import Numbers, read

_SCORED = date(2026, 1, 28)


def add_data(
    session: Session,
    project_id: int,
    stages: Mapping[StageKind, int],
    numbers: Numbers,
    roles: Mapping[str, int],
) -> None:
    """Write sources with their quality, issues, infrastructure, complexity and protection."""
    inputs = read("example", "data-assessment.json")
    whole = assessment_of(session, project_id)
    for column, value in inputs["assessment"].items():
        setattr(whole, column, value)
    sources = {row[0]: _add_source(session, project_id, row, stages) for row in inputs["sources"]}
    for name, dimension, measure, actual, target, unit, day, owner in inputs["measures"]:
        added(
            session,
            QualityMeasure(
                source_id=sources[name],
                dimension=Dimension(dimension),
                measure=measure,
                actual=actual,
                target=target,
                unit=unit,
                measured_on=date.fromisoformat(day),
                owner_role_id=roles[owner],
            ),
        )
    for name, title, text, cause, days, task in inputs["issues"]:
        added(
            session,
            DataIssue(
                source_id=sources[name], title=title, text=text, cause=cause, days=days,
                activity_id=numbers.key_of[task],
            ),
        )  # fmt: skip
    for section, text in inputs["datasheet"]:
        write_datasheet(session, sources["Helpdesk ticket archive"], SheetSection(section), text)
    _add_rest(session, project_id, inputs, stages, numbers, sources)


def _add_source(
    session: Session, project_id: int, row: Any, stages: Mapping[StageKind, int]
) -> int:
    name, volume, stage, weight, scores, readiness, personal, more = row
    scored = {f"{aspect.value}_score": score for aspect, score in zip(Aspect, scores, strict=True)}
    return add_row(
        session,
        DataSource,
        project_id,
        name=name,
        volume=volume,
        stage_id=stages[StageKind(stage)],
        weight=weight,
        readiness=Readiness(readiness),
        personal_data=PersonalData(personal),
        scored_on=_SCORED,
        **scored,
        **more,
    )


def _add_rest(
    session: Session,
    project_id: int,
    inputs: Mapping[str, Any],
    stages: Mapping[StageKind, int],
    numbers: Numbers,
    sources: Mapping[str, int],
) -> None:
    for name, area, state, score, note, evidence, task in inputs["infrastructure"]:
        add_row(
            session,
            InfrastructureItem,
            project_id,
            name=name,
            area=area,
            state=InfrastructureState(state),
            score=score,
            note=note,
            evidence=evidence,
            activity_id=None if task is None else numbers.key_of[task],
        )
    for cause, points, from_data, *follows in inputs["complexity"]:
        key = add_row(
            session, ComplexityPart, project_id, cause=cause, points=points, from_data=from_data
        )
        for source, aspect, most in follows:
            follow_score(session, key, sources[source], Aspect(aspect), most)
    for criterion, reply in inputs["protection"].items():
        set_reply(session, project_id, criterion, Reply(reply))
    for text, origin, state in (
        ("The impact assessment is done and its measures are planned", "dpia", "met"),
        ("People are told that they talk to AI", "transparency", "open"),
    ):
        add_row(
            session, GateCriterion, project_id, stage_id=stages[StageKind.MVP], text=text,
            origin=origin, state=CriterionState(state),
        )  # fmt: skip
