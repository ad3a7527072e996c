"""A file in two hands for a moment: a worker process writes one change, the store holds still."""

import sqlite3
from collections.abc import Callable

from leadbench.store import history
from leadbench.store.changes import Change
from leadbench.store.transactions import Transactions


class Loan:
    """What `Store.lend` gives: until `end`, every change in the store itself is refused.

    The file alone says whether the worker has written its change, however the worker ended.

    Parameters
    ----------
    keep
        Takes the change, for it to be undone like any other.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        transactions: Transactions,
        keep: Callable[[Change], None],
    ) -> None:
        self._connection = connection
        self._transactions = transactions
        self._keep = keep
        self._before = self._newest()
        transactions.is_lent = True

    @property
    def written(self) -> bool:
        """Whether the worker has written its change."""
        return self._newest() != self._before

    def end(self) -> Change | None:
        """Take the file back and return the change that was written meanwhile, if there is one.

        It is returned without its rows, which stay in the history until they are needed. No
        listener is told: whoever lent the file knows best how to read so much again.
        """
        written = self.written
        self.drop()
        self._transactions.saw_another_program()
        if not written:
            return None
        with self._transactions.in_words():
            (found,) = history.entries(self._connection, limit=1)
        made = Change(found.sequence, found.label, found.place, found.kind, found.at, ())
        self._keep(made)
        return made

    def drop(self) -> None:
        """Take the file back, and let what was written count as another program's."""
        self._transactions.is_lent = False

    def _newest(self) -> int:
        with self._transactions.in_words():
            return next((row.sequence for row in history.entries(self._connection, limit=1)), 0)
