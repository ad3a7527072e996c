"""Plans that TaskJuggler and GanttProject scheduled (../shared/data, where it is present).

Both count a lag and a duration in working time or on the clock, as we do. TaskJuggler's working
time is that of the project, also for lags. Dates are compared as points of working time where the
other program names an instant in which nobody works.
"""

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from leadbench.analysis.calendar_sets import CONTINUOUS
from leadbench.analysis.calendars import WorkCalendar, instant
from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    LagCalendar,
    LagUnit,
    Link,
    Network,
    Rules,
)

DATA = Path(__file__).parents[3] / "shared" / "data" / "schedules"
OFFICE, CLOCK = 1, 2
DAY = 480
EIGHT_HOURS = WorkCalendar.of(dict.fromkeys(range(5), ((540, 1020),)))
MOMENT, SUMMARY = ActivityKind.MILESTONE, ActivityKind.SUMMARY
SNET = ConstraintKind.START_NO_EARLIER


def given(name: str) -> str:
    place = DATA / name
    if not place.is_file():
        pytest.skip(f"the published plans are not at {DATA}")
    return place.read_text(encoding="utf-8")


def midnight(day: date) -> int:
    return instant(datetime.combine(day, time()))


def local(text: str) -> int:
    moment = datetime.strptime(text, "%Y-%m-%d-%H:%M-%z")
    return instant(moment.astimezone(ZoneInfo("America/Denver")).replace(tzinfo=None))


def dates_of(name: str) -> dict[str, tuple[int, int]]:
    """Return start and end of every task of a scheduled TaskJuggler plan, in its own zone."""
    found = {}
    text = given(f"taskjuggler/scheduled/{name}.tjp")
    for block in re.split(r"\n *(?=task )", text.split("\nsupplement")[0]):
        title = re.match(r"task (\w+)", block)
        start, end = (re.search(rf"\b{word} (\S+)\n", block) for word in ("start", "end"))
        if title and start:
            found[title[1]] = local(start[1]), local((end or start)[1])
    return found


def plan(
    start: date, rows: list[Activity], links: list[Link], finish: int | None = None
) -> Schedule:
    """Return the dates of a plan whose lags all run in the project's working time."""
    return schedule(
        Network(
            tuple(rows),
            tuple(links),
            {OFFICE: EIGHT_HOURS, CLOCK: CONTINUOUS},
            OFFICE,
            midnight(start),
            rules=Rules(lag_calendar=LagCalendar.PROJECT),
            finish=finish,
        )
    )


def assert_agree(
    result: Schedule, keys: dict[str, int], theirs: dict[str, tuple[int, int]]
) -> None:
    assert keys.keys() <= theirs.keys()
    for name, key in keys.items():
        ours, (start, end) = result.row(key), theirs[name]
        assert EIGHT_HOURS.between(start, ours.start) == 0, name
        assert EIGHT_HOURS.between(end, ours.finish) == 0, name
        # Free time lies between the two at most where theirs begins or ends in free time.
        assert ours.start >= start, name
        assert ours.finish <= max(end, ours.start), name


def test_taskjuggler_gaps_on_the_clock_and_in_working_time() -> None:
    theirs = dates_of("Gap")
    rows = [Activity(key, f"t{key}", MOMENT, calendar=CLOCK) for key in (1, 2, 3)]
    links = [Link(1, 2, lag=5 * 1440, lag_unit=LagUnit.ELAPSED), Link(1, 3, lag=5 * DAY)]
    result = plan(date(2005, 5, 29), rows, links)
    assert [(result.row(key).start, result.row(key).finish) for key in (1, 2, 3)] == [
        theirs[name] for name in ("t1", "t2", "t3")
    ]


