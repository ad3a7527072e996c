"""A small picture of a three-point estimate: its beta-PERT density."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.desktop.theme import Theme

_POINTS: Final = 72


def expected(optimistic: float, likely: float, pessimistic: float) -> float:
    """Return the mean of a beta-PERT estimate: (O + 4M + P) / 6 (Malcolm et al., 1959)."""
    return (optimistic + 4 * likely + pessimistic) / 6


def density(optimistic: float, likely: float, pessimistic: float, at: float) -> float:
    """Return the height of the beta-PERT density, up to a constant factor.

    The shape parameters are 1 + 4 (M - O) / (P - O) and 1 + 4 (P - M) / (P - O) (Vose, Risk
    Analysis, 2008, section on PERT distributions).
    """
    span = pessimistic - optimistic
    if span <= 0 or not optimistic < at < pessimistic:
        return 0.0
    rise, fall = 4 * (likely - optimistic) / span, 4 * (pessimistic - likely) / span
    share = (at - optimistic) / span
    return float(share**rise * (1 - share) ** fall)


class DensityView(QWidget):
    """The density between the optimistic and the pessimistic value, with the expected one.

    Parameters
    ----------
    theme
        Colors and fonts.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.values: tuple[float, float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_values(self, values: tuple[float, float, float] | None) -> None:
        """Show an estimate in days, or nothing."""
        self.values = values
        self.setVisible(values is not None)
        if values is not None:
            self.setAccessibleName(
                f"Estimate from {_days(values[0])} to {_days(values[2])} days, likely "
                f"{_days(values[1])}, expected {expected(*values):.1f}"
            )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 82)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.values is None:
            return
        low, likely, high = self.values
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot, left, right = self.height() - 17.0, 9.0, self.width() - 9.0
        span = max(high - low, 1e-9)

        def x(value: float) -> float:
            return left + (value - low) / span * (right - left)

        steps = [low + span * step / _POINTS for step in range(_POINTS + 1)]
        heights = [density(low, likely, high, value) for value in steps]
        top = max(*heights, 1e-9)
        curve = QPainterPath(QPointF(left, foot))
        for value, height in zip(steps, heights, strict=True):
            curve.lineTo(x(value), foot - height / top * (foot - 16))
        area = QPainterPath(curve)
        area.lineTo(right, foot)
        area.closeSubpath()
        painter.fillPath(area, self.theme.color("normal_weak"))
        painter.setPen(QPen(self.theme.color("normal_outline"), 1.5))
        painter.drawPath(curve)
        painter.drawLine(QPointF(left, foot), QPointF(right, foot))
        mean = expected(low, likely, high)
        painter.setPen(QPen(self.theme.color("text"), 1.2, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x(mean), 4), QPointF(x(mean), foot))
        font = self.theme.font("axis")
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(self.theme.color("text2"))
        words = f"expected {mean:.1f} d"
        width = QFontMetricsF(font).horizontalAdvance(words)
        at = x(mean) + 5 if x(mean) + 5 + width <= self.width() else x(mean) - 5 - width
        painter.drawText(QPointF(at, 12), words)
        painter.setPen(self.theme.color("text3"))
        taken: list[tuple[float, float]] = []
        for value in (low, high, likely):
            text = _days(value)
            width = QFontMetricsF(font).horizontalAdvance(text)
            begin = min(max(x(value) - width / 2, 0), self.width() - width)
            if all(begin > end + 4 or begin + width < start - 4 for start, end in taken):
                taken.append((begin, begin + width))
                box = QRectF(begin, foot + 3, width + 2, 14)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()


def _days(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
