"""Scenarios: branches of the plan, made the plan or dropped as one change."""

import random
import shutil
import sqlite3
import zlib
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadbench.errors import LeadbenchError, Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits.activities import rename, set_duration
from leadbench.plan.edits.links import link
from leadbench.plan.edits.outline import add_activity, delete_activities, move
from leadbench.plan.file import SCHEMA, open_plan
from leadbench.plan.outline import Outline
from leadbench.plan.scenarios import (
    adopt_scenario,
    changes_in,
    create_scenario,
    drop_scenario,
    duplicate_scenario,
    merge_beside,
    merge_of,
    note_of,
    open_scenario,
    rename_scenario,
)
from leadbench.plan.tables import Scenario
from leadbench.store import Store
from tests.plan.plans import DAY, Plan
from tests.store.test_walks import PLAN
from tests.store.walker import Walker


def make(plan: Plan, name: str = "Second vendor") -> int:
    return create_scenario(plan.store, name, made_minute=5)


def inside(plan: Plan, scenario: Store) -> Plan:
    return Plan(scenario, plan.project_id, plan.keys)


def names(plan: Plan) -> list[str]:
    return [line.rsplit(" ", 1)[0] for line in plan.outline()]


def test_a_scenario_is_made_renamed_and_duplicated(plan: Plan) -> None:
    first = make(plan, "  Second   vendor ")
    with open_scenario(plan.store, first) as scenario:
        inside(plan, scenario).do(rename, plan.keys["2"], "Train twice")
        assert Contents(scenario).scenarios == {}
    second = duplicate_scenario(plan.store, first, "Third", made_minute=6)
    rename_scenario(plan.store, first, "Two vendors")
    rows = plan.contents.scenarios
    assert [(rows[key].name, rows[key].made_minute) for key in (first, second)] == [
        ("Two vendors", 5),
        ("Third", 6),
    ]
    assert note_of(plan.store, second).changes == 1
    with open_scenario(plan.store, second) as scenario:
        (change,) = changes_in(plan.store, second, scenario)
        assert change.after is not None
        assert change.after["name"] == "Train twice"
    with pytest.raises(Refused, match="needs a name"):
        make(plan, " ")
    assert len(plan.contents.scenarios) == 2


def test_making_it_the_plan_is_one_change_and_undoing_gives_both_back(plan: Plan) -> None:
    key = make(plan)
    before = plan.store.dump()
    with open_scenario(plan.store, key) as scenario:
        branch = inside(plan, scenario)
        branch.do(set_duration, plan.keys["1.1"], 9 * DAY)
        branch.do(add_activity, plan.project_id, "Pilot")
        branch.do(delete_activities, [plan.keys["3"]])
        wanted = {**scenario.dump(), "scenario": []}
        change = adopt_scenario(plan.store, key, scenario)
    assert change.label == "Make “Second vendor” the plan"
    assert plan.store.dump() == wanted
    assert plan.store.check() == []
    plan.store.undo()
    assert plan.store.dump() == before
    with open_scenario(plan.store, key) as scenario:
        assert {**scenario.dump(), "scenario": []} == wanted
    plan.store.redo()
    assert plan.store.dump() == wanted


def test_dropping_is_one_change_and_undoing_gives_the_scenario_back(plan: Plan) -> None:
    key = make(plan)
    before = plan.store.dump()
    with open_scenario(plan.store, key) as scenario:
        inside(plan, scenario).do(rename, plan.keys["2"], "Train twice")
        wanted = scenario.dump()
    drop_scenario(plan.store, key)
    assert plan.contents.scenarios == {}
    with pytest.raises(Refused, match="scenario is no longer"):
        open_scenario(plan.store, key)
    plan.store.undo()
    assert plan.store.dump() == before
    with open_scenario(plan.store, key) as scenario:
        assert scenario.dump() == wanted


def test_undoing_that_it_was_made_and_redoing_keeps_its_edits(plan: Plan) -> None:
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        inside(plan, scenario).do(rename, plan.keys["2"], "Train twice")
        wanted = scenario.dump()
    plan.store.undo()
    assert plan.contents.scenarios == {}
    plan.store.redo()
    with open_scenario(plan.store, key) as scenario:
        assert scenario.dump() == wanted


