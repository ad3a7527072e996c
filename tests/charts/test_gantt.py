"""Where bars, diamonds and links of a Gantt chart stand."""

import random
from itertools import pairwise
from typing import Any

import pytest

from leadbench.charts.gantt import (
    GanttLink,
    GanttRow,
    LinkIndex,
    Mark,
    Route,
    Sizes,
    State,
    bracket,
    diamond,
    mark,
    marks,
    rounded,
    route,
)
from leadbench.charts.time_scale import TimeScale

SCALE = TimeScale(0, 0.1)  # ten minutes are one unit
SIZES = Sizes()


def bar(index: int, start: int, finish: int, kind: str = "work", **words: Any) -> Mark:
    """Return the mark of a row from ``start`` to ``finish``, in units of the drawing."""
    row = GanttRow(index, kind, start * 10, finish * 10, **words)
    return mark(row, index, SCALE)


def test_a_bar_stands_in_the_middle_of_its_row() -> None:
    found = bar(2, 100, 160)
    assert (found.left, found.right) == (100, 160)
    assert found.middle == 2 * 28 + 14
    assert found.bottom - found.top == 13


def test_a_short_bar_can_still_be_seen() -> None:
    found = bar(0, 100, 100)
    assert found.right - found.left >= 3
    assert found.finish == 100


def test_a_milestone_is_centered_on_its_date() -> None:
    found = bar(1, 50, 50, "milestone")
    assert found.center == 50
    assert diamond(found.center, found.middle, 13) == (
        (50, 35.5),
        (56.5, 42),
        (50, 48.5),
        (43.5, 42),
    )


def test_a_summary_points_downward_at_both_ends() -> None:
    found = bar(0, 10, 90, "summary")
    points = bracket(found)
    lowest = max(y for _, y in points)
    assert {x for x, y in points if y == lowest} == {10, 90}
    assert lowest > found.bottom


def test_progress_is_a_share_of_the_bar() -> None:
    assert bar(0, 100, 200, progress=25).progress_right == 125
    assert bar(0, 100, 200).progress_right is None
    assert bar(0, 100, 200, "summary", progress=25).progress_right is None


def test_the_float_line_ends_where_the_float_ends() -> None:
    assert bar(0, 100, 200, float_end=2500).float_right == 250
    assert bar(0, 100, 200, float_end=2000).float_right is None
    assert bar(0, 100, 200, float_end=2500, done=True).float_right is None


def test_the_baseline_lies_under_the_bar() -> None:
    found = bar(0, 100, 200, baseline_start=900, baseline_finish=1800)
    assert (found.baseline_left, found.baseline_right) == (90, 180)
    assert found.baseline_top > found.bottom
    assert found.baseline_top + SIZES.baseline <= SIZES.row
    moment = bar(0, 200, 200, "milestone", baseline_start=900, baseline_finish=1800)
    assert moment.baseline_left == moment.baseline_right == 180


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({}, State.NORMAL),
        ({"near": True}, State.NEAR),
        ({"critical": True, "near": True}, State.CRITICAL),
        ({"critical": True, "done": True}, State.DONE),
    ],
)
def test_one_state_wins(words: dict[str, Any], state: State) -> None:
    assert bar(0, 0, 1, **words).state == state


def test_only_the_asked_rows_are_calculated() -> None:
    rows = [GanttRow(key, "work", key * 10, key * 10 + 50) for key in range(100)]
    assert [found.key for found in marks(rows, SCALE, 95, 120)] == [95, 96, 97, 98, 99]
    assert marks(rows, SCALE, -5, 1)[0].row == 0
    assert marks([], SCALE, 0, 10) == []


def ends(found: Route) -> tuple[tuple[float, float], tuple[float, float]]:
    return found.points[0], found.points[-1]


TAIL, TIP = bar(0, 100, 160), bar(3, 200, 260)


@pytest.mark.parametrize(
    ("kind", "leaves", "reaches"),
    [
        ("FS", (160, TAIL.middle), (204, TIP.top)),
        ("SS", (100, TAIL.middle), (200, TIP.middle)),
        ("FF", (160, TAIL.middle), (260, TIP.middle)),
        ("SF", (100, TAIL.middle), (260, TIP.middle)),
    ],
)
def test_a_link_joins_the_right_ends(
    kind: str, leaves: tuple[float, float], reaches: tuple[float, float]
) -> None:
    assert ends(route(kind, TAIL, TIP)) == (leaves, reaches)


