"""Leaving tasks out of the plan without deleting them, and counting them again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sqlmodel import Session, col, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import found, key_of, number_of
from leadbench.plan.tables import Activity

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

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
    for row in _with_below(session, _chosen(session, list(keys))):
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
    chosen = _chosen(session, list(keys))
    for row in chosen.values():
        above = row.parent_id
        while above is not None:
            summary = found(session, Activity, above)
            summary.active = True
            above = summary.parent_id
    for row in _with_below(session, chosen):
        row.active = True


def _chosen(session: Session, keys: Sequence[int]) -> dict[int, Activity]:
    """Return activities by key, read many at a time."""
    read = {key_of(row): row for row in _each(session, col(Activity.id), keys)}
    return {key: read[key] if key in read else found(session, Activity, key) for key in keys}


def _with_below(session: Session, chosen: Mapping[int, Activity]) -> Iterator[Activity]:
    """Yield activities and all below them, a level at a time."""
    level = dict(chosen)
    seen: set[int] = set()
    while level:
        yield from level.values()
        seen |= level.keys()
        below = _each(session, col(Activity.parent_id), list(level))
        level = {key_of(row): row for row in below if key_of(row) not in seen}


def _each(
    session: Session, column: "Mapped[int | None]", values: Sequence[int]
) -> Iterator[Activity]:
    """Yield the activities in whose column one of the values stands."""
    for first in range(0, len(values), _AT_ONCE):
        some = column.in_(values[first : first + _AT_ONCE])
        yield from session.exec(select(Activity).where(some).order_by(col(Activity.position)))


def _has_begun(row: Activity) -> bool:
    return row.actual_start_minute is not None or row.actual_finish_minute is not None
