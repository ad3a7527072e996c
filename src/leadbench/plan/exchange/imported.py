"""Writing a plan of another program into a plan file, as one change that can be undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from leadbench.analysis.inputs import FOR_SUMMARIES
from leadbench.errors import BeyondDates, LoopRefused, Refused
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import next_position
from leadbench.plan.exchange.fields import half_up
from leadbench.plan.exchange.imported_calendars import write_calendars
from leadbench.plan.exchange.imported_costs import write_costs
from leadbench.plan.exchange.imported_people import write_people
from leadbench.plan.exchange.mspdi import read_mspdi
from leadbench.plan.exchange.source import Notice, SourcePlan, SourceTask
from leadbench.plan.for_analysis import NEEDED, network
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Baseline,
    BaselineActivity,
    Dependency,
    ImportedActivity,
    Portfolio,
    Project,
)
from leadbench.plan.uncollected import uncollected
from leadbench.store import Store
from leadbench.store.rows import insert_many

_LONGEST_NAME, _LONGEST_TASK = 200, 500
_MOST_DAYS = 7
_AT_ONCE = 1_000
"""Tasks that are written between two looks at whether to give up."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has made.

    Attributes
    ----------
    project_id
        The new project.
    activities
        The key of each task by its UID in the source.
    notices
        What is kept otherwise than it stood, or could not be kept.
    """

    project_id: int
    activities: Mapping[int, int]
    notices: tuple[Notice, ...]


def import_mspdi(store: Store, path: Path, *, now_minute: int) -> Imported:
    """Add the plan of a Microsoft Project XML file to a plan as a new project, in one change.

    Parameters
    ----------
    now_minute
        The instant of the import, under which baselines of the file are kept.

    Raises
    ------
    CannotImport
        When the file cannot be read as such a plan; the message names the line.
    Refused
        When its dependencies form a loop or its dates lead out of all reason; the plan is as it
        was.
    """
    source = read_mspdi(path)
    with store.change(f"Import {path.name}"[:_LONGEST_NAME], "portfolio") as session:
        return import_plan(session, source, now_minute=now_minute)


def import_plan(
    session: Session,
    source: SourcePlan,
    *,
    now_minute: int,
    tick: Callable[[float, str], None] = lambda _fraction, _text: None,
) -> Imported:
    """Add a plan that was read to the portfolio and return what was made of it.

    Parameters
    ----------
    now_minute
        The instant of the import, under which baselines of the file are kept.
    tick
        Takes the fraction done and what is done now; it may raise ``Cancelled``.

    Raises
    ------
    Refused
        When no dates can follow from it: its dependencies form a loop, or lead out of all reason.
    """
    writing = _Writing(session, source, now_minute)
    with uncollected():
        writing.all(tick)
    return Imported(writing.project_id, writing.key_of, tuple(writing.notices))


class _Writing:
    def __init__(self, session: Session, source: SourcePlan, now_minute: int) -> None:
        self.session, self.source, self.now_minute = session, source, now_minute
        self.notices = list(source.notices)
        self.project_id = 0
        self.key_of: dict[int, int] = {}
        self.inner = {task.parent for task in source.tasks}

    def all(self, tick: Callable[[float, str], None]) -> None:
        """Write everything, then make sure that dates follow from it."""
        source = self.source
        tick(0.0, f"writing {len(source.tasks):,} tasks")
        calendars = write_calendars(self.session, source, self.notices)
        self.project(calendars[source.calendar])
        self.tasks(calendars, tick)
        tick(0.5, "writing people, costs and baselines")
        write_people(self.session, source, self.key_of, calendars, self.notices)
        write_costs(self.session, source, self.project_id, self.notices)
        self.baselines()
        tick(0.6, "making sure that dates follow")
        self.check()
        tick(0.7, "keeping it for undo")

    def note(self, text: str, task: SourceTask | None = None) -> None:
        """Remember what is kept otherwise than it stood."""
        uid, line = (task.uid, task.line) if task else (None, None)
        self.notices.append(Notice(text, uid, line))

    def insert(self, model: type[SQLModel], rows: list[dict[str, Any]]) -> list[int]:
        """Insert rows and return their keys."""
        return insert_many(self.session, model, rows)

    def project(self, calendar_id: int) -> None:
        """Write the project itself."""
        source = self.source
        portfolio = self.session.exec(select(Portfolio)).one()
        first = self.session.exec(select(Project.id).limit(1)).first() is None
        currency = source.currency.upper()
        if len(currency) == 3 and currency != portfolio.currency:
            if first:
                portfolio.currency = currency
            else:
                self.note(
                    f"Its amounts are in {currency}, those of the portfolio in"
                    f" {portfolio.currency}; the figures are kept as they stand."
                )
        backwards = not source.from_start and source.finish is not None
        if not source.from_start and not backwards:
            self.note(
                "The file schedules backwards but names no finish, so dates are counted from its"
                " start."
            )
        days = source.minutes_per_week / source.minutes_per_day
        if days > _MOST_DAYS:
            self.note("Its week is longer than seven of its days; seven are kept.")
        (self.project_id,) = self.insert(
            Project,
            [
                {
                    "position": next_position(self.session, Project),
                    "name": self.free_name(),
                    "calendar_id": calendar_id,
                    "start_minute": source.start,
                    "status_minute": source.status,
                    "minutes_per_day": source.minutes_per_day,
                    "days_per_week": min(days, float(_MOST_DAYS)),
                    "critical_float_minutes": max(0, source.critical_float),
                    "scheduled_from_finish": backwards,
                    "wanted_finish_minute": source.finish if backwards else None,
                    "dates_over_links": source.dates_over_links,
                    # The format is that of a program in which they may.
                    "leads_before_start": True,
                }
            ],
        )

    def free_name(self) -> str:
        """Return the name of the plan, with a number where the portfolio has it already."""
        taken = {name.casefold() for name in self.session.exec(select(Project.name))}
        name = " ".join(self.source.name.split()) or "Imported project"
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name[: _LONGEST_NAME - 10]} ({number})"
        return free

    def tasks(self, calendars: Mapping[int, int], tick: Callable[[float, str], None]) -> None:
        """Write the tasks, their dependencies, and their dates as they were stored."""
        source = self.source
        last = self.session.exec(select(Activity.id).order_by(col(Activity.id).desc()).limit(1))
        first = (last.first() or 0) + 1
        self.key_of = {task.uid: first + place for place, task in enumerate(source.tasks)}
        below: dict[int | None, int] = {}
        rows = []
        for task in source.tasks:
            position = below.get(task.parent, 0)
            below[task.parent] = position + 1
            rows.append(self.task(task, position, calendars))
        for begin in range(0, len(rows), _AT_ONCE):
            tick(0.3 * begin / len(rows), f"writing {len(rows):,} tasks")
            self.insert(Activity, rows[begin : begin + _AT_ONCE])
        tick(0.3, f"writing {len(source.links):,} dependencies")
        self.insert(
            Dependency,
            [
                {
                    "project_id": self.project_id,
                    "predecessor_id": self.key_of[link.predecessor],
                    "successor_id": self.key_of[link.successor],
                    "link_type": link.type,
                    "lag": link.lag,
                    "lag_unit": link.lag_unit,
                }
                for link in source.links
            ],
        )
        tick(0.4, "writing the dates as they were stored")
        self.insert(
            ImportedActivity,
            [
                {
                    "activity_id": self.key_of[task.uid],
                    "source_uid": task.uid,
                    "start_minute": task.stored.start,
                    "finish_minute": task.stored.finish,
                    "early_start_minute": task.stored.early_start,
                    "early_finish_minute": task.stored.early_finish,
                    "late_start_minute": task.stored.late_start,
                    "late_finish_minute": task.stored.late_finish,
                    "total_float_minutes": _whole(task.stored.total_float),
                    "free_float_minutes": _whole(task.stored.free_float),
                    "critical": task.stored.critical,
                    "leveling_delay_minutes": task.leveling_delay or None,
                }
                for task in source.tasks
            ],
        )

    def task(self, task: SourceTask, position: int, calendars: Mapping[int, int]) -> dict[str, Any]:
        """Return the row of one task."""
        summary = task.uid in self.inner
        kind = ActivityKind.WORK
        if summary:
            kind = ActivityKind.SUMMARY
        elif task.duration == 0:
            kind = ActivityKind.MILESTONE
        elif task.milestone:
            self.note("It is marked as a milestone but takes time; it is kept as a task.", task)
        row: dict[str, Any] = {
            "id": self.key_of[task.uid],
            "project_id": self.project_id,
            "parent_id": None if task.parent is None else self.key_of[task.parent],
            "position": position,
            "kind": kind,
            "name": self.task_name(task),
            "notes": task.notes,
            "wbs": "" if task.wbs == task.outline_number else task.wbs[:_LONGEST_NAME],
            "calendar_id": None if task.calendar is None else calendars.get(task.calendar),
            "ignores_people_calendars": task.ignores_resource_calendars,
            "active": task.active,
            "deadline_minute": task.deadline,
            "fixed_cost_cents": max(0, task.fixed_cost or 0) or None,
        }
        if not summary:
            row |= self.work(task)
        kept = not summary or task.constraint in FOR_SUMMARIES
        if kept:
            row |= {"constraint_kind": task.constraint, "constraint_minute": task.constraint_at}
        else:
            self.note("A constraint that a summary cannot have was left out.", task)
        if (task.fixed_cost or 0) < 0:
            self.note("A fixed cost below zero was left out.", task)
        if task.leveling_delay:
            self.note(
                f"Leveling delays it by {task.leveling_delay} minutes; the delay is not kept.", task
            )
        return row

    def task_name(self, task: SourceTask) -> str:
        """Return the name of a task, which cannot be empty or endless here."""
        name = " ".join(task.name.split())
        if not name:
            self.note("It has no name.", task)
            return f"Task {task.number or task.uid}"
        if len(name) > _LONGEST_TASK:
            self.note(f"Its name has {len(name)} characters; the first 500 are kept.", task)
        return name[:_LONGEST_TASK]

    def work(self, task: SourceTask) -> dict[str, Any]:
        """Return the columns of a task that is dated itself."""
        start, finish, stored = task.actual_start, task.actual_finish, task.stored
        if start is None and (task.percent_complete or finish is not None):
            start = stored.start
            self.note("It has progress without an actual start; its start is taken.", task)
        pinned = task.pinned_start, task.pinned_finish
        if task.external:
            pinned = stored.start, stored.finish
            self.note("It belongs to another plan; its dates are fixed as they were saved.", task)
        return {
            "duration_minutes": task.duration,
            "elapsed": task.elapsed,
            "percent_complete": task.percent_complete,
            "remaining_minutes": task.remaining if start is not None and finish is None else None,
            "actual_start_minute": start,
            "actual_finish_minute": finish,
            "pinned_start_minute": pinned[0],
            "pinned_finish_minute": pinned[1] if pinned[0] is not None else None,
        }

    def baselines(self) -> None:
        """Write the baselines that the file keeps."""
        kept: dict[int, list[tuple[SourceTask, Any]]] = {}
        for task in self.source.tasks:
            for row in task.baselines:
                if row.start is not None and row.finish is not None:
                    kept.setdefault(row.number, []).append((task, row))
        for number, rows in sorted(kept.items()):
            (baseline_id,) = self.insert(
                Baseline,
                [
                    {
                        "project_id": self.project_id,
                        "name": f"Baseline {number}" if number else "Baseline",
                        "kept_minute": self.now_minute,
                        "finish_minute": max(row.finish for _, row in rows),
                        "shown": number == min(kept),
                    }
                ],
            )
            self.insert(
                BaselineActivity,
                [
                    {
                        "baseline_id": baseline_id,
                        "activity_id": self.key_of[task.uid],
                        "outline_number": task.outline_number[:100],
                        "name": self.task_name(task) if task.name else f"Task {task.number}",
                        "start_minute": row.start,
                        "finish_minute": row.finish,
                        "duration_minutes": row.duration or 0,
                        "work_minutes": row.work,
                        "cost_cents": row.cost,
                    }
                    for task, row in rows
                ],
            )

    def check(self) -> None:
        """Refuse a plan from which no dates follow."""
        from leadbench.analysis.critical_path import schedule
        from leadbench.analysis.structure import waits_in_words as waits

        plan = network(Contents(self.session, NEEDED), self.project_id)
        try:
            schedule(plan)
        except LoopRefused as error:
            found = [row.name for key in error.members for row in plan.activities if row.key == key]
            raise Refused(
                f"The dependencies of the file form a loop: {', '.join((*found, found[0]))}. "
                f"{waits(plan, error.links)}. Remove one of them in the program"
                " that made the file and save it again. Nothing was imported.",
                table="dependency",
            ) from error
        except BeyondDates as error:
            raise Refused(
                f"{str(error).split(', so ')[0]}. A duration, or a lag before it or after it, is"
                " far too long. Correct it in the program that made the file. Nothing was"
                " imported.",
                table=error.table,
            ) from error


def _whole(minutes: float | None) -> int | None:
    return None if minutes is None else half_up(Decimal(str(minutes)))
