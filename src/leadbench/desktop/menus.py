"""The menus of the top bar."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from leadbench.desktop import files
from leadbench.desktop.recent import recent as recent_files

if TYPE_CHECKING:
    from leadbench.desktop.actions import Actions
    from leadbench.desktop.screen import Command

PLAN_FILTER: Final = files.FILTER
_SHOWN_FILES: Final = 5


def project_menu(actions: "Actions") -> QMenu:
    """Return the projects of the plan, and what can be done with files."""
    window, menu = actions.window, _menu(actions)
    document = window.document
    if document.is_open:
        for project in document.contents.ordered_projects():
            action = menu.addAction(_plain(project.name))
            action.setCheckable(True)
            action.setChecked(project.id == document.project_id)
            action.triggered.connect(
                lambda _=False, key=project.id: document.show_project(key) if key else None
            )
        menu.addSeparator()
    for command in actions.files[:4]:
        _add(menu, command, actions)
    current = document.store.path if document.is_open else None
    known = [path for path in recent_files() if path != current][:_SHOWN_FILES]
    if known:
        recent = menu.addMenu(window.theme.icon("clock"), "Open recent")
        for path in known:
            action = recent.addAction(_plain(path.stem))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: window.open_file(path))
        recent.setToolTipsVisible(True)
    menu.addSeparator()
    if document.is_open:
        for command in actions.settings:
            _add(menu, command, actions)
        menu.addSeparator()
    for command in actions.unkeyed()[:2]:
        if command.enabled():
            _add(menu, command, actions)
    return menu


def picture_commands(actions: "Actions") -> "list[Command]":
    """Return how what the page shows becomes a picture; without one the titles say why."""
    from leadbench.desktop.screen import Command

    reason = _no_picture(actions)
    why = f": {reason}" if reason else ""
    is_open = actions.window.document.is_open
    return [
        Command(
            f"{title}{why}",
            partial(actions.make_picture, to_clipboard),
            "",
            icon,
            lambda: is_open,
        )
        for title, to_clipboard, icon in (
            ("Copy picture", True, "copy"),
            ("Export picture (PNG, SVG, PDF)", False, "download"),
        )
    ]


def _no_picture(actions: "Actions") -> str:
    page = actions.window.pages.page
    return "" if page is None else page.no_picture()


def export_menu(actions: "Actions") -> QMenu:
    """Return what can be exported."""
    menu = _menu(actions)
    command = actions.files[4]
    action = _add(menu, command, actions)
    action.setText("Strategic plan (PDF)")
    menu.addSeparator()
    for picture in picture_commands(actions):
        _add(menu, picture, actions).setEnabled(not _no_picture(actions))
    return menu


def _menu(actions: "Actions") -> QMenu:
    menu = QMenu(actions.window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(menu: QMenu, command: "Command", actions: "Actions") -> QAction:
    action = menu.addAction(actions.window.theme.icon(command.icon), command.title)
    if command.keys:
        # Shown only: the window's shortcut acts on the key, and two would be ambiguous.
        action.setText(f"{command.title}\t{QKeySequence(command.keys).toString()}")
    action.setEnabled(command.enabled())
    action.triggered.connect(lambda _=False: command.run())
    return action


def _plain(text: str) -> str:
    """Return a text for a menu, where "&" would mark a key."""
    return text.replace("&", "&&")


def file_name(name: str) -> str:
    """Return a name without what file systems forbid."""
    kept = "".join("-" if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in name)
    return kept.strip(" .")[:100] or "Plan"
