"""Projects, candidates, decisions, stages and calendars of the portfolio."""

from datetime import date

import pytest
from sqlmodel import Session

from leadbench.analysis.calendars import finish_date, instant
from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import found
from leadbench.plan.edits.baselines import keep_baseline, show_baseline
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import delete_activities
from leadbench.plan.edits.projects import (
    add_calendar,
    add_project,
    candidacy,
    delete_project,
    move_project,
    rename_project,
    set_decision,
    set_gain,
    set_time_box,
)
from leadbench.plan.for_analysis import calendar
from leadbench.plan.outline import Outline
from leadbench.plan.tables import PortfolioDecision, Project, RequirementKind
from leadbench.plan.templates import new_project
from leadbench.store import Store
from tests.plan.plans import DAY, Plan

MONDAY = instant(date(2026, 1, 5))


def names(store: Store) -> list[str]:
    return [row.name for row in Contents(store).ordered_projects()]


def add(store: Store, name: str) -> int:
    with store.change("Add") as session:
        return add_project(session, name, start_minute=MONDAY)


def test_projects_are_added_named_moved_and_deleted(store: Store) -> None:
    first, second, third = (add(store, name) for name in ("Router", "Churn", "Search"))
    with store.change("Move") as session:
        move_project(session, third, 0)
        rename_project(session, second, " Churn  warning ")
    assert names(store) == ["Search", "Router", "Churn warning"]
    with store.change("Delete") as session:
        delete_project(session, first)
    assert names(store) == ["Search", "Churn warning"]
    contents = Contents(store)
    assert [row.position for row in contents.ordered_projects()] == [0, 1]
    assert len(contents.calendars) == 2  # its own went with it
    store.undo()
    assert names(store) == ["Search", "Router", "Churn warning"]


def test_a_project_name_is_given_once(store: Store) -> None:
    first = add(store, "Router")
    second = add(store, "Churn")
    for name, said in (("router", "There is a project “Router” already"), ("", "needs a name")):
        with pytest.raises(Refused, match=said) as refused, store.change("Rename") as session:
            rename_project(session, second, name)
        assert refused.value.field == "name"
    with store.change("Rename") as session:
        rename_project(session, first, "ROUTER")  # its own name in other letters
    assert names(store) == ["ROUTER", "Churn"]


def test_deleting_a_project_takes_everything_in_it(example: Plan) -> None:
    example.do(delete_project, example.project_id)
    contents = example.contents
    assert len(contents.projects) == 5
    for rows in (
        contents.activities,
        contents.dependencies,
        contents.baseline_activities,
        contents.requirements,
        contents.success_metrics,
        contents.risk_impacts,
        contents.headcounts,
        contents.cost_amounts,
        contents.stages,
    ):
        assert not rows
    assert len(contents.roles) == 11
    assert len(contents.calendars) == 1  # the other candidates still use it
    assert example.store.check() == []


def test_a_decision_keeps_its_reason(store: Store) -> None:
    key = add(store, "Search")

    def decide(decision: PortfolioDecision, **texts: str) -> tuple[str, str, str]:
        with store.change("Decide") as session:
            set_decision(session, key, decision, **texts)
        row = Contents(store).projects[key]
        return row.decision, row.decision_reason, row.revisit_trigger

    assert decide(PortfolioDecision.NOT_NOW, reason=" Too soon ") == ("not_now", "Too soon", "")
    assert decide(PortfolioDecision.DROP, revisit_trigger="More data") == (
        "drop",
        "Too soon",
        "More data",
    )
    assert decide(PortfolioDecision.OPEN) == ("open", "", "")


def test_the_gain_must_rise(store: Store) -> None:
    key = add(store, "Search")
    with store.change("Gain") as session:
        set_gain(session, key, 100, 200, 300)
        candidacy(session, key).complexity = 5.7
    for values, field in (((300, 200, 400), "gain_low"), ((100, 200, 150), "gain_high")):
        with pytest.raises(Refused) as refused, store.change("Gain") as session:
            set_gain(session, key, *values)
        assert refused.value.field == field
    row = Contents(store).candidacy_of(key)
    assert row is not None
    assert (row.gain_low_cents, row.gain_likely_cents, row.gain_high_cents) == (100, 200, 300)
    assert row.complexity == 5.7
    assert len(Contents(store).candidacies) == 1


