"""What a change does to rows, found in the database before and after.

ORM attribute history is unreliable after an autoflush, so a row's image is read from the database
before the first flush that touches it and once more at the end of the change.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Table, event, inspect
from sqlalchemy import orm as sa_orm
from sqlmodel import Session, SQLModel

from leadbench.store.changes import Misuse, RowChange, Schema
from leadbench.store.images import key_column, read_images, same
from leadbench.store.words import validate


class Recorder:
    """The rows that one change touches, as they were before it."""

    def __init__(self, connection: sqlite3.Connection, schema: Schema) -> None:
        self.connection = connection
        self._tables = schema.tables
        self._before: dict[str, dict[int, dict[str, Any] | None]] = {}
        self._accounted = connection.total_changes

    def touch(self, table: Table, keys: Iterable[int]) -> None:
        """Read the rows that are about to change, unless they were touched already."""
        known = self._before.setdefault(table.name, {})
        new = [key for key in dict.fromkeys(keys) if key not in known]
        if new:
            found = read_images(self.connection, table, new)
            known.update((key, found.get(key)) for key in new)

    def inserted(self, table: Table, keys: Iterable[int]) -> None:
        """Note rows that were not there before."""
        known = self._before.setdefault(table.name, {})
        for key in keys:
            known.setdefault(key, None)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Surround statements whose rows have been touched; any other write is refused."""
        self.refuse_unseen()
        yield
        self.account()

    def account(self) -> None:
        """Take every row written so far as seen."""
        self._accounted = self.connection.total_changes

    def refuse_unseen(self) -> None:
        """Refuse rows that were written past the recorder, which undo could not bring back.

        Raises
        ------
        Misuse
            If there are any.
        """
        if self.connection.total_changes != self._accounted:
            raise Misuse(
                "Rows were written past the session, so they could not be undone. "
                "Change rows one by one, or use store.rows."
            )

    def finish(self) -> tuple[RowChange, ...]:
        """Return what differs now, by table and key."""
        self.refuse_unseen()
        rows: list[RowChange] = []
        for name, table in self._tables.items():
            before = self._before.get(name)
            if not before:
                continue
            after = read_images(self.connection, table, before)
            rows.extend(
                RowChange(name, key, before[key], after.get(key))
                for key in sorted(before)
                if not same(before[key], after.get(key))
            )
        return tuple(rows)


def table_of(row: SQLModel) -> Table:
    """Return the table of a row."""
    table = inspect(type(row)).local_table
    assert isinstance(table, Table)
    return table


class ReadSession(Session):
    """A session that refuses to write."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)

    def commit(self) -> None:
        """Refuse: there is nothing to commit."""
        raise Misuse("A session for reading has nothing to commit.")


class ChangeSession(Session):
    """The session of one change. The store alone commits it or takes it back."""

    def __init__(self, engine: Engine, recorder: Recorder) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.recorder = recorder

    def commit(self) -> None:
        """Refuse: the store commits at the end of the block."""
        raise Misuse("A change is committed at the end of its block, not inside it.")

    def rollback(self) -> None:
        """Refuse: an exception out of the block takes the whole change back."""
        raise Misuse("A change is taken back by an exception out of its block.")

    def settle(self) -> None:
        """Let the session know that the store has committed."""
        super().commit()


def recorder_of(session: sa_orm.Session) -> Recorder:
    """Return the recorder of the change that a session belongs to.

    Raises
    ------
    Misuse
        If the session does not come from ``Store.change``.
    """
    if not isinstance(session, ChangeSession):
        raise Misuse("Rows are changed in the session of a change (Store.change).")
    return session.recorder


@event.listens_for(ReadSession, "before_flush")
def _refuse_flush(
    session: sa_orm.Session, _context: sa_orm.UOWTransaction, _rows: Sequence[object] | None
) -> None:
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        raise Misuse("This session only reads. Change rows in Store.change.")


@event.listens_for(ReadSession, "do_orm_execute")
@event.listens_for(ChangeSession, "do_orm_execute")
def _refuse_bulk(state: sa_orm.ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise Misuse(
            "INSERT, UPDATE and DELETE statements write rows unseen, so they could not be undone. "
            "Change rows one by one, or use store.rows."
        )


@event.listens_for(ChangeSession, "before_flush")
def _before_flush(
    session: sa_orm.Session, _context: sa_orm.UOWTransaction, _rows: Sequence[object] | None
) -> None:
    recorder = recorder_of(session)
    recorder.refuse_unseen()
    touched: dict[Table, list[int]] = {}
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*session.new, *changed):
        validate(row)
    for row in session.new:
        key = getattr(row, key_column(table_of(row)))
        if key is not None:
            touched.setdefault(table_of(row), []).append(key)
    for row in (*changed, *session.deleted):
        table = table_of(row)
        (key,) = inspect(row).identity
        if getattr(row, key_column(table)) != key:
            raise Misuse(f"The key of a row never changes ({table.name} {key}).")
        touched.setdefault(table, []).append(key)
    for table, keys in touched.items():
        recorder.touch(table, keys)


@event.listens_for(ChangeSession, "after_flush")
def _after_flush(session: sa_orm.Session, _context: sa_orm.UOWTransaction) -> None:
    recorder = recorder_of(session)
    for row in session.new:
        table = table_of(row)
        recorder.inserted(table, [getattr(row, key_column(table))])
    recorder.account()
