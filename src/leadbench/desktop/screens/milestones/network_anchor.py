"""Keeping a box where it is on the screen while the network diagram around it changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.network import NetworkView


@dataclass(frozen=True, slots=True)
class Anchor:
    """A box, and where its corner stands in the viewport."""

    key: int
    at: QPointF


def anchor(view: "NetworkView", wanted: int | None) -> Anchor | None:
    """Return a box in view: the wanted one if it is, else any; None where there is none."""
    seen = view.seen()
    places = [each for each in view.scene.visible(seen) if seen.contains(*each.middle)]
    if not view.placed or not places:
        return None
    place = next((each for each in places if each.key == wanted), places[0])
    return Anchor(place.key, QPointF(place.x, place.y) * view.scale + view.origin)


def keep(view: "NetworkView", kept: Anchor | None) -> None:
    """Scroll so that a box stands where it stood before the diagram changed."""
    place = None if kept is None else view.scene.place(kept.key)
    if kept is not None and place is not None:
        by = QPointF(place.x, place.y) * view.scale + view.origin - kept.at
        across, down = view.horizontalScrollBar(), view.verticalScrollBar()
        across.setValue(across.value() + round(by.x()))
        down.setValue(down.value() + round(by.y()))
