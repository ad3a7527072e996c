"""What an import makes of a file: every row, nothing more, in one change."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.exchange.imported import Imported, import_mspdi
from leadbench.plan.for_analysis import network
from leadbench.plan.notation import minute_of
from leadbench.plan.outline import Outline
from leadbench.store import Store
from tests.plan.exchange.files import (
    STANDARD,
    assignment,
    calendar,
    day,
    exception,
    link,
    project,
    resource,
    saved,
    task,
    week,
)

MONDAY = minute_of(date(2026, 1, 5), 8)
NOW = minute_of(date(2026, 6, 1), 9)
Import = Callable[..., Imported]
_BACKWARDS = (
    "The file schedules backwards but names no finish, so dates are counted from its start."
)


@pytest.fixture
def imported(store: Store, tmp_path: Path) -> Import:
    """Import a file made of the tasks and other parts given."""

    def importing(*tasks: str, **more: Any) -> Imported:
        return import_mspdi(store, saved(tmp_path, project(*tasks, **more)), now_minute=NOW)

    return importing


def dates(store: Store, made: Imported) -> Schedule:
    return schedule(network(Contents(store), made.project_id))


def test_tasks_keep_names_outline_codes_and_notes(store: Store, imported: Import) -> None:
    made = imported(
        task(10, "Phase", Summary=1, WBS="A"),
        task(11, "  Draw\n the  plan ", OutlineLevel=2, OutlineNumber="1.1", WBS="A.10"),
        task(12, "Done", OutlineLevel=2, OutlineNumber="1.2", WBS="1.2", Duration="PT0H0M0S"),
        task(20, "Alone", Notes="x" * 3000, OutlineNumber="2", WBS="2"),
    )
    contents = Contents(store)
    lines = Outline(contents, made.project_id).rows
    rows = [contents.activities[line.key] for line in lines]
    assert [(line.number, row.name, row.kind) for line, row in zip(lines, rows, strict=True)] == [
        ("1", "Phase", "summary"),
        ("1.1", "Draw the plan", "work"),
        ("1.2", "Done", "milestone"),
        ("2", "Alone", "work"),
    ]
    assert [row.wbs for row in rows] == ["A", "A.10", "", ""]
    assert rows[3].notes == "x" * 3000
    assert made.activities == {10: rows[0].id, 11: rows[1].id, 12: rows[2].id, 20: rows[3].id}
    assert contents.projects[made.project_id].name == "Small plan"


def test_an_import_is_one_change_that_undo_takes_back_wholly(
    store: Store, imported: Import
) -> None:
    before = store.dump()
    imported(
        task(
            1,
            inside="<Baseline><Number>0</Number><Start>2026-01-05T08:00:00</Start>"
            "<Finish>2026-01-05T17:00:00</Finish></Baseline>",
            FixedCost=100,
        ),
        task(2, inside=link(1)),
        calendars=calendar(1, exceptions=exception("2026-05-01", "2026-05-01", Type=1)),
        resources=resource(1, "Ann"),
        assignments=assignment(1, 1),
        CurrencyCode="EUR",
    )
    after = store.dump()
    assert [entry.label for entry in store.history()] == ["Import small.xml"]
    store.undo()
    assert store.dump() == before
    store.redo()
    assert store.dump() == after
    assert store.check() == []


def test_nothing_is_added_that_the_file_does_not_say(store: Store, imported: Import) -> None:
    imported(task(1), MinutesPerDay=450, MinutesPerWeek=2250)
    rows = store.dump()
    filled = {name for name, found in rows.items() if found}
    assert filled == {
        "portfolio",
        "project",
        "calendar",
        "workinginterval",
        "activity",
        "importedactivity",
    }
    contents = Contents(store)
    (made,) = contents.projects.values()
    assert (made.minutes_per_day, made.days_per_week, made.status_minute) == (450, 5, None)
    intervals = {
        (row.weekday, row.start_minute, row.end_minute)
        for row in contents.working_intervals.values()
    }
    assert intervals == {(n, *hours) for n in range(5) for hours in ((480, 720), (780, 1020))}


def test_a_name_that_is_taken_gets_a_number(store: Store, imported: Import) -> None:
    for _ in range(3):
        imported(task(1))
    names = [row.name for row in Contents(store).ordered_projects()]
    assert names == ["Small plan", "Small plan (2)", "Small plan (3)"]


def test_the_dates_of_every_kind_of_task(store: Store, imported: Import) -> None:
    made = imported(
        task(1, "Elapsed", Duration="PT36H0M0S", DurationFormat=8),
        task(2, "After", inside=link(1)),
        task(
            3,
            "By hand",
            Manual=1,
            ManualStart="2026-01-03T10:00:00",
            ManualFinish="2026-01-03T12:00:00",
            inside=link(2),
        ),
        task(4, "After that", inside=link(3)),
        task(5, "Inactive", Active=0, Duration="PT400H0M0S", inside=link(1)),
        task(6, "After the inactive", inside=link(5)),
        task(7, "Held", ConstraintType=4, ConstraintDate="2026-01-14T08:00:00"),
        task(
            8,
            "Half",
            PercentComplete=50,
            ActualStart="2026-01-02T08:00:00",
            RemainingDuration="PT4H0M0S",
        ),
    )
    found = dates(store, made)

    def at(uid: int) -> tuple[int, int]:
        row = found.row(made.activities[uid])
        return row.start - MONDAY, row.finish - MONDAY

    assert at(1) == (0, 36 * 60)  # Tuesday 20:00
    assert at(2) == (2 * 1440, 2 * 1440 + 540)
    assert at(3) == (-2 * 1440 + 120, -2 * 1440 + 240)  # a Saturday, before the start
    assert at(4) == (0, 540)
    assert at(5)[0] == 2 * 1440
    assert at(6) == (0, 540)
    assert at(7) == (9 * 1440, 9 * 1440 + 540)
    assert at(8) == (-3 * 1440, -3 * 1440 + 540)
    # The inactive task lies far later, and does not count.
    assert found.project_finish == MONDAY + 9 * 1440 + 540
    assert not found.row(made.activities[5]).critical


def test_calendars_of_people_hold_what_they_work_on(store: Store, imported: Import) -> None:
    nights = day(6, ((23, 24),)) + day(7, ((0, 3), (4, 8)))
    made = imported(
        task(1, "Two", Duration="PT16H0M0S"),
        task(2, "One", Duration="PT16H0M0S"),
        task(3, "Own hours only", Duration="PT16H0M0S", CalendarUID=3, IgnoreResourceCalendar=1),
        calendars=calendar(1)
        + calendar(
            2,
            "Nights",
            days=week(())
            .replace("<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>", "")
            .replace("<WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay>", "")
            + nights,
        )
        + calendar(3, "Mondays", days=day(2, STANDARD))
        + calendar(4, "Ann", base=1, days="")
        + calendar(5, "Ben", base=2, days=""),
        resources=resource(1, "Ann", CalendarUID=4) + resource(2, "Ben", CalendarUID=5),
        assignments=assignment(1, 1) + assignment(1, 2) + assignment(2, 2) + assignment(3, 2),
        StartDate="2026-01-09T08:00:00",
    )
    friday = minute_of(date(2026, 1, 9))
    found = dates(store, made)
    finish = {uid: found.row(key).finish - friday for uid, key in made.activities.items()}
    # 8 hours on Friday, then 8 from Friday 23:00 to Saturday 08:00 with a break of one.
    assert finish[1] == 1440 + 8 * 60
    # Ben alone: the second night is a week later.
    assert finish[2] == 8 * 1440 + 8 * 60
    assert finish[3] == 10 * 1440 + 17 * 60
    contents = Contents(store)
    # Calendars that only repeat another are not written twice.
    assert [row.name for row in contents.calendars.values()] == ["Standard", "Nights", "Mondays"]


def test_people_roles_and_what_they_cost(store: Store, imported: Import) -> None:
    imported(
        task(1, "Pour", FixedCost=5000, Finish="2026-02-03T17:00:00"),
        resources=resource(1, "Ann", StandardRate="62.5", MaxUnits=3, Group="Data")
        + resource(2, "Labeler", IsGeneric=1)
        + resource(3, "Concrete", kind=0),
        assignments=assignment(1, 1, Units="0.5") + assignment(1, 2) + assignment(1, 3, Cost=40000),
    )
    contents = Contents(store)
    assert [(row.name, row.team, row.month_rate_cents) for row in contents.ordered_roles()] == [
        ("Ann", "Data", 62_50 * 8 * 20),
        ("Labeler", "", None),
    ]
    (ann,) = contents.people.values()
    assert (ann.name, ann.capacity_percent) == ("Ann", 300)
    assignments = contents.assignments.values()
    assert [(row.allocation_percent, row.person_id) for row in assignments] == [
        (50, ann.id),
        (100, None),
    ]
    lines = [
        (item.category, item.name, row.month, row.amount_cents)
        for item in contents.cost_items.values()
        for row in contents.amounts_of(item.id or 0)
    ]
    assert lines == [("Concrete", "Pour", date(2026, 2, 1), 40000)]


def test_a_fixed_cost_stays_with_its_task(store: Store, imported: Import) -> None:
    made = imported(
        task(1, "Site", Summary=1, FixedCost=700)
        + task(2, "Pour", OutlineLevel=2, FixedCost="5000.00")
        + task(3, "Walk", OutlineLevel=2, FixedCost=-3)
        + task(4, "Look", OutlineLevel=2)
    )
    contents = Contents(store)
    fixed = [contents.activities[made.activities[uid]].fixed_cost_cents for uid in (1, 2, 3, 4)]
    assert fixed == [700, 5000, None, None]
    assert contents.cost_items == {}
    assert [notice.uid for notice in made.notices if "below zero" in notice.text] == [3]


def test_baselines_and_the_dates_as_stored(store: Store, imported: Import) -> None:
    kept = (
        "<Baseline><Number>2</Number><Start>2026-01-05T08:00:00</Start>"
        "<Finish>2026-01-06T17:00:00</Finish><Duration>PT16H0M0S</Duration><Cost>1200</Cost>"
        "</Baseline><Baseline><Number>3</Number><Work>PT8H</Work></Baseline>"
    )
    made = imported(task(7, inside=kept, Start="2026-01-05T08:00:00", TotalSlack=4800, Critical=1))
    contents = Contents(store)
    (baseline,) = contents.baselines_of(made.project_id)
    assert (baseline.name, baseline.kept_minute, baseline.shown) == ("Baseline 2", NOW, True)
    (row,) = contents.baseline_activities.values()
    assert (row.start_minute, row.finish_minute) == (MONDAY, MONDAY + 1980)
    assert (row.duration_minutes, row.cost_cents) == (960, 1200)
    (stored,) = contents.imported_activities.values()
    assert (stored.source_uid, stored.start_minute, stored.finish_minute) == (7, MONDAY, None)
    assert (stored.total_float_minutes, stored.critical) == (480, True)


def test_a_loop_is_refused_by_name_and_nothing_is_stored(store: Store, imported: Import) -> None:
    before = store.dump()
    with pytest.raises(Refused, match=r"form a loop: .*Draw.*Cut.*Nothing was imported") as said:
        imported(task(1, "Draw", inside=link(2)), task(2, "Cut", inside=link(1)))
    assert "“Draw” waits for “Cut” (FS)" in str(said.value)
    assert "“Cut” waits for “Draw” (FS)" in str(said.value)
    assert gc.isenabled()
    assert store.dump() == before
    assert store.history() == []


@pytest.mark.parametrize(
    ("far", "said"),
    [
        (task(1, "Far", Duration="PT100000000H"), "“Far” would end after the year 8999"),
        (task(2, "Far", inside=link(100, 1, 10**12)), "The lag between “Near” and “Far”"),
        (task(2, "Far", inside=link(100, 1, -(10**12))), "The lag between “Near” and “Far”"),
        (task(2, "Far", inside=link(100, 1, 10**9, 19)), "The lag between “Near” and “Far”"),
        (task(2, "Far", inside=link(100, 1, 7000 * 5_259_600, 8)), "“Far” would end after"),
        (task(2, "Far", Deadline="2026-01-06T17:00:00", Duration="PT8000000H"), "“Far” would have"),
    ],
)
def test_dates_out_of_all_reason_are_refused_by_task(
    store: Store, imported: Import, far: str, said: str
) -> None:
    before = store.dump()
    with pytest.raises(Refused, match=rf"{said}.*Nothing was imported"):
        imported(task(100, "Near"), far)
    assert store.dump() == before


def test_an_exception_that_ends_before_it_begins_is_told(store: Store, imported: Import) -> None:
    turned = calendar(1, "Turned", exceptions=exception("2026-03-02", "2026-03-01"))
    made = imported(task(1), calendars=turned)
    assert [notice.text.split(" and ")[0] for notice in made.notices] == [
        "The exception “” ends before it begins"
    ]
    assert list(Contents(store).calendar_exceptions.values()) == []


def test_what_is_paid_for_each_use_is_told(store: Store, imported: Import) -> None:
    made = imported(task(1), resources=resource(1, "Crane", CostPerUse=5000))
    assert [notice.text[:21] for notice in made.notices] == ["What 1 resources cost"]


def test_what_cannot_be_kept_is_told_with_its_task(store: Store, imported: Import) -> None:
    made = imported(
        task(1, " ", Milestone=1),
        task(2, "x" * 600, LevelingDelay=4800, LevelingDelayFormat=8),
        task(3, "Sum", ConstraintType=2, ConstraintDate="2026-01-14T08:00:00"),
        task(4, "Below", OutlineLevel=2),
        task(5, "Guest", ExternalTask=1, Start="2026-01-14T08:00:00", Finish="2026-01-14T17:00:00"),
        task(6, "Going", PercentComplete=10, Start="2026-01-05T08:00:00"),
        ScheduleFromStart=0,
    )
    contents = Contents(store)
    rows = {uid: contents.activities[key] for uid, key in made.activities.items()}
    assert (rows[1].name, rows[1].kind) == ("Task 1", "work")
    assert len(rows[2].name) == 500
    assert rows[3].constraint_kind == "asap"
    assert rows[5].pinned_start_minute == MONDAY + 9 * 1440
    assert rows[6].actual_start_minute == MONDAY
    told = [(notice.uid, notice.text.split(";")[0]) for notice in made.notices]
    assert told == [
        (None, _BACKWARDS),
        (1, "It is marked as a milestone but takes time"),
        (1, "It has no name."),
        (2, "Its name has 600 characters"),
        (2, "Leveling delays it by 480 minutes"),
        (3, "A constraint that a summary cannot have was left out."),
        (5, "It belongs to another plan"),
        (6, "It has progress without an actual start"),
    ]


def test_the_currency_is_the_first_projects_and_told_afterwards(
    store: Store, imported: Import
) -> None:
    imported(task(1), CurrencyCode="EUR")
    assert [row.currency for row in Contents(store).portfolio.values()] == ["EUR"]
    second = imported(task(1), CurrencyCode="GBP")
    assert [row.currency for row in Contents(store).portfolio.values()] == ["EUR"]
    assert "GBP" in second.notices[0].text


def test_a_project_calendar_without_working_time_is_refused(store: Store, imported: Import) -> None:
    before = store.dump()
    with pytest.raises(Refused, match="no working time"):
        imported(task(1), calendars=calendar(1, days=week(())))
    assert store.dump() == before
