"""The links of the chart: chosen, read, changed and removed by mouse and by key."""

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QProxyStyle, QStyle

from leadbench.analysis.calendars import instant
from tests.desktop.chart_hand import LEFT, at, key_of, shape, text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window

START, PREDECESSORS = 3, 7
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


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


def link_of(page: "Page", before: str, after: str) -> int:
    found = page.document.contents.links_to(key_of(page, after))
    return next(row.id or 0 for row in found if row.predecessor_id == key_of(page, before))


def on_link(page: "Page", before: str, after: str) -> QPoint:
    """Return a point in the middle of the first upright stretch of a link."""
    key = link_of(page, before, after)
    place = page.rows.plan.place_of[key_of(page, after)]
    placed = next(p for p in page.rows.links.crossing(place, place) if p.link.key == key)
    page.chart.viewport().grab()
    points = page.chart.look.shapes.way(placed).points
    one, other = next((a, b) for a, b in pairwise(points) if abs(a[1] - b[1]) > 14)
    x = one[0] + page.chart.scale.left
    return at(page, x, (one[1] + other[1]) / 2)


def test_a_click_chooses_a_link_and_del_removes_it(page: "Page") -> None:
    spot = on_link(page, "4.1", "4.2")
    QTest.mouseClick(page.chart.viewport(), LEFT, pos=spot)
    assert page.chart.emphasis.chosen == link_of(page, "4.1", "4.2")
    assert text(page, "4.2", PREDECESSORS) == "4.1"
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Delete)
    assert text(page, "4.2", PREDECESSORS) == ""
    assert text(page, "4.2", 1) == "Helpdesk integration"  # the task itself is still there
    page.document.undo()
    assert text(page, "4.2", PREDECESSORS) == "4.1"


def test_a_tooltip_tells_both_tasks_the_type_and_the_lag(page: "Page") -> None:
    from leadbench.plan.edits.links import set_link

    with page.edit("Lag") as session:
        set_link(session, link_of(page, "4.1", "4.2"), lag=960)
    words = page.chart.mouse.words(on_link(page, "4.1", "4.2"))
    assert words == "4.1 Inference API to 4.2 Helpdesk integration\nFinish to start, lag +2d"


def test_a_double_click_edits_type_and_lag_where_the_link_is(page: "Page") -> None:
    QTest.mouseDClick(page.chart.viewport(), LEFT, pos=on_link(page, "4.1", "4.2"))
    editor = page.link_editor
    assert editor.isVisible()
    assert editor.title.text() == "4.1 Inference API to 4.2 Helpdesk integration"
    assert editor.lag.edit.hasFocus()
    QTest.keyClicks(editor.lag.edit, "2d")
    QTest.keyClick(editor.lag.edit, Qt.Key.Key_Return)
    assert text(page, "4.2", PREDECESSORS) == "4.1FS+2d"
    assert not editor.isVisible()
    assert page.chart.hasFocus()


