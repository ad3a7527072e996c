"""The inspector: one task, several tasks, none; what is edited there, and what is refused."""

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu

from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.density import density, expected
from leadbench.desktop.widgets.field import Field
from leadbench.plan.edits.calendars import copy_calendar
from leadbench.plan.tables import ConstraintKind, LinkType

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
    QTest.qWait(1)  # new rows are laid out
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


def test_the_calendar_of_a_lag_is_chosen_in_the_menu_of_its_link(page: "Page") -> None:
    pane = task(page, "4.2")
    enter(pane.before.lines[0].lag, "2d")
    with page.edit("Add a calendar") as session:
        copy_calendar(session, min(page.document.contents.calendars), "Nights")

    def counted() -> QMenu:
        (found,) = pane.before.lines[0].menu().findChildren(QMenu)
        return found

    def choices() -> dict[str, QAction]:
        return {one.text(): one for one in counted().actions()}

    usual = "As the project says: the task that waits"
    assert [name for name, one in choices().items() if one.isChecked()] == [usual]
    assert "time of the task that waits" in pane.before.lines[0].lag.toolTip()
    choices()["Nights"].trigger()
    assert "the calendar Nights" in pane.before.lines[0].lag.toolTip()
    assert [name for name, one in choices().items() if one.isChecked()] == ["Nights"]
    choices()[usual].trigger()
    assert "the calendar Nights" not in pane.before.lines[0].lag.toolTip()
    enter(pane.before.lines[0].lag, "3ed")
    assert not counted().isEnabled()  # what is counted by the clock needs no calendar


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
    assert "loop" in pane.before.adding.complaint.text()
    assert text(page, "2.4", PREDECESSORS) == "2.2, 2.3"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (
            "3.4",
            (
                "Starts 24 Apr because 2.5 Training set v1 frozen finishes 23 Apr."
                " Each day of delay moves the project finish."
            ),
        ),
        (
            "4.1",
            (
                "Starts 23 Mar because it may start no earlier than 23 Mar."
                " It can slip 5 d before the project finish moves."
            ),
        ),
        (
            "4.4",
            (
                "Starts 22 Apr because it may start only 10 d after 3.3 Retraining job and registry"
                " finishes 7 Apr. It can slip 9 d before the project finish moves."
            ),
        ),
        ("1.6", "Started 9 Feb and finished 6 Mar, as recorded."),
        (
            "3",
            "Starts 25 Feb because 3.1 Evaluation harness, which is a part of it, starts then.",
        ),
    ],
)
def test_the_reason_for_the_dates_is_one_plain_text(page: "Page", number: str, reason: str) -> None:
    assert re.sub("<[^>]*>", "", task(page, number).reason.sentence.text()) == reason


def test_the_reason_leads_to_the_tasks_that_it_names(page: "Page") -> None:
    pane = task(page, "3.4")
    # 2.5 follows 2.4 Label, that 2.2 Redact; 2.2 has begun, and what is left of it is its own.
    assert [name.number for name in pane.reason.chain] == ["2.5", "2.4", "2.2"]
    pane.reason.sentence.setFocus()
    QTest.keyClick(pane.reason.sentence, Qt.Key.Key_Tab)
    QTest.keyClick(pane.reason.sentence, Qt.Key.Key_Return)
    assert page.table.selected_keys() == [key_of(page, "2.5")]
    pane = task(page, "3.4")
    pane.reason.chain[1].setFocus()
    QTest.keyClick(pane.reason.chain[1], Qt.Key.Key_Space)
    assert page.table.selected_keys() == [key_of(page, "2.4")]


def test_a_date_that_cannot_be_kept_names_every_rule_against_it(page: "Page") -> None:
    pane = task(page, "3.4")
    assert pane.reason.conflicts == []
    enter(pane.limits.deadline, "20 apr")
    looked(pane)
    (words,) = (re.sub("<[^>]*>", "", one.text()) for one in pane.reason.conflicts)
    assert words.startswith("The deadline of 3.4 Fine-tune and select model, 20 Apr, cannot be")
    assert words.endswith("Change one of these.")
    pane.limits.deadline.edit.clear()
    enter(pane.limits.deadline, "")
    looked(pane)
    assert pane.reason.conflicts == []


