"""Writing in the cells of the outline table: days, percent, restrictions, successors, names.

Expected dates were counted by hand: data date Monday 16 March 2026, free days 3 and 6 April, 1 and
25 May 2026, eight hours a day.
"""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from leadbench.desktop.screens.milestones.columns import Column
from leadbench.plan.edits.activities import set_by_hand
from leadbench.plan.edits.details import set_deadline
from leadbench.plan.tables import ConstraintKind
from tests.desktop.outline import (
    POPUP,
    SHIFT,
    cell,
    editor,
    go,
    key_of,
    numbers,
    show,
    steps,
    text,
    write,
)

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


def said(page: "Page") -> str:
    """Return the hint or the complaint below the cell."""
    return page.editor.note.words.text() if page.editor.note.isVisible() else ""


def clear(page: "Page", number: str, column: Column) -> None:
    """Empty a cell."""
    go(page, number, column)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor(page).clear()
    QTest.keyClick(editor(page), Qt.Key.Key_Return)


def test_a_start_holds_a_task_back_and_no_start_frees_it(planner: "Page") -> None:
    write(planner, "4.1", Column.START, "30 mar")  # a Monday
    assert text(planner, "4.1", Column.START) == "30 Mar"
    assert text(planner, "4.1", Column.FINISH) == "16 Apr"  # 12 days without 3 and 6 April
    row = planner.document.contents.activities[key_of(planner, "4.1")]
    assert row.constraint_kind == ConstraintKind.START_NO_EARLIER
    clear(planner, "4.1", Column.START)
    assert text(planner, "4.1", Column.START) == "16 Mar"  # nothing before it is open


def test_a_start_before_what_a_task_waits_for_is_said_to_move_nothing(planner: "Page") -> None:
    go(planner, "4.4", Column.START)
    QTest.keyClicks(planner.table, "6")
    QTest.keyClicks(editor(planner), " apr")
    hint = "Start no earlier than Mon 6 Apr, but it cannot begin before 22 Apr"
    assert said(planner) == hint
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert text(planner, "4.4", Column.START) == "22 Apr"
    go(planner, "4.4", Column.START)
    QTest.keyClicks(planner.table, "4")
    QTest.keyClicks(editor(planner), " may")
    assert said(planner) == "Start no earlier than Mon 4 May"


def test_the_start_of_what_has_begun_is_the_recorded_one(planner: "Page") -> None:
    write(planner, "2.2", Column.START, "10 Mar")
    assert text(planner, "2.2", Column.START) == "10 Mar"
    row = planner.document.contents.activities[key_of(planner, "2.2")]
    assert row.constraint_kind == ConstraintKind.AS_SOON_AS_POSSIBLE
    write(planner, "2.2", Column.START, "20 Mar")
    assert "after the data date" in said(planner)


def test_a_finish_gives_the_duration(planner: "Page") -> None:
    go(planner, "4.1", Column.FINISH)
    QTest.keyClicks(planner.table, "2")
    QTest.keyClicks(editor(planner), " apr")  # from Monday 23 March
    assert said(planner) == "Takes 9 d"
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert text(planner, "4.1", Column.DAYS) == "9"
    assert text(planner, "4.1", Column.FINISH) == "2 Apr"
    write(planner, "4.1", Column.FINISH, "1 Mar")
    assert "cannot finish before" in said(planner)
    assert editor(planner).text() == "1 Mar"


def test_the_day_of_a_milestone_is_held_back(planner: "Page") -> None:
    write(planner, "5.5", Column.FINISH, "20 Jul")
    assert text(planner, "5.5", Column.FINISH) == "20 Jul"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-04-20", "20 Apr"),
        ("20 apr", "20 Apr"),
        ("+5d", "21 Mar"),  # from the data date, a Saturday; a deadline ends the Friday before
        ("next mon", "23 Mar"),
        ("20/4/2026", "20 Apr"),
    ],
)
def test_days_are_read_in_every_usual_way(planner: "Page", typed: str, day: str) -> None:
    show(planner, Column.DEADLINE)
    write(planner, "4.1", Column.DEADLINE, typed)
    assert text(planner, "4.1", Column.DEADLINE) == ("20 Mar" if typed == "+5d" else day)
    clear(planner, "4.1", Column.DEADLINE)
    assert text(planner, "4.1", Column.DEADLINE) == ""


