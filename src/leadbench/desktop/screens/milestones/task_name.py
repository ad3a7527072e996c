"""Number and name of another task, which lead there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from leadbench.desktop.theme import Theme


class TaskName(QAbstractButton):
    """Number and name of another task; a click goes there."""

    def __init__(self, number: str, name: str, theme: Theme, *, strong: bool, done: bool) -> None:
        super().__init__()
        self.theme, self.number, self.strong, self.done = theme, number, strong, done
        self.setText(name)
        self.setToolTip(f"{number} {name}")
        spoken = f"{number} {name}" + (", drives the start" if strong else "")
        self.setAccessibleName(spoken + (", done" if done else ""))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.theme.words("label")
        font.setWeight(QFont.Weight.Normal)
        if self.underMouse():
            font.setUnderline(True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(self.theme.color("critical" if self.strong else "text2"))
        first = max(25.0, metrics.horizontalAdvance(self.number) + 6)
        painter.drawText(QRectF(0, 0, first, self.height()), middle, self.number)
        painter.setPen(self.theme.color("text"))
        room = self.width() - first - (18 if self.done else 0)
        cut = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(first, 0, room + 1, self.height()), middle, cut)
        if self.done:
            at = first + metrics.horizontalAdvance(cut) + 5
            pixmap = self.theme.pixmap("check", "good", 13, self.devicePixelRatioF())
            painter.drawPixmap(round(at), round(self.height() / 2 - 6.5), pixmap)
        painter.end()
