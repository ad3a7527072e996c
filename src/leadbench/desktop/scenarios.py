"""What can be done with scenarios: from the top bar, by key, or from the palette."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from leadbench.desktop import worker
from leadbench.desktop.adopting import Adopting, Decided
from leadbench.desktop.document import MANY
from leadbench.desktop.exporting import failed
from leadbench.desktop.pages import COMPARE
from leadbench.desktop.scenario_menu import ScenarioMenu
from leadbench.desktop.screen import Command, Screen
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from leadbench.desktop.window import Window
    from leadbench.store import Store


class Scenarios(QObject):
    """Makes, shows, adopts and drops scenarios, for one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.document = window.document
        self._last: int | None = None
        self.listed = ScenarioMenu(self)
        self._asked: int | None = None
        self._adopting = Adopting(self)
        switch = window.top.scenarios
        switch.plan_asked.connect(lambda: self.show(None))
        switch.what_if_asked.connect(self.what_if)
        switch.menu_asked.connect(self.open_menu)
        window.pages.made.connect(self._page_made)
        self.document.scenario_changed.connect(self.refresh)
        self.document.opened.connect(self._opened)
        self.document.closed.connect(self._opened)
        self.refresh()

    def commands(self) -> list[Command]:
        """Return what can be done now, for keys and the palette."""
        one = "this scenario"
        return [
            Command("Plan / What-if", self.toggle, "Ctrl+T", "split", self._is_open),
            Command("New scenario", self.create, "", "plus", self._can_edit),
            Command("Compare with the plan", self.compare, "", "git-compare", self._has_any),
            Command(f"Make {one} the plan", self.adopt, "", "check", self._can_change),
            Command(f"Rename {one}", self.rename, "", "pencil", self._can_change),
            Command(f"Duplicate {one}", self.duplicate, "", "copy", self._can_change),
            Command(f"Drop {one}", self.drop, "", "trash-2", self._can_change),
        ]

    def _is_open(self) -> bool:
        return self.document.is_open

    def _can_edit(self) -> bool:
        return self.document.is_open and not self.document.read_only

    def _can_change(self) -> bool:
        return self._can_edit() and self.document.scenario_id is not None

    def _has_any(self) -> bool:
        return self.document.is_open and bool(self.document.plan.scenarios)

    # Looking

    def refresh(self) -> None:
        """Show in the top bar what is looked at."""
        scenario = self.document.scenario if self.document.is_open else None
        if scenario is not None:
            self._last = scenario.id
        self.window.top.show_scenario("" if scenario is None else scenario.name)

    def _page_made(self, page: Screen) -> None:
        if page.key != COMPARE.key:
            return
        from leadbench.desktop.screens.compare import Page

        assert isinstance(page, Page)
        page.scenario_asked.connect(self.show)
        page.create_asked.connect(self.create)
        page.side.adopt_asked.connect(self._adopt)
        page.side.duplicate_asked.connect(self.duplicate)
        page.side.rename_asked.connect(self.rename)
        page.side.drop_asked.connect(self.drop)

    def _adopt(self, decided: object) -> None:
        self.adopt(decided if isinstance(decided, dict) else {})

    def _opened(self) -> None:
        self._last = None
        self.refresh()

    def show(self, scenario_id: int | None, then: Callable[[], object] = lambda: None) -> None:
        """Look at a scenario or at the plan, or explain why not; then go on with ``then``.

        A large scenario that has not been read yet is read beside the window first.
        """
        self._finish_typing()
        self._asked = scenario_id
        openings = self.document.openings
        if scenario_id is not None and self._is_large() and not openings.knows(scenario_id):
            again = partial(self._read, scenario_id, then)
            openings.read(scenario_id, again, self._not_opened)
            return
        try:
            self.document.show_scenario(scenario_id)
        except LeadbenchError as problem:
            self._not_opened(problem)
            return
        then()

    def _read(self, scenario_id: int, then: Callable[[], object]) -> None:
        if self._asked == scenario_id:  # nothing else was asked for meanwhile
            self._finish_typing()
            self.document.show_scenario(scenario_id)
            QTimer.singleShot(0, self, then)

    def _not_opened(self, problem: LeadbenchError) -> None:
        self.explain("This scenario was not opened", problem)

    def _is_large(self) -> bool:
        return len(self.document.plan.contents.activities) > MANY

    def toggle(self) -> None:
        """Go from the plan to the scenario that was looked at last, and back."""
        if self.document.scenario_id is not None:
            self.show(None)
            return
        known = [row.id for row in self.document.plan.scenarios]
        if not known:
            self.create()
        else:
            self.show(self._last if self._last in known else known[-1])

    def what_if(self) -> None:
        """Look at the scenario if there is one; choose or make one otherwise."""
        known = self.document.plan.scenarios
        if self.document.scenario_id is None and len(known) == 1:
            self.show(known[0].id)
        elif self.document.scenario_id is None and not known:
            self.create()
        else:
            self.open_menu()

    def open_menu(self) -> None:
        """Open the menu of the scenarios."""
        self.listed.open()

    def menu(self) -> QMenu:
        """Return the menu: each scenario with what comes of it, and what can be done."""
        return self.listed.menu()

    def compare(self) -> None:
        """Show the scenario beside the plan."""
        if self.document.scenario_id is None:
            known = [row.id for row in self.document.plan.scenarios]
            last = self._last if self._last in known else known[-1]
            self.show(last, partial(self.window.show_page, COMPARE.key))
            return
        self.window.show_page(COMPARE.key)

    # Changing

    def create(self) -> None:
        """Ask for a name, branch the plan under it, and look at it."""
        if not self._can_edit():
            reason = "This plan is open for reading only, so no scenario can be made"
            self.window.say(reason, done=False)
            return
        from leadbench.plan.scenarios import create_scenario

        name = self._ask(
            "Start a what-if scenario?",
            "It is a copy of the whole plan. Change anything in it: the plan stays as it is until "
            "you make the scenario the plan.",
            "Start it",
            self._free("What-if"),
        )
        if name is None:
            return
        self._finish_typing()
        if self._is_large():
            self._copy(name)
            return
        begun = self._make(partial(create_scenario, self.document.plan.store, name))
        if begun is not None:
            self._begin(begun)

    def _copy(self, name: str) -> None:
        """Let the worker copy a large plan; the scenario then begins with the copy."""
        store = self.document.plan.store
        self.window.background.run(
            "Starting the scenario",
            partial(worker.pack_plan, store.path),
            partial(self._copied, name, store, store.revision),
            partial(failed, self.window, "The scenario was not made"),
        )

    def _copied(self, name: str, store: "Store", revision: int, base: bytes) -> None:
        """Begin the scenario with a copy of the plan, unless that has changed meanwhile."""
        from leadbench.plan.scenarios import create_scenario

        if not self.document.is_open or self.document.plan.store is not store:
            return  # another plan was opened meanwhile
        if self.document.changed_elsewhere() or store.revision != revision:
            self._copy(name)
            return
        begun = self._make(partial(create_scenario, store, name, base=base))
        if begun is not None:
            self._begin(begun)

    def _begin(self, key: int) -> None:
        try:
            self.document.scenario_begun(key)
        except LeadbenchError as problem:
            self.explain("This scenario was not opened", problem)
            return
        self._enter(key)

    def duplicate(self) -> None:
        """Ask for a name, and go on in a second scenario with the same changes."""
        from leadbench.plan.scenarios import duplicate_scenario

        scenario = self.document.scenario
        if scenario is None:
            return
        name = self._ask(
            "Duplicate this scenario?",
            "Both go their own way from here.",
            "Duplicate",
            self._free(scenario.name),
        )
        if name is not None:
            store, key = self.document.plan.store, scenario.id or 0
            self._finish_typing()
            made = self._make(partial(duplicate_scenario, store, key, name))
            if made is not None:
                self._enter(made)

    def _make(self, make: Callable[..., int]) -> int | None:
        # The undo step belongs to the plan, which must be on view to show it.
        try:
            return make(made_minute=_now())
        except LeadbenchError as problem:
            self.explain("The scenario was not made", problem)
            return None

    def _enter(self, key: int) -> None:
        name = self.document.plan.scenario(key).name
        self.show(key, lambda: self.window.say(f"You are in “{name}”"))

    def rename(self) -> None:
        """Ask for another name of the scenario on view."""
        from leadbench.plan.scenarios import rename_scenario

        scenario = self.document.scenario
        if scenario is None:
            return
        name = self._ask("Rename this scenario?", "", "Rename", scenario.name)
        if name in {None, scenario.name}:
            return
        try:
            rename_scenario(self.document.plan.store, scenario.id or 0, name)
        except LeadbenchError as problem:
            self.explain("The scenario was not renamed", problem)

    def drop(self) -> None:
        """Drop the scenario on view; undoing gives it back."""
        from leadbench.plan.scenarios import drop_scenario

        scenario = self.document.scenario
        if scenario is None:
            return
        self.leave_comparing()  # what is compared there would be worked out once more
        self.show(None)
        try:
            drop_scenario(self.document.plan.store, scenario.id or 0)
        except LeadbenchError as problem:
            self.explain("The scenario was not dropped", problem)
            return
        self.window.say(f"Dropped “{scenario.name}”", undo=True)

    def adopt(self, decided: Decided = None) -> None:
        """Make the scenario on view the plan, in one step that can be undone."""
        self._finish_typing()
        self._adopting.adopt(decided, beside=self._is_large())

    def leave_comparing(self) -> None:
        """Go from the comparison to the milestones."""
        if self.window.pages.key == COMPARE.key:
            self.window.show_page("milestones")

    def _finish_typing(self) -> None:
        """Commit what is being typed to where it is typed, before something else is looked at."""
        focused: QWidget | None = self.window.pages.focusWidget()
        page = self.window.pages.page
        if focused is not None and page is not None:
            before: QWidget | None = self.window.focusWidget()
            focused.clearFocus()
            after: QWidget | None = self.window.focusWidget()
            if before is focused and after is None:
                # The keys go on where they were; the editor of a cell is no longer there.
                (focused if focused.isVisible() else page).setFocus()

    def _free(self, name: str) -> str:
        """Return a name that no scenario has: with a number if need be."""
        taken = {row.name for row in self.document.plan.scenarios}
        number = 1
        found = name
        while found in taken:
            number += 1
            found = f"{name} {number}"
        return found

    def _ask(self, title: str, body: str, verb: str, name: str) -> str | None:
        from leadbench.desktop.widgets.naming import Naming

        kept = self.document.scenario_id if verb == "Rename" else None
        taken = {row.name for row in self.document.plan.scenarios if row.id != kept}
        dialog = Naming(self.window, self.window.theme, title, body, verb, name, taken)
        self.window.files.show_dialog(dialog)
        return dialog.name

    def explain(self, title: str, problem: LeadbenchError) -> None:
        """Show why something was not done."""
        from leadbench.desktop import problems

        problems.tell(self.window, self.window.theme, title, str(problem))


def _now() -> int:
    """Return this moment by the computer's clock, as the plan counts instants."""
    from leadbench.analysis.calendars import instant

    return instant(datetime.now().replace(second=0, microsecond=0))  # noqa: DTZ005  # local time
