"""From an interview question to a document section and back, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from leadbench.desktop.screens.requirements import Page
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.form import Form, NoteField
from leadbench.desktop.widgets.picks import PicksField
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window

KEY = Qt.Key


def press(widget: QWidget, *keys: Qt.Key) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    for key in keys:
        QTest.keyClick(widget, key)


def pick(form: Form, column: str, text: str) -> None:
    field = form.fields[column]
    assert isinstance(field, PicksField)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, KEY.Key_Return)
    assert field.complaint.text() == ""


def coverage(page: Page) -> list[str]:
    return [f"{one.left[0]} of {one.left[1]}" for one in page.chain.coverage()]


def touched(page: Page) -> list[str]:
    table = page.side.touches.table
    return [table.row_at(row).item.code for row in range(table.rows.rowCount())]


def cell_at(table: Table, line: str, column: str) -> None:
    lines = [table.row_at(row).item.code for row in range(table.rows.rowCount())]
    captions = [spec.caption for spec in table.specs]
    table.setCurrentIndex(table.rows.index(lines.index(line), captions.index(column)))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_need_is_led_to_a_document_and_taken_back(window: Window) -> None:
    window.show_page("requirements")
    page = window.pages.page
    assert isinstance(page, Page)
    store = window.document.store
    before, label = store.dump(), store.undo_label
    assert coverage(page) == ["13 of 13", "9 of 9", "9 of 9", "8 of 9", "5 of 5", "7 of 7"]

    press(page.template_button, KEY.Key_Space)
    assert page.dialog is not None
    press(page.dialog.boxes["freshness"], KEY.Key_Space)
    QTest.keyClick(page.dialog, KEY.Key_Return)
    assert [row.code for row in page.business.selected_rows()] == ["B10"]
    target = page.form.fields["target"]
    assert isinstance(target, Field)
    press(target.edit, KEY.Key_Delete)
    QTest.keyClicks(target.edit, "-5")
    QTest.keyClick(target.edit, KEY.Key_Return)
    assert "cannot be below 0 min" in target.complaint.text()
    target.edit.selectAll()
    QTest.keyClicks(target.edit, "60")
    QTest.keyClick(target.edit, KEY.Key_Return)
    assert target.complaint.text() == ""
    pick(page.side.business, "goals", "fresh")
    assert coverage(page)[1] == "9 of 10"

    page.technical.choose(page.technical.row_at(8).id, "title")
    press(page.technical, KEY.Key_Insert)
    editor = QApplication.focusWidget() or page.technical
    QTest.keyClick(editor, KEY.Key_Escape)
    assert [row.code for row in page.technical.selected_rows()] == ["T10"]
    title = page.form.fields["title"]
    assert isinstance(title, Field)
    press(title.edit)
    title.edit.selectAll()
    QTest.keyClicks(title.edit, "Hourly article index")
    QTest.keyClick(title.edit, KEY.Key_Return)
    derivation = page.side.technical.fields["derivation"]
    assert isinstance(derivation, NoteField)
    QTest.keyClicks(derivation.edit, "B10 allows an hour")
    QTest.keyClick(derivation.edit, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    pick(page.side.technical, "traces", "how old")
    pick(page.side.technical, "tasks", "4.2")
    pick(page.side.technical, "checks", "Freshness test")
    assert coverage(page)[1:4] == ["10 of 10", "10 of 10", "9 of 10"]
    press(page.side.decide, KEY.Key_Space)
    for column, words in (("context", "Articles change"), ("options", "Hourly; daily"),
                          ("consequences", "One job more")):  # fmt: skip
        note = page.side.decision.fields[column]
        assert isinstance(note, NoteField)
        QTest.keyClicks(note.edit, words)
        QTest.keyClick(note.edit, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    choice = page.side.decision.fields["choice"]
    assert isinstance(choice, Field)
    QTest.keyClicks(choice.edit, "Hourly")
    QTest.keyClick(choice.edit, KEY.Key_Return)

    press(page.views.segment("chain"), KEY.Key_Space)
    view = page.chain_view
    assert view.isVisible()
    press(view.coverage, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down)
    assert view.title.text() == "Monitors by tests"
    view.matrix.setFocus()
    cell_at(view.matrix, "M1", "C6")
    QTest.keyClick(view.matrix, KEY.Key_Space)
    assert coverage(page)[4] == "6 of 6"
    view.show_step(1)
    cell_at(view.matrix, "B10", "T10")
    assert page.pane.title.text() == "B10 How old may an answer be?"
    found = touched(page)
    assert {"G7", "T10", "4.2", "C6", "M1", "D1"} <= set(found)
    assert "Hourly article index" in [
        page.side.touches.table.row_at(row).item.name for row in range(len(found))
    ]
    QTest.keyClick(view.matrix, KEY.Key_Space)
    assert coverage(page)[1] == "9 of 10"

    steps = 0
    while store.undo_label != label:
        window.document.undo()
        steps += 1
    assert steps == 16
    assert store.dump() == before
