"""The block diagram of the page: components that are chosen by mouse or arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from leadbench.charts.blocks import Arrow, Block, BlockPicture, draw, height_of, picture
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.head import scaled

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Diagram(Chart):
    """Shows components and their flows."""

    chosen = Signal(object)
    """Key of the component that was chosen, None for none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 120, "Components")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.blocks: tuple[Block, ...] = ()
        self._arrows: tuple[Arrow, ...] = ()
        self._plan: BlockPicture | None = None
        self.selected: int | None = None

    def show_blocks(self, blocks: Sequence[Block], arrows: Sequence[Arrow]) -> None:
        """Show other components; the selection stays while it is there."""
        self.blocks, self._arrows, self._plan = tuple(blocks), tuple(arrows), None
        if self.selected not in {block.key for block in blocks}:
            self.selected = None
        names = ", ".join(block.name for block in blocks)
        self.show_drawing(
            self._draw if blocks else None,
            names or "Add the components that an answer passes, from the request on.",
        )
        self.setToolTip("")
        self.updateGeometry()

    def _draw(self, pen: Pen, width: float, _height: float, look: Look) -> None:
        if self._plan is None or self._plan.width != width:
            self._plan = picture(self.blocks, self._arrows, width)
        draw(pen, self._plan, look, self.selected)

    def choose(self, key: int | None) -> None:
        """Select a component."""
        if key != self.selected:
            self.selected = key
            found = next((block for block in self.blocks if block.key == key), None)
            words = "" if found is None else f"Selected: {found.name}, {found.note} {found.tag}"
            self.setAccessibleDescription(words.strip() or "Components")
            self.update()
            self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        high = height_of(self.blocks) if self.blocks else 60
        return QSize(600, scaled(self.theme, high))

    def minimumSizeHint(self) -> QSize:
        return QSize(420, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._plan is not None:
            scale = scaled(self.theme, 100) / 100
            at = event.position()
            self.choose(self._plan.block_at(at.x() / scale, at.y() / scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self.choose(None)
        elif step is not None and self.blocks:
            self._step(*step)
        else:
            super().keyPressEvent(event)

    def _step(self, right: int, down: int) -> None:
        now = next((block for block in self.blocks if block.key == self.selected), None)
        if now is None:
            self.choose(self.blocks[0].key)
            return
        ahead = [
            block
            for block in self.blocks
            if (block.column - now.column) * right > 0 or (block.row - now.row) * down > 0
        ]
        if ahead:
            nearest = min(
                ahead,
                key=lambda block: (
                    abs(block.row - now.row) if right else abs(block.column - now.column),
                    abs(block.column - now.column) + abs(block.row - now.row),
                ),
            )
            self.choose(nearest.key)
