"""Editing how a project is scheduled: from which end, by which rules, how its days are counted."""

from decimal import Decimal

from sqlmodel import Session

from leadbench.errors import Refused
from leadbench.plan.days import minutes_of_days
from leadbench.plan.edits._rows import found
from leadbench.plan.money import rounded
from leadbench.plan.tables import Project

_DAY_MINUTES = 1440


def schedule_from_finish(
    session: Session, project_id: int, *, wanted_minute: int | None = None
) -> None:
    """Let the dates of a project count back from a finish.

    Parameters
    ----------
    wanted_minute
        That finish; without one the finish that was wanted before, or else the committed one.

    Raises
    ------
    Refused
        If there is none.
    """
    project = found(session, Project, project_id)
    known = (wanted_minute, project.wanted_finish_minute, project.committed_finish_minute)
    finish = next((minute for minute in known if minute is not None), None)
    if finish is None:
        raise Refused(
            "Dates can count back only from a finish. Enter the wanted finish first. Nothing was"
            " changed.",
            table="project",
            key=project_id,
            field="wanted_finish_minute",
        )
    project.scheduled_from_finish, project.wanted_finish_minute = True, finish


def schedule_from_start(session: Session, project_id: int) -> None:
    """Let the dates of a project count from its start again; the wanted finish is kept."""
    found(session, Project, project_id).scheduled_from_finish = False


def set_wanted_finish(session: Session, project_id: int, minute: int | None) -> None:
    """Set the finish from which dates count back.

    Raises
    ------
    Refused
        If it is taken away while dates count back from it.
    """
    project = found(session, Project, project_id)
    if minute is None and project.scheduled_from_finish:
        raise Refused(
            "The dates count back from this finish. Schedule from the start first. Nothing was"
            " changed.",
            table="project",
            key=project_id,
            field="wanted_finish_minute",
        )
    project.wanted_finish_minute = minute


def set_hours_per_day(session: Session, project_id: int, hours: float | None) -> None:
    """Set how many working hours a day (d) has where durations are typed and shown.

    No date moves: durations are kept in minutes.

    Raises
    ------
    Refused
        Unless it is more than none and at most 24 hours, to the minute.
    """
    project = found(session, Project, project_id)
    minutes = rounded(Decimal(str(hours or 0)) * 60)
    if not 1 <= minutes <= _DAY_MINUTES:
        raise Refused(
            "A day has from one minute to 24 hours of work. Write for example 8 or 7.5. Nothing"
            " was changed.",
            table="project",
            key=project_id,
            field="minutes_per_day",
        )
    project.minutes_per_day = minutes


def set_critical_float(session: Session, project_id: int, days: float | None) -> None:
    """Set the total float, in days of the project, up to which a task is critical.

    Raises
    ------
    Refused
        If it is below zero.
    """
    project = found(session, Project, project_id)
    if (days or 0) < 0:
        raise Refused(
            "The critical float cannot be below zero: what is late is critical anyway. Nothing was"
            " changed.",
            table="project",
            key=project_id,
            field="critical_float_minutes",
        )
    project.critical_float_minutes = minutes_of_days(days or 0, project)
