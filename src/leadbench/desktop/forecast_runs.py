"""Makes the forecasts: when asked, and by itself once edits have rested, beside the window."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from leadbench.desktop.screen import Command

if TYPE_CHECKING:
    from leadbench.analysis.forecast import Forecast
    from leadbench.analysis.outlook import Outlook
    from leadbench.desktop.background import Background
    from leadbench.desktop.forecasts import Version
    from leadbench.desktop.window import Window
    from leadbench.desktop.worker import Work
    from leadbench.plan.forecast import Question
    from leadbench.store import Change

REST_MS: Final = 1500
"""How long nothing was edited before a forecast is made unasked."""

MOST_UNASKED: Final = 500
"""Plans of more activities are forecast only when asked: it takes seconds of a processor."""


_NOTHING: Final = "Nothing to forecast yet: give a task an optimistic and a pessimistic duration"


@dataclass(frozen=True, eq=False)
class _Run:
    """A forecast that is being made.

    Attributes
    ----------
    asked
        What it follows from; None for a large plan, of which the process reads that itself: in the
        window it would take half a second.
    told
        Whether somebody asked for it, and is told how it ends.
    revision
        The revision of the store that it is made of.
    """

    version: "Version"
    asked: "Question | None"
    told: bool
    revision: int


class ForecastRuns(QObject):
    """Keeps the forecasts of one window's document up to date."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.document = document = window.document
        self._background: Background | None = None
        self._running: _Run | None = None
        self._overtaken = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._rested)
        document.changed.connect(self._changed)
        document.opened.connect(self._looked)
        document.project_changed.connect(self._looked)
        document.closed.connect(self._closed)
        if document.is_open:
            self._looked()

    def commands(self) -> list[Command]:
        """Return what can be done now, for the key and the palette."""
        return [Command("Run the forecast", self.run, "F9", "trending-up", self._has_dates)]

    def _has_dates(self) -> bool:
        return self.document.is_open and self.document.outlook is not None

    @property
    def busy(self) -> bool:
        """Whether a forecast is being made."""
        return self._running is not None

    def stop(self) -> None:
        """End the process; the window closes."""
        self._rest.stop()
        if self._background is not None:
            self._background.stop()

    def run(self) -> None:
        """Make the forecast of what is looked at now, with its progress on view."""
        self._rest.stop()
        version, outlook = self.document.version, self.document.outlook
        if outlook is not None and len(outlook.network.activities) > MOST_UNASKED:
            self._start(version, None, told=True)
            return
        asked = self._question(version)
        if asked is None:
            self.window.say(_NOTHING, done=False)
            return
        self._start(version, asked, told=True)

    # When

    def _changed(self, change: "Change") -> None:
        from leadbench.plan.forecast import TABLES

        if not change.everything and TABLES.isdisjoint(change.tables):
            return
        if not change.everything:
            self.document.forecasts.mark(self.document.version, stale=True)
        if self._running is not None and self._background is not None:
            self._overtaken = True
            self._background.cancel()
        self._rest.start(REST_MS)

    def _looked(self) -> None:
        self._rest.start(REST_MS)

    def _closed(self) -> None:
        self._rest.stop()
        if self._running is not None and self._background is not None:
            self._background.cancel()
        self._running = None
        self.document.forecasts.clear()

    def _rested(self) -> None:
        """Make what is missing or no longer holds, for what is looked at and then for the plan."""
        document = self.document
        if not document.is_open or document.project_id is None or self.busy:
            return
        self._overtaken = False
        for version in dict.fromkeys([document.version, (None, document.project_id)]):
            if self._renew(version):
                return

    def _renew(self, version: "Version") -> bool:
        """Begin a new forecast of a version if it needs one; tell whether that was begun."""
        forecasts, outlook = self.document.forecasts, self._outlook(version)
        if outlook is None:
            forecasts.drop(version)  # there are no dates: the banner says why
            return False
        if len(outlook.network.activities) > MOST_UNASKED:
            # Only the revision is compared: what a forecast takes is not read in a moment.
            stale = forecasts.revision(version) != self._revision(version)
            forecasts.mark(version, stale=stale)
            return False
        asked = self._question(version)
        if asked is None:
            forecasts.drop(version)
            return False
        if forecasts.asked(version) == asked:
            forecasts.mark(version, stale=False)
            return False
        self._start(version, asked)
        return True

    # What

    def _outlook(self, version: "Version") -> "Outlook | None":
        document = self.document
        if version == document.version:
            return document.outlook
        return document.plan.outlook(version[1])

    def _revision(self, version: "Version") -> int:
        document = self.document
        store = document.store if version == document.version else document.plan.store
        return store.revision

    def _question(self, version: "Version") -> "Question | None":
        """Return what a forecast of a version takes; None while there is nothing to forecast."""
        from leadbench.plan.forecast import question

        document, outlook = self.document, self._outlook(version)
        if outlook is None:
            return None
        shown = version == document.version
        contents = document.contents if shown else document.plan.contents
        return question(contents, version[1], outlook.network, outlook.schedule)

    # How

    def _start(self, version: "Version", asked: "Question | None", *, told: bool = False) -> None:
        from leadbench.desktop.background import Background
        from leadbench.desktop.worker import forecast_plan
        from leadbench.plan.forecast import answer

        if self._background is None:
            self._background = Background(self)
        if self.busy:
            self._background.cancel()
        if told:
            from leadbench.desktop.work_shown import WorkShown

            shown = WorkShown(self._background, self.window.toasts, self.window.theme)
            self._background.ended.connect(shown.deleteLater)
        document = self.document
        self._overtaken = False
        self._running = run = _Run(version, asked, told, self._revision(version))
        document.forecasts.mark(version, stale=self._is_stale(run), updating=True)
        if asked is None:
            path = document.plan.store.path
            work: Work = partial(forecast_plan, path, version[1], document.scenario_id)
        else:
            work = partial(answer, asked)
        self._background.run(
            "Running the forecast",
            work,
            # In a turn of its own: to take in what the runs say has cost one already.
            lambda result: QTimer.singleShot(0, self, partial(self._done, run, result)),
            partial(self._failed, run),
        )

    def _is_stale(self, run: _Run) -> bool:
        """Whether the forecast that is kept is of something else than a run."""
        forecasts = self.document.forecasts
        if run.asked is None:
            return forecasts.revision(run.version) != run.revision
        return forecasts.asked(run.version) != run.asked

    def _done(self, run: _Run, result: "Forecast | None") -> None:
        if self._running is not run or not self.document.is_open:
            return
        self._running = None
        if result is None:
            self.document.forecasts.drop(run.version)
            self.window.say(_NOTHING, done=False)
            return
        self.document.forecasts.keep(run.version, run.asked, result, run.revision)
        if self._overtaken:
            self.document.forecasts.mark(run.version, stale=True)
        if run.told:
            from leadbench.desktop.forecast_words import in_short

            self.window.say(in_short(self.document, result))
        # Meanwhile the plan may have moved on, or the plan beside a scenario may need its own.
        if not self._rest.isActive():
            self._rested()

    def _failed(self, run: _Run, text: str, report: str) -> None:
        self._end(run)
        if not self.document.is_open:
            return
        self.document.forecasts.mark(run.version, stale=self._is_stale(run), updating=self.busy)
        if report:
            from leadbench.desktop.exporting import failed

            failed(self.window, "There is no forecast", text, report)
        elif run.told and text:
            self._tell(text)
        elif self._overtaken and not self._rest.isActive():
            self._rested()

    def _end(self, run: _Run) -> None:
        if self._running is run:
            self._running = None

    def _tell(self, text: str) -> None:
        from leadbench.desktop import problems

        problems.tell(self.window, self.window.theme, "There is no forecast", text)
