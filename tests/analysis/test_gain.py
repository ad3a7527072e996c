import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis.gain import (
    Factor,
    Judgement,
    Part,
    Term,
    gain,
    least_share_right,
    triangle,
)
from leadbench.errors import Refused

# The worked example: tickets a year, points of lift, dollars saved per ticket of either kind.
TICKETS = Factor(1, "Tickets a year", 1.25e6, 1.44e6, 1.63e6)
LIFT = Factor(2, "Resolved lift, points", 0.07, 0.13, 0.19)
RESOLVED = Factor(3, "Saved per resolved ticket", 5.4, 6.4, 7.4)
ROUTED = Factor(4, "Saved per routed ticket", 0.35, 0.55, 0.75)
FACTORS = (TICKETS, LIFT, RESOLVED, ROUTED)
TERMS = (
    Term("Resolved", (Part(1), Part(2), Part(3))),
    Term("Routed", (Part(1), Part(2, coefficient=-1, constant=0.91), Part(4))),
)


def test_the_worked_gain_is_that_of_the_picture() -> None:
    result = gain(FACTORS, TERMS, seed=7)
    assert [round(term / 1e6, 2) for term in result.terms] == [1.20, 0.62]
    assert result.likely / 1e6 == pytest.approx(1.81584)
    # Percentiles depend on the random sequence; the picture says 1.20, 1.78, 2.45.
    assert result.p10 / 1e6 == pytest.approx(1.20, abs=0.05)
    assert result.p50 / 1e6 == pytest.approx(1.78, abs=0.05)
    assert result.p90 / 1e6 == pytest.approx(2.45, abs=0.05)


def test_the_lift_moves_the_gain_most() -> None:
    order = [int(swing.factor) for swing in gain(FACTORS, TERMS, seed=7).swings]
    assert order == [2, 1, 4, 3]


def test_the_same_seed_gives_the_same_runs_and_another_gives_others() -> None:
    first, again = gain(FACTORS, TERMS, seed=7), gain(FACTORS, TERMS, seed=7)
    assert np.array_equal(first.runs, again.runs)
    assert not np.array_equal(first.runs, gain(FACTORS, TERMS, seed=8).runs)


def test_a_further_factor_leaves_the_runs_of_the_others_alone() -> None:
    more = (Factor(9, "Unused", 0, 1, 2), *FACTORS)
    assert np.array_equal(gain(more, TERMS).runs, gain(FACTORS, TERMS).runs)


def test_without_spread_every_run_is_the_likely_gain() -> None:
    fixed = tuple(Factor(one.key, one.name, one.likely, one.likely, one.likely) for one in FACTORS)
    result = gain(fixed, TERMS)
    assert np.allclose(result.runs, result.likely)


@given(st.floats(-50, 50), st.floats(0.1, 20), st.floats(0.1, 20))
def test_a_triangle_has_the_percentiles_it_was_asked_for(
    likely: float, below: float, above: float
) -> None:
    low, high = likely - below, likely + above
    first, mode, last = triangle(low, likely, high)

    def share_below(value: float) -> float:
        if value <= mode:
            return (value - first) ** 2 / ((last - first) * (mode - first))
        return 1 - (last - value) ** 2 / ((last - first) * (last - mode))

    assert mode == likely
    assert share_below(low) == pytest.approx(0.1, abs=1e-6)
    assert share_below(high) == pytest.approx(0.9, abs=1e-6)


def test_a_factor_out_of_order_is_refused() -> None:
    with pytest.raises(Refused, match="must not fall"):
        gain((Factor(1, "Users", 3, 2, 4),), ())


def test_a_part_without_its_factor_is_refused() -> None:
    with pytest.raises(Refused, match="not there any more"):
        gain((TICKETS,), (Term("Resolved", (Part(8),)),))


def test_least_useful_performance_of_the_picture() -> None:
    answers = least_share_right(Judgement(6.40, -14.00, cost=0.12))
    routes = least_share_right(Judgement(0.55, -6.30))
    assert answers is not None
    assert routes is not None
    assert round(100 * answers) == 69
    assert round(100 * (1 - routes)) == 8
    assert round(100 * (least_share_right(Judgement(6.40, -20.00, cost=0.12)) or 0)) == 76


def test_answering_that_never_or_always_pays() -> None:
    assert least_share_right(Judgement(1, -1, cost=2.5)) is None
    assert least_share_right(Judgement(5, 1)) == 0.0
