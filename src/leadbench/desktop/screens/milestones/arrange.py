"""The visible rows of the outline when it is sorted, filtered or grouped; the plan stays as it is.

Sorting keeps the outline: siblings are sorted within their parent. A filter keeps the parents of
what it lets through, dimmed. Groups show tasks without their summaries, under heads that are no
tasks: their keys lie below zero.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from leadbench.desktop.screens.milestones.cell_text import STAGES
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.filters import ALL, has_words, test_of
from leadbench.desktop.screens.milestones.sorting import in_order, value_of
from leadbench.plan.outline import Outline, OutlineRow
from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.rows import PlanRows

GROUPS: Final = {
    "": "No groups",
    "stage": "Stage",
    "team": "Team",
    "role": "Role",
    "status": "Status",
    "criticality": "Criticality",
}
"""What tasks can be grouped by."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the rows are shown."""

    sort: Column | None = None
    falling: bool = False
    filter: str = ALL
    words: str = ""
    """Only tasks with these words, or "" (``filters.has_words``)."""
    group: str = ""

    @property
    def plain(self) -> bool:
        """Whether the outline is shown as it is."""
        return self.sort is None and not self.narrowed and not self.group

    @property
    def narrowed(self) -> bool:
        """Whether tasks are left out."""
        return self.filter != ALL or bool(self.words)

    @property
    def own_folds(self) -> bool:
        """Whether what is folded is remembered with the plan: not of a filter, nor of groups."""
        return not self.narrowed and not self.group


@dataclass(slots=True)
class Arranged:
    """The rows to show, in order."""

    rows: list[OutlineRow]
    dimmed: set[int] = field(default_factory=set)
    """Parents that are shown only for what is below them."""
    groups: dict[int, str] = field(default_factory=dict)
    """The heads of groups by their keys."""
    matches: int = 0
    """How many tasks a filter lets through."""


def arranged(
    rows: "PlanRows", outline: Outline, how: Arrangement, folded: set[int], kept: set[int]
) -> Arranged:
    """Return the rows to show.

    Parameters
    ----------
    folded
        Keys of the rows whose parts are hidden.
    kept
        Keys that no filter leaves out: tasks that were added under it.
    """
    if how.group:
        return _grouped(rows, outline, how, folded, kept)
    found = Arranged([])
    shown = _let_through(rows, outline, how, kept, found) if how.narrowed else None
    order = outline.rows if how.sort is None else _sorted(rows, outline, how)
    hidden_below: int | None = None
    for row in order:
        if hidden_below is not None and row.depth > hidden_below:
            continue
        hidden_below = row.depth if row.has_children and row.key in folded else None
        if shown is None or row.key in shown:
            found.rows.append(row)
    return found


def _test(rows: "PlanRows", how: Arrangement) -> Callable[[int], bool]:
    activities = rows.document.contents.activities
    decide, words = test_of(rows, how.filter), how.words.casefold()
    number_of = rows.document.outline.number_of

    def test(key: int) -> bool:
        activity = activities[key]
        return (decide is None or decide(activity)) and (
            not words or has_words(activity, number_of[key], words)
        )

    return test


def _let_through(
    rows: "PlanRows", outline: Outline, how: Arrangement, kept: set[int], found: Arranged
) -> set[int]:
    """Return the keys that a filter shows, and note the parents among them that it dims."""
    test = _test(rows, how)
    matching = {row.key for row in outline.rows if row.key in kept or test(row.key)}
    found.matches = len(matching)
    shown = set(matching)
    for row in reversed(outline.rows):  # parts stand below their parents
        if row.key in shown and row.parent is not None:
            shown.add(row.parent)
    found.dimmed = shown - matching
    return shown


def _sorted(rows: "PlanRows", outline: Outline, how: Arrangement) -> list[OutlineRow]:
    assert how.sort is not None
    if how.sort == Column.NUMBER and not how.falling:
        return outline.rows
    value = outline.index_of.__getitem__ if how.sort == Column.NUMBER else value_of(rows, how.sort)
    children: dict[int | None, list[int]] = {}
    for row in outline.rows:
        children.setdefault(row.parent, []).append(row.key)
    found: list[OutlineRow] = []
    stack = in_order(children.get(None, []), value, falling=how.falling)[::-1]
    while stack:
        row = outline.rows[outline.index_of[stack.pop()]]
        found.append(row)
        if row.has_children:
            stack.extend(in_order(children[row.key], value, falling=how.falling)[::-1])
    return found


