"""The longest path: what is followed back, link by link, from the activities that finish last."""

import numpy as np

from leadbench.analysis.passes import asked, clock, counted_below
from leadbench.analysis.sheet import Sheet
from leadbench.analysis.states import DONE, FAR, PINNED, SUMMARY
from leadbench.analysis.structure import BoolArray


def longest_path(sheet: Sheet, last: BoolArray) -> BoolArray:
    """Return the leaves on a longest path.

    Parameters
    ----------
    sheet
        After the forward pass, with early dates.
    last
        The rows that decide the project's finish.

    Notes
    -----
    Every link is followed that asks for exactly the head that its successor has, counted in the
    successor's calendar; of several all are. What is done ends a path, as do dates that a
    constraint or a person fixed.
    """
    shape, count = sheet.shape, len(sheet.state)
    found = np.zeros(count, dtype=np.bool_)
    waiting = [row for row in np.flatnonzero(last).tolist() if sheet.state[row] != DONE]
    found[waiting] = True
    while waiting:
        row = waiting.pop()
        if sheet.state[row] == PINNED or row in sheet.pinned:
            continue
        for slot, edge in shape.into[row]:
            if sheet.offset[edge] <= -FAR or asked(sheet, slot, edge, row) != sheet.head[row]:
                continue
            for source in _drivers(sheet, slot):
                if not found[source] and sheet.state[source] != DONE:
                    found[source] = True
                    waiting.append(source)
    return found


def _drivers(sheet: Sheet, slot: int) -> list[int]:
    """Return the leaves that decide the instant of a slot: several below a summary may."""
    count = len(sheet.state)
    row, shift = slot % count, slot - slot % count
    if sheet.state[row] != SUMMARY:
        return [row]
    at = sheet.known[slot]
    return [leaf for leaf in counted_below(sheet, row) if clock(sheet, leaf + shift) == at]
