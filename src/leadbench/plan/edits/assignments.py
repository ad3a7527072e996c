"""Editing who takes which part in an activity, and with what share of their time."""

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found
from leadbench.plan.tables import Activity, Assignment, Responsibility, Role


def assign(
    session: Session,
    activity_id: int,
    role_id: int,
    responsibility: Responsibility = Responsibility.RESPONSIBLE,
    allocation_percent: int = 100,
) -> int:
    """Give a role a part in an activity and return the key of the assignment.

    Raises
    ------
    Refused
        If the role has that part already, or another role is accountable.
    """
    activity, role = found(session, Activity, activity_id), found(session, Role, role_id)
    key = added(
        session,
        Assignment(
            activity_id=activity_id,
            role_id=role_id,
            responsibility=responsibility,
            allocation_percent=_share(allocation_percent),
        ),
    )
    _refuse_twice(session, activity, role, key, responsibility)
    return key


def set_assignment(
    session: Session,
    key: int,
    *,
    responsibility: Responsibility | None = None,
    allocation_percent: int | None = None,
) -> None:
    """Change the part or the share of an assignment; what is None stays.

    Raises
    ------
    Refused
        As ``assign``, and for a share outside 0 to 1,000 percent.
    """
    row = found(session, Assignment, key)
    if allocation_percent is not None:
        row.allocation_percent = _share(allocation_percent)
    if responsibility is not None and responsibility != row.responsibility:
        activity, role = (
            found(session, Activity, row.activity_id),
            found(session, Role, row.role_id),
        )
        _refuse_twice(session, activity, role, key, responsibility)
        row.responsibility = responsibility


def unassign(session: Session, key: int) -> None:
    """Take a role off an activity."""
    session.delete(found(session, Assignment, key))


def _share(percent: int) -> int:
    if not 0 <= percent <= 1000:
        raise Refused(
            "A share is a percentage from 0 to 1,000. Nothing was changed.",
            table="assignment",
            field="allocation_percent",
        )
    return percent


def _refuse_twice(
    session: Session, activity: Activity, role: Role, key: int, responsibility: Responsibility
) -> None:
    """Refuse the same part twice, and a second role that is accountable."""
    for row in session.exec(select(Assignment).where(Assignment.activity_id == activity.id)):
        if row.id == key or row.responsibility != responsibility:
            continue
        if row.role_id == role.id:
            reason = f"{role.name} is {responsibility.value} for “{activity.name}” already."
        elif responsibility == Responsibility.ACCOUNTABLE:
            name = found(session, Role, row.role_id).name
            reason = f"{name} is accountable for “{activity.name}”, and only one role can be."
        else:
            continue
        raise Refused(
            f"{reason} Nothing was changed.",
            table="assignment",
            key=key,
            field="responsibility",
        )
