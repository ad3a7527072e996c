"""Importing in the window: chosen or dropped, read in the background, asked, and one change."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.dialog import Dialog
from leadbench.desktop.widgets.import_dialog import ImportDialog, headline
from leadbench.desktop.window import Window
from leadbench.desktop.worker import Tick
from leadbench.errors import Cancelled, LeadbenchError, Refused
from leadbench.plan.scenarios import create_scenario
from leadbench.plan.tables import Role
from tests.plan.exchange.files import link, project, saved, task

if TYPE_CHECKING:
    from leadbench.desktop.files import Files

CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 60_000


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Two tasks; the second is stored a day later than anything in the file asks for."""
    return saved(
        tmp_path,
        project(
            task(1, "Pack", Start="2026-01-05T08:00:00", Finish="2026-01-05T17:00:00"),
            task(
                2, "Carry", inside=link(1), LevelingDelay=4800,
                Start="2026-01-07T08:00:00", Finish="2026-01-07T17:00:00",
            ),
        ),
    )  # fmt: skip


class Person:
    """Answers the dialogs of a window and remembers them."""

    def __init__(self, files: "Files", answer: str, file: Path | None = None) -> None:
        self.dialogs: list[Dialog] = []
        self.answer = answer
        self.act: Callable[[Dialog], object] = lambda _dialog: None
        files.show_dialog = self.show
        files.ask_file = lambda *_given: file

    def show(self, dialog: Dialog) -> str:
        """Look at a dialog and answer it."""
        self.dialogs.append(dialog)
        self.act(dialog)
        dialog.give(self.answer if self.answer in dialog.buttons else "cancel")
        return dialog.answer


def at_once(window: Window, tick: Tick = lambda _fraction, _text: None) -> None:
    """Let the window do its background work at once: one test with a real process is enough."""

    def run(
        _title: str,
        work: Callable[[Tick], Any],
        on_done: Callable[[Any], object],
        on_failed: Callable[[str, str], object],
    ) -> None:
        try:
            found = work(tick)
        except Cancelled:
            on_failed("", "")
        except LeadbenchError as problem:
            on_failed(str(problem), "")
        else:
            on_done(found)

    window.background.run = run  # type: ignore[assignment,method-assign]  # stands in for the process


def drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    window.dropEvent(event)


def test_a_file_is_read_asked_about_and_imported_as_one_change(
    qtbot: QtBot, window: Window, plan_file: Path
) -> None:
    document = window.document
    before, projects = document.store.dump(), len(document.contents.projects)
    person = Person(window.files, "import", plan_file)
    QTest.keyClick(window, Qt.Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()), timeout=PATIENCE_MS)
    assert len(document.contents.projects) == projects + 1
    (dialog,) = person.dialogs
    assert isinstance(dialog, ImportDialog)
    assert dialog.windowTitle() == "Import 2 tasks?"
    assert "1 dependency" in dialog.body.text()
    assert dialog.notes is not None
    assert "Leveling delays it by 480 minutes" in dialog.notes.toPlainText()
    assert dialog.differences is not None
    rows = dialog.differences.rows
    assert [tuple(rows.cell(at, column) for column in range(4)) for at in (0, 1)] == [
        ("Carry", "Start", "07 Jan 2026 08:00", "06 Jan 2026 08:00"),
        ("Carry", "Finish", "07 Jan 2026 17:00", "06 Jan 2026 17:00"),
    ]
    assert rows.rowCount() == 2
    assert "Leveling delays it by 480 minutes" in dialog.differences.reason.text()
    assert document.project is not None
    assert [row.name for row in document.contents.activities_of(document.project.id or 0)] == [
        "Pack",
        "Carry",
    ]
    assert window.pages.key == "milestones"
    window.undo()
    assert document.store.dump() == before


