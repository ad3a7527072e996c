"""Adding, moving, indenting, outdenting and deleting activities."""

import pytest

from leadbench.analysis.inputs import ActivityKind, ConstraintKind
from leadbench.errors import LoopRefused, Refused
from leadbench.plan.edits.activities import set_actual_start, set_by_hand, set_constraint
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import (
    add_activity,
    delete_activities,
    indent,
    move,
    move_down,
    move_to,
    move_up,
    outdent,
)
from leadbench.plan.edits.projects import add_project
from leadbench.plan.outline import Outline
from tests.plan.plans import DAY, Plan

START = [
    "1 Data summary",
    "1.1 Export work",
    "1.2 Label work",
    "1.3 Frozen milestone",
    "2 Train work",
    "3 Serve work",
]


def test_numbers_and_depth(plan: Plan) -> None:
    outline = Outline(plan.contents, plan.project_id)
    assert plan.outline() == START
    assert [row.depth for row in outline.rows] == [0, 1, 1, 1, 0, 0]
    assert [row.has_children for row in outline.rows] == [True, *[False] * 5]
    assert outline.key_of["1.2"] == plan.keys["1.2"]
    assert outline.below(plan.keys["1"]) == [plan.keys[n] for n in ("1.1", "1.2", "1.3")]


def test_add_below_above_and_as_child(plan: Plan) -> None:
    plan.do(add_activity, plan.project_id, "Audit", below=plan.keys["1.1"])
    plan.do(add_activity, plan.project_id, "Design", above=plan.keys["1"])
    plan.do(add_activity, plan.project_id, "Tune", parent=plan.keys["2"])
    plan.do(add_activity, plan.project_id, "  Gate  ", kind=ActivityKind.MILESTONE)
    assert plan.outline() == [
        "1 Design work",
        "2 Data summary",
        "2.1 Export work",
        "2.2 Audit work",
        "2.3 Label work",
        "2.4 Frozen milestone",
        "3 Train summary",
        "3.1 Tune work",
        "4 Serve work",
        "5 Gate milestone",
    ]
    durations = {row.name: row.duration_minutes for row in plan.contents.activities.values()}
    assert (durations["Audit"], durations["Gate"]) == (DAY, 0)


def test_a_task_needs_a_name_and_no_task_stands_below_a_milestone(plan: Plan) -> None:
    with pytest.raises(Refused) as refused:
        plan.do(add_activity, plan.project_id, "   ")
    assert refused.value.field == "name"
    with pytest.raises(Refused, match=r"1\.3 is a milestone"):
        plan.do(add_activity, plan.project_id, "Below", parent=plan.keys["1.3"])
    assert plan.outline() == START


def test_tasks_have_no_place_in_another_project(plan: Plan) -> None:
    start = plan.contents.projects[plan.project_id].start_minute
    other = plan.do(add_project, "Another", start_minute=start)
    there = plan.do(add_activity, other, "Theirs")
    for at in ("parent", "below", "above"):
        with pytest.raises(Refused, match="another project"):
            plan.do(add_activity, plan.project_id, "Astray", **{at: there})
    with pytest.raises(Refused, match="another project"):
        plan.do(move, plan.keys["2"], parent=there, position=0)
    with pytest.raises(Refused, match="another project"):
        plan.do(move_to, [plan.keys["2"]], parent=there, before=None)
    with pytest.raises(Refused, match="another project"):
        plan.do(move_to, [plan.keys["2"]], parent=None, before=there)
    assert plan.outline() == START
    kinds = {row.name: row.kind for row in plan.contents.activities_of(other)}
    assert kinds == {"Theirs": ActivityKind.WORK}


def test_indent_goes_below_the_sibling_above_and_outdent_comes_back(plan: Plan) -> None:
    plan.do(indent, [plan.keys["3"]])
    assert plan.outline()[-2:] == ["2 Train summary", "2.1 Serve work"]
    plan.do(outdent, [plan.keys["3"]])
    assert plan.outline() == START


def test_indent_takes_away_what_only_a_task_can_be_held_by(plan: Plan) -> None:
    monday = 20458 * 1440 + 480  # 5 January 2026, 08:00
    plan.do(set_constraint, plan.keys["2"], ConstraintKind.MUST_START, monday + 7 * 1440)
    plan.do(indent, [plan.keys["3"]])
    assert plan.row("2").constraint_kind == ConstraintKind.AS_SOON_AS_POSSIBLE
    assert plan.schedule().row(plan.keys["2"]).start == monday  # there are dates
    plan.store.undo()
    assert plan.schedule().row(plan.keys["2"]).start == monday + 7 * 1440
    plan.do(set_by_hand, plan.keys["2"], monday + 14 * 1440)
    plan.do(indent, [plan.keys["3"]])
    plan.do(outdent, [plan.keys["3"]])
    assert plan.schedule().row(plan.keys["2"]).start == monday  # as it was while a summary
    plan.do(set_constraint, plan.keys["2"], ConstraintKind.START_NO_EARLIER, monday + 7 * 1440)
    plan.do(indent, [plan.keys["3"]])
    assert plan.schedule().row(plan.keys["3"]).start == monday + 7 * 1440  # acts on what is below


