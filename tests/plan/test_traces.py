"""The chain from goal to document section: coverage, orphans, what touches what, and its links."""

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.projects import add_project
from leadbench.plan.edits.requirements import add_requirement
from leadbench.plan.edits.traces import (
    add_check,
    can_mend,
    keys_of,
    link,
    mend,
    set_checks,
    set_linked,
    unlink,
)
from leadbench.plan.review import findings
from leadbench.plan.tables import Check, Monitor, RequirementKind
from leadbench.plan.traces import STEPS, Chain, Item, Place, checked_by
from tests.plan.plans import Plan


def chain(plan: Plan) -> Chain:
    return Chain(plan.contents, plan.project_id)


def item(plan: Plan, place: Place, code: str) -> Item:
    return next(one for one in chain(plan).items[place].values() if one.code == code)


def orphans(plan: Plan) -> list[str]:
    return [one.words for one in chain(plan).orphans()]


def test_coverage_of_the_example(example: Plan) -> None:
    found = {
        (one.step.left, one.step.right): (one.left, one.right) for one in chain(example).coverage()
    }
    assert found[Place.GOAL, Place.BUSINESS] == ((13, 13), (9, 9))
    assert found[Place.BUSINESS, Place.TECHNICAL] == ((9, 9), (9, 9))
    assert found[Place.TECHNICAL, Place.TEST] == ((8, 9), (5, 5))
    assert found[Place.TEST, Place.MONITOR] == ((5, 5), (7, 7))
    assert found[Place.MONITOR, Place.SECTION] == ((7, 7), (5, 5))
    built = found[Place.TECHNICAL, Place.TASK]
    assert built[0] == (9, 9)
    # 2.2, 3.1, 3.4, 4.1, 4.2, 4.3, 4.4 and 4.5, of 26 tasks
    assert built[1] == (8, 26)
    percent = [one.percent for one in chain(example).coverage()]
    assert percent == pytest.approx([100, 100, 100, 800 / 9, 100, 100])


def test_the_one_orphan_of_the_example_is_mended_in_one_step(example: Plan) -> None:
    assert orphans(example) == ["T8 Language check has no test"]
    (orphan,) = chain(example).orphans()
    assert can_mend(orphan)
    key = example.do(mend, example.project_id, orphan)
    assert example.contents.every(Check)[key].name == "Language check test"
    # A test that nothing watches is the next one.
    assert orphans(example) == ["C6 Language check test has no monitor"]
    (orphan,) = chain(example).orphans()
    monitor = example.do(mend, example.project_id, orphan)
    assert example.contents.every(Monitor)[monitor].name == "Language check test"
    (orphan,) = chain(example).orphans()
    example.do(mend, example.project_id, orphan)
    assert orphans(example) == []
    for _ in range(3):
        example.store.undo()
    assert orphans(example) == ["T8 Language check has no test"]


def test_orphans_on_both_sides(plan: Plan) -> None:
    need = plan.do(add_requirement, plan.project_id, RequirementKind.BUSINESS, "How fast?")
    plan.do(add_requirement, plan.project_id, RequirementKind.TECHNICAL, "Servers")
    check = plan.do(add_check, plan.project_id, "Load test")
    assert orphans(plan) == [
        "B1 How fast? leads to no technical requirement",
        "T1 Servers follows from no business requirement",
        "T1 Servers is built in no task",
        "T1 Servers has no test",
        "C1 Load test checks no technical requirement",
    ]
    first, second, third, *_ = chain(plan).orphans()
    assert can_mend(first)
    assert not can_mend(second)
    with pytest.raises(Refused, match="Link it in the matrix"):
        plan.do(mend, plan.project_id, second)
    plan.do(mend, plan.project_id, first)
    assert item(plan, Place.TECHNICAL, "T2").name == "How fast"
    plan.do(mend, plan.project_id, third)
    (task,) = chain(plan).downstream(item(plan, Place.TECHNICAL, "T1"))
    assert (task.place, task.name) == (Place.TASK, "Servers")
    assert plan.contents.traced_to(need)[0].code == "T2"
    assert plan.contents.every(Check)[check].name == "Load test"


def test_what_a_goal_touches(example: Plan) -> None:
    goal = next(
        one for one in chain(example).items[Place.GOAL].values() if one.name == "p95 reply time"
    )
    touched = chain(example).downstream(goal)
    codes = [one.code for one in touched if one.place in (Place.BUSINESS, Place.TECHNICAL)]
    assert codes == ["B4", "T1", "T2", "T3"]
    assert [one.name for one in touched if one.place == Place.SECTION] == [
        "Runbook: slow answers", "Runbook: fallback",
    ]  # fmt: skip
    assert [one.name for one in touched if one.place == Place.DECISION] == ["Batch or real time"]


