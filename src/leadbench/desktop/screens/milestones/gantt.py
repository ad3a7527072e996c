"""The chart beside the table: same rows, same selection, same vertical scroll bar."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from leadbench.charts.gantt import SCREEN, Mark
from leadbench.charts.time_scale import DAY, TimeScale
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gantt_head import GanttHead
from leadbench.desktop.screens.milestones.gantt_look import GanttLook, Layers, View
from leadbench.desktop.screens.milestones.gantt_paint import GanttPainter, around
from leadbench.desktop.screens.milestones.gestures import Gesture, begin_gesture
from leadbench.desktop.screens.milestones.hits import CATCH, Hit, describe, hit_mark
from leadbench.desktop.screens.milestones.table import OutlineTable
from leadbench.desktop.screens.milestones.table_head import HEADER_HEIGHT
from leadbench.desktop.theme import Theme

ZOOMS: Final = {"Days": 24.0, "Weeks": 2.45, "Months": 0.95, "Quarters": 0.32}
"""Pixels per day of each choice."""
_LEAST, _MOST = 0.04, 80.0


class GanttView(QAbstractScrollArea):
    """Bars, links and dates of the visible rows.

    Parameters
    ----------
    table
        The table whose rows, selection and vertical scroll the chart shares.
    rows
        The rows as the chart's geometry takes them.
    """

    opened = Signal(int)
    """A bar was double-clicked: its key."""
    menu_asked = Signal(object)
    scale_changed = Signal()
    """Another zoom."""

    def __init__(self, table: OutlineTable, rows: ChartRows, theme: Theme) -> None:
        super().__init__()
        self.table, self.rows, self.theme = table, rows, theme
        self.look = GanttLook(rows, theme)
        self.marks = GanttPainter(self.look)
        self.layers = Layers()
        self.per_day = ZOOMS["Weeks"]
        self.gesture: Gesture | None = None
        self.start_gesture: Callable[[Hit, QPoint], Gesture | None] | None = None
        self._origin, self._end = rows.reach()
        self._hovered = -1
        self._fits = True
        """Nobody has zoomed yet: the plan is fitted to the width."""
        self.setObjectName("gantt")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName("Gantt chart")
        self.setViewportMargins(0, HEADER_HEIGHT, 0, 0)
        self.head = GanttHead(self, self.look)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(int(SCREEN.row))
        self.horizontalScrollBar().setSingleStep(20)
        bar, other = self.verticalScrollBar(), table.verticalScrollBar()
        bar.valueChanged.connect(other.setValue)
        other.valueChanged.connect(bar.setValue)
        model = table.selectionModel()
        for told in (model.selectionChanged, model.currentChanged):
            told.connect(lambda *_: self.viewport().update())
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.look.forget()
        self.viewport().update()
        self.head.update()

    # Time

    @property
    def scale(self) -> TimeScale:
        """Where each instant stands in the viewport."""
        return TimeScale(self._origin, self.per_day / DAY, -self.horizontalScrollBar().value())

    def renew(self) -> None:
        """Show the rows as they are now; the visible stretch of time stays."""
        left = self.scale.minute(0)
        self._origin, self._end = self.rows.reach()
        self.update_ranges()
        self._show_at(left, 0)
        self.head.show_scale(self.scale)
        self.head.update()
        self.viewport().update()

    def update_ranges(self) -> None:
        """Give the scroll bars the size of the plan."""
        size = self.viewport().size()
        width = round((self._end - self._origin) * self.per_day / DAY)
        height = round(len(self.rows) * SCREEN.row)
        self.horizontalScrollBar().setPageStep(size.width())
        self.horizontalScrollBar().setRange(0, max(0, width - size.width()))
        self.verticalScrollBar().setPageStep(size.height())
        self.verticalScrollBar().setRange(0, max(0, height - size.height()))

    def zoom(self, per_day: float, about: float | None = None) -> None:
        """Give a day another width, in pixels, about a place of the viewport or its middle."""
        self._fits = False
        place = self.viewport().width() / 2 if about is None else about
        minute = self.scale.minute(place)
        self.per_day = min(max(per_day, _LEAST), _MOST)
        self.update_ranges()
        self._show_at(minute, place)
        self.head.show_scale(self.scale)
        self.viewport().update()
        self.scale_changed.emit()

    def zoom_by(self, factor: float) -> None:
        """Make days wider or narrower."""
        self.zoom(self.per_day * factor)

    def fit(self) -> None:
        """Show the whole plan."""
        days = max(1.0, (self._end - self._origin) / DAY)
        self.zoom(self.viewport().width() / days)
        self.horizontalScrollBar().setValue(0)

    def fit_or_weeks(self) -> None:
        """Show the whole plan if its weeks can be told apart, else weeks around the data date."""
        days = max(1.0, (self._end - self._origin) / DAY)
        per_day = self.viewport().width() / days
        self.zoom(min(max(per_day, self.look.least_week / 7), ZOOMS["Days"] / 2))
        project = self.rows.plan.document.project
        much = per_day < self.per_day * 0.9
        if project is not None and project.status_minute is not None and much:
            self.show_instant(project.status_minute)
        else:
            self.horizontalScrollBar().setValue(0)
        self._fits = True

    def unit(self) -> str:
        """Return the name of the zoom that is nearest."""
        return min(ZOOMS, key=lambda name: abs(_ratio(self.per_day, ZOOMS[name])))

    def show_instant(self, minute: int) -> None:
        """Scroll to an instant, a quarter into the chart."""
        self._show_at(self.rows.on_axis(minute), self.viewport().width() / 4)

    def show_mark(self, place: int) -> None:
        """Scroll so that the mark of a row can be seen."""
        shape = self.shape(place)
        if shape.right < 0 or shape.left > self.viewport().width():
            middle = self.viewport().width() / 3
            self._show_at(self.scale.minute(shape.left), middle)

    def _show_at(self, minute: int, place: float) -> None:
        value = (minute - self._origin) * self.per_day / DAY - place
        self.horizontalScrollBar().setValue(round(value))

    def show_layers(self, layers: Layers) -> None:
        """Show or hide layers."""
        self.layers = layers
        self.viewport().update()

    # Painting

    def view(self, clip: QRect | None = None) -> View:
        """Return what is seen of the plan."""
        area = self.viewport().rect() if clip is None else clip
        return View(self.scale, self.verticalScrollBar().value(), area, self.layers)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        view = self.view(event.rect())
        selected = {
            place
            for place in range(max(0, view.first), min(view.last, len(self.rows) - 1) + 1)
            if self.table.is_selected(place)
        }
        self.marks.paint(painter, view, self.viewport().width(), selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -view.top)
        self._handles(painter)
        self._focus_ring(painter)
        if self.gesture is not None:
            self.gesture.paint(painter, self)
        painter.end()

    def _handles(self, painter: QPainter) -> None:
        if self.gesture is not None or not 0 <= self._hovered < len(self.rows):
            return
        shape = self.shape(self._hovered)
        if self.rows.plan.schedule is None:
            return
        painter.setPen(QPen(self.look.color("accent"), 1.5))
        painter.setBrush(self.look.color("surface"))
        for x in (shape.left - CATCH, shape.right + CATCH):
            painter.drawEllipse(QRectF(x - 3, shape.middle - 3, 6, 6))

    def _focus_ring(self, painter: QPainter) -> None:
        place = self.table.currentIndex().row()
        if not self.hasFocus() or not 0 <= place < len(self.rows):
            return
        painter.setPen(QPen(self.look.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around(self.shape(place)).adjusted(-4, -4, 4, 4), 5, 5)

    def shape(self, place: int) -> Mark:
        """Return the mark of a row; its ``y`` counts from the first row, not from the viewport."""
        return self.look.mark(place, self.view())

    def update_row(self, place: int) -> None:
        """Repaint one row."""
        top = round(place * SCREEN.row) - self.verticalScrollBar().value()
        self.viewport().update(0, top - 1, self.viewport().width(), int(SCREEN.row) + 2)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dx:
            self.head.show_scale(self.scale)
            self.viewport().update(0, 0, self.viewport().width(), 2 * int(SCREEN.row))
        # Moving pixels is three times cheaper than painting them, but overlays must not smear.
        if (dx and dy) or self.gesture is not None:
            self.viewport().update()
        else:
            self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.viewport().geometry()
        self.head.setGeometry(area.left(), area.top() - HEADER_HEIGHT, area.width(), HEADER_HEIGHT)
        if self._fits and event.size().width() != event.oldSize().width():
            self.fit_or_weeks()
        self.update_ranges()
        self.head.show_scale(self.scale)

    # Mouse

    def hit(self, at: QPoint) -> Hit | None:
        """Return what is at a point of the viewport."""
        y = at.y() + self.verticalScrollBar().value()
        place = int(y // SCREEN.row)
        if not 0 <= place < len(self.rows) or self.rows.plan.schedule is None:
            return None
        return hit_mark(self.shape(place), at.x(), y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        hit = self.hit(at)
        place = int((at.y() + self.verticalScrollBar().value()) // SCREEN.row)
        if 0 <= place < len(self.rows):
            self._select(place, event)
        else:
            self.table.selectionModel().clearSelection()
        if event.button() == Qt.MouseButton.LeftButton and hit is not None and hit.part:
            self.gesture = begin_gesture(self.start_gesture, hit, at)
        event.accept()

    def _select(self, place: int, event: QMouseEvent) -> None:
        model, flags = self.table.selectionModel(), self.table.selectionModel().SelectionFlag
        current = self.table.currentIndex()
        index = self.table.outline.index(place, max(current.column(), 1))
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            model.setCurrentIndex(index, flags.Toggle | flags.Rows)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and current.isValid():
            model.clearSelection()
            for row in range(min(current.row(), place), max(current.row(), place) + 1):
                model.select(self.table.outline.index(row, 0), flags.Select | flags.Rows)
        elif event.button() == Qt.MouseButton.LeftButton or not model.isRowSelected(
            place, QModelIndex()
        ):
            self.table.go_to(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.gesture is not None:
            self.gesture.move(at, self)
            self.viewport().update()
            return
        hit = self.hit(at)
        self._hover(hit.place if hit is not None and hit.part else -1)
        part = "" if hit is None else hit.part
        shapes = {
            "right": Qt.CursorShape.SizeHorCursor,
            "start": Qt.CursorShape.CrossCursor,
            "finish": Qt.CursorShape.CrossCursor,
        }
        self.viewport().setCursor(shapes.get(part, Qt.CursorShape.ArrowCursor))

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            old, self._hovered = self._hovered, place
            for each in (old, place):
                if each >= 0:
                    self.update_row(each)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture = self.gesture
        if gesture is not None and event.button() == Qt.MouseButton.LeftButton:
            self.gesture = None
            gesture.drop(self)
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        if hit is not None:
            self.cancel()
            self.opened.emit(self.rows.plan.visible[hit.place].key)

    def cancel(self) -> bool:
        """Give up what is being dragged and tell whether there was anything."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return False
        gesture.cancel(self)
        self.viewport().update()
        return True

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.per_day * 1.0015**turn, event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit(event.pos())
            text = (
                describe(self.rows.plan, hit.place) if hit is not None and hit.part == "bar" else ""
            )
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel():
            return
        bar = self.horizontalScrollBar()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = max(20, round(self.per_day * 7))
            bar.setValue(bar.value() + (step if event.key() == Qt.Key.Key_Right else -step))
            return
        moves = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
        if event.key() in moves | {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.table.keyPressEvent(event)
            place = self.table.currentIndex().row()
            if 0 <= place < len(self.rows):
                self.show_mark(place)
            return
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            key = self.table.current_key()
            if key is not None:
                self.opened.emit(key)
            return
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.cancel()
        super().focusOutEvent(event)
        self.viewport().update()


def _ratio(one: float, other: float) -> float:
    return max(one, other) / min(one, other)
