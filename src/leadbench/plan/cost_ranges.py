"""What a task costs at best and at worst: its people cost as long as it takes."""

from leadbench.analysis.assigned_cost import assigned_cost
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.ranges import Range
from leadbench.plan.contents import Contents
from leadbench.plan.for_analysis import calendar
from leadbench.plan.task_costs import besides_people, shares_of


def cost_range(
    contents: Contents, key: int, dates: Schedule, left: Range
) -> tuple[int, int] | None:
    """Return the least and the most that a task costs in cents; None while no rate is known.

    What was done costs what it did. What is still to do takes the optimistic or the pessimistic
    time of ``left``, from the same start; what is not for people is the same.
    """
    at, activity = dates.row(key), contents.activities[key]
    working = calendar(contents, contents.projects[activity.project_id].calendar_id)
    shares, other = shares_of(contents, key), besides_people(contents, key)
    ends = []
    for minutes in (left.optimistic, left.pessimistic):
        more = minutes - left.likely
        finish, whole = working.add(at.finish, more), max(0, at.duration + more)
        found = assigned_cost(shares, at.start, finish, whole, working)
        if found.labor is None:
            return None
        ends.append((found + other).cents or 0)
    return ends[0], ends[1]
