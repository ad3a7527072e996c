"""Which calendar the selected task follows."""

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Section
from leadbench.desktop.settings.calendar_names import calendar_choices
from leadbench.desktop.widgets.field_spec import FieldSpec, shown, units_of, write
from leadbench.desktop.widgets.form import ChoiceField
from leadbench.errors import LeadbenchError
from leadbench.plan.edits.calendars import follow_calendar
from leadbench.plan.tables import Activity, ActivityKind

_WHOSE = ((False, "This calendar and its people's"), (True, "This calendar alone"))


class CalendarSection(Section):
    """The task's own calendar; without one it follows its people's, or else the project's."""

    def __init__(self, page: Screen, rows: PlanRows) -> None:
        super().__init__("Calendar", page.theme)
        self.page, self.rows, self.key = page, rows, 0
        own = FieldSpec(
            "calendar_id",
            "Working time",
            editor="choice",
            choices=lambda: calendar_choices(
                rows.document.contents, "Its people's or the project's"
            ),
            write=lambda session, key, value: follow_calendar(session, Activity, key, value),
        )
        whose = FieldSpec(
            "ignores_people_calendars", "Whose time counts", editor="choice", choices=_WHOSE
        )
        self.own, self.whose = ChoiceField(own, page.theme), ChoiceField(whose, page.theme)
        self._fields = ((self.own, own), (self.whose, whose))
        for field, spec in self._fields:
            self.column.addWidget(field)
            field.committed.connect(
                lambda text, field=field, spec=spec: self._write(field, spec, text)
            )

    def show_task(self, key: int) -> None:
        """Show the calendar of a task; a summary has none."""
        self.key = key
        document = self.rows.document
        activity = document.contents.activities[key]
        self.setVisible(activity.kind != ActivityKind.SUMMARY)
        self.whose.setVisible(activity.calendar_id is not None)
        units = units_of(self.page)
        for field, spec in self._fields:
            field.set_text(shown(spec, spec.value_of(activity), units))
            field.set_read_only(document.read_only)

    def _write(self, field: ChoiceField, spec: FieldSpec, text: str) -> None:
        number = self.rows.document.outline.number_of[self.key]
        try:
            write(self.page, Activity, [self.key], spec, text, f"Calendar of {number}")
        except LeadbenchError as refusal:
            field.set_error(str(refusal))
