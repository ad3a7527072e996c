"""Copy, cut, paste, fill and drag in the outline; finding tasks on the page."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leadbench.desktop.screens.milestones.columns import Column
from tests.desktop.chart_hand import pull
from tests.desktop.outline import ALT, CTRL, SHIFT, cell, go, key_of, numbers, show, steps, text

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

LEFT = Qt.MouseButton.LeftButton


def select(page: "Page", *wanted: str) -> None:
    page.table.select_keys([key_of(page, number) for number in wanted], column=Column.NAME)


def press(page: "Page", key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(page.table, key, held)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def names(page: "Page", below: str) -> list[str]:
    return [text(page, n, Column.NAME) for n in numbers(page) if n.startswith(f"{below}.")]


def drag(page: "Page", first: QPoint, *way: QPoint, drop: bool = True) -> None:
    view = page.table.viewport()
    QTest.mousePress(view, LEFT, pos=first)
    for at in way:
        pull(view, at)
    if drop:
        QTest.mouseRelease(view, LEFT, pos=way[-1])


def middle(page: "Page", number: str) -> QPoint:
    return page.table.visualRect(cell(page, number, Column.NAME)).center()


def said(qtbot: QtBot, page: "Page", key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> str:
    with qtbot.waitSignal(page.said) as told:
        press(page, key, held)
    assert told.args is not None
    return str(told.args[0])


def test_copied_tasks_come_with_the_links_among_them(qtbot: QtBot, planner: "Page") -> None:
    select(planner, "3.4", "3.5", "3.6")
    said(qtbot, planner, Qt.Key.Key_C)
    select(planner, "4.5")
    before = steps(planner)
    words = said(qtbot, planner, Qt.Key.Key_V)
    # 3.4 to 3.5, 3.5 to 3.6 and 3.4 to 3.6 are copied; three links lead to 3.4, one leads on
    assert (
        words == "3 tasks pasted with the 3 links among them; the 4 links to other tasks not copied"
    )
    assert steps(planner) == before + 1
    assert names(planner, "4")[5:] == [
        "Fine-tune and select model",
        "Safety and bias review",
        "Model meets quality bar",
    ]
    assert text(planner, "4.6", Column.PREDECESSORS) == ""
    assert text(planner, "4.7", Column.PREDECESSORS) == "4.6FS\u22124d"
    assert set(text(planner, "4.8", Column.PREDECESSORS).split(", ")) == {"4.6", "4.7"}
    assert text(planner, "4.6", Column.ROLE) == "ML engineer 1"
    assert text(planner, "4.8", Column.DAYS) == ""  # a milestone still
    assert planner.table.selected_keys() == [key_of(planner, n) for n in ("4.6", "4.7", "4.8")]
    planner.document.undo()
    assert len(names(planner, "4")) == 5


def test_a_copied_summary_brings_its_parts_without_their_progress(planner: "Page") -> None:
    select(planner, "2")
    press(planner, Qt.Key.Key_C)
    select(planner, "5")
    press(planner, Qt.Key.Key_V)
    assert names(planner, "6") == names(planner, "2")
    show(planner, Column.PERCENT)
    assert {text(planner, f"6.{n}", Column.PERCENT) for n in (1, 2, 3, 4)} == {"0%"}


def test_what_is_cut_moves_with_all_its_links_when_it_is_pasted(
    qtbot: QtBot, planner: "Page"
) -> None:
    key, before = key_of(planner, "3.3"), steps(planner)
    select(planner, "3.3")
    press(planner, Qt.Key.Key_X)
    assert planner.table.cut == {key}
    assert steps(planner) == before
    select(planner, "4.1")
    assert said(qtbot, planner, Qt.Key.Key_V) == "1 task moved, with all links"
    assert planner.document.outline.number_of[key] == "4.2"
    assert "4.2" in text(planner, "3.3", Column.PREDECESSORS).split(", ")  # it was 3.4
    assert planner.table.cut == set()
    assert steps(planner) == before + 1


def test_escape_leaves_what_was_cut_where_it_is(planner: "Page") -> None:
    select(planner, "3.3")
    press(planner, Qt.Key.Key_X)
    press(planner, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert planner.table.cut == set()
    select(planner, "4.1")
    press(planner, Qt.Key.Key_V)  # now it is a copy
    assert names(planner, "4")[1] == "Retraining job and registry"
    assert names(planner, "3")[2] == "Retraining job and registry"


def test_rows_are_copied_for_a_spreadsheet_as_they_are_shown(planner: "Page") -> None:
    select(planner, "4.1", "4.2")
    press(planner, Qt.Key.Key_C)
    lines = [line.split("\t") for line in clipboard().splitlines()]
    assert lines[0][:6] == ["4.1", "Inference API", "12", "23 Mar", "9 Apr", "5"]
    assert lines[1][:3] == ["4.2", "Helpdesk integration", "16"]


def test_a_block_of_cells_is_marked_copied_and_pasted_over_others(
    qtbot: QtBot, planner: "Page"
) -> None:
    go(planner, "4.3", Column.NAME)
    press(planner, Qt.Key.Key_Down, SHIFT)
    press(planner, Qt.Key.Key_Right, SHIFT)
    assert said(qtbot, planner, Qt.Key.Key_C) == "4 cells copied"
    assert clipboard() == "Fallback and agent handoff\t8\nMonitoring and alerts\t10\n"
    go(planner, "5.1", Column.NAME)
    before = steps(planner)
    assert said(qtbot, planner, Qt.Key.Key_V) == "4 cells pasted"
    assert names(planner, "5")[:2] == ["Fallback and agent handoff", "Monitoring and alerts"]
    assert [text(planner, n, Column.DAYS) for n in ("5.1", "5.2")] == ["8", "10"]
    assert steps(planner) == before + 1


def test_a_block_with_one_bad_cell_changes_nothing_and_names_it(planner: "Page") -> None:
    QGuiApplication.clipboard().setText("One\t3d\nTwo\tsoon\n")
    go(planner, "4.1", Column.NAME)
    before = steps(planner)
    press(planner, Qt.Key.Key_V)
    words = planner.editor.note.words.text()
    assert words.startswith("4.2 Helpdesk integration, Days: ")
    assert "no duration" in words
    assert words.endswith("Nothing was pasted.")
    assert planner.table.currentIndex() == cell(planner, "4.2", Column.DAYS)
    assert names(planner, "4")[:2] == ["Inference API", "Helpdesk integration"]
    assert steps(planner) == before


def test_calculated_cells_may_come_back_unchanged_but_not_changed(planner: "Page") -> None:
    go(planner, "4.1", Column.NAME)
    QGuiApplication.clipboard().setText("API\t11\t23 Mar\t9 Apr\t5")
    press(planner, Qt.Key.Key_V)
    assert names(planner, "4")[0] == "API"
    assert text(planner, "4.1", Column.DAYS) == "11"
    QGuiApplication.clipboard().setText("77")
    go(planner, "4.1", Column.FLOAT)
    press(planner, Qt.Key.Key_V)
    assert "Float is calculated" in planner.editor.note.words.text()


def test_one_value_goes_into_every_selected_row(planner: "Page") -> None:
    QGuiApplication.clipboard().setText("6")
    select(planner, "4.1", "4.2", "4.3")
    planner.table.select_keys(planner.table.selected_keys(), column=Column.DAYS)
    press(planner, Qt.Key.Key_V)
    assert [text(planner, f"4.{n}", Column.DAYS) for n in (1, 2, 3, 4)] == ["6", "6", "6", "10"]


def test_lines_beyond_the_last_row_become_tasks(qtbot: QtBot, planner: "Page") -> None:
    QGuiApplication.clipboard().setText('MVP gate\nReview\t2d\n"Hand\tover"\t1w\n')
    go(planner, "5.5", Column.NAME)
    words = said(qtbot, planner, Qt.Key.Key_V)
    assert words.startswith("2 tasks added")
    assert names(planner, "5")[5:] == ["Review", "Hand over"]
    assert [text(planner, n, Column.DAYS) for n in ("5.6", "5.7")] == ["2", "5"]


def test_lines_are_pasted_as_new_tasks_below_the_selection(planner: "Page") -> None:
    QGuiApplication.clipboard().setText("Write it\t2d\r\n\r\nShip it\t4h\r\n")
    go(planner, "4.2", Column.NAME)
    press(planner, Qt.Key.Key_V, CTRL | SHIFT)
    assert names(planner, "4")[2:4] == ["Write it", "Ship it"]
    assert [text(planner, n, Column.DAYS) for n in ("4.3", "4.4")] == ["2", "0.5"]


def test_a_block_that_is_too_wide_is_refused(planner: "Page") -> None:
    QGuiApplication.clipboard().setText("\t".join("abcdefgh"))
    go(planner, "4.1", Column.ROLE)
    before = steps(planner)
    press(planner, Qt.Key.Key_V)
    assert "8 columns wide" in planner.editor.note.words.text()
    assert steps(planner) == before


def test_fill_down_writes_the_value_of_the_first_row_below_it(
    qtbot: QtBot, planner: "Page"
) -> None:
    go(planner, "4.1", Column.DAYS)
    for _ in range(4):
        press(planner, Qt.Key.Key_Down, SHIFT)
    before = steps(planner)
    assert said(qtbot, planner, Qt.Key.Key_D, CTRL | SHIFT) == "4 tasks filled"
    assert [text(planner, f"4.{n}", Column.DAYS) for n in range(1, 6)] == ["12"] * 5
    assert steps(planner) == before + 1
    go(planner, "5.4", Column.DAYS)
    press(planner, Qt.Key.Key_Down, SHIFT)  # 5.5 is a milestone
    before = steps(planner)
    with qtbot.waitSignal(planner.nothing_done) as told:
        press(planner, Qt.Key.Key_D, CTRL | SHIFT)
    assert told.args == ["Nothing to fill, 1 skipped: there the value is calculated"]
    assert steps(planner) == before


def test_rows_are_dragged_to_another_place_and_level(planner: "Page") -> None:
    key, start = key_of(planner, "4.4"), middle(planner, "4.4")
    edge = planner.table.visualRect(cell(planner, "4.2", Column.NAME)).top()
    drag(planner, start, QPoint(start.x(), edge + 30), QPoint(start.x(), edge + 2))
    assert planner.document.outline.number_of[key] == "4.2"
    assert planner.table.selected_keys() == [key]
    start = middle(planner, "4.2")
    edge = planner.table.visualRect(cell(planner, "4.4", Column.NAME)).bottom()
    drag(planner, start, QPoint(start.x(), edge - 30), QPoint(start.x() + 18, edge))
    assert planner.document.outline.number_of[key] == "4.3.1"  # a level deeper, below what was 4.4


def test_the_line_shows_level_and_escape_leaves_the_row(planner: "Page") -> None:
    before = numbers(planner)
    left = planner.table.visualRect(cell(planner, "5", Column.NAME))
    edge = left.top()
    start = middle(planner, "3.3")
    drag(planner, start, QPoint(start.x(), edge), QPoint(start.x() - 18, edge), drop=False)
    drop = planner.table.drag.drop
    assert drop is not None
    assert (drop.depth, drop.parent, drop.before) == (0, None, key_of(planner, "5"))
    pull(planner.table.viewport(), QPoint(start.x() + 3, edge))
    drop = planner.table.drag.drop
    assert drop is not None
    assert (drop.depth, drop.parent, drop.before) == (1, key_of(planner, "4"), None)
    planner.table.grab()
    QTest.keyClick(planner.table, Qt.Key.Key_Escape)
    QTest.mouseRelease(planner.table.viewport(), LEFT, pos=start)
    assert numbers(planner) == before


def test_several_rows_are_dragged_together_and_a_click_selects_one(planner: "Page") -> None:
    keys = [key_of(planner, "4.1"), key_of(planner, "4.3")]
    planner.table.select_keys(keys)
    start = middle(planner, "4.3")
    edge = planner.table.visualRect(cell(planner, "4.5", Column.NAME)).bottom()
    drag(planner, start, QPoint(start.x(), edge - 9), QPoint(start.x(), edge))
    assert [planner.document.outline.number_of[key] for key in keys] == ["4.4", "4.5"]
    planner.table.select_keys(keys)
    QTest.mouseClick(planner.table.viewport(), LEFT, pos=middle(planner, "4.5"))
    assert planner.table.selected_keys() == [keys[1]]


def test_sorted_rows_are_not_dragged_and_the_reason_is_told(qtbot: QtBot, planner: "Page") -> None:
    planner.arranging.sort(Column.NAME)
    before, first = numbers(planner), middle(planner, "4.1")
    with qtbot.waitSignal(planner.nothing_done) as told:
        drag(planner, first, QPoint(first.x(), first.y() + 40), QPoint(first.x(), first.y() + 60))
    assert "order of the plan" in str(told.args)
    assert numbers(planner) == before
    QTest.keyClick(planner.table, Qt.Key.Key_Up, ALT)
    assert numbers(planner) == before


def test_tasks_are_found_one_after_the_other_and_alone(planner: "Page") -> None:
    field = planner.search_field()
    assert field.isVisible()
    field.setFocus()
    QTest.keyClicks(field, "label")
    assert planner.find_bar.count.text() == "1 of 3"  # 1.5 and, below it, 2.3 and 2.4
    assert planner.table.selected_keys() == [key_of(planner, "1.5")]
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert planner.table.selected_keys() == [key_of(planner, "2.3")]
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert planner.table.selected_keys() == [key_of(planner, "2.4")]
    QTest.mouseClick(planner.find_bar.only, LEFT)
    assert numbers(planner) == ["1", "1.5", "2", "2.3", "2.4"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not planner.find_bar.isVisible()
    assert "5.5" in numbers(planner)
    assert planner.table.hasFocus()


def test_what_a_filter_hides_is_shown_when_it_is_asked_for(planner: "Page") -> None:
    planner.arranging.group("team")
    planner.arranging.filter("milestones")
    planner.select(key_of(planner, "4.1"))
    assert planner.table.selected_keys() == [key_of(planner, "4.1")]
    assert planner.toolbar.filter.text() == "All tasks"


def test_shift_selects_from_where_the_cursor_was_put(planner: "Page") -> None:
    go(planner, "2.1", Column.NAME)
    press(planner, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    go(planner, "4.2", Column.NAME)  # as Enter and Tab do
    press(planner, Qt.Key.Key_Down, SHIFT)
    press(planner, Qt.Key.Key_Down, SHIFT)
    press(planner, Qt.Key.Key_Up, SHIFT)
    assert planner.table.selected_keys() == [key_of(planner, "4.2"), key_of(planner, "4.3")]
    go(planner, "4.5", Column.NAME)
    QTest.mouseClick(planner.table.viewport(), LEFT, SHIFT, middle(planner, "4.3"))
    assert planner.table.selected_keys() == [key_of(planner, f"4.{n}") for n in (3, 4, 5)]


@pytest.mark.parametrize("keys", ["Ctrl+Shift+D", "Ctrl+X", "Ctrl+Shift+V", "Ctrl+Shift+C"])
def test_the_keyboard_map_names_the_keys_of_the_clipboard(planner: "Page", keys: str) -> None:
    known = [command.keys for command in planner.commands()]
    assert known.count(keys) == 1


def test_in_an_open_cell_the_keys_copy_and_paste_its_text(planner: "Page") -> None:
    before = steps(planner)
    go(planner, "4.1", Column.NAME)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    field = planner.editor.editor
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)
    assert clipboard() == "Inference API"
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    assert field.text() == "Inference APIInference API"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert steps(planner) == before


def test_rows_are_sorted_and_shown_again_from_the_palette(planner: "Page") -> None:
    commands = {command.title: command for command in planner.commands()}
    before = numbers(planner)
    go(planner, "4.1", Column.DAYS)
    commands["Sort by this column"].run()
    assert planner.arranging.how.sort == Column.DAYS
    assert not commands["Move up"].enabled()
    planner.arranging.filter("near")
    commands["Show all tasks in the order of the plan"].run()
    assert numbers(planner) == before
    assert commands["Move up"].enabled()


def test_heads_of_groups_are_never_selected(planner: "Page") -> None:
    planner.arranging.group("role")
    first = planner.rows.plan.place_of[key_of(planner, "5.4")]  # the last of the first group
    go(planner, "5.4", Column.NAME)
    press(planner, Qt.Key.Key_Down, SHIFT)
    press(planner, Qt.Key.Key_Down, SHIFT)
    assert planner.table.selected_keys() == [key_of(planner, "5.4"), key_of(planner, "1.1")]
    assert [planner.table.is_selected(first + step) for step in range(3)] == [True, False, True]


def test_a_selection_reaches_to_the_end_by_key(planner: "Page") -> None:
    go(planner, "5.3", Column.NAME)
    press(planner, Qt.Key.Key_End, CTRL | SHIFT)
    assert planner.table.selected_keys() == [key_of(planner, n) for n in ("5.3", "5.4", "5.5")]
    press(planner, Qt.Key.Key_PageUp, SHIFT)
    assert key_of(planner, "5.3") in planner.table.selected_keys()
    assert key_of(planner, "5.5") not in planner.table.selected_keys()


class Empty:
    """The clipboard of a platform that has no data at all while nothing was copied."""

    @classmethod
    def clipboard(cls) -> type["Empty"]:
        return cls

    @staticmethod
    def mimeData() -> None:
        return None


def test_pasting_where_nothing_was_copied_says_so(
    planner: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    planner.nothing_done.connect(said.append)
    monkeypatch.setattr("leadbench.desktop.screens.milestones.clipboard.QGuiApplication", Empty)
    go(planner, "4.1", Column.NAME)
    planner.clipboard.paste()
    planner.clipboard.paste_new()
    assert len(said) == 2
    assert all("on the clipboard" in words for words in said)
    assert text(planner, "4.1", Column.NAME) == "Inference API"
