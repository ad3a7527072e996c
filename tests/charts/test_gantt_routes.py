"""Links pass beside the bars between their rows wherever there is room."""

import random
from itertools import pairwise

import pytest

from leadbench.charts.gantt import GanttRow, Mark, mark, route
from leadbench.charts.gantt_routes import clear_route, crossed
from leadbench.charts.time_scale import TimeScale

SCALE = TimeScale(0, 0.1)


def bar(index: int, start: int, finish: int, kind: str = "work") -> Mark:
    """Return the mark of a row from ``start`` to ``finish``, in units of the drawing."""
    return mark(GanttRow(index, kind, start * 10, finish * 10), index, SCALE)


def test_a_way_that_meets_nothing_stays_the_shortest() -> None:
    tail, tip = bar(0, 100, 160), bar(3, 200, 260)
    between = [bar(1, 300, 400), bar(2, 20, 190)]
    assert clear_route("FS", tail, tip, between) == route("FS", tail, tip)


def test_a_bar_over_the_successor_is_passed_on_its_nearer_side() -> None:
    tail, tip = bar(0, 100, 160), bar(2, 200, 260)
    wall = bar(1, 190, 300)
    found = clear_route("FS", tail, tip, [wall])
    assert crossed(route("FS", tail, tip).points, [wall]) == [wall]
    assert crossed(found.points, [wall]) == []
    assert (found.points[0], found.points[-1]) == ((160, tail.middle), (204, tip.top))
    assert 160 < found.points[1][0] < 190  # down before the wall, then on in the gap
    assert found.points[2][1] == 2 * 28


@pytest.mark.parametrize(("kind", "beyond"), [("SS", -1), ("FF", 1)])
def test_links_between_equal_ends_go_around_what_stands_out(kind: str, beyond: int) -> None:
    tail, tip, wall = bar(0, 100, 160), bar(2, 100, 160), bar(1, 60, 200)
    found = clear_route(kind, tail, tip, [wall])
    assert crossed(found.points, [wall]) == []
    turn = found.points[1][0]
    assert (turn - (60 if beyond < 0 else 200)) * beyond > 0


def test_without_a_free_place_the_shortest_way_is_kept() -> None:
    tail, tip, wall = bar(0, 100, 160), bar(2, 200, 260), bar(1, -900, 900)
    assert clear_route("FS", tail, tip, [wall]) == route("FS", tail, tip)


def test_a_summary_is_crossed_as_every_link_into_its_tasks_does() -> None:
    tail, tip = bar(0, 100, 160), bar(2, 200, 260)
    assert clear_route("FS", tail, tip, [bar(1, 190, 300, "summary")]) == route("FS", tail, tip)


def test_a_milestone_is_left_at_its_point_so_that_its_label_stays_readable() -> None:
    tail, tip, wall = bar(0, 160, 160, "milestone"), bar(2, 162, 200), bar(1, 100, 300)
    found = clear_route("FS", tail, tip, [wall])
    assert crossed(found.points, [wall]) == []
    begin, turn, *_, end = found.points
    assert [*begin, *turn, *end] == [160, tail.bottom, 160, 28, 166, tip.top]


def test_ways_keep_their_ends_run_along_the_axes_and_cross_no_more_than_before() -> None:
    chance = random.Random(8)
    for _ in range(600):
        rows = chance.randrange(2, 9)
        marks = []
        for row in range(rows):
            start = chance.randrange(0, 300)
            kind = chance.choice(["work", "work", "milestone", "summary"])
            marks.append(bar(row, start, start + chance.randrange(5, 90), kind))
        if chance.random() < 0.5:
            tail, *between, tip = marks
        else:
            tip, *between, tail = marks
        kind = chance.choice(["FS", "SS", "FF", "SF"])
        plain, found = route(kind, tail, tip), clear_route(kind, tail, tip, between)
        assert found.points[-1] == plain.points[-1]
        walls = [each for each in between if each.kind != "summary"]
        assert len(crossed(found.points, walls)) in {0, len(crossed(plain.points, walls))}
        for before, after in pairwise(found.points):
            assert before[0] == after[0] or before[1] == after[1]
        assert found.head[0] == found.points[-1]
