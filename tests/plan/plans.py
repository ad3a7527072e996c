"""Plans that the tests of this room work on, and short ways to look at them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import ActivityKind, Network
from leadbench.plan import for_analysis
from leadbench.plan.contents import Contents
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.notation import format_predecessors
from leadbench.plan.outline import Outline
from leadbench.plan.templates import new_project
from leadbench.store import Change, Store

DAY = 480


@dataclass
class Plan:
    """One project of an open plan; ``keys`` are its activities by their first outline number."""

    store: Store
    project_id: int
    keys: dict[str, int]

    def do(self, edit: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Run one edit as one change and return what it returns."""
        with self.store.change(edit.__name__) as session:
            return edit(session, *given, **named)

    @property
    def contents(self) -> Contents:
        """The rows as they are now."""
        return Contents(self.store)

    def outline(self) -> list[str]:
        """Each line as "number name kind"."""
        contents = self.contents
        return [
            f"{row.number} {contents.activities[row.key].name} {contents.activities[row.key].kind}"
            for row in Outline(contents, self.project_id).rows
        ]

    def row(self, number: str) -> Any:
        """The row of an activity by its first number."""
        return self.contents.activities[self.keys[number]]

    def predecessors(self, number: str) -> str:
        """The predecessors of an activity as text."""
        contents = self.contents
        return format_predecessors(
            contents.links_to(self.keys[number]),
            Outline(contents, self.project_id),
            contents.projects[self.project_id],
        )

    def schedule(self) -> Schedule:
        """The dates of the project."""
        return schedule(self.network())

    def network(self) -> Network:
        """What the dates follow from."""
        return for_analysis.network(self.contents, self.project_id)


def small_plan(store: Store, start: date) -> Plan:
    """Return a project of six activities in a store."""
    keys: dict[str, int] = {}
    with store.change("Set up") as session:
        project_id = new_project(session, "Router", start, outline=False)
        for number, name in (
            ("1", "Data"),
            ("1.1", "Export"),
            ("1.2", "Label"),
            ("1.3", "Frozen"),
            ("2", "Train"),
            ("3", "Serve"),
        ):
            keys[number] = add_activity(
                session,
                project_id,
                name,
                parent=keys["1"] if "." in number else None,
                kind=ActivityKind.MILESTONE if number == "1.3" else ActivityKind.WORK,
                duration=2 * DAY,
            )
    return Plan(store, project_id, keys)


def replayed(store: Store) -> list[Change]:
    """Return a list that every later change of the store is added to."""
    changes: list[Change] = []
    store.subscribe(changes.append)
    return changes
