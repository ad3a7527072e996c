"""The product discovery of the example."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from leadbench.plan.edits.discovery import add_factor, add_term, discovery_of
from leadbench.plan.edits.lists import add_row
from leadbench.plan.tables import (
    Alternative,
    Assumption,
    Choice,
    CustomerGroup,
    Formulation,
    GainFactor,
    Judgement,
    MarketStep,
    Measure,
    MlFormulation,
    StopReason,
    Strength,
)
from leadbench.plan.templates.start import read

_SCORES = ("data_score", "method_score", "law_score", "robustness_score", "effort_score")


def add_discovery(session: Session, project_id: int, roles: Mapping[str, int]) -> None:
    """Write problem, customers, market, formulations, judgement, gain and assumptions."""
    inputs = read("example", "discovery.json")
    own, given = discovery_of(session, project_id), inputs["discovery"]
    own.problem, own.seed, own.interviews = given["problem"], given["seed"], given["interviews"]
    own.sized_on = date.fromisoformat(given["sized_on"])
    own.led_by, own.checked_by = given["led_by"], given["checked_by"]
    own.cost_to_cover_cents = _cents(given["cost_to_cover"])
    for name, size, need, worth in inputs["customers"]:
        add_row(session, CustomerGroup, project_id, name=name, size=size, need=need, worth=worth)
    for name, amount, share, source in inputs["market"]:
        cents = None if amount is None else _cents(amount)
        add_row(
            session,
            MarketStep,
            project_id,
            name=name,
            amount_cents=cents,
            share_percent=share,
            source=source,
        )
    for row in inputs["formulations"]:
        _add_formulation(session, project_id, row)
    for row in inputs["judgements"]:
        _add_judgement(session, project_id, row)
    _add_gain(session, project_id, inputs)
    for text, evidence, strength, owner in inputs["assumptions"]:
        add_row(
            session, Assumption, project_id,
            text=text, evidence=evidence, strength=Strength(strength), owner_role_id=roles[owner],
        )  # fmt: skip
    for text in inputs["stops"]:
        add_row(session, StopReason, project_id, text=text)
    for name, worth in inputs["alternatives"]:
        add_row(session, Alternative, project_id, name=name, worth=worth)


def _add_formulation(session: Session, project_id: int, row: Mapping[str, Any]) -> None:
    add_row(
        session,
        MlFormulation,
        project_id,
        name=row["name"],
        kind=Formulation(row["kind"]),
        label=row["label"],
        metric=row["metric"],
        heuristic=row["heuristic"],
        precedent=row["precedent"],
        reason=row["reason"],
        choice=Choice(row["choice"]),
        **dict(zip(_SCORES, row["scores"], strict=True)),
    )


def _add_judgement(session: Session, project_id: int, row: Mapping[str, Any]) -> None:
    add_row(
        session,
        Judgement,
        project_id,
        action=row["action"],
        right_cents=_cents(row["right"]),
        right_note=row["right_note"],
        wrong_cents=_cents(row["wrong"]),
        wrong_note=row["wrong_note"],
        cost_cents=100 * row.get("cost", 0),
        measure=Measure(row.get("measure", "none")),
        measure_name=row.get("measure_name", ""),
        measured_percent=row.get("measured"),
        measured_note=row.get("measured_note", ""),
    )


def _add_gain(session: Session, project_id: int, inputs: Mapping[str, Any]) -> None:
    keys = {}
    for row in inputs["factors"]:
        values = (row["low"], row["likely"], row["high"])
        key = add_factor(session, project_id, row["name"], values, unit=row["unit"])
        keys[row["name"]] = key
        factor = session.get(GainFactor, key)
        assert factor is not None
        factor.measured, factor.source = row.get("measured"), row["source"]
    for row in inputs["terms"]:
        parts = [
            (keys[name], coefficient, constant) for name, coefficient, constant in row["parts"]
        ]
        add_term(session, project_id, row["name"], parts)


def _cents(amount: float) -> int:
    return round(amount * 100)
