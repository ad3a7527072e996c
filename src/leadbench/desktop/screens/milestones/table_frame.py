"""One frame of the outline table: what its rows share is looked up once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.row_paint import Cell, cells

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.table import OutlineTable


class TableFrame:
    """Paints the rows of one paint event.

    Parameters
    ----------
    table
        The table whose rows they are.
    """

    def __init__(self, table: "OutlineTable") -> None:
        self.table = table
        self.cells: tuple[Cell, ...] = ()
        self.frozen = self.width = 0
        self.selected: list[tuple[int, int]] = []
        self.ring_row = self.wrong_row = -1

    def begin(self) -> None:
        """Look up columns, selection and cursor."""
        table, head = self.table, self.table.head
        self.frozen, self.width = table.frozen_width(), table.viewport().width()
        spans = [
            (column, head.sectionViewportPosition(column), head.sectionSize(column))
            for column in head.columns.shown
        ]
        if self.frozen:
            number = head.sectionSize(Column.NUMBER)
            kept = [(Column.NUMBER, 0, number), (Column.NAME, number, self.frozen - number)]
            spans = [span for span in spans if span[0] > Column.NAME] + kept
        self.cells = cells(spans, self.width, frozen=self.frozen)
        self.selected = table.selected_spans()
        current = table.currentIndex()
        self.ring_row = current.row() if current.isValid() and table.hasFocus() else -1
        self.wrong_row = -1 if table.wrong is None else table.wrong.row()

    def draw(self, painter: QPainter, row: int, place: QRect) -> None:
        """Paint a row at a place."""
        table = self.table
        line = table.rows.line(row)
        fill = "hover" if row == table.hovered else ""
        if line.key > 0 and any(top <= row <= bottom for top, bottom in self.selected):
            fill = "selected"
        top, height = place.y(), place.height()
        table.painter.paint(
            painter,
            line,
            QRect(0, top, self.width, height),
            self.cells,
            fill=fill,
            folded=line.has_children and line.key in table.rows.folded,
            frozen=self.frozen,
        )
        if table.cut and line.key in table.cut:
            table.painter.ring(painter, QRect(2, top, place.width() - 4, height), "text3", 1)
        if table.cursor_.marked_from is not None:
            block = table.cursor_.marked(row)
            if not block.isEmpty():
                table.painter.ring(painter, block, "accent", 1)
        if row == self.ring_row:
            table.painter.ring(painter, table.visualRect(table.currentIndex()), "accent")
        if row == self.wrong_row and table.wrong is not None:
            table.painter.ring(painter, table.visualRect(table.wrong), "error")