def test_a_stage_ends_after_it_begins(plan: Plan) -> None:
    stages = plan.contents.stages_of(plan.project_id)
    assert [stage.kind for stage in stages] == ["mvp", "growth", "maturity"]
    current = plan.contents.current_stage(plan.project_id)
    assert current is not None
    assert current.kind == "mvp"
    with pytest.raises(Refused, match="cannot end before it begins"):
        plan.do(set_time_box, stages[0].id, date(2026, 2, 1), date(2026, 1, 1))


def test_calendar_rows_become_working_time(store: Store) -> None:
    nights = {4: [(22 * 60, 1440)], 5: [(0, 6 * 60)]}
    with store.change("Add") as session:
        standard = add_calendar(session, "Office", holidays=[(date(2026, 5, 1), "Labour Day")])
        night = add_calendar(session, "Nights", week=nights)
    contents = Contents(store)
    office = calendar(contents, standard)
    assert office.intervals(date(2026, 4, 30)) == ((480, 720), (780, 1020))
    assert office.intervals(date(2026, 5, 1)) == ()
    friday = instant(date(2026, 5, 8))
    assert calendar(contents, night).between(friday, friday + 2 * 1440) == 8 * 60


def test_a_baseline_keeps_the_dates_that_were_calculated(plan: Plan) -> None:
    plan.do(link, plan.keys["1.1"], plan.keys["2"])
    first = plan.do(keep_baseline, plan.project_id, "First", kept_minute=MONDAY)
    kept = plan.contents.baseline_of(first)[plan.keys["2"]]
    assert (finish_date(kept.finish_minute), kept.duration_minutes) == (
        date(2026, 1, 8),  # two days after the two of 1.1
        2 * DAY,
    )
    assert plan.contents.baselines[first].finish_minute == kept.finish_minute
    second = plan.do(keep_baseline, plan.project_id, "Second", kept_minute=MONDAY + 1440)
    shown = plan.contents.shown_baseline(plan.project_id)
    assert shown is not None
    assert shown.id == second
    plan.do(show_baseline, plan.project_id, first)
    shown = plan.contents.shown_baseline(plan.project_id)
    assert shown is not None
    assert shown.id == first
    plan.do(delete_activities, [plan.keys["2"]])
    assert plan.keys["2"] not in plan.contents.baseline_of(first)
    outlived = [row.name for row in plan.contents.baseline_activities.values()]
    assert outlived.count("Train") == 2  # a baseline outlives its activities


def test_a_new_project_comes_with_an_outline_and_questions(store: Store) -> None:
    with store.change("New project") as session:
        project_id = new_project(session, "Router", date(2026, 1, 5))
    plan = Plan(store, project_id, dict(Outline(Contents(store), project_id).key_of))
    contents = plan.contents
    outline = plan.outline()
    assert [line for line in outline if line.endswith("summary")] == [
        "1 Discover and define summary",
        "2 Data pipeline summary",
        "3 Training pipeline summary",
        "4 Serving pipeline summary",
        "5 Test in production summary",
    ]
    assert sum(line.endswith("milestone") for line in outline) == 6
    gates = [row.name for row in contents.activities.values() if row.gate]
    assert gates == ["MVP gate"]
    assert plan.schedule().row(plan.keys["5.5"]).critical
    rows = contents.requirements_of(project_id, RequirementKind.BUSINESS)
    assert rows[0].title == "How many requests a day, and a second at the peak?"
    assert {row.status for row in contents.requirements_of(project_id)} == {"open"}
    store.undo()
    assert not Contents(store).projects


def test_an_edit_of_a_missing_row_is_refused(store: Store) -> None:
    def rename(session: Session) -> None:
        found(session, Project, 99).name = "x"

    with (
        pytest.raises(Refused, match="This project is no longer"),
        store.change("Rename") as session,
    ):
        rename(session)
