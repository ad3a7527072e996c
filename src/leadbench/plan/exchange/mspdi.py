"""Reading Microsoft Project XML (MSPDI) into frozen values.

The format is that of Microsoft Project 2003 to 2019: one file per plan, elements in the namespace
``http://schemas.microsoft.com/project``. What each element means here stands in docs/import.md.
"""

from decimal import Decimal
from pathlib import Path

from leadbench.analysis.inputs import LagUnit, LinkType
from leadbench.errors import CannotImport
from leadbench.plan.exchange.elements import WANTED
from leadbench.plan.exchange.fields import Fields, half_up
from leadbench.plan.exchange.source import (
    Notice,
    SourceAssignment,
    SourceLink,
    SourcePlan,
    SourceResource,
    SourceTask,
)
from leadbench.plan.exchange.source_calendars import Calendars
from leadbench.plan.exchange.source_tasks import Tasks
from leadbench.plan.exchange.xml_records import Record, read_records

MOST_TASKS = 200_000
"""Tasks of one file."""

_LINK_TYPES = (
    LinkType.FINISH_FINISH,
    LinkType.FINISH_START,
    LinkType.START_FINISH,
    LinkType.START_START,
)
_PERCENT_LAGS = frozenset({19, 51})
_ELAPSED_PERCENT_LAGS = frozenset({20, 52})
_ELAPSED_LAGS = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
_WORKING_LAGS = frozenset({3, 5, 7, 9, 11, 21, 35, 37, 39, 41, 43, 53})
_NO_RESOURCE = frozenset({-65535, -1})
_SUMMARY_OF_PROJECT = 0


def read_mspdi(path: Path) -> SourcePlan:
    """Return the plan that a Microsoft Project XML file holds.

    Parameters
    ----------
    path
        The file; it is only read.

    Raises
    ------
    CannotImport
        When it cannot be read as such a plan; the message names the line and what was expected.
    """
    return _Plan(path).read(read_records(path, "Project", WANTED))


