"""Making the scenario on view the plan: what it changes is worked out first, then taken at once."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer

from leadbench.desktop.pages import COMPARE
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.desktop.scenarios import Scenarios
    from leadbench.plan.scenarios import Merge
    from leadbench.store import Store

Decided: TypeAlias = Mapping[tuple[str, int, str], str] | None
"""Which side holds, by place of a conflict."""


class Adopting(QObject):
    """Adopts scenarios, for one window."""

    def __init__(self, scenarios: "Scenarios") -> None:
        super().__init__(scenarios)
        self.scenarios = scenarios
        self.window, self.document = scenarios.window, scenarios.document

    def adopt(self, decided: Decided, *, beside: bool) -> None:
        """Make the scenario on view the plan, in one step that can be undone.

        Where plan and scenario changed the same, the compare page is shown first, unless
        ``decided`` says which of the two holds.

        Parameters
        ----------
        beside
            Whether what changes is worked out beside the window. Only what is known to work out is
            then written, in one transaction; an edit made meanwhile begins it anew.
        """
        from leadbench.plan.scenarios import merge_beside, merge_of

        scenario = self.document.scenario
        if scenario is None:
            return
        key, plan = scenario.id or 0, self.document.plan.store
        try:
            opened = self.document.opened_scenario(key)
            if not beside:
                self._take(key, decided, merge_of(plan, key, opened, decided), beside=False)
                return
        except LeadbenchError as problem:
            self._refused(problem)
            return
        self.window.say(f"Working out what “{scenario.name}” changes in the plan", done=False)
        revisions = plan.revision, opened.revision
        self.document.openings.beside(
            partial(merge_beside, plan.path, key, decided),
            partial(self._merged, key, decided, revisions),
            self._refused,
        )

    def _merged(
        self, key: int, decided: Decided, revisions: tuple[int, int], merged: "Merge"
    ) -> None:
        """Go on with what was worked out, unless something has changed meanwhile."""
        document = self.document
        if document.scenario_id != key:
            return  # something else was looked at instead
        document.changed_elsewhere()
        if document.scenario_id != key:
            return
        plan, opened = document.plan.store, document.opened_scenario(key)
        if (plan.revision, opened.revision) == revisions:
            self._take(key, decided, merged, beside=True)
        else:
            self.adopt(decided, beside=True)

    def _take(self, key: int, decided: Decided, merged: "Merge", *, beside: bool) -> None:
        window, document = self.window, self.document
        compared = window.pages.key == COMPARE.key
        if decided is None and merged.conflicts:
            window.show_page(COMPARE.key)
            window.show_inspector()
            told = "Plan and scenario changed the same: choose first, at the right"
            window.say(told, done=False)
            return
        self.scenarios.leave_comparing()  # what is compared there would be worked out twice more
        document.show_scenario(None)
        if beside:  # the plan is on view first; what changes in it comes in a turn of its own
            plan = document.plan.store
            held = partial(self._write_if, plan, plan.revision, key, decided, merged, compared)
            QTimer.singleShot(0, self, held)
        else:
            self._write(key, decided, merged, compared=compared)

    def _write_if(
        self,
        plan: "Store",
        revision: int,
        key: int,
        decided: Decided,
        merged: "Merge",
        compared: bool,
    ) -> None:
        document = self.document
        if document.is_open and document.plan.store is plan and plan.revision == revision:
            self._write(key, decided, merged, compared=compared)

    def _write(self, key: int, decided: Decided, merged: "Merge", *, compared: bool) -> None:
        from leadbench.plan.scenarios import adopt_scenario

        window, document = self.window, self.document
        name = document.plan.scenario(key).name
        try:
            opened = document.opened_scenario(key)
            adopt_scenario(document.plan.store, key, opened, decided, merged)
        except LeadbenchError as problem:
            if key in document.plan.contents.scenarios:
                document.show_scenario(key)
            if compared:
                window.show_page(COMPARE.key)
            self._refused(problem)
            return
        window.say(f"“{name}” is the plan now", undo=True)

    def _refused(self, problem: LeadbenchError) -> None:
        self.scenarios.explain("The scenario was not made the plan", problem)
