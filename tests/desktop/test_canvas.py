"""The AI canvas over the window, by mouse and keyboard."""

import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leadbench.desktop.screens.discovery import Page
from leadbench.desktop.screens.discovery.canvas import CanvasSheet
from leadbench.desktop.window import Window
from leadbench.plan.tables import Judgement


def opened(window: Window) -> tuple[Page, CanvasSheet]:
    window.show_page("discovery")
    page = window.pages.page
    assert isinstance(page, Page)
    page.canvas_button.click()
    assert page.canvas is not None
    return page, page.canvas


def test_arrows_walk_the_boxes_and_enter_leads_to_the_fields(window: Window) -> None:
    page, sheet = opened(window)
    assert sheet.isVisible()
    assert window.focusWidget() is sheet.sheet.boxes["problem"]
    for key, name in (
        (Qt.Key.Key_Down, "judgement"),
        (Qt.Key.Key_Right, "action"),
        (Qt.Key.Key_Down, "training"),
        (Qt.Key.Key_Down, "impact"),
        (Qt.Key.Key_Up, "training"),
        (Qt.Key.Key_Left, "input"),
    ):
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert window.focusWidget() is sheet.sheet.boxes[name], name
    QTest.keyClick(sheet.sheet.boxes["judgement"], Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert page.judgements.table.selected_rows()[0].action == "Model answers"
    assert window.focusWidget() is page.judgements.table


def test_a_box_of_another_page_leads_there_with_its_row(window: Window) -> None:
    _page, sheet = opened(window)
    sheet.sheet.boxes["input"].click()
    assert window.pages.key == "data_assessment"
    shown = window.pages.page
    assert shown is not None
    assert shown.sources.table.selected_rows()[0].name == "Helpdesk ticket archive"  # type: ignore[attr-defined]


def test_escape_closes_the_canvas(window: Window) -> None:
    page, sheet = opened(window)
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert page.isVisible()


def test_the_canvas_is_exported_as_a_drawing_with_what_the_plan_says_now(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    _page, sheet = opened(window)
    (first, *_) = window.document.contents.of(Judgement, "project_id", window.document.project_id)
    with window.document.edit("Worth if right", "discovery") as session:
        row = session.get(Judgement, first.id)
        assert row is not None
        row.right_cents = 777
    assert "+$7.77 if right" in sheet.sheet.boxes["judgement"].accessibleName()
    window.files.ask_save = lambda *_: tmp_path / "canvas.svg"
    sheet.export.click()
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
    root = ET.parse(tmp_path / "canvas.svg").getroot()  # written just now
    texts = " ".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "Support ticket triage: AI canvas" in texts
    assert "+$7.77" in texts
