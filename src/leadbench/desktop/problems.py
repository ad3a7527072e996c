"""What a person sees when a file cannot be used, or when the program itself is wrong."""

import platform
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QStandardPaths, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

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

_TITLES: Final[dict[type[LeadbenchError], str]] = {
    FileHeld: "Open “{name}” for reading only?",
    DamagedFile: "“{name}” is damaged",
    NewerFile: "“{name}” needs a newer Leadbench",
    NotAPlanFile: "“{name}” is not a Leadbench plan",
    CannotWrite: "“{name}” cannot be written",
}
_READ_ONLY: Final = Answer("read_only", "Open for reading", "primary")
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
    notice(parent, theme, title, text).ask()


def notice(parent: QWidget | None, theme: Theme, title: str, text: str) -> Dialog:
    """Return the dialog that explains something that did not work."""
    return Dialog(parent, theme, title, text, (_CLOSE,))


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
