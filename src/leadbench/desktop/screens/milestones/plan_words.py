"""What the plan says in a sentence."""

from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import day_of, format_date
from leadbench.plan.tables import ActivityKind


def finding(plan: PlanRows) -> str:
    """Return how many tasks there are, how many of them are critical, and when all is done."""
    dates = plan.schedule
    if dates is None or not plan.visible:
        return "No tasks yet"
    kinds = plan.document.contents.activities
    tasks = [key for key in dates.keys if kinds[key].kind != ActivityKind.SUMMARY]
    critical = sum(bool(dates.critical[dates.index[key]]) for key in tasks)
    finish = format_date(day_of(dates.project_finish, finish=True))
    return f"{len(tasks)} tasks, {critical} of them critical. Finish {finish}"
