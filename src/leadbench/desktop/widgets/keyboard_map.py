"""The keyboard map: the keys that work now, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import IconButton
from leadbench.desktop.widgets.keycap import Keycap
from leadbench.desktop.widgets.overlay import Overlay
from leadbench.desktop.widgets.text import Line, Surface, Text

_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class Group:
    """A head, and pairs of keys and what they do."""

    title: str
    keys: Sequence[tuple[str, str]]


class KeyboardMap(Overlay):
    """Every key in three columns, over the window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, 1060, 50)
        close = IconButton("x", "Close (Esc)", theme)
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 12, 12)
        head.addWidget(Text("Keyboard map", theme, "page_title"))
        head.addStretch(1)
        head.addWidget(close)
        self._close = close
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName("Keyboard map")
        self._height = 400
        self.column.addLayout(head)
        self.column.addWidget(Line(theme))
        self.column.addWidget(self._scroll, 1)
        self.column.setContentsMargins(1, 1, 1, 8)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Open with these keys."""
        inside = Surface(self.theme, "surface")
        row = QHBoxLayout(inside)
        row.setContentsMargins(20, 12, 20, 8)
        row.setSpacing(32)
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        filled = [0] * _COLUMNS
        for group in groups:
            if not group.keys:
                continue
            shortest = filled.index(min(filled))
            columns[shortest].addLayout(self._group(group))
            columns[shortest].addSpacing(14)
            filled[shortest] += len(group.keys) + 2
        for column in columns:
            column.setSpacing(0)
            column.addStretch(1)
            row.addLayout(column, 1)
        self._scroll.setWidget(inside)
        self._height = inside.sizeHint().height() + 52 + 20
        self.open()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def panel_height(self) -> int:
        return self._height

    def _group(self, group: Group) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(Text(group.title, self.theme, "section"), 0, 0, 1, 2)
        for place, (keys, does) in enumerate(group.keys, start=1):
            grid.addWidget(Text(does, self.theme, "cell", "text2"), place, 0)
            cap = Keycap(keys, self.theme)
            grid.addWidget(cap, place, 1, Qt.AlignmentFlag.AlignRight)
        return grid

    def lines(self) -> list[tuple[str, str]]:
        """Return every pair of keys and what they do, as shown."""
        inside = self._scroll.widget()
        if inside is None:
            return []
        found = []
        for grid in inside.findChildren(QGridLayout):
            for place in range(1, grid.rowCount()):
                left, right = grid.itemAtPosition(place, 0), grid.itemAtPosition(place, 1)
                words, cap = left.widget() if left else None, right.widget() if right else None
                if isinstance(words, Text) and isinstance(cap, Keycap):
                    found.append((cap.keys, words.text()))
        return found
