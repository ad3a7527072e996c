"""Stages of investment on a line of quarters, with their gates, caps and proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.scale_line import diamond


@dataclass(frozen=True, slots=True)
class StageOnBand:
    """One stage: its name, its days, its gate in words ("" for none), and lines of text below.

    ``running`` is the stage in progress, ``funded`` one whose money is known, ``critical`` one
    whose gate lies on the critical path.
    """

    name: str
    first: date
    last: date
    gate: str = ""
    lines: tuple[str, ...] = ()
    running: bool = False
    funded: bool = False
    critical: bool = False


class StageBand(QWidget):
    """The stages, the data date and the gates."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._stages: list[StageOnBand] = []
        self._today: tuple[date, str] | None = None
        self._first, self._last = date(1970, 1, 1), date(1970, 4, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def tell(self, stages: Sequence[StageOnBand], today: tuple[date, str] | None) -> None:
        """Show stages in order, and the data date with its words."""
        self._stages, self._today = list(stages), today
        if stages:
            self._first = _quarter(min(stage.first for stage in stages))
            self._last = _after(_quarter(max(stage.last for stage in stages)))
        words = [f"{stage.name}: {', '.join((stage.gate, *stage.lines))}" for stage in stages]
        self.setAccessibleName("Stages and gates. " + ". ".join(words))
        self.update()

    def words(self) -> list[str]:
        """Return all words on the band: names, gates, data date and lines."""
        found = [word for s in self._stages for word in (s.name, s.gate, *s.lines) if word]
        return [*found, self._today[1]] if self._today else found

    def sizeHint(self) -> QSize:
        lines = max((len(stage.lines) for stage in self._stages), default=0)
        return QSize(400, scaled(self.theme, 72 + 16 * lines))

    def _x(self, day: date) -> float:
        span = max(1, (self._last - self._first).days)
        return 1 + (self.width() - 2) * (day - self._first).days / span

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stages:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, high = scaled(self.theme, 26), scaled(self.theme, 25)
        self._paint_quarters(painter)
        for stage in self._stages:
            self._paint_stage(painter, stage, top, high)
        if self._today is not None:
            x = self._x(self._today[0])
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.drawLine(QPointF(x, top - 5), QPointF(x, top + high + 5))
        self._paint_gates(painter, top, high)
        self._paint_lines(painter, top + high + scaled(self.theme, 20))
        painter.end()

    def _paint_quarters(self, painter: QPainter) -> None:
        theme = self.theme
        painter.setFont(theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        day, year, free = self._first, 0, 0.0
        while day < self._last:
            x = self._x(day)
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            words = f"Q{(day.month + 2) // 3}" + (f" {day.year}" if day.year != year else "")
            wide = metrics.horizontalAdvance(words)
            if x + 4 >= free and x + 4 + wide <= self.width():
                painter.setPen(theme.color("text3"))
                painter.drawText(QPointF(x + 4, metrics.ascent() + 1), words)
                free, year = x + wide + 12, day.year
            day = _after(day)

    def _paint_stage(self, painter: QPainter, stage: StageOnBand, top: float, high: float) -> None:
        theme = self.theme
        left, right = self._x(stage.first), self._x(stage.last + timedelta(days=1))
        body = QRectF(left + 1, top, max(4.0, right - left - 2), high)
        fill = "normal_fill" if stage.running else "normal_weak" if stage.funded else "sunken"
        edge = "normal_outline" if stage.running or stage.funded else "border_strong"
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if stage.running and self._today is not None:
            done = min(max(self._x(self._today[0]), body.left()), body.right())
            strip = QRectF(body.left() + 1, body.bottom() - 6, done - body.left() - 1, 5)
            painter.fillRect(strip, theme.color("normal"))
        font = theme.font("cell")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        cut = QFontMetricsF(font).elidedText(
            stage.name, Qt.TextElideMode.ElideRight, body.width() - 16
        )
        space = body.adjusted(9, 0, -4, 0)
        painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), cut)

    def _paint_gates(self, painter: QPainter, top: float, high: float) -> None:
        """Draw the gates, and write their dates and the data date where they do not meet."""
        theme = self.theme
        font = theme.font("label")
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        words: list[tuple[float, str, str]] = []
        if self._today is not None:
            words.append((self._x(self._today[0]), self._today[1], "accent"))
        for stage in self._stages:
            if not stage.gate:
                continue
            x = self._x(stage.last + timedelta(days=1))
            painter.setPen(QPen(theme.color("surface"), 1.5))
            painter.setBrush(theme.color("critical" if stage.critical else "text"))
            painter.drawPolygon(diamond(x, top + high / 2, 7.5))
            words.append((x, stage.gate, "critical" if stage.critical else "text"))
        painter.setFont(font)
        free = 0.0
        for x, text, ink in sorted(words):
            wide = metrics.horizontalAdvance(text)
            left = max(free, min(x - wide / 2, self.width() - wide))
            painter.setPen(theme.color(ink))
            space = QRectF(left, top + high + 4, wide + 2, scaled(theme, 16))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(space, int(flags), text)
            free = left + wide + 10

    def _paint_lines(self, painter: QPainter, top: float) -> None:
        theme, step = self.theme, scaled(self.theme, 16)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        metrics = QFontMetricsF(painter.font())
        for place, stage in enumerate(self._stages):
            left = self._x(stage.first) + 3
            after = self._stages[place + 1 :]
            right = self._x(after[0].first) if after else float(self.width())
            for number, line in enumerate(stage.lines):
                cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, right - left - 8)
                space = QRectF(left, top + number * step, right - left, step)
                painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), cut)


def _quarter(day: date) -> date:
    """Return the first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _after(quarter: date) -> date:
    """Return the first day of the next quarter."""
    return date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
