"""Rows of a plan in a table that is edited in place, as in a spreadsheet."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableView

from leadbench.desktop.screen import Screen
from leadbench.desktop.widgets.cells import Cells
from leadbench.desktop.widgets.field_spec import FieldSpec, Units, units_of
from leadbench.desktop.widgets.head import INNER, OUTER, Head, scaled
from leadbench.desktop.widgets.table_leave import leave_by
from leadbench.desktop.widgets.table_menu import copy_rows, menu_of
from leadbench.desktop.widgets.table_rows import Rows, delete_selected, in_order

if TYPE_CHECKING:
    from sqlmodel import SQLModel

Index = QModelIndex | QPersistentModelIndex


class Table(QTableView):
    """A table over rows of the plan that writes each edit as one named undo step.

    A row is anything with an ``id``: a row of ``Contents``, or a value of the screen's own whose
    columns say how to read and write themselves.

    Parameters
    ----------
    screen
        Whose edits these are.
    specs
        The columns.
    table
        The table class whose rows are written.
    name
        Returns the short name of a row for the undo step: "Answer of B3".
    noun
        One and many, for "Delete 3 requirements".
    insert
        Adds a row below the row of that key (None: at the end) and returns the new key.
    delete
        Deletes the rows of those keys in place of the plain deletion of the rows.
    row_height
        Pixels at 100 % text.
    edge
        Space before the first and after the last column, in pixels.
    closed
        Whether rows can only be looked at and opened; all of them stand on the page then.
    remember
        Name under which column widths are remembered.
    head_height, inner
        Pixels at 100 % text: of the head, 0 for none; at both sides of the words of a cell.
    lines
        Whether a hairline lies under each row.
    """

    chosen = Signal()
    """Other rows are selected."""
    opened = Signal(int)
    """Enter or a double click on the row of that key, in a column that opens."""

    def __init__(
        self,
        screen: Screen,
        specs: Sequence[FieldSpec],
        *,
        table: type["SQLModel"],
        name: Callable[[Any], str],
        noun: tuple[str, str] = ("row", "rows"),
        insert: Callable[[int | None], int | None] | None = None,
        delete: Callable[[list[int]], None] | None = None,
        row_height: int = 30,
        edge: int = OUTER,
        closed: bool = False,
        remember: str = "",
        head_height: int = 32,
        lines: bool = True,
        inner: int = INNER,
    ) -> None:
        super().__init__()
        self.page, self.theme = screen, screen.theme
        self.specs = tuple(specs)
        self.name, self.noun = name, noun
        self.units = Units()
        self.edge, self._closed = edge, closed
        self.head_height, self.lines, self.inner = head_height, lines, inner
        self.hovered = -1
        self.editing: QPersistentModelIndex | None = None
        self.sorting: tuple[str, Qt.SortOrder] = ("", Qt.SortOrder.AscendingOrder)
        self.table, self._insert, self._delete = table, insert, delete
        self._row_height = row_height
        self._given: list[Any] = []
        self._given_divider: tuple[int, str] | None = None
        self._selected: list[int] = []
        self._filling = False
        self.rows = Rows(self)
        self.head = Head(self, f"columns/{screen.key}/{remember}" if remember else "")
        self._set_up()

    def _set_up(self) -> None:
        self.setModel(self.rows)
        self.cells = Cells(self)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(self.head)
        self.head.setVisible(self.head_height > 0)
        self.head.sectionClicked.connect(self._sort_by)
        self.verticalHeader().hide()
        self.verticalScrollBar().setProperty("slim", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda place: menu_of(self).exec(self.viewport().mapToGlobal(place))
        )
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.selectionModel().currentChanged.connect(self.cells.forget_refusal)
        self.verticalScrollBar().valueChanged.connect(self.cells.forget_refusal)
        self.theme.changed.connect(self._dress)
        self._dress()

    @property
    def read_only(self) -> bool:
        """Whether the rows may only be read."""
        return self._closed or self.page.document.read_only

    def set_rows(self, rows: Sequence[Any], divider: tuple[int, str] | None = None) -> None:
        """Show these rows; selection, scroll and an open editor stay, and no edit is fired.

        Parameters
        ----------
        rows
            The rows in their own order; a click on the head may show them in another.
        divider
            Before which row a line with a text is drawn, while the rows stand in their own order.
        """
        self.units = units_of(self.page)
        self._given, self._given_divider = list(rows), divider
        self._fill()

    def set_specs(self, specs: Sequence[FieldSpec]) -> None:
        """Show other columns; the selection stays."""
        if [spec.column for spec in specs] == [spec.column for spec in self.specs]:
            wider = [spec.width for spec in specs] != [spec.width for spec in self.specs]
            self.specs = tuple(specs)
            self.head.lay_out() if wider else self.head.viewport().update()
        else:
            self._replace(self.rows.rows, tuple(specs))
            self.head.lay_out()

    def _fill(self) -> None:
        by = next((spec for spec in self.specs if spec.column == self.sorting[0]), None)
        ordered, divider = list(self._given), ""
        if by is not None:
            falls = self.sorting[1] == Qt.SortOrder.DescendingOrder
            ordered = in_order(by, ordered, falls=falls)
        elif self._given_divider is not None:
            place, divider = self._given_divider
            ordered.insert(place, None)
        before = [getattr(row, "id", None) for row in self.rows.rows]
        self.rows.divider = divider
        if before != [getattr(row, "id", None) for row in ordered]:
            self._replace(ordered)
        elif ordered:
            self.rows.rows = ordered
            last = self.rows.index(len(ordered) - 1, len(self.specs) - 1)
            self.rows.dataChanged.emit(self.rows.index(0, 0), last)
        self.updateGeometry()

    def _replace(self, ordered: list[Any], specs: tuple[FieldSpec, ...] = ()) -> None:
        """Take other rows or columns, with the selection and the scroll as they were."""
        current, column = self.current_key(), max(0, self.currentIndex().column())
        selected, scroll = set(self._selected), self.verticalScrollBar().value()
        self._filling = True
        self.rows.beginResetModel()
        self.rows.rows, self.specs = ordered, specs or self.specs
        self.rows.endResetModel()
        self.clearSpans()
        self.editing = None
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        for place, row in enumerate(ordered):
            if row is None:
                self.setSpan(place, 0, 1, len(self.specs))
            elif row.id in selected:
                model.select(self.rows.index(place, 0), flags.Select | flags.Rows)
        at = self.place_of(current)
        if at is not None:
            column = min(column, len(self.specs) - 1)
            model.setCurrentIndex(self.rows.index(at, column), flags.NoUpdate)
        self._filling = False
        self._dress_rows()
        self.verticalScrollBar().setValue(scroll)
        self._tell_chosen()

    def row_at(self, place: int) -> Any:
        """Return the row at a place on screen; None for the divider."""
        return self.rows.rows[place]

    def place_of(self, key: int | None) -> int | None:
        """Return the place on screen of the row of a key."""
        for place, row in enumerate(self.rows.rows):
            if row is not None and row.id == key:
                return place
        return None

    # What is selected

    def selected(self) -> list[int]:
        """Return the keys of the selected rows in the order on screen."""
        places = {index.row() for index in self.selectionModel().selectedRows()}
        found = (self.rows.rows[place] for place in sorted(places))
        return [row.id for row in found if row is not None]

    def selected_rows(self) -> list[Any]:
        """Return the selected rows in the order on screen."""
        chosen = set(self.selected())
        return [row for row in self.rows.rows if row is not None and row.id in chosen]

    def current_key(self) -> int | None:
        """Return the key of the row with the cursor."""
        place = self.currentIndex().row()
        row = self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None
        return None if row is None else int(row.id)

    def choose(self, key: int, column: str = "") -> None:
        """Select one row and put the cursor into it."""
        place = self.place_of(key)
        if place is None:
            return
        columns = [spec.column for spec in self.specs]
        at = columns.index(column) if column in columns else max(0, self.currentIndex().column())
        # Named flags, for Qt's own command would toggle while Ctrl of a shortcut is still held.
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(place, at)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _tell_chosen(self, *_changes: object) -> None:
        found = self.selected()
        if not self._filling and found != self._selected:
            self._selected = found
            self.chosen.emit()

    def step_from(self, key: int, column: int, step: tuple[int, int]) -> None:
        """Put the cursor one cell down or sideways, as far as there are cells."""
        place = self.place_of(key)
        if place is None:
            return
        place = min(max(place + step[0], 0), len(self.rows.rows) - 1)
        if self.rows.rows[place] is None:
            place += step[0]
        column = min(max(column + step[1], 0), len(self.specs) - 1)
        while self.isColumnHidden(column) and 0 < column < len(self.specs) - 1:
            column += step[1]
        self.setCurrentIndex(self.rows.index(place, column))

    @property
    def can_insert(self) -> bool:
        """Whether a row can be added here."""
        return self._insert is not None and not self.read_only

    def insert_row(self) -> None:
        """Add a row below the cursor and select it."""
        if self._insert is None or not self.can_insert:
            return
        key = self._insert(self.current_key())
        if key is not None:
            self.rows.take_fresh(key)
            self.choose(key)
            self.setFocus()

    def delete_rows(self) -> None:
        """Delete the selected rows at once; the toast offers to undo."""
        keys = self.selected()
        if keys and not self.read_only:
            delete_selected(self, keys, self._delete)

    def _sort_by(self, column: int) -> None:
        """Sort by a column; a third click gives the rows their own order back."""
        name = self.specs[column].column
        if not self.specs[column].caption:
            return
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self.sorting[0] != name:
            self.sorting = (name, rising)
        else:
            self.sorting = (name, falling) if self.sorting[1] == rising else ("", rising)
        self._fill()
        self.head.viewport().update()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(index)
        elif leave_by(self, event) or (plain and key == Qt.Key.Key_Space and self._press(index)):
            pass
        elif plain and key == Qt.Key.Key_Insert:
            self.insert_row()
        elif plain and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_rows()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self)
        else:
            super().keyPressEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        """Open the row where its column opens, press it, or edit the cell."""
        if not index.isValid() or self._press(index):
            return
        spec = self.specs[index.column()]
        row = self.row_at(index.row())
        if spec.opens and row is not None:
            self.opened.emit(row.id)
        elif spec.editable and not self.read_only:
            self.edit(index)

    def _press(self, index: QModelIndex) -> bool:
        if not index.isValid() or self.read_only:
            return False
        spec, row = self.specs[index.column()], self.row_at(index.row())
        if spec.press is None or row is None:
            return False
        spec.press(row)
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._press(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            if self.specs[index.column()].press is None:
                self._enter(index)
            return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    # Sizes

    def sizeHint(self) -> QSize:
        rows = sum(self.rowHeight(place) for place in range(len(self.rows.rows)))
        return QSize(400, self.head.sizeHint().height() + rows + 2 * self.frameWidth() + 1)

    def minimumSizeHint(self) -> QSize:
        high = self.head.sizeHint().height() + 3 * scaled(self.theme, self._row_height)
        whole = self.sizeHint().height()
        return QSize(200, whole if self._closed else min(high, whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.lay_out()

    def _dress(self) -> None:
        """Take row heights and column widths from the size of the text."""
        self.setFont(self.theme.font("cell"))
        self._dress_rows()
        self.head.lay_out()
        self.updateGeometry()

    def _dress_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(scaled(self.theme, self._row_height))
        for place, row in enumerate(self.rows.rows):
            self.setRowHeight(place, scaled(self.theme, 25 if row is None else self._row_height))
