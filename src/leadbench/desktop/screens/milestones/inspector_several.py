"""The inspector for several selected tasks, and the help for none."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QVBoxLayout

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.cells import Cells
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Pairs, Section, attempt
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Line, Surface, Text
from leadbench.plan.notation import format_duration

MIXED = "Mixed"
_FIELDS: Final = {
    Column.DAYS: "Duration",
    Column.ROLE: "Role",
    Column.PERCENT: "Done, %",
    Column.CONSTRAINT: "Restriction",
    Column.DEADLINE: "Deadline",
    Column.STAGE: "Stage",
    Column.CALENDAR: "Calendar",
    Column.FIXED_COST: "Fixed cost of each",
}
_HELP = (
    ("Write in the table", "Type to replace a cell, F2 to edit it. Enter goes down, Tab right."),
    ("Say how long", "3d, 2w or 4h. A number alone is days."),
    ("Say what waits for what", "3.4 or 3.4SS+2d in Predecessors, or Ctrl+L for selected tasks."),
    ("Use the chart", "Drag a bar to move it, its right edge to resize it, its end dot to link."),
    ("Shape the outline", "Drag rows, or Alt+Up and Down; Alt+Shift+Right and Left for the level."),
    ("Copy and paste", "Whole tasks with Ctrl+C and Ctrl+V, cells from and to a spreadsheet."),
    ("Read the float", "■ 0 is critical: a day lost moves the finish. ▲ has only a few days."),
)


class SeveralTasks(Surface):
    """How many tasks are selected, and the fields that they have in common."""

    def __init__(self, page: Screen, rows: PlanRows, cells: Cells) -> None:
        super().__init__(page.theme, "surface")
        theme = page.theme
        self.page, self.rows, self.cells = page, rows, cells
        self.keys: list[int] = []
        self.title = Text("", theme, "finding")
        captions = {
            "start": "First start",
            "finish": "Last finish",
            "critical": "Critical",
            "out": "Left out",
        }
        self.pairs = Pairs(captions, theme)
        common = Section("Common fields", theme)
        self.fields = {column: Field(label, "", theme) for column, label in _FIELDS.items()}
        self.days, self.role = self.fields[Column.DAYS], self.fields[Column.ROLE]
        self.complaint = Complaint(theme)
        for which, field in self.fields.items():
            common.column.addWidget(field)
            field.committed.connect(partial(self._write, which))
        common.column.addWidget(self.complaint)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.pairs)
        column.addWidget(common)
        column.addStretch(1)

    def show_tasks(self, keys: list[int]) -> None:
        """Show what these tasks have in common."""
        self.keys = keys
        lines = [self.rows.line_of(key) for key in keys]
        self.title.setText(f"{len(keys)} tasks selected")
        dated = [line for line in lines if line.start is not None and line.finish is not None]
        starts, finishes = [line.start or 0 for line in dated], [line.finish or 0 for line in dated]
        self.pairs.show_value("start", self.rows.date_text(min(starts)) if dated else "")
        last = self.rows.date_text(max(finishes), finish=True) if dated else ""
        self.pairs.show_value("finish", last)
        self.pairs.show_value("critical", f"{sum(line.critical for line in lines)} of {len(lines)}")
        out = sum(line.left_out for line in lines)
        self.pairs.show_value("out", f"{out} of {len(lines)}" if out else "")
        project = self.rows.document.project
        assert project is not None
        for column, field in self.fields.items():
            held = [self.rows.line_of(key) for key in self._holding(column)]
            if column == Column.DAYS:
                self._show(field, {format_duration(line.duration, project) for line in held})
            else:
                self._show(field, {line.text(column) for line in held})
            field.setVisible(bool(held))
            field.set_read_only(self.rows.document.read_only)
            names = self.cells.choices(column)
            if names:
                completer = QCompleter(list(names), field)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                field.edit.setCompleter(completer)
        self.complaint.say("")

    def _show(self, field: Field, values: set[str]) -> None:
        field.set_text(next(iter(values)) if len(values) == 1 else "")
        field.edit.setPlaceholderText(MIXED if len(values) > 1 else "")

    def _holding(self, column: Column) -> list[int]:
        """Return the selected tasks that have a value of their own in a column."""
        lines = [self.rows.line_of(key) for key in self.keys]
        if column == Column.DAYS or column == Column.CALENDAR:
            lines = [line for line in lines if not line.is_summary and not line.is_milestone]
        elif column in {Column.PERCENT, Column.CONSTRAINT}:
            lines = [line for line in lines if not line.is_summary]
        return [line.key for line in lines]

    def _write(self, column: Column, text: str) -> None:
        """Write one value into all selected tasks that can hold it, as one step."""

        def write() -> None:
            keys = self._holding(column)
            changes = [self.cells.change(key, column, text) for key in keys]
            with self.page.edit(f"{_FIELDS[column]} of {len(self.keys)} tasks") as session:
                for change in changes:
                    change(session)

        attempt(self.fields[column], self.complaint, write)


def page_help(theme: Theme) -> Surface:
    """Return what can be done on the screen, in words."""
    inside = Surface(theme, "surface")
    column = QVBoxLayout(inside)
    column.setContentsMargins(16, 13, 16, 16)
    column.setSpacing(8)
    column.addWidget(Text("About this page", theme, "caption", "text2"))
    column.addWidget(Text("Milestones", theme, "finding"))
    words = "The tasks of the plan, what they wait for, and the dates that follow."
    column.addWidget(Text(words, theme, "body", "text2", wrap=True))
    column.addWidget(Line(theme))
    for title, reason in _HELP:
        column.addWidget(Text(title, theme, "section"))
        column.addWidget(Text(reason, theme, "cell", "text2", wrap=True))
    column.addStretch(1)
    return inside
