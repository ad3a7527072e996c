"""What may happen, what it would delay, and what is done about it."""

from collections.abc import Sequence

from leadbench.plan.notation import format_days
from leadbench.plan.tables import Risk, RiskImpact, RiskState
from leadbench.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.words import counted, listed, number

_STATES = {RiskState.OPEN: "Open", RiskState.CLOSED: "Closed", RiskState.HAPPENED: "Happened"}


def blocks(facts: Facts) -> list[Block]:
    """Return all risks; nothing where none is listed."""
    rows = facts.contents.risks_of(facts.project_id)
    if not rows:
        return []
    still = [row for row in rows if row.state == RiskState.OPEN]
    worst = by_weight(facts, still)
    text = f"{counted(len(still), 'risk')} open of {len(rows)}."
    if worst:
        text += f" The largest by chance times likely delay: {worst[0].name}."
    return [Heading("Risks", 1), Paragraph(text, "lead"), _full_table(facts, rows)]


def by_weight(facts: Facts, rows: Sequence[Risk]) -> list[Risk]:
    """Return risks by chance times likely delay, the largest first."""

    def weight(row: Risk) -> float:
        impacts = _impacts(facts, row)
        likely = sum(impact.likely_minutes for impact in impacts)
        return row.probability_percent * likely

    return sorted(rows, key=lambda row: (-weight(row), row.position, row.id))


def _impacts(facts: Facts, row: Risk) -> list[RiskImpact]:
    """Return what a risk would delay of the tasks that count."""
    impacts = facts.contents.impacts_of(row.id or 0)
    return [impact for impact in impacts if impact.activity_id not in facts.left_out]


def _delay(facts: Facts, row: Risk) -> str:
    impacts = _impacts(facts, row)
    if not impacts:
        return ""
    low = format_days(sum(impact.low_minutes for impact in impacts), facts.project)
    high = format_days(sum(impact.high_minutes for impact in impacts), facts.project)
    return f"{low} d" if low == high else f"{low} to {high} d"


def _chance(row: Risk) -> str:
    return f"{number(row.probability_percent)}%"


def short_table(facts: Facts, rows: Sequence[Risk], most: int) -> Table:
    """Return the largest risks in one line each."""
    shown = tuple(
        Row(
            (
                Cell(row.name, 500),
                _chance(row),
                _delay(facts, row),
                row.response,
                facts.role(row.owner_role_id),
            )
        )
        for row in by_weight(facts, rows)[:most]
    )
    columns = (
        Column("Risk", 1.0),
        Column("Chance", align="right"),
        Column("Delay", align="right"),
        Column("Response", 1.3),
        Column("Owner"),
    )
    return Table(columns, shown)


def _full_table(facts: Facts, rows: Sequence[Risk]) -> Table:
    shown = []
    all_open = all(row.state == RiskState.OPEN for row in rows)
    for row in rows:
        hit = [
            f"{facts.outline.number_of[impact.activity_id]} "
            f"{facts.contents.activities[impact.activity_id].name}"
            for impact in _impacts(facts, row)
        ]
        shown.append(
            Row(
                (
                    row.code,
                    Cell(row.name, 500),
                    _chance(row),
                    _delay(facts, row),
                    listed(hit),
                    row.response,
                    facts.role(row.owner_role_id),
                    facts.day(row.due_on) if row.due_on else "",
                    *([] if all_open else [_STATES[RiskState(row.state)]]),
                )
            )
        )
    columns = (
        Column(""),
        Column("Risk", 1.1),
        Column("Chance", align="right"),
        Column("Delay", align="right"),
        Column("Hits", 1.1),
        Column("Response", 1.3),
        Column("Owner", 0.7),
        Column("Due", align="right"),
        *([] if all_open else [Column("State")]),
    )
    return Table(columns, tuple(shown))
