"""A part of a day is as many minutes wherever it is written."""

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from leadbench.plan.days import minutes_of_days
from leadbench.plan.edits import settings
from leadbench.plan.for_analysis import network
from leadbench.plan.notation import format_days, parse_duration
from leadbench.plan.tables import Project
from tests.plan.plans import Plan

# 7 hours 25 minutes: a tenth of it is 44 and a half minutes.
ODD = Project(name="Odd", calendar_id=1, start_minute=0, minutes_per_day=445, days_per_week=5)


def test_half_a_minute_becomes_a_whole_one() -> None:
    assert minutes_of_days(0.1, ODD) == 45
    assert minutes_of_days(0.3, ODD) == 134
    assert minutes_of_days(0.5, ODD) == 223


@given(st.decimals(0, 1000, places=2))
def test_settings_and_durations_read_days_alike(days: object) -> None:
    assert minutes_of_days(float(str(days)), ODD) == parse_duration(f"{days}d", ODD)


def test_thresholds_in_days_are_minutes_by_the_same_rule(plan: Plan) -> None:
    def odd(session: Session) -> None:
        row = session.get_one(Project, plan.project_id)
        row.minutes_per_day, row.near_critical_days = 445, 0.1

    plan.do(odd)
    plan.do(settings.set_critical_float, plan.project_id, 0.3)
    made = network(plan.contents, plan.project_id)
    assert (made.near_critical, made.critical) == (45, 134)


def test_hours_of_a_day_are_whole_minutes_by_the_same_rule(plan: Plan) -> None:
    # 7.375 hours are 442 and a half minutes.
    plan.do(settings.set_hours_per_day, plan.project_id, 7.375)
    assert plan.contents.projects[plan.project_id].minutes_per_day == 443


def test_a_column_of_days_rounds_halves_up_too() -> None:
    # 1.15 days are shown with one decimal.
    assert format_days(552, Project(name="", calendar_id=1, start_minute=0)) == "1.2"
