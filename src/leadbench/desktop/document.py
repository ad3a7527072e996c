"""The open plan as Qt sees it: one file, its rows, its current project and its dates."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from leadbench.desktop.forecasts import Forecasts, ForecastShown, Version
from leadbench.desktop.looks import Look, Plan, begun, everything_is_new, left, moves_dates
from leadbench.desktop.openings import Openings
from leadbench.errors import LeadbenchError
from leadbench.plan.uncollected import uncollected

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.analysis.inputs import Network
    from leadbench.analysis.outlook import Outlook
    from leadbench.desktop.background import Background
    from leadbench.plan.contents import Contents
    from leadbench.plan.outline import Outline
    from leadbench.plan.tables import Project, Scenario
    from leadbench.store import Change, Store

MANY: Final = 4_000
"""With more activities than this, a plan is shown before its first dates are calculated."""


class Document(QObject):
    """The open plan file and the project that is looked at.

    Every signal is emitted after the commit that it tells of, with the rows and the dates already
    up to date.
    """

    opened = Signal()
    closed = Signal()
    project_changed = Signal()
    """Another project is looked at."""
    changed = Signal(object)
    """A ``Change`` was committed, by an edit, an undo, a redo or a restore."""
    results_changed = Signal()
    """``outlook`` is new."""
    forecast_changed = Signal()
    """A forecast is new, became older than the last edit, or is gone."""
    scenario_changed = Signal()
    """The plan or another scenario is looked at, or the list of scenarios is not what it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.openings = Openings(self)
        self._scenario_id: int | None = None
        self._store: Store | None = None
        self._contents: Contents | None = None
        self._outline: Outline | None = None
        self._network: Network | None = None
        self._outlook: Outlook | None = None
        self._project_id: int | None = None
        self._trouble = ""
        self._saved_at: datetime | None = None
        self._solver: Background | None = None
        self.forecasts = Forecasts(self)
        self.forecasts.changed.connect(self.forecast_changed)

    @property
    def is_open(self) -> bool:
        """Whether a plan file is open."""
        return self._store is not None

    @property
    def read_only(self) -> bool:
        """Whether the open file cannot be changed here."""
        return self._store is not None and self._store.read_only

    @property
    def solver(self) -> "Background":
        """The process that chooses candidates: one of its own, which waits for no export."""
        if self._solver is None:
            from leadbench.desktop.background import Background

            self._solver = Background(self)
            self.closed.connect(self._solver.stop)
        return self._solver

    @property
    def store(self) -> "Store":
        """The store that is looked at, the plan's or a scenario's; only when ``is_open``."""
        if self._store is None:
            raise RuntimeError("No plan is open")
        return self._store

    @property
    def plan(self) -> "Plan":
        """The plan of the open file, whether it or a scenario is looked at."""
        if self._plan is None:
            raise RuntimeError("No plan is open")
        return self._plan

    @property
    def scenario_id(self) -> int | None:
        """Key of the scenario that is looked at, or None if it is the plan."""
        return self._scenario_id

    @property
    def scenario(self) -> "Scenario | None":
        """The scenario that is looked at, or None if it is the plan."""
        return None if self._scenario_id is None else self.plan.scenario(self._scenario_id)

    @property
    def contents(self) -> "Contents":
        """Every row of the plan as last committed; only when ``is_open``."""
        if self._contents is None:
            raise RuntimeError("No plan is open")
        return self._contents

    @property
    def project_id(self) -> int | None:
        """Key of the project that is looked at, or None while the portfolio is empty."""
        return self._project_id

    @property
    def project(self) -> "Project | None":
        """The project that is looked at, or None while the portfolio is empty."""
        return None if self._project_id is None else self.contents.projects[self._project_id]

    @property
    def outline(self) -> "Outline":
        """The numbered outline of the current project."""
        if self._outline is None:
            raise RuntimeError("No project is open")
        return self._outline

    @property
    def has_outline(self) -> bool:
        """Whether a project is open, whose outline was made."""
        return self._outline is not None

    @property
    def network(self) -> "Network | None":
        """What the dates of the current project follow from, or None without a project."""
        return self._network

    @property
    def outlook(self) -> "Outlook | None":
        """Dates and figures of the current project, or None while there are none."""
        return self._outlook

    @property
    def trouble(self) -> str:
        """Why there are no dates, in words; "" when there are."""
        return self._trouble

    @property
    def version(self) -> Version:
        """What is looked at: the branch of a scenario or None, and the project (0: none)."""
        row = self.scenario
        return None if row is None else row.branch, self._project_id or 0

    def forecast(self) -> ForecastShown | None:
        """Return the forecast of the project in the version looked at, None without one."""
        return self.forecasts.of(self.version)

    @property
    def saved_at(self) -> datetime | None:
        """Local time of the last commit of this sitting, or of the opening."""
        return self._saved_at

    def open(self, store: "Store") -> None:
        """Show an open store; the one before it is closed."""
        from leadbench.plan.contents import Contents

        contents = Contents(store)
        self.close()
        self._store = store
        self._plan = Plan(store, contents)
        self._contents = contents
        self._saved_at = datetime.now().astimezone()
        store.subscribe(self._committed)
        store.subscribe(self._plan_changed)
        keys = [row.id for row in contents.ordered_projects() if row.id is not None]
        remembered = QSettings().value(self._setting(), None, int)
        self._project_id = remembered if remembered in keys else (keys[0] if keys else None)
        own = contents.keys_by("activities", "project_id").get(self._project_id, ())
        if self._project_id is not None and len(own) > MANY:
            # The rows are on view some tenths of a second before the first dates are.
            self._renew_outline()
            gc.freeze()  # what stays anyway need not be gone through in each look for garbage
            self.opened.emit()
            QTimer.singleShot(0, self, self._first_dates)
            return
        self._recalculate()
        self.results_changed.emit()
        self.opened.emit()

    def close(self) -> None:
        """Close the plan file; what was committed is in it."""
        if self._store is None:
            return
        self.forget_scenarios()
        self.plan.store.close()
        self._store = self._contents = self._outline = self._network = self._plan = None
        self._outlook = self._project_id = self._saved_at = self._scenario_id = None
        self._trouble = ""
        gc.unfreeze()
        self.closed.emit()

    def show_project(self, project_id: int) -> None:
        """Look at another project of the portfolio."""
        if project_id == self._project_id or project_id not in self.contents.projects:
            return
        self._project_id = project_id
        self._network = self._outline = self._outlook = None
        QSettings().setValue(self._setting(), project_id)
        self._recalculate()
        self.project_changed.emit()
        self.results_changed.emit()

    def take_in(self, label: str, look: Look) -> None:
        """Show what was read beside the window, after a change that another process wrote."""
        if self._scenario_id is not None:
            self.show_scenario(None)
        gc.freeze()  # as when a plan is opened: a look for garbage would go through all of it
        self._contents = self.plan.contents = look.contents
        self._contents.go_on_with(self.plan.store)
        self._project_id = look.project_id
        QSettings().setValue(self._setting(), look.project_id)
        self._saved_at = datetime.now().astimezone()
        self._tell(everything_is_new(label), look)
        self.project_changed.emit()

    def show_scenario(self, scenario_id: int | None) -> None:
        """Look at a scenario, or at the plan again.

        Raises
        ------
        Refused
            If the scenario is no longer there, or damaged; what is looked at stays then.
        """
        if scenario_id == self._scenario_id:
            return
        store = self.plan.store if scenario_id is None else self.opened_scenario(scenario_id)
        self._leave()
        self._store, self._scenario_id = store, scenario_id
        store.subscribe(self._committed)
        known = self.openings.looks.pop(id(store), None)
        if known is not None and known.revision == store.revision:
            self._contents = known.contents
        else:
            known, self._contents = None, self._read(store)
        self._outline = self._network = self._outlook = None
        name = "the plan" if scenario_id is None else self.plan.scenario(scenario_id).name
        self._tell(everything_is_new(f"Look at {name}"), known)

    def scenario_begun(self, scenario_id: int) -> None:
        """Take over for a scenario that was just begun what is known of the plan."""
        store = self.opened_scenario(scenario_id)
        self.openings.looks[id(store)] = begun(self, store)

    def _leave(self) -> None:
        """Keep what is on view, for when it is looked at again."""
        store = self.store
        store.unsubscribe(self._committed)
        if self._scenario_id is None and self._project_id is not None and self._outlook is not None:
            self.plan.remember(self._project_id, self._outlook)
        self.openings.looks[id(store)] = left(self)

    def _read(self, store: "Store") -> "Contents":
        from leadbench.plan.contents import Contents

        return self.plan.contents if store is self.plan.store else Contents(store)

    def opened_scenario(self, scenario_id: int) -> "Store":
        """Return the open store of a scenario, whose steps can be undone until the plan is closed.

        Raises
        ------
        Refused
            If the scenario is no longer there, or damaged.
        """
        return self.openings.opened(self.plan, scenario_id)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the file since this was last asked."""
        if not self.plan.store.changed_elsewhere():
            return False
        shown = self._scenario_id
        if shown is None:
            self.forget_scenarios()
            return True
        self.show_scenario(None)
        self.forget_scenarios()
        if shown in self.plan.contents.scenarios:
            self.show_scenario(shown)
        return True

    def forget_scenarios(self) -> None:
        """Close every scenario, none of which is on view."""
        self.openings.forget()

    @contextmanager
    def edit(self, label: str, place: str, *, joins: bool = False) -> Iterator["Session"]:
        """Change the plan in one undoable step; one that joins is undone with that before it."""
        with self.store.change(label, place, joins=joins) as session:
            yield session

    def undo(self) -> "Change | None":
        """Take the last change of this sitting back."""
        with uncollected():  # a whole import may come back
            return self.store.undo()

    def redo(self) -> "Change | None":
        """Repeat what was taken back."""
        with uncollected():
            return self.store.redo()

    def _setting(self) -> str:
        # One flat name for each file: a path's slashes would become nested groups.
        return "project/" + str(self.store.path).replace("/", "|").replace("\\", "|")

    def _committed(self, change: "Change") -> None:
        """Bring rows and dates up to date, then tell everybody."""
        if self.contents is not self.plan.contents:  # the plan keeps its own up to date
            self.contents.apply(change)
        if not change.everything:
            self._saved_at = change.at.astimezone()
        self._tell(change)

    def _tell(self, change: "Change", known: Look | None = None) -> None:
        """Renew what follows from the rows, unless it is known, and tell everybody."""
        moved = False
        if self._project_id not in self.contents.projects:
            keys = [row.id for row in self.contents.ordered_projects()]
            moved = bool(keys) or self._project_id is not None
            self._project_id = keys[0] if keys else None
            self._network = self._outline = self._outlook = None
        recalculated = moved or change.everything or moves_dates(change, self.contents)
        if known is not None and known.has_dates and known.project_id == self._project_id:
            self._outline, self._network = known.outline, known.network
            self._outlook, self._trouble = known.outlook, known.trouble
        elif recalculated:
            self._recalculate(change)
        if "scenario" in change.tables or change.everything:
            self.scenario_changed.emit()
        self.changed.emit(change)
        if moved:
            self.project_changed.emit()
        if recalculated:
            self.results_changed.emit()

    def _plan_changed(self, change: "Change") -> None:
        if self._scenario_id is None:
            return
        store = self.plan.store
        if change.tables == {"scenario"}:  # no date follows from those
            self.openings.hold(store)
        if "scenario" in change.tables:
            self.scenario_changed.emit()

    def _first_dates(self) -> None:
        if self.is_open and self._network is None:
            with uncollected():
                self._recalculate()
            gc.freeze()
            self.results_changed.emit()

    def _renew_outline(self) -> None:
        from leadbench.plan.outline import Outline

        assert self._project_id is not None
        self._outline = Outline(self.contents, self._project_id)

    def _recalculate(self, change: "Change | None" = None) -> None:
        """Renew the outline and the dates of the current project."""
        self._trouble = ""
        if self._project_id is None:
            self._outline = self._network = self._outlook = None
            return
        from leadbench.analysis.outlook import outlook
        from leadbench.plan.for_analysis import network
        from leadbench.plan.outline import touched_by

        if self._outline is None or (
            change is not None and (change.everything or touched_by(change))
        ):
            self._renew_outline()
        self._network = network(
            self.contents, self._project_id, before=self._network, change=change
        )
        try:
            self._outlook = outlook(self._network, self._outlook)
        except LeadbenchError as problem:
            self._outlook = None
            self._trouble = str(problem)
