"""The fields of the project settings: what is asked, what other programs do, how it is written."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from leadbench.analysis.inputs import CriticalRule, LagCalendar, ProgressRule
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.plan.edits.projects import set_status_date
from leadbench.plan.edits.settings import (
    schedule_from_finish,
    schedule_from_start,
    set_critical_float,
    set_hours_per_day,
    set_wanted_finish,
)
from leadbench.plan.tables import Project

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.widgets.field_spec import Choices

_LAGS: Final = (
    (LagCalendar.SUCCESSOR, "Of the task that waits"),
    (LagCalendar.PREDECESSOR, "Of the task before it"),
    (LagCalendar.PROJECT, "Of the project"),
    (LagCalendar.ALL_TIME, "All time, nights and weekends too"),
)
_PROGRESS: Final = (
    (ProgressRule.RETAINED_LOGIC, "It still waits for them"),
    (ProgressRule.OVERRIDE, "It goes on regardless"),
)
_CRITICAL: Final = (
    (CriticalRule.TOTAL_FLOAT, "Its total float is small enough"),
    (CriticalRule.LONGEST_PATH, "It is on the longest path to the finish"),
)
_ENDS: Final = ((False, "From the start"), (True, "Backwards from a wanted finish"))
_BEFORE: Final = ((False, "Stays at the project's start"), (True, "May begin before it"))
_DATES: Final = (
    (False, "Keep the link and show negative float"),
    (True, "Keep the date and break the link"),
)


def sections(
    calendars: "Callable[[], Choices]", finish: Callable[[], int | None]
) -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return the headings and fields.

    Parameters
    ----------
    calendars
        Returns the calendars of the plan to choose from.
    finish
        Returns the finish as it is worked out now, to count back from where none is wanted yet.
    """

    def choose_end(session: "Session", key: int, from_finish: bool) -> None:
        if not from_finish:
            schedule_from_start(session, key)
            return
        project = session.get_one(Project, key)
        known = project.wanted_finish_minute is None and project.committed_finish_minute is None
        schedule_from_finish(session, key, wanted_minute=finish() if known else None)

    return [
        ("Dates", _dates(choose_end)),
        ("Working time", _working_time(calendars)),
        ("Critical tasks", _critical()),
        ("Forecast", _forecast()),
        ("Where programs differ", _choices()),
    ]


def _dates(choose_end: "Callable[[Session, int, bool], None]") -> list[FieldSpec]:
    return [
        FieldSpec(
            "scheduled_from_finish",
            "Dates count",
            editor="choice",
            choices=_ENDS,
            write=choose_end,
            hint="Backwards, every task lies as late as the wanted finish allows; the start is then"
            " only a hint. Microsoft Project and P6 offer both.",
        ),
        FieldSpec("start_minute", "Start", editor="start", half=True),
        FieldSpec(
            "wanted_finish_minute",
            "Wanted finish",
            editor="finish",
            half=True,
            write=set_wanted_finish,
        ),
        FieldSpec(
            "status_minute",
            "Data date",
            editor="start",
            write=set_status_date,
            hint="What is left to do lies on this day or later. Microsoft Project calls it the"
            " status date, and moves such work only when told to.",
        ),
    ]


def _working_time(calendars: "Callable[[], Choices]") -> list[FieldSpec]:
    return [
        FieldSpec("calendar_id", "Calendar", editor="choice", choices=calendars),
        FieldSpec(
            "minutes_per_day",
            "A day (1d) has",
            unit="working hours",
            editor="number",
            half=True,
            value=lambda row: row.minutes_per_day / 60,
            write=set_hours_per_day,
        ),
        FieldSpec("days_per_week", "A week (1w) has", unit="days", editor="number", half=True),
    ]


def _critical() -> list[FieldSpec]:
    return [
        FieldSpec(
            "critical_rule",
            "A task is critical when",
            editor="choice",
            choices=_CRITICAL,
            hint="Microsoft Project goes by total float; P6 offers both.",
        ),
        FieldSpec(
            "critical_float_minutes",
            "Critical up to a float of",
            unit="days",
            editor="number",
            half=True,
            value=lambda row: row.critical_float_minutes / row.minutes_per_day,
            write=set_critical_float,
        ),
        FieldSpec(
            "near_critical_days", "Near-critical up to", unit="days", editor="number", half=True
        ),
    ]


def _forecast() -> list[FieldSpec]:
    return [
        FieldSpec("forecast_runs", "Runs", editor="integer", half=True),
        FieldSpec("forecast_seed", "Seed", editor="integer", half=True),
        FieldSpec("late_day_cents", "A day beyond the budget costs", editor="money", half=True),
        FieldSpec("budgeted_to_minute", "The budget lasts until", editor="finish", half=True),
        FieldSpec(
            "confidence_policy_percent",
            "A date is promised with a confidence of",
            unit="percent",
            editor="integer",
            hint="The same seed gives the same runs on every computer. Without a cost of a day each"
            " task costs what its people cost for as long as it takes; without a date the budget"
            " lasts until the finish of the plan.",
        ),
    ]


def _choices() -> list[FieldSpec]:
    return [
        FieldSpec(
            "lag_calendar",
            "A lag counts in the working time",
            editor="choice",
            choices=_LAGS,
            hint="Microsoft Project: of the task that waits. P6: of the task before it, unless set"
            " otherwise.",
        ),
        FieldSpec(
            "progress_rule",
            "Work that has begun before what it waits for is done",
            editor="choice",
            choices=_PROGRESS,
            hint="P6 calls the first retained logic, the second progress override; it keeps to the"
            " first unless set otherwise. Microsoft Project splits the task.",
        ),
        FieldSpec(
            "leads_before_start",
            "What a lead or a start-finish link pulls forward",
            editor="choice",
            choices=_BEFORE,
            hint="P6 keeps the project's start; Microsoft Project lets such work begin before it.",
        ),
        FieldSpec(
            "dates_over_links",
            "A “no later than” date that links do not allow",
            editor="choice",
            choices=_DATES,
            hint="P6 keeps the link; Microsoft Project keeps the date unless set otherwise.",
        ),
    ]
