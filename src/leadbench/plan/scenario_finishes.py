"""When a project ends in the scenarios of a plan, read from its file beside who edits it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from leadbench.analysis.critical_path import schedule
from leadbench.errors import LeadbenchError
from leadbench.plan.contents import Contents
from leadbench.plan.file import open_plan
from leadbench.plan.for_analysis import NEEDED, network
from leadbench.plan.scenarios import open_scenario
from leadbench.store import Store

PLAN = 0
"""Stands for the plan itself where the keys of scenarios are meant."""


def finishes(
    path: Path,
    project_id: int,
    keys: Iterable[int],
    tick: Callable[[float, str], None] | None = None,
) -> dict[int, int | None]:
    """Return the instant at which a project ends in each of some scenarios.

    None stands for a scenario that has no dates: it is damaged or no longer there, has not this
    project, or its links form a loop.

    Parameters
    ----------
    path
        The plan file; it is read on a connection of its own.
    keys
        Of the scenarios; ``PLAN`` for the plan.
    """
    found: dict[int, int | None] = {}
    wanted = list(keys)
    with open_plan(path, read_only=True) as store:
        for place, key in enumerate(wanted):
            if tick is not None:
                tick(place / len(wanted), "working out the finishes")
            found[key] = _of(store, key, project_id)
    return found


def _of(store: Store, key: int, project_id: int) -> int | None:
    try:
        if key == PLAN:
            return _finish(store, project_id)
        with open_scenario(store, key) as scenario:
            return _finish(scenario, project_id)
    except LeadbenchError:
        return None


def _finish(store: Store, project_id: int) -> int | None:
    contents = Contents(store, NEEDED)
    if not contents.activities_of(project_id):
        return None
    return schedule(network(contents, project_id)).project_finish
