"""Rows as last committed stay equal to the file through any walk of edits, undo and redo."""

import random
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from leadbench.analysis.structure import structure
from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits.activities import (
    rename,
    set_actual_finish,
    set_actual_start,
    set_constraint,
    set_duration,
    set_kind,
    set_percent,
    set_role,
)
from leadbench.plan.edits.baselines import keep_baseline
from leadbench.plan.edits.links import link, set_link, set_predecessors, unlink
from leadbench.plan.edits.outline import (
    add_activity,
    delete_activities,
    indent,
    move,
    move_down,
    move_up,
    outdent,
)
from leadbench.plan.edits.projects import add_project, delete_project, set_status_date
from leadbench.plan.edits.requirements import add_requirement, delete_requirement, trace
from leadbench.plan.for_analysis import network
from leadbench.plan.outline import Outline, touched_by
from leadbench.plan.tables import (
    ActivityKind,
    Calendar,
    CalendarException,
    ConstraintKind,
    LinkType,
    RequirementKind,
)
from leadbench.store import Store
from tests.plan.large_plan import large_plan
from tests.plan.plans import DAY, Plan, replayed

TABLES = [name for name in Contents.__annotations__ if not name.startswith("_")]


def everything(contents: Contents) -> dict[str, dict[int, tuple[Any, ...]]]:
    return {name: {k: tuple(r) for k, r in getattr(contents, name).items()} for name in TABLES}


def groups(contents: Contents) -> list[object]:
    """Ask every kind of look-up, so that stale groups would show."""
    return [
        {key: contents.links_to(key) for key in contents.activities},
        {key: contents.links_from(key) for key in contents.activities},
        {key: contents.assignments_of(key) for key in contents.activities},
        {key: contents.requirements_of(key) for key in contents.projects},
        {key: contents.traced_to(key) for key in contents.requirements},
        {key: Outline(contents, key).rows for key in contents.projects},
    ]


