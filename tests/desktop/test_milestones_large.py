"""The planner on more than a thousand tasks: what it shows a turn later, and scrolling."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leadbench.desktop.screens.milestones import gantt_links
from tests.plan.large_plan import large_plan

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.theme import Theme
    from leadbench.desktop.window import Window


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of 1,200 tasks, built once."""
    from leadbench.plan.file import create_plan

    path = tmp_path_factory.mktemp("large") / "Large.leadbench"
    with create_plan(path) as store:
        large_plan(store, 1_200, 2_400)
    return path


@pytest.fixture
def large(
    qtbot: QtBot, own_settings: None, large_file: Path, tmp_path: Path, theme: "Theme"
) -> "Iterator[Window]":
    from leadbench.desktop.document import Document
    from leadbench.desktop.window import Window
    from leadbench.plan.file import open_plan

    QSettings().setValue("page", "milestones")
    path = tmp_path / "Large.leadbench"
    path.write_bytes(large_file.read_bytes())
    document = Document()
    document.open(open_plan(path))
    window = Window(document, theme)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    window.close()
    document.close()


@pytest.fixture
def page(large: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    found = large.pages.page
    assert isinstance(found, Page)
    return found


def on_screen(window: "Window") -> QImage:
    """Return the pixels that are there, as they were painted piece by piece."""
    return window.screen().grabWindow(window.winId()).toImage()


def settled(page: "Page", qtbot: QtBot) -> None:
    for _ in range(3):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not page.chart.updates.rest.isActive())


def same_when_painted_anew(window: "Window", page: "Page", qtbot: QtBot) -> bool:
    """Whether the pixels that are there are those of a whole paint."""
    settled(page, qtbot)
    before = on_screen(window)
    for part in (page.table.viewport(), page.chart.viewport(), page.chart.head):
        part.update()
    settled(page, qtbot)
    return before == on_screen(window)


@pytest.mark.parametrize(("down", "across"), [(84, 0), (-84, 0), (56, 13), (7, 40), (5_000, 900)])
def test_what_is_moved_on_the_screen_is_what_would_be_painted(
    large: "Window",
    page: "Page",
    qtbot: QtBot,
    down: int,
    across: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gantt_links, "SHARE_S", 1e6)  # every link at once
    upright, level = page.chart.verticalScrollBar(), page.chart.horizontalScrollBar()
    upright.setValue(9_000)
    level.setValue(600)
    settled(page, qtbot)
    before = on_screen(large)
    upright.setValue(upright.value() + down)
    level.setValue(level.value() + across)
    assert same_when_painted_anew(large, page, qtbot)
    assert on_screen(large) != before


def test_links_that_a_frame_had_no_time_for_come_in_later_turns(
    large: "Window", page: "Page", qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    upright = page.chart.verticalScrollBar()
    monkeypatch.setattr(gantt_links, "SHARE_S", 0.0)
    upright.setValue(9_000)
    QApplication.processEvents()
    page.chart.viewport().repaint()
    early = on_screen(large)
    assert page.chart.updates.rest.isActive()
    monkeypatch.setattr(gantt_links, "SHARE_S", 1e6)
    qtbot.waitUntil(lambda: not page.chart.updates.rest.isActive())
    assert same_when_painted_anew(large, page, qtbot)
    assert on_screen(large) != early


def test_a_selection_far_away_is_painted_in_both_rows(
    large: "Window", page: "Page", qtbot: QtBot
) -> None:
    page.table.go_to(page.model.index(2, 1))
    settled(page, qtbot)
    page.table.go_to(page.model.index(12, 1))
    assert same_when_painted_anew(large, page, qtbot)


def test_the_inspector_follows_the_last_of_several_selections(
    large: "Window", page: "Page", qtbot: QtBot
) -> None:
    large.show_inspector()
    side = page.side
    for row in (5, 6, 7):
        page.table.go_to(page.model.index(row, 1))
    assert side.task.name.text() != "Activity 8"  # the row comes first
    qtbot.waitUntil(lambda: not side.behind)
    assert side.task.name.text() == "Activity 8"
    assert side.task.place.text().startswith("1.7")
    assert side.task.reason.sentence.text()


def test_the_inspector_is_up_to_date_when_it_is_asked_for(page: "Page") -> None:
    page.table.go_to(page.model.index(9, 1))
    page.inspector_asked.emit()
    assert page.side.task.name.text() == "Activity 10"
    assert not page.side.behind


def test_a_hidden_inspector_is_filled_when_it_is_shown(
    large: "Window", page: "Page", qtbot: QtBot
) -> None:
    if large.body.inspector_shown:
        large.toggle_inspector()
    page.table.go_to(page.model.index(11, 1))
    for _ in range(5):
        QApplication.processEvents()
    assert page.side.behind
    large.toggle_inspector()
    qtbot.waitUntil(lambda: not page.side.behind)
    assert page.side.task.name.text() == "Activity 12"
