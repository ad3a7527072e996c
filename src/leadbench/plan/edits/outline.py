"""Editing the work breakdown: add, move, indent, outdent and delete activities.

An activity with children is a summary; it becomes work again when its last child leaves. Positions
below one parent are always 0 to n - 1.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from leadbench.analysis.inputs import FOR_SUMMARIES, ConstraintKind
from leadbench.errors import Refused
from leadbench.plan.edits._rows import (
    added,
    found,
    in_order,
    key_of,
    named,
    number_of,
    refuse_elsewhere,
    renumber,
)
from leadbench.plan.edits.links import refuse_impossible_links
from leadbench.plan.tables import Activity, ActivityKind, Project
from leadbench.store.rows import delete


def add_activity(
    session: Session,
    project_id: int,
    name: str,
    *,
    below: int | None = None,
    above: int | None = None,
    parent: int | None = None,
    kind: ActivityKind = ActivityKind.WORK,
    duration: int | None = None,
) -> int:
    """Add an activity and return its key.

    It stands directly below or above another one at the same level, or last among the children of
    ``parent``, or last at the top level.

    Parameters
    ----------
    below, above, parent
        Key of the activity that says where; at most one is given.
    kind
        Work or milestone; a summary is an activity with children, and starts as work.
    duration
        Working minutes; one day unless given, none for a milestone.

    Raises
    ------
    Refused
        If the name is empty, or the place is below a milestone or in another project.
    """
    project = found(session, Project, project_id)
    clean = named(name, "A task")
    beside = below if below is not None else above
    if beside is not None:
        neighbor = found(session, Activity, beside)
        refuse_elsewhere(neighbor, project_id)
        parent, place = neighbor.parent_id, neighbor.position + (1 if below is not None else 0)
    else:
        place = len(_children(session, project_id, parent))
    if parent is not None:
        above_it = found(session, Activity, parent)
        refuse_elsewhere(above_it, project_id)
        _become_summary(session, above_it)
    if kind == ActivityKind.MILESTONE:
        minutes = 0
    else:
        minutes = project.minutes_per_day if duration is None else duration
    _make_room(session, project_id, parent, place)
    return added(
        session,
        Activity(
            project_id=project_id,
            parent_id=parent,
            position=place,
            kind=ActivityKind.MILESTONE if kind == ActivityKind.MILESTONE else ActivityKind.WORK,
            name=clean,
            duration_minutes=minutes,
        ),
    )


def move(session: Session, key: int, *, parent: int | None, position: int) -> None:
    """Move an activity with everything below it to a place among the children of a parent.

    Parameters
    ----------
    parent
        Key of the new parent; None for the top level.
    position
        Its place there, counted without itself; beyond the end means last.

    Raises
    ------
    Refused
        If the new parent is a milestone, has progress, lies below the activity itself or in
        another project; or if links would then contradict the outline.
    """
    activity = found(session, Activity, key)
    project_id, old_parent = activity.project_id, activity.parent_id
    above = _ancestors(session, parent)
    if key in above:
        raise Refused(
            f"{number_of(session, key)} cannot be moved below itself. Nothing was changed.",
            table="activity",
            key=key,
            field="position",
        )
    if parent is not None and parent != old_parent:
        new_parent = found(session, Activity, parent)
        refuse_elsewhere(new_parent, project_id)
        _become_summary(session, new_parent)
    siblings = [row for row in _children(session, project_id, parent) if row.id != key]
    place = max(0, min(position, len(siblings)))
    siblings.insert(place, activity)
    activity.parent_id = parent
    renumber(siblings)
    if parent != old_parent:
        session.flush()
        _close_gaps(session, project_id, old_parent)
        refuse_impossible_links(session, key)


def move_to(
    session: Session, keys: Sequence[int], *, parent: int | None, before: int | None
) -> None:
    """Move activities with everything below them, in outline order, to one place.

    Parameters
    ----------
    parent
        Key of the new parent; None for the top level.
    before
        Key of the part of it that they will stand above; None for last.

    Raises
    ------
    Refused, LoopRefused
        As ``move`` does.
    """
    for key in _roots_in_order(session, keys):
        project_id = found(session, Activity, key).project_id
        if before is not None:
            refuse_elsewhere(found(session, Activity, before), project_id)
        others = [row.id for row in _children(session, project_id, parent) if row.id != key]
        place = others.index(before) if before in others else len(others)
        move(session, key, parent=parent, position=place)
        session.flush()


def move_up(session: Session, keys: Sequence[int]) -> None:
    """Move activities one place up among their siblings, keeping their own order.

    Activities at the top of their list stay where they are.
    """
    _shift(session, keys, up=True)


def move_down(session: Session, keys: Sequence[int]) -> None:
    """Move activities one place down among their siblings, keeping their own order."""
    _shift(session, keys, up=False)


def _shift(session: Session, keys: Sequence[int], *, up: bool) -> None:
    for (project_id, parent), chosen in _by_parent(session, keys).items():
        siblings = _children(session, project_id, parent)
        if not up:
            siblings.reverse()
        for place in range(1, len(siblings)):
            before, this = siblings[place - 1], siblings[place]
            if this.id in chosen and before.id not in chosen:
                siblings[place - 1], siblings[place] = this, before
        if not up:
            siblings.reverse()
        renumber(siblings)


def indent(session: Session, keys: Sequence[int]) -> None:
    """Make activities the last children of the sibling above them.

    Raises
    ------
    Refused
        If one is the first in its list, or the one above is a milestone or has progress; or if
        links would then contradict the outline.
    """
    for key in _roots_in_order(session, keys):
        activity = found(session, Activity, key)
        if activity.position == 0:
            raise Refused(
                f"{number_of(session, key)} has no task above it at its level, so it cannot "
                "be indented. Nothing was changed.",
                table="activity",
                key=key,
                field="position",
            )
        siblings = _children(session, activity.project_id, activity.parent_id)
        new_parent = key_of(siblings[activity.position - 1])
        count = len(_children(session, activity.project_id, new_parent))
        move(session, key, parent=new_parent, position=count)
        session.flush()


def outdent(session: Session, keys: Sequence[int]) -> None:
    """Move activities one level up, to directly below their parent.

    Siblings that follow stay with the old parent.

    Raises
    ------
    Refused
        If one is at the top level; or if links would then contradict the outline.
    """
    for key in reversed(_roots_in_order(session, keys)):
        activity = found(session, Activity, key)
        if activity.parent_id is None:
            raise Refused(
                f"{number_of(session, key)} is at the top level already. Nothing was changed.",
                table="activity",
                key=key,
                field="position",
            )
        parent = found(session, Activity, activity.parent_id)
        move(session, key, parent=parent.parent_id, position=parent.position + 1)
        session.flush()


def delete_activities(session: Session, keys: Iterable[int]) -> None:
    """Delete activities and everything below them, with their links and assignments.

    Requirements that they would have built stay, without a task.
    """
    roots = [found(session, Activity, key) for key in _roots_in_order(session, list(keys))]
    places = {(row.project_id, row.parent_id) for row in roots}
    doomed = list(roots)
    level = [row.id for row in roots]
    while level:
        below = session.exec(select(Activity).where(col(Activity.parent_id).in_(level))).all()
        doomed.extend(below)
        level = [row.id for row in below]
    delete(session, *doomed)
    for project_id, parent in places:
        _close_gaps(session, project_id, parent)


def _children(session: Session, project_id: int, parent: int | None) -> list[Activity]:
    return in_order(session, Activity, project_id=project_id, parent_id=parent)


def _make_room(session: Session, project_id: int, parent: int | None, place: int) -> None:
    statement = select(Activity).filter_by(project_id=project_id, parent_id=parent)
    for row in session.exec(statement.where(col(Activity.position) >= place)):
        row.position += 1


def _close_gaps(session: Session, project_id: int, parent: int | None) -> None:
    siblings = _children(session, project_id, parent)
    renumber(siblings)
    if parent is not None and not siblings:
        row = found(session, Activity, parent)
        if row.kind == ActivityKind.SUMMARY:
            row.kind = ActivityKind.WORK


def _become_summary(session: Session, parent: Activity) -> None:
    if parent.kind == ActivityKind.SUMMARY:
        return
    if parent.kind == ActivityKind.MILESTONE:
        reason = f"{number_of(session, key_of(parent))} is a milestone and cannot hold other tasks."
    elif parent.actual_start_minute is not None:
        reason = (
            f"{number_of(session, key_of(parent))} has recorded progress, so it cannot hold others."
        )
    else:
        parent.kind = ActivityKind.SUMMARY
        # Its dates follow from what is below it.
        parent.pinned_start_minute = parent.pinned_finish_minute = None
        if parent.constraint_kind not in FOR_SUMMARIES:
            parent.constraint_kind = ConstraintKind.AS_SOON_AS_POSSIBLE
            parent.constraint_minute = None
        return
    raise Refused(
        f"{reason} Choose another place. Nothing was changed.",
        table="activity",
        key=parent.id,
        field="position",
    )


def _ancestors(session: Session, key: int | None) -> list[int]:
    above: list[int] = []
    while key is not None:
        above.append(key)
        key = found(session, Activity, key).parent_id
    return above


def _by_parent(
    session: Session, keys: Iterable[int]
) -> dict[tuple[int, int | None], set[int | None]]:
    groups: dict[tuple[int, int | None], set[int | None]] = {}
    for key in keys:
        row = found(session, Activity, key)
        groups.setdefault((row.project_id, row.parent_id), set()).add(key)
    return groups


def _roots_in_order(session: Session, keys: Sequence[int]) -> list[int]:
    """Return the keys in outline order without those that lie below another of them."""
    chosen = set(keys)
    placed: list[tuple[list[int], int]] = []
    for key in chosen:
        above = _ancestors(session, key)
        if not chosen.intersection(above[1:]):
            path = [found(session, Activity, step).position for step in reversed(above)]
            placed.append((path, key))
    return [key for _, key in sorted(placed)]
