"""Linking activities, one by one and as text."""

from datetime import date

import pytest

from leadbench.analysis.calendars import instant
from leadbench.analysis.inputs import LagUnit, LinkType
from leadbench.errors import LoopRefused, Refused
from leadbench.plan.edits.calendars import copy_calendar, delete_calendar, set_shifts
from leadbench.plan.edits.links import count_lag_in, link, set_link, set_predecessors, unlink
from leadbench.plan.outline import Outline
from tests.plan.plans import DAY, Plan


def set_text(plan: Plan, number: str, text: str) -> None:
    outline = Outline(plan.contents, plan.project_id)
    plan.do(set_predecessors, plan.keys[number], text, outline)


def test_link_and_unlink(plan: Plan) -> None:
    key = plan.do(
        link,
        plan.keys["1.1"],
        plan.keys["2"],
        link_type=LinkType.START_START,
        lag=3 * 1440,
        lag_unit=LagUnit.ELAPSED,
    )
    assert plan.predecessors("2") == "1.1SS+3ed"
    plan.do(unlink, [key])
    assert plan.predecessors("2") == ""
    plan.store.undo()
    assert plan.predecessors("2") == "1.1SS+3ed"


def test_impossible_links_are_refused(plan: Plan) -> None:
    keys = plan.keys
    plan.do(link, keys["1.1"], keys["1.2"])
    for pair, said in (
        (("2", "2"), "cannot wait for itself"),
        (("1", "1.2"), "1.2 is a part of 1"),
        (("1.2", "1"), "1.2 is a part of 1"),
        (("1.1", "1.2"), "in this way already"),
    ):
        with pytest.raises(Refused, match=said) as refused:
            plan.do(link, keys[pair[0]], keys[pair[1]])
        assert refused.value.field == "predecessors"
    plan.do(link, keys["1.1"], keys["1.2"], link_type=LinkType.FINISH_FINISH)  # another way
    assert plan.predecessors("1.2") == "1.1, 1.1FF"


def test_a_lag_is_counted_in_the_calendar_that_is_chosen_for_it(plan: Plan) -> None:
    key = plan.do(link, plan.keys["1.1"], plan.keys["2"], lag=DAY)
    usual = plan.schedule().row(plan.keys["2"]).start
    weekends = plan.do(copy_calendar, plan.contents.projects[plan.project_id].calendar_id, "W")
    shifts = [(480, 720), (780, 1020)]
    plan.do(set_shifts, weekends, (5, 6), shifts)
    plan.do(set_shifts, weekends, range(5), [])
    plan.do(count_lag_in, key, weekends)
    # A day of Saturdays and Sundays is over on Saturday 10 January; work goes on on Monday.
    monday = instant(date(2026, 1, 12)) + 480
    assert plan.schedule().row(plan.keys["2"]).start == monday
    with pytest.raises(Refused, match="the lag of a link to"):
        plan.do(delete_calendar, weekends)
    with pytest.raises(Refused):
        plan.do(count_lag_in, key, 999)
    plan.store.undo()
    assert plan.schedule().row(plan.keys["2"]).start == usual < monday
    plan.store.redo()
    plan.do(count_lag_in, key, None)
    assert plan.schedule().row(plan.keys["2"]).start == usual


def test_a_loop_names_every_task_in_order(plan: Plan) -> None:
    keys = plan.keys
    for before, after in (("1.1", "1.2"), ("1.2", "2"), ("2", "3")):
        plan.do(link, keys[before], keys[after])
    with pytest.raises(LoopRefused) as refused:
        plan.do(link, keys["3"], keys["1.1"])
    loop = [keys[number] for number in ("1.1", "1.2", "2", "3")]
    members = list(refused.value.members)
    turn = members.index(loop[0])
    assert members[turn:] + members[:turn] == loop
    numbers = {key: number for number, key in keys.items()}
    named = ", ".join(numbers[key] for key in [*members, members[0]])
    said = str(refused.value)
    assert said.startswith(f"This makes a loop: {named}. ")
    assert said.endswith(". Choose another task. Nothing was changed.")
    names = {number: plan.row(number).name for number in ("1.1", "1.2", "2", "3")}
    for before, after in (("1.1", "1.2"), ("1.2", "2"), ("2", "3"), ("3", "1.1")):
        assert f"“{names[after]}” waits for “{names[before]}” (FS)" in said
    assert plan.predecessors("1.1") == ""


def test_a_loop_through_a_summary_is_refused(plan: Plan) -> None:
    plan.do(link, plan.keys["1"], plan.keys["2"])
    with pytest.raises(LoopRefused):
        plan.do(link, plan.keys["2"], plan.keys["1.2"])
    plan.do(link, plan.keys["3"], plan.keys["1"])
    with pytest.raises(LoopRefused):
        plan.do(link, plan.keys["2"], plan.keys["3"])


def test_set_link(plan: Plan) -> None:
    key = plan.do(link, plan.keys["1.1"], plan.keys["2"])
    plan.do(set_link, key, lag=-DAY)
    assert plan.predecessors("2") == "1.1FS\u22121d"
    plan.do(set_link, key, link_type=LinkType.FINISH_FINISH, lag=50, lag_unit=LagUnit.PERCENT)
    assert plan.predecessors("2") == "1.1FF+50%"
    plan.do(set_link, key, predecessor=plan.keys["3"])
    assert plan.predecessors("2") == "3FF+50%"
    with pytest.raises(Refused, match="wait for itself"):
        plan.do(set_link, key, predecessor=plan.keys["2"])


def test_a_text_sets_all_predecessors_at_once(plan: Plan) -> None:
    set_text(plan, "3", "1.1FS+2d, 2SS")
    before = plan.contents.links_to(plan.keys["3"])[0]
    set_text(plan, "3", "1.2FF; 1.1+3d")
    assert plan.predecessors("3") == "1.1FS+3d, 1.2FF"
    after = plan.contents.links_to(plan.keys["3"])[0]
    assert (before.id, before.predecessor_id) == (after.id, after.predecessor_id)  # kept its row
    set_text(plan, "3", "")
    assert plan.predecessors("3") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.1, 3", "wait for itself"),
        ("1.1, 1.1+2d", "written twice"),
        ("1.1, 9", "no task 9"),
        ("1.1, soon", "no predecessor"),
    ],
)
def test_a_text_is_accepted_whole_or_not_at_all(plan: Plan, text: str, said: str) -> None:
    set_text(plan, "3", "2")
    with pytest.raises(Refused, match=said) as refused:
        set_text(plan, "3", text)
    assert refused.value.field == "predecessors"
    assert plan.predecessors("3") == "2"


def test_a_text_that_closes_a_loop_is_refused(plan: Plan) -> None:
    set_text(plan, "3", "2")
    with pytest.raises(LoopRefused, match="This makes a loop"):
        set_text(plan, "2", "1.1, 3")
    assert plan.predecessors("2") == ""
