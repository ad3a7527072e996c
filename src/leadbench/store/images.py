"""Reading rows as images, writing images as rows, and packing them for the history."""

import base64
import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Table, UniqueConstraint

from leadbench.store.changes import RowChange

_AT_ONCE = 500
"""Keys named in one statement; SQLite before 3.32 takes 999 values."""


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def key_column(table: Table) -> str:
    """Return the name of the integer primary key of a table."""
    (column,) = table.primary_key.columns
    return column.name


def columns(table: Table) -> list[str]:
    """Return the column names of a table in their order."""
    return [column.name for column in table.columns]


def batches(keys: Iterable[int]) -> Iterator[list[int]]:
    """Cut keys into lists short enough for one statement."""
    remaining = iter(keys)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield batch


def placeholders(count: int) -> str:
    """Return ``?, ?, …`` for so many values."""
    return ", ".join("?" * count)


def read_images(
    connection: sqlite3.Connection, table: Table, keys: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """Return the rows of a table that have these keys, by key, as SQLite holds them."""
    names = columns(table)
    key = key_column(table)
    place = names.index(key)
    wanted = ", ".join(map(quoted, names))
    found: dict[int, dict[str, Any]] = {}
    for batch in batches(keys):
        rows = connection.execute(
            f"SELECT {wanted} FROM {quoted(table.name)} "
            f"WHERE {quoted(key)} IN ({placeholders(len(batch))})",
            batch,
        )
        for row in rows:
            found[row[place]] = dict(zip(names, row, strict=True))
    return found


def read_all(connection: sqlite3.Connection, table: Table) -> list[tuple[Any, ...]]:
    """Return every row of a table in the order of its keys."""
    wanted = ", ".join(map(quoted, columns(table)))
    return connection.execute(
        f"SELECT {wanted} FROM {quoted(table.name)} ORDER BY {quoted(key_column(table))}"
    ).fetchall()


def write_images(
    connection: sqlite3.Connection, tables: Mapping[str, Table], rows: Iterable[RowChange]
) -> None:
    """Bring every row to its ``after``; foreign keys must be deferred to the commit.

    Deletions go first. In a table with a unique rule a changed row is taken out and put back, since
    two rows that exchange their values would otherwise meet for a moment.
    """
    gone: dict[str, list[int]] = defaultdict(list)
    changed: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    new: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.after is None:
            gone[row.table].append(row.key)
        elif row.before is None:
            new[row.table].append(row.after)
        elif _has_unique_rule(tables[row.table]):
            gone[row.table].append(row.key)
            new[row.table].append(row.after)
        else:
            changed[row.table].append(row.after)
    for name, keys in gone.items():
        delete_keys(connection, tables[name], keys)
    for name, images in changed.items():
        table = tables[name]
        key = key_column(table)
        others = [column for column in columns(table) if column != key]
        setting = ", ".join(f"{quoted(column)} = ?" for column in others)
        connection.executemany(
            f"UPDATE {quoted(name)} SET {setting} WHERE {quoted(key)} = ?",
            [[*(image[column] for column in others), image[key]] for image in images],
        )
    for name, images in new.items():
        names = columns(tables[name])
        connection.executemany(
            f"INSERT INTO {quoted(name)} ({', '.join(map(quoted, names))}) "
            f"VALUES ({placeholders(len(names))})",
            [[image[column] for column in names] for image in images],
        )


def delete_keys(connection: sqlite3.Connection, table: Table, keys: Iterable[int]) -> None:
    """Delete the rows of a table that have these keys."""
    for batch in batches(keys):
        connection.execute(
            f"DELETE FROM {quoted(table.name)} "
            f"WHERE {quoted(key_column(table))} IN ({placeholders(len(batch))})",
            batch,
        )


def _has_unique_rule(table: Table) -> bool:
    return any(isinstance(rule, UniqueConstraint) for rule in table.constraints) or any(
        index.unique for index in table.indexes
    )


def pack(rows: Sequence[RowChange]) -> bytes:
    """Return images as compressed JSON; of a changed row, only the new values that differ."""
    tables: dict[str, dict[str, Any]] = {}
    for row in rows:
        whole = row.before if row.before is not None else row.after or {}
        entry = tables.setdefault(row.table, {"columns": list(whole), "rows": []})
        names: list[str] = entry["columns"]
        before = None if row.before is None else [row.before[name] for name in names]
        after: list[Any] | dict[str, Any] | None
        if row.after is None:
            after = None
        elif row.before is None:
            after = [row.after[name] for name in names]
        else:
            was = row.before
            after = {name: row.after[name] for name in names if differs(was[name], row.after[name])}
        entry["rows"].append([row.key, before, after])
    text = json.dumps(tables, separators=(",", ":"), ensure_ascii=False, default=_bytes_to_json)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(packed: bytes) -> tuple[RowChange, ...]:
    """Return the images that `pack` packed.

    Raises
    ------
    sqlite3.DatabaseError
        If they are damaged.
    """
    try:
        text = zlib.decompress(packed).decode("utf-8", "surrogatepass")
        tables = json.loads(text, object_hook=_bytes_from_json)
    except (zlib.error, ValueError, TypeError) as error:
        raise sqlite3.DatabaseError("the images of a change are damaged") from error
    rows: list[RowChange] = []
    for table, entry in tables.items():
        names = entry["columns"]
        for key, before, after in entry["rows"]:
            was = None if before is None else dict(zip(names, before, strict=True))
            becomes: dict[str, Any] | None
            if isinstance(after, dict):
                becomes = {**(was or {}), **after}
            else:
                becomes = None if after is None else dict(zip(names, after, strict=True))
            rows.append(RowChange(table, key, was, becomes))
    return tuple(rows)


def differs(one: object, other: object) -> bool:
    """Whether two raw values are not the same: 1 and 1.0 differ, as they do in the file."""
    return one != other or type(one) is not type(other)


def same(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two images are of the same row content; None is a row that is not there."""
    if one is None or other is None:
        return one is other
    return one.keys() == other.keys() and not any(differs(one[name], other[name]) for name in one)


_BYTES = "\N{SYMBOL FOR NULL}bytes"


def _bytes_to_json(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    raise TypeError(f"SQLite holds no {type(value).__name__}")


def _bytes_from_json(found: dict[str, Any]) -> Any:
    return base64.b64decode(found[_BYTES]) if found.keys() == {_BYTES} else found
