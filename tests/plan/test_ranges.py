"""The ranges of tasks in a plan: what has one, and how the complexity of the data widens them."""

from datetime import date

from leadbench.analysis.ranges import Range
from leadbench.plan.complexity import complexity_of, widening_of
from leadbench.plan.edits.activities import set_estimate
from leadbench.plan.edits.complexity import allow_for, allow_for_present, follow_score, switch
from leadbench.plan.edits.data import set_score
from leadbench.plan.edits.lists import add_row
from leadbench.plan.ranges import ranges_of
from leadbench.plan.tables import ComplexityPart, DataSource
from tests.plan.plans import DAY, Plan

TODAY = date(2026, 3, 16)


def ranges(plan: Plan) -> dict[str, Range]:
    """By the names of the tasks."""
    contents = plan.contents
    found = ranges_of(contents, plan.project_id)
    return {contents.activities[key].name: one for key, one in found.items()}


def days(one: Range) -> tuple[float, float, float]:
    return one.optimistic / DAY, one.likely / DAY, one.pessimistic / DAY


def test_ranges_of_the_example_are_as_they_were_given(example: Plan) -> None:
    found = ranges(example)
    assert days(found["Fine-tune and select model"]) == (11, 15, 24)
    assert days(found["Label 20,000 tickets"]) == (15, 20, 30)
    # What is under way has the range of its remainder.
    assert days(found["Redact personal data"]) == (5, 7, 12)
    # Done tasks, milestones and summaries have none: 16 tasks are still open.
    assert len(found) == 16
    assert "Privacy review" not in found


def test_worse_labels_widen_every_range_at_once_and_undo_brings_them_back(example: Plan) -> None:
    before = ranges(example)
    archive = next(
        row
        for row in example.contents.of(DataSource, "project_id", example.project_id)
        if row.name == "Helpdesk ticket archive"
    )
    example.do(set_score, archive.id, "labels", 47.0, TODAY)
    # 53 lacking of 100, times 4: 2.12, so 2.1 points and not 1.1; the index climbs to 5.6.
    found = complexity_of(example.contents, example.project_id)
    assert found is not None
    assert found.index == 5.6
    # 10 % a point above 3: 1.26, where 1.16 is allowed for already.
    widening = widening_of(example.contents, example.project_id)
    assert round(widening.factor, 6) == round(1.26 / 1.16, 6)
    # 15 - 1.0862 x 4 = 10.655 days, 15 + 1.0862 x 9 = 24.776 days.
    low, likely, high = days(ranges(example)["Fine-tune and select model"])
    assert (round(low, 2), likely, round(high, 2)) == (10.65, 15, 24.78)
    example.store.undo()
    assert ranges(example) == before


def test_a_new_project_is_widened_without_more_ado(plan: Plan) -> None:
    key = next(
        row.id
        for row in plan.contents.activities_of(plan.project_id)
        if row.kind == "work" and row.actual_start_minute is None
    )
    plan.do(set_estimate, key, 8 * DAY, 10 * DAY, 14 * DAY)
    plan.do(add_row, ComplexityPart, plan.project_id, cause="Labels are missing", points=5.0)
    # Two points above 3, 10 % each: 10 - 1.2 x 2 and 10 + 1.2 x 4.
    (found,) = ranges_of(plan.contents, plan.project_id).values()
    assert days(found) == (7.6, 10, 14.8)
    plan.do(switch, plan.project_id, "widens_durations", False)
    (found,) = ranges_of(plan.contents, plan.project_id).values()
    assert days(found) == (8, 10, 14)
    plan.do(switch, plan.project_id, "widens_durations", True)
    plan.do(allow_for_present, plan.project_id)
    assert widening_of(plan.contents, plan.project_id).allowed == 5.0
    (found,) = ranges_of(plan.contents, plan.project_id).values()
    assert days(found) == (8, 10, 14)
    plan.do(allow_for, plan.project_id, 4.0)
    (found,) = ranges_of(plan.contents, plan.project_id).values()
    # 1.2 / 1.1 = 1.0909: 10 - 2.1818 and 10 + 4.3636, to the minute outward.
    assert (found.optimistic, found.pessimistic) == (3752, 6895)


def test_one_end_alone_is_a_range_too(plan: Plan) -> None:
    key = next(row.id for row in plan.contents.activities_of(plan.project_id) if row.kind == "work")
    plan.do(set_estimate, key, None, 10 * DAY, 14 * DAY)
    assert ranges_of(plan.contents, plan.project_id) == {key: Range(4800, 4800, 6720)}


def test_points_that_follow_a_score_are_typed_again_where_its_source_goes(example: Plan) -> None:
    from leadbench.plan.edits.lists import delete_rows

    rows = example.contents.of(DataSource, "project_id", example.project_id)
    example.do(delete_rows, DataSource, [rows[0].id])
    found = complexity_of(example.contents, example.project_id)
    assert found is not None
    assert found.index == 4.6
    assert [line.points for line in found.lines] == [1.2, 1.1, 0.9, 0.7, 0.7]


def test_a_cause_that_followed_a_score_keeps_what_it_added(example: Plan) -> None:
    labels = example.contents.of(ComplexityPart, "project_id", example.project_id)[1]
    example.do(set_score, labels.source_id, "labels", 47.0, TODAY)
    example.do(follow_score, labels.id, None, None)
    example.do(set_score, labels.source_id, "labels", 90.0, TODAY)
    found = complexity_of(example.contents, example.project_id)
    assert found is not None
    assert found.lines[1].points == 2.1
