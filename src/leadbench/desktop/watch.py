"""Catches errors that nothing else caught, so that none passes unseen."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from leadbench.errors import FileProblem

if TYPE_CHECKING:
    from leadbench.desktop.widgets.dialog import Dialog
    from leadbench.desktop.window import Window


class Watch:
    """Shows an error that nothing caught, one dialog at a time, and keeps it in the log.

    Parameters
    ----------
    window
        The window that the dialog belongs to.
    """

    def __init__(self, window: "Window") -> None:
        self.window = window
        self._shown: Dialog | None = None
        self._before: (
            Callable[[type[BaseException], BaseException, TracebackType | None], object] | None
        ) = None

    def start(self) -> None:
        """Watch from now on."""
        self._before = sys.excepthook
        sys.excepthook = self.caught

    def stop(self) -> None:
        """Watch no more."""
        if self._before is not None:
            sys.excepthook = self._before
            self._before = None

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show one error."""
        from leadbench.desktop import problems

        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, FileProblem):
            # A full disk may show itself at any edit; the transaction has rolled back.
            self.window.toasts.log.append(str(error))
            problems.tell(
                self.window, self.window.theme, "Your last change is not saved", str(error)
            )
            return
        report = problems.report_of(kind, error, trace)
        sys.stderr.write(report)
        log = problems.keep_report(report)
        if self._shown is not None:
            return  # an error that repeats must not bury the window under dialogs
        self._shown = problems.error_dialog(report, log, self.window, self.window.theme)
        self._shown.ask()
        self._shown = None
