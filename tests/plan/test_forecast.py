"""The forecast of a project in a plan: what goes into it, and what the example's comes to."""

import pickle
from datetime import date

import pytest
from sqlmodel import Session

from leadbench.analysis.calendars import to_date
from leadbench.analysis.ranges import Impact, Range, Rates, RiskEvent
from leadbench.errors import Refused
from leadbench.plan.edits.activities import set_estimate, set_role
from leadbench.plan.edits.outline import delete_activities
from leadbench.plan.edits.resources import add_role
from leadbench.plan.edits.risks import add_risk, set_cost, set_impact
from leadbench.plan.for_analysis import network
from leadbench.plan.forecast import Question, answer, question, runs_of
from leadbench.plan.tables import Activity, Project, Risk, RiskState
from tests.plan.plans import DAY, Plan


def asked(plan: Plan) -> Question | None:
    contents = plan.contents
    return question(contents, plan.project_id, network(contents, plan.project_id))


def known(plan: Plan) -> Question:
    found = asked(plan)
    assert found is not None
    return found


def set_project(session: Session, plan: Plan, **values: object) -> None:
    row = session.get_one(Project, plan.project_id)
    for name, value in values.items():
        setattr(row, name, value)


def test_the_example_comes_out_as_its_pictures_show(example: Plan) -> None:
    found = known(example)
    assert (found.seed, found.runs) == (7, 10_000)
    result = answer(found)
    assert to_date(result.finish_at(0.5)) == date(2026, 7, 29)
    assert to_date(result.finish_at(0.8)) == date(2026, 8, 6)
    project = example.contents.projects[example.project_id]
    assert project.committed_finish_minute is not None
    assert result.chance(project.committed_finish_minute) == pytest.approx(0.65, abs=0.015)
    # In thousand dollars: the pictures show 744 and 763.
    p50, p80 = result.cost_at(0.5), result.cost_at(0.8)
    assert p50 is not None
    assert p80 is not None
    assert p50 / 100_000 == pytest.approx(744.4, abs=1.5)
    assert p80 / 100_000 == pytest.approx(763.5, abs=1.5)
    joint = result.joint(project.committed_finish_minute, project.approved_budget_cents or 0)
    assert joint == pytest.approx(0.637, abs=0.015)


def test_what_if_the_labels_come_from_two_vendors(example: Plan) -> None:
    """The figures of the pictures: 31 Jul holds in 89 %, P80 29 Jul, 757 thousand, joint 82 %."""
    label = example.keys["2.4"]
    example.do(set_estimate, label, 10 * DAY, 13 * DAY, 20 * DAY)
    with example.store.change("Pay the vendor") as session:
        session.get_one(Activity, label).fixed_cost_cents = 1_100_000
    result = answer(known(example))
    project = example.contents.projects[example.project_id]
    assert to_date(result.finish_at(0.8)) in {date(2026, 7, day) for day in (28, 29, 30)}
    assert result.chance(project.committed_finish_minute or 0) == pytest.approx(0.89, abs=0.015)
    assert (result.cost_at(0.8) or 0) / 100_000 == pytest.approx(757, abs=1.5)
    joint = result.joint(project.committed_finish_minute or 0, 76_000_000)
    assert joint == pytest.approx(0.82, abs=0.02)


def test_without_a_range_or_a_delaying_risk_there_is_nothing_to_forecast(plan: Plan) -> None:
    assert asked(plan) is None
    plan.do(set_estimate, plan.keys["2"], DAY, DAY, DAY)
    assert asked(plan) is None
    plan.do(set_estimate, plan.keys["2"], DAY, 2 * DAY, 4 * DAY)
    assert known(plan).ranges == {plan.keys["2"]: Range(DAY, 2 * DAY, 4 * DAY)}


def test_a_risk_that_delays_two_tasks_is_one_event(plan: Plan) -> None:
    risk = plan.do(add_risk, plan.project_id, "The cluster is full", 25)
    plan.do(set_impact, risk, plan.keys["2"], DAY, DAY, 3 * DAY)
    plan.do(set_impact, risk, plan.keys["3"], 0, DAY, 2 * DAY)
    plan.do(set_cost, risk, 100, 200, 400)
    impacts = (
        Impact(plan.keys["2"], Range(DAY, DAY, 3 * DAY)),
        Impact(plan.keys["3"], Range(0, DAY, 2 * DAY)),
    )
    assert known(plan).events == (RiskEvent(risk, 0.25, impacts, Range(100, 200, 400)),)
    with plan.store.change("Close") as session:
        session.get_one(Risk, risk).state = RiskState.CLOSED
    assert asked(plan) is None
    plan.store.undo()
    assert len(known(plan).events) == 1


