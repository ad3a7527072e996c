"""The open scenarios of a plan, and their opening beside the window."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from leadbench.desktop.beside import Beside
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.desktop.document import Document
    from leadbench.desktop.looks import Look, Plan
    from leadbench.plan.contents import Contents
    from leadbench.store import Store

_Failed = Callable[[LeadbenchError], object]


class Openings(QObject):
    """Opens scenarios, and keeps them open until the plan is closed."""

    def __init__(self, document: "Document") -> None:
        super().__init__(document)
        self.document = document
        self.stores: dict[int, Store] = {}
        """The open scenarios by branch: a key is given again once its scenario is dropped."""
        self.looks: dict[int, Look] = {}
        """How the plan and the scenarios were left, by the identity of their stores."""
        self._works: list[Beside] = []

    @property
    def is_reading(self) -> bool:
        """Whether something is read or worked out beside the window."""
        return bool(self._works)

    def opened(self, plan: "Plan", scenario_id: int) -> "Store":
        """Return the open store of a scenario, opened now if it is not.

        Raises
        ------
        Refused
            If the scenario is no longer there, or damaged.
        """
        branch = plan.scenario(scenario_id).branch
        store = self.stores.get(branch)
        if store is None:
            from leadbench.plan.scenarios import open_scenario

            store = self.stores[branch] = open_scenario(plan.store, scenario_id)
        return store

    def beside(
        self, work: Callable[[], Any], on_done: Callable[[Any], object], on_failed: _Failed
    ) -> None:
        """Do a work in a thread; nothing is told of it once the plan is closed."""
        thread = Beside(self, work, on_done, on_failed, self._works.remove)
        self._works.append(thread)
        thread.start()

    def look_of(self, scenario_id: int) -> "Look | None":
        """Return how a scenario was left, if that still holds and has dates."""
        row = self.document.plan.contents.scenarios.get(scenario_id)
        store = None if row is None else self.stores.get(row.branch)
        look = None if store is None else self.looks.get(id(store))
        if store is None or look is None or look.revision != store.revision:
            return None
        holds = look.has_dates and look.project_id == self.document.project_id
        return look if holds else None

    def knows(self, scenario_id: int | None) -> bool:
        """Whether what would be shown has been read; the rows of the plan are always at hand."""
        shown = self.document.scenario_id
        return scenario_id in {None, shown} or self.look_of(scenario_id or 0) is not None

    def hold(self, store: "Store") -> None:
        """Let what is known of a store still hold after its last change."""
        known = self.looks.get(id(store))
        if known is not None and known.revision == store.revision - 1:
            self.looks[id(store)] = replace(known, revision=store.revision)

    def read(self, scenario_id: int, on_read: Callable[[], object], on_failed: _Failed) -> None:
        """Open and read a scenario in a thread, with the dates of the project on view."""
        from leadbench.store.branches import last_of, taken_over

        document, plan = self.document, self.document.plan
        try:
            branch = plan.scenario(scenario_id).branch
            last = last_of(plan.store, branch)
            if last[0] != plan.store.schema.revision:  # first brought up to date, in the file
                self.opened(plan, scenario_id)
                last = last_of(plan.store, branch)
        except LeadbenchError as problem:
            on_failed(problem)
            return

        def done(found: "tuple[Store, Look]") -> None:
            store, look = found
            row = plan.contents.scenarios.get(scenario_id)
            same = row is not None and row.branch == branch and last_of(plan.store, branch) == last
            own = self.stores.get(branch)
            if own is not None or not same:
                store.close()
            if not same:  # changed meanwhile, or gone
                self.read(scenario_id, on_read, on_failed)
                return
            if own is None:
                own = self.stores[branch] = taken_over(plan.store, branch, store)
            look.contents.go_on_with(own)
            self.looks[id(own)] = replace(look, revision=own.revision)
            on_read()

        like = plan.contents.snapshot()
        work = partial(_read, plan.store.path, scenario_id, document.project_id, like)
        self.beside(work, done, on_failed)

    def forget(self) -> None:
        """Close them all."""
        for work in self._works:
            work.give_up()
        self._works.clear()
        for store in self.stores.values():
            store.close()
        self.stores.clear()
        self.looks.clear()


def _read(
    path: Path, scenario_id: int, project_id: int | None, like: "Contents"
) -> "tuple[Store, Look]":
    """Return a scenario, open for reading, and what follows from its rows."""
    from leadbench.desktop.looks import look_at
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan
    from leadbench.plan.scenarios import open_scenario

    with open_plan(path, read_only=True) as plan:
        store = open_scenario(plan, scenario_id)
    contents = Contents(store)
    contents.like(like)
    if project_id not in contents.projects:
        project_id = next((row.id for row in contents.ordered_projects()), None)
    return store, look_at(contents, project_id)
