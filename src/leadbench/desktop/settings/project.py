"""The settings of the project that is looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screen import Screen
from leadbench.desktop.settings.calendar_names import calendar_choices
from leadbench.desktop.settings.project_fields import sections
from leadbench.desktop.settings.sheet import Sheet
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.form import Form
from leadbench.plan.tables import Project

if TYPE_CHECKING:
    from leadbench.desktop.widgets.field_spec import Choices
    from leadbench.desktop.window import Window


class ProjectSettings(Screen):
    """How the project is scheduled, with what other programs do."""

    key = "overview"

    calendars_asked = Signal()

    def build(self) -> None:
        self.form = Form(
            self,
            sections(self._calendars, self._finish),
            table=Project,
            name=lambda row: f"“{row.name}”",
        )
        self.calendars = Button("Working time and calendars", "calendar-days", self.theme)
        self.calendars.clicked.connect(self.calendars_asked)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 12)
        row.addWidget(self.calendars)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(foot)
        column.addStretch(1)

    def _calendars(self) -> "Choices":
        return calendar_choices(self.document.contents)

    def _finish(self) -> int | None:
        outlook = self.document.outlook
        return None if outlook is None else outlook.schedule.project_finish

    def refresh(self) -> None:
        project = self.document.project
        self.form.show_rows([] if project is None else [project])


def project_settings(window: "Window") -> Sheet:
    """Return the dialog, filled; its button gives the answer "calendars"."""
    page = ProjectSettings(window.document, window.theme)
    project = window.document.project
    name = "" if project is None else f" of “{project.name}”"
    sheet = Sheet(window, page, f"Settings{name}", width=560, tall=True)
    page.calendars_asked.connect(lambda: sheet.give("calendars"))
    page.form.focus("scheduled_from_finish")
    return sheet
