"""What a task can still take: three points, and how wide they are where the data is difficult."""

import math
from dataclasses import dataclass
from typing import Final

from leadbench.analysis.data_quality import widened

_EXACT: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Range:
    """Whole working minutes of what is still to do; the three never descend."""

    optimistic: int
    likely: int
    pessimistic: int

    def widened(self, factor: float) -> "Range":
        """Return it with both distances from the likely value multiplied.

        Parameters
        ----------
        factor
            1 and more. Rounded outward to whole minutes, so that a wider range contains a narrower
            one; the optimistic end is never below 0.
        """
        if factor <= 1:
            return self
        low, _, high = widened(self.optimistic, self.likely, self.pessimistic, factor)
        # A factor such as 1.12 is no exact binary fraction: a millionth of a minute is no minute.
        return Range(math.floor(low + _EXACT), self.likely, math.ceil(high - _EXACT))
