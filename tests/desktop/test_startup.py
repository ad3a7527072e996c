"""The start: what is not loaded before the window is painted, and where the plan comes from."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leadbench.desktop.app import Start, has_display, warm_solver
from leadbench.desktop.document import Document
from leadbench.desktop.recent import remember
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.welcome import Welcome
from leadbench.desktop.window import Window
from leadbench.plan.edits.projects import delete_project

HEAVY = {
    "alembic",
    "matplotlib",
    "multiprocessing",
    "networkx",
    "numpy",
    "pydantic",
    "reportlab",
    "sqlalchemy",
    "sqlmodel",
}
SCRIPT = """
import json, os, sys
from leadbench.desktop import app, window

def painted(shown):
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), flush=True)
    os._exit(0)

made = window.Window.__init__
def make(self, document, theme):
    made(self, document, theme)
    self.painted.connect(lambda: painted(self))
window.Window.__init__ = make
app.main(example=True)
"""


def test_nothing_heavy_is_loaded_when_the_window_is_painted(tmp_path: Path) -> None:
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
    source = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, **places, "PYTHONPATH": source}
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(answer.stdout))
    assert "PySide6" in loaded
    assert not HEAVY & loaded


def started(qtbot: QtBot, theme: Theme, path: Path | None) -> Window:
    window = Window(Document(), theme)
    qtbot.addWidget(window)
    start = Start(window, path, example=False)
    with qtbot.waitSignal(start.finished, timeout=20000):
        window.show()
    start.wait()
    assert "painted" in start.times
    return window


def test_a_named_plan_is_opened_once_the_window_is_painted(
    qtbot: QtBot, theme: Theme, example_file: Path
) -> None:
    window = started(qtbot, theme, example_file)
    assert window.document.store.path == example_file.resolve()
    assert window.pages.key == "overview"
    window.document.close()


def test_the_last_plan_is_opened_again(qtbot: QtBot, theme: Theme, example_file: Path) -> None:
    remember(example_file)
    window = started(qtbot, theme, None)
    assert window.document.store.path == example_file.resolve()
    window.document.close()


def test_without_any_plan_the_first_page_is_shown(qtbot: QtBot, theme: Theme) -> None:
    window = started(qtbot, theme, None)
    assert isinstance(window.pages.currentWidget(), Welcome)


def test_a_large_plan_is_shown_before_its_dates(
    qtbot: QtBot, theme: Theme, example_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadbench.desktop import document as module
    from leadbench.plan.file import open_plan

    monkeypatch.setattr(module, "MANY", 10)
    document = Document()
    seen: list[object] = []
    document.opened.connect(lambda: seen.append(document.outlook))
    document.open(open_plan(example_file))
    assert seen == [None]
    assert len(document.outline.rows) > 10
    qtbot.waitUntil(lambda: document.outlook is not None)
    document.close()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a display here")
def test_a_machine_without_display_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_display()


def test_the_loaded_solver_answers_the_first_question_of_the_portfolio(
    window: Window, qtbot: QtBot
) -> None:
    document = window.document
    warm_solver(document)
    qtbot.waitUntil(lambda: not document.solver.busy, timeout=60_000)
    process = document.solver._process
    assert process is not None
    known = process.pid
    window.show_page("portfolio")
    page = window.pages.page
    assert page is not None
    assert page.is_waiting()
    qtbot.waitUntil(lambda: not page.is_waiting(), timeout=60_000)
    assert document.solver._process is not None
    assert document.solver._process.pid == known
    document.close()
    assert document.solver._process is None


def test_no_solver_is_loaded_where_there_is_nothing_to_choose_from(window: Window) -> None:
    document = window.document
    with document.edit("Leave one", "portfolio") as session:
        for key in list(document.contents.projects)[1:]:
            delete_project(session, key)
    warm_solver(document)
    assert not document.solver.busy


def test_the_process_of_the_solver_loads_nothing_of_a_plan() -> None:
    script = (
        "import sys\n"
        "from leadbench.desktop.worker import load_solver\n"
        "load_solver(lambda *_: None)\n"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'PySide6'} & set(sys.modules)),"
        " 'ortools' in sys.modules)\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "[] True"


def test_the_solver_is_loaded_again_for_a_plan_that_is_opened_later(
    theme: Theme, example_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Document] = []
    monkeypatch.setattr("leadbench.desktop.app.warm_solver", loaded.append)
    document = Document()
    window = Window(document, theme)
    qtbot.addWidget(window)
    start = Start(window, example_file, example=False)
    window.show()
    qtbot.waitUntil(lambda: len(loaded) == 1)
    start.wait()
    document.close()
    assert window.open_file(example_file)
    qtbot.waitUntil(lambda: len(loaded) == 2)
    document.close()
