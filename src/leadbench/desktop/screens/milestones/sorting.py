"""By what the rows of the outline are sorted, column by column."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from leadbench.analysis.inputs import ConstraintKind
from leadbench.desktop.screens.milestones.columns import FORECAST, Column
from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.rows import PlanRows
    from leadbench.plan.tables import Activity

Value = Callable[[int], Any]
"""The value of an activity by its key; None where its cell is empty."""
_SUMMARY: Final = str(ActivityKind.SUMMARY)
_DIGITS: Final = re.compile(r"([0-9]+)")


def value_of(rows: "PlanRows", column: Column) -> Value:
    """Return what a column is sorted by."""
    if column in _ARRAYS:
        return _dated(rows, _ARRAYS[column])
    if column in _ROWS:
        return _from_row(rows, column)
    if column in _FIGURES:
        return lambda key: _figure(rows, column, key)
    return lambda key: _natural(rows.line_of(key).text(column))


_ARRAYS: Final[Mapping[Column, str]] = {
    Column.DAYS: "duration",
    Column.START: "start",
    Column.FINISH: "finish",
    Column.FLOAT: "total_float",
    Column.FREE_FLOAT: "free_float",
}
_FIGURES: Final = frozenset(
    {
        Column.OWN_FLOAT,
        Column.PERCENT,
        Column.REMAINING,
        Column.SLIP,
        Column.WORK,
        Column.COST,
        *FORECAST,
    }
)
_ROWS: Final = frozenset(
    {
        Column.NAME,
        Column.DEADLINE,
        Column.CONSTRAINT,
        Column.KEPT_START,
        Column.KEPT_FINISH,
        Column.FIXED_COST,
    }
)


def _dated(rows: "PlanRows", name: str) -> Value:
    schedule = rows.schedule
    if schedule is None:
        return lambda _: None
    index, values = schedule.index, getattr(schedule, name).tolist()
    if name not in {"total_float", "free_float"}:
        return lambda key: values[index[key]] if key in index else None
    done, activities = schedule.done.tolist(), rows.document.contents.activities
    out = rows.left_out

    def slack(key: int) -> int | None:
        shown = key in index and not done[index[key]] and key not in out
        return values[index[key]] if shown and activities[key].kind != _SUMMARY else None

    return slack


def _from_row(rows: "PlanRows", column: Column) -> Value:
    activities = rows.document.contents.activities
    if column == Column.NAME:
        return lambda key: _natural(activities[key].name)
    if column == Column.DEADLINE:
        return lambda key: activities[key].deadline_minute
    if column == Column.FIXED_COST:
        return lambda key: activities[key].fixed_cost_cents
    if column == Column.CONSTRAINT:
        return lambda key: _held_at(activities[key])

    def kept(key: int) -> int | None:
        row = rows.baseline(key)
        if row is None:
            return None
        return row.start_minute if column == Column.KEPT_START else row.finish_minute

    return kept


def _held_at(activity: "Activity") -> int | None:
    """Return the instant to which a task is held; 0 for one that lies as late as possible."""
    if activity.pinned_start_minute is not None:
        return activity.pinned_start_minute
    if activity.constraint_kind == ConstraintKind.AS_SOON_AS_POSSIBLE:
        return None
    return activity.constraint_minute or 0


def _chance(rows: "PlanRows", column: Column, key: int) -> float | None:
    found = rows.chances.of(key)
    if found is None or column == Column.CRITICALITY:
        return None if found is None else found.criticality
    return found.finish_p50 if column == Column.P50 else found.finish_p80


def _figure(rows: "PlanRows", column: Column, key: int) -> float | None:
    if column in FORECAST:
        return _chance(rows, column, key)
    line, figures = rows.line_of(key), rows.figures
    if column == Column.OWN_FLOAT:
        return figures.own_float(line)
    if column == Column.PERCENT:
        return figures.percent(line)
    if column == Column.WORK:
        return figures.cost(line).work or None
    if column == Column.COST:
        return figures.cost(line).cents
    return figures.remaining(line) if column == Column.REMAINING else figures.slip(line)


def _natural(text: str) -> tuple[Any, ...] | None:
    """Return a text so that "Phase 10" follows "Phase 9"; None for none."""
    if not text:
        return None
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def in_order(keys: list[int], value: Value, *, falling: bool) -> list[int]:
    """Return keys by their values; those without one stay last, in their own order."""
    found = [(value(key), key) for key in keys]
    full = [pair for pair in found if pair[0] is not None]
    # Equal ones keep their order in the outline, whichever way the others go.
    full.sort(key=lambda pair: pair[0], reverse=falling)
    return [key for _, key in full] + [key for held, key in found if held is None]
