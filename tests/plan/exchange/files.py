"""Small Microsoft Project XML files, written by the tests themselves."""

from collections.abc import Sequence
from pathlib import Path

WEEKDAYS = (2, 3, 4, 5, 6)
STANDARD = ((8, 12), (13, 17))


def _times(hours: Sequence[tuple[float, float]]) -> str:
    def clock(hour: float) -> str:
        minutes = round(hour * 60) % 1440
        return f"{minutes // 60:02}:{minutes % 60:02}:00"

    return (
        "<WorkingTimes>"
        + "".join(
            f"<WorkingTime><FromTime>{clock(start)}</FromTime><ToTime>{clock(end)}</ToTime>"
            "</WorkingTime>"
            for start, end in hours
        )
        + "</WorkingTimes>"
    )


def day(kind: int, hours: Sequence[tuple[float, float]] = ()) -> str:
    """Return a weekday (1 Sunday to 7 Saturday), free without hours."""
    times = _times(hours) if hours else ""
    return (
        f"<WeekDay><DayType>{kind}</DayType><DayWorking>{int(bool(hours))}</DayWorking>{times}"
        "</WeekDay>"
    )


def week(days: Sequence[int] = WEEKDAYS, hours: Sequence[tuple[float, float]] = STANDARD) -> str:
    """Return all seven days, those named with hours."""
    return "".join(day(kind, hours if kind in days else ()) for kind in range(1, 8))


def exception(
    first: str, last: str, *, hours: Sequence[tuple[float, float]] = (), **more: object
) -> str:
    """Return an exception between two days with further elements such as ``Type=6``."""
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    times = _times(hours) if hours else ""
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00"
        f"</ToDate></TimePeriod>{fields}<DayWorking>{int(bool(hours))}</DayWorking>{times}"
        "</Exception>"
    )


def calendar(
    uid: int,
    name: str = "Standard",
    *,
    base: int = -1,
    days: str | None = None,
    exceptions: str = "",
    more: str = "",
) -> str:
    """Return a calendar, of Monday to Friday unless days are given."""
    days = week() if days is None else days
    listed = f"<WeekDays>{days}</WeekDays>" if days else ""
    special = f"<Exceptions>{exceptions}</Exceptions>" if exceptions else ""
    return (
        f"<Calendar><UID>{uid}</UID><Name>{name}</Name><BaseCalendarUID>{base}</BaseCalendarUID>"
        f"{listed}{special}{more}</Calendar>"
    )


def task(uid: int, name: str = "", *, inside: str = "", **more: object) -> str:
    """Return a task of one day at the top level, with other elements as given."""
    fields: dict[str, object] = {
        "UID": uid,
        "ID": uid,
        "Name": name or f"Task {uid}",
        "OutlineLevel": 1,
        "OutlineNumber": uid,
        "WBS": uid,
        "Duration": "PT8H0M0S",
        "DurationFormat": 7,
        **more,
    }
    listed = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return f"<Task>{listed}{inside}</Task>"


def link(predecessor: int, kind: int = 1, lag: object = 0, layout: int = 7) -> str:
    """Return a dependency; kinds are 0 FF, 1 FS, 2 SF, 3 SS, lags tenths of a minute."""
    return (
        f"<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{layout}</LagFormat></PredecessorLink>"
    )


def resource(uid: int, name: str, *, kind: int = 1, **more: object) -> str:
    """Return a resource; kinds are 0 material, 1 work, 2 cost."""
    fields = {"UID": uid, "Name": name, "Type": kind, **more}
    listed = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return f"<Resource>{listed}</Resource>"


def assignment(task_uid: int, resource_uid: int, **more: object) -> str:
    """Return an assignment of a resource to a task."""
    fields = {"TaskUID": task_uid, "ResourceUID": resource_uid, "Units": 1, **more}
    listed = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return f"<Assignment>{listed}</Assignment>"


def project(
    *tasks: str,
    calendars: str = "",
    resources: str = "",
    assignments: str = "",
    **more: object,
) -> str:
    """Return a whole file; it starts on Monday 5 January 2026, 08:00."""
    fields: dict[str, object] = {
        "Name": "small.xml",
        "Title": "Small plan",
        "StartDate": "2026-01-05T08:00:00",
        "CalendarUID": 1,
        "MinutesPerDay": 480,
        "MinutesPerWeek": 2400,
        **more,
    }
    listed = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Project xmlns="http://schemas.microsoft.com/project">\n{listed}\n'
        f"<Calendars>{calendars or calendar(1)}</Calendars>\n<Tasks>\n"
        + "\n".join(tasks)
        + f"\n</Tasks>\n<Resources>{resources}</Resources>\n"
        f"<Assignments>{assignments}</Assignments>\n</Project>\n"
    )


def saved(folder: Path, text: str, name: str = "small.xml", encoding: str = "utf-8") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path
