"""Starting the window: first painted empty, then filled, so that nothing heavy is waited for."""

import gc
import os
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from leadbench import __version__, resources
from leadbench.desktop.document import Document
from leadbench.desktop.recent import recent
from leadbench.desktop.theme import Theme
from leadbench.desktop.watch import Watch
from leadbench.desktop.window import Window

TIMES: Final = "LEADBENCH_TIME_STARTUP"
"""When this environment variable is set, the times of the start are printed and the program ends.

Its value is the moment at which the process was started, as ``time.time()`` gives it, or ``1`` for
the moment at which this module is read.
"""

_BEGUN = time.time()
_LARGE: Final = 1_000_000
"""Bytes of a plan file; the rows of a larger one are shown before its dates are calculated."""


_LATER_MS: Final = 400
"""So long after the start the solver is loaded in its process."""


class Loader(QThread):
    """Imports what the first page needs while the window is already on view.

    Parameters
    ----------
    dates
        Whether to import what calculates dates too. The rows of a large plan are shown before its
        dates are, and would come later if they had to share the processor with this.
    """

    def __init__(self, parent: QObject, *, dates: bool) -> None:
        super().__init__(parent)
        self._dates = dates

    def run(self) -> None:
        import leadbench.plan.contents
        import leadbench.plan.file
        import leadbench.plan.outline

        if self._dates:
            import leadbench.analysis.outlook
            import leadbench.plan.for_analysis  # noqa: F401  # importing is the work


class Start(QObject):
    """Opens the first plan once the window is painted.

    Parameters
    ----------
    path
        The plan to open, or None for the last one, or the first page if there is none.
    example
        Whether to open the example instead.
    """

    finished = Signal()

    def __init__(self, window: Window, path: Path | None, *, example: bool) -> None:
        super().__init__(window)
        self.window = window
        self.example = example
        known = recent()
        self.path = path or (known[0] if known and not example else None)
        self.times: dict[str, float] = {}
        size = self.path.stat().st_size if self.path is not None and self.path.is_file() else 0
        self._loader = Loader(self, dates=size <= _LARGE)
        self._loader.finished.connect(self._loaded)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        window.painted.connect(self._painted)

    def _painted(self) -> None:
        self.times["painted"] = time.time()
        self.window.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
        if self.path is None and not self.example:
            self.window.show_welcome()
        self._loader.start()

    def _loaded(self) -> None:
        if self.example:
            self.window.actions_.open_example()
        elif self.path is not None:
            self.window.open_file(self.path)
        self.window.repaint()
        self.times["data"] = time.time()
        # The dates of a large plan come once its rows are on view.
        QTimer.singleShot(0, self, self._dated)

    def _dated(self) -> None:
        self.window.repaint()
        self.times["dates"] = time.time()
        self.finished.emit()
        # All that was asked for is on view; what may be asked next is made ready behind it, now and
        # for every plan that is opened later: closing one ends the process.
        document = self.window.document
        self._later.timeout.connect(lambda: warm_solver(document))
        document.opened.connect(self._later.start)
        self._later.start()

    def wait(self) -> None:
        """Wait until nothing is imported any more."""
        self._loader.wait()


def warm_solver(document: Document) -> None:
    """Load the solver ahead of the first question, where there is something to choose from."""
    from leadbench.desktop import worker

    if document.is_open and len(document.contents.projects) > 1 and not document.solver.busy:
        document.solver.run(
            "Loading the solver",
            worker.load_solver,
            lambda _done: None,
            lambda _text, _report: None,
        )


def has_display() -> bool:
    """Tell whether a window can be opened; Qt itself would end the program without a word."""
    if sys.platform in {"win32", "darwin"}:
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def application(arguments: list[str]) -> QApplication:
    """Return the one application object, with its name and icon."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(arguments)
    app.setOrganizationName("Leadbench")
    app.setApplicationName("Leadbench")
    app.setApplicationVersion(__version__)
    app.setStyle("Fusion")
    return app


def main(path: Path | str | None = None, *, example: bool = False) -> int:
    """Open the window and return the exit code.

    Parameters
    ----------
    path
        A plan file to open; without one, the last plan or the first page is shown.
    example
        Whether to open the person's own copy of the example.
    """
    if not has_display():
        sys.stderr.write(
            "There is no display here, so the window cannot be opened. Without one, use the "
            "commands: leadbench --help\n"
        )
        return 1
    app = application(sys.argv[:1])
    theme = Theme(str(QSettings().value("theme", "system")))
    window = Window(Document(), theme)
    watch = Watch(window)
    watch.start()
    start = Start(window, Path(path) if path is not None else None, example=example)
    # What is made at the start stays: looking through it again and again for garbage only delays.
    gc.disable()
    start.finished.connect(_collect_from_now)
    if TIMES in os.environ:
        start.finished.connect(lambda: _print_times(start))
        start.finished.connect(window.close)
    window.show()
    code = app.exec()
    start.wait()
    window.document.close()
    watch.stop()
    return code


def _collect_from_now() -> None:
    gc.freeze()
    gc.enable()


def _print_times(start: Start) -> None:
    """Print how long the start took, in milliseconds, for the benchmark."""
    given = float(os.environ[TIMES])
    zero = given if given > 1 else _BEGUN
    words = " ".join(f"{name}={1000 * (at - zero):.0f}" for name, at in start.times.items())
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
    QTimer.singleShot(0, QApplication.quit)
