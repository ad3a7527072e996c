"""The roadmap: stages in time, gates between them, labels that do not touch."""

from datetime import date
from itertools import pairwise

from leadbench.charts import roadmap
from leadbench.charts.look import LIGHT
from leadbench.charts.time_scale import minute_of
from tests.charts.drawn import Paper


def at(year: int, month: int, day: int) -> int:
    return minute_of(date(year, month, day))


STAGES = [
    roadmap.StageBar(
        "MVP",
        at(2026, 1, 12),
        at(2026, 7, 16),
        "active",
        ("$760k approved", "12% resolved"),
        at(2026, 3, 16),
    ),
    roadmap.StageBar("Growth", at(2026, 7, 17), at(2027, 2, 26), "next", ("$860k outline",)),
    roadmap.StageBar("Maturity", at(2027, 3, 1), at(2027, 12, 31), "later"),
]
GATES = [
    roadmap.Gate(at(2026, 7, 16), "MVP gate 16 Jul", critical=True),
    roadmap.Gate(at(2027, 2, 26), "Growth gate 26 Feb 2027"),
]


def drawn(width: float = 515, gates: list[roadmap.Gate] | None = None) -> Paper:
    paper = Paper()
    shown = GATES if gates is None else gates
    roadmap.draw(paper, width, STAGES, shown, LIGHT, data_date=(at(2026, 3, 16), "16 Mar"))
    return paper


def test_stages_gates_and_quarters_are_named() -> None:
    words = drawn().words()
    for wanted in ("MVP", "Growth", "Maturity", "MVP gate 16 Jul", "Growth gate 26 Feb 2027"):
        assert wanted in words
    for wanted in ("16 Mar", "$760k approved", "12% resolved", "Q1 2026", "Q1 2027", "Q3"):
        assert wanted in words


def test_gates_are_diamonds_at_the_end_of_their_stage() -> None:
    paper = drawn()
    assert len(paper.shapes) == 2
    (first, fill), (_, other) = paper.shapes
    assert fill == LIGHT.critical
    assert other == LIGHT.text
    middle = first[0][0]
    mvp = paper.boxes[0]
    assert abs(mvp[0] + mvp[2] - middle) < 1.5


def test_labels_of_one_line_do_not_touch() -> None:
    close = [roadmap.Gate(at(2026, 3, 20 + day), f"Gate {day}") for day in range(4)]
    for width in (515.0, 200.0):
        paper = drawn(width, close)
        row = [text for text in paper.texts if text.text.startswith(("Gate", "16 Mar"))]
        row.sort(key=lambda text: text.x)
        assert len(row) > 1
        for one, other in pairwise(row):
            assert one.x + one.width <= other.x


def test_everything_stays_on_the_page() -> None:
    for width in (515.0, 246.0):
        paper = drawn(width)
        assert all(text.x >= 0 and text.x + text.width <= width for text in paper.texts)
        assert max(text.y for text in paper.texts) <= roadmap.height(STAGES)


def test_no_stage_no_drawing() -> None:
    paper = Paper()
    roadmap.draw(paper, 500, [], [], LIGHT)
    assert not paper.texts
