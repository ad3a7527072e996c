"""How long the window is held up at most while scenarios of a large plan are worked with."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme
from leadbench.desktop.window import Window
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.file import create_plan, open_plan
from tests.bench.harness import Line, measures, own_settings
from tests.plan.large_plan import large_plan

ACTIVITIES, LINKS = 10_000, 20_000
BUDGET_MS = 50
_QUIET_TURNS = 40
_QUIET_SECONDS = 0.004


@contextmanager
def shown() -> Iterator[Window]:
    """Show the window on a plan of 10,000 tasks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        own_settings(folder)
        QSettings().setValue("page", "milestones")
        path = Path(folder, "large.leadbench")
        with create_plan(path) as store:
            large_plan(store, ACTIVITIES, LINKS)
        document = Document()
        window = Window(document, Theme("light"))
        window.resize(1440, 900)
        document.open(open_plan(path))
        window.show()
        window.scenarios._ask = lambda *given: given[-1]  # type: ignore[method-assign]
        turns(window, lambda: None)
        yield window
        window.close()
        document.close()
        application.processEvents()


def turns(window: Window, work: Callable[[], object]) -> list[float]:
    """Do a work, wait until the window is at rest, and return its turns, the longest first.

    Counted is the time, in milliseconds, that the interface thread works in each turn.
    """
    took = []
    quiet = 0
    act: Callable[[], object] = work
    while quiet < _QUIET_TURNS:
        began = time.thread_time()
        act()
        spent = time.thread_time() - began
        act = QApplication.processEvents
        took.append(spent * 1e3)
        waits = window.background.busy or window.document.openings.is_reading or _page_waits(window)
        quiet = 0 if waits or spent > _QUIET_SECONDS else quiet + 1
        time.sleep(0.001)
    return sorted(took, reverse=True)


def _page_waits(window: Window) -> bool:
    page = window.pages.page
    return page is not None and page.is_waiting()


def _edit(document: Document) -> None:
    rows = document.contents.activities
    key = next(line.key for line in document.outline.rows if rows[line.key].kind == "work")
    length = 48_000 if rows[key].duration_minutes != 48_000 else 24_000
    with document.edit("Duration", "milestones") as session:
        set_duration(session, key, length)


@measures("Scenarios at 10,000 tasks: the longest turn of the window")
def steps() -> Iterator[Line]:
    """Yield the longest turn of each thing that can be done with scenarios."""
    with shown() as window:
        document, scenarios = window.document, window.scenarios

        def line(what: str, work: Callable[[], object]) -> Line:
            return Line(what, turns(window, work)[0], BUDGET_MS)

        yield line("start a scenario", scenarios.create)
        first = document.scenario_id
        assert first is not None
        yield line("an edit in it", lambda: _edit(document))
        yield line("another edit in it", lambda: _edit(document))
        yield line("undo an edit in it", document.undo)
        yield line("look at the plan", lambda: scenarios.show(None))
        yield line("an edit in the plan", lambda: _edit(document))
        yield line("look at the scenario again", lambda: scenarios.show(first))
        scenarios.show(None)
        turns(window, document.forget_scenarios)
        yield line("look at a scenario not opened yet", lambda: scenarios.show(first))
        yield line("duplicate it", scenarios.duplicate)
        yield line("compare it with the plan", scenarios.compare)
        yield line("drop it", scenarios.drop)
        yield line("undo the dropping", document.undo)
        scenarios.show(first)
        turns(window, lambda: None)
        yield line("make it the plan", scenarios.adopt)
        yield line("undo making it the plan", document.undo)
