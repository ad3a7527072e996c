"""The outline table: a tree view that paints each row with one call."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
)

from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.cursor import Cursor
from leadbench.desktop.screens.milestones.layout import Layout, default_layout
from leadbench.desktop.screens.milestones.model import Index, OutlineModel
from leadbench.desktop.screens.milestones.row_drag import RowDrag
from leadbench.desktop.screens.milestones.row_paint import INDENT, RowHeight, RowPainter
from leadbench.desktop.screens.milestones.table_frame import TableFrame
from leadbench.desktop.screens.milestones.table_head import TableHead
from leadbench.desktop.theme import Theme

_LONG: Final = frozenset({Column.PREDECESSORS, Column.SUCCESSORS, Column.NOTES})
_LEAST_REST: Final = 100
"""Room that scrolled columns need beside the ones that stay."""


class OutlineTable(QTreeView):
    """The unfolded rows of the plan, edited in place as in a spreadsheet.

    Parameters
    ----------
    model
        The rows.
    theme
        Colors and fonts.
    """

    fold_asked = Signal(int, bool)
    """Key of a summary, and whether it should be folded."""
    menu_asked = Signal(object)
    """Where on the screen a context menu is wanted."""
    delete_asked = Signal()
    insert_asked = Signal(bool)
    """A row is wanted: above the selection, or below."""
    move_asked = Signal(list, object, object)
    """Keys of rows, the key of the parent they go to, and of the row they go above (or None)."""
    drag_refused = Signal()
    """Rows were dragged while they are not in the order of the plan."""
    left = Signal()
    """Esc: what is half done should be given up."""

    def __init__(self, model: OutlineModel, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows = model.rows
        self.outline = model
        self.painter = RowPainter(theme)
        self.wrong: QModelIndex | None = None
        self.hovered = -1
        """Place of the row under the pointer, or -1."""
        self.frame_ = TableFrame(self)
        self.picked: list[int] = []
        self.cursor_ = Cursor(self)
        self.setModel(model)
        self.setItemDelegate(RowHeight(self))
        self.setObjectName("outline")
        self.setAccessibleName("Outline of the plan")
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setMouseTracking(True)
        # Every pixel is painted here; only so may scrolling move the ones that are there already.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAutoScroll(False)
        self.drag = RowDrag(self)
        self.cut: set[int] = set()
        """Keys of the rows that move when they are pasted."""
        self.head = TableHead(theme, self.frozen_width)
        self.setHeader(self.head)
        self.head.show_columns(default_layout("gantt"))
        self.head.arranged.connect(self.viewport().update)
        theme.changed.connect(self._dress)
        self.selectionModel().selectionChanged.connect(self._pick)

    def _dress(self) -> None:
        self.painter.forget()
        self.viewport().update()
        self.header().viewport().update()

    # Columns

    def show_columns(self, layout: Layout) -> None:
        """Show these columns, in their order and widths."""
        self.cursor_.forget_mark()
        self.head.show_columns(layout)
        current = self.currentIndex()
        if current.isValid() and Column(current.column()) not in layout.shown:
            place = self.outline.index(current.row(), Column.NAME)
            self.selectionModel().setCurrentIndex(place, self.selectionModel().SelectionFlag(0))
        self.viewport().update()

    def order(self) -> list[Column]:
        """Return the columns that are shown, from left to right."""
        return list(self.head.columns.shown)

    def shown_width(self) -> int:
        """Return the width at which every column but the longest is in view."""
        return sum(self.columnWidth(each) for each in self.order() if each not in _LONG)

    # The first two columns stay in view

    def frozen_width(self) -> int:
        """Return the width that number and name keep while the other columns scroll under them."""
        width = self.columnWidth(Column.NUMBER) + self.columnWidth(Column.NAME)
        scrolled = self.horizontalScrollBar().value() > 0
        return width if scrolled and self.viewport().width() > width + _LEAST_REST else 0

    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        if self.frozen_width() and index.column() <= Column.NAME:
            rect.moveLeft(self.columnWidth(Column.NUMBER) if index.column() else 0)
        return rect

    def indexAt(self, point: QPoint) -> QModelIndex:
        found = super().indexAt(point)
        if found.isValid() and point.x() < self.frozen_width():
            number = point.x() < self.columnWidth(Column.NUMBER)
            return found.siblingAtColumn(Column.NUMBER if number else Column.NAME)
        return found

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        level = self.horizontalScrollBar()
        before = level.value()
        super().scrollTo(index, hint)
        level.setValue(before)
        self.cursor_.bring_into_view(index)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dx:
            super().scrollContentsBy(dx, dy)
        else:  # Qt's own paints every row anew from as many pixels on as there are rows
            self.scrollDirtyRegion(0, dy)
            self.viewport().scroll(0, dy)
        if dx or self.drag.active:  # what stays in view must not move with the pixels
            self.viewport().update()
        if dx:
            self.header().viewport().update()

    # Selection

    def selected_keys(self) -> list[int]:
        """Return the keys of the selected rows in outline order."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return self.rows.keys(places)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.cursor_.moved_to(current)
        for index in (previous, current):  # the ring crosses the columns that stay in view
            self.update_row(index.row())

    def is_selected(self, row: int) -> bool:
        """Tell whether a row is selected, without asking the model for each of its cells."""
        if self.rows.visible[row].key < 0:
            return False
        return any(top <= row <= bottom for top, bottom in self.selected_spans())

    def selected_spans(self) -> list[tuple[int, int]]:
        """Return the first and the last place of each stretch of selected rows."""
        spans = self.selectionModel().selection().toList()
        return [(span.top(), span.bottom()) for span in spans]

    def current_key(self) -> int | None:
        """Return the key of the current task."""
        index = self.currentIndex()
        key = self.outline.key(index) if index.isValid() else 0
        return key if key > 0 else None

    def select_keys(self, keys: list[int], *, column: int | None = None) -> None:
        """Select these rows and make the last one current."""
        flags = self.selectionModel().SelectionFlag
        column = self.currentIndex().column() if column is None else column
        column = column if column >= 0 else Column.NAME
        indexes = [self.outline.index_of(key, column) for key in keys]
        indexes = [index for index in indexes if index.isValid()]
        if not indexes:
            return
        rows = flags.Rows
        self.selectionModel().setCurrentIndex(indexes[-1], flags.ClearAndSelect | rows)
        for index in indexes[:-1]:
            self.selectionModel().select(index, flags.Select | rows)
        self.scrollTo(indexes[-1])

    def _pick(self) -> None:
        """Keep the selected rows in the order in which they were selected."""
        now = self.selected_keys()
        chosen = set(now)
        kept = [key for key in self.picked if key in chosen]
        have = set(kept)
        self.picked = kept + [key for key in now if key not in have]

    # Painting

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.frame_.draw(painter, index.row(), option.rect)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.frame_.begin()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.color("surface"))
        painter.end()
        super().paintEvent(event)
        if self.drag.active:
            painter = QPainter(self.viewport())
            self.drag.paint(painter)
            painter.end()

    def show_cut(self, keys: set[int]) -> None:
        """Mark the rows that move when they are pasted."""
        if keys != self.cut:
            self.cut = keys
            self.viewport().update()

    # Mouse

    def chevron(self, row: int) -> QRect:
        """Return where the chevron of a summary is clicked."""
        line = self.rows.line(row)
        cell = self.visualRect(self.outline.index(row, Column.NAME))
        return QRect(cell.left() + line.depth * INDENT, cell.top(), 22, cell.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, held = event.position().toPoint(), event.modifiers()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            folds = index.column() == Column.NAME and self.rows.line(index.row()).has_children
            if folds and self.chevron(index.row()).contains(at):
                key = self.outline.key(index)
                self.fold_asked.emit(key, key not in self.rows.folded)
                return
            if held == Qt.KeyboardModifier.ShiftModifier:
                self.cursor_.extend_to(index)
                return
            if held == Qt.KeyboardModifier.NoModifier:
                self.cursor_.forget_mark()
                if self.drag.press(at, index):
                    return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_asked.emit(event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self.drag.move(at):
            return
        self._hover(self.indexAt(at).row())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drag.release()
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row == self.hovered:
            return
        old, self.hovered = self.hovered, row
        for place in (old, row):
            self.update_row(place)

    def update_row(self, row: int) -> None:
        """Repaint one row."""
        if 0 <= row < self.outline.rowCount():
            rect = self.visualRect(self.outline.index(row, 0))
            self.viewport().update(0, rect.y(), self.viewport().width(), rect.height())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            text = "" if not index.isValid() else self._cut_text(index)
            QToolTip.showText(event.globalPos(), text, self.viewport(), self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def _cut_text(self, index: QModelIndex) -> str:
        """Return the whole text of a cell that does not fit, and what it is in the plan."""
        line, column = self.rows.line(index.row()), Column(index.column())
        room = self.painter.room(line, column, self.columnWidth(column))
        text = line.text(column)
        cut = text if self.painter.width(text, line, column) > room else ""
        return "\n".join(each for each in (cut, line.was.get(column, "")) if each)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        keys, mods = Qt.Key, event.modifiers()
        plain = mods in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() == keys.Key_Menu or (
            event.key() == keys.Key_F10 and mods == Qt.KeyboardModifier.ShiftModifier
        ):
            corner = self.visualRect(index).bottomLeft() if index.isValid() else QRect().topLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner))
        elif plain and event.key() == keys.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == keys.Key_Insert:
            self.insert_asked.emit(bool(mods & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == keys.Key_Escape:
            if not self.drag.cancel():
                self.left.emit()
        elif self.cursor_.pressed(event):
            return
        elif plain and event.key() in {keys.Key_F2, keys.Key_Return, keys.Key_Enter}:
            self.edit_cell(index)
        elif self._types(event) and index.isValid() and self.outline.editable(index):
            self.edit_cell(index, event.text())
        elif not event.text() or not self._types(event):
            super().keyPressEvent(event)

    @staticmethod
    def _types(event: QKeyEvent) -> bool:
        text = event.text()
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        return bool(text) and text.isprintable() and not held

    editor_asked: Callable[[QModelIndex, str | None], bool] | None = None
    """Opens the editor of a cell; set by whoever commits the edits."""

    def edit_cell(self, index: QModelIndex, typed: str | None = None) -> None:
        """Edit a cell, beginning with what was typed or with its value."""
        writable = index.isValid() and not self.rows.document.read_only
        if writable and self.editor_asked is not None and self.outline.editable(index):
            self.scrollTo(index)
            self.editor_asked(index, typed)

    def edit(  # type: ignore[override]  # the stub knows only one of Qt's two forms
        self,
        index: QModelIndex,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        if trigger != QAbstractItemView.EditTrigger.DoubleClicked or not index.isValid():
            return False
        self.edit_cell(index)
        return True

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell current and select its row."""
        self.cursor_.go_to(index)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab goes to the next cell; F6 leaves
