"""The worked example, read straight from its JSON into a network (nothing of ``plan`` is used)."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from leadbench.analysis.calendars import WorkCalendar, instant
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    Link,
    LinkType,
    Network,
)

FILE = Path(__file__).with_name("support-ticket-triage.json")
DAY = 480


def read() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def at(day: str, hour: int) -> int:
    return instant(datetime.combine(date.fromisoformat(day), time(hour)))


def _current(task: dict[str, Any]) -> dict[str, Any]:
    if task["actual_start"] is None:
        not_before = task["start_no_earlier_than"]
        left = task["remaining_days"]
        length = 0 if left is None else left["likely"] * DAY
        return {
            "duration": length,
            "constraint": ConstraintKind.START_NO_EARLIER
            if not_before
            else ConstraintKind.AS_SOON_AS_POSSIBLE,
            "constraint_at": at(not_before, 8) if not_before else None,
        }
    milestone = task["kind"] == "milestone"
    finish = task["actual_finish"]
    return {
        "duration": task["approved_days"] * DAY,
        "actual_start": at(task["actual_start"], 17 if milestone else 8),
        "actual_finish": at(finish, 17) if finish else None,
        "remaining": None if finish else task["remaining_days"]["likely"] * DAY,
        "percent_complete": task["percent_complete"],
    }


def _approved(task: dict[str, Any]) -> dict[str, Any]:
    not_before = task["approved_start_no_earlier_than"]
    return {
        "duration": task["approved_days"] * DAY,
        "constraint": ConstraintKind.START_NO_EARLIER
        if not_before
        else ConstraintKind.AS_SOON_AS_POSSIBLE,
        "constraint_at": at(not_before, 8) if not_before else None,
    }


def network(*, approved: bool = False) -> tuple[Network, dict[str, int]]:
    """Return the example as it stands (or as it was approved) and the keys by outline number."""
    content = read()
    project = content["project"]
    calendar = WorkCalendar.of(
        dict.fromkeys(range(5), ((480, 720), (780, 1020))),
        {date.fromisoformat(day): () for day in project["holidays"]},
    )
    key_of = {task["id"]: number for number, task in enumerate(content["tasks"], start=1)}
    activities, links = [], []
    for task in sorted(content["tasks"], key=lambda task: [int(n) for n in task["id"].split(".")]):
        kind = {"task": "work"}.get(task["kind"], task["kind"])
        facts: dict[str, Any] = {}
        if kind != "summary":
            facts = _approved(task) if approved else _current(task)
        parent = key_of.get(task.get("parent", ""))
        activities.append(
            Activity(key_of[task["id"]], task["name"], ActivityKind(kind), parent, **facts)
        )
        links += [
            Link(
                key_of[link["task"]],
                key_of[task["id"]],
                LinkType(link["type"]),
                link["lag_days"] * DAY,
            )
            for link in task.get("predecessors", ())
        ]
    plan = Network(
        tuple(activities),
        tuple(links),
        {1: calendar},
        1,
        at(project["start"], 8),
        None if approved else at(project["status_date"], 8),
        project["near_critical_days"] * DAY,
    )
    return plan, key_of
