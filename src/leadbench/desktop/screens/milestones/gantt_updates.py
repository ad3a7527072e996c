"""What of the chart is painted anew: the rows that changed, and in which pieces."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, QRect, QTimer
from PySide6.QtGui import QRegion

from leadbench.desktop.screens.milestones import gantt_access, gantt_keys

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.gantt import GanttView

_PIECES: Final = 4
_MOSTLY: Final = 0.6
"""Share of the rectangle around all pieces from which that is painted at once."""


class Updates(QObject):
    """Asks for the paint of what changed in a chart.

    Parameters
    ----------
    view
        The chart.
    """

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self.view = view
        self._key: int | None = None
        """The task that is current: rows may be laid out anew around it."""
        self.rest = QTimer(self)
        """Paints in the next turn the links that the last one had no time for."""
        self.rest.setSingleShot(True)
        self.rest.setInterval(0)
        self.rest.timeout.connect(view.viewport().update)

    def follow(self, model: QItemSelectionModel) -> None:
        """Paint rows when they are selected, or no longer, and when they become current."""
        model.selectionChanged.connect(self._selected)
        model.currentChanged.connect(self._current)

    def rows(self, first: int, last: int) -> None:
        """Paint the rows from one place to another, both included."""
        view = self.view
        row, down = view.row_height, view.verticalScrollBar().value()
        top = max(-2, round(first * row) - down - 1)
        foot = min(view.viewport().height(), round((last + 1) * row) - down + 1)
        if foot > top:
            view.viewport().update(0, top, view.viewport().width(), foot - top)

    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:
        for span in (*now.toList(), *before.toList()):
            self.rows(span.top(), span.bottom())

    def _current(self, now: QModelIndex, before: QModelIndex) -> None:
        for index in (now, before):
            if index.isValid():
                self.rows(index.row(), index.row())
        if now.isValid() and (key := self.view.table.outline.key(now)) != self._key:
            self._key = key
            if self.view.emphasis.chosen >= 0:
                gantt_keys.choose(self.view, -1)  # Del must not remove what is left behind
        gantt_access.tell_focus(self.view)


def separate(region: QRegion) -> list[QRect]:
    """Return the rectangles to paint one by one: those of a region, or the one around them.

    Two rows far apart are painted alone, and not all that is between them; a region of many
    small pieces would cost more piece by piece.
    """
    pieces = [QRect(each) for each in region]  # type: ignore[attr-defined]  # the stub has no iterator
    around = region.boundingRect()
    covered = sum(each.width() * each.height() for each in pieces)
    few = len(pieces) <= _PIECES and covered < _MOSTLY * around.width() * around.height()
    return pieces if few else [around]
