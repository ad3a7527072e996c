"""Which versions of the project can be compared, and what each of them holds."""

from typing import TYPE_CHECKING, NamedTuple

from leadbench.desktop.document import Document

if TYPE_CHECKING:
    from leadbench.plan.comparing import Comparison, Version
    from leadbench.plan.contents import Contents


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


def version(document: Document, choice: Choice) -> "Version | None":
    """Return what a version holds, or None while it has no dates.

    Raises
    ------
    Refused
        If a scenario cannot be opened.
    """
    from leadbench.plan.comparing import version_of_baseline, version_of_plan
    from leadbench.plan.contents import Contents

    project_id = document.project_id
    assert project_id is not None
    if choice.kind == "baseline":
        return version_of_baseline(document.contents, choice.key)
    name = choices(document).get(choice, "")
    if choice == on_view(document):
        if document.outlook is None:
            return None
        return version_of_plan(document.contents, project_id, document.outlook.schedule, name)
    if choice == PLAN:
        outlook = document.plan.outlook(project_id)
        if outlook is None:
            return None
        return version_of_plan(document.plan.contents, project_id, outlook.schedule, name)
    contents = Contents(document.opened_scenario(choice.key))
    if project_id not in contents.projects:
        return None
    return _calculated(contents, project_id, name)


def _calculated(contents: "Contents", project_id: int, name: str) -> "Version | None":
    from leadbench.analysis.critical_path import schedule
    from leadbench.errors import LeadbenchError
    from leadbench.plan.comparing import version_of_plan
    from leadbench.plan.for_analysis import network

    try:
        dates = schedule(network(contents, project_id))
    except LeadbenchError:
        return None
    return version_of_plan(contents, project_id, dates, name)


def comparison(document: Document, before: Choice, after: Choice) -> "Comparison | None":
    """Compare two versions; None while one of them has no dates."""
    from leadbench.plan.comparing import compare
    from leadbench.plan.for_analysis import calendar

    one, other = version(document, before), version(document, after)
    if one is None or other is None or document.project is None:
        return None
    working = calendar(document.contents, document.project.calendar_id)
    return compare(one, other, working, apart=_apart(document, before, after))


def _apart(document: Document, before: Choice, after: Choice) -> set[int]:
    """Return the keys that plan and scenario each gave to a task of their own."""
    from leadbench.plan.scenarios import base_of

    apart: set[int] = set()
    for choice in (before, after):
        if choice.kind == "scenario":
            base = base_of(document.plan.store, choice.key)["activity"]
            sides = [document.plan.contents, document.contents]
            added = [set(side.activities) - base.keys() for side in sides]
            if sides[0] is not sides[1]:
                apart |= added[0] & added[1]
    return apart
