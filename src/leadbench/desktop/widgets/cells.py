"""How the head and the cells of a table are painted, and how a cell is typed into."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from leadbench.desktop.widgets.cell_paint import paint_words
from leadbench.desktop.widgets.cell_picks import CellPicks
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark, parsed, shown, typed, write
from leadbench.desktop.widgets.focus import SeenFocus
from leadbench.desktop.widgets.head import SIDES, inside, scaled
from leadbench.desktop.widgets.note import Note
from leadbench.errors import LeadbenchError, Refused

if TYPE_CHECKING:
    from leadbench.desktop.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex

_RING = 6.0


class Cells(QStyledItemDelegate):
    """Paints the cells of a table and makes their editors.

    Enter commits and moves down, Tab commits and moves right, Esc restores. What was refused stays
    in its editor, outlined, with the reason below the cell; leaving it gives the old value back.
    """

    def __init__(self, table: "Table") -> None:
        super().__init__(table)
        self.table = table
        self._closing = False
        self._refused: tuple[int, int] | None = None
        self.note = Note(table.viewport(), table.theme)
        self.focus = SeenFocus(table)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state, cell = option.state, option.rect
        table = self.table
        ringed = bool(state & QStyle.StateFlag.State_HasFocus) and self.focus.shown
        theme = table.theme
        row, spec = table.row_at(index.row()), table.specs[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, theme.color("selected"))
        elif index.row() == table.hovered:
            painter.fillRect(cell, theme.color("hover"))
        if row is None:
            self._paint_divider(painter, QRectF(cell), index)
        elif spec.paint is not None:
            painter.setFont(theme.font("cell"))
            spec.paint(painter, QRectF(cell), row, theme)
        else:
            words = shown(spec, spec.value_of(row), table.units)
            mark = spec.dress(row) if spec.dress else None
            if mark and mark.chip == "accent" and state & QStyle.StateFlag.State_Selected:
                mark = replace(mark, chip="raised")
            space = inside(table, index.column(), QRectF(cell))
            if ringed:
                space = _clear_of_ring(space, QRectF(cell))
            paint_words(painter, space, words, mark or Mark(), spec.side, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if table.lines:
            painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme.color("border"))
        refused = row is not None and self.refused_at(index)
        if refused or ringed:
            painter.setPen(QPen(theme.color("error" if refused else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(cell).adjusted(1.5, 1.5, -1.5, -2), 3, 3)
        painter.restore()

    def _paint_divider(self, painter: QPainter, cell: QRectF, index: Index) -> None:
        theme = self.table.theme
        painter.fillRect(
            QRectF(cell.left(), cell.top() - 1, cell.width(), 2), theme.color("accent")
        )
        font = theme.font("label")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("accent"))
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        space = cell.adjusted(self.table.edge, 0, -self.table.edge, 0)
        painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), words)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        spec = self.table.specs[index.column()]
        self.table.editing = QPersistentModelIndex(index)
        name = f"{spec.caption} of {self.table.name(self.table.row_at(index.row()))}"
        if spec.editor == "choice":
            combo = QComboBox(parent)
            combo.setAccessibleName(name)
            combo.setFont(self.table.theme.font("cell"))
            for _value, word in spec.options():
                combo.addItem(word or "None")
            combo.activated.connect(lambda _place: self._commit(combo, step=None))
            QTimer.singleShot(0, combo, combo.showPopup)
            return combo
        line = QLineEdit(parent)
        line.setAccessibleName(name)
        line.setFont(self.table.theme.font("cell"))
        line.setAlignment(SIDES[spec.side] | Qt.AlignmentFlag.AlignVCenter)
        line.textEdited.connect(lambda text: self._hint(line, spec, text))
        if spec.editor == "picks":
            CellPicks(line, spec).committed.connect(lambda: self._commit(line, step=(1, 0)))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row, spec = self.table.row_at(index.row()), self.table.specs[index.column()]
        value = spec.value_of(row)
        if isinstance(editor, QComboBox):
            values = [choice for choice, _word in spec.options()]
            editor.setCurrentIndex(values.index(value) if value in values else -1)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(typed(spec, value, self.table.units))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Do nothing: ``_commit`` writes, so that a refusal can keep the editor open."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cell: QRect = option.rect
        high = max(cell.height() - 1, editor.minimumSizeHint().height())
        wide = max(cell.width(), scaled(self.table.theme, 110))
        left = cell.left()
        if self.table.specs[index.column()].side == "right":
            left = cell.right() + 1 - wide
        editor.setGeometry(left, cell.center().y() - high // 2, wide, high)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QWidget) or self._closing:
            return super().eventFilter(editor, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(editor, event)
        if isinstance(event, QFocusEvent) and event.lostFocus():
            popup = isinstance(editor, QComboBox) and editor.view().isVisible()
            reasons = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if not popup and event.reason() not in reasons:
                self._commit(editor, step=None, leaving=True)
            return False
        return super().eventFilter(editor, event)

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Return: (1, 0),
            Qt.Key.Key_Enter: (1, 0),
            Qt.Key.Key_Tab: (0, 1),
            Qt.Key.Key_Backtab: (0, -1),
        }
        if event.key() == Qt.Key.Key_Escape:
            self.forget_refusal()
            self._close(editor)
            return True
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return False
        self._commit(editor, step=step)
        return True

    def _commit(
        self, editor: QWidget, *, step: tuple[int, int] | None, leaving: bool = False
    ) -> None:
        """Write what was typed, close the editor and move; or show why it was refused."""
        index = self.table.editing
        if index is None or not index.isValid():
            return
        row, column = self.table.row_at(index.row()), index.column()
        text = editor.currentText() if isinstance(editor, QComboBox) else _text_of(editor)
        self._closing = True
        try:
            reason = self.write_cell(index, text)
        finally:
            self._closing = False
        if reason and not leaving:
            editor.setProperty("invalid", True)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            self.show_refusal(row.id, column, reason)
            return
        self._close(editor)
        if reason:
            self.show_refusal(row.id, column, reason)
        elif step is not None:
            self.table.step_from(row.id, column, step)

    def _close(self, editor: QWidget) -> None:
        self._closing = True
        self.table.editing = None
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._closing = False

    def _hint(self, editor: QLineEdit, spec: FieldSpec, text: str) -> None:
        """Show what a day or an amount will be read as, before it is committed."""
        self.forget_refusal()
        if editor.property("invalid"):
            editor.setProperty("invalid", False)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        if spec.editor not in {"money", "date", "start", "finish"}:
            return
        try:
            words = shown(spec, parsed(spec, text, self.table.units), self.table.units)
        except Refused:
            return
        if words and words != text.strip():
            self.show_hint(editor.geometry(), words)

    def write_cell(self, index: Index, text: str) -> str:
        """Write what was typed into a cell; return why it was refused, or ""."""
        row, spec = self.table.row_at(index.row()), self.table.specs[index.column()]
        if text.strip() == typed(spec, spec.value_of(row), self.table.units):
            return ""
        if spec.editor == "choice" and text == shown(spec, spec.value_of(row), self.table.units):
            return ""
        label = f"{spec.caption} of {self.table.name(row)}"
        try:
            joins = self.table.rows.is_fresh(row.id)
            write(self.table.page, self.table.table, [row.id], spec, text, label, joins=joins)
        except LeadbenchError as error:
            return str(error)
        return ""

    def show_refusal(self, key: int, column: int, reason: str) -> None:
        """Outline a cell and say below it why its new value was refused."""
        place = self.table.place_of(key)
        if place is None:
            return
        self._refused = (key, column)
        self.note.show_refusal(self.table.visualRect(self.table.rows.index(place, column)), reason)
        self.table.viewport().update()

    def show_hint(self, cell: QRect, words: str) -> None:
        """Say below a cell how the text in it will be read."""
        self.note.show_hint(cell, words)

    def refused_at(self, index: Index) -> bool:
        """Tell whether the last value of a cell was refused."""
        row = self.table.row_at(index.row())
        return bool(self._refused == (row.id, index.column()))

    def forget_refusal(self, *_changes: object) -> None:
        """Take the note under a cell away."""
        if self._refused is not None or self.note.isVisibleTo(self.table.viewport()):
            self._refused = None
            self.note.hide()
            self.table.viewport().update()


def _clear_of_ring(space: QRectF, cell: QRectF) -> QRectF:
    """Return the room for words at the edge of a table so that the focus ring cuts no letter."""
    left = max(space.left(), cell.left() + _RING)
    right = min(space.right(), cell.right() - _RING)
    return QRectF(left, space.top(), right - left, space.height())


def _text_of(editor: QWidget) -> str:
    assert isinstance(editor, QLineEdit)
    return editor.text()
