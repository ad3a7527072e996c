"""Answering the questions of a step."""

from datetime import date

from sqlmodel import Session, select

from leadbench import process
from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found
from leadbench.plan.tables import Answer, AnswerState, Project, Role


def write_answer(
    session: Session, project_id: int, step: str, question: str, text: str, today: date
) -> None:
    """Write what a project answers to a question.

    An open question that gets an answer becomes answered; an agreed one is only answered again,
    since nobody has agreed to the new words; one whose answer is emptied is open.
    """
    row = _answer(session, project_id, step, question)
    clean = text.strip()
    if clean == row.text:
        return
    row.text = clean
    _settle(row, AnswerState.ANSWERED if clean else AnswerState.OPEN, today)


def set_answer_state(
    session: Session, project_id: int, step: str, question: str, state: AnswerState, today: date
) -> None:
    """Say how settled a question is.

    Raises
    ------
    Refused
        If it shall be answered or agreed without an answer.
    """
    row = _answer(session, project_id, step, question)
    if state != AnswerState.OPEN and not row.text:
        raise Refused(
            "Write the answer first: nobody can agree to what is not written. Nothing was changed.",
            table="answer",
            field="state",
        )
    if row.state != state:
        _settle(row, state, today)


def set_answer_owner(
    session: Session, project_id: int, step: str, question: str, role_id: int | None
) -> None:
    """Say which role answers for a question, or None for nobody."""
    if role_id is not None:
        found(session, Role, role_id)
    _answer(session, project_id, step, question).owner_role_id = role_id


def _settle(row: Answer, state: AnswerState, today: date) -> None:
    row.state = state
    row.settled_on = None if state == AnswerState.OPEN else today


def _answer(session: Session, project_id: int, step: str, question: str) -> Answer:
    """Return the row of a question, a new one where it has none yet."""
    found(session, Project, project_id)
    if question not in {one.key for one in process.step(step).questions}:
        raise KeyError(question)
    statement = select(Answer).where(
        Answer.project_id == project_id, Answer.step == step, Answer.question == question
    )
    row = session.exec(statement).first()
    if row is None:
        row = Answer(project_id=project_id, step=step, question=question)
        added(session, row)
    return row
