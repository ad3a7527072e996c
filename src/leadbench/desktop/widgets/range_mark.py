"""Small marks inside table cells: a range with its likely value, and a bar on a scale."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.desktop.theme import Theme


def paint_range(
    painter: QPainter,
    space: QRectF,
    values: tuple[float | None, float | None, float | None],
    largest: float,
    theme: Theme,
) -> None:
    """Paint low to high as a line and the likely value as a dot, from 0 to the largest value."""
    low, likely, high = values
    if largest <= 0:
        return
    middle = space.center().y()

    def at(value: float) -> float:
        return space.left() + space.width() * min(max(value / largest, 0.0), 1.0)

    if low is not None and high is not None:
        painter.setPen(QPen(theme.color("float_line"), 1.6))
        painter.drawLine(QPointF(at(low), middle), QPointF(at(high), middle))
    if likely is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("normal"))
        painter.drawEllipse(QPointF(at(likely), middle), 3.6, 3.6)


def paint_bar(painter: QPainter, space: QRectF, value: float, largest: float, theme: Theme) -> None:
    """Paint a value as a bar on a track that ends at the largest value."""
    high = 6.0
    track = QRectF(space.left(), space.center().y() - high / 2, space.width(), high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("sunken"))
    painter.drawRoundedRect(track, 2, 2)
    track.setWidth(track.width() * min(max(value / largest, 0.0), 1.0))
    painter.setBrush(theme.color("approved"))
    painter.drawRoundedRect(track, 2, 2)
