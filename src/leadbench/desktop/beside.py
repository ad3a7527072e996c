"""Work whose result is needed in this process, done in a thread while the window goes on."""

import gc
import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QThread, Slot

from leadbench.errors import LeadbenchError
from leadbench.plan.uncollected import uncollected

_TURN_SECONDS: Final = 0.0005
_running: list["Beside"] = []


class Beside(QThread):
    """Does one work beside the window, and tells of its end on the window's own thread.

    A thread, since what it makes is needed in this process: to carry tens of thousands of rows over
    from another one would hold the window up for as long as to make them. The two take turns ten
    times as often as they would by themselves, so that the window never waits long for its own.

    Parameters
    ----------
    parent
        With it goes whoever waits for the result.
    work
        Touches nothing that the window changes meanwhile, and opens connections of its own.
    on_done
        Receives what the work returned.
    on_failed
        Receives what a ``LeadbenchError`` says; any other exception is raised in the window.
    on_end
        Called before either, however the work ended.
    """

    def __init__(
        self,
        parent: QObject,
        work: Callable[[], Any],
        on_done: Callable[[Any], object],
        on_failed: Callable[[LeadbenchError], object],
        on_end: Callable[["Beside"], object],
    ) -> None:
        super().__init__(parent)
        self._on_end = on_end
        self._work = work
        self._on_done = on_done
        self._on_failed = on_failed
        self._found: Any = None
        self._trouble: BaseException | None = None
        self._given_up = False
        self.finished.connect(self._tell)

    def run(self) -> None:
        """Do the work; called by Qt in the thread."""
        if not _running:
            Beside._usual_turn = sys.getswitchinterval()
        _running.append(self)
        sys.setswitchinterval(_TURN_SECONDS)
        try:
            with uncollected():  # a look for garbage would hold up the window as well
                self._found = self._work()
                gc.freeze()
        except BaseException as trouble:  # noqa: BLE001  # raised again where the thread is awaited
            self._trouble = trouble
        finally:
            _running.remove(self)
            if not _running:
                sys.setswitchinterval(Beside._usual_turn)

    _usual_turn = 0.005

    def give_up(self) -> None:
        """Wait for the end, and tell nobody of it."""
        self._given_up = True
        self.wait()

    @Slot()
    def _tell(self) -> None:
        found, trouble = self._found, self._trouble
        self._found = self._trouble = None
        self.deleteLater()
        if self._given_up:
            return
        self._on_end(self)
        if trouble is None:
            self._on_done(found)
        elif isinstance(trouble, LeadbenchError):
            self._on_failed(trouble)
        else:
            raise trouble
