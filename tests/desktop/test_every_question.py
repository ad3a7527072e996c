"""Every question of product discovery, data assessment, prioritizing and architecture has a place.

The questions are those of the process as its text asks them, step by step.
"""

from datetime import date

import pytest

from leadbench import process
from leadbench.desktop.widgets.form import NoteField
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.window import Window
from leadbench.plan.questions import questions_of
from leadbench.plan.tables import Answer
from leadbench.plan.templates.start import new_project

ASKED = (
    ("discovery", "Which customer problem", "problem", "discovery"),
    ("discovery", "for whom", "problem", "discovery"),
    ("discovery", "How likely is machine learning to address it", "likelihood", "discovery"),
    ("discovery", "large is the market", "market", "discovery"),
    ("discovery", "earn or save if it works", "gain", "discovery"),
    ("discovery", "feasible machine-learning method", "method", "discovery"),
    ("data_assessment", "How good is the data", "data_quality", "data_assessment"),
    ("data_assessment", "How good is the infrastructure", "infrastructure", "data_assessment"),
    ("data_assessment", "How complex does that make the project", "complexity", "data_assessment"),
    ("data_assessment", "add to the cost", "cost", "data_assessment"),
    ("data_assessment", "feasible with this data", "feasibility", "data_assessment"),
    ("data_assessment", "engineering work must be planned", "work", "data_assessment"),
    ("prioritization", "gain does each candidate", "gain", "portfolio"),
    ("prioritization", "each candidate cost", "cost", "business_case"),
    ("prioritization", "likely is each candidate to succeed", "success", "business_case"),
    ("prioritization", "high gain at low complexity and cost", "high_gain", "portfolio"),
    ("prioritization", "do we discard", "discard", "portfolio"),
    ("architecture", "per day and per second", "load", "requirements"),
    ("architecture", "How many users", "users", "requirements"),
    ("architecture", "predictive performance is the minimum", "performance", "requirements"),
    ("architecture", "latency is acceptable", "latency", "requirements"),
    ("architecture", "other business requirements", "other_needs", "requirements"),
    ("architecture", "batches or in real time", "mode", "architecture"),
    ("architecture", "How many servers", "servers", "architecture"),
    ("architecture", "Which fallback", "fallback", "architecture"),
    ("architecture", "databases or queues", "stores", "architecture"),
    ("architecture", "other technical requirements", "other_technical", "architecture"),
)
COUNTS = {
    "discovery": 5, "data_assessment": 6, "portfolio": 3, "business_case": 2, "requirements": 5,
    "architecture": 5,
}  # fmt: skip
STEPS = {"portfolio": "prioritization", "business_case": "prioritization",
         "requirements": "architecture"}  # fmt: skip


@pytest.mark.parametrize(("step", "words", "key", "page"), ASKED)
def test_a_question_stands_on_its_page_with_a_hint(
    step: str, words: str, key: str, page: str
) -> None:
    found = next(one for one in process.STEPS if one.key == step)
    (question,) = (one for one in found.questions if one.key == key)
    assert words in question.text
    assert found.page_of(question) == page
    assert question.hint


def test_no_question_of_these_steps_is_left_out() -> None:
    known = {(step, key) for step, _words, key, _page in ASKED}
    asked = {
        (step.key, one.key)
        for step in process.STEPS
        if step.key in {"discovery", "data_assessment", "prioritization", "architecture"}
        for one in step.questions
    }
    assert asked == known


@pytest.mark.parametrize("page", COUNTS)
def test_an_open_question_is_told_in_the_head_and_settled_with_words_state_and_owner(
    window: Window, page: str
) -> None:
    with window.document.edit("Add a project", "portfolio") as session:
        key = new_project(session, "Blank", date(2026, 3, 2))
    window.document.show_project(key)
    window.show_page(page)
    shown = window.pages.page
    assert shown is not None
    (count,) = shown.findChildren(QuestionCount)
    many = COUNTS[page]
    assert count.text().endswith(f"{many} open")
    assert count.isVisible()
    window.resize(1120, 700)
    assert count.isVisible()
    count.click()
    assert window.body.inspector_shown
    inspector = shown.inspector()
    assert inspector is not None
    (questions,) = inspector.findChildren(Questions)
    note = questions.form.fields["text"]
    assert isinstance(note, NoteField)
    assert note.isVisible()
    note.edit.setPlainText("An answer")
    note.commit()
    assert count.text().endswith(f"{many - 1} open")
    questions.form.fields["state"].committed.emit("Agreed")
    role = questions._roles()[1][1]
    questions.form.fields["owner_role_id"].committed.emit(role)
    step = STEPS.get(page, page)
    first = questions_of(window.document.contents, key, page, step)[0]
    (row,) = window.document.contents.of(Answer, "project_id", key)
    assert (row.question, row.text, row.state) == (first.question.key, "An answer", "agreed")
    roles = {one.id: one.name for one in window.document.contents.ordered_roles()}
    assert roles[row.owner_role_id or 0] == role
