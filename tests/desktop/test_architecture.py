"""The architecture page, worked through its widgets."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from leadbench.desktop.screens.architecture import Page
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.desktop.window import Window
from leadbench.plan.tables import Component, Flow, SizingSheet


def architecture(window: Window) -> Page:
    window.show_page("architecture")
    page = window.pages.page
    assert isinstance(page, Page)
    return page


def results(page: Page) -> dict[str, str]:
    texts = page.side.sheet.findChildren(Text)
    words = [text.text() for text in texts]
    return {words[at]: words[at + 1] for at in range(len(words) - 1)}


def test_the_page_says_what_the_picture_says(window: Window) -> None:
    page = architecture(window)
    assert page.finding.text() == (
        "Real time with 4 GPU servers meets 2.5 s with 0.4 s to spare, for $0.11 a ticket."
    )
    assert page.bar_caption.text() == "2.10 of 2.50 s used"
    assert page.unit.text() == "$0.11 a ticket at 120,000 a month, limit $0.12"
    assert results(page)["Messages a day"] == "28,364"
    assert results(page)["In flight"] == "6.4 calls"


def test_a_unit_that_costs_more_than_it_may_is_said_at_the_top(window: Window) -> None:
    page = architecture(window)
    for limit, words in ((10, "for $0.11 a ticket, above the $0.10 limit."), (12, "a ticket.")):
        with window.document.edit("Limit", "architecture") as session:
            sheet = page.sheet()
            assert sheet is not None
            session.get_one(SizingSheet, sheet.id).unit_cost_limit_cents = limit
        assert page.finding.text().endswith(words)


def test_another_load_changes_every_figure_at_once(window: Window) -> None:
    page = architecture(window)
    field = page.side.sheet.form.fields["units_per_month"]
    field.committed.emit("240000")
    assert "with 7 GPU servers" in page.finding.text()
    model = next(block for block in page.diagram.blocks if block.name == "Model")
    assert model.note == "7 GPU servers"
    # 7 servers at $2.10 for 730 hours.
    assert page.costs.row_at(0).cents == 1_073_100
    window.document.undo()
    assert "with 4 GPU servers" in page.finding.text()


def test_a_use_above_all_is_refused_at_its_field(window: Window) -> None:
    page = architecture(window)
    field = page.side.sheet.form.fields["most_use_percent"]
    field.committed.emit("120")
    assert "100 %" in field.complaint.text()
    field.committed.emit("100")
    assert "at 100 % a queue never ends" in field.complaint.text()
    assert "with 4 GPU servers" in page.finding.text()


def test_arrow_keys_walk_through_the_picture_and_the_inspector_follows(window: Window) -> None:
    page = architecture(window)
    page.diagram.setFocus()
    QTest.keyClick(page.diagram, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(page.diagram, Qt.Key.Key_Right)
    assert page.side.pane.title.text() == "Model"
    QTest.keyClick(page.diagram, Qt.Key.Key_Down)
    assert page.side.pane.title.text() == "Model registry"
    QTest.keyClick(page.diagram, Qt.Key.Key_Escape)
    assert page.side.pane.title.text() == "Sizing sheet"


def test_a_component_is_added_joined_and_deleted(window: Window) -> None:
    page = architecture(window)
    page.add_component()
    contents = window.document.contents
    key = page.diagram.selected
    assert key is not None
    page.side.flows.insert_row()
    (flow,) = contents.of(Flow, "source_id", key)
    page.side.delete_component()
    assert key not in contents.every(Component)
    assert flow.id not in contents.every(Flow)
    window.document.undo()
    assert key in contents.every(Component)
    assert flow.id in contents.every(Flow)


def test_a_higher_peak_is_seen_on_every_page_in_turn_and_undone_at_once(window: Window) -> None:
    from leadbench.desktop.screens import business_case, discovery, portfolio

    def seen() -> list[str]:
        window.show_page("business_case")
        case = window.pages.page
        assert isinstance(case, business_case.Page)
        found = [case.finding.text(), case.lines.row_at(2).basis]
        found.append(case.side.figures.fields["running_total"].text())
        window.show_page("discovery")
        lift = window.pages.page
        assert isinstance(lift, discovery.Page)
        found.append(lift.side.took_part.fields["cost_total"].text())
        window.show_page("portfolio")
        ranks = window.pages.page
        assert isinstance(ranks, portfolio.Page)
        return [*found, ranks.table.row_at(0).project.name]

    def words(gated: str, committed: str) -> str:
        return f"Expected NPV is ${gated}M. Without the gates it is ${committed}M."

    before = seen()
    assert before == [
        f"{words('0.72', '0.43')} It breaks even at a gain of $1.23M a year.",
        "Gain $1.82M, run $190k",
        "$190k",
        "$111k",
        "Support ticket triage",
    ]
    page = architecture(window)
    page.side.sheet.form.fields["surge"].committed.emit("7.5")
    assert "with 9 GPU servers" in page.finding.text()
    # Five servers more are 92k a year, 0.11M over three years in half of all cases.
    assert seen() == [
        f"{words('0.60', '0.32')} It breaks even at a gain of $1.33M a year.",
        "Gain $1.82M, run $282k",
        "$282k",
        "$203k",
        "Churn early warning",
    ]
    window.document.undo()
    assert seen() == before


def test_the_monthly_cost_says_where_a_year_of_it_goes(window: Window) -> None:
    # 12 x 13,232 of the 190,000.
    assert architecture(window).unit.toolTip() == "$159k a year, of $190k in Business case"


NEEDED = {
    *("units_per_month", "unit", "requests_per_unit", "request", "days_per_month", "surge"),
    *("peak_hour_percent", "calls_per_request", "mean_seconds", "at_once", "most_use_percent"),
    *("variability", "failures", "deploying", "hour_price_cents", "server"),
    *("latency_percentile", "batch_retry_percent"),
}
"""Fields of the sizing sheet in which something must stand."""


def test_nonsense_is_refused_at_every_field_of_the_sizing_sheet(window: Window) -> None:
    page = architecture(window)
    sheet = page.side.sheet
    fields = {**sheet.form.fields, **sheet.rest.fields}
    assert set(fields) > NEEDED
    words = {"unit", "request", "server"}
    accepted = []
    before = window.document.store.undo_label
    for column, field in fields.items():
        assert isinstance(field, Field)
        for text in (*(() if column in words else ("-1", "abc")), *([""] * (column in NEEDED))):
            field.edit.setText(text)
            field.commit()
            if not field.complaint.text():
                accepted.append((column, text))
            field.set_text(field.text())
    assert accepted == []
    assert window.document.store.undo_label == before
    for column, text in (
        ("days_per_month", "32"), ("peak_hour_percent", "101"), ("most_use_percent", "100"),
        ("surge", "0.9"), ("at_once", "0"), ("at_once", "1.5"), ("latency_percentile", "100"),
        ("batch_hours", "0"), ("batch_retry_percent", "101"), ("latency_seconds", "2"),
        ("budget_until", "1 Jan 2026"),
    ):  # fmt: skip
        field = fields[column]
        field.committed.emit(text)
        assert field.complaint.text(), (column, text)
    assert "with 4 GPU servers" in page.finding.text()


def test_each_figure_tells_its_formula_on_hover(window: Window) -> None:
    page = architecture(window)
    texts = page.side.sheet.findChildren(Text)
    tips = {text.text(): text.toolTip() for text in texts if text.toolTip()}
    assert tips["Messages a day"] == "120,000 tickets a month × 5.2 ÷ 22 working days"
    assert tips["Peak with surge"] == (
        "28,364 a day × 9% in the peak hour ÷ 3,600 s × surge 2.5"
    )  # fmt: skip
    assert tips["In flight"] == "3.55 calls/s × 1.8 s a call (Little's law)"
    assert tips["GPU servers"] == "3 needed + 1 that may fail + 0 in deployment"
    assert tips["Chance to wait"] == "Erlang C with 16 places and 6.4 calls in flight"
    assert tips["Batch workers"].startswith("3,100,000 items × 0.4 s × 1.01 ÷ (60 h × 3,600 s)")
    figures = [
        text for text in texts
        if text.parent() is page.side.sheet and any(sign.isdigit() for sign in text.text())
    ]  # fmt: skip
    assert len(figures) > 15
    assert [text.text() for text in figures if not text.toolTip()] == ["p95 reply time under load"]


def test_a_rung_is_edited_in_the_inspector_and_one_rung_is_no_ladder(window: Window) -> None:
    page = architecture(window)
    assert page.rungs.caption.text() == "drill 12 May"
    table = page.rungs.table
    table.choose(table.row_at(1).id, "name")
    assert page.side.pane.title.text() == "Small model, routes only"
    takes_over = page.side.rung.fields["takes_over"]
    takes_over.committed.emit("any error")
    assert window.document.store.undo_label == "Takes over when of Small model, routes only"
    window.document.undo()
    page.side.rung.fields["seconds"].committed.emit("-1")
    assert "at least 0" in page.side.rung.fields["seconds"].complaint.text()
    page.side.rung.fields["drill_on"].committed.emit("soon")
    assert "no date" in page.side.rung.fields["drill_on"].complaint.text()
    # A block takes the inspector, and the list lets go of its row.
    page.diagram.setFocus()
    QTest.keyClick(page.diagram, Qt.Key.Key_Right)
    assert table.selected() == []
    assert not page.side.rung.isVisible()
    for _ in range(3):
        table.choose(table.row_at(0).id, "name")
        table.delete_rows()
    assert page.gap.text().startswith("One rung is no ladder")
    window.document.undo()
    assert not page.gap.isVisible()


def test_a_decision_and_a_rung_do_not_stand_in_the_inspector_together(window: Window) -> None:
    page = architecture(window)
    decisions, rungs = page.decisions.table, page.rungs.table
    decisions.choose(decisions.row_at(1).id, "title")
    assert page.side.pane.title.text() == "Queue and answer store"
    rungs.choose(rungs.row_at(3).id, "name")
    assert page.side.pane.title.text() == "Agent queue"
    assert decisions.selected() == []
    assert not page.side.decision.isVisible()
    decisions.choose(decisions.row_at(0).id, "title")
    assert rungs.selected() == []
    assert page.side.pane.title.text() == "Batch or real time"
