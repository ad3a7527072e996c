"""How long an import of 10,000 tasks takes: read, write, compare."""

import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from leadbench.plan.contents import Contents
from leadbench.plan.exchange.comparison import compare
from leadbench.plan.exchange.imported import import_plan
from leadbench.plan.exchange.mspdi import read_mspdi
from leadbench.plan.file import create_plan
from tests.bench.harness import Line, measures, median_ms
from tests.plan.exchange.files import link, project, saved, task

COUNT = 10_000
ROUNDS = 3


@measures("import")
def importing() -> Iterator[Line]:
    """Import chains of ten tasks of two days, with the dates that a file would hold."""
    with tempfile.TemporaryDirectory(prefix="leadbench-bench-") as name:
        folder = Path(name)
        path = saved(folder, project(*(_task(uid) for uid in range(1, COUNT + 1))))
        yield Line("read 10,000 tasks", median_ms(lambda: read_mspdi(path), repeats=ROUNDS))
        source = read_mspdi(path)
        write, comparing = [], []
        for number in range(ROUNDS):
            with create_plan(folder / f"{number}.leadbench") as store:
                begin = time.perf_counter()
                with store.change("Import") as session:
                    made = import_plan(session, source, now_minute=0)
                write.append(time.perf_counter() - begin)
                begin = time.perf_counter()
                compare(Contents(store), made.project_id)
                comparing.append(time.perf_counter() - begin)
        yield Line("write them as one change", sorted(write)[ROUNDS // 2] * 1000)
        yield Line("compare their dates", sorted(comparing)[ROUNDS // 2] * 1000)


def _task(uid: int) -> str:
    day = datetime(2026, 1, 5) + timedelta(days=uid % 5)  # noqa: DTZ001  plan time has no zone
    dates = {"Start": f"{day:%Y-%m-%d}T08:00:00", "Finish": f"{day:%Y-%m-%d}T17:00:00"}
    return task(uid, inside=link(uid - 1) if uid % 10 != 1 else "", **dates)
