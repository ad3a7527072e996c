"""The list of all changes, under heads of days."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from leadbench.desktop.screens import SCREENS
from leadbench.desktop.theme import Theme

if TYPE_CHECKING:
    from leadbench.store import HistoryEntry

_Index = QModelIndex | QPersistentModelIndex
_HEAD: Final = 28
_ENTRY: Final = 46
_TITLES: Final = {entry.key: entry.title for entry in SCREENS}
_ICONS: Final = {"undo": "undo-2", "redo": "redo-2", "restore": "rotate-ccw"}
_PLACE_ICONS: Final = {entry.key: entry.icon for entry in SCREENS}
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

Summary = Callable[[int], tuple[str, str]]
"""Returns the first thing that a change touched, and what happened to it."""


def day_words(day: date, today: date) -> str:
    """Return the head over the changes of a day."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def title_of(entry: "HistoryEntry") -> str:
    """Return what was done: "Undo: Rename task" for a step back."""
    kinds = {"undo": "Undo: ", "redo": "Redo: "}
    return kinds.get(entry.kind, "") + entry.label


class HistoryModel(QAbstractListModel):
    """Day heads (dates) and entries, newest first; a search leaves only what fits."""

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary
        self._entries: Sequence[HistoryEntry] = ()
        self._today = date.min
        self._search = ""
        self.rows: list[date | HistoryEntry] = []

    def show_entries(self, entries: "Sequence[HistoryEntry]", today: date) -> None:
        """Show these changes, newest first."""
        self._entries, self._today = entries, today
        self._fill()

    def search(self, text: str) -> None:
        """Leave only what holds every word, in its title, its page or what it did."""
        self._search = text.casefold()
        self._fill()

    def _fill(self) -> None:
        self.beginResetModel()
        self.rows = []
        day: date | None = None
        words = self._search.split()
        for entry in self._entries:
            if words and not self._fits(entry, words):
                continue
            this_day = entry.at.astimezone().date()
            if this_day != day:
                day = this_day
                self.rows.append(day)
            self.rows.append(entry)
        self.endResetModel()

    def _fits(self, entry: "HistoryEntry", words: list[str]) -> bool:
        text = f"{title_of(entry)} {_TITLES.get(entry.place, '')}".casefold()
        if all(word in text for word in words):
            return True
        text += " ".join(self._summary(entry.sequence)).casefold()
        return all(word in text for word in words)

    def entry(self, index: _Index) -> "HistoryEntry | None":
        """Return the change of a row, or None for a head."""
        row = self.rows[index.row()] if index.isValid() else None
        return None if row is None or isinstance(row, date) else row

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], date):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(row, date):
            return day_words(row, self._today)
        time, title, place, what = self.words(row)
        return ", ".join(part for part in (time, title, place, what) if part)

    def words(self, entry: "HistoryEntry") -> tuple[str, str, str, str]:
        """Return the time, the title, the thing and page, and what happened."""
        thing, what = self._summary(entry.sequence)
        place = ", ".join(part for part in (thing, _TITLES.get(entry.place, "")) if part)
        return f"{entry.at.astimezone():%H:%M}", title_of(entry), place, what


class _Paint(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: "HistoryList") -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_head = isinstance(index.data(Qt.ItemDataRole.UserRole), date)
        return QSize(100, _HEAD if is_head else _ENTRY)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area = QRectF(option.rect)
        theme, row = self.theme, index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, date):
            painter.setFont(theme.font("label"))
            painter.setPen(theme.color("text2"))
            painter.drawText(area.adjusted(16, 4, -16, 0), _LEFT, index.data())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("selected" if selected else "hover"))
        painter.fillRect(
            QRectF(area.left() + 16, area.bottom() - 1, area.width() - 32, 1),
            theme.color("border"),
        )
        time, title, place, what = self.view.entries.words(row)
        first = QRectF(area.left() + 16, area.top() + 5, area.width() - 32, 18)
        second = first.translated(0, 18)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        painter.drawText(first, _LEFT, time)
        name = _ICONS.get(row.kind) or _PLACE_ICONS.get(row.place, "pencil")
        ink = "accent" if selected else "text2"
        pixmap = theme.pixmap(name, ink, 14, self.view.devicePixelRatioF())
        painter.drawPixmap(round(first.left() + 44), round(first.top() + 2), pixmap)
        right = 0.0
        if what:
            painter.setFont(theme.font("caption"))
            painter.drawText(first, _RIGHT, what)
            right = QFontMetricsF(theme.font("caption")).horizontalAdvance(what) + 10
        self._words(painter, first.adjusted(68, 0, -right, 0), "cell_strong", "text", title)
        self._words(painter, second.adjusted(68, 0, 0, 0), "caption", "text2", place)
        if selected and self.view.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, role: str, token: str, text: str) -> None:
        face = self.theme.font(role)
        painter.setFont(face)
        painter.setPen(self.theme.color(token))
        cut = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, cut)


class HistoryList(QListView):
    """The changes; arrow keys move, day heads are passed over."""

    picked = Signal(object)
    """The ``HistoryEntry`` that is selected now, or None."""

    def __init__(self, theme: Theme, summary: Summary) -> None:
        super().__init__()
        self.entries = HistoryModel(summary)
        self.setModel(self.entries)
        self.setItemDelegate(_Paint(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Changes")
        self.selectionModel().selectionChanged.connect(self._tell)
        self.entries.modelReset.connect(self._tell)

    def current(self) -> "HistoryEntry | None":
        """Return the selected change."""
        found = self.selectionModel().selectedIndexes()
        return self.entries.entry(found[0]) if found else None

    def pick(self, sequence: int) -> None:
        """Select a change by its sequence."""
        for place, row in enumerate(self.entries.rows):
            if not isinstance(row, date) and row.sequence == sequence:
                self.setCurrentIndex(self.entries.index(place))

    def _tell(self) -> None:
        self.picked.emit(self.current())
