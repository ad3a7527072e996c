"""How the rows of the sidebar are painted."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.sidebar_rows import ROW, Row

if TYPE_CHECKING:
    from leadbench.desktop.widgets.sidebar import Sidebar

_HEIGHTS: Final = {"page": 25, "group": 22, "line": 9, "project": 28}
_RAIL_LINE: Final = 9
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

_Index = QModelIndex | QPersistentModelIndex


class SidebarPaint(QStyledItemDelegate):
    """Paints pages with their icon and progress, group heads, and the project's name."""

    def __init__(self, theme: Theme, sidebar: "Sidebar") -> None:
        super().__init__(sidebar)
        self.theme = theme
        self.sidebar = sidebar

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(ROW)
        extra = 6 if index.row() in {0, self.sidebar.model().rowCount() - 1} else 0
        if self.sidebar.is_rail:
            return QSize(40, (self._rail_row() if row.kind == "page" else _RAIL_LINE) + extra)
        return QSize(40, _HEIGHTS[row.kind] + extra)

    def _rail_row(self) -> int:
        """Return the height of an icon's row, so that all fit into a low window."""
        kinds = [row.kind for row in self.sidebar.rows()]
        room = self.sidebar.height() - 12 - _RAIL_LINE * (len(kinds) - kinds.count("page") - 1)
        return max(24, min(30, room // kinds.count("page")))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW)
        area = QRectF(option.rect)
        if index.row() == 0:
            area.setTop(area.top() + 6)
        elif index.row() == self.sidebar.model().rowCount() - 1:
            area.setBottom(area.bottom() - 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Not the option's state: its type alone takes 5 ms of the start to set up.
        hot = index.row() == self.sidebar.hovered
        focused = self.sidebar.hasFocus() and index == self.sidebar.currentIndex()
        if row.kind == "line" or (row.kind == "group" and self.sidebar.is_rail):
            self._line(painter, area)
        elif row.kind == "group":
            self._group(painter, area, row, hot=hot, focused=focused)
        elif row.kind == "project":
            self._project(painter, area, row)
        else:
            self._page(painter, area, row, hot=hot, focused=focused)
        painter.restore()

    def _line(self, painter: QPainter, area: QRectF) -> None:
        margin = 14 if self.sidebar.is_rail else 8
        painter.fillRect(
            QRectF(area.left() + margin, area.center().y(), area.width() - 2 * margin, 1),
            self.theme.color("border"),
        )

    def _group(
        self, painter: QPainter, area: QRectF, row: Row, *, hot: bool, focused: bool
    ) -> None:
        face = self.theme.font("group")
        face.setLetterSpacing(face.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(face)
        painter.setPen(self.theme.color("text2"))
        painter.drawText(area.adjusted(16, 2, -30, 0), _LEFT, row.title.upper())
        folded = self.sidebar.is_folded(row.group)
        if hot or focused or folded:
            name = "chevron-right" if folded else "chevron-down"
            self._icon(painter, name, "text3", area.right() - 27, area.center().y() + 1, 13)
        if focused:
            self._ring(painter, area.adjusted(8, 1, -8, 0))

    def _project(self, painter: QPainter, area: QRectF, row: Row) -> None:
        face = self.theme.words("section" if row.badge else "body")
        painter.setFont(face)
        painter.setPen(self.theme.color("text" if row.badge else "text2"))
        right = area.right() - 16
        if row.badge:
            chip = self.theme.font("label")
            width = QFontMetricsF(chip).horizontalAdvance(row.badge) + 15
            body = QRectF(right - width, area.center().y() - 9, width, 19)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("selected"))
            painter.drawRoundedRect(body, 5, 5)
            painter.setPen(self.theme.color("accent"))
            painter.setFont(chip)
            painter.drawText(body, int(Qt.AlignmentFlag.AlignCenter), row.badge)
            right = body.left() - 6
            painter.setFont(face)
            painter.setPen(self.theme.color("text"))
        space = right - area.left() - 16
        words = QFontMetricsF(face).elidedText(row.title, Qt.TextElideMode.ElideRight, space)
        painter.drawText(QRectF(area.left() + 16, area.top(), space, area.height()), _LEFT, words)

    def _page(self, painter: QPainter, area: QRectF, row: Row, *, hot: bool, focused: bool) -> None:
        shown = row.key == self.sidebar.page
        body = area.adjusted(8, 0, -8, 0)
        if shown or hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("selected" if shown else "hover"))
            painter.drawRoundedRect(body, 6, 6)
        ink = "accent" if shown else "text2"
        middle = area.center().y()
        if self.sidebar.is_rail:
            self._icon(painter, row.icon, ink, area.center().x() - 8, middle, 16)
        else:
            self._icon(painter, row.icon, ink, area.left() + 16, middle, 16)
            painter.setFont(self.theme.words("section" if shown else "body"))
            painter.setPen(self.theme.color("text" if shown else "text2"))
            painter.drawText(area.adjusted(41, 0, -30, 0), _LEFT, row.title)
            if row.badge:
                painter.setFont(self.theme.font("caption"))
                painter.setPen(self.theme.color("text2"))
                right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
                painter.drawText(area.adjusted(41, 0, -17, 0), right, row.badge)
            elif row.progress:
                self._progress(painter, QPointF(area.right() - 23, middle), row.progress)
        if focused:
            self._ring(painter, body)

    def _progress(self, painter: QPainter, middle: QPointF, progress: str) -> None:
        """Paint a ring (not started), a half disc (in progress) or a check (complete)."""
        token = {"none": "border_strong", "some": "accent", "all": "good"}[progress]
        color = self.theme.color(token)
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 5.6, 5.6)
        if progress == "some":
            half = QPainterPath(middle)
            half.arcTo(QRectF(middle.x() - 3.4, middle.y() - 3.4, 6.8, 6.8), 90, -180)
            painter.fillPath(half, color)
        elif progress == "all":
            check = QPainterPath(middle + QPointF(-2.6, 0.2))
            check.lineTo(middle + QPointF(-0.7, 2.0))
            check.lineTo(middle + QPointF(2.7, -1.8))
            painter.drawPath(check)

    def _icon(
        self, painter: QPainter, name: str, token: str, left: float, middle: float, size: int
    ) -> None:
        pixmap = self.theme.pixmap(name, token, size, self.sidebar.devicePixelRatioF())
        painter.drawPixmap(QPointF(round(left), round(middle - size / 2)), pixmap)

    def _ring(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(QPen(self.theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), 6, 6)
