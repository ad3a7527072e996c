"""The example is worked through: no field of the first steps is empty that a lead would fill."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import SQLModel

from leadbench.plan import tables
from leadbench.plan.file import SCHEMA
from leadbench.plan.tables import PortfolioDecision
from tests.plan.plans import Plan

STEPS = {
    "discovery": "Discovery CustomerGroup MarketStep MlFormulation Judgement GainFactor GainTerm "
    "GainPart Assumption StopReason Alternative",
    "data_assessment": "DataAssessment DataSource QualityMeasure DataIssue DatasheetAnswer "
    "InfrastructureItem ComplexityPart ProtectionReply GateCriterion",
    "business_case": "BusinessCase CaseSpan CaseOption CaseExperiment",
    "portfolio": "Candidacy CandidateMoney CandidatePeople CandidateTie FundingPeriod SkillLimit",
    "requirements": "Requirement RequirementTrace GoalTrace TaskTrace CheckTrace MonitorTrace "
    "SectionTrace RiskTrace Check Monitor DocumentSection",
    "architecture": "SizingSheet Component Flow FallbackRung Decision",
    "questions": "Answer",
}
ELSEWHERE = frozenset(
    {
        *("Activity", "Assignment", "Baseline", "BaselineActivity", "Calendar", "Dependency"),
        *("CalendarException", "CostAmount", "CostItem", "ExceptionInterval", "Headcount"),
        *("ImportedActivity", "MetricMeasurement", "MetricTarget", "Person", "Portfolio"),
        *("Project", "Risk", "RiskImpact", "Role", "Scenario", "Stage", "SuccessMetric"),
        *("WorkingInterval",),
    }
)
"""Tables of the steps after these, and of the plan as a whole."""


def always(_row: Any) -> bool:
    return True


MAY_BE_EMPTY: dict[str, tuple[Callable[[Any], bool], str]] = {
    "BusinessCase.gain_basis": (always, "the page says the basis of a gain that is calculated"),
    "CaseOption.cost_cents": (lambda row: row.kind != "own", "follows from the case"),
    "CaseOption.gain_year_cents": (lambda row: row.kind != "own", "follows from the case"),
    "CaseSpan.at_likely": (always, "only where the likely value is calculated"),
    "ComplexityPart.source_id": (lambda row: not row.from_data, "no source causes it"),
    "ComplexityPart.aspect": (lambda row: not row.from_data, "no source causes it"),
    "Component.note": (lambda row: row.sized, "the sizing sheet says the servers"),
    "Component.zone": (always, "outside the own zone"),
    "Component.latency_seconds": (always, "not on the way of an answer"),
    "Component.month_cost_cents": (always, "paid elsewhere, or by the sizing sheet"),
    "Component.activity_id": (lambda row: row.kind in ("people", "system"), "nobody builds it"),
    "Component.requirement_id": (
        lambda row: row.kind in ("people", "system"),
        "given from outside",
    ),
    "Decision.requirement_id": (lambda row: row.title == "Feature store", "decided against"),
    "Flow.label": (always, "the two ends say it"),
    "GainFactor.unit": (lambda row: row.name.startswith("Tickets"), "its name says it"),
    "GainFactor.measured": (always, "known from measurements once the product runs"),
    "InfrastructureItem.activity_id": (
        lambda row: row.state != "in_progress",
        "nothing to build, or a gap that is offered as a task",
    ),
    "Judgement.measure_name": (lambda row: row.measure == "none", "nothing is measured there"),
    "Judgement.measured_percent": (lambda row: row.measure == "none", "nothing is measured there"),
    "Judgement.measured_note": (lambda row: row.measure == "none", "nothing is measured there"),
    "MarketStep.amount_cents": (lambda row: row.share_percent is not None, "a share of the above"),
    "MarketStep.share_percent": (lambda row: row.amount_cents is not None, "an amount by itself"),
    "ProtectionReply.note": (always, "no page asks for one"),
    "Requirement.percentile": (lambda row: row.metric != "Reply time", "no percentile is meant"),
    "Requirement.activity_id": (lambda row: row.kind == "business", "technical ones are built"),
    "Requirement.sized": (always, "only where the sizing sheet gives the value"),
    "Requirement.scope": (lambda row: row.kind == "business", "technical ones have a scope"),
    "Requirement.derivation": (lambda row: row.kind == "business", "technical ones are derived"),
    "Requirement.template": (lambda row: row.kind == "technical", "written without a template"),
    "SizingSheet.may_wait_minutes": (always, "somebody waits for the answer"),
}
"""What may be empty, of which rows, and why."""


def test_every_table_belongs_to_a_step() -> None:
    named = {name for names in STEPS.values() for name in names.split()}
    assert not named & ELSEWHERE
    classes = {
        name
        for name in tables.__all__
        if isinstance(getattr(tables, name), type) and issubclass(getattr(tables, name), SQLModel)
    }
    assert len(classes) == len(SCHEMA.tables)
    assert named | ELSEWHERE == classes


@pytest.mark.parametrize("step", STEPS)
def test_no_field_of_the_step_is_left_empty(example: Plan, step: str) -> None:
    contents = example.contents
    left = []
    for name in STEPS[step].split():
        cls = getattr(tables, name)
        rows = list(contents.every(cls).values())
        if not rows:
            left.append(f"{name}: no row")
        for column in cls.model_fields:
            free, _why = MAY_BE_EMPTY.get(f"{name}.{column}", (None, ""))
            left += [
                f"{name}.{column} of {getattr(row, 'name', row.id)}"
                for row in rows
                if column != "id"
                and getattr(row, column) in (None, "")
                and not (free is not None and free(row))
            ]
    assert left == []


def test_nothing_is_excused_that_is_filled(example: Plan) -> None:
    contents = example.contents
    for place in MAY_BE_EMPTY:
        name, column = place.split(".")
        rows = contents.every(getattr(tables, name)).values()
        assert any(getattr(row, column) in (None, "") for row in rows), place


def test_every_discarded_candidate_keeps_its_reason_and_its_trigger(example: Plan) -> None:
    put_off = {
        row.name: row
        for row in example.contents.projects.values()
        if row.decision in (PortfolioDecision.NOT_NOW, PortfolioDecision.DROP)
    }
    assert set(put_off) == {"Demand forecast", "Search ranking", "Fraud scoring"}
    assert all(row.decision_reason and row.revisit_trigger for row in put_off.values())
