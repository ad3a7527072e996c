"""What is drawn of the marks of a Gantt chart in pictures and documents."""

from typing import Any

from leadbench.charts.gantt import GanttRow, mark
from leadbench.charts.gantt_draw import draw_mark
from leadbench.charts.look import LIGHT
from leadbench.charts.time_scale import TimeScale
from tests.charts.drawn import Paper

SCALE = TimeScale(0, 0.1)  # ten minutes are one unit


def drawn(kind: str, start: int, finish: int, **words: Any) -> Paper:
    row = GanttRow(1, kind, start * 10, finish * 10, **words)
    paper = Paper()
    draw_mark(paper, mark(row, 0, SCALE), row, LIGHT)
    return paper


def test_a_milestone_has_a_hollow_diamond_where_the_baseline_has_it() -> None:
    paper = drawn("milestone", 200, 200, baseline_finish=1500, label="16 Jul")
    hollow = [points for points, fill in paper.shapes if fill == LIGHT.surface]
    assert [round(sum(x for x, _ in points) / 4) for points in hollow] == [150]
    assert paper.texts[0].x > 200
    # Where the baseline has it later, the date stands on the other side.
    later = drawn("milestone", 200, 200, baseline_finish=2500, label="16 Jul")
    assert later.texts[0].x + later.texts[0].width < 200
    same = drawn("milestone", 200, 200, baseline_finish=2000)
    assert len(same.shapes) == 1


def test_a_deadline_is_hollow_while_it_can_be_met_and_filled_when_it_is_missed() -> None:
    for kind in ("work", "milestone"):
        for deadline, fill in ((300, LIGHT.surface), (150, LIGHT.error)):
            paper = drawn(kind, 200 if kind == "milestone" else 100, 200, deadline=deadline * 10)
            flags = [points for points, own in paper.shapes if len(points) == 3 and own == fill]
            assert [points[2][0] for points in flags] == [deadline]
    assert not drawn("work", 100, 200).shapes