def test_restoring_an_earlier_plan_keeps_the_scenarios(plan: Plan) -> None:
    (start,) = plan.store.history(limit=1)
    dropped, kept = make(plan, "Dropped"), make(plan, "Kept")
    (made,) = plan.store.history(limit=1)
    with open_scenario(plan.store, dropped) as scenario:
        inside(plan, scenario).do(rename, plan.keys["2"], "Train twice")
        wanted = scenario.dump()
    plan.do(rename, plan.keys["3"], "Serve it")
    drop_scenario(plan.store, dropped)
    plan.store.restore(start.sequence)
    assert plan.row("3").name == "Serve"
    assert list(plan.contents.scenarios) == [kept]
    plan.store.restore(made.sequence)
    assert sorted(plan.contents.scenarios) == [dropped, kept]
    with open_scenario(plan.store, dropped) as scenario:
        assert scenario.dump() == wanted


def test_what_both_changed_is_a_conflict_field_by_field(plan: Plan) -> None:
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        branch = inside(plan, scenario)
        branch.do(rename, plan.keys["2"], "Train twice")
        branch.do(set_duration, plan.keys["2"], 5 * DAY)
        plan.do(rename, plan.keys["2"], "Fine-tune")
        plan.do(set_duration, plan.keys["3"], 7 * DAY)
        merge = merge_of(plan.store, key, scenario)
        assert merge.plan_changed
        (conflict,) = merge.conflicts
        assert conflict.place == ("activity", plan.keys["2"], "name")
        assert (conflict.base, conflict.mine, conflict.theirs) == (
            "Train",
            "Fine-tune",
            "Train twice",
        )
        adopt_scenario(plan.store, key, scenario, {conflict.place: "mine"})
    assert plan.row("2").name == "Fine-tune"
    assert plan.row("2").duration_minutes == 5 * DAY
    assert plan.row("3").duration_minutes == 7 * DAY


def test_tasks_that_both_added_at_one_place_are_numbered_anew(plan: Plan) -> None:
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        branch = inside(plan, scenario)
        for place, name in ((plan, "Plan's own"), (branch, "Scenario's own")):
            added = place.do(add_activity, plan.project_id, name)
            place.do(link, plan.keys["3"], added)
        merge = merge_of(plan.store, key, scenario)
        assert merge.conflicts == ()
        adopt_scenario(plan.store, key, scenario)
    assert names(plan)[-2:] == ["4 Plan's own", "5 Scenario's own"]
    contents = plan.contents
    successors = [
        contents.activities[row.successor_id].name for row in contents.links_from(plan.keys["3"])
    ]
    assert sorted(successors) == ["Plan's own", "Scenario's own"]
    assert plan.store.check() == []


def test_two_halves_of_a_loop_are_refused_and_nothing_changes(plan: Plan) -> None:
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        inside(plan, scenario).do(link, plan.keys["2"], plan.keys["3"])
        plan.do(link, plan.keys["3"], plan.keys["2"])
        before = plan.store.dump()
        with pytest.raises(Refused, match="Nothing was changed"):
            adopt_scenario(plan.store, key, scenario)
        assert plan.store.dump() == before


def test_halves_of_a_loop_are_refused_before_anything_is_written(plan: Plan) -> None:
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        inside(plan, scenario).do(link, plan.keys["2"], plan.keys["3"])
    plan.do(link, plan.keys["3"], plan.keys["2"])
    before = plan.store.dump()
    with pytest.raises(Refused, match="Nothing was changed"):
        merge_beside(plan.store.path, key)
    assert plan.store.dump() == before


def test_what_was_worked_out_beside_the_plan_is_what_it_becomes(plan: Plan) -> None:
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        inside(plan, scenario).do(rename, plan.keys["2"], "Train twice")
    plan.do(rename, plan.keys["3"], "In the plan")
    merged = merge_beside(plan.store.path, key)
    assert merged.is_verified
    adopt_scenario(plan.store, key, None, None, merged)
    rows = plan.contents.activities
    assert rows[plan.keys["2"]].name == "Train twice"
    assert rows[plan.keys["3"]].name == "In the plan"
    assert plan.store.check() == []


def test_tasks_that_would_belong_under_each_other_are_refused(plan: Plan) -> None:
    key = make(plan)
    two, three = plan.keys["2"], plan.keys["3"]
    with open_scenario(plan.store, key) as scenario:
        inside(plan, scenario).do(move, two, parent=three, position=0)
        plan.do(move, three, parent=two, position=0)
        before = plan.store.dump()
        with pytest.raises(Refused, match="under each other"):
            adopt_scenario(plan.store, key, scenario)
        assert plan.store.dump() == before


