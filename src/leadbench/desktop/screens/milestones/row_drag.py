"""Dragging rows of the outline to another place, with a line that shows where and how deep.

Rows keep their level while the pointer goes up and down, and change it as it goes sideways.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication

from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.row_paint import INDENT

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.table import OutlineTable
    from leadbench.plan.outline import OutlineRow

_EDGE: Final = 24
"""So near to an edge the rows scroll, in pixels."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Where rows would go: among the parts of ``parent`` (None: the top level)."""

    parent: int | None
    before: int | None
    """The row that they would stand above; None for last."""
    depth: int
    gap: int
    """How many visible rows lie above the line."""


class RowDrag(QObject):
    """Follows the pointer from a press on a row until it is released.

    Parameters
    ----------
    table
        The table.
    """

    def __init__(self, table: "OutlineTable") -> None:
        super().__init__(table)
        self.table = table
        self.drop: Drop | None = None
        self._pressed: QPoint | None = None
        self._alone: QModelIndex | None = None
        self._at = QPoint()
        self._keys: list[int] = []
        self._hidden: set[int] = set()
        self._depth = 0
        self._timer = QTimer(self)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._scroll)

    @property
    def active(self) -> bool:
        """Whether rows are being dragged."""
        return bool(self._keys)

    def press(self, at: QPoint, index: QModelIndex) -> bool:
        """Be ready to drag, and tell whether the selection should stay as it is till then."""
        self._pressed = at
        table = self.table
        self._alone = index if len(table.picked) > 1 and table.is_selected(index.row()) else None
        return self._alone is not None

    def move(self, at: QPoint) -> bool:
        """Follow the pointer, and tell whether rows are being dragged."""
        if self._pressed is None:
            return False
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self.active and (not far or not self._begin()):
            return True
        self._at = at
        self.drop = self.find(at)
        near = at.y() < _EDGE or at.y() > self.table.viewport().height() - _EDGE
        if near != self._timer.isActive():
            (self._timer.start if near else self._timer.stop)()
        self.table.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.table.viewport().update()
        return True

    def _begin(self) -> bool:
        table = self.table
        if table.rows.document.read_only:
            return False
        if not table.rows.arrangement.plain:
            self._pressed = None
            table.drag_refused.emit()
            return False
        self._keys = table.selected_keys()
        outline = table.rows.outline
        self._hidden = set(self._keys)
        if outline is not None and self._keys:
            self._depth = outline.rows[outline.index_of[self._keys[0]]].depth
            for key in self._keys:
                self._hidden.update(outline.below(key))
        return bool(self._keys)

    def release(self) -> None:
        """Move the rows to where the line is."""
        keys, drop, alone = self._keys, self.drop, self._alone
        self.cancel()
        if alone is not None and not keys:
            self.table.go_to(alone)  # it was a click on one of several selected rows
        if keys and drop is not None:
            self.table.move_asked.emit(keys, drop.parent, drop.before)

    def cancel(self) -> bool:
        """Leave the rows where they are, and tell whether any were being dragged."""
        was = self.active
        self._pressed, self._keys, self.drop, self._alone = None, [], None, None
        self._timer.stop()
        if was:
            self.table.viewport().unsetCursor()
            self.table.viewport().update()
        return was

    def _scroll(self) -> None:
        bar = self.table.verticalScrollBar()
        step = self._row_height() // 2
        bar.setValue(bar.value() + (-step if self._at.y() < _EDGE else step))
        self.drop = self.find(self._at)
        self.table.viewport().update()

    def _row_height(self) -> int:
        return max(1, self.table.rowHeight(self.table.outline.index(0, 0)))

    def find(self, at: QPoint) -> Drop | None:
        """Return where rows would go that are dropped at a point of the viewport."""
        visible = self.table.rows.visible
        top = at.y() + self.table.verticalScrollBar().value()
        gap = min(max(round(top / self._row_height()), 0), len(visible))
        above = self._next(visible, gap - 1, -1)
        below = self._next(visible, gap, 1)
        least = 0 if below is None else below.depth
        most = 0
        if above is not None:
            opens = above.has_children and above.key not in self.table.rows.folded
            holds = opens or (not above.has_children and self._may_hold(above.key))
            most = above.depth + (1 if holds else 0)
        depth = max(least, min(most, self._depth + self._levels(at)))
        parent = self._ancestor(above, depth - 1)
        before = below.key if below is not None and below.depth == depth else None
        return Drop(parent, before, depth, gap)

    def _levels(self, at: QPoint) -> int:
        """Return by how many levels the pointer has gone to the right since the press."""
        return 0 if self._pressed is None else round((at.x() - self._pressed.x()) / INDENT)

    def _may_hold(self, key: int) -> bool:
        activity = self.table.rows.document.contents.activities[key]
        milestone = self.table.rows.line_of(key).is_milestone
        return not milestone and activity.actual_start_minute is None

    def _next(self, visible: "list[OutlineRow]", place: int, by: int) -> "OutlineRow | None":
        """Return the nearest row that stays where it is."""
        while 0 <= place < len(visible):
            if visible[place].key not in self._hidden:
                return visible[place]
            place += by
        return None

    def _ancestor(self, row: "OutlineRow | None", depth: int) -> int | None:
        """Return the key of the row of that depth that holds a row, or is it."""
        outline = self.table.rows.outline
        if row is None or depth < 0 or outline is None:
            return None
        while row.depth > depth and row.parent is not None:
            row = outline.rows[outline.index_of[row.parent]]
        return row.key

    def paint(self, painter: QPainter) -> None:
        """Paint the line where the rows would go, at its level."""
        if self.drop is None:
            return
        table = self.table
        name = table.visualRect(table.outline.index(0, Column.NAME)).left()
        y = self.drop.gap * self._row_height() - table.verticalScrollBar().value()
        y = max(2, min(y, table.viewport().height() - 2))
        x = name + 6 + self.drop.depth * INDENT
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(table.theme.color("accent"), 2))
        painter.drawLine(QPointF(x + 6, y), QPointF(table.viewport().width() - 4, y))
        painter.setBrush(table.theme.color("surface"))
        painter.drawEllipse(QRectF(x, y - 3, 6, 6))
        painter.restore()
