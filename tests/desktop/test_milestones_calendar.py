"""The calendar of one task, chosen in the inspector."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from leadbench.desktop.widgets.form import ChoiceField
from leadbench.plan.edits.calendars import set_shifts
from leadbench.plan.edits.projects import add_calendar

if TYPE_CHECKING:
    from leadbench.desktop.window import Window


def choose(field: ChoiceField, words: str) -> None:
    place = field.combo.findText(words)
    assert place >= 0
    field.combo.setCurrentIndex(place)
    field.combo.activated.emit(place)


def test_a_task_gets_a_calendar_of_its_own_and_loses_it(window: "Window") -> None:
    from leadbench.desktop.screens.milestones import Page

    QSettings().setValue("page", "milestones")
    window.show_page("milestones")
    page = window.pages.page
    assert isinstance(page, Page)
    window.show_inspector()
    document = window.document
    with document.edit("Add a calendar", "milestones") as session:
        nights = add_calendar(session, "Nights")
        set_shifts(session, nights, range(5), [(22 * 60, 6 * 60)])
    key = document.outline.key_of["3.4"]
    page.select(key)
    section = page.side.task.calendar
    assert section.own.text() == "Its people's or the project's"
    assert not section.whose.isVisible()
    assert document.outlook is not None
    before = document.outlook.schedule.row(key).finish
    choose(section.own, "Nights")
    assert document.contents.activities[key].calendar_id == nights
    assert section.whose.isVisible()
    assert document.outlook.schedule.row(key).finish != before
    choose(section.whose, "This calendar alone")
    assert document.contents.activities[key].ignores_people_calendars
    window.undo()
    window.undo()
    assert document.contents.activities[key].calendar_id is None
    assert section.own.text() == "Its people's or the project's"
    assert document.outlook.schedule.row(key).finish == before


def test_a_summary_has_no_calendar(window: "Window") -> None:
    from leadbench.desktop.screens.milestones import Page

    window.show_page("milestones", window.document.outline.key_of["3"])
    page = window.pages.page
    assert isinstance(page, Page)
    window.show_inspector()
    assert not page.side.task.calendar.isVisible()
