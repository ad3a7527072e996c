"""The data assessment, worked through its widgets."""

from leadbench.desktop.screens.data_assessment import Page
from leadbench.desktop.window import Window
from leadbench.plan.tables import DataIssue, GateCriterion, ProtectionReply


def assessment(window: Window) -> Page:
    window.show_page("data_assessment")
    page = window.pages.page
    assert isinstance(page, Page)
    return page


def write(page: Page, key: int, column: str, text: str) -> str:
    table = page.sources.table
    row = table.place_of(key)
    assert row is not None
    place = next(at for at, spec in enumerate(table.specs) if spec.column == column)
    return table.cells.write_cell(table.rows.index(row, place), text)


def test_the_page_says_what_the_picture_says(window: Window) -> None:
    page = assessment(window)
    assert page.finding.text() == (
        "Data quality is 84 of 100, above the gate at 80. Labels are the weak point."
    )
    assert page.complexity.caption.text() == "4.6 of 10, first guess 3.2. Amber: caused by the data"
    assert page.work_note.text() == "32 working days on the critical path"


def test_another_score_changes_the_finding_and_undo_brings_it_back(window: Window) -> None:
    page = assessment(window)
    archive = page.sources.rows()[0]
    assert write(page, archive.id, "labels_score", "20") == ""
    # 83.1 less 0.3 * 52 is 67.5; half of the weight: 84.4 - 7.8 = 76.6.
    assert page.finding.text().startswith("Data quality is 77 of 100, below the gate at 80.")
    assert "0 to 100" in write(page, archive.id, "labels_score", "120")
    window.document.undo()
    assert page.finding.text().startswith("Data quality is 84 of 100")


def test_an_issue_becomes_a_task_with_one_action(window: Window) -> None:
    page = assessment(window)
    stream = page.sources.rows()[1]
    page.sources.table.choose(stream.id)
    page.source.issues.insert_row()
    assert page.source.plan.isEnabled()
    page.source.plan.click()
    (issue,) = window.document.contents.of(DataIssue, "source_id", stream.id)
    assert issue.activity_id in window.document.contents.activities
    assert not page.source.plan.isEnabled()


def test_a_reply_adds_a_duty_that_is_planned_with_one_action(window: Window) -> None:
    page = assessment(window)
    panel = page.protection
    place = next(
        at for at in range(panel.questions.rows.rowCount())
        if panel.questions.row_at(at).question.key == "employment"
    )  # fmt: skip
    assert panel.questions.cells.write_cell(panel.questions.rows.index(place, 1), "Yes") == ""
    assert panel.finding.text() == "AI Act class: high risk."
    assert not panel.plan.isHidden()
    panel.plan.click()
    contents, project_id = window.document.contents, window.document.project_id
    origins = {row.origin for row in contents.of(GateCriterion, "project_id", project_id)}
    assert "high_risk" in origins
    assert panel.plan.isHidden()
    window.document.undo()
    window.document.undo()
    replies = contents.of(ProtectionReply, "project_id", project_id)
    assert {row.criterion: row.reply for row in replies}["employment"] == "no"


def test_a_cause_of_complexity_is_added_and_ranks_the_project(window: Window) -> None:
    page = assessment(window)
    page.complexity.add()
    assert page.complexity.caption.text().startswith("5.1 of 10")
    # 10 % for each of the 2.1 points above 3, where 1.16 is allowed for already: 1.21 / 1.16.
    assert [value.text() for value in page.acting.values] == ["5.1 of 10", "× 1.04", "× 1.04"]


def test_the_first_source_and_its_quality_are_in_sight_at_once(window: Window) -> None:
    page = assessment(window)
    assert page.sources.table.selected() == [page.sources.rows()[0].id]
    assert page.pane.title.text() == "Helpdesk ticket archive"
    assert not page.source.isHidden()
    assert page.source.chart.accessibleDescription().startswith("Complete 96, Labels 72")
    # Whoever leaves it for the checklist finds it left when something changes.
    page.check_button.click()
    assert page.sources.table.selected() == []
    assert write(page, page.sources.rows()[1].id, "fresh_score", "90") == ""
    assert page.sources.table.selected() == []


