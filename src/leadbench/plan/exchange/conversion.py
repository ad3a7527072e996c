"""A plan of another program as the network that our schedule is worked out from."""

from collections.abc import Mapping

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import Activity, ActivityKind, Link, Network
from leadbench.errors import Refused
from leadbench.plan.exchange.source import SourceCalendar, SourcePlan, SourceTask
from leadbench.plan.exchange.source_calendars import whole_calendar, working_time

ELAPSED = 0
CONTINUOUS = WorkCalendar.of(dict.fromkeys(range(7), ((0, 1440),)))


def network_of(source: SourcePlan) -> Network:
    known = {calendar.uid: calendar for calendar in source.calendars}
    calendars = {ELAPSED: CONTINUOUS}
    for uid, calendar in known.items():
        try:
            calendars[uid] = working_time(whole_calendar(calendar, known))
        except Refused:
            pass
    parents = {task.parent for task in source.tasks}
    return Network(
        activities=tuple(activity(task, task.uid in parents) for task in source.tasks),
        links=tuple(Link(l.predecessor, l.successor, l.type, l.lag, l.lag_unit) for l in source.links),
        calendars=calendars,
        calendar=source.calendar,
        start=source.start,
        status=None,
    )


def activity(task, inner):
    kind = ActivityKind.SUMMARY if inner else ActivityKind.WORK
    if not inner and task.duration == 0:
        kind = ActivityKind.MILESTONE
    return Activity(
        key=task.uid, name=task.name, kind=kind, parent=task.parent,
        duration=0 if inner else task.duration,
        calendar=ELAPSED if task.elapsed and not inner else task.calendar,
        actual_start=None if inner else task.actual_start, actual_finish=None if inner else task.actual_finish,
        remaining=task.remaining, percent_complete=task.percent_complete,
        constraint=task.constraint, constraint_at=task.constraint_at, deadline=task.deadline)
