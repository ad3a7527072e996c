"""Three-point ranges and how complexity widens them, counted by hand."""

from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis.data_quality import Widening, points_for
from leadbench.analysis.ranges import Range

DAY = 480
MINUTES = st.integers(0, 100_000)
INDEX = st.floats(1, 10)


def test_both_ends_move_away_from_the_likely_value() -> None:
    # 15 - 1.12 x 4 = 10.52 days, 15 + 1.12 x 9 = 25.08 days, rounded outward to whole minutes.
    wide = Range(11 * DAY, 15 * DAY, 24 * DAY).widened(1.12)
    assert wide == Range(5049, 15 * DAY, 12039)


def test_an_exact_product_is_not_rounded_further() -> None:
    assert Range(5, 10, 20).widened(1.2) == Range(4, 10, 22)


def test_nothing_takes_less_than_no_time() -> None:
    assert Range(100, 1000, 1000).widened(3.0) == Range(0, 1000, 1000)


def test_what_estimates_allow_for_is_divided_out() -> None:
    rule = Widening(free=3, percent_per_point=10)
    assert rule.beyond(5.0, None) == 1.2
    assert rule.beyond(5.0, 5.0) == 1.0
    assert round(rule.beyond(7.0, 5.0), 9) == round(1.4 / 1.2, 9)
    # Better data than was allowed for does not narrow what somebody gave.
    assert rule.beyond(4.0, 5.0) == 1.0
    # What lies below the free points allows for nothing.
    assert rule.beyond(5.0, 2.0) == 1.2


def test_points_follow_a_score() -> None:
    assert points_for(72, 4) == 1.1  # 1.12
    assert points_for(70, 3) == 0.9
    assert points_for(100, 4) == 0
    assert points_for(0, 4) == 4
    assert points_for(52, 4) == 1.9  # 1.92
    assert points_for(85, 3) == 0.5  # 0.45, a half goes up


@given(st.tuples(MINUTES, MINUTES, MINUTES), INDEX, INDEX, st.none() | INDEX, st.floats(0, 100))
def test_more_complexity_never_narrows(
    points: tuple[int, int, int], one: float, other: float, allowed: float | None, percent: float
) -> None:
    low, likely, high = sorted(points)
    own = Range(low, likely, high)
    rule = Widening(3, percent)
    less, more = (own.widened(rule.beyond(index, allowed)) for index in sorted((one, other)))
    assert more.optimistic <= less.optimistic <= own.optimistic
    assert more.pessimistic >= less.pessimistic >= own.pessimistic
    assert more.likely == less.likely == own.likely
    assert more.optimistic >= 0
