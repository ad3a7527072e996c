"""How long an import of 10,000 tasks takes: read, write, compare; and what the window feels of it.

In the window the longest block counts: how long its loop of events came to nothing else, by the
processor time of its own thread and by the clock. The clock counts whatever else the machine does.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme
from leadbench.desktop.window import Window
from leadbench.plan.contents import Contents
from leadbench.plan.exchange.comparison import compare
from leadbench.plan.exchange.imported import import_plan
from leadbench.plan.exchange.mspdi import read_mspdi
from leadbench.plan.file import create_plan, open_plan
from leadbench.plan.templates import build_example
from tests.bench.harness import Line, measures, median_ms, own_settings
from tests.plan.exchange.files import link, project, saved, task

COUNT = 10_000
ROUNDS = 3


@measures("import")
def importing() -> Iterator[Line]:
    """Import chains of ten tasks of two days, with the dates that a file would hold."""
    with tempfile.TemporaryDirectory(prefix="leadbench-bench-") as name:
        folder = Path(name)
        path = saved(folder, project(*(_task(uid) for uid in range(1, COUNT + 1))))
        yield Line("read 10,000 tasks", median_ms(lambda: read_mspdi(path), repeats=ROUNDS))
        source = read_mspdi(path)
        write, comparing = [], []
        for number in range(ROUNDS):
            with create_plan(folder / f"{number}.leadbench") as store:
                begin = time.perf_counter()
                with store.change("Import") as session:
                    made = import_plan(session, source, now_minute=0)
                write.append(time.perf_counter() - begin)
                begin = time.perf_counter()
                compare(Contents(store), made.project_id)
                comparing.append(time.perf_counter() - begin)
        yield Line("write them as one change", sorted(write)[ROUNDS // 2] * 1000)
        yield Line("compare their dates", sorted(comparing)[ROUNDS // 2] * 1000)


@measures("import in the window")
def in_the_window() -> Iterator[Line]:
    """Import the same file beside the example, by the worker process, and look for blocks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory(prefix="leadbench-bench-") as name:
        folder = Path(name)
        own_settings(name)
        QSettings().setValue("page", "milestones")
        path = saved(folder, project(*(_task(uid) for uid in range(1, COUNT + 1))))
        with create_plan(folder / "plan.leadbench") as store:
            build_example(store)
        document = Document()
        document.open(open_plan(folder / "plan.leadbench"))
        window = Window(document, Theme("light"))
        window.resize(1440, 900)
        window.show()
        window.files.show_dialog = lambda _dialog: "import"
        application.processEvents()
        blocks = Blocks()
        begin = time.perf_counter()
        window.actions_.import_file(path)
        while not window.toasts.toasts():
            application.processEvents()
            time.sleep(0.001)
        whole = time.perf_counter() - begin
        while time.perf_counter() - begin < whole + 1:  # the paint, and the marks of the sidebar
            application.processEvents()
            time.sleep(0.001)
        blocks.stop()
        yield Line("from the choice of the file to its tasks on view", whole * 1000)
        yield Line("longest block, processor time", blocks.longest * 1000, budget_ms=50)
        yield Line("longest block, clock", blocks.longest_clock * 1000)
        window.close()
        document.close()


class Blocks(QObject):
    """Watches how long the loop of events does not come round."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.longest_clock = 0.0
        self._last = time.thread_time(), time.perf_counter()
        self._beat = QTimer(self)
        self._beat.setInterval(5)
        self._beat.timeout.connect(self._look)
        self._beat.start()

    def _look(self) -> None:
        now = time.thread_time(), time.perf_counter()
        self.longest = max(self.longest, now[0] - self._last[0])
        self.longest_clock = max(self.longest_clock, now[1] - self._last[1])
        self._last = now

    def stop(self) -> None:
        """Watch no more."""
        self._beat.stop()


def _task(uid: int) -> str:
    day = datetime(2026, 1, 5) + timedelta(days=uid % 5)  # noqa: DTZ001  plan time has no zone
    dates = {"Start": f"{day:%Y-%m-%d}T08:00:00", "Finish": f"{day:%Y-%m-%d}T17:00:00"}
    return task(uid, inside=link(uid - 1) if uid % 10 != 1 else "", **dates)