def test_a_deadline_in_words_of_no_calendar_is_refused_at_the_cell(planner: "Page") -> None:
    show(planner, Column.DEADLINE)
    before = steps(planner)
    write(planner, "4.1", Column.DEADLINE, "soonish")
    assert "no date" in said(planner)
    assert editor(planner).text() == "soonish"
    assert steps(planner) == before


def test_a_duration_on_the_clock_runs_through_the_weekend(planner: "Page") -> None:
    go(planner, "4.1", Column.DAYS)
    QTest.keyClicks(planner.table, "7")
    QTest.keyClicks(editor(planner), "ed")
    assert said(planner).startswith("7ed on the clock")
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert text(planner, "4.1", Column.DAYS) == "7ed"
    assert text(planner, "4.1", Column.FINISH) == "30 Mar"  # from the 23rd at 8:00 on
    go(planner, "4.1", Column.DAYS)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    assert editor(planner).text() == "7ed"
    editor(planner).setText("3d")
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert text(planner, "4.1", Column.DAYS) == "3"
    write(planner, "4.1", Column.DAYS, "1d 1ed")
    assert "mixes" in said(planner)


def test_progress_begins_a_task_and_a_hundred_percent_ends_it(planner: "Page") -> None:
    show(planner, Column.PERCENT, Column.REMAINING)
    write(planner, "3.3", Column.PERCENT, "30")
    assert text(planner, "3.3", Column.PERCENT) == "30%"
    row = planner.document.contents.activities[key_of(planner, "3.3")]
    assert row.actual_start_minute is not None
    write(planner, "3.3", Column.REMAINING, "4d")
    assert text(planner, "3.3", Column.REMAINING) == "4"
    write(planner, "3.3", Column.PERCENT, "100%")
    assert text(planner, "3.3", Column.FLOAT) == "\u2013"
    assert text(planner, "3.3", Column.FINISH) == "16 Mar"
    write(planner, "3.3", Column.PERCENT, "60")
    assert text(planner, "3.3", Column.PERCENT) == "60%"
    assert text(planner, "3.3", Column.FLOAT) != "\u2013"
    write(planner, "3.3", Column.PERCENT, "120")
    assert "no percentage" in said(planner)


def test_successors_are_written_as_text(planner: "Page") -> None:
    show(planner, Column.SUCCESSORS)
    go(planner, "5.4", Column.SUCCESSORS)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    assert editor(planner).text() == "5.5"
    editor(planner).setText("5.5FF+2d")
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert text(planner, "5.4", Column.SUCCESSORS) == "5.5FF+2d"
    assert "5.4FF+2d" in text(planner, "5.5", Column.PREDECESSORS).split(", ")
    write(planner, "5.4", Column.SUCCESSORS, "5.5, 2.1")
    assert "loop" in said(planner)
    QTest.keyClick(editor(planner), Qt.Key.Key_Escape)
    assert text(planner, "5.4", Column.SUCCESSORS) == "5.5FF+2d"


def test_a_lag_may_be_a_share_of_the_predecessor(planner: "Page") -> None:
    write(planner, "4.1", Column.PREDECESSORS, "3.3FF-50%")
    assert text(planner, "4.1", Column.PREDECESSORS) == "3.3FF\u221250%"