def test_indent_several_keeps_their_order(plan: Plan) -> None:
    plan.do(indent, [plan.keys["3"], plan.keys["2"]])
    assert plan.outline()[-2:] == ["1.4 Train work", "1.5 Serve work"]
    plan.do(outdent, [plan.keys["3"], plan.keys["2"]])
    assert plan.outline() == START


def test_indent_takes_a_summary_with_its_children_once(plan: Plan) -> None:
    first = plan.do(add_activity, plan.project_id, "Plan", above=plan.keys["1"])
    plan.do(indent, [plan.keys["1"], plan.keys["1.1"]])
    assert plan.outline()[:3] == ["1 Plan summary", "1.1 Data summary", "1.1.1 Export work"]
    plan.do(delete_activities, [first])
    assert plan.outline() == ["1 Train work", "2 Serve work"]


def test_indent_refusals(plan: Plan) -> None:
    with pytest.raises(Refused, match="1 has no task above it") as refused:
        plan.do(indent, [plan.keys["1"]])
    assert refused.value.key == plan.keys["1"]
    after = plan.do(add_activity, plan.project_id, "After", below=plan.keys["1.3"])
    with pytest.raises(Refused, match=r"1\.3 is a milestone"):
        plan.do(indent, [after])
    plan.do(set_actual_start, plan.keys["2"], 0)
    with pytest.raises(Refused, match="2 has recorded progress"):
        plan.do(indent, [plan.keys["3"]])
    with pytest.raises(Refused, match="at the top level"):
        plan.do(outdent, [plan.keys["2"]])


def test_the_last_child_that_leaves_makes_its_parent_work_again(plan: Plan) -> None:
    plan.do(outdent, [plan.keys["1.1"], plan.keys["1.2"], plan.keys["1.3"]])
    assert plan.outline() == [
        "1 Data work",
        "2 Export work",
        "3 Label work",
        "4 Frozen milestone",
        "5 Train work",
        "6 Serve work",
    ]
    assert plan.row("1").duration_minutes == 2 * DAY


def test_move_up_and_down_keep_the_block_together(plan: Plan) -> None:
    plan.do(move_up, [plan.keys["1.2"], plan.keys["1.3"]])
    assert [line.split()[1] for line in plan.outline()[1:4]] == ["Label", "Frozen", "Export"]
    plan.do(move_down, [plan.keys["1.2"], plan.keys["1.3"]])
    assert plan.outline() == START
    before = plan.store.revision
    plan.do(move_up, [plan.keys["1"]])
    assert plan.outline() == START
    assert plan.store.revision == before  # nothing changed, so nothing to undo


def test_move_to_another_parent(plan: Plan) -> None:
    plan.do(move, plan.keys["1.1"], parent=plan.keys["2"], position=0)
    plan.do(move, plan.keys["3"], parent=plan.keys["1"], position=1)
    assert plan.outline() == [
        "1 Data summary",
        "1.1 Label work",
        "1.2 Serve work",
        "1.3 Frozen milestone",
        "2 Train summary",
        "2.1 Export work",
    ]
    with pytest.raises(Refused, match="cannot be moved below itself"):
        plan.do(move, plan.keys["1"], parent=plan.keys["1.2"], position=0)


def test_move_refuses_what_links_forbid(plan: Plan) -> None:
    plan.do(link, plan.keys["2"], plan.keys["3"])
    with pytest.raises(Refused, match="“Serve” waits for “Train”") as refused:
        plan.do(indent, [plan.keys["3"]])
    assert refused.value.field == "position"
    plan.do(link, plan.keys["1"], plan.keys["2"])
    with pytest.raises(LoopRefused) as loop:  # 3 would be a part of 1, which 2 waits for
        plan.do(move, plan.keys["3"], parent=plan.keys["1"], position=0)
    assert {plan.keys["2"], plan.keys["3"]} <= set(loop.value.members)
    assert "Choose another place" in str(loop.value)
    assert plan.outline() == START


def test_move_refuses_a_loop_through_a_link_into_the_summary(plan: Plan) -> None:
    plan.do(link, plan.keys["3"], plan.keys["2"])
    plan.do(link, plan.keys["2"], plan.keys["1"])
    with pytest.raises(LoopRefused):  # 1 waits for 2, which waits for 3
        plan.do(move, plan.keys["3"], parent=plan.keys["1"], position=0)
    assert plan.outline() == START


def test_delete_takes_children_and_links_and_closes_gaps(plan: Plan) -> None:
    plan.do(link, plan.keys["1.2"], plan.keys["2"])
    plan.do(delete_activities, [plan.keys["1.1"], plan.keys["1"]])
    assert plan.outline() == ["1 Train work", "2 Serve work"]
    assert plan.predecessors("2") == ""
    plan.store.undo()
    assert plan.outline() == START
    assert plan.predecessors("2") == "1.2"


def test_deleting_all_children_leaves_work(plan: Plan) -> None:
    plan.do(delete_activities, [plan.keys[n] for n in ("1.1", "1.2", "1.3")])
    assert plan.outline() == ["1 Data work", "2 Train work", "3 Serve work"]


def test_a_task_that_is_gone_is_named_as_such(plan: Plan) -> None:
    plan.do(delete_activities, [plan.keys["3"]])
    with pytest.raises(Refused, match="no longer in the plan"):
        plan.do(outdent, [plan.keys["3"]])
