"""Merging a branch into its file: three states, row by row and field by field.

What only one side changed is taken from that side. What both changed to different values is a
conflict, which somebody decides for one side or the other. Rows that both sides added stay two
rows, and of what refers to a row that is gone the one deletion rule decides: a required reference
dies with it, an optional one is cleared.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table

from leadbench.store.branches import State, unlike
from leadbench.store.changes import RowChange, Schema
from leadbench.store.images import columns, differs, key_column

Row = tuple[Any, ...]
Place = tuple[str, int, str]
"""Table, key, and column of a conflict; "" for the column if one side deleted the row."""

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed to different values.

    Attributes
    ----------
    table, key, column
        The place. Without a column it is the whole row, which one side deleted and the other
        changed.
    base, mine, theirs
        The value at the common ancestor, in the file and in the branch; for a whole row the row
        as a tuple, None where it is deleted.
    """

    table: str
    key: int
    column: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def place(self) -> Place:
        """By what it is decided."""
        return self.table, self.key, self.column


@dataclass(slots=True)
class Merged:
    """What comes of a merge.

    Attributes
    ----------
    state
        Every row as it shall be.
    conflicts
        In the order of tables and keys.
    left_out
        Table and key of each row that could not be kept, since what it belongs to is gone.
    """

    state: State
    conflicts: list[Conflict] = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)


def merge(
    schema: Schema,
    base: State,
    mine: State,
    theirs: State,
    decided: Mapping[Place, str] | None = None,
    *,
    quiet: frozenset[str] = frozenset(),
) -> Merged:
    """Merge two states that came of one.

    Parameters
    ----------
    schema
        The tables. That of branches is taken from the file as it is.
    base, mine, theirs
        The common ancestor, the file, and the branch.
    decided
        For each place of a conflict ``"mine"`` or ``"theirs"``; ``"theirs"`` unless given.
    quiet
        Columns that are taken from the branch without asking, such as the position in a list.
    """
    theirs = _with_keys_of_their_own(schema, base, mine, theirs)
    merging = _Merging(schema, decided or {}, quiet)
    for name, table in schema.tables.items():
        if name == schema.branch_table:
            merging.result[name] = dict(mine[name])
        else:
            merging.table(table, base[name], mine[name], theirs[name])
    merging.bring_back(base, mine, theirs)
    left_out = _drop_dangling(schema, merging.result)
    return Merged(merging.result, merging.conflicts, left_out)


def row_changes(schema: Schema, before: State, after: State) -> tuple[RowChange, ...]:
    """Return what leads from one state to another, as images."""
    rows: list[RowChange] = []
    for name, table in schema.tables.items():
        names = columns(table)
        was, now = before[name], after[name]
        for key in sorted(was.keys() | now.keys()):
            old, new = was.get(key), now.get(key)
            if old is not new and unlike(old, new):
                rows.append(RowChange(name, key, _image(names, old), _image(names, new)))
    return tuple(rows)


def _image(names: list[str], row: Row | None) -> dict[str, Any] | None:
    return None if row is None else dict(zip(names, row, strict=True))


