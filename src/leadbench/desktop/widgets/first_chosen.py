"""Selecting a row for a person who has not looked yet."""

from PySide6.QtCore import QItemSelectionModel

from leadbench.desktop.widgets.table import Table


def choose_first(table: Table) -> None:
    """Select the first row of a table without a selection; no cursor stands in it yet."""
    if table.rows.rowCount() and not table.selected():
        flags = QItemSelectionModel.SelectionFlag
        index = table.rows.index(0, 0)
        table.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
