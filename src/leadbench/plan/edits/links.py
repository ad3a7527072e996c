"""Editing dependencies: link, unlink, set one, or set all predecessors of an activity as text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, or_, select

from leadbench.analysis.inputs import LagUnit, LinkType
from leadbench.errors import LoopRefused, Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found, key_of, number_of
from leadbench.plan.for_analysis import NEEDED, network
from leadbench.plan.notation import LinkText, Numbered, parse_predecessors
from leadbench.plan.outline import Outline
from leadbench.plan.tables import Activity, Calendar, Dependency, Project


def link(
    session: Session,
    predecessor: int,
    successor: int,
    *,
    link_type: LinkType = LinkType.FINISH_START,
    lag: int = 0,
    lag_unit: LagUnit = LagUnit.WORKING,
) -> int:
    """Make one activity wait for another and return the key of the link.

    Parameters
    ----------
    predecessor, successor
        Keys of the activities.
    lag
        Working or elapsed minutes, or whole percent of the predecessor's duration; below zero is a
        lead.

    Raises
    ------
    Refused
        If both are the same, one contains the other, or they are linked this way already.
    LoopRefused
        If the link would close a loop.
    """
    before, after = found(session, Activity, predecessor), found(session, Activity, successor)
    _refuse_pair(session, before, after, link_type)
    key = added(
        session,
        Dependency(
            project_id=after.project_id,
            predecessor_id=predecessor,
            successor_id=successor,
            link_type=link_type,
            lag=lag,
            lag_unit=lag_unit,
        ),
    )
    _refuse_loops(session, after.project_id, successor, {predecessor})
    return key


def unlink(session: Session, keys: Iterable[int]) -> None:
    """Remove links by their keys."""
    for key in keys:
        session.delete(found(session, Dependency, key))


def set_link(
    session: Session,
    key: int,
    *,
    predecessor: int | None = None,
    link_type: LinkType | None = None,
    lag: int | None = None,
    lag_unit: LagUnit | None = None,
) -> None:
    """Change a link; what is None stays.

    Raises
    ------
    Refused, LoopRefused
        As ``link`` does.
    """
    row = found(session, Dependency, key)
    if predecessor is not None or link_type is not None:
        new_type = LinkType(link_type if link_type is not None else row.link_type)
        new_before = predecessor if predecessor is not None else row.predecessor_id
        before, after = (
            found(session, Activity, new_before),
            found(session, Activity, row.successor_id),
        )
        _refuse_pair(session, before, after, new_type, except_for=key)
        row.predecessor_id, row.link_type = new_before, new_type
        session.flush()
        _refuse_loops(session, row.project_id, row.successor_id, {new_before})
    if lag is not None:
        row.lag = lag
    if lag_unit is not None:
        row.lag_unit = lag_unit


def count_lag_in(session: Session, key: int, calendar_id: int | None) -> None:
    """Count the lag of a link in a calendar; without one it is counted as the project says.

    Raises
    ------
    Refused
        If the link or the calendar is not there any more.
    """
    row = found(session, Dependency, key)
    if calendar_id is not None:
        found(session, Calendar, calendar_id)
    row.lag_calendar_id = calendar_id


def set_predecessors(session: Session, key: int, text: str, outline: Numbered) -> None:
    """Give an activity exactly the predecessors of a text such as "3.4FS+2d, 2.5".

    Links that stay as they are keep their rows. The text is accepted whole or not at all.

    Parameters
    ----------
    text
        As ``notation.parse_predecessors`` reads it.
    outline
        The numbers that the text refers to.

    Raises
    ------
    Refused
        With field "predecessors", if the text cannot be read, names the activity itself, a summary
        of it or a part of it, or names one link twice.
    LoopRefused
        If the links would close a loop.
    """
    _set_all(session, key, text, outline, before=True)


def set_successors(session: Session, key: int, text: str, outline: Numbered) -> None:
    """Give an activity exactly the successors of a text such as "3.4FS+2d, 2.5".

    Raises
    ------
    Refused, LoopRefused
        As ``set_predecessors`` does, with field "successors".
    """
    _set_all(session, key, text, outline, before=False)


def _set_all(session: Session, key: int, text: str, outline: Numbered, *, before: bool) -> None:
    activity = found(session, Activity, key)
    project = found(session, Project, activity.project_id)
    field = "predecessors" if before else "successors"
    wanted = {_identity(item): item for item in _once(text, outline, project, field)}
    own = Dependency.successor_id if before else Dependency.predecessor_id
    for row in session.exec(select(Dependency).where(own == key)).all():
        other = row.predecessor_id if before else row.successor_id
        item = wanted.pop((other, str(row.link_type)), None)
        if item is None:
            session.delete(row)
        elif (row.lag, row.lag_unit) != (item.lag, item.lag_unit):
            row.lag, row.lag_unit = item.lag, item.lag_unit
    session.flush()
    for item in wanted.values():
        ends = found(session, Activity, item.predecessor_id), activity
        first, second = ends if before else ends[::-1]
        _refuse_pair(session, first, second, item.link_type, field=field)
        session.add(
            Dependency(
                project_id=activity.project_id,
                predecessor_id=key_of(first),
                successor_id=key_of(second),
                link_type=item.link_type,
                lag=item.lag,
                lag_unit=item.lag_unit,
            )
        )
    session.flush()
    new = {item.predecessor_id for item in wanted.values()}
    if before and new:
        _refuse_loops(session, activity.project_id, key, new)
    if not before:
        for other in new:
            _refuse_loops(session, activity.project_id, other, {key})


def refuse_impossible_links(session: Session, moved: int) -> None:
    """Refuse the new place of an activity if links cannot hold there.

    Parameters
    ----------
    moved
        Key of the activity that has a new parent.

    Raises
    ------
    Refused
        If a link now joins a summary and a part of it.
    LoopRefused
        If links now close a loop.
    """
    project_id = found(session, Activity, moved).project_id
    parents = _parents(session, project_id)
    above = _above(parents, moved)
    concerned = or_(
        col(Dependency.predecessor_id).in_(above), col(Dependency.successor_id).in_(above)
    )
    rows = session.exec(select(Dependency).where(concerned)).all()
    if not rows:
        return
    inside = {key for key in parents if key == moved or moved in _above(parents, key)}
    for row in rows:
        ends = {row.predecessor_id, row.successor_id}
        if ends & inside and any(whole in _above(parents, part) for whole in ends for part in ends):
            before = found(session, Activity, row.predecessor_id).name
            after = found(session, Activity, row.successor_id).name
            raise Refused(
                f"“{after}” waits for “{before}”, so neither can be a part of the other. "
                "Remove the link first. Nothing was changed.",
                table="activity",
                key=row.successor_id,
                field="position",
            )
    links = select(Dependency.predecessor_id, Dependency.successor_id)
    entered = inside.union(above)
    into = {
        before
        for before, after in session.exec(links.where(Dependency.project_id == project_id))
        if after in entered and before not in inside
    }
    _refuse_loops(session, project_id, moved, into, placed=True)


def _above(parents: Mapping[int | None, int | None], key: int | None) -> list[int]:
    found_above: list[int] = []
    key = parents.get(key)
    while key is not None:
        found_above.append(key)
        key = parents.get(key)
    return found_above


def _identity(item: LinkText) -> tuple[int, str]:
    return item.predecessor_id, str(item.link_type)


def _once(text: str, outline: Numbered, project: Project, field: str) -> list[LinkText]:
    items = parse_predecessors(text, outline, project, field=field)
    seen: set[tuple[int, str]] = set()
    for item in items:
        if _identity(item) in seen:
            number = outline.number_of[item.predecessor_id]
            raise Refused(
                f"{number}{item.link_type} is written twice. Nothing was changed.",
                field=field,
            )
        seen.add(_identity(item))
    return items


def _refuse_pair(
    session: Session,
    before: Activity,
    after: Activity,
    link_type: str,
    *,
    except_for: int | None = None,
    field: str = "predecessors",
) -> None:
    def refused(reason: str) -> Refused:
        return Refused(
            f"{reason} Nothing was changed.",
            table="dependency",
            key=after.id,
            field=field,
        )

    if before.id == after.id:
        raise refused("A task cannot wait for itself. Choose another task.")
    if before.project_id != after.project_id:
        raise refused("Only tasks of one project can be linked.")
    first, second = number_of(session, key_of(before)), number_of(session, key_of(after))
    parents = _parents(session, after.project_id)
    if before.id in _above(parents, after.id):
        raise refused(f"{second} is a part of {first} and cannot wait for it.")
    if after.id in _above(parents, before.id):
        raise refused(f"{first} is a part of {second}, which cannot wait for it.")
    same = select(Dependency.id).where(
        Dependency.predecessor_id == before.id,
        Dependency.successor_id == after.id,
        Dependency.link_type == link_type,
    )
    if any(key != except_for for key in session.exec(same)):
        raise refused(f"{second} waits for {first} in this way already.")


def _parents(session: Session, project_id: int) -> dict[int | None, int | None]:
    rows = session.exec(
        select(Activity.id, Activity.parent_id).where(Activity.project_id == project_id)
    )
    return dict(rows.all())


def _refuse_loops(
    session: Session, project_id: int, start: int, ends: set[int], *, placed: bool = False
) -> None:
    """Raise ``LoopRefused`` if the links of a project close a loop.

    ``start`` and ``ends`` say where new links lead to and come from. Most new links lead on to
    work that nothing before them depends on: then no loop is possible, and the whole plan need not
    be read, which keeps linking two bars of a large plan quick. ``placed`` says that a new place
    in the outline is to blame: then the loop is told by names, as numbers are changing.
    """
    if not _leads_back(session, project_id, start, ends):
        return
    from leadbench.analysis.structure import structure, waits_in_words

    contents = Contents(session, NEEDED)
    plan = network(contents, project_id)
    try:
        structure(plan)
    except LoopRefused as refused:
        if placed:
            words = [f"“{contents.activities[key].name}”" for key in refused.members]
        else:
            outline = Outline(contents, project_id)
            words = [outline.number_of[key] for key in refused.members]
        waits = waits_in_words(plan, refused.links)
        raise LoopRefused(
            f"This makes a loop: {', '.join([*words, words[0]])}. {waits}. Choose"
            f" another {'place' if placed else 'task'}. Nothing was changed.",
            refused.members,
            refused.links,
        ) from None


def _leads_back(session: Session, project_id: int, start: int, ends: set[int]) -> bool:
    """Tell whether work that follows from ``start`` can reach ``ends``.

    An activity passes a delay on to everything below it, and through its own links and those of
    every summary above it.
    """
    parents = _parents(session, project_id)
    children: defaultdict[int | None, list[int | None]] = defaultdict(list)
    for key, parent in parents.items():
        children[parent].append(key)
    after: defaultdict[int | None, list[int]] = defaultdict(list)
    links = select(Dependency.predecessor_id, Dependency.successor_id)
    for before, successor in session.exec(links.where(Dependency.project_id == project_id)):
        after[before].append(successor)
    delayed: set[int | None] = set()
    passed: set[int | None] = set()
    waiting: list[int | None] = [start]
    while waiting:
        key = waiting.pop()
        if key in delayed:
            continue
        delayed.add(key)
        waiting.extend(children[key])
        above = key
        while above is not None and above not in passed:
            passed.add(above)
            waiting.extend(after[above])
            above = parents.get(above)
    return not ends.isdisjoint(passed)
