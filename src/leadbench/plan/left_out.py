"""Which tasks a plan leaves out: they keep their dates, but hold nothing and count nowhere."""

from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from leadbench.plan.tables import Activity

if TYPE_CHECKING:
    from leadbench.plan.contents import Contents

_TABLE: Final[Any] = Activity.__table__  # type: ignore[attr-defined]  # set by SQLModel
# By place and not by name: every edit of a large plan asks this of all its rows.
_counts: Final = itemgetter(list(_TABLE.columns.keys()).index("active"))


def left_out(contents: "Contents") -> frozenset[int]:
    """Return the keys of the tasks that are left out, of all projects.

    A summary is left out when all that is below it is, whatever its own row says: so it counts
    again as soon as something below it does.
    """
    activities: Mapping[int, Any] = contents.activities
    chosen = [key for key, row in activities.items() if not _counts(row)]
    if not chosen:
        return frozenset()
    below = contents.keys_by("activities", "parent_id")
    waiting = [key for key in chosen if key not in below]
    found = set(waiting)
    while waiting:
        parent = activities[waiting.pop()].parent_id
        if parent is not None and parent not in found and found.issuperset(below[parent]):
            found.add(parent)
            waiting.append(parent)
    return frozenset(found)
