"""The pages of the window: each made when it is first shown, and reread when it must be."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from leadbench.desktop.document import Document
from leadbench.desktop.screen import Screen
from leadbench.desktop.screens import SCREENS, Entry
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Surface

if TYPE_CHECKING:
    from leadbench.store import Change

COMPARE = Entry(
    "compare",
    "Compare",
    "",
    "git-compare",
    "strategy",
    "What is different between the plan, a scenario and a baseline?",
    "",
)
"""A page that the sidebar does not list: it is reached from what it compares."""

ENTRIES = {entry.key: entry for entry in (*SCREENS, COMPARE)}


def is_built(entry: Entry) -> bool:
    """Tell whether a screen exists for an entry."""
    return find_spec(f"leadbench.desktop.screens.{entry.key}") is not None


def make(entry: Entry, document: Document, theme: Theme) -> Screen:
    """Make the screen of an entry, or the page that says what will be there."""
    if not is_built(entry):
        from leadbench.desktop.screens.planned import PlannedPage

        page: Screen = PlannedPage(document, theme, entry)
    else:
        module = import_module(f"leadbench.desktop.screens.{entry.key}")
        page = module.Page(document, theme)
    return page


class Pages(QStackedWidget):
    """Shows one page at a time; a hidden page rereads when it is shown again."""

    made = Signal(object)
    """A page was made."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.document = document
        self.theme = theme
        self._pages: dict[str, Screen] = {}
        self._stale: set[str] = set()
        self._dates_stale: set[str] = set()
        self._key = ""
        self.blank = Surface(theme, "surface")
        self.addWidget(self.blank)
        document.changed.connect(self._changed)
        document.results_changed.connect(self._new_dates)
        document.project_changed.connect(self._project_changed)

    @property
    def key(self) -> str:
        """Key of the page that is shown, "" while there is none."""
        return self._key

    @property
    def page(self) -> Screen | None:
        """The page that is shown."""
        return self._pages.get(self._key)

    def show_page(self, key: str) -> Screen:
        """Show a page; make it first if need be."""
        page = self._pages.get(key)
        if page is None:
            page = make(ENTRIES[key], self.document, self.theme)
            self._pages[key] = page
            self._stale.add(key)
            self.addWidget(page)
            self.made.emit(page)
        self._key = key
        self._freshen(key, page)
        self.setCurrentWidget(page)
        return page

    def show_blank(self) -> None:
        """Show nothing, while a file is being opened."""
        self._key = ""
        self.setCurrentWidget(self.blank)

    def forget(self) -> None:
        """Drop all pages, since their plan is closed."""
        self.show_blank()
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self._dates_stale.clear()

    def _freshen(self, key: str, page: Screen) -> None:
        if key in self._stale:
            self._stale.discard(key)
            self._dates_stale.discard(key)
            page.refresh()
        elif key in self._dates_stale:
            self._dates_stale.discard(key)
            page.show_results()

    def _freshen_shown(self) -> None:
        page = self.page
        if page is not None:
            self._freshen(self._key, page)

    def _changed(self, change: "Change") -> None:
        tables = change.tables
        for key, page in self._pages.items():
            if change.everything or not page.tables.isdisjoint(tables):
                self._stale.add(key)
        self._freshen_shown()

    def _new_dates(self) -> None:
        self._dates_stale.update(self._pages)
        self._freshen_shown()

    def _project_changed(self) -> None:
        self._stale.update(self._pages)
        self._freshen_shown()