def test_a_start_to_finish_link_enters_an_earlier_task_from_above() -> None:
    later, earlier = bar(0, 300, 360), bar(2, 100, 160)
    assert ends(route("SF", later, earlier)) == ((300, later.middle), (156, earlier.top))


def test_a_link_upward_enters_from_below() -> None:
    assert ends(route("FS", bar(3, 100, 160), bar(1, 200, 260)))[1] == (
        204,
        bar(1, 200, 260).bottom,
    )


def test_a_lead_turns_between_the_rows_and_enters_from_the_left() -> None:
    tail, tip = bar(0, 100, 200), bar(1, 150, 250)
    found = route("FS", tail, tip)
    assert ends(found) == ((200, tail.middle), (150, tip.middle))
    assert any(y == 28 for _, y in found.points)
    assert found.points[-2][0] < 150


def test_a_milestone_is_entered_at_its_upper_point() -> None:
    tip = bar(1, 160, 160, "milestone")
    found = route("FS", bar(0, 100, 160), tip)
    assert found.points == ((160, bar(0, 100, 160).bottom), (160, tip.top))


def test_a_milestone_is_left_at_its_lower_point_for_the_task_right_after_it() -> None:
    tail = bar(0, 160, 160, "milestone")
    found = route("FS", tail, bar(2, 162, 200))
    assert ends(found) == ((160, tail.bottom), (166, bar(2, 162, 200).top))


def test_every_way_runs_along_the_axes_and_its_arrow_points_ahead() -> None:
    chance = random.Random(5)
    for _ in range(400):
        kinds = ["work", "milestone", "summary"]
        one, other = (chance.randrange(0, 300) for _ in range(2))
        tail = bar(chance.randrange(0, 6), one, one + chance.randrange(0, 80), chance.choice(kinds))
        tip = bar(chance.randrange(6, 12), other, other + chance.randrange(0, 80))
        found = route(chance.choice(["FS", "SS", "FF", "SF"]), tail, tip)
        for before, after in pairwise(found.points):
            assert before[0] == after[0] or before[1] == after[1]
        assert found.head[0] == found.points[-1]
        (x0, y0), (x, y) = found.points[-2:]
        back_x = sum(corner[0] for corner in found.head[1:]) / 2
        back_y = sum(corner[1] for corner in found.head[1:]) / 2
        assert (x - back_x) * (x - x0) + (y - back_y) * (y - y0) > 0
        assert tip.left - 1e-9 <= x <= tip.right + 1e-9


def test_elbows_are_rounded_and_keep_their_ends() -> None:
    points = ((0.0, 0.0), (10.0, 0.0), (10.0, 20.0))
    strokes = list(rounded(points, 3))
    assert [stroke.kind for stroke in strokes] == ["move", "line", "curve", "line"]
    assert [stroke.points[-1] for stroke in strokes] == [(0, 0), (7, 0), (10, 3), (10, 20)]


def test_an_elbow_is_no_rounder_than_its_sides_are_long() -> None:
    strokes = list(rounded(((0.0, 0.0), (2.0, 0.0), (2.0, 9.0)), 3))
    assert strokes[1].points == ((1, 0),)


def test_links_are_found_by_the_rows_they_cross() -> None:
    chance = random.Random(11)
    count = 3_000
    links = [
        GanttLink(key, chance.randrange(count), chance.randrange(count))
        if key % 3 == 0
        else GanttLink(key, row := chance.randrange(count - 20), row + chance.randrange(20))
        for key in range(4_000)
    ]
    index = LinkIndex(links, {row: row for row in range(count)})
    for first, last in [(0, 0), (0, 30), (1000, 1030), (2990, 2999), (700, 700)]:
        expected = {
            link.key
            for link in links
            if min(link.predecessor, link.successor) <= last
            and max(link.predecessor, link.successor) >= first
        }
        found = [placed.link.key for placed in index.crossing(first, last)]
        assert len(found) == len(set(found))
        assert set(found) == expected


def test_a_link_to_a_folded_row_is_left_out() -> None:
    index = LinkIndex([GanttLink(1, 10, 20), GanttLink(2, 10, 30)], {10: 0, 20: 1})
    found = index.crossing(0, 5)
    assert [(placed.link.key, placed.tail_row, placed.tip_row) for placed in found] == [(1, 0, 1)]
