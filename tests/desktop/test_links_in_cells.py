"""Links in a table are picked from suggestions below the cell, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from leadbench.desktop.screens.requirements import Page
from leadbench.desktop.widgets.cell_picks import CellPicks
from leadbench.desktop.window import Window

KEY = Qt.Key


def editor(window: Window, row: int, column: str) -> tuple[Page, QLineEdit, QListView]:
    """Begin to edit a cell of the technical requirements."""
    window.show_page("requirements")
    page = window.pages.page
    assert isinstance(page, Page)
    table = page.technical
    at = next(place for place, spec in enumerate(table.specs) if spec.column == column)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, at))
    QTest.keyClick(table, KEY.Key_F2)
    line = next(line for line in table.findChildren(QLineEdit) if line.isVisible())
    picks = line.findChild(CellPicks)
    assert picks is not None
    return page, line, picks.popup


def offered(popup: QListView) -> list[str]:
    return [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_source_is_added_from_the_list_below_the_cell(window: Window) -> None:
    page, line, popup = editor(window, 3, "traces")
    assert line.text() == "B3"
    QTest.keyClick(line, KEY.Key_Down)
    # Of nine questions one is there already.
    assert len(offered(popup)) == 8
    assert "B3" not in {words.split()[0] for words in offered(popup)}
    QTest.keyClicks(line, "fast")
    assert offered(popup) == ["B4 How fast?"]
    QTest.keyClick(popup, KEY.Key_Down)
    QTest.keyClick(popup, KEY.Key_Return)
    assert line.text() == "B3, B4"
    QTest.keyClick(line, KEY.Key_Return)
    assert [found.code for found in page.sources_of(page.technical.row_at(3).id)] == ["B3", "B4"]
    window.document.undo()
    assert [found.code for found in page.sources_of(page.technical.row_at(3).id)] == ["B3"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_test_is_chosen_by_its_name_or_named_anew(window: Window) -> None:
    page, line, popup = editor(window, 7, "checks")
    assert line.text() == ""
    QTest.keyClicks(line, "fault")
    assert offered(popup) == ["Fault drill"]
    QTest.keyClick(popup, KEY.Key_Down)
    QTest.keyClick(popup, KEY.Key_Return)
    QTest.keyClick(line, KEY.Key_Return)
    assert page.checked_by(page.technical.row_at(7)) == "Fault drill"
    page, line, popup = editor(window, 7, "checks")
    line.selectAll()
    QTest.keyClicks(line, "Language sample")
    assert not popup.isVisible()
    QTest.keyClick(line, KEY.Key_Return)
    assert page.checked_by(page.technical.row_at(7)) == "Language sample"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_escape_takes_the_list_away_and_then_the_edit(window: Window) -> None:
    page, line, popup = editor(window, 3, "traces")
    QTest.keyClick(line, KEY.Key_Down)
    assert popup.isVisible()
    QTest.keyClick(popup, KEY.Key_Escape)
    assert not popup.isVisible()
    QTest.keyClick(line, KEY.Key_Escape)
    assert not line.isVisible()
    assert [found.code for found in page.sources_of(page.technical.row_at(3).id)] == ["B3"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_code_that_was_typed_whole_needs_one_enter(window: Window, qtbot: QtBot) -> None:
    page, line, popup = editor(window, 3, "traces")
    line.selectAll()
    QTest.keyClicks(line, "B3, B8")
    assert popup.isVisible()
    QTest.keyClick(popup, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.technical.editing is None)
    assert [found.code for found in page.sources_of(page.technical.row_at(3).id)] == ["B3", "B8"]
