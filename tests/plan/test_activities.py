"""Name, kind, duration, estimate, progress, constraint and role of one activity."""

from datetime import date

import pytest

from leadbench.analysis.calendars import STANDARD, instant
from leadbench.analysis.inputs import ActivityKind, ConstraintKind
from leadbench.errors import Refused
from leadbench.plan.edits.activities import (
    constraint_minute,
    rename,
    set_actual_finish,
    set_actual_start,
    set_by_hand,
    set_constraint,
    set_duration,
    set_estimate,
    set_kind,
    set_percent,
    set_remaining,
    set_role,
)
from leadbench.plan.edits.details import set_span
from leadbench.plan.edits.links import link
from leadbench.plan.edits.projects import add_calendar, set_status_date
from leadbench.plan.edits.resources import add_role
from leadbench.plan.tables import Role
from tests.plan.plans import DAY, Plan

MONDAY = instant(date(2026, 1, 5))
EIGHT, FIVE = 8 * 60, 17 * 60


def started(plan: Plan, number: str = "2") -> int:
    """Begin a task on Monday 5 January; the data date is Thursday 8 January: 3 days passed."""
    key = plan.keys[number]
    plan.do(set_status_date, plan.project_id, MONDAY + 3 * 1440)
    plan.do(set_actual_start, key, MONDAY + EIGHT)
    return key


def test_rename(plan: Plan) -> None:
    plan.do(rename, plan.keys["2"], "  Train   it ")
    assert plan.row("2").name == "Train it"
    with pytest.raises(Refused, match="needs a name") as refused:
        plan.do(rename, plan.keys["2"], " ")
    assert refused.value.field == "name"


def test_kind(plan: Plan) -> None:
    plan.do(set_kind, plan.keys["2"], ActivityKind.MILESTONE)
    assert (plan.row("2").kind, plan.row("2").duration_minutes) == ("milestone", 0)
    plan.do(set_kind, plan.keys["2"], ActivityKind.WORK)
    assert (plan.row("2").kind, plan.row("2").duration_minutes) == ("work", DAY)
    for number, kind in (("1", ActivityKind.WORK), ("2", ActivityKind.SUMMARY)):
        with pytest.raises(Refused, match="A summary is a task that holds others"):
            plan.do(set_kind, plan.keys[number], kind)
    with pytest.raises(Refused, match="recorded progress"):
        plan.do(set_kind, started(plan), ActivityKind.MILESTONE)


def test_duration_before_the_start(plan: Plan) -> None:
    plan.do(set_duration, plan.keys["2"], 5 * DAY)
    assert plan.row("2").duration_minutes == 5 * DAY
    for number, said in (("1", "is a summary"), ("1.3", "is a milestone")):
        with pytest.raises(Refused, match=said) as refused:
            plan.do(set_duration, plan.keys[number], DAY)
        assert refused.value.field == "duration"


def test_a_typed_duration_of_started_work_changes_what_is_left(plan: Plan) -> None:
    key = started(plan)
    plan.do(set_duration, key, 8 * DAY)
    assert (plan.row("2").duration_minutes, plan.row("2").remaining_minutes) == (2 * DAY, 5 * DAY)
    assert plan.schedule().row(key).duration == 8 * DAY  # what was typed is what its row shows
    with pytest.raises(Refused, match="2 has lasted 3 d already"):
        plan.do(set_duration, key, 2 * DAY)
    plan.do(set_actual_finish, key, MONDAY + 2 * 1440 + FIVE)
    with pytest.raises(Refused, match="2 is finished"):
        plan.do(set_duration, key, 8 * DAY)


def test_estimate(plan: Plan) -> None:
    key = plan.keys["2"]
    plan.do(set_estimate, key, 2 * DAY, 4 * DAY, 9 * DAY)
    row = plan.row("2")
    assert (row.optimistic_minutes, row.duration_minutes, row.pessimistic_minutes) == (
        2 * DAY,
        4 * DAY,
        9 * DAY,
    )
    for values, field in (
        ((5 * DAY, 4 * DAY, 9 * DAY), "optimistic"),
        ((1 * DAY, 4 * DAY, 3 * DAY), "pessimistic"),
    ):
        with pytest.raises(Refused) as refused:
            plan.do(set_estimate, key, *values)
        assert refused.value.field == field
    plan.do(set_duration, key, DAY)  # below the range, which widens
    assert plan.row("2").optimistic_minutes == DAY
    plan.do(set_duration, key, 10 * DAY)
    assert plan.row("2").pessimistic_minutes == 10 * DAY


def test_estimate_of_started_work_is_what_is_left(plan: Plan) -> None:
    key = started(plan)
    plan.do(set_estimate, key, DAY, 3 * DAY, 6 * DAY)
    assert (plan.row("2").duration_minutes, plan.row("2").remaining_minutes) == (2 * DAY, 3 * DAY)
    plan.do(set_remaining, key, 7 * DAY)
    assert (plan.row("2").remaining_minutes, plan.row("2").pessimistic_minutes) == (
        7 * DAY,
        7 * DAY,
    )


