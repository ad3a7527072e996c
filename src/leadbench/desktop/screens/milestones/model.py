"""The visible rows as a Qt item model: one for the table, the chart and the selection."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from leadbench.desktop.screens.milestones.cell_text import DONE_FLOAT
from leadbench.desktop.screens.milestones.columns import FORECAST, LOOKS, READ_ONLY, Column
from leadbench.desktop.screens.milestones.rows import Line, PlanRows
from leadbench.plan.elapsed import format_span

Index = QModelIndex | QPersistentModelIndex
_ROLE: Final = Qt.ItemDataRole


_HEAD: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
"""The head of a group is no task, so it cannot be selected."""
_CHOSEN: Final = _HEAD | Qt.ItemFlag.ItemIsSelectable
_WRITTEN: Final = _CHOSEN | Qt.ItemFlag.ItemIsEditable
_BY_ROW: Final = frozenset(
    {
        Column.ROLE,
        Column.DAYS,
        Column.START,
        Column.FINISH,
        Column.PERCENT,
        Column.REMAINING,
        Column.CALENDAR,
    }
)
"""What summaries and milestones do not have of their own."""


class OutlineModel(QAbstractTableModel):
    """The unfolded rows of the plan, updated in place.

    ``renew`` inserts and removes only the rows that changed, so that selection and scroll position
    survive every edit.

    Parameters
    ----------
    rows
        What is shown.
    """

    def __init__(self, rows: PlanRows) -> None:
        super().__init__()
        self.rows = rows

    def renew(self) -> bool:
        """Show the plan as it is now, and tell whether rows came, went or moved."""
        self.rows.forget()
        if self.rows.is_current():
            return False
        wanted = self.rows.unfolded()
        old = self.rows.visible
        if [row.key for row in old] == [row.key for row in wanted]:
            self.rows.show(wanted)
            return False
        head = _same(old, wanted)
        tail = _same(old[head:][::-1], wanted[head:][::-1])
        # The rows between the common head and tail go, and the new ones come.
        if len(old) > head + tail:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            self.rows.show(old[:head] + old[len(old) - tail :])
            self.endRemoveRows()
        if len(wanted) > head + tail:
            self.beginInsertRows(QModelIndex(), head, len(wanted) - tail - 1)
            self.rows.show(wanted)
            self.endInsertRows()
        self.rows.show(wanted)
        return True

    def clear(self) -> None:
        """Show nothing, since the plan is closed."""
        self.beginResetModel()
        self.rows.show([])
        self.rows.forget()
        self.endResetModel()

    def fold(self, keys: set[int], *, folded: bool) -> None:
        """Hide or show what is below these rows."""
        self.rows.folded = self.rows.folded | keys if folded else self.rows.folded - keys
        self.renew()

    def key(self, index: Index) -> int:
        """Return the key of the activity of an index."""
        return self.rows.visible[index.row()].key

    def index_of(self, key: int, column: int = Column.NAME) -> QModelIndex:
        """Return the index of an activity, invalid while it is folded away."""
        place = self.rows.place_of.get(key)
        return QModelIndex() if place is None else self.index(place, column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows.visible)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        return not parent.isValid()

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The tree asks this of every row, twice, before it paints the first one.
        if not index.isValid():
            return _CHOSEN
        if self.rows.visible[index.row()].key < 0:
            return _HEAD
        if index.column() in READ_ONLY:
            return _CHOSEN
        return _WRITTEN if self.editable(index) else _CHOSEN

    def editable(self, index: Index) -> bool:
        """Tell whether a person can write in a cell."""
        column = index.column()
        if self.rows.visible[index.row()].key < 0 or column in READ_ONLY:
            return False
        if column not in _BY_ROW:
            return True  # known without reading the row
        line = self.rows.line(index.row())
        if line.is_summary:
            return False
        return not line.is_milestone or column in {Column.ROLE, Column.FINISH, Column.PERCENT}

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _ROLE.DisplayRole:
            return self.rows.line(index.row()).text(Column(index.column()))
        if role == _ROLE.EditRole:
            return self.edit_text(index)
        if role == _ROLE.AccessibleTextRole:
            return spoken(self.rows.line(index.row()), Column(index.column()))
        if role == _ROLE.TextAlignmentRole and LOOKS[Column(index.column())].right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def edit_text(self, index: Index) -> str:
        """Return what a cell's editor begins with."""
        line = self.rows.line(index.row())
        column, project = Column(index.column()), self.rows.working_time()
        activity = self.rows.document.contents.activities[line.key]
        if column in {Column.DAYS, Column.REMAINING}:
            minutes = line.duration
            if column == Column.REMAINING:
                minutes = self.rows.figures.remaining(line) or 0
            text = format_span(minutes, project, elapsed=activity.elapsed)
            return text.removesuffix(" d") if text.count(" ") == 1 else text
        return line.text(column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return LOOKS[Column(section)].caption
        if role == _ROLE.AccessibleTextRole:
            return LOOKS[Column(section)].title
        if role == _ROLE.ToolTipRole:
            tip = LOOKS[Column(section)].tip
            if Column(section) in FORECAST and self.rows.has_project():
                tip += f".\n{self.rows.chances.about()}"
            return tip
        return None


def _same(first: list[Any], second: list[Any]) -> int:
    """Return how many rows two lists have in common from their beginning."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one.key != other.key:
            break
        count += 1
    return count


def spoken(line: Line, column: Column) -> str:
    """Return a cell as a screen reader says it: "Float, 0 days, critical"."""
    text, look = line.text(column), LOOKS[column]
    parts = [look.title]
    if text == DONE_FLOAT:
        parts.append("done")
    elif look.days and text:
        parts.append(_days(text))
    else:
        parts.append(text or "none")
    if column == Column.FLOAT and line.critical:
        parts.append("critical")
    if column == Column.FLOAT and line.near:
        parts.append("near critical")
    if column == Column.NAME:
        parts += [word for word in (_kind(line), f"level {line.depth + 1}") if word]
        if line.left_out:
            parts.append("left out")
        elif line.done:
            parts.append("done")
    if column in line.was:
        parts.append(line.was[column])
    return ", ".join(parts)


def _days(text: str) -> str:
    if not text[-1].isdigit():
        return text  # it names its unit
    return f"{text} day" if text.lstrip("+\u2212") == "1" else f"{text} days"


def _kind(line: Line) -> str:
    if line.is_group:
        return "group"
    return "summary" if line.is_summary else "milestone" if line.is_milestone else ""
