"""The order of parallel stretches in an aisle of a network diagram, so that few ways cross.

An aisle runs between two columns (its stretches are upright) or between two rows (they are level).
Positions ``along`` the aisle are any numbers; its two sides are -1 (left, or above) and +1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_MANY = 160


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a way that runs along an aisle.

    Each end is a position along the aisle and the side to which the way turns there.
    """

    first: float
    first_side: int
    last: float
    last_side: int

    @property
    def low(self) -> float:
        """Where it begins, whichever way it runs."""
        return min(self.first, self.last)

    @property
    def high(self) -> float:
        """Where it ends."""
        return max(self.first, self.last)

    def turns(self, side: int) -> tuple[float, ...]:
        """Return the positions at which it turns to one side."""
        return tuple(
            at
            for at, where in ((self.first, self.first_side), (self.last, self.last_side))
            if where == side
        )


def tracks(stretches: Sequence[Stretch], gap: float) -> tuple[list[int], int]:
    """Return the track of each stretch, counted from the side -1, and how many tracks there are.

    Parameters
    ----------
    gap
        What two stretches of one track must keep between them.
    """
    order = sorted(range(len(stretches)), key=lambda index: _first_guess(stretches[index]))
    if len(order) <= _MANY:
        _improve(order, stretches)
    track = [0] * len(stretches)
    placed: list[int] = []
    for index in order:
        own = stretches[index]
        for other in placed:
            beside = stretches[other]
            if own.low < beside.high + gap and beside.low < own.high + gap:
                track[index] = max(track[index], track[other] + 1)
        placed.append(index)
    return track, max(track, default=-1) + 1


def _first_guess(stretch: Stretch) -> tuple[int, float]:
    """Return where a stretch belongs among others, from the side -1 to the side +1."""
    if stretch.first_side == stretch.last_side:
        return (0, stretch.low) if stretch.first_side < 0 else (3, -stretch.low)
    enters, leaves = stretch.first, stretch.last
    if stretch.first_side > 0:
        enters, leaves = leaves, enters
    # Of those that run on, whoever enters last turns first; backward ones the other way round.
    return (1, -enters) if leaves >= enters else (2, enters)


def crosses(inner: Stretch, outer: Stretch) -> int:
    """Return how often two stretches cross if ``inner`` runs nearer to the side -1."""
    return sum(outer.low < at < outer.high for at in inner.turns(1)) + sum(
        inner.low < at < inner.high for at in outer.turns(-1)
    )


def _improve(order: list[int], stretches: Sequence[Stretch]) -> None:
    """Swap neighbors while that takes crossings away."""
    for _ in range(len(order)):
        swapped = False
        for place in range(len(order) - 1):
            one, other = stretches[order[place]], stretches[order[place + 1]]
            if crosses(other, one) < crosses(one, other):
                order[place], order[place + 1] = order[place + 1], order[place]
                swapped = True
        if not swapped:
            return
