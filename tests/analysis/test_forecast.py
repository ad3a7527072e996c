"""The forecast: closed forms, the worked example, and an implementation that shares nothing."""

import json
import math
import random
from datetime import date, timedelta
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from leadbench.analysis.calendars import STANDARD, to_date, to_datetime
from leadbench.analysis.critical_path import schedule
from leadbench.analysis.forecast import Forecast, forecast
from leadbench.analysis.inputs import Activity, ActivityKind, Link, Network
from leadbench.analysis.ranges import Distribution, Impact, Range, Rates, RiskEvent
from leadbench.errors import BeyondDates, Cancelled, Refused
from tests.analysis import example
from tests.analysis.plain_simulation import simulated

DAY = 480
MONDAY_8 = example.at("2026-01-05", 8)
FILE = Path(__file__).with_name("triage-forecast.json")


def plan(*durations: int, links: tuple[Link, ...] = (), **facts: Any) -> Network:
    rows = tuple(
        Activity(key, f"Task {key}", duration=minutes) for key, minutes in enumerate(durations, 1)
    )
    return Network(rows, links, {1: STANDARD}, 1, MONDAY_8, **facts)


def lengths(result: Forecast) -> "np.typing.NDArray[np.float64]":
    """Working days from Monday 5 January to the finish of each run, counted day by day."""
    days = []
    for finish in result.finish.tolist():
        moment = to_datetime(finish)
        whole = sum(
            (date(2026, 1, 5) + timedelta(ahead)).weekday() < 5
            for ahead in range((moment.date() - date(2026, 1, 5)).days)
        )
        hours = moment.hour + moment.minute / 60 - 8
        days.append(whole + (hours if hours <= 4 else hours - 1) / 8)
    return np.array(days)


@pytest.mark.parametrize(
    ("ranges", "events", "said"),
    [
        ({1: Range(DAY, DAY, 2**62)}, (), "“Task 1” would take more than 2,000 years"),
        (
            {1: Range(DAY, DAY * 260 * 900, DAY * 260 * 1500, Distribution.LOGNORMAL)},
            (),
            "“Task 1” would take more than 2,000 years",
        ),
        (
            {1: Range(DAY, DAY, DAY)},
            (RiskEvent(1, 1.0, (Impact(1, Range(2**40, 2**40, 2**40)),)),),
            "“Task 1” would take more than 2,000 years",
        ),
        # 3 x 1,400 years of 260 days from 2026 lead beyond 5999; 2 x 1,400 do not.
        (
            {key: Range(DAY * 364_000, DAY * 364_000, DAY * 364_000) for key in (1, 2, 3)},
            (),
            "“Task 3” would end after the year 5999",
        ),
    ],
)
def test_runs_beyond_all_years_are_refused_in_words(
    ranges: dict[int, Range], events: tuple[RiskEvent, ...], said: str
) -> None:
    network = plan(DAY, DAY, DAY, links=(Link(1, 2), Link(2, 3)))
    with pytest.raises(BeyondDates, match=said):
        forecast(network, ranges, events, runs=50)


# How one range is drawn


def test_pert_of_4_6_14_has_mean_7_and_the_deviation_of_its_beta() -> None:
    result = forecast(plan(6 * DAY), {1: Range(4 * DAY, 6 * DAY, 14 * DAY)}, runs=40_000)
    found = lengths(result)
    # a = 1.8, b = 4.2: the variance is 100 a b / (36 x 7) = 3. Four standard errors of 40,000
    # runs are 4 x 1.732 / 200. The rule of thumb (P - O) / 6 = 1.667 lies 4 % below.
    assert found.mean() == pytest.approx(7, abs=0.035)
    assert found.std() == pytest.approx(math.sqrt(3), abs=0.035)
    assert Range(4 * DAY, 6 * DAY, 14 * DAY).mean == 7 * DAY


def test_pert_with_its_likely_value_in_the_middle_is_the_symmetric_beta() -> None:
    # a = b = 3: F(x) = 10 x^3 - 15 x^4 + 6 x^5, so F(0.25) = 0.103516.
    given = Range(0, 1000, 2000)
    assert given.quantiles(np.array([0.103516, 0.5, 1 - 0.103516])) == pytest.approx(
        [500, 1000, 1500], abs=0.5
    )


def test_pert_with_its_likely_value_at_an_end_follows_its_power() -> None:
    # a = 1, b = 5: F(x) = 1 - (1 - x)^5.
    shares = np.array([0.1, 0.5, 0.9, 0.999])
    assert Range(0, 0, 10_000).quantiles(shares) == pytest.approx(
        10_000 * (1 - (1 - shares) ** 0.2), abs=2
    )


