"""The questions of a page, worked through as a person does."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout

from leadbench.desktop.screens.architecture import Page as Architecture
from leadbench.desktop.screens.requirements import Page
from leadbench.desktop.widgets.form import NoteField
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.text import Text
from leadbench.desktop.window import Window
from leadbench.plan.edits.projects import add_project
from leadbench.plan.tables import Answer
from leadbench.plan.templates.start import new_project


def requirements(window: Window) -> Page:
    window.show_page("requirements")
    page = window.pages.page
    assert isinstance(page, Page)
    page.commands()[0].run()
    return page


def answers(window: Window) -> dict[str, str]:
    document = window.document
    rows = document.contents.of(Answer, "project_id", document.project_id)
    return {row.question: f"{row.state}: {row.text}" for row in rows if row.step == "architecture"}


def test_an_answer_is_typed_and_undone(window: Window) -> None:
    page = requirements(window)
    questions = page.questions
    questions.toggle(1)
    note = questions.form.fields["text"]
    assert isinstance(note, NoteField)
    note.edit.selectAll()
    QTest.keyClicks(note.edit, "310 agents and a robot")
    QTest.keyClick(note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers(window)["users"] == "answered: 310 agents and a robot"
    assert "310 agents and a robot" in questions.heads[1].accessibleName()
    window.document.undo()
    assert answers(window)["users"].startswith("agreed: 310 agents, and")


def test_agreeing_to_nothing_is_refused_at_the_field(window: Window) -> None:
    page = requirements(window)
    questions = page.questions
    questions.toggle(2)
    note = questions.form.fields["text"]
    assert isinstance(note, NoteField)
    note.edit.selectAll()
    QTest.keyClick(note.edit, Qt.Key.Key_Delete)
    QTest.keyClick(note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers(window)["performance"] == "open: "
    assert questions.count.text() == "1 of 5 open"
    state = questions.form.fields["state"]
    state.committed.emit("Agreed")
    assert "Write the answer first" in state.complaint.text()
    assert answers(window)["performance"] == "open: "


def test_the_keyboard_opens_and_closes_a_question(window: Window) -> None:
    page = requirements(window)
    head = page.questions.heads[0]
    assert page.questions.form.isVisible()
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert not page.questions.form.isVisible()
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert page.questions.form.isVisible()


def test_open_questions_stand_first_in_a_new_project(window: Window) -> None:
    window.show_page("architecture")
    page = window.pages.page
    assert isinstance(page, Architecture)
    resting = page.side.questions.parentWidget()
    assert resting is not None
    column = resting.layout()
    assert isinstance(column, QVBoxLayout)
    assert column.indexOf(page.side.questions) > column.indexOf(page.side.sheet)
    with window.document.edit("Add a project", "portfolio") as session:
        key = new_project(session, "Blank", date(2026, 3, 2))
    settled = window.document.project_id
    assert settled is not None
    window.document.show_project(key)
    assert column.indexOf(page.side.questions) == 0
    window.document.show_project(settled)
    assert column.indexOf(page.side.questions) > column.indexOf(page.side.sheet)


FIRST = {
    "discovery": "Begin with the problem: whom it touches, and what it costs them today.",
    "data_assessment": "Add the sources that the first stage needs, and score them.",
    "business_case": "It needs a gain, the costs and the chances of both gates. Type them with "
    "Costs and gains; the gain comes from Product discovery where that has one.",
    "requirements": "No requirements yet",
    "architecture": "Begin with the load in the sizing sheet, then draw what answers it.",
}
"""What each page of a new project says to do first."""


@pytest.mark.parametrize("key", FIRST)
def test_a_page_of_a_new_project_asks_with_hints_and_says_what_comes_first(
    window: Window, key: str
) -> None:
    with window.document.edit("Add a project", "portfolio") as session:
        project = add_project(session, "Router", start_minute=29_000_160)
    window.document.show_project(project)
    window.show_page(key)
    page = window.pages.page
    assert page is not None
    page.commands()[0].run()
    inspector = page.inspector()
    assert inspector is not None
    (asked,) = inspector.findChildren(Questions)
    assert asked.isVisible()
    assert asked.heads
    heads = [head for head in asked.heads if head.asked is not None]
    assert all(head.asked.question.hint for head in heads if head.asked is not None)
    assert asked.count.text() == f"{len(heads)} of {len(heads)} open"
    said = [text.text() for text in page.findChildren(Text) if text.isVisible()]
    assert FIRST[key] in said
