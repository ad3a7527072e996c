"""The chain in the window: coverage, matrix of each step, loose ends, tests, monitors, sections."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from leadbench.desktop.screens.requirements import Page
from leadbench.desktop.screens.requirements.chain_view import ChainView
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.picks import PicksField
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window
from leadbench.plan.traces import Place

KEY = Qt.Key


@pytest.fixture
def page(window: Window) -> Page:
    window.show_page("requirements")
    shown = window.pages.page
    assert isinstance(shown, Page)
    shown.views.segment("chain").click()
    return shown


@pytest.fixture
def view(page: Page) -> ChainView:
    return page.chain_view


def rows(view: ChainView) -> list[str]:
    found = []
    for row in range(view.matrix.rows.rowCount()):
        linked = [
            spec.caption
            for place, spec in enumerate(view.matrix.specs)
            if spec.press and view.matrix.rows.index(row, place).data() == "linked"
        ]
        found.append(f"{view.matrix.row_at(row).item.code}: {' '.join(linked)}")
    return found


def step(view: ChainView, words: str) -> None:
    table = view.coverage
    names = [table.rows.index(row, 0).data() for row in range(table.rows.rowCount())]
    table.choose(names.index(words), "step")


def matrix_cell(view: ChainView, line: str, column: str) -> QModelIndex:
    lines = [view.matrix.row_at(row).item.code for row in range(view.matrix.rows.rowCount())]
    captions = [spec.caption for spec in view.matrix.specs]
    return view.matrix.rows.index(lines.index(line), captions.index(column))


def loose(view: ChainView) -> list[str]:
    table = view.orphans
    return [
        f"{table.rows.index(row, 0).data()}, {table.rows.index(row, 1).data()}"
        for row in range(table.rows.rowCount())
    ]


def test_coverage_of_each_step(view: ChainView) -> None:
    table = view.coverage
    assert view.isVisible()
    assert [
        " | ".join(table.rows.index(row, place).data() for place in (0, 1, 2, 4))
        for row in range(table.rows.rowCount())
    ] == [
        "Goal → business need | 13 of 13 | 9 of 9 | 100%",
        "Business need → technical | 9 of 9 | 9 of 9 | 100%",
        "Technical → task | 9 of 9 | 8 of 26 | 100%",
        "Technical → test | 8 of 9 | 5 of 5 | 89%",
        "Test → monitor | 5 of 5 | 7 of 7 | 100%",
        "Monitor → document | 7 of 7 | 5 of 5 | 100%",
    ]
    assert view.finding.text() == "8 of 9 technical requirements have a test. One end hangs loose."


def test_the_sides_of_the_matrix_follow_the_step(view: ChainView) -> None:
    assert view.title.text() == "Business requirements by technical requirements"
    assert rows(view)[0] == "B1: T1 T2 T6"
    step(view, "Technical → test")
    assert view.title.text() == "Technical requirements by tests"
    assert rows(view) == [
        "T1: C1", "T2: C1", "T3: C2", "T4: C3", "T5: C4", "T6: C1", "T7: C2", "T8: ", "T9: C5",
    ]  # fmt: skip
    step(view, "Technical → task")  # the longer side stands at the left
    assert view.title.text() == "Tasks by technical requirements"
    assert len(rows(view)) == 26
    assert "4.1: T1 T2 T7" in rows(view)
    step(view, "Test → monitor")
    assert view.title.text() == "Monitors by tests"


def test_space_and_click_link_and_undo_takes_it_back(view: ChainView, window: Window) -> None:
    step(view, "Technical → test")
    view.matrix.setFocus()
    view.matrix.setCurrentIndex(matrix_cell(view, "T8", "C3"))
    QTest.keyClick(view.matrix, KEY.Key_Space)
    assert "T8: C3" in rows(view)
    assert window.document.store.undo_label == "Link T8 to C3"
    assert loose(view) == []
    assert view.none.isVisible()
    QTest.keyClick(view.matrix, KEY.Key_Space)
    assert window.document.store.undo_label == "Remove the link from T8 to C3"
    window.document.undo()
    window.document.undo()
    assert "T8: " in rows(view)
    step(view, "Technical → task")
    view.matrix.setCurrentIndex(matrix_cell(view, "5.1", "T8"))
    QTest.keyClick(view.matrix, KEY.Key_Space)
    assert "5.1: T8" in rows(view)


def test_a_loose_end_is_mended_by_its_action(view: ChainView, window: Window) -> None:
    assert loose(view) == ["T8 has no test, Add a test"]
    view.orphans.setFocus()
    view.orphans.choose(0, "action")
    QTest.keyClick(view.orphans, KEY.Key_Space)
    assert window.document.store.undo_label == "Add a test for T8"
    assert loose(view) == ["C6 has no monitor, Add a monitor"]
    window.document.undo()
    assert loose(view) == ["T8 has no test, Add a test"]


def test_what_cannot_be_added_leads_to_the_matrix(view: ChainView) -> None:
    view.tests.add_button.click()
    QTest.keyClick(view.tests.table, KEY.Key_Escape)
    found = loose(view)
    assert "C6 checks no technical requirement, Link it" in found
    view.orphans.setFocus()
    view.orphans.choose(found.index("C6 checks no technical requirement, Link it"),
                        "action")  # fmt: skip
    QTest.keyClick(view.orphans, KEY.Key_Space)
    assert view.title.text() == "Technical requirements by tests"
    assert view.matrix.specs[view.matrix.currentIndex().column()].caption == "C6"
    QTest.keyClick(view.matrix, KEY.Key_Space)
    assert rows(view)[0] == "T1: C1 C6"


def test_the_inspector_shows_what_a_selected_item_touches(page: Page, view: ChainView) -> None:
    view.sections.table.choose(view.sections.table.row_at(4).id, "name")
    assert page.pane.title.text() == "D5 Privacy impact assessment: record of processing"
    names = [
        page.side.touches.table.row_at(row).item.code
        for row in range(page.side.touches.table.rows.rowCount())
    ]
    assert names == ["M6", "C4", "T5", "B7", "R2", "G10"]
    assert not page.form.isVisible()
    view.matrix.choose(view.matrix.row_at(0).id, "name")
    assert page.pane.title.text() == "B1 How many tickets?"
    assert view.sections.table.selected() == []
    page.side.open_page.click()
    assert page.both.isVisible()
    assert [row.code for row in page.business.selected_rows()] == ["B1"]


def typed(view: ChainView, table: Table, row: int, caption: str, text: str) -> None:
    captions = [spec.caption for spec in table.specs]
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, captions.index(caption)))
    QTest.keyClick(table, KEY.Key_F2)
    line = next(line for line in table.findChildren(QLineEdit) if line.isVisible())
    line.setText(text)
    QTest.keyClick(line, KEY.Key_Return)


def test_tests_monitors_and_sections_say_what_makes_the_chain_useful(
    page: Page, view: ChainView, window: Window
) -> None:
    tests, monitors, sections = view.tests.table, view.monitors.table, view.sections.table

    def words(table: Table, row: int) -> list[str]:
        return [str(table.rows.index(row, place).data()) for place in range(len(table.specs))]

    assert words(tests, 0) == [
        "C1", "Load test", "Load", "before each release",
        "p95 ≤ 2.5 s at 3.55 calls/s, 1 h", "4.5 Load and security test", "MLOps engineer",
        "Planned",
    ]  # fmt: skip
    assert words(monitors, 4)[:4] == [
        "M5", "Wrong route", "wrong routes in the labelled sample", "> 10% in 500",
    ]  # fmt: skip
    assert words(sections, 3) == ["D4", "Model card", "quality", "Tech lead", "Draft"]
    typed(view, monitors, 4, "Alarm when", "> 9% in 500")
    assert window.document.store.undo_label == "Alarm when of Wrong route"
    monitors.choose(monitors.row_at(4).id, "name")
    form = page.side.ends[Place.MONITOR]
    assert form.isVisible()
    field = form.fields["threshold"]
    assert isinstance(field, Field)
    assert field.text() == "> 9% in 500"
    field.edit.setText("> 10% in 500")
    field.commit()
    assert words(monitors, 4)[3] == "> 10% in 500"
    assert window.document.store.undo_label == "Alarm when of M5"
    sections.choose(sections.row_at(0).id, "name")
    assert not form.isVisible()
    heading = page.side.ends[Place.SECTION].fields["name"]
    assert isinstance(heading, Field)
    heading.edit.setText("")
    heading.commit()
    assert heading.complaint.text()
    assert words(sections, 0)[2] == "slow answers"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_test_is_linked_from_its_own_fields(page: Page, view: ChainView, window: Window) -> None:
    view.tests.table.choose(view.tests.table.row_at(2).id, "name")
    field = page.side.ends[Place.TEST].fields["checks"]
    assert isinstance(field, PicksField)
    assert [chip.text() for chip in field.chips] == ["T4 Quality gate"]
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "T8")
    QTest.keyClick(field.edit, KEY.Key_Return)
    assert field.text() == "T4, T8"
    assert loose(view) == []
    assert window.document.store.undo_label == "Checks of C3"
    QTest.keyClicks(field.edit, "T88")
    QTest.keyClick(field.edit, KEY.Key_Return)
    assert "no technical requirement T88" in field.complaint.text()
    window.document.undo()
    assert field.text() == "T4"
