"""The first page, new projects, the example, and files that are dropped."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.recent import example_path, recent
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.dialog import Dialog
from leadbench.desktop.widgets.new_project import NewProject
from leadbench.desktop.widgets.welcome import Welcome
from leadbench.desktop.window import Window


@pytest.fixture
def first(qtbot: QtBot, theme: Theme) -> Window:
    shutil.rmtree(example_path().parent, ignore_errors=True)
    window = Window(Document(), theme)
    qtbot.addWidget(window)
    window.show()
    window.show_welcome()
    return window


def welcome(window: Window) -> Welcome:
    page = window.pages.currentWidget()
    assert isinstance(page, Welcome)
    return page


def test_the_first_page_offers_three_ways_to_begin(first: Window) -> None:
    page = welcome(first)
    assert [page.example.text(), page.new.text(), page.open.text()] == [
        "Open the example",
        "New project",
        "Open a file",
    ]
    assert first.status.saved_text() == "No project open"
    assert not first.top.export.isVisible()


def test_the_example_is_a_copy_that_keeps_changes_and_can_be_reset(first: Window) -> None:
    welcome(first).example.click()
    document = first.document
    assert document.is_open
    assert document.store.path == example_path().resolve()
    original = document.store.dump()
    with document.edit("Rename project", "portfolio") as session:
        from leadbench.plan.tables import Project

        project = session.get(Project, document.project_id)
        assert project is not None
        project.name = "Mine"
    first.actions_.close_plan()
    welcome(first).example.click()
    assert first.top.switcher.text() == "Mine"
    first.files.show_dialog = lambda _: "reset"
    first.actions_.reset_example()
    assert first.document.store.dump() == original
    assert [path for path in example_path().parent.iterdir() if "(changed" in path.name]
    first.document.close()


def test_resetting_can_be_called_off(first: Window) -> None:
    welcome(first).example.click()
    before = first.document.store.path.stat().st_ino
    first.files.show_dialog = lambda _: "cancel"
    first.actions_.reset_example()
    assert first.document.store.path.stat().st_ino == before
    first.document.close()


def test_a_new_project_asks_name_start_and_place(
    first: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[NewProject] = []

    def answer(dialog: Dialog) -> str:
        assert isinstance(dialog, NewProject)
        asked.append(dialog)
        dialog.give("create")
        assert dialog.name.complaint.text() == "A project needs a name."
        dialog.name.edit.setText("Churn model")
        dialog.start.edit.setText("someday")
        dialog.give("create")
        assert "no date" in dialog.start.complaint.text()
        dialog.start.edit.setText("12 jan 2026")
        dialog.give("create")
        return dialog.answer

    first.files.show_dialog = answer
    first.files.ask_save = lambda _, __, name, ___: tmp_path / name
    welcome(first).new.click()
    assert len(asked) == 1
    path = tmp_path / "Churn model.leadbench"
    assert path.exists()
    project = first.document.project
    assert project is not None
    assert project.name == "Churn model"
    from leadbench.analysis.calendars import to_date

    assert to_date(project.start_minute) == date(2026, 1, 12)
    assert first.top.switcher.text() == "Churn model"
    assert recent()[0] == path
    first.document.close()


def test_a_new_project_can_join_the_open_plan_in_one_undoable_step(window: Window) -> None:
    def answer(dialog: Dialog) -> str:
        assert isinstance(dialog, NewProject)
        dialog.where.choose("plan")
        dialog.name.edit.setText("Support ticket triage")
        dialog.give("create")
        assert "already" in dialog.name.complaint.text()
        dialog.name.edit.setText("Churn model")
        dialog.give("create")
        return dialog.answer

    before = window.document.store.dump()
    window.files.show_dialog = answer
    window.actions_.new_project()
    assert window.top.switcher.text() == "Churn model"
    window.undo()
    assert window.document.store.dump() == before
    assert window.document.project is not None


def test_calling_a_new_project_off_changes_nothing(first: Window, tmp_path: Path) -> None:
    first.files.show_dialog = lambda dialog: dialog.answer
    welcome(first).new.click()
    assert not first.document.is_open
    assert isinstance(first.pages.currentWidget(), Welcome)


def test_a_dropped_plan_is_opened_and_other_files_are_not_taken(
    first: Window, example_file: Path, tmp_path: Path
) -> None:
    def dropped(path: Path) -> QDropEvent:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        kept.append(data)
        return QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )

    kept: list[QMimeData] = []
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    welcome(first).dropEvent(dropped(picture))
    assert not first.document.is_open
    welcome(first).dropEvent(dropped(example_file))
    assert first.document.store.path == example_file.resolve()
    first.document.close()


def test_the_theme_link_goes_through_the_three_choices(first: Window) -> None:
    page = welcome(first)
    seen = []
    for _ in range(3):
        page.look.click()
        seen.append(page.look.text())
    assert sorted(seen) == ["Theme: dark", "Theme: follow the system", "Theme: light"]
