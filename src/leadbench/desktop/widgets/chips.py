"""Chips: small words that tell a state."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.desktop.theme import Theme

TONES: Final = {
    "accent": ("selected", "accent"),
    "critical": ("critical_weak", "critical"),
    "near": ("near_weak", "near"),
    "good": ("good_weak", "good"),
    "error": ("error_weak", "error"),
    "neutral": ("sunken", "text2"),
    "normal": ("normal_weak", "normal"),
}
"""Fill and text token of each tone."""

_MARKS: Final = {"square", "triangle"}
_HEIGHT: Final = 20


class Chip(QWidget):
    """A state in a word, 20 pixels high.

    Parameters
    ----------
    text
        The word.
    tone
        accent, critical, near, good, error, neutral or normal.
    icon
        An icon of ``resources/icons``, or "square" or "triangle" for the marks of critical and
        near-critical tasks, or "".
    """

    def __init__(self, text: str, tone: str, theme: Theme, icon: str = "") -> None:
        super().__init__()
        self.theme = theme
        self._text = text
        self._tone = tone
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """Return the word."""
        return self._text

    def set_state(self, text: str, tone: str, icon: str = "") -> None:
        """Show another state."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.theme.font("label")).horizontalAdvance(self._text)
        mark = 0 if not self._icon else 11 if self._icon in _MARKS else 17
        return QSize(round(words + mark + 15), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, ink = TONES.get(self._tone, TONES["neutral"])
        color = self.theme.color(ink)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(fill))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        left, middle = 7.5, self.height() / 2
        if self._icon == "square":
            painter.fillRect(QRectF(left, middle - 3.5, 7, 7), color)
            left += 11
        elif self._icon == "triangle":
            painter.setBrush(color)
            painter.drawPolygon(triangle(left, middle))
            left += 11
        elif self._icon:
            pixmap = self.theme.pixmap(self._icon, ink, 13, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(middle - 6.5), pixmap)
            left += 17
        painter.setPen(color)
        painter.setFont(self.theme.font("label"))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self._text)
        painter.end()


def triangle(left: float, middle: float) -> QPolygonF:
    """Return the mark of a near-critical task, 8 pixels wide, around the height ``middle``."""
    foot, top = middle + 3.5, middle - 4
    return QPolygonF([QPointF(left, foot), QPointF(left + 8, foot), QPointF(left + 4, top)])
