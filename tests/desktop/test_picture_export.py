"""Copying and exporting what the milestones page shows, through the window."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from leadbench.desktop import finding, menus, problems

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window


@pytest.fixture
def page(window: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    window.show_page("milestones")
    shown = window.pages.page
    assert isinstance(shown, Page)
    return shown


def export(window: "Window", qtbot: QtBot, path: Path) -> None:
    window.files.ask_save = lambda *_: path
    window.actions_.make_picture(to_clipboard=False)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)


def test_the_gantt_chart_is_exported_whole_with_its_table(
    window: "Window", page: "Page", qtbot: QtBot, tmp_path: Path
) -> None:
    export(window, qtbot, tmp_path / "plan.pdf")
    (sheet,) = PdfReader(tmp_path / "plan.pdf").pages
    text = sheet.extract_text()
    for wanted in (
        "Support ticket triage: Gantt",
        "Data date 16 March 2026, plan date 16 July 2026",
        "Fine-tune and select model",
        "MVP gate",
        "16 Jul",
    ):
        assert wanted in text


def test_the_network_is_exported_as_a_drawing(
    window: "Window", page: "Page", qtbot: QtBot, tmp_path: Path
) -> None:
    page.views.show("network")
    page.network.view.zoom(2.0)  # what is out of view is in the picture too
    export(window, qtbot, tmp_path / "network.svg")
    root = ET.parse(tmp_path / "network.svg").getroot()  # written just now
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Support ticket triage: network" in texts
    assert {"A/B test", "20,000 tickets", "FS \u22124 d", "MVP gate", "Data pipeline"} <= set(texts)


def test_a_picture_of_points_is_twice_as_sharp_as_the_screen(
    window: "Window", page: "Page", qtbot: QtBot, tmp_path: Path
) -> None:
    page.views.show("network")
    export(window, qtbot, tmp_path / "network")
    image = QImage(str(tmp_path / "network.png"))
    diagram = page.network.scene.diagram
    assert diagram is not None
    assert image.width() == pytest.approx(2 * (diagram.width + 32), abs=2)
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_the_picture_is_copied(window: "Window", page: "Page", qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    window.actions_.make_picture(to_clipboard=True)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
    assert QGuiApplication.clipboard().image().width() > 1000


def test_a_folder_that_cannot_be_written_is_explained(
    window: "Window",
    page: "Page",
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(problems, "tell", lambda _w, _t, title, text: told.append((title, text)))
    export(window, qtbot, tmp_path / "gone" / "plan.png")
    ((title, text),) = told
    assert title == "The picture was not written"
    assert "gone" in text
    assert "Choose another place" in text


def test_the_export_menu_and_the_palette_offer_it(window: "Window", page: "Page") -> None:
    texts = [action.text() for action in menus.export_menu(window.actions_).actions()]
    assert "Copy picture" in texts
    assert "Export picture (PNG, SVG, PDF)" in texts
    assert any("Copy picture" in str(item) for item in finding.gather(window.actions_))
    window.show_page("requirements")
    enabled = {a.text(): a.isEnabled() for a in menus.export_menu(window.actions_).actions()}
    assert enabled["Copy picture"] is False