@pytest.mark.qt_log_ignore(POPUP)
def test_a_restriction_is_written_in_words(planner: "Page") -> None:
    show(planner, Column.CONSTRAINT)
    write(planner, "4.1", Column.CONSTRAINT, "Must start on 30 Mar")
    assert text(planner, "4.1", Column.CONSTRAINT) == "Must start on 30 Mar"
    assert text(planner, "4.1", Column.START) == "30 Mar"
    write(planner, "4.1", Column.CONSTRAINT, "sometimes")
    assert "no restriction" in said(planner)
    QTest.keyClick(editor(planner), Qt.Key.Key_Escape)
    clear(planner, "4.1", Column.CONSTRAINT)
    assert text(planner, "4.1", Column.CONSTRAINT) == ""


@pytest.mark.qt_log_ignore(POPUP)
def test_stage_calendar_code_and_notes_are_written(planner: "Page") -> None:
    show(planner, Column.STAGE, Column.CALENDAR, Column.WBS, Column.NOTES, Column.TEAM)
    write(planner, "4.1", Column.STAGE, "gro")
    assert text(planner, "4.1", Column.STAGE) == "Growth"
    write(planner, "4.1", Column.WBS, "API-1")
    assert text(planner, "4.1", Column.WBS) == "API-1"
    write(planner, "4.1", Column.NOTES, "Ask the desk")
    assert planner.document.contents.activities[key_of(planner, "4.1")].notes == "Ask the desk"
    own = text(planner, "4.1", Column.CALENDAR)
    write(planner, "4.1", Column.CALENDAR, "the moon")
    assert own in said(planner)
    go(planner, "4.1", Column.TEAM)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    QTest.keyClick(editor(planner), Qt.Key.Key_Escape)
    assert planner.document.store.undo() is not None


def test_notes_of_several_lines_keep_their_lines(planner: "Page") -> None:
    show(planner, Column.NOTES)
    from leadbench.plan.edits.details import set_notes

    with planner.edit("Notes") as session:
        set_notes(session, key_of(planner, "4.1"), "One\nTwo")
    assert text(planner, "4.1", Column.NOTES) == "One\u21b5Two"
    go(planner, "4.1", Column.NOTES)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    editor(planner).setText("Zero\u21b5" + editor(planner).text())
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert planner.document.contents.activities[key_of(planner, "4.1")].notes == "Zero\nOne\nTwo"


def test_enter_goes_down_shift_enter_up_and_tab_both_ways(planner: "Page") -> None:
    go(planner, "4.2", Column.NAME)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    assert planner.table.currentIndex() == cell(planner, "4.3", Column.NAME)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    QTest.keyClick(editor(planner), Qt.Key.Key_Return, SHIFT)
    assert planner.table.currentIndex() == cell(planner, "4.2", Column.NAME)
    QTest.keyClick(planner.table, Qt.Key.Key_F2)
    QTest.keyClick(editor(planner), Qt.Key.Key_Backtab)
    assert planner.table.currentIndex() == cell(planner, "4.1", Column.PREDECESSORS)


@pytest.mark.qt_log_ignore(POPUP)
def test_a_person_is_named_with_the_role(planner: "Page") -> None:
    from leadbench.plan.tables import Person

    roles = {row.name: row.id for row in planner.document.contents.ordered_roles()}
    with planner.edit("Add a person") as session:
        session.add(Person(name="Ada", role_id=roles["Tech lead"]))
    planner.refresh()
    write(planner, "4.1", Column.ROLE, "ada")
    assert text(planner, "4.1", Column.ROLE) == "Tech lead \u00b7 Ada"
    assert planner.document.contents.assignments_of(key_of(planner, "4.1"))[0].person_id
    write(planner, "4.1", Column.ROLE, "tech")
    assert text(planner, "4.1", Column.ROLE) == "Tech lead"


def press(page: "Page", key: Qt.Key) -> None:
    """Press a key where it arrives: in the list of choices while that is open."""
    QTest.keyClick(QApplication.activePopupWidget() or editor(page), key)


