"""A SQLite file with transactions, change images, undo and migration.

It would serve any subject: the tables, their migrations and the mark of the file come in a
`Schema`.
"""

from leadbench.store.changes import Change, HistoryEntry, Misuse, RowChange, Schema
from leadbench.store.lock import Holder
from leadbench.store.store import Store

__all__ = ["Change", "HistoryEntry", "Holder", "Misuse", "RowChange", "Schema", "Store"]
