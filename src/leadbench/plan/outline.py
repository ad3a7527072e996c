"""The work breakdown of a project as a list: numbers, depth and order of its activities."""

from collections.abc import Mapping
from typing import NamedTuple

from leadbench.plan.contents import Contents
from leadbench.store import Change

_STRUCTURE = ("project_id", "parent_id", "position")


class OutlineRow(NamedTuple):
    """One line of the outline; ``depth`` is 0 at the top level."""

    key: int
    number: str
    depth: int
    has_children: bool
    parent: int | None


class Outline:
    """The activities of a project in outline order, and their numbers ("2.4").

    Parameters
    ----------
    contents
        The rows. Later edits do not reach an outline: ``touched_by`` says when to build another.
    project_id
        The project.
    """

    rows: list[OutlineRow]
    number_of: Mapping[int, str]
    key_of: Mapping[str, int]
    index_of: Mapping[int, int]

    def __init__(self, contents: Contents, project_id: int) -> None:
        children = contents.keys_by("activities", "parent_id")
        activities = contents.activities
        rows: list[OutlineRow] = []
        numbers: dict[int, str] = {}
        roots = children.get(None, ())
        top = [key for key in roots if activities[key].project_id == project_id]
        # A stack, not recursion: nothing limits how deep an outline may be.
        stack: list[tuple[int, str, int, int | None]] = [
            (key, str(place), 0, None) for place, key in enumerate(top, start=1)
        ]
        stack.reverse()
        while stack:
            key, number, depth, parent = stack.pop()
            below = children.get(key, ())
            rows.append(OutlineRow(key, number, depth, bool(below), parent))
            numbers[key] = number
            stack.extend(
                (below[place - 1], f"{number}.{place}", depth + 1, key)
                for place in range(len(below), 0, -1)
            )
        self.rows = rows
        self.number_of = numbers
        self.key_of = {number: key for key, number in numbers.items()}
        self.index_of = {row.key: index for index, row in enumerate(rows)}

    def below(self, key: int) -> list[int]:
        """Return the keys of everything below an activity, in order, without itself."""
        start = self.index_of[key]
        depth = self.rows[start].depth
        found: list[int] = []
        for row in self.rows[start + 1 :]:
            if row.depth <= depth:
                break
            found.append(row.key)
        return found


def touched_by(change: Change) -> bool:
    """Tell whether a change may have altered the order or numbers of an outline."""
    for row in change.rows:
        if row.table != "activity":
            continue
        before, after = row.before, row.after
        if before is None or after is None:
            return True
        if any(before.get(name) != after.get(name) for name in _STRUCTURE):
            return True
    return False
