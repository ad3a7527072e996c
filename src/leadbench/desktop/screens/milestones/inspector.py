"""The inspector of the screen: one task, several tasks, or help on the page."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.screens.milestones.cells import Cells
from leadbench.desktop.screens.milestones.inspector_calendar import CalendarSection
from leadbench.desktop.screens.milestones.inspector_cost import CostSection
from leadbench.desktop.screens.milestones.inspector_dates import DatesSection, ProgressSection
from leadbench.desktop.screens.milestones.inspector_estimate import EstimateSection
from leadbench.desktop.screens.milestones.inspector_limits import LimitsSection
from leadbench.desktop.screens.milestones.inspector_links import LinkList
from leadbench.desktop.screens.milestones.inspector_people import (
    PeopleSection,
    RequirementsSection,
)
from leadbench.desktop.screens.milestones.inspector_several import SeveralTasks, page_help
from leadbench.desktop.screens.milestones.inspector_why import WhySection
from leadbench.desktop.screens.milestones.rows import Line, PlanRows
from leadbench.desktop.screens.milestones.sections import Flow, Section
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.text import Surface, Text
from leadbench.plan.tables import ConstraintKind

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from leadbench.desktop.screens.milestones import Page


MANY: Final = 1_000
"""Rows from which the inspector follows the selection a turn later."""


class TaskInspector(Surface):
    """Shows what is selected and changes it.

    Parameters
    ----------
    page
        The screen.
    rows
        The plan.
    cells
        Writes roles and durations of several tasks.
    """

    def __init__(self, page: "Page", rows: PlanRows, cells: Cells) -> None:
        super().__init__(page.theme, "surface")
        self.page, self.rows = page, rows
        self.stack = QStackedLayout(self)
        self.help = page_help(page.theme)
        self.task = TaskPane(page, rows, cells)
        self.several = SeveralTasks(page, rows, cells)
        for widget in (self.help, self.task, self.several):
            self.stack.addWidget(scrolled(widget))

        self.behind = False
        """Whether the selection has changed and is not wholly shown yet."""
        self._without_reason = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self.next_step)

    def follow(self) -> None:
        """Show the selection; in a large plan a turn later, so that the row itself is there first.

        What is hidden is filled when it is shown.
        """
        if len(self.rows.visible) <= MANY:
            self.refresh()
            return
        self.behind, self._without_reason = True, False
        if self.isVisible():
            self._turn.start()

    def next_step(self) -> None:
        """Show the task without its reason, or then its reason: each in a turn of its own."""
        if self._without_reason:
            self._without_reason = False
            self.behind = False
            self.task.reason.show_task(self.task.key)
        elif self.behind:
            self.refresh(whole=False)

    def catch_up(self) -> None:
        """Show the selection at once if it has changed since."""
        if self.behind:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def refresh(self, *, whole: bool = True) -> None:
        """Show the selection as it is now; unless ``whole``, a task's reason a turn later."""
        self._turn.stop()
        self.behind = self._without_reason = False
        keys = self.page.table.selected_keys() if self.rows.has_project() else []
        if not keys:
            self.stack.setCurrentIndex(0)
        elif len(keys) == 1:
            self.task.show_task(keys[0], reason=whole)
            if not whole:
                self.behind = self._without_reason = True
                self._turn.start()
            self.stack.setCurrentIndex(1)
        else:
            self.several.show_tasks(keys)
            self.stack.setCurrentIndex(2)

    def refresh_forecast(self) -> None:
        """Show what the forecast says of the task on view, and whether it is old."""
        if self.stack.currentIndex() == 1:
            self.task.dates.show_runs(self.task.key)


