"""The way of Tab through the pages of discovery to architecture, and what opening them shows."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
PAGES = (
    "discovery", "data_assessment", "business_case", "portfolio", "requirements", "architecture"
)  # fmt: skip


def walk(window: Window, start: QWidget) -> list[QWidget]:
    """Tab from a widget until it is come back to; Ctrl+Tab where Tab goes from cell to cell."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    way: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in way:
        way.append(here)
        cells = isinstance(here, Table)
        held = MODIFIER.ControlModifier if cells else MODIFIER.NoModifier
        QTest.keyClick(here, KEY.Key_Tab, held)
    assert QApplication.focusWidget() is start, "the way ends in a circle that leaves things out"
    return way


def form_around(widget: QWidget) -> Form | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Form):
        above = above.parentWidget()
    return above


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("key", PAGES)
def test_tab_comes_by_everything_in_the_order_in_which_it_stands(window: Window, key: str) -> None:
    window.show_page(key)
    window.show_inspector()
    page = window.pages.page
    assert page is not None
    side = page.inspector()
    assert side is not None
    tables = [one for one in page.findChildren(Table) if one.isVisible() and one.rows.rowCount()]
    assert tables
    for table in tables:
        table.choose(table.row_at(0).id)
        way = walk(window, table)
        assert set(tables) <= set(way)
        inside = [widget for widget in way if side.isAncestorOf(widget)]
        assert {form for form in side.findChildren(Form) if form.isVisible()} <= {
            form_around(widget) for widget in inside
        }
        # Tab scrolls as it goes, so that places are compared where all have come to rest.
        places = [widget.mapTo(side, QPoint(0, 0)) for widget in inside]
        back = [
            (inside[i].accessibleName(), inside[i + 1].accessibleName())
            for i in range(len(inside) - 1)
            if places[i + 1].y() < places[i].y() - 12 and inside[i] is not side
            and not inside[i].isAncestorOf(inside[i + 1])
        ]  # fmt: skip
        assert back == [], table.accessibleName()


def test_tab_leaves_a_table_behind_its_last_cell_and_before_its_first(window: Window) -> None:
    window.show_page("data_assessment")
    page = window.pages.page
    assert page is not None
    parts = [one for one in page.findChildren(Table) if one.accessibleName() == "Sources"]
    (table,) = parts
    last = [place for place in range(len(table.specs)) if not table.isColumnHidden(place)][-1]
    table.setFocus()
    table.setCurrentIndex(table.rows.index(table.rows.rowCount() - 1, last - 1))
    QTest.keyClick(table, KEY.Key_Tab)
    assert table.hasFocus()
    assert table.currentIndex().column() == last
    QTest.keyClick(table, KEY.Key_Tab)
    assert not table.hasFocus()
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table, KEY.Key_Backtab, MODIFIER.ShiftModifier)
    assert not table.hasFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Add a source"


class Windows(QObject):
    """Notes each window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_making_a_page_shows_no_window_for_a_moment(window: Window, qapp: QApplication) -> None:
    seen = Windows()
    qapp.installEventFilter(seen)
    try:
        for key in (*PAGES, "milestones", "overview"):
            window.show_page(key)
    finally:
        qapp.removeEventFilter(seen)
    assert seen.shown == []
    assert window.isActiveWindow()
