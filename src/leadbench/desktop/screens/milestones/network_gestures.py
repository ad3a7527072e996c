"""What the mouse does on the network diagram: moving it, drawing a link from box to box."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.plan.tables import LinkType

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.network import NetworkView

_STARTS_AFTER = 4


class Gesture(Protocol):
    """Something that is dragged."""

    def move(self, at: QPointF, view: "NetworkView") -> None:
        """Follow the pointer."""

    def drop(self, at: QPointF, view: "NetworkView") -> None:
        """End at the pointer."""

    def cancel(self, view: "NetworkView") -> None:
        """End without effect."""

    def paint(self, painter: QPainter, view: "NetworkView") -> None:
        """Paint over the diagram, in its units."""


class Pan:
    """Moves the diagram with the pointer."""

    def __init__(self, at: QPointF) -> None:
        self.last, self.pressed, self.moves = at, at, False

    def move(self, at: QPointF, view: "NetworkView") -> None:
        if not self.moves and (at - self.pressed).manhattanLength() < _STARTS_AFTER:
            return
        self.moves = True
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        by = at - self.last
        self.last = at
        bars = view.horizontalScrollBar(), view.verticalScrollBar()
        bars[0].setValue(bars[0].value() - round(by.x()))
        bars[1].setValue(bars[1].value() - round(by.y()))

    def drop(self, at: QPointF, view: "NetworkView") -> None:
        """Leave it where it is."""

    def cancel(self, view: "NetworkView") -> None:
        """Leave it where it is."""

    def paint(self, painter: QPainter, view: "NetworkView") -> None:
        """Paint nothing."""


class DrawLink:
    """A line from the edge of a box to an edge of another links them.

    Parameters
    ----------
    key, end
        The first box, and which of its edges: "start" or "finish".
    """

    def __init__(self, key: int, end: str) -> None:
        self.key, self.end = key, end
        self.at: QPointF | None = None
        self.target: int | None = None
        self.target_end = "start"

    @property
    def kind(self) -> LinkType:
        """The link that the two ends make."""
        return kind_of(self.end, self.target_end)

    def move(self, at: QPointF, view: "NetworkView") -> None:
        self.at = view.to_scene(at)
        self.target = None
        spot = view.spot(at)
        if spot is not None and spot.part != "link" and spot.key != self.key:
            self.target = spot.key
            box = view.scene.rect(spot.key)
            right_half = self.at.x() > box.center().x()
            milestone = spot.key in view.scene.items.rows.plan.document.contents.activities and (
                view.scene.text(spot.key).milestone
            )
            self.target_end = "finish" if right_half and not milestone else "start"
        view.show_tag(self.words(view), at.toPoint())
        view.viewport().update()

    def words(self, view: "NetworkView") -> str:
        """Return what dropping would do."""
        if self.target is None:
            return "Drop on the left or right half of another task"
        plan = view.scene.items.rows.plan
        other = plan.line_of(self.target)
        numbers = f"{plan.line_of(self.key).number} to {other.number}"
        return f"{numbers} {other.name} · {self.end} to {self.target_end} ({self.kind})"

    def drop(self, at: QPointF, view: "NetworkView") -> None:
        view.show_tag("", at.toPoint())
        if self.target is not None:
            view.drawn.emit(self.key, self.end, self.target, self.target_end, at.toPoint())

    def cancel(self, view: "NetworkView") -> None:
        view.show_tag("", QPointF().toPoint())

    def paint(self, painter: QPainter, view: "NetworkView") -> None:
        if self.at is None:
            return
        unit = 1.0 / min(1.0, view.scale)
        box = view.scene.rect(self.key)
        x = box.right() if self.end == "finish" else box.left()
        painter.setPen(QPen(view.theme.color("accent"), 1.6 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(x, box.center().y()), self.at)
        if self.target is None:
            return
        shape = view.scene.rect(self.target)
        painter.drawRoundedRect(shape.adjusted(-4, -4, 4, 4), 9, 9)
        end = shape.right() if self.target_end == "finish" else shape.left()
        painter.setBrush(view.theme.color("accent"))
        size = 4 * unit
        painter.drawEllipse(QRectF(end - size, shape.center().y() - size, 2 * size, 2 * size))


def kind_of(first_end: str, last_end: str) -> LinkType:
    """Return the type of a link from one end of a task to an end of another."""
    return {
        ("finish", "start"): LinkType.FINISH_START,
        ("start", "start"): LinkType.START_START,
        ("finish", "finish"): LinkType.FINISH_FINISH,
        ("start", "finish"): LinkType.START_FINISH,
    }[first_end, last_end]
