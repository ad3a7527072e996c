"""One key figure of a page: what it is, its value, how sure it is, and a line that places it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.scale_line import ScaleLine
from leadbench.desktop.widgets.text import Text


class KeyBlock(QWidget):
    """A label, a large figure with its caption, and a scale; or what to do first."""

    asked = Signal()
    """The next step of an empty block was clicked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.label = Text("", theme, "cell", "text2")
        self.figure = Text("", theme, "key_figure")
        self.caption = Text("", theme, "cell", "text2")
        self.scale = ScaleLine(theme)
        self.reason = Text("", theme, "body", "text2", wrap=True)
        self.action = Button("", "", theme, "link")
        self.action.clicked.connect(self.asked)
        values = QHBoxLayout()
        values.setSpacing(9)
        values.addWidget(self.figure)
        values.addWidget(self.caption, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.label)
        column.addLayout(values)
        column.addSpacing(6)
        column.addWidget(self.scale)
        column.addWidget(self.reason)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def tell(self, label: str, figure: str, caption: str) -> None:
        """Show a figure; the scale is told on its own."""
        self._fill(label, figure, caption, "", "")

    def tell_empty(self, label: str, reason: str, action: str) -> None:
        """Say that there is nothing yet, and what to do first."""
        self._fill(label, "", "", reason, action)

    def _fill(self, label: str, figure: str, caption: str, reason: str, action: str) -> None:
        self.label.setText(label)
        self.figure.setText(figure)
        self.caption.setText(caption)
        self.reason.setText(reason)
        self.action.setText(action)
        self.action.updateGeometry()
        for widget, is_shown in (
            (self.figure, bool(figure)),
            (self.caption, bool(figure)),
            (self.scale, bool(figure)),
            (self.reason, bool(reason)),
            (self.action, bool(action)),
        ):
            widget.setVisible(is_shown)
        self.setAccessibleName(" ".join(part for part in (label, figure, caption, reason) if part))
