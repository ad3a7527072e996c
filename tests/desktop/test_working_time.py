"""Calendars in the window: the week, exceptions that come back, holidays, who follows them."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from leadbench.desktop.settings.sheet import Sheet
from leadbench.desktop.settings.working_time import WorkingTime, working_time
from leadbench.desktop.widgets.form import ChoiceField, Form
from leadbench.desktop.widgets.table import Table
from leadbench.plan.for_analysis import calendar

if TYPE_CHECKING:
    from leadbench.desktop.window import Window

KEY = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, window: "Window") -> WorkingTime:
    sheet = working_time(window)
    qtbot.addWidget(sheet)
    # A child of the window, since the offscreen platform complains of a window of fixed width.
    sheet.setWindowFlags(Qt.WindowType.Widget)
    sheet.show()
    found = sheet.page
    assert isinstance(found, WorkingTime)
    return found


def type_into(form: Form, column: str, text: str) -> None:
    edit = form.fields[column].editor
    assert isinstance(edit, QLineEdit)
    edit.clear()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, KEY.Key_Return)


def choose(form: Form, column: str, words: str) -> None:
    field = form.fields[column]
    assert isinstance(field, ChoiceField)
    place = field.combo.findText(words)
    assert place >= 0
    field.combo.setCurrentIndex(place)
    field.combo.activated.emit(place)


def cell(table: Table, place: int, column: str) -> str:
    columns = [spec.column for spec in table.specs]
    return str(table.rows.index(place, columns.index(column)).data())


def type_cell(table: Table, key: int, column: str, text: str) -> None:
    table.choose(key, column)
    QTest.keyClick(table, KEY.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, KEY.Key_Return)


def works(page: WorkingTime, day: date) -> bool:
    return calendar(page.document.contents, page.shown).is_working_day(day)


def test_it_shows_the_calendar_of_the_project(page: WorkingTime) -> None:
    project = page.document.project
    assert project is not None
    assert page.calendars.selected() == [project.calendar_id]
    assert [cell(page.week, place, "hours") for place in (0, 6)] == [
        "08:00–12:00, 13:00–17:00",
        "free",
    ]


def test_a_night_shift_is_typed_into_the_week_and_taken_back(
    page: WorkingTime, window: "Window"
) -> None:
    type_cell(page.week, 4, "hours", "22-6")
    assert cell(page.week, 4, "hours") == "22:00–06:00"
    assert cell(page.week, 5, "hours") == "free"
    assert works(page, date(2026, 3, 21))
    window.undo()
    assert cell(page.week, 4, "hours") == "08:00–12:00, 13:00–17:00"
    assert not works(page, date(2026, 3, 21))


def test_holidays_are_chosen_by_country_and_named_in_the_month(page: WorkingTime) -> None:
    page.show_part("holidays")
    assert page.holidays.fields["holiday_region"].isHidden()
    choose(page.holidays, "holiday_country", "France")
    assert not page.holidays.fields["holiday_region"].isHidden()
    assert "known from" in page.known.text()
    page.month.show_day(date(2027, 7, 14))
    assert "free. Fête nationale (national holiday)" in page.month.reason.text()
    choose(page.holidays, "holiday_language", "en_US")
    page.month.show_day(date(2027, 7, 14))
    assert "National Day" in page.month.reason.text()
    choose(page.holidays, "holiday_country", "None")
    assert works(page, date(2027, 7, 14))
    assert page.holidays.fields["holiday_region"].isHidden()


def test_an_exception_comes_back_as_it_is_told(page: WorkingTime) -> None:
    page.show_part("exceptions")
    page.month.show_day(date(2026, 12, 24))
    page.add_day.click()
    form = page.exception
    assert form.fields["month"].isHidden()
    type_into(form, "name", "Christmas Eve")
    choose(form, "repeat", "Every year, on a date")
    assert form.fields["repeat"].complaint.text() == ""
    assert len(page.exceptions.selected()) == 1
    assert not form.fields["month"].isHidden()
    assert [works(page, date(year, 12, 24)) for year in (2026, 2030, 2040)] == [False] * 3
    type_into(form, "hours", "8-12")
    own = calendar(page.document.contents, page.shown)
    assert own.intervals(date(2030, 12, 24)) == ((480, 720),)
    place = len(page.exceptions.rows.rows) - 1
    assert cell(page.exceptions, place, "when") == "24 December every year"
    choose(form, "repeat", "Every month, on a weekday")
    assert cell(page.exceptions, place, "when") == "Fourth Thursday of every month"
    assert not form.fields["weekdays"].isHidden()
    type_into(form, "weekdays", "blue")
    assert "no weekday" in form.fields["weekdays"].complaint.text()
    type_into(form, "weekdays", "mon, fri")
    assert cell(page.exceptions, place, "when") == "Fourth Monday or Friday of every month"
    page.remove_day.click()
    assert len(page.exceptions.rows.rows) == place
    assert works(page, date(2030, 12, 24))


def test_the_month_is_walked_by_keys_and_says_why_a_day_is_free(page: WorkingTime) -> None:
    grid = page.month.grid
    page.month.show_day(date(2026, 4, 2))
    QTest.keyClick(grid, KEY.Key_Right)
    assert page.month.day == date(2026, 4, 3)
    assert page.month.reason.text() == "Fri 3 Apr 2026: free. Good Friday (exception)"
    assert grid.accessibleName() == page.month.reason.text()
    QTest.keyClick(grid, KEY.Key_Down)
    QTest.keyClick(grid, KEY.Key_PageDown)
    assert page.month.day == date(2026, 5, 10)
    assert page.month.reason.text() == "Sun 10 May 2026: free, as every Sunday"
    page.month.before.click()
    assert page.month.title.text() == "April 2026"


def test_calendars_are_added_copied_renamed_and_kept_while_used(page: WorkingTime) -> None:
    own = page.shown
    page.copy.click()
    copy = page.shown
    assert copy != own
    type_cell(page.calendars, copy, "name", "Night team")
    contents = page.document.contents
    assert contents.calendars[copy].name == "Night team"
    page.show_part("followers")
    people = [row for row in page.followers.rows.rows if row.table.__name__ == "Role"]
    spec = next(spec for spec in page.followers.specs if spec.column == "calendar_id")
    assert spec.write is not None
    with page.edit("Give a calendar") as session:
        spec.write(session, people[0].id, copy)
    page.remove.click()
    assert people[0].name in page.complaint.text()
    assert copy in page.document.contents.calendars
    with page.edit("Take it away") as session:
        spec.write(session, people[0].id, None)
    page.remove.click()
    assert copy not in page.document.contents.calendars
    assert page.shown == own


def test_settings_lead_to_the_calendars(window: "Window") -> None:
    shown: list[str] = []

    def answer(dialog: Sheet) -> str:
        shown.append(dialog.windowTitle())
        dialog.give("calendars" if dialog.windowTitle().startswith("Settings") else "cancel")
        return dialog.answer

    window.files.show_dialog = answer  # type: ignore[assignment]  # answers for a person
    window.actions_.open_settings()
    assert shown == ["Settings of “Support ticket triage”", "Working time"]


def test_a_plan_for_reading_can_be_looked_at_only(qtbot: QtBot, window: "Window") -> None:
    path = window.document.store.path
    window.document.close()
    assert window.open_file(path, read_only=True)
    sheet = working_time(window)
    qtbot.addWidget(sheet)
    page = sheet.page
    assert isinstance(page, WorkingTime)
    assert not page.add.isEnabled()
    assert not page.add_day.isEnabled()
    assert not page.week.can_insert
    assert "reading only" in sheet.body.text()
