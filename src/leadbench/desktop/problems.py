"""What a person sees when a file cannot be used, or when the program itself is wrong."""

import platform
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from leadbench import __version__
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.dialog import CANCEL, Answer, Dialog
from leadbench.errors import (
    CannotWrite,
    DamagedFile,
    FileHeld,
    FileProblem,
    LeadbenchError,
    NewerFile,
    NotAPlanFile,
)

if TYPE_CHECKING:
    from leadbench.desktop.window import Window

_TITLES: Final[dict[type[LeadbenchError], str]] = {
    FileHeld: "Open “{name}” to read only?",
    DamagedFile: "“{name}” is damaged",
    NewerFile: "“{name}” needs a newer Leadbench",
    NotAPlanFile: "“{name}” is not a Leadbench plan",
    CannotWrite: "“{name}” cannot be written",
}
_READ_ONLY: Final = Answer("read_only", "Open to read only", "primary")
_BACKUP: Final = Answer("backup", "Open the last good backup", "primary")
_FOLDER: Final = Answer("folder", "Show the folder", "plain")
_OTHER: Final = Answer("other", "Open another file", "primary")
_CLOSE: Final = Answer("cancel", "Close", "primary")


def dialog_for(problem: FileProblem, parent: QWidget | None, theme: Theme) -> Dialog:
    """Return the dialog that explains a file problem and offers what fits.

    Its answers are "read_only", "backup", "folder", "other" and "cancel".
    """
    title = _TITLES.get(type(problem), "“{name}” cannot be opened").format(name=problem.path.name)
    answers: tuple[Answer, ...]
    match problem:
        case FileHeld():
            answers = (CANCEL, _READ_ONLY)
        case DamagedFile() if problem.backup is not None:
            answers = (_FOLDER, CANCEL, _BACKUP)
        case DamagedFile():
            answers = (_FOLDER, _CLOSE)
        case CannotWrite() if problem.path.exists():
            answers = (_FOLDER, CANCEL, _READ_ONLY)
        case NotAPlanFile():
            answers = (CANCEL, _OTHER)
        case _:
            answers = (_CLOSE,)
    return Dialog(parent, theme, title, str(problem), answers, width=460)


def show_folder(path: Path) -> None:
    """Open the folder of a file in the system's file browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def tell(parent: QWidget | None, theme: Theme, title: str, text: str) -> None:
    """Explain something that did not work, with one button to close."""
    Dialog(parent, theme, title, text, (_CLOSE,)).ask()


def log_file() -> Path:
    """Return the file that keeps the reports of the program's own errors."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(where) / "errors.log"


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what helps to mend the program: its versions, and where it happened."""
    where = "".join(traceback.format_exception(kind, error, trace))
    return (
        f"Leadbench {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}, {QGuiApplication.platformName()}\n"
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}\n\n{where}"
    )


def keep_report(report: str) -> Path | None:
    """Add a report to the log; return the log, or None if it cannot be written."""
    log = log_file()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(report + "\n" + 72 * "-" + "\n")
    except OSError:
        return None
    return log


def error_dialog(report: str, log: Path | None, parent: QWidget | None, theme: Theme) -> Dialog:
    """Return the dialog for an error of the program, with the report to copy."""
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setFixedHeight(170)
    text.setAccessibleName("Report")
    kept = f"The report is also in {log}." if log is not None else ""
    dialog = Dialog(
        parent,
        theme,
        "Something in Leadbench went wrong",
        "The last action was not done. Everything before it is saved in your plan file, and "
        "nothing was lost. You can go on working. Please read the report and send it to the "
        f"authors. {kept}".strip(),
        (Answer("copy", "Copy the report"), Answer("cancel", "Go on", "primary")),
        text,
        width=560,
    )
    copy = dialog.buttons["copy"]
    copy.clicked.disconnect()

    def copied() -> None:
        QGuiApplication.clipboard().setText(report)
        copy.setText("Copied")
        copy.update()

    copy.clicked.connect(copied)
    return dialog


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
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, FileProblem):
            # A full disk may show itself at any edit; the transaction has rolled back.
            self.window.toasts.log.append(str(error))
            tell(self.window, self.window.theme, "Your last change is not saved", str(error))
            return
        report = report_of(kind, error, trace)
        sys.stderr.write(report)
        log = keep_report(report)
        if self._shown is not None:
            return  # an error that repeats must not bury the window under dialogs
        self._shown = error_dialog(report, log, self.window, self.window.theme)
        self._shown.ask()
        self._shown = None