def test_the_question_counts_what_is_left_out_and_what_was_dated_by_hand(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    start = "2026-01-05T08:00:00"
    file = saved(
        tmp_path,
        project(
            task(1, "Pack"),
            task(2, "Carry", Active=0),
            task(3, "Load", Manual=1, ManualStart=start),
            task(4, "Drive", Manual=1, ManualStart=start),
            task(5, "Unload", Active=0, Manual=1, ManualStart=start),
        ),
    )
    person = Person(window.files, "cancel")
    at_once(window)
    drop(window, file)
    qtbot.waitUntil(lambda: bool(person.dialogs), timeout=PATIENCE_MS)
    (dialog,) = person.dialogs
    wanted = "5 tasks (2 of them left out, inactive in the file and 3 with dates set by hand), 0"
    assert wanted in dialog.body.text()


def test_a_dropped_file_is_asked_about_and_left_when_told_so(
    qtbot: QtBot, window: Window, plan_file: Path
) -> None:
    before = window.document.store.dump()
    person = Person(window.files, "cancel")
    at_once(window)
    drop(window, plan_file)
    qtbot.waitUntil(lambda: bool(person.dialogs), timeout=PATIENCE_MS)
    assert person.dialogs[0].windowTitle() == "Import 2 tasks?"
    assert window.document.store.dump() == before


def test_nothing_is_edited_while_the_import_is_written(
    qtbot: QtBot, window: Window, plan_file: Path
) -> None:
    document, told = window.document, []

    def edit_meanwhile(_fraction: float, text: str) -> None:
        if text.startswith("writing people"):
            with pytest.raises(Refused) as refusal, document.edit("Rename", "portfolio"):
                pass
            told.append(str(refusal.value))
            assert not document.changed_elsewhere()

    Person(window.files, "import")
    at_once(window, edit_meanwhile)
    drop(window, plan_file)
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()), timeout=PATIENCE_MS)
    (words,) = told
    assert "Wait until it is done, or cancel it" in words
    assert "nothing was changed" in words
    with document.edit("Rename", "portfolio") as session:
        session.add(Role(name="Mover", position=99))
    assert [row.name for row in document.contents.roles.values()][-1] == "Mover"
    window.undo()
    window.undo()
    window.redo()
    assert "Small plan" in {row.name for row in document.contents.projects.values()}
    assert [entry.label for entry in document.store.history(limit=5)] == [
        f"Import {plan_file.name}",
        f"Import {plan_file.name}",
        "Rename",
        "Rename",
        f"Import {plan_file.name}",
    ]


@pytest.mark.parametrize("far", [0.0, 0.3, 0.7])
def test_an_import_given_up_half_way_changes_nothing(
    qtbot: QtBot, window: Window, plan_file: Path, far: float
) -> None:
    document, cancelled = window.document, []
    before, history = document.store.dump(), document.store.history(limit=1)

    def cancel(fraction: float, text: str) -> None:
        if fraction >= far and text.startswith(("writing", "keeping")):
            cancelled.append(text)
            raise Cancelled("")

    person = Person(window.files, "import")
    at_once(window, cancel)
    drop(window, plan_file)
    qtbot.waitUntil(lambda: bool(cancelled), timeout=PATIENCE_MS)
    assert document.store.dump() == before
    assert document.store.history(limit=1) == history
    assert len(person.dialogs) == 1
    with document.edit("Rename", "portfolio") as session:
        session.add(Role(name="Mover", position=99))
    assert document.store.undo_label == "Rename"


def test_a_loop_in_the_file_is_told_before_anything_is_asked(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    before = window.document.store.dump()
    path = saved(tmp_path, project(task(1, inside=link(2)), task(2, inside=link(1))))
    person = Person(window.files, "import")
    at_once(window)
    drop(window, path)
    qtbot.waitUntil(lambda: bool(person.dialogs), timeout=PATIENCE_MS)
    assert person.dialogs[0].windowTitle() == "This file was not imported"
    assert window.document.store.dump() == before


def test_an_import_into_the_plan_leaves_the_what_if_that_was_on_view(
    qtbot: QtBot, window: Window, plan_file: Path
) -> None:
    document = window.document
    scenario_id = create_scenario(document.store, "Fewer people", made_minute=0)
    document.show_scenario(scenario_id)
    Person(window.files, "import")
    at_once(window)
    drop(window, plan_file)
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()), timeout=PATIENCE_MS)
    assert document.scenario is None
    assert document.project is not None
    assert document.project.name == "Small plan"
    document.show_scenario(scenario_id)
    assert "Small plan" not in {row.name for row in document.contents.projects.values()}


