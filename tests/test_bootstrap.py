"""The one script that sets Leadbench up, as far as no download is needed."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the script as a module, looking at an empty checkout in ``tmp_path``."""
    found = importlib.util.spec_from_file_location("bootstrap_under_test", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    environment = tmp_path / ".venv"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "OUT", tmp_path / "out")
    monkeypatch.setattr(module, "ENVIRONMENT", environment)
    monkeypatch.setattr(module, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(module, "UNFINISHED", environment / "leadbench-unfinished")
    for name, content in (
        ("RUN_LOCK", "one==1"),
        ("DEVELOPMENT_LOCK", "one==1 two==2"),
    ):
        lock = tmp_path / getattr(module, name).name
        lock.write_text(content)
        monkeypatch.setattr(module, name, lock)
    (tmp_path / "pyproject.toml").write_text("[project]")
    return module


@pytest.fixture
def done(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that receives what would have been made and installed, in order."""
    steps: list[str] = []

    def make() -> None:
        steps.append("environment")
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()

    monkeypatch.setattr(bootstrap, "make_environment", make)
    monkeypatch.setattr(bootstrap, "install", lambda *what: steps.append(Path(what[-1]).name))
    return steps


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14)])
def test_another_python_is_refused_in_plain_words(
    bootstrap: ModuleType, version: tuple[int, int]
) -> None:
    with pytest.raises(bootstrap.Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13") as refusal:
        bootstrap.require_python(version)
    assert f"{version[0]}.{version[1]}" in str(refusal.value)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_fitting_python_is_taken(bootstrap: ModuleType, version: tuple[int, int]) -> None:
    bootstrap.require_python(version)


def test_the_first_start_installs_and_the_second_does_not(
    bootstrap: ModuleType, done: list[str], tmp_path: Path
) -> None:
    bootstrap.set_up(bootstrap.RUN_LOCK)
    assert done == ["environment", "requirements.lock", tmp_path.name]
    bootstrap.set_up(bootstrap.RUN_LOCK)
    assert len(done) == 3


def test_tests_add_their_tools_to_the_same_environment(
    bootstrap: ModuleType, done: list[str]
) -> None:
    bootstrap.set_up(bootstrap.RUN_LOCK)
    bootstrap.set_up(bootstrap.DEVELOPMENT_LOCK)
    assert done.count("requirements-dev.lock") == 1


def test_running_after_testing_installs_nothing(bootstrap: ModuleType, done: list[str]) -> None:
    bootstrap.set_up(bootstrap.DEVELOPMENT_LOCK)
    before = list(done)
    bootstrap.set_up(bootstrap.RUN_LOCK)
    assert done == before


def test_a_changed_lock_is_installed(bootstrap: ModuleType, done: list[str]) -> None:
    bootstrap.set_up(bootstrap.RUN_LOCK)
    bootstrap.RUN_LOCK.write_text("one==1.1")
    bootstrap.set_up(bootstrap.RUN_LOCK)
    assert done.count("requirements.lock") == 2


def test_an_interrupted_installation_is_repeated(
    bootstrap: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*what: str) -> None:
        raise bootstrap.Stop("the connection broke")

    with monkeypatch.context() as broken:
        broken.setattr(bootstrap, "install", interrupted)
        with pytest.raises(bootstrap.Stop):
            bootstrap.set_up(bootstrap.RUN_LOCK)
    assert bootstrap.UNFINISHED.exists()
    bootstrap.set_up(bootstrap.RUN_LOCK)
    assert "requirements.lock" in done
    assert not bootstrap.UNFINISHED.exists()


def test_a_python_without_ensurepip_is_explained(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(bootstrap.Stop, match="apt-get install python3-venv"):
        bootstrap.make_environment()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries")
def test_missing_libraries_are_named_with_the_command(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda **_: ["libEGL.so.1"])
    monkeypatch.setattr(bootstrap, "as_root", lambda: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(bootstrap.Stop) as stopped:
        bootstrap.require_system_libraries(window=True)
    text = str(stopped.value)
    assert "libEGL.so.1" in text
    assert "sudo apt-get install --yes --no-install-recommends libgl1 libegl1" in text
    assert "libxcb-cursor0" in text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries")
def test_root_installs_what_is_missing(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["libGL.so.1"], []])
    called: list[list[str]] = []

    def call(words: list[str], **_: bool) -> int:
        called.append(words)
        return 0

    monkeypatch.setattr(bootstrap, "missing_libraries", lambda **_: next(answers))
    monkeypatch.setattr(bootstrap, "as_root", list)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "call", call)
    bootstrap.require_system_libraries(window=False)
    (words,) = called
    assert "apt-get" in words
    assert "libgl1" in words
    assert "libxcb-cursor0" not in words


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_display_is_recognized(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    expected: bool,
) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert bootstrap.has_display() is expected


def test_without_a_display_pictures_and_the_document_are_written(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []

    def call(words: list[str], *, offscreen: bool) -> int:
        assert offscreen
        called.append(words[1:])
        return 0

    monkeypatch.setattr(bootstrap, "has_display", lambda: False)
    monkeypatch.setattr(bootstrap, "call", call)
    assert bootstrap.run([]) == 0
    pictures, new, export = called
    assert pictures[:3] == ["-m", "leadbench.desktop.pictures", str(bootstrap.OUT)]
    assert new[2] == "new"
    assert export[2:4] == ["export", "strategic"]
    assert export[-1] == str(bootstrap.OUT / "strategic-plan.pdf")
    assert "no display" in capsys.readouterr().out


def test_with_a_display_the_example_opens(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []

    def start(*words: str) -> int:
        started.append(words)
        return 0

    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    monkeypatch.setattr(bootstrap, "start", start)
    bootstrap.run([])
    bootstrap.run(["mine.leadbench"])
    assert started == [("-m", "leadbench", "--example"), ("-m", "leadbench", "mine.leadbench")]


def test_help_names_every_command() -> None:
    answer = subprocess.run(
        [sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, check=True
    )
    for command in ("run", "test", "check", "bench", "screenshots"):
        assert command in answer.stdout
