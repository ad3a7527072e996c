"""What the window's bars tell of the open plan: names, steps, figures, marks, and its banner."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop import figures
from leadbench.desktop.pages import is_built
from leadbench.desktop.screens import SCREENS
from leadbench.desktop.slices import Slices

if TYPE_CHECKING:
    from leadbench.desktop.widgets.banner import Banner
    from leadbench.desktop.window import Window
    from leadbench.plan.progress import Progress

_QUIET_MS: Final = 150
"""The sidebar's marks follow once nothing has changed for so long."""


class PlanShown(QObject):
    """Keeps the bars of one window in step with its document."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.room = QWidget()
        """The place of the banner, over the page."""
        inside = QVBoxLayout(self.room)
        inside.setContentsMargins(20, 8, 20, 0)
        self.room.hide()
        self._banner: Banner | None = None
        self._known: dict[str, Progress] = {}
        self._counting = Slices["tuple[str, Progress]"](self, self._count, self._counted)
        self._marks = QTimer(self)
        self._marks.setSingleShot(True)
        self._marks.setInterval(_QUIET_MS)
        self._marks.timeout.connect(self._show_marks)

    @property
    def banner(self) -> "Banner":
        """The line that tells why nothing can be edited, or why there are no dates."""
        if self._banner is None:
            from leadbench.desktop.widgets.banner import Banner

            self._banner = Banner("near", self.window.theme)
            inside = self.room.layout()
            assert inside is not None
            inside.addWidget(self._banner)
        return self._banner

    def show(self) -> None:
        """Show what the plan says now; the sidebar's marks follow in a moment."""
        window, document = self.window, self.window.document
        if not document.is_open:
            return
        project, store = document.project, document.store
        name = project.name if project is not None else store.path.stem
        what_if = "" if document.scenario is None else f" – What-if “{document.scenario.name}”"
        window.setWindowTitle(f"{name}{what_if} – {store.path.stem} – Leadbench")
        window.top.show_project(name)
        window.top.show_steps(store.undo_label, store.redo_label)
        window.sidebar.setEnabled(True)
        window.sidebar.show_project(
            "" if project is None else name,
            figures.stage_word(document),
            len(document.contents.projects),
        )
        self._show_saved()
        self.show_figures()
        self._show_banner()
        self._counting.stop()
        self._marks.start()

    def show_nothing(self) -> None:
        """Show that no plan is open."""
        window = self.window
        self._counting.stop()
        window.setWindowTitle("Leadbench")
        window.top.show_project("")
        window.sidebar.show_project("", "", None)
        window.sidebar.show_progress({})
        window.sidebar.setEnabled(False)
        window.status.show_saved("No project open")
        window.status.show_figures([])
        self.room.hide()

    def show_figures(self) -> None:
        """Show the figures of the status line for the page on view."""
        window = self.window
        window.status.show_figures(figures.status_figures(window.document, window.pages.key))

    def _show_saved(self) -> None:
        saved = self.window.document.saved_at
        if self.window.document.read_only:
            self.window.status.show_saved("Read only", "lock", "near")
        elif saved is not None:
            self.window.status.show_saved(f"Saved {saved:%H:%M}", "check")

    def _show_banner(self) -> None:
        document = self.window.document
        if document.read_only:
            self.banner.tell(
                "This plan is open for reading only.",
                "Nothing can be changed here.",
                "Open to edit",
                self.window.actions_.open_to_edit,
            )
        elif document.trouble:
            self.banner.tell("There are no dates.", document.trouble)
        self.room.setVisible(document.read_only or bool(document.trouble))

    def _show_marks(self) -> None:
        document = self.window.document
        self._known.clear()
        if not document.is_open:
            return
        if document.project_id is None:
            self.window.sidebar.show_progress({})
            return
        from leadbench.plan.progress import page_by_page

        self._counting.start(page_by_page(document.contents, document.project_id))

    def _count(self, page: "tuple[str, Progress]") -> None:
        self._known[page[0]] = page[1]

    def _counted(self) -> None:
        built = frozenset(entry.key for entry in SCREENS if is_built(entry))
        self.window.sidebar.show_progress(figures.sidebar_marks(self._known, built))
