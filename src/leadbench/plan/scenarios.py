"""What-if scenarios: branches of the plan that are edited, compared, and made the plan or dropped.

These functions take the store of the plan and not a session, since a scenario is a store itself.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from leadbench.errors import LeadbenchError, Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found, named
from leadbench.plan.file import open_plan
from leadbench.plan.for_analysis import NEEDED, network
from leadbench.plan.outline import Outline
from leadbench.plan.tables import Scenario
from leadbench.store import Change, RowChange, Store, branches
from leadbench.store.branches import BranchNote, State
from leadbench.store.copying import tried
from leadbench.store.merging import Conflict, Place, merge, row_changes

PLACE = "milestones"
"""The page that the undo steps of scenarios lead back to."""

_POSITION = "position"
_LISTS: Mapping[str, tuple[str, ...]] = {
    "activity": ("project_id", "parent_id"),
    "requirement": ("project_id", "kind"),
    "project": (),
    "role": (),
}
"""Columns that tell the lists of a table apart where there is not one list for each project."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What making a scenario the plan would do.

    Attributes
    ----------
    rows
        Each row of the plan that would change.
    conflicts
        What plan and scenario both changed to different values.
    left_out
        Table and key of what the scenario added to something that the plan has deleted since.
    plan_changed
        Whether the plan has changed since the scenario was made.
    is_verified
        Whether outline and dates are known to work out afterward.
    """

    rows: tuple[RowChange, ...]
    conflicts: tuple[Conflict, ...]
    left_out: tuple[tuple[str, int], ...]
    plan_changed: bool
    is_verified: bool = False


def create_scenario(store: Store, name: str, *, made_minute: int, base: bytes | None = None) -> int:
    """Branch the plan as it is, in one change, and return the key of the scenario.

    ``base`` is the plan as it is, as `packed_plan` returned it.
    """
    clean = _named(name)
    branch = branches.begin(store, base)
    with store.change("New scenario", PLACE) as session:
        return added(session, Scenario(name=clean, made_minute=made_minute, branch=branch))


def packed_plan(path: Path) -> bytes:
    """Return what a scenario begins with, from the file beside the program that edits it."""
    with open_plan(path, read_only=True) as store:
        return branches.packed(store)


def duplicate_scenario(store: Store, scenario_id: int, name: str, *, made_minute: int) -> int:
    """Make a second scenario with the changes of a first, and return its key."""
    clean = _named(name)
    branch = branches.duplicate(store, _branch_of(store, scenario_id))
    with store.change("Duplicate scenario", PLACE) as session:
        return added(session, Scenario(name=clean, made_minute=made_minute, branch=branch))


def rename_scenario(store: Store, scenario_id: int, name: str) -> None:
    """Give a scenario another name, in one change."""
    clean = _named(name)
    with store.change("Rename scenario", PLACE) as session:
        found(session, Scenario, scenario_id).name = clean


def drop_scenario(store: Store, scenario_id: int) -> None:
    """Take a scenario out of the plan, in one change whose undoing gives it back."""
    with store.change("Drop scenario", PLACE) as session:
        session.delete(found(session, Scenario, scenario_id))


def open_scenario(store: Store, scenario_id: int) -> Store:
    """Open a scenario: a store like the plan's, whose every edit is in the plan's file at once.

    Raises
    ------
    Refused
        If it is no longer in the plan, or damaged.
    """
    return branches.open_branch(store, _branch_of(store, scenario_id))


def note_of(store: Store, scenario_id: int) -> BranchNote:
    """Return when a scenario was last changed, and how often."""
    return branches.note_of(store, _branch_of(store, scenario_id))


def base_of(store: Store, scenario_id: int) -> State:
    """Return every row of the plan as it was when a scenario was made."""
    return branches.base_of(store, _branch_of(store, scenario_id))


def changes_in(store: Store, scenario_id: int, scenario: Store) -> tuple[RowChange, ...]:
    """Return what a scenario has changed since it was made, each row once."""
    return row_changes(store.schema, base_of(store, scenario_id), branches.state_of(scenario))


def merge_of(
    store: Store,
    scenario_id: int,
    scenario: Store | None = None,
    decided: Mapping[Place, str] | None = None,
) -> Merge:
    """Return what making a scenario the plan would do, without doing it.

    Parameters
    ----------
    store, scenario_id
        The plan, and which scenario of it.
    scenario
        The scenario if it is open already.
    decided
        ``"mine"`` (as in the plan) or ``"theirs"`` (as in the scenario) by place of a conflict;
        the scenario's value unless given.
    """
    if scenario is None:
        with open_scenario(store, scenario_id) as opened:
            return merge_of(store, scenario_id, opened, decided)
    base = base_of(store, scenario_id)
    mine, theirs = branches.state_of(store), branches.state_of(scenario)
    kept_apart = {store.schema.branch_table}
    plan_changed = any(mine[name] != base[name] for name in base.keys() - kept_apart)
    merged = merge(store.schema, base, mine, theirs, decided, quiet=frozenset({_POSITION}))
    if plan_changed:
        _number_lists(store, merged.state)
    return Merge(
        rows=row_changes(store.schema, mine, merged.state),
        conflicts=tuple(merged.conflicts),
        left_out=tuple(merged.left_out),
        plan_changed=plan_changed,
    )


def merge_beside(path: Path, scenario_id: int, decided: Mapping[Place, str] | None = None) -> Merge:
    """Return what making a scenario the plan would do, from the file beside the one that edits it.

    Raises
    ------
    Refused
        If plan and scenario together do not work out.
    """
    with open_plan(path, read_only=True) as store:
        merged = merge_of(store, scenario_id, None, decided)
        if merged.plan_changed and (decided is not None or not merged.conflicts):
            with tried(store, merged.rows) as session:
                _verify(session)
            return replace(merged, is_verified=True)
    return merged


def differences_beside(
    path: Path, scenario_id: int, decided: Mapping[Place, str]
) -> tuple[tuple[RowChange, ...], Merge]:
    """Return what `changes_in` and `merge_of` do, from the file beside the one that edits it."""
    with open_plan(path, read_only=True) as store, open_scenario(store, scenario_id) as scenario:
        rows = changes_in(store, scenario_id, scenario)
        return rows, merge_of(store, scenario_id, scenario, decided)


def adopt_scenario(
    store: Store,
    scenario_id: int,
    scenario: Store | None = None,
    decided: Mapping[Place, str] | None = None,
    merged: Merge | None = None,
) -> Change:
    """Make a scenario the plan, and take it from the list, in one change.

    ``merged`` is what `merge_of` returned for the same, if nothing has changed since.

    Raises
    ------
    Refused
        If plan and scenario together do not work out; nothing has changed then.
    """
    if merged is None:
        merged = merge_of(store, scenario_id, scenario, decided)
    with store.read() as session:
        row = found(session, Scenario, scenario_id)
        image = row.model_dump()
    gone = RowChange("scenario", scenario_id, image, None)
    label = f"Make “{row.name}” the plan"
    verify = _verify if merged.plan_changed and not merged.is_verified else None
    change = store.apply(label, PLACE, (*merged.rows, gone), verify)
    assert change is not None
    return change


def problems_of(store: Store) -> list[str]:
    """Return what is wrong with the scenarios of a plan, in words; nothing if all are sound."""
    with store.read() as session:
        rows = [(row.id or 0, row.name) for row in session.exec(select(Scenario))]
    problems: list[str] = []
    for key, name in rows:
        try:
            with open_scenario(store, key) as scenario:
                problems += [f"Scenario “{name}”: {problem}" for problem in scenario.check()]
        except Refused as error:
            problems.append(f"Scenario “{name}”: {error}")
    return problems


def _named(name: str) -> str:
    return named(name, "A scenario", longest=200)


def _branch_of(store: Store, scenario_id: int) -> int:
    with store.read() as session:
        return found(session, Scenario, scenario_id).branch


def _number_lists(store: Store, state: State) -> None:
    """Give the rows of each list the positions 0 to n - 1 again."""
    for name, table in store.schema.tables.items():
        names = [column.name for column in table.columns]
        if _POSITION not in names:
            continue
        at = names.index(_POSITION)
        owners = _LISTS.get(name, ("project_id",))
        places = [names.index(owner) for owner in owners if owner in names]
        lists: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
        rows = state[name]
        for row in rows.values():
            lists[tuple(row[place] for place in places)].append(row)
        key = names.index("id")
        for members in lists.values():
            members.sort(key=lambda row: (row[at], row[key]))
            for position, row in enumerate(members):
                if row[at] != position:
                    rows[row[key]] = (*row[:at], position, *row[at + 1 :])


def _verify(session: Session) -> None:
    """Refuse a plan whose outline or dates do not work out."""
    from leadbench.analysis.critical_path import schedule

    contents = Contents(session, NEEDED)
    for project_id in contents.projects:
        lines = Outline(contents, project_id).rows
        problem = ""
        if len(lines) < len(contents.activities_of(project_id)):
            problem = "Some tasks would belong under each other."
        else:
            try:
                schedule(network(contents, project_id))
            except LeadbenchError as error:
                problem = str(error)
        if problem:
            raise Refused(
                f"Plan and scenario do not work out together. {problem} Change one of the two "
                "first. Nothing was changed."
            )
