"""The curves of two forecasts: how densely runs end, and what is written at them."""

import numpy as np
import pytest

from leadbench.charts.finish_curves import FinishRuns, density, finish_curves
from leadbench.charts.look import LIGHT
from leadbench.charts.often_critical import ROW, Often, often_critical
from tests.charts.drawn import Paper

DAY = 1440
FIRST = 20_000 * DAY  # a Tuesday in October 2024


def test_a_density_holds_all_runs_and_stands_where_they_end() -> None:
    finishes = np.sort(np.random.default_rng(3).normal(FIRST, 10 * DAY, 4_000)).astype(np.int64)
    at = np.linspace(FIRST - 60 * DAY, FIRST + 60 * DAY, 1_201)
    found = density(finishes, at)
    assert np.trapezoid(found, at) == pytest.approx(1.0, abs=1e-3)
    assert at[found.argmax()] == pytest.approx(FIRST, abs=3 * DAY)
    # A normal curve of deviation 10, widened by a kernel of 3 days.
    assert found.max() * DAY == pytest.approx(0.0399, rel=0.08)


def test_days_without_work_leave_no_dents() -> None:
    days = np.array([day for day in range(28) if day % 7 < 5])
    finishes = np.sort(np.repeat(FIRST + days * DAY, 50))
    at = np.linspace(FIRST + 7 * DAY, FIRST + 20 * DAY, 200)
    found = density(finishes, at)
    assert found.min() > 0.75 * found.max()


def test_runs_that_all_end_at_once_have_a_curve() -> None:
    found = density(np.full(100, FIRST), np.array([float(FIRST), FIRST + 20.0 * DAY]))
    assert found[0] > 0
    assert found[1] == pytest.approx(0, abs=1e-9)


def test_both_versions_are_named_with_p50_p80_and_the_promise() -> None:
    plan = np.sort(np.random.default_rng(1).normal(FIRST, 6 * DAY, 2_000)).astype(np.int64)
    versions = [
        FinishRuns(name, runs, int(runs[1_000]), int(runs[1_600]))
        for name, runs in (("Plan", plan), ("What-if", plan - 7 * DAY))
    ]
    paper = Paper()
    promise = (FIRST + 3 * DAY, ("31 Jul committed", "89% on time, was 65%"), "good")
    finish_curves(paper, 500, 216, versions[0], versions[1], LIGHT, promise=promise)
    words = paper.words()
    assert {"Plan", "What-if", "31 Jul committed", "89% on time, was 65%"} <= set(words)
    assert next(each.color for each in paper.texts if "was 65%" in each.text) == LIGHT.good
    marks = [box for box in paper.boxes if box[2:4] == (8, 8)]
    assert [fill == LIGHT.surface for *_, fill in marks] == [True, False, True, False]  # ring, dot
    assert marks[0][0] > marks[2][0]  # the what-if ends earlier
    for each in paper.texts:
        assert 0 <= each.x <= each.x + each.width <= 500
    weeks = [each for each in paper.texts if each.text.split(" ")[0].isdigit()]
    assert len(weeks) > 2


def test_a_row_tells_how_often_a_task_is_critical() -> None:
    paper = Paper()
    row = Often("Label 20,000 tickets", 0.83, 0.48, "48%", "\u221235", "good", critical=False)
    often_critical(paper, 250, [row, row], LIGHT)
    after, before = paper.boxes[:2]
    assert after[2] == pytest.approx(0.48 / 0.83 * before[2])
    assert "48%" in paper.words()
    assert max(box[1] + box[3] for box in paper.boxes) < 2 * ROW
