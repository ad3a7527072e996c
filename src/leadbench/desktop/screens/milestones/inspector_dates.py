"""Dates, floats and progress of the selected task."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.analysis.calendars import DAY, instant
from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.chances import share_text
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gestures import calendar_of
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Pairs, Section, attempt
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.errors import Refused
from leadbench.plan.edits.activities import set_actual_finish, set_actual_start, set_percent
from leadbench.plan.notation import day_of, format_duration, parse_date

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import ScheduledActivity


class DatesSection(Section):
    """The dates as calculated, and against the approved plan.

    Parameters
    ----------
    rows
        The rows of the chart, for dates and calendars.
    """

    def __init__(self, page: Screen, rows: ChartRows) -> None:
        super().__init__("Dates", page.theme)
        self.rows = rows
        captions = {
            "start": "Start",
            "finish": "Finish",
            "total": "Total float",
            "free": "Free float",
            "approved": "Approved",
            "slip": "Slip",
            "plan": "Plan",
            "apart": "Difference",
            "own": "Own float",
        }
        self.pairs = Pairs(captions, page.theme)
        tip = "Working days that the task can slip before the project finish moves"
        self.pairs.captions["total"].setToolTip(tip)
        tip = "Working days that the task can slip before any other task moves"
        self.pairs.captions["free"].setToolTip(tip)
        tip = "Independent float: what it can slip even if all before it is as late as it may be"
        self.pairs.captions["own"].setToolTip(tip)
        self.column.addWidget(self.pairs)
        self.runs = RunsLine(page.theme)
        self.column.addWidget(self.runs)

    def show_task(self, key: int) -> None:
        """Show the dates of a task."""
        self.show_runs(key)
        plan = self.rows.plan
        outlook, project = plan.document.outlook, plan.document.project
        if outlook is None or project is None or key not in outlook.schedule.index:
            for name in self.pairs.values:
                self.pairs.show_value(name, "")
            return
        row = outlook.schedule.row(key)
        line = plan.line_of(key)
        self.pairs.show_value("start", "" if line.is_milestone else plan.date_text(row.start))
        self.pairs.show_value("finish", plan.date_text(row.finish, finish=True))
        open_ = not row.done and not line.is_summary and not line.left_out
        token = "critical" if row.critical else "near" if row.near_critical else "text"
        total = format_duration(row.total_float, project)
        self.pairs.show_value("total", total if open_ else "", token)
        free = format_duration(row.free_float, project)
        self.pairs.show_value("free", free if open_ else "")
        own = ""
        if open_:
            from leadbench.analysis.paths import independent_float_of

            minutes = independent_float_of(outlook.schedule, outlook.network, key)
            own = format_duration(minutes, project)
        self.pairs.show_value("own", own)
        self._approved(key, row)
        self._in_the_plan(key, row)

    def show_runs(self, key: int) -> None:
        """Show what the runs of the forecast say of a task."""
        self.runs.tell(self.rows.plan, key)

    def _in_the_plan(self, key: int, row: "ScheduledActivity") -> None:
        """In a scenario, show the finish that the plan has, and how far apart the two are."""
        plan, document = self.rows.plan, self.rows.plan.document
        project = document.project
        finish = ""
        if document.scenario is not None and project is not None:
            outlook = document.plan.outlook(document.project_id or 0)
            if outlook is not None and key in outlook.schedule.index:
                at = outlook.schedule.row(key).finish
                finish = plan.date_text(at, finish=True)
                self._show_apart(calendar_of(self.rows, key).between(at, row.finish))
        self.pairs.show_value("plan", finish)
        if not finish:
            self.pairs.show_value("apart", "")

    def _show_apart(self, minutes: int) -> None:
        project = self.rows.plan.document.project
        assert project is not None
        sign = "+" if minutes > 0 else ""
        token = "critical" if minutes > 0 else "good" if minutes < 0 else "text"
        self.pairs.show_value("apart", sign + format_duration(minutes, project), token)

    def _approved(self, key: int, row: "ScheduledActivity") -> None:
        plan, project = self.rows.plan, self.rows.plan.document.project
        assert project is not None
        kept = plan.baseline(key)
        if kept is None:
            self.pairs.show_value("approved", "")
            self.pairs.show_value("slip", "")
            return
        self.pairs.show_value("approved", plan.date_text(kept.finish_minute, finish=True))
        slip = calendar_of(self.rows, key).between(kept.finish_minute, row.finish)
        sign = "+" if slip > 0 else ""
        token = "critical" if slip > 0 else "good" if slip < 0 else "text"
        self.pairs.show_value("slip", sign + format_duration(slip, project), token)


class RunsLine(QWidget):
    """In how many runs of the forecast a task is critical."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.value = Text("", theme, "cell")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setAccessibleName("Critical in")
        self.stale = Text("", theme, "caption", "near", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Text("Critical in", theme, "cell", "text2"))
        row.addWidget(self.value, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.stale)

    def tell(self, plan: PlanRows, key: int) -> None:
        """Tell of a task; nothing where the runs say nothing."""
        shown, found = plan.chances.shown, plan.chances.of(key)
        said = shown is not None and found is not None and found.criticality is not None
        self.setVisible(said)
        if shown is None or found is None or found.criticality is None:
            return
        words = f"{share_text(found.criticality)} of {shown.result.runs:,} runs"
        self.value.setText(words)
        self.value.setAccessibleDescription(words)
        tip = f"{plan.chances.words(key)}.\n{plan.chances.about()}"
        if found.ssi is not None:
            tip += (
                f".\nSensitivity index (SSI) {found.ssi:.2f}: criticality times how much the task"
                " varies, against the whole project"
            )
        self.value.setToolTip(tip)
        self.stale.setText(f"The forecast is {shown.age}" if shown.age else "")
        self.stale.setVisible(bool(shown.age))


