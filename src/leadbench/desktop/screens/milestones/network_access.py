"""The network diagram as screen readers see it: a list with one item for each box.

The interfaces live as those of the Gantt chart do, see ``gantt_access``.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow

from leadbench.desktop.screens.milestones.gantt_access import STATE, end_later, give_back, kept

if TYPE_CHECKING:
    from leadbench.charts.network import Place
    from leadbench.desktop.screens.milestones.network import NetworkView


class NetworkAccess(QAccessibleInterface):
    """The diagram; its children are the boxes, column by column."""

    def __init__(self, view: "NetworkView") -> None:
        super().__init__()
        self.view = view
        self.made: dict[int, BoxAccess] = {}

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self.view

    def window(self) -> QWindow | None:  # type: ignore[override]  # a widget may have none yet
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.view.parentWidget() or self.view.window())

    def childCount(self) -> int:
        return len(self.view.scene.places)

    def child(self, index: int) -> "BoxAccess | None":  # type: ignore[override]
        if not 0 <= index < len(self.view.scene.places):
            return None
        found = self.made.get(index)
        if found is None:
            found = self.made[index] = BoxAccess(self, index)
            kept.append(found)
            QAccessible.registerAccessibleInterface(found)
        return found

    def childAt(self, x: int, y: int) -> "BoxAccess | None":  # type: ignore[override]
        spot = self.view.spot(QPointF(self.view.viewport().mapFromGlobal(QPoint(x, y))))
        if spot is None or spot.part == "link":
            return None
        return self.child(index_of(self.view, spot.key))

    def focusChild(self) -> "BoxAccess | None":  # type: ignore[override]
        current = self.view.emphasis().current
        if current is None or not self.view.hasFocus():
            return None
        return self.child(index_of(self.view, current))

    def indexOfChild(self, child: Any) -> int:
        return child.index if isinstance(child, BoxAccess) else -1

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self.view.accessibleName()
        return self.view.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is written by screen readers."""

    def rect(self) -> QRect:
        return QRect(self.view.mapToGlobal(QPoint(0, 0)), self.view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        found = QAccessible.State()
        found.focusable = True
        found.focused = self.view.hasFocus()
        found.multiSelectable = True
        found.invisible = not self.view.isVisible()
        return found


class BoxAccess(QAccessibleInterface):
    """One box."""

    def __init__(self, diagram: NetworkAccess, index: int) -> None:
        super().__init__()
        self.diagram, self.index = diagram, index

    def _place(self) -> "Place | None":
        scene = self.diagram.view.scene
        place = scene.places[self.index] if self.index < len(scene.places) else None
        return place if place is not None and scene.exists(place.key) else None

    def isValid(self) -> bool:
        return self._place() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.diagram.window()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.diagram.view)

    def child(self, index: int) -> None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: Any) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        place, scene = self._place(), self.diagram.view.scene
        if place is None:
            return ""
        if kind == QAccessible.Text.Name:
            return scene.items.spoken(place.key)
        if kind == QAccessible.Text.Description:
            return scene.items.details(place.key).replace("\n", ", ")
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are written in the box."""

    def rect(self) -> QRect:
        place, view = self._place(), self.diagram.view
        if place is None:
            return QRect()
        box = view.from_scene(view.scene.rect(place.key))
        return QRect(view.viewport().mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        place, view, found = self._place(), self.diagram.view, QAccessible.State()
        if place is None:
            return found
        what = view.emphasis()
        found.selectable = found.focusable = True
        found.selected = place.key in what.selected
        found.focused = place.key == what.current and view.hasFocus()
        box = view.from_scene(view.scene.rect(place.key))
        found.offscreen = not box.intersects(view.viewport().rect())
        return found


def index_of(view: "NetworkView", key: int) -> int:
    """Return the number of a box among the children; -1 if there is none."""
    return next((index for index, place in enumerate(view.scene.places) if place.key == key), -1)


def install() -> None:
    """Let Qt ask here for the interface of a network diagram; once for the program."""
    if not STATE["network"]:
        STATE["network"] = True
        QAccessible.installFactory(_interface_for)
        end_later()


def _interface_for(name: str, of: QObject | None) -> QAccessibleInterface | None:
    from leadbench.desktop.screens.milestones.network import NetworkView

    if name != "NetworkView" or not isinstance(of, NetworkView) or STATE["ended"]:
        return None
    diagram = NetworkAccess(of)
    kept.append(diagram)
    of.destroyed.connect(partial(give_back, diagram.made))
    return diagram


def tell_focus(view: "NetworkView") -> None:
    """Tell screen readers which box the keys act on."""
    if not QAccessible.isActive() or not view.hasFocus():
        return
    current = view.emphasis().current
    index = -1 if current is None else index_of(view, current)
    if index >= 0:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)
