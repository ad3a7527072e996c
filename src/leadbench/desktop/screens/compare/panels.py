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
        self._heads = [self._head(at) for at in range(4)]
        self._lines: list[tuple[Line, list[Text]]] = []

    def show_measures(self, heads: tuple[str, str], measures: Sequence[Measure]) -> None:
        """Show lines under the names of the two versions."""
        self.shown = list(measures)
        for text, head in zip(self._heads, (self.title, *heads, "Difference"), strict=True):
            text.setText(_short(head))
            text.setToolTip(head if _short(head) != head else "")
        while len(self._lines) < len(measures):
            self._add_line()
        for number, (rule, texts) in enumerate(self._lines):
            for widget in (rule, *texts):
                widget.setVisible(number < len(measures))
        for (_, texts), measure in zip(self._lines, measures, strict=False):
            said = (measure.name, measure.before, measure.after, measure.difference)
            for text, words in zip(texts, said, strict=True):
                text.setText(words)
            texts[0].setToolTip(measure.tip)
            texts[3].set_token(measure.tone)
            for text, side in zip(texts[1:], ("before", "after", "difference"), strict=True):
                text.setAccessibleName(f"{measure.name}, {side}")
                text.setAccessibleDescription(text.text())

    def _head(self, at: int) -> Text:
        text = Text("", self.theme, "caption", "text2")
        text.setFixedHeight(26)
        if at:
            text.setAlignment(_RIGHT)
        self._grid.addWidget(text, 0, at)
        return text

    def _add_line(self) -> None:
        row = 2 * len(self._lines) + 1
        rule, theme = Line(self.theme), self.theme
        texts = [
            Text("", theme, "cell"),
            Text("", theme, "cell", "text2"),
            Text("", theme, "cell_strong"),
            Text("", theme, "cell_strong"),
        ]
        self._grid.addWidget(rule, row, 0, 1, 4)
        texts[0].setFixedHeight(27)
        for at, text in enumerate(texts):
            if at:
                text.setAlignment(_RIGHT)
            self._grid.addWidget(text, row + 1, at)
        self._lines.append((rule, texts))


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
