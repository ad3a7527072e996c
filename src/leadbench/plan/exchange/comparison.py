"""The dates that another program stored beside those worked out here, with our reason for each.

Reasons name what is known: a rule of ours (docs/scheduling-rules.md), a task that differs already,
or something that the stored dates hold and the plan does not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from leadbench.analysis.calendars import WorkCalendar, to_datetime
from leadbench.analysis.inputs import Activity, ConstraintKind, Network
from leadbench.plan.contents import Contents
from leadbench.plan.for_analysis import network as network_of
from leadbench.plan.notation import format_duration, format_lag
from leadbench.plan.restrictions import WORDS
from leadbench.plan.tables import ImportedActivity, Project

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Driver, Schedule

FIELDS = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
"""The dates that are compared, as attributes of a scheduled activity."""
_FORWARD = frozenset(FIELDS[:4])
_OTHERS_NAMED = 3


class Difference(NamedTuple):
    """One task with dates that differ; there may be very many to be carried to the window.

    Attributes
    ----------
    key, uid, name
        The task: its key here, its UID in the source, its name.
    stored, computed
        Instants by field, of the fields that differ only.
    reason
        Why ours is what it is, in one or two sentences.
    """

    key: int
    uid: int
    name: str
    stored: Mapping[str, int]
    computed: Mapping[str, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing: how many tasks had stored dates, and those that differ."""

    compared: int
    differences: tuple[Difference, ...]


def compare(contents: Contents, project_id: int) -> Comparison:
    """Compare the dates of an imported project with those that its file held.

    Tasks that were added here, and dates that the file did not hold, are left aside. Summaries
    are compared too.

    Raises
    ------
    Refused
        When no dates follow from the project.
    """
    from leadbench.analysis.critical_path import schedule

    plan = network_of(contents, project_id)
    dates = schedule(plan)
    return _Comparing(contents, contents.projects[project_id], plan, dates).all()


