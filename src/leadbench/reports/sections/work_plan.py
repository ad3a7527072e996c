"""Every task of the plan with its dates, its float and its change since approval."""

from leadbench.plan.notation import format_days
from leadbench.plan.tables import ActivityKind
from leadbench.reports.blocks import Block, Cell, Column, Heading, PageBreak, Paragraph, Row, Table
from leadbench.reports.facts import Facts
from leadbench.reports.sections.milestones import change_cell, float_cell
from leadbench.reports.words import counted


def blocks(facts: Facts) -> list[Block]:
    """Return the table of the whole plan; nothing for a project without tasks."""
    if not facts.activities:
        return []
    single = [row for row in facts.activities if row.kind != ActivityKind.SUMMARY]
    critical = sum(facts.dates(row).critical for row in single)
    done = sum(facts.dates(row).done for row in single)
    text = (
        f"{counted(len(single), 'task and milestone', 'tasks and milestones')}: {done} done, "
        f"{critical} critical."
    )
    beside = [line for line in facts.outline.rows if line.key in facts.left_out]
    tasks = sum(facts.contents.activities[line.key].kind != ActivityKind.SUMMARY for line in beside)
    if tasks:
        verb = "is" if tasks == 1 else "are"
        text += f" {tasks:,} more {verb} left out of the plan and not listed."
    return [
        PageBreak(),
        Heading("All tasks", 1),
        Paragraph(text, "lead"),
        _table(facts),
    ]


def _table(facts: Facts) -> Table:
    rows = []
    compared = facts.baseline is not None
    counting = [line for line in facts.outline.rows if line.key not in facts.left_out]
    for line, row in zip(counting, facts.activities, strict=True):
        dates, kept = facts.dates(row), facts.kept.get(row.id or 0)
        summary, milestone = row.kind == ActivityKind.SUMMARY, row.kind == ActivityKind.MILESTONE
        name = Cell(row.name, 600 if summary else 400)
        if milestone:
            token = "critical" if dates.critical else "text2" if dates.done else "text"
            name = Cell(row.name, 500, mark="milestone", mark_color=token)
        cells: list[str | Cell] = [
            line.number,
            name,
            "" if summary else facts.owner(row),
            "" if milestone else format_days(dates.duration, facts.project),
            "" if milestone else facts.start_text(dates.start),
            facts.finish_text(dates.finish),
            float_cell(facts, row),
        ]
        if compared:
            cells.append(facts.finish_text(kept.finish_minute) if kept else "")
            cells.append(change_cell(facts, facts.change_of(row)))
        rows.append(Row(tuple(cells), indent=line.depth, strong=summary))
    columns = [
        Column(""),
        Column("Task", 1.0),
        Column("Owner"),
        Column("Days", align="right"),
        Column("Start", align="right"),
        Column("Finish", align="right"),
        Column("Float, d", align="right"),
    ]
    if compared:
        columns += [Column("Approved", align="right"), Column("Change", align="right")]
    return Table(tuple(columns), tuple(rows))
