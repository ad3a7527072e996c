"""The three-point ranges of tasks: what a forecast draws from, and what screens show of them."""

from leadbench.analysis.ranges import Range
from leadbench.analysis.states import share
from leadbench.plan.complexity import widening_of
from leadbench.plan.contents import Contents
from leadbench.plan.tables import Activity, ActivityKind

WIDENING = ("complexitypart", "dataassessment", "datasource")
"""The tables that the width of ranges follows from, besides the activities."""


def range_of(row: Activity) -> Range | None:
    """Return what a task can still take as it was typed; None without a range.

    A done task, a milestone and a summary have none. An end that nobody gave is the likely value.
    """
    low, high = row.optimistic_minutes, row.pessimistic_minutes
    if row.kind != ActivityKind.WORK or row.actual_finish_minute is not None:
        return None
    if low is None and high is None:
        return None
    likely = row.duration_minutes
    if row.actual_start_minute is not None:
        left = row.remaining_minutes
        likely = share(100 - row.percent_complete, likely) if left is None else left
    return Range(
        likely if low is None else min(low, likely),
        likely,
        likely if high is None else max(high, likely),
    )


def ranges_of(contents: Contents, project_id: int) -> dict[int, Range]:
    """Return what each task that counts can still take, as wide as its complexity makes it.

    By the keys of the tasks that have a range, in working minutes. This is the one place where
    the complexity of the data widens a duration.
    """
    factor = widening_of(contents, project_id).durations
    found = {}
    for row in contents.activities_of(project_id):
        own = range_of(row)
        if own is not None and row.id is not None and row.active:
            found[row.id] = own.widened(factor)
    return found
