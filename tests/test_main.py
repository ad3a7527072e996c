"""Which face answers to which words."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from leadbench.__main__ import main


@pytest.fixture
def faces(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that receives what was started."""
    started: list[object] = []

    def window(path: Path | None = None, *, example: bool = False) -> int:
        started.append(("window", path, example))
        return 0

    def command(words: Sequence[str] | None = None) -> int:
        started.append(("command", words))
        return 3

    monkeypatch.setattr("leadbench.desktop.app.main", window)
    monkeypatch.setattr("leadbench.cli.main", command)
    return started


def test_nothing_opens_the_window(faces: list[object]) -> None:
    assert main([]) == 0
    assert faces == [("window", None, False)]


def test_the_example_opens_in_the_window(faces: list[object]) -> None:
    main(["--example"])
    assert faces == [("window", None, True)]


def test_a_plan_opens_in_the_window_even_before_it_exists(faces: list[object]) -> None:
    main(["elsewhere/mine.leadbench"])
    assert faces == [("window", Path("elsewhere/mine.leadbench"), False)]


def test_any_file_opens_in_the_window(faces: list[object], tmp_path: Path) -> None:
    copy = tmp_path / "plan.backup"
    copy.touch()
    main([str(copy)])
    assert faces == [("window", copy, False)]


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["check", "a.leadbench"], ["nonsense"]]
)
def test_everything_else_is_a_command_with_its_exit_code(
    faces: list[object], words: list[str]
) -> None:
    assert main(words) == 3
    assert faces == [("command", words)]
