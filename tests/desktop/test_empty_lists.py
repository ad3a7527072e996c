"""What the pages of discovery to architecture say on a project that has nothing yet."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from leadbench.analysis.calendars import instant
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window
from leadbench.plan.edits.projects import add_project

PAGES = {"discovery": 7, "data_assessment": 2, "business_case": 2, "architecture": 1}
"""Lists of each page that say below their title what to do first, counted on its picture."""


@pytest.fixture
def bare(window: Window) -> Window:
    """The window on a new project without anything in it."""
    with window.document.edit("Add a project", "portfolio") as session:
        key = add_project(session, "Bare", start_minute=instant(date(2026, 1, 5)))
    window.document.show_project(key)
    return window


def lists(window: Window) -> list[ListOf]:
    page = window.pages.page
    assert page is not None
    side = page.inspector()
    assert side is not None
    return [*page.findChildren(ListOf), *side.findChildren(ListOf)]


@pytest.mark.parametrize("key", PAGES)
def test_each_empty_list_says_what_to_do_first(bare: Window, key: str) -> None:
    bare.show_page(key)
    bare.show_inspector()
    hints = [one.hint for one in lists(bare) if one.hint.isVisibleTo(bare)]
    assert len(hints) == PAGES[key]
    assert len({hint.text() for hint in hints}) == PAGES[key]
    page = bare.pages.page
    assert page is not None
    for table in page.findChildren(Table):
        heads = table.isVisible() and table.head.isVisible() and not table.rows.rowCount()
        assert not heads, f"{table.accessibleName()} is a head without rows"


def test_the_hint_goes_with_the_first_row_and_comes_back_with_undo(bare: Window) -> None:
    bare.show_page("data_assessment")
    sources = next(one for one in lists(bare) if one.table.accessibleName() == "Sources")
    assert sources.hint.isVisible()
    assert not sources.table.isVisible()
    QTest.mouseClick(sources.add_button, Qt.MouseButton.LeftButton)
    assert not sources.hint.isVisible()
    assert sources.table.isVisible()
    assert sources.table.rows.rowCount() == 1
    bare.document.undo()
    assert sources.hint.isVisible()
    assert not sources.table.isVisible()


def test_the_example_shows_no_hint(window: Window) -> None:
    for key in PAGES:
        window.show_page(key)
        assert [one.hint.text() for one in lists(window) if one.hint.isVisible()] == []
