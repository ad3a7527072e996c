"""Long looks on the interface thread, a slice in each turn of the window."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

_SLICE_S: Final = 0.012
"""How long is gone on before the window has its turn."""

Item = TypeVar("Item")


class Slices(QObject, Generic[Item]):
    """Goes through an iterator; what takes long continues after the window has had its turn.

    Parameters
    ----------
    take
        Called with each item.
    end
        Called when there are no more.
    """

    def __init__(
        self,
        parent: QObject,
        take: Callable[[Item], object],
        end: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._take, self._end = take, end
        self._items: Iterator[Item] = iter(())
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    def start(self, items: Iterator[Item]) -> None:
        """Go through these items; what was left of earlier ones is dropped."""
        self._items = items
        self._go_on()

    def stop(self) -> None:
        """Drop what is left."""
        self._items = iter(())
        self._turn.stop()

    @property
    def busy(self) -> bool:
        """Whether something is left for a later turn."""
        return self._turn.isActive()

    def _go_on(self) -> None:
        until = perf_counter() + _SLICE_S
        for item in self._items:
            self._take(item)
            if perf_counter() > until:
                self._turn.start()
                return
        self._turn.stop()
        self._items = iter(())
        if self._end is not None:
            self._end()
