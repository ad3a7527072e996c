"""The forecasts that were made of an open plan and its scenarios, and whether they still hold."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from leadbench.analysis.forecast import Forecast
    from leadbench.plan.forecast import Question

Version = tuple[int | None, int]
"""The branch of a scenario, or None for the plan; and the project."""


@dataclass(frozen=True, slots=True)
class ForecastShown:
    """A forecast on view.

    Attributes
    ----------
    result
        What the runs say.
    stale
        Whether something it follows from has changed since.
    updating
        Whether a new one is under way.
    """

    result: "Forecast"
    stale: bool = False
    updating: bool = False

    @property
    def age(self) -> str:
        """Words for a forecast that no longer is the newest; "" for one that is."""
        if not self.stale:
            return ""
        return "updating" if self.updating else "older than the last edit"


class Forecasts(QObject):
    """The latest forecast of each version, kept while the plan is open."""

    changed = Signal()
    """A forecast is new, became older than the last edit, or is gone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[Version, ForecastShown] = {}
        self._asked: dict[Version, Question | None] = {}
        self._revisions: dict[Version, int] = {}

    def of(self, version: Version) -> ForecastShown | None:
        """Return the forecast of a version, None without one."""
        return self._shown.get(version)

    def asked(self, version: Version) -> "Question | None":
        """Return what the forecast of a version was made from."""
        return self._asked.get(version)

    def revision(self, version: Version) -> int | None:
        """Return the revision of the store that the forecast of a version was made from."""
        return self._revisions.get(version)

    def keep(
        self, version: Version, asked: "Question | None", result: "Forecast", revision: int
    ) -> None:
        """Keep a forecast that was just made, of a revision of the store.

        What it was made from is not known of a large plan.
        """
        self._asked[version], self._revisions[version] = asked, revision
        self._put(version, ForecastShown(result))

    def mark(self, version: Version, *, stale: bool, updating: bool = False) -> None:
        """Say whether a forecast still follows from the plan, and whether a new one is coming."""
        known = self._shown.get(version)
        if known is not None:
            self._put(version, replace(known, stale=stale, updating=updating))

    def drop(self, version: Version) -> None:
        """Forget the forecast of a version that nothing can be forecast of any more."""
        self._asked.pop(version, None)
        self._revisions.pop(version, None)
        if self._shown.pop(version, None) is not None:
            self.changed.emit()

    def clear(self) -> None:
        """Forget all."""
        some = bool(self._shown)
        self._shown.clear()
        self._asked.clear()
        self._revisions.clear()
        if some:
            self.changed.emit()

    def _put(self, version: Version, shown: ForecastShown) -> None:
        if self._shown.get(version) != shown:
            self._shown[version] = shown
            self.changed.emit()
