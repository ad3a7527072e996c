"""Where the columns of the tasks stand, and the axis of their bars."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF

from leadbench.charts.time_scale import TimeScale, ticks
from leadbench.desktop.theme import Theme

if TYPE_CHECKING:
    from leadbench.plan.comparing import TaskDifference

ROW: Final = 30
HEAD: Final = 28
MARGIN: Final = 20
_NUMBER: Final = 44
_FINISH: Final = 76
_CHANGE: Final = 60
_FLOAT: Final = 52
_NEAR: Final = 0.25
"""Of the time of the tasks: so far before them the data date still is on the axis."""


class Columns:
    """Where the columns of the list stand for a width, and what one place of its axis means.

    Parameters
    ----------
    span
        The first and the last instant of the axis.
    width
        Pixels of the list.
    status
        Instant of the data date.
    """

    def __init__(self, span: tuple[int, int], width: int, status: int | None) -> None:
        first, last = span
        right = width - MARGIN
        self.float = QRect(right - _FLOAT, 0, _FLOAT, ROW)
        self.change = QRect(self.float.left() - _CHANGE, 0, _CHANGE, ROW)
        self.finish = QRect(self.change.left() - _FINISH, 0, _FINISH, ROW)
        names = max(150, min(290, round(width * 0.3)))
        self.number = QRect(MARGIN, 0, _NUMBER, ROW)
        self.name = QRect(MARGIN + _NUMBER, 0, names - _NUMBER, ROW)
        left = MARGIN + names + 10
        room = max(40, self.finish.left() - 14 - left)
        self.chart = QRect(left, 0, room, ROW)
        self.scale = TimeScale.fit(first, last, room - 14, left + 7)
        self.first, self.last = first, last
        shown = status is not None and first <= status <= last
        self.status = self.scale.x(status) if shown and status is not None else None


def span_of(rows: "Sequence[TaskDifference]", status: int | None) -> tuple[int, int]:
    """Return the first start and the last finish of tasks; the data date too if it is near."""
    versions = [one for task in rows for one in (task.before, task.after) if one]
    first = min((one.start for one in versions), default=0)
    last = max((one.finish for one in versions), default=1)
    if status is not None and status < first and first - status < _NEAR * (last - first):
        first = status
    return first, last


def month_ticks(place: Columns, theme: Theme) -> list[Any]:
    """Return the months of the axis."""
    metrics = QFontMetricsF(theme.font("caption"))
    unit = "month" if place.scale.per_day * 30 > 26 else "quarter"
    if place.scale.per_day * 90 < 26:
        unit = "year"
    return list(ticks(place.scale, unit, place.first, place.last, metrics.horizontalAdvance))
