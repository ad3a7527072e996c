"""The commands of the screen: for keys, the palette and the context menu."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from leadbench.desktop.document import Document
from leadbench.desktop.screen import Command
from leadbench.desktop.screens.milestones import gantt_keys, network_menu
from leadbench.desktop.screens.milestones.columns import Column

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

_SECOND_KEYS: Final = {
    "Ctrl+]": "Indent",
    "Ctrl+[": "Outdent",
    "Ctrl+=": "Zoom in",
}
LEAVE_OUT: Final = "Leave out or count again"
_MENU: Final = (
    "Edit name",
    "Add a task below",
    "Add a task above",
    "",
    "Cut",
    "Copy",
    "Paste",
    "Fill down",
    "",
    "Indent",
    "Outdent",
    "Link to the one before",
    "Unlink",
    "",
    "Set as milestone or task",
    "Mark done or open again",
    LEAVE_OUT,
    "",
    "Delete",
)


def commands(page: "Page") -> list[Command]:
    """Return what can be done on the screen."""
    actions, clipboard = page.actions_, page.clipboard

    def some() -> bool:
        return page.can_edit and bool(page.table.picked)

    def chosen() -> bool:
        return bool(page.table.picked)

    def tabled() -> bool:
        return page.views.current != "network"

    def cells() -> bool:
        return some() and tabled()

    def drawn() -> bool:
        return page.views.current != "table"

    def ordered() -> bool:
        how = page.arranging.how
        return some() and how.sort is None and not how.group

    def act(run: Callable[[], object]) -> Callable[[], None]:
        return lambda: page.run(run)

    return [
        Command("Edit name", page.edit_name, "F2", "pencil", some),
        Command("Add a task below", page.add_below, "Ins", "plus", page.can_add),
        Command("Add a task above", page.add_above, "Shift+Ins", "plus", page.can_add),
        Command("Indent", act(actions.indent), "Alt+Shift+Right", "indent-increase", ordered),
        Command("Outdent", act(actions.outdent), "Alt+Shift+Left", "indent-decrease", ordered),
        Command("Move up", act(actions.move_up), "Alt+Up", "arrow-up", ordered),
        Command("Move down", act(actions.move_down), "Alt+Down", "arrow-down", ordered),
        Command("Delete", page.delete, "Del", "trash-2", some),
        Command("Cut", act(clipboard.cut), "Ctrl+X", "scissors", some),
        Command("Copy", act(clipboard.copy), "Ctrl+C", "copy", chosen),
        Command("Paste", act(clipboard.paste), "Ctrl+V", "file-input", page.can_add),
        Command(
            "Paste lines as new tasks",
            act(clipboard.paste_new),
            "Ctrl+Shift+V",
            "file-plus",
            lambda: page.can_add() and tabled(),
        ),
        Command("Copy cells", act(clipboard.copy_cells), "Ctrl+Shift+C", "copy", cells),
        Command("Fill down", act(clipboard.fill_down), "Ctrl+Shift+D", "arrow-down", cells),
        Command("Columns", page.arranging.open_picker, "", "table", tabled),
        Command("Sort by this column", page.arranging.sort_here, "", "arrow-down", tabled),
        Command("Filter and group tasks", page.toolbar.open_filter, "", "list-filter", tabled),
        Command("Show all tasks in the order of the plan", page.arranging.reset, "", "rotate-ccw"),
        Command("Link to the one before", act(actions.link), "Ctrl+L", "link", some),
        Command("Unlink", act(actions.unlink), "Ctrl+Shift+L", "unlink", some),
        Command(
            "Set as milestone or task", act(actions.toggle_milestone), "Ctrl+M", "diamond", some
        ),
        Command("Mark done or open again", act(actions.toggle_done), "Ctrl+D", "check", some),
        Command(LEAVE_OUT, act(actions.toggle_left_out), "Ctrl+Shift+X", "circle-slash", some),
        Command(
            "Start a day later", act(lambda: actions.nudge(1)), "Alt+Right", "arrow-right", some
        ),
        Command(
            "Start a day earlier", act(lambda: actions.nudge(-1)), "Alt+Left", "arrow-left", some
        ),
        Command(
            "A day longer", act(lambda: actions.lengthen(1)), "Ctrl+Alt+Right", "maximize", some
        ),
        Command(
            "A day shorter", act(lambda: actions.lengthen(-1)), "Ctrl+Alt+Left", "maximize", some
        ),
        Command("10% more done", act(lambda: actions.progress(10)), "Ctrl+Alt+Up", "percent", some),
        Command(
            "10% less done", act(lambda: actions.progress(-10)), "Ctrl+Alt+Down", "percent", some
        ),
        Command("Zoom in", lambda: page.views.zoom_by(1.35), "Ctrl++", "zoom-in", drawn),
        Command("Zoom out", lambda: page.views.zoom_by(1 / 1.35), "Ctrl+-", "zoom-out", drawn),
        Command("Fit the whole plan", page.views.fit, "Ctrl+0", "maximize", drawn),
        Command(
            "Fit the selection",
            lambda: page.chart.fit_rows(
                [page.rows.plan.place_of[key] for key in page.table.picked]
            ),
            "Alt+0",
            "maximize",
            lambda: page.views.current == "gantt" and bool(page.table.picked),
        ),
        Command(
            f"Chart: {page.forecast.TITLE}",
            page.forecast.toggle,
            "",
            "activity",
            lambda: page.views.current == "gantt" and page.forecast.there(),
        ),
        Command(
            "To the data date",
            page.to_data_date,
            "Ctrl+J",
            "calendar",
            lambda: page.views.current == "gantt",
        ),
        *page.views.commands(),
        *network_menu.commands(page),
        *page.baselines.commands(),
    ]


def bind_second_keys(page: "Page") -> None:
    """Bind the second key of the commands that have one."""
    by_title = {command.title: command for command in commands(page)}
    for keys, title in _SECOND_KEYS.items():
        command = by_title[title]
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(
            lambda command=command: command.run() if command.enabled() else None
        )


def open_link_menu(page: "Page", at: QPoint) -> None:
    """Open the context menu of the chosen link."""
    link = page.document.contents.dependencies[page.chart.emphasis.chosen]
    rows = page.rows.plan
    menu = QMenu(page)
    menu.setObjectName("link-menu")
    edit = menu.addAction("Edit the link\tReturn", lambda: gantt_keys.open_link(page.chart))
    remove = menu.addAction("Remove the link\tDel", lambda: page.stage.remove_link(link.id or 0))
    menu.addSeparator()
    for key in (link.predecessor_id, link.successor_id):
        line = rows.line_of(key)
        menu.addAction(f"Go to {line.number} {line.name}", partial(page.select, key))
    for action in (edit, remove):
        action.setEnabled(page.can_edit)
    menu.popup(at)


def open_menu(page: "Page", at: QPoint) -> None:
    """Open the context menu of the selection, or of the link that is chosen on the chart."""
    if page.chart.hasFocus() and page.chart.emphasis.chosen >= 0:
        open_link_menu(page, at)
        return
    by_title = {command.title: command for command in commands(page)}
    menu = QMenu(page)
    menu.setObjectName("task-menu")
    for title in _MENU:
        if not title:
            menu.addSeparator()
            continue
        command = by_title[title]
        if title == LEAVE_OUT:
            out = page.rows.plan.left_out.issuperset(page.table.picked)
            title = "Count again" if out else "Leave out"
        action = menu.addAction(f"{title}\t{command.keys}", command.run)
        action.setEnabled(command.enabled())
    if page.views.current == "network":
        network_menu.extend(menu, page)
    menu.addSeparator()
    menu.addAction("Copy picture", lambda: page.picture_asked.emit(True))
    menu.addAction("Export picture…", lambda: page.picture_asked.emit(False))
    menu.popup(at)


def edit_name(page: "Page") -> None:
    """Edit the cell that is current; the name if that cell cannot be written in."""
    index = page.table.currentIndex()
    if index.isValid() and not page.model.editable(index):
        index = page.model.index(index.row(), Column.NAME)
    page.table.edit_cell(index)


def _setting(document: Document) -> str:
    # One flat name for each file: a path's slashes would become nested groups.
    file = str(document.store.path).replace("/", "|").replace("\\", "|")
    return f"folded/{file}|{document.project_id}"


def folded(document: Document) -> set[int]:
    """Return the summaries that were folded when the project was last seen; at first, the done."""
    kept = QSettings().value(_setting(document))
    if kept is not None:
        return {int(part) for part in str(kept).split() if part.isdigit()}
    outlook = document.outlook
    if outlook is None:
        return set()
    dates = outlook.schedule
    return {
        row.key
        for row in document.outline.rows
        if row.has_children and row.key in dates.index and dates.done[dates.index[row.key]]
    }


def remember_folded(document: Document, keys: set[int]) -> None:
    """Remember which summaries are folded."""
    QSettings().setValue(_setting(document), " ".join(str(key) for key in sorted(keys)))
