"""What holds the selected task besides its links: a restriction and a deadline."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.analysis.calendars import DAY, instant
from leadbench.analysis.inputs import FOR_SUMMARIES, ConstraintKind
from leadbench.desktop.screens.milestones.cell_dates import moved_by_hand
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gestures import calendar_of
from leadbench.desktop.screens.milestones.sections import Choice, Section, attempt
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.errors import LeadbenchError
from leadbench.plan.edits.activities import (
    constraint_minute,
    set_by_hand,
    set_constraint,
)
from leadbench.plan.edits.details import set_deadline
from leadbench.plan.notation import day_of, parse_date
from leadbench.plan.restrictions import BY_HAND, UNDATED, WORDS

if TYPE_CHECKING:
    from leadbench.desktop.screen import Screen

_AT_FINISH = {
    ConstraintKind.FINISH_NO_EARLIER,
    ConstraintKind.FINISH_NO_LATER,
    ConstraintKind.MUST_FINISH,
}


class LimitsSection(Section):
    """Restriction with its date, and deadline, each edited in place.

    Parameters
    ----------
    rows
        The rows of the chart, for dates and calendars.
    """

    def __init__(self, page: "Screen", rows: ChartRows) -> None:
        super().__init__("Held by", page.theme)
        self.page, self.rows = page, rows
        self.key: int | None = None
        theme = page.theme
        self.kind, kind = _choice("Restriction", self)
        self.at = Field("Restricted to", "", theme)
        self.deadline = Field("Deadline", "", theme)
        for field, hint in ((self.at, "24 apr"), (self.deadline, "None")):
            field.edit.setPlaceholderText(hint)
            field.edit.setMinimumWidth(40)
        dated = QHBoxLayout()
        dated.setSpacing(8)
        dated.addWidget(self.at, 1)
        dated.addWidget(self.deadline, 1)
        self.column.addWidget(kind)
        self.column.addLayout(dated)
        self.complaint = Complaint(theme)
        self.column.addWidget(self.complaint)
        self.kind.activated.connect(lambda _: self._choose_kind())
        self.at.committed.connect(lambda _: attempt(self.at, self.complaint, self._write_at))
        self.deadline.committed.connect(
            lambda text: attempt(self.deadline, self.complaint, lambda: self._write_deadline(text))
        )

    def show_task(self, key: int) -> None:
        """Show what holds a task."""
        plan = self.rows.plan
        contents = plan.document.contents
        activity, line = contents.activities[key], plan.line_of(key)
        if key != self.key:
            self.complaint.say("")
        self.key = key
        current = ConstraintKind(activity.constraint_kind)
        self.kind.clear()
        for kind, words in WORDS.items():
            if not line.is_summary or kind in FOR_SUMMARIES or kind == current:
                self.kind.addItem(words, kind.value)
        by_hand = activity.pinned_start_minute
        if by_hand is not None or not (line.is_summary or activity.actual_start_minute):
            self.kind.addItem(BY_HAND, BY_HAND)
        chosen = current.value if by_hand is None else BY_HAND
        self.kind.setCurrentIndex(self.kind.findData(chosen))
        at, ends = activity.constraint_minute, current in _AT_FINISH
        if by_hand is not None:
            at, ends = by_hand, False
        self.at.set_text("" if at is None else plan.date_text(at, finish=ends))
        self.at.setVisible(at is not None)
        due = activity.deadline_minute
        self.deadline.set_text("" if due is None else plan.date_text(due, finish=True))
        read_only = plan.document.read_only
        self.kind.setEnabled(not read_only)
        for field in (self.at, self.deadline):
            field.set_read_only(read_only)

    def _number(self) -> str:
        assert self.key is not None
        return self.rows.plan.document.outline.number_of[self.key]

    def _chosen(self) -> ConstraintKind | None:
        """Return the chosen restriction, None where the dates are set by hand."""
        chosen = self.kind.currentData()
        return None if chosen == BY_HAND else ConstraintKind(chosen)

    def _choose_kind(self) -> None:
        """Take another restriction; one with a date begins with the date as it is now."""
        assert self.key is not None
        key, kind = self.key, self._chosen()
        document = self.rows.plan.document
        row = document.contents.activities[key]
        was = ConstraintKind(row.constraint_kind) if row.pinned_start_minute is None else None
        if kind == was:
            return
        minute = None
        outlook = document.outlook
        if kind not in UNDATED and outlook is not None:
            dates = outlook.schedule.row(key)
            minute = dates.finish if kind in _AT_FINISH else dates.start
        self._do(lambda: self._restrict(kind, minute))

    def _restrict(self, kind: ConstraintKind | None, minute: int | None) -> None:
        assert self.key is not None
        with self.page.edit(f"Restriction of {self._number()}") as session:
            if kind is None:
                assert minute is not None
                calendar = calendar_of(self.rows, self.key)
                start, finish = moved_by_hand(self.rows.plan, self.key, minute, calendar)
                set_by_hand(session, self.key, start, finish)
            else:
                set_constraint(session, self.key, kind, minute)

    def _write_at(self) -> None:
        assert self.key is not None
        kind = self._chosen()
        day = parse_date(self.at.text(), self._today())
        calendar = calendar_of(self.rows, self.key)
        if kind is None:
            minute = calendar.next_start(instant(day))
        else:
            minute = constraint_minute(kind, day, calendar)
        self._restrict(kind, minute)

    def _write_deadline(self, text: str) -> None:
        assert self.key is not None
        minute = None
        if text.strip():
            day = parse_date(text, self._today())
            minute = calendar_of(self.rows, self.key).previous_finish(instant(day) + DAY)
        with self.page.edit(f"Deadline of {self._number()}") as session:
            set_deadline(session, self.key, minute)

    def _do(self, write: Callable[[], None]) -> None:
        try:
            write()
        except LeadbenchError as refusal:
            assert self.key is not None
            self.show_task(self.key)
            self.complaint.say(str(refusal))
        else:
            self.complaint.say("")

    def _today(self) -> date:
        project = self.rows.plan.document.project
        assert project is not None
        return day_of(project.status_minute or project.start_minute)


def _choice(caption: str, section: Section) -> tuple[Choice, QWidget]:
    """Return a choice, and it under its caption."""
    box = Choice(caption, section.theme)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Text(caption, section.theme, "label", "text2"))
    column.addWidget(box)
    column.addStretch(1)
    return box, whole
