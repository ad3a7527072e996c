"""Writing a document from the open plan in the background."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from leadbench.desktop import menus, problems, worker

if TYPE_CHECKING:
    from leadbench.desktop.window import Window


class Exporting(QObject):
    """Asks where to, has the worker write it, and says where it is."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window

    def strategic(self) -> None:
        """Export the strategic plan of the current project as a PDF."""
        window = self.window
        document = window.document
        project = document.project
        if project is None or document.project_id is None:
            return
        from leadbench.desktop.standing import likely_shown

        name = f"{menus.file_name(project.name)}, strategic plan.pdf"
        path = window.files.ask_save(
            window, "Export the strategic plan", name, "PDF documents (*.pdf)"
        )
        if path is None:
            return
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        work = partial(
            worker.write_strategic,
            document.store.path,
            document.project_id,
            document.scenario_id,
            path,
            window.today(),
            likely_shown(document),
        )
        window.background.run(
            "Exporting the strategic plan",
            work,
            partial(self._done, path),
            partial(failed, window, "The export was not written"),
        )

    def _done(self, path: Path, pages: Any) -> None:
        counted = f", {pages} pages" if isinstance(pages, int) and pages > 1 else ""
        self.window.toasts.say(
            f"Exported {path.name}{counted}",
            icon="check",
            action="Show file",
            run=lambda: show_file(path),
        )


def failed(window: "Window", title: str, text: str, report: str) -> None:
    """Say why nothing was written."""
    if report:
        log = problems.keep_report(report)
        problems.error_dialog(report, log, window, window.theme).ask()
    elif text:
        problems.tell(window, window.theme, title, text)


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
