"""The store: one open file, its changes, their undoing and their history."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlmodel import Session

from leadbench.errors import CannotWrite
from leadbench.store import changes, history
from leadbench.store.changes import (
    Change,
    HistoryEntry,
    Journal,
    Listener,
    Misuse,
    RowChange,
    Schema,
    joined,
    tell,
)
from leadbench.store.checking import find_problems
from leadbench.store.connection import engine_on
from leadbench.store.images import read_all, write_images
from leadbench.store.lending import Loan
from leadbench.store.opening import Opened, create_file, open_for_editing, open_for_reading
from leadbench.store.recording import ChangeSession, ReadSession, Recorder
from leadbench.store.restoring import rows_back_to
from leadbench.store.transactions import Transactions


class Store:
    """One open file. It is made by `create` or `open` and belongs to one thread.

    Every change goes through `change`; it is validated, written with its history in one
    transaction, and told to the listeners after the commit.
    """

    def __init__(
        self,
        path: Path,
        schema: Schema,
        opened: Opened,
        *,
        read_only: bool,
        folder: Path | None,
        journal: Journal | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.schema = schema
        self.opened = opened
        self._connection = opened.connection
        self._engine = engine_on(opened.connection)
        self._reading: ReadSession | None = None
        self._closed = False
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._listeners: list[Listener] = []
        self._revision = 0
        self._transactions = Transactions(self._connection, schema, path, folder, journal)

    @classmethod
    def create(
        cls, path: Path, schema: Schema, *, fill: Callable[[Session], None] | None = None
    ) -> Self:
        """Make a new file and open it.

        ``fill`` adds the first rows, which belong to no change, so that nobody undoes them.

        Raises
        ------
        CannotWrite
            If there is such a file already, or it cannot be written.
        """
        path = path.resolve()
        return cls(path, schema, create_file(path, schema, fill), read_only=False, folder=None)

    @classmethod
    def open(
        cls,
        path: Path,
        schema: Schema,
        *,
        read_only: bool = False,
        backups: Path | None = None,
    ) -> Self:
        """Open a file: check it, take its lock, back it up, bring it up to date.

        Parameters
        ----------
        schema
            What it should hold.
        read_only
            Whether to open it beside a program that edits it; changes are refused then.
        backups
            Folder for backups instead of the user's data folder.

        Raises
        ------
        FileProblem
            Each of its kinds, see `leadbench.errors`; the file is left as it was.
        """
        path = path.resolve()
        make = open_for_reading if read_only else open_for_editing
        return cls(path, schema, make(path, schema, backups), read_only=read_only, folder=backups)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one committed state and refuses to write.

        A read inside another gives the same session.
        """
        self._refuse_closed()
        if self._transactions.is_changing:
            raise Misuse("Inside a change, read through its own session.")
        if self._reading is not None:
            yield self._reading
            return
        with self._transactions.in_words(), ReadSession(self._engine) as session:
            self._connection.execute("PRAGMA query_only = ON")
            self._connection.execute("BEGIN")
            self._reading = session
            try:
                yield session
            finally:
                self._reading = None
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if not self.read_only:
                    self._connection.execute("PRAGMA query_only = OFF")

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table as SQLite holds it, by table, in the order of keys."""
        self._refuse_closed()
        with self._transactions.in_words():
            return {
                name: read_all(self._connection, table)
                for name, table in sorted(self.schema.tables.items())
            }

    def check(self) -> list[str]:
        """Return what is wrong with the file, in words; nothing if it is sound."""
        self._refuse_closed()
        return find_problems(self._connection, self.schema)

    @property
    def revision(self) -> int:
        """A number that grows with each committed change since the file was opened."""
        return self._revision

    @contextmanager
    def change(self, label: str, place: str = "", *, joins: bool = False) -> Iterator[Session]:
        """Give a session whose work becomes one change at the end of the block.

        An exception takes all of it back. If nothing differs at the end, there is no change.

        Parameters
        ----------
        label
            What is done, as the undo button names it: "Rename task".
        place
            Where it is done: the key of a step.
        joins
            Whether undo takes it back together with the change before it, under that one's name.

        Raises
        ------
        Refused
            If a row breaks a rule of its model or of the database.
        CannotWrite
            If the disk is full or the file was opened for reading only.
        """
        self._refuse_writing()
        made: Change | None = None
        recorder = Recorder(self._connection, self.schema)
        with self._transaction():
            # Not `with session`: after a failure the connection has already been taken back.
            session = ChangeSession(self._engine, recorder)
            try:
                session.connection()
                yield session
                session.flush()
                rows = recorder.finish()
                if rows:
                    made = self._note(changes.EDIT, label, place, rows)
                self._transactions.commit(made)
                session.settle()
            finally:
                session.close()
        self._stack(made, joins=joins)

    def undo(self) -> Change | None:
        """Take the last change back; return None if none is left since the file was opened."""
        return self._step(changes.UNDO, self._done, self._undone)

    def redo(self) -> Change | None:
        """Make the change again that was last taken back; return None if there is none."""
        return self._step(changes.REDO, self._undone, self._done)

    def _step(self, kind: str, taken: list[Change], kept: list[Change]) -> Change | None:
        self._refuse_writing()
        if not taken:
            return None
        last = taken[-1]
        rows = last.rows or self.change_rows(last.sequence)
        if kind == changes.UNDO:
            rows = tuple(row.inverse for row in rows)
        made = self._write(kind, last.label, last.place, rows)
        kept.append(taken.pop())
        self._announce(made)
        return made

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What `redo` would make again."""
        return self._undone[-1].label if self._undone else None

    def history(self, *, limit: int | None = None, before: int | None = None) -> list[HistoryEntry]:
        """Return the changes ever made, newest first; ``before`` is a sequence to go on from."""
        self._refuse_closed()
        with self._transactions.in_words():
            return history.entries(self._connection, limit=limit, before=before)

    def change_rows(self, sequence: int) -> tuple[RowChange, ...]:
        """Return the rows that a change of the history altered.

        Raises
        ------
        Refused
            If the history has no such change.
        """
        self._refuse_closed()
        with self._transactions.in_words():
            return history.rows_of(self._connection, sequence)

    def restore(self, sequence: int) -> Change | None:
        """Bring everything to the state just after a change; return None if that is so already.

        Return None if that is the state already.

        Parameters
        ----------
        sequence
            The change, or 0 for the file as it was created.

        Raises
        ------
        Refused
            If there is no such change, or the tables have had another form since.
        """
        self._refuse_writing()
        with self._transactions.in_words():
            label, rows = rows_back_to(self._connection, self.schema, sequence)
        return self._stack(self._write(changes.RESTORE, label, "", rows) if rows else None)

    def apply(
        self,
        label: str,
        place: str,
        rows: tuple[RowChange, ...],
        verify: Callable[[Session], None] | None = None,
    ) -> Change | None:
        """Bring rows to their images, as one change; return None if there are none.

        Parameters
        ----------
        rows
            Each from what it is now to what it shall be.
        verify
            Looks at the result before it is kept; what it raises takes all of it back.

        Raises
        ------
        Refused
            If a row is no longer as its image says, or breaks a rule of the database.
        """
        self._refuse_writing()
        return self._stack(self._write(changes.EDIT, label, place, rows, verify) if rows else None)

    def subscribe(self, listener: Listener) -> None:
        """Call a function with every change after its commit."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Call a function no longer."""
        self._listeners.remove(listener)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the file since this was last asked.

        If so, the changes of this sitting can no longer be undone, and the listeners are given a
        change of the kind "elsewhere", after which everything must be read again.
        """
        self._refuse_closed()
        busy = self._transactions.is_changing or self._reading is not None
        if busy or not self._transactions.saw_another_program():
            return False
        self._done.clear()
        self._undone.clear()
        label = "Changed by another program"
        self._announce(Change(0, label, "", changes.ELSEWHERE, datetime.now(UTC), ()))
        return True

    def lend(self) -> Loan:
        """Hold still while a worker process of this program writes one change to the file."""
        self._refuse_writing()
        return Loan(self._connection, self._transactions, self._keep)

    def _keep(self, made: Change, *, joins: bool = False) -> None:
        self._done.append(joined(self._done.pop(), made) if joins and self._done else made)
        self._undone.clear()
        self._revision += 1

    def _stack(self, made: Change | None, *, joins: bool = False) -> Change | None:
        if made is not None:
            self._keep(made, joins=joins)
            tell(self._listeners, made)
        return made

    def _announce(self, change: Change) -> None:
        self._revision += 1
        tell(self._listeners, change)

    def close(self) -> None:
        """Close the file; what was committed is in it. A second call does nothing."""
        if self._transactions.is_changing:
            raise Misuse("A store cannot be closed inside a change.")
        if not self._closed:
            self._closed = True
            self._engine.dispose()
            self.opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def own_tables(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction in the store's own tables, which undo leaves."""
        self._refuse_writing()
        with self._transaction():
            yield self._connection
            self._transactions.commit()

    @contextmanager
    def aside(self) -> Iterator[sqlite3.Connection]:
        """Give the connection, to look at the store's own tables or to attach a copy to it."""
        self._refuse_closed()
        with self._transactions.in_words():
            yield self._connection

    def _write(
        self,
        kind: str,
        label: str,
        place: str,
        rows: tuple[RowChange, ...],
        verify: Callable[[Session], None] | None = None,
    ) -> Change:
        # The session ends after the transaction, which it would take back otherwise.
        with ReadSession(self._engine) as session, self._transaction():
            write_images(self._connection, self.schema.tables, rows)
            if verify is not None:
                verify(session)
            made = self._note(kind, label, place, rows)
            self._transactions.commit(made)
        return made

    def _note(self, kind: str, label: str, place: str, rows: tuple[RowChange, ...]) -> Change:
        return history.append(self._connection, label, place, kind, self.schema.revision, rows)

    def _transaction(self) -> AbstractContextManager[None]:
        if self._reading is not None:
            raise Misuse("A change cannot be begun inside a read.")
        return self._transactions.begun()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise Misuse(f"{self.path.name} is closed.")

    def _refuse_writing(self) -> None:
        self._refuse_closed()
        if self.read_only:
            raise CannotWrite(
                f"{self.path.name} is open for reading only. To edit it, close it where it is "
                "being edited and open it again, or work on a copy.",
                self.path,
            )
