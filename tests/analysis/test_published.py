"""Critical-path lengths that other people published (../shared/data, where it is present).

The Patterson and RG300 sets publish no such length, only the best schedules under limited
resources: there networkx works the length out, and no published schedule may be shorter.
"""

import csv
import json
import re
from pathlib import Path

import networkx as nx
import pytest

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.inputs import Activity, Link, Network

DATA = Path(__file__).parents[3] / "shared" / "data"
ALWAYS = WorkCalendar.of(dict.fromkeys(range(7), ((0, 1440),)))


def folder(name: str) -> Path:
    place = DATA / name
    if not place.is_dir():
        pytest.skip(f"the published instances are not at {place}")
    return place


def length(durations: list[int], pairs: list[tuple[int, int]]) -> int:
    """Return the critical-path length of activities numbered from 1, one period a minute."""
    rows = tuple(Activity(key, str(key), duration=n) for key, n in enumerate(durations, start=1))
    plan = Network(rows, tuple(Link(*pair) for pair in pairs), {1: ALWAYS}, 1, 0)
    result = schedule(plan)
    assert result.remaining == result.project_finish
    return result.project_finish


def numbers(line: str) -> list[int]:
    return [int(word) for word in line.split()]


def read_sm(text: str) -> tuple[list[int], list[tuple[int, int]], int]:
    published = numbers(text.split("MPM-Time\n", 1)[1].split("\n", 1)[0])[-1]
    links = text.split("#successors", 1)[1].split("\n", 1)[1].split("***", 1)[0]
    pairs = [
        (row[0], after)
        for line in links.splitlines()
        for row in [numbers(line)]
        for after in row[3:]
    ]
    work = text.split("REQUESTS/DURATIONS:", 1)[1].split("***", 1)[0].splitlines()
    durations = [numbers(line)[2] for line in work if re.match(r"\s*\d+\s+\d", line)]
    return durations, pairs, published


@pytest.mark.parametrize("name", ["j30", "j60", "j90", "j120"])
def test_psplib_instances_have_the_published_length(name: str) -> None:
    place = folder(f"rcpsp/{name}")
    with (DATA / "rcpsp" / "bounds.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["set"] == name]
    published = {row["instance"]: int(row["cpm_length"]) for row in rows}
    files = sorted(place.glob("*.sm"))
    assert {file.stem for file in files} == set(published)
    for file in files:
        durations, pairs, mpm_time = read_sm(file.read_text(encoding="utf-8"))
        assert length(durations, pairs) == mpm_time == published[file.stem], file.name


@pytest.mark.parametrize("name", ["patterson", "rg300"])
def test_patterson_and_rg300_instances_have_the_length_of_their_longest_path(name: str) -> None:
    place = folder(f"rcpsp/{name}")
    with (DATA / "rcpsp" / "bounds_rcp.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["set"] == name]
    best = {row["instance"]: int(row["upper_bound"]) for row in rows}
    files = sorted(place.glob("*.rcp"))
    assert {file.stem for file in files} == set(best)
    for file in files:
        count, resources, *rest = numbers(file.read_text(encoding="utf-8"))
        rest = rest[resources:]
        durations, pairs = [], []
        for key in range(1, count + 1):
            many = rest[resources + 1]
            durations.append(rest[0])
            pairs += [(key, other) for other in rest[resources + 2 : resources + 2 + many]]
            rest = rest[resources + 2 + many :]
        assert not rest
        graph = nx.DiGraph(pairs)
        for before, after in pairs:
            graph.edges[before, after]["periods"] = durations[before - 1]
        longest = nx.dag_longest_path_length(graph, weight="periods")
        # The last activity is a dummy without duration, so every path ends before it.
        assert durations[-1] == 0
        assert length(durations, pairs) == longest <= best[file.stem], file.name


def test_real_projects_have_the_published_length() -> None:
    place = folder("real-projects")
    with (place / "index.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["file"]: int(row["cpm_length_hours"]) for row in csv.DictReader(lines)}
    for file, hours in published.items():
        project = json.loads((place / file).read_text(encoding="utf-8"))
        pairs = [(before, after) for before, after in project["precedences"]]
        assert length(project["durations"], pairs) == hours, file
    assert len(published) == 31
