"""The tasks of Microsoft Project XML."""

from collections.abc import Collection

from leadbench.analysis.inputs import ConstraintKind
from leadbench.plan.exchange.fields import Fields
from leadbench.plan.exchange.source import Notice, SourceBaseline, SourceTask, StoredDates
from leadbench.plan.exchange.xml_records import Record

ELAPSED_DURATIONS = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
"""Formats of a duration that counts all time; the others count working time."""
_CONSTRAINTS = (
    ConstraintKind.AS_SOON_AS_POSSIBLE,
    ConstraintKind.AS_LATE_AS_POSSIBLE,
    ConstraintKind.MUST_START,
    ConstraintKind.MUST_FINISH,
    ConstraintKind.START_NO_EARLIER,
    ConstraintKind.START_NO_LATER,
    ConstraintKind.FINISH_NO_EARLIER,
    ConstraintKind.FINISH_NO_LATER,
)
_UNDATED = _CONSTRAINTS[:2]
_PROJECT_ITSELF = 0
_ALL = 100


class Tasks:
    """Reads the tasks of one file.

    Parameters
    ----------
    fields, notices
        How values are read, and where to note what could not be kept.
    calendars
        The calendars that the file has, by UID.
    """

    def __init__(self, fields: Fields, notices: list[Notice], calendars: Collection[int]) -> None:
        self.fields, self.notices, self.calendars = fields, notices, calendars

    def read(self, root: Record) -> tuple[SourceTask, ...]:
        """Return the tasks in outline order.

        Raises
        ------
        CannotImport
            For a value that cannot be read, or a UID that stands twice.
        """
        above: list[tuple[int, int]] = []
        tasks: list[SourceTask] = []
        seen: set[int] = set()
        for record in root.all("Tasks", "Task"):
            uid = self.fields.whole(record, "UID")
            if uid is None:
                raise self.fields.refused(record, "UID", "the number of the task")
            if uid == _PROJECT_ITSELF or self.fields.flag(record, "IsNull"):
                continue
            if uid in seen:
                raise self.fields.refused(record, "UID", "a number that no other task has")
            seen.add(uid)
            level = self.fields.whole(record, "OutlineLevel")
            level = 1 if level is None else level
            while above and above[-1][0] >= level:
                above.pop()
            tasks.append(self.task(record, uid, above[-1][1] if above else None))
            above.append((level, uid))
        return tuple(tasks)

    def task(self, record: Record, uid: int, parent: int | None) -> SourceTask:
        """Return one task."""
        fields = self.fields
        percent = fields.whole(record, "PercentComplete") or 0
        if not 0 <= percent <= _ALL:
            raise fields.refused(record, "PercentComplete", "0 to 100")
        duration = fields.minutes(record, "Duration") or 0
        if duration < 0:
            raise fields.refused(record, "Duration", "a duration of 0 or more")
        stored = self.stored(record)
        kind, at = self.constraint(record, uid)
        manual = fields.flag(record, "Manual")
        start = fields.moment(record, "ActualStart")
        finish = fields.moment(record, "ActualFinish")
        if percent == _ALL and finish is None and stored.finish is not None:
            finish = stored.finish
            start = stored.start if start is None else start
            self.note("It is complete without an actual finish; its finish is taken.", uid, record)
        if start is not None and finish is not None and finish < start:
            raise fields.refused(record, "ActualFinish", "a date not before that of <ActualStart>")
        pinned = (
            self.pinned(record, "ManualStart", stored.start) if manual else None,
            self.pinned(record, "ManualFinish", stored.finish) if manual else None,
        )
        if pinned[0] is not None and pinned[1] is not None and pinned[1] < pinned[0]:
            pinned = pinned[0], None
            self.note(
                "Its finish was set by hand before its start; its duration counts.", uid, record
            )
        return SourceTask(
            uid=uid,
            number=fields.whole(record, "ID") or 0,
            name=fields.text(record, "Name"),
            line=record.line,
            parent=parent,
            outline_number=fields.text(record, "OutlineNumber"),
            wbs=fields.text(record, "WBS"),
            summary=fields.flag(record, "Summary"),
            milestone=fields.flag(record, "Milestone"),
            active=fields.flag(record, "Active", default=True),
            pinned_start=pinned[0],
            pinned_finish=pinned[1],
            external=fields.flag(record, "ExternalTask"),
            duration=duration,
            elapsed=fields.whole(record, "DurationFormat") in ELAPSED_DURATIONS,
            estimated=fields.flag(record, "Estimated"),
            percent_complete=percent,
            actual_start=start,
            actual_finish=finish,
            remaining=fields.minutes(record, "RemainingDuration"),
            constraint=kind,
            constraint_at=at,
            deadline=fields.moment(record, "Deadline"),
            calendar=self.calendar(record, uid),
            ignores_resource_calendars=fields.flag(record, "IgnoreResourceCalendar"),
            leveling_delay=fields.rounded(record, "LevelingDelay", 10) or 0,
            work=fields.minutes(record, "Work"),
            fixed_cost=fields.cents(record, "FixedCost"),
            cost=fields.cents(record, "Cost"),
            notes=fields.text(record, "Notes"),
            stored=stored,
            baselines=tuple(self.baseline(stated) for stated in record.all("Baseline")),
        )

    def note(self, text: str, uid: int, record: Record) -> None:
        """Remember what was kept otherwise than it stood."""
        self.notices.append(Notice(text, uid, record.line))

    def pinned(self, record: Record, name: str, stored: int | None) -> int | None:
        """Return the date that a person gave a task that is scheduled by hand."""
        given = self.fields.moment(record, name)
        return stored if given is None else given

    def stored(self, record: Record) -> StoredDates:
        """Return the dates that the file holds for a task."""
        fields = self.fields
        total, free = fields.number(record, "TotalSlack"), fields.number(record, "FreeSlack")
        critical = fields.flag(record, "Critical") if "Critical" in record.values else None
        return StoredDates(
            start=fields.moment(record, "Start"),
            finish=fields.moment(record, "Finish"),
            early_start=fields.moment(record, "EarlyStart"),
            early_finish=fields.moment(record, "EarlyFinish"),
            late_start=fields.moment(record, "LateStart"),
            late_finish=fields.moment(record, "LateFinish"),
            total_float=None if total is None else float(total / 10),
            free_float=None if free is None else float(free / 10),
            critical=critical,
        )

    def constraint(self, record: Record, uid: int) -> tuple[ConstraintKind, int | None]:
        """Return the constraint and its date, if it has one."""
        number = self.fields.whole(record, "ConstraintType") or 0
        if not 0 <= number < len(_CONSTRAINTS):
            raise self.fields.refused(record, "ConstraintType", "0 to 7")
        kind = _CONSTRAINTS[number]
        if kind in _UNDATED:
            return kind, None
        at = self.fields.moment(record, "ConstraintDate")
        if at is None:
            self.note("Its constraint has no date and was left out.", uid, record)
            return ConstraintKind.AS_SOON_AS_POSSIBLE, None
        return kind, at

    def calendar(self, record: Record, uid: int) -> int | None:
        """Return the calendar of the task itself, if it has one."""
        calendar = self.fields.whole(record, "CalendarUID")
        if calendar is None or calendar in self.calendars:
            return calendar
        # -1 and 0 stand for the project's calendar.
        if calendar > 0:
            self.note(
                f"Its calendar {calendar} is not in the file; the project's is used.", uid, record
            )
        return None

    def baseline(self, record: Record) -> SourceBaseline:
        """Return what one baseline keeps of the task."""
        fields = self.fields
        return SourceBaseline(
            number=fields.whole(record, "Number") or 0,
            start=fields.moment(record, "Start"),
            finish=fields.moment(record, "Finish"),
            duration=fields.minutes(record, "Duration"),
            work=fields.minutes(record, "Work"),
            cost=fields.cents(record, "Cost"),
        )
