"""What a step and a question are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question that a lead must settle.

    Parameters
    ----------
    key
        Its name in a plan, unique within its step and never changed.
    text
        The question, whole.
    page
        Key of the screen that settles it; "" for the main screen of its step.
    hint
        How to come to an answer, in a sentence or two; "" where the question says it.
    """

    key: str
    text: str
    page: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process.

    Parameters
    ----------
    key
        Its name in code, files and changes.
    title
        Its name on screen and in documents.
    questions
        What the lead must settle here.
    done_with
        Who is normally involved.
    page
        Key of its main screen; "" if that is the step's own key.
    """

    key: str
    title: str
    questions: tuple[Question, ...]
    done_with: str
    page: str = ""

    def page_of(self, question: Question) -> str:
        """Return the key of the screen that settles one of its questions."""
        return question.page or self.page or self.key
