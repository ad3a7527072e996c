"""Copying, moving and detailing activities: what comes along, what does not, and undo."""

import pytest

from leadbench.analysis.inputs import ConstraintKind, LinkType
from leadbench.errors import LoopRefused, Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits import activities, copies, details
from leadbench.plan.edits.links import link, set_successors
from leadbench.plan.edits.outline import move_to
from leadbench.plan.edits.projects import add_project
from leadbench.plan.edits.resources import add_role
from leadbench.plan.outline import Outline
from tests.plan.plans import DAY, Plan


def clip(plan: Plan, *numbers: str) -> copies.Clip:
    contents = plan.contents
    keys = [plan.keys[number] for number in numbers]
    return copies.copied(contents, Outline(contents, plan.project_id), keys)


def names(contents: Contents, project_id: int) -> list[str]:
    outline = Outline(contents, project_id)
    return [f"{row.number} {contents.activities[row.key].name}" for row in outline.rows]


def test_a_copy_brings_its_parts_and_the_links_among_them(plan: Plan) -> None:
    keys = plan.keys
    plan.do(link, keys["1.1"], keys["1.2"], link_type=LinkType.START_START, lag=DAY)
    plan.do(link, keys["1.2"], keys["2"])
    before = names(plan.contents, plan.project_id)
    found = clip(plan, "1.1", "1", "1.2")  # the parts come with their summary, once
    assert len(found.links) == 1
    assert found.left_out == 1
    (top,) = plan.do(copies.paste, plan.project_id, found, below=keys["1"])
    contents = plan.contents
    outline = Outline(contents, plan.project_id)
    assert outline.number_of[top] == "2"
    assert [outline.number_of[key] for key in outline.below(top)] == [
        number.replace("1.", "2.", 1)
        for number in (line.split()[0] for line in before)
        if number.startswith("1.")
    ]
    (second,) = contents.links_to(outline.key_of["2.2"])
    assert second.predecessor_id == outline.key_of["2.1"]
    assert (second.link_type, second.lag) == ("SS", DAY)
    assert outline.number_of[keys["2"]] == "3"  # what stood there moved down
    plan.store.undo()
    assert names(plan.contents, plan.project_id) == before


def test_a_copy_keeps_the_work_but_not_its_progress(plan: Plan) -> None:
    key = plan.keys["2"]
    role = plan.do(add_role, "Welder")
    plan.do(activities.set_role, key, role, 60)
    plan.do(activities.set_duration, key, 7 * DAY)
    plan.do(details.set_notes, key, "Two\nlines")
    plan.do(details.set_wbs, key, "W-7")
    plan.do(activities.set_constraint, key, ConstraintKind.START_NO_EARLIER, 30_000_000)
    start = plan.contents.projects[plan.project_id].start_minute
    plan.do(activities.set_actual_start, key, start)
    (copy,) = plan.do(copies.paste, plan.project_id, clip(plan, "2"))
    row = plan.contents.activities[copy]
    assert (row.duration_minutes, row.notes, row.wbs) == (7 * DAY, "Two\nlines", "")
    assert (row.actual_start_minute, row.remaining_minutes, row.percent_complete) == (None, None, 0)
    assert row.constraint_minute == 30_000_000
    (share,) = plan.contents.assignments_of(copy)
    assert (share.role_id, share.allocation_percent) == (role, 60)


def test_a_clip_survives_as_text_and_goes_into_another_project(plan: Plan) -> None:
    role = plan.do(add_role, "Welder")
    plan.do(activities.set_role, plan.keys["1.1"], role)
    text = copies.to_text(clip(plan, "1"))
    start = plan.contents.projects[plan.project_id].start_minute
    other = plan.do(add_project, "Other", start_minute=start)
    plan.do(copies.paste, other, copies.from_text(text))
    theirs = [line.split(" ", 1)[1] for line in names(plan.contents, other)]
    mine = names(plan.contents, plan.project_id)
    assert theirs == [line.split(" ", 1)[1] for line in mine if line.startswith("1")]
    contents = plan.contents
    first = Outline(contents, other).key_of["1.1"]
    assert contents.assignments_of(first)[0].role_id == role


