"""What the tests of the window share: a theme, the example plan, and a window on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[None]:
    """Keep what a test remembers out of the next test."""
    QCoreApplication.setOrganizationName("Leadbench")
    QCoreApplication.setApplicationName("Leadbench tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )
    QSettings().clear()
    yield
    QSettings().clear()


@pytest.fixture(autouse=True)
def no_forecast_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test meet a forecast that began because the test took long."""
    monkeypatch.setattr("leadbench.desktop.forecast_runs.REST_MS", 1_000_000)


@pytest.fixture(autouse=True)
def hands_off() -> Iterator[None]:
    """Let go of the mouse after a test that gives a drag up: Qt remembers what is held."""
    yield
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        if QApplication.instance() is not None and QApplication.mouseButtons() & button:
            QTest.mouseRelease(QWidget(), button)


@pytest.fixture(autouse=True)
def looks_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no look take more turns because the machine is busy."""
    monkeypatch.setattr("leadbench.desktop.slices._SLICE_S", 1_000)


@pytest.fixture(scope="session")
def light_theme(qapp: QApplication) -> Theme:
    """One theme for all tests, since each one dresses the whole application."""
    return Theme("light")


@pytest.fixture
def theme(light_theme: Theme) -> Iterator[Theme]:
    """The light theme, back to light after the test."""
    yield light_theme
    light_theme.choose("light")


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plan, built once."""
    from leadbench.plan.file import create_plan
    from leadbench.plan.templates import build_example

    path = tmp_path_factory.mktemp("example") / "Example plan.leadbench"
    with create_plan(path) as store:
        build_example(store)
    return path


@pytest.fixture
def example_file(built_example: Path, tmp_path: Path) -> Path:
    """A copy of the example plan for one test."""
    return Path(shutil.copy(built_example, tmp_path / "Example plan.leadbench"))


@pytest.fixture
def example_document(qapp: QApplication, example_file: Path) -> Iterator[Document]:
    """The example plan, open at its first project."""
    from leadbench.plan.file import open_plan

    document = Document()
    document.open(open_plan(example_file))
    yield document
    document.close()


@pytest.fixture
def window(qtbot: QtBot, example_document: Document, theme: Theme) -> "Iterator[Window]":
    """The window on the example plan, shown at 1440 by 900."""
    from leadbench.desktop.window import Window

    shown = Window(example_document, theme)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    yield shown
    shown.close()


@pytest.fixture
def planner(qapp: QApplication, own_settings: None, request: pytest.FixtureRequest) -> "Page":
    """The Milestones page of a window that begins with it."""
    from leadbench.desktop.screens.milestones import Page

    QSettings().setValue("page", "milestones")
    window = request.getfixturevalue("window")
    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.table.setFocus()
    return shown
