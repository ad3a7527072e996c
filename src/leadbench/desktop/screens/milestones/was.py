"""In a scenario: what the cells of a row show in the plan, and how far apart the two are."""

from typing import TYPE_CHECKING

from leadbench.desktop.screens.milestones.columns import Column
from leadbench.plan.money import format_money_exact
from leadbench.plan.notation import format_duration

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.rows import Line, PlanRows


def was(rows: "PlanRows", line: "Line") -> dict[Column, str]:
    """Return the value in the plan for each cell that the scenario changes: "Plan: 24 Apr, +6 d".

    The difference of dates is in the working days of the task. Nothing is returned while the plan
    itself is on view.
    """
    document = rows.document
    project, calendar = document.project, rows.figures.calendar(line.key)
    if document.scenario is None or project is None or calendar is None or line.finish is None:
        return {}
    plan = document.plan.outlook(document.project_id or 0)
    if plan is None:
        return {}
    if line.key not in plan.schedule.index:
        return {Column.NAME: "Not in the plan"}
    row = plan.schedule.row(line.key)
    found = {}

    def apart(column: Column, text: str, minutes: int) -> None:
        if minutes:
            sign = "+" if minutes > 0 else ""
            found[column] = f"Plan: {text}, {sign}{format_duration(minutes, project)}"

    if not line.is_milestone:
        start = 0 if line.start is None else calendar.between(row.start, line.start)
        apart(Column.START, rows.date_text(row.start), start)
        text = format_duration(row.duration, project)
        apart(Column.DAYS, text, line.duration - row.duration)
    finish = calendar.between(row.finish, line.finish)
    apart(Column.FINISH, rows.date_text(row.finish, finish=True), finish)
    if line.float_minutes is not None and not row.done:
        text = format_duration(row.total_float, project)
        apart(Column.FLOAT, text, line.float_minutes - row.total_float)
    kept = document.plan.contents.activities.get(line.key)
    cents = document.contents.activities[line.key].fixed_cost_cents
    if kept is not None and kept.fixed_cost_cents != cents:
        currency = next(iter(document.contents.portfolio.values())).currency
        more = (cents or 0) - (kept.fixed_cost_cents or 0)
        text = format_money_exact(kept.fixed_cost_cents or 0, currency)
        change = f"{'+' if more > 0 else ''}{format_money_exact(more, currency)}"
        found[Column.FIXED_COST] = f"Plan: {text}, {change}"
    return found
