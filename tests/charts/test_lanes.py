"""The Gantt chart of a page: phases, names beside bars, shapes beside colors."""

from datetime import date
from itertools import pairwise

import pytest

from leadbench.charts import lanes
from leadbench.charts.gantt import State
from leadbench.charts.look import LIGHT
from leadbench.charts.time_scale import minute_of
from tests.charts.drawn import Paper

BEGIN = minute_of(date(2026, 1, 12))
DAY = 1440


def item(name: str, start: int, days: int, state: State = State.NORMAL) -> lanes.Item:
    begin = BEGIN + start * DAY
    return lanes.Item(name, begin, begin + days * DAY, state, milestone=days == 0)


LANES = [
    lanes.Lane("Data", (item("Export", 0, 20, State.DONE), item("Label", 25, 30, State.CRITICAL))),
    lanes.Lane("Training", (item("Tune", 55, 20, State.NEAR), item("Gate 1 May", 80, 0))),
]


def drawn(given: list[lanes.Lane], width: float = 515, room: float = 300) -> Paper:
    paper = Paper()
    laid = lanes.arrange(paper, width, given, [BEGIN + 120 * DAY], room)
    lanes.draw(
        paper,
        laid,
        given,
        LIGHT,
        data_date=(BEGIN + 40 * DAY, "21 Feb"),
        committed=(BEGIN + 120 * DAY, "12 May committed"),
    )
    assert max(text.y for text in paper.texts) <= laid.height
    return paper


def test_every_task_is_named_beside_its_bar() -> None:
    words = drawn(LANES).words()
    for wanted in ("Data", "Training", "Export", "Label", "Tune", "Gate 1 May"):
        assert wanted in words
    assert "21 Feb" in words
    assert "12 May committed" in words


def test_texts_stay_on_the_page() -> None:
    long = [lanes.Lane("A phase with a long name " * 3, (item("A long task " * 9, 0, 150),))]
    for given in (LANES, long):
        paper = drawn(given)
        assert all(text.x >= 0 and text.x + text.width <= 515.01 for text in paper.texts)


def test_names_in_a_row_do_not_touch() -> None:
    many = [
        lanes.Lane(f"Phase {phase}", tuple(item(f"Task {n}", 4 * n, 9) for n in range(22)))
        for phase in range(4)
    ]
    paper = drawn(many, room=150)
    rows: dict[float, list[tuple[float, float]]] = {}
    for text in paper.texts:
        if text.text.startswith("Task"):
            rows.setdefault(round(text.y, 3), []).append((text.x, text.x + text.width))
    assert sum(len(row) for row in rows.values()) == 88
    assert len(rows) < 88  # short of room, names share rows
    for row in rows.values():
        row.sort()
        for one, other in pairwise(row):
            assert one[1] <= other[0]


def test_a_critical_bar_has_a_thick_lower_edge() -> None:
    def edges(state: State) -> int:
        paper = Paper()
        lanes.bar(paper, 0, 10, 30, 9, state, LIGHT)
        return len(paper.boxes)

    assert edges(State.CRITICAL) == 2
    assert {edges(state) for state in State if state != State.CRITICAL} == {1}


def test_the_legend_names_every_state_and_the_threshold() -> None:
    paper = Paper()
    lanes.legend(paper, LIGHT, "5")
    assert paper.words() == [
        "Critical",
        "Float of 5 d or less",
        "Float of more than 5 d",
        "Done",
        "Milestone",
    ]


@pytest.mark.parametrize("given", [[], [lanes.Lane("Empty", ())]])
def test_nothing_to_show_is_no_error(given: list[lanes.Lane]) -> None:
    laid = lanes.arrange(Paper(), 515, given, [], 300)
    lanes.draw(Paper(), laid, given, LIGHT)
    assert laid.height > 0
