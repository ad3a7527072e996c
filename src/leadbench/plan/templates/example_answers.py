"""What the example answers to the questions of its first steps."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from leadbench.plan.edits.answers import set_answer_owner, set_answer_state, write_answer
from leadbench.plan.tables import AnswerState
from leadbench.plan.templates.start import read


def add_answers(session: Session, project_id: int, roles: Mapping[str, int]) -> None:
    """Write every answer with its owner, on the day on which it was settled."""
    for row in read("example", "answers.json")["answers"]:
        place = (project_id, row["step"], row["question"])
        settled = date.fromisoformat(row["on"])
        write_answer(session, *place, row["text"], settled)
        set_answer_state(session, *place, AnswerState(row["state"]), settled)
        set_answer_owner(session, *place, roles[row["owner"]])
