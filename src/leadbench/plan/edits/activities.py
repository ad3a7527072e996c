"""Editing one activity: name, kind, duration, estimate, progress, constraint and role."""

from datetime import date

from sqlmodel import Session, select

from leadbench.analysis.calendars import DAY, WorkCalendar, instant, to_date
from leadbench.analysis.inputs import FOR_SUMMARIES, ConstraintKind
from leadbench.analysis.states import share
from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import found, named, number_of
from leadbench.plan.for_analysis import NEEDED, calendar_of
from leadbench.plan.notation import format_date, format_duration
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Assignment,
    Project,
    Responsibility,
    Role,
)

_UNDATED = (ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.AS_LATE_AS_POSSIBLE)
_AT_FINISH = (
    ConstraintKind.FINISH_NO_EARLIER,
    ConstraintKind.FINISH_NO_LATER,
    ConstraintKind.MUST_FINISH,
)


def rename(session: Session, key: int, name: str) -> None:
    """Give an activity another name; an empty one is refused."""
    found(session, Activity, key).name = named(name, "A task")


def set_kind(session: Session, key: int, kind: ActivityKind) -> None:
    """Make work a milestone, without duration, or a milestone work of one day.

    Raises
    ------
    Refused
        For a summary, which its children make one; or once the activity has progress.
    """
    activity = found(session, Activity, key)
    if activity.kind == kind:
        return
    if ActivityKind.SUMMARY in (activity.kind, kind):
        reason = "A summary is a task that holds others. Indent or outdent tasks to change it."
        raise _refused(activity, "kind", reason)
    if activity.actual_start_minute is not None:
        reason = f"{number_of(session, key)} has recorded progress, so its kind stays."
        raise _refused(activity, "kind", reason)
    activity.kind = kind
    milestone = kind == ActivityKind.MILESTONE
    project = found(session, Project, activity.project_id)
    activity.duration_minutes = 0 if milestone else project.minutes_per_day
    activity.pinned_finish_minute = None  # as long as the duration says
    if milestone:
        activity.optimistic_minutes = activity.pessimistic_minutes = None
    else:
        activity.gate = False


def set_duration(session: Session, key: int, minutes: int) -> None:
    """Set the whole duration of an activity, as its row shows it.

    Once work has begun, the time since the actual start stays as it was, so that the rest of the
    typed duration becomes the remaining work. A range of an estimate is widened where the new
    value would lie outside.

    Parameters
    ----------
    minutes
        Working minutes from start to finish.

    Raises
    ------
    Refused
        For a milestone, a summary or finished work; or if work has lasted longer already.
    """
    activity = found(session, Activity, key)
    number = number_of(session, key)
    _refuse_without_duration(activity, number, "duration")
    if activity.actual_finish_minute is not None:
        reason = f"{number} is finished. Change its actual finish instead."
        raise _refused(activity, "duration", reason)
    if activity.actual_start_minute is None:
        activity.duration_minutes = left = minutes
        activity.pinned_finish_minute = None  # the duration gives it again
    else:
        project = found(session, Project, activity.project_id)
        past = worked(session, activity)
        if project.status_minute is None:  # what is done follows from the duration
            past = max(0, activity.duration_minutes - _left(activity))
        if minutes < past:
            taken = format_duration(past, project)
            reason = f"{number} has lasted {taken} already. Type more, or enter its finish."
            raise _refused(activity, "duration", reason)
        activity.remaining_minutes = left = minutes - past
        if project.status_minute is None:
            activity.duration_minutes = minutes
    _widen(activity, left)


def set_remaining(session: Session, key: int, minutes: int) -> None:
    """Set the work that is left of an activity, in working minutes, once it has begun.

    Raises
    ------
    Refused
        Before the start and after the finish.
    """
    activity = found(session, Activity, key)
    if activity.actual_start_minute is None:
        reason = f"{number_of(session, key)} has not begun. Change its duration instead."
        raise _refused(activity, "remaining", reason)
    if activity.actual_finish_minute is not None:
        reason = f"{number_of(session, key)} is finished. Clear its actual finish first."
        raise _refused(activity, "remaining", reason)
    activity.remaining_minutes = minutes
    _widen(activity, minutes)


