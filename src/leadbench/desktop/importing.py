"""Bringing a plan of Microsoft Project into the window: choose, read, ask, import."""

import gc
import os
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from leadbench.desktop import menus, problems, worker
from leadbench.desktop.reading import Reading
from leadbench.desktop.widgets.import_dialog import ImportDialog

if TYPE_CHECKING:
    from leadbench.desktop.window import Window
    from leadbench.plan.exchange.preview import Preview
    from leadbench.store.lending import Loan

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
            # In a turn of its own: to take in what was found has cost one already.
            lambda found: QTimer.singleShot(0, partial(self._ask, path, found)),
            self.failed,
        )

    def _ask(self, path: Path, found: Any) -> None:
        """Say what would come, and import it if that is wanted."""
        gc.freeze()  # what was found is large: no look for garbage need go through it
        window, document = self.window, self.window.document
        into = document.plan.store.path.stem if document.is_open and not document.read_only else ""
        dialog = ImportDialog(window, window.theme, found, path.name, into)
        dialog.export_asked.connect(partial(self._export, found))
        if window.files.show_dialog(dialog) != "import":
            return
        made = None if into else self._new_plan(found.name)
        if into or made is not None:
            self._import(path, found, made)

    def _new_plan(self, name: str) -> Path | None:
        """Make a plan for the file and open it; return it unless that is called off."""
        window = self.window
        file = f"{menus.file_name(name)}.leadbench"
        path = window.files.ask_save(window, "Save the new plan", file, menus.PLAN_FILTER)
        if path is None or not window.files.new_plan(path):
            return None
        return window.document.plan.store.path

    def _import(self, path: Path, found: "Preview", made: Path | None) -> None:
        """Let the worker write, while nothing can be edited here; ``made`` is a new plan."""
        store = self.window.document.plan.store
        writing = _Writing(self, found, store.lend(), made)
        label = f"Import {path.name}"[:200]
        self.window.background.run(
            f"Importing {path.name}",
            partial(worker.import_project, store.path, os.getpid(), path, label, _now()),
            lambda _nothing: writing.ended(),
            writing.ended,
        )

    def _export(self, found: "Preview") -> None:
        """Save the dates that differ as a file."""
        from leadbench.plan.exchange.preview import differences_as_csv

        window = self.window
        name = f"{menus.file_name(found.name)}, dates that differ.csv"
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

    def failed(self, text: str, report: str) -> None:
        """Tell why nothing came of it; nothing is said of what was cancelled."""
        window = self.window
        if report:
            log = problems.keep_report(report)
            window.files.show_dialog(problems.error_dialog(report, log, window, window.theme))
        elif text:
            window.files.show_dialog(problems.notice(window, window.theme, _REFUSED, text))


class _Writing(QObject):
    """One import from the moment when the file is lent until its tasks are on view.

    Parameters
    ----------
    made
        The plan, if it was made for this import; it goes again if nothing comes.
    """

    def __init__(
        self, importing: Importing, found: "Preview", loan: "Loan", made: Path | None
    ) -> None:
        super().__init__(importing)
        self.importing, self.window = importing, importing.window
        self.found, self.loan, self.made = found, loan, made
        self.store = self.window.document.plan.store
        self.reading = Reading(self, self.store.path)
        self.reading.finished.connect(self._show)
        self.window.document.closed.connect(self._closed)

    def ended(self, text: str = "", report: str = "") -> None:
        """Go on once the worker is done, has failed, or was given up; the file says what came."""
        if not self._is_open():
            self.deleteLater()
        elif self.loan.written:
            self.reading.start()
        else:
            self.loan.end()
            if self.made is not None:
                self._forget(self.made)
            self.importing.failed(text, report)
            self.deleteLater()

    def _show(self) -> None:
        if not self._is_open():
            self.deleteLater()
            return
        look, window = self.reading.look, self.window
        if look is None:
            self.loan.drop()
            self.deleteLater()
            assert self.reading.trouble is not None
            raise self.reading.trouble
        change = self.loan.end()
        assert change is not None
        window.document.take_in(change.label, look)
        QTimer.singleShot(0, window, self._tell)

    def _tell(self) -> None:
        window, found = self.window, self.found
        window.show_page("milestones")
        counted = f"{found.tasks:,} {'task' if found.tasks == 1 else 'tasks'}"
        window.say(f"Imported “{found.name}”, {counted}", undo=self.made is None)
        self.deleteLater()

    def _is_open(self) -> bool:
        document = self.window.document
        return document.is_open and document.plan.store is self.store

    def _closed(self) -> None:
        """Give up with the plan; what its file has by now stays in it."""
        if self.window.background.busy:
            self.window.background.cancel()
        self.reading.wait()

    def _forget(self, made: Path) -> None:
        self.window.document.closed.disconnect(self._closed)
        self.window.document.close()
        made.unlink(missing_ok=True)
        self.window.show_welcome()


def _now() -> int:
    from leadbench.analysis.calendars import instant

    return instant(datetime.now())  # noqa: DTZ005  plan time is local and has no zone
