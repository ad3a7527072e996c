"""What can be dragged on the chart, and what dragging needs of the screen.

The plan is changed on release only; until then a copy of the network is scheduled at each step, and
table and chart show those dates.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter

from leadbench.analysis.inputs import LinkType
from leadbench.charts.gantt import Mark
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.analysis.calendars import WorkCalendar
    from leadbench.analysis.critical_path import Schedule
    from leadbench.desktop.screens.milestones.gantt import GanttView


class Stage(Protocol):
    """What gestures need of the screen."""

    rows: ChartRows

    def soon(self, work: Callable[[], None]) -> None:
        """Do what takes time in a large plan: at once, or when the pointer's events are done.

        Only the last of several is done.
        """

    def show_preview(self, dates: "Schedule | None", text: str, at: QPoint | None) -> None:
        """Show dates in place of the plan's, with a tag at the pointer; None ends it."""

    def follow(self, at: QPoint) -> None:
        """Let the tag go with the pointer, as it is."""

    def set_duration(self, key: int, minutes: int) -> None:
        """Set a duration."""

    def set_progress(self, key: int, percent: int) -> None:
        """Set how much is done; all of it records the finish."""

    def start_from(self, key: int, minute: int | None) -> None:
        """Let a task start no earlier than an instant, or free it."""

    def start_several_from(self, summary: int, starts: dict[int, int | None]) -> None:
        """Move a summary: let tasks below it start no earlier than that, or free them."""

    def connect_tasks(self, predecessor: int, successor: int, kind: LinkType, at: QPoint) -> None:
        """Link two tasks; a refusal is shown at the pointer."""

    def refuse(self, refusal: LeadbenchError, at: QPoint) -> None:
        """Say at a point of the chart why nothing was changed."""


class Gesture(Protocol):
    """Something that is being dragged."""

    def move(self, at: QPoint, view: "GanttView") -> None:
        """Follow the pointer."""

    def scrolled(self, by: int) -> None:
        """Stay with the bar, which has gone so many pixels to the left."""

    def drop(self, view: "GanttView") -> None:
        """Do it."""

    def cancel(self, view: "GanttView") -> None:
        """Give it up."""

    def paint(self, painter: QPainter, view: "GanttView") -> None:
        """Paint what shows the gesture, in the chart's coordinates."""


def scrolled(shape: Mark, by: int) -> Mark:
    """Return a mark that has gone so many pixels to the left."""
    return replace(
        shape,
        start=shape.start - by,
        finish=shape.finish - by,
        left=shape.left - by,
        right=shape.right - by,
    )


def calendar_of(rows: ChartRows, key: int) -> "WorkCalendar":
    """Return the working time that an activity follows."""
    found = rows.plan.figures.calendar(key)
    assert found is not None  # it is on view
    return found
