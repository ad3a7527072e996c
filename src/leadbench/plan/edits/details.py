"""Editing what an activity belongs to and what is said of it: deadline, cost, notes and more."""

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import found, number_of
from leadbench.plan.edits.activities import set_duration, set_role
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Assignment,
    Calendar,
    Person,
    Responsibility,
    Stage,
)

_LONGEST_CODE = 200


def set_span(session: Session, key: int, minutes: int, *, elapsed: bool) -> None:
    """Set the whole duration of an activity, in working time or on the clock.

    Raises
    ------
    Refused
        As ``set_duration`` does.
    """
    found(session, Activity, key).elapsed = elapsed
    set_duration(session, key, minutes)


def set_deadline(session: Session, key: int, minute: int | None) -> None:
    """Set the instant by which an activity should be finished, or none; it moves no date."""
    found(session, Activity, key).deadline_minute = minute


def set_holder(session: Session, key: int, role_id: int | None, person_id: int | None) -> None:
    """Name the role that answers for an activity, and the person of it if one is known.

    Raises
    ------
    Refused
        If the person holds another role.
    """
    if person_id is not None and found(session, Person, person_id).role_id != role_id:
        name = found(session, Person, person_id).name
        raise Refused(f"{name} holds another role. Nothing was changed.", field="role")
    set_role(session, key, role_id)
    session.flush()
    statement = select(Assignment).where(
        Assignment.activity_id == key, Assignment.responsibility == Responsibility.ACCOUNTABLE
    )
    for row in session.exec(statement):
        row.person_id = person_id


def set_stage(session: Session, key: int, stage_id: int | None) -> None:
    """Say to which stage of investment an activity belongs, or to none.

    Raises
    ------
    Refused
        If the stage belongs to another project.
    """
    activity = found(session, Activity, key)
    if stage_id is not None and found(session, Stage, stage_id).project_id != activity.project_id:
        raise Refused("This stage belongs to another project. Nothing was changed.", field="stage")
    activity.stage_id = stage_id


def set_calendar(session: Session, key: int, calendar_id: int | None) -> None:
    """Give an activity a calendar of its own, or the project's.

    Raises
    ------
    Refused
        For a summary, which has no working time of its own.
    """
    activity = found(session, Activity, key)
    if activity.kind == ActivityKind.SUMMARY:
        raise Refused(
            f"{number_of(session, key)} is a summary: each task below it has its own calendar. "
            "Nothing was changed.",
            table="activity",
            key=key,
            field="calendar",
        )
    if calendar_id is not None:
        found(session, Calendar, calendar_id)
    activity.calendar_id = calendar_id


def set_wbs(session: Session, key: int, code: str) -> None:
    """Give an activity a code; an empty one leaves it to its outline number.

    Raises
    ------
    Refused
        If the code is too long.
    """
    clean = " ".join(code.split())
    if len(clean) > _LONGEST_CODE:
        raise Refused(f"A code can have {_LONGEST_CODE} characters, this has {len(clean)}.")
    found(session, Activity, key).wbs = clean


def set_fixed_cost(session: Session, key: int, cents: int | None) -> None:
    """Say what an activity costs besides the work of people, or that nobody knows.

    Raises
    ------
    Refused
        If it is below zero.
    """
    if cents is not None and cents < 0:
        raise Refused(
            "A fixed cost cannot be below zero. Nothing was changed.",
            table="activity",
            key=key,
            field="fixed_cost",
        )
    found(session, Activity, key).fixed_cost_cents = cents


def set_notes(session: Session, key: int, text: str) -> None:
    """Say what others should know of an activity."""
    found(session, Activity, key).notes = text