def set_estimate(
    session: Session, key: int, optimistic: int | None, likely: int, pessimistic: int | None
) -> None:
    """Set the three-point estimate of what is still to do, in working minutes.

    Parameters
    ----------
    optimistic, pessimistic
        The range; None for none.
    likely
        Becomes the duration before the start, the remaining work after it.

    Raises
    ------
    Refused
        If the three do not ascend; for a milestone, a summary or finished work.
    """
    activity = found(session, Activity, key)
    number = number_of(session, key)
    _refuse_without_duration(activity, number, "likely")
    if activity.actual_finish_minute is not None:
        raise _refused(activity, "likely", f"{number} is finished and needs no estimate.")
    if optimistic is not None and optimistic > likely:
        reason = "The optimistic value cannot be above the likely one."
        raise _refused(activity, "optimistic", reason)
    if pessimistic is not None and pessimistic < likely:
        reason = "The pessimistic value cannot be below the likely one."
        raise _refused(activity, "pessimistic", reason)
    if activity.actual_start_minute is None:
        activity.duration_minutes = likely
        activity.pinned_finish_minute = None  # the duration gives it again
    else:
        activity.remaining_minutes = likely
    activity.optimistic_minutes, activity.pessimistic_minutes = optimistic, pessimistic


def set_actual_start(session: Session, key: int, minute: int | None) -> None:
    """Record when work began; None takes all progress back.

    The remaining work is the duration until somebody says otherwise. A milestone is passed in one
    moment, so its finish is recorded with it.

    Raises
    ------
    Refused
        For a summary, a day after the status date, or a start after the actual finish.
    """
    activity = found(session, Activity, key)
    number = number_of(session, key)
    _refuse_summary(activity, number, "actual_start")
    if minute is None:
        activity.actual_start_minute = activity.actual_finish_minute = None
        activity.remaining_minutes = None
        activity.percent_complete = 0
        return
    _refuse_left_out(activity, number, "actual_start")
    _refuse_future(session, activity, minute, "actual_start", "start")
    if activity.kind == ActivityKind.MILESTONE:
        _finish(activity, minute, minute)
        return
    if activity.actual_finish_minute is not None and minute > activity.actual_finish_minute:
        raise _refused(activity, "actual_start", f"{number} cannot start after its finish.")
    if activity.actual_start_minute is None:
        activity.remaining_minutes = activity.duration_minutes
    activity.actual_start_minute = minute


