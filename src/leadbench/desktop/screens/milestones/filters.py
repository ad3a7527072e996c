"""Which tasks a filter of the outline lets through."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule
    from leadbench.desktop.screens.milestones.rows import PlanRows
    from leadbench.plan.contents import Contents
    from leadbench.plan.tables import Activity

ALL: Final = "all"
_SOON_DAYS: Final = 28
_HALF: Final = 0.5
Test = Callable[["Activity"], bool]

FILTERS: Final = {
    ALL: "All tasks",
    "critical": "Critical",
    "near": "Critical and near-critical",
    "often": "Critical in most runs",
    "late": "Late",
    "open": "Not done",
    "going": "In progress",
    "soon": "Starting in the next 4 weeks",
    "milestones": "Milestones",
    "no_predecessor": "Without predecessor",
    "no_successor": "Without successor",
    "no_role": "Without role",
    "left_out": "Left out",
}
"""What can be shown, by its key; with the roles of the plan, which are keyed "role:7"."""

TIPS: Final = {
    "often": "Critical in more than half of the runs of the forecast",
    "late": "Past their deadline, or later than in the approved plan that is shown",
    "no_predecessor": "Open tasks that wait for nothing",
    "no_successor": "Open tasks that nothing waits for",
    "left_out": "Kept in the plan, but nothing counts them",
}


def title_of(contents: "Contents", key: str) -> str:
    """Return the words of a filter; all tasks for a role that is gone."""
    if key.startswith("role:"):
        role = contents.roles.get(int(key[5:]))
        return FILTERS[ALL] if role is None else role.name
    return FILTERS.get(key, FILTERS[ALL])


def test_of(rows: "PlanRows", key: str) -> Test | None:
    """Return what decides whether a task is shown, or None when all are."""
    if key.startswith("role:"):
        return _of_role(rows, int(key[5:]))
    make = _TESTS.get(key)
    return None if make is None else make(rows)


def has_words(activity: "Activity", number: str, words: str) -> bool:
    """Tell whether a task has these words in name, code or notes, or has that number.

    Parameters
    ----------
    words
        In lower case.
    """
    return (
        words in activity.name.casefold()
        or number == words
        or words in activity.wbs.casefold()
        or words in activity.notes.casefold()
    )


def _of_role(rows: "PlanRows", role_id: int) -> Test | None:
    contents = rows.document.contents
    if role_id not in contents.roles:
        return None
    theirs = contents.keys_by("assignments", "role_id").get(role_id, ())
    keys = {contents.assignments[each].activity_id for each in theirs}
    return lambda activity: activity.id in keys


def _dated(rows: "PlanRows", decide: "Callable[[Schedule, int, Activity], bool]") -> Test:
    """Return a test that looks at the dates of open tasks that count."""
    schedule, out = rows.schedule, rows.left_out

    def test(activity: "Activity") -> bool:
        if schedule is None or activity.kind == ActivityKind.SUMMARY or activity.id in out:
            return False
        place = schedule.index.get(activity.id or 0)
        return place is not None and not schedule.done[place] and decide(schedule, place, activity)

    return test


def _critical(rows: "PlanRows") -> Test:
    return _dated(rows, lambda schedule, place, _: bool(schedule.critical[place]))


def _near(rows: "PlanRows") -> Test:
    return _dated(
        rows,
        lambda schedule, place, _: bool(schedule.critical[place] or schedule.near_critical[place]),
    )


def _often(rows: "PlanRows") -> Test:
    return lambda activity: (rows.chances.criticality(activity.id or 0) or 0.0) > _HALF


def _late(rows: "PlanRows") -> Test:
    def decide(schedule: "Schedule", place: int, activity: "Activity") -> bool:
        finish = int(schedule.finish[place])
        kept = rows.baseline(activity.id or 0)
        missed = activity.deadline_minute is not None and finish > activity.deadline_minute
        return missed or (kept is not None and finish > kept.finish_minute)

    return _dated(rows, decide)


def _open(rows: "PlanRows") -> Test:
    return _dated(rows, lambda *_: True)


def _going(rows: "PlanRows") -> Test:
    return _dated(rows, lambda _, __, activity: activity.actual_start_minute is not None)


def _soon(rows: "PlanRows") -> Test:
    project = rows.document.project
    assert project is not None
    now = project.status_minute or project.start_minute

    def decide(schedule: "Schedule", place: int, activity: "Activity") -> bool:
        starts = int(schedule.start[place])
        return activity.actual_start_minute is None and starts < now + _SOON_DAYS * 1440

    return _dated(rows, decide)


def _milestones(_rows: "PlanRows") -> Test:
    return lambda activity: activity.kind == ActivityKind.MILESTONE


def _unlinked(rows: "PlanRows", column: str) -> Test:
    linked = rows.document.contents.keys_by("dependencies", column)
    return _dated(rows, lambda _, __, activity: activity.id not in linked)


def _no_role(rows: "PlanRows") -> Test:
    assigned = rows.document.contents.keys_by("assignments", "activity_id")
    return _dated(rows, lambda _, __, activity: activity.id not in assigned)


def _left_out(rows: "PlanRows") -> Test:
    out = rows.left_out
    return lambda activity: activity.id in out


_TESTS: Final[Mapping[str, "Callable[[PlanRows], Test]"]] = {
    "critical": _critical,
    "near": _near,
    "often": _often,
    "late": _late,
    "open": _open,
    "going": _going,
    "soon": _soon,
    "milestones": _milestones,
    "no_predecessor": lambda rows: _unlinked(rows, "successor_id"),
    "no_successor": lambda rows: _unlinked(rows, "predecessor_id"),
    "no_role": _no_role,
    "left_out": _left_out,
}
