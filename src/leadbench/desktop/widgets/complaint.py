"""Why a value was refused, in a line below where it stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Icon, Text


class Complaint(QWidget):
    """A reason with its mark; hidden without one.

    Its parts are made when there is a first reason, since most fields never have one.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._words: Text | None = None
        self.hide()

    @property
    def words(self) -> Text:
        """The reason."""
        if self._words is None:
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 1, 0, 0)
            row.setSpacing(6)
            mark = Icon("circle-alert", self.theme, "error", 13)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            self._words = Text("", self.theme, "caption", "error", wrap=True)
            row.addWidget(self._words, 1)
        return self._words

    def text(self) -> str:
        """Return the reason, "" without one."""
        return "" if self._words is None else self._words.text()

    def say(self, text: str) -> None:
        """Show a reason; an empty text hides it."""
        if text or self._words is not None:
            self.words.setText(text)
        self.setVisible(bool(text))
