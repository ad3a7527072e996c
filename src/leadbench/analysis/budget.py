"""What a project costs by category and month, and how much of it should be spent by a date.

All amounts are whole cents. Every division is rounded once, half up, to whole cents.
"""

import calendar as month_lengths
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import MonthCost, StaffMonth

PEOPLE = "People"
"""The category of what roles cost."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Planned cost by category and month, and planned people by month.

    Attributes
    ----------
    categories, months
        In order of appearance; months ascending.
    cents
        By category and month; what is absent is 0.
    headcount
        Full-time equivalents by month in percent (200 is two people).
    """

    categories: tuple[str, ...]
    months: tuple[date, ...]
    cents: Mapping[tuple[str, date], int]
    headcount: Mapping[date, int]

    @property
    def total(self) -> int:
        """The estimate: every cost of every month."""
        return sum(self.cents.values())

    def of_category(self, category: str) -> int:
        """Return what a category costs in all months."""
        return sum(self.cents.get((category, month), 0) for month in self.months)

    def of_month(self, month: date) -> int:
        """Return what a month (its first day) costs in all categories."""
        return sum(self.cents.get((category, month), 0) for category in self.categories)


def staff_costs(staff: Iterable[StaffMonth]) -> tuple[MonthCost, ...]:
    """Return what people cost by month: share times rate, rounded per role and month."""
    sums: dict[date, int] = {}
    for planned in staff:
        cents = _rounded(planned.percent * planned.month_rate, 100)
        sums[planned.month] = sums.get(planned.month, 0) + cents
    return tuple(MonthCost(PEOPLE, month, cents) for month, cents in sorted(sums.items()))


def budget(staff: Iterable[StaffMonth] = (), costs: Iterable[MonthCost] = ()) -> Budget:
    """Return the budget of planned people and other costs.

    Parameters
    ----------
    staff
        Roles by month. They make the category ``PEOPLE``, the first.
    costs
        Other costs by month; several of one category and month are added up.
    """
    staff = tuple(staff)
    sums: dict[tuple[str, date], int] = {}
    for cost in (*staff_costs(staff), *costs):
        place = (cost.category, cost.month)
        sums[place] = sums.get(place, 0) + cost.cents
    heads: dict[date, int] = {}
    for planned in staff:
        heads[planned.month] = heads.get(planned.month, 0) + planned.percent
    return Budget(
        categories=tuple(dict.fromkeys(category for category, _ in sums)),
        months=tuple(sorted({month for _, month in sums})),
        cents=sums,
        headcount=dict(sorted(heads.items())),
    )


def to_date(plan: Budget, day: date, working: WorkCalendar) -> dict[str, int]:
    """Return the planned cost of each category before a day, in cents.

    Parameters
    ----------
    plan
        The budget.
    day
        The status date; the day itself does not count as passed.
    working
        The project's calendar. Whole months before ``day`` count wholly, its own month by the
        share of its working days that have passed (of calendar days if it has no working day).
    """
    result = {}
    for category in plan.categories:
        cents = 0
        for month in plan.months:
            passed, days = _passed(month, day, working)
            cents += _rounded(plan.cents.get((category, month), 0) * passed, days)
        result[category] = cents
    return result


def _passed(month: date, day: date, working: WorkCalendar) -> tuple[int, int]:
    first = month.replace(day=1)
    last = first.replace(day=month_lengths.monthrange(first.year, first.month)[1])
    if day > last:
        return 1, 1
    if day <= first:
        return 0, 1
    before = day - timedelta(days=1)
    days = working.working_days(first, last)
    if days == 0:
        return day.day - 1, last.day
    return working.working_days(first, before), days


def _rounded(amount: int, divisor: int) -> int:
    """Return a quotient rounded half up."""
    return (2 * amount + divisor) // (2 * divisor)
