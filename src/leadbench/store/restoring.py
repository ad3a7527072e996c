"""What has to change to bring a file back to an earlier state of its history."""

import sqlite3
from typing import Any

from leadbench.errors import Refused
from leadbench.store import history
from leadbench.store.changes import RowChange, Schema
from leadbench.store.images import read_images, same


def rows_back_to(
    connection: sqlite3.Connection, schema: Schema, sequence: int
) -> tuple[str, tuple[RowChange, ...]]:
    """Return the name and the net row changes of going to the state just after a change.

    A branch that exists now stays, since it was made to be compared with whatever the file holds;
    one that existed then comes back.

    Raises
    ------
    Refused
        If there is no such change, or the tables have had another form since.
    """
    name = history.label_of(connection, sequence) if sequence else "the beginning"
    if name is None:
        raise Refused(f"The history has no change {sequence}.")
    label = f"Restore: after “{name}”" if sequence else "Restore: as created"
    wanted: dict[str, dict[int, dict[str, Any] | None]] = {}
    for revision, rows in history.rows_since(connection, sequence):
        if revision != schema.revision:
            raise Refused(
                "This state is from before the file was brought up to date by a newer Leadbench "
                "and cannot be restored. The backups hold the file as it was."
            )
        for row in rows:  # the oldest later image of a row is the state that is asked for
            wanted.setdefault(row.table, {}).setdefault(row.key, row.before)
    back: list[RowChange] = []
    for table_name, table in schema.tables.items():
        images = wanted.get(table_name, {})
        now = read_images(connection, table, images)
        back.extend(
            RowChange(table_name, key, now.get(key), image)
            for key, image in sorted(images.items())
            if not same(now.get(key), image)
            and not (table_name == schema.branch_table and now.get(key) is not None)
        )
    return label, tuple(back)
