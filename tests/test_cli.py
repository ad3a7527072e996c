"""The command line as a person or a script uses it."""

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from leadbench import __version__, cli
from leadbench.plan.edits import outline
from leadbench.plan.file import create_plan, open_plan
from leadbench.plan.templates import new_project
from leadbench.reports import pdf

SOURCE = Path(__file__).parents[1] / "src"
NAME = "Support ticket triage"
# Finish and float in days, from the published example.
KNOWN = {
    "2.1": ("2026-03-19", 23),
    "2.3": ("2026-03-18", 4),
    "2.5": ("2026-04-23", 0),
    "3.3": ("2026-04-07", 9),
    "3.6": ("2026-05-19", 0),
    "4.1": ("2026-04-09", 5),
    "4.5": ("2026-05-12", 5),
    "5.4": ("2026-06-23", 17),
    "5.5": ("2026-07-16", 0),
}

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan made by the command itself; to be read only."""
    path = tmp_path_factory.mktemp("cli") / "example.leadbench"
    assert cli.main(["new", str(path), "--example"]) == 0
    return path


def today() -> date:
    return datetime.now().astimezone().date()


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    return subprocess.run(
        [sys.executable, "-m", "leadbench", *words],
        capture_output=True,
        text=True,
        env=settings,
        check=False,
    )


def test_the_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"leadbench {__version__}")


def test_an_error_is_plain_words_and_no_traceback(tmp_path: Path) -> None:
    done = run("schedule", str(tmp_path / "nothing.leadbench"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("leadbench: There is no")
    assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_only_ascii_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "plan.leadbench"
    with create_plan(path) as store, store.change("Fill") as session:
        project_id = new_project(session, "计划", date(2026, 3, 2), outline=False)
        outline.add_activity(session, project_id, "数据 − Größe")
    done = run("schedule", str(path), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "2026-03-02" in done.stdout


def test_help_names_every_command_and_gives_examples(capsys: Output) -> None:
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out
    for wanted in (
        "new",
        "schedule",
        "check",
        "export",
        "leadbench schedule plan.leadbench --json",
    ):
        assert wanted in text
    assert cli.main([]) == 0
    assert capsys.readouterr().out == text


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["export"],
        ["export", "strategic", "a.leadbench"],
        ["export", "strategic", "a.leadbench", "-o", "a.pdf", "--date", "tomorrow"],
        ["schedule"],
    ],
)
def test_wrong_usage_ends_with_two(words: list[str], capsys: Output) -> None:
    assert cli.main(words) == 2
    assert "usage:" in capsys.readouterr().err


def test_new_makes_an_empty_plan(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "mine.leadbench"
    assert cli.main(["new", str(path)]) == 0
    assert str(path) in capsys.readouterr().out
    assert cli.main(["check", str(path)]) == 0
    assert "is sound: 0 projects" in capsys.readouterr().out


def test_new_never_replaces_a_file(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "mine.leadbench"
    path.write_bytes(b"something")
    assert cli.main(["new", str(path)]) == 1
    assert "already exists" in capsys.readouterr().err
    assert path.read_bytes() == b"something"


def test_new_leaves_no_half_made_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def fails(_store: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leadbench.plan.templates.build_example", fails)
    assert cli.main(["new", str(tmp_path / "mine.leadbench"), "--example"]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert not (tmp_path / "mine.leadbench").exists()


def test_the_schedule_as_a_table(example: Path, capsys: Output) -> None:
    assert cli.main(["schedule", str(example)]) == 0
    text = capsys.readouterr().out
    lines = {line.split()[0]: line for line in text.splitlines()[2:-1]}
    for number, (finish, days) in KNOWN.items():
        assert f"{finish} {days:>6}" in lines[number]
    assert lines["3.4"].split()[-1] == "critical"
    assert lines["4.1"].split()[-1] == "near"
    assert lines["1.1"].split()[-1] == "done"
    assert "Finish 16 July 2026." in text


def test_the_schedule_as_json(example: Path, capsys: Output) -> None:
    assert cli.main(["schedule", str(example), "--project", NAME, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["project"] == NAME
    assert found["finish"] == "2026-07-16T17:00"
    tasks = {task["id"]: task for task in found["tasks"]}
    assert len(tasks) == 36
    assert len({task["uid"] for task in found["tasks"]}) == 36
    for number, (finish, days) in KNOWN.items():
        task = tasks[number]
        assert task["finish"] == f"{finish}T17:00"
        assert task["total_float_minutes"] == days * 480
        assert task["critical"] == (days == 0)
    api = tasks["4.1"]
    assert (api["name"], api["kind"]) == ("Inference API", "work")
    assert api["parent"] == tasks["4"]["uid"]
    assert (api["start"], api["early_start"]) == ("2026-03-23T08:00", "2026-03-23T08:00")
    # Five working days later, over Good Friday and Easter Monday.
    assert (api["late_start"], api["late_finish"]) == ("2026-03-30T08:00", "2026-04-16T17:00")
    assert api["free_float_minutes"] == 0
    assert tasks["1.1"]["done"]
    assert not tasks["1.1"]["critical"]


def test_an_unknown_project_lists_the_names(example: Path, capsys: Output) -> None:
    assert cli.main(["schedule", str(example), "--project", "Nope"]) == 1
    text = capsys.readouterr().err
    assert "no project “Nope”" in text
    assert f"“{NAME}”" in text
    assert "“Fraud scoring”" in text


def test_a_project_is_found_whatever_its_capitals(example: Path, capsys: Output) -> None:
    assert cli.main(["schedule", str(example), "--project", NAME.upper()]) == 0
    assert capsys.readouterr().out.startswith(NAME)


def test_several_planned_projects_must_be_told_apart(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "two.leadbench"
    with create_plan(path) as store, store.change("Fill") as session:
        for name in ("One", "Two"):
            outline.add_activity(session, new_project(session, name, date(2026, 3, 2)), "Task")
    assert cli.main(["schedule", str(path)]) == 1
    assert "Name one with --project: “One”, “Two”." in capsys.readouterr().err


def test_a_plan_without_projects_says_what_to_do(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "empty.leadbench"
    cli.main(["new", str(path)])
    capsys.readouterr()
    assert cli.main(["schedule", str(path)]) == 1
    assert "no project yet" in capsys.readouterr().err


def test_a_project_without_tasks_has_an_empty_schedule(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "fresh.leadbench"
    with create_plan(path) as store, store.change("Fill") as session:
        new_project(session, "Fresh", date(2026, 3, 2), outline=False)
    assert cli.main(["schedule", str(path)]) == 0
    assert "No tasks yet." in capsys.readouterr().out
    assert cli.main(["schedule", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tasks"] == []


def test_check_finds_damage_and_strangers(example: Path, tmp_path: Path, capsys: Output) -> None:
    assert cli.main(["check", str(example)]) == 0
    assert "is sound: 6 projects, 36 tasks." in capsys.readouterr().out
    stranger = tmp_path / "letter.leadbench"
    stranger.write_text("Dear all")
    assert cli.main(["check", str(stranger)]) == 1
    assert "not a Leadbench plan" in capsys.readouterr().err
    assert stranger.read_text() == "Dear all"
    torn = tmp_path / "torn.leadbench"
    data = bytearray(example.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = os.urandom(8192)
    torn.write_bytes(data)
    assert cli.main(["check", str(torn)]) == 1
    assert capsys.readouterr().err


def test_a_plan_that_is_open_elsewhere_can_be_read(
    example: Path, tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "held.leadbench"
    path.write_bytes(example.read_bytes())
    with open_plan(path) as store:
        with store.change("Rename") as session:
            outline.add_activity(session, 1, "Just added")
        done = run("schedule", str(path))
        assert "Just added" in done.stdout
        assert run("check", str(path)).returncode == 0


def test_the_strategic_plan_is_written(example: Path, tmp_path: Path, capsys: Output) -> None:
    target = tmp_path / "plan.pdf"
    words = ["export", "strategic", str(example), "-o", str(target), "--date", "2026-03-16"]
    assert cli.main(words) == 0
    assert f"Wrote {target}" in capsys.readouterr().out
    reader = PdfReader(target)
    assert "16 July" in reader.pages[0].extract_text()
    assert f"Page 1 of {len(reader.pages)}" in reader.pages[0].extract_text()
    assert "P50 29 Jul, plan 16 Jul" in " ".join(reader.pages[0].extract_text().split())
    first = reader.pages[0].mediabox
    assert (round(first.width), round(first.height)) == (595, 842)
    assert cli.main([*words, "--paper", "letter"]) == 0
    assert PdfReader(target).pages[0].mediabox.width == 612


def test_the_date_of_the_document_is_today_unless_given(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    before = today()
    assert cli.main(["export", "strategic", str(example), "-o", str(target)]) == 0
    text = PdfReader(target).pages[0].extract_text()
    assert any(f"{day.day} {day:%B} {day.year}" in text for day in (before, today()))


def test_the_plan_is_never_overwritten_by_its_document(example: Path, capsys: Output) -> None:
    before = example.read_bytes()
    assert cli.main(["export", "strategic", str(example), "-o", str(example)]) == 1
    assert "would overwrite the plan" in capsys.readouterr().err
    assert example.read_bytes() == before


def test_a_folder_is_no_document(example: Path, tmp_path: Path, capsys: Output) -> None:
    assert cli.main(["export", "strategic", str(example), "-o", str(tmp_path)]) == 1
    assert "is a folder. Add a name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_old_document(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"before")

    def fails(*_: object) -> int:
        raise RuntimeError("an unforeseen fault")

    monkeypatch.setattr(pdf, "bind", fails)
    assert cli.main(["export", "strategic", str(example), "-o", str(target)]) == 1
    text = capsys.readouterr().err
    assert "an unforeseen fault" in text
    assert "Traceback" not in text
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_reading_changes_no_byte(example: Path, tmp_path: Path) -> None:
    before = example.read_bytes()
    for words in (["schedule"], ["check"], ["export", "strategic"]):
        more = ["-o", str(tmp_path / "a.pdf")] if words[0] == "export" else []
        assert cli.main([*words, str(example), *more]) == 0
    assert example.read_bytes() == before


def test_a_reader_that_closes_early_is_no_fault(example: Path) -> None:
    settings = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        [sys.executable, "-m", "leadbench", "schedule", str(example), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=settings,
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
