"""The head of a table: captions, the order of the rows, and the widths of the columns."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSettings, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView

from leadbench.desktop.theme import Theme

if TYPE_CHECKING:
    from leadbench.desktop.widgets.table import Table

INNER: Final = 8
"""Space at both sides of the words of a cell, in pixels."""
OUTER: Final = 20
"""Space before the first and after the last column: the margin of a page."""

SIDES: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
_PLENTY: Final = 300
"""Width beyond which such a column shares with the others, in pixels."""
_TIGHTEST: Final = 0.97
"""What is left of the other widths before columns are hidden and the table scrolls sideways."""


def scaled(theme: Theme, pixels: float) -> int:
    """Return a length that grows with the size of the text; ``pixels`` is for 100 %."""
    return round(pixels * QFontMetricsF(theme.font("cell")).height() / 15.13)


def inside(table: "Table", column: int, cell: QRectF) -> QRectF:
    """Return where the words of a cell stand."""
    left = table.edge if column == 0 else table.inner
    right = table.edge if column == len(table.specs) - 1 else table.inner
    if table.specs[column].side == "center":
        left = right = 0
    return cell.adjusted(left, 0, -right, 0)


class Head(QHeaderView):
    """Captions with their units and the sort arrow; it stays in view and lays the columns out.

    Columns without a width share what is left; where there is too little room, those that say
    so are hidden, and at last the table scrolls sideways. A width that a person drags is
    remembered, and given back by a double click on the edge.

    Parameters
    ----------
    table
        The table.
    remembered
        Name under which widths are remembered; "" for not at all.
    """

    def __init__(self, table: "Table", remembered: str) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.table = table
        self._remembered = remembered
        self._laying_out = False
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.sectionResized.connect(self._resized)
        self.sectionHandleDoubleClicked.connect(self._restored)

    def sizeHint(self) -> QSize:
        if self.isHidden():
            return QSize(0, 0)
        return QSize(super().sizeHint().width(), scaled(self.table.theme, self.table.head_height))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, spec = self.table.theme, self.table.specs[logicalIndex]
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3"))
        space = inside(self.table, logicalIndex, QRectF(rect))
        words = f"{spec.caption}, {spec.unit}" if spec.unit and spec.caption else spec.caption
        sorted_by, order = self.table.sorting
        if words and sorted_by == spec.column:
            down = order == Qt.SortOrder.DescendingOrder
            arrow = theme.pixmap("chevron-down" if down else "chevron-up", "text3", 12)
            if spec.side == "left":
                place = space.left() + painter.fontMetrics().horizontalAdvance(words) + 3
            else:
                place = space.right() - 12
                space.setRight(space.right() - 14)
            painter.drawPixmap(round(place), round(space.center().y() - 6), arrow)
        cut = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(space.width()) + 2
        )
        painter.drawText(space, int(SIDES[spec.side] | Qt.AlignmentFlag.AlignVCenter), cut)
        if self.table.lines:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        painter.restore()

    def lay_out(self) -> None:
        """Give every column its width, and hide those that there is no room for."""
        if self._laying_out or not 0 < self.count() == len(self.table.specs):
            return
        widths = self._widths()
        self._laying_out = True
        for place, width in enumerate(widths):
            self.setSectionHidden(place, width == 0)
            if width:
                self.resizeSection(place, width)
        self._laying_out = False

    def _widths(self) -> list[int]:
        """Return the width of every column; 0 for one that is hidden."""
        theme, specs, kept = self.table.theme, self.table.specs, self._kept()
        room = self.table.viewport().width()
        widths = [kept.get(spec.column) or scaled(theme, spec.width) for spec in specs]
        for end in (0, -1):
            if widths[end] and specs[end].column not in kept:
                widths[end] += self.table.edge - self.table.inner
                if 0 < widths[end] < self.minimumSectionSize():
                    widths[end] = self.minimumSectionSize()
        free = [place for place, width in enumerate(widths) if width == 0]
        least = {place: scaled(theme, specs[place].least) for place in free}
        needed = sum(least.values())
        for place in sorted((p for p, spec in enumerate(specs) if spec.drop), key=self._drop):
            if (sum(widths) + needed) * _TIGHTEST <= room:
                break
            widths[place] = 0
        spare = room - sum(widths) - needed
        if spare < 0:
            give = min(1 - _TIGHTEST, -spare / max(1, sum(widths)))
            widths = [int(width * (1 - give)) for width in widths]
        elif free:
            # Where the free columns have plenty, the others take some, so that less is cut.
            spare -= scaled(theme, _PLENTY) * len(free) - needed
            words = [
                place
                for place, spec in enumerate(specs)
                if spec.side != "center" and spec.column not in kept
            ]
            take = min(1 / 3, max(0, spare) / max(1, sum(widths[place] for place in words)))
            for place in words:
                widths[place] = int(widths[place] * (1 + take))
        left = room - sum(widths)
        for number, place in enumerate(free):
            share = left // (len(free) - number)
            left -= share
            widths[place] = max(int(least[place] * _TIGHTEST), share)
        return widths

    def _drop(self, place: int) -> int:
        return self.table.specs[place].drop

    def _kept(self) -> dict[str, int]:
        if not self._remembered:
            return {}
        settings, kept = QSettings(), {}
        for spec in self.table.specs:
            value = settings.value(f"{self._remembered}/{spec.column}")
            if value is not None:
                kept[spec.column] = int(str(value))
        return kept

    def _resized(self, column: int, _before: int, width: int) -> None:
        if self._remembered and not self._laying_out and self.isVisible() and width > 0:
            name = self.table.specs[column].column
            QSettings().setValue(f"{self._remembered}/{name}", width)

    def _restored(self, column: int) -> None:
        QSettings().remove(f"{self._remembered}/{self.table.specs[column].column}")
        self.lay_out()
