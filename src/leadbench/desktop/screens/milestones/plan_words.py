"""What the plan says in a sentence."""

from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import day_of, format_date
from leadbench.plan.tables import ActivityKind


def finding(plan: PlanRows) -> str:
    """Return how many tasks count and are critical, how many are left out, and when all is done."""
    dates = plan.schedule
    if dates is None or not plan.visible:
        return "No tasks yet"
    contents = plan.document.contents
    summaries = contents.keys_by("activities", "kind").get(ActivityKind.SUMMARY, ())
    above = {key for key in summaries if key in dates.index}
    out = {key for key in plan.left_out if key in dates.index and key not in above}
    uncounted = [dates.index[key] for key in (*above, *out)]
    tasks = len(dates.keys) - len(uncounted)
    critical = int(dates.critical.sum()) - int(dates.critical[uncounted].sum())
    finish = format_date(day_of(dates.project_finish, finish=True))
    beside = f", {len(out)} more left out" if out else ""
    return f"{tasks} tasks, {critical} of them critical{beside}. Finish {finish}"
