"""Tasks that are left out on the Milestones page: shown so, chosen so, and counted nowhere.

Expected figures were counted by hand from the worked example: phase 2 is 17 d at 75%, 12 d at 40%,
10 d at 65%, 20 d at 0%, and a milestone.
"""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from leadbench.charts.gantt import PlacedLink, State
from leadbench.charts.picture import NetworkPicture, PlanPicture
from leadbench.desktop.painter_pen import PainterPen
from leadbench.desktop.screens.milestones import (
    gantt_access,
    pictures,
    plan_words,
    preview,
    progress,
)
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.hits import describe, describe_link, progress_place
from leadbench.errors import Refused
from leadbench.plan.edits.leaving_out import leave_out
from tests.desktop.outline import CTRL, POPUP, SHIFT, cell, go, key_of, numbers, show, text

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

SAID = Qt.ItemDataRole.AccessibleTextRole


def leave(page: "Page", *listed: str) -> None:
    """Leave tasks out without the menu."""
    with page.edit("Leave out") as session:
        leave_out(session, [key_of(page, number) for number in listed])


def choose(page: "Page", *listed: str) -> None:
    """Select rows with the mouse, the first one alone and the others added to it."""
    for place, number in enumerate(listed):
        at = page.table.visualRect(cell(page, number, Column.NAME)).center()
        held = CTRL if place else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, held, at)


def offered(page: "Page") -> QMenu:
    """Open the row menu."""
    page.table.menu_asked.emit(page.mapToGlobal(QPoint(50, 200)))
    menus = page.findChildren(QMenu, "task-menu")
    return menus[-1]


def out(page: "Page") -> list[str]:
    """Return the numbers of what is left out."""
    number_of = page.document.outline.number_of
    return sorted(number_of[key] for key in page.rows.plan.left_out)


@pytest.mark.qt_log_ignore(POPUP)
def test_the_row_menu_leaves_out_and_counts_again(planner: "Page") -> None:
    choose(planner, "2.4", "2.5")
    menu = offered(planner)
    action = next(one for one in menu.actions() if one.text().startswith("Leave out"))
    assert action.text() == "Leave out\tCtrl+Shift+X"
    action.trigger()
    menu.close()
    assert out(planner) == ["2.4", "2.5"]
    assert planner.document.store.undo_label == "Leave out 2 tasks"
    menu = offered(planner)
    action = next(one for one in menu.actions() if one.text().startswith("Count again"))
    action.trigger()
    menu.close()
    assert out(planner) == []
    assert planner.document.store.undo_label == "Count 2 tasks again"
    planner.document.undo()
    assert out(planner) == ["2.4", "2.5"]


def test_the_keys_do_it_too_and_a_mixed_selection_is_left_out_whole(planner: "Page") -> None:
    choose(planner, "2.4")
    QTest.keyClick(planner.table, Qt.Key.Key_X, CTRL | SHIFT)
    assert out(planner) == ["2.4"]
    choose(planner, "2.4", "5.4")
    QTest.keyClick(planner.table, Qt.Key.Key_X, CTRL | SHIFT)
    assert out(planner) == ["2.4", "5.4"]
    assert planner.side.several.pairs.values["out"].text() == "2 of 2"
    QTest.keyClick(planner.table, Qt.Key.Key_X, CTRL | SHIFT)
    assert out(planner) == []


def test_what_has_begun_stays_and_says_why(planner: "Page") -> None:
    choose(planner, "2.1")
    QTest.keyClick(planner.table, Qt.Key.Key_X, CTRL | SHIFT)
    assert out(planner) == []
    assert planner.editor.note.isVisible()
    assert "2.1 has begun" in planner.editor.note.words.text()


def test_a_row_that_is_left_out_says_so(planner: "Page") -> None:
    leave(planner, "3.4", "2.5")
    said = cell(planner, "3.4", Column.NAME).data(SAID)
    assert said.endswith("level 2, left out")
    assert text(planner, "3.4", Column.FLOAT) == ""
    assert text(planner, "3.4", Column.START) == "8 Apr"
    place = planner.rows.plan.place_of[key_of(planner, "2.5")]
    spoken = gantt_access.spoken(planner.rows.plan, place)
    assert spoken == "Training set v1 frozen, milestone, 23 Apr, left out"
    assert describe(planner.rows.plan, place).endswith("23 Apr, left out")
    assert plan_words.finding(planner.rows.plan).startswith("29 tasks, ")
    assert "2 more left out" in plan_words.finding(planner.rows.plan)
    go(planner, "3.4", Column.NAME)
    pane = planner.side.task
    assert pane.state.text() == "Left out"
    assert pane.dates.pairs.values["total"].text() == ""
    assert "left out of the plan" in pane.reason.sentence.text()
    assert pane.before.lines[0].name.accessibleName() == "2.5 Training set v1 frozen, left out"


