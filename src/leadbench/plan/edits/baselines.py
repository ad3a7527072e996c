"""Keeping the dates of a plan under a name, to compare with later."""

from sqlmodel import Session, select

from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found, named
from leadbench.plan.for_analysis import NEEDED, network
from leadbench.plan.outline import Outline
from leadbench.plan.tables import Baseline, BaselineActivity, Project


def keep_baseline(
    session: Session, project_id: int, name: str, *, kept_minute: int, shown: bool = True
) -> int:
    """Keep the calculated dates of every activity as a baseline and return its key.

    Parameters
    ----------
    kept_minute
        The instant at which the dates were kept.
    shown
        Whether screens and documents compare with this baseline from now on.
    """
    from leadbench.analysis.critical_path import schedule

    found(session, Project, project_id)
    clean = named(name, "A saved plan", longest=200)
    contents = Contents(session, NEEDED)
    dates = schedule(network(contents, project_id))
    outline = Outline(contents, project_id)
    if shown:
        for other in session.exec(select(Baseline).where(Baseline.project_id == project_id)):
            other.shown = False
    baseline_id = added(
        session,
        Baseline(
            project_id=project_id,
            name=clean,
            kept_minute=kept_minute,
            finish_minute=dates.project_finish,
            shown=shown,
        ),
    )
    for line in outline.rows:
        activity = dates.row(line.key)
        session.add(
            BaselineActivity(
                baseline_id=baseline_id,
                activity_id=line.key,
                outline_number=line.number,
                name=contents.activities[line.key].name,
                start_minute=activity.start,
                finish_minute=activity.finish,
                duration_minutes=activity.duration,
                total_float_minutes=activity.total_float,
            )
        )
    return baseline_id


def show_baseline(session: Session, project_id: int, baseline_id: int | None) -> None:
    """Compare with one baseline from now on, or with none."""
    for row in session.exec(select(Baseline).where(Baseline.project_id == project_id)):
        row.shown = row.id == baseline_id