def test_the_window_has_its_turn_while_conflicts_are_looked_for(
    page: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = task(page, "3.4")
    enter(pane.limits.deadline, "20 apr")
    looked(pane)
    monkeypatch.setattr("leadbench.desktop.slices._SLICE_S", 0)
    task(page, "3.3")
    looked(pane)
    pane = task(page, "3.4")
    assert (pane.reason.looking, pane.reason.conflicts) == (True, [])
    assert pane.reason.sentence.text()
    QApplication.processEvents()
    task(page, "3.3")  # before anything is found: what was looked for there is not shown here
    looked(pane)
    assert pane.reason.conflicts == []
    pane = task(page, "3.4")
    looked(pane)
    assert len(pane.reason.conflicts) == 1


def looked(pane: "TaskPane") -> None:
    """Let the search for conflicts come to its end."""
    for _ in range(2000):
        if not pane.reason.looking:
            return
        QApplication.processEvents()
    raise AssertionError("The search goes on.")


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_a_restriction_is_edited(page: "Page") -> None:
    limits = task(page, "4.2").limits
    assert limits.kind.currentText() == "As soon as possible"
    assert not limits.at.isVisible()
    choose(limits.kind, "Start no earlier than")
    assert limits.at.text() == "10 Apr"  # where it starts anyway
    enter(limits.at, "20 apr")
    assert text(page, "4.2", START) == "20 Apr"
    enter(limits.at, "someday")
    assert limits.complaint.isVisible()
    assert text(page, "4.2", START) == "20 Apr"
    choose(limits.kind, "As soon as possible")
    assert text(page, "4.2", START) == "10 Apr"
    page.document.undo()
    assert text(page, "4.2", START) == "20 Apr"


@pytest.mark.qt_log_ignore(POPUP)
def test_people_take_parts_in_a_task(page: "Page") -> None:
    people = task(page, "4.1").people
    assert [part.currentText() for part in people.parts] == ["Accountable"]
    # 12 days of one full-time role.
    assert people.work.values["work"].text() == "12 d"
    enter(people.adding, "Tech lead")
    assert [part.currentText() for part in people.parts] == ["Accountable", "Responsible"]
    enter(people.shares[1], "50")
    assert people.work.values["work"].text() == "18 d"
    choose(people.parts[1], "Accountable")
    assert "only one role can be" in people.complaint.words.text()
    choose(people.parts[1], "Informed")
    assert people.work.values["work"].text() == "12 d"
    QTest.mouseClick(people.lines[1].remove, Qt.MouseButton.LeftButton)
    assert len(people.parts) == 1
    enter(people.adding, "Juggler")
    assert "no role" in people.adding.complaint.text()


@pytest.mark.qt_log_ignore(POPUP)
def test_requirements_are_linked_to_a_task(page: "Page") -> None:
    needs = task(page, "5.4").requirements
    assert needs.empty.isVisible() == (not needs.lines)
    before = len(needs.lines)
    enter(needs.adding, "T1")
    assert len(needs.lines) == before + 1
    enter(needs.adding, "T99")
    assert "no requirement" in needs.adding.complaint.text()
    page.document.undo()
    assert len(needs.lines) == before


def test_a_section_is_folded_by_mouse_and_keyboard_and_stays_folded(page: "Page") -> None:
    pane = task(page, "3.4")
    head = pane.people.head
    QTest.mouseClick(head, Qt.MouseButton.LeftButton)
    assert not pane.people.body.isVisible()
    assert head.accessibleName() == "People, folded"
    pane = task(page, "4.1")
    assert not pane.people.body.isVisible()
    QTest.keyClick(head, Qt.Key.Key_Right)
    assert pane.people.body.isVisible()


def test_a_restriction_can_be_taken_away(page: "Page") -> None:
    pane = task(page, "4.1")
    assert pane.reason.free.isVisible()
    QTest.mouseClick(pane.reason.free, Qt.MouseButton.LeftButton)
    assert text(page, "4.1", START) == "16 Mar"  # the data date: what it waits for is done
    assert not pane.reason.free.isVisible()


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


@pytest.mark.qt_log_ignore(POPUP)
def test_several_tasks_take_progress_limits_stage_and_calendar_in_one_step(page: "Page") -> None:
    keys = [key_of(page, number) for number in ("4", "4.1", "4.2", "5.5")]
    page.table.select_keys(keys)
    fields = page.side.several.fields
    # A summary has no progress, restriction or duration of its own, a milestone no duration.
    enter(fields[Column.CONSTRAINT], "as late as possible")
    rows = page.document.contents.activities
    late = ConstraintKind.AS_LATE_AS_POSSIBLE
    kinds = [rows[key].constraint_kind for key in keys]
    assert kinds == [ConstraintKind.AS_SOON_AS_POSSIBLE, late, late, late]
    assert page.document.store.undo_label == "Restriction of 4 tasks"
    page.document.undo()
    assert rows[keys[1]].constraint_kind == ConstraintKind.START_NO_EARLIER  # as in the example
    enter(fields[Column.DEADLINE], "31 jul")
    assert {page.rows.plan.line_of(key).text(Column.DEADLINE) for key in keys} == {"31 Jul"}
    enter(fields[Column.DEADLINE], "some day")
    assert "some day" in page.side.several.complaint.words.text()
    assert {page.rows.plan.line_of(key).text(Column.DEADLINE) for key in keys} == {"31 Jul"}
    page.table.select_keys([key_of(page, "2.2"), key_of(page, "2.3")])
    enter(fields[Column.PERCENT], "60")
    assert {rows[key_of(page, number)].percent_complete for number in ("2.2", "2.3")} == {60}


def test_nothing_selected_shows_help(page: "Page") -> None:
    page.table.clearSelection()
    assert page.side.help.isVisible()
    assert not page.side.task.isVisible()


def test_the_type_of_a_link_is_typed_and_stepped_by_key(page: "Page") -> None:
    pane = task(page, "4.2")

    def key(*keys: Qt.Key) -> None:
        for each in keys:
            focused = page.window().focusWidget()
            assert focused is not None
            QTest.keyClick(focused, each)

    pane.before.lines[0].kind.setFocus()
    key(Qt.Key.Key_S, Qt.Key.Key_S)
    assert text(page, "4.2", PREDECESSORS) == "4.1SS"
    assert page.window().focusWidget() is pane.before.lines[0].kind  # a new row, the same place
    key(Qt.Key.Key_Down)
    assert text(page, "4.2", PREDECESSORS) == "4.1FF"
    key(Qt.Key.Key_Up)
    assert text(page, "4.2", PREDECESSORS) == "4.1SS"
    key(Qt.Key.Key_F)
    QTest.qWait(900)  # no second letter comes: the next one that begins with F
    assert text(page, "4.2", PREDECESSORS) == "4.1FF"
    key(Qt.Key.Key_Tab)
    assert page.window().focusWidget() is pane.before.lines[0].lag
    page.document.undo()
    assert text(page, "4.2", PREDECESSORS) == "4.1SS"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("SS+2d", "4.1SS+2d"),
        ("ff -1d", "4.1FF\u22121d"),
        ("SS", "4.1SS+3d"),
        ("fs 50%", "4.1FS+50%"),
    ],
)
def test_type_and_lag_are_typed_in_one_go(page: "Page", typed: str, written: str) -> None:
    pane = task(page, "4.2")
    enter(pane.before.lines[0].lag, "3d")
    steps = page.document.store.revision
    enter(pane.before.lines[0].lag, typed)
    assert text(page, "4.2", PREDECESSORS) == written
    assert page.document.store.revision == steps + 1
    assert page.window().focusWidget() is pane.before.lines[0].lag