def test_a_wrong_lag_is_explained_and_changes_nothing(page: "Page") -> None:
    page.stage.edit_link(link_of(page, "4.1", "4.2"), QPoint(100, 100))
    editor = page.link_editor
    QTest.keyClicks(editor.lag.edit, "soon")
    QTest.keyClick(editor.lag.edit, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert "soon" in editor.complaint.words.text()
    assert text(page, "4.2", PREDECESSORS) == "4.1"
    QTest.keyClick(editor.lag.edit, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_the_type_can_be_changed_and_the_link_removed_there(page: "Page") -> None:
    page.stage.edit_link(link_of(page, "4.1", "4.2"), QPoint(100, 100))
    editor = page.link_editor
    QTest.keyClick(editor.kind, Qt.Key.Key_Down)
    editor.kind.activated.emit(editor.kind.currentIndex())
    assert text(page, "4.2", PREDECESSORS) == "4.1SS"
    QTest.mouseClick(editor.remove, LEFT)
    assert text(page, "4.2", PREDECESSORS) == ""
    assert not editor.isVisible()


def test_arrow_keys_go_along_links_from_bar_to_bar(page: "Page") -> None:
    page.table.select_keys([key_of(page, "4.1")], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.chart.emphasis.chosen == link_of(page, "4.1", "4.2")
    assert page.table.selected_keys() == [key_of(page, "4.1")]
    QTest.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.table.selected_keys() == [key_of(page, "4.2")]
    assert page.chart.emphasis.chosen == -1
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.table.selected_keys() == [key_of(page, "4.1")]


def test_the_link_chosen_by_key_is_edited_with_enter_and_left_with_escape(page: "Page") -> None:
    page.table.select_keys([key_of(page, "3.4")], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    seen = set()
    for _ in range(3):  # 3.4 waits for three tasks
        seen.add(page.chart.emphasis.chosen)
        QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert seen == {link_of(page, number, "3.4") for number in ("2.5", "3.2", "3.3")}
    assert page.table.selected_keys() == [key_of(page, "3.4")]
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert page.link_editor.isVisible()
    QTest.keyClick(page.link_editor.lag.edit, Qt.Key.Key_Escape)
    assert page.chart.hasFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert page.chart.emphasis.chosen == -1


def test_the_bar_under_the_pointer_lets_its_links_stand_out(page: "Page") -> None:
    mark = shape(page, "4.2")
    before = page.chart.viewport().grab().toImage()
    QTest.mouseMove(page.chart.viewport(), at(page, mark.center, mark.middle))
    QApplication.processEvents()
    assert page.chart.emphasis.row == key_of(page, "4.2")
    after = page.chart.viewport().grab().toImage()
    neighbor = shape(page, "4.1")
    edge = at(page, neighbor.center, neighbor.top - 2.6)
    accent = page.theme.color("accent")

    def away(image: QImage) -> int:
        found = image.pixelColor(edge)
        return abs(found.red() - accent.red()) + abs(found.blue() - accent.blue())

    assert away(after) < away(before)


def test_progress_changes_by_key(page: "Page") -> None:
    key = key_of(page, "2.2")
    page.table.select_keys([key], column=1)
    page.chart.setFocus()
    before = page.document.contents.activities[key].percent_complete
    QTest.keyClick(page.chart, Qt.Key.Key_Up, CTRL | ALT)
    after = page.document.contents.activities[key].percent_complete
    assert after == before // 10 * 10 + 10
    QTest.keyClick(page.chart, Qt.Key.Key_Down, CTRL | ALT)
    assert page.document.contents.activities[key].percent_complete == after - 10


def test_work_to_come_begins_with_its_first_percent(page: "Page") -> None:
    key = key_of(page, "5.3")
    page.table.select_keys([key], column=1)
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Up, CTRL | ALT)
    row = page.document.contents.activities[key]
    # Planned for June, so it begins on the data date, as it does when a percentage is typed.
    assert row.percent_complete == 10
    assert row.actual_start_minute == instant(date(2026, 3, 16)) + 8 * 60
    page.document.undo()
    assert page.document.contents.activities[key].actual_start_minute is None


def test_f6_leads_from_the_table_to_the_chart_and_on(page: "Page", window: "Window") -> None:
    page.table.select_keys([key_of(page, "4.1")])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F6)
    assert page.chart.hasFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_F6)
    now = QApplication.focusWidget()
    assert now is not None
    assert not page.isAncestorOf(now)
    QTest.keyClick(now, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.chart.hasFocus()


def test_the_keys_of_the_chart_are_on_the_keyboard_map(page: "Page", window: "Window") -> None:
    lines = {does: keys for group in window.actions_.groups() for keys, does in group.keys}
    assert lines["In the chart: later dates"] == "Shift Right"
    assert lines["10% more done"] == "Ctrl Alt Up"
    assert lines["Fit the selection"] == "Alt 0"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_a_right_click_on_a_link_opens_its_own_menu(page: "Page") -> None:
    spot = on_link(page, "4.1", "4.2")
    page.chart.setFocus()
    QTest.mousePress(page.chart.viewport(), Qt.MouseButton.RightButton, pos=spot)
    page.chart.menu_asked.emit(page.chart.viewport().mapToGlobal(spot))
    menu = page.findChild(QMenu, "link-menu")
    assert menu is not None
    names = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert names == [
        "Edit the link",
        "Remove the link",
        "Go to 4.1 Inference API",
        "Go to 4.2 Helpdesk integration",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert text(page, "4.2", PREDECESSORS) == ""


def test_bars_move_to_their_new_dates_and_end_there(page: "Page", qtbot: "QtBot") -> None:
    from leadbench.plan.edits.activities import set_duration

    page.chart.viewport().grab()
    was = shape(page, "4.2").left
    with page.edit("Longer") as session:
        set_duration(session, key_of(page, "4.1"), 20 * 480)
    shapes, place = page.chart.look.shapes, page.rows.plan.place_of[key_of(page, "4.2")]
    ends = shape(page, "4.2").left
    assert ends > was
    assert shapes.motion is not None
    left = page.chart.scale.left
    assert was - 1 <= shapes.mark(place).left + left < ends
    qtbot.waitUntil(lambda: shapes.motion is None)
    assert shapes.mark(place).left + left == pytest.approx(ends)


def test_bars_cut_where_the_system_wants_no_motion(
    page: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadbench.plan.edits.activities import set_duration

    class Still(QProxyStyle):
        def styleHint(self, hint, *rest):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
            asked = hint == QStyle.StyleHint.SH_Widget_Animation_Duration
            return 0 if asked else super().styleHint(hint, *rest)

    still = Still("Fusion")
    monkeypatch.setattr(page.chart, "style", lambda: still)
    page.chart.viewport().grab()
    with page.edit("Longer") as session:
        set_duration(session, key_of(page, "4.1"), 20 * 480)
    assert page.chart.look.shapes.motion is None


def test_a_chosen_link_is_let_go_when_another_task_is_current(page: "Page") -> None:
    page.select(page.document.outline.key_of["4.2"])
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.emphasis.chosen == link_of(page, "4.1", "4.2")
    page.select(page.document.outline.key_of["3.4"])
    assert page.chart.emphasis.chosen == -1