class _Comparing:
    def __init__(
        self, contents: Contents, project: Project, plan: Network, dates: "Schedule"
    ) -> None:
        self.project, self.plan, self.dates = project, plan, dates
        self.activities = {row.key: row for row in plan.activities}
        self.stored: dict[int, ImportedActivity] = {
            row.activity_id: row
            for row in contents.imported_activities.values()
            if row.activity_id in self.activities
        }
        self.children: dict[int | None, list[int]] = {}
        for row in plan.activities:
            self.children.setdefault(row.parent, []).append(row.key)
        self.followers: dict[int, list[int]] = {}
        for link in plan.links:
            self.followers.setdefault(link.predecessor, []).append(link.successor)
        self.stored_finish = max(
            (at for key in self.stored if (at := self.at(key, "finish")) is not None),
            default=dates.project_finish,
        )
        self.differs = {key: self.differing(key) for key in self.stored}

    def all(self) -> Comparison:
        """Return every task that differs, in the order of the outline."""
        found = []
        for row in self.plan.activities:
            fields = self.differs.get(row.key)
            if not fields:
                continue
            ours = self.dates.row(row.key)
            found.append(
                Difference(
                    key=row.key,
                    uid=self.stored[row.key].source_uid,
                    name=row.name,
                    stored={name: self.at(row.key, name) or 0 for name in fields},
                    computed={name: getattr(ours, name) for name in fields},
                    reason=self.reason(row, fields),
                )
            )
        return Comparison(len(self.stored), tuple(found))

    def at(self, key: int, name: str) -> int | None:
        """Return a stored date."""
        found: int | None = getattr(self.stored[key], f"{name}_minute")
        return found

    def differing(self, key: int) -> tuple[str, ...]:
        """Return the names of the dates that differ."""
        ours = self.dates.row(key)
        return tuple(
            name
            for name in FIELDS
            if (stored := self.at(key, name)) is not None and stored != getattr(ours, name)
        )

    def forward(self, key: int) -> bool:
        """Tell whether a task differs in more than its late dates."""
        return bool(_FORWARD.intersection(self.differs.get(key, ())))

    # Reasons

    def reason(self, row: Activity, fields: tuple[str, ...]) -> str:
        """Return why the dates of a task differ."""
        if row.key in self.children:
            return self.of_summary(row, fields)
        if self.same_working_time(row, fields):
            return (
                "Both are the same point of working time: no work lies between the end of one day"
                " of work and the beginning of the next."
            )
        if not _FORWARD.intersection(fields):
            return self.of_late_dates(row)
        return self.of_early_dates(row)

    def same_working_time(self, row: Activity, fields: tuple[str, ...]) -> bool:
        """Tell whether no working time lies between the dates that differ."""
        calendar, ours = self.calendar(row), self.dates.row(row.key)
        return all(
            calendar.between(self.at(row.key, name) or 0, getattr(ours, name)) == 0
            for name in fields
        )

    def of_summary(self, row: Activity, fields: tuple[str, ...]) -> str:
        early = bool(_FORWARD.intersection(fields))
        below = [
            self.activities[key].name
            for key in self.below(row.key)
            if (self.forward(key) if early else self.differs.get(key))
        ]
        if below:
            return f"It sums up tasks that differ: {_listed(below)}."
        return (
            "It sums up the tasks below it: earliest start, latest finish. The program that made"
            " the file counts the late dates of summaries otherwise."
        )

    def below(self, key: int) -> list[int]:
        found, waiting = [], list(self.children.get(key, ()))
        while waiting:
            current = waiting.pop(0)
            below = self.children.get(current)
            if below:
                waiting = [*below, *waiting]
            else:
                found.append(current)
        return found

    def of_early_dates(self, row: Activity) -> str:
        ours = self.dates.row(row.key)
        if not row.active:
            return "It is inactive: it keeps its own dates and nothing follows from it."
        start, finish = self.at(row.key, "start"), self.at(row.key, "finish")
        same_start = start is None or start == ours.start
        if same_start and start is not None and finish is not None:
            return self.of_span(row, start, finish)
        return self.of_start(row) + self.span_note(row)

    def of_span(self, row: Activity, start: int, finish: int) -> str:
        """Return why a task that starts as stored ends otherwise."""
        ours = self.dates.row(row.key)
        between = self.calendar(row).between(start, finish)
        length = self.words(ours.duration if ours.done else row.duration)
        if row.pinned_start is not None:
            return f"Its dates are fixed by hand: {_moment(ours.finish)} is its finish."
        if ours.driver >= 0 and row.actual_start is not None:
            return "It has begun; " + self.of_link(row, ours.driver, lower=True)
        if ours.driver == self.driver.STATUS_DATE and row.actual_start is not None:
            return self.of_status()
        if between != row.duration:
            return (
                f"From its stored start to its stored finish lie {self.words(between)} of working"
                f" time, but its duration is {length}: the work pauses there (a split task), or"
                " follows hours that the file does not hold."
            )
        return f"{length} of work from its start end at {_moment(ours.finish)}."

    def span_note(self, row: Activity) -> str:
        """Return a further sentence where the stored dates do not span the duration."""
        start, finish = self.at(row.key, "start"), self.at(row.key, "finish")
        if start is None or finish is None or row.actual_start is not None:
            return ""
        between = self.calendar(row).between(start, finish)
        if between == row.duration:
            return ""
        return (
            f" Its stored dates hold {self.words(between)} of working time, its duration is"
            f" {self.words(row.duration)}."
        )

    def of_start(self, row: Activity) -> str:
        """Return why a task starts where it starts here."""
        ours, driver = self.dates.row(row.key), self.driver
        stored = self.at(row.key, "start")
        delay = self.stored[row.key].leveling_delay_minutes
        if delay and stored is not None and stored > ours.start:
            text = f"Leveling delays it by {delay} minutes in the file; the delay is not kept."
            if ours.driver >= 0 and self.forward(self.plan.links[ours.driver].predecessor):
                text += " " + self.of_link(row, ours.driver)
            return text
        if ours.driver >= 0:
            return self.of_link(row, ours.driver)
        if ours.driver == driver.STATUS_DATE:
            return self.of_status()
        if ours.driver == driver.CONSTRAINT:
            kind = WORDS[ConstraintKind(row.constraint)].lower()
            at = row.constraint_at
            return f"Its constraint holds it: {kind} {_moment(at) if at is not None else ''}."
        if ours.driver == driver.ACTUAL:
            return "It has begun: what is left follows its actual start."
        if ours.driver == driver.PINNED:
            return f"Its dates are fixed by hand at {_moment(ours.start)}."
        if ours.driver == driver.AS_LATE:
            return "It lies as late as nothing after it moves."
        if stored is not None and stored > ours.start:
            return (
                f"Nothing in the file holds it until {_moment(stored)}: no link, constraint or"
                f" calendar. It starts with the project, {_moment(ours.start)}."
            )
        return f"Nothing lies before the project's start, {_moment(self.plan.start)}."

    def of_status(self) -> str:
        status = self.plan.status
        assert status is not None
        return (
            f"Work that is not done cannot lie before the status date, {_moment(status)}; Microsoft"
            " Project leaves it there until it is told to move it."
        )

    def of_link(self, row: Activity, number: int, *, lower: bool = False) -> str:
        """Return what the link says that drives a task."""
        link = self.plan.links[number]
        other = self.activities[link.predecessor]
        lag = format_lag(link.lag, link.lag_unit, self.project)
        text = f"it follows “{other.name}” ({link.type}{lag})"
        text = text if lower else text[0].upper() + text[1:]
        if self.forward(link.predecessor):
            return f"{text}, which differs already."
        stored, ours = self.at(row.key, "start"), self.dates.row(row.key).start
        if stored is not None and stored < ours:
            return f"{text}, which allows no start before {_moment(ours)}."
        return f"{text}, and nothing in the file holds it any longer than that."

    def of_late_dates(self, row: Activity) -> str:
        """Return why only the late dates of a task differ."""
        finish = self.stored_finish
        followers = [
            self.activities[key].name
            for key in self.followers.get(row.key, ())
            if self.differs.get(key)
        ]
        ours = self.dates.row(row.key)
        if followers:
            return f"What follows it differs: {_listed(followers)}."
        if finish != self.dates.project_finish:
            return (
                "Late dates count back from the project's finish, which is"
                f" {_moment(self.dates.project_finish)} here and {_moment(finish)} there."
            )
        if row.pinned_start is not None:
            return "Its dates are fixed by hand; its late dates show how far it could move."
        if ours.done:
            return "It is done: its late dates are its actual ones."
        late, stored_start = self.at(row.key, "late_finish"), self.at(row.key, "late_start")
        if late is not None and stored_start is not None:
            between = self.calendar(row).between(stored_start, late)
            if row.actual_start is None and between != row.duration:
                return (
                    f"Its stored late dates hold {self.words(between)} of working time, its"
                    f" duration is {self.words(row.duration)}."
                )
        if late is not None and late < ours.late_finish:
            return (
                f"Nothing in the file asks it to be finished by {_moment(late)}: until"
                f" {_moment(ours.late_finish)} it delays neither what follows it nor the project."
            )
        return f"Finishing after {_moment(ours.late_finish)} would delay the project."

    # Words

    @property
    def driver(self) -> "type[Driver]":
        """Return the reasons that are not links."""
        from leadbench.analysis.critical_path import Driver

        return Driver

    def calendar(self, row: Activity) -> WorkCalendar:
        """Return the calendar that a task follows."""
        key = self.plan.calendar if row.calendar is None else row.calendar
        return self.plan.calendars[key]

    def words(self, minutes: int) -> str:
        """Return a duration in words."""
        return format_duration(minutes, self.project)


def _moment(minute: int) -> str:
    return f"{to_datetime(minute):%Y-%m-%d %H:%M}"


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_OTHERS_NAMED])
    more = len(names) - _OTHERS_NAMED
    return shown if more <= 0 else f"{shown} and {more} more"
