"""Editing calendars: their week, their holidays, and who follows them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from leadbench.analysis.calendars import DAY
from leadbench.errors import Refused
from leadbench.plan.calendar_days import working_after_all
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found, key_of, named
from leadbench.plan.hours import Shifts, format_clock, shifts_in
from leadbench.plan.national_holidays import country
from leadbench.plan.tables import (
    Activity,
    Calendar,
    CalendarException,
    Dependency,
    ExceptionInterval,
    Person,
    Project,
    Role,
    WorkingInterval,
)
from leadbench.store.rows import delete

_Row = TypeVar("_Row", bound=SQLModel)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_NAMED = 3
_ROWS = ("calendars", "working_intervals", "calendar_exceptions", "exception_intervals")


def rename_calendar(session: Session, key: int, name: str) -> None:
    """Give a calendar another name; an empty one or a taken one is refused."""
    row = found(session, Calendar, key)
    row.name = _free_name(session, name, except_for=key)


def copy_calendar(session: Session, key: int, name: str = "") -> int:
    """Add a calendar with the same week, holidays and exceptions, and return its key.

    Parameters
    ----------
    name
        Its name; without one that of the calendar with "copy" after it.
    """
    row = found(session, Calendar, key)
    clean = _free_name(session, name) if name else _numbered(session, f"{row.name} copy")
    copy = added(session, _again(row, name=clean))
    for interval in _of(session, WorkingInterval, calendar_id=key):
        session.add(_again(interval, calendar_id=copy))
    for exception in _of(session, CalendarException, calendar_id=key):
        own = added(session, _again(exception, calendar_id=copy))
        for hours in _of(session, ExceptionInterval, exception_id=key_of(exception)):
            session.add(_again(hours, exception_id=own))
    session.flush()
    return copy


def delete_calendar(session: Session, key: int) -> None:
    """Delete a calendar with its exceptions.

    Raises
    ------
    Refused
        While anything follows it; the message names what does.
    """
    row = found(session, Calendar, key)
    users = uses_of(session, key)
    if users:
        shown = ", ".join(users[:_MOST_NAMED])
        more = f" and {len(users) - _MOST_NAMED} more" if len(users) > _MOST_NAMED else ""
        raise Refused(
            f"“{row.name}” is used by {shown}{more}. Give them another calendar first. Nothing was"
            " changed.",
            table="calendar",
            key=key,
        )
    delete(session, row)


def uses_of(session: Session, key: int) -> list[str]:
    """Return what follows a calendar, in words: projects, people, roles, tasks, lags."""
    users = [f"the project “{row.name}”" for row in _of(session, Project, calendar_id=key)]
    users += [row.name for row in _of(session, Person, calendar_id=key)]
    users += [f"the role “{row.name}”" for row in _of(session, Role, calendar_id=key)]
    users += [f"the task “{row.name}”" for row in _of(session, Activity, calendar_id=key)]
    for row in _of(session, Dependency, lag_calendar_id=key):
        successor = found(session, Activity, row.successor_id)
        users.append(f"the lag of a link to “{successor.name}”")
    return users


def set_shifts(
    session: Session, key: int, weekdays: Iterable[int], shifts: Sequence[tuple[int, int]]
) -> None:
    """Set the working hours of weekdays (0 Monday to 6 Sunday), none for free days.

    Parameters
    ----------
    shifts
        Start and end in minutes of the day. One that ends at or before its start, or after 1440,
        runs over midnight: it belongs to the day that it begins on.

    Raises
    ------
    Refused
        If hours overlap, also with a night shift of the day before; or if the week would have no
        working time.
    """
    found(session, Calendar, key)
    contents = Contents(session, _ROWS)
    week: Shifts = shifts_in(contents, key)
    whole = sorted((start, end if end > start else end + DAY) for start, end in shifts)
    for weekday in weekdays:
        week[weekday] = whole
    rows = _rows_of(week, key)
    if not rows:
        raise Refused(
            "A calendar needs working time on at least one weekday. Nothing was changed.",
            table="workinginterval",
            key=key,
        )
    for old in _of(session, WorkingInterval, calendar_id=key):
        place = (old.weekday, old.start_minute, old.end_minute)
        if place in rows:
            rows.remove(place)
        else:
            session.delete(old)
    for weekday, start, end in rows:
        session.add(
            WorkingInterval(calendar_id=key, weekday=weekday, start_minute=start, end_minute=end)
        )
    session.flush()
    refuse_without_work(session, key)


def _rows_of(week: Shifts, key: int) -> list[tuple[int, int, int]]:
    """Return the weekday, start and end of each row of a week; hours that overlap are refused."""
    rows: list[tuple[int, int, int]] = []
    for weekday, shifts in sorted(week.items()):
        for start, end in shifts:
            if not (0 <= start < DAY and start < end <= start + DAY):
                raise Refused(
                    "A shift lasts a day at most. Nothing was changed.",
                    table="workinginterval",
                    key=key,
                )
            rows.append((weekday, start, min(end, DAY)))
            if end > DAY:
                rows.append(((weekday + 1) % 7, 0, end - DAY))
    rows.sort()
    for (day, start, end), (other, later, until) in pairwise(rows):
        if day == other and later < end:
            raise Refused(
                f"On {_DAYS[day]} the hours {format_clock(start)}–{format_clock(end)} and"
                f" {format_clock(later)}–{format_clock(until)} overlap. Nothing was changed.",
                table="workinginterval",
                key=key,
            )
    return rows


def set_holidays(
    session: Session, key: int, code: str, region: str = "", language: str = ""
) -> None:
    """Make the national holidays of a country free in every year; "" takes them away.

    Parameters
    ----------
    code, region
        Codes of ISO 3166, such as DE and BY; without a region those of the whole country.
    language
        That of the names, where the country's holidays have names in it.

    Raises
    ------
    Refused
        If the holidays of that country, region or language are not known.
    """
    row = found(session, Calendar, key)
    if not code:
        row.holiday_country = row.holiday_region = row.holiday_language = ""
        return
    known = country(code)
    if known is None:
        raise _unknown(f"The holidays of “{code}” are not known.", key, "holiday_country")
    if region and region not in {each for each, _ in known.regions}:
        raise _unknown(f"{known.name} has no region “{region}”.", key, "holiday_region")
    if language and language not in known.languages:
        raise _unknown(
            f"The holidays of {known.name} have no names in “{language}”.", key, "holiday_language"
        )
    row.holiday_country, row.holiday_region, row.holiday_language = code, region, language
    session.flush()
    refuse_without_work(session, key)


def follow_calendar(
    session: Session,
    who: type[Project] | type[Activity] | type[Person] | type[Role],
    key: int,
    calendar_id: int | None,
) -> None:
    """Let a project, task, person or role follow a calendar; None takes it away.

    Raises
    ------
    Refused
        If a project would have none.
    """
    row = found(session, who, key)
    if calendar_id is not None:
        found(session, Calendar, calendar_id)
    elif isinstance(row, Project):
        raise Refused(
            "A project needs a calendar. The old one is kept.",
            table="project",
            key=key,
            field="calendar_id",
        )
    row.calendar_id = calendar_id


def refuse_without_work(session: Session, key: int) -> None:
    """Refuse a calendar whose rules leave no working time in the end.

    Raises
    ------
    Refused
        So that no work waits for ever.
    """
    if not working_after_all(Contents(session, _ROWS), key):
        raise Refused(
            "This would leave the calendar without any working time. Nothing was changed.",
            table="calendar",
            key=key,
        )


def _unknown(text: str, key: int, field: str) -> Refused:
    return Refused(f"{text} Choose one from the list.", table="calendar", key=key, field=field)


def _of(session: Session, cls: type[_Row], **where: int) -> list[_Row]:
    columns: Any = cls
    return list(session.exec(select(cls).filter_by(**where).order_by(col(columns.id))))


def _again(row: _Row, **changed: int | str) -> _Row:
    """Return another row with the same values but those that are given."""
    values = {name: getattr(row, name) for name in type(row).model_fields if name != "id"}
    return type(row)(**(values | changed))


def _free_name(session: Session, name: str, *, except_for: int | None = None) -> str:
    clean = named(name, "A calendar", longest=200)
    for row in session.exec(select(Calendar)):
        if row.id != except_for and row.name.casefold() == clean.casefold():
            raise Refused(
                f"There is a calendar “{row.name}” already. Choose another name.",
                table="calendar",
                key=except_for,
                field="name",
            )
    return clean


def _numbered(session: Session, name: str) -> str:
    taken = {known.casefold() for known in session.exec(select(Calendar.name))}
    free, number = name[:190], 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[:190]} {number}"
    return free
