"""The head of the chart: stages over months over weeks, with the data date."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from leadbench.charts.time_scale import Tick, TimeScale
from leadbench.desktop.screens.milestones.gantt_look import GanttLook
from leadbench.desktop.screens.milestones.table_head import HEADER_HEIGHT

_STAGE: Final = 15
_UPPER: Final = 17
_LEAST_NAME: Final = 40
"""Narrower stages have no room for a part of their name."""
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER: Final = int(Qt.AlignmentFlag.AlignCenter)


class GanttHead(QWidget):
    """Paints the head; it stays in place while the chart scrolls below it.

    Parameters
    ----------
    painter
        Colors, fonts and ticks, shared with the chart.
    """

    def __init__(self, parent: QWidget, painter: GanttLook) -> None:
        super().__init__(parent)
        self.look = painter
        self.scale = TimeScale(0, 1.0)
        self.setFixedHeight(HEADER_HEIGHT)

    def show_scale(self, scale: TimeScale) -> None:
        """Show another stretch of time."""
        if scale != self.scale:
            self.scale = scale
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.color("surface"))
        self._stages(painter)
        ticks = self.look.tiers(self.scale, self.width())
        theme = self.look.theme
        strong = theme.font("caption")
        strong.setPixelSize(11)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        top, height = _STAGE, _UPPER
        years = ticks.names == ("year", "year")
        for tick in ticks.upper:
            if years and not tick.label:  # the label before reaches over it
                continue
            self._line(painter, tick, top)
            painter.setPen(self.look.color("text"))
            left = max(tick.x, 0.0) + 5
            right = tick.right
            if years:
                right = max(right, left + 2 + QFontMetricsF(strong).horizontalAdvance(tick.label))
            space = QRectF(left, top, right - left - 2, height)
            painter.drawText(space, _LEFT, _fitting(tick, strong, space.width()))
        painter.setFont(theme.font("axis"))
        painter.setPen(self.look.color("text3"))
        top, tag = _STAGE + _UPPER, self._tag()
        at_begin = ticks.names[1] in {"week", "hour"}
        for tick in ticks.lower:
            space = QRectF(tick.x, top, tick.right - tick.x, HEADER_HEIGHT - top - 1)
            words = self.look.axis_width(tick.label)
            if tag is not None and tick.x - 2 < tag.right() and tick.right > tag.left():
                continue
            if at_begin and tick.x < -1:
                continue
            if at_begin:  # named by its Monday or full hour, so the number begins there
                painter.drawText(
                    QRectF(tick.x + 1, top, words + 4, space.height()), _CENTER, tick.label
                )
            else:
                space.setLeft(max(space.left(), 0.0))
                if words <= space.width():
                    painter.drawText(space, _CENTER, tick.label)
        self._data_date(painter, tag)
        thin = 1 / self.devicePixelRatioF()
        painter.fillRect(
            QRectF(0, self.height() - thin, self.width(), thin), self.look.color("border")
        )
        painter.end()

    def _line(self, painter: QPainter, tick: Tick, top: float) -> None:
        if tick.x > 0:
            painter.fillRect(
                QRectF(round(tick.x), top, 1, HEADER_HEIGHT - top), self.look.color("border")
            )

    def _stages(self, painter: QPainter) -> None:
        font = self.look.theme.font("axis")
        font.setPixelSize(10)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        bands = self.look.rows.bands()
        for place, band in enumerate(bands):
            left = max(self.scale.x(band.start), -1.0)
            right = self.scale.x(band.finish)
            if place == len(bands) - 1 and band.finish <= band.start:
                right = float(self.width())  # no end is planned
            if right <= 0 or left >= self.width():
                continue
            strip = QRectF(left, 0, right - left, _STAGE)
            painter.fillRect(strip, self.look.color("selected" if band.current else "sunken"))
            if left > 0:
                painter.fillRect(QRectF(left, 0, 1, _STAGE), self.look.color("border_strong"))
            painter.setPen(self.look.color("accent" if band.current else "text2"))
            # What is out of sight has no room for letters.
            seen = strip & QRectF(self.rect())
            if seen.width() < _LEAST_NAME:
                continue
            metrics = QFontMetricsF(font)
            words = QRectF(seen.left() + 8, 0, seen.width() - 12, _STAGE)
            whole = metrics.horizontalAdvance(band.name) <= words.width()
            name = band.name if whole else band.name.split()[0]
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, _LEFT, text)

    def _tag(self) -> QRectF | None:
        """Return where the data date is named, or None when it is out of sight."""
        project = self.look.rows.plan.document.project
        if project is None or project.status_minute is None:
            return None
        x = self.scale.x(self.look.rows.on_axis(project.status_minute))
        metrics = QFontMetricsF(self._tag_font())
        width = metrics.horizontalAdvance(self.look.rows.plan.date_text(project.status_minute)) + 8
        if x < -width or x > self.width():
            return None
        return QRectF(round(x) - 1, _STAGE + _UPPER, width, HEADER_HEIGHT - _STAGE - _UPPER)

    def _tag_font(self) -> QFont:
        font = self.look.theme.font("axis")
        font.setPixelSize(10)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _data_date(self, painter: QPainter, tag: QRectF | None) -> None:
        project = self.look.rows.plan.document.project
        if tag is None or project is None or project.status_minute is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("accent"))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setFont(self._tag_font())
        painter.setPen(self.look.color("on_accent"))
        painter.drawText(tag, _CENTER, self.look.rows.plan.date_text(project.status_minute))
        painter.restore()


def _fitting(tick: Tick, font: QFont, room: float) -> str:
    """Return the label of a stretch, shortened where only its end is in view."""
    metrics = QFontMetricsF(font)
    for text in (tick.label, tick.label.split(" ")[0], tick.label[:3]):
        if metrics.horizontalAdvance(text) <= room:
            return text
    return ""