def test_triangle_and_uniform_have_their_closed_forms() -> None:
    triangle = Range(0, 1000, 4000, Distribution.TRIANGLE)
    # F(1000) = 1000 / 4000; F(3000) = 1 - 1000^2 / (4000 x 3000).
    assert triangle.quantiles(np.array([0.25, 1 - 1 / 12])) == pytest.approx([1000, 3000])
    assert triangle.mean == pytest.approx(5000 / 3)
    uniform = Range(100, 200, 500, Distribution.UNIFORM)
    assert uniform.quantiles(np.array([0.0, 0.25, 1.0])) == pytest.approx([100, 200, 500])


def test_lognormal_has_its_ends_at_p10_and_p90() -> None:
    given = Range(1000, 2000, 9000, Distribution.LOGNORMAL)
    assert given.quantiles(np.array([0.1, 0.5, 0.9])) == pytest.approx([1000, 3000, 9000], rel=1e-5)
    # The mean of a lognormal: exp(mu + sigma^2 / 2), with mu = ln 3000.
    sigma = math.log(3) / NormalDist().inv_cdf(0.9)
    assert given.mean == pytest.approx(3000 * math.exp(sigma * sigma / 2))


@pytest.mark.parametrize(
    "points", [(5, 4, 6, "pert"), (1, 3, 2, "pert"), (-1, 2, 3, "pert"), (0, 2, 3, "lognormal")]
)
def test_points_that_do_not_ascend_are_refused(points: tuple[int, int, int, str]) -> None:
    with pytest.raises(Refused):
        Range(points[0], points[1], points[2], Distribution(points[3]))


# How tasks come together


def test_two_tasks_in_a_row_add_their_means_and_their_variances() -> None:
    given = Range(4 * DAY, 6 * DAY, 14 * DAY)
    network = plan(6 * DAY, 6 * DAY, links=(Link(1, 2),))
    found = lengths(forecast(network, {1: given, 2: given}, runs=40_000))
    assert found.mean() == pytest.approx(14, abs=0.048)
    assert found.std() == pytest.approx(math.sqrt(3 + 3), abs=0.048)


def test_the_later_of_two_uniform_tasks_has_the_square_as_its_distribution() -> None:
    given = Range(10 * DAY, 15 * DAY, 20 * DAY, Distribution.UNIFORM)
    result = forecast(plan(15 * DAY, 15 * DAY), {1: given, 2: given}, runs=40_000)
    found = lengths(result)
    # P(max <= 10 + 10 x) = x^2: the mean lies at 10 + 20/3, P50 at 10 + 10 sqrt(1/2).
    assert found.mean() == pytest.approx(10 + 20 / 3, abs=0.05)
    assert np.quantile(found, 0.5) == pytest.approx(10 + 10 * math.sqrt(0.5), abs=0.07)
    one, other = result.of(1), result.of(2)
    assert one is not None
    assert other is not None
    assert one.criticality is not None
    assert other.criticality is not None
    # Each is the later one in half of the runs; both at once almost never.
    assert one.criticality == pytest.approx(0.5, abs=0.01)
    assert one.criticality + other.criticality == pytest.approx(1, abs=0.001)


def test_drivers_of_two_independent_tasks_in_a_row() -> None:
    wide = Range(0, 10 * DAY, 20 * DAY, Distribution.UNIFORM)
    small = Range(5 * DAY, 10 * DAY, 15 * DAY, Distribution.UNIFORM)
    network = plan(10 * DAY, 10 * DAY, links=(Link(1, 2),))
    result = forecast(network, {1: wide, 2: small}, runs=40_000)
    one, other = result.of(1), result.of(2)
    assert one is not None
    assert other is not None
    # Deviations are as 2 to 1, so both are 2 / sqrt(5) and 1 / sqrt(5) of the whole.
    for found, share in ((one, 2 / math.sqrt(5)), (other, 1 / math.sqrt(5))):
        assert found.criticality == 1
        assert found.ssi == pytest.approx(share, abs=0.01)
        assert found.pearson == pytest.approx(share, abs=0.01)
    # Spearman of X and X + Y orders them the same way, and does not reach 1.
    assert one.spearman is not None
    assert other.spearman is not None
    assert 0.8 < one.spearman < 0.95
    assert 0.35 < other.spearman < 0.5


def test_ranks_do_not_care_for_amounts() -> None:
    # One task alone: the project's length is its own, whatever its distribution.
    result = forecast(plan(DAY), {1: Range(1, DAY, 50 * DAY)}, runs=2_000)
    own = result.of(1)
    assert own is not None
    assert own.spearman == pytest.approx(1)
    assert own.pearson == pytest.approx(1)
    assert own.ssi == pytest.approx(1)


