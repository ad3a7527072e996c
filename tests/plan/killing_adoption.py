"""Kill a process again and again while it makes a scenario the plan and takes that back.

Run as ``python -m tests.plan.killing_adoption KILLS SEED FOLDER`` in a process without threads:
everything is imported once, and each writer is a fork of it. Prints how often the file held the
plan as it was and how often it held the scenario, or fails.
"""

import os
import random
import select
import signal
import sys
import time
from datetime import date
from pathlib import Path

from leadbench.plan.contents import Contents
from leadbench.plan.edits.activities import rename, set_duration
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.file import SCHEMA, create_plan
from leadbench.plan.scenarios import (
    adopt_scenario,
    create_scenario,
    merge_beside,
    open_scenario,
    problems_of,
)
from leadbench.plan.templates import new_project
from leadbench.store import Store

TASKS = 150
LONGEST_LIFE = 0.02
"""Seconds from the beginning of the step in which a writer dies: every second time an undo."""


def main(kills: int, seed: int, folder: Path) -> None:
    """Kill so many writers and print what was seen; an assertion fails on the first half step."""
    chance = random.Random(seed)
    path = folder / "plan.leadbench"
    key = _make(path)
    seen = {"plan": 0, "scenario": 0}
    for kill in range(kills):
        _kill_one(path, key, folder / "backups", 1 + kill % 2, chance.uniform(0, LONGEST_LIFE))
        seen[_look_at(path, key, folder / "backups")] += 1
    sys.stdout.write(f"{kills} kills, plan {seen['plan']}, scenario {seen['scenario']}\n")


def _make(path: Path) -> int:
    """Make a plan, a scenario in which every task is longer, and a change of the plan since."""
    with create_plan(path) as store:
        with store.change("Set up") as session:
            project_id = new_project(session, "Router", date(2026, 1, 5), outline=False)
            keys = [add_activity(session, project_id, f"Task {row}") for row in range(TASKS)]
            for key in keys:
                set_duration(session, key, 480)
        scenario_id = create_scenario(store, "Longer", made_minute=5)
        with open_scenario(store, scenario_id) as scenario, scenario.change("Longer") as session:
            for key in keys:
                set_duration(session, key, 960)
        with store.change("Meanwhile") as session:  # so that the two must be put together
            rename(session, keys[0], "Renamed in the plan")
    return scenario_id


def _kill_one(path: Path, key: int, backups: Path, step: int, life: float) -> None:
    """Let a writer adopt and undo, and kill it some time after a step has begun."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _write(path, key, backups, writing)
        finally:
            os._exit(1)  # never reached alive, unless the writer itself fails
    os.close(writing)
    told = b""
    while len(told) < step and select.select([reading], [], [], 60)[0]:
        told += (letter := os.read(reading, 1))
        if not letter:
            break
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    assert len(told) == step, "the writer never came to that step"
    assert os.WIFSIGNALED(status), "the writer failed before it was killed"


def _write(path: Path, key: int, backups: Path, pipe: int) -> None:
    store = Store.open(path, SCHEMA, backups=backups)
    if key not in Contents(store).scenarios:  # the one before was killed after adopting
        store.restore(store.history()[1].sequence)
    merged = merge_beside(path, key)
    while True:
        os.write(pipe, b"*")
        adopt_scenario(store, key, None, None, merged)
        os.write(pipe, b"*")
        store.undo()


def _look_at(path: Path, key: int, backups: Path) -> str:
    with Store.open(path, SCHEMA, backups=backups) as store:
        assert store.check() == []
        assert problems_of(store) == []
        contents = Contents(store)
        lengths = {row.duration_minutes for row in contents.activities.values()}
        assert len(lengths) == 1, "half of the scenario was made the plan"
        adopted = lengths == {960}
        # The scenario leaves the list with the step that makes it the plan, never without it.
        assert (key in contents.scenarios) is not adopted
        named = [row.name for row in contents.activities.values()]
        assert named.count("Renamed in the plan") == 1
        label = store.history(limit=1)[0].label
        if adopted:
            assert label == "Make “Longer” the plan"
    return "scenario" if adopted else "plan"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
