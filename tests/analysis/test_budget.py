from datetime import date

import pytest

from leadbench.analysis.budget import Budget, budget, to_date
from leadbench.analysis.calendars import STANDARD, WorkCalendar
from leadbench.analysis.inputs import MonthCost, StaffMonth
from tests.analysis import example

MONTHS = [date(2026, month, 1) for month in range(1, 8)]


def the_example() -> Budget:
    content = example.read()
    people = content["people"]
    staff = [
        StaffMonth(role, month, round(share * 100), round(people["monthly_rate"][role] * 100_000))
        for role, shares in people["full_time_equivalents"].items()
        for month, share in zip(MONTHS, shares, strict=True)
    ]
    costs = [
        MonthCost(category, month, amount * 100_000)
        for category, amounts in content["other_costs_by_month"].items()
        for month, amount in zip(MONTHS, amounts, strict=True)
    ]
    return budget(staff, costs)


def thousands(cents: int) -> int:
    return round(cents / 100_000)


def test_totals_by_category_are_those_of_the_budget_picture() -> None:
    plan = the_example()
    assert {name: thousands(plan.of_category(name)) for name in plan.categories} == {
        "People": 587,
        "Labelling": 46,
        "Compute": 42,
        "Tools and licences": 24,
        "Security and legal": 14,
    }
    assert plan.total == 71_330_000


def test_totals_by_month_are_those_of_the_budget_picture() -> None:
    plan = the_example()
    months = [thousands(plan.of_month(month)) for month in MONTHS]
    assert months == [34, 87, 135, 159, 146, 95, 57]
    people = [thousands(plan.cents["People", month]) for month in MONTHS]
    assert people == [32, 77, 119, 123, 106, 82, 48]


def test_head_count_by_month() -> None:
    assert list(the_example().headcount.values()) == [200, 480, 790, 820, 680, 510, 300]


def test_cost_to_date_counts_ten_of_the_22_working_days_of_march() -> None:
    spent = to_date(the_example(), date(2026, 3, 16), STANDARD)
    assert {name: thousands(cents) for name, cents in spent.items()} == {
        "People": 163,
        "Labelling": 5,
        "Compute": 3,
        "Tools and licences": 8,
        "Security and legal": 3,
    }
    assert thousands(sum(spent.values())) == 182


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        (date(2026, 1, 1), 0),
        (date(2026, 1, 2), 45),  # one of 22 working days of 1,000 cents, rounded
        (date(2026, 2, 1), 1000),
        (date(2027, 1, 1), 1000),
    ],
)
def test_cost_to_date_at_the_edges_of_a_month(day: date, cents: int) -> None:
    plan = budget(costs=[MonthCost("Compute", date(2026, 1, 1), 1000)])
    assert to_date(plan, day, STANDARD) == {"Compute": cents}


def test_a_month_without_working_days_is_shared_by_calendar_days() -> None:
    free = {date(2026, 2, day): () for day in range(1, 29)}
    rest = WorkCalendar.of(dict.fromkeys(range(5), ((480, 1020),)), free)
    plan = budget(costs=[MonthCost("Storage", date(2026, 2, 1), 2800)])
    assert to_date(plan, date(2026, 2, 15), rest) == {"Storage": 1400}


def test_odd_cents_are_rounded_half_up_and_nothing_planned_costs_nothing() -> None:
    month = date(2026, 1, 1)
    assert budget([StaffMonth("Lead", month, 50, 333)]).total == 167
    assert budget().total == 0
    assert to_date(budget(), month, STANDARD) == {}
