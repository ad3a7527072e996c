"""The transactions of a store's one connection: begun, kept, and taken back."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from leadbench.errors import Refused
from leadbench.store import history
from leadbench.store.changes import Change, Journal, Misuse, Schema
from leadbench.store.problems import explained
from leadbench.store.words import broken_rule


class Transactions:
    """Begins and ends the transactions of one connection, one at a time.

    Parameters
    ----------
    path, folder
        The file, and where its backups are if not in the user's data folder.
    journal
        Where each change is kept before it counts, if the connection is to no file.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        schema: Schema,
        path: Path,
        folder: Path | None,
        journal: Journal | None,
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._path = path
        self._folder = folder
        self._journal = journal
        self.is_changing = False
        self.is_lent = False
        self._version = self._data_version()

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Begin a transaction that `commit` ends; it is taken back on the way out otherwise."""
        if self.is_changing:
            raise Misuse("Changes do not nest: this one was begun inside another.")
        if self.is_lent:
            raise Refused(
                "An import is being written to this file. Wait until it is done, or cancel it, "
                "then repeat what you did; nothing was changed."
            )
        with self.in_words():
            self._connection.execute("BEGIN IMMEDIATE")
            self.is_changing = True
            try:
                self._connection.execute("PRAGMA defer_foreign_keys = ON")
                if self._data_version() != self._version:
                    raise Refused(
                        "Another program has changed this file. Look at it again, then repeat "
                        "what you did; nothing was changed."
                    )
                yield
            finally:
                self.is_changing = False
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def commit(self, made: Change | None = None) -> None:
        """End the transaction, whose change is also kept in the journal if there is one."""
        if not self._connection.in_transaction:
            raise Misuse("The transaction of this change has already ended.")
        if made is None or self._journal is None:
            self._end()
            return
        try:
            with self._journal.keeping(made):
                self._end()
        except BaseException:
            history.take_back(self._connection, self._schema, made)
            raise

    def _end(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            # Deferred references are checked now; the transaction is still open to look into.
            raise broken_rule(error, self._connection, self._schema.tables) from error

    def in_words(self) -> AbstractContextManager[None]:
        """Raise what the database or the system says in plain words."""
        return explained(self._path, self._folder, self._connection, self._schema.tables)

    def saw_another_program(self) -> bool:
        """Whether another program has written to the file since this was last asked."""
        version = self._data_version()
        if version == self._version or self.is_lent:
            return False
        self._version = version
        return True

    def _data_version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)
