"""The calendars of a plan by names that tell them apart."""

from collections import Counter
from typing import TYPE_CHECKING

from leadbench.plan.contents import Contents

if TYPE_CHECKING:
    from leadbench.desktop.widgets.field_spec import Choices


def calendar_names(contents: Contents) -> dict[int, str]:
    """Return each calendar's name by its key, by name.

    Where several have one name, that of the project which follows it stands behind, or else a
    number.
    """
    rows = contents.calendars
    many = Counter(row.name.casefold() for row in rows.values())
    used: dict[int, str] = {}
    for project in contents.ordered_projects():
        used.setdefault(project.calendar_id, project.name)
    names: dict[int, str] = {}
    taken: set[str] = set()
    for key in sorted(rows, key=lambda key: (rows[key].name.casefold(), key)):
        name = rows[key].name
        if many[name.casefold()] > 1 and key in used:
            name = f"{name} ({used[key]})"
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} ({number})"
        taken.add(free.casefold())
        names[key] = free
    return names


def calendar_choices(contents: Contents, none: str = "") -> "Choices":
    """Return calendars to choose from, after a word for none if there is one."""
    found = list(calendar_names(contents).items())
    return [(None, none), *found] if none else found
