"""Keeping the dates of a plan under a name, to compare with later."""

from typing import TYPE_CHECKING

from sqlmodel import Session, select

from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found, named
from leadbench.plan.for_analysis import NEEDED, network
from leadbench.plan.left_out import left_out
from leadbench.plan.outline import Outline
from leadbench.plan.tables import Baseline, BaselineActivity, Project
from leadbench.store.rows import delete, insert_many

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule

_WHAT = "A baseline"


def keep_baseline(
    session: Session,
    project_id: int,
    name: str,
    *,
    kept_minute: int,
    shown: bool = True,
    dates: "Schedule | None" = None,
) -> int:
    """Keep dates, float, work and cost of every activity as a baseline and return its key.

    Parameters
    ----------
    kept_minute
        The instant at which the dates were kept.
    shown
        Whether screens and documents compare with this baseline from now on.
    dates
        The dates of the project where they are known; calculated otherwise.
    """
    from leadbench.analysis.critical_path import schedule
    from leadbench.plan import task_costs

    found(session, Project, project_id)
    clean = named(name, _WHAT, longest=200)
    contents = Contents(session, (*NEEDED, *task_costs.NEEDED))
    if dates is None:
        dates = schedule(network(contents, project_id))
    costs = task_costs.task_costs(contents, project_id, dates)
    outline, out = Outline(contents, project_id), left_out(contents)
    if shown:
        show_baseline(session, project_id, None)
    baseline_id = added(
        session,
        Baseline(
            project_id=project_id,
            name=clean,
            kept_minute=kept_minute,
            finish_minute=dates.project_finish,
            cost_cents=costs.total,
            shown=shown,
        ),
    )
    rows = []
    for line in outline.rows:
        activity = dates.row(line.key)
        cost = costs.by_task[line.key]
        rows.append(
            {
                "baseline_id": baseline_id,
                "activity_id": line.key,
                "outline_number": line.number,
                "name": contents.activities[line.key].name,
                "start_minute": activity.start,
                "finish_minute": activity.finish,
                "duration_minutes": activity.duration,
                "total_float_minutes": None if activity.done else activity.total_float,
                "work_minutes": cost.work,
                "cost_cents": cost.cents,
                "left_out": line.key in out,
            }
        )
    # Ten thousand rows; what was calculated from a valid plan need not be looked at again.
    insert_many(session, BaselineActivity, rows, validated=True)
    return baseline_id


def show_baseline(session: Session, project_id: int, baseline_id: int | None) -> None:
    """Compare with one baseline from now on, or with none."""
    if baseline_id is not None:
        found(session, Baseline, baseline_id)
    for row in session.exec(select(Baseline).where(Baseline.project_id == project_id)):
        row.shown = row.id == baseline_id


def rename_baseline(session: Session, baseline_id: int, name: str) -> None:
    """Give a baseline another name."""
    found(session, Baseline, baseline_id).name = named(name, _WHAT, longest=200)


def delete_baseline(session: Session, baseline_id: int) -> None:
    """Delete a baseline with all that it kept; nothing is compared with it any more."""
    delete(session, found(session, Baseline, baseline_id))
