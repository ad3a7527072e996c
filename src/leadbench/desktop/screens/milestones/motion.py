"""Bars that move to their new dates after a recalculation, so that the eye can follow."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QVariantAnimation
from PySide6.QtWidgets import QStyle

from leadbench.charts.gantt import Mark

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.gantt import GanttView

_LASTS_MS: Final = 240
_MOST_ROWS: Final = 2_000
"""In longer plans bars cut to their new places: every frame would have to route all links anew."""


class Motion:
    """Marks between where they were and where they will stand.

    Parameters
    ----------
    before
        Marks as they were last seen, by key.
    """

    def __init__(self, before: Mapping[int, Mark]) -> None:
        self.before = before
        self.share = 0.0
        """How much of the way is done, 0 to 1, already eased."""

    def mark(self, now: Mark) -> Mark:
        """Return a mark on its way; its row follows at once."""
        was = self.before.get(now.key)
        if was is None or (was.left == now.left and was.right == now.right):
            return now

        def between(one: float, other: float) -> float:
            return one + (other - one) * self.share

        def maybe(one: float | None, other: float | None) -> float | None:
            return other if one is None or other is None else between(one, other)

        return replace(
            now,
            start=between(was.start, now.start),
            finish=between(was.finish, now.finish),
            left=between(was.left, now.left),
            right=between(was.right, now.right),
            progress_right=maybe(was.progress_right, now.progress_right),
            float_right=maybe(was.float_right, now.float_right),
        )


class Mover(QObject):
    """Runs the motion of a chart.

    Parameters
    ----------
    view
        The chart.
    """

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self.view = view
        self._clock = QVariantAnimation(self)
        self._clock.valueChanged.connect(self._go_on)
        self._clock.finished.connect(self.settle)

    def move(self, before: Mapping[int, Mark]) -> None:
        """Let the bars in view move from where they were, unless motion is unwanted.

        Systems that were asked for less motion give animations no time.
        """
        view, shapes = self.view, self.view.look.shapes
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        wanted = view.style().styleHint(hint, None, view) > 0 and view.isVisible()
        if not wanted or len(view.rows) > _MOST_ROWS or not self._moved(before):
            self.settle()
            return
        shapes.forget()
        shapes.motion = Motion(before)
        self._clock.stop()
        self._clock.setDuration(_LASTS_MS)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.start()

    def _moved(self, before: Mapping[int, Mark]) -> bool:
        """Tell whether a bar in view was elsewhere."""
        view = self.view.view()
        for place in range(max(0, view.first), min(len(self.view.rows), view.last + 1)):
            now = self.view.look.shapes.settled(place)
            was = before.get(now.key, now)
            if (was.left, was.right) != (now.left, now.right):
                return True
        return False

    def _go_on(self, share: object) -> None:
        moving = self.view.look.shapes.motion
        if moving is not None and isinstance(share, float):
            moving.share = eased(share)
            self.view.viewport().update()

    def settle(self) -> None:
        """Let everything stand where it belongs."""
        shapes = self.view.look.shapes
        if shapes.motion is not None:
            shapes.motion = None
            shapes.forget()
            self._clock.stop()
            self.view.viewport().update()


def eased(share: float) -> float:
    """Return a share of time as a share of the way, fast at first and slow at the end."""
    return 1 - (1 - share) ** 3
