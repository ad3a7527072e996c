"""The inspector: one task, several tasks, none; what is edited there, and what is refused."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from leadbench.desktop.screens.milestones.density import density, expected
from leadbench.desktop.widgets.field import Field
from leadbench.plan.tables import LinkType

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.screens.milestones.inspector import TaskPane
    from leadbench.desktop.window import Window

DAYS, START, FINISH, ROLE, PREDECESSORS = 2, 3, 4, 6, 7
POPUP = "This plugin does not support (raise|grabbing)"
"""What the offscreen platform says when a list or menu pops up."""


@pytest.fixture
def begins_here(own_settings: None) -> None:
    """Let the window begin with this page, without making another first."""
    QSettings().setValue("page", "milestones")


@pytest.fixture
def page(begins_here: None, window: "Window") -> "Page":
    from leadbench.desktop.screens.milestones import Page

    shown = window.pages.page
    assert isinstance(shown, Page)
    window.show_inspector()
    return shown


def key_of(page: "Page", number: str) -> int:
    return page.document.outline.key_of[number]


def text(page: "Page", number: str, column: int) -> str:
    return str(page.model.index_of(key_of(page, number), column).data())


def task(page: "Page", number: str) -> "TaskPane":
    page.select(key_of(page, number))
    return page.side.task


def enter(field: Field | QLineEdit, words: str) -> None:
    edit = field.edit if isinstance(field, Field) else field
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def value(pane: "TaskPane", key: str) -> str:
    return pane.dates.pairs.values[key].text()


def test_a_task_is_shown_with_its_state_dates_and_slip(page: "Page") -> None:
    pane = task(page, "3.4")
    assert pane.place.text() == "3.4 in Training pipeline"
    assert pane.name.text() == "Fine-tune and select model"
    assert [pane.state.text(), pane.begun.text(), pane.role.text()] == [
        "Critical",
        "Not started",
        "ML engineer 1",
    ]
    assert value(pane, "start") == "24 Apr"
    assert value(pane, "finish") == "15 May"
    assert value(pane, "total") == "0 d"
    assert value(pane, "free") == "0 d"
    assert value(pane, "approved") == "7 May"
    assert value(pane, "slip") == "+6 d"


@pytest.mark.parametrize(
    ("number", "state", "begun"),
    [
        ("4.1", "5 d float", "Not started"),
        ("2.2", "Critical", "In progress"),
        ("5.5", "Critical", "Milestone"),
    ],
)
def test_states_are_said_in_words(page: "Page", number: str, state: str, begun: str) -> None:
    pane = task(page, number)
    assert (pane.state.text(), pane.begun.text()) == (state, begun)


def test_the_estimate_has_its_expected_value_and_density(page: "Page") -> None:
    pane = task(page, "3.4")
    fields = pane.estimate.fields
    assert [field.text() for field in fields.values()] == ["11", "15", "24"]
    assert pane.estimate.density.isVisible()
    assert "expected 15.8" in pane.estimate.density.accessibleName()
    enter(fields["Likely"], "18")
    assert text(page, "3.4", DAYS) == "18"
    assert "expected 17.8" in pane.estimate.density.accessibleName()
    assert page.document.store.undo_label == "Likely duration of 3.4"


def test_the_density_is_that_of_the_beta_distribution() -> None:
    assert expected(11, 15, 24) == pytest.approx(95 / 6)
    # Its highest point is the likely value, and it is symmetric where the estimate is.
    heights = [density(11, 15, 24, 11 + step / 100) for step in range(1300)]
    assert heights.index(max(heights)) == pytest.approx(400, abs=1)
    assert density(0, 5, 10, 3) == pytest.approx(density(0, 5, 10, 7))
    assert density(11, 15, 24, 11) == density(11, 15, 24, 30) == 0


def test_an_estimate_that_does_not_ascend_is_refused_under_the_fields(page: "Page") -> None:
    pane = task(page, "3.4")
    field = pane.estimate.fields["Pessimistic"]
    enter(field, "12")
    assert pane.estimate.complaint.isVisible()
    words = pane.estimate.complaint.words.text()
    assert "12 d is below the likely 15 d" in words
    assert "The old value, 24 d, is kept" in words
    assert field.edit.property("invalid")
    activity = page.document.contents.activities[key_of(page, "3.4")]
    assert activity.pessimistic_minutes == 24 * 480
    enter(field, "30")
    assert not pane.estimate.complaint.isVisible()
    activity = page.document.contents.activities[key_of(page, "3.4")]
    assert activity.pessimistic_minutes == 30 * 480


def test_progress_is_recorded_and_a_future_day_refused(page: "Page") -> None:
    pane = task(page, "3.3")
    enter(pane.progress.start, "20 mar")
    assert "data date" in pane.progress.complaint.words.text()
    enter(pane.progress.start, "12 mar")
    assert text(page, "3.3", START) == "12 Mar"
    assert pane.begun.text() == "In progress"
    enter(pane.progress.percent, "25")
    activity = page.document.contents.activities[key_of(page, "3.3")]
    assert activity.percent_complete == 25
    enter(pane.progress.finish, "13 mar")
    assert pane.state.text() == "Done"


def test_links_are_listed_both_ways_with_the_driver_marked(page: "Page") -> None:
    pane = task(page, "3.4")
    before = {row.name.number: row for row in pane.before.lines}
    assert set(before) == {"2.5", "3.2", "3.3"}
    assert before["2.5"].name.strong
    assert not before["3.3"].name.strong
    after = {row.name.number: row for row in pane.after.lines}
    assert set(after) == {"3.5", "3.6"}
    assert after["3.5"].lag.text() == "−4 d"
    QTest.mouseClick(after["3.5"].name, Qt.MouseButton.LeftButton)
    assert page.table.selected_keys() == [key_of(page, "3.5")]


def test_lags_take_the_colors_of_another_look(page: "Page") -> None:
    lag = task(page, "3.4").before.lines[0].lag
    for look in ("light", "dark"):
        page.theme.choose(look)
        shade = lag.grab().toImage()
        levels = [
            shade.pixelColor(x, y).lightness()
            for x in range(shade.width())
            for y in range(shade.height())
        ]
        ink, ground = (min(levels), max(levels)) if look == "light" else (max(levels), min(levels))
        assert abs(ink - ground) > 100


def test_type_and_lag_of_a_link_are_edited(page: "Page") -> None:
    pane = task(page, "4.2")
    enter(pane.before.lines[0].lag, "2d")
    assert text(page, "4.2", PREDECESSORS) == "4.1FS+2d"
    assert pane.before.lines[0].lag.text() == "2 d"
    enter(pane.before.lines[0].lag, "3ed")
    assert pane.before.lines[0].lag.text() == "3ed"
    enter(pane.before.lines[0].lag, "2d")
    pane.before.lines[0].set_type(LinkType.START_START)
    assert text(page, "4.2", PREDECESSORS) == "4.1SS+2d"
    enter(pane.before.lines[0].lag, "later")
    assert pane.before.complaint.isVisible()
    assert text(page, "4.2", PREDECESSORS) == "4.1SS+2d"
    pane.before.lines[0].remove()
    assert text(page, "4.2", PREDECESSORS) == ""


@pytest.mark.qt_log_ignore(POPUP)
@pytest.mark.parametrize(
    ("typed", "written"),
    [("3.1", "1.10, 3.1"), ("privacy rev", "1.10, 1.6"), ("3.1SS+2d", "1.10, 3.1SS+2d")],
)
def test_a_predecessor_is_added_by_number_or_name(page: "Page", typed: str, written: str) -> None:
    pane = task(page, "4.1")
    enter(pane.before.adding, typed)
    assert text(page, "4.1", PREDECESSORS) == written
    assert pane.before.adding.text() == ""


@pytest.mark.qt_log_ignore(POPUP)
def test_a_loop_is_refused_under_the_field(page: "Page") -> None:
    pane = task(page, "2.4")
    enter(pane.before.adding, "3.4")
    assert "loop" in pane.before.adding.error.text()
    assert text(page, "2.4", PREDECESSORS) == "2.2, 2.3"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (
            "3.4",
            (
                "Starts after <b>2.5 Training set v1 frozen</b> finishes on 23 Apr. "
                "Each day of delay moves the project finish."
            ),
        ),
        (
            "4.1",
            (
                "Starts no earlier than 23 Mar, as set for it. "
                "It can slip 5 d before the project finish moves."
            ),
        ),
        (
            "4.4",
            (
                "Starts after <b>3.3 Retraining job and registry</b> finishes on 7 Apr, 10 d later."
                " It can slip 9 d before the project finish moves."
            ),
        ),
        ("1.6", "Finished on 6 Mar, as recorded."),
        ("3", "Begins with the first and ends with the last of the tasks below it."),
    ],
)
def test_the_reason_for_the_dates_is_one_plain_text(page: "Page", number: str, reason: str) -> None:
    assert task(page, number).why.text() == reason


def test_a_restriction_can_be_taken_away(page: "Page") -> None:
    pane = task(page, "4.1")
    assert pane.free.isVisible()
    QTest.mouseClick(pane.free, Qt.MouseButton.LeftButton)
    assert text(page, "4.1", START) == "16 Mar"  # the data date: what it waits for is done
    assert not pane.free.isVisible()


def test_notes_are_written_when_the_field_is_left(page: "Page") -> None:
    pane = task(page, "4.1")
    pane.notes.setFocus()
    QTest.keyClicks(pane.notes, "Ask for the limits")
    page.table.setFocus()
    assert page.document.contents.activities[key_of(page, "4.1")].notes == "Ask for the limits"
    assert page.document.store.undo_label == "Notes of 4.1"


@pytest.mark.qt_log_ignore(POPUP)
def test_several_tasks_share_their_common_fields(page: "Page") -> None:
    page.table.select_keys([key_of(page, "4.1"), key_of(page, "4.2")])
    several = page.side.several
    assert several.title.text() == "2 tasks selected"
    assert several.role.text() == "Backend engineer"
    assert several.days.edit.placeholderText() == "Mixed"
    enter(several.role, "Tech lead")
    assert text(page, "4.1", ROLE) == text(page, "4.2", ROLE) == "Tech lead"
    enter(several.days, "7d")
    assert text(page, "4.1", DAYS) == text(page, "4.2", DAYS) == "7"
    enter(several.role, "Juggler")
    assert "no role" in several.complaint.words.text()
    page.document.undo()
    assert text(page, "4.1", DAYS) == "12"


def test_nothing_selected_shows_help(page: "Page") -> None:
    page.table.clearSelection()
    assert page.side.help.isVisible()
    assert not page.side.task.isVisible()