def test_what_leads_to_a_section(example: Plan) -> None:
    section = item(example, Place.SECTION, "D5")
    assert section.name == "Privacy impact assessment: record of processing"
    above = chain(example).upstream(section)
    assert [f"{one.place.value}: {one.words}" for one in above] == [
        "monitor: M6 Personal data in the store",
        "test: C4 Sample audit",
        "technical requirement: T5 Redaction",
        "business requirement: B7 Personal data?",
        "risk: R2 Privacy counsel asks for a second review",
        "goal: G10 Harmful answers",
    ]
    assert section.page == "requirements"
    assert above[-1].page == "success_metrics"


def test_a_requirement_is_built_in_several_tasks(example: Plan) -> None:
    ends = (Place.TECHNICAL, Place.TASK)
    serving = item(example, Place.TECHNICAL, "T2")
    key = serving.key

    def tasks() -> list[str]:
        below = chain(example).downstream(serving)
        return [one.code for one in below if one.place == Place.TASK]

    assert tasks() == ["4.1", "4.5"]
    example.do(unlink, ends, key, example.keys["4.1"])
    assert tasks() == ["4.5"]
    assert example.contents.requirements[key].activity_id == example.keys["4.5"]
    example.do(link, ends, key, example.keys["4.2"])
    example.do(link, ends, key, example.keys["4.2"])
    assert tasks() == ["4.2", "4.5"]
    example.do(unlink, ends, key, example.keys["4.2"])
    assert tasks() == ["4.5"]


def test_tests_are_named_in_words(example: Plan) -> None:
    key = item(example, Place.TECHNICAL, "T8").key
    example.do(set_checks, key, "load TEST, Language test,, language test")
    assert checked_by(example.contents, key) == "Load test, Language test"
    assert len(chain(example).items[Place.TEST]) == 6
    example.do(set_checks, key, "Language test")
    assert checked_by(example.contents, key) == "Language test"
    assert checked_by(example.contents, item(example, Place.TECHNICAL, "T1").key) == "Load test"


def test_links_by_codes_and_names(example: Plan) -> None:
    goals = chain(example).items[Place.GOAL].values()
    need = item(example, Place.BUSINESS, "B9").key

    def named(text: str) -> set[str]:
        keys = keys_of(goals, text, table="requirement", key=need, field="goals")
        return {goal.code for goal in goals if goal.key in keys}

    assert named("g1; G3") == {"G1", "G3"}
    assert named("G1 g2, P95 REPLY TIME") == {"G1", "G2", "G9"}
    assert named(" , ") == set()
    for text, words in (
        ("G99", "no goal G99. Write codes such as G1, G2"),
        ("G1, answer", "“answer” fits 3 names"),
        ("r", "“r” fits [0-9]+ names"),
    ):
        with pytest.raises(Refused, match=words) as refusal:
            named(text)
        assert (refusal.value.table, refusal.value.field) == ("requirement", "goals")
    wanted = keys_of(goals, "G1 G3", table="requirement", key=need, field="goals")
    example.do(set_linked, (Place.GOAL, Place.BUSINESS), need, wanted)
    above = chain(example).upstream(item(example, Place.BUSINESS, "B9"))
    assert [one.code for one in above] == ["G1", "G3"]


def test_links_stay_within_a_project(plan: Plan) -> None:
    other = plan.do(add_project, "Other", start_minute=0)
    check = plan.do(add_check, other, "Load test")
    servers = plan.do(add_requirement, plan.project_id, RequirementKind.TECHNICAL, "Servers")
    with pytest.raises(Refused, match="belong to one project"):
        plan.do(link, (Place.TECHNICAL, Place.TEST), servers, check)
    assert checked_by(plan.contents, servers) == ""


def test_the_review_names_loose_ends(example: Plan) -> None:
    ends = (Place.GOAL, Place.BUSINESS)
    for left, right in chain(example).linked(STEPS[0]):
        if right == item(example, Place.BUSINESS, "B4").key:
            example.do(unlink, ends, left, right)
    example.do(add_check, example.project_id, "Soak test")
    titles = [
        one.title
        for one in findings(
            example.contents, example.project_id, example.schedule(), example.network()
        )
    ]
    assert {
        "1 success metric has no requirement",
        "1 business requirement serves no goal",
        "1 test checks no requirement",
        "1 test has no monitor",
    } <= set(titles)
