"""How the person arranges the table: columns, sorting, filter and groups; what the menus offer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from leadbench.desktop.screens.milestones import layout
from leadbench.desktop.screens.milestones.arrange import GROUPS, Arrangement
from leadbench.desktop.screens.milestones.columns import FIXED, LOOKS, Column
from leadbench.desktop.screens.milestones.filters import ALL, FILTERS, TIPS, title_of

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.screens.milestones.column_picker import ColumnPicker


class Arranging(QObject):
    """Keeps the arrangement of the rows and the columns of each view, and remembers them.

    Parameters
    ----------
    page
        The screen.
    """

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.page = page
        self.view = "gantt"
        self._picker: ColumnPicker | None = None
        head = page.table.head
        head.sort_asked.connect(self.sort_by)
        head.menu_asked.connect(self._open_head_menu)
        head.arranged.connect(self._head_arranged)

    @property
    def how(self) -> Arrangement:
        """How the rows are arranged now."""
        return self.page.rows.plan.arrangement

    @property
    def columns(self) -> layout.Layout:
        """The columns that are shown now."""
        return self.page.table.head.columns

    # Columns

    def read(self) -> None:
        """Take the columns that were remembered for the open plan and this view."""
        found = layout.load(self.page.document, self.view)
        self.page.table.show_columns(found)
        self._arrange(replace(self.how, sort=found.sort, falling=found.falling))

    def show_view(self, view: str) -> None:
        """Take the columns of another view."""
        if view != self.view:
            self.page.editor.finish()
            self.view = view
            self.read()

    def _head_arranged(self) -> None:
        layout.save(self.page.document, self.view, self.columns)
        self._renew_picker()

    def _take(self, columns: layout.Layout) -> None:
        self.page.editor.finish()
        self.page.table.show_columns(columns)
        layout.save(self.page.document, self.view, columns)
        self._renew_picker()
        self._arrange(replace(self.how, sort=columns.sort, falling=columns.falling))

    def show_only(self, shown: Sequence[Column]) -> None:
        """Show these columns in this order."""
        self._take(self.columns.with_shown(shown))

    def hide(self, column: Column) -> None:
        """Hide a column."""
        self.show_only([each for each in self.columns.shown if each != column])

    def standard(self) -> None:
        """Give the view the columns that it has at first."""
        self._take(layout.default_layout(self.view))

    def open_picker(self) -> None:
        """Open the panel in which columns are chosen."""
        from leadbench.desktop.screens.milestones.column_picker import ColumnPicker

        if self._picker is None:
            page = self.page
            self._picker = ColumnPicker(
                page.window(), page.theme, changed=self.show_only, standard=self.standard
            )
        self._picker.show_columns(self.columns.shown)
        self._picker.open()

    @property
    def picker(self) -> "ColumnPicker | None":
        """The panel of columns, once it was opened."""
        return self._picker

    def _renew_picker(self) -> None:
        if self._picker is not None and self._picker.list.checked() != [
            each for each in self.columns.shown if each not in FIXED
        ]:
            self._picker.show_columns(self.columns.shown)

    # Rows

    def _arrange(self, how: Arrangement) -> None:
        if how != self.how:
            self.page.editor.finish()
            self.page.rows.plan.arrange(how)
            self.page.rearrange()

    def sort_by(self, column: Column) -> None:
        """Sort by a column: rising, then falling, then in the order of the plan again."""
        self._take(self.columns.sorted_next(column))

    def sort_here(self) -> None:
        """Sort by the column of the cursor."""
        index = self.page.table.currentIndex()
        if index.isValid():
            self.sort_by(Column(index.column()))

    def reset(self) -> None:
        """Show every task in the order of the plan."""
        self.show_plain()
        self.sort(None)

    def sort(self, column: Column | None, *, falling: bool = False) -> None:
        """Sort by a column, or show the order of the plan."""
        self._take(replace(self.columns, sort=column, falling=falling))

    def filter(self, key: str) -> None:
        """Show only some tasks."""
        self._arrange(replace(self.how, filter=key))

    def only_words(self, words: str) -> None:
        """Show only tasks with these words in their names."""
        self._arrange(replace(self.how, words=words.strip()))

    def group(self, key: str) -> None:
        """Group the tasks."""
        self._arrange(replace(self.how, group=key))

    def show_all(self) -> None:
        """Show every task."""
        self._arrange(replace(self.how, filter=ALL, words=""))

    def show_plain(self) -> None:
        """Show every task in the outline, without groups."""
        self._arrange(replace(self.how, filter=ALL, words="", group=""))

    def title(self) -> str:
        """Return in words which tasks are shown."""
        title = title_of(self.page.document.contents, self.how.filter)
        if self.how.group:
            return f"{title} by {GROUPS[self.how.group].lower()}"
        return title

    # Menus

    def open_filter_menu(self, at: QPoint) -> None:
        """Open the menu of what is shown and how it is grouped."""
        menu = QMenu(self.page)
        menu.setObjectName("filter-menu")
        menu.setToolTipsVisible(True)
        for key, title in FILTERS.items():
            action = menu.addAction(title, partial(self.filter, key))
            action.setToolTip(TIPS.get(key, ""))
            action.setCheckable(True)
            action.setChecked(self.how.filter == key)
            if key == ALL:
                menu.addSeparator()
        roles = menu.addMenu("Of a role")
        for role in self.page.document.contents.ordered_roles():
            key = f"role:{role.id}"
            action = roles.addAction(role.name.replace("&", "&&"), partial(self.filter, key))
            action.setCheckable(True)
            action.setChecked(self.how.filter == key)
        roles.setEnabled(bool(roles.actions()))
        menu.addSeparator()
        groups = menu.addMenu("Group by")
        for key, title in GROUPS.items():
            action = groups.addAction(title, partial(self.group, key))
            action.setCheckable(True)
            action.setChecked(self.how.group == key)
        action = menu.addAction("Order of the plan", partial(self.sort, None))
        action.setEnabled(self.how.sort is not None)
        menu.addAction("Columns…", self.open_picker)
        menu.popup(at)

    def _open_head_menu(self, at: QPoint, column: Column | None) -> None:
        menu = QMenu(self.page)
        menu.setObjectName("head-menu")
        if column is not None:
            for title, falling in (("Sort rising", False), ("Sort falling", True)):
                action = menu.addAction(title, partial(self.sort, column, falling=falling))
                action.setCheckable(True)
                action.setChecked(self.how.sort == column and self.how.falling == falling)
            action = menu.addAction("Order of the plan", partial(self.sort, None))
            action.setEnabled(self.how.sort is not None)
            menu.addSeparator()
            action = menu.addAction(f"Hide {LOOKS[column].title}", partial(self.hide, column))
            action.setEnabled(column not in FIXED)
        show = menu.addMenu("Show")
        for each, look in LOOKS.items():
            if each in FIXED:
                continue
            action = show.addAction(look.title, partial(self._toggle, each))
            action.setCheckable(True)
            action.setChecked(each in self.columns.shown)
        menu.addAction("Columns…", self.open_picker)
        menu.popup(at)

    def _toggle(self, column: Column) -> None:
        if column in self.columns.shown:
            self.hide(column)
        else:
            self.show_only([*self.columns.shown, column])
