"""Long work in the worker process, its progress, and the export from the window."""

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from leadbench.desktop.background import Background
from leadbench.desktop.widgets.toast import Progress
from leadbench.desktop.window import Window
from leadbench.desktop.worker import Tick
from leadbench.errors import Refused
from leadbench.plan.forecast import answer, question


def count(steps: int, pause: float, tick: Tick) -> int:
    """Count, as a work that takes its time."""
    for step in range(steps):
        tick(step / steps, f"{step} of {steps}")
        time.sleep(pause)
    return steps


def refuse(tick: Tick) -> None:
    raise Refused("Too much. Take less.")


def fail(tick: Tick) -> None:
    raise ZeroDivisionError


def sleep_deaf(tick: Tick) -> None:
    time.sleep(60)


class Ends:
    """Keeps how works ended."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self.failures: list[tuple[str, str]] = []

    def done(self, value: object) -> None:
        self.values.append(value)

    def failed(self, text: str, report: str) -> None:
        self.failures.append((text, report))

    @property
    def count(self) -> int:
        return len(self.values) + len(self.failures)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


def test_a_work_ticks_and_returns_its_value(qtbot: QtBot, background: Background) -> None:
    ends, ticks = Ends(), []
    background.ticked.connect(lambda fraction, text: ticks.append((fraction, text)))
    background.run("Count", partial(count, 4, 0.0), ends.done, ends.failed)
    qtbot.waitUntil(lambda: ends.count == 1, timeout=20000)
    assert ends.values == [4]
    assert ticks == [(0, "0 of 4"), (0.25, "1 of 4"), (0.5, "2 of 4"), (0.75, "3 of 4")]
    assert not background.busy


def test_works_wait_for_each_other(qtbot: QtBot, background: Background) -> None:
    ends = Ends()
    for steps in (1, 2, 3):
        background.run("Count", partial(count, steps, 0.0), ends.done, ends.failed)
    qtbot.waitUntil(lambda: ends.count == 3, timeout=20000)
    assert ends.values == [1, 2, 3]


def test_a_refusal_comes_in_its_words_and_an_error_with_a_report(
    qtbot: QtBot, background: Background
) -> None:
    ends = Ends()
    background.run("Refuse", refuse, ends.done, ends.failed)
    background.run("Fail", fail, ends.done, ends.failed)
    background.run("Count", partial(count, 1, 0.0), ends.done, ends.failed)
    qtbot.waitUntil(lambda: ends.count == 3, timeout=20000)
    assert ends.failures[0] == ("Too much. Take less.", "")
    assert "ZeroDivisionError" in ends.failures[1][1]
    assert ends.values == [1]


def test_a_work_that_ticks_can_be_cancelled(qtbot: QtBot, background: Background) -> None:
    ends = Ends()
    background.run("Count", partial(count, 1000, 0.02), ends.done, ends.failed)
    with qtbot.waitSignal(background.ticked, timeout=20000):
        pass
    background.cancel()
    qtbot.waitUntil(lambda: ends.count == 1, timeout=5000)
    assert ends.failures == [("", "")]
    assert ends.values == []


def test_a_work_that_does_not_listen_is_stopped_and_the_next_one_runs(
    qtbot: QtBot, background: Background
) -> None:
    ends = Ends()
    background.run("Sleep", sleep_deaf, ends.done, ends.failed)
    background.run("Count", partial(count, 1, 0.0), ends.done, ends.failed)
    background.cancel()
    qtbot.waitUntil(lambda: ends.count == 2, timeout=20000)
    assert ends.failures == [("", "")]
    assert ends.values == [1]


ALONE = """
from functools import partial
from multiprocessing import Pipe
from leadbench.desktop.worker import serve
from tests.desktop.test_background import count
ours, theirs = Pipe()
ours.send(partial(count, 3, 0.0))
ours.close()
serve(theirs)
"""


def test_the_process_ends_without_a_word_once_the_window_is_gone() -> None:
    alone = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, "", "")


def test_long_work_shows_its_progress_with_cancel(qtbot: QtBot, window: Window) -> None:
    ends = Ends()
    window.background.run("Counting", partial(count, 1000, 0.01), ends.done, ends.failed)
    qtbot.waitUntil(lambda: bool(window.findChildren(Progress)), timeout=20000)
    progress = window.findChildren(Progress)[0]
    qtbot.waitUntil(lambda: progress.count.text().endswith("of 1000"), timeout=20000)
    progress.cancel.click()
    qtbot.waitUntil(lambda: ends.count == 1, timeout=20000)
    assert ends.failures == [("", "")]


def test_export_writes_the_plan_that_is_on_screen_and_says_where(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    target = tmp_path / "Plan.pdf"
    window.files.ask_save = lambda *_: target
    window.actions_.export_strategic()
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()), timeout=60000)
    toast = window.toasts.toasts()[0]
    pages = PdfReader(target).pages
    assert toast.text == f"Exported Plan.pdf, {len(pages)} pages"
    assert toast.action is not None
    assert toast.action.text() == "Show file"
    text = "\n".join(page.extract_text() for page in pages)
    assert "Support ticket triage" in text
    assert "16 Jul" in text


def test_export_writes_the_forecast_that_is_on_view(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    document, target = window.document, tmp_path / "Plan.pdf"
    assert document.outlook is not None
    assert document.project_id is not None
    asked = question(document.contents, document.project_id, document.outlook.network)
    assert asked is not None
    document.forecasts.keep(document.version, asked, answer(asked), document.store.revision)
    document.forecasts.mark(document.version, stale=True, updating=True)
    window.files.ask_save = lambda *_: target
    window.actions_.export_strategic()
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()), timeout=60000)
    text = " ".join(PdfReader(target).pages[0].extract_text().split())
    assert "P50 29 Jul, plan 16 Jul" in text
    assert "10,000 runs, seed 7, older than the last edit." in text


def test_an_export_that_is_called_off_starts_nothing(window: Window) -> None:
    window.files.ask_save = lambda *_: None
    window.actions_.export_strategic()
    assert not window.background.busy
