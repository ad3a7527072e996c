"""What has to change to bring a file back to an earlier state of its history."""

import sqlite3
from typing import Any

from leadbench.errors import Refused
from leadbench.store import history
from leadbench.store.changes import RowChange, Schema
from leadbench.store.images import read_images, same


def rows_back_to(
    connection: sqlite3.Connection, schema: Schema, sequence: int
) -> tuple[RowChange, ...]:
    """Return the net row changes from now to the state just after a change.

    Raises
    ------
    Refused
        If the tables have had another form since.
    """
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
    for name, table in schema.tables.items():
        images = wanted.get(name, {})
        now = read_images(connection, table, images)
        back.extend(
            RowChange(name, key, now.get(key), image)
            for key, image in sorted(images.items())
            if not same(now.get(key), image)
        )
    return tuple(back)
