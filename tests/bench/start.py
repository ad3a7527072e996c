"""How long a person waits for the window, beside an empty PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.harness import Line, measures

SCRIPT = Path(__file__).with_name("first_paint.py")
REPEATS = 9


def first_paint_ms(home: str, *words: str) -> float:
    """Return the milliseconds from the start of a process to its first painted window."""
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"} | dict.fromkeys(places, home)
    command = [sys.executable, str(SCRIPT), str(time.monotonic_ns()), *words]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(answer.stdout.split()[-1])


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
