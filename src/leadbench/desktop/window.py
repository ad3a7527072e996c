"""The window: bars, panes and pages around one open plan."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop.actions import Actions
from leadbench.desktop.document import Document
from leadbench.desktop.dropping import IMPORTED, dropped_file
from leadbench.desktop.forecast_runs import ForecastRuns
from leadbench.desktop.pages import COMPARE, ENTRIES, Pages
from leadbench.desktop.plan_shown import PlanShown
from leadbench.desktop.scenarios import Scenarios
from leadbench.desktop.screen import Screen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.body import Body
from leadbench.desktop.widgets.focus import FocusRing, open_with_focus
from leadbench.desktop.widgets.inspector import NARROW, WIDTH, Inspector
from leadbench.desktop.widgets.sidebar import Sidebar
from leadbench.desktop.widgets.statusline import StatusLine
from leadbench.desktop.widgets.text import Surface
from leadbench.desktop.widgets.topbar import TopBar
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.desktop.background import Background
    from leadbench.desktop.files import Files
    from leadbench.desktop.widgets.toast import Toasts
    from leadbench.desktop.widgets.welcome import Welcome
    from leadbench.store import Change

SMALLEST: Final = (1120, 700)
_FIRST_PAGE: Final = "overview"
_CLOSED_SIDEBAR: Final = frozenset({"milestones", "compare"})
_CLOSED_INSPECTOR: Final = frozenset({"portfolio"})
"""Pages that are read over their whole width; their inspector comes when it is asked for."""


class Window(QWidget):
    """The one window of Leadbench.

    Parameters
    ----------
    document
        The plan, open or not.
    theme
        Its look.
    """

    painted = Signal()
    """The window was painted for the first time."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.document = document
        self.theme = theme
        self.first_paint: float | None = None
        """``time.perf_counter`` when the first paint was done."""
        self.setWindowTitle("Leadbench")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self.top = TopBar(theme)
        self.sidebar = Sidebar(theme)
        self.inspector = Inspector(theme)
        self.pages = Pages(document, theme)
        self.status = StatusLine(theme)
        self._toasts: Toasts | None = None
        self._files: Files | None = None
        self._background: Background | None = None
        self.plan_shown = PlanShown(self)
        self.body = Body(theme, self.sidebar, self._page_area(), self.inspector)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.body, 1)
        column.addWidget(self.status)
        self._welcome: Welcome | None = None
        self.scenarios = Scenarios(self)
        self.forecast_runs = ForecastRuns(self)
        self.actions_ = Actions(self)
        self.ring = FocusRing(self, theme)
        self._connect()
        self._remember_place()
        if document.is_open:
            self._opened()
        else:
            self._nothing_open()

    def _page_area(self) -> QWidget:
        area = Surface(self.theme, "surface")
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.plan_shown.room)
        column.addWidget(self.pages, 1)
        return area

    def _connect(self) -> None:
        self.body.panes_changed.connect(self._panes_changed)
        self.top.sidebar_toggled.connect(self.toggle_sidebar)
        self.top.inspector_toggled.connect(self.toggle_inspector)
        self.top.undo_asked.connect(self.undo)
        self.top.redo_asked.connect(self.redo)
        self.top.palette_asked.connect(self.actions_.open_palette)
        self.top.history_asked.connect(self.actions_.toggle_history)
        self.top.theme_chosen.connect(self.choose_theme)
        self.top.export.clicked.connect(self.actions_.show_export_menu)
        self.top.switcher.clicked.connect(self.actions_.show_project_menu)
        self.sidebar.chosen.connect(self.show_page)
        self.status.page_asked.connect(self.show_page)
        self.pages.made.connect(self._page_made)
        document = self.document
        document.opened.connect(self._opened)
        document.closed.connect(self._closed)
        document.changed.connect(self._changed)
        document.project_changed.connect(self.plan_shown.show)
        document.results_changed.connect(self.plan_shown.show)
        document.scenario_changed.connect(self.plan_shown.show)
        document.forecast_changed.connect(self.plan_shown.show_figures)

    # What is made when it is first needed, so that the window is painted early

    @property
    def toasts(self) -> "Toasts":
        """The messages at the bottom."""
        if self._toasts is None:
            from leadbench.desktop.widgets.toast import Toasts

            self._toasts = Toasts(self, self.theme)
        return self._toasts

    @property
    def files(self) -> "Files":
        """What can be done with plan files."""
        if self._files is None:
            from leadbench.desktop.files import Files

            self._files = Files(self, self.document, self.theme, self.say)
        return self._files

    @property
    def background(self) -> "Background":
        """The worker process, and its progress on view."""
        if self._background is None:
            from leadbench.desktop.background import Background
            from leadbench.desktop.work_shown import WorkShown

            self._background = Background(self)
            WorkShown(self._background, self.toasts, self.theme)
        return self._background

    # Pages

    def show_page(self, key: str, row: object = None) -> None:
        """Show a page, and select the row of that key there."""
        if not self.document.is_open or key not in ENTRIES:
            return
        focused, opens = self.focusWidget(), key != self.pages.key
        comes = opens and (focused in {None, self} or self.pages.isAncestorOf(focused))
        page = self.pages.show_page(key)
        self.body.stop_peeking()
        self.sidebar.show_page("milestones" if key == COMPARE.key else key)
        self._recall_panes(key)
        self.inspector.show_for(key, page.inspector(), ENTRIES[key])
        if opens:
            open_with_focus(page, take=comes and page.opens_at is not None)
        self.plan_shown.show_figures()
        QSettings().setValue("page", key)
        if row is not None:
            page.select(row)

    def _page_made(self, page: Screen) -> None:
        page.asked_to_open.connect(self.show_page)
        page.said.connect(self._page_said)
        page.nothing_done.connect(lambda text: self.say(text, done=False))
        page.inspector_asked.connect(self.show_inspector)
        page.picture_asked.connect(self.actions_.make_picture)
        self.actions_.bind(page)

    def _page_said(self, text: str, undo: bool) -> None:
        self.say(text, undo=undo)

    def say(self, text: str, *, undo: bool = False, done: bool = True) -> None:
        """Show a message: what was done, with a way to undo if asked, or why nothing was."""
        if undo:
            self.toasts.say(text, action="Undo", keys="Ctrl Z", run=self.undo)
        else:
            self.toasts.say(text, icon="check" if done else "info")

    # Panes

    def _recall_panes(self, key: str) -> None:
        settings = QSettings()
        wide = settings.value(f"pages/{key}/sidebar", key not in _CLOSED_SIDEBAR, bool)
        page = self.pages.page
        has_own = page is not None and page.inspector() is not None
        first = has_own and not self.body.inspector_over_page and key not in _CLOSED_INSPECTOR
        inspector = settings.value(f"pages/{key}/inspector", first, bool)
        side = NARROW if key in _CLOSED_SIDEBAR else WIDTH
        self.body.set_panes(wide=bool(wide), inspector=bool(inspector), side=side)

    def _panes_changed(self) -> None:
        if self.pages.page is not None:
            self.pages.page.cover(self.body.covered)

    def _keep_panes(self) -> None:
        key = self.pages.key
        if key:
            settings = QSettings()
            settings.setValue(f"pages/{key}/sidebar", self.body.wants_wide())
            settings.setValue(f"pages/{key}/inspector", self.body.inspector_shown)

    def toggle_sidebar(self) -> None:
        """Widen the sidebar or make it a rail, and remember it for this page."""
        self.body.toggle_sidebar()
        self._keep_panes()

    def toggle_inspector(self) -> None:
        """Show or hide the inspector, and remember it for this page."""
        if self.document.is_open:
            self.body.toggle_inspector()
            self._keep_panes()

    def show_inspector(self) -> None:
        """Show the inspector."""
        if self.document.is_open and not self.body.inspector_shown:
            self.toggle_inspector()

    # The plan

    def _opened(self) -> None:
        self.pages.forget()
        self.inspector.forget()
        self.top.show_for_plan(is_open=True)
        self.plan_shown.show()
        document = self.document
        wanted = str(QSettings().value("page", _FIRST_PAGE))
        key = wanted if wanted in ENTRIES else _FIRST_PAGE
        self.show_page("portfolio" if document.project_id is None else key)

    def _closed(self) -> None:
        self.pages.forget()
        self.inspector.forget()
        self._nothing_open()

    def _nothing_open(self) -> None:
        self.top.show_for_plan(is_open=False)
        self.plan_shown.show_nothing()
        self.body.set_panes(wide=True, inspector=False)

    def show_welcome(self) -> None:
        """Show the three ways to begin."""
        if self._welcome is None:
            from leadbench.desktop.widgets.welcome import Welcome

            welcome = self._welcome = Welcome(self.theme)
            self.pages.addWidget(welcome)
            welcome.example_asked.connect(self.actions_.open_example)
            welcome.new_asked.connect(self.actions_.new_project)
            welcome.open_asked.connect(self.actions_.open_file)
            welcome.import_asked.connect(self.actions_.import_file)
            welcome.file_dropped.connect(self.take_file)
            welcome.keyboard_asked.connect(self.actions_.open_keyboard_map)
            welcome.theme_asked.connect(self._next_theme)
        self.pages.setCurrentWidget(self._welcome)

    def open_file(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a plan file, or explain why not; tell whether one is open."""
        opened = self.files.open(path, read_only=read_only)
        if not self.document.is_open:
            self.show_welcome()
        return opened

    def take_file(self, path: Path) -> None:
        """Open a plan file, or import a file of another program."""
        if path.suffix.lower() == IMPORTED:
            self.actions_.import_file(path)
        else:
            self.open_file(path)

    def _changed(self, change: "Change") -> None:
        if self._toasts is not None:
            self._toasts.forget_undo()
        if change.kind in {"undo", "redo"} and change.place in ENTRIES:
            self.show_page(change.place)
        self.plan_shown.show()

    def undo(self) -> None:
        """Take the last change back and go to where it was made."""
        self._step(redo=False)

    def redo(self) -> None:
        """Make the change again that was taken back, and go to where it was made."""
        self._step(redo=True)

    def _step(self, *, redo: bool) -> None:
        if not self.document.is_open or self.document.read_only:
            return
        try:
            if redo:
                self.document.redo()
            else:
                self.document.undo()
        except LeadbenchError as problem:
            from leadbench.desktop import problems

            problems.tell(self, self.theme, "This step was not taken", str(problem))

    # Looks

    def choose_theme(self, choice: str) -> None:
        """Take another theme and remember it."""
        QSettings().setValue("theme", choice)
        self.theme.choose(choice)
        if self._welcome is not None:
            self._welcome.show_choice()

    def _next_theme(self) -> None:
        order = ("system", "light", "dark")
        self.choose_theme(order[(order.index(self.theme.choice) + 1) % 3])

    def today(self) -> date:
        """Return the day by the computer's clock."""
        return date.today()  # noqa: DTZ011  # the person's own calendar day is meant

    # Qt

    def _remember_place(self) -> None:
        geometry = QSettings().value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1440, 900)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_at_file()
        super().changeEvent(event)

    def _look_at_file(self) -> None:
        """See whether another program wrote to the file while this window was away."""
        if self.document.is_open and self.document.changed_elsewhere():
            self.say("Another program changed this file; it was read again", done=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.first_paint is None:
            self.first_paint = time.perf_counter()
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.actions_.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.body.stop_peeking():
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def quit(self) -> None:
        """Close the window and with it the program; every change is saved already."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue("geometry", self.saveGeometry())
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what is being typed is committed, not lost
        if self._background is not None:
            self._background.stop()
        self.forecast_runs.stop()
        self.scenarios.listed.finishes.stop()
        super().closeEvent(event)
