"""The outline table: its columns, their order and widths, sorting, filters and groups.

Expected figures were counted by hand from the dates of the worked example: data date 16 March 2026,
free days 3 and 6 April, 1 and 25 May 2026.
"""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from leadbench.desktop.screens.milestones.columns import CHART, Column
from tests.desktop.outline import ALT, POPUP, cell, editor, go, key_of, numbers, show, text, write

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

SAID = Qt.ItemDataRole.AccessibleTextRole


def again(qtbot: QtBot, page: "Page") -> "Page":
    """Return another page on the same plan, as after a restart."""
    from leadbench.desktop.screens.milestones import Page

    other = Page(page.document, page.theme)
    qtbot.addWidget(other)
    other.refresh()
    return other


def head_click(page: "Page", column: Column) -> None:
    head = page.table.head
    place = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, 30)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_columns_show_floats_slip_and_what_follows(planner: "Page") -> None:
    show(planner, *[column for column in Column if column not in CHART])
    assert text(planner, "3.5", Column.SUCCESSORS) == "3.6"
    assert set(text(planner, "3.4", Column.SUCCESSORS).split(", ")) == {"3.5FS\u22124d", "3.6"}
    assert text(planner, "3.4", Column.KEPT_FINISH) == "7 May"
    assert text(planner, "3.4", Column.SLIP) == "+6"
    assert text(planner, "3.4", Column.PERCENT) == "0%"
    assert text(planner, "3.1", Column.PERCENT) == "100%"
    assert text(planner, "3.1", Column.REMAINING) == "0"
    assert text(planner, "3.4", Column.REMAINING) == "15"
    assert text(planner, "3.4", Column.FREE_FLOAT) == "0"
    assert text(planner, "3.1", Column.FREE_FLOAT) == "\u2013"
    assert text(planner, "3", Column.FREE_FLOAT) == ""
    assert cell(planner, "3.4", Column.SLIP).data(SAID) == "Slip, +6 days"
    assert cell(planner, "3.4", Column.FREE_FLOAT).data(SAID) == "Free float, 0 days"
    assert cell(planner, "3.4", Column.PERCENT).data(SAID) == "Percent done, 0%"


def test_a_summary_is_done_by_the_days_of_its_parts(planner: "Page") -> None:
    show(planner, Column.PERCENT, Column.DAYS)
    parts = [number for number in planner.document.outline.key_of if number.startswith("2.")]
    days = done = 0.0
    for number in parts:
        if text(planner, number, Column.DAYS):
            share = float(text(planner, number, Column.PERCENT).rstrip("%"))
            days += float(text(planner, number, Column.DAYS))
            done += share * float(text(planner, number, Column.DAYS))
    assert 0 < done / days < 100
    assert text(planner, "2", Column.PERCENT) == f"{round(done / days)}%"


def test_the_picker_shows_hides_and_moves_columns_by_key(qtbot: QtBot, planner: "Page") -> None:
    planner.arranging.open_picker()
    picker = planner.arranging.picker
    assert picker is not None
    assert picker.list.hasFocus()
    assert picker.list.currentItem().text() == "Days"
    QTest.keyClick(picker.list, Qt.Key.Key_Down, ALT)  # Days behind Start
    assert planner.table.order()[:4] == [Column.NUMBER, Column.NAME, Column.START, Column.DAYS]
    QTest.keyClick(picker.list, Qt.Key.Key_Space)
    assert Column.DAYS not in planner.table.order()
    assert planner.table.columnWidth(Column.DAYS) == 0
    QTest.keyClick(picker.list, Qt.Key.Key_End)
    QTest.keyClick(picker.list, Qt.Key.Key_Space)
    assert planner.table.order()[-1] == max(Column)
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert planner.table.hasFocus()
    other = again(qtbot, planner)
    assert other.table.order() == planner.table.order()
    planner.arranging.standard()
    assert planner.table.order() == list(CHART)


def test_a_column_is_dragged_but_never_before_the_name(planner: "Page") -> None:
    head = planner.table.head
    head.moveSection(head.visualIndex(Column.FLOAT), 2)
    assert planner.table.order()[:3] == [Column.NUMBER, Column.NAME, Column.FLOAT]
    head.moveSection(head.visualIndex(Column.FLOAT), 0)
    assert planner.table.order()[:3] == [Column.NUMBER, Column.NAME, Column.FLOAT]
    assert head.visualIndex(Column.NUMBER) == 0


