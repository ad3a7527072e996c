"""What can be wrong with a file, in words."""

import sqlite3
from typing import Any

from leadbench.store import history
from leadbench.store.changes import Schema
from leadbench.store.images import read_images, same
from leadbench.store.words import dangling_references, name_of_table

_LISTED = 20
"""Problems of one kind that are listed; whoever has more needs a backup, not a longer list."""


def find_problems(connection: sqlite3.Connection, schema: Schema) -> list[str]:
    """Return everything that is wrong with an open file; nothing if it is sound.

    Looked at are SQLite's structures, the references between rows, the schema revision, and
    whether each row is as the history left it.
    """
    try:
        found = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_LISTED})")]
        problems = [] if found == ["ok"] else [f"Damaged structure: {line}" for line in found]
        revision = history.stamped_revision(connection)
        if revision != schema.revision:
            problems.append(f"The file says revision {revision} and not {schema.revision}")
        broken = dangling_references(connection, schema.tables)
        problems.extend(str(one) for one in broken[:_LISTED])
        problems.extend(_departures(connection, schema)[:_LISTED])
    except (sqlite3.DatabaseError, UnicodeDecodeError, KeyError) as error:
        return [f"Damaged content: {error}"]
    return problems


def _departures(connection: sqlite3.Connection, schema: Schema) -> list[str]:
    """Return each row that is not as its last change in the history left it."""
    last: dict[str, dict[int, dict[str, Any] | None]] = {}
    for revision, rows in history.rows_since(connection, 0):
        if revision != schema.revision:  # images of another form say nothing of today's rows
            last.clear()
            continue
        for row in rows:
            last.setdefault(row.table, {})[row.key] = row.after
    departures = []
    for name, images in last.items():
        now = read_images(connection, schema.tables[name], images)
        for key, image in sorted(images.items()):
            if not same(now.get(key), image):
                what = name_of_table(name, schema.metadata).capitalize()
                departures.append(
                    f"{what} {key} is not as its last change left it: another program wrote to "
                    "the file, or it is damaged"
                )
    return departures
