"""Editing the portfolio: calendars, projects, their figures and decisions, and their stages."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session, col, or_, select

from leadbench.analysis.calendars import finish_date, to_date
from leadbench.errors import Refused
from leadbench.plan.edits._rows import (
    added,
    found,
    in_order,
    key_of,
    named,
    next_position,
    number_of,
    renumber,
)
from leadbench.plan.edits.calendars import uses_of
from leadbench.plan.notation import format_date
from leadbench.plan.tables import (
    Activity,
    Calendar,
    CalendarException,
    Candidacy,
    PortfolioDecision,
    Project,
    Stage,
    StageKind,
    WorkingInterval,
)
from leadbench.store.rows import delete

STANDARD_WEEK: Mapping[int, tuple[tuple[int, int], ...]] = dict.fromkeys(
    range(5), ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
)
"""Working intervals by weekday: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00."""


def add_calendar(
    session: Session,
    name: str,
    *,
    week: Mapping[int, Iterable[tuple[int, int]]] = STANDARD_WEEK,
    holidays: Iterable[tuple[date, str]] = (),
) -> int:
    """Add a calendar and return its key.

    Parameters
    ----------
    week
        Start and end of each working interval, in minutes of the day, by weekday (0 is Monday).
    holidays
        Free days with their names.
    """
    calendar_id = added(session, Calendar(name=named(name, "A calendar", longest=200)))
    for weekday, intervals in week.items():
        for start, end in intervals:
            session.add(
                WorkingInterval(
                    calendar_id=calendar_id, weekday=weekday, start_minute=start, end_minute=end
                )
            )
    for day, title in holidays:
        session.add(
            CalendarException(calendar_id=calendar_id, name=title, first_day=day, last_day=day)
        )
    session.flush()
    return calendar_id


def add_project(
    session: Session,
    name: str,
    *,
    start_minute: int,
    calendar_id: int | None = None,
    purpose: str = "",
) -> int:
    """Add a candidate at the end of the portfolio and return its key.

    Parameters
    ----------
    start_minute
        The instant before which no work is planned.
    calendar_id
        Its calendar; a standard one of its own unless given.

    Raises
    ------
    Refused
        If the name is empty or taken.
    """
    clean = _free_name(session, name)
    if calendar_id is None:
        calendar_id = add_calendar(session, "Standard week")
    return added(
        session,
        Project(
            position=next_position(session, Project),
            name=clean,
            purpose=purpose,
            calendar_id=calendar_id,
            start_minute=start_minute,
        ),
    )


def rename_project(session: Session, project_id: int, name: str) -> None:
    """Give a project another name; an empty one or a taken one is refused."""
    project = found(session, Project, project_id)
    project.name = _free_name(session, name, except_for=project_id)


def delete_project(session: Session, project_id: int) -> None:
    """Delete a project with everything in it; roles stay, a calendar of its own goes."""
    project = found(session, Project, project_id)
    calendar = found(session, Calendar, project.calendar_id)
    delete(session, project)
    session.flush()
    renumber(in_order(session, Project))
    if not uses_of(session, key_of(calendar)):
        delete(session, calendar)


def move_project(session: Session, project_id: int, position: int) -> None:
    """Move a project to another place in the list of the portfolio."""
    project = found(session, Project, project_id)
    others = [row for row in in_order(session, Project) if row.id != project_id]
    others.insert(max(0, min(position, len(others))), project)
    renumber(others)


def set_decision(
    session: Session,
    project_id: int,
    decision: PortfolioDecision,
    *,
    reason: str | None = None,
    revisit_trigger: str | None = None,
) -> None:
    """Record what the budget owners decided, why, and what would open it again.

    A text that is None stays. Deciding again "open" clears both, as there is nothing to explain.
    """
    project = found(session, Project, project_id)
    project.decision = decision
    if decision == PortfolioDecision.OPEN:
        project.decision_reason = project.revisit_trigger = ""
    if reason is not None:
        project.decision_reason = reason.strip()
    if revisit_trigger is not None:
        project.revisit_trigger = revisit_trigger.strip()


def candidacy(session: Session, project_id: int) -> Candidacy:
    """Return the row of figures that ranks a project; the first call adds it."""
    found(session, Project, project_id)
    statement = select(Candidacy).where(Candidacy.project_id == project_id)
    row = session.exec(statement).first()
    if row is None:
        row = Candidacy(project_id=project_id)
        session.add(row)
        session.flush()
    return row


def set_gain(
    session: Session, project_id: int, low: int | None, likely: int | None, high: int | None
) -> None:
    """Set the range of the yearly gain of a candidate, in cents.

    Raises
    ------
    Refused
        If the three do not ascend.
    """
    for field, lower, upper in (("gain_low", low, likely), ("gain_high", likely, high)):
        if lower is not None and upper is not None and lower > upper:
            raise Refused(
                "The gain must rise from low to likely to high. Nothing was changed.",
                table="candidacy",
                field=field,
            )
    row = candidacy(session, project_id)
    row.gain_low_cents, row.gain_likely_cents, row.gain_high_cents = low, likely, high


def set_status_date(session: Session, project_id: int, minute: int | None) -> None:
    """Set the data date: work that is not done yet cannot lie before it.

    Raises
    ------
    Refused
        If progress is recorded for a later day.
    """
    project = found(session, Project, project_id)
    if minute is not None:
        moments = (col(Activity.actual_start_minute), col(Activity.actual_finish_minute))
        later = select(Activity).where(
            Activity.project_id == project_id, or_(*(moment > minute for moment in moments))
        )
        for row in session.exec(later):
            latest = max(row.actual_start_minute or 0, row.actual_finish_minute or 0)
            if finish_date(latest) > to_date(minute):
                number, day = number_of(session, key_of(row)), format_date(finish_date(latest))
                raise Refused(
                    f"{number} has progress recorded on {day}. Choose that day or a later one. "
                    "Nothing was changed.",
                    table="project",
                    key=project_id,
                    field="status_minute",
                )
    project.status_minute = minute


def add_stages(session: Session, project_id: int) -> dict[StageKind, int]:
    """Add the three stages of investment and return their keys."""
    return {
        kind: added(session, Stage(project_id=project_id, kind=kind, position=position))
        for position, kind in enumerate(StageKind)
    }


def set_time_box(
    session: Session, stage_id: int, start_on: date | None, finish_on: date | None
) -> None:
    """Set when a stage may begin and must end.

    Raises
    ------
    Refused
        If it would end before it begins.
    """
    stage = found(session, Stage, stage_id)
    if start_on is not None and finish_on is not None and finish_on < start_on:
        raise Refused(
            "A stage cannot end before it begins. Nothing was changed.",
            table="stage",
            key=stage_id,
            field="finish_on",
        )
    stage.start_on, stage.finish_on = start_on, finish_on


def _free_name(session: Session, name: str, *, except_for: int | None = None) -> str:
    clean = named(name, "A project", longest=200)
    for row in session.exec(select(Project)):
        if row.id != except_for and row.name.casefold() == clean.casefold():
            raise Refused(
                f"There is a project “{row.name}” already. Choose another name.",
                table="project",
                key=except_for,
                field="name",
            )
    return clean
