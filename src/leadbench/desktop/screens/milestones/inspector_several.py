"""The inspector for several selected tasks, and the help for none."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCompleter, QVBoxLayout

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.cells import Cells
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Complaint, Pairs, Section, attempt
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Line, Surface, Text
from leadbench.plan.edits.activities import set_duration, set_role
from leadbench.plan.notation import format_duration, parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

MIXED = "Mixed"
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
        captions = {"start": "First start", "finish": "Last finish", "critical": "Critical"}
        self.pairs = Pairs(captions, theme)
        common = Section("Common fields", theme)
        self.days = Field("Duration", "", theme)
        self.role = Field("Role", "", theme)
        self.complaint = Complaint(theme)
        for field in (self.days, self.role):
            common.column.addWidget(field)
        common.column.addWidget(self.complaint)
        self.days.committed.connect(self._write_days)
        self.role.committed.connect(self._write_role)
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
        project = self.rows.document.project
        assert project is not None
        work = [line for line in lines if not line.is_summary and not line.is_milestone]
        self._show(self.days, {format_duration(line.duration, project) for line in work})
        roles = (self.rows.document.contents.role_of(key) for key in keys)
        self._show(self.role, {"" if role is None else role.name for role in roles})
        self.days.setVisible(bool(work))
        self.complaint.say("")
        names = [role.name for role in self.rows.document.contents.ordered_roles()]
        completer = QCompleter(names, self.role)
        completer.setCaseSensitivity(completer.caseSensitivity().CaseInsensitive)
        self.role.edit.setCompleter(completer)
        for field in (self.days, self.role):
            field.set_read_only(self.rows.document.read_only)

    def _show(self, field: Field, values: set[str]) -> None:
        field.set_text(next(iter(values)) if len(values) == 1 else "")
        field.edit.setPlaceholderText(MIXED if len(values) > 1 else "")

    def _work(self) -> "Iterable[int]":
        lines = (self.rows.line_of(key) for key in self.keys)
        return [line.key for line in lines if not line.is_summary and not line.is_milestone]

    def _write_days(self, text: str) -> None:
        def write() -> None:
            project = self.rows.document.project
            assert project is not None
            minutes, keys = parse_duration(text, project), self._work()
            with self.page.edit(f"Duration of {len(self.keys)} tasks") as session:
                for key in keys:
                    set_duration(session, key, minutes)

        attempt(self.days, self.complaint, write)

    def _write_role(self, text: str) -> None:
        def write() -> None:
            role = self.cells.role(text)
            with self.page.edit(f"Role of {len(self.keys)} tasks") as session:
                for key in self.keys:
                    set_role(session, key, None if role is None else role.id)

        attempt(self.role, self.complaint, write)


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