class ProgressSection(Section):
    """What has happened: percent, actual start and actual finish."""

    def __init__(self, page: Screen, rows: ChartRows) -> None:
        super().__init__("Progress", page.theme)
        self.page, self.rows = page, rows
        self.key: int | None = None
        theme = page.theme
        self.start = Field("Actual start", "", theme)
        self.finish = Field("Actual finish", "", theme)
        self.percent = Field("Done", "%", theme)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, share in ((self.start, 4), (self.finish, 4), (self.percent, 3)):
            row.addWidget(field, share)
            field.edit.setMinimumWidth(40)
        self.column.addLayout(row)
        self.complaint = Complaint(theme)
        self.column.addWidget(self.complaint)
        self.start.committed.connect(lambda text: self._write(self.start, text))
        self.finish.committed.connect(lambda text: self._write(self.finish, text))
        self.percent.committed.connect(lambda text: self._write(self.percent, text))

    def show_task(self, key: int) -> None:
        """Show the progress of a task."""
        self.key = key
        activity = self.rows.plan.document.contents.activities[key]
        plan = self.rows.plan
        start, finish = activity.actual_start_minute, activity.actual_finish_minute
        milestone = plan.line_of(key).is_milestone
        self.start.setVisible(not milestone)
        self.percent.setVisible(not milestone)
        self.start.set_text("" if start is None else plan.date_text(start))
        self.finish.set_text("" if finish is None else plan.date_text(finish, finish=True))
        self.percent.set_text(str(activity.percent_complete))
        self.complaint.say("")
        for field in (self.start, self.finish, self.percent):
            field.set_read_only(plan.document.read_only)

    def _write(self, field: Field, text: str) -> None:
        attempt(field, self.complaint, lambda: self._change(field, text))

    def _change(self, field: Field, text: str) -> None:
        assert self.key is not None
        document = self.rows.plan.document
        key, number = self.key, document.outline.number_of[self.key]
        if field is self.percent:
            percent = _percent(text)
            with self.page.edit(f"Progress of {number}") as session:
                set_percent(session, key, percent)
            return
        calendar = calendar_of(self.rows, key)
        day = None if not text.strip() else parse_date(text, self._today())
        if field is self.start:
            minute = None if day is None else calendar.next_start(instant(day))
            with self.page.edit(f"Actual start of {number}") as session:
                set_actual_start(session, key, minute)
            return
        minute = None if day is None else calendar.previous_finish(instant(day) + DAY)
        with self.page.edit(f"Actual finish of {number}") as session:
            set_actual_finish(session, key, minute)

    def _today(self) -> date:
        project = self.rows.plan.document.project
        assert project is not None
        return day_of(project.status_minute or project.start_minute)


def _percent(text: str) -> int:
    clean = text.strip().removesuffix("%").strip()
    if not clean.isdecimal():
        raise Refused(f"“{text.strip()}” is no percentage. Write a number from 0 to 99.")
    return int(clean)
