"""How a promised time is spent, as one bar."""

from leadbench.charts.latency import Part, latency_bar
from leadbench.charts.look import LIGHT
from tests.charts.drawn import Paper


def test_the_sum_stands_over_its_mark_where_no_other_words_are() -> None:
    pen = Paper()
    latency_bar(pen, 800, [Part("Model", 1.9), Part("Check", 0.2)], 2.5, LIGHT)
    total = next(one for one in pen.texts if one.text == "2.10 s")
    # 2.1 of 2.5 s on 800 points.
    assert abs(total.x - 672) < 4
    crowded = Paper()
    parts = [Part("Model", 1.0), *(Part(f"A long name of hop {n}", 0.01) for n in range(9))]
    latency_bar(crowded, 800, parts, 4.0, LIGHT)
    assert "1.09 s" not in crowded.words()