class _Plan:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.fields = Fields(path)
        self.notices: list[Notice] = []

    def read(self, root: Record) -> SourcePlan:
        """Put the plan together from its records."""
        fields = self.fields
        calendars = Calendars(fields, self.notices).read(root)
        if not calendars:
            raise CannotImport(
                f"“{self.path.name}” has no calendars, so its durations mean nothing. Save it"
                " from Microsoft Project as XML. Nothing was changed.",
                self.path,
                root.line,
            )
        uids = {calendar.uid for calendar in calendars}
        own = fields.whole(root, "CalendarUID")
        if own is None or own not in uids:
            own = calendars[0].uid
            self.note(f"The file names no calendar for the project; “{calendars[0].name}” is used.")
        tasks = Tasks(fields, self.notices, uids).read(root)
        if len(tasks) > MOST_TASKS:
            raise fields.refused(root, "Name", f"a plan of at most {MOST_TASKS:,} tasks")
        start = fields.moment(root, "StartDate")
        if start is None:
            known = [task.stored.start for task in tasks if task.stored.start is not None]
            if not known:
                raise fields.refused(root, "StartDate", "the date on which the project starts")
            start = min(known)
            self.note("The file names no start of the project; that of its first task is used.")
        resources = self.resources(root, uids)
        return SourcePlan(
            name=self.name(root),
            start=start,
            finish=fields.moment(root, "FinishDate"),
            status=fields.moment(root, "StatusDate"),
            from_start=fields.flag(root, "ScheduleFromStart", default=True),
            dates_over_links=fields.flag(root, "HonorConstraints"),
            calendar=own,
            minutes_per_day=self.between(root, "MinutesPerDay", 480, 1, 1440),
            minutes_per_week=self.between(root, "MinutesPerWeek", 2400, 1, 10080),
            days_per_month=self.between(root, "DaysPerMonth", 20, 1, 31),
            critical_float=(fields.whole(root, "CriticalSlackLimit") or 0)
            * self.between(root, "MinutesPerDay", 480, 1, 1440),
            currency=fields.text(root, "CurrencyCode")[:3],
            calendars=calendars,
            tasks=tasks,
            links=self.links(root, tasks),
            resources=resources,
            assignments=self.assignments(root, tasks, resources),
            notices=tuple(self.notices),
        )

    def note(self, text: str, uid: int | None = None, line: int | None = None) -> None:
        """Remember what could not be kept as it stood."""
        self.notices.append(Notice(text, uid, line))

    def name(self, root: Record) -> str:
        """Return the title of the plan, or what its file was called."""
        title = self.fields.text(root, "Title")
        return (title or self.fields.text(root, "Name").removesuffix(".xml") or self.path.stem)[
            :200
        ]

    def between(self, record: Record, name: str, usual: int, least: int, most: int) -> int:
        """Return a whole number within limits, or the usual one where there is none."""
        value = self.fields.whole(record, name)
        if value is None:
            return usual
        if not least <= value <= most:
            raise self.fields.refused(record, name, f"{least} to {most}")
        return value

    def links(self, root: Record, tasks: tuple[SourceTask, ...]) -> tuple[SourceLink, ...]:
        """Return the dependencies between tasks of the file."""
        known = {task.uid: task for task in tasks}
        links: list[SourceLink] = []
        for record in root.all("Tasks", "Task"):
            successor = self.fields.whole(record, "UID")
            if successor not in known:
                continue
            for stated in record.all("PredecessorLink"):
                link = self.link(stated, successor, known)
                if link is not None:
                    links.append(link)
        return tuple(links)

    def link(
        self, record: Record, successor: int, known: dict[int, SourceTask]
    ) -> SourceLink | None:
        """Return one dependency, or None where it leads out of the file."""
        fields = self.fields
        predecessor = fields.whole(record, "PredecessorUID")
        if predecessor not in known or fields.flag(record, "CrossProject"):
            self.note(
                "A dependency on a task of another plan was left out.", successor, record.line
            )
            return None
        kind = fields.whole(record, "Type")
        if kind is None:
            kind = 1
        if not 0 <= kind < len(_LINK_TYPES):
            raise fields.refused(record, "Type", "0 to 3")
        layout = fields.whole(record, "LagFormat")
        unit = LagUnit.WORKING
        if layout in _PERCENT_LAGS:
            unit, lag = LagUnit.PERCENT, fields.rounded(record, "LinkLag", 1) or 0
        elif layout in _ELAPSED_PERCENT_LAGS:
            share = fields.number(record, "LinkLag") or Decimal(0)
            unit, lag = LagUnit.ELAPSED, half_up(share * known[predecessor].duration / 100)
            self.note(
                f"A lag of {share} % of the elapsed duration is kept as {lag} elapsed minutes.",
                successor,
                record.line,
            )
        else:
            lag = fields.rounded(record, "LinkLag", 10) or 0
            if layout in _ELAPSED_LAGS:
                unit = LagUnit.ELAPSED
            elif lag and layout is not None and layout not in _WORKING_LAGS:
                self.note(
                    f"The lag of a dependency has a format that is not known ({layout}); it is"
                    " kept as working time.",
                    successor,
                    record.line,
                )
        return SourceLink(predecessor, successor, _LINK_TYPES[kind], lag, unit, record.line)

    def resources(self, root: Record, calendars: set[int]) -> tuple[SourceResource, ...]:
        """Return the resources, without empty rows and the one that stands for nobody."""
        fields = self.fields
        resources = []
        for record in root.all("Resources", "Resource"):
            uid = fields.whole(record, "UID")
            if uid is None:
                raise fields.refused(record, "UID", "the number of the resource")
            name = fields.text(record, "Name")[:200]
            if fields.flag(record, "IsNull") or not name:
                continue
            kind = {0: "material", 2: "cost"}.get(fields.whole(record, "Type") or 0, "work")
            if not record.values.get("Type", "").strip():
                kind = "work"
            if fields.flag(record, "IsCostResource"):
                kind = "cost"
            calendar = fields.whole(record, "CalendarUID")
            rate = fields.number(record, "StandardRate")
            resources.append(
                SourceResource(
                    uid=uid,
                    name=name,
                    kind=kind,
                    line=record.line,
                    generic=fields.flag(record, "IsGeneric"),
                    group=fields.text(record, "Group")[:200],
                    email=fields.text(record, "EmailAddress"),
                    calendar=calendar if calendar in calendars else None,
                    capacity_percent=self.percent(record, "MaxUnits"),
                    hour_rate=None if rate is None else half_up(rate * 100),
                    cost_per_use=fields.cents(record, "CostPerUse"),
                    notes=fields.text(record, "Notes"),
                )
            )
        return tuple(resources)

    def percent(self, record: Record, name: str) -> int:
        """Return units, of which 1 is all of somebody's time, as percent."""
        units = self.fields.number(record, name)
        return 100 if units is None else half_up(units * 100)

    def assignments(
        self, root: Record, tasks: tuple[SourceTask, ...], resources: tuple[SourceResource, ...]
    ) -> tuple[SourceAssignment, ...]:
        """Return who works on what; the file also lists tasks on which nobody works."""
        fields = self.fields
        known = {task.uid for task in tasks}
        people = {resource.uid for resource in resources}
        assignments = []
        for record in root.all("Assignments", "Assignment"):
            task, resource = fields.whole(record, "TaskUID"), fields.whole(record, "ResourceUID")
            if resource is None or resource in _NO_RESOURCE or task == _SUMMARY_OF_PROJECT:
                continue
            if task is None or task not in known or resource not in people:
                self.note(
                    "An assignment without its task or resource was left out.", task, record.line
                )
                continue
            assignments.append(
                SourceAssignment(
                    task,
                    resource,
                    self.percent(record, "Units"),
                    fields.minutes(record, "Work"),
                    fields.cents(record, "Cost"),
                    record.line,
                )
            )
        return tuple(assignments)
