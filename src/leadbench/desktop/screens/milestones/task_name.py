"""Number and name of another task, which lead there."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from leadbench.desktop.screens.milestones.rows import Line
from leadbench.desktop.theme import Theme


class TaskName(QAbstractButton):
    """Number and name of another task; a click goes there."""

    asked = Signal(int)
    """It was clicked: the key of its task."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.key, self.number = theme, 0, ""
        self.strong = self.done = self.out = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.asked.emit(self.key))

    def show_task(self, line: Line, *, strong: bool = False) -> None:
        """Name a task; ``strong`` where it drives the start of the other."""
        self.key, self.number, self.strong, self.done = line.key, line.number, strong, line.done
        self.out = line.left_out
        self.setText(line.name)
        whole = f"{line.number} {line.name}"
        self.setToolTip(whole)
        spoken = whole + (", drives the start" if strong else "")
        state = ", left out" if self.out else ", done" if line.done else ""
        self.setAccessibleName(spoken + state)

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
        painter.setPen(self.theme.color("text2" if self.out else "text"))
        font.setStrikeOut(self.out)
        painter.setFont(font)
        room = self.width() - first - (18 if self.done else 0)
        cut = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(first, 0, room + 1, self.height()), middle, cut)
        if self.done:
            at = first + metrics.horizontalAdvance(cut) + 5
            pixmap = self.theme.pixmap("check", "good", 13, self.devicePixelRatioF())
            painter.drawPixmap(round(at), round(self.height() / 2 - 6.5), pixmap)
        painter.end()