def test_the_link_to_a_successor_is_edited_at_either_end(page: "Page") -> None:
    pane = task(page, "4.1")
    row = next(line for line in pane.after.lines if line.other == key_of(page, "4.2"))
    enter(row.lag, "SS+2d")
    assert text(page, "4.2", PREDECESSORS) == "4.1SS+2d"
    row = next(line for line in pane.after.lines if line.other == key_of(page, "4.2"))
    assert (row.kind.text(), row.lag.text()) == ("SS", "2 d")
    enter(row.lag, "SSS")
    assert pane.after.complaint.isVisible()
    assert text(page, "4.2", PREDECESSORS) == "4.1SS+2d"


def test_a_fixed_cost_is_written_beside_the_cost_of_people(page: "Page") -> None:
    cost = task(page, "2.4").cost
    people = cost.pairs.values["people"].text()
    assert cost.fixed.text() == ""
    # The vendor's 20,000 tickets at 2.10 are a line of the budget that pays for this task.
    assert cost.pairs.values["lines"].text() == "$42,000"
    assert cost.pairs.captions["lines"].toolTip() == (
        "What the budget pays for it: Labelling vendor"
    )
    amount = int(people.strip("$").replace(",", "")) + 42_000
    assert cost.pairs.values["total"].text() == f"${amount:,}"
    enter(cost.fixed, "11k")
    assert cost.fixed.text() == "$11,000"
    assert page.document.store.undo_label == "Fixed cost of 2.4"
    assert cost.pairs.values["total"].text() == f"${amount + 11_000:,}"
    assert text(page, "2.4", Column.FIXED_COST) == "$11,000"
    summary = task(page, "2").cost
    assert summary.pairs.values["fixed"].text() == "$11,000"
    enter(summary.fixed, "-1")
    assert "below zero" in summary.complaint.words.text()
    milestone = task(page, "2.5").cost
    enter(milestone.fixed, "250.50")
    assert milestone.fixed.text() == "$250.50"
    page.document.undo()
    assert milestone.fixed.text() == ""
    enter(task(page, "2.4").cost.fixed, " ")
    assert text(page, "2.4", Column.FIXED_COST) == ""


