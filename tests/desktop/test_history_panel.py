"""The History panel: what it lists, what it says of a change, and restoring."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.history import HistoryPanel
from leadbench.desktop.widgets.text import Text
from leadbench.desktop.window import Window


def key_of(document: Document, number: str) -> int:
    return document.outline.key_of[number]


def set_duration(document: Document, number: str, days: int) -> None:
    from leadbench.plan.edits import activities

    with document.edit("Change duration", "milestones") as session:
        activities.set_duration(session, key_of(document, number), days * 480)


def rename(document: Document, number: str, name: str) -> None:
    from leadbench.plan.edits import activities

    with document.edit("Rename task", "milestones") as session:
        activities.rename(session, key_of(document, number), name)


@pytest.fixture
def panel(window: Window) -> HistoryPanel:
    window.show_page("people")
    QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    found = window.actions_.history
    assert found is not None
    assert found.isVisible()
    return found


def listed(panel: HistoryPanel) -> list[str]:
    model = panel.list.entries
    return [str(model.index(place).data()) for place in range(model.rowCount())]


def shown(panel: HistoryPanel) -> set[str]:
    QApplication.processEvents()  # a layout shows what was added in the next turn
    return {text.text() for text in panel.detail.findChildren(Text) if text.isVisibleTo(panel)}


def test_a_change_is_listed_at_once_with_time_place_and_what_it_did(
    window: Window, panel: HistoryPanel
) -> None:
    set_duration(window.document, "3.4", 20)
    first = listed(panel)[1]
    assert listed(panel)[0] == "Today"
    assert "Change duration, 3.4 Fine-tune and select model, Milestones" in first
    assert first.endswith("20 d, was 15 d")


def test_selecting_a_change_shows_what_was_and_what_is(window: Window, panel: HistoryPanel) -> None:
    set_duration(window.document, "3.4", 20)
    set_duration(window.document, "3.4", 18)
    panel.list.pick(window.document.store.history()[1].sequence)
    words = shown(panel)
    assert {"3.4 Fine-tune and select model", "Likely duration", "15 d", "18 d"} <= words
    assert "20 d" not in words


def test_restoring_goes_back_to_before_the_change_in_one_undoable_step(
    window: Window, panel: HistoryPanel
) -> None:
    document = window.document
    before = document.store.dump()
    set_duration(document, "3.4", 20)
    first = document.store.history()[0].sequence
    rename(document, "2.1", "Export tickets")
    after = document.store.dump()
    panel.list.pick(first)
    panel.detail.restore.click()
    assert document.store.dump() == before
    assert "Restore" in listed(panel)[1]
    assert window.toasts.toasts()[0].text.startswith("Restored the plan")
    assert panel.list.hasFocus()
    window.undo()
    assert document.store.dump() == after


def test_the_list_survives_closing_the_program(
    qtbot: QtBot, example_file: Path, theme: Theme
) -> None:
    from leadbench.plan.file import open_plan

    first = Document()
    first.open(open_plan(example_file))
    original = first.store.dump()
    rename(first, "2.1", "Export tickets")
    first.close()
    second = Document()
    second.open(open_plan(example_file))
    window = Window(second, theme)
    qtbot.addWidget(window)
    window.show()
    window.actions_.toggle_history()
    panel = window.actions_.history
    assert panel is not None
    assert "Rename task" in listed(panel)[1]
    assert window.document.store.undo_label is None
    panel.restore()
    assert second.store.dump() == original
    second.close()


def test_a_search_leaves_what_holds_the_words(window: Window, panel: HistoryPanel) -> None:
    set_duration(window.document, "3.4", 20)
    rename(window.document, "2.1", "Export tickets")
    everything = len(listed(panel))
    QTest.keyClicks(panel.search, "fine-tune")
    assert [line for line in listed(panel) if "Change duration" in line]
    assert not [line for line in listed(panel) if "Rename task" in line]
    assert len(listed(panel)) < everything
    panel.search.setText("no such words")
    assert listed(panel) == []
    assert panel.none.isVisible()
    assert not panel.detail.isVisible()


def test_an_undo_is_listed_as_one(window: Window, panel: HistoryPanel) -> None:
    rename(window.document, "2.1", "Export tickets")
    window.undo()
    assert "Undo: Rename task" in listed(panel)[1]


def test_esc_closes_and_gives_the_keyboard_back(window: Window) -> None:
    window.show_page("people")
    window.sidebar.setFocus()
    window.top.history.click()
    panel = window.actions_.history
    assert panel is not None
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_deleted_task_is_told_by_its_name(window: Window, panel: HistoryPanel) -> None:
    from leadbench.plan.edits import outline

    document = window.document
    with document.edit("Delete task", "milestones") as session:
        outline.delete_activities(session, [key_of(document, "5.4")])
    first = listed(panel)[1]
    assert "Runbook and model card" in first
    assert "deleted" in first
    assert any("not there" in text for text in shown(panel))