class _Merging:
    def __init__(self, schema: Schema, decided: Mapping[Place, str], quiet: frozenset[str]) -> None:
        self.schema = schema
        self.decided = decided
        self.quiet = quiet
        self.result: State = {}
        self.conflicts: list[Conflict] = []
        self.kept: dict[str, set[tuple[str, int]]] = {MINE: set(), THEIRS: set()}
        """Rows that a decision keeps though the other side deleted them, by their side."""

    def table(
        self, table: Table, base: dict[int, Row], mine: dict[int, Row], theirs: dict[int, Row]
    ) -> None:
        result = self.result[table.name] = {}
        for key in sorted(base.keys() | mine.keys() | theirs.keys()):
            row = self._row(table, key, base.get(key), mine.get(key), theirs.get(key))
            if row is not None:
                result[key] = row

    def _row(
        self, table: Table, key: int, base: Row | None, mine: Row | None, theirs: Row | None
    ) -> Row | None:
        if not unlike(theirs, base) or not unlike(mine, theirs):
            return mine
        if not unlike(mine, base):
            return theirs
        if mine is None or theirs is None:
            return self._deleted(table, key, base, mine, theirs)
        return self._fields(table, key, base, mine, theirs)

    def _deleted(
        self, table: Table, key: int, base: Row | None, mine: Row | None, theirs: Row | None
    ) -> Row | None:
        names = columns(table)
        there, was = mine or theirs, base
        assert there is not None
        assert was is not None
        quiet = [names.index(name) for name in self.quiet if name in names]
        if not any(
            differs(there[at], was[at]) for at in range(len(names)) if at not in quiet
        ):  # moved up or down in a list: nothing that somebody would miss
            return None
        conflict = Conflict(table.name, key, "", base, mine, theirs)
        self.conflicts.append(conflict)
        side = self.decided.get(conflict.place, THEIRS)
        row = mine if side == MINE else theirs
        if row is not None:
            self.kept[side].add((table.name, key))
        return row

    def _fields(self, table: Table, key: int, base: Row | None, mine: Row, theirs: Row) -> Row:
        values: list[Any] = []
        for at, name in enumerate(columns(table)):
            was = None if base is None else base[at]
            if not differs(mine[at], theirs[at]) or (base and not differs(theirs[at], was)):
                values.append(mine[at])
            elif (base and not differs(mine[at], was)) or name in self.quiet:
                values.append(theirs[at])
            else:
                conflict = Conflict(table.name, key, name, was, mine[at], theirs[at])
                self.conflicts.append(conflict)
                side = self.decided.get(conflict.place, THEIRS)
                values.append(mine[at] if side == MINE else theirs[at])
        return tuple(values)

    def bring_back(self, base: State, mine: State, theirs: State) -> None:
        """Keep, with each row that a decision keeps, what the other side deleted along with it."""
        for side, own, other in ((MINE, mine, theirs), (THEIRS, theirs, mine)):
            fresh = self.kept[side]
            while fresh:
                found = set()
                for table, column, at in _references(self.schema):
                    if column.nullable:
                        continue
                    (reference,) = column.foreign_keys
                    target = reference.column.table.name
                    name = table.name
                    for key, row in own[name].items():
                        if (
                            (target, row[at]) in fresh
                            and key in base[name]
                            and key not in other[name]
                            and key not in self.result[name]
                        ):
                            self.result[name][key] = row
                            found.add((name, key))
                fresh = found


def _references(schema: Schema) -> Iterator[tuple[Table, Column[Any], int]]:
    for table in schema.tables.values():
        for at, column in enumerate(table.columns):
            if column.foreign_keys:
                yield table, column, at


def _with_keys_of_their_own(schema: Schema, base: State, mine: State, theirs: State) -> State:
    """Return the branch with other keys for what it added, where the file added rows as well."""
    moved: dict[str, dict[int, int]] = {}
    for name, table in schema.tables.items():
        added = sorted(theirs[name].keys() - base[name].keys())
        mine_added = mine[name].keys() - base[name].keys()
        if not added or not mine_added:
            continue
        top = max(base[name].keys() | mine[name].keys() | theirs[name].keys())
        keys: dict[int, int] = {}
        for key in added:
            twin = _twin(table, theirs[name][key], {at: mine[name][at] for at in mine_added})
            if twin is not None:
                keys[key] = twin
            elif key in mine_added:
                keys[key] = top = top + 1
        if keys:
            moved[name] = keys
    if not moved:
        return theirs
    return _rekeyed(schema, theirs, moved)


def _twin(table: Table, row: Row, others: Mapping[int, Row]) -> int | None:
    """Return the row that the file added where only one such may be, by a unique column."""
    for at, column in enumerate(table.columns):
        if column.unique and row[at] is not None:
            for key, other in others.items():
                if other[at] == row[at]:
                    return key
    return None


def _rekeyed(schema: Schema, state: State, moved: Mapping[str, Mapping[int, int]]) -> State:
    places: dict[str, list[tuple[int, Mapping[int, int]]]] = defaultdict(list)
    for name, keys in moved.items():
        table = schema.tables[name]
        places[name].append((columns(table).index(key_column(table)), keys))
    for table, column, at in _references(schema):
        (reference,) = column.foreign_keys
        target = reference.column.table.name
        if target in moved:
            places[table.name].append((at, moved[target]))
    result = dict(state)
    for name, changed in places.items():
        own = moved.get(name, {})
        rows = {}
        for key, row in state[name].items():
            values = list(row)
            for at, keys in changed:
                values[at] = keys.get(values[at], values[at])
            rows[own.get(key, key)] = tuple(values)
        result[name] = rows
    return result


def _drop_dangling(schema: Schema, result: State) -> list[tuple[str, int]]:
    """Apply the one deletion rule to what refers to rows that are gone."""
    left_out: list[tuple[str, int]] = []
    again = True
    while again:
        again = False
        for table, column, at in _references(schema):
            (reference,) = column.foreign_keys
            there = result[reference.column.table.name]
            rows = result[table.name]
            lost = [
                key for key, row in rows.items() if row[at] is not None and row[at] not in there
            ]
            for key in lost:
                if column.nullable:
                    row = rows[key]
                    rows[key] = (*row[:at], None, *row[at + 1 :])
                else:
                    del rows[key]
                    left_out.append((table.name, key))
                    again = True
    return left_out
