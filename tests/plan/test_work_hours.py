"""Which calendar a task follows: its own, its people's, or the clock."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from leadbench.analysis import inputs
from leadbench.analysis.calendars import WorkCalendar, to_datetime
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.inputs import Network
from leadbench.plan.contents import Contents
from leadbench.plan.edits.outline import add_activity
from leadbench.plan.edits.projects import add_calendar, add_project
from leadbench.plan.for_analysis import network
from leadbench.plan.notation import minute_of
from leadbench.plan.tables import Activity, Assignment, Person, Project, Responsibility, Role
from leadbench.store import Change, Store

PAGE = Path(__file__).parents[2] / "docs" / "scheduling-rules.md"
NIGHTS = dict.fromkeys(range(5), ((1320, 1440),))


def rows() -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8").split("<!-- calendars -->\n", 1)[1]
    lines = text.split("\n\n", 1)[0].split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


class Shop:
    """A project from Friday 9 January 2026 with one task of two days and hours to follow."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.project = add_project(session, "Shop", start_minute=minute_of(date(2026, 1, 9), 8))
        self.task = add_activity(session, self.project, "A")
        self.activity = session.get_one(Activity, self.task)
        self.activity.duration_minutes = 960
        project = session.get_one(Project, self.project)
        self.calendars = {"D": project.calendar_id, "N": add_calendar(session, "N", week=NIGHTS)}

    def works(self, name: str, calendar: str | None, by: str = "person") -> Assignment:
        """Let somebody work on the task."""
        key = None if calendar is None else self.calendars[calendar]
        role = Role(name=name, calendar_id=key if by == "role" else None)
        self.session.add(role)
        self.session.flush()
        assert role.id is not None
        person = Person(role_id=role.id, name=name, calendar_id=key if by == "person" else None)
        self.session.add(person)
        self.session.flush()
        row = Assignment(activity_id=self.task, role_id=role.id, person_id=person.id)
        self.session.add(row)
        self.session.flush()
        return row


def finish(store: Store, shop: Shop) -> str:
    result = schedule(network(Contents(store), shop.project)).row(shop.task)
    moment = to_datetime(result.finish)
    return f"{moment:%a} {moment.day} {moment:%H:%M}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: " ".join(row[:2]))
def test_the_examples_of_the_page(store: Store, row: list[str]) -> None:
    own, people, expected = row
    with store.change("Make") as session:
        shop = Shop(session)
        if own == "elapsed":
            shop.activity.elapsed, shop.activity.duration_minutes = True, 2880
        elif own:
            shop.activity.calendar_id = shop.calendars[own]
        for name in filter(None, people.split(", ")):
            shop.works(f"Worker {name}", name)
    assert finish(store, shop) == expected


def test_the_page_has_examples() -> None:
    assert len(rows()) == 5


def test_people_without_a_calendar_work_whenever_the_task_does(store: Store) -> None:
    with store.change("Make") as session:
        shop = Shop(session)
        shop.works("Nora", "N")
        shop.works("Zoe", None)
    assert finish(store, shop) == "Mon 12 15:00"
    with store.change("Own") as session:
        session.get_one(Activity, shop.task).calendar_id = shop.calendars["N"]
    assert finish(store, shop) == "Wed 21 00:00"


def test_a_role_lends_its_calendar_to_its_people(store: Store) -> None:
    with store.change("Make") as session:
        shop = Shop(session)
        shop.works("Night watch", "N", by="role")
    assert finish(store, shop) == "Wed 21 00:00"


def test_only_those_who_do_the_work_count(store: Store) -> None:
    with store.change("Make") as session:
        shop = Shop(session)
        shop.works("Nora", "N").responsibility = Responsibility.CONSULTED
    assert finish(store, shop) == "Mon 12 17:00"


def test_a_task_may_leave_the_calendars_of_its_people_aside(store: Store) -> None:
    with store.change("Make") as session:
        shop = Shop(session)
        shop.works("Nora", "N")
        shop.activity.calendar_id = add_calendar(session, "All day", week={5: [(0, 1440)]})
        shop.activity.ignores_people_calendars = True
    assert finish(store, shop) == "Sat 10 16:00"


STEPS: dict[str, Callable[[Shop, Assignment, Activity], None]] = {
    "consult": lambda _, nora, __: setattr(nora, "responsibility", Responsibility.CONSULTED),
    "work": lambda _, nora, __: setattr(nora, "responsibility", Responsibility.RESPONSIBLE),
    "own calendar": lambda shop, _, row: setattr(row, "calendar_id", shop.calendars["N"]),
    "longer": lambda _, __, row: setattr(row, "duration_minutes", 1000),
    "none again": lambda _, __, row: setattr(row, "calendar_id", None),
    "elapsed": lambda _, __, row: setattr(row, "elapsed", True),
    "working time": lambda _, __, row: setattr(row, "elapsed", False),
}


@pytest.mark.parametrize("seed", range(6))
def test_small_changes_give_the_network_of_a_fresh_reading(store: Store, seed: int) -> None:
    with store.change("Make") as session:
        shop = Shop(session)
        assignment = shop.works("Nora", "N").id
        shop.works("Dan", "D")
    contents = Contents(store)
    known = network(contents, shop.project)
    changes: list[Change] = []
    store.subscribe(changes.append)
    chance = random.Random(seed)
    for what in chance.choices(list(STEPS), k=12):
        changes.clear()
        with store.change(what) as session:
            nora = session.get_one(Assignment, assignment)
            STEPS[what](shop, nora, session.get_one(Activity, shop.task))
        for change in changes:
            contents.apply(change)
            known = network(contents, shop.project, before=known, change=change)
        assert _read(known) == _read(network(Contents(store), shop.project)), what


def test_a_calendar_taken_from_a_person_counts_at_once(store: Store) -> None:
    with store.change("Make") as session:
        shop = Shop(session)
        person = shop.works("Nora", "N").person_id
    contents = Contents(store)
    known = network(contents, shop.project)
    changes: list[Change] = []
    store.subscribe(changes.append)
    for calendar in (None, shop.calendars["N"]):
        with store.change("Lend") as session:
            session.get_one(Person, person).calendar_id = calendar
        contents.apply(changes[-1])
        known = network(contents, shop.project, before=known, change=changes[-1])
        assert _read(known) == _read(network(Contents(store), shop.project))


def _read(plan: Network) -> list[tuple[inputs.Activity, WorkCalendar]]:
    """Return the activities with the hours that they follow, by whatever key."""
    return [
        (
            replace(row, calendar=None),
            plan.calendars[plan.calendar if row.calendar is None else row.calendar],
        )
        for row in plan.activities
    ]
