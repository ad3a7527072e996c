"""The network diagram: boxes and links of the plan, zoomed, moved and edited in place."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from leadbench.desktop.screens.milestones import network_access
from leadbench.desktop.screens.milestones.network_gestures import DrawLink, Gesture, Pan
from leadbench.desktop.screens.milestones.network_paint import Emphasis, NetworkPainter
from leadbench.desktop.screens.milestones.network_scene import NetworkScene, Spot
from leadbench.desktop.screens.milestones.tag import Tag
from leadbench.desktop.theme import Theme

EDGE: Final = 12
"""Pixels around the diagram."""
LEAST, MOST = 0.06, 2.5
_STEP: Final = 1.25
_READABLE: Final = 0.72
"""A plan that fits at this scale is shown whole at first."""


class NetworkView(QAbstractScrollArea):
    """Paints the visible part of a scene and tells what a person does to it.

    Parameters
    ----------
    scene
        The diagram.
    emphasis
        What stands out now.
    """

    picked = Signal(int, object)
    """A box was chosen: its key, and the keyboard modifiers."""
    link_picked = Signal(object)
    """A link was chosen by its key, or None."""
    key_pressed = Signal(object)
    """A key event that the view itself does not use; accepted by whoever does."""
    menu_asked = Signal(object)
    opened = Signal(int)
    """A box was double-clicked."""
    lane_opened = Signal(int)
    """The head of a lane was double-clicked: its number."""
    drawn = Signal(int, str, int, str, object)
    """A link was drawn: key and end of the first box, key and end of the second, and where."""
    moved = Signal()
    """Another part is seen, or at another scale."""

    def __init__(self, scene: NetworkScene, theme: Theme, emphasis: Callable[[], Emphasis]) -> None:
        super().__init__()
        self.scene, self.theme, self.emphasis = scene, theme, emphasis
        self.painter = NetworkPainter(scene, theme)
        self.scale = 1.0
        self.gesture: Gesture | None = None
        self.hovered: Spot | None = None
        self.space_held = False
        self.placed = False
        self.tag = Tag(self.viewport(), theme)
        network_access.install()
        self.setObjectName("network")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Network diagram")
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)
            bar.valueChanged.connect(lambda _: self.moved.emit())
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.painter.forget()
        self.viewport().update()

    # Places

    @property
    def origin(self) -> QPointF:
        """Where the diagram's corner stands in the viewport."""
        return QPointF(
            EDGE - self.horizontalScrollBar().value(), EDGE - self.verticalScrollBar().value()
        )

    def to_scene(self, at: QPointF) -> QPointF:
        """Return the place in the diagram at a point of the viewport."""
        return (at - self.origin) / self.scale

    def from_scene(self, box: QRectF) -> QRect:
        """Return where a part of the diagram stands in the viewport."""
        corner = QPointF(box.x() * self.scale, box.y() * self.scale) + self.origin
        size = box.size() * self.scale
        return QRectF(corner, size).toAlignedRect()

    def seen(self) -> QRectF:
        """Return the part of the diagram that the viewport shows."""
        size = self.viewport().size()
        return QRectF(
            self.to_scene(QPointF(0, 0)), self.to_scene(QPointF(size.width(), size.height()))
        )

    def spot(self, at: QPointF) -> Spot | None:
        """Return what is at a point of the viewport."""
        place = self.to_scene(at)
        return self.scene.at(place.x(), place.y(), self.scale)

    # Scale and position

    def renew(self) -> None:
        """Show the diagram as it is now."""
        self.update_ranges()
        if not self.placed and self.scene.diagram is not None and self.isVisible():
            self.placed = True
            self.first_look()
        self.viewport().update()
        self.moved.emit()

    def forget_place(self) -> None:
        """Begin anew with the next diagram, as for another project."""
        self.placed = False

    def update_ranges(self) -> None:
        """Give the scroll bars the size of the diagram."""
        size = self.viewport().size()
        for bar, length, room in (
            (self.horizontalScrollBar(), self.scene.width, size.width()),
            (self.verticalScrollBar(), self.scene.height, size.height()),
        ):
            bar.setPageStep(room)
            bar.setRange(0, max(0, round(length * self.scale) + 2 * EDGE - room))

    def zoom(self, scale: float, about: QPointF | None = None) -> None:
        """Take another scale; a point of the viewport, or its middle, stays where it is."""
        size = self.viewport().size()
        point = QPointF(size.width() / 2, size.height() / 2) if about is None else about
        place = self.to_scene(point)
        self.scale = min(max(scale, LEAST), MOST)
        self.update_ranges()
        self.horizontalScrollBar().setValue(round(place.x() * self.scale + EDGE - point.x()))
        self.verticalScrollBar().setValue(round(place.y() * self.scale + EDGE - point.y()))
        self.viewport().update()
        self.moved.emit()

    def zoom_by(self, factor: float) -> None:
        """Make everything larger or smaller."""
        self.zoom(self.scale * factor)

    def zoom_in(self) -> None:
        """Go one step nearer."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Go one step away."""
        self.zoom_by(1 / _STEP)

    def actual_size(self) -> None:
        """Show a unit as a pixel."""
        self.zoom(1.0)

    def fitting(self) -> float:
        """Return the scale at which the whole diagram is seen, at most 1."""
        size = self.viewport().size()
        if not self.scene.width or not self.scene.height:
            return 1.0
        wide = (size.width() - 2 * EDGE) / self.scene.width
        tall = (size.height() - 2 * EDGE) / self.scene.height
        return min(1.0, wide, tall)

    def fit(self) -> None:
        """Show the whole diagram."""
        self.zoom(self.fitting())

    def first_look(self) -> None:
        """Show the whole diagram if it can be read so, else its part around the current box."""
        scale = self.fitting()
        if scale >= _READABLE:
            self.zoom(scale)
            return
        self.zoom(0.85 if scale > 0.5 else _READABLE)
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        key = self.emphasis().current
        if key is not None:
            self.show_box(key)

    def show_box(self, key: int) -> None:
        """Scroll so that a box is seen."""
        box = self.scene.rect(key)
        if box.isNull():
            return
        inside = self.from_scene(box.adjusted(-24, -24, 24, 24))
        room = self.viewport().rect()
        if not room.contains(inside):
            self.center_on(box.center())

    def center_on(self, place: QPointF) -> None:
        """Scroll so that a place of the diagram is in the middle."""
        size = self.viewport().size()
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        bars[0].setValue(round(place.x() * self.scale + EDGE - size.width() / 2))
        bars[1].setValue(round(place.y() * self.scale + EDGE - size.height() / 2))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self.origin)
        painter.scale(self.scale, self.scale)
        clip = QRectF(event.rect())
        area = QRectF(self.to_scene(clip.topLeft()), self.to_scene(clip.bottomRight()))
        what = self.emphasis()
        self.painter.paint(painter, area, self.scale, self.devicePixelRatioF(), what)
        self._handles(painter)
        if self.gesture is not None:
            self.gesture.paint(painter, self)
        self.painter.paint_heads(painter, self.seen())
        painter.end()

    def _handles(self, painter: QPainter) -> None:
        spot = self.hovered
        if self.gesture is not None or spot is None or spot.part not in {"start", "finish"}:
            return
        box = self.scene.rect(spot.key)
        x = box.right() if spot.part == "finish" else box.left()
        painter.setPen(self.theme.color("accent"))
        painter.setBrush(self.theme.color("surface"))
        size = 4.0 / min(1.0, self.scale)
        painter.drawEllipse(QPointF(x, box.center().y()), size, size)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()  # heads of lanes stay where they are

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update_ranges()
        self.moved.emit()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        spot = self.spot(at)
        button = event.button()
        wants_to_pan = button == Qt.MouseButton.MiddleButton or self.space_held
        if wants_to_pan or spot is None or spot.part == "box":
            self.gesture = Pan(at)
        if wants_to_pan:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif spot is None:
            self.link_picked.emit(None)
        elif spot.part == "link":
            self.link_picked.emit(spot.key)
        else:
            self.picked.emit(spot.key, event.modifiers())
            if spot.part != "box" and button == Qt.MouseButton.LeftButton:
                self.gesture = DrawLink(spot.key, spot.part)
        if button == Qt.MouseButton.RightButton:
            self.gesture = None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.gesture is not None:
            self.gesture.move(event.position(), self)
            return
        spot = self.spot(event.position())
        if spot != self.hovered:
            self.hovered = spot
            self.viewport().update()
        part = "" if spot is None else spot.part
        shapes = {
            "start": Qt.CursorShape.CrossCursor,
            "finish": Qt.CursorShape.CrossCursor,
            "link": Qt.CursorShape.PointingHandCursor,
        }
        held = Qt.CursorShape.OpenHandCursor if self.space_held else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shapes.get(part, held))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.drop(event.position(), self)
            self.viewport().unsetCursor()
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.cancel()
        spot = self.spot(event.position())
        place = self.to_scene(event.position())
        if spot is not None and spot.part != "link":
            self.opened.emit(spot.key)
        elif event.position().x() <= 44 * self.scale + EDGE:
            lane = self.scene.lane_at(place.y())
            if lane is not None:
                self.lane_opened.emit(lane)

    def cancel(self) -> bool:
        """Give up what is being dragged and tell whether there was anything."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return False
        gesture.cancel(self)
        self.viewport().unsetCursor()
        self.viewport().update()
        return True

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = None
        self.viewport().update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.scale * 1.0015 ** (turn.y() or turn.x()), event.position())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (turn.y() or turn.x()))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.describe(spot), self.viewport())
            return True
        return super().viewportEvent(event)

    def describe(self, spot: Spot | None) -> str:
        """Return what a tooltip says of what is at a point."""
        if spot is None:
            return ""
        if spot.part == "link":
            return self.scene.items.link_words(spot.key)
        return self.scene.items.details(spot.key)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel():
            return
        if event.key() == Qt.Key.Key_Space:
            self.space_held = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        event.ignore()
        self.key_pressed.emit(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.space_held = False
            self.viewport().unsetCursor()
            return
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        network_access.tell_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.cancel()
        self.space_held = False
        super().focusOutEvent(event)
        self.viewport().update()

    def show_tag(self, text: str, at: QPoint) -> None:
        """Say at the pointer what dropping would do; "" says nothing."""
        self.tag.follow(text, at)

    def point_below(self, key: int) -> QPoint:
        """Return the point of the viewport under a box, for a menu that a key opens."""
        return self.from_scene(self.scene.rect(key)).bottomLeft()