class Walk:
    """Random edits of one project."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.chance = random.Random(seed)
        self.count = 0

    def step(self, contents: Contents) -> None:
        """Try one edit; a refusal changes nothing."""
        chance, project_id = self.chance, self.plan.project_id
        keys = sorted(row.id or 0 for row in contents.activities_of(project_id))
        if len(keys) < 3:
            keys.append(self.plan.do(add_activity, project_id, "Again"))
            return
        self.count += 1
        one, other = chance.sample(keys, 2)
        some = chance.sample(keys, min(len(keys), chance.randint(1, 3)))
        outline = Outline(contents, project_id)
        links = sorted(contents.dependencies)
        edits: list[tuple[Any, ...]] = [
            (add_activity, {"below": one}, project_id, f"New {self.count}"),
            (add_activity, {"parent": one}, project_id, f"Child {self.count}"),
            (add_activity, {"above": one, "kind": ActivityKind.MILESTONE}, project_id, "Gate"),
            (indent, {}, some),
            (indent, {}, [one]),
            (outdent, {}, some),
            (move_up, {}, some),
            (move_down, {}, some),
            (move, {"parent": other, "position": chance.randint(0, 3)}, one),
            (move, {"parent": None, "position": chance.randint(0, 9)}, one),
            (link, {"link_type": chance.choice(list(LinkType)), "lag": 60}, one, other),
            (link, {}, other, one),
            (set_predecessors, {}, one, f"{outline.number_of[other]}SS+1d", outline),
            (rename, {}, one, f"Name {self.count}"),
            (set_kind, {}, one, chance.choice([ActivityKind.WORK, ActivityKind.MILESTONE])),
            (set_duration, {}, one, chance.randint(0, 9) * DAY),
            (set_constraint, {}, one, ConstraintKind.START_NO_EARLIER, 29_500_000),
            (set_status_date, {}, project_id, 29_460_960 + chance.randint(0, 30) * 1440),
            (set_actual_start, {}, one, 29_459_520 + 480),
            (set_actual_finish, {}, one, 29_459_520 + 1020),
            (set_actual_start, {}, one, None),
            (set_percent, {}, one, chance.randint(0, 99)),
            (set_role, {}, one, None),
            (add_requirement, {}, project_id, chance.choice(list(RequirementKind)), "Why?"),
            (add_project, {"start_minute": 0}, f"Project {self.count}"),
            (keep_baseline, {"kept_minute": 0}, project_id, "Kept"),
        ]
        if links:
            edits.append((unlink, {}, [chance.choice(links)]))
            edits.append((set_link, {"lag": chance.randint(-3, 3) * DAY}, chance.choice(links)))
        if contents.requirements:
            rows = sorted(contents.requirements)
            edits.append((trace, {}, chance.choice(rows), chance.choice(rows)))
            edits.append((delete_requirement, {}, chance.choice(rows)))
        if len(contents.projects) > 1:
            edits.append((delete_project, {}, max(contents.projects)))
        if len(keys) > 12:
            edits.append((delete_activities, {}, some))
        edit, named, *given = chance.choice(edits)
        before = self.plan.store.dump()
        try:
            self.plan.do(edit, *given, **named)
        except Refused:
            assert self.plan.store.dump() == before


def assert_outline_holds(contents: Contents) -> None:
    """Positions are 0 to n - 1, and exactly the activities with children are summaries."""
    for project_id in contents.projects:
        places: dict[int | None, list[int]] = {}
        for row in contents.activities_of(project_id):
            places.setdefault(row.parent_id, []).append(row.position)
        assert all(sorted(found) == list(range(len(found))) for found in places.values())
        for row in contents.activities_of(project_id):
            assert (row.kind == "summary") == (row.id in places)
        assert len(Outline(contents, project_id).rows) == sum(map(len, places.values()))


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_of_edits_undo_and_redo(plan: Plan, seed: int) -> None:
    store, contents = plan.store, plan.contents
    changes = replayed(store)
    store.subscribe(contents.apply)
    walk = Walk(plan, seed)
    states = [store.dump()]
    for _ in range(70):
        before = store.revision
        walk.step(contents)
        if store.revision > before:
            states.append(store.dump())
            assert_outline_holds(contents)
            structure(network(contents, plan.project_id))  # raises if a loop slipped in
        if walk.chance.random() < 0.2:
            groups(contents)  # fills the look-ups that later edits must keep right
    assert len(states) > 20
    assert everything(contents) == everything(Contents(store))
    assert groups(contents) == groups(Contents(store))
    for state in reversed(states[:-1]):
        store.undo()
        assert store.dump() == state
    assert groups(contents) == groups(Contents(store))
    for state in states[1:]:
        store.redo()
        assert store.dump() == state
    assert everything(contents) == everything(Contents(store))
    assert groups(contents) == groups(Contents(store))
    assert len(changes) == 3 * (len(states) - 1)


def test_untouched_rows_stay_the_same_objects(plan: Plan) -> None:
    contents = plan.contents
    plan.store.subscribe(contents.apply)
    train, serve = (contents.activities[plan.keys[number]] for number in ("2", "3"))
    plan.do(rename, plan.keys["2"], "Tune")
    assert contents.activities[plan.keys["3"]] is serve
    assert contents.activities[plan.keys["2"]].name == "Tune"
    assert train.name == "Train"  # what somebody kept does not change under their hands


def add_holiday(session: Session) -> None:
    calendar = session.exec(select(Calendar)).one()
    assert calendar.id is not None
    day = date(2026, 1, 6)
    session.add(CalendarException(calendar_id=calendar.id, first_day=day, last_day=day))


def test_a_network_after_one_change_equals_a_fresh_one(plan: Plan) -> None:
    contents = plan.contents
    changes = replayed(plan.store)
    plan.store.subscribe(contents.apply)
    kept = network(contents, plan.project_id)
    keys = plan.keys
    for edit, *given in (
        (set_duration, keys["2"], 7 * DAY),
        (link, keys["1.1"], keys["2"]),
        (set_status_date, plan.project_id, 29_460_960),
        (add_activity, plan.project_id, "More"),
        (indent, [keys["3"]]),
        (delete_activities, [keys["1.2"]]),
        (add_holiday,),
    ):
        plan.do(edit, *given)
        kept = network(contents, plan.project_id, before=kept, change=changes[-1])
        assert kept == network(Contents(plan.store), plan.project_id)


def test_what_touches_an_outline(plan: Plan) -> None:
    changes = replayed(plan.store)
    plan.do(rename, plan.keys["2"], "Tune")
    assert not touched_by(changes[-1])
    plan.do(indent, [plan.keys["3"]])
    assert touched_by(changes[-1])


def test_a_large_plan_is_read_whole(store: Store) -> None:
    project_id = large_plan(store, 1_000, 2_000)
    contents = Contents(store)
    assert_outline_holds(contents)
    found = network(contents, project_id)
    assert (len(found.activities), len(found.links)) == (1_000, 2_000)
    assert [row.key for row in found.activities] == [
        row.key for row in Outline(contents, project_id).rows
    ]
