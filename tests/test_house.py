"""The rules that hold for the whole house."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from leadbench import process
from leadbench.desktop import screens

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "leadbench"
SOURCES = sorted([*PACKAGE.rglob("*.py"), ROOT / "bootstrap.py"])
LOCKS = sorted(ROOT.glob("*.lock"))

# The process as the field walks it; every file of a step is named by these keys.
KEYS = (
    *("discovery", "data_assessment", "stages", "prioritization", "architecture", "strategy"),
    *("tactics", "data_pipeline", "training_pipeline", "serving_pipeline", "production_test"),
    *("monitoring", "documentation", "iteration"),
)


def tracked() -> list[Path]:
    """Return the files that belong to the project, or skip where git cannot tell."""
    try:
        answer = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        kept = {".ci", "docs", "packaging", "resources", "src", "tests"}
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file()
            and "__pycache__" not in path.parts
            and (path.parent == ROOT or path.relative_to(ROOT).parts[0] in kept)
        ]
    return [path for name in answer.stdout.split("\0") if (path := ROOT / name).is_file()]


def pins(lock: Path) -> set[str]:
    """Return each pinned package with its version and marker."""
    return {
        line.removesuffix("\\").strip()
        for line in lock.read_text().splitlines()
        if re.match(r"[a-z0-9]", line)
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_is_short(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").count("\n")
    assert lines <= 400


def test_the_steps_are_fourteen_and_in_order() -> None:
    assert tuple(step.key for step in process.STEPS) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_step_asks_complete_questions(key: str) -> None:
    step = process.step(key)
    assert step.title
    assert step.done_with
    assert len(step.questions) >= 3
    for question in step.questions:
        assert question.text.endswith("?"), question
        assert question.text[0].isupper(), question
    assert len({question.key for question in step.questions}) == len(step.questions)
    screen_keys = {entry.key for entry in screens.SCREENS if entry.step == key}
    assert {step.page_of(question) for question in step.questions} <= screen_keys


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(KeyError):
        process.step("celebration")


def test_every_step_has_a_screen() -> None:
    assert {entry.step for entry in screens.SCREENS} - {""} == set(KEYS)


def test_every_entry_of_the_sidebar_has_its_icon() -> None:
    for entry in screens.SCREENS:
        assert (ROOT / "resources" / "icons" / f"{entry.icon}.svg").is_file(), entry.icon


def test_fonts_and_icons_carry_their_licenses() -> None:
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources/fonts/OFL.txt").read_text()
    assert "ISC License" in (ROOT / "resources/icons/LICENSE").read_text()


def test_each_room_says_what_is_in_it() -> None:
    described = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for room in sorted(PACKAGE.iterdir()):
        if room.name.startswith("__") or room.suffix not in {"", ".py"}:
            continue
        assert f"`{room.stem}`" in described, f"CONTRIBUTING.md does not describe {room.name}"
        module = room / "__init__.py" if room.is_dir() else room
        assert module.read_text(encoding="utf-8").startswith('"""'), f"{room.name} says nothing"


@pytest.mark.parametrize(
    "page", [path for path in tracked() if path.suffix == ".md"], ids=lambda path: path.name
)
def test_a_link_in_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_guide_is_complete() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs").iterdir()):
        if page.suffix == ".md":
            assert f"docs/{page.name}" in readme
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    for picture in pictures:
        assert f"docs/pictures/{picture.name}" in readme


def test_there_are_two_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["requirements-dev.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_by_hash_and_names_no_host(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 30
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==[0-9]", block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


def test_the_development_lock_is_the_other_and_more() -> None:
    smaller, larger = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert smaller < larger


def test_the_locks_hold_what_the_project_asks_for() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    name = re.compile(r"[A-Za-z0-9-]+")
    for lock, lists in (
        ("requirements.lock", [wanted["project"]["dependencies"]]),
        ("requirements-dev.lock", [wanted["dependency-groups"][key] for key in ("build", "dev")]),
    ):
        locked = {pin.partition("==")[0] for pin in pins(ROOT / lock)}
        for requirement in (item for items in lists for item in items):
            found = name.match(requirement)
            assert found is not None
            assert found[0].lower() in locked


def test_no_file_names_a_package_host() -> None:
    hosts = re.compile(
        rb"pypi\.org|pythonhosted|registry\.npmjs|(?:extra-)?index-url\s*[=:]", re.IGNORECASE
    )
    files = [path for path in tracked() if path != Path(__file__)]
    assert len(files) > 50
    for path in files:
        assert not hosts.search(path.read_bytes()), path.relative_to(ROOT)


def test_the_wheel_carries_the_resources(tmp_path: Path) -> None:
    build = "import hatchling.build as b, sys; print(b.build_wheel(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
        (entry_points,) = (name for name in inside if name.endswith("entry_points.txt"))
        assert "leadbench = leadbench.__main__:main" in archive.read(entry_points).decode()
    for resource in (ROOT / "resources").rglob("*"):
        if resource.is_file() and resource.parent.name in {
            "example",
            "fonts",
            "icons",
            "templates",
        }:
            carried = resource.relative_to(ROOT / "resources").as_posix()
            assert f"leadbench/_resources/{carried}" in inside
    for module in PACKAGE.rglob("*.py"):
        assert module.relative_to(PACKAGE.parent).as_posix() in inside


def test_qt_keeps_the_references_to_none() -> None:
    """PySide6 6.12 on Python 3.11 loses one at each call and aborts after some thousand calls."""
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication.instance() or QApplication([])
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 50
    assert application is not None
