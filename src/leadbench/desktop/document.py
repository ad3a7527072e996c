"""The open plan as Qt sees it: one file, its rows, its current project and its dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.analysis.outlook import Outlook
    from leadbench.plan.contents import Contents
    from leadbench.plan.outline import Outline
    from leadbench.plan.tables import Project
    from leadbench.store import Change, Store


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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._contents: Contents | None = None
        self._outline: Outline | None = None
        self._outlook: Outlook | None = None
        self._project_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether a plan file is open."""
        return self._store is not None

    @property
    def store(self) -> "Store":
        """The open store; only when ``is_open``."""
        if self._store is None:
            raise RuntimeError("No plan is open")
        return self._store

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
    def outlook(self) -> "Outlook | None":
        """Dates and figures of the current project, or None while there are none."""
        return self._outlook

    def open(self, store: "Store") -> None:
        """Show an open store; the one before it is closed."""
        from leadbench.plan.contents import Contents

        self.close()
        self._store = store
        self._contents = Contents(store)
        store.subscribe(self._committed)
        remembered = QSettings().value(f"project/{store.path}")
        keys = sorted(self._contents.projects, key=lambda key: self._contents.projects[key].position)
        self._project_id = int(remembered) if remembered in keys else (keys[0] if keys else None)
        self._recalculate()
        self.opened.emit()
        self.results_changed.emit()

    def close(self) -> None:
        """Close the plan file; what was committed is in it."""
        if self._store is None:
            return
        self._store.close()
        self._store = self._contents = self._outline = self._outlook = self._project_id = None
        self.closed.emit()

    def show_project(self, project_id: int) -> None:
        """Look at another project of the portfolio."""

    @contextmanager
    def edit(self, label: str, place: str) -> Iterator["Session"]:
        """Change the plan in one undoable step."""
        with self.store.change(label, place) as session:
            yield session

    def undo(self) -> "Change | None":
        """Take the last change of this sitting back."""
        return self.store.undo()

    def redo(self) -> "Change | None":
        """Repeat what was taken back."""
        return self.store.redo()