@pytest.mark.parametrize("points", [(1, 2, None), (3, 2, 4), (-1, 2, 3)])
def test_the_cost_of_a_risk_rises_and_is_whole(
    plan: Plan, points: tuple[int | None, int | None, int | None]
) -> None:
    risk = plan.do(add_risk, plan.project_id, "The cluster is full", 25)
    with pytest.raises(Refused, match="must rise"):
        plan.do(set_cost, risk, *points)


def test_seed_and_runs_are_settings_that_undo_takes_back(plan: Plan) -> None:
    plan.do(set_estimate, plan.keys["2"], DAY, 2 * DAY, 4 * DAY)
    with plan.store.change("Set the seed") as session:
        set_project(session, plan, forecast_seed=11, forecast_runs=500)
    found = known(plan)
    assert (found.seed, found.runs) == (11, 500)
    assert answer(found).runs == 500
    plan.store.undo()
    assert (known(plan).seed, known(plan).runs) == (7, 10_000)
    with pytest.raises(Refused), plan.store.change("Too many") as session:
        set_project(session, plan, forecast_runs=100_001)


def test_very_large_plans_make_fewer_runs(plan: Plan) -> None:
    project = plan.contents.projects[plan.project_id]
    # Thirty million dates of tasks at most, and a thousand runs at least.
    assert runs_of(project, 3_000) == 10_000
    assert runs_of(project, 10_000) == 3_000
    assert runs_of(project, 100_000) == 1_000


def test_a_question_goes_to_another_process_and_equals_itself(example: Plan) -> None:
    found = known(example)
    again = pickle.loads(pickle.dumps(found))
    assert again == found == known(example)
    assert answer(again).p80 == answer(found).p80
    with example.store.change("Rename") as session:
        set_project(session, example, purpose="Another purpose")
    assert known(example) == found
    example.do(set_estimate, example.keys["2.4"], DAY, 2 * DAY, 40 * DAY)
    assert known(example) != found


def test_without_a_budget_tasks_cost_what_their_roles_cost_while_they_take(plan: Plan) -> None:
    assert not known_costs(plan)
    role = plan.do(add_role, "Engineer", month_rate_cents=2_100_000)
    for number in ("2", "3"):
        plan.do(set_role, plan.keys[number], role, 100)
    plan.do(set_estimate, plan.keys["2"], DAY, 2 * DAY, 4 * DAY)
    found = known(plan)
    assert found.rates is not None
    # January 2026 has 22 working days of 480 minutes.
    per_minute = 2_100_000 / (22 * 480)
    assert found.rates.per_minute == {plan.keys["2"]: pytest.approx(per_minute, rel=1e-4)}
    cost = answer(found).cost
    assert cost is not None
    # One to four days of task 2, and what task 3 costs anyway.
    other = plan.schedule().row(plan.keys["3"]).duration * per_minute
    assert other + per_minute * DAY <= cost.min() < cost.max() <= other + per_minute * 4 * DAY + 2


def known_costs(plan: Plan) -> bool:
    found = asked(plan)
    return found is not None and found.rates is not None


def test_a_day_beyond_the_budget_replaces_the_cost_of_longer_tasks(plan: Plan) -> None:
    role = plan.do(add_role, "Engineer", month_rate_cents=2_100_000)
    plan.do(set_role, plan.keys["2"], role, 100)
    plan.do(set_estimate, plan.keys["2"], DAY, 2 * DAY, 40 * DAY)
    until = plan.schedule().project_finish
    with plan.store.change("Say what a day costs") as session:
        set_project(session, plan, late_day_cents=48_000, budgeted_to_minute=until)
    rates = known(plan).rates
    assert rates is not None
    assert rates == Rates(rates.fixed, {}, 100.0, until)


def test_a_forecast_survives_the_loss_of_a_delayed_task(plan: Plan) -> None:
    risk = plan.do(add_risk, plan.project_id, "The cluster is full", 25)
    plan.do(set_impact, risk, plan.keys["2"], DAY, DAY, 3 * DAY)
    plan.do(set_estimate, plan.keys["3"], DAY, 2 * DAY, 4 * DAY)
    plan.do(delete_activities, [plan.keys["2"]])
    assert known(plan).events == ()
    assert answer(known(plan)).of(plan.keys["2"]) is None
