"""What writing in a cell of the outline does to the plan."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.errors import Refused
from leadbench.plan.edits.activities import rename, set_duration, set_role
from leadbench.plan.edits.links import set_predecessors
from leadbench.plan.notation import format_duration, parse_duration, parse_predecessors

if TYPE_CHECKING:
    from leadbench.plan.tables import Role


class Cells:
    """Reads what was typed, says what it means, and writes it.

    Parameters
    ----------
    screen
        Opens the changes.
    rows
        The plan.
    """

    def __init__(self, screen: Screen, rows: PlanRows) -> None:
        self.screen, self.rows = screen, rows

    def apply(self, key: int, column: Column, text: str) -> None:
        """Write a cell.

        Raises
        ------
        LeadbenchError
            When the text cannot be taken; nothing was changed.
        """
        document = self.rows.document
        project = document.project
        assert project is not None
        number = document.outline.number_of[key]
        if column == Column.NAME:
            with self.screen.edit(f"Name of {number}") as session:
                rename(session, key, text)
        elif column == Column.DAYS:
            minutes = parse_duration(text, project)
            with self.screen.edit(f"Duration of {number}") as session:
                set_duration(session, key, minutes)
        elif column == Column.PREDECESSORS:
            with self.screen.edit(f"Predecessors of {number}") as session:
                set_predecessors(session, key, text, document.outline)
        elif column == Column.ROLE:
            role = self.role(text)
            with self.screen.edit(f"Role of {number}") as session:
                set_role(session, key, None if role is None else role.id)

    def role(self, text: str) -> "Role | None":
        """Return the role of that name, None for no text.

        Raises
        ------
        Refused
            If there is no such role.
        """
        name = text.strip().casefold()
        if not name:
            return None
        roles = self.rows.document.contents.ordered_roles()
        for role in roles:
            if role.name.casefold() == name:
                return role
        known = ", ".join(role.name for role in roles[:12])
        more = f" Write one of: {known}." if roles else " Add roles on the People page."
        raise Refused(f"There is no role “{text.strip()}”.{more}", field="role")

    def hint(self, key: int, column: Column, text: str) -> str:
        """Return what a text would mean, or "".

        Raises
        ------
        LeadbenchError
            While it means nothing.
        """
        document = self.rows.document
        project = document.project
        assert project is not None
        if column == Column.DAYS:
            return format_duration(parse_duration(text, project), project)
        if column == Column.PREDECESSORS:
            found = parse_predecessors(text, document.outline, project)
            names = [
                f"{document.outline.number_of[link.predecessor_id]} "
                f"{document.contents.activities[link.predecessor_id].name}"
                for link in found
            ]
            return "Waits for " + ", ".join(names) if names else ""
        return ""

    def choices(self, column: Column) -> Sequence[str]:
        """Return what can be chosen in a column by typing."""
        if column != Column.ROLE:
            return ()
        return [role.name for role in self.rows.document.contents.ordered_roles()]
