"""The success metrics with their goals, and the stages with what each must prove."""

from leadbench.plan.tables import Comparator, MetricKind, SuccessMetric
from leadbench.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.sections.milestones import STAGE_NAMES
from leadbench.reports.words import measure

_KINDS = {
    MetricKind.NORTH_STAR: "North star",
    MetricKind.INPUT: "Input",
    MetricKind.GUARDRAIL: "Guardrail",
    MetricKind.COUNTER: "Counter-metric",
    MetricKind.OFFLINE: "Offline",
}
_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.EQUAL: "="}


def blocks(facts: Facts) -> list[Block]:
    """Return goals and stages; nothing where neither says anything."""
    metrics = _metrics(facts)
    stages = _stages(facts)
    if not metrics and not stages:
        return []
    return [Heading("Goals and stages", 1), *metrics, *stages]


def _metrics(facts: Facts) -> list[Block]:
    rows = facts.contents.metrics_of(facts.project_id)
    if not rows:
        return []
    stages = facts.contents.stages_of(facts.project_id)
    shown = []
    for row in rows:
        targets = facts.contents.targets_of(row.id or 0)
        sign = _SIGNS[Comparator(row.comparator)]
        goals = [
            f"{sign} {measure(targets[stage.id], row.unit)}" if stage.id in targets else ""
            for stage in stages
        ]
        before = "" if row.baseline is None else measure(row.baseline, row.unit)
        shown.append(
            Row(
                (
                    Cell(row.name, 600 if row.kind == MetricKind.NORTH_STAR else 500),
                    _KINDS[MetricKind(row.kind)],
                    before,
                    *_now(facts, row),
                    *goals,
                )
            )
        )
    columns = (
        Column("Metric", 1.0),
        Column("Part"),
        Column("Before", align="right"),
        Column("Now", align="right"),
        Column("Measured"),
        *(Column(STAGE_NAMES[stage.kind], align="right") for stage in stages),
    )
    found: list[Block] = [Heading("Success metrics", 2), Table(columns, tuple(shown))]
    star = facts.contents.north_star(facts.project_id)
    if star is not None and star.definition:
        source = f" Source: {star.source}." if star.source else ""
        found.append(Paragraph(f"{star.name}: {star.definition}{source}", "note"))
    return found


def _now(facts: Facts, row: SuccessMetric) -> tuple[str, str]:
    measured = facts.contents.measurements_of(row.id or 0)
    if not measured:
        return "", ""
    last = measured[-1]
    return measure(last.value, row.unit), f"{last.kind}, {facts.day(last.measured_on)}"


def _stages(facts: Facts) -> list[Block]:
    rows = facts.contents.stages_of(facts.project_id)
    if not any(row.question or row.proof or row.kill_criteria for row in rows):
        return []
    shown = []
    for row in rows:
        stops = [line.strip() for line in row.kill_criteria.splitlines() if line.strip()]
        cap = "" if row.budget_cap_cents is None else facts.money(row.budget_cap_cents)
        shown.append(
            Row(
                (
                    Cell(STAGE_NAMES[row.kind], 600),
                    row.question,
                    row.proof,
                    "; ".join(stops),
                    f"{cap} {row.budget_basis}".strip(),
                    row.decider,
                )
            )
        )
    columns = (
        Column("Stage"),
        Column("Question", 1.0),
        Column("Go on when proven", 0.9),
        Column("Stop if", 1.4),
        Column("Budget", 0.8),
        Column("Decided by", 0.7),
    )
    return [Heading("Stages and gates", 2), Table(columns, tuple(shown))]
