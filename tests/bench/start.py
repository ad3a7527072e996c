"""How long a person waits for the window, and for a large plan in it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from leadbench.plan.file import create_plan
from tests.bench.harness import Line, measures
from tests.plan.large_plan import large_plan

SCRIPT = Path(__file__).with_name("first_paint.py")
REPEATS = 9


def surroundings(home: str) -> dict[str, str]:
    """Return an environment without a display in which a person's own files stay untouched."""
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"} | dict.fromkeys(places, home)
    # An installed program has its bytecode; compiling it anew is no part of a start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def first_paint_ms(home: str, *words: str) -> float:
    """Return the milliseconds from the start of a process to its first painted window."""
    command = [sys.executable, str(SCRIPT), str(time.monotonic_ns()), *words]
    answer = subprocess.run(
        command, env=surroundings(home), capture_output=True, text=True, check=True
    )
    return float(answer.stdout.split()[-1])


def times_of(home: str, plan: Path) -> dict[str, float]:
    """Return the milliseconds until the window, the rows of a plan and their dates are painted."""
    environment = surroundings(home) | {"LEADBENCH_TIME_STARTUP": str(time.time())}
    command = [sys.executable, "-m", "leadbench", str(plan)]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    pairs = (word.split("=") for word in answer.stdout.splitlines()[-1].split())
    return {name: float(ms) for name, ms in pairs}


@measures("Start")
def windows() -> Iterator[Line]:
    """Measure both windows in turns, so that a busy moment meets both."""
    with tempfile.TemporaryDirectory() as home:
        kinds = {"empty": ("empty",), "leadbench": ("leadbench",)}
        took: dict[str, list[float]] = {kind: [] for kind in kinds}
        for repetition in range(REPEATS + 1):
            for kind, words in kinds.items():
                ms = first_paint_ms(home, *words)
                if repetition:
                    took[kind].append(ms)
    empty, leadbench = (statistics.median(took[kind]) for kind in kinds)
    yield Line("empty PySide6 window, process start to first paint", empty)
    yield Line("Leadbench window", leadbench, against=empty, limit=1.8)


@measures("Start with a large plan, 10,000 tasks and 20,000 links")
def large() -> Iterator[Line]:
    """Measure the start on the milestones of a large plan, until its dates are on view."""
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home, "Leadbench", "Leadbench.conf")
        settings.parent.mkdir()
        settings.write_text("[General]\npage=milestones\n", "utf-8")
        plan = Path(home, "large.leadbench")
        with create_plan(plan) as store:
            large_plan(store, 10_000, 20_000)
        runs = [times_of(home, plan) for _ in range(6)][1:]
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    yield Line("window", median["painted"])
    yield Line("outline and rows on view", median["data"], 1000)
    yield Line("their dates on view", median["dates"])
