"""Columns of runs, and what is said over them."""

import numpy as np

from leadbench.charts.histogram import Group, Percentile, histogram
from leadbench.charts.look import LIGHT
from tests.charts.drawn import Paper

# Of a hundred runs 35 stop early, 15 late, and 50 go through at values from 1 to 4.
RUNS = np.sort(np.concatenate([np.full(35, -1.0), np.full(15, -2.0), np.linspace(1, 4, 50)]))


def drawn(groups: tuple[Group, ...]) -> Paper:
    pen = Paper()
    histogram(
        pen, 400, 150, RUNS, (Percentile(0.8, "expected", strong=True),), "{:g}".format, LIGHT,
        solid=lambda value: value >= 0, groups=groups,
    )  # fmt: skip
    return pen


def test_each_group_is_told_once_in_a_line_of_its_own() -> None:
    groups = (Group(-1.0, "35% stop"), Group(2.5, "50% pass"), Group(-2.0, "15% late"))
    pen = drawn(groups)
    told = [next(one for one in pen.texts if one.text == group.text) for group in groups]
    assert len({one.y for one in told}) == 3
    ring = next(one for one in pen.texts if one.text == "expected")
    assert ring.y > max(one.y for one in told), "the expected value stands below them"
    for one in told:
        assert one.x >= 0
        assert one.x + one.width <= 400
    # The column that is cut off has its share in the words of its group, not twice.
    assert pen.words().count("35%") == 0
    assert "35%" in drawn(()).words()


def test_words_of_a_group_stand_right_of_its_runs_as_far_as_there_is_room() -> None:
    pen = drawn((Group(-1.0, "here"), Group(4.0, "at the very end of the picture")))
    here, end = (next(one for one in pen.texts if one.text.startswith(word))
                 for word in ("here", "at the"))  # fmt: skip
    # -1 lies at a sixth of the way from -2 to 4.
    assert here.x > 400 / 6
    assert here.x < 400 / 6 + 25
    assert end.x + end.width == 400
