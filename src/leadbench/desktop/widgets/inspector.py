"""The pane at the right: what a page shows of its selection, or help on the page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens import Entry
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Icon, Line, Surface, Text

WIDTH, NARROW = 299, 288
"""With its hairline a pixel more; the narrow one leaves room for a chart."""


class Inspector(Surface):
    """Holds one widget for each page; only the shown page's is visible."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self.setAccessibleName("Inspector")
        self._edge = Line(theme, vertical=True)
        self._stack = QStackedLayout()
        self._known: dict[str, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._edge)
        row.addLayout(self._stack, 1)

    def show_for(self, key: str, widget: QWidget | None, entry: Entry | None) -> None:
        """Show the widget of a page, or help on the page if it has none."""
        shown = self._known.get(key)
        if shown is None and (widget is not None or entry is not None):
            shown = widget if widget is not None else page_help(entry, self.theme)  # type: ignore[arg-type]
            self._known[key] = shown
            self._stack.addWidget(shown)
        if shown is not None:
            self._stack.setCurrentWidget(shown)

    def current(self) -> QWidget | None:
        """Return what is shown."""
        return self._stack.currentWidget()

    def forget(self) -> None:
        """Drop the widgets of all pages, since their pages are gone."""
        while (item := self._stack.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._known.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        painter.end()


def page_help(entry: Entry, theme: Theme) -> QWidget:
    """Return what a page answers, which questions it settles, and with whom."""
    from leadbench import process

    inside = Surface(theme, "surface")
    column = QVBoxLayout(inside)
    column.setContentsMargins(16, 15, 16, 16)
    column.setSpacing(8)
    column.addWidget(Text("About this page", theme, "caption", "text2"))
    column.addWidget(Text(entry.title, theme, "finding", wrap=True))
    column.addWidget(Text(entry.answers, theme, "body", "text2", wrap=True))
    step = next((step for step in process.STEPS if step.key == entry.step), None)
    if step is not None:
        column.addSpacing(6)
        column.addWidget(Line(theme))
        column.addSpacing(4)
        column.addWidget(Text("Questions of this step", theme, "section"))
        for question in step.questions:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Icon("circle-dot", theme, "text3", 13), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(question.text, theme, "cell", "text2", wrap=True), 1)
            column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(Line(theme))
        column.addSpacing(4)
        column.addWidget(Text("Worked on with", theme, "section"))
        column.addWidget(Text(step.done_with, theme, "cell", "text2", wrap=True))
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
