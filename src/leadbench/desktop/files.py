"""Opening, making and resetting plan files, with a plain answer when a file cannot be used."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from leadbench.desktop import problems
from leadbench.desktop.document import Document
from leadbench.desktop.recent import SUFFIX, example_path, remember
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.dialog import CANCEL, Answer, Dialog
from leadbench.errors import FileProblem

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.store import Store

FILTER: Final = "Leadbench plans (*.leadbench)"


def ask_open(parent: QWidget) -> Path | None:
    """Ask for a plan file to open."""
    return ask_file(parent, "Open a plan", FILTER)


def ask_file(parent: QWidget, title: str, kind: str) -> Path | None:
    """Ask for a file that is there; ``kind`` is the filter of the dialog."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(_folder()), kind)
    return Path(name) if name else None


def ask_save(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Ask where to save a new file; ``kind`` is the filter of the dialog."""
    found, _ = QFileDialog.getSaveFileName(parent, title, str(_folder() / name), kind)
    return Path(found) if found else None


def _folder() -> Path:
    """Return where the last file was, or the person's documents, or their home."""
    last = str(QSettings().value("folder", ""))
    if last and Path(last).is_dir():
        return Path(last)
    place = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(place))
    return documents if documents.is_dir() else Path.home()


class Files:
    """What can be done with plan files, for one window.

    ``ask_open``, ``ask_file``, ``ask_save`` and ``show_dialog`` are attributes, so that tests
    answer for a person.

    Parameters
    ----------
    window
        The parent of every dialog.
    said
        Shows words in a toast.
    """

    def __init__(
        self, window: QWidget, document: Document, theme: Theme, said: Callable[[str], object]
    ) -> None:
        self.window = window
        self.said = said
        self.document = document
        self.theme = theme
        self.ask_open: Callable[[QWidget], Path | None] = ask_open
        self.ask_file: Callable[[QWidget, str, str], Path | None] = ask_file
        self.ask_save: Callable[[QWidget, str, str, str], Path | None] = ask_save
        self.show_dialog: Callable[[Dialog], str] = Dialog.ask

    # Opening

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a plan file, or explain why not; tell whether a plan was opened."""
        from leadbench.plan.file import open_plan

        path = path.expanduser().absolute()
        if self.document.is_open and self.document.store.path == path.resolve():
            return True
        return self._open_with(path, lambda: open_plan(path, read_only=read_only))

    def open_asked(self) -> bool:
        """Ask for a file and open it."""
        path = self.ask_open(self.window)
        return path is not None and self.open(path)

    def _open_with(self, path: Path, make: "Callable[[], Store]") -> bool:
        try:
            store = make()
        except FileProblem as problem:
            return self._explain(problem)
        try:
            self.document.open(store)
        except FileProblem as problem:
            store.close()
            return self._explain(problem)
        except BaseException:
            store.close()  # or its lock would keep the file from being opened again
            raise
        remember(path)
        return True

    def _explain(self, problem: FileProblem) -> bool:
        """Show a file problem and do what is chosen."""
        answer = self.show_dialog(problems.dialog_for(problem, self.window, self.theme))
        if answer == "read_only":
            return self.open(problem.path, read_only=True)
        if answer == "backup" and problem.backup is not None:
            return self._open_backup(problem.path, problem.backup)
        if answer == "folder":
            problems.show_folder(problem.path)
        if answer == "other":
            return self.open_asked()
        return False

    def _open_backup(self, path: Path, backup: Path) -> bool:
        """Put a damaged file aside under another name and open its backup in its place."""
        from leadbench.store.backups import restore

        try:
            aside = restore(path, backup)
        except FileProblem as problem:
            return self._explain(problem)
        opened = self.open(path)
        if opened and aside is not None:
            self.said(f"Opened the backup; the damaged file is kept as “{aside.name}”")
        return opened

    # The example

    def open_example(self) -> bool:
        """Open the person's own copy of the example, made at the first time."""
        path = example_path()
        if not path.exists() and not self._make_example(path):
            return False
        return self.open(path)

    def reset_example(self) -> bool:
        """Ask, then put the example back to how it came; the changed copy is kept aside."""
        path = example_path()
        if not path.exists():
            return self.open_example()
        answer = self.show_dialog(
            Dialog(
                self.window,
                self.theme,
                "Reset the example?",
                "The example goes back to how it came. Your changed copy is kept beside it, with "
                "the time in its name.",
                (CANCEL, Answer("reset", "Reset the example", "primary")),
            )
        )
        if answer != "reset":
            return False
        if self.document.is_open and self.document.store.path == path.resolve():
            self.document.close()
        put_aside(path, "changed")
        return self.open_example()

    def _make_example(self, path: Path) -> bool:
        from leadbench.plan.file import create_plan
        from leadbench.plan.templates import build_example

        # Built under another name, so that a half-made example is never opened.
        making = path.with_name(f".making-{path.name}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            making.unlink(missing_ok=True)
            with create_plan(making) as store:
                build_example(store)
            making.replace(path)
        except FileProblem as problem:
            return self._explain(problem)
        except OSError as error:
            problems.tell(
                self.window,
                self.theme,
                "The example could not be made",
                f"{path.parent} cannot be written: {error.strerror}. Nothing was changed.",
            )
            return False
        return True

    # New plans

    def new_plan(self, path: Path, fill: "Callable[[Session], object] | None" = None) -> bool:
        """Make a plan file, begin a project in it if one is given, and open it."""
        from leadbench.plan.file import create_plan

        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        try:
            if path.exists():
                # The system's dialog has asked whether to replace it.
                put_aside(path, "replaced")
            store = create_plan(path)
        except FileProblem as problem:
            return self._explain(problem)
        if fill is not None:
            with store.change("New project", "portfolio") as session:
                fill(session)
        self.document.open(store)
        remember(path)
        return True


def put_aside(path: Path, why: str = "damaged") -> Path:
    """Rename a plan file and what SQLite keeps beside it; return the new path."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    aside = path.with_name(f"{path.stem} ({why} {stamp}){path.suffix}")
    for tail in ("-wal", "-shm"):
        beside = path.with_name(path.name + tail)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + tail))
    path.replace(aside)
    return aside
