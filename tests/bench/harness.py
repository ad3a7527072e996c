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
    slow_ms, slow_budget_ms
        The 95th percentile in milliseconds, and what it may be at most.
    """

    what: str
    ms: float
    budget_ms: float | None = None
    against: float | None = None
    limit: float | None = None
    slow_ms: float | None = None
    slow_budget_ms: float | None = None

    def words(self) -> str:
        """Return the line as it is printed."""
        parts = [f"  {self.what:<58}{self.ms:>10.2f} ms"]
        if self.budget_ms is not None:
            parts.append(f"{self.ms / self.budget_ms:>7.0%} of {self.budget_ms:g} ms")
        if self.against is not None:
            ratio = f"{self.ms / self.against:>7.2f} times"
            parts.append(ratio if self.limit is None else f"{ratio}, at most {self.limit:g}")
        if self.slow_ms is not None:
            slow = f"95% within {self.slow_ms:.1f} ms"
            most = self.slow_budget_ms
            parts.append(slow if most is None else f"{slow}, at most {most:g}")
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
        too_uneven = (
            self.slow_ms is not None
            and self.slow_budget_ms is not None
            and self.slow_ms > self.slow_budget_ms
        )
        return too_slow or too_much or too_uneven


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
    clock: Callable[[], int] = time.perf_counter_ns,
) -> float:
    """Return the median wall time of ``work`` in milliseconds, after one run that is not counted.

    With ``time.thread_time_ns`` as ``clock`` it is the time that this thread works, whatever else
    the machine does meanwhile. ``before`` runs ahead of each repetition and is not counted; the
    garbage collector rests while the clock runs.
    """
    took = []
    for repetition in range(repeats + 1):
        if before is not None:
            before()
        gc.collect()
        gc.disable()
        try:
            began = clock()
            work()
            ended = clock()
        finally:
            gc.enable()
        if repetition:
            took.append((ended - began) / 1e6)
    return statistics.median(took)


def frame_line(
    what: str,
    work: Callable[[], object],
    *,
    repeats: int = 61,
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> Line:
    """Return the median and the 95th percentile of a frame, beside 16 ms and 33 ms.

    ``before`` and ``after`` run around each repetition and are not counted.

    Counted is the time that the interface thread works: a frame waits for nothing, so that is its
    length on a core of its own, whatever else the machine does meanwhile.
    """
    took = []
    for repetition in range(repeats + 1):
        before()
        began = time.thread_time_ns()
        work()
        ended = time.thread_time_ns()
        after()
        if repetition:
            took.append((ended - began) / 1e6)
    slow = statistics.quantiles(took, n=20)[-1]
    return Line(what, statistics.median(took), 16, slow_ms=slow, slow_budget_ms=33)


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


def own_settings(folder: str) -> None:
    """Keep settings in a folder, so that the person's own are neither read nor written."""
    from PySide6.QtCore import QCoreApplication, QSettings

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    QCoreApplication.setOrganizationName("Leadbench")
    QCoreApplication.setApplicationName("Leadbench measurements")
