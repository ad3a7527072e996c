"""The worked examples of docs/scheduling-rules.md, read from the page itself."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from leadbench.analysis.calendars import STANDARD, WorkCalendar, instant, to_datetime
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.inputs import (
    Activity,
    ActivityKind,
    ConstraintKind,
    CriticalRule,
    LagCalendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    ProgressRule,
    Rules,
)
from leadbench.analysis.paths import broken_links, critical_paths, independent_float

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scheduling-rules.md").read_text(encoding="utf-8")
PROGRAMS = ROOT.parent / "shared/data/reference-values/microsoft-and-p6-rules.txt"
DAY = 480


def table(name: str) -> list[list[str]]:
    """Return the rows of the table that follows a mark on the page."""
    text = PAGE.split(f"<!-- {name} -->\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.split("\n")[2:]]


def at(text: str) -> int:
    return instant(datetime.fromisoformat(text))


def words(minute: int) -> str:
    moment = to_datetime(minute)
    return f"{moment:%a} {moment.day} {moment:%H:%M}"


def link(text: str, source: int, target: int) -> Link:
    found = re.fullmatch(r"(FS|SS|FF|SF)(?:([+-]\d+)(d|ed|%))?", text)
    assert found, text
    amount, unit = int(found[2] or 0), found[3]
    if unit == "%":
        return Link(source, target, LinkType(found[1]), amount, LagUnit.PERCENT)
    if unit == "ed":
        return Link(source, target, LinkType(found[1]), amount * 1440, LagUnit.ELAPSED)
    return Link(source, target, LinkType(found[1]), amount * DAY)


@pytest.mark.parametrize("row", table("links"), ids=lambda row: row[0])
def test_each_link_type_with_each_lag(row: list[str]) -> None:
    text, start, finish, milestone = row
    held = ConstraintKind.START_NO_EARLIER
    plan = Network(
        (
            Activity(
                1, "A", duration=2 * DAY, constraint=held, constraint_at=at("2026-01-14T08:00")
            ),
            Activity(2, "B", duration=3 * DAY),
            Activity(3, "M", ActivityKind.MILESTONE),
        ),
        (link(text, 1, 2), link(text, 1, 3)),
        {1: STANDARD},
        1,
        at("2026-01-05T08:00"),
    )
    result = schedule(plan)
    assert words(result.row(2).start) == start
    assert words(result.row(2).finish) == finish
    assert words(result.row(3).start) == words(result.row(3).finish) == milestone
    assert result.row(2).driver == 0
    assert result.row(3).driver == 1


def task(key: int, text: str) -> Activity:
    parts = text.split(", ")
    duration = int(parts[0].removesuffix("d")) * DAY
    facts: dict[str, Any] = {}
    for part in parts[1:]:
        if part.startswith("started"):
            facts["actual_start"] = at(f"2026-01-0{part.split()[-1]}T08:00")
        elif part.startswith("done"):
            facts["actual_start"] = at(f"2026-01-0{part.split()[-1]}T08:00")
            facts["actual_finish"] = at(f"2026-01-0{part.split()[-1]}T17:00")
        elif part.endswith("%"):
            facts["percent_complete"] = int(part.removesuffix("%"))
        elif part.endswith("remain"):
            facts["remaining"] = int(part.split("d")[0]) * DAY
    return Activity(key, f"T{key}", duration=duration, **facts)


@pytest.mark.parametrize("rule", ProgressRule)
@pytest.mark.parametrize("row", table("progress"), ids=lambda row: f"{row[0]} - {row[2]}")
def test_progress_holds_remaining_work(row: list[str], rule: ProgressRule) -> None:
    if rule == ProgressRule.OVERRIDE:
        row = next((other for other in table("override") if other[::2][:2] == row[::2][:2]), row)
    first, first_finish, second, start, finish = row
    plan = Network(
        (task(1, first), task(2, second)),
        (Link(1, 2),),
        {1: STANDARD},
        1,
        at("2026-01-05T08:00"),
        at("2026-01-07T08:00"),
        rules=Rules(progress=rule),
    )
    result = schedule(plan)
    assert words(result.row(1).finish) == first_finish
    assert words(result.row(2).start) == start
    assert words(result.row(2).finish) == finish


@pytest.mark.parametrize("row", table("lag calendars"), ids=lambda row: row[0])
def test_a_lag_is_counted_in_the_calendar_that_the_rules_or_the_link_name(row: list[str]) -> None:
    named, *starts = row
    hours = ((480, 720), (780, 1020))
    calendars = {
        1: STANDARD,
        2: WorkCalendar.of(dict.fromkeys(range(4), hours)),
        3: SEVEN_DAYS,
        4: WorkCalendar.of(dict.fromkeys((5, 6), hours)),
    }
    own = 4 if named.startswith("W") else None
    rules = Rules() if own else Rules(lag_calendar=LagCalendar(named))
    for days, start in zip((3, -1), starts, strict=True):
        plan = Network(
            (
                Activity(1, "A", duration=4 * DAY, calendar=2),
                Activity(2, "B", duration=DAY, calendar=3),
            ),
            (Link(1, 2, lag=days * DAY, calendar=own),),
            calendars,
            1,
            at("2026-01-05T08:00"),
            rules=rules,
        )
        assert words(schedule(plan).row(2).start) == start


def test_a_plan_with_a_finish_is_scheduled_backwards_from_it() -> None:
    later = ConstraintKind.START_NO_EARLIER
    plan = Network(
        (
            Activity(1, "A", duration=2 * DAY),
            Activity(2, "B", duration=3 * DAY),
            Activity(3, "C", duration=DAY),
            Activity(4, "M", ActivityKind.MILESTONE),
            Activity(5, "D", duration=DAY, constraint=later, constraint_at=at("2026-01-19T08:00")),
            Activity(6, "E", duration=DAY, pinned_start=at("2026-01-15T08:00")),
            Activity(7, "F", duration=DAY),
        ),
        (Link(1, 2), Link(1, 4), Link(7, 6)),
        {1: STANDARD},
        1,
        at("2026-01-14T08:00"),
        finish=at("2026-01-16T17:00"),
    )
    result = schedule(plan)
    rows = [result.row(key) for key in result.keys]
    assert [
        [
            name.name,
            words(row.start),
            words(row.finish),
            words(row.early_start),
            f"{row.total_float / DAY:g}d",
        ]
        for name, row in zip(plan.activities, rows, strict=True)
    ] == table("finish")
    assert broken_links(result, plan) == ()
    without = replace(plan, activities=plan.activities[:4], links=plan.links[:2])
    tightest = critical_paths(schedule(without), without, 3)
    assert [(path.keys, path.slack) for path in tightest] == [
        ((1, 2), 0),
        ((1, 4), 3 * DAY),
        ((3,), 4 * DAY),
    ]
    assert independent_float(schedule(without), without).tolist() == [0, 0, 4 * DAY, 3 * DAY]
    assert words(result.project_start) == "Mon 12 08:00"
    assert words(result.project_finish) == "Mon 19 17:00"
    assert result.missing == 2 * DAY
    assert schedule(replace(plan, start=at("2026-01-05T08:00"))).missing == 0


def test_critical_by_float_and_by_longest_path() -> None:
    plan = Network(
        (
            Activity(1, "A", duration=5 * DAY),
            Activity(2, "B", duration=4 * DAY, calendar=2),
            Activity(3, "C", duration=2 * DAY),
            Activity(4, "D", duration=DAY, deadline=at("2026-01-05T12:00")),
        ),
        (Link(1, 2, lag=3 * DAY), Link(2, 3, lag=3 * DAY)),
        {1: STANDARD, 2: SEVEN_DAYS},
        1,
        at("2026-01-05T08:00"),
    )
    longest = schedule(replace(plan, rules=Rules(critical=CriticalRule.LONGEST_PATH)))
    result = schedule(plan)
    assert [
        [
            activity.name,
            f"{result.row(activity.key).total_float / DAY:g}d",
            *["critical" if one.row(activity.key).critical else "" for one in (result, longest)],
        ]
        for activity in plan.activities
    ] == table("critical")


SEVEN_DAYS = WorkCalendar.of(dict.fromkeys(range(7), ((480, 720), (780, 1020))))
SPECIAL: dict[tuple[str, int], dict[str, Any]] = {
    ("start no earlier than 14 Jan", 2): {
        "constraint": ConstraintKind.START_NO_EARLIER,
        "constraint_at": at("2026-01-14T08:00"),
    },
    ("finish no later than 7 Jan (too early)", 2): {
        "constraint": ConstraintKind.FINISH_NO_LATER,
        "constraint_at": at("2026-01-07T17:00"),
    },
    ("must start on 6 Jan (too early)", 2): {
        "constraint": ConstraintKind.MUST_START,
        "constraint_at": at("2026-01-06T08:00"),
    },
    ("as late as possible", 1): {"constraint": ConstraintKind.AS_LATE_AS_POSSIBLE},
    ("7-day calendar after 5-day, lag 3", 2): {"calendar": 2},
    ("task ends Friday, 7-day successor", 2): {"calendar": 2},
    ("started late: actual start 7 Jan, 40 %", 1): {
        "actual_start": at("2026-01-07T08:00"),
        "percent_complete": 40,
    },
}
LINE = re.compile(
    r"\s+(ms|p6)\s+T(\d)\s+(\d+)d\s+start (\S+)\s+finish (\S+)\s+early (\S+) \.\. (\S+)"
    r"\s+late (\S+) \.\. (\S+)\s+slack (\S+?)[dh]\s+critical (\S+)"
)


RULES: dict[str, dict[str, Any]] = {
    "before the start": {"before_start": True},
    "dates over links": {"dates_over_links": True},
    "lags by predecessor": {"lag_calendar": LagCalendar.PREDECESSOR},
}
PROFILES = {
    "ms": Rules(before_start=True, dates_over_links=True),
    "p6": Rules(lag_calendar=LagCalendar.PREDECESSOR),
}


def published(title: str) -> tuple[Network, dict[str, dict[int, list[str]]]]:
    """Return one of the published projects, and what each program answers."""
    if not PROGRAMS.exists():
        pytest.skip(f"the published answers are not at {PROGRAMS}")
    block = PROGRAMS.read_text(encoding="utf-8").split(f"\n## {title}   ", 1)[1]
    links, *lines = block.split("\n## ", 1)[0].split("\n")
    theirs: dict[str, dict[int, list[str]]] = {"ms": {}, "p6": {}}
    activities = {}
    for line in lines:
        found = LINE.fullmatch(line)
        if found:
            key, days = int(found[2]), int(found[3])
            theirs[found[1]][key] = list(found.groups()[3:])
            activities[key] = Activity(
                key,
                f"T{key}",
                ActivityKind.WORK if days else ActivityKind.MILESTONE,
                duration=days * DAY,
                **SPECIAL.get((title, key), {}),
            )
    plan = Network(
        tuple(activities.values()),
        tuple(
            link(f"{found[2]}{found[3] or ''}", int(found[1]), int(found[4]))
            for found in re.finditer(r"T(\d)-(FS|SS|FF|SF)([+-]\d+d)?->T(\d)", links)
        ),
        {1: STANDARD, 2: SEVEN_DAYS},
        1,
        at("2026-01-05T08:00"),
    )
    return plan, theirs


def answers(plan: Network) -> dict[int, list[str]]:
    """Return what we answer, written as the published answers are."""
    result = schedule(plan)
    ours = {}
    for key in result.keys:
        row = result.row(key)
        dates = [row.start, row.finish, row.early_start, row.early_finish]
        dates += [row.late_start, row.late_finish]
        ours[key] = [to_datetime(date).isoformat(timespec="minutes") for date in dates]
        ours[key] += [f"{row.total_float / DAY:.1f}", str(row.critical)]
    return ours


@pytest.mark.parametrize("program", ["ms", "p6"])
@pytest.mark.parametrize("row", table("programs"), ids=lambda row: row[0][:30])
def test_the_page_says_rightly_which_settings_give_whose_answers(
    row: list[str], program: str
) -> None:
    plan, theirs = published(row[0])
    cell, aside, _ = row[1 if program == "ms" else 2].partition(", late milestones aside")
    if cell == "—":
        every: list[dict[str, Any]] = [
            {"before_start": before, "dates_over_links": over, "lag_calendar": lag}
            for before in (False, True)
            for over in (False, True)
            for lag in LagCalendar
        ]
        for facts in every:
            assert answers(replace(plan, rules=Rules(**facts))) != theirs[program]
        return
    words = [] if cell == "ours" else cell.split(", ")
    least = Rules(**{name: value for word in words for name, value in RULES[word].items()})
    for rules in (least, PROFILES[program]):
        ours = answers(replace(plan, rules=rules))
        expected = {key: list(facts) for key, facts in theirs[program].items()}
        if aside:
            assert ours != expected
            for dates in (ours, expected):
                for key in (one.key for one in plan.activities if not one.duration):
                    del dates[key][4:6]
        assert ours == expected
    if words:
        assert answers(plan) != theirs[program]


def test_every_published_project_is_on_the_page() -> None:
    if not PROGRAMS.exists():
        pytest.skip(f"the published answers are not at {PROGRAMS}")
    titles = re.findall(r"^## (.*?)   T", PROGRAMS.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row[0] for row in table("programs")] == titles
    assert len(titles) == 14
