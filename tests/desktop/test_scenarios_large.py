"""Scenarios of a plan that is too large to be copied while the window waits."""

from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from leadbench.desktop import scenarios
from leadbench.plan.contents import Contents
from tests.desktop.test_scenarios import key_of, naming, retitle, shorten

if TYPE_CHECKING:
    from leadbench.desktop.document import Document
    from leadbench.desktop.window import Window


@pytest.fixture
def large(window: "Window", monkeypatch: pytest.MonkeyPatch) -> "Window":
    """A window that takes its plan for a large one."""
    monkeypatch.setattr(scenarios, "MANY", 0)
    window.files.show_dialog = naming("Second vendor")
    return window


def rows_of(contents: Contents) -> dict[str, dict[int, Any]]:
    names = ("projects", "activities", "dependencies", "assignments", "scenarios", "requirements")
    return {name: dict(getattr(contents, name)) for name in names}


def begun(document: "Document") -> bool:
    return document.scenario_id is not None


def test_a_large_plan_is_copied_beside_the_window(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    large.scenarios.create()
    assert not begun(document)
    assert large.background.busy
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    assert document.scenario is not None
    assert document.scenario.name == "Second vendor"
    # What was taken over from the plan is what the file of the scenario holds.
    assert rows_of(document.contents) == rows_of(Contents(document.store))
    assert document.plan.store.history()[0].label == "New scenario"


def test_an_edit_made_meanwhile_is_in_the_scenario(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    key = key_of(document, "3.4")
    large.scenarios.create()
    retitle(document, "3.4", "Made meanwhile")
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    assert document.contents.activities[key].name == "Made meanwhile"
    assert rows_of(document.contents) == rows_of(Contents(document.store))
    document.show_scenario(None)
    document.undo()  # the scenario
    assert not document.plan.scenarios
    document.undo()  # the edit
    assert document.contents.activities[key].name != "Made meanwhile"


def test_what_is_taken_over_goes_its_own_way(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    before = document.contents.activities[key_of(document, "3.4")].duration_minutes
    large.scenarios.create()
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    shorten(document, "3.4", 1)
    key = key_of(document, "3.4")
    assert document.contents.activities[key].duration_minutes == 480
    assert document.plan.contents.activities[key].duration_minutes == before
    document.show_scenario(None)
    assert document.contents.activities[key].duration_minutes == before


def test_a_copy_that_is_given_up_leaves_nothing(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    steps = len(document.plan.store.history())
    large.scenarios.create()
    large.background.cancel()
    qtbot.waitUntil(lambda: not large.background.busy, timeout=20_000)
    assert not begun(document)
    assert not document.plan.scenarios
    assert len(document.plan.store.history()) == steps
    with document.plan.store.aside() as connection:
        assert connection.execute("SELECT count(*) FROM branch").fetchone() == (0,)