def test_the_list_of_differences_is_saved(
    qtbot: QtBot, window: Window, plan_file: Path, tmp_path: Path
) -> None:
    person = Person(window.files, "cancel")
    window.files.ask_save = lambda *_given: tmp_path / "list"

    def export(dialog: Dialog) -> None:
        assert isinstance(dialog, ImportDialog)
        dialog.export.click()

    person.act = export
    at_once(window)
    drop(window, plan_file)
    qtbot.waitUntil((tmp_path / "list.csv").exists, timeout=PATIENCE_MS)
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "uid,task,date,in the file,here,reason"
    assert lines[1].startswith("2,Carry,Start,2026-01-07 08:00,2026-01-06 08:00,")
    assert len(lines) == 3


def test_what_cannot_be_read_is_said_with_its_line(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_text("<letter>Dear all</letter>", encoding="utf-8")
    person = Person(window.files, "cancel")
    at_once(window)
    drop(window, path)
    (dialog,) = person.dialogs
    assert dialog.windowTitle() == "This file was not imported"
    assert "letter.xml" in dialog.body.text()


def test_without_a_plan_a_new_one_is_made_of_the_file(
    qtbot: QtBot, theme: Theme, plan_file: Path, tmp_path: Path
) -> None:
    document = Document()
    window = Window(document, theme)
    qtbot.addWidget(window)
    window.show()
    window.show_welcome()
    person = Person(window.files, "import", plan_file)
    window.files.ask_save = lambda *_given: tmp_path / "moved"
    welcome = window.pages.currentWidget()
    at_once(window)
    welcome.imports.click()  # type: ignore[union-attr]  # the first page is shown
    qtbot.waitUntil(lambda: bool(window.toasts.toasts()), timeout=PATIENCE_MS)
    assert "a new plan" in person.dialogs[0].body.text()
    assert (tmp_path / "moved.leadbench").exists()
    assert [row.label for row in document.store.history()] == [f"Import {plan_file.name}"]
    document.close()


def test_a_new_plan_goes_again_when_its_import_is_given_up(
    qtbot: QtBot, theme: Theme, plan_file: Path, tmp_path: Path
) -> None:
    document = Document()
    window = Window(document, theme)
    qtbot.addWidget(window)
    window.show()
    window.show_welcome()
    welcome = window.pages.currentWidget()
    Person(window.files, "import", plan_file)
    window.files.ask_save = lambda *_given: tmp_path / "moved"
    made = []

    def cancel(_fraction: float, text: str) -> None:
        if text.startswith("writing people"):
            made.append((tmp_path / "moved.leadbench").exists())
            raise Cancelled("")

    at_once(window, cancel)
    welcome.imports.click()  # type: ignore[union-attr]  # the first page is shown
    qtbot.waitUntil(lambda: made == [True], timeout=PATIENCE_MS)
    assert not document.is_open
    assert not list(tmp_path.glob("*moved*"))
    assert window.pages.currentWidget() is welcome


@pytest.mark.parametrize(
    ("compared", "count", "words"),
    [
        (0, 0, "The file holds no dates to compare with"),
        (1, 0, "Its task gets the dates that the file holds"),
        (36, 0, "All 36 tasks get the dates that the file holds"),
        (36, 1, "1 of 36 tasks gets other dates here than in the file"),
        (1200, 1100, "1,100 of 1,200 tasks get other dates here than in the file"),
    ],
)
def test_the_headline_counts(compared: int, count: int, words: str) -> None:
    assert headline(compared, count) == words
