"""Bringing an older file to the newest schema, all or nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from leadbench.errors import FileProblem
from leadbench.store.changes import Schema
from leadbench.store.connection import connect, engine_on, file_problem
from leadbench.store.history import note_needs


def migrate(path: Path, schema: Schema, backup: Path | None) -> None:
    """Run the pending migrations of a file that this program holds, in one transaction.

    Raises
    ------
    FileProblem
        If one of them fails; the file is as it was.
    """
    with closing(connect(path, "rw")) as connection:
        # Batch mode replaces whole tables, and references to them must not notice.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            upgrade(connection, schema)
            note_needs(connection, schema.needs)
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
            if dangling:
                table, key, target, _ = dangling[0]
                raise sqlite3.IntegrityError(f"{table} {key} points to no {target}")  # noqa: TRY301
            connection.execute("COMMIT")
        except Exception as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            known = file_problem(error, path)
            if known is not None and not isinstance(error, sqlite3.IntegrityError):
                raise known from error
            kept = f" A backup is {backup}." if backup else ""
            raise FileProblem(
                f"{path.name} comes from an older Leadbench and could not be brought up to date: "
                f"{error}. The file is as it was.{kept} Please report this.",
                path,
                backup=backup,
            ) from error


def upgrade(connection: sqlite3.Connection, schema: Schema, to: str | None = None) -> None:
    """Run the migrations up to a revision inside the transaction of a connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = engine_on(connection)
    with engine.connect() as shared:
        # Alembic joins a transaction that is under way and leaves its end to us. Nothing is sent
        # to the file by this begin, and the end below is never reached with one still open.
        outer = shared.begin()
        config.attributes["connection"] = shared
        config.attributes["schema"] = schema
        command.upgrade(config, to or schema.revision)
        if not connection.in_transaction:
            raise sqlite3.OperationalError("a migration ended the transaction")
        _detach(outer)


def _detach(transaction: object) -> None:
    """Leave SQLAlchemy's record of the transaction without ending the real one."""
    _ = transaction