@pytest.mark.qt_log_ignore(POPUP)
@pytest.mark.parametrize(
    ("key", "role", "number", "column"),
    [
        (Qt.Key.Key_Return, "ML engineer 2", "4.2", Column.ROLE),
        (Qt.Key.Key_Tab, "ML engineer 2", "4.1", Column.PREDECESSORS),
        (Qt.Key.Key_Escape, "Backend engineer", "4.1", Column.ROLE),
    ],
)
def test_one_key_ends_the_edit_while_choices_are_listed(
    planner: "Page", key: Qt.Key, role: str, number: str, column: Column
) -> None:
    go(planner, "4.1", Column.ROLE)
    QTest.keyClicks(planner.table, "m")
    for letter in "l eng":
        QTest.keyClicks(QApplication.activePopupWidget() or editor(planner), letter)
    assert QApplication.activePopupWidget() is not None
    press(planner, Qt.Key.Key_Down)
    press(planner, Qt.Key.Key_Down)
    press(planner, key)
    assert planner.editor.editor is None
    assert QApplication.activePopupWidget() is None
    assert text(planner, "4.1", Column.ROLE) == role
    assert planner.table.currentIndex() == cell(planner, number, column)
    assert planner.table.hasFocus()


def test_a_task_and_its_first_name_are_one_step_of_undo(planner: "Page") -> None:
    rows = numbers(planner)
    go(planner, "4.2", Column.NAME)
    planner.add_below()
    editor(planner).setText("Shadow the old model")
    QTest.keyClick(editor(planner), Qt.Key.Key_Return)
    write(planner, "4.3", Column.DAYS, "3d")
    planner.document.undo()
    assert text(planner, "4.3", Column.NAME) == "Shadow the old model"
    planner.document.undo()
    assert numbers(planner) == rows
    planner.document.redo()
    assert text(planner, "4.3", Column.NAME) == "Shadow the old model"


@pytest.mark.qt_log_ignore(POPUP)
@pytest.mark.parametrize("column", [Column.CONSTRAINT, Column.DEADLINE])
def test_a_date_that_leaves_no_dates_can_be_mended_in_its_cell(
    planner: "Page", column: Column
) -> None:
    document, key = planner.document, key_of(planner, "4.4")
    show(planner, column)
    far = 3_960_000_000  # in the year 9499
    for clear_it in (True, False):
        with planner.edit("Far") as session:
            if column == Column.DEADLINE:
                set_deadline(session, key, far)
            else:
                set_by_hand(session, key, far)
        assert "outside the years" in document.trouble
        assert text(planner, "4.4", Column.START) == ""
        if clear_it:
            clear(planner, "4.4", column)
        else:
            write(planner, "4.4", column, "27 apr")
        assert document.trouble == ""
        document.undo()
        assert "outside the years" in document.trouble
        document.undo()
    assert text(planner, "4.4", Column.START) == "22 Apr"


@pytest.mark.qt_log_ignore(POPUP)
def test_dates_are_set_by_hand_in_a_cell(planner: "Page") -> None:
    show(planner, Column.CONSTRAINT)
    write(planner, "4.2", Column.CONSTRAINT, "by hand 7 apr")
    assert text(planner, "4.2", Column.CONSTRAINT) == "Set by hand on 7 Apr"
    assert text(planner, "4.2", Column.START) == "7 Apr"  # though 4.1 ends on 9 April
    write(planner, "4.2", Column.START, "8 apr")  # a hand's date moves where it is written
    assert text(planner, "4.2", Column.CONSTRAINT) == "Set by hand on 8 Apr"
    write(planner, "4.2", Column.DAYS, "2")
    assert text(planner, "4.2", Column.FINISH) == "9 Apr"
    write(planner, "4.2", Column.CONSTRAINT, "by hand")
    assert "needs a day" in said(planner)
    QTest.keyClick(editor(planner), Qt.Key.Key_Escape)
    clear(planner, "4.2", Column.START)
    assert text(planner, "4.2", Column.CONSTRAINT) == ""
    assert text(planner, "4.2", Column.START) == "10 Apr"
    write(planner, "2.2", Column.CONSTRAINT, "by hand 7 apr")
    assert "has begun" in said(planner)
