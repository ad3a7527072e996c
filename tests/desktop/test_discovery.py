"""Product discovery, worked through its widgets."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leadbench.desktop.screens.discovery import Page
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window
from leadbench.plan.tables import Assumption, GainFactor, MlFormulation


def discovery(window: Window) -> Page:
    window.show_page("discovery")
    page = window.pages.page
    assert isinstance(page, Page)
    return page


def type_into(table: Table, key: int, column: str, text: str) -> str:
    """Write what is typed into a cell; return why it was refused, or ""."""
    table.choose(key, column)
    place = next(at for at, spec in enumerate(table.specs) if spec.column == column)
    row = table.place_of(key)
    assert row is not None
    return table.cells.write_cell(table.rows.index(row, place), text)


def factor(window: Window, name: str) -> GainFactor:
    rows = window.document.contents.of(GainFactor, "project_id", window.document.project_id)
    return next(row for row in rows if row.name == name)


def test_the_page_says_what_the_picture_says(window: Window) -> None:
    page = discovery(window)
    assert page.finding.text() == (
        "The problem is worth $1.82M a year. A model pays once 69% of its answers are right; "
        "prompts alone reach 71%."
    )
    assert page.market_note.text().startswith("The two agree within 2%.")
    assert "P50 $1.7" in page.gain_chart.accessibleDescription()


def test_another_factor_changes_every_figure_at_once(window: Window) -> None:
    page = discovery(window)
    lift = factor(window, "Resolved lift")
    page.factors.table.choose(lift.id or 0, "name")
    page.side.forms["factor"].fields["likely"].committed.emit("7")
    # By hand: 1.44M * (0.07 * 6.40 + 0.84 * 0.55) = $1.31M.
    assert page.finding.text().startswith("The problem is worth $1.31M a year.")
    window.document.undo()
    assert page.finding.text().startswith("The problem is worth $1.82M a year.")


def test_a_range_that_falls_is_refused_at_its_cell(window: Window) -> None:
    page = discovery(window)
    lift = factor(window, "Resolved lift")
    reason = type_into(page.factors.table, lift.id or 0, "low", "14")
    assert factor(window, "Resolved lift").low == 7
    assert "each must be at least the one before" in reason


def test_a_factor_without_a_value_is_refused_at_its_cell(window: Window) -> None:
    page = discovery(window)
    lift = factor(window, "Resolved lift")
    for column in ("low", "high"):
        reason = type_into(page.factors.table, lift.id or 0, column, "")
        assert "needs its low, likely and high value" in reason
    assert factor(window, "Resolved lift") == lift


def test_a_gain_without_factors_is_said_where_the_chart_would_stand(
    window: Window, theme: Theme, qtbot: QtBot
) -> None:
    empty, told = Chart(theme, 80, "Gain"), Chart(theme, 80, "Gain")
    for chart, words in ((empty, ""), (told, "No gain yet")):
        qtbot.addWidget(chart)
        chart.resize(300, 80)
        chart.show_drawing(None, words)
    assert told.grab().toImage() != empty.grab().toImage()


def test_a_formulation_is_added_named_and_scored(window: Window) -> None:
    page = discovery(window)
    page.add_button.click()
    editor = window.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "Forecast the load")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    rows = window.document.contents.of(MlFormulation, "project_id", window.document.project_id)
    assert rows[-1].name == "Forecast the load"
    page.formulations.table.choose(rows[-1].id or 0)
    field = page.side.forms["formulation"].fields["data_score"]
    field.committed.emit("11")
    assert "10" in field.complaint.text()
    field.committed.emit("6")
    rows = window.document.contents.of(MlFormulation, "project_id", window.document.project_id)
    assert rows[-1].data_score == 6


def test_evidence_is_turned_from_weak_to_strong(window: Window) -> None:
    page = discovery(window)
    weak = next(row for row in page.side.assumptions.rows() if row.strength == "weak")
    page.side.assumptions.table.choose(weak.id, "strength")
    QTest.keyClick(page.side.assumptions.table, Qt.Key.Key_Space)
    assert window.document.contents.every(Assumption)[weak.id].strength == "strong"
    assert page.side.assumptions.caption.text() == "5, 1 weak"


def test_a_step_of_the_market_is_changed_in_the_inspector(window: Window) -> None:
    page = discovery(window)
    steps = page.market.table
    handling = next(at for at in range(3) if steps.row_at(at).name == "Ticket handling")
    steps.choose(steps.row_at(handling).id, "name")
    assert page.side.pane.title.text() == "Ticket handling"
    share = page.side.forms["market"].fields["share_percent"]
    assert isinstance(share, Field)
    assert share.text() == "80.7"
    share.edit.setText("50")
    share.commit()
    # Half of $11.4M.
    assert steps.rows.index(handling, 1).data() == "$5.70M"
    window.document.undo()
    assert share.text() == "80.7"