def test_an_event_hits_all_its_tasks_in_the_same_runs() -> None:
    network = plan(10 * DAY, 5 * DAY)
    late = Range(2 * DAY, 2 * DAY, 2 * DAY)
    event = RiskEvent(1, 0.3, (Impact(1, late), Impact(2, late)))
    result = forecast(network, {}, [event], runs=20_000)
    assert set(lengths(result).round(6)) == {10, 12}
    assert (lengths(result) > 11).mean() == pytest.approx(0.3, abs=0.013)
    # One draw for both: the shorter task is never later while the longer one is on time.
    both = forecast(plan(10 * DAY, 10 * DAY), {}, [event], runs=2_000)
    one, other = both.of(1), both.of(2)
    assert one is not None
    assert other is not None
    assert one.criticality == other.criticality == 1


def test_an_impact_in_percent_is_a_share_of_what_was_drawn() -> None:
    event = RiskEvent(1, 1.0, (Impact(1, Range(50, 50, 50), percent=True),))
    result = forecast(plan(4 * DAY), {}, [event], runs=10)
    assert lengths(result).tolist() == [6] * 10


def test_what_is_done_is_neither_drawn_nor_critical() -> None:
    finish = example.at("2026-01-06", 17)
    rows = (
        Activity(1, "Done", duration=2 * DAY, actual_start=MONDAY_8, actual_finish=finish),
        Activity(2, "Next", duration=2 * DAY),
        Activity(3, "Gate", ActivityKind.MILESTONE),
    )
    network = Network(rows, (Link(1, 2), Link(2, 3)), {1: STANDARD}, 1, MONDAY_8)
    wide = Range(DAY, 2 * DAY, 40 * DAY)
    result = forecast(network, {1: wide, 2: Range(DAY, DAY, DAY), 3: wide}, runs=50)
    done, gate = result.of(1), result.of(3)
    assert done is not None
    assert gate is not None
    assert (done.finish_p10, done.finish_p90, done.criticality) == (finish, finish, None)
    # Wednesday, one day, in every run.
    assert gate.finish_p90 == example.at("2026-01-07", 17)
    assert gate.criticality == 1
    assert result.of(99) is None


# Cost


def test_cost_counts_what_is_fixed_drawn_and_late() -> None:
    # Two days planned; a uniform 1 to 5 days drawn. A minute of it costs 3, a late one 2 more.
    rates = Rates(fixed=1000, per_minute={1: 3}, late_minute=2)
    given = Range(DAY, 2 * DAY, 5 * DAY, Distribution.UNIFORM)
    result = forecast(plan(2 * DAY), {1: given}, rates=rates, runs=500)
    assert result.cost is not None
    wanted = [
        1000 + 3 * days * DAY + 2 * max(0.0, days - 2) * DAY for days in lengths(result).tolist()
    ]
    assert result.cost == pytest.approx(wanted)
    assert result.cost_at(1.0) == round(max(wanted))
    assert forecast(plan(DAY), {1: given}, runs=5).cost_at(0.5) is None


def test_joint_chance_asks_for_both_in_the_same_run() -> None:
    event = RiskEvent(1, 0.5, (), Range(500, 500, 500))
    late = RiskEvent(2, 0.5, (Impact(1, Range(DAY, DAY, DAY)),))
    result = forecast(plan(DAY), {}, [event, late], rates=Rates(fixed=100), runs=20_000)
    on_time = example.at("2026-01-05", 17)
    assert result.chance(on_time) == pytest.approx(0.5, abs=0.015)
    # Independent halves: a quarter has both.
    assert result.joint(on_time, 100) == pytest.approx(0.25, abs=0.013)
    assert result.joint(on_time, 600) == result.chance(on_time)


# The runs


def test_the_same_seed_gives_the_same_runs_and_fewer_are_the_first_of_more() -> None:
    network = plan(5 * DAY, 5 * DAY, links=(Link(1, 2),))
    ranges = {1: Range(2 * DAY, 5 * DAY, 9 * DAY), 2: Range(DAY, 5 * DAY, 9 * DAY)}
    once, again = (forecast(network, ranges, seed=3, runs=1_200) for _ in range(2))
    assert once.finish.tolist() == again.finish.tolist()
    fewer = forecast(network, ranges, seed=3, runs=700)
    assert fewer.finish.tolist() == once.finish[:700].tolist()
    other = forecast(network, ranges, seed=4, runs=700)
    assert other.finish.tolist() != fewer.finish.tolist()


