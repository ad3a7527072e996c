"""Which versions of the project can be compared, and what each of them holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from leadbench.desktop.document import MANY, Document

if TYPE_CHECKING:
    from leadbench.plan.comparing import Comparison, Version
    from leadbench.plan.contents import Contents
    from leadbench.store import Store


__all__ = ["MANY", "PLAN", "Choice", "choices", "comparing", "first_pair", "on_view"]


class Choice(NamedTuple):
    """One version: the plan, a scenario or a baseline, by its key."""

    kind: str
    key: int = 0


PLAN = Choice("plan")


def choices(document: Document) -> dict[Choice, str]:
    """Return every version of the project on view with its name, as a menu lists them."""
    found = {PLAN: "Plan"}
    for scenario in document.plan.scenarios:
        found[Choice("scenario", scenario.id or 0)] = scenario.name
    if document.project_id is not None:
        for baseline in document.contents.baselines_of(document.project_id):
            found[Choice("baseline", baseline.id or 0)] = baseline.name
    return found


def on_view(document: Document) -> Choice:
    """Return the version that the other pages show."""
    shown = document.scenario_id
    return PLAN if shown is None else Choice("scenario", shown)


def first_pair(document: Document) -> tuple[Choice, Choice] | None:
    """Return what is compared at first: the plan and the scenario, or the baseline and the plan.

    None if there is nothing to compare.
    """
    known = choices(document)
    shown = on_view(document)
    if shown != PLAN:
        return PLAN, shown
    assert document.project_id is not None
    baseline = document.contents.shown_baseline(document.project_id)
    if baseline is not None:
        return Choice("baseline", baseline.id or 0), PLAN
    others = [choice for choice in known if choice != PLAN]
    if not others:
        return None
    last = others[-1]
    return (last, PLAN) if last.kind == "baseline" else (PLAN, last)


def comparing(
    document: Document, before: Choice, after: Choice
) -> "Callable[[], Comparison | None]":
    """Return the work that compares two versions; it returns None while one has no dates.

    The work touches nothing that the window changes, so that it can be done in a thread.
    """
    project = document.project
    assert project is not None
    path = document.plan.store.path
    one, other = _version(document, before), _version(document, after)
    sides = [document.plan.contents.snapshot()]
    if document.contents is not document.plan.contents:
        sides.append(document.contents.snapshot())
    calendar_id = project.calendar_id
    own = sides[-1]
    scenarios = [choice.key for choice in (before, after) if choice.kind == "scenario"]

    def work() -> "Comparison | None":
        from leadbench.plan.comparing import compare
        from leadbench.plan.file import open_plan
        from leadbench.plan.for_analysis import calendar

        with open_plan(path, read_only=True) as plan:
            first, second = one(plan), other(plan)
            if first is None or second is None:
                return None
            apart = _apart(plan, scenarios, sides)
        found = compare(first, second, calendar(own, calendar_id), apart=apart)
        # What the page shows of all tasks is counted here, and not while the window waits.
        for version in (first, second):
            _ = version.work, version.critical, version.near
        _ = found.differing
        return found

    return work


def _version(document: Document, choice: Choice) -> "Callable[[Store], Version | None]":
    """Return the work that makes a version, given the plan's file open for reading."""
    from leadbench.plan.comparing import version_of_baseline, version_of_plan

    project_id = document.project_id
    assert project_id is not None
    if choice.kind == "baseline":
        own = document.contents.snapshot()
        return lambda _: version_of_baseline(own, choice.key)
    name = choices(document).get(choice, "")
    if choice == on_view(document):
        outlook = document.outlook
        if outlook is None:
            return lambda _: None
        shown, dates = document.contents.snapshot(), outlook.schedule
        return lambda _: version_of_plan(shown, project_id, dates, name)
    if choice == PLAN:
        known = document.plan.known_outlook(project_id)
        rows = document.plan.contents.snapshot()
        if known is None:
            return lambda _: _calculated(rows, project_id, name)
        planned = known.schedule
        return lambda _: version_of_plan(rows, project_id, planned, name)
    return lambda plan: _scenario(plan, choice.key, project_id, name)


def _scenario(plan: "Store", key: int, project_id: int, name: str) -> "Version | None":
    from leadbench.plan.contents import Contents
    from leadbench.plan.scenarios import open_scenario

    with open_scenario(plan, key) as scenario:
        contents = Contents(scenario)
    return _calculated(contents, project_id, name)


def _calculated(contents: "Contents", project_id: int, name: str) -> "Version | None":
    from leadbench.analysis.critical_path import schedule
    from leadbench.errors import LeadbenchError
    from leadbench.plan.comparing import version_of_plan
    from leadbench.plan.for_analysis import network

    if project_id not in contents.projects:
        return None
    try:
        dates = schedule(network(contents, project_id))
    except LeadbenchError:
        return None
    return version_of_plan(contents, project_id, dates, name)


def _apart(plan: "Store", scenarios: list[int], sides: "list[Contents]") -> set[int]:
    """Return the keys that plan and scenario each gave to a task of their own."""
    from leadbench.plan.scenarios import base_of

    apart: set[int] = set()
    if len(sides) == 2:
        for key in scenarios:
            base = base_of(plan, key)["activity"]
            added = [set(side.activities) - base.keys() for side in sides]
            apart |= added[0] & added[1]
    return apart
