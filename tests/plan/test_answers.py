from datetime import date

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.answers import set_answer_owner, set_answer_state, write_answer
from leadbench.plan.edits.resources import add_role
from leadbench.plan.questions import open_of, questions_of
from leadbench.plan.tables import Answer, AnswerState
from tests.plan.plans import Plan

TODAY = date(2026, 3, 16)
PROBLEM = ("discovery", "problem")


def row(plan: Plan) -> Answer:
    (found,) = plan.contents.of(Answer, "project_id", plan.project_id)
    return found


def test_an_answer_settles_its_question(plan: Plan) -> None:
    before = questions_of(plan.contents, plan.project_id, "discovery", "discovery")
    assert len(open_of(before)) == 5
    plan.do(write_answer, plan.project_id, *PROBLEM, "  Agents route by hand. ", TODAY)
    after = questions_of(plan.contents, plan.project_id, "discovery", "discovery")
    assert [one.question.key for one in open_of(after)] == [
        one.question.key for one in before if one.question.key != "problem"
    ]
    assert (row(plan).text, row(plan).state, row(plan).settled_on) == (
        "Agents route by hand.",
        "answered",
        TODAY,
    )


def test_new_words_take_an_agreement_back(plan: Plan) -> None:
    plan.do(write_answer, plan.project_id, *PROBLEM, "First words", TODAY)
    plan.do(set_answer_state, plan.project_id, *PROBLEM, AnswerState.AGREED, TODAY)
    assert row(plan).state == "agreed"
    plan.do(write_answer, plan.project_id, *PROBLEM, "First words", TODAY)
    assert row(plan).state == "agreed"
    plan.do(write_answer, plan.project_id, *PROBLEM, "Other words", TODAY)
    assert row(plan).state == "answered"
    plan.do(write_answer, plan.project_id, *PROBLEM, "", TODAY)
    assert (row(plan).state, row(plan).settled_on) == ("open", None)


def test_nobody_can_agree_to_nothing(plan: Plan) -> None:
    with pytest.raises(Refused, match="Write the answer first"):
        plan.do(set_answer_state, plan.project_id, *PROBLEM, AnswerState.AGREED, TODAY)
    assert not plan.contents.of(Answer, "project_id", plan.project_id)


def test_a_question_has_an_owner_and_gives_it_up(plan: Plan) -> None:
    role = plan.do(add_role, "Product manager")
    plan.do(set_answer_owner, plan.project_id, *PROBLEM, role)
    assert row(plan).owner_role_id == role
    plan.store.undo()
    assert not plan.contents.of(Answer, "project_id", plan.project_id)


def test_a_page_has_only_its_own_questions_of_a_step(plan: Plan) -> None:
    needs = questions_of(plan.contents, plan.project_id, "requirements", "architecture")
    parts = questions_of(plan.contents, plan.project_id, "architecture", "architecture")
    assert len(needs) == len(parts) == 5
    assert not {one.question.key for one in needs} & {one.question.key for one in parts}
    assert questions_of(plan.contents, plan.project_id, "overview", "") == ()
