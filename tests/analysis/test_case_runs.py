from datetime import date, timedelta

import numpy as np
import pytest

from leadbench.analysis.case_runs import (
    break_evens,
    case_runs,
    cash_over_time,
    value_with,
)
from leadbench.analysis.valuation import Case, Timing

# The worked business case, in millions.
CASE = Case(
    mvp_cost=0.76,
    growth_cost=0.86,
    gain_per_year=1.81584,
    running_per_year=0.19,
    mvp_chance=0.65,
    growth_chance=0.8,
)
TIMING = Timing(growth_at=0.6, gain_at=1.0, gain_years=3, rate=0.1)
RANGES = {
    "gain_per_year": (1.20, 1.81584, 2.45),
    "mvp_chance": (0.50, 0.65, 0.80),
    "growth_chance": (0.65, 0.80, 0.90),
    "growth_cost": (0.70, 0.86, 1.10),
    "running_per_year": (0.14, 0.19, 0.28),
    "gain_at": (0.75, 1.0, 1.5),
    "mvp_cost": (0.719, 0.76, 0.774),
}


def test_break_evens_are_those_of_the_picture() -> None:
    found = break_evens(CASE, TIMING)
    assert found.gain == pytest.approx(1.23, abs=0.005)
    assert found.mvp_chance == pytest.approx(0.33, abs=0.005)
    assert found.growth_chance_at_gate == pytest.approx(0.21, abs=0.005)
    assert found.years_to_pay is not None
    paid = date(2026, 3, 16) + timedelta(days=found.years_to_pay * 365.25)
    assert (paid.year, paid.month) == (2028, 4)


def test_ends_and_order_of_the_factors_are_those_of_the_picture() -> None:
    found = case_runs(CASE, TIMING, RANGES, seed=7)
    assert found.expected == pytest.approx(0.717, abs=0.001)
    assert found.stopped_first == pytest.approx(0.35, abs=0.02)
    assert found.stopped_second == pytest.approx(0.13, abs=0.02)
    assert found.passed == pytest.approx(0.52, abs=0.02)
    assert found.information == pytest.approx(0.47, abs=0.005)
    assert [swing.factor for swing in found.swings] == [
        "gain_per_year", "mvp_chance", "growth_chance", "growth_cost", "running_per_year",
        "gain_at", "mvp_cost",
    ]  # fmt: skip


def test_without_ranges_there_are_three_ends() -> None:
    found = case_runs(CASE, TIMING, {}, seed=1)
    assert np.unique(np.round(found.runs, 2)).tolist() == [-1.57, -0.76, 2.28]
    assert found.runs.mean() == pytest.approx(found.expected, abs=0.06)


def test_the_same_seed_gives_the_same_runs() -> None:
    first = case_runs(CASE, TIMING, RANGES, seed=7)
    assert np.array_equal(first.runs, case_runs(CASE, TIMING, RANGES, seed=7).runs)
    gains = np.array([1.0, 2.0, 3.0])
    drawn = case_runs(CASE, TIMING, {}, seed=7, gains=gains)
    assert len(np.unique(np.round(drawn.runs, 6))) == 5


def test_later_gains_are_worth_less() -> None:
    assert value_with(CASE, TIMING, "gain_at", 1.5) < value_with(CASE, TIMING, "gain_at", 1.0)
    assert value_with(CASE, TIMING, "mvp_cost", 0.76) == pytest.approx(0.717, abs=0.001)


def test_a_case_that_never_pays_says_so() -> None:
    poor = Case(5.0, 5.0, 0.1, 0.2, 0.5, 0.5)
    found = break_evens(poor, TIMING)
    assert found.years_to_pay is None
    assert found.growth_chance_at_gate is None
    assert found.mvp_chance is None


def test_the_balance_falls_by_the_costs_and_rises_to_the_value_of_success() -> None:
    balance = cash_over_time(CASE, TIMING)
    assert balance[0] == (0.0, 0.0)
    assert min(value for _, value in balance) == pytest.approx(-1.57, abs=0.02)
    assert balance[-1][0] == 4.0
    assert balance[-1][1] == pytest.approx(2.28, abs=0.01)
    without = cash_over_time(CASE, Timing(0.6, 1.0, 3, 0.0))
    assert without[-1][1] == pytest.approx(3 * 1.62584 - 0.76 - 0.86)