@pytest.mark.parametrize("text", ["", "{}", '{"activities": [1]}', "[1, 2]", "null"])
def test_foreign_text_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Copy them again"):
        copies.from_text(text)


def test_several_activities_move_to_one_place_in_their_order(plan: Plan) -> None:
    keys = plan.keys
    plan.do(move_to, [keys["3"], keys["1.1"]], parent=None, before=keys["2"])
    outline = Outline(plan.contents, plan.project_id)
    order = [row.key for row in outline.rows if row.depth == 0]
    assert order.index(keys["1.1"]) + 1 == order.index(keys["3"])
    assert order.index(keys["3"]) + 1 == order.index(keys["2"])
    plan.do(move_to, [keys["2"]], parent=keys["1"], before=None)
    assert plan.contents.activities[keys["2"]].parent_id == keys["1"]
    with pytest.raises(Refused, match="below itself"):
        plan.do(move_to, [keys["1"]], parent=keys["1.2"], before=None)


def test_successors_are_set_as_text_and_a_loop_is_refused(plan: Plan) -> None:
    keys = plan.keys
    plan.do(link, keys["1.1"], keys["1.2"])
    outline = Outline(plan.contents, plan.project_id)
    plan.do(set_successors, keys["1.1"], "2SS+1d, 3", outline)
    assert plan.predecessors("2") == "1.1SS+1d"
    assert plan.predecessors("3") == "1.1"
    assert plan.predecessors("1.2") == ""  # it was not written again
    kept = plan.contents.links_to(keys["3"])[0].id
    plan.do(set_successors, keys["1.1"], "3FS+2d", outline)
    assert plan.contents.links_to(keys["3"])[0].id == kept
    with pytest.raises(LoopRefused):
        plan.do(set_successors, keys["3"], "1.1", outline)
    with pytest.raises(Refused, match="no successor") as refused:
        plan.do(set_successors, keys["3"], "whatever", outline)
    assert refused.value.field == "successors"
    assert plan.predecessors("3") == "1.1FS+2d"


def test_copies_find_no_place_in_another_project(plan: Plan) -> None:
    contents = plan.contents
    clip = copies.copied(contents, Outline(contents, plan.project_id), [plan.keys["2"]])
    start = contents.projects[plan.project_id].start_minute
    other = plan.do(add_project, "Other", start_minute=start)
    with pytest.raises(Refused, match="another project"):
        plan.do(copies.paste, other, clip, below=plan.keys["3"])
    assert not plan.contents.activities_of(other)
    plan.do(copies.paste, other, clip)
    assert [row.name for row in plan.contents.activities_of(other)] == ["Train"]


def test_details_are_set_and_checked(plan: Plan) -> None:
    key, summary = plan.keys["2"], plan.keys["1"]
    plan.do(details.set_deadline, key, 30_000_000)
    plan.do(details.set_span, key, 1440, elapsed=True)
    row = plan.contents.activities[key]
    assert (row.deadline_minute, row.duration_minutes, row.elapsed) == (30_000_000, 1440, True)
    with pytest.raises(Refused, match="is a summary"):
        plan.do(details.set_calendar, summary, row.calendar_id)
    with pytest.raises(Refused, match="200 characters"):
        plan.do(details.set_wbs, key, "x" * 201)
    start = plan.contents.projects[plan.project_id].start_minute
    other = plan.do(add_project, "Other", start_minute=start)
    from leadbench.plan.edits.projects import add_stages

    stages = plan.do(add_stages, other)
    with pytest.raises(Refused, match="another project"):
        plan.do(details.set_stage, key, next(iter(stages.values())))
