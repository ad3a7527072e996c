"""What a forecast adds to Milestones and Compare; its figures are given, not calculated."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from leadbench.analysis.calendars import instant
from leadbench.analysis.forecast_results import ActivityForecast, Forecast
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.hits import describe
from tests.desktop.outline import key_of, show, text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from leadbench.desktop.document import Document
    from leadbench.desktop.screens.compare import Page as ComparePage
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.window import Window

EVENING = 17 * 60
SHARES = {"2.4": 0.8251, "3.3": 0.0006, "4.3": 0.0171, "5.4": 0.0, "5.5": 1.0, "3.4": 0.8251}


def at(month: int, day: int) -> int:
    return instant(date(2026, month, day)) + EVENING


def forecast(document: "Document", *, sooner: int = 0, label: float = SHARES["2.4"]) -> Forecast:
    """Return runs in which the project ends from 20 July to 9 August, one on each day."""
    ends = np.sort(np.array([at(7, 20) + 1440 * (day - sooner) for day in range(21)]))
    costs = np.linspace(70_000_000, 80_000_000, 21)
    known = {**SHARES, "2.4": label}
    activities = {}
    for number, key in document.outline.key_of.items():
        done = number in {"3.1", "3.2"}
        last = number == "5.5"
        activities[key] = ActivityForecast(
            start_p50=at(5, 4),
            start_p80=at(5, 6),
            finish_p10=at(5, 8),
            finish_p50=at(7, 29) if last else at(5, 20),
            finish_p80=at(8, 6) if last else at(5, 26),
            finish_p90=at(8, 10),
            criticality=None if done else known.get(number, 0.5),
            ssi=None if done else 0.41,
            pearson=None,
            spearman=None,
        )
    return Forecast(
        seed=7,
        runs=21,
        plan_finish=at(7, 16),
        finish=ends,
        cost=costs,
        finishes=ends,
        costs=costs,
        activities=activities,
    )


def keep(document: "Document", result: Forecast) -> None:
    document.forecasts.keep(document.version, cast("Any", None), result, document.store.revision)


@pytest.fixture
def page(planner: "Page") -> "Page":
    keep(planner.document, forecast(planner.document))
    return planner


def test_columns_show_how_often_critical_and_the_ends(page: "Page") -> None:
    show(page, Column.CRITICALITY, Column.P50, Column.P80)
    shown = {number: text(page, number, Column.CRITICALITY) for number in (*SHARES, "3.1", "2")}
    assert shown == {
        "2.4": "83%",
        "3.3": "0.1%",
        "4.3": "1.7%",
        "5.4": "0%",
        "5.5": "100%",
        "3.4": "83%",
        "3.1": "\u2013",
        "2": "",
    }
    assert (text(page, "5.5", Column.P50), text(page, "5.5", Column.P80)) == ("29 Jul", "6 Aug")
    index = page.model.index_of(key_of(page, "2.4"), Column.CRITICALITY)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Criticality, 83%"
    assert not page.model.editable(index)


def test_rows_are_sorted_filtered_and_grouped_by_criticality(page: "Page") -> None:
    show(page, Column.CRITICALITY)
    page.arranging.sort(Column.CRITICALITY, falling=True)
    parts = [row.number for row in page.rows.plan.visible if row.number.startswith("5.")]
    assert (parts[0], parts[-1]) == ("5.5", "5.4")
    page.arranging.reset()
    page.arranging.filter("often")
    shown = {row.number for row in page.rows.plan.visible}
    assert {"2.4", "3.4", "5.5"} <= shown
    assert not {"5.4", "4.3", "3.1"} & shown
    page.arranging.reset()
    page.arranging.group("criticality")
    heads = [page.rows.plan.line(row).name for row in range(page.model.rowCount())]
    assert "Critical in 80% of runs or more \u00b7 3" in heads
    assert "In no run \u00b7 1" in heads


def test_the_gate_has_its_range_on_the_chart_and_in_words(page: "Page") -> None:
    place = page.rows.plan.place_of[key_of(page, "5.5")]
    row = page.rows[place]
    assert (row.p50, row.p80) == (page.rows.on_axis(at(7, 29)), page.rows.on_axis(at(8, 6)))
    assert row.p80_label == "P80 6 Aug"
    other = page.rows[page.rows.plan.place_of[key_of(page, "2.5")]]
    assert (other.p50, other.p80) == (None, None)
    assert "P50 29 Jul, P80 6 Aug, critical in 100% of runs" in describe(page.rows.plan, place)
    page.forecast.toggle()
    other = page.rows[page.rows.plan.place_of[key_of(page, "2.5")]]
    assert other.p80 == page.rows.on_axis(at(5, 26))
    picture = page.picture()
    assert picture is not None
    page.forecast.toggle()


def test_the_range_is_painted_in_the_color_of_its_state(page: "Page") -> None:
    def reds() -> int:
        image: QImage = page.chart.viewport().grab().toImage()
        scale, place = page.chart.scale, page.rows.plan.place_of[key_of(page, "5.5")]
        mark = page.chart.shape(place)
        y = round(mark.middle) - page.chart.verticalScrollBar().value()
        left, right = (round(scale.x(page.rows.on_axis(each))) for each in (at(8, 1), at(8, 5)))
        wanted = page.theme.color("critical").name()
        spots = [QPoint(x, y + dy) for x in range(left, right) for dy in (-1, 0, 1)]
        inside = [spot for spot in spots if image.rect().contains(spot)]
        return sum(image.pixelColor(spot).name() == wanted for spot in inside)

    page.chart.show_mark(page.rows.plan.place_of[key_of(page, "5.5")])
    page.chart.fit()
    assert reds() > 3
    page.document.forecasts.drop(page.document.version)
    assert reds() == 0


def test_the_inspector_says_in_how_many_runs_and_when_it_is_old(page: "Page") -> None:
    page.select(key_of(page, "3.4"))
    page.inspector_asked.emit()
    runs = page.side.task.dates.runs
    assert runs.value.text() == "83% of 21 runs"
    assert "SSI) 0.41" in runs.value.toolTip()
    assert "21 runs, seed 7" in runs.value.toolTip()
    assert runs.stale.isHidden()
    page.document.forecasts.mark(page.document.version, stale=True)
    assert runs.stale.text() == "The forecast is older than the last edit"
    head = page.model.headerData(
        Column.CRITICALITY, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert head.endswith("21 runs, seed 7, older than the last edit")
    page.select(key_of(page, "3.1"))
    assert page.side.task.dates.runs.isHidden()


def test_a_new_forecast_is_shown_at_once(page: "Page") -> None:
    show(page, Column.CRITICALITY)
    assert text(page, "2.4", Column.CRITICALITY) == "83%"
    keep(page.document, forecast(page.document, label=0.4781))
    assert text(page, "2.4", Column.CRITICALITY) == "48%"
    page.document.forecasts.drop(page.document.version)
    assert text(page, "2.4", Column.CRITICALITY) == ""
    head = page.model.headerData(Column.P80, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "No forecast yet" in head


def test_the_network_tells_it_in_the_tooltip_of_a_box(page: "Page") -> None:
    page.views.show("network")
    words = page.network.items.details(key_of(page, "2.4"))
    assert "critical in 83% of runs" in words


@pytest.fixture
def compare(window: "Window") -> "ComparePage":
    from leadbench.desktop.screens.compare import Page
    from leadbench.plan.scenarios import create_scenario

    document = window.document
    keep(document, forecast(document))
    create_scenario(document.plan.store, "Second vendor", made_minute=29_561_040)
    window.scenarios.toggle()
    keep(document, forecast(document, sooner=7, label=0.4781))
    window.scenarios.compare()
    shown = window.pages.page
    assert isinstance(shown, Page)
    return shown


def test_two_forecasts_are_compared(compare: "ComparePage") -> None:
    measures = {line.name: line for line in compare.measures.shown}
    # Of 21 runs the 11th is half, the 17th four fifths; 12 of them keep 31 July, or 19.
    half = measures["Finish, P50"]
    assert (half.before, half.after, half.difference) == ("30 Jul", "23 Jul", "\u22125 d")
    late = measures["Finish, P80"]
    assert (late.before, late.after, late.difference) == ("5 Aug", "29 Jul", "\u22125 d")
    holds = measures["31 Jul holds in"]
    assert (holds.before, holds.after, holds.difference) == ("57%", "90%", "+33 points")
    assert measures["Cost at P80"].after == "$780k"
    # 13 of the 21 costs are at most 760k: no more runs keep both than the fewer of the two.
    assert measures["On time and in budget"].after == "62%"
    assert compare.finding.text().startswith(
        "\u201cSecond vendor\u201d takes 31 Jul from 57% to 90%"
    )
    assert compare.finishes.curves.isVisible()
    assert not compare.milestones.isVisible()
    compare.side.settle()
    (row,) = [each for each in compare.side.often if each.name == "Label 20,000 tickets"]
    assert (row.words, row.change) == ("48%", "\u221235")


def test_without_a_forecast_the_milestones_stand_there(compare: "ComparePage") -> None:
    document = compare.document
    document.forecasts.drop(document.version)
    assert compare.milestones.isVisible()
    assert not compare.finishes.curves.isVisible()
    assert "Finish" in {line.name for line in compare.measures.shown}


def test_the_last_row_and_its_date_at_p80_are_whole_beside_the_inspector(page: "Page") -> None:
    page.chart.fit_or_weeks()
    last = page.model.rowCount() - 1
    assert page.rows.plan.visible[last].number == "5.5"
    foot = page.table.visualRect(page.model.index(last, Column.NAME)).bottom()
    assert foot < page.table.viewport().height()
    mark, scale = page.chart.shape(last), page.chart.scale
    image: QImage = page.chart.viewport().grab().toImage()
    tick = round(scale.x(page.rows.on_axis(at(8, 6))))
    wanted = page.theme.color("critical").name()
    inked = [
        x
        for x in range(tick + 4, image.width())
        if any(
            image.pixelColor(x, y).name() == wanted
            for y in range(round(mark.middle) - 5, round(mark.middle) + 5)
        )
    ]
    # "P80 6 Aug" is some 50 pixels wide, and ends before the chart does.
    assert 40 < inked[-1] - inked[0] < 80
    assert inked[-1] < image.width() - 1


def test_scroll_bars_take_room_only_where_something_is_scrolled_away(
    page: "Page", qtbot: "QtBot"
) -> None:
    chart, table = page.chart, page.table
    page.arranging.show_only([Column.DAYS])
    chart.zoom(1.0)
    qtbot.waitUntil(lambda: not chart.horizontalScrollBar().isVisible())
    assert not table.horizontalScrollBar().isVisible()
    assert table.viewport().height() == chart.viewport().height()
    high = table.viewport().height()
    chart.zoom(24.0)
    assert chart.horizontalScrollBar().isVisible()
    assert table.viewport().height() == chart.viewport().height() < high
