"""What stands over the tasks: the measures of both versions, their milestones, or their curves."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.compare.words import Measure
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.text import Line, Text

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Panel(QWidget):
    """A small table: what, before, after, difference.

    Parameters
    ----------
    title
        Head of the first column.
    """

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.title = title
        self.setAccessibleName(title)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.shown: list[Measure] = []

    def show_measures(self, heads: tuple[str, str], measures: Sequence[Measure]) -> None:
        """Show lines under the names of the two versions."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.shown = list(measures)
        theme = self.theme
        for at, head in enumerate((self.title, *heads, "Difference")):
            text = Text(_short(head), theme, "caption", "text2")
            text.setFixedHeight(26)
            if at:
                text.setAlignment(_RIGHT)
            if _short(head) != head:
                text.setToolTip(head)
            self._grid.addWidget(text, 0, at)
        for number, measure in enumerate(measures):
            row = 2 * number + 1
            self._grid.addWidget(Line(theme), row, 0, 1, 4)
            name = Text(measure.name, theme, "cell")
            name.setToolTip(measure.tip)
            name.setFixedHeight(27)
            self._grid.addWidget(name, row + 1, 0)
            for at, (text_, role, token) in enumerate(
                (
                    (measure.before, "cell", "text2"),
                    (measure.after, "cell_strong", "text"),
                    (measure.difference, "cell_strong", measure.tone),
                ),
                start=1,
            ):
                value = Text(text_, theme, role, token)
                value.setAlignment(_RIGHT)
                value.setAccessibleName(
                    f"{measure.name}, {('before', 'after', 'difference')[at - 1]}"
                )
                value.setAccessibleDescription(text_)
                self._grid.addWidget(value, row + 1, at)


class Finishes(QWidget):
    """The curves of when the runs of both versions end, under their title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.curves = Chart(theme, 216, "Finish of the project")
        self.note = Text("", theme, "caption", "text2")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Text("Finish", theme, "section"))
        head.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.curves)
        column.addStretch(1)


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15].rstrip() + "…"