def test_its_letters_are_struck_through_and_its_bar_is_hollow(planner: "Page") -> None:
    go(planner, "5.4", Column.NAME)
    box = planner.table.visualRect(cell(planner, "3.4", Column.NAME))

    def dark_rows() -> int:
        """Return the longest stretch of ink in a line of pixels of the name."""
        image = planner.table.viewport().grab(box).toImage()
        ground = image.pixelColor(image.width() - 2, image.height() // 2)
        longest = 0
        for y in range(4, image.height() - 4):
            run = 0
            for x in range(20, image.width() - 2):
                run = run + 1 if image.pixelColor(x, y) != ground else 0
                longest = max(longest, run)
        return longest

    shape = planner.chart.shape(planner.rows.plan.place_of[key_of(planner, "3.4")])
    middle = QPoint(round(shape.center), round(shape.middle) + 4)

    def inside() -> str:
        down = planner.chart.verticalScrollBar().value()
        found = planner.chart.viewport().grab().toImage()
        return found.pixelColor(middle.x(), middle.y() - down).name()

    assert dark_rows() < 40
    filled = inside()
    leave(planner, "3.4")
    assert dark_rows() > 120
    made = planner.chart.shape(planner.rows.plan.place_of[key_of(planner, "3.4")])
    assert (made.state, made.float_right, progress_place(made)) == (State.LEFT_OUT, None, None)
    assert inside() != filled


def test_the_network_shows_it_as_left_out(planner: "Page") -> None:
    leave(planner, "3.4", "2.5")
    planner.views.show("network")
    box = planner.network.scene.text(key_of(planner, "3.4"))
    assert (box.state, box.slack) == (State.LEFT_OUT, "")
    assert planner.network.items.spoken(key_of(planner, "2.5")).endswith("23 Apr, left out")
    assert planner.network.items.details(key_of(planner, "3.4")).endswith("15 d, left out")
    whole = QAccessible.queryAccessibleInterface(planner.network.view)
    names = {whole.child(place).text(QAccessible.Text.Name) for place in range(whole.childCount())}
    assert "3.4 Fine-tune and select model, 8 Apr to 28 Apr, left out" in names
    assert "Fine-tune" not in planner.network.foot.words.text()


def test_nothing_waits_along_its_links_so_they_are_broken(planner: "Page") -> None:
    number_of = planner.document.outline.number_of
    places = planner.rows.plan.place_of
    found = planner.rows.links.crossing(places[key_of(planner, "4")], places[key_of(planner, "5")])
    waits: PlacedLink = next(
        each
        for each in found
        if (number_of[each.link.predecessor], number_of[each.link.successor]) == ("4.2", "4.5")
    )

    def inked() -> float:
        """Return how much of the way of the link from 4.2 to 4.5 has its ink."""
        chart = planner.chart
        image = chart.viewport().grab().toImage()
        way, ink = chart.look.shapes.way(waits).path, planner.theme.color("float_line")
        left, top, hits = chart.scale.left, chart.verticalScrollBar().value(), 0
        for step in range(200):
            share = 0.1 + 0.8 * step / 200
            point = way.pointAtPercent(share)
            x, y = int(point.x() + left), int(point.y() - top)
            upright = 45 < way.angleAtPercent(share) % 180 < 135
            across = [(x + by, y) if upright else (x, y + by) for by in (-1, 0, 1)]
            found = (image.pixelColor(*at).red() for at in across)
            hits += any(abs(red - ink.red()) < 40 for red in found)
        return hits / 200

    assert inked() > 0.95
    leave(planner, "4.2")
    assert 0.5 < inked() < 0.9  # three pixels of five, with soft edges
    picture = planner.picture()
    assert isinstance(picture, PlanPicture)
    # 4.2 waits for 4.1, and 4.3 and 4.5 wait for 4.2.
    broken = {
        (number_of[link.predecessor], number_of[link.successor])
        for link, _, _ in picture.links
        if link.left_out
    }
    assert broken == {("4.1", "4.2"), ("4.2", "4.3"), ("4.2", "4.5")}
    told = "4.2 is left out, so nothing waits along it"
    assert describe_link(planner.rows.plan, waits.link.key).endswith(f"\n{told}")
    planner.views.show("network")
    drawn = planner.picture()
    assert isinstance(drawn, NetworkPicture)
    assert len(drawn.left_out) == 3
    words = planner.network.scene.items.link_words(waits.link.key)
    assert words == f"4.2 Helpdesk integration\n4.5 Load and security test\n{told}"


def test_pictures_are_drawn_with_what_is_left_out(planner: "Page") -> None:
    leave(planner, "3.4", "2.5", "5")
    for view in ("gantt", "table", "network"):
        planner.views.show(view)
        made = pictures.picture(planner)
        assert made is not None
        image = QImage(1600, 1200, QImage.Format.Format_ARGB32)
        painter = QPainter(image)
        made.draw(PainterPen(painter, planner.network.view.painter.fonts), planner.theme.look)
        painter.end()


def test_a_drag_says_that_the_bar_is_left_out(planner: "Page") -> None:
    leave(planner, "3.4")
    key, plan = key_of(planner, "3.4"), planner.rows.plan
    dates = preview.with_start(plan, key, plan.line_of(key).start)
    assert dates is not None
    # Nothing waits for it, so the gate stays where it is.
    words = preview.effect(plan, key, dates).split(" \u00b7 ")
    assert words == ["24 Apr to 15 May, 15 d", "left out", "MVP gate unchanged"]


def test_the_filter_shows_only_what_is_left_out(planner: "Page") -> None:
    leave(planner, "3.4", "5")
    planner.arranging.filter("left_out")
    assert planner.toolbar.filter.text() == "Left out"
    assert numbers(planner) == ["3", "3.4", "5", "5.1", "5.2", "5.3", "5.4", "5.5"]
    planner.arranging.filter("open")
    assert not {"3.4", "5.1"} & set(numbers(planner))
    assert "3.5" in numbers(planner)


def test_grouped_by_status_it_has_its_own_group(planner: "Page") -> None:
    leave(planner, "3.4", "2.5")
    planner.arranging.group("status")
    heads = list(planner.rows.plan.arranged.groups.values())
    assert heads[-1] == "Left out · 2"


def test_a_summary_is_done_by_the_parts_that_count(planner: "Page") -> None:
    show(planner, Column.PERCENT)
    assert text(planner, "2", Column.PERCENT) == "41%"  # 2,405 of 59 days
    leave(planner, "2.4")
    assert text(planner, "2", Column.PERCENT) == "62%"  # 2,405 of 39 days


def test_fixed_costs_below_a_summary_leave_it_out(planner: "Page") -> None:
    from leadbench.plan.tables import Activity

    with planner.edit("Costs") as session:
        for number, cents in (("2.3", 50_000), ("2.4", 1_200_000)):
            session.get_one(Activity, key_of(planner, number)).fixed_cost_cents = cents
    go(planner, "2", Column.NAME)
    cost = planner.side.task.cost
    assert cost.pairs.values["fixed"].text() == "$12,500"
    leave(planner, "2.4")
    assert cost.pairs.values["fixed"].text() == "$500"
    go(planner, "2.4", Column.NAME)
    assert cost.fixed.edit.text() == "$12,000"
    assert cost.range.text().startswith("Left out of the plan")
    show(planner, Column.WORK, Column.COST)
    assert text(planner, "2.4", Column.WORK) == text(planner, "2.4", Column.COST) == ""


def test_marking_a_phase_done_leaves_it_out(planner: "Page") -> None:
    leave(planner, "2.4", "2.5")
    choose(planner, "2")
    QTest.keyClick(planner.table, Qt.Key.Key_D, CTRL)
    rows = planner.document.contents.activities
    done = [rows[key_of(planner, f"2.{part}")].actual_finish_minute for part in range(1, 6)]
    assert [minute is not None for minute in done] == [True, True, True, False, False]
    with (
        pytest.raises(Refused, match=r"2\.4 is left out of the plan"),
        planner.document.edit("Begin", "milestones") as session,
    ):
        progress.set_percent(session, planner.rows.plan, key_of(planner, "2.4"), 10)


def test_the_palette_and_the_keyboard_map_offer_it(planner: "Page") -> None:
    found = [one for one in planner.commands() if one.title == "Leave out or count again"]
    assert [one.keys for one in found] == ["Ctrl+Shift+X"]
    choose(planner, "2.4")
    assert found[0].enabled()
