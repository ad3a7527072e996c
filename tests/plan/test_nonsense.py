"""No number of discovery, data assessment, prioritizing and architecture may be anything at all.

Each numeric column is tried with what nobody can mean; the limits are written down here by hand.
"""

import math
from types import NoneType
from typing import Any, get_args

import pytest
from sqlmodel import SQLModel

from leadbench.errors import Refused
from leadbench.plan import tables
from leadbench.plan.contents import Contents
from leadbench.plan.edits.data import set_measure
from leadbench.plan.edits.discovery import set_factor
from leadbench.plan.edits.requirements import set_fit
from leadbench.store.words import validated
from tests.plan.plans import Plan

MODELS: tuple[type[SQLModel], ...] = (
    tables.Discovery, tables.MarketStep, tables.MlFormulation, tables.Judgement, tables.GainFactor,
    tables.GainPart, tables.DataAssessment, tables.DataSource, tables.QualityMeasure,
    tables.DataIssue, tables.InfrastructureItem, tables.ComplexityPart, tables.BusinessCase,
    tables.CaseSpan, tables.CaseOption, tables.CaseExperiment, tables.Portfolio, tables.Candidacy,
    tables.FundingPeriod, tables.SkillLimit, tables.CandidateMoney, tables.CandidatePeople,
    tables.Requirement, tables.SizingSheet, tables.Component, tables.FallbackRung,
)  # fmt: skip
SIGNED = {
    ("judgement", "right_cents"), ("judgement", "wrong_cents"), ("gainfactor", "low"),
    ("gainfactor", "likely"), ("gainfactor", "high"), ("gainfactor", "measured"),
    ("gainpart", "coefficient"), ("gainpart", "constant"), ("qualitymeasure", "actual"),
    ("qualitymeasure", "target"), ("casespan", "low"), ("casespan", "high"),
    ("casespan", "at_likely"), ("caseoption", "gain_year_cents"), ("candidacy", "gain_low_cents"),
    ("candidacy", "gain_likely_cents"), ("candidacy", "gain_high_cents"),
    ("candidacy", "ecv_value_cents"), ("requirement", "target"),
}  # fmt: skip
"""A loss, a fall, a difference: these may lie below zero."""
NOT_TYPED = {("casespan", "at_likely")}
"""Written by the program beside what was typed."""
PEOPLE = {"skilllimit", "candidatepeople"}
"""Here 200 % is two people."""


def columns() -> list[tuple[type[SQLModel], str]]:
    found = []
    for model in MODELS:
        for name, field in model.model_fields.items():
            kinds = {field.annotation, *get_args(field.annotation)} - {NoneType}
            key = (str(model.__tablename__), name)
            typed = name != "id" and not name.endswith("_id") and name != "position"
            if kinds & {int, float} and typed and key not in NOT_TYPED:
                found.append((model, name))
    return found


def refusal(contents: Contents, model: type[SQLModel], column: str, value: Any) -> str:
    """What is said of a value in a row of the example, "" where it is taken."""
    rows = contents.of_table(str(model.__tablename__))
    row = next(iter(rows.values()))
    values = {name: getattr(row, name) for name in model.model_fields} | {column: value}
    try:
        validated(model, values)
    except Refused as refused:
        return str(refused) if refused.field == column else f"at {refused.field}"
    return ""


def test_every_number_is_held_from_above_and_told_why(example: Plan) -> None:
    contents = example.contents
    wrong: list[tuple[object, ...]] = []
    every = columns()
    assert len(every) > 90
    for model, column in every:
        said = refusal(contents, model, column, 10**25)
        if "must be" not in said or "e+" in said:
            wrong.append((model.__tablename__, column, said))
        # What is only just beyond every sensible figure is refused too, and not for its storage.
        said = refusal(contents, model, column, 2 * 10**15)
        if "must be" not in said:
            wrong.append((model.__tablename__, column, said))
    assert wrong == []


def test_every_number_that_cannot_be_negative_is_not(example: Plan) -> None:
    contents = example.contents
    wrong: list[tuple[object, ...]] = []
    for model, column in columns():
        signed = (str(model.__tablename__), column) in SIGNED
        if bool(refusal(contents, model, column, -1)) is signed:
            wrong.append((model.__tablename__, column))
        if not refusal(contents, model, column, -(10**25)):
            wrong.append((model.__tablename__, column, "far below"))
    assert wrong == []


def test_what_is_no_number_is_refused_everywhere(example: Plan) -> None:
    contents = example.contents
    wrong = [
        (model.__tablename__, column, value)
        for model, column in columns()
        for value in (math.nan, math.inf, -math.inf)
        if not refusal(contents, model, column, value)
    ]
    assert wrong == []


def test_every_percentage_ends_at_a_hundred(example: Plan) -> None:
    contents, shares = example.contents, []
    for model, column in columns():
        if column.endswith(("_percent", "percentile")) and model.__tablename__ not in PEOPLE:
            shares.append(column)
            assert "100" in refusal(contents, model, column, 100.5), (model, column)
    assert len(shares) == 14


def test_shares_told_by_their_unit_end_there_too(example: Plan) -> None:
    contents = example.contents
    factor = next(iter(contents.every(tables.GainFactor).values()))
    assert factor.id is not None
    with example.store.change("Unit") as session:
        row = session.get_one(tables.GainFactor, factor.id)
        row.unit, row.low, row.likely, row.high = "%", 10, 20, 30
    with pytest.raises(Refused, match="at most 100 %, not 120 %"):
        example.do(set_factor, factor.id, "high", 120)
    with pytest.raises(Refused, match="at most 100 %"):
        example.do(set_factor, factor.id, "measured", 101)
    source = next(iter(contents.every(tables.DataSource).values()))
    with pytest.raises(Refused, match="at most 100 %"):
        example.do(set_measure, source.id, tables.Dimension.COMPLETENESS, "target", 101)
    need = next(
        row for row in contents.every(tables.Requirement).values() if row.unit.strip() == "%"
    )
    with pytest.raises(Refused, match="cannot be above 100 %"):
        example.do(set_fit, need.id, "target", 101)


def test_no_unit_makes_a_share_of_what_is_above_a_hundred(example: Plan) -> None:
    contents = example.contents
    factor = next(row for row in contents.every(tables.GainFactor).values() if row.unit != "%")
    for values in ((10, 20, 120), (120, 130, 140)):
        with example.store.change("Values") as session:
            row = session.get_one(tables.GainFactor, factor.id)
            row.low, row.likely, row.high, row.measured = *values, None
        with pytest.raises(Refused, match="at most 100 %") as refused:
            example.do(set_factor, factor.id, "unit", "%")
        assert refused.value.field == "unit"
    with example.store.change("Values") as session:
        row = session.get_one(tables.GainFactor, factor.id)
        row.low, row.likely, row.high = 10, 20, 100
    example.do(set_factor, factor.id, "unit", "%")
    kept = example.contents.every(tables.GainFactor).values()
    assert [row.unit for row in kept if row.id == factor.id] == ["%"]
    needs = contents.every(tables.Requirement)
    made = [row for row in needs.values() if row.template and row.unit and row.unit != "%"]
    own = [row for row in needs.values() if not row.template]
    for key in (made[0].id, own[0].id):
        example.do(set_fit, key, "unit", "a day")
        example.do(set_fit, key, "target", 120)
        with pytest.raises(Refused, match="cannot be above 100 %") as refused:
            example.do(set_fit, key, "unit", "%")
        assert refused.value.field == "unit"
