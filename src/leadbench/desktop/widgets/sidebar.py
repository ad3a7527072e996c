"""The list of pages at the left, wide or as a rail of icons."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from leadbench.desktop.screens import SCREENS, Entry
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.sidebar_paint import SidebarPaint
from leadbench.desktop.widgets.sidebar_rows import KEY, ROW, Row

WIDE: Final = 212
RAIL: Final = 48

_Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    """The rows of the sidebar: pages, group heads, a line and the project's name."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = _rows()
        self.shown = ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.rows[index.row()].kind in {"line", "project"}:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == KEY:
            return row.key
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken(shown=row.key == self.shown and bool(row.key))
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tooltip
        return None


class Sidebar(QListView):
    """Every page in its group. Arrow keys move, Left and Right fold, typing jumps, Enter opens."""

    chosen = Signal(str)
    """Key of the page that a person wants to see."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._model = _Model()
        self._folded: set[str] = set()
        self._rail = False
        self.hovered = -1
        """The row under the mouse, -1 for none."""
        self.setModel(self._model)
        self._paint = SidebarPaint(theme, self)
        self.setItemDelegate(self._paint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName("Pages")
        self.setProperty("bare", True)  # the bar's own ground shows
        self.setFixedWidth(WIDE)
        theme.changed.connect(self._repaint)

    def _repaint(self) -> None:
        # Asking for the viewport takes 6 ms at the first time: not before it was painted.
        if self.isVisible():
            self.viewport().update()

    @property
    def is_rail(self) -> bool:
        """Whether only icons are shown."""
        return self._rail

    @property
    def page(self) -> str:
        """Key of the page that is marked as shown."""
        return self._model.shown

    def set_rail(self, rail: bool) -> None:
        """Show only icons, or icons and titles."""
        if rail == self._rail:
            return
        self._rail = rail
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if rail else bar.ScrollBarAsNeeded)
        self.setFixedWidth(RAIL if rail else WIDE)
        self._fold_rows()
        self.scheduleDelayedItemsLayout()

    def show_page(self, key: str) -> None:
        """Mark a page as the one that is shown."""
        self._model.shown = key
        for place, row in enumerate(self._model.rows):
            if row.key == key:
                if row.group in self._folded:
                    self._fold(row.group, folded=False)
                self.setCurrentIndex(self._model.index(place))
        self._repaint()

    def show_project(self, name: str, stage: str, projects: int | None) -> None:
        """Show the project's name, its stage, and how many projects there are."""
        for row in self._model.rows:
            if row.kind == "project":
                row.title, row.badge = name or "No project yet", stage
            elif row.key == "portfolio":
                row.badge = "" if projects is None else str(projects)
        self._tell()

    def show_progress(self, marks: Mapping[str, tuple[str, str]]) -> None:
        """Show how far each page is: "none", "some" or "all", and what is missing in words."""
        for row in self._model.rows:
            if row.kind == "page":
                row.progress, row.missing = marks.get(row.key, ("", ""))
        self._tell()

    def _tell(self) -> None:
        last = len(self._model.rows) - 1
        self._model.dataChanged.emit(self._model.index(0), self._model.index(last))

    def is_folded(self, group: str) -> bool:
        """Tell whether a group shows its head only."""
        return group in self._folded and not self._rail

    def _fold(self, group: str, *, folded: bool) -> None:
        if folded:
            self._folded.add(group)
        else:
            self._folded.discard(group)
        self._fold_rows()

    def _fold_rows(self) -> None:
        for place, row in enumerate(self._model.rows):
            hidden = (row.kind == "page" and self.is_folded(row.group)) or (
                row.kind == "project" and self._rail
            )
            self.setRowHidden(place, hidden)
        self._repaint()

    def _row(self, index: _Index) -> Row | None:
        return self._model.rows[index.row()] if index.isValid() else None

    def _use(self, row: Row) -> None:
        """Open a page, or fold or unfold a group."""
        if row.kind == "page":
            self.chosen.emit(row.key)
        elif row.kind == "group" and not self._rail:
            self._fold(row.group, folded=row.group not in self._folded)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._row(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._use(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row(self.currentIndex())
        key = event.key()
        if row is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._use(row)
        elif key == Qt.Key.Key_Left and row.group and not self._rail:
            self._fold(row.group, folded=True)
            self._go_to_head(row.group)
        elif key == Qt.Key.Key_Right and row.group and not self._rail:
            self._fold(row.group, folded=False)
        else:
            super().keyPressEvent(event)

    def _go_to_head(self, group: str) -> None:
        for place, row in enumerate(self._model.rows):
            if row.kind == "group" and row.group == group:
                self.setCurrentIndex(self._model.index(place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self._repaint()

    def sizeHint(self) -> QSize:
        return QSize(RAIL if self._rail else WIDE, 600)

    def rows(self) -> list[Row]:
        """Return all rows, also those that are folded away."""
        return self._model.rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._rail:
            self.scheduleDelayedItemsLayout()

    def position_of(self, key: str) -> QPoint:
        """Return the middle of a page's row, in the viewport."""
        for place, row in enumerate(self._model.rows):
            if row.key == key:
                return self.visualRect(self._model.index(place)).center()
        raise KeyError(key)


def _rows() -> list[Row]:
    rows: list[Row] = []
    group = ""
    for entry in SCREENS:
        if entry.group != group:
            group = entry.group
            rows.append(Row("group", title=group, group=group))
        if entry.key == "overview":
            rows += [Row("line"), Row("project", title="No project yet")]
        rows.append(_page(entry))
    return rows


def _page(entry: Entry) -> Row:
    return Row("page", entry.key, entry.title, entry.group, entry.icon, entry.answers, entry.letter)
