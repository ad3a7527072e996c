"""How the keyboard leaves a table, whose cells Tab goes through."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

if TYPE_CHECKING:
    from leadbench.desktop.widgets.table import Table


def leave_by(table: "Table", event: QKeyEvent) -> bool:
    """Leave the table if this key does; tell whether it was one of those.

    Tab leaves behind the last cell and Shift+Tab before the first, where Qt would begin anew; with
    Ctrl they leave from any cell.
    """
    key = event.key()
    if key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
        return False
    forward = key == Qt.Key.Key_Tab and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        QWidget.focusNextPrevChild(table, forward)
        return True
    if not _is_last(table, forward):
        return False
    event.ignore()  # Qt then gives the focus to what comes next
    return True


def _is_last(table: "Table", forward: bool) -> bool:
    """Tell whether no cell comes after, or before, the current one."""
    moves, now = QAbstractItemView.CursorAction, table.currentIndex()
    move = moves.MoveNext if forward else moves.MovePrevious
    then = table.moveCursor(move, Qt.KeyboardModifier.NoModifier)
    if not now.isValid() or not then.isValid():
        return True
    head = table.head
    here = (now.row(), head.visualIndex(now.column()))
    there = (then.row(), head.visualIndex(then.column()))
    return there <= here if forward else there >= here
