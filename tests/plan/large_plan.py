"""Plans of thousands of activities, for measuring and for tests of scale."""

import random
from datetime import date
from typing import Any

from leadbench.analysis.calendars import instant
from leadbench.plan.edits.projects import add_project
from leadbench.plan.tables import Activity, ActivityKind, Dependency
from leadbench.store import Store
from leadbench.store.rows import insert_many

PHASE = 20
"""Activities below each summary."""


def large_plan(store: Store, activities: int, links: int, seed: int = 7) -> int:
    """Add a project of so many activities and links, and return its key.

    Every twenty activities stand below a summary; links lead forward, most of them a short way.
    """
    chance = random.Random(seed)
    with store.change("Add a large plan") as session:
        project_id = add_project(session, f"Plan of {activities}", start_minute=_START)
        rows: list[dict[str, Any]] = []
        leaves: list[int] = []
        for place in range(activities):
            phase, inner = divmod(place, PHASE)
            summary = inner == 0 and place + 1 < activities
            kind = ActivityKind.SUMMARY if summary else ActivityKind.WORK
            if inner == PHASE - 1:
                kind = ActivityKind.MILESTONE
            rows.append(
                {
                    "id": 1_000_000 + place,
                    "project_id": project_id,
                    "parent_id": None if inner == 0 else 1_000_000 + phase * PHASE,
                    "position": phase if inner == 0 else inner - 1,
                    "kind": kind.value,
                    "name": f"Activity {place + 1}",
                    "duration_minutes": 480 * chance.randint(1, 10) if kind == "work" else 0,
                }
            )
            if not summary:
                leaves.append(place)
        insert_many(session, Activity, rows, validated=True)
        pairs: set[tuple[int, int]] = set()
        while len(pairs) < links:
            first = chance.randrange(len(leaves) - 1)
            second = min(len(leaves) - 1, first + chance.randint(1, 40))
            pairs.add((leaves[first], leaves[second]))
        insert_many(
            session,
            Dependency,
            [
                {
                    "project_id": project_id,
                    "predecessor_id": 1_000_000 + before,
                    "successor_id": 1_000_000 + after,
                    "link_type": "FS",
                    "lag_unit": "working",
                }
                for before, after in sorted(pairs)
            ],
            validated=True,
        )
    return project_id


_START = instant(date(2026, 1, 5))