def test_keys_follow_the_order_of_the_columns_on_screen(planner: "Page") -> None:
    planner.arranging.show_only([Column.ROLE, Column.START, Column.DAYS])
    go(planner, "3.4", Column.NAME)
    seen = []
    for _ in range(3):
        QTest.keyClick(planner.table, Qt.Key.Key_Right)
        seen.append(planner.table.currentIndex().column())
    assert seen == [Column.ROLE, Column.START, Column.DAYS]
    QTest.keyClick(planner.table, Qt.Key.Key_Right)
    assert planner.table.currentIndex().column() == Column.DAYS
    QTest.keyClick(planner.table, Qt.Key.Key_Home)
    assert planner.table.currentIndex().column() == Column.NAME
    QTest.keyClick(planner.table, Qt.Key.Key_End)
    assert planner.table.currentIndex().column() == Column.DAYS
    planner.arranging.hide(Column.DAYS)
    assert planner.table.currentIndex().column() == Column.NAME


@pytest.mark.qt_log_ignore(POPUP)
def test_the_head_menu_sorts_and_hides(planner: "Page") -> None:
    planner.table.head.menu_asked.emit(planner.mapToGlobal(QPoint(300, 90)), Column.FLOAT)
    menu = planner.findChild(QMenu, "head-menu")
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    actions["Sort falling"].trigger()
    actions["Hide Float"].trigger()
    menu.close()
    assert Column.FLOAT not in planner.table.order()
    assert planner.arranging.how.sort is None  # what is not shown does not sort


def test_a_click_on_a_head_sorts_siblings_and_the_third_gives_the_plan_back(
    planner: "Page",
) -> None:
    before = numbers(planner)
    head_click(planner, Column.FLOAT)
    two = [number for number in numbers(planner) if number.startswith("2.")]
    assert two == ["2.2", "2.4", "2.5", "2.3", "2.1"]  # floats 0, 0, 0, 4, 23
    assert [number for number in numbers(planner) if "." not in number] == list("12345")
    head_click(planner, Column.FLOAT)
    two = [number for number in numbers(planner) if number.startswith("2.")]
    assert two == ["2.1", "2.3", "2.2", "2.4", "2.5"]
    head_click(planner, Column.FLOAT)
    assert numbers(planner) == before


def test_sorting_is_remembered_and_changes_nothing_in_the_plan(
    qtbot: QtBot, planner: "Page"
) -> None:
    steps = len(planner.document.store.history())
    planner.arranging.sort(Column.NAME, falling=True)
    four = [text(planner, n, Column.NAME) for n in numbers(planner) if n.startswith("4.")]
    assert four == sorted(four, key=str.casefold, reverse=True)
    assert numbers(again(qtbot, planner)) == numbers(planner)
    assert len(planner.document.store.history()) == steps
    write(planner, "4.1", Column.NAME, "Zero downtime")
    names = [text(planner, n, Column.NAME) for n in numbers(planner) if n.startswith("4.")]
    assert names[0] == "Zero downtime"


def test_a_filter_keeps_the_parents_of_what_it_shows(planner: "Page") -> None:
    planner.arranging.filter("critical")
    assert numbers(planner)[:4] == ["2", "2.2", "2.4", "2.5"]
    assert "4" not in numbers(planner)  # nothing below it is critical
    assert planner.rows.plan.line_of(key_of(planner, "2")).dimmed
    assert not planner.rows.plan.line_of(key_of(planner, "2.2")).dimmed
    assert planner.toolbar.filter.text() == "Critical"
    planner.arranging.filter("near")
    assert [number for number in numbers(planner) if number.startswith("4.")] == [
        "4.1",
        "4.2",
        "4.3",
        "4.5",
    ]
    planner.arranging.show_all()
    assert planner.toolbar.filter.text() == "All tasks"
    assert "4.4" in numbers(planner)


def test_a_filter_unfolds_and_leaves_what_was_folded_as_it_was(planner: "Page") -> None:
    done = key_of(planner, "1")
    assert done in planner.rows.plan.folded
    planner.arranging.filter("milestones")
    assert "1.10" in numbers(planner)
    planner.arranging.show_all()
    assert done in planner.rows.plan.folded
    assert "1.10" not in numbers(planner)


def test_a_filter_follows_the_plan_and_keeps_what_is_added_under_it(planner: "Page") -> None:
    planner.arranging.filter("critical")
    write(planner, "2.4", Column.DAYS, "1")  # the labelling is critical no more
    assert "2.4" not in numbers(planner)
    planner.document.undo()
    assert "2.4" in numbers(planner)
    planner.arranging.filter("milestones")
    go(planner, "2.5", Column.NAME)
    QTest.keyClick(planner.table, Qt.Key.Key_Insert)
    assert editor(planner).selectedText() == "New task"
    assert "2.6" in numbers(planner)


def test_a_filter_that_nothing_passes_offers_all_tasks(planner: "Page") -> None:
    planner.arranging.only_words("no such words")
    button = planner.show_all
    assert button.isVisible()
    assert not planner.add_first.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert planner.table.isVisible()
    assert "2.1" in numbers(planner)


