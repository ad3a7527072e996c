"""A new project with its stages, the usual outline of an MVP, and the questions to settle."""

import json
from datetime import date
from typing import Any

from sqlmodel import Session

from leadbench import resources
from leadbench.analysis.calendars import instant
from leadbench.plan.edits._rows import found
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.edits.projects import add_project, add_stages, set_time_box
from leadbench.plan.edits.requirements import add_requirement, fill_from
from leadbench.plan.notation import parse_predecessors
from leadbench.plan.requirements import template_of
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Project,
    ProjectState,
    Requirement,
    RequirementKind,
    SizedValue,
    Stage,
    StageKind,
    StageState,
)

_KINDS = {"milestone": ActivityKind.MILESTONE}


class Numbers:
    """The outline numbers of activities that are just being added."""

    def __init__(self) -> None:
        self.key_of: dict[str, int] = {}
        self.number_of: dict[int, str] = {}

    def add(self, number: str, key: int) -> None:
        """Remember the key of an activity by its number."""
        self.key_of[number], self.number_of[key] = key, number

    def parent(self, number: str) -> int | None:
        """Return the key of the activity above a number, None at the top level."""
        above = number.rpartition(".")[0]
        return self.key_of[above] if above else None


def read(*parts: str) -> dict[str, Any]:
    """Return the content of a JSON resource."""
    loaded: dict[str, Any] = json.loads(resources.path(*parts).read_text(encoding="utf-8"))
    return loaded


def new_project(
    session: Session,
    name: str,
    start: date,
    *,
    purpose: str = "",
    calendar_id: int | None = None,
    outline: bool = True,
) -> int:
    """Add a project with its three stages and return its key.

    Parameters
    ----------
    start
        The day on which work may begin.
    calendar_id
        Its calendar; a standard one of its own unless given.
    outline
        Whether to add the usual outline of an MVP and the open requirement questions, or to leave
        both empty.

    Raises
    ------
    Refused
        If the name is empty or taken.
    """
    project_id = add_project(
        session,
        name,
        start_minute=instant(start),
        calendar_id=calendar_id,
        purpose=purpose,
    )
    found(session, Project, project_id).state = ProjectState.ACTIVE
    stages = add_stages(session, project_id)
    found(session, Stage, stages[StageKind.MVP]).state = StageState.IN_PROGRESS
    set_time_box(session, stages[StageKind.MVP], start, None)
    if outline:
        template = read("templates", "machine-learning-project.json")
        _add_outline(session, project_id, template["tasks"], stages[StageKind.MVP])
        for kind in RequirementKind:
            for given in template["requirements"][kind.value]:
                _ask(session, project_id, kind, given)
    return project_id


def _ask(session: Session, project_id: int, kind: RequirementKind, given: dict[str, Any]) -> None:
    row = found(session, Requirement, add_requirement(session, project_id, kind, given["title"]))
    known = template_of(given.get("template", ""))
    if known is not None:
        fill_from(row, known)
    if given.get("sized"):
        row.sized = SizedValue(given["sized"])


def _add_outline(
    session: Session, project_id: int, tasks: list[dict[str, Any]], stage_id: int
) -> None:
    project = found(session, Project, project_id)
    numbers = Numbers()
    for task in tasks:
        minutes = task.get("days", 1) * project.minutes_per_day
        key = add_activity(
            session,
            project_id,
            task["name"],
            parent=numbers.parent(task["id"]),
            kind=_KINDS.get(task["kind"], ActivityKind.WORK),
            duration=minutes,
        )
        numbers.add(task["id"], key)
        activity = found(session, Activity, key)
        activity.stage_id = stage_id
        activity.passed_when = task.get("passed_when", "")
        activity.gate = task.get("gate", False)
    for task in tasks:
        for item in parse_predecessors(task.get("predecessors", ""), numbers, project):
            link(
                session,
                item.predecessor_id,
                numbers.key_of[task["id"]],
                link_type=item.link_type,
                lag=item.lag,
                lag_unit=item.lag_unit,
            )
