"""Open one window, print the milliseconds from the start of the process to its first paint, quit.

Started as a program of its own: ``python first_paint.py BEGAN empty`` or ``... BEGAN leadbench
[WORDS ...]``, where ``BEGAN`` is ``time.monotonic_ns()`` just before the start. Both windows are
stamped by the same filter, so that their ratio compares like with like.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Stamp(QObject):
    """Prints the time when the first paint is over, and ends the program."""

    def __init__(self, began: int) -> None:
        super().__init__()
        self.began = began
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.end)  # runs when the whole window has been painted
        return False

    def end(self) -> None:
        print((time.monotonic_ns() - self.began) / 1e6, flush=True)
        os._exit(0)


def main() -> None:
    """Open the window that the command line names."""
    stamp = Stamp(int(sys.argv[1]))
    loop = QApplication.exec

    def loop_with_stamp(*_: object) -> int:
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(stamp)
        return loop()

    QApplication.exec = loop_with_stamp  # type: ignore[method-assign]
    if sys.argv[2] == "leadbench":
        from leadbench.__main__ import main as leadbench

        leadbench(sys.argv[3:])
        return
    application = QApplication([])
    window = QWidget()
    window.resize(1440, 900)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
