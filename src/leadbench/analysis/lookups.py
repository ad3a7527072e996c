"""How many entries of a sorted table lie before values, for many values at once.

The entries come in blocks, one block for each calendar, with a wide gap between two of them.
"""

import numpy as np

from leadbench.analysis.order import IntArray

BLOCK = 1 << 42
"""Points that each calendar has for itself: a million years to both sides."""
_SLOTS = 1 << 20
"""Entries of a table to look up in; a longer one would cost more than it saves."""
_OUTSIDE = (1 << 61) + 1


class Lookup:
    """A table whose entries all lie whole units apart: it is looked up in, not searched.

    The processor cannot foresee the steps of a search, which takes ten times as long. Each block
    is cut into slots of one unit, that none has an entry inside of; ``spread`` repeats for every
    slot what is known of every number of entries before. Where units are too small for that, and
    slots too many, a search finds the number itself.

    Attributes
    ----------
    bases
        What to add to the values of each block to ask for their place with ``near``; odd numbers.
        Block 0 is the clock itself.
    bounds
        The first and the last entry of each block; of block 0 nothing.
    entries
        The table as a list, where it is searched.
    """

    def __init__(self, table: IntArray, sizes: list[int], unit: int) -> None:
        """Take the sizes of the blocks; block 0 has one entry."""
        self.table, self.unit = table, unit
        ends = np.cumsum(sizes)
        first, last = table[ends[:-1]], table[ends[1:] - 1]
        self.bounds = np.append(_OUTSIDE, first), np.append(-_OUTSIDE, last)
        counts = (last - first) // unit + 3
        begins = np.append(0, np.cumsum(counts))
        self.slots = int(begins[-1])
        self.searched = self.slots > _SLOTS
        self.entries: list[int] = table.tolist() if self.searched else []
        self.bases = np.full(len(sizes), -1, dtype=np.int64)
        if self.searched:
            return
        # The first slot of a block ends with its first entry; beyond the last is block 0.
        self.bases[0] = _OUTSIDE
        self.bases[1:] = (begins[:-1] + 1) * unit - 1 - first
        self.lowest = np.append(self.slots, begins[:-1])
        self.highest = np.append(self.slots, begins[1:] - 1)
        passed = np.zeros(self.slots, dtype=np.int32)
        of_entry = np.repeat(np.arange(1, len(sizes)), sizes[1:])
        passed[(table[1:] + self.bases[of_entry]) // unit + 1] = 1
        self.before = 1 + np.cumsum(passed, dtype=np.int32)

    def spread(self, values: IntArray, clock: int) -> IntArray:
        """Return what to take at a place, of values by the number of entries before.

        ``clock`` is the value for block 0.
        """
        return values if self.searched else np.append(values[self.before], clock)

    def from_near(self, values: IntArray) -> IntArray:
        """Return what ``spread`` returned, less what ``bases`` added."""
        if self.searched:
            return values + 1
        slots = self.highest - self.lowest + 1
        added = np.append(np.repeat(self.bases[1:], slots[1:]), self.bases[0])
        result: IntArray = values - added
        return result

    def near(self, based: IntArray) -> IntArray:
        """Return where to take what is known of values that ``bases`` were added to.

        What lies beyond its block gets an answer of another one.
        """
        if self.searched:
            return self.table.searchsorted(based, side="right")
        return based // self.unit

    def place(self, values: IntArray) -> IntArray:
        """Return where to take what is known of values; beyond a block is where it ends."""
        if self.searched:
            return self.table.searchsorted(values)
        block = (values + BLOCK // 2) >> 42
        place = self.bases.take(block, mode="clip")
        place += values
        place //= self.unit
        np.maximum(place, self.lowest.take(block, mode="clip"), out=place)
        np.minimum(place, self.highest.take(block, mode="clip"), out=place)
        return place
