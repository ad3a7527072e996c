"""``leadbench import``: a Microsoft Project XML file becomes a project of a plan."""

import argparse
import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leadbench.cli.schedule import print_comparison

if TYPE_CHECKING:
    from leadbench.plan.exchange.imported import Imported
    from leadbench.store import Store

EXAMPLES = """\
example:
  leadbench import office-move.xml plan.leadbench

The file is only read. What the plan has already stays as it is; the import is one change, which the
window can undo. Nothing that the file does not say is added: no holidays, no other length of a day.
"""


def run(chosen: argparse.Namespace) -> int:
    """Import a file, and print what came of it."""
    from leadbench.plan.contents import Contents
    from leadbench.plan.exchange.comparison import compare
    from leadbench.plan.file import create_plan, open_plan

    path: Path = chosen.file
    made = not path.exists()
    store = create_plan(path) if made else open_plan(path)
    try:
        with store:
            imported = _imported(store, chosen.source)
            contents = Contents(store)
            comparison = compare(contents, imported.project_id)
            name = contents.projects[imported.project_id].name
    except BaseException:
        if made:
            # A plan is there only once it is complete.
            with contextlib.suppress(OSError):
                path.unlink()
        raise
    links = len(contents.links_of(imported.project_id))
    tasks = len(imported.activities)
    print(
        f"Imported “{name}” into {path}: {tasks} {'task' if tasks == 1 else 'tasks'},"
        f" {links} {'dependency' if links == 1 else 'dependencies'}."
    )
    names = {uid: contents.activities[key].name for uid, key in imported.activities.items()}
    for notice in imported.notices:
        where = "" if notice.line is None else f"line {notice.line}: "
        task = "" if notice.uid is None else f"“{names.get(notice.uid, notice.uid)}”: "
        print(f"  {where}{task}{notice.text}")
    print_comparison(name, comparison)
    return 0


def _imported(store: "Store", source: Path) -> "Imported":
    from leadbench.analysis.calendars import instant
    from leadbench.plan.exchange.imported import import_mspdi

    now = instant(datetime.now())  # noqa: DTZ005  plan time is local and has no zone
    return import_mspdi(store, source, now_minute=now)
