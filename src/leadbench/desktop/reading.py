"""Reading a plan anew beside the window, while it goes on showing what it showed."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread

from leadbench.plan.uncollected import uncollected

if TYPE_CHECKING:
    from leadbench.desktop.looks import Look

_TURN_SECONDS: Final = 0.0005


class Reading(QThread):
    """Reads a plan file and works out the dates of its newest project.

    A thread, since what it makes is needed in this process: to carry it over from another one would
    hold the window up for as long as to make it. The two take turns ten times as often as they
    would by themselves, so that the window never waits long for its own.

    Parameters
    ----------
    path
        The plan file; it is read on a connection of its own.
    """

    def __init__(self, parent: QObject, path: Path) -> None:
        super().__init__(parent)
        self.path = path
        self.look: Look | None = None
        """What was read, once the thread has finished."""
        self.trouble: BaseException | None = None
        """Why nothing was read."""

    def run(self) -> None:
        """Read it all."""
        turn = sys.getswitchinterval()
        sys.setswitchinterval(_TURN_SECONDS)
        try:
            with uncollected():  # a look for garbage would hold up the window as well
                self.look = _look(self.path)
                gc.freeze()
        except BaseException as trouble:  # noqa: BLE001  # raised again where the thread is awaited
            self.trouble = trouble
        finally:
            sys.setswitchinterval(turn)


def _look(path: Path) -> "Look":
    from leadbench.desktop.looks import look_at
    from leadbench.plan.contents import Contents
    from leadbench.plan.file import open_plan

    with open_plan(path, read_only=True) as store:
        contents = Contents(store)
    return look_at(contents, max(contents.projects))
