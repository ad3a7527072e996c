"""The architecture of the example."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, select

from leadbench.plan import architecture
from leadbench.plan.contents import Contents
from leadbench.plan.edits.architecture import connect, sheet_of
from leadbench.plan.edits.business import set_cost_source
from leadbench.plan.edits.lists import add_row
from leadbench.plan.tables import (
    Component,
    ComponentKind,
    CostAmount,
    CostItem,
    CostSource,
    Decision,
    DecisionState,
    FallbackRung,
    FlowKind,
    Requirement,
    SizingSheet,
)
from leadbench.plan.templates.start import Numbers, read


def add_architecture(session: Session, project_id: int, numbers: Numbers) -> None:
    """Write sizing sheet, components and their flows, fallback ladder and decisions."""
    inputs = read("example", "architecture.json")
    sheet = sheet_of(session, project_id)
    for column, value in inputs["sheet"].items():
        setattr(sheet, column, value)
    sheet.budget_from = date.fromisoformat(inputs["budget_from"])
    sheet.budget_until = date.fromisoformat(inputs["budget_until"])
    _hand_over(session, project_id, sheet)
    rows = session.exec(select(Requirement).where(Requirement.project_id == project_id))
    codes: Mapping[str, int | None] = {row.code: row.id for row in rows}
    keys = {}
    for row in inputs["components"]:
        keys[row["name"]] = add_row(
            session,
            Component,
            project_id,
            name=row["name"],
            kind=ComponentKind(row["kind"]),
            note=row["note"],
            zone=row["zone"],
            grid_column=row["column"],
            grid_row=row["row"],
            latency_seconds=row["latency"],
            month_cost_cents=None if row["cost"] is None else row["cost"] * 100,
            sized=row["sized"],
            activity_id=numbers.key_of[row["task"]] if row["task"] else None,
            requirement_id=codes.get(row["requirement"]),
        )
    for source, target, kind, label in inputs["flows"]:
        connect(session, keys[source], keys[target], FlowKind(kind), label)
    given = read("example", "discovery.json")["discovery"]
    set_cost_source(session, project_id, CostSource(given["cost_source"]))
    for name, takes_over, seconds, drill in inputs["rungs"]:
        add_row(
            session,
            FallbackRung,
            project_id,
            name=name,
            takes_over=takes_over,
            seconds=seconds,
            drill_on=date.fromisoformat(drill),
        )
    for row in inputs["decisions"]:
        add_row(
            session,
            Decision,
            project_id,
            title=row["title"],
            context=row["context"],
            options=row["options"],
            choice=row["choice"],
            reason=row["reason"],
            consequences=row["consequences"],
            state=DecisionState.DECIDED,
            decided_on=date.fromisoformat(inputs["decided_on"]),
            decided_by=inputs["decided_by"],
            requirement_id=codes.get(row["requirement"]),
        )


def _hand_over(session: Session, project_id: int, sheet: SizingSheet) -> None:
    """Take the servers out of the amounts typed before, since the sheet pays them from now on."""
    session.flush()
    paid = architecture.serving_months(
        Contents(session, ("sizingsheet", "component", "flow")), project_id
    )
    items = session.exec(
        select(CostItem).where(
            CostItem.project_id == project_id, CostItem.category == sheet.budget_category
        )
    )
    for item in items:
        rows = session.exec(select(CostAmount).where(CostAmount.cost_item_id == item.id))
        for row in rows:
            row.amount_cents -= sum(one.cents for one in paid if one.month == row.month)
