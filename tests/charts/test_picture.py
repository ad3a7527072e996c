"""What is drawn of the plan in a picture: marks beside words, days that stand upright, links."""

import pytest

from leadbench.charts.gantt import GanttLink, GanttRow, State
from leadbench.charts.look import LIGHT
from leadbench.charts.network import Graph, Link, Node, lay_out
from leadbench.charts.network_draw import BoxText
from leadbench.charts.picture import Day, Head, NetworkPicture, PlanPicture, TableRow
from leadbench.charts.time_scale import DAY
from tests.charts.drawn import Paper

JANUARY = 20_454 * DAY
"""1 January 2026, in minutes since 1970."""


def table(*rows: tuple[str, State, bool]) -> Paper:
    """Draw a table of name and float: tasks by name, state and whether they are milestones."""
    paper = Paper()
    PlanPicture(
        "Plan: table",
        "",
        (Head("No.", 40), Head("Task", 160), Head("Float", 50, right=True)),
        tuple(
            TableRow((f"1.{place}", name, "0"), state=state, milestone=milestone)
            for place, (name, state, milestone) in enumerate(rows)
        ),
        slack=2,
    ).draw(paper, LIGHT)
    return paper


def chart(**words: object) -> Paper:
    """Draw two tasks in January, ten days each, and a link between them."""
    paper = Paper()
    begin = JANUARY + int(str(words.pop("after", 0)))
    bars = (
        GanttRow(1, "work", begin, begin + 10 * DAY),
        GanttRow(2, "milestone", begin + 20 * DAY, begin + 20 * DAY, "Launch"),
    )
    link = GanttLink(1, 1, 2, left_out=bool(words.pop("left_out", False)))
    PlanPicture(
        "Plan: Gantt",
        "",
        (Head("Task", 160),),
        (TableRow(("Collect",)), TableRow(("Launch",))),
        0,
        bars=bars,
        links=((link, 0, 1),),
        per_day=10.0,
        **words,  # type: ignore[arg-type]
    ).draw(paper, LIGHT)
    return paper


def test_short_float_is_marked_by_a_form_and_not_by_color_alone() -> None:
    assert table(("Plain", State.NORMAL, False)).shapes == []
    critical = table(("Label", State.CRITICAL, False))
    squares = [box for box in critical.boxes if box[2:] == (6, 6, LIGHT.critical)]
    # The number ends 8 before the edge of its column, at 16 + 40 + 160 + 50 - 8 = 258.
    assert [x + 6 < 258 for x, *_ in squares] == [True]
    near = table(("Label", State.NEAR, False))
    assert [(len(points), fill) for points, fill in near.shapes] == [(3, LIGHT.near)]
    told = {word.text: word.color for word in critical.texts}
    assert (told["0"], told["Label"]) == (LIGHT.critical, LIGHT.text)


def test_a_milestone_has_its_diamond_before_its_name_and_done_work_a_check_after_it() -> None:
    paper = table(("Gate", State.CRITICAL, True), ("Work", State.DONE, False))
    ((corners, fill),) = paper.shapes
    assert (len(corners), fill) == (4, LIGHT.critical)
    gate, work = (word for word in paper.texts if word.text in {"Gate", "Work"})
    assert max(x for x, _ in corners) < gate.x
    assert gate.x == work.x + 15
    (check,) = (points for points, color in paper.lines if color == LIGHT.good)
    assert min(x for x, _ in check) > work.x + work.width


def test_the_number_of_a_task_that_is_left_out_can_be_read() -> None:
    paper = table(("Extra", State.LEFT_OUT, False))
    struck = [points[0][0] for points, color in paper.lines if color == LIGHT.text2]
    # Name and float begin at 56 and end at 258; the number, at 16, is not struck through.
    assert len(struck) == 2
    assert min(struck) == 56


def test_the_data_date_has_its_words_in_the_head_and_covers_no_other() -> None:
    plain = chart()
    paper = chart(data_date=Day(JANUARY + 11 * DAY, "12 Jan"))
    (tag,) = (word for word in paper.texts if word.text == "12 Jan")
    assert tag.color == LIGHT.on_accent
    line = [points for points, color in paper.lines if color == LIGHT.accent]
    (box,) = (box for box in paper.boxes if box[4] == LIGHT.accent)
    assert box[0] == pytest.approx(line[0][0][0], abs=1)
    beside = [word for word in paper.texts if abs(word.y - tag.y) < 3 and word is not tag]
    assert beside
    assert not any(
        word.x < box[0] + box[2] and word.x + word.width > box[0]
        for word in beside
        if word.color == LIGHT.text3
    )
    # 12 January 2026 is a Monday, so the tag stands where its week was named.
    assert "12" in plain.words()
    assert "12" not in paper.words()


def test_a_promised_date_is_a_broken_line_with_words_and_in_the_picture() -> None:
    assert chart().dashed == []
    paper = chart(committed=Day(JANUARY + 40 * DAY, "9 Feb"))
    ((points, color),) = paper.dashed
    assert color == LIGHT.text2
    assert [word.x for word in paper.texts if word.text in {"9 Feb", "Committed"}] == (
        [points[0][0] + 5] * 2
    )
    right = max(x + wide for x, _, wide, _, fill in paper.boxes if fill == LIGHT.surface)
    assert all(word.x + word.width < right for word in paper.texts)


def test_a_day_before_the_plan_stands_beside_the_table() -> None:
    paper = chart(data_date=Day(JANUARY - 60 * DAY, "2 Nov"))
    (line,) = (points for points, color in paper.lines if color == LIGHT.accent)
    assert line[0][0] > 16 + 160


def test_nothing_waits_along_a_broken_link() -> None:
    assert not chart().dashed
    assert [color for _, color in chart(left_out=True).dashed] == [LIGHT.float_line]


def test_a_broken_link_is_broken_in_the_network_too() -> None:
    nodes = tuple(Node(key) for key in range(3))
    links = (Link(1, 0, 1, "FS", ""), Link(2, 1, 2, "FS", ""))
    diagram = lay_out(Graph(nodes, links, 1))
    texts = {key: BoxText(key, f"Task {key}") for key in range(3)}
    paper = Paper()
    NetworkPicture("Plan: network", "", diagram, ("",), texts, frozenset(), frozenset({2})).draw(
        paper, LIGHT
    )
    assert len(paper.dashed) == 1


def test_the_month_in_which_a_picture_begins_is_named_as_far_as_it_fits() -> None:
    # Three days before 30 January: five days of it, 50 wide, where a letter takes 5.
    months = [word for word in chart(after=29 * DAY).words() if word[:3] in {"Jan", "Feb"}]
    assert months == ["January", "February"]
    # Of a month that shows two days, three letters have room.
    months = [word for word in chart(after=32 * DAY).words() if word[:3] in {"Jan", "Feb"}]
    assert months == ["Jan", "February"]
