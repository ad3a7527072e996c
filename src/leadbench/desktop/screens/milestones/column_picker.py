"""The panel in which columns are chosen and put in order."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from leadbench.desktop.screens.milestones.columns import FIXED, LOOKS, Column
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.overlay import Overlay
from leadbench.desktop.widgets.text import Line, Text

_ROW: Final = 26
_KEY: Final = Qt.ItemDataRole.UserRole


class ColumnPicker(Overlay):
    """Every column with a check mark, in the order on screen; a change is shown at once.

    Parameters
    ----------
    changed
        Told the shown columns in their order.
    standard
        Gives the columns back that a view has at first.
    """

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        *,
        changed: Callable[[Sequence[Column]], None],
        standard: Callable[[], None],
    ) -> None:
        super().__init__(window, theme, 384, 70)
        self._changed = changed
        close = IconButton("x", "Close (Esc)", theme)
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 6)
        head.addWidget(Text("Columns", theme, "finding"), 1)
        head.addWidget(close)
        self.list = ColumnList(self._tell)
        back = Button("Standard columns", "rotate-ccw", theme, "plain")
        back.clicked.connect(standard)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 16, 6)
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(Text("Space shows, Alt ↑ ↓ moves", theme, "caption", "text3"))
        self.column.addLayout(head)
        self.column.addWidget(Line(theme))
        body = QHBoxLayout()
        body.setContentsMargins(12, 4, 12, 4)
        body.addWidget(self.list)
        self.column.addLayout(body, 1)
        self.column.addWidget(Line(theme))
        self.column.addLayout(foot)

    def show_columns(self, shown: Sequence[Column]) -> None:
        """Show which columns are shown, then the others."""
        self.list.fill(shown)

    def open(self) -> None:
        super().open()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panel_height(self) -> int:
        return 108 + _ROW * self.list.count()

    def _tell(self, shown: Sequence[Column]) -> None:
        self._changed(shown)


class ColumnList(QListWidget):
    """The columns; Space checks, Alt with Up and Down moves, and rows can be dragged."""

    def __init__(self, changed: Callable[[Sequence[Column]], None]) -> None:
        super().__init__()
        self._changed_ = changed
        self._filling = False
        self.setAccessibleName("Columns")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemChanged.connect(self._tell)
        self.model().rowsMoved.connect(self._tell)
        self.itemDoubleClicked.connect(self._toggle)

    def fill(self, shown: Sequence[Column]) -> None:
        """Show these columns checked, in their order, and the others below."""
        kept = self.currentItem()
        current = kept.data(_KEY) if self.currentRow() >= 0 else None
        self._filling = True
        self.clear()
        rest = [column for column in Column if column not in shown]
        for column in (*shown, *rest):
            if column in FIXED:
                continue
            item = QListWidgetItem(LOOKS[column].title)
            item.setData(_KEY, int(column))
            item.setToolTip(LOOKS[column].tip)
            item.setSizeHint(QSize(10, _ROW))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            state = Qt.CheckState.Checked if column in shown else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.addItem(item)
            if current == int(column):
                self.setCurrentItem(item)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._filling = False

    def checked(self) -> list[Column]:
        """Return the checked columns in order."""
        items = [self.item(place) for place in range(self.count())]
        return [
            Column(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def _tell(self, *_: object) -> None:
        if not self._filling:
            self._changed_(self.checked())

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            here = self.currentRow()
            there = here + steps[Qt.Key(event.key())]
            if 0 <= there < self.count():
                at = there if there < here else there + 1
                self.model().moveRow(QModelIndex(), here, QModelIndex(), at)
                self.setCurrentRow(there)
            return
        super().keyPressEvent(event)