def test_a_scenario_from_before_an_update_is_opened_by_the_program_of_today(
    tmp_path: Path,
) -> None:
    old = Path(__file__).parent / "old_files" / "0001.leadbench"
    path = Path(shutil.copy(old, tmp_path / "plan.leadbench"))
    # A branch as the first revision would have kept it: the very file, without history.
    with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(":memory:")) as copy:
        file.backup(copy)
        copy.execute("DELETE FROM history")
        copy.commit()
        image = bytearray(copy.serialize())
        image[18:20] = b"\1\1"  # in memory there is no write-ahead log
        base = zlib.compress(bytes(image))
    with open_plan(path) as store:
        with store.own_tables() as connection:
            connection.execute(
                "INSERT INTO branch VALUES (1, ?, '0001', ?)", [datetime.now(UTC).isoformat(), base]
            )
        plan_now = {**store.dump(), "scenario": []}
        with store.change("New scenario") as session:
            session.add(Scenario(name="Old", made_minute=1, branch=1))
        with open_scenario(store, 1) as scenario:
            assert scenario.dump() == plan_now
            assert scenario.check() == []
            with scenario.change("Rename") as session:
                rename(session, scenario.dump()["activity"][0][0], "Collect more tickets")
            assert len(changes_in(store, 1, scenario)) == 1


@pytest.mark.parametrize("seed", range(3))
def test_walks_in_a_scenario_adopted_and_undone_leave_the_plan_byte_for_byte(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "walk.leadbench"
    walker = Walker([model for model in PLAN if model.__tablename__ != "scenario"], 900 + seed)
    with Store.create(path, SCHEMA) as store:
        walker.fill(store)
        key = create_scenario(store, "Walk", made_minute=1)
        before = store.dump()
        with open_scenario(store, key) as scenario:
            for _ in range(30):
                with suppress(Refused):
                    walker.step(scenario)
            wanted = {**scenario.dump(), "scenario": []}
            adopt_scenario(store, key, scenario)
            assert store.dump() == wanted
        assert store.check() == []
        store.undo()
        assert store.dump() == before
        with open_scenario(store, key) as scenario:
            assert {**scenario.dump(), "scenario": []} == wanted


def _wander(side: Plan, chance: random.Random) -> None:
    """Do one random thing to the tasks of a plan."""
    keys = [row.id for row in side.contents.activities_of(side.project_id)]
    one, other = chance.choice(keys), chance.choice(keys)
    act = chance.randrange(6)
    if act == 0:
        side.do(rename, one, f"Task {chance.random()}")
    elif act == 1:
        side.do(set_duration, one, chance.randrange(9) * DAY)
    elif act == 2:
        side.do(add_activity, side.project_id, "New", parent=chance.choice([None, one]))
    elif act == 3:
        side.do(link, one, other)
    elif act == 4:
        side.do(move, one, parent=other, position=0)
    elif len(keys) > 3:
        side.do(delete_activities, [one])


@pytest.mark.parametrize("seed", range(6))
def test_both_go_on_and_are_merged_into_a_sound_plan_or_refused(plan: Plan, seed: int) -> None:
    chance = random.Random(seed)
    key = make(plan)
    with open_scenario(plan.store, key) as scenario:
        for side in (plan, inside(plan, scenario)):
            for _ in range(12):
                with suppress(LeadbenchError):
                    _wander(side, chance)
        before = plan.store.dump()
        merge = merge_of(plan.store, key, scenario)
        decided = {one.place: chance.choice(["mine", "theirs"]) for one in merge.conflicts}
        with suppress(Refused):
            adopt_scenario(plan.store, key, scenario, decided)
    if plan.contents.scenarios:  # refused
        assert plan.store.dump() == before
        return
    assert plan.store.check() == []
    contents = plan.contents
    lines = Outline(contents, plan.project_id).rows
    assert len(lines) == len(contents.activities_of(plan.project_id))
    below: dict[int | None, list[int]] = {}
    for row in contents.activities_of(plan.project_id):
        below.setdefault(row.parent_id, []).append(row.position)
    for places in map(sorted, below.values()):
        assert places == list(range(len(places)))
    plan.schedule()
    plan.store.undo()
    assert plan.store.dump() == before
