"""Work and cost of the roles on one activity; amounts are worked out by hand."""

from datetime import date

from leadbench.analysis.assigned_cost import AssignedCost, Share, assigned_cost
from leadbench.analysis.calendars import WorkCalendar, instant

DAY = 480
WEEK = WorkCalendar.of({day: [(540, 720), (780, 1080)] for day in range(5)})
"""Monday to Friday, 9 to 12 and 13 to 18. January 2026 has 22 such days, February 20."""


def at(month: int, day: int, hour: int) -> int:
    return instant(date(2026, month, day)) + hour * 60


def test_a_task_costs_its_share_of_the_months_working_days() -> None:
    found = assigned_cost([Share(100, 220_000)], at(1, 5, 9), at(1, 6, 18), 2 * DAY, WEEK)
    assert found == AssignedCost(2 * DAY, 20_000)  # 2 of 22 days of 2,200


def test_a_whole_month_of_full_time_costs_exactly_the_rate() -> None:
    found = assigned_cost([Share(100, 1_000_001)], at(2, 2, 9), at(2, 27, 18), 20 * DAY, WEEK)
    assert found.cents == 1_000_001


def test_a_task_over_two_months_costs_a_part_of_each() -> None:
    # Thursday 29 January to Tuesday 3 February: 2 of 22 days and 2 of 20 days.
    found = assigned_cost([Share(50, 2_200_000)], at(1, 29, 9), at(2, 3, 18), 4 * DAY, WEEK)
    assert found == AssignedCost(2 * DAY, 100_000 + 110_000)


def test_several_roles_add_up_and_one_without_a_rate_works_for_nothing_yet() -> None:
    shares = [Share(100, 220_000), Share(50, 440_000), Share(100, None)]
    found = assigned_cost(shares, at(1, 5, 9), at(1, 5, 18), DAY, WEEK)
    assert found == AssignedCost(DAY * 5 // 2, 10_000 + 10_000)


def test_nobody_nothing_and_no_time() -> None:
    assert assigned_cost([], at(1, 5, 9), at(1, 5, 18), DAY, WEEK) == AssignedCost(0, None)
    unpaid = assigned_cost([Share(100, None)], at(1, 5, 9), at(1, 5, 18), DAY, WEEK)
    assert unpaid == AssignedCost(DAY, None)
    milestone = assigned_cost([Share(100, 220_000)], at(1, 5, 18), at(1, 5, 18), 0, WEEK)
    assert milestone == AssignedCost(0, 0)


def test_december_leads_to_january() -> None:
    finish = instant(date(2027, 1, 1)) + 18 * 60
    start = instant(date(2026, 12, 31)) + 9 * 60
    # December 2026 has 23 working days, January 2027 has 21.
    found = assigned_cost([Share(100, 23 * 21 * 100)], start, finish, 2 * DAY, WEEK)
    assert found.cents == 2100 + 2300
