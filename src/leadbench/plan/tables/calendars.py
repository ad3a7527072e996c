"""Working time: a week of intervals, and the days that differ from it."""

from datetime import date

from sqlmodel import Field, SQLModel


class Calendar(SQLModel, table=True):
    """A named pattern of working time."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=200)


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
    """Days that differ from the week: a holiday, or with intervals of its own, a special day."""

    id: int | None = Field(default=None, primary_key=True)
    calendar_id: int = Field(foreign_key="calendar.id", index=True)
    name: str = Field(default="", max_length=200)
    first_day: date
    last_day: date


class ExceptionInterval(SQLModel, table=True):
    """Working time on the days of an exception; an exception without any is free of work."""

    id: int | None = Field(default=None, primary_key=True)
    exception_id: int = Field(foreign_key="calendarexception.id", index=True)
    start_minute: int = Field(ge=0, le=1439)
    end_minute: int = Field(ge=1, le=1440)
