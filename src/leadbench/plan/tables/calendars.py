"""Working time: a week of intervals, national holidays, and the days that differ."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class Repeat(StrEnum):
    """How an exception comes back."""

    ONCE = "once"
    DAYS = "days"
    WEEKS = "weeks"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"
    YEAR_DAY = "year_day"
    YEAR_WEEKDAY = "year_weekday"


class Calendar(SQLModel, table=True):
    """A named pattern of working time.

    With a country, the national holidays of every year are free of work; exceptions come before
    them. The codes are those of ISO 3166, the language that of the names, all "" for none.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=200)
    holiday_country: str = Field(default="", max_length=10)
    holiday_region: str = Field(default="", max_length=40)
    holiday_language: str = Field(default="", max_length=20)


class WorkingInterval(SQLModel, table=True):
    """A stretch of working time on one weekday (0 Monday to 6 Sunday), in minutes of that day.

    A night shift is two rows: to 1440 on its first day and from 0 on the next.
    """

    id: int | None = Field(default=None, primary_key=True)
    calendar_id: int = Field(foreign_key="calendar.id", index=True)
    weekday: int = Field(ge=0, le=6)
    start_minute: int = Field(ge=0, le=1439)
    end_minute: int = Field(ge=1, le=1440)


class CalendarException(SQLModel, table=True):
    """Days that differ from the week: a holiday, or with intervals of its own, a special day.

    Once, it is every day from ``first_day`` to ``last_day``. Else it comes back between the two,
    or without end: every so many days, or weeks (from Monday, that of ``first_day`` on) on
    ``weekdays``, or months, or each year in ``month``; in a month on ``month_day``, or on the
    ``nth`` day that is one of ``weekdays``.
    """

    __table_args__ = (one_of("repeat", Repeat),)

    id: int | None = Field(default=None, primary_key=True)
    calendar_id: int = Field(foreign_key="calendar.id", index=True)
    name: str = Field(default="", max_length=200)
    first_day: date
    last_day: date | None = None
    repeat: Repeat = Field(default=Repeat.ONCE, sa_type=Word)
    every: int = Field(default=1, ge=1, le=10_000)
    weekdays: int = Field(default=0, ge=0, le=127)
    """Sum of 1 Monday, 2 Tuesday, 4 Wednesday … 64 Sunday."""
    month: int | None = Field(default=None, ge=1, le=12)
    month_day: int | None = Field(default=None, ge=1, le=31)
    nth: int | None = Field(default=None, ge=1, le=5)
    """1 first to 4 fourth, 5 last."""


class ExceptionInterval(SQLModel, table=True):
    """Working time on the days of an exception; an exception without any is free of work."""

    id: int | None = Field(default=None, primary_key=True)
    exception_id: int = Field(foreign_key="calendarexception.id", index=True)
    start_minute: int = Field(ge=0, le=1439)
    end_minute: int = Field(ge=1, le=1440)
