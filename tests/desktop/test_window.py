"""The window worked through its widgets: pages, panes, keys, palette, undo."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.pages import is_built
from leadbench.desktop.screens import SCREENS
from leadbench.desktop.screens.planned import PlannedPage
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.sidebar import RAIL, WIDE
from leadbench.desktop.widgets.text import Text
from leadbench.desktop.window import Window

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLANNED = [entry for entry in SCREENS if not is_built(entry)]


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def rename_project(window: Window, name: str) -> None:
    document = window.document
    with document.edit("Rename project", "portfolio") as session:
        from leadbench.plan.tables import Project

        project = session.get(Project, document.project_id)
        assert project is not None
        project.name = name


def words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text) if text.isVisible()]


def test_the_status_line_shows_the_dates_of_the_worked_example(window: Window) -> None:
    window.show_page("discovery")
    figures = {figure.caption: figure.value for figure in window.status.figures()}
    assert figures == {
        "Data date": "16 Mar 2026",
        "Plan finish": "16 Jul",
        "Critical path": "85 d left",
    }
    assert window.status.saved_text().startswith("Saved ")


def test_every_entry_opens_from_the_sidebar_and_by_its_letter(window: Window, qtbot: QtBot) -> None:
    for entry in PLANNED:
        middle = window.sidebar.position_of(entry.key)
        QTest.mouseClick(
            window.sidebar.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), middle
        )
        assert window.pages.key == entry.key
    for entry in PLANNED:
        press(window, KEY.Key_G)
        press(window, getattr(KEY, f"Key_{entry.letter}"), Qt.KeyboardModifier.NoModifier)
        assert window.pages.key == entry.key


def test_a_page_to_come_says_so_and_asks_the_questions_of_its_step(window: Window) -> None:
    window.show_page("monitoring")
    page = window.pages.page
    assert isinstance(page, PlannedPage)
    shown = words(page)
    assert "Not built yet" not in shown  # the chip is no text
    assert "This page is not built yet" in shown
    assert sum(text.endswith("?") for text in shown) >= 3
    assert not [button for button in page.findChildren(QAbstractButton) if button.isVisible()]


def test_sidebar_by_keyboard(window: Window) -> None:
    window.show_page("people")
    sidebar = window.sidebar
    sidebar.setFocus()
    QTest.keyClick(sidebar, KEY.Key_Down)
    QTest.keyClick(sidebar, KEY.Key_Return)
    assert window.pages.key == "resources"
    QTest.keyClick(sidebar, KEY.Key_Left)
    assert sidebar.is_folded("Strategy")
    assert sidebar.currentIndex().data() == "Strategy"
    QTest.keyClick(sidebar, KEY.Key_Right)
    assert not sidebar.is_folded("Strategy")
    QTest.keyClicks(sidebar, "hand")
    QTest.keyClick(sidebar, KEY.Key_Return)
    assert window.pages.key == "handoffs"


def test_a_folded_group_opens_when_its_page_is_shown(window: Window) -> None:
    sidebar = window.sidebar
    sidebar.setFocus()
    window.show_page("monitoring")
    QTest.keyClick(sidebar, KEY.Key_Left)
    assert sidebar.is_folded("Operate")
    window.show_page("production_test")
    assert not sidebar.is_folded("Operate")


def test_sidebar_and_inspector_are_remembered_for_each_page(window: Window) -> None:
    window.show_page("people")
    press(window, KEY.Key_B)
    assert window.sidebar.width() == RAIL
    press(window, KEY.Key_F4, Qt.KeyboardModifier.NoModifier)
    assert window.inspector.isVisible()
    window.show_page("resources")
    assert window.sidebar.width() == WIDE
    assert not window.inspector.isVisible()
    window.show_page("people")
    assert window.sidebar.width() == RAIL
    assert window.inspector.isVisible()


def test_a_narrow_window_has_a_rail_and_an_inspector_over_the_page(
    window: Window, qtbot: QtBot
) -> None:
    window.show_page("people")
    window.top.inspector.click()
    assert window.body.page.geometry().right() < window.inspector.geometry().left()
    window.resize(1120, 700)
    qtbot.waitUntil(lambda: window.sidebar.width() == RAIL)
    assert window.body.page.geometry().right() > window.inspector.geometry().left()
    window.top.sidebar.click()
    assert window.sidebar.width() == WIDE
    press(window, KEY.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert window.sidebar.width() == RAIL


def test_the_window_is_never_smaller_than_its_layout(window: Window) -> None:
    window.resize(400, 300)
    assert (window.width(), window.height()) == (1120, 700)


def test_size_and_page_are_remembered(
    qtbot: QtBot, example_document: Document, theme: Theme
) -> None:
    first = Window(example_document, theme)
    qtbot.addWidget(first)
    first.resize(1300, 760)
    first.show()
    first.show_page("budget")
    first.close()
    second = Window(example_document, theme)
    qtbot.addWidget(second)
    second.show()
    # The screen of the tests is 800 pixels wide, and the window never hangs over its edge.
    assert (second.width(), second.height()) == (1120, 760)
    assert second.pages.key == "budget"


def test_undo_names_its_step_and_leads_back_to_its_place(window: Window) -> None:
    assert not window.top.undo.isEnabled()
    window.show_page("portfolio")
    rename_project(window, "Triage")
    assert window.top.switcher.text() == "Triage"
    assert window.top.undo.toolTip() == "Undo: Rename project (Ctrl+Z)"
    window.show_page("people")
    press(window, KEY.Key_Z)
    assert window.pages.key == "portfolio"
    assert window.top.switcher.text() == "Support ticket triage"
    assert window.top.redo.toolTip() == "Redo: Rename project (Ctrl+Y)"
    press(window, KEY.Key_Z, CTRL | SHIFT)
    assert window.top.switcher.text() == "Triage"
    press(window, KEY.Key_Z)
    press(window, KEY.Key_Y)
    assert window.top.switcher.text() == "Triage"


def test_a_message_offers_undo_for_a_change_and_at_most_two_are_shown(window: Window) -> None:
    rename_project(window, "Triage")
    window.say("Renamed the project", undo=True)
    toast = window.toasts.toasts()[0]
    assert toast.action is not None
    QTest.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert window.top.switcher.text() == "Support ticket triage"
    assert not window.toasts.toasts()
    for number in range(3):
        window.say(f"Message {number}")
    assert [shown.text for shown in window.toasts.toasts()] == ["Message 1", "Message 2"]


def test_a_message_that_nothing_was_done_has_no_check(window: Window) -> None:
    window.say("The same words")
    window.say("The same words", done=False)
    done, not_done = window.toasts.toasts()
    assert done.grab().toImage() != not_done.grab().toImage()


def test_no_message_offers_to_undo_another_change_than_its_own(window: Window) -> None:
    rename_project(window, "Triage")
    window.say("Renamed the project", undo=True)
    window.say("Everything is saved")
    window.undo()
    assert [shown.text for shown in window.toasts.toasts()] == ["Everything is saved"]


def test_a_page_takes_the_keyboard_to_its_table(window: Window) -> None:
    window.show_page("overview")
    for key in ("milestones", "requirements", "portfolio"):
        window.show_page(key)
        assert window.pages.page is not None
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is window.pages.page.opens_at
        assert focused.accessibleName()


def test_ctrl_q_closes_the_window(window: Window) -> None:
    press(window, KEY.Key_Q)
    assert not window.isVisible()


def test_ctrl_s_says_that_everything_is_saved(window: Window) -> None:
    press(window, KEY.Key_S)
    saved = window.document.saved_at
    assert saved is not None
    assert [shown.text for shown in window.toasts.toasts()] == [
        f"Everything is saved, last at {saved:%H:%M}"
    ]


def test_the_palette_finds_a_task_by_letters_and_opens_its_page(window: Window) -> None:
    window.show_page("people")
    press(window, KEY.Key_K)
    palette = window.actions_.palette
    assert palette is not None
    assert palette.field.hasFocus()
    QTest.keyClicks(palette.field, "fine-tune")
    best = palette.found()[0]
    assert (best.title, best.note, best.keys) == (
        "3.4 Fine-tune and select model",
        "Task",
        "15 May",
    )
    QTest.keyClick(palette.field, KEY.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_runs_commands_narrows_by_tab_and_remembers(window: Window) -> None:
    press(window, KEY.Key_K)
    palette = window.actions_.palette
    assert palette is not None
    QTest.keyClicks(palette.field, "theme dark")
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert window.theme.look.dark
    assert QSettings().value("theme") == "dark"
    press(window, KEY.Key_K)
    assert palette.found()[0].title == "Theme: dark"
    kinds = []
    for _ in range(4):
        QTest.keyClick(palette.field, KEY.Key_Tab)
        kinds.append({item.kind for item in palette.found()})
    assert all(len(found) == 1 for found in kinds)
    assert len({next(iter(found)) for found in kinds}) == 4


def test_the_palette_says_when_nothing_is_found(window: Window) -> None:
    press(window, KEY.Key_K)
    palette = window.actions_.palette
    assert palette is not None
    QTest.keyClicks(palette.field, "zzqx")
    assert palette.found() == []
    assert palette.none.isVisible()
    assert palette.none.text() == "Nothing is called “zzqx”"


def test_a_click_beside_the_palette_closes_it(window: Window) -> None:
    window.top.search.click()
    palette = window.actions_.palette
    assert palette is not None
    assert palette.isVisible()
    QTest.mouseClick(
        palette, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), palette.rect().bottomLeft()
    )
    assert not palette.isVisible()


def test_every_key_of_the_keyboard_map_is_bound(window: Window) -> None:
    from PySide6.QtGui import QShortcut

    window.show_page("people")
    press(window, KEY.Key_F1, Qt.KeyboardModifier.NoModifier)
    shown = window.actions_.keyboard_map
    assert shown is not None
    bound = {
        shortcut.key().toString().replace("+", " ") for shortcut in window.findChildren(QShortcut)
    }
    for keys, does in shown.lines():
        for one in keys.split(" or "):
            assert one in bound, does
    press(window, KEY.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not shown.isVisible()


def test_no_key_is_bound_twice(window: Window) -> None:
    from PySide6.QtGui import QShortcut

    everywhere = [
        shortcut.key().toString()
        for shortcut in window.findChildren(QShortcut)
        if shortcut.context() == Qt.ShortcutContext.WindowShortcut
    ]
    assert len(everywhere) == len(set(everywhere))


def test_f6_moves_through_the_panes(window: Window) -> None:
    window.show_page("people")
    window.show_inspector()
    window.sidebar.setFocus()
    seen: list[QWidget] = []
    panes = (window.sidebar, window.pages, window.inspector, window.top)
    for _ in panes:
        press(window, KEY.Key_F6, Qt.KeyboardModifier.NoModifier)
        now = QApplication.focusWidget()
        assert now is not None
        seen.append(next(pane for pane in panes if now is pane or pane.isAncestorOf(now)))
    assert seen == [window.pages, window.inspector, window.top, window.sidebar]
    press(window, KEY.Key_F6, SHIFT)
    last = QApplication.focusWidget()
    assert last is not None
    assert window.top.isAncestorOf(last)


def test_the_ring_follows_the_keyboard_and_not_the_mouse(window: Window) -> None:
    window.top.sidebar.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.top.sidebar, KEY.Key_Tab)
    assert window.ring.isVisible()
    target = QApplication.focusWidget()
    assert target is not None
    assert window.ring.geometry().contains(target.geometry().translated(0, 0))
    window.sidebar.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not window.ring.isVisible()


def test_every_button_that_shows_only_an_icon_has_a_name(window: Window) -> None:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.text():
            assert button.accessibleName(), button
    for field in window.findChildren(QLineEdit):
        if field.isVisible():
            assert field.accessibleName(), field


def test_the_project_switcher_lists_the_projects_and_switches(window: Window) -> None:
    from leadbench.desktop import menus

    menu = menus.project_menu(window.actions_)
    titles = [action.text() for action in menu.actions()]
    assert titles[0] == "Support ticket triage"
    other = menu.actions()[1]
    assert isinstance(other, QAction)
    other.trigger()
    assert window.top.switcher.text() == other.text()
    assert window.document.project_id is not None
    project = window.document.contents.projects[window.document.project_id]
    assert project.name == other.text()
    menu.close()


def test_a_status_figure_opens_its_page(window: Window, qtbot: QtBot) -> None:
    window.show_page("people")
    with qtbot.waitSignal(window.status.page_asked) as asked:
        entry = next(
            button
            for button in window.status.findChildren(QAbstractButton)
            if button.accessibleName().startswith("Plan finish")
        )
        entry.click()
    assert asked.args == ["milestones"]


@pytest.mark.parametrize(
    "page",
    ["portfolio", "discovery", "data_assessment", "business_case", "requirements", "architecture"],
)
def test_a_pane_over_the_page_covers_no_control_of_its_head(window: Window, page: str) -> None:
    window.resize(1120, 700)
    window.show_page(page)
    window.show_inspector()
    QApplication.processEvents()
    shown = window.pages.page
    assert shown is not None
    assert window.body.covered > 0
    (head,) = shown.findChildren(PageHeader)
    buttons = [one for one in head.findChildren(QAbstractButton) if one.isVisible()]
    ends = [one.mapTo(shown, one.rect().topRight()).x() for one in buttons]
    assert ends
    assert max(ends) <= shown.width() - window.body.covered
