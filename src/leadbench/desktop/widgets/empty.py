"""What stands where there is nothing yet: what belongs here, why it helps, and the next step."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.text import Icon, Text


class Empty(QWidget):
    """An empty state inside a page.

    Parameters
    ----------
    icon, title, reason
        What belongs here, and why it helps.
    buttons
        At most two next steps.
    """

    def __init__(self, theme: Theme, icon: str, title: str, reason: str, *buttons: Button) -> None:
        super().__init__()
        self.theme = theme
        center = Qt.AlignmentFlag.AlignHCenter
        self.title = Text(title, theme, "section")
        self.reason = Text(reason, theme, "body", "text2", wrap=True)
        self.title.setAlignment(center)
        self.reason.setAlignment(center)
        self.setMaximumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(8)
        column.addWidget(Icon(icon, theme, "text3", 22), 0, center)
        column.addWidget(self.title)
        column.addWidget(self.reason)
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addSpacing(4)
            column.addLayout(row)

    def tell(self, title: str, reason: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.reason.setText(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        painter.end()


def centered(widget: QWidget) -> QWidget:
    """Return a page with one widget near its top, in the middle."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 48, 20, 20)
    # Stretches, not an alignment: aligned, the widget gets a width and height that cut its words.
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return page
