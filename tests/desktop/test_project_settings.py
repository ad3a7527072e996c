"""The settings of a project in the window: typed, chosen, refused, taken back."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from leadbench.analysis.calendars import finish_date, to_date
from leadbench.analysis.inputs import CriticalRule, LagCalendar
from leadbench.desktop.settings.project import ProjectSettings, project_settings
from leadbench.desktop.settings.sheet import Sheet
from leadbench.desktop.widgets.form import ChoiceField

if TYPE_CHECKING:
    from leadbench.desktop.window import Window

KEY = Qt.Key


@pytest.fixture
def sheet(qtbot: QtBot, window: "Window") -> Sheet:
    found = project_settings(window)
    qtbot.addWidget(found)
    # A child of the window, since the offscreen platform complains of a window of fixed width.
    found.setWindowFlags(Qt.WindowType.Widget)
    found.show()
    return found


def type_into(sheet: Sheet, column: str, text: str) -> None:
    page = sheet.page
    assert isinstance(page, ProjectSettings)
    edit = page.form.fields[column].editor
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.clear()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, KEY.Key_Return)


def choose(sheet: Sheet, column: str, words: str) -> None:
    page = sheet.page
    assert isinstance(page, ProjectSettings)
    field = page.form.fields[column]
    assert isinstance(field, ChoiceField)
    place = field.combo.findText(words)
    assert place >= 0, [field.combo.itemText(number) for number in range(field.combo.count())]
    field.combo.setCurrentIndex(place)
    field.combo.activated.emit(place)


def error(sheet: Sheet, column: str) -> str:
    page = sheet.page
    assert isinstance(page, ProjectSettings)
    return page.form.fields[column].complaint.text()


def test_it_opens_by_key_and_says_whose_settings_these_are(window: "Window") -> None:
    shown: list[Sheet] = []

    def answer(dialog: Sheet) -> str:
        shown.append(dialog)
        dialog.give("cancel")
        return "cancel"

    window.files.show_dialog = answer  # type: ignore[assignment]  # answers for a person
    QTest.keyClick(window, KEY.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert [dialog.windowTitle() for dialog in shown] == ["Settings of “Support ticket triage”"]


def test_counting_back_starts_from_the_finish_as_it_is(window: "Window", sheet: Sheet) -> None:
    document = window.document
    assert document.outlook is not None
    finish = document.outlook.schedule.project_finish
    choose(sheet, "scheduled_from_finish", "Backwards from a wanted finish")
    project = document.project
    assert project is not None
    assert project.scheduled_from_finish
    committed = project.committed_finish_minute
    assert project.wanted_finish_minute == (finish if committed is None else committed)
    type_into(sheet, "wanted_finish_minute", "30 Sep 2026")
    assert finish_date(document.outlook.schedule.project_finish) == date(2026, 9, 30)
    type_into(sheet, "wanted_finish_minute", "")
    assert "count back from this finish" in error(sheet, "wanted_finish_minute")
    for _ in range(2):
        undo = {found.key().toString(): found for found in sheet.findChildren(QShortcut)}["Ctrl+Z"]
        undo.activated.emit()
    assert document.project is not None
    assert not document.project.scheduled_from_finish


def test_choices_are_kept_at_once(window: "Window", sheet: Sheet) -> None:
    choose(sheet, "lag_calendar", "Of the task before it")
    choose(sheet, "critical_rule", "It is on the longest path to the finish")
    choose(sheet, "dates_over_links", "Keep the date and break the link")
    project, network = window.document.project, window.document.network
    assert project is not None
    assert network is not None
    assert project.lag_calendar == LagCalendar.PREDECESSOR
    assert network.rules.critical == CriticalRule.LONGEST_PATH
    assert network.rules.dates_over_links


def test_what_cannot_be_is_refused_under_its_field(window: "Window", sheet: Sheet) -> None:
    type_into(sheet, "minutes_per_day", "25")
    assert "to 24 hours" in error(sheet, "minutes_per_day")
    type_into(sheet, "minutes_per_day", "7.5")
    assert error(sheet, "minutes_per_day") == ""
    type_into(sheet, "critical_float_minutes", "2")
    project = window.document.project
    assert project is not None
    assert (project.minutes_per_day, project.critical_float_minutes) == (450, 900)
    before = project.status_minute
    type_into(sheet, "status_minute", "12 Jan 2026")
    assert "progress recorded" in error(sheet, "status_minute")
    assert window.document.project is not None
    assert window.document.project.status_minute == before
    type_into(sheet, "status_minute", "1 Apr 2026")
    assert window.document.project.status_minute is not None
    assert to_date(window.document.project.status_minute) == date(2026, 4, 1)


def test_every_field_has_a_name_and_is_reached_by_tab(sheet: Sheet) -> None:
    page = sheet.page
    assert isinstance(page, ProjectSettings)
    for column, field in page.form.fields.items():
        editor = field.editor
        assert isinstance(editor, (QLineEdit, QComboBox)), column
        assert editor.accessibleName(), column
        assert editor.focusPolicy() & Qt.FocusPolicy.TabFocus, column
