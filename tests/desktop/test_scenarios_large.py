"""Scenarios of a plan that is too large to be copied while the window waits."""

from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from leadbench.analysis.outlook import outlook
from leadbench.desktop import scenarios
from leadbench.desktop.screens.compare import Page as ComparePage
from leadbench.desktop.screens.compare import side, versions
from leadbench.plan.contents import Contents
from leadbench.plan.file import open_plan
from leadbench.plan.for_analysis import network
from leadbench.plan.scenarios import open_scenario
from tests.desktop.test_scenarios import key_of, naming, retitle, shorten

if TYPE_CHECKING:
    from leadbench.desktop.document import Document
    from leadbench.desktop.window import Window


@pytest.fixture
def large(window: "Window", monkeypatch: pytest.MonkeyPatch) -> "Window":
    """A window that takes its plan for a large one."""
    for module in (scenarios, versions, side):
        monkeypatch.setattr(module, "MANY", 0)
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


def begin(window: "Window", qtbot: QtBot) -> int:
    """Start a scenario in which labeling takes 13 days and not 20; it is not open any more."""
    document = window.document
    window.scenarios.create()
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    key = document.scenario_id
    assert key is not None
    shorten(document, "2.4", 13)
    window.scenarios.show(None)
    document.forget_scenarios()
    return key


def rest(window: "Window", qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.document.openings.is_reading, timeout=20_000)


def test_a_scenario_is_read_beside_the_window(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    key = begin(large, qtbot)
    large.scenarios.show(key)
    assert not begun(document)
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    assert rows_of(document.contents) == rows_of(Contents(document.store))
    shown = document.outlook
    assert shown is not None
    assert document.project_id is not None
    assert shown.finish == outlook(network(Contents(document.store), document.project_id)).finish
    # What is edited now is in the file, and can be taken back.
    retitle(document, "3.4", "Edited later")
    task = key_of(document, "3.4")
    with (
        open_plan(document.plan.store.path, read_only=True) as plan,
        open_scenario(plan, key) as again,
    ):
        assert Contents(again).activities[task].name == "Edited later"
    document.undo()
    assert document.contents.activities[task].name != "Edited later"
    large.scenarios.show(None)
    assert not begun(document)
    large.scenarios.show(key)  # it is known now
    assert begun(document)


def test_the_plan_asked_for_meanwhile_stays_on_view(large: "Window", qtbot: QtBot) -> None:
    key = begin(large, qtbot)
    large.scenarios.show(key)
    large.scenarios.show(None)
    rest(large, qtbot)
    assert not begun(large.document)


def test_closing_the_plan_gives_up_what_is_read(large: "Window", qtbot: QtBot) -> None:
    key = begin(large, qtbot)
    large.scenarios.show(key)
    large.document.close()
    assert not large.document.openings.is_reading
    qtbot.wait(50)
    assert not large.document.is_open


def test_a_second_scenario_goes_on_from_the_first(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    first = begin(large, qtbot)
    large.scenarios.show(first)
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    large.files.show_dialog = naming("Third vendor")
    large.scenarios.duplicate()
    qtbot.waitUntil(lambda: document.scenario_id not in {None, first}, timeout=20_000)
    task = key_of(document, "2.4")
    assert document.contents.activities[task].duration_minutes == 13 * 480
    shorten(document, "2.4", 1)
    large.scenarios.show(first)
    assert document.contents.activities[task].duration_minutes == 13 * 480


def test_a_comparison_is_worked_out_beside_the_window(large: "Window", qtbot: QtBot) -> None:
    key = begin(large, qtbot)
    large.scenarios.show(key)
    qtbot.waitUntil(lambda: begun(large.document), timeout=20_000)
    large.scenarios.compare()
    page = large.pages.page
    assert isinstance(page, ComparePage)
    assert page.is_waiting()
    qtbot.waitUntil(lambda: not page.is_waiting(), timeout=20_000)
    assert page.compared is not None
    (task,) = (one for one in page.compared.tasks if one.key == key_of(large.document, "2.4"))
    assert task.longer == -7 * 480
    qtbot.waitUntil(lambda: bool(page.side.lines), timeout=20_000)
    assert "Likely duration 13 d, was 20 d" in [words for _, words in page.side.lines]
    shorten(large.document, "2.4", 10)  # what was compared stays until the new figures are there
    assert page.compared is not None
    rest(large, qtbot)
    (task,) = (one for one in page.compared.tasks if one.key == task.key)
    assert task.longer == -10 * 480


def test_what_is_made_the_plan_is_worked_out_first(large: "Window", qtbot: QtBot) -> None:
    document = large.document
    key = begin(large, qtbot)
    task = key_of(document, "2.4")
    large.scenarios.show(key)
    qtbot.waitUntil(lambda: begun(document), timeout=20_000)
    before = document.plan.store.dump()
    large.scenarios.adopt()
    assert document.plan.store.dump() == before
    retitle(document, "3.4", "Edited meanwhile")
    qtbot.waitUntil(lambda: not document.plan.scenarios, timeout=20_000)
    assert not begun(document)
    assert document.contents.activities[task].duration_minutes == 13 * 480
    assert name_at(document, "3.4") == "Edited meanwhile"
    shown = document.outlook
    assert shown is not None
    assert document.project_id is not None
    assert shown.finish == outlook(network(Contents(document.store), document.project_id)).finish
    large.undo()
    assert document.plan.store.dump() == before


def name_at(document: "Document", number: str) -> str:
    return document.contents.activities[key_of(document, number)].name
