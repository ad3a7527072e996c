"""The canvas as a sheet of boxes."""

from itertools import combinations

from leadbench.charts.canvas import BoxText, CanvasPicture, broken, draw_box, places
from leadbench.charts.look import LIGHT
from tests.charts.drawn import Paper

NAMES = ("problem", "prediction", "judgement", "action", "outcome", "input", "training",
         "feedback", "impact")  # fmt: skip


def test_no_box_lies_over_another_and_all_are_inside() -> None:
    shown = places(1000, 600)
    assert set(shown) == set(NAMES)
    for x, y, width, height in shown.values():
        assert x >= 0
        assert y >= 0
        assert x + width <= 1000.001
        assert y + height <= 600.001
    for one, other in combinations(shown.values(), 2):
        apart = (
            one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
            or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
        )  # fmt: skip
        assert apart


def test_lines_are_broken_between_words() -> None:
    pen = Paper()
    text = "the quick brown fox jumps over the lazy dog"
    room = pen.text_width("the quick brown", 10)
    lines = broken(pen, text, room, 10)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert max(pen.text_width(line, 10) for line in lines) <= room


def test_a_picture_says_what_is_known_and_asks_for_the_rest() -> None:
    boxes = tuple(
        BoxText(name, name.capitalize(), ("Known",) if name == "problem" else (), f"Ask {name}.")
        for name in NAMES
    )
    pen = Paper()
    CanvasPicture("Triage: AI canvas", "One line", boxes).draw(pen, LIGHT)
    said = " ".join(pen.words())
    assert "Known" in said
    assert "Ask problem." not in said
    assert "Ask feedback." in said


def test_lines_without_room_are_counted() -> None:
    pen = Paper()
    lines = tuple(f"Line {number}" for number in range(1, 9))
    draw_box(pen, (0, 0, 300, 100), BoxText("input", "Input", lines, ""), LIGHT)
    said = pen.words()
    last = said[-1]
    shown = len(said) - 1
    assert 1 < shown < 8
    assert last == f"Line {shown} … {8 - shown} more"
    assert max(one.y for one in pen.texts) < 100
