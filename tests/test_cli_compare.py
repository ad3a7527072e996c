"""``leadbench compare``: the plan beside a scenario or a baseline."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leadbench import cli
from leadbench.plan.contents import Contents
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.file import open_plan
from leadbench.plan.outline import Outline
from leadbench.plan.scenarios import create_scenario, open_scenario

Output = pytest.CaptureFixture[str]
VENDOR = "Second labelling vendor"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a scenario in which labelling takes 13 days and not 20."""
    path = tmp_path_factory.mktemp("compare") / "example.leadbench"
    assert cli.main(["new", str(path), "--example"]) == 0
    with open_plan(path) as store:
        key = create_scenario(store, VENDOR, made_minute=1)
        contents = Contents(store)
        project = next(
            row for row in contents.ordered_projects() if contents.activities_of(row.id or 0)
        )
        assert project.id is not None
        numbers = Outline(contents, project.id).key_of
        with open_scenario(store, key) as scenario:
            with scenario.change("Shorten") as session:
                set_duration(session, numbers["2.4"], 13 * 480)
            with scenario.change("Add") as session:
                add_activity(session, project.id, "Pilot", parent=numbers["2"])
    return path


def test_a_scenario_in_words(plan: Path, capsys: Output) -> None:
    assert cli.main(["compare", str(plan), "--scenario", VENDOR]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Support ticket triage: Plan and {VENDOR}"
    # The published example ends on 16 July; with 13 days of labelling a week of work earlier.
    assert lines[1].startswith("Finish 2026-07-16 and 2026-07-09, \u22125 d.")
    label = next(line for line in lines if line.startswith("2.4"))
    assert label.split()[-4:] == ["2026-04-23", "2026-04-14", "\u22127", "d"]
    assert any(line.startswith("2.6") and line.endswith("added") for line in lines)
    assert not any(line.startswith("1.1 ") for line in lines)


def test_a_scenario_as_json(plan: Path, capsys: Output) -> None:
    assert cli.main(["compare", str(plan), "--scenario", VENDOR, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["before"]["name"] == "Plan"
    assert found["after"]["finish"] == "2026-07-09T17:00"
    assert found["finish_minutes"] == -5 * 480
    assert found["cost_cents"] == 0
    tasks = {task["id"]: task for task in found["tasks"]}
    assert tasks["2.4"]["kind"] == "changed"
    assert tasks["2.4"]["duration_minutes"] == -7 * 480
    assert tasks["1.1"]["kind"] == "same"
    assert (tasks["2.6"]["kind"], tasks["2.6"]["before"]) == ("added", None)


def test_a_baseline(plan: Path, capsys: Output) -> None:
    assert cli.main(["compare", str(plan), "--baseline", "Approved 30 Jan"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Finish 2026-07-08 and 2026-07-16, +6 d.")


def test_checking_looks_into_scenarios_too(plan: Path, tmp_path: Path, capsys: Output) -> None:
    assert cli.main(["check", str(plan)]) == 0
    broken = Path(shutil.copy(plan, tmp_path / "broken.leadbench"))
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute("UPDATE branch SET base = x'0011'")
    assert cli.main(["check", str(broken)]) == 1
    said = capsys.readouterr().err
    assert f"Scenario “{VENDOR}”: This scenario is damaged" in said
    assert "The plan itself is sound" in said


def test_an_unknown_name_is_answered_with_those_that_there_are(plan: Path, capsys: Output) -> None:
    assert cli.main(["compare", str(plan), "--scenario", "Third"]) == 1
    assert f"There is no scenario “Third”. There is: “{VENDOR}”." in capsys.readouterr().err
    assert cli.main(["compare", str(plan), "--baseline", "None"]) == 1
    assert "There is: “Approved 30 Jan”." in capsys.readouterr().err
    assert cli.main(["compare", str(plan)]) == 2