def test_remaining_needs_work_in_progress(plan: Plan) -> None:
    with pytest.raises(Refused, match="has not begun"):
        plan.do(set_remaining, plan.keys["3"], DAY)
    key = started(plan)
    plan.do(set_actual_finish, key, MONDAY + FIVE)
    with pytest.raises(Refused, match="is finished"):
        plan.do(set_remaining, key, DAY)


def test_progress_is_recorded_and_taken_back(plan: Plan) -> None:
    key = started(plan)
    row = plan.row("2")
    assert (row.actual_start_minute, row.remaining_minutes) == (MONDAY + EIGHT, 2 * DAY)
    plan.do(set_percent, key, 40)
    plan.do(set_actual_finish, key, MONDAY + 1440 + FIVE)
    row = plan.row("2")
    assert (row.percent_complete, row.remaining_minutes) == (100, 0)
    plan.do(set_actual_finish, key, None)
    row = plan.row("2")
    assert (row.actual_finish_minute, row.remaining_minutes) == (None, 0)  # 2 d planned, 3 d passed
    assert row.percent_complete == 99
    plan.do(set_actual_start, key, None)
    row = plan.row("2")
    assert (row.actual_start_minute, row.remaining_minutes, row.percent_complete) == (None, None, 0)


def test_a_milestone_is_passed_in_one_moment(plan: Plan) -> None:
    plan.do(set_actual_finish, plan.keys["1.3"], MONDAY + FIVE)
    row = plan.row("1.3")
    assert row.actual_start_minute == row.actual_finish_minute == MONDAY + FIVE
    plan.do(set_actual_finish, plan.keys["1.3"], None)
    assert plan.row("1.3").actual_start_minute is None


@pytest.mark.parametrize(
    ("edit", "number", "value", "said"),
    [
        (set_actual_start, "1", MONDAY, "is a summary"),
        (set_actual_finish, "3", MONDAY + FIVE, "actual start of 3 first"),
        (set_actual_finish, "2", MONDAY, "cannot finish before its start"),
        (set_actual_finish, "2", MONDAY + 4 * 1440, "after the data date, 8 Jan 2026"),
        (set_actual_start, "3", MONDAY + 4 * 1440, "after the data date, 8 Jan 2026"),
        (set_percent, "3", 10, "actual start of 3 first"),
        (set_percent, "2", 100, "100% means finished"),
        (set_percent, "2", 101, "from 0 to 100"),
        (set_percent, "2", -1, "from 0 to 100"),
    ],
)
def test_progress_that_cannot_be(
    plan: Plan,
    edit: object,
    number: str,
    value: int,
    said: str,
) -> None:
    started(plan)
    before = plan.store.dump()
    assert callable(edit)
    with pytest.raises(Refused, match=said):
        plan.do(edit, plan.keys[number], value)
    assert plan.store.dump() == before


def test_the_data_date_cannot_lie_before_progress(plan: Plan) -> None:
    started(plan)
    plan.do(set_actual_finish, plan.keys["2"], MONDAY + 2 * 1440 + FIVE)
    with pytest.raises(Refused, match="2 has progress recorded on 7 Jan 2026") as refused:
        plan.do(set_status_date, plan.project_id, MONDAY + 1440)
    assert refused.value.field == "status_minute"
    plan.do(set_status_date, plan.project_id, MONDAY + 2 * 1440)


def test_constraints(plan: Plan) -> None:
    key = plan.keys["2"]
    saturday = date(2026, 1, 10)
    start = constraint_minute(ConstraintKind.START_NO_EARLIER, saturday, STANDARD)
    finish = constraint_minute(ConstraintKind.FINISH_NO_LATER, saturday, STANDARD)
    assert start == instant(date(2026, 1, 12)) + EIGHT
    assert finish == instant(date(2026, 1, 9)) + FIVE
    plan.do(set_constraint, key, ConstraintKind.START_NO_EARLIER, start)
    assert plan.schedule().row(key).start == start
    with pytest.raises(Refused, match="needs a date"):
        plan.do(set_constraint, key, ConstraintKind.MUST_START)
    plan.do(set_constraint, key, ConstraintKind.AS_SOON_AS_POSSIBLE, start)
    assert plan.row("2").constraint_minute is None


def test_role(plan: Plan) -> None:
    first = plan.do(add_role, "Tech lead")
    second = plan.do(add_role, "Data engineer")
    plan.do(set_role, plan.keys["2"], first, 60)
    plan.do(set_role, plan.keys["2"], second)
    found = plan.contents.assignments_of(plan.keys["2"])
    assert [(row.role_id, row.allocation_percent) for row in found] == [(second, 100)]
    role = plan.contents.role_of(plan.keys["2"])
    assert role is not None
    assert role.name == "Data engineer"
    plan.do(set_role, plan.keys["2"], None)
    assert plan.contents.role_of(plan.keys["2"]) is None
    with pytest.raises(Refused, match="from 0 to 1,000"):
        plan.do(set_role, plan.keys["2"], first, -1)


