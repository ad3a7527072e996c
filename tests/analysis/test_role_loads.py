"""What is asked of roles by month, counted by hand."""

from datetime import date, datetime

from leadbench.analysis.calendars import STANDARD, instant
from leadbench.analysis.role_loads import Stint, role_loads


def at(month: int, day: int, hour: int) -> int:
    return instant(datetime(2026, month, day, hour))  # noqa: DTZ001  plan time has no zone


def test_a_task_over_the_end_of_a_month_counts_in_both() -> None:
    # June 2026 has 22 working days, July 23. From Wednesday 24 June to Tuesday 7 July are five days
    # of June (24, 25, 26, 29, 30) and five of July (1, 2, 3, 6, 7), at half time.
    found = role_loads([Stint("Lead", 50, at(6, 24, 8), at(7, 7, 17))], STANDARD)
    # 50 * 5 / 22 = 11.4 and 50 * 5 / 23 = 10.9
    assert found == {"Lead": {date(2026, 6, 1): 11, date(2026, 7, 1): 11}}


def test_tasks_of_one_role_add_up_and_roles_are_apart() -> None:
    month = [at(6, 1, 8), at(6, 30, 17)]
    found = role_loads(
        [Stint("Lead", 100, *month), Stint("Lead", 60, *month), Stint("Other", 40, *month)],
        STANDARD,
    )
    assert found == {"Lead": {date(2026, 6, 1): 160}, "Other": {date(2026, 6, 1): 40}}


def test_a_milestone_and_no_share_ask_for_nothing() -> None:
    noon = at(6, 1, 12)
    stints = [Stint("Lead", 100, noon, noon), Stint("Other", 0, noon, at(6, 3, 12))]
    assert role_loads(stints, STANDARD) == {}


def test_a_task_that_ends_with_the_year() -> None:
    # December 2026 has 23 working days; the last week has four up to Thursday the 31st.
    found = role_loads([Stint("Lead", 100, at(12, 28, 8), at(12, 31, 17))], STANDARD)
    assert found == {"Lead": {date(2026, 12, 1): 17}}  # 4 / 23 = 17.4
