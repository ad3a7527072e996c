"""What the data assessment comes to: scores, and what the data adds to the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from leadbench.analysis import data_quality as quality
from leadbench.analysis.critical_path import Schedule
from leadbench.plan.complexity import assessment_of
from leadbench.plan.contents import Contents
from leadbench.plan.left_out import left_out
from leadbench.plan.tables import (
    DataAssessment,
    DataIssue,
    DataSource,
)
from leadbench.plan.task_costs import task_costs


@dataclass(frozen=True, slots=True)
class AddedWork:
    """A task that the data makes necessary: why, how long it takes, what it costs."""

    issue_id: int
    activity_id: int
    cause: str
    minutes: int
    cents: int | None


def weights_of(row: DataAssessment | None) -> Mapping[quality.Aspect, float]:
    """Return how much each aspect counts."""
    if row is None:
        return quality.WEIGHTS
    return {aspect: getattr(row, f"{aspect.value}_weight") for aspect in quality.Aspect}


def score_of(row: DataSource, weights: Mapping[quality.Aspect, float]) -> float | None:
    """Return the score of a source, or None while no aspect is scored."""
    scores = {
        aspect: getattr(row, f"{aspect.value}_score")
        for aspect in quality.Aspect
        if getattr(row, f"{aspect.value}_score") is not None
    }
    return quality.source_score(scores, weights)


def overall_of(contents: Contents, project_id: int, stage_id: int | None) -> float | None:
    """Return the score of the data that a stage uses (all of it for None), by source weights."""
    weights = weights_of(assessment_of(contents, project_id))
    scored = [
        (score, row.weight)
        for row in contents.of(DataSource, "project_id", project_id)
        if stage_id is None or row.stage_id == stage_id
        if (score := score_of(row, weights)) is not None
    ]
    return quality.overall(scored)


def added_work(contents: Contents, project_id: int, dates: Schedule | None) -> list[AddedWork]:
    """Return the tasks that the issues of the data make necessary, in the order of the issues.

    What is left out of the plan adds nothing.
    """
    out = left_out(contents)
    costs = None if dates is None else task_costs(contents, project_id, dates)
    found = []
    for source in contents.of(DataSource, "project_id", project_id):
        for issue in contents.of(DataIssue, "source_id", source.id):
            activity = contents.activities.get(issue.activity_id or 0)
            if activity is None or activity.id is None or issue.id is None:
                continue
            if activity.id in out:
                continue
            cents, minutes = None, activity.duration_minutes
            if costs is not None and dates is not None:
                cents = costs.by_task[activity.id].cents
                minutes = dates.row(activity.id).duration
            cause = _cause(source, issue.cause)
            found.append(AddedWork(issue.id, activity.id, cause, minutes, cents))
    return found


def _cause(source: DataSource, typed: str) -> str:
    """Return a cause as it was typed; one that names an aspect has its score as it is now."""
    if typed.casefold() not in {aspect.value for aspect in quality.Aspect}:
        return typed
    score: float | None = getattr(source, f"{typed.casefold()}_score")
    return typed if score is None else f"{typed} {score:g}"
