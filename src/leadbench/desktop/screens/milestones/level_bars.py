"""The level scroll bars of table and chart, which stand side by side below the same rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class LevelBars(QObject):
    """Shows both while one of them scrolls, so that the rows of both end at the same height.

    Parameters
    ----------
    owner
        What both belong to.
    views
        The table and the chart.
    """

    def __init__(self, owner: "QWidget", *views: "QAbstractScrollArea") -> None:
        super().__init__(owner)
        self._views = views
        self._fitting = False
        for view in views:
            view.horizontalScrollBar().rangeChanged.connect(self.fit)

    def fit(self) -> None:
        """Take the room of the bars only where something is scrolled away."""
        if self._fitting:
            return
        self._fitting = True  # the rows' own bar may come or go with these, and change a range
        shown = [view for view in self._views if not view.isHidden()]
        needed = any(view.horizontalScrollBar().maximum() > 0 for view in shown)
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAlwaysOn if needed else policies.ScrollBarAlwaysOff
        for view in self._views:
            if view.horizontalScrollBarPolicy() != policy:
                view.setHorizontalScrollBarPolicy(policy)
        self._fitting = False
