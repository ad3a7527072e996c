"""Long work in one spawned process, so that the window never stutters.

A thread would not do: it and the window take turns in one interpreter.
"""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from leadbench.desktop import worker
from leadbench.plan.uncollected import uncollected

_POLL_MS: Final = 25
_PATIENCE_MS: Final = 1500


class Background(QObject):
    """One worker process, started at the first work, that does one work at a time.

    A work is a callable that takes a tick, and can be pickled, such as a ``functools.partial`` of a
    function of a module.
    """

    started = Signal(str)
    """Title of the work that runs now."""
    ticked = Signal(float, str)
    """Fraction done, 0 to 1, and what is done now."""
    ended = Signal()
    """The work is done, failed or given up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._on_done: Callable[[Any], object] | None = None
        self._on_failed: Callable[[str, str], object] | None = None
        self._waiting: list[tuple[str, worker.Work, Any, Any]] = []
        self._cancelled = False
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._listen)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    @property
    def busy(self) -> bool:
        """Whether a work runs."""
        return self._on_done is not None

    def run(
        self,
        title: str,
        work: worker.Work,
        on_done: Callable[[Any], object],
        on_failed: Callable[[str, str], object],
    ) -> None:
        """Start a work, or let it wait for the one that runs.

        Parameters
        ----------
        title
            What it is, for the progress.
        work
            The work.
        on_done
            Receives what the work returned.
        on_failed
            Receives words for a person ("" if it was cancelled), and a report if the program is
            wrong ("" if not).
        """
        if self.busy:
            self._waiting.append((title, work, on_done, on_failed))
            return
        pipe = self._ready()
        self._on_done, self._on_failed = on_done, on_failed
        self._cancelled = False
        self.started.emit(title)
        pipe.send(work)
        self._poll.start()

    def cancel(self) -> None:
        """Ask the work to give up; it is stopped if it does not listen."""
        if self.busy and not self._cancelled and self._pipe is not None:
            self._cancelled = True
            self._pipe.send(None)
            self._patience.start()

    def stop(self) -> None:
        """End the process."""
        self._poll.stop()
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(2)
            self._process.close()
        self._pipe = self._process = None

    def _ready(self) -> Connection:
        """Return the pipe to a living process."""
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.stop()
            # Spawned, since a fork would copy Qt's threads and the open database.
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=worker.serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe

    def _listen(self) -> None:
        try:
            while self.busy and self._pipe is not None and self._pipe.poll():
                with uncollected():
                    answer = self._pipe.recv()
                self._hear(answer)
        except (EOFError, ConnectionError):
            self.stop()
            self._end_with(
                "The background process ended by itself. Your plan is saved; try again.", ""
            )

    def _hear(self, answer: tuple[Any, ...]) -> None:
        match answer:
            case ("tick", float() | int() as fraction, str() as text):
                if not self._cancelled:
                    self.ticked.emit(float(fraction), text)
            case ("done", value):
                on_done = self._on_done
                if self._cancelled:
                    self._end_with("", "")
                else:
                    self._end()
                    if on_done is not None:
                        on_done(value)
                    self._next()
            case ("cancelled",):
                self._end_with("", "")
            case ("refused", str() as text):
                self._end_with(text, "")
            case ("failed", str() as report):
                self._end_with("This could not be done. Your plan is saved and unchanged.", report)

    def _give_up(self) -> None:
        if self.busy:
            self.stop()
            self._end_with("", "")

    def _end(self) -> None:
        self._on_done = self._on_failed = None
        self._poll.stop()
        self._patience.stop()
        self.ended.emit()

    def _end_with(self, text: str, report: str) -> None:
        on_failed = self._on_failed
        self._end()
        if on_failed is not None:
            on_failed(text, report)
        self._next()

    def _next(self) -> None:
        if self._waiting and not self.busy:
            self.run(*self._waiting.pop(0))
