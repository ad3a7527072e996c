"""Dragging a summary on the chart: what moves with it, what stays, and what it says."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from leadbench.plan.edits.activities import set_actual_start, set_constraint
from leadbench.plan.tables import ConstraintKind
from tests.desktop.chart_hand import LEFT, at, drag, key_of, pull, shape, text

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

START, FINISH = 3, 4
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(planner: "Page") -> "Page":
    planner.table.fold_asked.emit(key_of(planner, "1"), True)  # the rest is in view
    planner.chart.zoom(8)
    planner.chart.show_mark(planner.rows.plan.place_of[key_of(planner, "4")])
    return planner


def starts(page: "Page", above: str) -> dict[str, str]:
    outline = page.document.outline
    numbers = (outline.number_of[key] for key in outline.below(outline.key_of[above]))
    return {number: text(page, number, START) for number in numbers}


def restricted(page: "Page") -> set[str]:
    """Return the tasks that start no earlier than a date."""
    rows = page.document.contents.activities
    kind = ConstraintKind.START_NO_EARLIER
    found = (key for key, row in rows.items() if row.constraint_kind == kind)
    return {page.document.outline.number_of[key] for key in found}


def hold(page: "Page", number: str) -> QPoint:
    mark = shape(page, number)
    return at(page, mark.left + 20, mark.middle)


def weeks(page: "Page", count: int) -> QPoint:
    return QPoint(round(7 * count * page.chart.per_day), 0)


def steps(page: "Page") -> int:
    return len(page.document.store.history())


def test_a_summary_moves_its_open_tasks_and_what_follows_in_one_step(page: "Page") -> None:
    before, done = starts(page, "4"), steps(page)
    free = restricted(page)
    # In the example 4.2 waits for 4.1, and 4.3 and 4.5 for tasks of the same summary: only 4.1 and
    # 4.4 are moved. The summary ends on 12 May with 5 days of float.
    assert (before["4.1"], text(page, "4", FINISH)) == ("23 Mar", "12 May")
    pressed = hold(page, "4")
    drag(page, pressed, pressed + weeks(page, 1), drop=False)
    assert text(page, "4.1", START) == "30 Mar"
    assert page.tag.text.startswith("30 Mar to 19 May")
    assert "MVP gate unchanged" in page.tag.text
    assert "moves 2 tasks and what follows" in page.tag.text
    # Two weeks on is Easter Monday: 9 working days, since Good Friday is free too; 5 were float.
    pull(page.chart.viewport(), pressed + weeks(page, 2))
    assert "MVP gate +4 d" in page.tag.text
    pull(page.chart.viewport(), pressed + weeks(page, 1))
    assert steps(page) == done  # until it is dropped
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=pressed + weeks(page, 1))
    assert steps(page) == done + 1
    assert text(page, "4.1", START) == "30 Mar"
    assert text(page, "4.2", START) != before["4.2"]  # by its link, without a date of its own
    assert restricted(page) == free | {"4.1", "4.4"}
    assert "4.2" not in restricted(page)
    page.document.undo()
    assert starts(page, "4") == before
    assert restricted(page) == free


def test_escape_gives_it_up(page: "Page") -> None:
    before, done = starts(page, "4"), steps(page)
    page.chart.setFocus()
    drag(page, hold(page, "4"), hold(page, "4") + weeks(page, 2), drop=False)
    assert starts(page, "4") != before
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=hold(page, "4"))
    assert starts(page, "4") == before
    assert steps(page) == done


def test_dragged_back_its_tasks_are_free_again(page: "Page") -> None:
    drag(page, hold(page, "4"), hold(page, "4") + weeks(page, 1))
    assert restricted(page) >= {"4.1", "4.4"}
    drag(page, hold(page, "4"), hold(page, "4") - weeks(page, 4))
    assert text(page, "4.1", START) == "16 Mar"  # the data date: nothing else holds it
    assert text(page, "4.4", START) == "22 Apr"
    assert not restricted(page) & {"4.1", "4.4"}


def test_what_has_begun_or_has_a_date_of_its_own_stays_and_is_told(page: "Page") -> None:
    key = key_of(page, "4.4")
    line = page.rows.plan.line_of(key)
    with page.edit("Fix 4.4") as session:
        set_constraint(session, key, ConstraintKind.MUST_START, line.start)
    fixed = text(page, "4.4", START)
    drag(page, hold(page, "4"), hold(page, "4") + weeks(page, 1), drop=False)
    assert "1 with a date of its own stays" in page.tag.text
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=hold(page, "4") + weeks(page, 1))
    assert text(page, "4.4", START) == fixed
    assert page.document.contents.activities[key].constraint_kind == ConstraintKind.MUST_START


def test_a_summary_of_which_nothing_can_move_says_why(page: "Page") -> None:
    page.table.fold_asked.emit(key_of(page, "1"), False)
    page.chart.fit()
    done, pressed = steps(page), hold(page, "1")
    drag(page, pressed, pressed + QPoint(40, 0), drop=False)
    said = "1 stays where its tasks are: 10 are finished. Nothing was changed."
    assert page.tag.text == said
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=pressed + QPoint(40, 0))
    assert page.note.isVisible()
    assert said in page.note.words.text()
    assert steps(page) == done


def test_the_length_of_a_summary_cannot_be_dragged_and_says_so(page: "Page") -> None:
    mark = shape(page, "4")
    edge = at(page, mark.right - 1, mark.middle)
    QTest.mouseMove(page.chart.viewport(), edge)
    assert page.chart.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    assert page.chart.mouse.words(edge).endswith("Its length follows its tasks")
    drag(page, edge, edge + QPoint(40, 0), drop=False)
    assert page.tag.text == "The length of 4 follows its tasks. Change these instead."
    QTest.mouseRelease(page.chart.viewport(), LEFT, pos=edge + QPoint(40, 0))
    assert page.note.isVisible()


def test_finished_work_and_work_that_has_begun_say_why_they_stay(page: "Page") -> None:
    page.table.fold_asked.emit(key_of(page, "1"), False)
    page.chart.fit()
    for number, words in (("1.1", "is finished"), ("2.1", "has begun, so its start stays")):
        mark = shape(page, number)
        pressed = at(page, mark.left + 3, mark.middle)
        drag(page, pressed, pressed + QPoint(60, 0))
        assert page.note.isVisible()
        assert words in page.note.words.text()


def test_a_summary_moves_by_key_too(page: "Page") -> None:
    before = starts(page, "4")
    page.table.select_keys([key_of(page, "4")])
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Right, ALT)
    assert (before["4.1"], text(page, "4.1", START)) == ("23 Mar", "24 Mar")
    QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT)
    assert starts(page, "4") == before
    for _ in range(5):  # Friday 20 March, and on to Monday the 16th, the data date
        QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT)
    assert text(page, "4.1", START) == "16 Mar"
    for _ in range(30):  # 4.4 can still come earlier
        QTest.keyClick(page.chart, Qt.Key.Key_Left, ALT)
    assert "cannot start earlier" in page.editor.note.words.text()


def test_a_task_that_waits_for_one_that_has_begun_is_carried_by_itself(page: "Page") -> None:
    """No link holds 4.2 once 4.1 stays: it is moved like the first task of the summary."""
    key = key_of(page, "4.1")
    line, row = page.rows.plan.line_of(key), page.document.contents.activities[key]
    own = row.constraint_minute
    project = page.document.project
    assert project is not None
    with page.edit("Begin 4.1") as session:
        set_actual_start(session, key, min(line.start or 0, project.status_minute or 0))
    before = text(page, "4.2", START)
    drag(page, hold(page, "4"), hold(page, "4") + weeks(page, 1))
    assert text(page, "4.2", START) != before
    assert "4.2" in restricted(page)
    assert page.document.contents.activities[key].constraint_minute == own
