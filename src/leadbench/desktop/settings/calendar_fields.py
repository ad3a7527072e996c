"""The columns and fields of the working time: week, holidays, exceptions, and who follows what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from leadbench.desktop.settings.calendar_names import calendar_choices
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.plan.contents import Contents
from leadbench.plan.edits.calendars import follow_calendar, set_holidays, set_shifts
from leadbench.plan.edits.exceptions import set_exception
from leadbench.plan.hours import Shift, format_shifts, parse_shifts, shifts_in
from leadbench.plan.national_holidays import countries, country
from leadbench.plan.repeat_words import (
    DAY_NAMES,
    MONTH_NAMES,
    NTH_NAMES,
    format_weekdays,
    in_words,
    parse_weekdays,
    usual_for,
)
from leadbench.plan.repeats import Repetition, repetition_of
from leadbench.plan.tables import (
    Calendar,
    CalendarException,
    ExceptionInterval,
    Person,
    Project,
    Repeat,
    Role,
)

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.widgets.field_spec import Choices

_REPEATS: Final = (
    (Repeat.ONCE, "Once"),
    (Repeat.YEAR_DAY, "Every year, on a date"),
    (Repeat.YEAR_WEEKDAY, "Every year, on a weekday of a month"),
    (Repeat.MONTH_DAY, "Every month, on a day"),
    (Repeat.MONTH_WEEKDAY, "Every month, on a weekday"),
    (Repeat.WEEKS, "Every week, on weekdays"),
    (Repeat.DAYS, "Every so many days"),
)
FIELDS_OF: Final = {
    Repeat.ONCE: frozenset[str](),
    Repeat.DAYS: frozenset({"every"}),
    Repeat.WEEKS: frozenset({"every", "weekdays"}),
    Repeat.MONTH_DAY: frozenset({"every", "month_day"}),
    Repeat.MONTH_WEEKDAY: frozenset({"every", "nth", "weekdays"}),
    Repeat.YEAR_DAY: frozenset({"month_day", "month"}),
    Repeat.YEAR_WEEKDAY: frozenset({"nth", "weekdays", "month"}),
}
"""Which fields say more of each kind of repetition."""
RULED: Final = frozenset({"every", "weekdays", "month", "month_day", "nth"})
"""The fields of which some are hidden."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A line of the week; ``id`` is the weekday, 0 Monday."""

    id: int
    shifts: Sequence[Shift]


@dataclass(frozen=True, slots=True)
class Follower:
    """A line of those that follow a calendar."""

    id: int
    table: type[Project] | type[Person] | type[Role]
    key: int
    name: str
    calendar_id: int | None


def weekdays_of(contents: Contents, key: int) -> list[Weekday]:
    """Return the lines of a calendar's week."""
    return [Weekday(day, shifts) for day, shifts in shifts_in(contents, key).items()]


def followers_of(contents: Contents) -> list[Follower]:
    """Return projects, roles and people with their calendars."""
    found: list[tuple[Any, int, str, int | None]] = [
        (Project, row.id or 0, row.name, row.calendar_id) for row in contents.ordered_projects()
    ]
    found += [(Role, row.id or 0, row.name, row.calendar_id) for row in contents.ordered_roles()]
    people = sorted(contents.people.values(), key=lambda row: row.name.casefold())
    found += [(Person, row.id or 0, row.name, row.calendar_id) for row in people]
    return [Follower(place, *each) for place, each in enumerate(found)]


def week_columns(calendar: Callable[[], int]) -> list[FieldSpec]:
    """Return the columns of the week; hours are typed, such as 8-12, 13-17 or 22-6."""

    def write(session: "Session", weekday: int, text: str) -> None:
        set_shifts(session, calendar(), [weekday], parse_shifts(text))

    return [
        FieldSpec("day", "Day", editor="readonly", width=110, value=lambda row: DAY_NAMES[row.id]),
        FieldSpec(
            "hours", "Working hours", value=lambda row: format_shifts(row.shifts), write=write
        ),
    ]


def exception_columns(contents: Callable[[], Contents]) -> list[FieldSpec]:
    """Return the columns of the list of exceptions."""
    return [
        FieldSpec("name", "Exception", width=124),
        FieldSpec(
            "when",
            "When",
            editor="readonly",
            least=120,
            value=lambda row: in_words(repetition_of(row)),
        ),
        FieldSpec(
            "hours",
            "Hours",
            editor="readonly",
            width=102,
            value=lambda row: format_shifts(hours_of(contents(), row.id)),
        ),
    ]


def hours_of(contents: Contents, exception: int) -> list[Shift]:
    """Return the working hours on the days of an exception."""
    keys = contents.keys_by("exception_intervals", "exception_id").get(exception, ())
    rows = [contents.exception_intervals[key] for key in keys]
    return sorted((row.start_minute, row.end_minute) for row in rows)


