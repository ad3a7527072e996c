"""Gain against complexity: bubbles that are chosen, read and moved by mouse or keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy

from leadbench.charts.bubbles import COMPLEX, SIMPLE, Bubble, BubblePicture, draw, picture
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.head import scaled

_FAR_ENOUGH: Final = 4.0
_FINE: Final = (0.1, 0.01)
"""Steps of complexity and of gain in millions, as a hand can set them."""
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Bubbles(Chart):
    """Shows candidates; gains are in millions of the portfolio's currency."""

    chosen = Signal(int)
    """The key of the candidate that was chosen."""
    moved = Signal(int, object, object)
    """Its key, and its new complexity and gain: None for what stays."""
    refused = Signal(str)
    """Why a bubble cannot be moved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 300, "Gain against complexity")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.bubbles: tuple[Bubble, ...] = ()
        self.selected: int | None = None
        self.plan: BubblePicture | None = None
        self.live = ""
        """What the drag in hand comes to, "" while there is none."""
        self._movable: Mapping[int, tuple[bool, bool]] = {}
        self._tips: Mapping[int, str] = {}
        self._words: Callable[[int, float, float], str] = lambda _key, _x, _y: ""
        self._unit = "$"
        self._pressed: tuple[int, QPointF] | None = None
        self._moving: Bubble | None = None

    def show_bubbles(
        self,
        bubbles: Sequence[Bubble],
        movable: Mapping[int, tuple[bool, bool]],
        tips: Mapping[int, str],
        words: Callable[[int, float, float], str],
        unit: str,
    ) -> None:
        """Show candidates.

        Parameters
        ----------
        movable
            Whether complexity and gain of each can be changed here.
        tips
            The exact figures of each.
        words
            Returns what a candidate comes to at another complexity and gain.
        unit
            The sign of the currency.
        """
        if tuple(bubbles) != self.bubbles or self._moving is not None:
            self.plan = None  # else the labels stand where they were placed
        self.bubbles, self._movable, self._tips = tuple(bubbles), movable, tips
        self._words, self._unit = words, unit
        if self._moving is not None and self._moving.key not in movable:
            self._let_go()
        names = "; ".join(tips[one.key].replace("\n", ", ") for one in bubbles)
        self.show_drawing(
            self._draw if bubbles else None,
            names or "Give a candidate a gain and a complexity to see it here.",
        )
        self.setToolTip("")

    def choose(self, key: int | None) -> None:
        """Mark a candidate as chosen, without telling."""
        self.selected = key
        self.setAccessibleDescription(self._tips.get(key or 0, self.accessibleDescription()))
        self.update()

    def _arranged(self, width: float, height: float) -> BubblePicture:
        if self.plan is None or (self.plan.width, self.plan.height) != (width, height):
            from leadbench.desktop.painter_pen import PainterPen

            most = self.plan.most if self.plan is not None and self._moving is not None else None
            shown = [
                self._moving if self._moving and one.key == self._moving.key else one
                for one in self.bubbles
            ]
            self.plan = picture(PainterPen(None, self._fonts), shown, width, height, most)
        return self.plan

    def _draw(self, pen: Pen, width: float, height: float, look: Look) -> None:
        draw(pen, self._arranged(width, height), look, self.selected, self._unit)

    def _place(self, at: QPointF) -> tuple[float, float]:
        scale = scaled(self.theme, 100) / 100
        return at.x() / scale, at.y() / scale

    def _now(self) -> BubblePicture:
        scale = scaled(self.theme, 100) / 100
        return self._arranged(self.width() / scale, self.height() / scale)

    def center_of(self, key: int) -> QPointF:
        """Return where a bubble stands in the widget."""
        scale = scaled(self.theme, 100) / 100
        one = next(one for one in self._now().circles if one.bubble.key == key)
        return QPointF(one.x * scale, one.y * scale)

    def sizeHint(self) -> QSize:
        return QSize(520, scaled(self.theme, 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, scaled(self.theme, 184))

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        key = self._now().bubble_at(*self._place(event.position()))
        if event.button() != Qt.MouseButton.LeftButton or key is None:
            return
        self._pressed = (key, event.position())
        if key != self.selected:
            self.choose(key)
            self.chosen.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            key = self._now().bubble_at(*self._place(at))
            self.setToolTip("" if key is None else self._tips[key])
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if key is None else hand)
            return
        key, start = self._pressed
        if self._moving is None and (at - start).manhattanLength() < _FAR_ENOUGH:
            return
        own = next((one for one in self.bubbles if one.key == key), None)
        if own is None:
            self._let_go()
            return
        if not any(self._movable[key]):
            self._pressed = None
            self.refused.emit(
                f"{own.name} stays where it is: its gain follows from Product discovery, its"
                " complexity from Data assessment."
            )
            return
        begin, now = (self._now().figures(*self._place(one)) for one in (start, at))
        self._preview(own, now[0] - begin[0], now[1] - begin[1])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moving = self._moving
        self._let_go()
        if moving is not None:
            self._tell(moving)

    def _preview(self, own: Bubble, right: float, up: float) -> None:
        self._moving = moved = self._moved(own, right, up)
        self.live = self._words(own.key, moved.complexity, moved.likely)
        self._moving = replace(moved, note=self.live)
        most = self.plan
        self.plan = None
        if most is not None:
            # The axis stands still under the hand.
            from leadbench.desktop.painter_pen import PainterPen

            shown = [self._moving if one.key == own.key else one for one in self.bubbles]
            self.plan = picture(
                PainterPen(None, self._fonts), shown, most.width, most.height, most.most
            )
        self.update()

    def _moved(self, own: Bubble, right: float, up: float) -> Bubble:
        """Return a bubble moved as far as its figures may be changed and its range allows."""
        fine_x, fine_y = _FINE
        across, upward = self._movable[own.key]
        complexity, gain = own.complexity, own.likely
        if across and right:
            complexity = round(round((complexity + right) / fine_x) * fine_x, 1)
            complexity = min(max(complexity, SIMPLE), COMPLEX)
        if upward and up:
            gain = round(round((gain + up) / fine_y) * fine_y, 2)
            gain = max(gain, own.low if own.low is not None else 0.0)
            gain = min(gain, own.high if own.high is not None else gain)
        return replace(own, complexity=complexity, likely=gain)

    def _tell(self, moved: Bubble) -> None:
        own = next((one for one in self.bubbles if one.key == moved.key), None)
        if own is None:
            return
        complexity = moved.complexity if moved.complexity != own.complexity else None
        gain = moved.likely if moved.likely != own.likely else None
        if complexity is not None or gain is not None:
            self.moved.emit(moved.key, complexity, gain)

    def _let_go(self) -> None:
        self._pressed = self._moving = self.plan = None
        self.live = ""
        self.update()

    # Keys

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (
                (event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _ARROWS)
                or (event.key() == Qt.Key.Key_Escape and self._pressed is not None)
            )
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        own = next((one for one in self.bubbles if one.key == self.selected), None)
        if event.key() == Qt.Key.Key_Escape and self._pressed is not None:
            self._let_go()
        elif step is None or not self.bubbles:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if own is not None:
                self._nudge(own, *step)
        else:
            self._walk(own, *step)

    def _nudge(self, own: Bubble, right: int, up: int) -> None:
        across, upward = self._movable[own.key]
        if (right and not across) or (up and not upward):
            self.refused.emit(
                "The complexity is the sum of the lines in Data assessment. Change it there."
                if right
                else "The gain follows from Product discovery. Change its factors there."
            )
            return
        self._tell(self._moved(own, right * _FINE[0], up * _FINE[1]))

    def _walk(self, own: Bubble | None, right: int, up: int) -> None:
        def value(one: Bubble) -> tuple[float, int]:
            return (one.complexity if right else one.likely), one.key

        ordered = sorted(self.bubbles, key=value)
        at = 0 if own is None else ordered.index(own) + right + up
        key = ordered[min(max(at, 0), len(ordered) - 1)].key
        if key != self.selected:
            self.choose(key)
            self.chosen.emit(key)
