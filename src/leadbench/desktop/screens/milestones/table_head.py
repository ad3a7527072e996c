"""The column heads of the outline table, in a head as high as the chart's."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from leadbench.desktop.screens.milestones.columns import FIXED, LOOKS, Column
from leadbench.desktop.screens.milestones.layout import NARROWEST, Layout
from leadbench.desktop.theme import Theme

HEADER_HEIGHT: Final = 46
_ARROW: Final = 12


class TableHead(QHeaderView):
    """Captions at the lower edge, over a hairline; they are clicked to sort and dragged to move.

    Parameters
    ----------
    theme
        Colors and fonts.
    frozen
        Width that number and name keep at the left while the others scroll, or 0.
    """

    sort_asked = Signal(object)
    """A column was clicked."""
    menu_asked = Signal(object, object)
    """Where on the screen a menu is wanted, and for which column."""
    arranged = Signal()
    """Somebody moved or resized a column."""

    def __init__(self, theme: Theme, frozen: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.theme = theme
        self._frozen = frozen
        self._applying = False
        self._moved = False
        self.columns = Layout(())
        self.setFixedHeight(HEADER_HEIGHT)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(NARROWEST)
        self.setAccessibleName("Columns")
        self.sectionMoved.connect(self._section_moved)
        self.sectionResized.connect(self._section_resized)
        self.sectionPressed.connect(self._pressed)
        self.sectionClicked.connect(self._clicked)

    def show_columns(self, layout: Layout) -> None:
        """Lay the columns out."""
        self._applying = True
        self.columns = layout
        hidden = [column for column in Column if column not in layout.shown]
        for place, column in enumerate((*layout.shown, *hidden)):
            self.moveSection(self.visualIndex(column), place)
            self.setSectionHidden(column, column in hidden)
            if column not in hidden:
                self.resizeSection(column, layout.width(column))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)  # a tree that takes a head switches it off
        self._applying = False
        self.viewport().update()

    def _section_moved(self, _column: int, _before: int, _after: int) -> None:
        if self._applying:
            return
        self._moved = True
        order = [Column(self.logicalIndex(place)) for place in range(self.count())]
        # Number and name stay first, wherever something was dropped.
        self.show_columns(
            self.columns.with_shown([each for each in order if each in self.columns.shown])
        )
        self.arranged.emit()

    def _section_resized(self, column: int, _before: int, width: int) -> None:
        if not self._applying and width:
            self.columns = self.columns.with_width(Column(column), width)
            self.arranged.emit()

    def _pressed(self) -> None:
        self._moved = False

    def _clicked(self, column: int) -> None:
        if not self._moved:
            self.sort_asked.emit(Column(column))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.logicalIndexAt(event.pos())
        if event.pos().x() < self._frozen():
            number = self.sectionSize(Column.NUMBER)
            place = Column.NUMBER if event.pos().x() < number else Column.NAME
        self.menu_asked.emit(event.globalPos(), Column(place) if place >= 0 else None)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = LOOKS[Column(logicalIndex)]
        painter.save()
        painter.fillRect(rect, self.theme.color("surface"))
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.color("text3"))
        side = Qt.AlignmentFlag.AlignRight if look.right else Qt.AlignmentFlag.AlignLeft
        left = 2 if logicalIndex == Column.NAME else 6
        words = QRectF(rect).adjusted(0 if look.right else left, 0, -6, -5)
        metrics = QFontMetricsF(painter.font())
        sorted_ = self.columns.sort == logicalIndex
        if sorted_:
            words.setWidth(words.width() - _ARROW)
        caption = look.caption or ("№" if sorted_ else "")
        text = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, words.width() + 1)
        if sorted_:
            painter.setPen(self.theme.color("text"))
            end = words.right() if look.right else words.left() + metrics.horizontalAdvance(text)
            name = "chevron-down" if self.columns.falling else "chevron-up"
            arrow = self.theme.pixmap(name, "text", _ARROW, self.devicePixelRatioF())
            painter.drawPixmap(round(end + 1), round(words.bottom() - _ARROW - 1), arrow)
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignBottom), text)
        self._hairline(painter, QRectF(rect))
        painter.restore()

    def _hairline(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the line under the heads, one device pixel high."""
        thin = 1 / self.devicePixelRatioF()
        line = QRectF(rect.left(), rect.bottom() + 1 - thin, rect.width(), thin)
        painter.fillRect(line, self.theme.color("border"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frozen, high = self._frozen(), self.height()
        if frozen:
            painter = QPainter(self.viewport())
            left = 0
            for column in FIXED:
                width = min(self.sectionSize(column), frozen - left)
                self.paintSection(painter, QRect(left, 0, width, high), column)
                left += width
            painter.fillRect(QRect(frozen - 1, 0, 1, high), self.theme.color("border"))
            painter.end()
        rest = self.viewport().rect()
        rest.setLeft(self.length() - self.offset())
        if rest.width() > 0:
            painter = QPainter(self.viewport())
            painter.fillRect(rest, self.theme.color("surface"))
            self._hairline(painter, QRectF(rest))
            painter.end()
