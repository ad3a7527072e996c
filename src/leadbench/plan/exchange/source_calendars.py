"""The calendars of Microsoft Project XML: weeks, exceptions, and one based on another."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from leadbench.analysis.calendars import DAY, WorkCalendar
from leadbench.plan.exchange.fields import Fields
from leadbench.plan.exchange.recurrence import (
    EARLIEST,
    LATEST,
    Kind,
    Recurrence,
    all_days,
    repetitions_of,
)
from leadbench.plan.exchange.source import Hours, Notice, SourceCalendar, SourceException
from leadbench.plan.exchange.xml_records import Record
from leadbench.plan.repeats import Repetition, days_of
from leadbench.plan.tables import Repeat

NO_CALENDAR = -1
MOST_DAYS = 100_000
"""Days with exceptions of one calendar: those of 180 years, twice over."""

_EXCEPTION_DAY = 0
_SUNDAY, _SATURDAY = 1, 7
_ALL_WEEKDAYS = 127
_LONGEST_PERIOD = 10_000


class Calendars:
    """Reads the calendars of one file."""

    def __init__(self, fields: Fields, notices: list[Notice]) -> None:
        self.fields, self.notices = fields, notices

    def read(self, root: Record) -> tuple[SourceCalendar, ...]:
        """Return the calendars in the order of the file.

        Raises
        ------
        CannotImport
            For a value that cannot be read, or exceptions on too many days.
        """
        found: dict[int, SourceCalendar] = {}
        for record in root.all("Calendars", "Calendar"):
            calendar = self._calendar(record, found)
            found[calendar.uid] = calendar
        return tuple(found.values())

    def _calendar(self, record: Record, known: Mapping[int, SourceCalendar]) -> SourceCalendar:
        fields = self.fields
        uid = fields.whole(record, "UID")
        if uid is None:
            raise fields.refused(record, "UID", "the number of the calendar")
        base = fields.whole(record, "BaseCalendarUID")
        if base in {NO_CALENDAR, 0, uid}:
            base = None
        week: dict[int, list[tuple[int, int]]] = {}
        old_style: list[Record] = []
        for day in record.all("WeekDays", "WeekDay"):
            kind = fields.whole(day, "DayType")
            if kind == _EXCEPTION_DAY:
                old_style.append(day)
            elif kind is None or not _SUNDAY <= kind <= _SATURDAY:
                raise fields.refused(day, "DayType", "0 to 7")
            else:
                self._weekday(day, (kind - 2) % 7, week, known.get(base or 0))
        exceptions = self._weeks(record, known.get(base or 0))
        newer = list(record.all("Exceptions", "Exception"))
        hours_of_week = {day: tuple(sorted(hours)) for day, hours in week.items()}
        # Newer files state each exception twice, the second time in a way that older ones lack.
        for stated in newer or old_style:
            exceptions += self._exception(stated, hours_of_week, known.get(base or 0))
        if sum(_length(run.when) for run in exceptions) > MOST_DAYS:
            raise fields.refused(
                record, "Name", f"a calendar with exceptions on at most {MOST_DAYS:,} days"
            )
        return SourceCalendar(
            uid=uid,
            name=fields.text(record, "Name"),
            base=base,
            week=hours_of_week,
            exceptions=tuple(exceptions),
            line=record.line,
        )

    def _weekday(
        self,
        record: Record,
        weekday: int,
        week: dict[int, list[tuple[int, int]]],
        base: SourceCalendar | None,
    ) -> None:
        hours = week.setdefault(weekday, [])
        if not self.fields.flag(record, "DayWorking"):
            return
        stated = self._hours(record)
        if not stated:
            hours.extend(self._usual(record, weekday, {}, base))
        for start, end in stated:
            hours.append((start, min(end, DAY)))
            if end > DAY:
                week.setdefault((weekday + 1) % 7, []).append((0, end - DAY))

    def _hours(self, record: Record) -> Hours:
        """Return the working times of a day; one over midnight ends after 1440."""
        hours = []
        for interval in record.all("WorkingTimes", "WorkingTime"):
            start = self.fields.clock(interval, "FromTime")
            end = self.fields.clock(interval, "ToTime")
            if start is None or end is None:
                continue
            hours.append((start, end if end > start else end + DAY))
        return tuple(sorted(hours))

    def _usual(
        self,
        record: Record,
        weekday: int,
        week: Mapping[int, Hours],
        base: SourceCalendar | None,
    ) -> Hours:
        """Return the hours of a working day whose hours are not stated."""
        hours = week.get(weekday) or (base.week.get(weekday) if base else None) or ()
        if not hours:
            self.notices.append(
                Notice(
                    "A day of a calendar is marked as a working day without any hours; it is kept"
                    " without working time.",
                    line=record.line,
                )
            )
        return hours

    def _exception(
        self, record: Record, week: Mapping[int, Hours], base: SourceCalendar | None
    ) -> list[SourceException]:
        fields = self.fields
        period = record.first("TimePeriod")
        first = fields.day(period, "FromDate") if period else None
        last = fields.day(period, "ToDate") if period else None
        if first is None or last is None:
            self.notices.append(
                Notice(
                    "An exception of a calendar has no dates and was left out.", line=record.line
                )
            )
            return []
        name = fields.text(record, "Name")[:200]
        if last < first:
            self.notices.append(
                Notice(
                    f"The exception “{name}” ends before it begins and was left out.",
                    line=record.line,
                )
            )
            return []
        when = repetitions_of(self._recurrence(record, first, last))
        if any(each.repeat == Repeat.ONCE for each in when) and last > LATEST:
            when = (Repetition(first, LATEST),)
            self.notices.append(
                Notice(
                    f"The exception “{name}” lasts beyond {LATEST.year}; it is kept until then.",
                    line=record.line,
                )
            )
        if not fields.flag(record, "DayWorking"):
            return [SourceException(name, each) for each in when]
        hours = self._hours(record)
        if any(end > DAY for _, end in hours):
            self.notices.append(
                Notice(
                    f"The hours of the exception “{name}” run over midnight; they are kept until"
                    " midnight.",
                    line=record.line,
                )
            )
            hours = tuple((start, min(end, DAY)) for start, end in hours)
        if hours:
            return [SourceException(name, each, hours) for each in when]
        # The usual hours differ by weekday, so each day is written with its own.
        return _runs(
            name,
            [(day, self._usual(record, day.weekday(), week, base)) for day in all_days(when)],
        )

    def _recurrence(self, record: Record, first: date, last: date) -> Recurrence:
        fields = self.fields
        stated = fields.whole(record, "Type") or Kind.DAILY
        try:
            kind = Kind(stated)
        except ValueError:
            raise fields.refused(record, "Type", "1 to 9") from None

        def within(name: str, usual: int, least: int, most: int, words: str = "") -> int:
            value = fields.whole(record, name)
            if value is None:
                return usual
            if not least <= value <= most:
                raise fields.refused(record, name, words or f"{least:,} to {most:,}")
            return value

        counted = fields.flag(record, "EnteredByOccurrences")
        return Recurrence(
            kind=kind,
            first=first,
            last=last,
            occurrences=fields.whole(record, "Occurrences") if counted else None,
            # Zeros stand for what an exception of this kind does not have.
            period=within("Period", 1, 0, _LONGEST_PERIOD) or 1,
            weekdays=within("DaysOfWeek", 0, 0, _ALL_WEEKDAYS),
            month=within("Month", 0, 0, 11, "0 (January) to 11 (December)"),
            month_day=within("MonthDay", 1, 0, 31) or 1,
            item=within("MonthItem", 0, 0, 9),
            position=within("MonthPosition", 0, 0, 4),
        )

    def _weeks(self, record: Record, base: SourceCalendar | None) -> list[SourceException]:
        """Return the days of work weeks, which replace the week between two dates."""
        fields = self.fields
        runs: list[SourceException] = []
        for stated in record.all("WorkWeeks", "WorkWeek"):
            period = stated.first("TimePeriod")
            first = fields.day(period, "FromDate") if period else None
            last = fields.day(period, "ToDate") if period else None
            if first is None or last is None:
                continue
            week: dict[int, list[tuple[int, int]]] = {}
            for day in stated.all("WeekDays", "WeekDay"):
                kind = fields.whole(day, "DayType")
                if kind is not None and _SUNDAY <= kind <= _SATURDAY:
                    self._weekday(day, (kind - 2) % 7, week, base)
            name = fields.text(stated, "Name")[:200]
            alike: dict[Hours, int] = {}
            for weekday, own in week.items():
                hours = tuple(sorted(own))
                alike[hours] = alike.get(hours, 0) | 1 << weekday
            runs += [
                SourceException(
                    name, Repetition(first, last, Repeat.WEEKS, weekdays=weekdays), hours
                )
                for hours, weekdays in alike.items()
            ]
        return runs


def _runs(name: str, days: Iterable[tuple[date, Hours]]) -> list[SourceException]:
    """Join days that follow each other with the same hours."""
    runs: list[SourceException] = []
    for day, hours in days:
        before = runs[-1] if runs else None
        if before and before.hours == hours and before.when.last == day - timedelta(days=1):
            runs[-1] = SourceException(name, Repetition(before.when.first, day), hours)
        else:
            runs.append(SourceException(name, Repetition(day, day), hours))
    return runs


def _length(when: Repetition) -> int:
    """Return how many days an exception writes out."""
    once = when.repeat == Repeat.ONCE
    return ((when.last or when.first) - when.first).days + 1 if once else 1


def whole_calendar(calendar: SourceCalendar, known: Mapping[int, SourceCalendar]) -> SourceCalendar:
    """Return a calendar with all that it takes from those it is based on.

    Its own weekdays and exceptions come before those of its base. A base that the file does not
    have, or that leads back to the calendar, gives nothing.
    """
    line = [calendar]
    while (base := line[-1].base) is not None and base in known and known[base] not in line:
        line.append(known[base])
    week: dict[int, Hours] = {}
    exceptions: list[SourceException] = []
    for above in reversed(line):
        week.update(above.week)
        exceptions += above.exceptions
    return SourceCalendar(calendar.uid, calendar.name, None, week, tuple(exceptions), calendar.line)


def working_time(calendar: SourceCalendar) -> WorkCalendar:
    """Return the arithmetic of a whole calendar from 1970 to 2149.

    Of exceptions on one day the last one holds.

    Raises
    ------
    Refused
        When its week has no working time.
    """
    special: dict[date, Hours] = {}
    for run in calendar.exceptions:
        for day in days_of(run.when, EARLIEST, LATEST):
            special[day] = run.hours
    return WorkCalendar.of(calendar.week, special)