def test_these_runs_never_change() -> None:
    """The numbers of one seed, as first drawn: the same on every machine, in every version."""
    network = plan(5 * DAY, 5 * DAY)
    ranges = {
        1: Range(2 * DAY, 5 * DAY, 9 * DAY),
        2: Range(DAY, 5 * DAY, 9 * DAY, Distribution.TRIANGLE),
    }
    result = forecast(network, ranges, seed=7, runs=6)
    assert lengths(result).round(3).tolist() == [5.058, 8.233, 7.535, 5.081, 5.1, 3.719]


def test_another_task_leaves_the_draws_of_the_first_alone() -> None:
    ranges = {1: Range(20 * DAY, 25 * DAY, 40 * DAY)}
    alone = forecast(plan(25 * DAY), ranges, runs=300)
    more = forecast(plan(25 * DAY, DAY), {**ranges, 2: Range(1, DAY, 2 * DAY)}, runs=300)
    assert more.finish.tolist() == alone.finish.tolist()


def test_p80_lies_between_its_bounds_in_nineteen_of_twenty_forecasts() -> None:
    given = Range(0, 1000 * DAY, 2000 * DAY, Distribution.UNIFORM)
    true = schedule(plan(1600 * DAY)).project_finish  # four fifths of the way
    held = 0
    for seed in range(200):
        low, high = forecast(plan(1000 * DAY), {1: given}, seed=seed, runs=400).p80_between
        held += low <= true <= high
    # 190 expected; three standard deviations are 9.
    assert held >= 180


def test_a_forecast_can_be_given_up() -> None:
    told: list[float] = []

    def tick(fraction: float, text: str) -> None:
        told.append(fraction)
        if len(told) == 3:
            raise Cancelled("You cancelled this. Nothing was changed.")

    with pytest.raises(Cancelled):
        forecast(plan(DAY), {1: Range(1, DAY, 2 * DAY)}, runs=5_000, tick=tick)
    assert told == [0, 0.1, 0.2]


def test_no_runs_are_refused() -> None:
    with pytest.raises(Refused):
        forecast(plan(DAY), {}, runs=0)


# The worked example


def three(points: dict[str, int]) -> Range:
    low, likely, high = (points[name] * DAY for name in ("optimistic", "likely", "pessimistic"))
    return Range(low, likely, high)


def run_example(**given: Any) -> tuple[Forecast, dict[str, int], dict[str, Any]]:
    wanted = json.loads(FILE.read_text(encoding="utf-8"))
    network, key_of = example.network()
    tasks = example.read()["tasks"]
    ranges = {key_of[t["id"]]: three(t["remaining_days"]) for t in tasks if t.get("remaining_days")}
    events = [
        RiskEvent(
            number, risk["probability"], (Impact(key_of[risk["task"]], three(risk["delay_days"])),)
        )
        for number, risk in enumerate(wanted["risks"], start=1)
    ]
    return forecast(network, ranges, events, **given), key_of, wanted


def working_days_apart(one: date, other: date) -> int:
    holidays = {date.fromisoformat(day) for day in example.read()["project"]["holidays"]}
    first, last = min(one, other), max(one, other)
    days = (first + timedelta(ahead) for ahead in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in days)


def test_the_example_comes_out_as_its_pictures_show() -> None:
    result, key_of, wanted = run_example()
    for share, name in ((0.1, "p10"), (0.5, "p50"), (0.8, "p80"), (0.9, "p90")):
        found = to_date(result.finish_at(share))
        assert working_days_apart(found, date.fromisoformat(wanted[name])) <= 1, name
    committed = example.at(example.read()["project"]["committed_finish"], 17)
    assert result.chance(committed) == pytest.approx(wanted["chance_of_committed"], abs=0.015)
    for number, share in wanted["criticality"].items():
        own = result.of(key_of[number])
        assert own is not None
        if share is None:
            assert own.criticality is None, number
        else:
            assert own.criticality == pytest.approx(share, abs=0.015), number


def test_the_example_against_a_simulation_that_shares_nothing_with_ours() -> None:
    ours, key_of, wanted = run_example(runs=5_000, seed=1)
    finishes, critical = simulated(wanted["risks"], 3_000, random.Random(42))
    for share in (0.1, 0.5, 0.8, 0.9):
        theirs = sorted(finishes)[math.ceil(share * len(finishes)) - 1]
        assert working_days_apart(to_date(ours.finish_at(share)), theirs) <= 1
    for number, share in critical.items():
        own = ours.of(key_of[number])
        assert own is not None
        # Two samples of thousands: three standard errors are below 0.035.
        assert own.criticality == pytest.approx(share, abs=0.035), number
