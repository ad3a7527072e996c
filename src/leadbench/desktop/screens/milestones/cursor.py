"""How the keyboard moves through the cells of the outline table."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent

from leadbench.desktop.screens.milestones.columns import Column

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.model import Index
    from leadbench.desktop.screens.milestones.table import OutlineTable

_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})
_SIDEWAYS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_UPRIGHT: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENDS: Final = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier


class Cursor:
    """Moves the current cell, and marks a block of cells as wide as the selection is high.

    Parameters
    ----------
    table
        The table.
    """

    def __init__(self, table: "OutlineTable") -> None:
        self.table = table
        self.marked_from: Column | None = None
        """Where the block began, or None while only one column is marked."""

        self._anchor = QPersistentModelIndex()
        """Where a selection of several rows began."""
        self._extending = False

    def moved_to(self, current: "Index") -> None:
        """Begin the next selection of several rows here."""
        if not self._extending:
            self._anchor = QPersistentModelIndex(current)

    def extend_to(self, index: QModelIndex) -> None:
        """Select every row from where the selection began to this one."""
        table, flags = self.table, self.table.selectionModel().SelectionFlag
        first = self._anchor.row() if self._anchor.isValid() else index.row()
        last = len(Column) - 1
        ends = sorted((first, index.row()))
        rows = QItemSelection(table.outline.index(ends[0], 0), table.outline.index(ends[1], last))
        self._extending = True
        table.selectionModel().select(rows, flags.ClearAndSelect)
        table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self._extending = False
        table.scrollTo(index)

    def _extend(self, index: QModelIndex, by: int) -> None:
        row = min(max(index.row() + by, 0), self.table.outline.rowCount() - 1)
        self.extend_to(self.table.outline.index(row, index.column()))

    def block(self) -> list[Column]:
        """Return the columns of the marked cells in their order on screen."""
        index, order = self.table.currentIndex(), self.table.order()
        if not index.isValid() or Column(index.column()) not in order:
            return []
        here = order.index(Column(index.column()))
        from_ = self.marked_from
        there = here if from_ is None or from_ not in order else order.index(from_)
        return order[min(here, there) : max(here, there) + 1]

    def pressed(self, event: QKeyEvent) -> bool:
        """Act on a key that moves or marks, and tell whether it was one."""
        table, index = self.table, self.table.currentIndex()
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.step(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in _SIDEWAYS and index.isValid() and held in {Qt.KeyboardModifier(0), _SHIFT}:
            by = 1 if key == Qt.Key.Key_Right else -1
            if held == _SHIFT:
                self._mark(index, by)
            else:
                self._sideways(index, by)
        elif key in _UPRIGHT and held == _SHIFT and index.isValid():
            self._extend(index, _UPRIGHT[Qt.Key(key)])
        elif key in _PAGES and held == _SHIFT and index.isValid():
            height = max(1, table.rowHeight(index))
            self._extend(index, _PAGES[Qt.Key(key)] * (table.viewport().height() // height))
        elif key in _ENDS and held == _CTRL | _SHIFT and index.isValid():
            self._extend(index, _ENDS[Qt.Key(key)] * table.outline.rowCount())
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and not held and index.isValid():
            order = table.order()[1:]
            end = order[0 if key == Qt.Key.Key_Home else -1]
            self.go_to(table.outline.index(index.row(), end))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and held == _CTRL and index.isValid():
            row = 0 if key == Qt.Key.Key_Home else table.outline.rowCount() - 1
            self.go_to(table.outline.index(row, index.column()))
        else:
            if key in _MOVES and not held:
                self.forget_mark()
            return False
        return True

    def forget_mark(self) -> None:
        """Mark one cell only."""
        if self.marked_from is not None:
            self.marked_from = None
            self.table.viewport().update()

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell current and select its row."""
        self.forget_mark()
        flags = self.table.selectionModel().SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def below(self, index: QModelIndex, by: int = 1) -> None:
        """Go a row down or up in the same column, if there is one."""
        row = index.row() + by
        while 0 <= row < self.table.outline.rowCount():
            if not self.table.rows.line(row).is_group:
                self.go_to(self.table.outline.index(row, index.column()))
                return
            row += by

    def step(self, by: int) -> None:
        """Go to the next or previous cell that can be written in, on to the next row."""
        table, index = self.table, self.table.currentIndex()
        if not index.isValid():
            return
        order = table.order()
        count = table.outline.rowCount() * len(order)
        here = order.index(Column(index.column())) if Column(index.column()) in order else 0
        place = index.row() * len(order) + here + by
        while 0 <= place < count:
            target = table.outline.index(place // len(order), order[place % len(order)])
            if table.outline.editable(target):
                self.go_to(target)
                return
            place += by

    def _sideways(self, index: QModelIndex, by: int) -> None:
        line = self.table.rows.line(index.row())
        if index.column() == Column.NAME and line.has_children:
            folded = line.key in self.table.rows.folded
            if folded == (by > 0):
                self.table.fold_asked.emit(line.key, by < 0)
                return
        target = self._beside(index, by)
        if target is not None:
            self.go_to(target)

    def _beside(self, index: QModelIndex, by: int) -> QModelIndex | None:
        order = self.table.order()[1:]  # the number is no cell to stand in
        here = order.index(Column(index.column())) if Column(index.column()) in order else -1
        if not 0 <= here + by < len(order):
            return None
        return self.table.outline.index(index.row(), order[here + by])

    def _mark(self, index: QModelIndex, by: int) -> None:
        """Make the marked block a column wider or narrower."""
        target = self._beside(index, by)
        if target is None:
            return
        if self.marked_from is None:
            self.marked_from = Column(index.column())
        flags = self.table.selectionModel().SelectionFlag
        self.table.selectionModel().setCurrentIndex(target, flags.NoUpdate)
        self.table.scrollTo(target)
        self.table.viewport().update()

    def bring_into_view(self, index: "Index") -> None:
        """Scroll sideways until a cell is in view; number and name stay where they are."""
        table = self.table
        level = table.horizontalScrollBar()
        if index.column() <= Column.NAME:
            if not table.frozen_width():
                level.setValue(0)
            return
        left = table.head.sectionPosition(index.column())
        right = left + table.columnWidth(index.column())
        if right - level.value() > table.viewport().width():
            level.setValue(right - table.viewport().width())
        if left - level.value() < table.frozen_width():
            level.setValue(max(0, left - table.frozen_width()))

    def marked(self, row: int) -> QRect:
        """Return the marked cells of a row; empty where only one column is marked."""
        block = self.block()
        if len(block) < 2 or not self.table.is_selected(row):
            return QRect()
        found = QRect()
        for column in block:
            found = found.united(self.table.visualRect(self.table.outline.index(row, column)))
        return found
