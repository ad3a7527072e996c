"""Shows the work of the background process once it takes longer than a moment."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from leadbench.desktop.background import Background
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.toast import Progress, Toasts

_MOMENT_MS: Final = 500


class WorkShown(QObject):
    """Puts name, count, bar and Cancel above the status line while a work runs."""

    def __init__(self, background: Background, toasts: Toasts, theme: Theme) -> None:
        super().__init__(background)
        self._background = background
        self._toasts = toasts
        self._theme = theme
        self._progress: Progress | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_MOMENT_MS)
        self._wait.timeout.connect(self._show)
        background.started.connect(self._started)
        background.ticked.connect(self._ticked)
        background.ended.connect(self._ended)

    @property
    def progress(self) -> Progress | None:
        """What is on view, or will be in a moment."""
        return self._progress

    def _started(self, title: str) -> None:
        self._progress = Progress(title, self._theme)
        self._progress.cancel_asked.connect(self._background.cancel)
        self._wait.start()

    def _show(self) -> None:
        if self._progress is not None:
            self._toasts.add(self._progress)

    def _ticked(self, fraction: float, text: str) -> None:
        if self._progress is not None:
            self._progress.show_step(fraction, text)

    def _ended(self) -> None:
        self._wait.stop()
        if self._progress is not None:
            self._toasts.remove(self._progress)
            self._progress = None
