"""What is funded, one piece after the other, against the line of the budget."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.head import scaled


class BudgetBar(QWidget):
    """Funded pieces, the first piece that is not funded, and the budget line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._pieces: list[tuple[str, int, bool]] = []
        self._budget: int | None = None
        self._tag = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def tell(
        self, pieces: Sequence[tuple[str, int, bool]], budget: int | None, tag: str, summary: str
    ) -> None:
        """Show pieces (words, cents, funded), the budget in cents, its label, and say it all."""
        self._pieces = [piece for piece in pieces if piece[1] > 0]
        self._budget, self._tag = budget, tag
        self.setAccessibleName(summary)
        self.setToolTip("\n".join(words for words, _cents, _funded in self._pieces))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, scaled(self.theme, 52))

    def paintEvent(self, event: QPaintEvent) -> None:
        total = max(sum(cents for _w, cents, _f in self._pieces), self._budget or 0)
        if total <= 0:
            return
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("label"))
        metrics = QFontMetricsF(painter.font())
        high = scaled(theme, 26)
        top = self.height() - high - scaled(theme, 6)
        left, wide = 1.0, self.width() - 4.0
        for words, cents, funded in self._pieces:
            body = QRectF(left, top, wide * cents / total - 2, high)
            pen = QPen(theme.color("normal_outline" if funded else "border_strong"), 1)
            if not funded:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(theme.color("normal_fill" if funded else "sunken"))
            painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(theme.color("text" if funded else "text2"))
            space = body
            if self._budget is not None:
                line = 1 + wide * self._budget / total
                if body.left() - 4 < line < body.center().x():
                    space = body.adjusted(line - body.left() + 4, 0, -2, 0)  # clear of the line
            cut = _fitted(words, metrics, space.width() - 4)
            painter.drawText(space, int(Qt.AlignmentFlag.AlignCenter), cut)
            left += wide * cents / total
        if self._budget is not None:
            self._paint_line(painter, 1 + wide * self._budget / total, top, high)
        painter.end()

    def _paint_line(self, painter: QPainter, x: float, top: float, high: float) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawLine(QPointF(x, top - 5), QPointF(x, top + high + 5))
        font = theme.font("label")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        wide = QFontMetricsF(font).horizontalAdvance(self._tag)
        left = min(max(0.0, x - wide / 2), self.width() - wide)
        space = QRectF(left, 0, wide + 1, top - 4)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(space, int(flags), self._tag)


def _fitted(words: str, metrics: QFontMetricsF, room: float) -> str:
    """Return the words, or their first and last one, or the last: the amount; or nothing."""
    parts = words.split()
    for text in (words, f"{parts[0]} {parts[-1]}", parts[-1]):
        if metrics.horizontalAdvance(text) <= room:
            return text
    return ""
