"""The example's requirements, success metrics and risks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from leadbench.plan.edits import metrics, requirements, risks
from leadbench.plan.edits._rows import found
from leadbench.plan.tables import (
    Comparator,
    MeasurementKind,
    MetricKind,
    Requirement,
    RequirementKind,
    RequirementStatus,
    Scope,
    SizedValue,
    StageKind,
    SuccessMetric,
    Verification,
)
from leadbench.plan.templates.start import Numbers

_DAY_MINUTES = 480
_OWNER = {
    RequirementKind.BUSINESS: "Product manager",
    RequirementKind.TECHNICAL: "Tech lead",
}


def add_requirements(
    session: Session,
    project_id: int,
    inputs: Mapping[str, Any],
    numbers: Numbers,
    roles: Mapping[str, int],
    stages: Mapping[StageKind, int],
) -> None:
    """Add what the business needs, what follows technically, and the traces between both."""
    keys: dict[str, int] = {}
    for kind in RequirementKind:
        for given in inputs["requirements"][kind.value]:
            key = requirements.add_requirement(
                session, project_id, kind, given["title"], statement=given["statement"]
            )
            keys[given["id"]] = key
            row = found(session, Requirement, key)
            row.owner_role_id = roles[_OWNER[kind]]
            row.status = RequirementStatus.AGREED
            row.metric = given.get("metric", "")
            if "comparator" in given:
                row.comparator = Comparator(given["comparator"])
            row.target, row.unit = given.get("target"), given.get("unit", "")
            row.percentile = given.get("percentile")
            _describe(row, given, stages)
            if "task" in given:
                row.activity_id = numbers.key_of[given["task"]]
            for business in given.get("from", ()):
                requirements.trace(session, keys[business], key)


def _describe(row: Requirement, given: Mapping[str, Any], stages: Mapping[StageKind, int]) -> None:
    row.template, row.population = given.get("template", ""), given.get("population", "")
    row.source, row.rationale = given["source"], given.get("rationale", "")
    row.derivation = given.get("derivation", "")
    row.method = Verification(given["method"])
    row.stage_id = stages[StageKind(given["stage"])]
    row.scope = Scope(given["scope"]) if "scope" in given else None
    row.sized = SizedValue(given["sized"]) if "sized" in given else None


def add_metrics(
    session: Session,
    project_id: int,
    inputs: Mapping[str, Any],
    stages: Mapping[StageKind, int],
    roles: Mapping[str, int],
) -> None:
    """Add the north star, what moves it, and what must not get worse."""
    for given in inputs["metrics"]:
        key = metrics.add_metric(
            session,
            project_id,
            MetricKind(given["kind"]),
            given["name"],
            unit=given["unit"],
            comparator=Comparator(given["comparator"]),
            definition=given.get("definition", ""),
            source=given.get("source", ""),
        )
        row = found(session, SuccessMetric, key)
        row.baseline, row.baseline_label = given.get("baseline"), given.get("baseline_label", "")
        if "owner" in given:
            row.owner_role_id = roles[given["owner"]]
        for stage, value in given["targets"].items():
            metrics.set_target(session, key, stages[StageKind(stage)], value)
        for measured in given["measured"]:
            metrics.add_measurement(
                session,
                key,
                date.fromisoformat(measured["on"]),
                measured["value"],
                kind=MeasurementKind(measured["kind"]),
                source=measured["source"],
            )


def add_risks(
    session: Session,
    project_id: int,
    inputs: Mapping[str, Any],
    numbers: Numbers,
    roles: Mapping[str, int],
) -> None:
    """Add what may happen, the delay that it would cause, and what is done about it."""
    for given in inputs["risks"]:
        key = risks.add_risk(
            session,
            project_id,
            given["name"],
            round(given["probability"] * 100, 6),
            response=given["response"],
            owner_role_id=roles[given["owner"]],
            due_on=date.fromisoformat(given["due"]) if given["due"] else None,
        )
        delay = given["delay_days"]
        risks.set_impact(
            session,
            key,
            numbers.key_of[given["task"]],
            *(delay[part] * _DAY_MINUTES for part in ("optimistic", "likely", "pessimistic")),
        )
        risks.set_cost(session, key, *(amount * 100_000 for amount in given["cost"]))
