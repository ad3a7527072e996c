"""The menu of baselines on Milestones."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from leadbench.desktop.screens.compare import Page as ComparePage
from leadbench.desktop.screens.milestones import Page
from leadbench.desktop.widgets.dialog import Dialog
from leadbench.desktop.widgets.naming import Naming
from leadbench.desktop.window import Window


@pytest.fixture
def page(window: Window) -> Page:
    window.show_page("milestones")
    shown = window.pages.page
    assert isinstance(shown, Page)
    return shown


def naming(name: str | None) -> Callable[[Dialog], str]:
    def answer(dialog: Dialog) -> str:
        assert isinstance(dialog, Naming)
        if name is not None:
            dialog.field.edit.setText(name)
        dialog.give("keep")
        return dialog.answer

    return answer


def names(page: Page) -> list[str]:
    return [row.name for row in page.baselines.all()]


def test_keeping_one_shows_it_and_undo_takes_it_back(page: Page, window: Window) -> None:
    page.baselines.show_dialog = naming("Approved again")
    page.baselines.keep()
    assert names(page) == ["Approved 30 Jan", "Approved again"]
    assert page.toolbar.baseline.text() == "Approved again"
    key = window.document.outline.key_of["5.5"]
    kept = page.rows.plan.baseline(key)
    assert kept is not None
    assert window.document.outlook is not None
    assert kept.finish_minute == window.document.outlook.schedule.row(key).finish
    window.undo()
    assert names(page) == ["Approved 30 Jan"]
    assert page.toolbar.baseline.text() == "Approved 30 Jan"


def test_choosing_which_is_shown_or_none(page: Page) -> None:
    page.baselines.show_dialog = naming("Second")
    page.baselines.keep()
    menu = page.baselines.menu()
    titles = [action.text() for action in menu.actions()]
    assert titles[0] == "Approved 30 Jan\tFinish 8 Jul 2026"
    assert titles[1] == "Second\tFinish 16 Jul 2026"
    assert [action.isChecked() for action in menu.actions()[:3]] == [False, True, False]
    menu.actions()[0].trigger()
    assert page.toolbar.baseline.text() == "Approved 30 Jan"
    menu = page.baselines.menu()
    menu.actions()[2].trigger()
    assert page.baselines.shown() is None
    assert page.toolbar.baseline.isHidden()
    assert not page.toolbar.no_baseline.isHidden()
    titles = [action.text() for action in page.baselines.menu().actions()]
    assert "Delete the shown baseline" not in titles
    assert "Keep the plan as a baseline" in titles


def test_renaming_and_deleting_the_shown_one(page: Page, window: Window) -> None:
    page.baselines.show_dialog = naming("Approved by the board")
    page.baselines.rename()
    assert names(page) == ["Approved by the board"]
    page.baselines.delete()
    assert names(page) == []
    assert page.rows.plan.baseline(window.document.outline.key_of["5.5"]) is None
    window.undo()
    assert names(page) == ["Approved by the board"]
    assert page.rows.plan.baseline(window.document.outline.key_of["5.5"]) is not None


def test_comparing_with_it_opens_the_compare_page(page: Page, window: Window) -> None:
    page.baselines.compare()
    shown = window.pages.page
    assert isinstance(shown, ComparePage)
    assert shown.finding.text().startswith("The plan ends 6 d later, on 16 Jul")
    rows = {row.task.number: row for row in shown.tasks.rows()}
    assert rows["5.5"].before is not None
    assert rows["5.5"].moved == 6 * 480


def test_nothing_can_be_changed_in_a_plan_for_reading_only(page: Page, window: Window) -> None:
    path = window.document.store.path
    window.document.close()
    window.open_file(path, read_only=True)
    window.show_page("milestones")
    shown = window.pages.page
    assert isinstance(shown, Page)
    menu = shown.baselines.menu()
    assert not menu.actions()[0].isEnabled()
    assert [action.text() for action in menu.actions()][-1] == "Compare with the shown baseline"


def test_the_arrow_of_the_toggle_opens_the_menu_and_the_rest_toggles(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(page.baselines, "open_menu", opened.append)
    toggle = page.toolbar.baseline
    left = Qt.MouseButton.LeftButton
    assert toggle.isChecked()
    QTest.mouseClick(toggle, left, pos=QPoint(20, 14))
    assert not toggle.isChecked()
    assert opened == []
    QTest.mouseClick(toggle, left, pos=QPoint(toggle.width() - 10, 14))
    QTest.keyClick(toggle, Qt.Key.Key_Down)
    assert opened == [toggle, toggle]
    assert not toggle.isChecked()
