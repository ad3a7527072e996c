"""After any edits, undos and redos the dates on view are those of the plan in its file."""

import contextlib
import io
import itertools
import json
import random
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from leadbench import cli
from leadbench.analysis import calendars
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.outlook import Outlook, outlook
from leadbench.desktop.document import Document
from leadbench.errors import LeadbenchError
from leadbench.plan.contents import Contents
from leadbench.plan.edits import links, projects, resources
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.file import create_plan, open_plan
from leadbench.plan.for_analysis import network
from leadbench.plan.outline import Outline
from leadbench.plan.tables import Assignment, Person
from leadbench.plan.templates import new_project
from leadbench.reports.facts import Facts
from tests.desktop.random_edits import RandomEdits

ARRAYS = [field.name for field in fields(Schedule) if field.name not in {"structure", "index"}]
OTHERS = [field.name for field in fields(Outlook) if field.name not in {"network", "schedule"}]
number = itertools.count()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of two projects with a night calendar, roles, people and links; to be copied."""
    path = tmp_path_factory.mktemp("stale") / "start.leadbench"
    with create_plan(path) as store, store.change("Set up") as session:
        night = projects.add_calendar(
            session, "Night", week={0: [(1320, 1440)], 1: [(0, 360)], 3: [(1200, 1440)]}
        )
        role = resources.add_role(session, "Engineer")
        session.add(Person(name="Ada", role_id=role, calendar_id=night))
        session.add(Person(name="Ben", role_id=role))
        session.flush()
        for name in ("Router", "Search"):
            project_id = new_project(session, name, date(2026, 1, 5), outline=False)
            keys = [add_activity(session, project_id, f"Task {row}") for row in range(4)]
            for row in range(2):
                keys.append(add_activity(session, project_id, f"Part {row}", parent=keys[2]))
            links.link(session, keys[0], keys[1])
            links.link(session, keys[1], keys[2], lag=480)
            links.link(session, keys[4], keys[3])
            session.add(Assignment(activity_id=keys[1], role_id=role, person_id=1))
    return path


def fresh(contents: Contents, project_id: int) -> tuple[Outlook | None, str]:
    """Return the dates of a project worked out from its rows alone, or why there are none."""
    try:
        return outlook(network(contents, project_id)), ""
    except LeadbenchError as problem:
        return None, str(problem)


def assert_fresh(document: Document, path: Path) -> None:
    if document.project_id is None:
        assert document.outlook is None
        return
    with open_plan(path, read_only=True) as store:
        anew = Contents(store)
    assert document.outline.rows == Outline(anew, document.project_id).rows
    expected, trouble = fresh(anew, document.project_id)
    assert document.trouble == trouble
    if expected is None:
        assert document.outlook is None
        return
    shown = document.outlook
    assert shown is not None
    for name in ARRAYS:
        ours, theirs = getattr(shown.schedule, name), getattr(expected.schedule, name)
        assert np.array_equal(ours, theirs), name
    for name in OTHERS:
        assert getattr(shown, name) == getattr(expected, name), name
    assert document.network is shown.network


def local(minute: int) -> str:
    return calendars.to_datetime(minute).isoformat(timespec="minutes")


def assert_printed(document: Document, path: Path) -> None:
    """The command line and the documents name the dates that the window shows."""
    shown, project = document.outlook, document.project
    if shown is None or project is None:
        return
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        assert cli.main(["schedule", str(path), "--json", "--project", project.name]) == 0
    printed: list[dict[str, Any]] = json.loads(output.getvalue())["tasks"]
    assert [row["key"] for row in printed] == list(shown.schedule.keys)
    facts = Facts(document.contents, project.id or 0, date(2026, 1, 5))
    for row in printed:
        dates = shown.schedule.row(row["key"])
        for name in ("start", "finish", "early_start", "early_finish", "late_start", "late_finish"):
            assert row[name] == local(getattr(dates, name)), name
        assert row["total_float_minutes"] == dates.total_float
        assert row["free_float_minutes"] == dates.free_float
        assert (row["critical"], row["done"]) == (dates.critical, dates.done)
        assert facts.dates(document.contents.activities[row["key"]]) == dates


def walk(start: Path, folder: Path, chance: random.Random, steps: int) -> None:
    path = folder / f"plan {next(number)}.leadbench"
    shutil.copyfile(start, path)
    document = Document()
    document.open(open_plan(path))
    edits = RandomEdits(document, chance)
    try:
        for _ in range(steps):
            edits.step()
            assert_fresh(document, path)
        assert_printed(document, path)
    except AssertionError as wrong:
        wrong.add_note("\n".join(edits.log))
        raise
    finally:
        document.close()
        path.unlink()


@pytest.mark.parametrize("seed", range(5))
def test_after_long_random_editing_every_date_is_that_of_the_file(
    qapp: QApplication, start: Path, tmp_path: Path, seed: int
) -> None:
    walk(start, tmp_path, random.Random(seed), 30)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_after_any_few_edits_every_date_is_that_of_the_file(
    qapp: QApplication, start: Path, tmp_path: Path, chance: random.Random
) -> None:
    walk(start, tmp_path, chance, 6)
