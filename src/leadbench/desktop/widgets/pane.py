"""What a page shows of its selection in the inspector: a title, its states, and what follows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.text import Line, Surface, Text


class Pane(QScrollArea):
    """A head that names the selection, and a body below it; words instead while nothing is chosen.

    Parameters
    ----------
    help_title, help_text
        What is shown while nothing is selected; "" where what follows says enough.
    body
        What is shown of the selection.
    questions
        What is shown below the help: the questions that the page settles.
    """

    def __init__(
        self,
        theme: Theme,
        help_title: str,
        help_text: str,
        body: QWidget,
        questions: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.body, self.questions = theme, body, questions
        self.caption = Text("", theme, "caption", "text2")
        self.title = Text("", theme, "finding", wrap=True)
        self._help_title, self._help_text = help_title, help_text
        self._help = Text(help_text, theme, "body", "text2", wrap=True)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(4)
        head.addWidget(self.caption)
        head.addWidget(self.title)
        head.addWidget(self._help)
        head.addLayout(self._chips)
        self._head = QWidget()
        self._head.setLayout(head)
        inside = Surface(theme, "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._line = Line(theme)
        column.addWidget(self._line)
        column.addWidget(body)
        if questions is not None:
            column.addWidget(questions)
        column.addStretch(1)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.verticalScrollBar().setProperty("slim", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.show_help()

    def show_help(self) -> None:
        """Show what can be chosen on this page."""
        self._show("", self._help_title, [])
        self._help.show()
        said = bool(self._help_title or self._help_text)
        self._head.setVisible(said)
        self._line.setVisible(self.questions is not None and said)
        self.body.hide()
        if self.questions is not None:
            self.questions.show()

    def show_for(self, caption: str, title: str, chips: Sequence[tuple[str, str, str]]) -> None:
        """Show the body under a title.

        Parameters
        ----------
        caption, title
            A short line and the name.
        chips
            Word, tone and icon of each state.
        """
        self._show(caption, title, chips)
        self._help.hide()
        self._head.show()
        self._line.show()
        self.body.show()
        if self.questions is not None:
            self.questions.hide()

    def _show(self, caption: str, title: str, chips: Sequence[tuple[str, str, str]]) -> None:
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))
        self.title.setText(title)
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for word, tone, icon in chips:
            self._chips.addWidget(Chip(word, tone, self.theme, icon))
        if chips:
            self._chips.addStretch(1)
