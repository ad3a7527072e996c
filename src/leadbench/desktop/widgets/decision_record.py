"""The fields of a decision record, which two pages edit."""

from collections.abc import Callable, Sequence

from leadbench.desktop.widgets.field_spec import Choices, FieldSpec
from leadbench.plan.tables import DecisionState

STATES: Choices = tuple((state, state.value.capitalize()) for state in DecisionState)


def decision_fields(
    heading: str = "", requirements: Callable[[], Choices] | None = None
) -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return the fields of one decision record.

    Parameters
    ----------
    heading
        What stands above them.
    requirements
        The technical requirements that it can follow from; None where that is plain.
    """
    fields = [
        FieldSpec("title", "Question"),
        FieldSpec("context", "Context", editor="note"),
        FieldSpec("options", "Options", editor="note"),
        FieldSpec("choice", "Choice"),
        FieldSpec("reason", "Because"),
        FieldSpec("consequences", "What follows", editor="note"),
    ]
    if requirements is not None:
        fields.append(
            FieldSpec("requirement_id", "Follows from", editor="choice", choices=requirements)
        )
    fields += [
        FieldSpec("state", "State", editor="choice", choices=STATES),
        FieldSpec("decided_on", "Decided", editor="date", half=True),
        FieldSpec("decided_by", "By", half=True),
    ]
    return ((heading, fields),)
