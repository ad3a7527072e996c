"""What the business needs, what follows technically, how each is judged, and what is still open."""

from leadbench.plan.requirements import fit_words, value_of
from leadbench.plan.tables import (
    Requirement,
    RequirementKind,
    RequirementStatus,
)
from leadbench.plan.traces import checked_by, checks_of
from leadbench.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.sections import traceability
from leadbench.reports.words import counted, in_cell

_STATUS = {
    RequirementStatus.OPEN: "Open",
    RequirementStatus.ANSWERED: "Answered",
    RequirementStatus.AGREED: "Agreed",
}


def blocks(facts: Facts) -> list[Block]:
    """Return both tables and the chain; nothing where no requirement is listed."""
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
        *traceability.blocks(facts),
    ]


def _lead(
    facts: Facts, business: tuple[Requirement, ...], technical: tuple[Requirement, ...]
) -> str:
    both = [*business, *technical]
    agreed = sum(row.status == RequirementStatus.AGREED for row in both)
    traced = sum(bool(facts.contents.traced_to(row.id or 0)) for row in business)
    unchecked = sum(not checked_by(facts.contents, row.id or 0) for row in technical)
    text = (
        f"{agreed} of {len(both)} requirements are agreed. {traced} of "
        f"{counted(len(business), 'business need')} {'is' if traced == 1 else 'are'} met by a "
        "technical one."
    )
    if unchecked:
        verb = "has" if unchecked == 1 else "have"
        text += f" {counted(unchecked, 'technical requirement')} {verb} no verification yet."
    return text


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
                value_of(facts.contents, row),
                fit_words(row, metric=True),
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
        words = (value_of(facts.contents, row), fit_words(row, metric=True))
        if row.activity_id is not None:
            name = facts.contents.activities[row.activity_id].name
            built = f"{facts.outline.number_of[row.activity_id]} {name}"
            if row.activity_id in facts.left_out:
                built += " (left out of the plan)"
        shown.append(
            Row(
                (
                    row.code,
                    Cell(row.title, 500),
                    "; ".join(part for part in words if part),
                    ", ".join(found.code for found in facts.contents.traced_from(row.id or 0)),
                    built,
                    in_cell([check.name for check in checks_of(facts.contents, row.id or 0)], ", "),
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
