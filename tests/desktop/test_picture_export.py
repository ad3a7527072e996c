"""Copying and exporting what the milestones page shows, through the window."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leadbench.desktop import drawings, finding, menus, problems
from leadbench.desktop.drawings import Drawn
from leadbench.desktop.widgets.buttons import IconButton

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
    window.show_page("board")
    enabled = {a.text(): a.isEnabled() for a in menus.export_menu(window.actions_).actions()}
    assert enabled["Copy picture: this page is not built yet"] is False


PAGES = (
    "portfolio", "overview", "discovery", "data_assessment", "business_case", "requirements",
    "architecture",
)  # fmt: skip


def drawn(window: "Window", key: str) -> "Drawn":
    window.show_page(key)
    page = window.pages.page
    assert page is not None
    picture = page.picture()
    assert isinstance(picture, Drawn)
    return picture


def words_of(picture: "Drawn") -> str:
    root = ET.fromstring(picture.svg)  # written just now
    return " ".join("".join(each.itertext()) for each in root.iter() if each.tag.endswith("text"))


@pytest.mark.parametrize("key", PAGES)
def test_every_page_makes_a_picture_of_all_that_is_on_it(window: "Window", key: str) -> None:
    window.resize(1120, 700)
    picture = drawn(window, key)
    before = window.grab().toImage()
    again = drawn(window, key)
    assert again.svg == picture.svg
    assert window.grab().toImage() == before  # nothing of it is left on the screen
    image = QImage.fromData(drawings.png(picture, 60_000_000))
    assert image.size() == QSize(round(2 * picture.wide), round(2 * picture.tall))
    assert image.pixelColor(2, 2).name() == "#ffffff"
    (sheet,) = PdfReader(io.BytesIO(drawings.pdf(picture))).pages
    assert float(sheet.mediabox.width) == pytest.approx(0.8 * picture.wide, abs=2)
    assert float(sheet.mediabox.height) == pytest.approx(0.8 * picture.tall, abs=2)


def test_rows_that_are_scrolled_away_are_in_the_picture(window: "Window") -> None:
    window.resize(1120, 700)
    assert "Fraud scoring" in words_of(drawn(window, "portfolio"))
    assert "Overview" not in words_of(drawn(window, "portfolio"))  # the sidebar is not


def test_a_picture_is_light_also_of_a_dark_window(window: "Window") -> None:
    window.theme.choose("light")
    drawn(window, "overview")
    QTest.qWait(50)
    light = drawn(window, "overview")
    window.theme.choose("dark")
    QTest.qWait(50)
    try:
        dark = drawn(window, "overview")
        assert window.theme.look.dark
        one, other = (QImage.fromData(drawings.png(each, 10_000_000)) for each in (light, dark))
        assert one == other
    finally:
        window.theme.choose("light")


def test_every_word_of_a_dark_page_is_dark_in_its_picture(window: "Window") -> None:
    window.theme.choose("dark")
    try:
        root = ET.fromstring(drawn(window, "data_assessment").svg)  # written just now
        inks = {each.get("fill", "") for each in root.iter() if each.tag.endswith("}text")}
        assert len(inks) > 3
        assert max(QColor(ink).lightness() for ink in inks) < 140
    finally:
        window.theme.choose("light")


def test_what_is_pressed_is_left_out_of_a_picture(window: "Window") -> None:
    picture = drawn(window, "data_assessment")
    page = window.pages.page
    assert page is not None
    buttons = [each for each in page.findChildren(IconButton) if each.isVisible()]
    assert len(buttons) >= 3
    for each in buttons:
        kept = each.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        each.setSizePolicy(kept)
        each.hide()
    again = page.picture()
    assert isinstance(again, Drawn)
    one, other = (QImage.fromData(drawings.png(each, 10_000_000)) for each in (picture, again))
    assert one == other


def test_a_page_picture_is_exported_and_copied(
    window: "Window", qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_page("overview")
    export(window, qtbot, tmp_path / "overview.svg")
    assert "16 Jul" in (tmp_path / "overview.svg").read_text(encoding="utf-8")
    QGuiApplication.clipboard().clear()
    window.actions_.make_picture(to_clipboard=True)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
    assert QGuiApplication.clipboard().image().width() > 1000


def test_a_page_without_a_picture_says_why(window: "Window") -> None:
    window.show_page("board")
    copy, save = menus.picture_commands(window.actions_)
    assert copy.title == "Copy picture: this page is not built yet"
    assert save.title == "Export picture (PNG, SVG, PDF): this page is not built yet"
    window.show_page("overview")
    assert [each.title for each in menus.picture_commands(window.actions_)] == [
        "Copy picture",
        "Export picture (PNG, SVG, PDF)",
    ]
