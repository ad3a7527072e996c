"""The chart beside the table: same rows, same selection, same vertical scroll bar."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
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

from leadbench.charts.gantt import Mark
from leadbench.charts.time_scale import DAY, TimeScale
from leadbench.desktop.screens.milestones import gantt_access, gantt_keys
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gantt_head import GanttHead
from leadbench.desktop.screens.milestones.gantt_links import Emphasis, paint_emphasis
from leadbench.desktop.screens.milestones.gantt_look import GanttLook, Layers, View
from leadbench.desktop.screens.milestones.gantt_mouse import ChartMouse
from leadbench.desktop.screens.milestones.gantt_paint import GanttPainter, around
from leadbench.desktop.screens.milestones.gantt_shapes import polygon
from leadbench.desktop.screens.milestones.gantt_updates import Updates, separate
from leadbench.desktop.screens.milestones.gantt_zoom import ZOOMS, clock_share, limited, unit
from leadbench.desktop.screens.milestones.gestures import Gesture
from leadbench.desktop.screens.milestones.hits import CATCH, Hit, progress_place
from leadbench.desktop.screens.milestones.motion import Mover
from leadbench.desktop.screens.milestones.table import OutlineTable
from leadbench.desktop.screens.milestones.table_head import HEADER_HEIGHT
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Surface


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
    link_opened = Signal(int, object)
    """A link is to be edited: its key, and the point of the viewport that it is edited at."""
    link_removed = Signal(int)
    scale_changed = Signal()
    """Another zoom."""

    def __init__(self, table: OutlineTable, rows: ChartRows, theme: Theme) -> None:
        super().__init__()
        self.table, self.rows, self.theme = table, rows, theme
        self.look = GanttLook(rows, theme)
        self.mouse = ChartMouse(self)
        self.marks = GanttPainter(self.look)
        self.layers = Layers()
        self.per_day = ZOOMS["Weeks"]
        self.gesture: Gesture | None = None
        self.start_gesture: Callable[[Hit, QPoint], Gesture | None] | None = None
        gantt_access.install()
        self._origin, self._end = rows.reach()
        self.emphasis = Emphasis()
        self.hovered = -1
        """Place of the row under the pointer, or -1."""
        self.mover = Mover(self)
        self.updates = Updates(self)
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
        self.setCornerWidget(Surface(theme, "surface"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalScrollBar().setSingleStep(20)
        bar, other = self.verticalScrollBar(), table.verticalScrollBar()
        bar.valueChanged.connect(other.setValue)
        other.valueChanged.connect(bar.setValue)
        self.updates.follow(table.selectionModel())
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.look.forget()
        self.update_ranges()
        self.viewport().update()
        self.head.update()

    # Time

    @property
    def scale(self) -> TimeScale:
        """Where each instant stands in the viewport."""
        return TimeScale(self._origin, self.per_day / DAY, -self.horizontalScrollBar().value())

    @property
    def row_height(self) -> float:
        """Height of a row, the table's own."""
        return self.look.sizes.row

    def renew(self) -> None:
        """Show the rows as they are now; the visible stretch of time stays."""
        left, scale = self.scale.minute(0), self.look.shapes.scale
        before = self.look.shapes.known()
        self._origin, self._end = self.rows.reach()
        self.update_ranges()
        self._show_at(left, 0)
        self.head.show_scale(self.scale)
        self.head.update()
        self._follow()
        if scale == self.look.shapes.scale:
            self.mover.move(before)
        if self.emphasis.chosen not in self.rows.plan.document.contents.dependencies:
            self.emphasis = replace(self.emphasis, chosen=-1, link=-1)
        self.viewport().update()

    def _follow(self) -> None:
        """Let the marks follow rows, zoom and layers."""
        self.rows.follow_clock(clock_share(self.per_day))
        whole = TimeScale(self._origin, self.per_day / DAY)
        self.look.shapes.follow(whole, self.look.sizes, critical=self.layers.critical)

    def update_ranges(self) -> None:
        """Give the scroll bars the size of the plan, in rows as high as the table's."""
        if len(self.rows):
            # Not rowHeight, which lays out every row of the table first.
            height = self.table.indexRowSizeHint(self.table.outline.index(0, 0))
            self.look.set_row_height(height)
        size, row = self.viewport().size(), self.row_height
        width = round((self._end - self._origin) * self.per_day / DAY)
        self.verticalScrollBar().setSingleStep(int(row))
        self.horizontalScrollBar().setPageStep(size.width())
        self.horizontalScrollBar().setRange(0, max(0, width - size.width()))
        high = self.table.viewport().height() if self.isHidden() else size.height()
        self.verticalScrollBar().setPageStep(high)
        self.verticalScrollBar().setRange(0, max(0, round(len(self.rows) * row) - high))

    def zoom(self, per_day: float, about: float | None = None) -> None:
        """Give a day another width, in pixels, about a place of the viewport or its middle."""
        self._fits = False
        place = self.viewport().width() / 2 if about is None else about
        minute = self.scale.minute(place)
        self.per_day = limited(per_day)
        self.mover.settle()
        self.update_ranges()
        self._show_at(minute, place)
        self._follow()
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

    def fit_rows(self, places: list[int]) -> None:
        """Show the dates of some rows as large as they fit, with some room around them."""
        marks = [self.shape(place) for place in places]
        if not marks or self.rows.plan.schedule is None:
            return
        first = self.scale.minute(min(each.left for each in marks))
        last = self.scale.minute(max(each.right for each in marks))
        room = 0.8 * self.viewport().width()
        self.zoom(room * DAY / max(last - first, DAY // 4))
        self._show_at((first + last) / 2, self.viewport().width() / 2)

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
        return unit(self.per_day)

    def show_instant(self, minute: int) -> None:
        """Scroll to an instant, a quarter into the chart."""
        self._show_at(self.rows.on_axis(minute), self.viewport().width() / 4)

    def show_mark(self, place: int) -> None:
        """Scroll so that the mark of a row can be seen."""
        shape = self.shape(place)
        if shape.right < 0 or shape.left > self.viewport().width():
            middle = self.viewport().width() / 3
            self._show_at(self.scale.minute(shape.left), middle)

    def show_current(self) -> None:
        """Scroll so that the mark of the current row can be seen."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.rows):
            self.show_mark(place)

    def _show_at(self, minute: float, place: float) -> None:
        value = (minute - self._origin) * self.per_day / DAY - place
        self.horizontalScrollBar().setValue(round(value))

    def show_layers(self, layers: Layers) -> None:
        """Show or hide layers."""
        self.layers = layers
        self._follow()
        self.viewport().update()

    # Painting

    def view(self, clip: QRect | None = None) -> View:
        """Return what is seen of the plan."""
        area = self.viewport().rect() if clip is None else clip
        return View(
            self.scale, self.verticalScrollBar().value(), area, self.layers, self.row_height
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._follow()
        for area in separate(event.region()):
            painter.save()
            painter.setClipRect(area)
            self._paint(painter, self.view(area))
            painter.restore()
        painter.end()

    def _paint(self, painter: QPainter, view: View) -> None:
        """Paint what is inside the clip of a view."""
        spans = self.table.selected_spans()
        selected = {
            place
            for place in range(max(0, view.first), min(view.last, len(self.rows) - 1) + 1)
            if any(top <= place <= bottom for top, bottom in spans)
        }
        if not self.marks.paint(painter, view, self.viewport().width(), selected):
            self.updates.rest.start()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.emphasis != Emphasis() and self.rows.plan.schedule is not None:
            painter.save()
            painter.translate(view.scale.left, -view.top)
            paint_emphasis(self.look, painter, view, self.emphasis)
            painter.restore()
        painter.translate(0, -view.top)
        self._handles(painter)
        self._focus_ring(painter)
        if self.gesture is not None:
            self.gesture.paint(painter, self)

    def _handles(self, painter: QPainter) -> None:
        if self.gesture is not None or not 0 <= self.hovered < len(self.rows):
            return
        if self.rows.plan.schedule is None or self.rows.plan.document.read_only:
            return
        shape = self.shape(self.hovered)
        painter.setPen(QPen(self.look.color("accent"), 1.5))
        painter.setBrush(self.look.color("surface"))
        for x in (shape.left - CATCH, shape.right + CATCH):
            painter.drawEllipse(QRectF(x - 3, shape.middle - 3, 6, 6))
        at = progress_place(shape)
        if at is not None:  # a slider under the bar, where the progress line ends
            painter.setBrush(self.look.color("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            foot = shape.bottom - 2
            painter.drawPolygon(polygon(((at, foot), (at + 4.5, foot + 6), (at - 4.5, foot + 6))))

    def _focus_ring(self, painter: QPainter) -> None:
        place = self.table.currentIndex().row()
        if not self.hasFocus() or not 0 <= place < len(self.rows) or self.emphasis.chosen >= 0:
            return
        painter.setPen(QPen(self.look.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around(self.shape(place)).adjusted(-4, -4, 4, 4), 5, 5)

    def shape(self, place: int) -> Mark:
        """Return the mark of a row; its ``y`` counts from the first row, not from the viewport."""
        return self.look.mark(place, self.view())

    def update_row(self, place: int) -> None:
        """Repaint one row."""
        self.updates.rows(place, place)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dx:
            self.head.show_scale(self.scale)
            self.viewport().update(0, 0, self.viewport().width(), 2 * int(self.row_height))
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

    # Mouse and keys

    def stand_out(self, emphasis: Emphasis) -> None:
        """Let links and neighbors stand out."""
        if emphasis != self.emphasis:
            self.emphasis = emphasis
            self.viewport().update()

    def cancel(self) -> bool:
        """Give up what is being dragged and tell whether there was anything."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return False
        gesture.cancel(self)
        self.viewport().update()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double_click(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        self.mouse.leave()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if self.gesture is not None:
            event.accept()  # what is dragged is held by its place on the screen
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
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
            text = self.mouse.words(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not gantt_keys.press(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        gantt_access.tell_focus(self)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.cancel()
        super().focusOutEvent(event)
        self.viewport().update()
