"""How long the runs of a forecast take: processor time, beside one schedule for each run."""

import random
import time
from collections.abc import Callable, Iterator

from leadbench.analysis.critical_path import schedule
from leadbench.analysis.forecast import forecast
from leadbench.analysis.inputs import Network
from leadbench.analysis.ranges import Impact, Range, RiskEvent
from tests.bench.harness import Line, measures
from tests.bench.schedule import of_shape

RUNS = 10_000


def given(network: Network) -> tuple[dict[int, Range], list[RiskEvent]]:
    """Return a range for each activity, and a risk for one in twenty."""
    chance = random.Random(3)
    ranges = {}
    for row in network.activities:
        minutes = max(60, row.duration)
        ranges[row.key] = Range(minutes * 6 // 10, minutes, minutes * 2)
    keys = [row.key for row in network.activities]
    delay = Range(480, 960, 2880)
    events = [
        RiskEvent(number, 0.3, tuple(Impact(key, delay) for key in chance.sample(keys, 2)))
        for number in range(1, len(keys) // 20 + 1)
    ]
    return ranges, events


def least_cpu_ms(work: Callable[[], object], repeats: int) -> float:
    """Return the least processor time: what other programs do at the time does not count."""
    took = []
    for _ in range(repeats):
        began = time.process_time_ns()
        work()
        took.append((time.process_time_ns() - began) / 1e6)
    return min(took)


@measures("Forecast: 10,000 runs, processor time; a schedule for each run beside")
def runs() -> Iterator[Line]:
    """Measure forecasts of plans of three sizes."""
    for count, budget, repeats in ((200, 2_000.0, 3), (1_000, 10_000.0, 1), (2_000, None, 1)):
        for shape in ("one calendar", "every feature"):
            network = of_shape(count, shape)
            ranges, events = given(network)
            one = least_cpu_ms(lambda network=network: schedule(network), 20)  # type: ignore[misc]
            took = least_cpu_ms(
                lambda network=network, ranges=ranges, events=events: forecast(  # type: ignore[misc]
                    network, ranges, events, runs=RUNS
                ),
                repeats,
            )
            yield Line(f"{count:,} activities, {shape}", took, budget, one * RUNS)