class TaskPane(Surface):
    """One task: state, estimate, dates, progress, links, reason and notes."""

    def __init__(self, page: "Page", rows: PlanRows, cells: Cells) -> None:
        super().__init__(page.theme, "surface")
        theme = page.theme
        self.page, self.rows, self.key = page, rows, 0
        self.place = Text("", theme, "caption", "text2")
        self.name = Text("", theme, "finding", wrap=True)
        self.state = Chip("", "neutral", theme)
        self.begun = Chip("", "neutral", theme)
        self.role = Chip("", "neutral", theme, "user")
        self.chips = Flow((self.state, self.begun, self.role))
        self.estimate = EstimateSection(page, rows)
        self.dates = DatesSection(page, page.rows)
        self.progress = ProgressSection(page, page.rows)
        self.calendar = CalendarSection(page, rows)
        self.before = LinkList(page, rows, before=True)
        self.after = LinkList(page, rows, before=False)
        for links in (self.before, self.after):
            links.asked.connect(page.select)
            theme.changed.connect(links.dress)
        self.reason = WhySection(page, rows)
        self.reason.asked.connect(page.select)
        self.reason.free.clicked.connect(self._free)
        self.limits = LimitsSection(page, page.rows)
        self.people = PeopleSection(page, rows, cells)
        self.cost = CostSection(page, rows, cells)
        self.requirements = RequirementsSection(page, rows)
        self.notes_section = Section("Notes", theme)
        self.notes = Notes(self)
        self.notes_section.column.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 10, 16)
        column.setSpacing(5)
        column.addWidget(self.place)
        column.addWidget(self.name)
        column.addSpacing(3)
        column.addWidget(self.chips)
        for section in (
            self.estimate,
            self.dates,
            self.before,
            self.after,
            self.reason,
            self.limits,
            self.calendar,
            self.progress,
            self.people,
            self.cost,
            self.requirements,
            self.notes_section,
        ):
            column.addWidget(section)
            if section is self.before:
                column.addSpacing(6)
        column.addStretch(1)

    def show_task(self, key: int, *, reason: bool = True) -> None:
        """Show a task, with the reason for its dates or without."""
        self.key = key
        contents, outline = self.rows.document.contents, self.rows.document.outline
        activity = contents.activities[key]
        line = self.rows.line_of(key)
        parent = activity.parent_id
        above = "" if parent is None else f" in {contents.activities[parent].name}"
        self.place.setText(f"{outline.number_of[key]}{above}")
        self.name.setText(activity.name)
        self._chips(line)
        work = not line.is_summary and not line.is_milestone and not line.done
        self.estimate.setVisible(work)
        if work:
            self.estimate.show_task(key)
        self.dates.show_task(key)
        self.progress.setVisible(not line.is_summary)
        if not line.is_summary:
            self.progress.show_task(key)
        self.calendar.show_task(key)
        self.before.show_task(key)
        self.after.show_task(key)
        if reason:
            self.reason.show_task(key)
        self.limits.show_task(key)
        self.people.setVisible(not line.is_summary)
        if not line.is_summary:
            self.people.show_task(key)
        self.cost.show_task(key)
        self.requirements.show_task(key)
        self.notes.show_task(key, activity.notes)

    def _chips(self, line: Line) -> None:
        """Say in words how the task stands."""
        activity = self.rows.document.contents.activities[line.key]
        if line.left_out:
            self.state.set_state("Left out", "neutral", "circle-slash")
        elif line.done:
            self.state.set_state("Done", "good", "check")
        elif line.critical:
            self.state.set_state("Critical", "critical", "square")
        elif line.float_minutes is not None:
            text = f"{self.rows.duration_text(line.float_minutes)} float"
            mark = "triangle" if line.near else ""
            self.state.set_state(text, "near" if line.near else "normal", mark)
        self.state.setVisible(
            line.left_out or line.done or line.critical or line.float_minutes is not None
        )
        if line.is_milestone:
            self.begun.set_state("Milestone", "neutral")
        elif line.is_summary:
            self.begun.set_state("Summary", "neutral")
        elif activity.actual_start_minute is None:
            self.begun.set_state("Not started", "neutral")
        else:
            self.begun.set_state("In progress", "neutral")
        self.begun.setVisible(not line.done or line.is_milestone or line.is_summary)
        role = self.rows.document.contents.role_of(line.key)
        self.role.set_state("" if role is None else role.name, "neutral", "user")
        self.role.setVisible(role is not None)
        self.chips.arrange()

    def _free(self) -> None:
        from leadbench.plan.edits.activities import set_constraint

        number = self.rows.document.outline.number_of[self.key]
        with self.page.edit(f"Start of {number}") as session:
            set_constraint(session, self.key, ConstraintKind.AS_SOON_AS_POSSIBLE)


class Notes(QPlainTextEdit):
    """The notes of a task, written when the field is left."""

    def __init__(self, pane: TaskPane) -> None:
        super().__init__()
        self.pane = pane
        self._key, self._kept = 0, ""
        self.setPlaceholderText("What others should know")
        self.setAccessibleName("Notes")
        self.setTabChangesFocus(True)
        self.setFixedHeight(72)

    def show_task(self, key: int, text: str) -> None:
        """Show the notes of a task."""
        if key != self._key:
            self.commit()
        if (key, text) != (self._key, self._kept):
            self._key, self._kept = key, text
            self.setPlainText(text)
        self.setReadOnly(self.pane.rows.document.read_only)

    def commit(self) -> None:
        """Write what was typed."""
        text, key = self.toPlainText(), self._key
        document = self.pane.rows.document
        if text == self._kept or key not in document.contents.activities:
            return
        from leadbench.plan.tables import Activity

        self._kept = text
        with self.pane.page.edit(f"Notes of {document.outline.number_of[key]}") as session:
            row = session.get(Activity, key)
            assert row is not None
            row.notes = text

    def focusOutEvent(self, event: "QFocusEvent") -> None:
        super().focusOutEvent(event)
        self.commit()


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a widget that scrolls upright where it is too long."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
