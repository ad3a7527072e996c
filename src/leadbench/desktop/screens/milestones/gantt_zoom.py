"""How wide a day is on the chart: named choices, limits, and what shows at which width."""

from typing import Final

ZOOMS: Final = {
    "Hours": 720.0,
    "Days": 24.0,
    "Weeks": 2.45,
    "Months": 0.95,
    "Quarters": 0.32,
    "Years": 0.1,
}
"""Pixels per day of each choice."""
_LEAST, _MOST = 0.02, 2_400.0
_CLOCK_FROM, _CLOCK_ALL = 48.0, 160.0
"""Widths of a day at which its hours begin to show, and stand where the clock has them."""


def limited(per_day: float) -> float:
    """Return a width of a day inside the limits."""
    return min(max(per_day, _LEAST), _MOST)


def clock_share(per_day: float) -> float:
    """Return how far instants stand by the clock (1) and not by the working day (0)."""
    return min(max((per_day - _CLOCK_FROM) / (_CLOCK_ALL - _CLOCK_FROM), 0.0), 1.0)


def unit(per_day: float) -> str:
    """Return the name of the choice that is nearest."""
    return min(ZOOMS, key=lambda name: max(per_day, ZOOMS[name]) / min(per_day, ZOOMS[name]))
