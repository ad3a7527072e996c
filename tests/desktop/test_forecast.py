"""The forecast in the window: made on request and after a rest, marked once the plan moved on."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leadbench.desktop.forecasts import ForecastShown
from leadbench.plan.edits.activities import set_estimate
from leadbench.plan.edits.risks import delete_risk
from leadbench.plan.scenarios import create_scenario
from leadbench.plan.tables import Activity, Project, Requirement

if TYPE_CHECKING:
    from leadbench.desktop.window import Window

DAY = 480


def shown(window: "Window") -> ForecastShown:
    found = window.document.forecast()
    assert found is not None
    return found


def is_new(window: "Window") -> bool:
    found = window.document.forecast()
    return found is not None and not found.stale and not window.forecast_runs.busy


def figures(window: "Window") -> dict[str, str]:
    return {figure.caption: figure.value for figure in window.status.figures()}


def run(window: "Window", qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: is_new(window), timeout=30_000)


def key_of(window: "Window", name: str) -> int:
    rows = window.document.contents.activities
    return next(key for key, row in rows.items() if row.name == name)


def label_takes(window: "Window", *days: int) -> None:
    with window.document.edit("Estimate", "milestones") as session:
        key = key_of(window, "Label 20,000 tickets")
        set_estimate(session, key, *(day * DAY for day in days))


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment's rest is enough for a forecast."""
    monkeypatch.setattr("leadbench.desktop.forecast_runs.REST_MS", 30)


def test_f9_makes_the_forecast_and_the_status_line_shows_it(window: "Window", qtbot: QtBot) -> None:
    assert window.document.forecast() is None
    assert figures(window)["Plan finish"] == "16 Jul"
    window.show_page("milestones")
    run(window, qtbot)
    found = figures(window)
    assert found["Finish P50"] == "29 Jul"
    assert found["P80"] == "6 Aug"
    assert found["Budget P80"] in {"$763k of $760k", "$764k of $760k"}
    tips = {figure.caption: figure.tooltip for figure in window.status.figures()}
    assert "10,000 runs, seed 7" in tips["P80"]
    assert "95% confidence" in tips["P80"]
    assert "31 Jul holds in 6" in tips["P80"]
    # Its criticality is that of the picture, within the sampling of 10,000 runs.
    own = shown(window).result.of(key_of(window, "Fine-tune and select model"))
    assert own is not None
    assert own.criticality == pytest.approx(0.825, abs=0.015)


def test_an_edit_marks_the_forecast_in_words_and_undo_takes_the_mark_back(
    window: "Window", qtbot: QtBot, restless: None
) -> None:
    run(window, qtbot)
    before = shown(window).result
    label_takes(window, 10, 13, 20)
    assert shown(window).stale
    assert shown(window).result is before
    assert figures(window)["P80"] == "6 Aug, older than the last edit"
    qtbot.waitUntil(lambda: is_new(window), timeout=30_000)
    assert shown(window).result is not before
    assert figures(window)["P80"] in {"28 Jul", "29 Jul", "30 Jul"}
    window.undo()
    assert shown(window).stale
    qtbot.waitUntil(lambda: is_new(window), timeout=30_000)
    assert shown(window).result.p80 == before.p80


def test_what_a_forecast_does_not_follow_from_leaves_it_alone(
    window: "Window", qtbot: QtBot
) -> None:
    run(window, qtbot)
    with window.document.edit("Say more", "requirements") as session:
        row = session.get_one(Requirement, next(iter(window.document.contents.requirements)))
        row.statement = f"{row.statement}, always"
    assert not shown(window).stale


def test_an_edit_while_it_runs_gives_the_run_up_and_begins_another(
    window: "Window", qtbot: QtBot, restless: None
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.forecast_runs.busy
    label_takes(window, 10, 13, 20)
    qtbot.waitUntil(lambda: is_new(window), timeout=30_000)
    asked = window.document.forecasts.asked(window.document.version)
    assert asked is not None
    assert asked.ranges[key_of(window, "Label 20,000 tickets")].likely == 13 * DAY


def test_it_comes_by_itself_after_opening(window: "Window", qtbot: QtBot, restless: None) -> None:
    window.document.opened.emit()
    qtbot.waitUntil(lambda: is_new(window), timeout=30_000)
    assert figures(window)["Finish P50"] == "29 Jul"


def test_a_large_plan_is_forecast_only_when_asked(
    window: "Window", qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadbench.desktop.forecast_runs.MOST_UNASKED", 20)
    monkeypatch.setattr("leadbench.desktop.forecast_runs.REST_MS", 1)
    run(window, qtbot)
    label_takes(window, 10, 13, 20)
    qtbot.wait(60)
    assert shown(window).stale
    assert not window.forecast_runs.busy
    run(window, qtbot)
    assert figures(window)["P80"] in {"28 Jul", "29 Jul", "30 Jul"}


def test_a_large_plan_has_the_forecast_that_it_would_have_as_a_small_one(
    window: "Window", qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = create_scenario(window.document.plan.store, "Second vendor", made_minute=29_560_000)
    window.document.show_scenario(scenario)
    label_takes(window, 10, 13, 20)
    run(window, qtbot)
    small = shown(window).result
    monkeypatch.setattr("leadbench.desktop.forecast_runs.MOST_UNASKED", 20)
    window.document.forecasts.clear()
    run(window, qtbot)
    large = shown(window).result
    assert (large.p50, large.p80, large.cost_at(0.8)) == (small.p50, small.p80, small.cost_at(0.8))
    assert large.activities == small.activities


def test_a_scenario_has_a_forecast_of_its_own_beside_that_of_the_plan(
    window: "Window", qtbot: QtBot
) -> None:
    run(window, qtbot)
    plan, plan_id = shown(window), window.document.project_id
    assert plan_id is not None
    store = window.document.plan.store
    scenario = create_scenario(store, "Second vendor", made_minute=29_560_000)
    window.document.show_scenario(scenario)
    assert window.document.forecast() is None
    assert window.document.forecasts.of((None, plan_id)) == plan
    label_takes(window, 10, 13, 20)
    run(window, qtbot)
    assert shown(window).result.p80 < plan.result.p80
    assert window.document.forecasts.of((None, plan_id)) == plan
    window.document.show_scenario(None)
    assert shown(window) == plan


def test_without_ranges_there_is_nothing_to_forecast(window: "Window", qtbot: QtBot) -> None:
    run(window, qtbot)
    with window.document.edit("Clear", "milestones") as session:
        for key in window.document.contents.activities:
            row = session.get_one(Activity, key)
            row.optimistic_minutes = row.pessimistic_minutes = None
        for key in list(window.document.contents.risks):
            delete_risk(session, key)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.forecast_runs.busy
    assert any("Nothing to forecast yet" in toast.text for toast in window.toasts.toasts())


def test_the_seed_is_a_setting_of_the_project(window: "Window", qtbot: QtBot) -> None:
    run(window, qtbot)
    before = shown(window).result
    with window.document.edit("Set the seed", "overview") as session:
        session.get_one(Project, window.document.project_id or 0).forecast_seed = 8
    assert shown(window).stale
    run(window, qtbot)
    assert shown(window).result.seed == 8
    assert shown(window).result.finish.tolist() != before.finish.tolist()
