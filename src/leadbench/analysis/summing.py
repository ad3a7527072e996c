"""Summaries: their dates and floats from what lies below them."""

from collections.abc import Mapping

import numpy as np

from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.structure import Structure
from leadbench.analysis.timeline import FAR


def counted(rows: IntArray, active: BoolArray, shape: Structure) -> IntArray:
    """Return the rows that count for their summaries: active ones, or all where none is."""
    counts = active[rows]
    if counts.all():
        return rows
    above = shape.parents[rows]
    some = np.zeros(len(active), dtype=np.bool_)
    some[above[counts]] = True
    return rows[counts | ~some[above]]


def sum_up(
    arrays: Mapping[str, IntArray], done: BoolArray, active: BoolArray, shape: Structure
) -> BoolArray:
    """Fill in the summaries from what lies below them, deepest first."""
    inner = ~shape.leaf
    for name in ("start", "early_start", "late_start", "total_float", "free_float"):
        arrays[name][inner] = FAR
    for name in ("finish", "early_finish", "late_finish"):
        arrays[name][inner] = -FAR
    done = done | inner
    last = np.full(len(done), -FAR, dtype=np.int64)
    for level in shape.levels:
        rows = counted(level, active, shape)
        above = shape.parents[rows]
        for name in ("start", "early_start", "late_start"):
            np.minimum.at(arrays[name], above, arrays[name][rows])
        for name in ("finish", "early_finish", "late_finish"):
            np.maximum.at(arrays[name], above, arrays[name][rows])
        open_rows = rows[~done[rows]]
        total = arrays["total_float"]
        np.minimum.at(total, shape.parents[open_rows], total[open_rows])
        np.maximum.at(last, above, arrays["finish"][rows])
        at_last = rows[arrays["finish"][rows] == last[above]]
        free = arrays["free_float"]
        np.minimum.at(free, shape.parents[at_last], free[at_last])
        np.logical_and.at(done, above, done[rows])
    for name in ("total_float", "free_float"):
        arrays[name][inner & done] = 0
    return done


def any_below(marked: BoolArray, shape: Structure) -> BoolArray:
    """Return the marked leaves, and every summary above one."""
    result = marked.copy()
    for rows in shape.levels:
        result[shape.parents[rows[result[rows]]]] = True
    return result