def test_skills_stand_under_the_role_and_are_written_there(page: "Page") -> None:
    people = task(page, "2.4").people
    (skills,) = people.skills
    assert skills.none.isVisible()
    QTest.mouseClick(skills.pencil, Qt.MouseButton.LeftButton)
    enter(skills.field, "labelling,  quality checks, labelling")
    (skills,) = people.skills
    assert [chip.text() for chip in skills.chips] == ["labelling", "quality checks"]
    assert skills.flow.accessibleName() == "Skills of Annotation lead: labelling, quality checks"
    (again,) = task(page, "2.3").people.skills  # the same role
    assert len(again.chips) == 2
    page.document.undo()
    (skills,) = task(page, "2.4").people.skills
    assert skills.chips == []
    QTest.mouseClick(skills.pencil, Qt.MouseButton.LeftButton)
    QTest.keyClick(skills.field.edit, Qt.Key.Key_Return)  # nothing was written
    assert skills.pencil.isVisible()


def test_the_width_of_an_estimate_says_what_widens_it_and_leads_there(
    page: "Page", window: "Window"
) -> None:
    from datetime import date

    from leadbench.plan.edits.data import set_score
    from leadbench.plan.tables import DataSource

    pane = task(page, "3.4")
    assert pane.estimate.density.values == (11.0, 15.0, 24.0)
    assert pane.estimate.widened.isHidden()
    assert pane.estimate.cause.isHidden()
    rows = window.document.contents.of(DataSource, "project_id", window.document.project_id)
    with window.document.edit("Labels", "data_assessment") as session:
        set_score(session, rows[0].id or 0, "labels", 47.0, date(2026, 3, 16))
    # The index climbs by 1.0 to 5.6: 1.26 / 1.16 = 1.0862; 15 - 4 and 15 + 9 times that.
    page.select(key_of(page, "3.4"))
    assert pane.estimate.widened.text() == "Widened × 1.09: counts as 10.7 to 24.8 d"
    assert pane.estimate.cause.text() == "Data complexity 5.6"
    low, likely, high = pane.estimate.density.values
    assert (round(low, 2), likely, round(high, 2)) == (10.65, 15, 24.78)
    # The typed values stay as they were given.
    assert pane.estimate.fields["Optimistic"].text() == "11"
    pane.estimate.cause.click()
    assert window.pages.page is not None
    assert window.pages.page.key == "data_assessment"
    window.document.undo()
    window.show_page("milestones")
    assert task(page, "3.4").estimate.density.values == (11.0, 15.0, 24.0)


def test_the_cost_of_a_task_has_the_range_of_its_time(page: "Page") -> None:
    pane = task(page, "3.4")
    # $16,500 a month for 5 of April's 20 days and 6, or all, of May's 19.
    assert pane.cost.range.text() == "From $9,336 to $20,625, as its range says"
    pane = task(page, "1.1")
    assert pane.cost.range.isHidden()


def test_dates_are_set_by_hand_and_the_link_that_they_break_is_marked(page: "Page") -> None:
    pane = task(page, "4.2")
    assert [line.warning.isVisible() for line in pane.before.lines] == [False]
    choose(pane.limits.kind, "Set by hand on")
    assert pane.limits.at.text() == "10 Apr"  # where it starts anyway
    enter(pane.limits.at, "7 apr")  # 4.1, which it waits for, ends on 9 April
    assert text(page, "4.2", START) == "7 Apr"
    assert pane.limits.kind.currentText() == "Set by hand on"
    assert "set by hand" in pane.reason.sentence.text()
    (line,) = pane.before.lines
    assert line.warning.isVisible()
    assert line.warning.toolTip() == "Broken: a fixed date lies before this link allows"
    assert line.kind.accessibleDescription() == line.warning.toolTip()
    QTest.mouseClick(pane.reason.free, Qt.MouseButton.LeftButton)
    assert text(page, "4.2", START) == "10 Apr"
    assert [line.warning.isVisible() for line in pane.before.lines] == [False]
    page.document.undo()
    assert text(page, "4.2", START) == "7 Apr"
    choose(pane.limits.kind, "As soon as possible")
    assert text(page, "4.2", START) == "10 Apr"
