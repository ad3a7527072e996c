"""How the visible part of the network diagram is painted."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from leadbench.charts.gantt import State
from leadbench.charts.network_draw import (
    BROKEN,
    BoxText,
    arrow,
    box_tone,
    draw_box,
    draw_label,
    draw_lane,
)
from leadbench.charts.network_graph import BOX_HEIGHT, BOX_WIDTH
from leadbench.desktop.painter_pen import Fonts, PainterPen
from leadbench.desktop.screens.milestones.network_scene import HEAD, Drawn, NetworkScene
from leadbench.desktop.theme import Theme

_MARGIN: Final = 12
_CACHED: Final = 900
FULL: Final = 0.58
"""From this scale on the dates in a box can be read."""
NAMES: Final = 0.26
"""From this scale on names can be read, written larger."""
_DIM: Final = 0.28


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out: selected boxes, a link, what is traced; what is not in ``lit`` is dimmed."""

    selected: frozenset[int] = frozenset()
    current: int | None = None
    focus: bool = False
    link: int | None = None
    before: frozenset[int] = frozenset()
    after: frozenset[int] = frozenset()
    critical_only: bool = False


class NetworkPainter:
    """Paints lanes, ways and boxes; boxes are kept as pixels until their text changes."""

    def __init__(self, scene: NetworkScene, theme: Theme) -> None:
        self.scene, self.theme = scene, theme
        self.fonts = Fonts()
        self._boxes: dict[tuple[BoxText, int, float], QPixmap] = {}

    def forget(self) -> None:
        """Paint with the colors of the theme again."""
        self._boxes.clear()

    def paint(
        self, painter: QPainter, area: QRectF, scale: float, ratio: float, what: Emphasis
    ) -> None:
        """Paint the part of the diagram in ``area``; the painter counts in its units.

        Parameters
        ----------
        scale
            Pixels of the screen for one unit.
        ratio
            Device pixels for one pixel of the screen.
        """
        diagram, look = self.scene.diagram, self.theme.look
        if diagram is None:
            return
        pen = PainterPen(painter, self.fonts)
        for top, bottom in diagram.lanes:
            if bottom >= area.top() and top <= area.bottom():
                draw_lane(pen, top, bottom, diagram.width, "", look, HEAD)
        self._ways(painter, pen, area, scale, what)
        words = 2 if scale >= FULL else 1 if scale >= NAMES else 0
        near = what.before | what.after
        if not words:
            self._far(painter, area, what)
        for place in self.scene.visible(area) if words else ():
            if not self.scene.exists(place.key):
                continue
            text = self.scene.text(place.key)
            dim = what.critical_only and text.state != "critical"
            painter.setOpacity(_DIM if dim else 1.0)
            pixmap = self._box(text, words, scale * ratio)
            target = QRectF(
                place.x - _MARGIN,
                place.y - _MARGIN,
                pixmap.width() / (scale * ratio),
                pixmap.height() / (scale * ratio),
            )
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
            if place.key in near:
                painter.setOpacity(1.0)
                self._ring(painter, place.key, 1.6 / min(1.0, scale), 2.5)
        painter.setOpacity(1.0)
        for key in what.selected:
            if self.scene.place(key) is not None:
                self._ring(painter, key, 2.0 / min(1.0, scale), 4.0)
        current = what.current
        if current is None or current in what.selected or not what.focus:
            return
        if self.scene.place(current) is not None:
            self._ring(painter, current, 2.0 / min(1.0, scale), 8.0, dotted=True)

    def _far(self, painter: QPainter, area: QRectF, what: Emphasis) -> None:
        """Paint boxes from afar: their colors alone, all of a state in one call."""
        groups: dict[tuple[State, bool], list[QRectF]] = {}
        for place in self.scene.visible(area):
            if self.scene.exists(place.key):
                state = self.scene.text(place.key).state
                traced = place.key in what.before or place.key in what.after
                groups.setdefault((state, traced), []).append(self.scene.rect(place.key))
        for (state, traced), boxes in groups.items():
            fill, line, width = box_tone(state, self.theme.look)
            dim = what.critical_only and state != State.CRITICAL
            painter.setOpacity(_DIM if dim else 1.0)
            painter.setBrush(QColor(fill))
            color = self.theme.color("accent") if traced else QColor(line)
            painter.setPen(QPen(color, width * 3))
            painter.drawRects(boxes)

    def paint_heads(self, painter: QPainter, area: QRectF) -> None:
        """Paint the names of the lanes at the left edge of ``area``, whatever is scrolled there."""
        diagram = self.scene.diagram
        if diagram is None or not any(self.scene.lanes):
            return
        pen = PainterPen(painter, self.fonts)
        left = max(0.0, area.left())
        painter.save()
        painter.translate(left, 0)
        for (top, bottom), name in zip(diagram.lanes, self.scene.lanes, strict=False):
            seen_top, seen_bottom = max(top, area.top()), min(bottom, area.bottom())
            if seen_bottom - seen_top < 30:
                seen_top, seen_bottom = top, bottom
            if bottom < area.top() or top > area.bottom():
                continue
            painter.setClipRect(QRectF(0, top, HEAD + 1, bottom - top))
            pen.box(0, top, HEAD, bottom - top, fill=self.theme.look.canvas)
            draw_lane(pen, seen_top, seen_bottom, HEAD, name, self.theme.look, HEAD - 4)
        painter.restore()

    def _box(self, text: BoxText, words: int, scale: float) -> QPixmap:
        found = self._boxes.get((text, words, scale))
        if found is None:
            if len(self._boxes) > _CACHED:
                self._boxes.clear()
            wide = (BOX_WIDTH + 2 * _MARGIN) * scale
            tall = (BOX_HEIGHT + 2 * _MARGIN + (12 if text.milestone else 0)) * scale
            found = QPixmap(max(1, round(wide)), max(1, round(tall)))
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            painter.translate(_MARGIN, _MARGIN)
            pen = PainterPen(painter, self.fonts)
            draw_box(pen, 0, 0, text, self.theme.look, words=words)
            painter.end()
            self._boxes[text, words, scale] = found
        return found

    def _ways(
        self, painter: QPainter, pen: PainterPen, area: QRectF, scale: float, what: Emphasis
    ) -> None:
        plain: list[Drawn] = []
        strong: list[Drawn] = []
        traced: list[Drawn] = []
        out: list[Drawn] = []
        current = what.current
        for drawn in self.scene.ways(area):
            link = drawn.link
            if link.key == what.link or _on_trace(link.predecessor, link.successor, current, what):
                traced.append(drawn)
            elif self.scene.is_critical(link):
                strong.append(drawn)
            elif self.scene.items.rows.is_left_out(link.predecessor, link.successor):
                out.append(drawn)
            else:
                plain.append(drawn)
        look, thin = self.theme.look, max(1.0, 0.7 / scale)
        painter.setOpacity(_DIM if what.critical_only else 1.0)
        self._draw(painter, plain, QColor(look.float_line), 1.1 * thin, scale)
        self._draw(painter, out, QColor(look.float_line), 1.1 * thin, scale, broken=True)
        painter.setOpacity(1.0)
        self._draw(painter, strong, QColor(look.critical), 1.8 * thin, scale)
        self._traced(painter, traced, what.link, thin, scale)
        if scale < FULL * 0.8:
            return
        for group in (plain, out, strong, traced):
            for drawn in group:
                at = drawn.wire.label_at
                if at is not None:
                    critical = self.scene.is_critical(drawn.link)
                    painter.setOpacity(_DIM if what.critical_only and not critical else 1.0)
                    label = drawn.wire.label
                    draw_label(pen, at, label, look, critical=critical)
        painter.setOpacity(1.0)

    def _traced(
        self,
        painter: QPainter,
        ways: Collection[Drawn],
        chosen: int | None,
        thin: float,
        scale: float,
    ) -> None:
        """Paint ways with a broad band of the accent under them; the chosen one in the accent."""
        band = QColor(self.theme.look.accent)
        band.setAlpha(70)
        pen = QPen(band, 6.0 * thin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        for drawn in ways:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self.scene.path(drawn))
            critical = self.scene.is_critical(drawn.link)
            token = "critical" if critical else "float_line"
            if drawn.link.key == chosen:
                token = "accent"
            width = (1.8 if critical or token == "accent" else 1.2) * thin
            link = drawn.link
            broken = self.scene.items.rows.is_left_out(link.predecessor, link.successor)
            self._draw(painter, [drawn], self.theme.color(token), width, scale, broken=broken)

    def _draw(
        self,
        painter: QPainter,
        ways: Collection[Drawn],
        color: QColor,
        width: float,
        scale: float,
        *,
        broken: bool = False,
    ) -> None:
        if not ways:
            return
        pen = QPen(color, width)
        if broken:
            pen.setDashPattern([dash / width for dash in BROKEN])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if scale < NAMES:
            smooth = QPainter.RenderHint.Antialiasing
            painter.setRenderHint(smooth, False)
            painter.setPen(QPen(color, 0))
            painter.drawLines([line for drawn in ways for line in self.scene.flat(drawn)])
            painter.setRenderHint(smooth)
            return
        for drawn in ways:
            painter.drawPath(self.scene.path(drawn))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for drawn in ways:
            _, head = arrow(drawn.wire.points)
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in head]))

    def _ring(
        self, painter: QPainter, key: int, width: float, gap: float, *, dotted: bool = False
    ) -> None:
        pen = QPen(self.theme.color("accent"), width)
        if dotted:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = self.scene.rect(key).adjusted(-gap, -gap, gap, gap)
        painter.drawRoundedRect(around, 5 + gap, 5 + gap)


def _on_trace(one: int, other: int, current: int | None, what: Emphasis) -> bool:
    """Tell whether a link lies on a chain that leads to or from the current box."""
    before = other == current or other in what.before
    after = one == current or one in what.after
    return (one in what.before and before) or (other in what.after and after)
