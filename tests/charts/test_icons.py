"""Icons as strokes: what a file of Lucide says, and that nothing leaves the grid."""

from math import hypot

import pytest

from leadbench import resources
from leadbench.charts.icons import icon, strokes
from tests.charts.drawn import Paper

NAMES = sorted(
    file.stem for file in resources.path("icons").glob("*.svg")
    if file.stem not in {"app", "check-white"}
)  # fmt: skip


def test_a_check_is_one_line_through_its_three_corners() -> None:
    # The file says "M20 6 9 17l-5-5".
    assert strokes("check") == (((20.0, 6.0), (9.0, 17.0), (4.0, 12.0)),)


def test_a_circle_keeps_its_distance_from_the_middle() -> None:
    # The file says a circle around 12, 12 with a radius of 10, then the check in it.
    ring = strokes("circle-check")[0]
    assert len(ring) > 16
    assert {round(hypot(x - 12, y - 12), 6) for x, y in ring} == {10.0}
    assert ring[0] == pytest.approx(ring[-1])


def test_an_arc_goes_the_way_that_its_flags_say() -> None:
    # "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8": over the top, from left to right.
    first = strokes("refresh-cw")[0]
    assert first[0] == (3.0, 12.0)
    assert first[-1] == (21.0, 8.0)
    assert min(y for _, y in first) == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_stays_on_its_grid(name: str) -> None:
    ways = strokes(name)
    assert ways
    for way in ways:
        assert all(0.5 <= value <= 23.5 for point in way for value in point), way


def test_an_icon_is_scaled_into_its_square() -> None:
    pen = Paper()
    icon(pen, "check", 100, 50, 12, "#000000")
    assert [points for points, _ in pen.lines] == [((110.0, 53.0), (104.5, 58.5), (102.0, 56.0))]


def test_an_unknown_icon_is_not_passed_over() -> None:
    with pytest.raises(FileNotFoundError):
        strokes("no-such-icon")
