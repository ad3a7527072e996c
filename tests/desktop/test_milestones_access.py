"""The rows of the chart as screen readers find them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest

from tests.desktop.chart_hand import key_of

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window

NAME = QAccessible.Text.Name


@pytest.fixture
def begins_here(own_settings: None) -> None:
    """Let the window begin with this page, without making another first."""
    QSettings().setValue("page", "milestones")


@pytest.fixture
def page(begins_here: None, window: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.table.fold_asked.emit(key_of(shown, "1"), True)
    return shown


@pytest.fixture
def chart(page: "Page") -> Iterator[QAccessibleInterface]:
    QAccessible.setActive(True)
    yield QAccessible.queryAccessibleInterface(page.chart)
    QAccessible.setActive(False)


def test_the_chart_is_a_list_with_an_item_for_each_row(
    page: "Page", chart: QAccessibleInterface
) -> None:
    assert chart.role() == QAccessible.Role.List
    assert chart.text(NAME) == "Gantt chart"
    assert "31 tasks" in chart.text(QAccessible.Text.Description)
    assert chart.childCount() == page.model.rowCount()
    place = page.rows.plan.place_of[key_of(page, "2.4")]
    row = chart.child(place)
    assert row.role() == QAccessible.Role.ListItem
    assert row.text(NAME) == "Label 20,000 tickets, 25 Mar to 23 Apr, critical, float 0 days"
    assert chart.indexOfChild(row) == place
    assert row.parent().text(NAME) == "Gantt chart"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("2.5", "Training set v1 frozen, milestone, 23 Apr, critical, float 0 days"),
        ("3", "Training pipeline, summary, 25 Feb to 19 May"),
        ("3.1", "Evaluation harness, 25 Feb to 10 Mar, done"),
        ("4.1", "Inference API, 23 Mar to 9 Apr, near critical, float 5 days"),
    ],
)
def test_a_row_says_what_its_mark_shows(
    page: "Page", chart: QAccessibleInterface, number: str, words: str
) -> None:
    row = chart.child(page.rows.plan.place_of[key_of(page, number)])
    assert row.text(NAME) == words


def test_selection_and_keyboard_are_states_of_the_row(
    page: "Page", chart: QAccessibleInterface
) -> None:
    page.table.select_keys([key_of(page, "4.4")], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    row = chart.child(page.rows.plan.place_of[key_of(page, "4.5")])
    assert row.state().selected
    assert row.state().focused
    assert chart.focusChild().text(NAME).startswith("Load and security test")
    other = chart.child(page.rows.plan.place_of[key_of(page, "4.4")])
    assert not other.state().selected
    assert not other.state().focused


def test_a_row_is_found_where_it_is_on_the_screen(
    page: "Page", chart: QAccessibleInterface
) -> None:
    place = page.rows.plan.place_of[key_of(page, "4.2")]
    area = chart.child(place).rect()
    found = chart.childAt(area.center().x(), area.center().y())
    assert found.text(NAME).startswith("Helpdesk integration")
    assert area.height() == 28
    assert chart.childAt(-10_000, 0) is None


def test_words_follow_the_plan(page: "Page", chart: QAccessibleInterface) -> None:
    from leadbench.plan.edits.activities import rename

    key = key_of(page, "4.2")
    row = chart.child(page.rows.plan.place_of[key])
    with page.edit("Rename") as session:
        rename(session, key, "Connect the helpdesk")
    assert row.text(NAME).startswith("Connect the helpdesk")
    page.table.fold_asked.emit(key_of(page, "4"), True)
    assert chart.childCount() == page.model.rowCount()
