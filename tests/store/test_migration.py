"""An older file is brought up to date in one transaction, or left as it was."""

import shutil
import sqlite3
import textwrap
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String

from leadbench.errors import CannotWrite, FileProblem, NewerFile, Refused
from leadbench.plan.file import SCHEMA as PLAN
from leadbench.store import Schema, Store
from leadbench.store.backups import backups_of
from tests.store.library import LIBRARY, METADATA, retitle, shelve, titles

_GOOD = """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision = "0002", "0001"

    def upgrade():
        with op.batch_alter_table("book") as book:
            book.add_column(sa.Column("language", sa.String(), nullable=True))
            book.drop_constraint("binding", type_="check")
            book.create_check_constraint("binding", "binding IN ('hard', 'soft', 'spiral')")
        op.execute("UPDATE book SET language = 'en'")
"""
_FAILING = (
    _GOOD
    + """
        op.execute("UPDATE nowhere SET nothing = 1")
"""
)
_DANGLING = (
    _GOOD
    + """
        op.execute("DELETE FROM author")
"""
)


@pytest.fixture
def old(path: Path) -> Path:
    """A file of revision 0001 with a history."""
    with Store.create(path, LIBRARY) as store:
        shelve(store, "Le Guin", "One", "Two")
        retitle(store, 1, "First")
    return path


def _newer(folder: Path, revision: str) -> Schema:
    """The library one revision later: a book has a language."""
    migrations = folder / "migrations"
    (migrations / "versions").mkdir(parents=True)
    shutil.copy(PLAN.migrations / "env.py", migrations)
    first = 'revision, down_revision = "0001", None\n\n\ndef upgrade():\n    pass\n'
    (migrations / "versions" / "0001.py").write_text(first)
    (migrations / "versions" / "0002.py").write_text(textwrap.dedent(revision))
    metadata = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.tables.values():
        table.to_metadata(metadata)
    metadata.tables["book"].append_column(Column("language", String))
    return replace(
        LIBRARY,
        metadata=metadata,
        revision="0002",
        revisions=("0001", "0002"),
        migrations=migrations,
        needs="2.0",
    )


def test_an_older_file_is_migrated_with_its_backup(
    old: Path, backups: Path, tmp_path: Path
) -> None:
    schema = _newer(tmp_path, _GOOD)
    with Store.open(old, schema, backups=backups) as store:
        assert [row[-1] for row in store.dump()["book"]] == ["en", "en"]
        assert titles(store) == ["First", "Two"]
        assert store.check() == []
        assert [entry.revision for entry in store.history()] == ["0001", "0001"]
        with pytest.raises(Refused, match="brought up to date"):
            store.restore(1)
        assert store.undo() is None
    (backup,) = backups_of(old, backups)
    with Store.open(backup, LIBRARY, read_only=True) as store:
        assert titles(store) == ["First", "Two"]


def test_a_migrated_file_needs_the_newer_program(old: Path, backups: Path, tmp_path: Path) -> None:
    Store.open(old, _newer(tmp_path, _GOOD), backups=backups).close()
    with pytest.raises(NewerFile, match=r"needs Leadbench 2\.0"):
        Store.open(old, LIBRARY, backups=backups)


@pytest.mark.parametrize("revision", [_FAILING, _DANGLING], ids=["fails", "dangles"])
def test_a_failing_migration_leaves_the_file_as_it_was(
    old: Path, backups: Path, tmp_path: Path, revision: str
) -> None:
    before = old.read_bytes()
    with pytest.raises(FileProblem, match="as it was") as caught:
        Store.open(old, _newer(tmp_path, revision), backups=backups)
    assert caught.value.backup == backups_of(old, backups)[0]
    assert old.read_bytes() == before
    with Store.open(old, LIBRARY, backups=backups) as store:
        assert store.check() == []
        retitle(store, 1, "Still usable")


def test_an_older_file_is_not_migrated_by_reading_it(
    old: Path, backups: Path, tmp_path: Path
) -> None:
    before = old.read_bytes()
    with pytest.raises(CannotWrite, match="up to date"):
        Store.open(old, _newer(tmp_path, _GOOD), read_only=True)
    assert old.read_bytes() == before
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
