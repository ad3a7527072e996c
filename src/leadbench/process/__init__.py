"""The fourteen steps of leading a machine-learning project, in order.

Each step has a key that names it wherever it appears (a screen, a section, a guide page), the
questions that it must settle, and the people with whom they are settled.
"""

from leadbench.process.step import Question, Step
from leadbench.process.steps import STEPS

__all__ = ["STEPS", "Question", "Step", "pages", "questions_of", "step"]


def questions_of(page: str, step_key: str) -> tuple[Question, ...]:
    """Return the questions that a screen settles, of the step that it belongs to."""
    if not step_key:
        return ()
    own = step(step_key)
    return tuple(one for one in own.questions if own.page_of(one) == page)


def pages() -> dict[str, str]:
    """Return the key of each screen that settles questions, with that of its step."""
    return {step.page_of(one): step.key for step in STEPS for one in step.questions}


def step(key: str) -> Step:
    """Return the step of that key; raise ``KeyError`` if there is none."""
    for candidate in STEPS:
        if candidate.key == key:
            return candidate
    raise KeyError(key)
