"""Importing and comparing on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from leadbench import cli
from leadbench.plan.contents import Contents
from leadbench.plan.file import open_plan
from tests.plan.exchange.files import link, project, saved, task

SAMPLES = Path(__file__).parent / "plan" / "exchange" / "samples"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A plan of two tasks, whose second one was stored a day later than it follows."""
    dates = {"Start": "2026-01-05T08:00:00", "Finish": "2026-01-05T17:00:00"}
    late = {"Start": "2026-01-07T08:00:00", "Finish": "2026-01-07T17:00:00"}
    tasks = task(70, "Draw", **dates), task(80, "Cut", inside=link(70), **late)
    return saved(tmp_path, project(*tasks), "bench.xml")


def test_an_import_makes_the_plan_and_says_what_differs(
    source: Path, tmp_path: Path, capsys: Output
) -> None:
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["import", str(source), str(plan)]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"Imported “Small plan” into {plan}: 2 tasks, 1 dependency.\n")
    assert "Small plan: 1 of 2 tasks differ from the dates of their file." in text
    assert "Cut (uid 80)\n" in text
    assert "  start         file 2026-01-07 08:00   here 2026-01-06 08:00\n" in text
    assert "nothing in the file holds it any longer" in text
    assert "Draw (uid" not in text
    with open_plan(plan, read_only=True) as store:
        assert len(Contents(store).projects) == 1


def test_a_second_import_adds_a_project_and_keeps_the_first(
    source: Path, tmp_path: Path, capsys: Output
) -> None:
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["import", str(source), str(plan)]) == 0
    other = SAMPLES / "CalculateWorkHours.xml"
    assert cli.main(["import", str(other), str(plan)]) == 0
    assert "all 10 tasks have the dates of their file" in capsys.readouterr().out
    with open_plan(plan, read_only=True) as store:
        names = [row.name for row in Contents(store).ordered_projects()]
    assert names == ["Small plan", "TestViews"]


def test_a_file_that_cannot_be_imported_makes_no_plan(tmp_path: Path, capsys: Output) -> None:
    plan = tmp_path / "plan.leadbench"
    wrong = saved(tmp_path, project(task(1, Duration="long")))
    assert cli.main(["import", str(wrong), str(plan)]) == 1
    assert "line 6: <Duration> holds “long”" in capsys.readouterr().err
    assert list(tmp_path.glob("*plan*")) == []


def test_a_plan_that_is_there_already_survives_a_failed_import(
    source: Path, tmp_path: Path, capsys: Output
) -> None:
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["import", str(source), str(plan)]) == 0
    assert cli.main(["import", str(tmp_path / "none.xml"), str(plan)]) == 1
    assert "could not be read" in capsys.readouterr().err
    with open_plan(plan, read_only=True) as store:
        assert len(Contents(store).projects) == 1


def answer(words: list[str], capsys: Output) -> dict[str, Any]:
    assert cli.main(words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_file_and_the_plan_made_of_it_give_the_same_json(
    source: Path, tmp_path: Path, capsys: Output
) -> None:
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["import", str(source), str(plan)]) == 0
    capsys.readouterr()
    of_file = answer(["schedule", str(source), "--compare", "--json"], capsys)
    assert of_file == answer(["schedule", str(plan), "--compare", "--json"], capsys)
    assert [row["uid"] for row in of_file["tasks"]] == [70, 80]
    assert of_file["tasks"][1]["start"] == "2026-01-06T08:00"
    assert of_file["tasks"][1]["total_float_minutes"] == 0
    (row,) = of_file["differences"]
    assert (of_file["compared"], row["uid"]) == (2, 80)
    assert row["stored"] == {"start": "2026-01-07T08:00", "finish": "2026-01-07T17:00"}
    assert row["computed"] == {"start": "2026-01-06T08:00", "finish": "2026-01-06T17:00"}
    assert "Draw" in row["reason"]
    plain = answer(["schedule", str(source), "--json"], capsys)
    assert plain["tasks"] == of_file["tasks"]
    assert "differences" not in plain


def test_a_file_is_printed_like_a_plan_and_left_alone(source: Path, capsys: Output) -> None:
    before = source.read_bytes(), sorted(source.parent.iterdir())
    assert cli.main(["schedule", str(source)]) == 0
    text = capsys.readouterr().out
    assert "1  Draw" in text
    assert "2026-01-06" in text
    assert (source.read_bytes(), sorted(source.parent.iterdir())) == before


def test_a_plan_that_was_not_imported_cannot_be_compared(tmp_path: Path, capsys: Output) -> None:
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["new", str(plan), "--example"]) == 0
    assert cli.main(["schedule", str(plan), "--compare"]) == 1
    assert "was not imported" in capsys.readouterr().err


def test_a_plan_without_tasks_has_nothing_to_compare(tmp_path: Path, capsys: Output) -> None:
    empty = saved(tmp_path, project())
    assert cli.main(["schedule", str(empty), "--compare"]) == 0
    assert "no tasks to compare" in capsys.readouterr().out


def test_an_inactive_task_is_left_out_from_the_file_to_the_answer(
    tmp_path: Path, capsys: Output
) -> None:
    """Active=0 in the file: the task keeps its dates, holds nothing and is named as left out."""
    day = {"Start": "2026-01-05T08:00:00", "Finish": "2026-01-05T17:00:00"}
    cancelled = {"Start": "2026-01-06T08:00:00", "Finish": "2026-01-19T17:00:00"}
    source = saved(
        tmp_path,
        project(
            task(1, "Draw", **day),
            task(2, "Cancelled", inside=link(1), Active=0, Duration="PT80H0M0S", **cancelled),
            task(3, "Cut", inside=link(2), **day),
        ),
        "inactive.xml",
    )
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["import", str(source), str(plan)]) == 0
    assert "all 3 tasks have the dates of their file" in capsys.readouterr().out
    assert cli.main(["schedule", str(plan), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    told = {row["name"]: (row["start"], row["finish"], row["left_out"]) for row in answer["tasks"]}
    assert told == {
        "Draw": ("2026-01-05T08:00", "2026-01-05T17:00", False),
        "Cancelled": ("2026-01-06T08:00", "2026-01-19T17:00", True),
        "Cut": ("2026-01-05T08:00", "2026-01-05T17:00", False),
    }
    assert answer["finish"] == "2026-01-05T17:00"
    assert cli.main(["schedule", str(plan)]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "Cancelled" in line)
    assert row.split() == ["2", "Cancelled", "10", "2026-01-06", "2026-01-19", "left", "out"]
