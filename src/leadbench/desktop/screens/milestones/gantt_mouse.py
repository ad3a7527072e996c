"""What the mouse does on the chart before a drag takes over: hover, select, open."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from leadbench.desktop.screens.milestones.gantt_links import Emphasis, link_at
from leadbench.desktop.screens.milestones.hits import Hit, describe, describe_link, hit_mark

if TYPE_CHECKING:
    from leadbench.charts.gantt import PlacedLink
    from leadbench.desktop.screens.milestones.gantt import GanttView

_EDGE: Final = 20
"""Pixels at the edge of the chart in which a drag scrolls it."""
_EDGE_MS: Final = 30
_MOST: Final = 30
"""Pixels in that time."""
_AT_ONCE: Final = 4
"""So many times as far it goes at once where the dates of a drag take longer than that."""
_CURSORS: Final = {
    "right": Qt.CursorShape.SizeHorCursor,
    "length": Qt.CursorShape.ForbiddenCursor,
    "progress": Qt.CursorShape.SplitHCursor,
    "start": Qt.CursorShape.CrossCursor,
    "finish": Qt.CursorShape.CrossCursor,
}


class ChartMouse:
    """Follows the pointer over the chart.

    Parameters
    ----------
    view
        The chart.
    """

    def __init__(self, view: "GanttView") -> None:
        self.view = view
        self._at = self._pressed = QPoint()
        self._edge = QTimer(view)
        self._edge.setInterval(_EDGE_MS)
        self._edge.timeout.connect(self._scroll)
        self._clock = QElapsedTimer()

    def hit(self, at: QPoint) -> Hit | None:
        """Return what is at a point of the viewport."""
        view = self.view
        y = at.y() + view.verticalScrollBar().value()
        place = int(y // view.row_height)
        if not 0 <= place < len(view.rows) or view.rows.plan.schedule is None:
            return None
        return hit_mark(view.shape(place), at.x(), y)

    def link(self, at: QPoint) -> "PlacedLink | None":
        """Return the link at a point of the viewport where no bar is."""
        view, hit = self.view, self.hit(at)
        if (hit is not None and hit.part) or view.rows.plan.schedule is None:
            return None
        x = at.x() - view.scale.left
        return link_at(view.look, view.view(), x, at.y() + view.verticalScrollBar().value())

    def words(self, at: QPoint) -> str:
        """Return the exact values of what is under the pointer, or ""."""
        plan, hit = self.view.rows.plan, self.hit(at)
        if hit is not None and hit.part == "length":
            return f"{describe(plan, hit.place)}\nIts length follows its tasks"
        if hit is not None and hit.part in {"bar", "right", "progress"}:
            return describe(plan, hit.place)
        link = self.link(at)
        return "" if link is None else describe_link(plan, link.link.key)

    def press(self, event: QMouseEvent) -> None:
        """Select what is pressed, and begin a drag where something can be taken hold of."""
        view, at = self.view, event.position().toPoint()
        hit, link = self.hit(at), self.link(at)
        left = event.button() == Qt.MouseButton.LeftButton
        view.stand_out(replace(view.emphasis, chosen=-1 if link is None else link.link.key))
        event.accept()
        if link is not None:
            return
        place = int((at.y() + view.verticalScrollBar().value()) // view.row_height)
        if 0 <= place < len(view.rows):
            self._select(place, event)
        else:
            view.table.selectionModel().clearSelection()
        if left and hit is not None and hit.part and view.start_gesture is not None:
            view.gesture = view.start_gesture(hit, at)
            self._pressed = at
            view.stand_out(Emphasis())

    def _select(self, place: int, event: QMouseEvent) -> None:
        table = self.view.table
        model, flags = table.selectionModel(), table.selectionModel().SelectionFlag
        current = table.currentIndex()
        index = table.outline.index(place, max(current.column(), 1))
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            model.setCurrentIndex(index, flags.Toggle | flags.Rows)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and current.isValid():
            model.clearSelection()
            for row in range(min(current.row(), place), max(current.row(), place) + 1):
                model.select(table.outline.index(row, 0), flags.Select | flags.Rows)
        elif event.button() == Qt.MouseButton.LeftButton or not model.isRowSelected(
            place, QModelIndex()
        ):
            table.go_to(index)

    def move(self, at: QPoint) -> None:
        """Go on with a drag, or show what could be done here."""
        view = self.view
        if view.gesture is not None:
            self._at = at
            view.gesture.move(at, view)
            view.viewport().update()
            if self._beyond() != (0, 0) and not self._edge.isActive():
                self._clock.start()
                self._edge.start()
            return
        hit, link = self.hit(at), self.link(at)
        self._hover(hit.place if hit is not None and hit.part else -1)
        view.stand_out(
            replace(
                view.emphasis,
                row=-1 if hit is None or not hit.part else view.rows.plan.visible[hit.place].key,
                link=-1 if link is None else link.link.key,
            )
        )
        part = "" if hit is None or view.rows.plan.document.read_only else hit.part
        pointing = Qt.CursorShape.ArrowCursor if link is None else Qt.CursorShape.PointingHandCursor
        view.viewport().setCursor(_CURSORS.get(part, pointing))

    def _beyond(self) -> tuple[int, int]:
        """Return how far to scroll each time: the more, the further a drag is beyond the edge.

        Nothing in a direction in which it was hardly dragged.
        """
        face, at, from_ = self.view.viewport(), self._at, self._pressed
        return (
            _over(at.x(), from_.x(), face.width()),
            _over(at.y(), from_.y(), face.height()),
        )

    def _scroll(self) -> None:
        """Let the chart go on under a drag that is held at its edge."""
        view, (right, down) = self.view, self._beyond()
        gesture, along, rows = view.gesture, view.horizontalScrollBar(), view.verticalScrollBar()
        before = along.value(), rows.value()
        times = max(1.0, min(_since(self._clock) / _EDGE_MS, _AT_ONCE))
        if gesture is not None:
            along.setValue(before[0] + round(times * right))
            rows.setValue(before[1] + round(times * down))
        if gesture is None or before == (along.value(), rows.value()):
            self._edge.stop()
            return
        gesture.scrolled(along.value() - before[0])
        gesture.move(self._at, view)
        view.viewport().update()

    def _hover(self, place: int) -> None:
        view = self.view
        if place != view.hovered:
            old, view.hovered = view.hovered, place
            for each in (old, place):
                if each >= 0:
                    view.update_row(each)

    def release(self, event: QMouseEvent) -> None:
        """Do what was dragged."""
        view, gesture = self.view, self.view.gesture
        if gesture is not None and event.button() == Qt.MouseButton.LeftButton:
            view.gesture = None
            gesture.drop(view)
            view.viewport().update()

    def double_click(self, at: QPoint) -> None:
        """Open what is under the pointer: a link where it is, a task beside the chart."""
        view, hit, link = self.view, self.hit(at), self.link(at)
        view.cancel()
        if link is not None:
            view.link_opened.emit(link.link.key, at)
        elif hit is not None:
            view.opened.emit(view.rows.plan.visible[hit.place].key)

    def leave(self) -> None:
        """Let nothing stand out but the chosen link."""
        self._hover(-1)
        self.view.stand_out(Emphasis(chosen=self.view.emphasis.chosen))


def _since(clock: QElapsedTimer) -> int:
    """Return how many milliseconds have passed, and count from now on."""
    return clock.restart()


def _over(place: int, pressed: int, end: int) -> int:
    """Return how far a place is within the edge at either end, or beyond it."""
    if abs(place - pressed) < _EDGE:
        return 0
    over = place - _EDGE if place < _EDGE else max(0, place - end + _EDGE)
    return max(-_MOST, min(_MOST, over))
