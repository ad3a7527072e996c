"""What the keys do in the network diagram, and to which box they lead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from leadbench.charts.network import Place
    from leadbench.desktop.screens.milestones.network_pane import NetworkPane
    from leadbench.desktop.screens.milestones.network_scene import NetworkScene

_ARROWS: Final = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}

WORDS: Final = (
    ("Left", "In the network: what the box waits for"),
    ("Right", "In the network: what waits for the box"),
    ("Ctrl+Left", "In the network: back along the critical path"),
    ("Ctrl+Right", "In the network: on along the critical path"),
)
"""The keys that work only here, for the keyboard map."""


def press(pane: "NetworkPane", event: QKeyEvent) -> bool:
    """Do what a key means and tell whether it means anything."""
    keys, page = Qt.Key, pane.page
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    key = page.table.current_key()
    here = None if key is None else pane.scene.box_of(key)
    way = _ARROWS.get(keys(event.key()))
    if way in {"left", "right"} and ctrl:
        pane.go_to(along(pane.foot.keys, pane.scene, here, forward=way == "right"))
    elif way is not None and plain:
        pane.go_to(beside(pane.scene, here, way))
    elif plain and event.key() in {keys.Key_F2, keys.Key_Return, keys.Key_Enter}:
        page.edit_name()
    elif plain and event.key() == keys.Key_Delete:
        pane.delete()
    elif plain and event.key() == keys.Key_Escape and pane.link is not None:
        pane.pick_link(None)
    elif event.key() == keys.Key_Insert and page.can_add():
        (page.add_above if shift else page.add_below)()
    elif event.key() == keys.Key_Menu or (event.key() == keys.Key_F10 and shift):
        at = QPoint(20, 20) if here is None else pane.view.point_below(here)
        page.open_menu(pane.view.viewport().mapToGlobal(at))
    else:
        return False
    return True


def beside(scene: "NetworkScene", key: int | None, way: str) -> int | None:
    """Return the box to which an arrow key leads, or None.

    Left and right follow links: along the critical path if it goes there, else to the nearest row.
    Up and down go to the next box of the column, or else to the nearest one that is higher or
    lower. Without a current box, every key leads to the first one.
    """
    if not scene.places:
        return None
    place = None if key is None else scene.place(key)
    if place is None or way == "first":
        return scene.places[0].key
    if way == "last":
        return scene.places[-1].key
    if way in {"left", "right"}:
        return _linked(scene, place, forward=way == "right")
    return _in_column(scene, place, 1 if way == "down" else -1)


def _linked(scene: "NetworkScene", place: "Place", *, forward: bool) -> int | None:
    found: list[tuple[bool, int, int]] = []
    for drawn in scene.drawn:
        link = drawn.link
        here, there = link.predecessor, link.successor
        if not forward:
            here, there = there, here
        other = scene.place(there)
        if here == place.key and other is not None:
            found.append((not scene.is_critical(link), abs(other.row - place.row), there))
    return min(found)[2] if found else None


def _in_column(scene: "NetworkScene", place: "Place", step: int) -> int | None:
    ahead = [each for each in scene.places if (each.row - place.row) * step > 0]
    if not ahead:
        return None
    nearest = min(
        ahead,
        key=lambda each: (
            abs(each.column - place.column) * 2 + abs(each.row - place.row),
            each.row * step,
        ),
    )
    same = [each for each in ahead if each.column == place.column]
    if same:
        nearest = min(same, key=lambda each: abs(each.row - place.row))
    return nearest.key


def along(
    path: Sequence[int], scene: "NetworkScene", key: int | None, *, forward: bool
) -> int | None:
    """Return the next or previous activity of the critical path that has a box.

    From a box that is not on the path, it begins with the path's first activity.
    """
    shown = [each for each in path if scene.place(each) is not None]
    if not shown:
        return None
    if key not in shown:
        return shown[0] if forward else shown[-1]
    at = shown.index(key) + (1 if forward else -1)
    return shown[at] if 0 <= at < len(shown) else None
