"""The block diagram of an architecture."""

from leadbench.charts.blocks import Arrow, Block, draw, picture
from leadbench.charts.icons import strokes
from leadbench.charts.look import LIGHT
from tests.charts.drawn import Paper

BLOCKS = (
    Block(1, "Gateway", "sign-on", 0, 0, icon="server"),
    Block(2, "Queue", "kept 24 h", 1, 0, round=True),
)


def test_an_icon_stands_before_the_name_and_moves_it() -> None:
    pen = Paper()
    draw(pen, picture(BLOCKS, (Arrow(1, 2, "support"),), 500), LIGHT)
    gateway, queue = (next(one for one in pen.texts if one.text == name)
                      for name in ("Gateway", "Queue"))  # fmt: skip
    left = {name: box.x for name, box in zip((1, 2), picture(BLOCKS, (), 500).boxes, strict=True)}
    assert gateway.x - left[1] == (queue.x - left[2]) + 19
    icons = [points for points, _ in pen.lines
             if all(left[1] <= x < gateway.x for x, _ in points)]  # fmt: skip
    assert len(icons) == len(strokes("server"))
    for points in icons:
        for _, y in points:
            assert abs(y - (gateway.y - 4)) < 9, "an icon stands in the line of its name"


def test_a_store_is_drawn_as_a_drum_within_its_place() -> None:
    pen = Paper()
    plan = picture(BLOCKS, (), 500)
    draw(pen, plan, LIGHT)
    (drum,) = (points for points, _ in pen.shapes)
    box = plan.boxes[1]
    assert min(x for x, _ in drum) == box.x
    assert round(max(x for x, _ in drum) - box.x, 6) == box.width
    assert round(min(y for _, y in drum), 6) == box.y
    assert round(max(y for _, y in drum), 6) == box.y + 47
