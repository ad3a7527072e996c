"""A table of dates that differ, with the reason of the selected one in full."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Text

if TYPE_CHECKING:
    from leadbench.plan.exchange.comparison import Comparison

_HEADS: Final = ("Task", "Date", "In the file", "Here", "Our reason")
_WIDTHS: Final = (150, 92, 146, 146)
_REASON: Final = 4
_Index = QModelIndex | QPersistentModelIndex
_SHOWN: Final = int(Qt.ItemDataRole.DisplayRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)


class _Rows(QAbstractTableModel):
    """One row for each date that differs."""

    def __init__(self, comparison: "Comparison") -> None:
        super().__init__()
        self.rows = [(row, field) for row in comparison.differences for field in row.stored]

    def cell(self, number: int, column: int) -> str:
        """Return the words of a cell, made when they are looked at: there may be very many."""
        from leadbench.analysis.calendars import to_datetime
        from leadbench.plan.exchange.preview import FIELD_WORDS

        row, field = self.rows[number]
        match column:
            case 0:
                return row.name
            case 1:
                return FIELD_WORDS[field]
            case 2:
                return f"{to_datetime(row.stored[field]):%d %b %Y %H:%M}"
            case 3:
                return f"{to_datetime(row.computed[field]):%d %b %Y %H:%M}"
        return row.reason

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = _SHOWN) -> Any:
        if role in {_SHOWN, _TIP}:
            return self.cell(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOWN) -> Any:
        if role == _SHOWN and orientation == Qt.Orientation.Horizontal:
            return _HEADS[section]
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class Differences(QWidget):
    """Every date of an import that is another one here."""

    def __init__(self, comparison: "Comparison", theme: Theme) -> None:
        super().__init__()
        self.rows = _Rows(comparison)
        self.table = QTableView()
        self.table.setAccessibleName("Dates that differ")
        self.table.setModel(self.rows)
        self.table.setFont(theme.font("cell"))
        self.table.setShowGrid(False)
        self.table.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        head = self.table.horizontalHeader()
        head.setFont(theme.font("label"))
        head.setHighlightSections(False)
        for place, width in enumerate(_WIDTHS):
            head.resizeSection(place, width)
        head.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        self.reason = Text("", theme, "caption", "text2", wrap=True)
        self.reason.setFixedHeight(34)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason)
        self.table.selectionModel().currentRowChanged.connect(self._show_reason)
        self.table.selectRow(0)

    def _show_reason(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.reason.setText(self.rows.cell(current.row(), _REASON) if current.isValid() else "")
