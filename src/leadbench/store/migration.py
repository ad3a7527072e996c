"""Bringing an older file to the newest schema, all or nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from leadbench.errors import FileProblem
from leadbench.store.changes import Schema
from leadbench.store.connection import connect, engine_on
from leadbench.store.history import note_needs
from leadbench.store.problems import file_problem


def migrate(path: Path, schema: Schema, backup: Path | None) -> None:
    """Run the pending migrations of a file that this program holds, in one transaction.

    Raises
    ------
    FileProblem
        If one of them fails; the file is as it was.
    """
    try:
        with closing(connect(path, "edit")) as connection:
            upgrade(connection, schema, schema.revision)
    except Exception as error:
        known = file_problem(getattr(error, "orig", error), path)
        if known is not None:
            raise known from error
        kept = f" A backup is {backup}." if backup else ""
        raise FileProblem(
            f"{path.name} comes from an older Leadbench and could not be brought up to date: "
            f"{error}. The file is as it was.{kept} Please report this.",
            path,
            backup=backup,
        ) from error


def upgrade(connection: sqlite3.Connection, schema: Schema, to: str) -> None:
    """Run the migrations up to a revision in one transaction.

    Raises
    ------
    Exception
        Whatever a migration raises, or `ValueError` if a reference points nowhere afterwards;
        everything has been taken back then.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.migrations).replace("%", "%%"))
    config.attributes["metadata"] = schema.metadata
    # Batch mode replaces whole tables, which references to them must not notice.
    connection.execute("PRAGMA foreign_keys = OFF")
    # Alembic joins the transaction that is under way and leaves its end to this block.
    with engine_on(connection).begin() as shared:
        connection.execute("BEGIN IMMEDIATE")
        config.attributes["connection"] = shared
        command.upgrade(config, to)
        if not connection.in_transaction:
            raise ValueError("a migration ended the transaction")
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            table, key, target, _ = dangling[0]
            raise ValueError(f"{table} {key} points to no {target}")
        note_needs(connection, schema.needs)
