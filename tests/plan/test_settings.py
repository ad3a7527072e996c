"""How a project is scheduled: what is stored and what the calculation is told."""

import pytest

from leadbench.analysis.inputs import CriticalRule, LagCalendar, ProgressRule, Rules
from leadbench.plan.edits.links import link
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
