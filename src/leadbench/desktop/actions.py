"""Everything that can be done from the window's bars, by key, or from the palette."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from leadbench.desktop import menus
from leadbench.desktop.keys import is_chord, spoken
from leadbench.desktop.panes import move_pane
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens import SCREENS

if TYPE_CHECKING:
    from pathlib import Path

    from leadbench.desktop.widgets.history import HistoryPanel
    from leadbench.desktop.widgets.keyboard_map import Group, KeyboardMap
    from leadbench.desktop.widgets.palette import Palette
    from leadbench.desktop.window import Window

_RECENT: Final = 12


class Actions(QObject):
    """The window's commands, their keys, and the panels that they open."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.everywhere = [
            *self._everywhere(),
            *window.scenarios.commands(),
            *window.forecast_runs.commands(),
        ]
        self.files = self._files()
        self.settings = self._settings()
        self._palette: Palette | None = None
        self._map: KeyboardMap | None = None
        self.history: HistoryPanel | None = None
        for command in (*self.everywhere, *self.files, *self.settings):
            for keys in filter(None, command.keys.split(" or ")):
                self._bind(window, keys, command.run, command.enabled)
        self._bind(window, "Ctrl+Shift+Z", window.redo, self._is_open)
        for entry in SCREENS:
            self._bind(
                window,
                f"Ctrl+G, {entry.letter}",
                partial(window.show_page, entry.key),
                self._is_open,
            )

    def _is_open(self) -> bool:
        return self.window.document.is_open

    def _can_edit(self) -> bool:
        return self._is_open() and not self.window.document.read_only

    def _everywhere(self) -> list[Command]:
        window = self.window
        return [
            Command("Search and commands", self.open_palette, "Ctrl+K", "search"),
            Command("Keyboard map", self.open_keyboard_map, "F1", "keyboard"),
            Command("Undo", window.undo, "Ctrl+Z", "undo-2", self._can_undo),
            Command("Redo", window.redo, "Ctrl+Y", "redo-2", self._can_redo),
            Command("Save now", self.say_saved, "Ctrl+S", "save", self._is_open),
            Command("History", self.toggle_history, "Ctrl+H", "history", self._is_open),
            Command("Find on page", self.find_on_page, "Ctrl+F", "search", self._is_open),
            Command("Next pane", partial(move_pane, window, 1), "F6", "panel-left"),
            Command("Previous pane", partial(move_pane, window, -1), "Shift+F6", "panel-left"),
            Command("Hide or show the sidebar", window.toggle_sidebar, "Ctrl+B", "panel-left"),
            Command(
                "Hide or show the inspector",
                window.toggle_inspector,
                "F4",
                "panel-right",
                self._is_open,
            ),
            Command("Quit", window.quit, "Ctrl+Q", "x"),
        ]

    def _files(self) -> list[Command]:
        return [
            Command("New project", self.new_project, "Ctrl+N", "file-plus"),
            Command("Open a file", self.open_file, "Ctrl+O", "folder-open"),
            Command("Open the example", self.open_example, "Ctrl+Shift+O", "folder-open"),
            Command("Import from Microsoft Project", self.import_file, "Ctrl+I", "file-input"),
            Command(
                "Export the strategic plan (PDF)",
                self.export_strategic,
                "Ctrl+E",
                "share",
                self._has_project,
            ),
        ]

    def _settings(self) -> list[Command]:
        return [
            Command(
                "Project settings", self.open_settings, "Ctrl+,", "settings", self._has_project
            ),
            Command(
                "Working time and calendars",
                self.open_calendars,
                "Ctrl+Shift+W",
                "calendar-days",
                self._has_project,
            ),
        ]

    def unkeyed(self) -> list[Command]:
        """Return the commands that have no key of their own."""
        from leadbench.desktop import menus

        window = self.window
        return [
            Command("Reset the example", self.reset_example, "", "rotate-ccw"),
            Command("Close the plan", self.close_plan, "", "x", self._is_open),
            *menus.picture_commands(self),
            Command(
                "Theme: follow the system", lambda: window.choose_theme("system"), "", "monitor"
            ),
            Command("Theme: light", lambda: window.choose_theme("light"), "", "sun"),
            Command("Theme: dark", lambda: window.choose_theme("dark"), "", "moon"),
        ]

    def _has_project(self) -> bool:
        return self._is_open() and self.window.document.project_id is not None

    def _can_undo(self) -> bool:
        return self._can_edit() and self.window.document.store.undo_label is not None

    def _can_redo(self) -> bool:
        return self._can_edit() and self.window.document.store.redo_label is not None

    # Keys

    def _bind(
        self,
        owner: QWidget,
        keys: str,
        run: Callable[[], object],
        enabled: Callable[[], bool],
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        shortcut = QShortcut(QKeySequence(keys), owner)
        shortcut.setContext(context)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: run() if enabled() else None)

    def bind(self, page: Screen) -> None:
        """Bind the keys of a page's commands that no widget of the page has bound."""
        bound = {shortcut.key().toString() for shortcut in page.findChildren(QShortcut)}
        for widget in (page, *page.findChildren(QWidget)):
            for action in widget.actions():
                bound.update(keys.toString() for keys in action.shortcuts())
        for command in page.commands():
            keys = QKeySequence(command.keys).toString()
            # A key without Ctrl, Alt or F types or moves in a table: its widgets act on it.
            if keys and keys not in bound and is_chord(keys):
                context = Qt.ShortcutContext.WidgetWithChildrenShortcut
                self._bind(page, keys, command.run, command.enabled, context)

    # Panels

    def open_palette(self) -> None:
        """Open the palette."""
        from leadbench.desktop import finding
        from leadbench.desktop.widgets.palette import Palette

        if self._palette is None:
            window = self.window
            self._palette = Palette(
                window, window.theme, lambda: finding.gather(self), self._used_last
            )
            self._palette.used.connect(self._used)
        self._palette.open()

    @property
    def palette(self) -> "Palette | None":
        """The palette, once it was opened."""
        return self._palette

    @property
    def keyboard_map(self) -> "KeyboardMap | None":
        """The keyboard map, once it was opened."""
        return self._map

    def _used_last(self) -> list[str]:
        found = QSettings().value("palette", [])
        return [found] if isinstance(found, str) else list(found) if isinstance(found, list) else []

    def _used(self, identity: str) -> None:
        kept = [identity, *(known for known in self._used_last() if known != identity)]
        QSettings().setValue("palette", kept[:_RECENT])

    def open_keyboard_map(self) -> None:
        """Open the keyboard map with the keys that work now."""
        from leadbench.desktop.widgets.keyboard_map import KeyboardMap

        if self._map is None:
            self._map = KeyboardMap(self.window, self.window.theme)
        self._map.show_groups(self.groups())

    def groups(self) -> "list[Group]":
        """Return every key that works now."""
        from leadbench.desktop.widgets.keyboard_map import Group

        def pairs(commands: list[Command]) -> list[tuple[str, str]]:
            return [(spoken(c.keys), c.title) for c in commands if c.keys and self._shown(c)]

        redo = "Redo"
        everywhere = [
            ("Ctrl Y or Ctrl Shift Z" if title == redo else keys, title)
            for keys, title in pairs(self.everywhere)
        ]
        groups = [
            Group("Everywhere", everywhere),
            Group("Files and settings", pairs([*self.files, *self.settings])),
        ]
        if self._is_open():
            page = self.window.pages.page
            letters = [(f"Ctrl G, {entry.letter}", entry.title) for entry in SCREENS]
            groups.insert(1, Group("Go to a page", letters))
            if page is not None:
                # Also what needs a selection first: its key belongs on the map of the page.
                own = [(spoken(c.keys), c.title) for c in page.commands() if c.keys]
                own.extend((spoken(keys), does) for keys, does in page.own_keys())
                groups.insert(2, Group("On this page", own))
        return groups

    def _shown(self, command: Command) -> bool:
        # Undo works whenever there is something to undo: its key belongs on the map of any plan.
        return command.title in {"Undo", "Redo"} or command.enabled()

    def toggle_history(self) -> None:
        """Show or hide the history."""
        if self.history is None:
            from leadbench.desktop.widgets.history import HistoryPanel

            self.history = HistoryPanel(self.window, self.window.document, self.window.theme)
            self.history.said.connect(self._said_undoable)
            self.history.refused.connect(self._explain)
        if self.history.isVisible():
            self.history.leave()
        elif self._is_open():
            self.history.enter()

    def _said_undoable(self, text: str) -> None:
        self.window.say(text, undo=True)

    def _explain(self, text: str) -> None:
        from leadbench.desktop import problems

        problems.tell(self.window, self.window.theme, "This point was not restored", text)

    def arrange(self) -> None:
        """Follow the window's size."""
        if self.history is not None:
            self.history.arrange()

    def show_export_menu(self) -> None:
        """Open the menu of what can be exported."""
        self.window.top.menu_below(self.window.top.export, menus.export_menu(self))

    def show_project_menu(self) -> None:
        """Open the menu of projects and files."""
        self.window.top.menu_below(self.window.top.switcher, menus.project_menu(self))

    # Files

    def new_project(self) -> None:
        """Ask for a new project, and start it in a new file or in the open plan."""
        from leadbench.desktop.widgets.new_project import NewProject

        window, document = self.window, self.window.document
        can_add = self._can_edit()
        names = (
            frozenset(row.name for row in document.contents.projects.values())
            if can_add
            else frozenset()
        )
        plan = document.store.path.stem if can_add else ""
        dialog = NewProject(window, window.theme, window.today(), plan, names)
        window.files.show_dialog(dialog)
        wanted = dialog.wanted
        if wanted is None:
            return
        from leadbench.plan.templates import new_project

        if wanted.own_file:
            name = f"{menus.file_name(wanted.name)}.leadbench"
            path = window.files.ask_save(window, "Save the new plan", name, menus.PLAN_FILTER)
            if path is not None:
                window.files.new_plan(
                    path, lambda session: new_project(session, wanted.name, wanted.start)
                )
            return
        with document.edit("New project", "portfolio") as session:
            key = new_project(session, wanted.name, wanted.start)
        document.show_project(key)
        window.show_page("overview")
        window.say(f"Added “{wanted.name}”", undo=True)

    def open_file(self) -> None:
        """Ask for a plan file and open it."""
        self.window.files.open_asked()
        self._welcome_if_none()

    def open_example(self) -> None:
        """Open the person's copy of the example."""
        self.window.files.open_example()
        self._welcome_if_none()

    def import_file(self, path: "Path | None" = None) -> None:
        """Import a file of Microsoft Project; it is asked for unless given."""
        from leadbench.desktop.importing import Importing

        importing = Importing(self.window)
        if path is None:
            importing.ask()
        else:
            importing.read(path)

    def reset_example(self) -> None:
        """Put the example back to how it came."""
        self.window.files.reset_example()
        self._welcome_if_none()

    def open_to_edit(self) -> None:
        """Open the plan again, to edit it."""
        path = self.window.document.store.path
        self.window.document.close()
        self.window.open_file(path)

    def close_plan(self) -> None:
        """Close the plan and show the ways to begin."""
        self.window.document.close()
        self._welcome_if_none()

    def _welcome_if_none(self) -> None:
        if not self._is_open():
            self.window.show_welcome()

    def make_picture(self, to_clipboard: bool) -> None:
        """Copy what the page shows as a picture, or export it."""
        from leadbench.desktop.exporting_pictures import PictureExport

        export = PictureExport(self.window)
        (export.copy if to_clipboard else export.export)()

    def export_strategic(self) -> None:
        """Write the strategic plan of the current project as a PDF."""
        from leadbench.desktop.exporting import Exporting

        Exporting(self.window).strategic()

    def open_settings(self) -> None:
        """Show how the project is scheduled, to change it."""
        from leadbench.desktop.settings.project import project_settings

        if self.window.files.show_dialog(project_settings(self.window)) == "calendars":
            self.open_calendars()

    def open_calendars(self) -> None:
        """Show the calendars of the plan, to change them."""
        from leadbench.desktop.settings.working_time import working_time

        self.window.files.show_dialog(working_time(self.window))

    # Small things

    def say_saved(self) -> None:
        """Say that there is nothing to save: each change was saved when it was made."""
        saved = self.window.document.saved_at
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what is being typed is a change too
            focused.setFocus()
            saved = self.window.document.saved_at
        if saved is not None:
            self.window.say(f"Everything is saved, last at {saved:%H:%M}")

    def find_on_page(self) -> None:
        """Go to the page's own search, or to the palette."""
        page = self.window.pages.page
        field = page.search_field() if page is not None else None
        if field is None:
            self.open_palette()
        else:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
