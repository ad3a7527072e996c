"""One line under the page title for a decision or a fault, with one action."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.text import Icon, Text

_TONES = {
    "near": ("near_weak", "near", "triangle-alert"),
    "error": ("error_weak", "error", "octagon-alert"),
    "accent": ("selected", "accent", "info"),
}


class Banner(QWidget):
    """A strong first sentence, what follows from it, and one action.

    Parameters
    ----------
    tone
        "near" (a warning or a decision), "error" or "accent" (a mode).
    """

    def __init__(self, tone: str, theme: Theme, *, icon: str = "") -> None:
        super().__init__()
        self.theme = theme
        self._fill, ink, mark = _TONES[tone]
        self._run: Callable[[], object] | None = None
        self.setFixedHeight(38)
        self.finding = Text("", theme, "body_strong")
        self.reason = Text("", theme, "body", "text2")
        self.action = Button("", "", theme, "link")
        self.action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(Icon(icon or mark, theme, ink))
        row.addSpacing(2)
        row.addWidget(self.finding)
        row.addWidget(self.reason, 1)
        row.addWidget(self.action)
        theme.changed.connect(self.update)

    def tell(
        self, finding: str, reason: str, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Show what was found, why, and what can be done."""
        self.finding.setText(finding)
        self.reason.setText(reason)
        self.action.setText(action)
        self.action.updateGeometry()
        self.action.setVisible(bool(action))
        self._run = run

    def _act(self) -> None:
        if self._run is not None:
            self._run()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(self._fill))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.end()
