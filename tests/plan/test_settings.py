"""How a project is scheduled: what is stored and what the calculation is told."""

import pytest

from leadbench.analysis.inputs import CriticalRule, LagCalendar, ProgressRule, Rules
from leadbench.errors import Refused
from leadbench.plan.edits.links import link
from leadbench.plan.edits.settings import (
    schedule_from_finish,
    schedule_from_start,
    set_critical_float,
    set_hours_per_day,
    set_wanted_finish,
)
from leadbench.plan.for_analysis import network
from leadbench.plan.tables import Dependency, Project
from tests.plan.plans import Plan


def test_a_new_project_follows_our_own_rules(plan: Plan) -> None:
    read = network(plan.contents, plan.project_id)
    assert read.rules == Rules()
    assert read.finish is None


def test_the_calculation_is_told_the_choices_of_the_project(plan: Plan) -> None:
    with plan.store.change("Choose") as session:
        project = session.get_one(Project, plan.project_id)
        project.lag_calendar = LagCalendar.ALL_TIME
        project.progress_rule = ProgressRule.OVERRIDE
        project.critical_rule = CriticalRule.LONGEST_PATH
        project.leads_before_start = project.dates_over_links = True
    assert network(plan.contents, plan.project_id).rules == Rules(
        LagCalendar.ALL_TIME, ProgressRule.OVERRIDE, CriticalRule.LONGEST_PATH, True, True
    )


@pytest.mark.parametrize(("from_finish", "finish"), [(False, None), (True, 30_000_000)])
def test_a_wanted_finish_counts_only_where_dates_count_back_from_it(
    plan: Plan, from_finish: bool, finish: int | None
) -> None:
    with plan.store.change("Choose") as session:
        project = session.get_one(Project, plan.project_id)
        project.wanted_finish_minute = 30_000_000
        project.scheduled_from_finish = from_finish
    assert network(plan.contents, plan.project_id).finish == finish


def test_a_link_names_the_calendar_of_its_lag(plan: Plan) -> None:
    key = plan.do(link, plan.keys["2"], plan.keys["3"], lag=480)
    with plan.store.change("Choose") as session:
        row = session.get_one(Dependency, key)
        row.lag_calendar_id = own = session.get_one(Project, plan.project_id).calendar_id
    (read,) = network(plan.contents, plan.project_id).links
    assert read.calendar == own


def test_dates_count_back_only_from_a_finish(plan: Plan) -> None:
    with pytest.raises(Refused, match="wanted finish first"):
        plan.do(schedule_from_finish, plan.project_id)
    before = plan.store.dump()
    plan.do(schedule_from_finish, plan.project_id, wanted_minute=30_000_000)
    assert network(plan.contents, plan.project_id).finish == 30_000_000
    with pytest.raises(Refused, match="count back from this finish"):
        plan.do(set_wanted_finish, plan.project_id, None)
    plan.store.undo()
    assert plan.store.dump() == before


def test_the_wanted_finish_is_remembered_when_dates_count_from_the_start(plan: Plan) -> None:
    plan.do(set_wanted_finish, plan.project_id, 30_000_000)
    plan.do(schedule_from_finish, plan.project_id)
    plan.do(schedule_from_start, plan.project_id)
    assert network(plan.contents, plan.project_id).finish is None
    plan.do(schedule_from_finish, plan.project_id)
    assert network(plan.contents, plan.project_id).finish == 30_000_000


def test_a_longer_day_moves_no_date(plan: Plan) -> None:
    before = plan.schedule().project_finish
    plan.do(set_hours_per_day, plan.project_id, 7.5)
    assert plan.contents.projects[plan.project_id].minutes_per_day == 450
    assert plan.schedule().project_finish == before
    for hours in (0, 25, None):
        with pytest.raises(Refused, match="to 24 hours"):
            plan.do(set_hours_per_day, plan.project_id, hours)


def test_the_critical_float_is_given_in_days(plan: Plan) -> None:
    plan.do(set_critical_float, plan.project_id, 1.5)
    assert network(plan.contents, plan.project_id).critical == 720
    with pytest.raises(Refused, match="below zero"):
        plan.do(set_critical_float, plan.project_id, -1)