def test_dates_set_by_hand_stay_and_a_restriction_frees_them(plan: Plan) -> None:
    first, last = MONDAY + 7 * 1440 + EIGHT, MONDAY + 9 * 1440 + FIVE
    plan.do(link, plan.keys["1.1"], plan.keys["2"])
    plan.do(set_by_hand, plan.keys["2"], first, last)
    row = plan.schedule().row(plan.keys["2"])
    assert (row.start, row.finish) == (first, last)
    plan.do(set_duration, plan.keys["2"], DAY)  # the duration gives the finish again
    row = plan.schedule().row(plan.keys["2"])
    assert (row.start, row.finish) == (first, MONDAY + 7 * 1440 + FIVE)
    plan.do(set_constraint, plan.keys["2"], ConstraintKind.AS_SOON_AS_POSSIBLE)
    # After 1.1, the two days from Monday 5 January.
    assert plan.schedule().row(plan.keys["2"]).start == MONDAY + 2 * 1440 + EIGHT


def test_without_a_data_date_a_duration_is_the_whole_of_what_was_done_and_is_left(
    plan: Plan,
) -> None:
    key = plan.keys["2"]
    plan.do(set_duration, key, 5 * DAY)
    plan.do(set_actual_start, key, MONDAY + EIGHT)
    plan.do(set_remaining, key, 3 * DAY)  # two days are done
    for days, finish in ((4, MONDAY + 3 * 1440 + FIVE), (6, MONDAY + 7 * 1440 + FIVE)):
        plan.do(set_duration, key, days * DAY)
        assert plan.row("2").remaining_minutes == (days - 2) * DAY
        assert plan.schedule().row(key).duration == days * DAY
        assert plan.schedule().row(key).finish == finish  # Thursday 8, Monday 12
    with pytest.raises(Refused, match="has lasted 2 d already"):
        plan.do(set_duration, key, DAY)


def test_what_has_passed_of_work_on_the_clock_is_counted_on_the_clock(plan: Plan) -> None:
    key = started(plan)
    plan.do(set_span, key, 5 * 1440, elapsed=True)
    # From Monday 5 January 08:00, five days with their nights.
    assert plan.schedule().row(key).finish == MONDAY + 5 * 1440 + EIGHT


def test_what_has_passed_is_counted_in_the_time_of_who_does_it(plan: Plan) -> None:
    early = plan.do(add_calendar, "Early", week={day: [(480, 720)] for day in range(5)})
    role = plan.do(add_role, "Data engineer")
    with plan.store.change("Half days") as session:
        session.get_one(Role, role).calendar_id = early
    plan.do(set_role, plan.keys["2"], role)
    key = started(plan)  # three mornings of four hours passed
    plan.do(set_duration, key, 2 * DAY)
    assert plan.row("2").remaining_minutes == 4 * 60  # one more, on Thursday 8
    assert plan.schedule().row(key).finish == MONDAY + 3 * 1440 + 12 * 60


def test_another_kind_takes_a_finish_set_by_hand_away(plan: Plan) -> None:
    first = MONDAY + 7 * 1440 + EIGHT
    plan.do(set_by_hand, plan.keys["2"], first, first + 3 * 1440)
    plan.do(set_kind, plan.keys["2"], ActivityKind.MILESTONE)
    row = plan.schedule().row(plan.keys["2"])
    assert row.start == row.finish == first  # a milestone is one instant
    plan.do(set_by_hand, plan.keys["2"], first, first)
    plan.do(set_kind, plan.keys["2"], ActivityKind.WORK)
    row = plan.schedule().row(plan.keys["2"])
    assert (row.start, row.finish) == (first, MONDAY + 7 * 1440 + FIVE)  # a day of work


def test_a_summary_carries_only_what_all_below_it_can(plan: Plan) -> None:
    with pytest.raises(Refused, match="no earlier or finish no later"):
        plan.do(set_constraint, plan.keys["1"], ConstraintKind.MUST_START, MONDAY)
    plan.do(set_constraint, plan.keys["1"], ConstraintKind.START_NO_EARLIER, MONDAY + EIGHT)
    assert plan.schedule().row(plan.keys["1"]).start == MONDAY + EIGHT


def test_dates_are_not_set_by_hand_where_something_else_gives_them(plan: Plan) -> None:
    with pytest.raises(Refused, match="summary"):
        plan.do(set_by_hand, plan.keys["1"], MONDAY)
    with pytest.raises(Refused, match="cannot finish before its start"):
        plan.do(set_by_hand, plan.keys["2"], MONDAY, MONDAY - 1)
    started(plan)
    with pytest.raises(Refused, match="has begun"):
        plan.do(set_by_hand, plan.keys["2"], MONDAY)
