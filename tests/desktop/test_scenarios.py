"""Scenarios through the window: the switch, editing inside, comparing, adopting, dropping."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from leadbench.desktop.document import Document
from leadbench.desktop.screens.compare import Page as ComparePage
from leadbench.desktop.screens.compare.versions import PLAN, Choice
from leadbench.desktop.screens.milestones import Page as Milestones
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.widgets.dialog import Dialog
from leadbench.desktop.widgets.naming import Naming
from leadbench.desktop.window import Window
from leadbench.plan.edits.activities import rename, set_duration
from leadbench.plan.file import open_plan
from leadbench.plan.needed import Overbooked

DAY = 480


def naming(name: str) -> Callable[[Dialog], str]:
    """Answer the dialog with a name, as a person would type it."""

    def answer(dialog: Dialog) -> str:
        assert isinstance(dialog, Naming)
        dialog.field.edit.setText(name)
        dialog.give("keep")
        return dialog.answer

    return answer


def start(window: Window, name: str = "Second vendor") -> int:
    window.files.show_dialog = naming(name)
    window.scenarios.create()
    key = window.document.scenario_id
    assert key is not None
    return key


def key_of(document: Document, number: str) -> int:
    return document.outline.key_of[number]


def shorten(document: Document, number: str, days: int) -> None:
    with document.edit(f"Duration of {number}", "milestones") as session:
        set_duration(session, key_of(document, number), days * DAY)


def retitle(document: Document, number: str, name: str) -> None:
    key = key_of(document, number)
    with document.edit("Rename", "milestones") as session:
        rename(session, key, name)


def shown(window: Window) -> str:
    """The name of the scenario on view, or "" for the plan."""
    scenario = window.document.scenario
    return "" if scenario is None else scenario.name


def name_of(document: Document, number: str) -> str:
    return document.contents.activities[key_of(document, number)].name


@pytest.fixture
def compare(window: Window) -> ComparePage:
    """The compare page on a scenario in which labelling takes 13 days and not 20."""
    start(window)
    shorten(window.document, "2.4", 13)
    window.scenarios.compare()
    page = window.pages.page
    assert isinstance(page, ComparePage)
    page.side.settle()
    return page


def test_the_switch_starts_a_scenario_and_goes_to_and_fro(window: Window) -> None:
    document, switch = window.document, window.top.scenarios
    window.files.show_dialog = naming("Second vendor")
    QTest.mouseClick(switch.what_if, Qt.MouseButton.LeftButton)
    assert shown(window) == "Second vendor"
    assert switch.what_if.isChecked()
    assert "Second vendor" in window.windowTitle()
    retitle(document, "2.4", "Label with two vendors")
    QTest.mouseClick(switch.plan, Qt.MouseButton.LeftButton)
    assert shown(window) == ""
    assert name_of(document, "2.4") == "Label 20,000 tickets"
    assert not switch.what_if.isChecked()
    QTest.mouseClick(switch.what_if, Qt.MouseButton.LeftButton)
    assert name_of(document, "2.4") == "Label with two vendors"
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == ""
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert shown(window)


def test_a_line_of_the_accent_runs_under_the_top_bar(window: Window) -> None:
    def lowest() -> QColor:
        image = window.top.grab().toImage()
        return image.pixelColor(image.width() // 3, image.height() - 1)

    plain = lowest()
    start(window)
    assert lowest() == window.theme.color("accent")
    window.scenarios.show(None)
    assert lowest() == plain


def test_the_dialog_refuses_no_name_and_a_taken_one(window: Window) -> None:
    start(window, "Second vendor")
    window.scenarios.show(None)
    said: list[str] = []

    def answer(dialog: Dialog) -> str:
        assert isinstance(dialog, Naming)
        for name in (" ", "Second vendor"):
            dialog.field.edit.setText(name)
            dialog.give("keep")
            said.append(dialog.field.complaint.text())
        dialog.give("cancel")
        return dialog.answer

    window.files.show_dialog = answer
    window.scenarios.create()
    assert said == ["A name is needed.", "There is a “Second vendor” already. Take another name."]
    assert len(window.document.plan.scenarios) == 1


def test_undo_stays_inside_the_scenario(window: Window) -> None:
    document = window.document
    retitle(document, "2.4", "In the plan")
    start(window)
    assert not window.top.undo.isEnabled()
    retitle(document, "2.4", "In the scenario")
    assert "Rename" in window.top.undo.toolTip()
    window.undo()
    assert name_of(document, "2.4") == "In the plan"
    window.undo()
    assert name_of(document, "2.4") == "In the plan"
    window.redo()
    window.scenarios.show(None)
    window.scenarios.toggle()
    window.undo()  # its steps are still there after looking at the plan
    assert name_of(document, "2.4") == "In the plan"


def test_edits_of_a_scenario_are_in_the_file_at_once(window: Window) -> None:
    key = start(window)
    shorten(window.document, "2.4", 13)
    with open_plan(window.document.store.path, read_only=True) as reader:
        from leadbench.plan.contents import Contents
        from leadbench.plan.scenarios import open_scenario

        with open_scenario(reader, key) as scenario:
            found = Contents(scenario).activities[key_of(window.document, "2.4")]
            assert found.duration_minutes == 13 * DAY


def test_the_page_keeps_its_place_when_the_other_is_looked_at(window: Window) -> None:
    window.show_page("milestones", key_of(window.document, "3.4"))
    page = window.pages.page
    assert isinstance(page, Milestones)
    start(window)
    assert window.pages.page is page
    assert page.table.selected_keys() == [key_of(window.document, "3.4")]
    shorten(window.document, "2.4", 13)
    scenario = window.document.outlook
    window.scenarios.show(None)
    assert window.document.outlook is not None
    assert scenario is not None
    assert window.document.outlook.finish > scenario.finish


def test_the_status_line_shows_old_new_and_difference(window: Window) -> None:
    start(window)
    shorten(window.document, "2.4", 13)
    figures = {figure.caption: figure.value for figure in window.status.figures()}
    # The plan of the example finishes on 16 July; with 13 days of labelling on Thursday 9 July.
    assert figures["What-if finish"] == "9 Jul, plan 16 Jul, \u22125 d"
    window.scenarios.show(None)
    figures = {figure.caption: figure.value for figure in window.status.figures()}
    assert figures["Plan finish"] == "16 Jul"


def test_comparing_says_the_finding_and_every_task(compare: ComparePage) -> None:
    assert compare.finding.text() == "“Second vendor” ends 5 d earlier, on 9 Jul, at the same cost."
    measures = {line.name: line for line in compare.measures.shown}
    finish = measures["Finish"]
    assert (finish.before, finish.after, finish.difference) == ("16 Jul", "9 Jul", "\u22125 d")
    assert measures["Holds 31 Jul"].after == "yes"
    assert measures["Estimate"].before == measures["Estimate"].after == "$713k"
    gate = next(line for line in compare.milestones.shown if "MVP gate" in line.name)
    assert (gate.before, gate.after, gate.difference) == ("16 Jul", "9 Jul", "\u22125 d")
    rows = {row.task.number: row for row in compare.tasks.rows()}
    assert rows["2.4"].moved == -7 * DAY
    assert rows["2.4"].longer == -7 * DAY
    # What is done stays as it was, and summaries only follow: neither is listed at first.
    assert not rows.keys() & {"1.1", "2", "5"}
    compare.which.segment("all").click()
    rows = {row.task.number: row for row in compare.tasks.rows()}
    assert len(rows) == 36
    assert rows["1.1"].kind == "same"
    assert rows["2"].moved == -7 * DAY
    model = compare.tasks.view.model()
    spoken = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    label = next(text for text in spoken if text.startswith("2.4"))
    assert label.startswith("2.4 Label 20,000 tickets, finish 14 Apr, \u22127 d, was 23 Apr")


def test_the_inspector_lists_what_the_scenario_changed(compare: ComparePage) -> None:
    assert ("2.4 Label 20,000 tickets", "Likely duration 13 d, was 20 d") in compare.side.lines


def test_the_page_opens_with_the_keys_in_the_tasks(compare: ComparePage) -> None:
    view = compare.tasks.view
    assert view.hasFocus()
    ringed = [view.focus.shown]  # the ring waits for the first key
    QTest.keyClick(view, Qt.Key.Key_Home)
    ringed.append(view.focus.shown)
    assert ringed == [False, True]
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1


def test_the_inspector_says_where_the_money_goes_and_what_it_needs(
    compare: ComparePage, window: Window
) -> None:
    from leadbench.plan.edits.details import set_fixed_cost
    from leadbench.plan.edits.outline import add_activity

    document, side = window.document, compare.side
    assert side.money == []  # the same cost
    # 2.4 begins on Wednesday 25 March; the working day before is the 24th.
    starts = ["Decide by 24 Mar", "2.4 Label 20,000 tickets starts on 25 Mar"]
    assert [need.words for need in side.needs] == starts
    with document.edit("Vendor", "milestones") as session:
        set_fixed_cost(session, key_of(document, "2.4"), 6_000_000)
    side.settle()
    # $713.3k and 60 are $773.3k, 13.3 beyond the $760k that were approved.
    assert [(each.name, each.words, each.tone) for each in side.money] == [
        ("2.4 Label 20,000 tickets", "+$60k", "text"),
        ("Estimate", "+$60k", "critical"),
    ]
    assert [need.words for need in side.needs if need.warns] == ["$13k beyond the approved $760k"]
    with document.edit("Add", "milestones") as session:
        project = document.project_id
        assert project is not None
        add_activity(session, project, "Second guide")
    side.settle()
    assert "Somebody for 6 Second guide" in [need.words for need in side.needs]
    compare.choose(compare.second, PLAN)
    compare.choose(compare.first, Choice("scenario", document.plan.scenarios[0].id or 0))
    assert [(each.name, each.tone) for each in side.money][-1] == ("Estimate", "good")


@pytest.mark.parametrize(
    ("count", "last"), [(4, "and 1 more month beyond the plan"), (5, "and 2 more months")]
)
def test_three_overbooked_months_are_named_and_the_others_counted(
    compare: ComparePage, window: Window, monkeypatch: pytest.MonkeyPatch, count: int, last: str
) -> None:
    from leadbench.desktop.screens.compare import needs

    months = [Overbooked("Annotation lead", date(2026, 4 + n, 1), 120, 100) for n in range(count)]
    monkeypatch.setattr(needs, "overbooked", lambda *_given: months)
    with window.document.edit("Longer", "milestones") as session:
        set_duration(session, key_of(window.document, "2.4"), 14 * 480)
    compare.side.settle()
    said = [need.words for need in compare.side.needs if need.warns]
    assert said[:3] == [
        f"Annotation lead at 120% in {month}, 100% planned" for month in ("Apr", "May", "Jun")
    ]
    assert said[3].startswith(last)


def test_where_no_task_differs_the_page_says_so_and_lists_all_on_demand(window: Window) -> None:
    start(window)
    window.scenarios.compare()
    page = window.pages.page
    assert isinstance(page, ComparePage)
    page.side.settle()
    assert page.tasks.rows() == []
    assert page.side.needs == []
    page.which.segment("all").click()
    assert len(page.tasks.rows()) == 36


def test_a_task_opens_from_the_list(compare: ComparePage, window: Window) -> None:
    view = compare.tasks.view
    place = [row.task.number for row in compare.tasks.rows()].index("2.4")
    view.setCurrentIndex(view.model().index(place, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    page = window.pages.page
    assert isinstance(page, Milestones)
    assert page.table.selected_keys() == [key_of(window.document, "2.4")]
    window.show_page("compare")
    compare.back.click()
    assert window.pages.key == "milestones"


def test_making_it_the_plan_is_one_step_that_undo_takes_back(
    compare: ComparePage, window: Window
) -> None:
    document = window.document
    before = document.plan.store.dump()
    compare.adopt.click()
    assert shown(window) == ""
    assert document.plan.scenarios == []
    assert window.pages.key == "milestones"
    duration = document.contents.activities[key_of(document, "2.4")].duration_minutes
    assert duration == 13 * DAY
    window.undo()
    assert document.plan.store.dump() == before
    assert [row.name for row in document.plan.scenarios] == ["Second vendor"]


def test_dropping_it_is_one_step_that_undo_takes_back(compare: ComparePage, window: Window) -> None:
    document = window.document
    compare.side.drop_asked.emit()
    assert shown(window) == ""
    assert document.plan.scenarios == []
    window.undo()
    window.scenarios.toggle()
    duration = document.contents.activities[key_of(document, "2.4")].duration_minutes
    assert duration == 13 * DAY


def test_what_both_changed_is_asked_before_it_becomes_the_plan(window: Window) -> None:
    document = window.document
    start(window)
    key = key_of(document, "2.4")
    retitle(document, "2.4", "With two vendors")
    retitle(document, "2.3", "Guide for two vendors")
    window.scenarios.show(None)
    retitle(document, "2.4", "With one vendor")
    window.scenarios.toggle()
    window.scenarios.adopt()  # as the palette does
    page = window.pages.page
    assert isinstance(page, ComparePage)
    assert shown(window)
    page.side.settle()
    chooser = page.side.choosers["activity", key, "name"]
    chooser.segment("mine").click()
    page.adopt.click()
    assert shown(window) == ""
    assert name_of(document, "2.4") == "With one vendor"
    assert name_of(document, "2.3") == "Guide for two vendors"


def test_the_menu_lists_scenarios_with_their_changes(window: Window) -> None:
    start(window, "First")
    shorten(window.document, "2.4", 13)
    window.scenarios.show(None)
    start(window, "Second")
    menu = window.scenarios.menu()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text().startswith("First\t")
    assert menu.actions()[0].toolTip().endswith(", 1 change")
    assert menu.actions()[1].toolTip().endswith(", no changes")
    assert menu.actions()[1].isChecked()
    menu.actions()[0].trigger()
    assert shown(window) == "First"
    window.files.show_dialog = naming("Renamed")
    window.scenarios.rename()
    assert shown(window) == "Renamed"
    assert "Renamed" in window.top.scenarios.what_if.toolTip()
    window.files.show_dialog = naming("Third")
    window.scenarios.duplicate()
    assert shown(window) == "Third"
    duration = window.document.contents.activities[key_of(window.document, "2.4")].duration_minutes
    assert duration == 13 * DAY


def test_another_version_is_chosen_at_either_side(compare: ComparePage, window: Window) -> None:
    document = window.document
    assert document.project_id is not None
    (kept,) = document.contents.baselines_of(document.project_id)
    compare.choose(compare.first, Choice("baseline", kept.id or 0))
    # The approved plan of the example finished on 8 July.
    assert compare.measures.shown[0].before == "8 Jul"
    assert compare.finding.text().startswith("“Second vendor” ends 1 d later, on 9 Jul")
    compare.choose(compare.second, PLAN)
    assert shown(window) == ""
    assert compare.finding.text().startswith("The plan ends 6 d later, on 16 Jul")
    assert compare.adopt.isHidden()
    menu = compare.version_menu(compare.second)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Plan", "Second vendor\tWhat-if", "Approved 30 Jan\tBaseline"]


def test_a_plan_for_reading_only_shows_scenarios_and_changes_none(window: Window) -> None:
    start(window)
    shorten(window.document, "2.4", 13)
    path = window.document.store.path
    window.document.close()
    assert window.open_file(path, read_only=True)
    window.scenarios.toggle()
    assert shown(window)
    duration = window.document.contents.activities[key_of(window.document, "2.4")].duration_minutes
    assert duration == 13 * DAY
    window.scenarios.compare()
    page = window.pages.page
    assert isinstance(page, ComparePage)
    assert page.adopt.isHidden()
    titles = [action.text() for action in window.scenarios.menu().actions()]
    assert not any("Drop" in title or "New" in title for title in titles)


def test_nothing_to_compare_offers_a_what_if(window: Window) -> None:
    document = window.document
    assert document.project_id is not None
    from leadbench.plan.edits.baselines import delete_baseline

    for row in document.contents.baselines_of(document.project_id):
        with document.edit("Delete", "milestones") as session:
            delete_baseline(session, row.id or 0)
    window.show_page("compare")
    page = window.pages.page
    assert isinstance(page, ComparePage)
    assert page.first.isHidden()
    window.files.show_dialog = naming("Second vendor")
    page.create_asked.emit()
    assert not page.first.isHidden()
    assert page.finding.text() == (
        "“Second vendor” ends on the same day, 16 Jul, at the same cost."
    )


def test_another_program_that_writes_the_file_leaves_the_scenario_on_view(window: Window) -> None:
    import sqlite3
    from contextlib import closing

    document = window.document
    key = start(window)
    retitle(document, "2.4", "In the scenario")
    with closing(sqlite3.connect(document.store.path)) as other, other:
        other.execute("UPDATE activity SET name = 'Elsewhere' WHERE name LIKE 'Label 20%'")
    assert document.changed_elsewhere()
    assert document.scenario_id == key
    assert name_of(document, "2.4") == "In the scenario"
    window.scenarios.show(None)
    assert name_of(document, "2.4") == "Elsewhere"


def test_the_history_is_that_of_what_is_on_view(window: Window) -> None:
    retitle(window.document, "2.4", "In the plan")
    window.actions_.toggle_history()
    panel = window.actions_.history
    assert panel is not None
    start(window)
    assert panel.list.entries.rows == []
    retitle(window.document, "2.4", "In the scenario")
    assert window.document.store.history()[0].label == "Rename"
    assert len(window.document.store.history()) == 1


def test_the_inspector_shows_the_finish_of_the_plan_and_the_difference(window: Window) -> None:
    window.show_page("milestones", key_of(window.document, "5.5"))
    page = window.pages.page
    assert isinstance(page, Milestones)
    pairs = page.side.task.dates.pairs.values
    assert pairs["plan"].isHidden()
    start(window)
    shorten(window.document, "2.4", 13)
    assert pairs["finish"].text() == "9 Jul"
    assert pairs["plan"].text() == "16 Jul"
    assert pairs["apart"].text() == "\u22125 d"
    window.scenarios.show(None)
    assert pairs["plan"].isHidden()


def test_a_new_scenario_after_a_dropped_one_begins_as_the_plan(window: Window) -> None:
    first = start(window, "First")
    retitle(window.document, "2.4", "In the first")
    window.scenarios.drop()
    assert start(window, "Second") == first  # the same key, and yet another scenario
    assert name_of(window.document, "2.4") == "Label 20,000 tickets"
    window.scenarios.show(None)
    window.undo()
    window.undo()
    window.scenarios.toggle()
    assert shown(window) == "First"
    assert name_of(window.document, "2.4") == "In the first"


def test_the_dates_on_view_are_those_of_what_is_on_view(window: Window) -> None:
    from leadbench.analysis.outlook import outlook
    from leadbench.plan.contents import Contents
    from leadbench.plan.for_analysis import network

    document = window.document
    start(window)
    for step, (number, days) in enumerate([("2.4", 13), ("3.4", 30), ("4.1", 2), ("2.4", 25)]):
        window.scenarios.show(None if step % 2 else document.plan.scenarios[0].id)
        shorten(document, number, days)
        if step == 2:
            window.undo()
        for _ in range(2):
            window.scenarios.toggle()
            assert document.project_id is not None
            assert document.outlook is not None
            fresh = outlook(network(Contents(document.store), document.project_id))
            assert document.outlook.schedule.finish.tolist() == fresh.schedule.finish.tolist()
            assert document.outline.number_of.keys() == document.contents.activities.keys() & set(
                fresh.schedule.keys
            )


def test_the_keys_go_on_in_the_cell_when_the_other_is_looked_at(window: Window) -> None:
    window.show_page("milestones", key_of(window.document, "2.4"))
    page = window.pages.page
    assert isinstance(page, Milestones)
    page.table.setFocus()
    start(window)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.editor.editor is not None
    QTest.keyClick(page.editor.editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == ""
    assert page.table.hasFocus()  # the editor it was in is gone
    assert page.table.current_key() == key_of(window.document, "2.4")


def test_cells_that_are_not_as_in_the_plan_are_marked_and_say_so(window: Window) -> None:
    window.show_page("milestones", key_of(window.document, "2.5"))
    page = window.pages.page
    assert isinstance(page, Milestones)

    def was(number: str) -> dict[Column, str]:
        return page.rows.plan.line_of(key_of(window.document, number)).was

    assert not was("2.4")
    start(window)
    assert not was("2.4")
    shorten(window.document, "2.4", 13)
    # From Wednesday 25 March without 3 and 6 April: 13 days end on 14 April.
    assert was("2.4")[Column.DAYS] == "Plan: 20 d, \u22127 d"
    assert was("2.4")[Column.FINISH] == "Plan: 23 Apr, \u22127 d"
    assert Column.START not in was("2.4")
    assert was("2.5")[Column.FINISH] == "Plan: 23 Apr, \u22127 d"
    assert not was("2.1").keys() & {Column.START, Column.FINISH, Column.DAYS}
    cell = page.model.index_of(key_of(window.document, "2.5"), Column.FINISH)
    assert "Plan: 23 Apr" in str(cell.data(Qt.ItemDataRole.AccessibleTextRole))
    area = page.table.visualRect(cell)
    corner = page.table.viewport().grab().toImage().pixelColor(area.right() - 1, area.top() + 1)
    assert corner == window.theme.color("accent")
    window.scenarios.show(None)
    assert not was("2.5")