def test_taskjuggler_gaps_after_a_summary_before_work_on_the_clock() -> None:
    theirs = dates_of("Depends1")
    at = midnight(date(2007, 12, 4))
    rows = [
        Activity(1, "foo1", SUMMARY),
        Activity(2, "foo2", MOMENT, 1, calendar=CLOCK, constraint=SNET, constraint_at=at),
        Activity(3, "foo3", parent=1, duration=DAY),
        Activity(4, "bar", duration=2 * DAY),
        Activity(5, "bar1", duration=2 * 1440, calendar=CLOCK),
    ]
    gap = Link(1, 5, lag=2 * 1440, lag_unit=LagUnit.ELAPSED)
    links = [Link(2, 3), Link(2, 4), gap, Link(4, 5, lag=DAY)]
    result = plan(date(2007, 11, 9), rows, links)
    assert_agree(result, {"foo2": 2, "foo3": 3, "bar": 4}, theirs)
    assert (result.row(5).start, result.row(5).finish) == theirs["bar1"]


def test_taskjuggler_durations_on_the_clock_and_in_working_time() -> None:
    theirs = dates_of("Durations")
    rows = [
        Activity(1, "On the clock", duration=10 * 1440, calendar=CLOCK),
        Activity(2, "At work", duration=10 * DAY),
        Activity(3, "By one person", duration=10 * DAY),
    ]
    result = plan(date(2007, 6, 6), rows, [])
    assert (result.row(1).start, result.row(1).finish) == theirs["durationTask"]
    assert_agree(result, {"lengthTask": 2, "effortTask": 3}, theirs)


def test_taskjuggler_project_of_three_kinds_of_duration() -> None:
    theirs = dates_of("Simple")
    rows = [
        Activity(1, "Plan", duration=3 * DAY),
        Activity(2, "Implementation", duration=5 * DAY),
        Activity(3, "Acceptance", duration=5 * 1440, calendar=CLOCK),
    ]
    result = plan(date(2005, 6, 6), rows, [Link(1, 2), Link(2, 3)])
    assert_agree(result, {"plan": 1, "implementation": 2}, theirs)
    assert (result.row(3).start, result.row(3).finish) == theirs["acceptance"]


def test_taskjuggler_work_that_precedes_a_date_lies_as_late_as_it_may() -> None:
    theirs = dates_of("Precedes1")
    finish = midnight(date(2003, 12, 4))
    rows = [
        Activity(1, "foo1", SUMMARY),
        Activity(2, "foo2", MOMENT, 1, calendar=CLOCK),
        Activity(3, "foo3", parent=1, duration=DAY),
        Activity(4, "bar", duration=2 * DAY),
    ]
    result = plan(date(2003, 11, 9), rows, [Link(3, 2), Link(4, 2)], finish)
    assert result.row(2).start == finish == theirs["foo2"][0]
    assert_agree(result, {"foo3": 3, "bar": 4}, theirs)


def test_ganttproject_house_comes_out_to_the_day() -> None:
    tree = ET.fromstring(given("gan/HouseBuildingSample.gan"))
    days = WorkCalendar.of(dict.fromkeys(range(5), ((0, 1440),)))
    rows, links, stored = [], [], {}

    def read(node: ET.Element, parent: int | None) -> None:
        for task in node.findall("task"):
            key, inner = int(task.attrib["id"]) + 1, task.findall("task")
            length = 0 if inner else int(task.attrib["duration"]) * 1440
            kind = SUMMARY if inner else ActivityKind.WORK if length else MOMENT
            rows.append(Activity(key, task.attrib["name"], kind, parent, length))
            stored[key] = date.fromisoformat(task.attrib["start"]), int(task.attrib["duration"])
            for link in task.findall("depend"):
                assert (link.attrib["type"], link.attrib["difference"]) == ("2", "0")
                links.append(Link(key, int(link.attrib["id"]) + 1))
            read(task, key)

    tasks = tree.find("tasks")
    assert tasks is not None
    read(tasks, None)
    first = min(start for start, _ in stored.values())
    network = Network(tuple(rows), tuple(links), {1: days}, 1, midnight(first))
    result = schedule(network)
    assert len(stored) == 20
    for row in rows:
        ours, (begins, length) = result.row(row.key), stored[row.key]
        # It names the day on which what follows a milestone begins.
        at = days.start_at(days.position(ours.start))
        assert date(1970, 1, 1) + timedelta(at // 1440) == begins, row.name
        assert days.between(ours.start, ours.finish) == length * 1440, row.name
