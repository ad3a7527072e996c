"""What lies over the network diagram: a small map of the whole, and the key to a box."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from leadbench.charts.gantt import State
from leadbench.charts.network_draw import BROKEN, box_tone
from leadbench.desktop.painter_pen import Fonts, PainterPen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import IconButton

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.network import NetworkView

_FILLS: Final = {
    State.LEFT_OUT: "done_fill",
    State.DONE: "done_fill",
    State.CRITICAL: "critical_fill",
    State.NEAR: "near_fill",
    State.NORMAL: "normal_fill",
}
_MAP: Final = QSize(168, 104)
_KEY: Final = QSize(350, 159)


class Minimap(QWidget):
    """The whole diagram in small with a frame around what is seen; drag the frame to move."""

    def __init__(self, view: "NetworkView", theme: Theme) -> None:
        super().__init__(view)
        self.view, self.theme = view, theme
        self._pixmap: QPixmap | None = None
        self.setFixedSize(_MAP)
        self.setAccessibleName("Map of the network diagram")
        self.setToolTip("Drag to move the diagram")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.moved.connect(self.update)
        theme.changed.connect(self.forget)

    @property
    def wanted(self) -> bool:
        """Whether there is more than the view shows."""
        scene, seen = self.view.scene, self.view.seen()
        return scene.width > seen.width() + 1 or scene.height > seen.height() + 1

    def _scale(self) -> tuple[float, QPointF]:
        scene = self.view.scene
        wide, tall = max(1.0, scene.width), max(1.0, scene.height)
        scale = min((self.width() - 12) / wide, (self.height() - 12) / tall)
        corner = QPointF((self.width() - wide * scale) / 2, (self.height() - tall * scale) / 2)
        return scale, corner

    def frame(self) -> QRectF:
        """Return the frame around what the view shows, in pixels of the map."""
        scale, corner = self._scale()
        seen, scene = self.view.seen(), self.view.scene
        seen = seen.intersected(QRectF(0, 0, scene.width, scene.height))
        return QRectF(
            corner.x() + seen.x() * scale,
            corner.y() + seen.y() * scale,
            max(4.0, seen.width() * scale),
            max(4.0, seen.height() * scale),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        scale, corner = self._scale()
        painter.drawPixmap(0, 0, self._boxes(scale, corner))
        accent = self.theme.color("accent")
        painter.setPen(QPen(accent, 1.5))
        tint = QColor(accent)
        tint.setAlpha(24)
        painter.setBrush(tint)
        painter.drawRoundedRect(self.frame(), 3, 3)
        painter.end()

    def forget(self) -> None:
        """Draw the boxes anew: others are shown, or in another state."""
        self._pixmap = None
        self.update()

    def _boxes(self, scale: float, corner: QPointF) -> QPixmap:
        """Return the boxes, kept while the diagram is moved."""
        ratio = self.devicePixelRatioF()
        if self._pixmap is not None and self._pixmap.devicePixelRatio() == ratio:
            return self._pixmap
        pixmap = self._pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groups: dict[State, list[QRectF]] = {}
        scene = self.view.scene
        for place in scene.places:
            if not scene.exists(place.key):
                continue
            box = scene.rect(place.key)
            small = QRectF(
                corner.x() + box.x() * scale,
                corner.y() + box.y() * scale,
                max(2.2, box.width() * scale - 0.6),
                max(2.2, box.height() * scale - 0.6),
            )
            groups.setdefault(scene.text(place.key).state, []).append(small)
        painter.setPen(Qt.PenStyle.NoPen)
        for state, boxes in groups.items():
            painter.setBrush(self.theme.color(_FILLS[state]))
            painter.drawRects(boxes)
        painter.end()
        return pixmap

    def _go(self, at: QPointF) -> None:
        scale, corner = self._scale()
        self.view.center_on((at - corner) / scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())


class ReadingKey(QWidget):
    """How to read a box; it can be closed.

    Parameters
    ----------
    near
        Float up to which a task counts as near-critical, in words such as "5 d".
    """

    closed = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self.near = theme, "5 d"
        self.fonts = Fonts()
        self.setFixedSize(_KEY)
        self.setAccessibleName("How to read a box")
        self.close_button = IconButton("x", "Close the key", theme)
        self.close_button.setParent(self)
        self.close_button.move(self.width() - 32, 4)
        self.close_button.clicked.connect(self.closed)
        theme.changed.connect(self.update)

    def show_near(self, near: str) -> None:
        """Say up to which float a task is near-critical."""
        self.near = near
        self.setAccessibleDescription(
            "Upper line: early start, days, early finish. Lower line: late start, float, late "
            f"finish. Square: critical. Triangle: {near} float or less. Check: done."
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.theme.look
        pen = PainterPen(painter, self.fonts)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen.box(
            rect.x(),
            rect.y(),
            rect.width(),
            rect.height(),
            fill=look.surface,
            line=look.border_strong,
            line_width=1.0,
            radius=9,
        )
        pen.text(16, 24, "How to read a box", size=12, color=look.text, weight=600)
        x, y, wide, tall = 16.0, 40.0, 172.0, 82.0
        pen.box(
            x, y, wide, tall, fill=look.sunken, line=look.border_strong, line_width=1.2, radius=6
        )
        pen.box(x + 0.6, y + 22, wide - 1.2, tall - 44, fill=look.surface)
        for at in (y + 22, y + tall - 22):
            pen.line(((x, at), (x + wide, at)), look.border, width=1.0)
        for row, words in ((15, _UPPER), (tall - 7, _LOWER)):
            left, right = x + 8, x + wide - 8
            places = ((left, "start"), ((left + right) / 2, "middle"), (right, "end"))
            for (place, anchor), text in zip(places, words, strict=True):
                pen.text(place, y + row, text, size=10.5, color=look.text2, anchor=anchor)
        middle = y + tall / 2 + 4
        pen.text(
            x + wide / 2, middle, "Task", size=12, color=look.text, weight=600, anchor="middle"
        )
        for number, (state, meaning) in enumerate(
            (
                (State.CRITICAL, "Critical"),
                (State.NEAR, f"{self.near} float or less"),
                (State.NORMAL, f"More than {self.near}"),
                (State.DONE, "Done"),
                (State.LEFT_OUT, "Left out"),
            )
        ):
            at = 50.0 + number * 21
            fill, line, thick = box_tone(state, look)
            out = state == State.LEFT_OUT
            edge = "" if out else line
            pen.box(206, at - 7, 25, 14, fill=fill, line=edge, line_width=thick, radius=3)
            if out:
                corners = ((206, at - 7), (231, at - 7), (231, at + 7), (206, at + 7))
                pen.line((*corners, corners[0]), line, width=1.2, dash=BROKEN, radius=3)
            left = 240.0
            if state == State.CRITICAL:
                pen.box(left, at - 3, 6, 6, fill=look.critical)
            elif state == State.NEAR:
                pen.shape(
                    ((left, at + 3), (left + 7, at + 3), (left + 3.5, at - 3.6)), fill=look.near
                )
            elif state == State.DONE:
                pen.line(((left, at), (left + 3, at + 3), (left + 8, at - 3)), look.done, width=1.5)
            mark = 0 if state in {State.NORMAL, State.LEFT_OUT} else 12
            pen.text(left + mark, at + 4, meaning, size=11, color=look.text2)
        painter.end()


_UPPER: Final = ("Early start", "Days", "Early finish")
_LOWER: Final = ("Late start", "Float", "Late finish")
