"""What drags on the chart show while they last, and do when they end."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QRect, QTimer

from leadbench.analysis.inputs import LinkType
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule
    from leadbench.desktop.screens.milestones import Page

_AT_ONCE: Final = 1_000
"""Up to so many tasks all dates are worked out for every step of the pointer."""


class ChartStage(QObject):
    """The page as drags see it.

    Parameters
    ----------
    page
        The screen.
    """

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.page, self.rows = page, page.rows
        self._work: Callable[[], None] | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(0)  # fires when the events of the pointer have all been taken
        self._idle.timeout.connect(self._do)

    def soon(self, work: Callable[[], None]) -> None:
        """Do what takes time in a large plan: at once, or when the pointer's events are done.

        Only the last of several is done, so a frame never waits for dates that are overtaken.
        """
        self._work = work
        network = self.rows.plan.document.network
        if network is None or len(network.activities) <= _AT_ONCE:
            self._do()
        else:
            self._idle.start()

    def _do(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()

    def show_preview(self, dates: "Schedule | None", text: str, at: QPoint | None) -> None:
        """Show dates in place of the plan's, with a tag at the pointer; None ends it."""
        page = self.page
        if at is None:
            self._work = None
            self._idle.stop()
        page.note.hide()
        if dates is not page.rows.plan.preview:
            page.rows.plan.preview = dates
            page.rows.plan.forget()
            page.rows.forget()
            page.table.viewport().update()
        page.chart.viewport().update()
        page.tag.follow(text if at is not None else "", at or QPoint())

    def follow(self, at: QPoint) -> None:
        """Let the tag go with the pointer, as it is."""
        self.page.tag.follow(self.page.tag.text, at)

    def set_duration(self, key: int, minutes: int) -> None:
        """Set the duration of a task."""
        self.page.actions_.set_duration(key, minutes)

    def set_progress(self, key: int, percent: int) -> None:
        """Set how much of a task is done."""
        self.page.actions_.set_progress(key, percent)

    def start_from(self, key: int, minute: int | None) -> None:
        """Let a task start no earlier than an instant, or free it."""
        self.page.actions_.start_from(key, minute)

    def start_several_from(self, summary: int, starts: dict[int, int | None]) -> None:
        """Move a summary: let tasks below it start no earlier than that, or free them."""
        self.page.actions_.start_several_from(summary, starts)

    def connect_tasks(self, predecessor: int, successor: int, kind: LinkType, at: QPoint) -> None:
        """Link two tasks; a refusal is shown at the pointer."""
        page = self.page
        try:
            page.actions_.connect(predecessor, successor, kind)
        except LeadbenchError as refusal:
            self.refuse(refusal, at)

    def refuse(self, refusal: LeadbenchError, at: QPoint) -> None:
        """Say at a point of the chart why nothing was changed."""
        at = self.page.chart.viewport().mapTo(self.page, at)
        self.page.note.show_refusal(QRect(at, at), str(refusal))

    def edit_link(self, key: int, at: QPoint) -> None:
        """Edit the type and the lag of a link where it is."""
        if self.page.can_edit:
            self.page.link_editor.open(key, self.page.chart.viewport().mapTo(self.page, at))

    def remove_link(self, key: int) -> None:
        """Remove a link; it can be undone from the message."""
        if self.page.can_edit and self.page.actions_.remove_link(key):
            self.page.said.emit("1 link removed", True)
