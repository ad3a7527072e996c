"""The head of every page: title, what the page is for, and its actions."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Surface, Text

HIGH: Final = 52
LOW: Final = 46


class PageHeader(Surface):
    """Title, purpose and actions over a hairline.

    Parameters
    ----------
    title
        The page's name.
    purpose
        What the page answers, in one line; may be empty.
    height
        In pixels; a page of many rows has a lower head.
    """

    def __init__(self, title: str, purpose: str, theme: Theme, height: int = HIGH) -> None:
        super().__init__(theme, "surface", "bottom")
        self.title = Text(title, theme, "page_title")
        self.purpose = Text(purpose, theme, "body", "text2")
        self.setFixedHeight(height)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 1)
        row.setSpacing(8)
        self._left = QHBoxLayout()
        self._left.setSpacing(10)
        self._left.setContentsMargins(0, 0, 2, 0)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.purpose.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.title)
        row.addLayout(self._left)
        row.addWidget(self.purpose, 1)
        row.addLayout(self._right)

    def add(self, widget: QWidget) -> None:
        """Put an action at the right end."""
        self._right.addWidget(widget)

    def add_left(self, widget: QWidget) -> None:
        """Put a chip or a view switch after the title."""
        self._left.addWidget(widget)

    def cover(self, width: int) -> None:
        """Keep clear of a pane that lies over the right end of the page."""
        row = self.layout()
        assert row is not None
        row.setContentsMargins(20, 0, 8 + width if width else 20, 1)

    def spare(self) -> int:
        """Return how much room is left beside all that it shows; below 0 something is cut."""
        row = self.layout()
        assert row is not None
        for part in (row, self._left, self._right):
            part.invalidate()
        return self.width() - row.sizeHint().width()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)

    def set_purpose(self, purpose: str) -> None:
        """Show another purpose."""
        self.purpose.setText(purpose)
