"""What writing in a cell of the outline does to the plan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones import cell_dates, progress
from leadbench.desktop.screens.milestones.cell_text import BREAK, STAGES, holder
from leadbench.desktop.screens.milestones.columns import LOOKS, Column
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.errors import Refused
from leadbench.plan.edits import details
from leadbench.plan.edits.activities import rename, set_remaining
from leadbench.plan.edits.links import set_predecessors, set_successors
from leadbench.plan.elapsed import format_span, parse_span
from leadbench.plan.money import format_money_exact, parse_money
from leadbench.plan.notation import day_of, format_duration, parse_duration, parse_predecessors
from leadbench.plan.restrictions import WORDS

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.plan.tables import Role

Action = Callable[["Session"], None]
_LABELS: Final = {
    Column.NAME: "Name",
    Column.DAYS: "Duration",
    Column.REMAINING: "Remaining work",
    Column.PERCENT: "Progress",
}


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
        self._added = (0, 0)
        self._changes: Mapping[Column, Callable[[int, str], Action]] = {
            Column.NAME: lambda key, text: partial(rename, key=key, name=text),
            Column.DAYS: self._days,
            Column.START: partial(self._dated, cell_dates.start),
            Column.FINISH: partial(self._dated, cell_dates.finish),
            Column.DEADLINE: partial(self._dated, cell_dates.deadline),
            Column.CONSTRAINT: partial(self._dated, cell_dates.restriction),
            Column.REMAINING: self._remaining,
            Column.PERCENT: self._percent,
            Column.ROLE: self._role,
            Column.PREDECESSORS: self._predecessors,
            Column.SUCCESSORS: self._successors,
            Column.CALENDAR: self._calendar,
            Column.STAGE: self._stage,
            Column.WBS: lambda key, text: partial(details.set_wbs, key=key, code=text),
            Column.NOTES: lambda key, text: partial(
                details.set_notes, key=key, text=text.replace(BREAK, "\n")
            ),
            Column.FIXED_COST: lambda key, text: partial(
                details.set_fixed_cost, key=key, cents=_cents(text)
            ),
        }

    def apply(self, key: int, column: Column, text: str) -> None:
        """Write a cell.

        Raises
        ------
        LeadbenchError
            When the text cannot be taken; nothing was changed.
        """
        action = self.change(key, column, text)
        number = self.rows.document.outline.number_of[key]
        named = column == Column.NAME and self._added == (key, self._revision())
        with self.screen.edit(f"{label(column)} of {number}", joins=named) as session:
            action(session)

    def take_added(self, key: int) -> None:
        """Take a task as just added: its name, if it comes next, is one step of undo with that."""
        self._added = (key, self._revision())

    def _revision(self) -> int:
        return self.rows.document.store.revision

    def change(self, key: int, column: Column, text: str) -> Action:
        """Return what writes a cell within a change.

        Raises
        ------
        LeadbenchError
            When the text cannot be read, or the cell cannot be written in.
        """
        change = self._changes.get(column)
        if change is None:
            raise Refused(f"{LOOKS[column].title} is calculated and cannot be written.")
        return change(key, text)

    def _days(self, key: int, text: str) -> Action:
        minutes, elapsed = parse_span(text, self.rows.working_time())
        return partial(details.set_span, key=key, minutes=minutes, elapsed=elapsed)

    def _dated(
        self,
        read: Callable[[PlanRows, int, str, date, str], cell_dates.Dated],
        key: int,
        text: str,
    ) -> Action:
        return read(self.rows, key, text, self._today(), date_order()).write

    def _today(self) -> date:
        project = self.rows.document.project
        assert project is not None
        return day_of(project.status_minute or project.start_minute)

    def _remaining(self, key: int, text: str) -> Action:
        minutes = parse_duration(text, self.rows.working_time(), field="remaining")
        return partial(set_remaining, key=key, minutes=minutes)

    def _percent(self, key: int, text: str) -> Action:
        percent = _percentage(text)
        return lambda session: progress.set_percent(session, self.rows, key, percent)

    def _role(self, key: int, text: str) -> Action:
        role, person = self._holder(text)
        return partial(details.set_holder, key=key, role_id=role, person_id=person)

    def _holder(self, text: str) -> tuple[int | None, int | None]:
        """Return the keys of the role and the person that a text names."""
        contents, name = self.rows.document.contents, text.strip().casefold()
        for person in contents.people.values():
            if person.role_id is None:
                continue
            whole = holder(contents.roles[person.role_id].name, person.name)
            if name in {person.name.casefold(), whole.casefold()}:
                return person.role_id, person.id
        role = self.role(text)
        return (None if role is None else role.id), None

    def _predecessors(self, key: int, text: str) -> Action:
        outline = self.rows.document.outline
        return partial(set_predecessors, key=key, text=text, outline=outline)

    def _successors(self, key: int, text: str) -> Action:
        outline = self.rows.document.outline
        return partial(set_successors, key=key, text=text, outline=outline)

    def _calendar(self, key: int, text: str) -> Action:
        name, contents = text.strip().casefold(), self.rows.document.contents
        project = self.rows.document.project
        assert project is not None
        calendars = self._calendars()
        if name and name not in calendars:
            known = ", ".join(contents.calendars[each].name for each in calendars.values())
            raise Refused(
                f"There is no calendar “{text.strip()}”. Write one of: {known}.", field="calendar"
            )
        chosen = calendars[name] if name else project.calendar_id
        own = None if chosen == project.calendar_id else chosen
        return partial(details.set_calendar, key=key, calendar_id=own)

    def _calendars(self) -> dict[str, int]:
        found = self.rows.document.contents.calendars
        return {row.name.casefold(): key for key, row in sorted(found.items())}

    def _stage(self, key: int, text: str) -> Action:
        name, project_id = text.strip().casefold(), self.rows.document.project_id
        assert project_id is not None
        stages = self.rows.document.contents.stages_of(project_id)
        by_name = {STAGES[str(stage.kind)].casefold(): stage.id for stage in stages}
        if name and name not in by_name:
            known = ", ".join(STAGES[str(stage.kind)] for stage in stages)
            more = f" Write one of: {known}." if known else " This project has no stages yet."
            raise Refused(f"There is no stage “{text.strip()}”.{more}", field="stage")
        return partial(details.set_stage, key=key, stage_id=by_name[name] if name else None)

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
        project = self.rows.working_time()
        if column == Column.DAYS:
            minutes, elapsed = parse_span(text, project)
            return format_span(minutes, project, elapsed=elapsed) + (
                " on the clock, nights and weekends too" if elapsed else ""
            )
        if column == Column.REMAINING:
            return f"{format_duration(parse_duration(text, project), project)} left"
        if column == Column.PERCENT:
            return f"{_percentage(text)}% done"
        if column == Column.PREDECESSORS:
            return self._named(text, "Waits for", column)
        if column == Column.SUCCESSORS:
            return self._named(text, "Holds", column)
        if column == Column.FIXED_COST:
            cents, portfolio = _cents(text), self.rows.document.contents.portfolio.values()
            return (
                "" if cents is None else format_money_exact(cents, next(iter(portfolio)).currency)
            )
        if column in _DATED:
            read = _DATED[column]
            return read(self.rows, key, text, self._today(), date_order()).meaning
        return ""

    def _named(self, text: str, verb: str, column: Column) -> str:
        document = self.rows.document
        field = column.name.lower()
        found = parse_predecessors(text, document.outline, self.rows.working_time(), field=field)
        names = [
            f"{document.outline.number_of[link.predecessor_id]} "
            f"{document.contents.activities[link.predecessor_id].name}"
            for link in found
        ]
        return f"{verb} " + ", ".join(names) if names else ""

    def choices(self, column: Column) -> Sequence[str]:
        """Return what can be chosen in a column by typing."""
        contents, project_id = self.rows.document.contents, self.rows.document.project_id
        if column == Column.ROLE:
            found: list[str] = []
            for role in contents.ordered_roles():
                people = (row for row in contents.people.values() if row.role_id == role.id)
                found += [role.name, *(holder(role.name, row.name) for row in people)]
            return found
        if column == Column.CALENDAR:
            return [contents.calendars[key].name for key in self._calendars().values()]
        if column == Column.STAGE and project_id is not None:
            return [STAGES[str(stage.kind)] for stage in contents.stages_of(project_id)]
        if column == Column.CONSTRAINT:
            return list(WORDS.values())
        return ()


_DATED: Final = {
    Column.START: cell_dates.start,
    Column.FINISH: cell_dates.finish,
    Column.DEADLINE: cell_dates.deadline,
    Column.CONSTRAINT: cell_dates.restriction,
}


def label(column: Column) -> str:
    """Return how an undo step names a column."""
    return _LABELS.get(column, LOOKS[column].title)


def date_order() -> str:
    """Return in which order this machine's country writes a day: "dmy", "mdy" or "ymd"."""
    form = QLocale.system().dateFormat(QLocale.FormatType.ShortFormat).lower()
    places = sorted((form.find(letter), letter) for letter in "dmy" if letter in form)
    order = "".join(letter for _, letter in places)
    return order if order in {"dmy", "mdy", "ymd"} else "dmy"


def _cents(text: str) -> int | None:
    return parse_money(text, field="fixed_cost") if text.strip() else None


def _percentage(text: str) -> int:
    clean = text.strip().removesuffix("%").strip()
    if not clean.isdecimal() or int(clean) > 100:
        raise Refused(
            f"“{text.strip()}” is no percentage. Write a number from 0 to 100.",
            field="percent_complete",
        )
    return int(clean)
