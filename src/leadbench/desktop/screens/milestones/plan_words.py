"""What the plan says in a sentence."""

from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import day_of, format_date
from leadbench.plan.tables import ActivityKind


def finding(plan: PlanRows) -> str:
    """Return how many tasks count and are critical, how many are left out, and when all is done."""
    dates = plan.schedule
    if dates is None or not plan.visible:
        return "No tasks yet"
    kinds = plan.document.contents.activities
    single = [key for key in dates.keys if kinds[key].kind != ActivityKind.SUMMARY]
    tasks = [key for key in single if key not in plan.left_out]
    critical = sum(bool(dates.critical[dates.index[key]]) for key in tasks)
    finish = format_date(day_of(dates.project_finish, finish=True))
    beside = len(single) - len(tasks)
    out = f", {beside} more left out" if beside else ""
    return f"{len(tasks)} tasks, {critical} of them critical{out}. Finish {finish}"
