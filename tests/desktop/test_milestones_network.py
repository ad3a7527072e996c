"""The network view: what it shows, how it is moved, chosen in, linked and edited.

Dates, floats and the critical path of the example are those of its published schedule.
"""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from leadbench.charts.gantt import State
from leadbench.plan.tables import LinkType
from tests.desktop.chart_hand import pull

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.screens.milestones.network import NetworkView
    from leadbench.desktop.window import Window

PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
CRITICAL = ["2.2", "2.4", "2.5", "3.4", "3.5", "3.6", "5.1", "5.2", "5.3", "5.5"]


@pytest.fixture
def page(own_settings: None, window: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    window.show_page("milestones")
    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.views.show("network")
    shown.network.view.setFocus()
    return shown


def key_of(page: "Page", number: str) -> int:
    return page.document.outline.key_of[number]


def numbers(page: "Page", keys: "list[int] | frozenset[int]") -> set[str]:
    return {page.document.outline.number_of[key] for key in keys}


def view(page: "Page") -> "NetworkView":
    return page.network.view


def middle(page: "Page", number: str) -> QPoint:
    """Return the middle of a box in the viewport, scrolled to if need be."""
    view(page).show_box(key_of(page, number))
    return view(page).from_scene(page.network.scene.rect(key_of(page, number))).center()


def edge(page: "Page", number: str, *, right: bool) -> QPoint:
    box = view(page).from_scene(page.network.scene.rect(key_of(page, number)))
    return QPoint(box.right() if right else box.left(), box.center().y())


def click(page: "Page", number: str, held: Qt.KeyboardModifier = PLAIN) -> None:
    at = middle(page, number)
    QTest.mouseClick(view(page).viewport(), LEFT, held, at)


def press(page: "Page", key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(view(page), key, held)


def editing(page: "Page") -> QLineEdit:
    assert page.network.editor.edit is not None
    return page.network.editor.edit


def is_editing(page: "Page") -> bool:
    return page.network.editor.edit is not None


def drag(page: "Page", begin: QPoint, end: QPoint) -> None:
    viewport = view(page).viewport()
    QTest.mousePress(viewport, LEFT, PLAIN, begin)
    pull(viewport, (begin + end) / 2)
    pull(viewport, end)
    QTest.mouseRelease(viewport, LEFT, PLAIN, end)


def links(page: "Page") -> set[tuple[str, str, str]]:
    name = page.document.outline.number_of
    return {
        (name[row.predecessor_id], name[row.successor_id], str(row.link_type))
        for row in page.document.contents.dependencies.values()
        if row.predecessor_id in name
    }


def shown(page: "Page") -> set[str]:
    diagram = page.network.scene.diagram
    assert diagram is not None
    return numbers(page, list(diagram.places))


def test_the_switch_and_its_keys_change_the_view_and_the_plan_remembers(
    page: "Page", window: "Window"
) -> None:
    assert page.network.isVisible()
    assert not page.split.isVisible()
    QTest.keyClick(view(page), Qt.Key.Key_1, CTRL)
    assert page.split.isVisible()
    assert page.toolbar.zoom.isVisible()
    assert not page.bar.fit.isVisible()
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_2, CTRL)
    assert page.network.isVisible()
    assert page.bar.fit.isVisible()
    assert not page.toolbar.zoom.isVisible()
    path = page.document.store.path
    window.document.close()
    window.open_file(path)
    from leadbench.desktop.screens.milestones import Page

    window.show_page("milestones")
    again = window.pages.page
    assert isinstance(again, Page)
    assert again.views.current == "network"
    assert again.views.switch.current == "network"
    assert again.network.isVisible()


def test_open_work_is_shown_in_lanes_with_every_date(page: "Page") -> None:
    assert page.network.scene.lanes == (
        "Data pipeline",
        "Training pipeline",
        "Serving pipeline",
        "Test in production",
    )
    text = page.network.scene.text(key_of(page, "3.4"))
    assert (text.early_start, text.days, text.early_finish) == ("24 Apr", "15 d", "15 May")
    assert (text.late_start, text.slack, text.late_finish) == ("24 Apr", "0 d", "15 May")
    assert text.state == State.CRITICAL
    text = page.network.scene.text(key_of(page, "3.3"))
    assert (text.early_start, text.days, text.early_finish) == ("16 Mar", "15 d", "7 Apr")
    assert (text.late_start, text.slack, text.late_finish) == ("27 Mar", "9 d", "20 Apr")
    assert text.state == State.NORMAL
    assert page.network.scene.text(key_of(page, "4.1")).state == State.NEAR


def test_done_work_is_counted_hidden_and_shown(page: "Page") -> None:
    assert page.bar.done.text() == "12 done tasks hidden"
    before = shown(page)
    page.bar.done.click()
    assert page.bar.done.text() == "12 done tasks shown"
    assert len(shown(page)) == len(before) + 12
    done = numbers(page, list(page.network.scene.diagram.places)) - before  # type: ignore[union-attr]
    assert {page.network.scene.text(key_of(page, number)).state for number in done} == {State.DONE}
    page.bar.done.click()
    assert shown(page) == before


def test_links_that_are_not_plain_carry_their_type_and_lag(page: "Page") -> None:
    name = page.document.outline.number_of
    diagram = page.network.scene.diagram
    assert diagram is not None
    labels = {
        (name[wire.predecessor], name[wire.successor]): wire.label
        for wire in diagram.wires
        if wire.label
    }
    assert labels[("3.4", "3.5")] == "FS \u22124 d"
    assert labels[("4.2", "4.3")] == "SS +8 d"
    assert labels[("3.3", "4.4")] == "FS +10 d"


def test_the_foot_names_the_critical_path_and_what_is_left(page: "Page") -> None:
    assert [page.document.outline.number_of[key] for key in page.network.foot.keys] == CRITICAL
    assert page.network.foot.words.text().startswith("Redact personal data → Label 20,000 tickets")
    assert page.network.foot.words.text().endswith("A/B test → MVP gate")
    assert page.network.foot.left.text() == "85 working days left"


def test_a_click_selects_in_both_views(page: "Page") -> None:
    click(page, "4.2")
    assert page.table.selected_keys() == [key_of(page, "4.2")]
    click(page, "4.4", CTRL)
    assert page.table.picked == [key_of(page, "4.2"), key_of(page, "4.4")]
    page.views.show("gantt")
    assert page.table.picked == [key_of(page, "4.2"), key_of(page, "4.4")]


def test_a_box_in_a_folded_phase_can_be_selected(page: "Page") -> None:
    phase = key_of(page, "4")
    page.table.fold_asked.emit(phase, True)
    assert phase in page.rows.plan.folded
    click(page, "4.2")
    assert page.table.selected_keys() == [key_of(page, "4.2")]


def test_arrow_keys_follow_links(page: "Page") -> None:
    click(page, "2.5")
    press(page, Qt.Key.Key_Right)
    assert page.table.current_key() == key_of(page, "3.4")
    press(page, Qt.Key.Key_Left)
    assert page.table.current_key() == key_of(page, "2.5")
    click(page, "4.2")
    press(page, Qt.Key.Key_Down)
    assert page.table.current_key() == key_of(page, "4.3")
    press(page, Qt.Key.Key_Up)
    assert page.table.current_key() == key_of(page, "4.2")


def test_ctrl_and_an_arrow_walk_the_critical_path(page: "Page") -> None:
    page.table.selectionModel().clear()
    walked = []
    for _ in CRITICAL:
        press(page, Qt.Key.Key_Right, CTRL)
        current = page.table.current_key()
        assert current is not None
        walked.append(page.document.outline.number_of[current])
        seen = view(page).viewport().rect()
        assert seen.intersects(view(page).from_scene(page.network.scene.rect(current)))
    assert walked == CRITICAL
    press(page, Qt.Key.Key_Left, CTRL)
    assert page.table.current_key() == key_of(page, CRITICAL[-2])


def test_what_comes_before_and_after_is_highlighted_directly_or_all_the_way(page: "Page") -> None:
    click(page, "4.2")
    what = page.network.emphasis()
    assert numbers(page, what.before) == {"4.1"}
    assert numbers(page, what.after) == {"4.3", "4.5"}
    page.network.choose_trace("all")
    what = page.network.emphasis()
    assert numbers(page, what.before) == {"4.1"}
    assert numbers(page, what.after) == {"4.3", "4.5", "5.1", "5.2", "5.3", "5.4", "5.5"}
    page.network.choose_trace("none")
    assert not page.network.emphasis().after


def test_dragging_from_edge_to_edge_links_and_can_be_undone(page: "Page") -> None:
    before = links(page)
    view(page).fit()
    drag(page, edge(page, "3.3", right=True), middle(page, "4.2") - QPoint(20, 0))
    assert links(page) - before == {("3.3", "4.2", LinkType.FINISH_START)}
    page.document.undo()
    assert links(page) == before
    drag(page, edge(page, "3.3", right=False), middle(page, "4.2") - QPoint(20, 0))
    assert links(page) - before == {("3.3", "4.2", LinkType.START_START)}
    page.document.undo()
    drag(page, edge(page, "3.3", right=True), middle(page, "4.2") + QPoint(20, 0))
    assert links(page) - before == {("3.3", "4.2", LinkType.FINISH_FINISH)}


def test_a_link_that_would_make_a_loop_is_refused_at_the_pointer(page: "Page") -> None:
    before = links(page)
    view(page).fit()
    drag(page, edge(page, "5.1", right=True), middle(page, "3.4") - QPoint(20, 0))
    assert links(page) == before
    assert page.note.isVisible()
    assert "loop" in page.note.words.text()


def test_escape_gives_a_drag_up(page: "Page") -> None:
    before = links(page)
    view(page).fit()
    viewport = view(page).viewport()
    begin, end = edge(page, "3.3", right=True), middle(page, "4.2")
    QTest.mousePress(viewport, LEFT, PLAIN, begin)
    pull(viewport, end)
    assert "3.3 to 4.2" in view(page).tag.text
    press(page, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, PLAIN, end)
    assert links(page) == before
    assert view(page).tag.text == ""


def test_two_selected_boxes_are_linked_by_key_in_their_order(page: "Page") -> None:
    before = links(page)
    click(page, "4.5")
    click(page, "3.5", CTRL)
    QTest.keyClick(view(page), Qt.Key.Key_L, CTRL)
    assert links(page) - before == {("4.5", "3.5", LinkType.FINISH_START)}
    assert ("4.5", "3.5") in {
        (
            page.document.outline.number_of[w.predecessor],
            page.document.outline.number_of[w.successor],
        )
        for w in page.network.scene.diagram.wires  # type: ignore[union-attr]
    }


def test_a_selected_link_is_deleted_with_del(page: "Page") -> None:
    before = links(page)
    view(page).fit()
    key = next(
        row.id
        for row in page.document.contents.links_from(key_of(page, "3.3"))
        if row.successor_id == key_of(page, "4.4")
    )
    diagram = page.network.scene.diagram
    assert diagram is not None
    points = diagram.wires[diagram.wire_of[key or 0]].points
    (x0, y0), (x1, y1) = points[1], points[2]
    at = QPointF((x0 * 3 + x1) / 4, (y0 * 3 + y1) / 4) * view(page).scale + view(page).origin
    QTest.mouseClick(view(page).viewport(), LEFT, PLAIN, at.toPoint())
    assert page.network.link == key
    press(page, Qt.Key.Key_Delete)
    assert before - links(page) == {("3.3", "4.4", LinkType.FINISH_START)}
    assert len(page.document.contents.activities) > 0
    page.document.undo()
    assert links(page) == before


def test_a_name_is_edited_in_its_box(page: "Page") -> None:
    at = middle(page, "4.1")
    QTest.mouseClick(view(page).viewport(), LEFT, PLAIN, at)
    QTest.mouseDClick(view(page).viewport(), LEFT, PLAIN, at)
    edit = editing(page)
    assert edit.text() == "Inference API"
    QTest.keyClicks(edit, "Prediction API")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert not is_editing(page)
    assert page.document.contents.activities[key_of(page, "4.1")].name == "Prediction API"
    assert page.network.scene.text(key_of(page, "4.1")).name == "Prediction API"
    assert view(page).hasFocus()
    press(page, Qt.Key.Key_F2)
    edit = editing(page)
    QTest.keyClicks(edit, "Something else")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert page.document.contents.activities[key_of(page, "4.1")].name == "Prediction API"


def test_an_empty_name_is_refused_at_its_box(page: "Page") -> None:
    click(page, "4.1")
    press(page, Qt.Key.Key_F2)
    edit = editing(page)
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert page.note.isVisible()
    assert page.document.contents.activities[key_of(page, "4.1")].name == "Inference API"


def test_an_edit_that_leaves_the_structure_keeps_every_box_in_its_place(page: "Page") -> None:
    before = page.network.scene.diagram
    page.actions_.set_duration(key_of(page, "3.4"), 18 * 480)
    assert page.network.scene.diagram is before
    assert page.network.scene.text(key_of(page, "3.4")).days == "18 d"
    assert page.network.scene.text(key_of(page, "5.5")).early_finish == "21 Jul"


def test_a_new_task_has_a_box_and_can_be_named_there(page: "Page") -> None:
    click(page, "4.1")
    press(page, Qt.Key.Key_Insert)
    edit = editing(page)
    QTest.keyClicks(edit, "Write the contract")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert page.network.scene.text(key_of(page, "4.2")).name == "Write the contract"


def test_lanes_follow_the_grouping_and_the_choice_is_remembered(page: "Page") -> None:
    page.network.choose_grouping("role")
    lanes = page.network.scene.lanes
    assert lanes[0] == "Tech lead"
    assert "MLOps engineer" in lanes
    place = page.network.scene.place(key_of(page, "5.1"))
    assert place is not None
    assert lanes[place.lane] == "MLOps engineer"
    page.network.choose_grouping("none")
    assert page.network.scene.lanes == ("",)
    assert QSettings().value("milestones/network/grouping") == "none"


def test_a_phase_folds_into_one_box_that_keeps_its_links(page: "Page") -> None:
    before = shown(page)
    page.network.fold(key_of(page, "4"))
    assert shown(page) == {number for number in before if not number.startswith("4.")} | {"4"}
    name = page.document.outline.number_of
    ends = {
        (name[wire.predecessor], name[wire.successor])
        for wire in page.network.scene.diagram.wires  # type: ignore[union-attr]
    }
    assert ("4", "5.1") in ends
    assert ("3.3", "4") in ends
    assert page.network.scene.text(key_of(page, "4")).summary
    page.network.fold(key_of(page, "4"))
    assert shown(page) == before


def test_a_link_on_a_summary_is_drawn_to_a_box_of_its_own(page: "Page") -> None:
    page.actions_.connect(key_of(page, "3.6"), key_of(page, "5"), LinkType.FINISH_START)
    assert "5" in shown(page)
    ends = {
        (wire.predecessor, wire.successor)
        for wire in page.network.scene.diagram.wires  # type: ignore[union-attr]
    }
    assert (key_of(page, "3.6"), key_of(page, "5")) in ends


def test_zoom_by_wheel_keeps_the_place_under_the_pointer(page: "Page") -> None:
    view(page).zoom(1.0)
    at = QPointF(500, 300)
    before = view(page).to_scene(at)
    event = QWheelEvent(
        at,
        view(page).viewport().mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view(page).viewport(), event)
    assert view(page).scale > 1.1
    after = view(page).to_scene(at)
    assert abs(after.x() - before.x()) < 2
    assert abs(after.y() - before.y()) < 2


def test_keys_and_buttons_zoom_and_fit(page: "Page") -> None:
    page.bar.scale.click()
    assert view(page).scale == 1.0
    assert page.bar.scale.text() == "100%"
    QTest.keyClick(view(page), Qt.Key.Key_Plus, CTRL)
    assert view(page).scale > 1.2
    page.bar.smaller.click()
    QTest.keyClick(view(page), Qt.Key.Key_0, CTRL)
    assert view(page).seen().contains(0, 0)
    assert view(page).seen().right() >= page.network.scene.width
    assert view(page).seen().bottom() >= page.network.scene.height


def test_dragging_the_ground_and_the_map_moves_the_diagram(page: "Page") -> None:
    view(page).zoom(1.5)
    bar = view(page).horizontalScrollBar()
    bar.setValue(0)
    empty = QPoint(view(page).viewport().width() - 30, view(page).viewport().height() - 30)
    assert view(page).spot(QPointF(empty)) is None
    drag(page, empty, empty - QPoint(120, 0))
    assert bar.value() == pytest.approx(120, abs=2)
    assert page.network.map.isVisible()
    frame = page.network.map.frame()
    QTest.mouseClick(
        page.network.map,
        LEFT,
        PLAIN,
        QPoint(page.network.map.width() - 8, page.network.map.height() - 8),
    )
    moved = page.network.map.frame()
    assert moved.right() > frame.right() + 10
    view(page).fit()
    assert not page.network.map.isVisible()


def test_the_key_to_a_box_can_be_closed_and_stays_closed(page: "Page") -> None:
    assert page.network.key.isVisible()
    assert page.network.key.near == "5 d"
    page.network.key.close_button.click()
    assert not page.network.key.isVisible()
    assert QSettings().value("milestones/network/key", True, bool) is False


def test_tooltips_say_exact_values_and_links_in_words(page: "Page") -> None:
    box = view(page).spot(QPointF(middle(page, "3.3")))
    text = view(page).describe(box)
    assert text.splitlines() == [
        "3.3 Retraining job and registry",
        "Early 16 Mar to 7 Apr",
        "Late 27 Mar to 20 Apr",
        "15 d, float 9 d",
    ]
    key = page.document.contents.links_to(key_of(page, "4.3"))
    found = [page.network.items.link_words(row.id or 0) for row in key]
    assert any(
        "The start of 4.3 waits for the start of 4.2, lag +8d (SS)" in text for text in found
    )


def test_screen_readers_hear_the_current_box(page: "Page") -> None:
    click(page, "3.4")
    said = view(page).accessibleDescription()
    assert said.startswith(
        "3.4 Fine-tune and select model, 24 Apr to 15 May, critical, float 0 days"
    )


def test_boxes_are_items_of_a_list_for_screen_readers(page: "Page") -> None:
    click(page, "3.4")
    diagram = QAccessible.queryAccessibleInterface(view(page))
    assert diagram.role() == QAccessible.Role.List
    assert diagram.childCount() == len(shown(page))
    names = [
        diagram.child(index).text(QAccessible.Text.Name) for index in range(diagram.childCount())
    ]
    wanted = "3.4 Fine-tune and select model, 24 Apr to 15 May, critical, float 0 days"
    assert wanted in names
    box = diagram.child(names.index(wanted))
    assert box.state().selected
    assert box.rect().contains(view(page).viewport().mapToGlobal(middle(page, "3.4")))
    focused = diagram.focusChild()
    assert focused.text(QAccessible.Text.Name) == wanted
    page.network.show_done(shown=True)
    assert diagram.childCount() == len(shown(page))


def test_the_context_menu_offers_the_commands_of_the_network(
    page: "Page", qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: opened.append(menu))
    click(page, "3.4")
    press(page, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    texts = [action.text().split("\t")[0] for action in opened[0].actions()]
    assert "Edit name" in texts
    assert "How to read a box" in texts
    assert "Show Training pipeline as one box" in texts


def test_a_large_plan_is_laid_out_in_the_background(
    page: "Page", qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadbench.desktop.screens.milestones import network_layout

    monkeypatch.setattr(network_layout, "AT_ONCE", 5)
    before = page.network.scene.diagram
    page.network.choose_grouping("none")
    assert page.network.layout_.busy
    assert page.network.scene.diagram is before
    qtbot.waitUntil(lambda: not page.network.layout_.busy, timeout=10_000)
    assert page.network.scene.lanes == ("",)
    page.network.choose_grouping("phase")
    page.network.choose_grouping("team")
    page.network.choose_grouping("role")
    qtbot.waitUntil(lambda: not page.network.layout_.busy, timeout=10_000)
    assert "MLOps engineer" in page.network.scene.lanes


def test_nothing_can_be_changed_in_a_plan_for_reading(
    page: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(page), "can_edit", property(lambda _: False))
    before = links(page)
    view(page).fit()
    drag(page, edge(page, "3.3", right=True), middle(page, "4.2"))
    assert links(page) == before
    click(page, "4.1")
    press(page, Qt.Key.Key_F2)
    assert not is_editing(page)


def test_a_box_in_view_stays_where_it_is_when_others_come(page: "Page") -> None:
    view(page).zoom(1.0)
    click(page, "4.2")
    before = middle(page, "4.2")
    page.network.show_done(shown=True)
    after = view(page).from_scene(page.network.scene.rect(key_of(page, "4.2"))).center()
    assert (after - before).manhattanLength() < 60
