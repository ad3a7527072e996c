"""The network diagram as screen readers see it: a list with one item for each box."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible

from leadbench.desktop.screens.milestones import painted_access
from leadbench.desktop.screens.milestones.painted_access import PaintedItem, PaintedList

if TYPE_CHECKING:
    from leadbench.charts.network import Place
    from leadbench.desktop.screens.milestones.network import NetworkView


class BoxAccess(PaintedItem):
    """One box."""

    whole: "NetworkAccess"

    def _place(self) -> "Place | None":
        scene = self.whole.view.scene
        place = scene.places[self.index] if self.index < len(scene.places) else None
        return place if place is not None and scene.exists(place.key) else None

    def isValid(self) -> bool:
        return self._place() is not None

    def text(self, kind: QAccessible.Text) -> str:
        place, scene = self._place(), self.whole.view.scene
        if place is None:
            return ""
        if kind == QAccessible.Text.Name:
            return scene.items.spoken(place.key)
        if kind == QAccessible.Text.Description:
            return scene.items.details(place.key).replace("\n", ", ")
        return ""

    def rect(self) -> QRect:
        place, view = self._place(), self.whole.view
        if place is None:
            return QRect()
        box = view.from_scene(view.scene.rect(place.key))
        return QRect(view.viewport().mapToGlobal(box.topLeft()), box.size())

    def state(self) -> QAccessible.State:
        place, view, found = self._place(), self.whole.view, QAccessible.State()
        if place is None:
            return found
        what = view.emphasis()
        found.selectable = found.focusable = True
        found.selected = place.key in what.selected
        found.focused = place.key == what.current and view.hasFocus()
        box = view.from_scene(view.scene.rect(place.key))
        found.offscreen = not box.intersects(view.viewport().rect())
        return found


class NetworkAccess(PaintedList):
    """The diagram; its children are the boxes, column by column."""

    item = BoxAccess

    def __init__(self, view: "NetworkView") -> None:
        super().__init__(view)
        self.view = view

    def childCount(self) -> int:
        return len(self.view.scene.places)

    def childAt(self, x: int, y: int) -> PaintedItem | None:  # type: ignore[override]
        spot = self.view.spot(QPointF(self.view.viewport().mapFromGlobal(QPoint(x, y))))
        if spot is None or spot.part == "link":
            return None
        return self.child(index_of(self.view, spot.key))

    def focusChild(self) -> PaintedItem | None:  # type: ignore[override]
        current = self.view.emphasis().current
        if current is None or not self.view.hasFocus():
            return None
        return self.child(index_of(self.view, current))


def index_of(view: "NetworkView", key: int) -> int:
    """Return the number of a box among the children; -1 if there is none."""
    return next((index for index, place in enumerate(view.scene.places) if place.key == key), -1)


def install() -> None:
    """Let Qt ask here for the interface of a network diagram; once for the program."""
    painted_access.install("NetworkView", NetworkAccess)


def tell_focus(view: "NetworkView") -> None:
    """Tell screen readers which box the keys act on."""
    if not QAccessible.isActive() or not view.hasFocus():
        return
    current = view.emphasis().current
    index = -1 if current is None else index_of(view, current)
    if index >= 0:
        painted_access.tell(view, index, QAccessible.Event.Focus)
