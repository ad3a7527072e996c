"""Bars: their lengths, their labels, and that these stay on the chart."""

import itertools

import pytest

from leadbench.charts import bars
from leadbench.charts.look import LIGHT
from tests.charts.drawn import Paper

MONTHS = [
    bars.Bar("Jan", 200, "2.0", "past"),
    bars.Bar("Feb", 480, "4.8", "past"),
    bars.Bar("Mar", 790, "7.9"),
    bars.Bar("Apr", 820, "8.2"),
]


def test_upright_bars_are_as_long_as_their_values() -> None:
    paper = Paper()
    bars.upright(paper, 200, 100, MONTHS, LIGHT)
    tall = [height for _, _, _, height, _ in paper.boxes]
    assert tall[1] / tall[0] == pytest.approx(2.4)
    assert tall[3] / tall[0] == pytest.approx(4.1)
    assert len({round(y + height, 6) for _, y, _, height, _ in paper.boxes}) == 1


def test_every_bar_has_its_name_and_value_on_the_chart() -> None:
    paper = Paper()
    bars.upright(paper, 200, 100, MONTHS, LIGHT)
    assert paper.words() == ["2.0", "Jan", "4.8", "Feb", "7.9", "Mar", "8.2", "Apr"]
    assert all(found.x >= 0 and found.x + found.width <= 200 for found in paper.texts)
    assert all(6 <= found.y <= 100 for found in paper.texts)


def test_what_is_past_is_darker() -> None:
    paper = Paper()
    bars.upright(paper, 200, 100, MONTHS, LIGHT)
    assert [fill for *_, fill in paper.boxes] == [LIGHT.normal] * 2 + [LIGHT.normal_fill] * 2


def test_lying_bars_leave_room_for_the_longest_value() -> None:
    paper = Paper()
    given = [bars.Bar("People", 587, "$587k", part=290), bars.Bar("Compute", 42, "$42k")]
    bars.lying(paper, 240, given, LIGHT)
    assert all(found.x + found.width <= 240 for found in paper.texts)
    whole, past, small = (width for _, _, width, _, _ in paper.boxes)
    assert past / whole == pytest.approx(290 / 587)
    assert small / whole == pytest.approx(42 / 587)


def test_nothing_and_nought_are_no_errors() -> None:
    paper = Paper()
    bars.upright(paper, 100, 50, [], LIGHT)
    bars.lying(paper, 100, [], LIGHT)
    assert not paper.texts
    bars.upright(paper, 100, 50, [bars.Bar("Jan", 0, "0.0")], LIGHT)
    assert paper.words() == ["0.0", "Jan"]


def test_many_bars_do_not_write_over_each_other() -> None:
    paper = Paper()
    given = [bars.Bar("May", 100, "1.0") for _ in range(26)]
    given[20] = bars.Bar("2027", 150, "1.5")
    bars.upright(paper, 200, 100, given, LIGHT)
    assert len(paper.boxes) == 26
    assert [found.text for found in paper.texts if "." in found.text] == ["1.5"]
    names = [found for found in paper.texts if "." not in found.text]
    assert len(names) > 5
    for one, after in itertools.pairwise(names):
        assert one.x + one.width < after.x
