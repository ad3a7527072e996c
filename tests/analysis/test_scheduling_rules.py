"""The worked examples of docs/scheduling-rules.md, read from the page itself."""

import re
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
    LagUnit,
    Link,
    LinkType,
    Network,
)

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


@pytest.mark.parametrize("row", table("progress"), ids=lambda row: f"{row[0]} - {row[2]}")
def test_progress_holds_remaining_work(row: list[str]) -> None:
    first, first_finish, second, start, finish = row
    plan = Network(
        (task(1, first), task(2, second)),
        (Link(1, 2),),
        {1: STANDARD},
        1,
        at("2026-01-05T08:00"),
        at("2026-01-07T08:00"),
    )
    result = schedule(plan)
    assert words(result.row(1).finish) == first_finish
    assert words(result.row(2).start) == start
    assert words(result.row(2).finish) == finish


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


@pytest.mark.parametrize(("title", "program"), table("programs"), ids=lambda cell: cell[:30])
def test_the_page_says_rightly_whose_rule_is_ours(title: str, program: str) -> None:
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
    result = schedule(plan)
    ours = {}
    for key in activities:
        row = result.row(key)
        dates = [row.start, row.finish, row.early_start, row.early_finish]
        dates += [row.late_start, row.late_finish]
        ours[key] = [to_datetime(date).isoformat(timespec="minutes") for date in dates]
        ours[key] += [f"{row.total_float / DAY:.1f}", str(row.critical)]
    program, aside, _ = program.partition(", late milestones aside")
    if aside:
        assert ours not in theirs.values()
        for answers in (ours, *theirs.values()):
            for key in (key for key, row in activities.items() if not row.duration):
                del answers[key][4:6]
    same = {name for name in theirs if theirs[name] == ours}
    assert same == {"both": {"ms", "p6"}, "P6": {"p6"}, "Microsoft": {"ms"}}[program]


def test_every_published_project_is_on_the_page() -> None:
    if not PROGRAMS.exists():
        pytest.skip(f"the published answers are not at {PROGRAMS}")
    titles = re.findall(r"^## (.*?)   T", PROGRAMS.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row[0] for row in table("programs")] == titles
    assert len(titles) == 14
