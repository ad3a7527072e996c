"""Numbers of days as working minutes, by the rounding of durations."""

from decimal import Decimal

from leadbench.plan.money import rounded
from leadbench.plan.notation import WorkingTime


def minutes_of_days(days: float, project: WorkingTime) -> int:
    """Return the working minutes of a number of days, rounded half up to whole ones."""
    return rounded(Decimal(str(days)) * project.minutes_per_day)