def test_without_a_source_or_a_score_the_page_says_what_to_do(window: Window) -> None:
    page = assessment(window)
    rows = page.sources.rows()
    page.sources._delete([row.id for row in rows])
    assert page.pane.title.text() == "Data assessment"
    assert page.source.isHidden()
    page.sources.add()
    assert page.source.chart.accessibleDescription().startswith("Not scored yet.")


def test_worse_labels_act_and_each_effect_is_switched_off_by_itself(window: Window) -> None:
    page = assessment(window)
    archive = page.sources.rows()[0]
    assert write(page, archive.id, "labels_score", "47") == ""
    # 4 x 53 of 100 are 2.1 points instead of 1.1; 1.26 / 1.16 = 1.09.
    assert page.complexity.caption.text().startswith("5.6 of 10")
    values = [value.text() for value in page.acting.values]
    assert values == ["5.6 of 10", "× 1.09", "× 1.09"]
    assert page.acting.durations.text().startswith("Widths of 16 estimates")
    assert page.acting.why.text().endswith("1.26 ÷ 1.16 = 1.09 is left.")
    assert page.work_note.text().endswith("Its ranges are × 1.09 wider for complexity.")
    label = page.work.row_at(0)
    assert (label.name, label.left) == (
        "Label 20,000 tickets",
        "Still takes 14.6 to 30.9 d, × 1.09 wider for data complexity 5.6",
    )
    page.acting.durations.click()
    assert [value.text() for value in page.acting.values][1:] == ["× 1.00", "× 1.09"]
    page.acting.costs.click()
    assert [value.text() for value in page.acting.values][1:] == ["× 1.00", "× 1.00"]
    window.document.undo()
    window.document.undo()
    assert [value.text() for value in page.acting.values] == values
    assert page.acting.durations.isChecked()
    page.acting.allow.click()
    assert [value.text() for value in page.acting.values][1:] == ["× 1.00", "× 1.00"]
    assert page.acting.why.text().endswith(
        "allow for 5.6, × 1.26, already: nothing is left to add."
    )
    assert page.acting.allow.isHidden()


def test_a_cause_follows_a_score_or_is_typed(window: Window) -> None:
    page = assessment(window)
    labels = page.complexity.rows()[1]
    page.complexity.table.choose(labels.id)
    form = page.cause
    assert page.pane.title.text() == "Low agreement"
    assert page.complexity.table.row_at(1).words == "Low agreement, labels 72"
    assert page.work.row_at(0).cause == "Labels 72"
    origin = "Helpdesk ticket archive, labels 72: 28 of 100 lack, × 4"
    assert page.complexity.table.row_at(1).origin == origin
    assert page.complexity.table.row_at(0).origin == "Typed points"
    assert form.fields["follows"].text() == "Helpdesk ticket archive: labels 72"
    form.fields["points"].committed.emit("3")
    assert "follow a score" in form.fields["points"].complaint.text()
    form.fields["most_points"].committed.emit("10")
    # A tenth of 28 is 2.8 points.
    assert page.complexity.caption.text().startswith("6.3 of 10")
    form.fields["follows"].committed.emit("No score, they are typed")
    form.fields["points"].committed.emit("3")
    assert page.complexity.caption.text().startswith("6.5 of 10")
    form.fields["follows"].committed.emit("Live ticket stream: fresh 99")
    # 10 x 1 of 100.
    assert page.complexity.caption.text().startswith("3.6 of 10")


def test_the_order_in_the_portfolio_is_a_click_away(window: Window) -> None:
    page = assessment(window)
    page.acting.rank.click()
    assert window.pages.page is not None
    assert window.pages.page.key == "portfolio"