def exception_fields(contents: Callable[[], Contents]) -> list[FieldSpec]:
    """Return the fields of one exception."""

    def ruled(change: Callable[[Repetition, Any], Repetition]) -> Any:
        def write(session: "Session", key: int, value: Any) -> None:
            _rewrite(session, key, lambda when: change(when, value))

        return write

    def plain(column: str) -> Any:
        return ruled(lambda when, value: replace(when, **{column: value}))

    def hours(session: "Session", key: int, text: str) -> None:
        _rewrite(session, key, lambda when: when, parse_shifts(text, over_midnight=False))

    return [
        FieldSpec("name", "Name"),
        FieldSpec(
            "repeat",
            "Comes back",
            editor="choice",
            choices=_REPEATS,
            write=ruled(lambda when, value: usual_for(value, when)),
        ),
        FieldSpec(
            "nth",
            "Which",
            editor="choice",
            choices=[(place, name.capitalize()) for place, name in enumerate(NTH_NAMES, 1)],
            half=True,
            write=plain("nth"),
        ),
        FieldSpec(
            "weekdays",
            "On",
            half=True,
            value=lambda row: format_weekdays(row.weekdays),
            write=ruled(lambda when, value: replace(when, weekdays=parse_weekdays(value))),
        ),
        FieldSpec("month_day", "Day", editor="integer", half=True, write=plain("month_day")),
        FieldSpec(
            "month",
            "Month",
            editor="choice",
            choices=list(enumerate(MONTH_NAMES, 1)),
            half=True,
            write=plain("month"),
        ),
        FieldSpec(
            "every",
            "Every how many",
            editor="integer",
            half=True,
            write=ruled(lambda when, value: replace(when, every=value or 1)),
        ),
        FieldSpec("first_day", "From", editor="date", half=True, write=ruled(_first)),
        FieldSpec("last_day", "Until (or never)", editor="date", half=True, write=plain("last")),
        FieldSpec(
            "hours",
            "Working hours",
            value=lambda row: format_shifts(hours_of(contents(), row.id)),
            write=hours,
        ),
    ]


def _first(when: Repetition, value: date | None) -> Repetition:
    first = value or when.first
    once = when.repeat == Repeat.ONCE
    last = first if once and when.last is not None and when.last < first else when.last
    return replace(when, first=first, last=last)


def _rewrite(
    session: "Session",
    key: int,
    change: Callable[[Repetition], Repetition],
    hours: Sequence[Shift] | None = None,
) -> None:
    from sqlmodel import select

    row = session.get_one(CalendarException, key)
    if hours is None:
        statement = select(ExceptionInterval).where(ExceptionInterval.exception_id == key)
        found = session.exec(statement)
        hours = [(each.start_minute, each.end_minute) for each in found]
    set_exception(session, key, row.name, change(repetition_of(row)), hours)


def holiday_fields(chosen: "Callable[[], Calendar | None]") -> list[FieldSpec]:
    """Return the fields of a calendar's national holidays; the countries are read when shown."""

    def all_countries() -> "Choices":
        return [("", "None"), *((each.code, each.name) for each in countries())]

    def regions() -> "Choices":
        row = chosen()
        known = None if row is None else country(row.holiday_country)
        return [("", "The whole country"), *(known.regions if known else ())]

    def languages() -> "Choices":
        row = chosen()
        known = None if row is None else country(row.holiday_country)
        return [
            ("", "As usual there"),
            *((each, each) for each in (known.languages if known else ())),
        ]

    return [
        FieldSpec(
            "holiday_country",
            "Holidays of",
            editor="choice",
            choices=all_countries,
            write=set_holidays,
            hint="They are free in every year, also far ahead. An exception on the same day comes"
            " first. Nothing is added unless you choose a country.",
        ),
        FieldSpec(
            "holiday_region",
            "Region",
            editor="choice",
            choices=regions,
            write=lambda session, key, value: set_holidays(
                session, key, session.get_one(Calendar, key).holiday_country, value
            ),
        ),
        FieldSpec(
            "holiday_language",
            "Names in",
            editor="choice",
            choices=languages,
            write=_set_language,
        ),
    ]


def _set_language(session: "Session", key: int, value: str) -> None:
    row = session.get_one(Calendar, key)
    set_holidays(session, key, row.holiday_country, row.holiday_region, value)


def follower_columns(
    contents: Callable[[], Contents], follower: Callable[[int], Follower]
) -> list[FieldSpec]:
    """Return the columns of who follows which calendar."""

    def write(session: "Session", place: int, value: int | None) -> None:
        row = follower(place)
        follow_calendar(session, row.table, row.key, value)

    return [
        FieldSpec("name", "Who", editor="readonly", least=110),
        FieldSpec(
            "kind", "Is a", editor="readonly", width=68, value=lambda row: row.table.__name__
        ),
        FieldSpec(
            "calendar_id",
            "Calendar",
            editor="choice",
            width=164,
            choices=lambda: calendar_choices(contents(), "That of the task"),
            write=write,
        ),
    ]
