"""The context menu of a table, and what it puts on the clipboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from leadbench.desktop.widgets.field_spec import shown

if TYPE_CHECKING:
    from leadbench.desktop.widgets.table import Table


def menu_of(table: "Table") -> QMenu:
    """Return the context menu for the cell with the cursor."""
    menu, index = QMenu(table), table.currentIndex()
    if index.isValid() and table.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
        menu.addAction("Edit\tF2", lambda: table.edit(index))
    if table.selected():
        menu.addAction("Copy\tCtrl+C", lambda: copy_rows(table))
    if table.can_insert:
        menu.addSeparator()
        menu.addAction(f"Add {table.noun[0]} below\tIns", table.insert_row)
    if table.selected() and not table.read_only:
        menu.addSeparator()
        menu.addAction(table.theme.icon("trash-2", "error"), "Delete\tDel", table.delete_rows)
    return menu


def copy_rows(table: "Table") -> None:
    """Put the selected rows on the clipboard, as a spreadsheet takes them."""
    lines = [
        "\t".join(shown(spec, spec.value_of(row), table.units) for spec in table.specs)
        for row in table.selected_rows()
    ]
    QGuiApplication.clipboard().setText("\n".join(lines))
