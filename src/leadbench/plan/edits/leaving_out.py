"""Leaving tasks out of the plan without deleting them, and counting them again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlmodel import Session, col, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import found, key_of, number_of
from leadbench.plan.tables import Activity

_AT_ONCE: Final = 500
"""Keys in one statement, whose parameters SQLite limits."""


def leave_out(session: Session, keys: Iterable[int]) -> None:
    """Leave activities out, with everything below them.

    They keep their dates, links and figures, but nothing waits for them and nothing counts them.

    Raises
    ------
    Refused
        Once work on one of them has begun: what was done cannot be left out.
    """
    for row in _with_below(session, list(keys)):
        if row.active and _has_begun(row):
            number = number_of(session, key_of(row))
            raise Refused(
                f"{number} has begun, and what was done counts. Clear its actual start to leave it"
                " out, or mark it done. Nothing was changed.",
                table="activity",
                key=row.id,
                field="active",
            )
        row.active = False


def count_again(session: Session, keys: Iterable[int]) -> None:
    """Count activities again, with everything below them and the summaries above them."""
    chosen = list(keys)
    for key in chosen:
        above = found(session, Activity, key).parent_id
        while above is not None:
            row = found(session, Activity, above)
            row.active = True
            above = row.parent_id
    for row in _with_below(session, chosen):
        row.active = True


def _with_below(session: Session, keys: Sequence[int]) -> Iterator[Activity]:
    """Yield activities and all below them, a level at a time."""
    level = {key: found(session, Activity, key) for key in keys}
    seen: set[int] = set()
    while level:
        yield from level.values()
        seen |= level.keys()
        above, level = list(level), {}
        for first in range(0, len(above), _AT_ONCE):
            some = col(Activity.parent_id).in_(above[first : first + _AT_ONCE])
            for row in session.exec(select(Activity).where(some).order_by(col(Activity.position))):
                level[key_of(row)] = row
        level = {key: row for key, row in level.items() if key not in seen}


def _has_begun(row: Activity) -> bool:
    return row.actual_start_minute is not None or row.actual_finish_minute is not None
