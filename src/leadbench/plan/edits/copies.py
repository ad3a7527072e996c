"""Copying activities within a plan, or from one plan into another."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlmodel import Session, col, select

from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import found, key_of, refuse_elsewhere
from leadbench.plan.outline import Outline
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Assignment,
    Calendar,
    Dependency,
    LagUnit,
    LinkType,
    Person,
    Project,
    Responsibility,
    Role,
    Stage,
)

_FIELDS: Final = (
    "kind",
    "name",
    "duration_minutes",
    "optimistic_minutes",
    "pessimistic_minutes",
    "constraint_kind",
    "constraint_minute",
    "pinned_start_minute",
    "pinned_finish_minute",
    "deadline_minute",
    "passed_when",
    "mandatory",
    "notes",
    "elapsed",
    "ignores_people_calendars",
    "fixed_cost_cents",
    "active",
)
"""What a copy takes over; it has no progress, no code, and decides no stage."""


@dataclass(frozen=True, slots=True)
class CopiedShare:
    """Who works on a copied activity, by names, since another plan has other keys."""

    role: str
    person: str
    percent: int
    responsibility: str


@dataclass(frozen=True, slots=True)
class CopiedActivity:
    """One copied activity; ``depth`` is 0 for those that were chosen."""

    depth: int
    values: Mapping[str, Any]
    stage: str
    calendar: str
    shares: tuple[CopiedShare, ...]


@dataclass(frozen=True, slots=True)
class CopiedLink:
    """A link between two copied activities, by their places."""

    before: int
    after: int
    link_type: str
    lag: int
    lag_unit: str


@dataclass(frozen=True, slots=True)
class Clip:
    """Activities in outline order, with the links among them.

    ``left_out`` counts the links to activities that were not copied.
    """

    activities: tuple[CopiedActivity, ...]
    links: tuple[CopiedLink, ...]
    left_out: int


def copied(contents: Contents, outline: Outline, keys: Sequence[int]) -> Clip:
    """Return copies of activities and of everything below them."""
    places: dict[int, int] = {}
    activities: list[CopiedActivity] = []
    for key in sorted(set(keys), key=outline.index_of.__getitem__):
        if key in places:
            continue  # it lies below another one
        top = outline.rows[outline.index_of[key]].depth
        for each in (key, *outline.below(key)):
            places[each] = len(activities)
            depth = outline.rows[outline.index_of[each]].depth - top
            activities.append(_copied(contents, each, depth))
    links, left_out = [], 0
    for key, after in places.items():
        for link in contents.links_to(key):
            if link.predecessor_id in places:
                before = places[link.predecessor_id]
                kind, unit = str(link.link_type), str(link.lag_unit)
                links.append(CopiedLink(before, after, kind, link.lag, unit))
            else:
                left_out += 1
        left_out += sum(link.successor_id not in places for link in contents.links_from(key))
    return Clip(tuple(activities), tuple(links), left_out)


def _copied(contents: Contents, key: int, depth: int) -> CopiedActivity:
    row = contents.activities[key]
    stage = "" if row.stage_id is None else str(contents.stages[row.stage_id].kind)
    calendar = "" if row.calendar_id is None else contents.calendars[row.calendar_id].name
    shares = tuple(
        CopiedShare(
            contents.roles[each.role_id].name,
            "" if each.person_id is None else contents.people[each.person_id].name,
            each.allocation_percent,
            str(each.responsibility),
        )
        for each in contents.assignments_of(key)
    )
    values = {name: getattr(row, name) for name in _FIELDS}
    return CopiedActivity(depth, values, stage, calendar, shares)


def to_text(clip: Clip) -> str:
    """Return copied activities as JSON."""
    return json.dumps(asdict(clip))


def from_text(text: str) -> Clip:
    """Return what ``to_text`` wrote.

    Raises
    ------
    Refused
        If it was written by something else.
    """
    try:
        read = json.loads(text)
        return Clip(
            tuple(
                CopiedActivity(
                    int(each["depth"]),
                    {name: each["values"][name] for name in _FIELDS},
                    str(each["stage"]),
                    str(each["calendar"]),
                    tuple(CopiedShare(**share) for share in each["shares"]),
                )
                for each in read["activities"]
            ),
            tuple(CopiedLink(**link) for link in read["links"]),
            int(read["left_out"]),
        )
    except (ValueError, KeyError, TypeError):
        raise Refused("The clipboard holds no tasks that can be read. Copy them again.") from None


def paste(session: Session, project_id: int, clip: Clip, *, below: int | None = None) -> list[int]:
    """Add copies of activities with the links among them, and return the keys of the chosen ones.

    They stand directly below another activity at its level, or last. Roles, people, calendars and
    stages are found by name; what this plan does not know is left out.

    Raises
    ------
    Refused
        If ``below`` is in another project.
    """
    found(session, Project, project_id)
    parent, place = None, 0
    if below is not None:
        neighbor = found(session, Activity, below)
        refuse_elsewhere(neighbor, project_id)
        parent, place = neighbor.parent_id, neighbor.position + 1
    tops = sum(each.depth == 0 for each in clip.activities)
    statement = select(Activity).filter_by(project_id=project_id, parent_id=parent)
    siblings = list(session.exec(statement))
    if below is None:
        place = len(siblings)
    for row in siblings:
        if row.position >= place:
            row.position += tops
    names = _Names(session, project_id)
    rows = _add(session, project_id, clip, names, parent, place)
    for row, each in zip(rows, clip.activities, strict=True):
        for share in each.shares:
            names.assign(key_of(row), share)
    for link in clip.links:
        session.add(
            Dependency(
                project_id=project_id,
                predecessor_id=key_of(rows[link.before]),
                successor_id=key_of(rows[link.after]),
                link_type=LinkType(link.link_type),
                lag=link.lag,
                lag_unit=LagUnit(link.lag_unit),
            )
        )
    session.flush()
    return [key_of(row) for row, each in zip(rows, clip.activities, strict=True) if not each.depth]


def _add(
    session: Session, project_id: int, clip: Clip, names: "_Names", parent: int | None, place: int
) -> list[Activity]:
    """Add the rows level by level, so that each knows the key of the one above it."""
    above: list[int] = []
    path: list[int] = []
    for at, each in enumerate(clip.activities):
        del path[each.depth :]
        above.append(path[-1] if path else -1)
        path.append(at)
    positions: dict[int, int] = {-1: place}
    rows: list[Activity] = []
    for at, each in enumerate(clip.activities):
        position = positions.setdefault(above[at], 0)
        positions[above[at]] += 1
        # Work that held others holds them again, or is work where they did not come along.
        kind = each.values["kind"]
        if kind == ActivityKind.SUMMARY and at not in above:
            kind = ActivityKind.WORK
        rows.append(
            Activity(
                **{**each.values, "kind": kind},
                project_id=project_id,
                parent_id=parent,
                position=position,
                stage_id=names.stages.get(each.stage),
                calendar_id=names.calendars.get(each.calendar),
            )
        )
    for depth in range(1 + max((each.depth for each in clip.activities), default=0)):
        for at, each in enumerate(clip.activities):
            if each.depth == depth:
                if above[at] >= 0:
                    rows[at].parent_id = key_of(rows[above[at]])
                session.add(rows[at])
        session.flush()
    return rows


class _Names:
    """The roles, people, calendars and stages of the plan that copies come to, by name."""

    def __init__(self, session: Session, project_id: int) -> None:
        self.session = session
        self.roles = {row.name: row.id for row in session.exec(select(Role))}
        self.people = {row.name: row.id for row in session.exec(select(Person))}
        self.calendars = {row.name: row.id for row in session.exec(select(Calendar))}
        stages = session.exec(select(Stage).where(col(Stage.project_id) == project_id))
        self.stages = {str(row.kind): row.id for row in stages}

    def assign(self, key: int, share: CopiedShare) -> None:
        """Give a copy the same role, if the plan has it."""
        role = self.roles.get(share.role)
        if role is not None:
            self.session.add(
                Assignment(
                    activity_id=key,
                    role_id=role,
                    person_id=self.people.get(share.person),
                    allocation_percent=share.percent,
                    responsibility=Responsibility(share.responsibility),
                )
            )
