"""The page of an entry that is not built yet: what it will settle, and with whom."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench import process
from leadbench.desktop.document import Document
from leadbench.desktop.screen import Screen
from leadbench.desktop.screens import Entry
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.text import Icon, Line, Text

_WIDTH = 640


class PlannedPage(Screen):
    """Says plainly that a page is to come, and what a lead will settle there.

    Parameters
    ----------
    entry
        The entry of the sidebar that has no screen yet.
    """

    def __init__(self, document: Document, theme: Theme, entry: Entry) -> None:
        self._entry = entry
        super().__init__(document, theme)

    def build(self) -> None:
        """Make the page once; nothing in it depends on the plan."""
        entry, theme = self._entry, self.theme
        header = PageHeader(entry.title, entry.answers, theme)
        header.add_left(Chip("Not built yet", "neutral", theme))
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 20, 0, 24)
        column.setSpacing(10)
        column.addLayout(self._head())
        step = next((step for step in process.STEPS if step.key == entry.step), None)
        if step is not None:
            column.addSpacing(10)
            column.addWidget(Text("What will be settled here", theme, "section"))
            for question in step.questions:
                column.addWidget(Line(theme))
                column.addLayout(self._question(question.text))
            column.addWidget(Line(theme))
            column.addSpacing(6)
            column.addWidget(Text("Worked on with", theme, "section"))
            column.addWidget(Text(step.done_with, theme, "body", "text2", wrap=True))
        column.addStretch(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(inside, 10)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(page)
        scroll.setAccessibleName(entry.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(scroll, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Icon(self._entry.icon, self.theme, "text3", 24), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Text("This page is not built yet", self.theme, "finding"))
        words.addWidget(
            Text(
                "It is listed so that the whole process is in view. Nothing can be entered here "
                "in this version, and nothing in your plan waits for it.",
                self.theme,
                "body",
                "text2",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        return row

    def _question(self, question: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Icon("circle-dashed", self.theme, "text3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(question, self.theme, "body", wrap=True), 1)
        return row

    def refresh(self) -> None:
        """Do nothing: the page shows the process, not the plan."""

    def no_picture(self) -> str:
        """Return that there is nothing of the plan here."""
        return "this page is not built yet"

    def sizeHint(self) -> QSize:
        return QSize(800, 600)
