"""The data assessment: figures of the example, edits with refusals, the protection check."""

from datetime import date

import pytest

from leadbench.errors import Refused
from leadbench.plan import protection
from leadbench.plan.complexity import complexity_index, complexity_of, widening_of
from leadbench.plan.data import added_work, overall_of, score_of, weights_of
from leadbench.plan.edits.data import (
    add_issue,
    plan_duty,
    plan_issue,
    set_measure,
    set_reply,
    set_score,
    write_datasheet,
)
from leadbench.plan.edits.lists import add_row
from leadbench.plan.tables import (
    Activity,
    ComplexityPart,
    DataAssessment,
    DataIssue,
    DatasheetAnswer,
    DataSource,
    Dimension,
    GateCriterion,
    QualityMeasure,
    Reply,
    SheetSection,
)
from tests.plan.plans import Plan

TODAY = date(2026, 3, 16)


def test_scores_of_the_example_are_those_of_its_picture(example: Plan) -> None:
    rows = example.contents.of(DataSource, "project_id", example.project_id)
    scores = [score_of(row, weights_of(None)) for row in rows]
    assert [round(score or 0) for score in scores] == [83, 85, 87, 86, 79, 78, 78]
    stage = example.contents.current_stage(example.project_id)
    assert stage is not None
    overall = overall_of(example.contents, example.project_id, stage.id)
    assert overall is not None
    assert round(overall) == 84


def test_complexity_of_the_example_and_what_it_does(example: Plan) -> None:
    found = complexity_of(example.contents, example.project_id)
    assert found is not None
    assert found.index == 4.6
    assert sum(line.points for line in found.lines if line.from_data) == pytest.approx(2.0)
    assert complexity_index(example.contents, example.project_id) == 4.6
    assert widening_of(example.contents, example.project_id).factor == 1.0


def test_complexity_above_the_free_points_widens(plan: Plan) -> None:
    assert widening_of(plan.contents, plan.project_id).factor == 1.0
    assert complexity_index(plan.contents, plan.project_id) is None
    plan.do(add_row, ComplexityPart, plan.project_id, cause="All of it", points=7.0)
    # Four points above the 3 that are free, 10 % each; nobody has to fill in the assessment first.
    assert widening_of(plan.contents, plan.project_id).factor == pytest.approx(1.4)


def test_what_the_data_adds_to_the_example(example: Plan) -> None:
    work = added_work(example.contents, example.project_id, example.schedule())
    contents = example.contents
    assert [(contents.activities[one.activity_id].name, one.minutes // 480) for one in work] == [
        ("Label 20,000 tickets", 20),
        ("Redact personal data", 12),
        ("Privacy review", 20),
        ("Ticket export to lakehouse", 17),
    ]


def test_a_score_is_dated_and_kept_from_0_to_100(plan: Plan) -> None:
    key = plan.do(add_row, DataSource, plan.project_id, name="Tickets")
    plan.do(set_score, key, "fresh", 62.0, TODAY)
    (row,) = plan.contents.of(DataSource, "project_id", plan.project_id)
    assert (row.fresh_score, row.scored_on) == (62, TODAY)
    with pytest.raises(Refused) as refusal:
        plan.do(set_score, key, "fresh", 101.0, TODAY)
    assert refusal.value.field == "fresh_score"


def test_an_issue_becomes_a_task_once(plan: Plan) -> None:
    source = plan.do(add_row, DataSource, plan.project_id, name="Tickets")
    issue = plan.do(add_issue, source, "Labels disagree")
    task = plan.do(plan_issue, issue)
    row = plan.contents.every(DataIssue)[issue]
    assert row.activity_id == task
    activity = plan.contents.activities[task]
    assert (activity.name, activity.duration_minutes) == ("Labels disagree", 5 * 480)
    with pytest.raises(Refused, match="mends it already"):
        plan.do(plan_issue, issue)
    plan.store.undo()
    assert task not in plan.contents.activities
    assert plan.contents.every(DataIssue)[issue].activity_id is None


def test_measures_and_datasheet_have_one_row_each(plan: Plan) -> None:
    source = plan.do(add_row, DataSource, plan.project_id, name="Tickets")
    plan.do(set_measure, source, Dimension.ACCURACY, "actual", 72.0)
    plan.do(set_measure, source, Dimension.ACCURACY, "target", 90.0)
    (measure,) = plan.contents.of(QualityMeasure, "source_id", source)
    assert (measure.actual, measure.target) == (72, 90)
    plan.do(write_datasheet, source, SheetSection.USES, "Training")
    plan.do(write_datasheet, source, SheetSection.USES, "Training only ")
    (answer,) = plan.contents.of(DatasheetAnswer, "source_id", source)
    assert answer.text == "Training only"


def test_two_criteria_need_an_impact_assessment_and_one_does_not() -> None:
    asked = {one.key: Reply.NO for one in protection.questions()}
    calm = protection.assess(asked)
    assert (calm.duties, calm.open, calm.risk) == ((), (), "Minimal")
    one = protection.assess(asked | {"large_scale": Reply.YES})
    assert one.duties == ()
    two = protection.assess(asked | {"large_scale": Reply.YES, "innovative": Reply.YES})
    assert [duty.key for duty in two.duties] == ["dpia"]
    assert two.duties[0].reasons == ("large_scale", "innovative")
    always = protection.assess(asked | {"large_special": Reply.YES})
    assert [duty.key for duty in always.duties] == ["dpia"]


def test_the_class_by_the_ai_act() -> None:
    asked = {one.key: Reply.NO for one in protection.questions()}
    assert protection.assess({}).risk == "Not known yet"
    assert protection.assess(asked | {"talks_to_people": Reply.YES}).risk == "Transparency"
    high = protection.assess(asked | {"employment": Reply.YES, "talks_to_people": Reply.YES})
    assert (high.risk, [duty.key for duty in high.duties]) == (
        "High risk",
        ["high_risk", "transparency"],
    )
    assert protection.assess(asked | {"social_scoring": Reply.YES}).risk == "Prohibited"


def test_a_duty_becomes_a_task_and_a_criterion_once(plan: Plan) -> None:
    plan.do(set_reply, plan.project_id, "talks_to_people", Reply.YES)
    found = protection.assess(protection.replies_of(plan.contents, plan.project_id))
    (duty,) = found.duties
    key = plan.do(plan_duty, plan.project_id, duty, None)
    assert plan.contents.activities[key].duration_minutes == 3 * 480
    (criterion,) = plan.contents.of(GateCriterion, "project_id", plan.project_id)
    assert (criterion.text, criterion.origin) == (duty.criterion, "transparency")
    with pytest.raises(Refused, match="criterion of the gate already"):
        plan.do(plan_duty, plan.project_id, duty, None)


def test_a_deleted_source_takes_all_of_its_rows_along(example: Plan) -> None:
    from leadbench.plan.edits.lists import delete_rows

    rows = example.contents.of(DataSource, "project_id", example.project_id)
    before = len(example.contents.every(Activity))
    example.do(delete_rows, DataSource, [rows[0].id])
    assert not example.contents.of(DataIssue, "source_id", rows[0].id)
    assert not example.contents.of(QualityMeasure, "source_id", rows[0].id)
    assert len(example.contents.every(Activity)) == before
    assert len(example.contents.of(DataAssessment, "project_id", example.project_id)) == 1
