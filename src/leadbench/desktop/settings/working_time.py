"""The calendars of a plan: their weeks, holidays and exceptions, and who follows them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leadbench.analysis.calendars import to_date
from leadbench.desktop.screen import Screen
from leadbench.desktop.settings.boxes import row_of, stacked
from leadbench.desktop.settings.calendar_fields import (
    FIELDS_OF,
    RULED,
    Follower,
    exception_columns,
    exception_fields,
    follower_columns,
    followers_of,
    holiday_fields,
    week_columns,
    weekdays_of,
)
from leadbench.desktop.settings.month import MonthView
from leadbench.desktop.settings.sheet import Sheet
from leadbench.desktop.widgets.buttons import Button, Segmented
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.edits.calendars import copy_calendar, delete_calendar, rename_calendar
from leadbench.plan.edits.exceptions import add_exception, delete_exception
from leadbench.plan.edits.projects import add_calendar
from leadbench.plan.repeats import Repetition, next_day, repetition_of
from leadbench.plan.tables import (
    Calendar,
    CalendarException,
    Project,
    Repeat,
    WorkingInterval,
)

if TYPE_CHECKING:
    from leadbench.desktop.window import Window

_PARTS = (
    ("week", "Week"),
    ("exceptions", "Exceptions"),
    ("holidays", "Holidays"),
    ("followers", "Who follows it"),
)


class WorkingTime(Screen):
    """Calendars at the left, what is set for one in the middle, one month of it at the right."""

    key = "overview"

    def build(self) -> None:
        theme = self.theme
        self.calendars = self._table(
            [FieldSpec("name", "Calendar", write=rename_calendar)],
            Calendar,
            lambda row: f"“{row.name}”",
            ("calendar", "calendars"),
            self._add_calendar,
            self._delete_calendars,
        )
        self.week = self._table(
            week_columns(lambda: self.shown), WorkingInterval, lambda row: self._day(row.id)
        )
        self.exceptions = self._table(
            exception_columns(lambda: self.document.contents),
            CalendarException,
            lambda row: f"“{row.name}”",
            ("exception", "exceptions"),
            self._add_exception,
            self._delete_exceptions,
        )
        self.followers = self._table(
            follower_columns(lambda: self.document.contents, self._follower),
            Project,
            lambda row: row.name,
        )
        for table, name in (
            (self.calendars, "Calendars"),
            (self.week, "Week"),
            (self.exceptions, "Exceptions"),
            (self.followers, "Who follows which calendar"),
        ):
            table.setAccessibleName(name)
            if table is not self.week:
                table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.exception = Form(
            self,
            [("", exception_fields(lambda: self.document.contents))],
            table=CalendarException,
            name=lambda row: f"“{row.name}”",
        )
        self.holidays = Form(
            self,
            [("", holiday_fields(lambda: self.document.contents.calendars.get(self.shown)))],
            table=Calendar,
            name=lambda row: f"“{row.name}”",
        )
        self.known = Text("", theme, "caption", "text2", wrap=True)
        self.month = MonthView(theme)
        self.parts = Segmented(_PARTS, theme)
        self.stack = QStackedWidget()
        for part in (
            self._week_part(),
            self._exceptions_part(),
            self._holidays_part(),
            self.followers,
        ):
            self.stack.addWidget(part)
        self.complaint = Complaint(theme)
        self._arrange()
        self.shown = 0
        self.calendars.chosen.connect(self._calendar_chosen)
        self.exceptions.chosen.connect(self._exception_chosen)
        self.parts.chosen.connect(self.show_part)

    def _table(
        self,
        specs: list[FieldSpec],
        rows: type[Any],
        name: Callable[[Any], str],
        noun: tuple[str, str] = ("row", "rows"),
        insert: Callable[[int | None], int | None] | None = None,
        delete: Callable[[list[int]], None] | None = None,
    ) -> Table:
        return Table(
            self,
            specs,
            table=rows,
            name=name,
            noun=noun,
            insert=insert,
            delete=delete or (lambda _keys: None),
            row_height=28,
            edge=8,
        )

    # Arrangement

    def _arrange(self) -> None:
        left, middle = QWidget(), QWidget()
        left.setFixedWidth(196)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.calendars, 1)
        self.add = self._button("New", "plus", self.calendars.insert_row)
        self.copy = self._button("Copy", "copy", self._copy)
        self.remove = self._button("", "trash-2", self.calendars.delete_rows)
        self.remove.setAccessibleName("Delete the calendar")
        self.remove.setToolTip("Delete the calendar")
        column.addLayout(row_of(self.add, self.copy, self.remove))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row_of(self.parts))
        column.addWidget(self.stack, 1)
        column.addWidget(self.complaint)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(14)
        outer.addWidget(left)
        outer.addWidget(Line(self.theme, vertical=True))
        outer.addWidget(middle, 1)
        outer.addWidget(Line(self.theme, vertical=True))
        outer.addWidget(self.month)
        self.setFocusProxy(self.calendars)

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> Button:
        button = Button(text, icon, self.theme)
        button.clicked.connect(lambda _=False: run())
        return button

    def _week_part(self) -> QWidget:
        hint = (
            "Type hours such as 8-12, 13-17:30, or free. A shift that ends earlier than it begins,"
            " such as 22-6, runs over midnight and belongs to the day it begins on."
        )
        words = Text(hint, self.theme, "caption", "text2", wrap=True)
        return stacked((self.week, 0), (words, 0), (QWidget(), 1))

    def _exceptions_part(self) -> QWidget:
        self.add_day = self._button("Add an exception", "plus", self.exceptions.insert_row)
        self.remove_day = self._button("Delete", "trash-2", self.exceptions.delete_rows)
        buttons = QWidget()
        buttons.setLayout(row_of(self.add_day, self.remove_day))
        pane = QScrollArea()
        pane.setFrameShape(QScrollArea.Shape.NoFrame)
        pane.setWidgetResizable(True)
        pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.setWidget(self.exception)
        return stacked((self.exceptions, 2), (buttons, 0), (pane, 3))

    def _holidays_part(self) -> QWidget:
        self.known.setContentsMargins(16, 0, 16, 0)
        return stacked((self.holidays, 0), (self.known, 0), (QWidget(), 1))

    # Showing

    def refresh(self) -> None:
        contents = self.document.contents
        if self.shown not in contents.calendars:
            project = self.document.project
            known = sorted(contents.calendars)
            self.shown = project.calendar_id if project is not None else known[0] if known else 0
        rows = contents.calendars.values()
        self.calendars.set_rows(sorted(rows, key=lambda row: (row.name.casefold(), row.id or 0)))
        if self.calendars.selected() != [self.shown]:
            self.calendars.choose(self.shown)
        self._show_calendar()

    def _show_calendar(self) -> None:
        contents, key = self.document.contents, self.shown
        self.say("")
        if key not in contents.calendars:
            return
        self.week.set_rows(weekdays_of(contents, key))
        found = contents.keys_by("calendar_exceptions", "calendar_id").get(key, ())
        self.exceptions.set_rows([contents.calendar_exceptions[each] for each in found])
        self.followers.set_rows(followers_of(contents))
        if self.stack.currentIndex() == 2:
            self._show_holidays()
        self._exception_chosen()
        self.month.show_calendar(contents, key)
        for button in (self.add, self.copy, self.remove, self.add_day):
            button.setEnabled(self.can_edit)

    def _show_holidays(self) -> None:
        """Show the holidays: the list of countries takes a tenth of a second to read."""
        from leadbench.plan.national_holidays import country, known_years

        row = self.document.contents.calendars[self.shown]
        self.holidays.show_rows([row])
        chosen = bool(row.holiday_country)
        for column in ("holiday_region", "holiday_language"):
            field = self.holidays.fields[column]
            field.setVisible(chosen)
            # What there is to choose from hangs on the country, also where the choice stays.
            field.set_text(field.text())
        years, known = known_years(row.holiday_country), country(row.holiday_country)
        if not chosen:
            self.known.setText("")
        elif years is None or known is None:
            self.known.setText(f"The holidays of “{row.holiday_country}” are not known here.")
        else:
            self.known.setText(
                f"Holidays of {known.name} are known from {years[0]} to {years[1]}; before and"
                " after, no day is free for them."
            )

    def show_part(self, key: str) -> None:
        """Show the week, the exceptions, the holidays, or who follows the calendar."""
        self.parts.choose(key)
        place = [part for part, _ in _PARTS].index(key)
        self.stack.setCurrentIndex(place)
        if key == "holidays":
            self._show_holidays()

    def say(self, text: str) -> None:
        """Complain below the middle; an empty text takes the complaint away."""
        self.complaint.say(text)

    def _calendar_chosen(self) -> None:
        found = self.calendars.selected()
        if len(found) == 1 and found[0] != self.shown:
            self.shown = found[0]
            self._show_calendar()

    def _exception_chosen(self) -> None:
        rows = self.exceptions.selected_rows()
        one = rows[0] if len(rows) == 1 else None
        self.exception.setVisible(one is not None)
        self.remove_day.setEnabled(bool(rows) and self.can_edit)
        if one is None:
            return
        self.exception.show_rows([one])
        fields = FIELDS_OF[Repeat(one.repeat)]
        for column in RULED:
            self.exception.fields[column].setVisible(column in fields)
        day = next_day(repetition_of(one), max(one.first_day, self._today()))
        if day is not None and not self._applies(one):
            self.month.show_day(day)

    def _applies(self, row: CalendarException) -> bool:
        """Tell whether the day on view is one of an exception's."""
        return next_day(repetition_of(row), self.month.day) == self.month.day

    def _today(self) -> date:
        project = self.document.project
        if project is None:
            return date.today()  # noqa: DTZ011  local day
        return to_date(project.status_minute or project.start_minute)

    def _day(self, weekday: int) -> str:
        row = self.document.contents.calendars.get(self.shown)
        return f"“{row.name}”" if row is not None else str(weekday)

    def _follower(self, place: int) -> Follower:
        return followers_of(self.document.contents)[place]

    # Changing

    def _try(self, label: str, run: Callable[[Any], Any]) -> Any:
        """Change the plan, or say why not."""
        try:
            with self.edit(label) as session:
                found = run(session)
        except LeadbenchError as problem:
            self.say(str(problem))
            return None
        return found

    def _add_calendar(self, _below: int | None) -> int | None:
        taken = {row.name for row in self.document.contents.calendars.values()}
        name, number = "New calendar", 1
        while name in taken:
            number += 1
            name = f"New calendar {number}"
        key = self._try(f"Add “{name}”", lambda session: add_calendar(session, name))
        return self._show_new(key)

    def _show_new(self, key: int | None) -> int | None:
        if key is not None:
            self.calendars.choose(key)
        return key

    def _copy(self) -> None:
        row = self.document.contents.calendars.get(self.shown)
        if row is not None:
            key = self.shown
            self._show_new(
                self._try(f"Copy “{row.name}”", lambda session: copy_calendar(session, key))
            )

    def _delete_calendars(self, keys: list[int]) -> None:
        def run(session: Any) -> None:
            for key in keys:
                delete_calendar(session, key)

        self._try("Delete a calendar", run)

    def _add_exception(self, _below: int | None) -> int | None:
        day = self.month.day
        key: int | None = self._try(
            "Add an exception",
            lambda session: add_exception(session, self.shown, "Free day", Repetition(day, day)),
        )
        if key is not None:
            self.exceptions.choose(key)
            self._exception_chosen()
        return key

    def _delete_exceptions(self, keys: list[int]) -> None:
        def run(session: Any) -> None:
            for key in keys:
                delete_exception(session, key)

        self._try("Delete an exception" if len(keys) == 1 else "Delete exceptions", run)


def working_time(window: "Window") -> Sheet:
    """Return the dialog, filled, with the calendar of the project that is looked at."""
    page = WorkingTime(window.document, window.theme)
    sheet = Sheet(window, page, "Working time", width=960, tall=False)
    page.month.show_day(page._today())  # noqa: SLF001  the page's own dialog
    page.calendars.setFocus()
    return sheet