@pytest.mark.qt_log_ignore(POPUP)
def test_groups_show_tasks_under_heads_that_are_no_tasks(planner: "Page") -> None:
    rows = planner.document.store.history()
    planner.arranging.group("role")
    shown = [
        number or planner.rows.plan.line(place).name
        for place, number in enumerate(numbers(planner))
    ]
    assert shown[0] == "Tech lead \u00b7 5"
    assert shown[1:6] == ["1.8", "1.9", "1.10", "3.6", "5.4"]
    head = planner.model.index(0, Column.NAME)
    assert head.data(SAID) == "Task, Tech lead \u00b7 5, group, level 1"
    planner.table.go_to(head)
    assert planner.table.selected_keys() == []
    QTest.keyClicks(planner.table, "x")
    assert planner.editor.editor is None
    QTest.keyClick(planner.table, Qt.Key.Key_Left)
    assert numbers(planner)[:2] == ["", ""]
    QTest.keyClick(planner.table, Qt.Key.Key_Right)
    assert numbers(planner)[1] == "1.8"
    planner.grab()  # the chart paints rows that are no tasks
    write(planner, "3.4", Column.ROLE, "Tech lead")
    assert numbers(planner)[:6] == ["", "1.8", "1.9", "1.10", "3.4", "3.6"]
    planner.arranging.group("")
    assert numbers(planner)[0] == "1"
    assert len(planner.document.store.history()) == len(rows) + 1


def test_groups_by_status_say_what_is_late(planner: "Page") -> None:
    planner.arranging.group("status")
    heads = [
        planner.rows.plan.line(place).name
        for place, number in enumerate(numbers(planner))
        if not number
    ]
    assert [head.split(" \u00b7 ")[0] for head in heads][-1] == "Done"
    assert heads[0].startswith("Late")


@pytest.mark.qt_log_ignore(POPUP)
def test_the_filter_button_opens_a_menu_of_filters_and_roles(planner: "Page") -> None:
    QTest.mouseClick(planner.toolbar.filter, Qt.MouseButton.LeftButton)
    menu = planner.findChild(QMenu, "filter-menu")
    assert menu is not None
    titles = [action.text() for action in menu.actions()]
    assert {"All tasks", "Critical", "Late", "Not done", "Milestones"} <= set(titles)
    roles = next(action.menu() for action in menu.actions() if action.text() == "Of a role")
    assert isinstance(roles, QMenu)
    lead = next(action for action in roles.actions() if action.text() == "Tech lead")
    lead.trigger()
    menu.close()
    assert [n for n in numbers(planner) if "." in n] == ["1.8", "1.9", "1.10", "3.6", "5.4"]
    assert planner.toolbar.filter.text() == "Tech lead"


def test_the_table_alone_has_its_own_columns_and_scrolls_to_its_end(planner: "Page") -> None:
    QTest.keyClick(planner.table, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert planner.views.switch.current == "table"
    assert not planner.chart.isVisible()
    assert planner.table.hasFocus()
    assert Column.SLIP in planner.table.order()
    assert planner.toolbar.columns.isVisible()
    assert not planner.toolbar.zoom.isVisible()
    planner.arranging.hide(Column.SLIP)
    planner.folding.fold(key_of(planner, "1"), folded=False)
    window = planner.window()
    window.resize(1440, 500)
    bar = planner.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = planner.table.visualRect(cell(planner, "5.5", Column.NAME))
    assert bar.maximum() > 0
    assert planner.table.viewport().rect().contains(last)
    QTest.keyClick(planner.table, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert planner.chart.isVisible()
    assert planner.table.order() == list(CHART)
    QTest.keyClick(planner.table, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert Column.SLIP not in planner.table.order()


def test_work_and_cost_of_tasks_add_up_to_those_of_the_plan(planner: "Page") -> None:
    from leadbench.plan.task_costs import task_costs

    document = planner.document
    assert document.outlook is not None
    assert document.project_id is not None
    whole = task_costs(document.contents, document.project_id, document.outlook.schedule)
    show(planner, Column.WORK, Column.COST)
    plan = planner.rows.plan
    tops = [plan.line_of(row.key) for row in document.outline.rows if row.depth == 0]
    assert sum(plan.figures.cost(line).cents or 0 for line in tops) == whole.on_tasks
    assert text(planner, "3.4", Column.WORK) == "15"  # one role, all of its time
    assert text(planner, "3.4", Column.COST).startswith("$")
    before = plan.figures.cost(plan.line_of(key_of(planner, "3.4"))).cents
    write(planner, "3.4", Column.DAYS, "30")
    after = plan.figures.cost(plan.line_of(key_of(planner, "3.4"))).cents
    assert before is not None
    assert after is not None
    assert after > 1.5 * before
