"""The command palette: one field over pages, commands and tasks."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.keycap import Keycap, paint_keycap
from leadbench.desktop.widgets.overlay import Overlay
from leadbench.desktop.widgets.palette_search import Item, find
from leadbench.desktop.widgets.text import Icon, Line, Surface, Text

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 36
_AT_MOST_VISIBLE: Final = 8
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []

    def show_items(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.title, item.note, item.keys) if part)
        return None


class _Paint(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        theme = self.theme
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect)
        current = index == self.view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if current else "hover"))
            painter.drawRoundedRect(area, 5, 5)
        middle = area.center().y()
        pixmap = theme.pixmap(
            item.icon, "accent" if current else "text2", 16, self.view.devicePixelRatioF()
        )
        painter.drawPixmap(round(area.left() + 12), round(middle - 8), pixmap)
        right = area.right() - 12
        if item.keys:
            right = paint_keycap(painter, theme, item.keys, right, middle, "text2") - 10
        if item.note:
            face = theme.font("caption")
            painter.setFont(face)
            painter.setPen(theme.color("text2"))
            width = QFontMetricsF(face).horizontalAdvance(item.note) + 2
            painter.drawText(QRectF(right - width, area.top(), width, _ROW), _RIGHT, item.note)
            right -= width + 10
        face = theme.words("body_strong" if current else "body")
        painter.setFont(face)
        painter.setPen(theme.color("text"))
        left = area.left() + 38
        words = QFontMetricsF(face).elidedText(
            item.title, Qt.TextElideMode.ElideRight, right - left
        )
        painter.drawText(QRectF(left, area.top(), right - left, _ROW), _LEFT, words)
        painter.restore()


class _Hints(Surface):
    """The line of keys at the palette's foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "sunken")
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 0, 15, 0)
        row.setSpacing(18)
        for words in ("↑ ↓ move", "Enter open", "Tab narrow to a type"):
            row.addWidget(Text(words, theme, "caption", "text2"))
        row.addStretch(1)


class Palette(Overlay):
    """A field, the best finds under it, and the keys that move there.

    Parameters
    ----------
    gather
        Returns everything that can be found, asked each time the palette opens.
    recent
        Returns the identities of what was used last, newest first.
    """

    used = Signal(str)
    """Identity of what was opened."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        gather: Callable[[], Sequence[Item]],
        recent: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(window, theme, 500, 52)
        self._gather = gather
        self._recent = recent
        self._items: Sequence[Item] = ()
        self._kinds: list[str] = [""]
        self._kind = ""
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setFont(theme.font("lead"))
        self.field.setPlaceholderText("Search or run a command")
        self.field.setAccessibleName("Search or run a command")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self._narrowed = Chip("", "accent", theme)
        self._narrowed.hide()
        self.none = Text("", theme, "body", "text2")
        self.none.setContentsMargins(15, 0, 15, 0)
        self.none.setFixedHeight(_ROW)
        self.list = QListView()
        self._model = _Model()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Paint(theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Found")
        self.list.clicked.connect(self._open)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(15, 0, 14, 0)
        head.setSpacing(9)
        head.addWidget(Icon("search", self.theme, "text2"))
        head.addWidget(self._narrowed)
        head.addWidget(self.field, 1)
        head.addWidget(Keycap("Esc", self.theme))
        top = QWidget()
        top.setFixedHeight(46)
        top.setLayout(head)
        middle = QVBoxLayout()
        middle.setContentsMargins(6, 6, 6, 6)
        middle.addWidget(self.list)
        middle.addWidget(self.none)
        self.column.addWidget(top)
        self.column.addWidget(Line(self.theme))
        self.column.addLayout(middle, 1)
        self.column.addWidget(Line(self.theme))
        self.column.addWidget(_Hints(self.theme))

    def open(self) -> None:
        """Gather what can be found and take the keys."""
        self._items = self._gather()
        kinds = dict.fromkeys(item.kind for item in self._items)
        self._kinds = ["", *kinds]
        self._narrow("")
        self.field.clear()
        self._search()
        super().open()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def found(self) -> list[Item]:
        """Return what is listed, best first."""
        return self._model.items

    def panel_height(self) -> int:
        rows = max(1, min(len(self._model.items), _AT_MOST_VISIBLE))
        return 46 + 1 + 12 + rows * _ROW + 1 + 32 + 2

    def _search(self) -> None:
        found = find(self.field.text(), self._items, self._recent(), self._kind)
        self._model.show_items(found)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self.none.setText(f"Nothing is called “{self.field.text()}”")
        if found:
            self.list.setCurrentIndex(self._model.index(0))
        if self.isVisible():
            self.arrange()

    def _narrow(self, kind: str) -> None:
        self._kind = kind
        self._narrowed.setVisible(bool(kind))
        self._narrowed.set_state(kind, "accent")

    def _open(self, index: _Index) -> None:
        item = self._model.items[index.row()]
        self.close_panel()
        self.used.emit(item.identity)
        item.run()

    def _move(self, steps: int) -> None:
        count = len(self._model.items)
        if count:
            place = (self.list.currentIndex().row() + steps) % count
            self.list.setCurrentIndex(self._model.index(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Act on a key in the field; tell whether it was used up."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.list.currentIndex().isValid() and self._model.items:
                self._open(self.list.currentIndex())
        elif key == Qt.Key.Key_Down:
            self._move(1)
        elif key == Qt.Key.Key_Up:
            self._move(-1)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._move(_AT_MOST_VISIBLE if key == Qt.Key.Key_PageDown else -_AT_MOST_VISIBLE)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            step = 1 if key == Qt.Key.Key_Tab else -1
            place = (self._kinds.index(self._kind) + step) % len(self._kinds)
            self._narrow(self._kinds[place])
            self._search()
        elif key == Qt.Key.Key_Backspace and self._kind and not self.field.text():
            self._narrow("")
            self._search()
        elif key == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            return False
        return True
