"""The rows of a table as Qt asks for them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leadbench.desktop.widgets.field_spec import FieldSpec, shown, typed

if TYPE_CHECKING:
    from leadbench.desktop.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """The rows as Qt asks for them; a row of None is the divider."""

    def __init__(self, table: "Table") -> None:
        super().__init__(table)
        self.table = table
        self.rows: list[Any] = []
        self.divider = ""
        self._fresh: tuple[int, int] | None = None

    def take_fresh(self, key: int) -> None:
        """Take a row as just added: what is typed into it next is one step of undo with that."""
        self._fresh = (key, self.table.page.document.store.revision)

    def is_fresh(self, key: int) -> bool:
        """Tell whether adding the row of that key was the last that was done to the plan."""
        return self._fresh == (key, self.table.page.document.store.revision)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.table.specs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()] is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.table.specs[index.column()].editable and not self.table.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, spec = self.rows[index.row()], self.table.specs[index.column()]
        if row is None:
            reads = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return self.divider if role in reads and index.column() == 0 else None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(spec, spec.value_of(row), self.table.units)
        if role == Qt.ItemDataRole.EditRole:
            return typed(spec, spec.value_of(row), self.table.units)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = shown(spec, spec.value_of(row), self.table.units) or "empty"
            caption = spec.caption or spec.column
            return f"{caption}, {words} {spec.unit}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index, row, spec)
        return None

    def _tip(self, index: Index, row: Any, spec: FieldSpec) -> str | None:
        words = shown(spec, spec.value_of(row), self.table.units)
        mark = spec.dress(row) if spec.dress else None
        room = self.table.columnWidth(index.column()) - (35 if mark and mark.icon else 16)
        cut = spec.paint is None and self.table.fontMetrics().horizontalAdvance(words) > room
        told = "" if spec.tip is None else spec.tip(row)
        return (
            "\n".join(dict.fromkeys(part for part in (words if cut else "", told) if part)) or None
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            spec = self.table.specs[section]
            return f"{spec.caption}, {spec.unit}" if spec.unit else spec.caption
        return None


def in_order(by: FieldSpec, rows: list[Any], *, falls: bool) -> list[Any]:
    """Return rows sorted by a column; those without a value come last either way."""

    def value(row: Any) -> Any:
        found = by.value_of(row)
        return found.casefold() if isinstance(found, str) else found

    full = [row for row in rows if value(row) not in {None, ""}]
    empty = [row for row in rows if value(row) in {None, ""}]
    return sorted(full, key=value, reverse=falls) + empty


def delete_selected(
    table: "Table", keys: list[int], own: Callable[[list[int]], None] | None
) -> None:
    """Delete rows in one change, in the table's own way if it has one, and offer to undo."""
    many = f"{len(keys)} {table.noun[0 if len(keys) == 1 else 1]}"
    if own is not None:
        own(keys)
    else:
        from leadbench.store.rows import delete

        with table.page.edit(f"Delete {many}") as session:
            rows = [session.get(table.table, key) for key in keys]
            delete(session, *(row for row in rows if row is not None))
    table.page.said.emit(f"{many} deleted", True)
