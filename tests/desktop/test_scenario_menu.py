"""The list of scenarios: when the project ends in each, beside the plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from leadbench.desktop.window import Window
from leadbench.plan.edits.outline import delete_activities
from leadbench.plan.file import open_plan
from tests.desktop.outline import POPUP
from tests.desktop.test_milestones_forecast import forecast
from tests.desktop.test_scenarios import shorten, shown, start

if TYPE_CHECKING:
    from leadbench.desktop.document import Document

WAITING = "working out …"


def notes(menu: QMenu) -> dict[str, str]:
    pairs = [action.text().split("\t") for action in menu.actions() if "\t" in action.text()]
    return {pair[0]: pair[1] for pair in pairs}


def open_list(window: Window) -> QMenu:
    """Open the list by the keyboard."""
    QTest.keyClick(window.top.scenarios.what_if, Qt.Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def with_two(window: Window) -> "Document":
    """Begin a scenario with labelling in 13 days and not 20, and one with 22."""
    document = window.document
    start(window, "Second vendor")
    shorten(document, "2.4", 13)
    window.scenarios.show(None)
    start(window, "One vendor")
    shorten(document, "2.4", 22)
    window.scenarios.show(None)
    return document


@pytest.mark.qt_log_ignore(POPUP)
def test_what_was_looked_at_is_known_at_once(window: Window) -> None:
    document = with_two(window)
    menu = open_list(window)
    # The plan ends on Thu 16 July. Seven working days less on 2.4 leave five of them: the tasks
    # beside it then decide, of which 4.5 has five days of float.
    assert notes(menu) == {
        "Second vendor": "9 Jul, 5 days earlier",
        "One vendor": "20 Jul, 2 days later",
    }
    assert not window.scenarios.listed.finishes.busy
    read = QAccessible.queryAccessibleInterface(menu)
    names = [read.child(place).text(QAccessible.Text.Name) for place in range(2)]
    assert "9 Jul, 5 days earlier" in names[0]
    assert "20 Jul, 2 days later" in names[1]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert shown(window) == "One vendor"
    assert document.scenario is not None


@pytest.mark.qt_log_ignore(POPUP)
def test_the_rest_is_worked_out_beside_the_open_list(
    window: Window, example_file: Path, qtbot: QtBot
) -> None:
    with_two(window).close()
    window.document.open(open_plan(example_file))
    menu = open_list(window)
    assert notes(menu) == {"Second vendor": WAITING, "One vendor": WAITING}
    qtbot.waitUntil(lambda: WAITING not in notes(menu).values(), timeout=60_000)
    assert notes(menu) == {
        "Second vendor": "9 Jul, 5 days earlier",
        "One vendor": "20 Jul, 2 days later",
    }
    menu.close()
    again = open_list(window)
    assert WAITING not in notes(again).values()
    assert not window.scenarios.listed.finishes.busy
    again.close()
    # An edit of the plan moves what they are held against: it ends on 9 July as well then.
    shorten(window.document, "2.4", 13)
    assert notes(open_list(window))["Second vendor"] == "9 Jul, as the plan"


def test_an_edit_of_a_scenario_shows_in_the_list(window: Window) -> None:
    document = with_two(window)
    window.scenarios.show(document.plan.scenarios[0].id)
    assert notes(window.scenarios.menu())["Second vendor"] == "9 Jul, 5 days earlier"
    shorten(document, "2.4", 19)
    assert notes(window.scenarios.menu())["Second vendor"] == "15 Jul, 1 day earlier"
    document.undo()
    assert notes(window.scenarios.menu())["Second vendor"] == "9 Jul, 5 days earlier"


@pytest.mark.qt_log_ignore(POPUP)
def test_p80_is_shown_where_it_was_forecast_and_how_old_it_is(window: Window) -> None:
    document = with_two(window)
    branch = document.plan.scenarios[0].branch
    assert document.project_id is not None
    version = (branch, document.project_id)
    menu = open_list(window)
    result = forecast(document)  # ends from 20 July to 9 August, one on each day
    document.forecasts.keep(version, cast("Any", None), result, 0)
    assert notes(menu)["Second vendor"] == "9 Jul, 5 days earlier · P80 5 Aug"
    document.forecasts.mark(version, stale=True)
    wanted = "9 Jul, 5 days earlier · P80 5 Aug, older than the last edit"
    assert notes(menu)["Second vendor"] == wanted
    assert notes(menu)["One vendor"] == "20 Jul, 2 days later"


@pytest.mark.qt_log_ignore(POPUP)
def test_a_scenario_without_dates_says_so(window: Window, example_file: Path, qtbot: QtBot) -> None:
    document = window.document
    start(window, "Emptied")
    keys = [row.key for row in document.outline.rows]
    with document.edit("Delete all", "milestones") as session:
        delete_activities(session, keys)
    document.close()
    document.open(open_plan(example_file))
    menu = open_list(window)
    qtbot.waitUntil(lambda: WAITING not in notes(menu).values(), timeout=60_000)
    assert notes(menu) == {"Emptied": "no dates"}