def set_actual_finish(session: Session, key: int, minute: int | None) -> None:
    """Record when work ended, which makes it 100% complete; None opens it again.

    Work that is opened again has left what its duration exceeds the time since its start by.

    Raises
    ------
    Refused
        For a summary, without an actual start (except of a milestone), for a finish before the
        start, or for a day after the status date.
    """
    activity = found(session, Activity, key)
    number = number_of(session, key)
    _refuse_summary(activity, number, "actual_finish")
    milestone = activity.kind == ActivityKind.MILESTONE
    if minute is None:
        if activity.actual_finish_minute is None:
            return
        if milestone:
            set_actual_start(session, key, None)
            return
        activity.actual_finish_minute = None
        past = worked(session, activity)
        left = max(activity.duration_minutes - past, 0)
        activity.remaining_minutes = left
        activity.percent_complete = min(99, 100 * past // max(past + left, 1))
        return
    _refuse_left_out(activity, number, "actual_finish")
    start = minute if milestone else activity.actual_start_minute
    if start is None:
        raise _refused(activity, "actual_finish", f"Enter the actual start of {number} first.")
    if minute < start:
        raise _refused(activity, "actual_finish", f"{number} cannot finish before its start.")
    _refuse_future(session, activity, minute, "actual_finish", "finish")
    _finish(activity, start, minute)


def set_percent(session: Session, key: int, percent: int) -> None:
    """Record how much of the content is done, in percent; dates follow from the remaining work.

    Raises
    ------
    Refused
        Outside 0 to 99: 100 is said by the actual finish; or before the actual start.
    """
    activity = found(session, Activity, key)
    number = number_of(session, key)
    _refuse_summary(activity, number, "percent_complete")
    if activity.actual_finish_minute is not None or percent == 100:
        reason = f"100% means finished: enter or clear the actual finish of {number}."
        raise _refused(activity, "percent_complete", reason)
    if not 0 <= percent < 100:
        raise _refused(activity, "percent_complete", "Progress is a percentage from 0 to 100.")
    if percent and activity.actual_start_minute is None:
        reason = f"Enter the actual start of {number} first."
        raise _refused(activity, "percent_complete", reason)
    activity.percent_complete = percent


def set_constraint(
    session: Session, key: int, kind: ConstraintKind, minute: int | None = None
) -> None:
    """Restrict the dates of an activity, or free them with "as soon as possible".

    Dates that were set by hand are calculated again.

    Parameters
    ----------
    minute
        The instant; needed by every kind that names a date (``constraint_minute`` gives it).

    Raises
    ------
    Refused
        Without that instant; or for a summary, if it would mean nothing to all below it.
    """
    activity = found(session, Activity, key)
    if activity.kind == ActivityKind.SUMMARY and kind not in FOR_SUMMARIES:
        reason = (
            f"{number_of(session, key)} is a summary: it can start no earlier or finish no later"
            " than a day. Restrict the tasks below it instead."
        )
        raise _refused(activity, "constraint_minute", reason)
    if kind not in _UNDATED and minute is None:
        raise _refused(activity, "constraint_minute", "This restriction needs a date.")
    activity.constraint_kind = kind
    activity.constraint_minute = None if kind in _UNDATED else minute
    activity.pinned_start_minute = activity.pinned_finish_minute = None


def set_by_hand(session: Session, key: int, start: int, finish: int | None = None) -> None:
    """Fix the dates of an activity by hand, in place of its restriction; nothing moves them then.

    Parameters
    ----------
    finish
        None lets the duration give it.

    Raises
    ------
    Refused
        For a summary, once work has begun, or for a finish before the start.
    """
    activity = found(session, Activity, key)
    number = number_of(session, key)
    _refuse_summary(activity, number, "constraint_minute")
    if activity.actual_start_minute is not None:
        reason = f"{number} has begun, so its start stays. Change its actual start instead."
        raise _refused(activity, "constraint_minute", reason)
    if finish is not None and finish < start:
        raise _refused(activity, "finish", f"{number} cannot finish before its start.")
    set_constraint(session, key, ConstraintKind.AS_SOON_AS_POSSIBLE)
    activity.pinned_start_minute, activity.pinned_finish_minute = start, finish


def constraint_minute(kind: ConstraintKind, day: date, working_time: WorkCalendar) -> int:
    """Return the instant that a restriction to a day means: where work begins, or where it ends."""
    if kind in _AT_FINISH:
        return working_time.previous_finish(instant(day) + DAY)
    return working_time.next_start(instant(day))


def set_role(session: Session, key: int, role_id: int | None, allocation: int = 100) -> None:
    """Name the role that answers for an activity, or none.

    Parameters
    ----------
    allocation
        The share of the role that the activity takes while it runs, in percent.
    """
    activity = found(session, Activity, key)
    if not 0 <= allocation <= 1000:
        raise _refused(activity, "allocation", "A share is a percentage from 0 to 1,000.")
    statement = select(Assignment).where(
        Assignment.activity_id == key, Assignment.responsibility == Responsibility.ACCOUNTABLE
    )
    rows = list(session.exec(statement))
    if role_id is not None:
        found(session, Role, role_id)
        row = rows.pop(0) if rows else Assignment(activity_id=key, role_id=role_id)
        if row.role_id != role_id:
            row.role_id, row.person_id = role_id, None
        row.allocation_percent = allocation
        session.add(row)
    for row in rows:
        session.delete(row)


def worked(session: Session, activity: Activity) -> int:
    """Return the working minutes from the actual start to the status date; 0 before the start."""
    start = activity.actual_start_minute
    project = found(session, Project, activity.project_id)
    if start is None or project.status_minute is None:
        return 0
    own = calendar_of(Contents(session, NEEDED[3:]), project, activity)
    return max(0, own.between(start, project.status_minute))


def _left(activity: Activity) -> int:
    """Return the working minutes that are left of work that has begun."""
    left, percent = activity.remaining_minutes, activity.percent_complete
    return share(100 - percent, activity.duration_minutes) if left is None else left


def _finish(activity: Activity, start: int, finish: int) -> None:
    activity.actual_start_minute, activity.actual_finish_minute = start, finish
    activity.percent_complete = 100
    activity.remaining_minutes = 0


def _widen(activity: Activity, likely: int) -> None:
    """Keep the likely value inside the range of the estimate."""
    if activity.optimistic_minutes is not None and activity.optimistic_minutes > likely:
        activity.optimistic_minutes = likely
    if activity.pessimistic_minutes is not None and activity.pessimistic_minutes < likely:
        activity.pessimistic_minutes = likely


def _refuse_summary(activity: Activity, number: str, field: str) -> None:
    if activity.kind == ActivityKind.SUMMARY:
        reason = f"{number} is a summary: its figures come from the tasks below it."
        raise _refused(activity, field, reason)


def _refuse_left_out(activity: Activity, number: str, field: str) -> None:
    if not activity.active:
        reason = f"{number} is left out of the plan. Count it again before you record progress."
        raise _refused(activity, field, reason)


def _refuse_without_duration(activity: Activity, number: str, field: str) -> None:
    _refuse_summary(activity, number, field)
    if activity.kind == ActivityKind.MILESTONE:
        reason = f"{number} is a milestone and takes no time. Make it a task first."
        raise _refused(activity, field, reason)


def _refuse_future(
    session: Session, activity: Activity, minute: int, field: str, word: str
) -> None:
    status = found(session, Project, activity.project_id).status_minute
    if status is not None and to_date(minute) > to_date(status):
        day = format_date(to_date(status))
        reason = f"An actual {word} cannot lie after the data date, {day}."
        raise _refused(activity, field, reason)


def _refused(activity: Activity, field: str, reason: str) -> Refused:
    return Refused(f"{reason} Nothing was changed.", table="activity", key=activity.id, field=field)
