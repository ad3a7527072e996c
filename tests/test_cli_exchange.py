"""Importing and comparing on the command line."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from leadbench import cli
from leadbench.analysis.inputs import LagUnit
from leadbench.plan.contents import Contents
from leadbench.plan.file import open_plan
from leadbench.plan.tables import Activity, Dependency
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


YEARS = 52 * 40 * 1000
"""Hours of work of 52,000 weeks: in the standard week nearly 1,000 years."""


def test_dates_beyond_all_years_are_refused_in_words(tmp_path: Path, capsys: Output) -> None:
    # The sixth task ends 312,000 weeks after 2026, in 8005; the seventh would in 9002.
    chain = [
        task(uid, Duration=f"PT{YEARS}H0M0S", inside=link(uid - 1) if uid > 1 else "")
        for uid in range(1, 9)
    ]
    source, plan = saved(tmp_path, project(*chain)), tmp_path / "plan.leadbench"
    for words in (["schedule", str(source)], ["schedule", str(source), "--compare", "--json"]):
        assert cli.main(words) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "“Task 7” would end after the year 8999." in said.err
    assert cli.main(["import", str(source), str(plan)]) == 1
    assert "“Task 7” would end after the year 8999." in capsys.readouterr().err
    assert not plan.exists()


@pytest.mark.parametrize(
    ("fields", "lag", "said"),
    [
        ({"duration_minutes": 8 * YEARS * 60}, 0, "“Draw” would end after the year 8999"),
        ({"duration_minutes": 2**63 - 1}, 0, "“Draw” would end after the year 8999"),
        ({}, 7500 * 366 * 1440, "“Cut” would end after the year 8999"),
        # As in the program that made the file, a lead may pull work before the project's start.
        ({}, -3000 * 366 * 1440, "“Cut” would have to begin before the year 100"),
        ({}, 2**50, "The lag between “Draw” and “Cut” is longer"),
        ({"deadline_minute": -(2**45)}, 0, "“Draw” has a date outside the years 100 to 8999"),
        ({"pinned_start_minute": 2**62}, 0, "“Draw” has a date outside the years 100 to 8999"),
    ],
)
def test_a_plan_whose_dates_lie_beyond_all_years_is_refused_in_words(
    source: Path, tmp_path: Path, capsys: Output, fields: dict[str, int], lag: int, said: str
) -> None:
    plan = tmp_path / "plan.leadbench"
    assert cli.main(["import", str(source), str(plan)]) == 0
    with open_plan(plan) as store, store.change("Exaggerate", "tactics") as session:
        draw = session.exec(select(Activity).where(col(Activity.name) == "Draw")).one()
        for name, value in fields.items():
            setattr(draw, name, value)
        for row in session.exec(select(Dependency)):
            row.lag, row.lag_unit = lag, LagUnit.ELAPSED
    capsys.readouterr()
    for words in ([], ["--json"], ["--compare"], ["--compare", "--json"]):
        assert cli.main(["schedule", str(plan), *words]) == 1
        told = capsys.readouterr()
        assert (told.out, "itself failed" in told.err) == ("", False)
        assert said in told.err
    assert cli.main(["check", str(plan)]) == 1
    assert said in capsys.readouterr().err


def test_a_lag_of_six_thousand_years_is_kept(tmp_path: Path, capsys: Output) -> None:
    # Monday 5 January 2026 17:00 and 7 days a 52 weeks a 6,000: Monday again, 5,979 years on.
    lag = link(1, lag=10 * 6000 * 52 * 7 * 1440, layout=8)
    source = saved(tmp_path, project(task(1), task(2, inside=lag)))
    found = answer(["schedule", str(source), "--json"], capsys)
    end = date(2026, 1, 6) + timedelta(weeks=6000 * 52)
    assert found["tasks"][1]["start"] == f"{end.isoformat()}T08:00"


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
