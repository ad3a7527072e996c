"""Editing the chain from goal to document section: links, and what is missing in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, SQLModel, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found, in_order, named, next_position
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.edits.requirements import add_requirement, trace, untrace
from leadbench.plan.tables import (
    Activity,
    Check,
    CheckTrace,
    Decision,
    DocumentSection,
    GoalTrace,
    Monitor,
    MonitorTrace,
    Project,
    Requirement,
    RequirementKind,
    RequirementTrace,
    Risk,
    RiskTrace,
    SectionTrace,
    SuccessMetric,
    TaskTrace,
)
from leadbench.plan.traces import Item, Orphan, Place

_CLASS: Mapping[Place, type[SQLModel]] = {
    Place.GOAL: SuccessMetric,
    Place.BUSINESS: Requirement,
    Place.TECHNICAL: Requirement,
    Place.TASK: Activity,
    Place.TEST: Check,
    Place.MONITOR: Monitor,
    Place.SECTION: DocumentSection,
    Place.RISK: Risk,
    Place.DECISION: Decision,
}
_PAIRS: Mapping[tuple[Place, Place], tuple[type[SQLModel], str, str]] = {
    (Place.GOAL, Place.BUSINESS): (GoalTrace, "metric_id", "requirement_id"),
    (Place.TECHNICAL, Place.TEST): (CheckTrace, "requirement_id", "check_id"),
    (Place.TEST, Place.MONITOR): (MonitorTrace, "check_id", "monitor_id"),
    (Place.MONITOR, Place.SECTION): (SectionTrace, "monitor_id", "section_id"),
    (Place.RISK, Place.BUSINESS): (RiskTrace, "risk_id", "requirement_id"),
    (Place.RISK, Place.TECHNICAL): (RiskTrace, "risk_id", "requirement_id"),
}
"""The tables of the links that are rows of their own, with the columns of both ends."""
_TELLING = 3
"""So many letters of a name at least stand for it."""


def link(session: Session, ends: tuple[Place, Place], left: int, right: int) -> None:
    """Link two items of the chain; twice is once.

    Raises
    ------
    Refused
        If one of them is gone, or they are of different projects.
    """
    _same_project(session, ends, left, right)
    if ends == (Place.BUSINESS, Place.TECHNICAL):
        trace(session, left, right)
    elif ends == (Place.TECHNICAL, Place.TASK):
        _build_in(session, found(session, Requirement, left), right)
    elif _pair(session, ends, left, right) is None:
        cls, first, second = _PAIRS[ends]
        added(session, cls(**{first: left, second: right}))


def unlink(session: Session, ends: tuple[Place, Place], left: int, right: int) -> None:
    """Remove a link, if there is one."""
    if ends == (Place.BUSINESS, Place.TECHNICAL):
        untrace(session, left, right)
        return
    if ends == (Place.TECHNICAL, Place.TASK):
        _build_elsewhere(session, found(session, Requirement, left), right)
        return
    row = _pair(session, ends, left, right)
    if row is not None:
        session.delete(row)
        session.flush()


def _same_project(session: Session, ends: tuple[Place, Place], left: int, right: int) -> None:
    rows: list[Any] = [
        found(session, _CLASS[place], key) for place, key in zip(ends, (left, right), strict=True)
    ]
    if rows[0].project_id != rows[1].project_id:
        raise Refused(
            "Both ends of a link belong to one project. Nothing was changed.",
            table=str(rows[1].__tablename__),
            key=right,
        )


def _pair(session: Session, ends: tuple[Place, Place], left: int, right: int) -> SQLModel | None:
    cls, first, second = _PAIRS[ends]
    return session.exec(select(cls).filter_by(**{first: left, second: right})).first()


def _tasks(session: Session, row: Requirement) -> list[TaskTrace]:
    return list(session.exec(select(TaskTrace).where(TaskTrace.requirement_id == row.id)))


def _build_in(session: Session, row: Requirement, activity_id: int) -> None:
    """Name a task; the first one is where it is built, the others work on it too."""
    if row.activity_id is None:
        row.activity_id = activity_id
    elif activity_id not in (row.activity_id, *(one.activity_id for one in _tasks(session, row))):
        assert row.id is not None
        added(session, TaskTrace(requirement_id=row.id, activity_id=activity_id))


def _build_elsewhere(session: Session, row: Requirement, activity_id: int) -> None:
    others = _tasks(session, row)
    if row.activity_id == activity_id:
        row.activity_id = others[0].activity_id if others else None
        activity_id = row.activity_id or 0
    for one in others:
        if one.activity_id == activity_id:
            session.delete(one)
    session.flush()


def set_linked(session: Session, ends: tuple[Place, Place], right: int, wanted: set[int]) -> None:
    """Link an item to exactly these items before it in the chain."""
    before = _linked(session, ends, 1, right)
    for left in sorted(before - wanted):
        unlink(session, ends, left, right)
    for left in sorted(wanted - before):
        link(session, ends, left, right)


def set_led(session: Session, ends: tuple[Place, Place], left: int, wanted: set[int]) -> None:
    """Link an item to exactly these items after it in the chain."""
    before = _linked(session, ends, 0, left)
    for right in sorted(before - wanted):
        unlink(session, ends, left, right)
    for right in sorted(wanted - before):
        link(session, ends, left, right)


def _linked(session: Session, ends: tuple[Place, Place], side: int, key: int) -> set[int]:
    if ends == (Place.TECHNICAL, Place.TASK):
        row = found(session, Requirement, key)
        main = set() if row.activity_id is None else {row.activity_id}
        keys = main | {one.activity_id for one in _tasks(session, row)}
        # Nothing shows the tasks that are left out, so who names all others does not mean them.
        return {key for key in keys if found(session, Activity, key).active}
    cls, *columns = _PAIRS.get(ends, (RequirementTrace, "business_id", "technical_id"))
    rows = session.exec(select(cls).filter_by(**{columns[side]: key}))
    return {getattr(row, columns[1 - side]) for row in rows}


def set_decision(session: Session, requirement_id: int, decision_id: int | None) -> None:
    """Let a requirement have this decision record and no other one; or none."""
    found(session, Requirement, requirement_id)
    for row in session.exec(select(Decision).where(Decision.requirement_id == requirement_id)):
        row.requirement_id = None
    if decision_id is not None:
        found(session, Decision, decision_id).requirement_id = requirement_id


def keys_of(items: Iterable[Item], text: str, *, table: str, key: int, field: str) -> set[int]:
    """Return the keys of items of one place that a text such as "B1, B4" means.

    Between the commas stand codes, several with blanks between them too, whole names, or a part of
    a name that only one of the items has.

    Raises
    ------
    Refused
        If a part means no item, or several.
    """
    known = list(items)
    codes = {item.code.casefold(): item.key for item in known}
    wanted: set[int] = set()
    for part in _parts(text):
        words = part.casefold()
        exact = [item.key for item in known if words in {item.name.casefold(), _folded(item)}]
        several = [codes.get(word) for word in words.split()]
        if words in codes:
            wanted.add(codes[words])
        elif len(exact) == 1:
            wanted.add(exact[0])
        elif None not in several:
            wanted.update(one for one in several if one is not None)
        else:
            wanted.add(_by_name(known, part, table, key, field))
    return wanted


def _by_name(known: list[Item], part: str, table: str, key: int, field: str) -> int:
    """Return the key of the only item whose name holds these words, which are no code."""
    found_ = [item for item in known if part.casefold() in item.name.casefold()]
    if len(found_) == 1 and len(part) >= _TELLING:
        return found_[0].key
    if not known:
        words = "There is nothing of that kind yet. Add it first."
    elif len(found_) > 1:
        words = f"“{part}” fits {len(found_)} names. Write more of it, or the code."
    else:
        some = ", ".join(item.code for item in known[:2])
        what = known[0].place.value
        words = f"There is no {what} {part}. Write codes such as {some}, or choose from the list."
    raise Refused(f"{words} Nothing was changed.", table=table, key=key, field=field)


def _parts(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in re.split(r"[,;\n]", text)))


def _folded(item: Item) -> str:
    return item.words.casefold()


def set_checks(session: Session, requirement_id: int, text: str) -> None:
    """Let tests of these names or codes, between commas, check a requirement; new ones are added.

    Raises
    ------
    Refused
        If something that reads as a code is none.
    """
    row = found(session, Requirement, requirement_id)
    rows = in_order(session, Check, project_id=row.project_id)
    codes = {f"c{number}": check.id for number, check in enumerate(rows, 1)}
    keys = {check.name.casefold(): check.id for check in rows} | codes
    wanted: set[int] = set()
    for name in _parts(text):
        key = keys.get(name.casefold())
        if key is None and re.fullmatch(r"[A-Za-z][0-9]+", name):
            raise Refused(
                f"There is no test {name}. Write a code such as C1, choose from the list, or name "
                "a new test. Nothing was changed.",
                table="requirement",
                key=requirement_id,
                field="checks",
            )
        if key is None:
            key = keys[name.casefold()] = add_check(session, row.project_id, name)
        wanted.add(key)
    set_led(session, (Place.TECHNICAL, Place.TEST), requirement_id, wanted)


def add_check(session: Session, project_id: int, name: str) -> int:
    """Add a test at the end of the list and return its key."""
    return _add(session, Check, project_id, name, "A test")


def _add(session: Session, cls: Any, project_id: int, name: str, what: str) -> int:
    found(session, Project, project_id)
    return added(
        session,
        cls(
            project_id=project_id,
            position=next_position(session, cls, project_id=project_id),
            name=named(name, what, longest=200),
        ),
    )


def can_mend(orphan: Orphan) -> bool:
    """Tell whether what an orphan lacks can be added; else it has to be linked by hand."""
    return not orphan.upward and orphan.lacks != Place.BUSINESS


def mend(session: Session, project_id: int, orphan: Orphan) -> int:
    """Add what an orphan lacks, named after it, link both, and return the key of the new item."""
    item = orphan.item
    match orphan.lacks:
        case Place.TECHNICAL:
            title = item.name.rstrip("?") or item.name
            key = add_requirement(session, project_id, RequirementKind.TECHNICAL, title)
        case Place.TASK:
            key = add_activity(session, project_id, item.name)
        case Place.TEST:
            key = add_check(session, project_id, f"{item.name} test"[:200])
        case Place.MONITOR:
            key = _add(session, Monitor, project_id, item.name, "A monitor")
        case Place.SECTION:
            key = _add(session, DocumentSection, project_id, item.name, "A section")
            found(session, DocumentSection, key).document = "Runbook"
        case _:
            raise Refused(f"{orphan.words}. Link it in the matrix. Nothing was changed.")
    link(session, (orphan.step.left, orphan.step.right), item.key, key)
    return key
