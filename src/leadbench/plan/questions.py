"""How far the questions of a page are settled."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadbench import process
from leadbench.plan.contents import Contents
from leadbench.plan.tables import Answer, AnswerState


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what a project answers to it, if anything."""

    step: str
    question: process.Question
    answer: Answer | None

    @property
    def state(self) -> AnswerState:
        """How settled it is."""
        return AnswerState.OPEN if self.answer is None else AnswerState(self.answer.state)

    @property
    def text(self) -> str:
        """The answer, "" without one."""
        return "" if self.answer is None else self.answer.text


def questions_of(contents: Contents, project_id: int, page: str, step: str) -> tuple[Asked, ...]:
    """Return the questions that a page settles, each with its answer.

    Parameters
    ----------
    page, step
        Key of the screen, and of the step that it belongs to ("" for none).
    """
    answers = {
        row.question: row
        for row in contents.of(Answer, "project_id", project_id)
        if row.step == step
    }
    return tuple(
        Asked(step, question, answers.get(question.key))
        for question in process.questions_of(page, step)
    )


def open_of(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Return the questions that have no answer yet."""
    return tuple(one for one in asked if one.state == AnswerState.OPEN)
