import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbench.analysis.queueing import Pool, blocking, chance_to_wait, servers_for
from leadbench.analysis.sizing import (
    Demand,
    Promise,
    Server,
    accelerator_memory,
    backlog,
    batch_workers,
    latency_curve,
    size,
    stored,
)
from leadbench.errors import Refused

# The worked example's sizing sheet, as its picture prints it.
DEMAND = Demand(per_day=120_000 * 5.2 / 22, peak_hour_percent=9, surge=2.5, calls_per_request=2)
GPU = Server(mean_seconds=1.8, at_once=4, most_use_percent=60, hour_price=2.1)


def by_factorials(servers: int, load: Fraction) -> Fraction:
    """Erlang B as the textbook quotient, in exact fractions."""
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    return terms[-1] / sum(terms)


@given(st.integers(0, 60), st.fractions(min_value=0, max_value=80, max_denominator=16))
def test_blocking_equals_the_exact_quotient_of_factorials(servers: int, load: Fraction) -> None:
    assert abs(blocking(servers, float(load)) - float(by_factorials(servers, load))) < 1e-9


def test_blocking_of_a_thousand_servers_does_not_overflow() -> None:
    assert 0 < blocking(1000, 950.0) < 0.05


@pytest.mark.parametrize(
    ("servers", "chance", "mean_ms", "p99_ms"),
    [(12, 0.449, 11.2, 95), (14, 0.174, 2.2, 36), (16, 0.057, 0.48, 15)],
)
def test_waiting_at_two_hundred_calls_of_fifty_milliseconds(
    servers: int, chance: float, mean_ms: float, p99_ms: float
) -> None:
    pool = Pool(servers, rate=200, service=0.05)
    assert pool.chance_to_wait == pytest.approx(chance, abs=0.0005)
    assert pool.mean_wait * 1000 == pytest.approx(mean_ms, rel=0.02)
    assert pool.wait_percentile(99) * 1000 == pytest.approx(p99_ms, abs=0.5)


def test_three_servers_with_two_erlangs_make_four_ninths_wait() -> None:
    assert chance_to_wait(3, 2) == pytest.approx(4 / 9)


def test_one_large_pool_answers_sooner_than_two_of_half_its_size() -> None:
    one, half = Pool(16, 256, 0.05), Pool(8, 128, 0.05)
    assert (one.mean_wait + 0.05) * 1000 == pytest.approx(54.8, abs=0.05)
    assert (half.mean_wait + 0.05) * 1000 == pytest.approx(64.3, abs=0.05)


def test_the_tail_is_one_less_than_the_percentile() -> None:
    pool = Pool(12, 200, 0.05, variability=0.5)
    assert pool.wait_exceeds(pool.wait_percentile(99)) == pytest.approx(0.01)


def test_nearly_constant_service_halves_the_wait() -> None:
    assert Pool(12, 200, 0.05, 0.5).mean_wait == pytest.approx(Pool(12, 200, 0.05).mean_wait / 2)


def test_a_pool_that_cannot_keep_up_waits_for_ever() -> None:
    pool = Pool(10, 200, 0.05)
    assert pool.chance_to_wait == 1
    assert math.isinf(pool.mean_wait)
    assert math.isinf(pool.wait_percentile(50))


