"""The budget lines of a plan of another program: materials and cost resources."""

from typing import Any

from sqlmodel import Session

from leadbench.analysis.calendars import to_date
from leadbench.plan.edits._rows import next_position
from leadbench.plan.exchange.source import Notice, SourcePlan, SourceTask
from leadbench.plan.tables import CostAmount, CostItem
from leadbench.store.rows import insert_many

_LONGEST_NAME = 500


def write_costs(
    session: Session, source: SourcePlan, project_id: int, notices: list[Notice]
) -> None:
    """Write what materials and cost resources cost as budget lines."""
    tasks = {task.uid: task for task in source.tasks}
    used = {row.uid: row for row in source.resources if row.kind != "work"}
    found: list[tuple[str, SourceTask, str, int]] = []
    for row in source.assignments:
        if row.resource in used and row.cost:
            task, resource = tasks[row.task], used[row.resource]
            found.append((resource.name, task, task.name, row.cost))
    items: list[dict[str, Any]] = []
    amounts: list[tuple[int, int]] = []
    position = next_position(session, CostItem, project_id=project_id)
    for category, task, name, cents in found:
        when = task.stored.finish or task.stored.start or source.start
        if cents < 0:
            text = f"A cost below zero ({category}) was left out."
            notices.append(Notice(text, task.uid, task.line))
            continue
        items.append(
            {
                "project_id": project_id,
                "position": position + len(items),
                "category": category,
                "name": name[:_LONGEST_NAME],
            }
        )
        amounts.append((when, cents))
    keys = insert_many(session, CostItem, items)
    insert_many(
        session,
        CostAmount,
        [
            {
                "cost_item_id": key,
                "month": to_date(when).replace(day=1),
                "amount_cents": cents,
            }
            for key, (when, cents) in zip(keys, amounts, strict=True)
        ],
    )
