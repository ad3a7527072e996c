from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis.valuation import (
    Case,
    Experiment,
    StageBet,
    Timing,
    break_even,
    case_value,
    cheapest_stop_first,
    discounted,
    expected_cost,
    perfect_information,
    staged_value,
    tornado,
    value_of_test,
    yearly,
)
from leadbench.errors import Refused
from tests.analysis import example

# The settings behind the portfolio picture: growth is spent 0.6 years from today on average, gains
# run for three years from a year ahead, at 10 % a year.
TIMING = Timing(growth_at=0.6, gain_at=1.0, gain_years=3, rate=0.1)
EXPECTED_NPV = {
    "Support ticket triage": 0.72,
    "Churn early warning": 0.63,
    "Invoice extraction": 0.49,
    "Demand forecast": 0.24,
    "Search ranking": 0.06,
    "Fraud scoring": -0.65,
}
CHANCES = st.floats(0, 1)
COSTS = st.floats(0, 10)


def case(name: str = "Support ticket triage") -> Case:
    row = next(row for row in example.read()["portfolio"] if row["name"] == name)
    return Case(
        mvp_cost=row["mvp_cost"] / 1000,
        growth_cost=row["growth_cost"] / 1000,
        gain_per_year=row["gain_likely_musd"],
        running_per_year=row["running_cost_year"] / 1000,
        mvp_chance=row["p_mvp"],
        growth_chance=row["p_growth"],
    )


def test_three_stages_with_gates_are_worth_what_the_textbook_says() -> None:
    bets = [StageBet(0.2, 0.5), StageBet(0.8, 0.6), StageBet(1.5, 0.7)]
    worth = staged_value(bets, 6.0)
    assert worth.committed == pytest.approx(-1.24)
    assert worth.gated == pytest.approx(0.21)
    assert worth.option == pytest.approx(1.45)
    assert sum(chance for chance, _ in worth.ends) == pytest.approx(1)


@given(st.lists(st.builds(StageBet, COSTS, CHANCES), max_size=5), st.floats(-20, 20))
def test_the_right_to_stop_is_never_worth_less_than_nothing(
    bets: list[StageBet], value: float
) -> None:
    nested = value
    for bet in reversed(bets):
        nested = -bet.cost + bet.chance * nested
    worth = staged_value(bets, value)
    assert worth.gated == pytest.approx(nested, abs=1e-9)
    assert worth.option >= -1e-9


def test_a_chance_above_one_is_refused() -> None:
    with pytest.raises(Refused, match="130 %"):
        staged_value([StageBet(1, 1.3)], 1)


@pytest.mark.parametrize("name", EXPECTED_NPV)
def test_expected_npv_of_each_candidate_is_that_of_the_portfolio_picture(name: str) -> None:
    assert round(case_value(case(name), TIMING).gated, 2) == EXPECTED_NPV[name]


def test_the_worked_business_case() -> None:
    worth = case_value(case(), TIMING)
    assert round(discounted(0.86, 0.6, 0.1), 3) == 0.812
    assert round(yearly(1.626, 1.0, 3, 0.1), 3) == 3.855
    assert round(worth.committed, 2) == 0.43
    assert round(worth.option, 2) == 0.28
    assert [(round(chance, 2), round(value, 2)) for chance, value in worth.ends] == [
        (0.35, -0.76),
        (0.13, -1.57),
        (0.52, 2.28),
    ]
    assert round(perfect_information(worth.ends), 2) == 0.47


def test_the_worked_case_breaks_even_where_the_picture_says() -> None:
    def at_gain(gain: float) -> float:
        one = case()
        return case_value(
            Case(
                one.mvp_cost,
                one.growth_cost,
                gain,
                one.running_per_year,
                one.mvp_chance,
                one.growth_chance,
            ),
            TIMING,
        ).gated

    gain = break_even(at_gain, 0, 10)
    assert gain is not None
    assert round(gain, 2) == 1.23
    assert break_even(at_gain, 5, 10) is None
    assert break_even(lambda value: 3 - value, 0, 3) == 3


def test_the_widest_swing_comes_first() -> None:
    swings = tornado(
        lambda name, value: value * {"a": 1, "b": 10}[name], [("a", 0, 5), ("b", 2, 3)]
    )
    assert [swing.factor for swing in swings] == ["b", "a"]
    assert (swings[0].at_low, swings[0].at_high, swings[0].width) == (20, 30, 10)


def test_a_test_without_error_is_worth_perfect_information() -> None:
    perfect = value_of_test(0.3, 5.0, -2.0, sensitivity=1, specificity=1)
    assert perfect == pytest.approx(perfect_information([(0.3, 5.0), (0.7, -2.0)]))
    # By hand: blind, 0.3 * 5 - 0.7 * 2 = 0.1; with the test 0.3 * 5 = 1.5.
    assert perfect == pytest.approx(1.4)


@given(CHANCES, st.floats(0, 10), st.floats(-10, 0), CHANCES, CHANCES)
def test_a_test_is_worth_something_between_nothing_and_perfect_information(
    chance: float, success: float, failure: float, sensitivity: float, specificity: float
) -> None:
    worth = value_of_test(
        chance, success, failure, sensitivity=sensitivity, specificity=specificity
    )
    most = perfect_information([(chance, success), (1 - chance, failure)])
    assert -1e-9 <= worth <= most + 1e-9


def test_a_coin_is_worth_nothing_as_a_test() -> None:
    assert value_of_test(0.3, 5, -2, sensitivity=0.5, specificity=0.5) == pytest.approx(0)


@given(st.lists(st.tuples(st.floats(0.1, 10), st.floats(0.01, 1)), min_size=1, max_size=5))
def test_no_order_of_experiments_is_cheaper(drawn: list[tuple[float, float]]) -> None:
    experiments = [Experiment(key, cost, chance) for key, (cost, chance) in enumerate(drawn)]
    best = expected_cost(cheapest_stop_first(experiments))
    assert all(best <= expected_cost(order) + 1e-9 for order in permutations(experiments))


def test_experiments_of_the_picture_in_their_order() -> None:
    # Helpdesk API trial, label audit, prompt-only baseline, privacy review, in thousands.
    experiments = [
        Experiment(4, 18, 0.25),
        Experiment(3, 8, 0.15),
        Experiment(2, 8, 0.20),
        Experiment(1, 3, 0.30),
    ]
    ordered = cheapest_stop_first(experiments)
    assert [one.key for one in ordered] == [1, 2, 3, 4]
    assert [round(one.ratio) for one in ordered] == [10, 40, 53, 72]
    assert Experiment(5, 1, 0).ratio == float("inf")