def test_agents_of_the_published_call_center() -> None:
    folder = Path("..") / "shared" / "data" / "reference-values"
    if not (folder / "erlang_c.csv").exists():
        pytest.skip("../shared/data is not here")
    with (folder / "erlang_c.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        rate = float(row["transactions"]) / float(row["interval_min"])
        service, target = float(row["aht_min"]), float(row["target_service_level"])
        count = servers_for(
            rate,
            service,
            most_use=float(row["max_occupancy"]),
            wait_limit=float(row["asa_min"]),
            percentile=100 * target,
        )
        pool = Pool(count, rate, service)
        assert count == int(row["raw_positions"])
        assert math.ceil(count / (1 - float(row["shrinkage"]))) == int(row["positions"])
        level = 1 - pool.wait_exceeds(float(row["asa_min"]))
        assert level == pytest.approx(float(row["service_level"]), abs=0.0005)
        assert pool.utilization == pytest.approx(float(row["occupancy"]), abs=0.0005)
        assert pool.chance_to_wait == pytest.approx(float(row["waiting_probability"]), abs=0.0005)


@given(st.floats(0.01, 50), st.floats(0.01, 3), st.floats(0.3, 1.0), st.floats(0.0, 2.0))
def test_one_server_less_would_break_the_promise(
    rate: float, service: float, most_use: float, limit: float
) -> None:
    count = servers_for(rate, service, most_use=most_use, wait_limit=limit)
    pool = Pool(count, rate, service)
    assert pool.utilization <= most_use + 1e-9
    assert pool.load < count
    assert pool.wait_percentile(95) <= limit
    fewer = Pool(count - 1, rate, service)
    assert (
        count == 1
        or fewer.utilization > most_use - 1e-9
        or fewer.load >= count - 1
        or fewer.wait_percentile(95) > limit
    )


def test_the_worked_example_needs_four_servers() -> None:
    result = size(DEMAND, GPU, Promise(failures=1))
    assert result.peak_requests == pytest.approx(1.77, abs=0.005)
    assert result.peak_calls == pytest.approx(3.55, abs=0.005)
    assert result.in_flight == pytest.approx(6.4, abs=0.05)
    assert result.servers_exact == pytest.approx(2.66, abs=0.005)
    assert (result.needed, result.servers) == (3, 4)
    assert round(100 * result.utilization) == 40
    assert round(100 * result.utilization_reduced) == 53
    assert round(100 * result.chance_to_wait, 1) == 0.1
    assert round(100 * result.chance_to_wait_reduced, 1) == 3.4
    assert round(result.month_cost / 1000, 1) == 6.1


def test_a_latency_adds_the_measured_service_to_the_wait() -> None:
    server = Server(mean_seconds=1.8, at_once=4, service_percentile=1.9)
    result = size(DEMAND, server, Promise(seconds=2.5, other_seconds=0.2))
    assert result.latency == pytest.approx(result.wait + 1.9 + 0.2)
    assert result.latency <= 2.5


def test_more_servers_than_utilization_asks_for_where_the_wait_is_short() -> None:
    loose = size(DEMAND, Server(1.8, at_once=1), Promise(seconds=10))
    tight = size(DEMAND, Server(1.8, at_once=1), Promise(seconds=1.9, percentile=99))
    assert tight.needed > loose.needed


def test_a_deploy_adds_servers_that_are_not_counted_on() -> None:
    assert size(DEMAND, GPU, Promise(failures=1, deploying=2)).servers == 6


def test_no_demand_needs_no_server() -> None:
    result = size(Demand(0, 9), GPU, Promise(failures=1))
    assert (result.servers, result.month_cost, result.chance_to_wait) == (0, 0, 0)


@pytest.mark.parametrize(
    ("demand", "server", "promise", "field"),
    [
        (Demand(-1, 9), GPU, Promise(), "per_day"),
        (Demand(1, 101), GPU, Promise(), "peak_hour_percent"),
        (Demand(1, 9, surge=0.5), GPU, Promise(), "surge"),
        (DEMAND, Server(1.8, most_use_percent=120), Promise(), "most_use_percent"),
        (DEMAND, Server(1.8, most_use_percent=0), Promise(), "most_use_percent"),
        (DEMAND, Server(1.8, at_once=0), Promise(), "at_once"),
        (DEMAND, Server(-1.8), Promise(), "mean_seconds"),
        (DEMAND, GPU, Promise(seconds=1.0), "seconds"),
        (DEMAND, GPU, Promise(seconds=3, percentile=100), "percentile"),
    ],
)
def test_nonsense_is_refused_at_its_field(
    demand: Demand, server: Server, promise: Promise, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        size(demand, server, promise)
    assert refusal.value.field == field


def test_a_batch_fits_its_window() -> None:
    # 1,000,000 items of 20 ms, 5 % repeated, in 4 hours: 21,000 s of work in 14,400 s.
    assert batch_workers(1_000_000, 0.02, 4 * 3600, retry_percent=5) == 2
    with pytest.raises(Refused):
        batch_workers(1, 1, 0)


def test_a_queue_grows_by_what_does_not_leave() -> None:
    assert backlog(5, 3, 600) == 1200
    assert backlog(3, 5, 600) == 0


def test_a_store_holds_what_is_not_yet_too_old() -> None:
    assert stored(28_364, 528, 1) == pytest.approx(15.0e6, rel=0.01)
    assert accelerator_memory(14.0, 0.5, 4) == 16.0


def test_the_latency_curve_rises_and_never_falls_below_the_service() -> None:
    server = Server(1.8, at_once=4, service_percentile=1.9)
    curve = latency_curve(server, 4, Promise(other_seconds=0.2), (1.0, 3.5, 6.0, 8.0, 9.0))
    assert curve[0] == pytest.approx(2.1)
    assert list(curve) == sorted(curve)
    assert math.isinf(curve[-1])


def test_the_peak_of_a_day_spread_over_its_seconds() -> None:
    # Peak rate = requests a day / 86,400 x peak factor: an hour has 100/24 % of an even day.
    even = Demand(per_day=864_000, peak_hour_percent=100 / 24, surge=3)
    assert size(even, GPU, Promise()).peak_requests == pytest.approx(864_000 / 86_400 * 3)


def test_the_tail_of_the_wait_is_erlang_c_times_an_exponential() -> None:
    # P(W > t) = C(12, 10) e^(-(12/S - rate) t); C is 0.449, the rest falls to 1 % at 95 ms.
    pool = Pool(12, 200, 0.05)
    for milliseconds in (0, 10, 40, 95):
        seconds = milliseconds / 1000
        expected = 0.4494 * math.exp(-(12 / 0.05 - 200) * seconds)
        assert pool.wait_exceeds(seconds) == pytest.approx(expected, rel=2e-3)
    assert pool.mean_wait == pytest.approx(0.4494 / (12 / 0.05 - 200), rel=2e-3)


def test_no_number_of_servers_shortens_the_percentile_of_the_call() -> None:
    # Exponential calls of 50 ms have a p99 of 4.6 x 50 = 230 ms by themselves.
    own = 0.05 * math.log(100)
    assert own == pytest.approx(0.230, abs=0.0005)
    demand = Demand(per_day=200 * 3600 * 10, peak_hour_percent=10)
    server = Server(0.05, most_use_percent=95, service_percentile=own)
    with pytest.raises(Refused, match="more servers do not shorten it"):
        size(demand, server, Promise(seconds=0.2, percentile=99))
    found = size(demand, server, Promise(seconds=0.25, percentile=99))
    # 20 ms of wait are left: 16 servers keep 15 ms, 14 need 36 ms; 15 keep it too or not.
    assert 15 <= found.needed <= 16
    assert found.latency <= 0.25


def test_allen_cunneen_scales_the_wait_by_the_half_sum_of_both_variations() -> None:
    # Poisson arrivals (Ca² = 1) and constant calls (Cs² = 0): half; Cs² = 3: twice.
    plain = Pool(14, 200, 0.05)
    assert Pool(14, 200, 0.05, variability=(1 + 0) / 2).mean_wait == plain.mean_wait / 2
    assert Pool(14, 200, 0.05, variability=(1 + 3) / 2).mean_wait == plain.mean_wait * 2
