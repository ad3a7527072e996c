"""What the business needs, what follows technically, how each is judged, and what is still open."""

from leadbench.plan.tables import (
    Comparator,
    Requirement,
    RequirementKind,
    RequirementStatus,
)
from leadbench.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.words import counted, number

_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.EQUAL: "="}
_STATUS = {
    RequirementStatus.OPEN: "Open",
    RequirementStatus.ANSWERED: "Answered",
    RequirementStatus.AGREED: "Agreed",
}


def blocks(facts: Facts) -> list[Block]:
    """Return both tables; nothing where no requirement is listed."""
    business = facts.contents.requirements_of(facts.project_id, RequirementKind.BUSINESS)
    technical = facts.contents.requirements_of(facts.project_id, RequirementKind.TECHNICAL)
    if not business and not technical:
        return []
    return [
        Heading("Requirements", 1),
        Paragraph(_lead(facts, business, technical), "lead"),
        Heading("What the business needs", 2),
        _business(facts, business),
        Heading("What follows technically", 2),
        _technical(facts, technical),
    ]


def _lead(
    facts: Facts, business: tuple[Requirement, ...], technical: tuple[Requirement, ...]
) -> str:
    both = [*business, *technical]
    agreed = sum(row.status == RequirementStatus.AGREED for row in both)
    traced = sum(bool(facts.contents.traced_to(row.id or 0)) for row in business)
    unchecked = sum(not row.verification for row in technical)
    text = (
        f"{agreed} of {len(both)} requirements are agreed. {traced} of "
        f"{counted(len(business), 'business need')} {'is' if traced == 1 else 'are'} met by a "
        "technical one."
    )
    if unchecked:
        verb = "has" if unchecked == 1 else "have"
        text += f" {counted(unchecked, 'technical requirement')} {verb} no verification yet."
    return text


def fit(row: Requirement) -> str:
    """Return the fit criterion: "Reply time p95 ≤ 2.5 s"; "" where none is set."""
    if row.target is None or row.comparator is None:
        return row.metric
    percentile = f"p{number(row.percentile)}" if row.percentile is not None else ""
    unit = row.unit if row.unit == "%" else f" {row.unit}" if row.unit else ""
    sign = _SIGNS[Comparator(row.comparator)]
    parts = (row.metric, percentile, f"{sign} {number(row.target, 3)}{unit}", row.population)
    return " ".join(part for part in parts if part)


def _status(row: Requirement) -> Cell:
    status = RequirementStatus(row.status)
    open_ = status == RequirementStatus.OPEN
    return Cell(_STATUS[status], color="near" if open_ else "", mark="near" if open_ else "")


def _business(facts: Facts, rows: tuple[Requirement, ...]) -> Table:
    shown = tuple(
        Row(
            (
                row.code,
                Cell(row.title, 500),
                row.statement,
                fit(row),
                ", ".join(found.code for found in facts.contents.traced_to(row.id or 0)),
                _status(row),
            )
        )
        for row in rows
    )
    columns = (
        Column(""),
        Column("Question", 1.0),
        Column("Answer", 1.15),
        Column("Fit criterion", 1.25),
        Column("Met by", 0.5),
        Column("Status"),
    )
    return Table(columns, shown, "No business need is listed yet.")


def _technical(facts: Facts, rows: tuple[Requirement, ...]) -> Table:
    shown = []
    for row in rows:
        built = ""
        if row.activity_id is not None:
            name = facts.contents.activities[row.activity_id].name
            built = f"{facts.outline.number_of[row.activity_id]} {name}"
        shown.append(
            Row(
                (
                    row.code,
                    Cell(row.title, 500),
                    "; ".join(part for part in (row.statement, fit(row)) if part),
                    ", ".join(found.code for found in facts.contents.traced_from(row.id or 0)),
                    built,
                    row.verification,
                    _status(row),
                )
            )
        )
    columns = (
        Column(""),
        Column("Requirement", 0.8),
        Column("Decision and fit criterion", 1.4),
        Column("Follows from", 0.5),
        Column("Built in", 0.9),
        Column("Verified by", 0.65),
        Column("Status"),
    )
    return Table(columns, tuple(shown), "No technical requirement is listed yet.")