def _grouped(
    rows: "PlanRows", outline: Outline, how: Arrangement, folded: set[int], kept: set[int]
) -> Arranged:
    activities = rows.document.contents.activities
    test, title_of = _test(rows, how), _title_of(rows, how.group)
    tasks = [
        row
        for row in outline.rows
        if activities[row.key].kind != ActivityKind.SUMMARY and (row.key in kept or test(row.key))
    ]
    if how.sort is not None and how.sort != Column.NUMBER:
        value, by_key = value_of(rows, how.sort), {row.key: row for row in tasks}
        tasks = [by_key[key] for key in in_order(list(by_key), value, falling=how.falling)]
    elif how.sort is not None and how.falling:
        tasks.reverse()
    members: dict[str, list[OutlineRow]] = {title: [] for title in _titles(rows, how.group)}
    for row in tasks:
        members.setdefault(title_of(row.key), []).append(row)
    found = Arranged([], matches=len(tasks))
    for place, (title, own) in enumerate(members.items(), start=1):
        if not own:
            continue
        key = -place
        found.groups[key] = f"{title} · {len(own)}"
        found.rows.append(OutlineRow(key, "", 0, True, None))
        if key not in folded:
            found.rows += [OutlineRow(row.key, row.number, 1, False, key) for row in own]
    return found


_NONE: Final = {"stage": "No stage", "team": "No team", "role": "No role"}
_LEFT_OUT: Final = "Left out"
_STATES: Final = ("Late", "In progress", "Not started", "Done", _LEFT_OUT)


_OFTEN: Final = (
    (0.8, "Critical in 80% of runs or more"),
    (0.5, "In 50 to 80%"),
    (0.2, "In 20 to 50%"),
    (0.0, "In less than 20%"),
)
_NEVER: Final = "In no run"
_UNSAID: Final = "Done, left out, or no forecast"


def _how_often(share: float | None) -> str:
    if share is None:
        return _UNSAID
    if share == 0:
        return _NEVER
    return next(title for least, title in _OFTEN if share >= least)


def _titles(rows: "PlanRows", group: str) -> list[str]:
    """Return the heads of groups in their order."""
    contents = rows.document.contents
    if group == "status":
        return list(_STATES)
    if group == "criticality":
        return [*(title for _, title in _OFTEN), _NEVER, _UNSAID]
    if group == "stage":
        return [*STAGES.values(), _NONE[group]]
    roles = contents.ordered_roles()
    if group == "role":
        return [*(role.name for role in roles), _NONE[group]]
    teams = dict.fromkeys(role.team for role in roles if role.team)
    return [*teams, _NONE[group]]


def _title_of(rows: "PlanRows", group: str) -> Callable[[int], str]:
    contents = rows.document.contents
    if group == "status":
        return _status(rows)
    if group == "criticality":
        return lambda key: _how_often(rows.chances.criticality(key))
    if group == "stage":
        return lambda key: (
            _NONE[group]
            if (stage := contents.activities[key].stage_id) is None
            else STAGES[str(contents.stages[stage].kind)]
        )

    def title(key: int) -> str:
        role = contents.role_of(key)
        if role is None:
            return _NONE[group]
        return (role.team if group == "team" else role.name) or _NONE[group]

    return title


def _status(rows: "PlanRows") -> Callable[[int], str]:
    late, schedule, out = test_of(rows, "late"), rows.schedule, rows.left_out
    activities = rows.document.contents.activities

    def title(key: int) -> str:
        activity = activities[key]
        if key in out:
            return _LEFT_OUT
        if activity.actual_finish_minute is not None:
            return "Done"
        if schedule is not None and late is not None and late(activity):
            return "Late"
        return "Not started" if activity.actual_start_minute is None else "In progress"

    return title
