"""Bringing a plan of Microsoft Project into the window: choose, read, ask, import."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from leadbench.desktop import menus, problems, worker
from leadbench.desktop.widgets.import_dialog import ImportDialog
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.window import Window
    from leadbench.plan.exchange.preview import Preview

FILTER: Final = "Microsoft Project XML (*.xml)"
_REFUSED: Final = "This file was not imported"


class Importing(QObject):
    """Reads a file in the background, asks, and imports it as one change."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window

    def ask(self) -> None:
        """Ask for a file and go on with it."""
        path = self.window.files.ask_file(self.window, "Import from Microsoft Project", FILTER)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file in the background; its progress can be cancelled."""
        self.window.background.run(
            f"Reading {path.name}",
            partial(worker.preview_import, path, _now()),
            partial(self._ask, path),
            self._failed,
        )

    def _ask(self, path: Path, found: Any) -> None:
        """Say what would come, and import it if that is wanted."""
        window, document = self.window, self.window.document
        into = document.store.path.stem if document.is_open and not document.read_only else ""
        dialog = ImportDialog(window, window.theme, found, path.name, into)
        dialog.export_asked.connect(partial(self._export, found))
        if window.files.show_dialog(dialog) == "import":
            self._import(path, found, new=not into)

    def _import(self, path: Path, found: "Preview", *, new: bool) -> None:
        from leadbench.plan.exchange.imported import import_plan

        window, document = self.window, self.window.document
        made: list[int] = []

        def fill(session: "Session") -> None:
            made.append(import_plan(session, found.source, now_minute=_now()).project_id)

        label = f"Import {path.name}"[:200]
        try:
            if new and not self._into_new_plan(found.source.name, label, fill):
                return
            if not new:
                with _waiting(), document.edit(label, "portfolio") as session:
                    fill(session)
        except LeadbenchError as problem:
            dialog = problems.notice(window, window.theme, _REFUSED, str(problem))
            window.files.show_dialog(dialog)
            return
        document.show_project(made[0])
        window.show_page("milestones")
        counted = f"{found.tasks:,} {'task' if found.tasks == 1 else 'tasks'}"
        window.say(f"Imported “{found.source.name}”, {counted}", undo=not new)

    def _into_new_plan(self, name: str, label: str, fill: Any) -> bool:
        window = self.window
        file = f"{menus.file_name(name)}.leadbench"
        path = window.files.ask_save(window, "Save the new plan", file, menus.PLAN_FILTER)
        return path is not None and window.files.new_plan(path, fill, label=label)

    def _export(self, found: "Preview") -> None:
        """Save the dates that differ as a file."""
        from leadbench.plan.exchange.preview import differences_as_csv

        window = self.window
        name = f"{menus.file_name(found.source.name)}, dates that differ.csv"
        path = window.files.ask_save(window, "Save the list", name, "CSV (*.csv)")
        if path is None:
            return
        if path.suffix.lower() != ".csv":
            path = path.with_name(path.name + ".csv")
        try:
            # With a mark of the encoding, without which a spreadsheet guesses.
            path.write_text(differences_as_csv(found.comparison), encoding="utf-8-sig", newline="")
        except OSError as error:
            reason = f"{path} cannot be written: {error.strerror}. Choose another folder."
            dialog = problems.notice(window, window.theme, "The list was not saved", reason)
            window.files.show_dialog(dialog)
            return
        window.say(f"Saved {path.name}")

    def _failed(self, text: str, report: str) -> None:
        window = self.window
        if report:
            log = problems.keep_report(report)
            window.files.show_dialog(problems.error_dialog(report, log, window, window.theme))
        elif text:
            window.files.show_dialog(problems.notice(window, window.theme, _REFUSED, text))


@contextmanager
def _waiting() -> Iterator[None]:
    """Show that a large plan takes a moment."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def _now() -> int:
    from leadbench.analysis.calendars import instant

    return instant(datetime.now())  # noqa: DTZ005  plan time is local and has no zone
