"""Random edits of a plan: every way in which a person can change what dates follow from."""

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, get_args

from sqlmodel import Session, SQLModel, select

from leadbench.analysis.inputs import ActivityKind, ConstraintKind, LagUnit, LinkType
from leadbench.desktop.document import Document
from leadbench.errors import Refused
from leadbench.plan.edits import (
    activities,
    leaving_out,
    links,
    outline,
    projects,
    resources,
    settings,
)
from leadbench.plan.notation import format_predecessors
from leadbench.plan.outline import Outline
from leadbench.plan.tables import (
    Activity,
    Assignment,
    Calendar,
    CalendarException,
    Dependency,
    ExceptionInterval,
    Person,
    Project,
    Responsibility,
    Role,
    WorkingInterval,
)
from leadbench.store.rows import delete

MONDAY = date(2026, 1, 5)
DAY = 1440
FIRST = (MONDAY - date(1970, 1, 1)).days * DAY
# These say nothing about dates, or have an edit of their own.
LEFT_ALONE = frozenset({"id", "project_id", "parent_id", "position", "kind", "name", "stage_id"})


class RandomEdits:
    """Does one random thing after the other to an open plan, as the screens would."""

    def __init__(self, document: Document, chance: random.Random) -> None:
        self.document, self.chance = document, chance
        self.log: list[str] = []
        self.kinds: list[Callable[[Session], Any]] = [
            self.add, self.add, self.move, self.shift, self.shift, self.remove,
            self.kind, self.duration, self.duration, self.remaining, self.estimate,
            self.actual_start, self.actual_finish, self.percent, self.constraint, self.by_hand,
            self.by_hand, self.leave_out, self.role,
            self.link, self.link, self.link, self.unlink, self.set_link, self.predecessors,
            self.activity_columns, self.activity_columns, self.project_columns,
            self.link_columns, self.status_date, self.from_finish, self.from_start,
            self.wanted_finish, self.calendar, self.working_interval,
            self.exception, self.person, self.person_columns, self.assignment,
            self.assignment_columns, self.delete_person, self.another_project,
            self.delete_project, self.move_project,
        ]  # fmt: skip

    def step(self) -> None:
        """Make one change, take one back, repeat one, restore a state or look elsewhere."""
        acts = [self.edit] * 14 + [self.undo, self.undo, self.redo, self.restore, self.look]
        self.chance.choice(acts)()

    def edit(self) -> None:
        """Change the plan in one step of one to three edits; what is refused changes nothing."""
        chosen = self.chance.choices(self.kinds, k=self.chance.choice([1, 1, 1, 2, 3]))
        self.log.append(" and ".join(edit.__name__ for edit in chosen))
        try:
            with self.document.edit("Edit", "milestones") as session:
                for edit in chosen:
                    edit(session)
        except Refused:
            self.log[-1] += " (refused)"

    def undo(self) -> None:
        """Take the last step back."""
        self.log.append("undo")
        self.document.undo()

    def redo(self) -> None:
        """Repeat what was taken back."""
        self.log.append("redo")
        self.document.redo()

    def restore(self) -> None:
        """Go back to the state after any earlier step."""
        history = self.document.store.history()
        if history:
            self.log.append("restore")
            self.document.store.restore(self.chance.choice(history).sequence)

    def look(self) -> None:
        """Look at another project."""
        self.log.append("look")
        keys = sorted(self.document.contents.projects)
        if keys:
            self.document.show_project(self.chance.choice(keys))

    # Outline

    def add(self, session: Session) -> None:
        """Add a task somewhere."""
        where = self.chance.choice(["below", "above", "parent", None])
        place = self._activity(session)
        outline.add_activity(
            session,
            self._project(session),
            f"Task {self.chance.randrange(1000)}",
            kind=self.chance.choice([ActivityKind.WORK, ActivityKind.WORK, ActivityKind.MILESTONE]),
            duration=self._minutes(),
            **({where: place} if where and place else {}),
        )

    def move(self, session: Session) -> None:
        """Move a task with all below it."""
        parent = self.chance.choice([None, self._activity(session)])
        outline.move(session, self._some(session), parent=parent, position=self._small())

    def shift(self, session: Session) -> None:
        """Move or indent a few tasks."""
        edit = self.chance.choice(
            [outline.move_up, outline.move_down, outline.indent, outline.outdent]
        )
        edit(session, [self._some(session) for _ in range(self.chance.randint(1, 3))])

    def remove(self, session: Session) -> None:
        """Delete a task with all below it."""
        outline.delete_activities(session, [self._some(session)])

    # Tasks

    def kind(self, session: Session) -> None:
        """Make a milestone of work, or the other way round."""
        kind = self.chance.choice([ActivityKind.WORK, ActivityKind.MILESTONE])
        activities.set_kind(session, self._some(session), kind)

    def duration(self, session: Session) -> None:
        """Set a duration."""
        activities.set_duration(session, self._some(session), self._minutes())

    def remaining(self, session: Session) -> None:
        """Set a remaining duration."""
        activities.set_remaining(session, self._some(session), self._minutes())

    def estimate(self, session: Session) -> None:
        """Set a range."""
        low, likely, high = sorted(self._minutes() for _ in range(3))
        activities.set_estimate(session, self._some(session), low, likely, high)

    def actual_start(self, session: Session) -> None:
        """Record or take back a start."""
        activities.set_actual_start(session, self._some(session), self._maybe_instant())

    def actual_finish(self, session: Session) -> None:
        """Record or take back a finish."""
        activities.set_actual_finish(session, self._some(session), self._maybe_instant())

    def percent(self, session: Session) -> None:
        """Record how much is done."""
        activities.set_percent(session, self._some(session), self.chance.randint(0, 99))

    def constraint(self, session: Session) -> None:
        """Set a constraint."""
        kind = self.chance.choice(list(ConstraintKind))
        activities.set_constraint(session, self._some(session), kind, self._instant())

    def by_hand(self, session: Session) -> None:
        """Set dates by hand, with or without a finish."""
        start, finish = self._instant(), self._maybe_instant()
        activities.set_by_hand(session, self._some(session), start, finish)

    def leave_out(self, session: Session) -> None:
        """Leave a task out, or count it again."""
        change = self.chance.choice([leaving_out.leave_out, leaving_out.count_again])
        change(session, [self._some(session)])

    def role(self, session: Session) -> None:
        """Say who answers for a task."""
        activities.set_role(session, self._some(session), self._key(session, Role))

    # Links

    def link(self, session: Session) -> None:
        """Link two tasks."""
        links.link(
            session,
            self._some(session),
            self._some(session),
            link_type=self.chance.choice(list(LinkType)),
            lag=self.chance.choice([0, 0, 480, -240, 1000]),
            lag_unit=self.chance.choice(list(LagUnit)),
        )

    def unlink(self, session: Session) -> None:
        """Take a link away."""
        links.unlink(session, [self._of(session, Dependency)])

    def set_link(self, session: Session) -> None:
        """Change a link."""
        links.set_link(
            session,
            self._of(session, Dependency),
            predecessor=self.chance.choice([None, None, self._activity(session)]),
            link_type=self.chance.choice([None, *LinkType]),
            lag=self.chance.choice([None, 0, 60, -300]),
            lag_unit=self.chance.choice([None, *LagUnit]),
        )

    def predecessors(self, session: Session) -> None:
        """Write the predecessors of a task as text, one of them with another lag."""
        contents = self.document.contents
        key = self.chance.choice(sorted(contents.activities) or [0])
        if key not in contents.activities:
            raise Refused("There is no task.")
        project = contents.projects[contents.activities[key].project_id]
        numbered = Outline(contents, project.id or 0)
        text = format_predecessors(contents.links_to(key), numbered, project)
        more = self.chance.choice([*numbered.key_of, "1"]) + self.chance.choice(["", "SS+1d"])
        links.set_predecessors(session, key, f"{text}, {more}" if text else more, numbered)

    # Columns that a screen writes by themselves

    def activity_columns(self, session: Session) -> None:
        """Write one field of a task."""
        columns = {
            "calendar_id": lambda: self._key(session, Calendar),
            "duration_minutes": self._minutes,
            **dict.fromkeys(
                ("deadline_minute", "pinned_start_minute", "pinned_finish_minute"),
                self._maybe_instant,
            ),
        }
        left = LEFT_ALONE | {
            "actual_start_minute", "actual_finish_minute", "remaining_minutes",
            "percent_complete", "constraint_kind", "constraint_minute",
        }  # fmt: skip
        self._write(session, Activity, self._some(session), columns, left)

    def project_columns(self, session: Session) -> None:
        """Write one setting of a project."""
        columns = {
            "calendar_id": lambda: self._key(session, Calendar) or 1,
            "start_minute": self._instant,
            "committed_finish_minute": self._maybe_instant,
            "minutes_per_day": lambda: self.chance.choice([420, 480]),
        }
        left = LEFT_ALONE | {
            "status_minute", "scheduled_from_finish", "wanted_finish_minute",
        }  # fmt: skip
        self._write(session, Project, self._project(session), columns, left)

    def link_columns(self, session: Session) -> None:
        """Write one field of a link."""
        columns = {"calendar_id": lambda: self._key(session, Calendar)}
        left = LEFT_ALONE | {"predecessor_id", "successor_id", "link_type"}
        self._write(session, Dependency, self._of(session, Dependency), columns, left)

    def status_date(self, session: Session) -> None:
        """Set the data date."""
        projects.set_status_date(session, self._project(session), self._maybe_instant())

    def from_finish(self, session: Session) -> None:
        """Let dates count back from a finish."""
        settings.schedule_from_finish(
            session, self._project(session), wanted_minute=self._maybe_instant()
        )

    def from_start(self, session: Session) -> None:
        """Let dates count from the start again."""
        settings.schedule_from_start(session, self._project(session))

    def wanted_finish(self, session: Session) -> None:
        """Set the finish from which dates count back."""
        settings.set_wanted_finish(session, self._project(session), self._maybe_instant())

    # Working time and people

    def calendar(self, session: Session) -> None:
        """Add a calendar."""
        week = {0: [(480, 960)], 2: [(0, 120), (1320, 1440)], 5: [(600, 700)]}
        projects.add_calendar(session, f"Calendar {self.chance.randrange(100)}", week=week)

    def working_interval(self, session: Session) -> None:
        """Add working time to a week, or shorten it."""
        calendar, weekday = self._of(session, Calendar), self.chance.randrange(7)
        if self.chance.random() < 0.5:
            session.add(
                WorkingInterval(
                    calendar_id=calendar, weekday=weekday, start_minute=1100, end_minute=1200
                )
            )
        else:
            row = session.get_one(WorkingInterval, self._of(session, WorkingInterval))
            row.end_minute = row.start_minute + 60 if row.start_minute < 1300 else row.end_minute

    def exception(self, session: Session) -> None:
        """Add free or special days, change them, or take them away."""
        found = self._key(session, CalendarException)
        if found is not None and self.chance.random() < 0.5:
            row = session.get_one(CalendarException, found)
            if self.chance.random() < 0.5:
                delete(session, row)
            else:
                row.last_day = row.first_day + timedelta(self.chance.randint(0, 9))
            return
        first = MONDAY + timedelta(self.chance.randint(-5, 30))
        row = CalendarException(
            calendar_id=self._of(session, Calendar),
            first_day=first,
            last_day=first + timedelta(self.chance.randint(0, 3)),
        )
        session.add(row)
        session.flush()
        if self.chance.random() < 0.4:
            session.add(
                ExceptionInterval(exception_id=row.id or 0, start_minute=600, end_minute=700)
            )

    def person(self, session: Session) -> None:
        """Add a role or somebody who holds one."""
        if self.chance.random() < 0.3:
            resources.add_role(session, f"Role {self.chance.randrange(100)}")
            return
        session.add(
            Person(
                name="Somebody",
                role_id=self._key(session, Role),
                calendar_id=self._key(session, Calendar),
            )
        )

    def person_columns(self, session: Session) -> None:
        """Give somebody, or a role, another calendar."""
        cls: Any = self.chance.choice([Person, Role])
        row = session.get_one(cls, self._of(session, cls))
        row.calendar_id = self.chance.choice([None, self._key(session, Calendar)])

    def assignment(self, session: Session) -> None:
        """Put somebody on a task, or take somebody off."""
        found = self._key(session, Assignment)
        if found is not None and self.chance.random() < 0.3:
            session.delete(session.get_one(Assignment, found))
            return
        session.add(
            Assignment(
                activity_id=self._some(session),
                role_id=self._of(session, Role),
                person_id=self.chance.choice([None, self._key(session, Person)]),
                responsibility=self.chance.choice(list(Responsibility)),
            )
        )

    def assignment_columns(self, session: Session) -> None:
        """Change who does a task."""
        row = session.get_one(Assignment, self._of(session, Assignment))
        row.person_id = self.chance.choice([None, self._key(session, Person)])
        row.responsibility = self.chance.choice(list(Responsibility))

    def delete_person(self, session: Session) -> None:
        """Delete somebody, or a role, with all that refers to them."""
        cls: Any = self.chance.choice([Person, Role])
        delete(session, session.get_one(cls, self._of(session, cls)))

    # Portfolio

    def another_project(self, session: Session) -> None:
        """Add a project."""
        name = f"Project {self.chance.randrange(1000)}"
        projects.add_project(session, name, start_minute=self._instant())

    def delete_project(self, session: Session) -> None:
        """Delete a project, seldom."""
        if self.chance.random() < 0.3:
            projects.delete_project(session, self._of(session, Project))

    def move_project(self, session: Session) -> None:
        """Move a project in the portfolio."""
        projects.move_project(session, self._of(session, Project), self._small())

    # What to change, and to what

    def _write(
        self,
        session: Session,
        cls: type[SQLModel],
        key: int,
        known: dict[str, Callable[[], Any]],
        left: Iterable[str],
    ) -> None:
        """Write a column; one that is new to these tests gets any value of its kind."""
        columns = [name for name in sorted(cls.model_fields) if name not in set(left)]
        name = self.chance.choice([*columns, *[name for name in known if name in columns]])
        if name in known:
            value = known[name]()
        else:
            kinds = [cls.model_fields[name].annotation]
            kinds = [kind for kind in get_args(kinds[0]) or kinds if kind is not type(None)]
            if kinds[0] is bool:
                value = self.chance.random() < 0.5
            elif isinstance(kinds[0], type) and issubclass(kinds[0], StrEnum):
                value = self.chance.choice(list(kinds[0]))
            elif kinds[0] in {int, float} and not name.endswith("_id"):
                value = kinds[0](self.chance.choice([1, 2, 60]))
            else:
                return
        setattr(session.get_one(cls, key), name, value)

    def _project(self, session: Session) -> int:
        shown = self.document.project_id
        here = session.exec(select(Project.id).where(Project.id == shown)).first()
        if here is not None and self.chance.random() < 0.8:
            return here
        return self._of(session, Project)

    def _activity(self, session: Session) -> int | None:
        project_id = self._project(session)
        keys = session.exec(select(Activity.id).where(Activity.project_id == project_id)).all()
        return self.chance.choice(sorted(key or 0 for key in keys)) if keys else None

    def _some(self, session: Session) -> int:
        key = self._activity(session)
        if key is None:
            raise Refused("There is no task.")
        return key

    def _key(self, session: Session, cls: Any) -> int | None:
        keys = session.exec(select(cls.id)).all()
        return self.chance.choice(sorted(keys)) if keys else None

    def _of(self, session: Session, cls: Any) -> int:
        key = self._key(session, cls)
        if key is None:
            raise Refused("There is none.")
        return key

    def _minutes(self) -> int:
        return self.chance.choice([60, 240, 480, 485, 960, 2400])

    def _small(self) -> int:
        return self.chance.randint(0, 4)

    def _instant(self) -> int:
        return FIRST + self.chance.randint(0, 24) * DAY + self.chance.choice([480, 600, 1020])

    def _maybe_instant(self) -> int | None:
        return None if self.chance.random() < 0.25 else self._instant()
