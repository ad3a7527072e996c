"""When the project ends in each scenario: known of what is looked at, else worked out beside it."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from leadbench.desktop import worker

if TYPE_CHECKING:
    from leadbench.desktop.background import Background
    from leadbench.desktop.document import Document
    from leadbench.desktop.forecasts import Version
    from leadbench.plan.tables import Scenario


class Finish(NamedTuple):
    """When a project ends, None without dates; not ``known`` while that is being worked out."""

    minute: int | None = None
    known: bool = True


class ScenarioFinishes(QObject):
    """Keeps the finishes of the plan and its scenarios; each holds until an edit.

    What is looked at, or was before, has its dates already. The others are read and dated in a
    process of their own, which ends with its answer: it is seldom needed again.
    """

    changed = Signal()
    """Finishes have been worked out."""

    def __init__(self, document: "Document", parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self._known: dict[Version, tuple[object, int | None]] = {}
        self._asked: dict[Version, object] = {}
        self._background: Background | None = None
        document.closed.connect(self._forget)
        for told in (document.opened, document.changed, document.results_changed):
            told.connect(self._look)

    def of(self, row: "Scenario | None") -> Finish:
        """Return the finish of a scenario, or of the plan for None, as far as it is known."""
        state, minute = self._known.get(self._version(row), (None, None))
        return Finish(minute) if state == self._state(row) else Finish(known=False)

    def ask(self) -> None:
        """Work out what is not known yet."""
        document = self.document
        rows: list[Scenario | None] = [None, *document.plan.scenarios]
        keys, states = {}, {}
        for row in rows:
            version, state = self._version(row), self._state(row)
            if self.of(row).known or self._asked.get(version) == state:
                continue
            keys[0 if row is None else row.id or 0] = version
            states[version] = state
        if not keys or document.project_id is None:
            return
        if self._background is None:
            from leadbench.desktop.background import Background

            self._background = Background(self)
        self._asked.update(states)
        path = document.plan.store.path
        self._background.run(
            "Working out the scenarios",
            partial(worker.scenario_finishes, path, document.project_id, tuple(keys)),
            lambda found: self._take(states, {at: found.get(key) for key, at in keys.items()}),
            lambda _text, _report: self._take(states, {}),  # "no dates" is said, not waited for
        )

    @property
    def busy(self) -> bool:
        """Whether some are being worked out."""
        return bool(self._asked)

    def stop(self) -> None:
        """End the process."""
        self._asked.clear()
        if self._background is not None:
            self._background.stop()
            self._background.deleteLater()
            self._background = None

    def _version(self, row: "Scenario | None") -> "Version":
        return None if row is None else row.branch, self.document.project_id or 0

    def _state(self, row: "Scenario | None") -> object:
        """Return what differs after each edit of a scenario or the plan."""
        from leadbench.plan.scenarios import note_of

        plan = self.document.plan
        return plan.store.revision if row is None else note_of(plan.store, row.id or 0)

    def _look(self) -> None:
        """Keep the finish of what is looked at now, whose dates are at hand."""
        document = self.document
        if document.outlook is not None:
            minute = document.outlook.schedule.project_finish
            self._known[document.version] = self._state(document.scenario), minute

    def _take(self, states: "dict[Version, object]", found: "dict[Version, int | None]") -> None:
        for version, state in states.items():
            self._known[version] = state, found.get(version)
            if self._asked.get(version) == state:
                del self._asked[version]
        if not self._asked:
            self.stop()
        self.changed.emit()

    def _forget(self) -> None:
        self.stop()
        self._known.clear()
