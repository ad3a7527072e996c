"""What every measurement shares: repeat, take the median, print with budget and ratio."""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure.

    Parameters
    ----------
    what
        What was measured, in words.
    ms
        Median in milliseconds.
    budget_ms
        What it may cost, if that is settled.
    against
        Another figure in milliseconds, measured beside it, that ``ms`` is divided by.
    limit
        What that ratio may be at most, if that is settled.
    """

    what: str
    ms: float
    budget_ms: float | None = None
    against: float | None = None
    limit: float | None = None

    def words(self) -> str:
        """Return the line as it is printed."""
        parts = [f"  {self.what:<58}{self.ms:>10.2f} ms"]
        if self.budget_ms is not None:
            parts.append(f"{self.ms / self.budget_ms:>7.0%} of {self.budget_ms:g} ms")
        if self.against is not None:
            ratio = f"{self.ms / self.against:>7.2f} times"
            parts.append(ratio if self.limit is None else f"{ratio}, at most {self.limit:g}")
        if self.over():
            parts.append("OVER")
        return "  ".join(parts)

    def over(self) -> bool:
        """Tell whether the figure passes its budget or its ratio the limit."""
        too_slow = self.budget_ms is not None and self.ms > self.budget_ms
        too_much = (
            self.against is not None
            and self.limit is not None
            and self.ms > self.limit * self.against
        )
        return too_slow or too_much


Measure = Callable[[], Iterator[Line]]
MEASURES: dict[str, list[Measure]] = {}


def measures(title: str) -> Callable[[Measure], Measure]:
    """Mark a function that yields the figures printed under ``title``."""

    def mark(function: Measure) -> Measure:
        MEASURES.setdefault(title, []).append(function)
        return function

    return mark


def median_ms(
    work: Callable[[], object],
    *,
    repeats: int = 9,
    before: Callable[[], object] | None = None,
) -> float:
    """Return the median wall time of ``work`` in milliseconds, after one run that is not counted.

    ``before`` runs ahead of each repetition and is not counted; the garbage collector rests while
    the clock runs.
    """
    took = []
    for repetition in range(repeats + 1):
        if before is not None:
            before()
        gc.collect()
        gc.disable()
        try:
            began = time.perf_counter_ns()
            work()
            ended = time.perf_counter_ns()
        finally:
            gc.enable()
        if repetition:
            took.append((ended - began) / 1e6)
    return statistics.median(took)


def show() -> int:
    """Run everything that was marked, print it, and return the number of figures over budget."""
    over = 0
    for title, functions in MEASURES.items():
        print(f"\n{title}")
        for function in functions:
            for line in function():
                print(line.words())
                sys.stdout.flush()
                over += line.over()
    print(f"\n{over} over budget" if over else "\nAll within budget")
    return over
