"""Files that cannot be used: what the person is told, offered, and gets."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leadbench.desktop import problems
from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme
from leadbench.desktop.watch import Watch
from leadbench.desktop.widgets.dialog import CANCEL, Dialog
from leadbench.desktop.window import Window
from leadbench.errors import CannotWrite, DamagedFile, FileProblem, NewerFile, NotAPlanFile


class Person:
    """Answers every dialog in turn and remembers what it was shown."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.titles: list[str] = []
        self.texts: list[str] = []
        self.offers: list[list[str]] = []

    def __call__(self, dialog: Dialog) -> str:
        self.titles.append(dialog.windowTitle())
        self.texts.append(dialog.body.text())
        self.offers.append(list(dialog.buttons))
        return self.answers.pop(0)


@pytest.fixture
def empty(qtbot: QtBot, theme: Theme) -> Window:
    window = Window(Document(), theme)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_file_held_elsewhere_can_be_opened_to_read_only(
    empty: Window, example_document: Document
) -> None:
    path = example_document.store.path
    person = Person("read_only")
    empty.files.show_dialog = person
    assert empty.open_file(path)
    assert person.titles == ["Open “Example plan.leadbench” for reading only?"]
    assert person.offers == [["cancel", "read_only"]]
    assert empty.document.read_only
    assert empty.status.saved_text() == "Read only"
    assert empty.plan_shown.banner.isVisible()
    assert empty.plan_shown.banner.finding.text() == "This plan is open for reading only."
    page = empty.pages.page
    assert page is not None
    assert not page.can_edit
    empty.document.close()


def test_a_dialog_is_no_taller_than_its_words(qtbot: QtBot, theme: Theme) -> None:
    words = "It is open for editing in another window, since some time. Close it there. " * 2
    dialog = Dialog(None, theme, "Open “X” for reading only?", words, (CANCEL,))
    qtbot.addWidget(dialog)
    dialog.grab()  # lays it out
    body = dialog.body
    assert body.height() == body.heightForWidth(body.width())


def test_no_cell_of_a_read_only_plan_opens_for_writing(
    empty: Window, example_document: Document
) -> None:
    from leadbench.desktop.screens.milestones import Page

    empty.files.show_dialog = Person("read_only")
    empty.open_file(example_document.store.path)
    empty.show_page("milestones")
    page = empty.pages.page
    assert isinstance(page, Page)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert page.editor.editor is None
    QTest.keyClick(page.table, Qt.Key.Key_A)
    assert page.editor.editor is None
    empty.document.close()


def test_a_read_only_plan_can_be_opened_to_edit_once_it_is_free(
    empty: Window, example_document: Document
) -> None:
    empty.files.show_dialog = Person("read_only")
    empty.open_file(example_document.store.path)
    example_document.close()
    empty.plan_shown.banner.action.click()
    assert not empty.document.read_only
    assert not empty.plan_shown.banner.isVisible()
    empty.document.close()


def test_a_foreign_file_is_refused_and_left_alone(empty: Window, tmp_path: Path) -> None:
    path = tmp_path / "notes.leadbench"
    path.write_bytes(b"These are only notes, long enough to be no database at all." * 40)
    before = path.read_bytes()
    person = Person("cancel")
    empty.files.show_dialog = person
    assert not empty.open_file(path)
    assert person.titles == ["“notes.leadbench” is not a Leadbench plan"]
    assert path.read_bytes() == before
    assert not empty.document.is_open


def test_a_damaged_file_is_put_aside_and_its_backup_opened(
    empty: Window, example_file: Path
) -> None:
    from leadbench.plan.file import open_plan

    with open_plan(example_file) as store:
        good = store.dump()
    content = bytearray(example_file.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    example_file.write_bytes(content)
    person = Person("backup")
    empty.files.show_dialog = person
    assert empty.open_file(example_file)
    assert person.titles[0] == "“Example plan.leadbench” is damaged"
    assert "backup" in person.offers[0]
    assert empty.document.store.dump() == good
    aside = [path for path in example_file.parent.iterdir() if "(damaged" in path.name]
    assert any(path.read_bytes() == bytes(content) for path in aside)
    assert any("damaged file is kept" in text for text in empty.toasts.log)
    empty.document.close()


@pytest.mark.parametrize(
    ("problem", "title", "offers"),
    [
        (
            DamagedFile("It is damaged.", Path("a/b.leadbench")),
            "“b.leadbench” is damaged",
            ["folder", "cancel"],
        ),
        (
            NewerFile("It needs 2.0.", Path("a/b.leadbench"), "2.0"),
            "“b.leadbench” needs a newer Leadbench",
            ["cancel"],
        ),
        (
            NotAPlanFile("It is none.", Path("a/b.leadbench")),
            "“b.leadbench” is not a Leadbench plan",
            ["cancel", "other"],
        ),
        (
            CannotWrite("The disk is full.", Path("a/b.leadbench")),
            "“b.leadbench” cannot be written",
            ["cancel"],
        ),
    ],
)
def test_each_problem_is_explained_with_what_fits(
    qtbot: QtBot, theme: Theme, problem: FileProblem, title: str, offers: list[str]
) -> None:
    dialog = problems.dialog_for(problem, None, theme)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == title
    assert dialog.body.text() == str(problem)
    assert list(dialog.buttons) == offers


def test_an_error_of_the_program_is_shown_kept_and_copied(
    window: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Dialog] = []

    def ask(dialog: Dialog) -> str:
        seen.append(dialog)
        dialog.buttons["copy"].click()
        return "cancel"

    monkeypatch.setattr(Dialog, "ask", ask)
    watch = Watch(window)
    watch.start()
    hook = sys.excepthook
    error = ZeroDivisionError("a wheel came off")
    hook(type(error), error, error.__traceback__)
    watch.stop()
    assert sys.excepthook != hook
    assert [dialog.windowTitle() for dialog in seen] == ["Something in Leadbench went wrong"]
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError: a wheel came off" in copied
    assert "a wheel came off" in problems.log_file().read_text(encoding="utf-8")
    assert "a wheel came off" in capsys.readouterr().err


def test_a_full_disk_during_an_edit_is_told_in_plain_words(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Dialog, "ask", lambda dialog: told.append(dialog.body.text()))
    watch = Watch(window)
    problem = CannotWrite("The disk is full. Make room, then repeat it.", Path("a.leadbench"))
    watch.caught(CannotWrite, problem, None)
    assert told == ["The disk is full. Make room, then repeat it."]
