"""Bubbles and steps: where they stand, how large they are, that labels keep apart."""

import itertools
from math import hypot, sqrt

import pytest

from leadbench.charts.bubbles import Bubble, draw, picture
from leadbench.charts.look import LIGHT
from leadbench.charts.staircase import staircase
from tests.charts.drawn import Paper

SIX = (
    Bubble(1, "Support ticket triage", "$760k MVP", 4.6, 1.82, 1.2, 2.5, 760, "funded"),
    Bubble(2, "Churn early warning", "$410k MVP", 3.1, 1.15, 0.75, 1.6, 410, "funded"),
    Bubble(3, "Invoice extraction", "$290k MVP", 2.4, 0.74, 0.5, 1.0, 290, "funded"),
    Bubble(4, "Demand forecast", "$920k MVP", 6.4, 2.35, 1.5, 3.4, 920),
    Bubble(5, "Search ranking", "$810k MVP", 5.7, 2.05, 1.1, 3.3, 810),
    Bubble(6, "Fraud scoring", "$1,280k MVP", 8.6, 2.9, 1.4, 4.6, 1280, "dropped"),
)


@pytest.mark.parametrize(("width", "height"), [(715, 400), (480, 420), (620, 370)])
def test_bubbles_stand_at_their_figures_and_areas_are_costs(width: float, height: float) -> None:
    plan = picture(Paper(), SIX, width, height)
    assert plan.most == 5
    for one in plan.circles:
        complexity, gain = plan.figures(one.x, one.y)
        assert complexity == pytest.approx(one.bubble.complexity)
        assert gain == pytest.approx(one.bubble.likely)
    largest, triage = plan.circles[5].radius, plan.circles[0].radius
    assert largest / triage == pytest.approx(sqrt(1280 / 760))


@pytest.mark.parametrize(("width", "height"), [(715, 400), (480, 420), (620, 370)])
def test_labels_touch_neither_each_other_nor_a_bubble(width: float, height: float) -> None:
    plan = picture(Paper(), SIX, width, height)
    paper = Paper()
    draw(paper, plan, LIGHT)
    names = {one.name for one in SIX} | {one.note for one in SIX}
    words = [one for one in paper.texts if one.text in names | {"Do first", "Quick wins", "Drop"}]
    assert {one.text for one in words} >= {one.name for one in SIX}
    boxes = [(one.x, one.y - 8, one.x + one.width, one.y + 2) for one in words]
    for one, other in itertools.combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    for box, circle in itertools.product(boxes, plan.circles):
        x, y = min(max(circle.x, box[0]), box[2]), min(max(circle.y, box[1]), box[3])
        assert hypot(circle.x - x, circle.y - y) >= circle.radius


@pytest.mark.parametrize(("width", "height"), [(630, 245), (420, 240), (360, 215)])
def test_every_bubble_is_named_where_there_is_little_room(width: float, height: float) -> None:
    plan = picture(Paper(), SIX, width, height)
    for one in plan.circles:
        assert one.label is not None, one.bubble.name
        assert one.bubble.name.startswith(one.label.name)
        assert one.label.name


def test_a_place_finds_its_bubble_and_the_smaller_of_two() -> None:
    near = (Bubble(1, "Large", "", 5, 2, None, None, 100), Bubble(2, "Small", "", 5, 2, 1, 3, 20))
    plan = picture(Paper(), near, 500, 300)
    assert plan.bubble_at(plan.circles[0].x, plan.circles[0].y) == 2
    assert plan.bubble_at(plan.circles[0].x + plan.circles[0].radius - 1, plan.circles[0].y) == 1
    assert plan.bubble_at(1, 1) is None


def test_figures_of_a_place_stay_within_the_axes() -> None:
    plan = picture(Paper(), SIX, 600, 400)
    assert plan.figures(-50, 900) == (1.0, 0.0)
    assert plan.figures(900, -50) == (10.0, 5.0)


def test_ranges_are_whiskers_outside_the_bubble_and_the_dropped_one_is_dashed() -> None:
    plan = picture(Paper(), SIX[5:], 600, 400)
    paper = Paper()
    draw(paper, plan, LIGHT)
    circle = plan.circles[0]
    ends = {round(y, 6) for points, _ in paper.lines for x, y in points if x == circle.x}
    low, high = plan.place(8.6, 1.4)[1], plan.place(8.6, 4.6)[1]
    assert {round(low, 6), round(high, 6)} <= ends
    assert not any(circle.y - circle.radius < y < circle.y + circle.radius for y in ends)
    assert any(len(points) == 49 for points, _ in paper.lines)


def test_nothing_to_show_is_no_error() -> None:
    plan = picture(Paper(), (), 400, 300)
    draw(Paper(), plan, LIGHT)
    assert plan.circles == ()


def test_steps_rise_where_a_better_set_fits_and_the_budget_is_marked() -> None:
    paper = Paper()
    stairs = [(0.0, 0.0), (0.29, 0.487), (0.7, 1.114), (1.46, 1.831), (2.38, 2.072)]
    staircase(
        paper, 380, 180, stairs, LIGHT, limit=(1.5, "Budget line $1.5M"),
        beyond="$0.92M more adds $0.24M",
    )  # fmt: skip
    line = next(points for points, _ in paper.lines if len(points) > 4)
    rises = [
        (one[1] - two[1])
        for one, two in itertools.pairwise(line)
        if one[0] == two[0] and one[1] != two[1]
    ]
    assert len(rises) == 4
    assert rises[0] / rises[3] == pytest.approx(0.487 / (2.072 - 1.831))
    assert {"Budget line $1.5M", "$1.83M", "$0.92M more adds $0.24M"} <= set(paper.words())
    assert all(one.x >= 0 and one.x + one.width <= 380 for one in paper.texts)


def test_the_value_of_a_small_budget_keeps_off_the_axis() -> None:
    paper = Paper()
    staircase(paper, 320, 150, [(0.0, 0.0), (0.5, 2.0), (12.0, 9.0)], LIGHT, limit=(0.6, "Line"))
    value = next(one for one in paper.texts if one.text == "$2.00M")
    axis = [one for one in paper.texts if one.text in {"$0M", "$5M", "$10M"}]
    assert all(one.x + one.width < value.x for one in axis if one.y < 140)


def test_an_end_of_a_range_inside_the_bubble_is_not_drawn() -> None:
    plan = picture(Paper(), (Bubble(1, "One", "", 5, 2, 1, 2, 100),), 500, 400, most=3)
    paper = Paper()
    draw(paper, plan, LIGHT)
    circle = plan.circles[0]
    caps = [points for points, _ in paper.lines if points[0][0] == circle.x - 4]
    assert [points[0][1] for points in caps] == [pytest.approx(plan.place(5, 1)[1])]
